"""Flipped bytes, cut ends, shuffled tags: whatever comes in, an answer comes out."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from kejifupin.office import (
    Page,
    PageCell,
    TableBlock,
    TextBlock,
    read_document,
    write_docx,
    write_xlsx,
)

FORM = Page(
    "一户一策调查表",
    (
        TextBlock("填表单位：", slot="unit"),
        TableBlock(
            (1, 2, 1),
            (
                (PageCell("户名", rowspan=2), PageCell("李四", slot="household"), PageCell("男")),
                (PageCell(number=5, colspan=2, format="yyyy-m-d"),),
                (PageCell("种植□养殖☑", 3, choices=("种植", "养殖")),),
            ),
        ),
    ),
    markers={"form": "a/b"},
)
SEEDS = {"docx": write_docx(FORM), "xlsx": write_xlsx(FORM)}
ODD = (
    *(b"<", b">", b'"', b"&", b"/", b"\x00", b"\xff", b"-1", b"99999999999", b"w:tbl", b"w:sdt"),
    *(b"<w:tc/>", b"<w:tr/>", b"</w:tc>", b'<w:gridSpan w:val="9"/>', b"<w:vMerge/>", b"<row/>"),
    *(b'<c t="s"/>', b"<v>x</v>", b't="s"', b't="d"', b't="e"', b's="1"', b'r="ZZ9"', b"<is/>"),
    *(b'<w:fldChar w:fldCharType="end"/>', b"<w:hMerge/>", b"<f/>", b'val="', b"<mergeCell/>"),
)


def check(content: bytes) -> None:
    """Reading neither raises nor trips over itself."""
    document = read_document(content, "a")
    assert "file.internal" not in {issue.code for issue in document.issues}
    for grid in document.grids:
        for cell in grid.cells:
            assert grid.at(cell.row, cell.col) is not None


def flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 3, 20))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def edited(content: bytes, chance: random.Random) -> bytes:
    """The package with one part changed as no zip check can see."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([part for part in parts if not part.startswith("docProps/app")])
    part = parts[name]
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(part) + 1)
        end = min(len(part), at + chance.choice((0, 0, 1, 8, 200)))
        part = part[:at] + chance.choice((b"", chance.choice(ODD), part[at:end] * 2)) + part[end:]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for other, original in parts.items():
            archive.writestr(other, part if other == name else original)
    return buffer.getvalue()


def moved(content: bytes, chance: random.Random) -> bytes:
    """The package with whole elements of its largest part moved, doubled or lost."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = max(
        (n for n in parts if n.startswith(("word/doc", "xl/worksheets"))),
        key=lambda n: len(parts[n]),
    )
    tags = parts[name].split(b"<")
    for _ in range(chance.choice((1, 2, 4))):
        source, target = chance.randrange(3, len(tags)), chance.randrange(3, len(tags))
        tags.insert(target, tags[source] if chance.random() < 0.5 else tags.pop(source))
    parts[name] = b"<".join(tags)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for other, original in parts.items():
            archive.writestr(other, original)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", SEEDS)
@pytest.mark.parametrize("damage", [flipped, edited, moved])
def test_damage_gives_issues_only(kind, damage):
    for seed in range(80):
        check(damage(SEEDS[kind], random.Random(seed)))


@pytest.mark.parametrize("kind", SEEDS)
def test_every_cut_end_is_told(kind):
    content = SEEDS[kind]
    for cut in range(0, len(content) - 1, len(content) // 60):
        document = read_document(content[:cut], "a")
        assert document.blocks == ()
        assert document.issues[0].remedy


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", SEEDS)
@pytest.mark.parametrize("damage", [flipped, edited, moved])
def test_much_damage_gives_issues_only(kind, damage):
    for seed in range(1_000, 6_000):
        check(damage(SEEDS[kind], random.Random(seed)))


@pytest.mark.fuzz
@pytest.mark.parametrize(
    "magic", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml ", b""]
)
def test_noise_gives_issues_only(magic):
    for seed in range(3_000):
        chance = random.Random(seed)
        document = read_document(magic + chance.randbytes(chance.randrange(3_000)), "a")
        assert document.blocks == ()
        assert [i.code for i in document.issues] != ["file.internal"]


WORD_TAGS = """
    p r t tbl tr tc tcPr trPr gridSpan vMerge hMerge gridBefore sdt sdtPr sdtContent ins del moveTo
    fldChar instrText ffData checkBox checked ddList result listEntry sym ruby rubyBase rt br tab
    pict txbxContent hyperlink smartTag rPr rFonts vanish showingPlcHdr bookmarkStart cellDel
""".split()  # noqa: SIM905 - as a list it would take a line each
SHEET_TAGS = "sheetData row c v f is t r rPr rFont rPh mergeCells mergeCell cols col si".split()  # noqa: SIM905
VALUES = ("", "0", "1", "-1", "2", "63", "restart", "begin", "separate", "end", "Wingdings", "F0FE",
          "A1", "B2:C3", "A1:XFD1048576", "s", "b", "n", "inlineStr", "kjfp_x", "zz")  # fmt: skip


def tree(
    tags: list[str], names: tuple[str, ...], prefix: str, chance: random.Random, depth: int = 0
) -> str:
    """Elements of a format put together by somebody who has never read its standard."""
    tag = prefix + chance.choice(tags)
    attributes = "".join(
        f' {name}="{chance.choice(VALUES)}"' for name in chance.sample(names, chance.randrange(3))
    )
    inner = chance.choice(("", "R", "户名", "12", "\uf0fe"))
    if depth < 9:
        inner += "".join(
            tree(tags, names, prefix, chance, depth + 1)
            for _ in range(chance.choice((0, 1, 1, 2, 3)))
        )
    return f"<{tag}{attributes}>{inner}</{tag}>"


def word_nonsense(chance: random.Random, make_docx, words) -> bytes:
    names = ("w:val", "w:fldCharType", "w:font", "w:char", "w:ascii", "w:name")
    parts = [tree(WORD_TAGS, names, "w:", chance) for _ in range(4)]
    return make_docx(
        parts[0] + words.p(parts[1]) + words.tbl(words.tr(parts[2], words.tc(parts[3])))
    )


def sheet_nonsense(chance: random.Random, make_xlsx) -> bytes:
    names = ("r", "t", "s", "ref", "min", "max", "hidden", "val")
    parts = [tree(SHEET_TAGS, names, "", chance) for _ in range(4)]
    rows = "".join(f"<row>{part}</row>" for part in parts[:2])
    return make_xlsx(f"{parts[3]}<sheetData>{rows}</sheetData>", strings=parts[2])


def nonsense(count: range, make_docx, make_xlsx, words) -> None:
    for seed in count:
        chance = random.Random(seed)
        check(word_nonsense(chance, make_docx, words))
        check(sheet_nonsense(chance, make_xlsx))


def test_nonsense_in_good_order_is_read(make_docx, make_xlsx, words):
    nonsense(range(150), make_docx, make_xlsx, words)


@pytest.mark.fuzz
def test_much_nonsense_in_good_order_is_read(make_docx, make_xlsx, words):
    nonsense(range(1_000, 6_000), make_docx, make_xlsx, words)
