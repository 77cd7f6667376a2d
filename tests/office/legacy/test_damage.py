"""Flipped bytes, cut ends, numbers out of bounds: whatever comes in, an answer comes out."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from legacy_biff import BOLD_BOX, Error, Formula, Run, Xls, XlsSheet
from legacy_biff12 import Compact, Inline, Xlsb, XlsbSheet
from legacy_odf import cell, meta, ods, odt, p, row, table
from legacy_word import (
    CELL,
    DELETED,
    INNER_CELL,
    INNER_ROW,
    ROW_END,
    Para,
    Word,
    box_data,
    cells,
    depth,
    font,
    form_data,
    list_data,
    para,
    symbol,
)
from legacy_word import (
    row as word_row,
)

from kejifupin.office import read_document

pytest.importorskip("xlrd")

DATA = box_data(1) + list_data(("种植", "养殖"), 1)
WORD = Word(
    (
        para("附件2"),
        Para((("甲\x13 FORMCHECKBOX ", b""), ("\x01", form_data(0)), ("\x14\x15", b""))),
        Para((("R", font(1)), ("x", symbol(1, 0xF0FE)), ("删", DELETED), ("\x08", b""))),
        *word_row(("户名", "李四\n二", "男"), cells((0, 1000, 3000, 4000), (0x60,))),
        *word_row(("", "地址", "双山子"), cells((0, 1000, 3000, 4000), (0x20, 1, 2))),
        para("隔"),
        para("里1", depth(2) + INNER_CELL),
        para("", depth(2) + INNER_CELL + INNER_ROW + cells((0, 500))),
        para("外", depth(1), CELL),
        para("", depth(1) + ROW_END + cells((0, 2000)), CELL),
        para("末"),
    ),
    fonts=("宋体", "Wingdings 2"),
    data=DATA,
    styles=((1, 0xFFF, b""), (2, 0, font(1))),
    bookmarks={"kjfp_household": 3, "kjfp_unit": 1},
    boxes={26: (para("框中"), para())},
    cuts=(5, 30),
)
SHEET_CELLS = {
    (0, 0): "户名",
    (0, 1): ("R", 1),
    (1, 0): 3.2,
    (1, 1): (43074, 2),
    (2, 0): True,
    (2, 1): Error(7),
    (3, 0): Formula("合计"),
    (3, 1): Run("R种植", ((0, 1), (1, 0))),
    (4, 9): None,
}
BOOK = {"styles": ((0, 0), (0, 1), (14, 0)), "fonts": ("宋体", BOLD_BOX), "formats": {176: "0.0"},
        "names": {"kjfp_household": (0, 0, 1)}}  # fmt: skip
MARKS = {(0, 1): "form", (0, 2): "household_survey"}
SEEDS = {
    "doc": WORD.content(),
    "xls": Xls(
        (XlsSheet("表", SHEET_CELLS, ((0, 0, 2, 3), (5, 6, 0, 1)), hidden_rows=(1,)),
         XlsSheet("_kejifupin", MARKS, state=2)), **BOOK
    ).content(),
    "xlsb": Xlsb(
        (XlsbSheet("表", {**SHEET_CELLS, (5, 5): Compact(5), (5, 6): Inline("行内", ((0, 1),))},
                   ((0, 0, 2, 3),), hidden_rows=(1,)), XlsbSheet("_kejifupin", MARKS, state=2)), **BOOK
    ).content(zipfile.ZIP_STORED),
    "odt": odt(
        p("附件2") + p('<text:bookmark text:name="kjfp_unit"/>', '<text:s text:c="3"/>甲')
        + table(row(cell("户名", rows=2), cell("李四", cols=2), cell("x", covered=True)),
                row(cell("y", covered=True), "a", cell(table(row("里"))))),
        meta=meta('<meta:user-defined meta:name="form">a</meta:user-defined>'),
    ),
    "ods": ods(
        table(row(cell("户名", rows=2, cols=2), cell("x", covered=True), cell("y", repeat=3)),
              row(cell("1", value_type="float", value="1"),
                  cell("d", value_type="date", date_value="2017-12-05"), repeat=2),
              row(cell(repeat=16_384), repeat=1_048_000)),
    ),
}  # fmt: skip
WORDS = (
    *(
        b"\xff\xff\xff\xff",
        b"\xff\xff\xff\x7f",
        bytes(4),
        b"\0\0\0\x80",
        b"\x01\0\0\0",
        b"\xff\xff",
    ),
    *(b"\x13\0\x14\0", b"\x07\0\x07\0", b"\x16\x24\x01", b"\x49\x66\xff\xff", b"\x08\xd6\xff\xff"),
    *(b"\x09\x08\x10\0", b"\x0a\0\0\0", b"\x3c\0\x10\0", b"\xe5\0\xff\xff", b"\x85\0\x08\0"),
)
ODD = (b"<", b">", b'"', b"/", b"\0", b"-1", b"99999999999", b'="9"', b"<text:p>", b"</text:p>",
       b"<table:table-cell/>", b"<table:table-row>", b"table:number-columns-repeated",
       b'table:number-rows-spanned="7"', b"covered-", b'office:value="x"', b"<text:s/>")  # fmt: skip


def check(content: bytes) -> None:
    """Reading neither raises nor trips over itself nor takes long."""
    started = time.process_time()
    document = read_document(content, "a")
    assert time.process_time() - started < 1
    assert "file.internal" not in {issue.code for issue in document.issues}
    assert document.blocks or document.issues
    for grid in document.grids:
        for found in grid.cells:
            assert grid.at(found.row, found.col) is not None


def flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 3, 20))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def overwritten(content: bytes, chance: random.Random) -> bytes:
    """Numbers and marks of the formats where others stood."""
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 2, 5))):
        word = chance.choice(WORDS)
        at = chance.randrange(len(damaged) - len(word))
        damaged[at : at + len(word)] = word
    return bytes(damaged)


def edited(content: bytes, chance: random.Random) -> bytes:
    """One part of a package changed as no zip check can see."""
    if not content.startswith(b"PK"):
        return overwritten(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([part for part in parts if part != "mimetype"])
    part = parts[name]
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(part) + 1)
        end = min(len(part), at + chance.choice((0, 0, 1, 8, 60)))
        new = chance.choice(
            (b"", chance.choice(ODD if part[:1] == b"<" else WORDS), part[at:end] * 2)
        )
        part = part[:at] + new + part[end:]
    parts[name] = part
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for other, original in parts.items():
            archive.writestr(other, original)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", SEEDS)
def test_the_seeds_are_sound(kind):
    """Damage to what is not read anyway would prove nothing."""
    document = read_document(SEEDS[kind], "a")
    assert document.format == kind
    assert document.grids
    assert document.slots or kind == "ods"


@pytest.mark.parametrize("kind", SEEDS)
@pytest.mark.parametrize("damage", [flipped, overwritten, edited])
def test_damage_gives_issues_only(kind, damage):
    for seed in range(50):
        check(damage(SEEDS[kind], random.Random(seed)))


@pytest.mark.parametrize("kind", SEEDS)
def test_every_cut_end_is_told(kind):
    """What is left of a compound file may still hold all that is read."""
    content = SEEDS[kind]
    for cut in range(0, len(content) - 1, len(content) // 60):
        check(content[:cut])
        if kind in ("xlsb", "odt", "ods"):
            assert read_document(content[:cut], "a").issues[0].remedy


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", SEEDS)
@pytest.mark.parametrize("damage", [flipped, overwritten, edited])
def test_much_damage_gives_issues_only(kind, damage):
    for seed in range(1_000, 4_000):
        check(damage(SEEDS[kind], random.Random(seed)))
