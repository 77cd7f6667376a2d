"""Rows taken past the parser say what the parser would have read from them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError
from kejifupin.office.xlsx.formats import PLAIN, Kind, NumberFormat
from kejifupin.office.xlsx.merges import Merges
from kejifupin.office.xlsx.plain_rows import without_plain_rows
from kejifupin.office.xlsx.sheet_reader import Book, SheetReader
from kejifupin.office.xlsx.texts import SharedText, StyleTable

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = Book(
    "a.xlsx",
    tuple(map(SharedText, ("零", "壹", "☑"))),
    StyleTable((PLAIN, NumberFormat(Kind.DATE), NumberFormat(Kind.PERCENT))),
    from_1904=False,
)


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{S}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def read(data: bytes, *, large: bool, step: int = 10**9, refs: tuple[str, ...] = ()):
    reader = SheetReader(BOOK, "表", Merges(refs, Limits()), Limits())
    pieces = [data[at : at + step] for at in range(0, len(data), step)]
    try:
        return reader.read(pieces, large=large), tuple(reader.issues)
    except RefusedFileError as error:
        return error.code


def plain(data: bytes) -> list[int]:
    """Numbers of the rows that are taken past the parser; the rest must be well-formed."""
    found: list[int] = []
    rest = b"".join(without_plain_rows([data], lambda number, _: found.append(number)))
    etree.fromstring(rest)
    return found


bodies = st.sampled_from(
    (
        "",
        "<v>12</v>",
        "<v>1</v>",
        "<v>2.50</v>",
        "<v></v>",
        "<v/>",
        "<v>9</v>",
        "<v>1E+2</v>",
        "<v>222401197001010012</v>",
        "<v>甲&amp;乙</v>",
        "<f>A1+1</f>",
        "<f>A1+1</f><v>3</v>",
        "<is><t>丙\n丁</t></is>",
        '<is><t xml:space="preserve"> 种植□ _x0041_ </t></is>',
        "<is><r><t>一</t></r><r><t>二</t></r></is>",
        "<is/>",
        "<v>&#x4E00;</v>",
        "<v><!-- 注 -->4</v>",
        "<v>]]&gt;</v>",
    )
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    lines = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        cells = []
        for letters in draw(st.lists(st.sampled_from(("A", "B", "C", "AA", "b")), unique=True)):
            style = draw(st.sampled_from(("", ' s="1"', ' s="2"', ' s="99"')))
            kind = draw(st.sampled_from(("", "n", "s", "str", "inlineStr", "b", "e", "d")))
            kind = f' t="{kind}"' if kind else ""
            body = draw(bodies)
            cells.append(f'<c r="{letters}{number}"{style}{kind}>{body}</c>')
        more = draw(st.sampled_from(("", ' ht="20"', ' hidden="1"', ' spans="1:2" ht="1"')))
        gap = draw(st.sampled_from(("", "\n  ")))
        lines.append(f'{gap}<row r="{number}"{more}>{"".join(cells)}</row>')
    return "".join(lines)


@settings(max_examples=300, deadline=None)
@given(rows=rows(), step=st.sampled_from((1, 7, 64, 10**6)), refs=st.sampled_from(((), ("A1:B2",))))
def test_a_sheet_reads_the_same_with_and_without_the_short_way(rows, step, refs):
    """Numbers, texts, styles, merged and hidden cells, whatever the pieces are cut into."""
    data = sheet(rows)
    assert read(data, large=True, step=step, refs=refs) == read(data, large=False, refs=refs)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1" ht="15"><c r="A1" s="1" t="inlineStr"><is><t>甲</t></is></c></row>',
        '<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c><c r="B1"/></row>',
        '\n<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
    ],
)
def test_rows_as_programs_write_them_take_the_short_way(row):
    """Of this library and openpyxl, of Excel, and of xlsxwriter."""
    assert plain(sheet(row).replace(b"<worksheet", b'<worksheet xmlns:x14ac="x"')) == [1]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1&amp;2</v></c></row>',
        '<row r="1"> <c r="A1"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row>",
    ],
)
def test_whatever_differs_is_left_to_the_parser(row):
    """Nothing is taken that is not fully understood."""
    assert plain(sheet(row)) == []


@pytest.mark.parametrize(
    "broken",
    [
        '<row r="1"><c r="A1"><v>1</c></v></row>',
        '<row r="1"><c r="A1"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1" ht="1" ht><c r="A1"><v>1</v></c></row>',
    ],
)
def test_what_is_not_well_formed_is_refused(broken):
    """As the parser refuses it."""
    data = sheet(broken)
    assert read(data, large=True) == read(data, large=False) == "file.broken"


def test_bytes_that_are_no_text_are_refused():
    """A lone byte of another encoding, and a character that XML does not have."""
    for wrong in (b"\xff", b"\xef\xbf\xbf", b"\xed\xa0\x80"):
        data = sheet('<row r="1"><c r="A1" t="str"><v>X</v></c></row>').replace(b"X", wrong)
        assert read(data, large=True) == read(data, large=False) == "file.broken"


def test_a_comment_does_not_smuggle_rows_in():
    """What stands in a comment or in another encoding is not read as rows."""
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    hidden = sheet("", before=f"<!-- <sheetData>{row}</sheetData> -->")
    assert plain(hidden) == []
    assert plain(sheet(f"<!-- {row} -->")) == []
    other = sheet(row).replace(b"UTF-8", b"GBK")
    assert list(without_plain_rows([other], lambda *_: pytest.fail("taken"))) == [other]
