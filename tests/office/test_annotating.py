"""The annotated copy of whatever comes in: a copy that reads the same, or none."""

from __future__ import annotations

import io
import random
import time
import zipfile
from datetime import date

import pytest

from kejifupin.office import (
    Limits,
    Page,
    PageCell,
    TableBlock,
    TextBlock,
    read_document,
    write_docx,
    write_xlsx,
)
from kejifupin.office.annotating import annotate
from kejifupin.office.archive import open_archive
from kejifupin.office.docx.comments import comment_docx
from kejifupin.office.notes import CellNote
from kejifupin.office.refusal import RefusedFileError
from kejifupin.office.xlsx.comments import comment_xlsx

DAY = date(2018, 6, 30)
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
BLANK = {"docx": write_docx(FORM), "xlsx": write_xlsx(FORM)}


def notes_on(content: bytes) -> tuple[CellNote, ...]:
    grids = read_document(content, "a").grids
    return tuple(CellNote(cell.address, "核对") for grid in grids for cell in grid.cells)


SEEDS = {kind: annotate(content, notes_on(content)[::2], on=DAY) for kind, content in BLANK.items()}
ODD = (
    *(b"<", b">", b'"', b"'", b"&", b"/", b"\x00", b"\xff", b"-1", b"99999999999", b"]]>", b"<!--"),
    *(
        b"<w:tc/>",
        b"</w:tc>",
        b"<w:p/>",
        b"<w:tbl/>",
        b"<w:comment/>",
        b"w:id=",
        b"comments",
        b"rId1",
    ),
    *(
        b"<comment/>",
        b"<text/>",
        b"<t/>",
        b"<authors/>",
        b"</sheetData>",
        b"<sheetData/>",
        b"</xml>",
    ),
    *(b"<legacyDrawing/>", b"<x:Row>", b"Target=", b"vmlDrawing", b"<Override/>", b"_x0000_s9"),
)


def edited(content: bytes, chance: random.Random) -> bytes:
    """The package with one or two parts changed as no zip check can see, or gone."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(list(parts))
        part = parts[name]
        if chance.random() < 0.05:
            del parts[name]
            continue
        for _ in range(chance.choice((1, 1, 2, 5))):
            at = chance.randrange(len(part) + 1)
            end = min(len(part), at + chance.choice((0, 0, 1, 8, 200)))
            new = chance.choice((b"", chance.choice(ODD), part[at:end] * 2))
            part = part[:at] + new + part[end:]
        parts[name] = part
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def check(kind: str, content: bytes) -> bool:
    """A copy that reads the same, or a refusal; anything else is a mistake of ours."""
    before = read_document(content, "a")
    notes = (*notes_on(content), CellNote("", "再报"))
    comment = comment_docx if kind == "docx" else comment_xlsx
    try:
        copy = comment(open_archive(content, Limits()), notes, on=DAY, limits=Limits())
    except RefusedFileError:
        assert annotate(content, notes, on=DAY) is None
        return False
    if before.blocks:
        assert read_document(copy, "a").blocks == before.blocks
        assert annotate(content, notes, on=DAY) == copy
    return True


def damage(kind: str, count: int, seed: int) -> None:
    chance = random.Random(seed)
    done = 0
    for number in range(count):
        base = (SEEDS if number % 2 else BLANK)[kind]
        done += check(kind, edited(base, chance))
    assert done > count // 10


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_damaged_files_get_a_copy_or_none(kind):
    damage(kind, 150, 1)


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_thousands_of_damaged_files_get_a_copy_or_none(kind):
    damage(kind, 4_000, 2)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_flipped_and_cut_files_raise_nothing(kind):
    chance = random.Random(3)
    for _ in range(150):
        damaged = bytearray(SEEDS[kind])
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        cut = bytes(damaged[: chance.choice((len(damaged), chance.randrange(len(damaged))))])
        copy = annotate(cut, (CellNote("", "再报"),), on=DAY)
        assert copy is None or read_document(copy, "a").blocks == read_document(cut, "a").blocks


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x05\x06" + bytes(18),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        b"%PDF-1.4",
        "姓名,电话".encode("gb18030"),
        b"<html><table><tr><td>1</td></tr></table></html>",
    ],
)
def test_what_is_no_word_or_excel_file_gets_no_copy(content):
    assert annotate(content, (CellNote("", "再报"),), on=DAY) is None
    assert annotate(content, (), on=DAY) is None


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_without_notes_goes_back_as_it_came(kind):
    assert annotate(BLANK[kind], (), on=DAY) is BLANK[kind]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_package_that_no_office_opens_gets_no_copy(kind, make_docx, make_xlsx):
    """Without content types there is nothing to open the copy with."""
    content = make_xlsx("<sheetData/>")
    if kind == "docx":
        content = make_docx("<w:p/>", **{"[Content_Types].xml": ""})
    assert annotate(content, (CellNote("", "再报"),), on=DAY) is None


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_limits_are_those_of_reading(kind):
    note = (CellNote("", "再报"),)
    for limits in (Limits(file_bytes=1_000), Limits(parts=3), Limits(nodes=40)):
        assert annotate(BLANK[kind], note, on=DAY, limits=limits) is None
    assert annotate(BLANK[kind], note, on=DAY) is not None


def test_a_huge_part_is_copied_packed(make_docx):
    """200 MB of zeros beside the text: a copy unpacks and packs nothing that it does not change."""
    content = make_docx("<w:p/>", **{"word/media/image1.bmp": bytes(200 * 1024 * 1024)})
    started = time.process_time()
    copy = annotate(content, (CellNote("", "再报"),), on=DAY)
    assert time.process_time() - started < 0.5
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.getinfo("word/media/image1.bmp").file_size == 200 * 1024 * 1024


HARD = {
    "a drawing of unclosed tags": lambda: ("v.vml", b"<x:ClientData " * 300_000 + b"</xml>"),
    "a drawing of notes": lambda: (
        "v.vml",
        b"<x:ClientData ObjectType='Note'><x:Row>" * 100_000 + b"</xml>",
    ),
    "a drawing that ends a thousand times": lambda: ("v.vml", b"</xml>  " * 500_000 + b"x"),
    "a drawing with a declaration": lambda: ("v.vml", b"<!DOCTYPE x>" * 300_000),
}


@pytest.mark.parametrize("name", HARD)
def test_drawings_made_to_take_long_do_not(make_xlsx, name):
    part, content = HARD[name]()
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="d" Type="x/vmlDrawing" Target="/xl/v.vml"/></Relationships>'
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="'
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetData><row>'
        '<c t="str"><v>1</v></c></row></sheetData><legacyDrawing r:id="d"/></worksheet>'
    )
    book = make_xlsx(
        sheet,
        **{
            "[Content_Types].xml": types,
            "xl/worksheets/_rels/sheet1.xml.rels": links,
            f"xl/{part}": content,
        },
    )
    assert read_document(book, "a").blocks
    started = time.process_time()
    annotate(book, (CellNote("Sheet1!A1", "核对"),), on=DAY)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "head",
    [b"<?x?>" * 60_000, b"<!--" * 60_000, b"<a " + b"'" * 200_001, b" " * 250_000],
)
def test_sheets_whose_beginning_is_made_to_take_long_do_not(make_xlsx, head):
    book = make_xlsx("<sheetData/>", **{"xl/worksheets/sheet1.xml": head + b"</sheetData>"})
    started = time.process_time()
    archive = open_archive(book, Limits())
    with pytest.raises(RefusedFileError):
        comment_xlsx(archive, (CellNote("Sheet1!A1", "核对"),), on=DAY, limits=Limits())
    assert time.process_time() - started < 2
