"""Rows and texts taken past the parser say what the parser would have read from them."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kejifupin.office.cells import Value
from kejifupin.office.glyphs import glyph_marks
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError
from kejifupin.office.xlsx import plain_rows
from kejifupin.office.xlsx.cell_values import CellValues
from kejifupin.office.xlsx.formats import PLAIN, Kind, NumberFormat
from kejifupin.office.xlsx.plain_parts import without_plain
from kejifupin.office.xlsx.plain_rows import PlainRows
from kejifupin.office.xlsx.scanning import Scanner
from kejifupin.office.xlsx.shared_texts import read_texts
from kejifupin.office.xlsx.sheet_reader import Book, SheetReader
from kejifupin.office.xlsx.texts import StyleTable

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXTS = ("零", "壹", Value("☑R", marks=glyph_marks("☑R")), "")
FORMATS = (PLAIN, NumberFormat(Kind.DATE), NumberFormat(Kind.PERCENT))
STYLES = StyleTable(FORMATS), StyleTable(FORMATS, (None, None, "wingdings 2"))


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{S}" xmlns:x="y">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def cut(data: bytes, step: int) -> list[bytes]:
    return [data[at : at + step] for at in range(0, len(data), step)]


def read(
    data: bytes,
    *,
    plain: bool,
    step: int = 10**9,
    styles: int = 0,
    from_1904: bool = False,
    learn: int = 10**9,
):
    """A sheet, or why it is refused; from a text of a length on, a pattern is made for its rows."""
    book = Book("a.xlsx", TEXTS, STYLES[styles], from_1904)
    scanner, reader = Scanner(Limits()), SheetReader(book, "表", Limits())
    try:
        pieces = scanner.watch(cut(data, step))
        with patch.object(plain_rows, "_WORTH_LEARNING", learn):
            reader.read(pieces, lambda: [data]) if plain else reader.parse(pieces)
        return reader.grid(scanner.merges()), tuple(reader.issues)
    except RefusedFileError as error:
        return error.code


def taken(data: bytes) -> list[int]:
    """Numbers of the rows that are taken past the parser; the rest must be well-formed."""
    found: list[int] = []
    values = CellValues(TEXTS, STYLES[0], from_1904=False)
    rows = PlainRows(values, lambda row, *_: found.append(row + 1))
    etree.fromstring(b"".join(without_plain([data], rows)))
    return found


BODIES = (
    "",
    "<v>12</v>",
    "<v>1</v>",
    "<v>2.50</v>",
    "<v></v>",
    "<v/>",
    "<v>3</v>",
    "<v>9</v>",
    "<v>1E+2</v>",
    "<v>-0</v>",
    "<v>41612.25</v>",
    "<v>222401197001010012</v>",
    "<v>2017-12-05T00:00:00Z</v>",
    "<v>甲&amp;乙</v>",
    "<v>R□</v>",
    "<v> 1 </v>",
    "<f>A1+1</f>",
    "<f>A1+1</f><v>3</v>",
    "<f>A1&amp;B1</f><v></v>",
    '<f t="shared" si="0"/><v>7</v>',
    '<f t="shared" ref="A1:A9" si="0">B1</f>',
    '<f t="array" ref="A1">B1</f><v>7</v>',
    "<is><t>丙\n丁</t></is>",
    "<f>A1</f><is><t>丙</t></is>",
    '<is><t xml:space="preserve"> 种植□ _x0041_ </t></is>',
    "<is><t>行\r\n末</t></is>",
    "<is><r><t>一</t></r><r><t>二</t></r></is>",
    "<is><t>甲</t><rPh sb='0' eb='1'><t>ダ</t></rPh></is>",
    "<is/>",
    "<is><t/></is>",
    "<v>&#x4E00;</v>",
    "<v><!-- 注 -->4</v>",
    "<v><![CDATA[5]]></v>",
    "<v>]]&gt;</v>",
)
KINDS = ("", "n", "s", "str", "inlineStr", "b", "e", "d", "odd")
LETTERS = ("A", "B", "C", "AA", "b", "")


@st.composite
def cells(draw: st.DrawFn, number: int, letters: tuple[str, ...]) -> str:
    found = []
    for each in letters:
        style = draw(st.sampled_from(("", ' s="1"', ' s="2"', ' s="99"', ' s="x"')))
        kind = draw(st.sampled_from(KINDS))
        kind = f' t="{kind}"' if kind else ""
        ref = f' r="{each}{number}"' if each else ""
        head = draw(st.sampled_from((ref + style + kind, ref + kind + style, ref + style + kind)))
        body = draw(st.sampled_from(BODIES))
        closed = not body and draw(st.booleans())
        found.append(f"<c{head}/>" if closed else f"<c{head}>{body}</c>")
    return draw(st.sampled_from(("", "", "\n "))).join(found)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Rows of every kind, in order or not, numbered or not, with others like them around."""
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        number = draw(st.integers(1, 9))
        letters = tuple(draw(st.lists(st.sampled_from(LETTERS), max_size=4)))
        ref = draw(st.sampled_from((f' r="{number}"', f' r="{number}"', f' r="{number}"', "")))
        more = draw(
            st.sampled_from(
                ("", ' ht="20"', ' hidden="1"', ' hidden="0"', ' spans="1:2" x:d="1"', " ht='1'")
            )
        )
        gap = draw(st.sampled_from(("", "\n  ", "<!-- 注 -->", "<other/>")))
        if not letters and draw(st.booleans()):
            lines.append(f"{gap}<row{ref}{more}/>")
        else:
            lines.append(f"{gap}<row{ref}{more}>{draw(cells(number, letters))}</row>")
    return "".join(lines)


@st.composite
def ledgers(draw: st.DrawFn) -> str:
    """Rows that are mostly alike, as programs write them, with blanks and strangers among them."""
    letters = ("A", "B", "C", "D")
    heads = [
        draw(st.sampled_from(('t="inlineStr"', 's="1"', 's="2" t="s"', 't="str"', "")))
        for _ in letters
    ]
    lines = []
    for number in range(1, draw(st.integers(2, 30)) + 1):
        row = []
        for each, head in zip(letters, heads, strict=True):
            value = draw(st.sampled_from(("1", "2", "3", "", "0")))
            inline = f"<is><t>{value}</t></is>" if "inline" in head else f"<v>{value}</v>"
            style = head.split(" t=")[0] if head.startswith("s") else ""
            row.append(
                draw(
                    st.sampled_from(
                        (
                            *(f'<c r="{each}{number}" {head}>{inline}</c>'.replace('" >', '">'),)
                            * 5,
                            f'<c r="{each}{number}" {style}/>'.replace(" /", "/"),
                            "",
                        )
                    )
                )
            )
        odd = draw(st.sampled_from(("", "", "", "", "<row><c><v>8</v></c></row>")))
        more = draw(st.sampled_from(("", "", "", "", ' hidden="1"')))
        lines.append(f'<row r="{number}"{more}>{"".join(row)}</row>{odd}')
    return "".join(lines)


FRAMES = st.sampled_from(
    (
        ("", ""),
        ('<cols><col min="2" max="3" hidden="1"/></cols>', ""),
        ("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
        ("", '<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="C9:AB9"/></mergeCells>'),
    )
)


@given(
    body=st.one_of(rows(), ledgers()),
    frame=FRAMES,
    step=st.sampled_from((1, 7, 64, 500, 10**6)),
    styles=st.integers(0, 1),
    from_1904=st.booleans(),
    learn=st.sampled_from((10**9, 250, 800)),
)
def test_a_sheet_reads_the_same_with_and_without_the_short_way(
    body, frame, step, styles, from_1904, learn
):
    """Numbers, texts, styles, merged and hidden cells, whatever the pieces are cut into."""
    data = sheet(body, before=frame[0], after=frame[1])
    book = {"styles": styles, "from_1904": from_1904}
    short = read(data, plain=True, step=step, learn=learn, **book)
    assert short == read(data, plain=False, **book)


@given(
    body=ledgers(),
    at=st.floats(0, 0.999),
    junk=st.one_of(st.binary(min_size=1, max_size=3), st.sampled_from((b"", b"<", b"/"))),
    learn=st.sampled_from((10**9, 250)),
)
def test_damage_reads_the_same_with_and_without_the_short_way(body, at, junk, learn):
    """Bytes put in the place of others: both read the same, or both refuse."""
    data = sheet(body)
    spot = int(at * len(data))
    data = data[:spot] + junk + data[spot + max(1, len(junk)) :]
    short = read(data, plain=True, step=2000, learn=learn)
    assert short == read(data, plain=False)


@pytest.mark.parametrize("junk", [b"\0", b"<", b" ", b""])
def test_a_byte_lost_in_one_of_many_rows_is_lost_for_both(junk):
    """At every place of a row between others like it."""
    rows = (
        f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, 9)
    )
    data = sheet("".join(rows))
    first, last = data.index(b'<row r="5"'), data.index(b'<row r="6"')
    for at in range(first, last + 10):
        damaged = data[:at] + junk + data[at + 1 :]
        assert read(damaged, plain=True, learn=200) == read(damaged, plain=False), damaged[at - 9 :]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1" ht="15"><c r="A1" s="1" t="inlineStr"><is><t>甲</t></is></c></row>',
        '<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c><c r="B1"/></row>',
        '\n<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>B1&lt;2</f><v>1</v></c></row>',
        '<row r="1"> <c r="A1"><v>1</v></c> </row>',
    ],
)
def test_rows_as_programs_write_them_take_the_short_way(row):
    """Of this library and openpyxl, of Excel, and of xlsxwriter."""
    assert taken(sheet(row).replace(b"<worksheet", b'<worksheet xmlns:x14ac="x"')) == [1]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1&amp;2</v></c></row>',
        '<row r="1"><c r="A1"><f t="array" ref="A1">B1</f><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        '<row r="1" unknown:d="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" vm="1"><v>1</v></c></row>',
    ],
)
def test_whatever_differs_is_left_to_the_parser(row):
    """Nothing is taken that is not fully understood."""
    data = sheet(row, before='<a xmlns:unknown="z"/>').replace(b" unknown:d", b" x:d x:d")
    found: list[int] = []
    rows = PlainRows(CellValues(TEXTS, STYLES[0], from_1904=False), lambda *a: found.append(a[0]))
    assert row.replace(" unknown:d", " x:d x:d").encode() in b"".join(without_plain([data], rows))
    assert found == []


@pytest.mark.parametrize(
    "broken",
    [
        '<row r="1"><c r="A1"><v>1</c></v></row>',
        '<row r="1"><c r="A1"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1"><v>1]]></v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1" ht="1" ht><c r="A1"><v>1</v></c></row>',
        '<row r="1" ht="1" ht="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1" q:ht="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="1" s="2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row></row>',
        '<c r="A1"><v>1</v></c></row>',
    ],
)
def test_what_is_not_well_formed_is_refused(broken):
    """As the parser refuses it."""
    data = sheet(broken)
    assert read(data, plain=True) == read(data, plain=False) == "file.broken"


def test_bytes_that_are_no_text_are_refused():
    """A lone byte of another encoding, and a character that XML does not have."""
    for wrong in (b"\xff", b"\xef\xbf\xbf", b"\xed\xa0\x80"):
        data = sheet('<row r="1"><c r="A1" t="str"><v>X</v></c></row>').replace(b"X", wrong)
        assert read(data, plain=True) == read(data, plain=False) == "file.broken"


def test_a_comment_does_not_smuggle_rows_in():
    """What stands in a comment or in another encoding is not read as rows."""
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert taken(sheet("", before=f"<!-- <sheetData>{row}</sheetData> -->")) == []
    assert taken(sheet(f"<!-- {row} -->")) == []
    other = sheet(row).replace(b"UTF-8", b"GBK")
    rows = PlainRows(CellValues((), STYLES[0], from_1904=False), lambda *_: pytest.fail("taken"))
    assert b"".join(without_plain([other], rows)) == other


def test_rows_without_a_number_follow_the_row_before():
    """Also where that one was taken past the parser."""
    first = '<row r="5"><c r="A5"><v>1</v></c></row>'
    for between in ("", "<!-- 注 -->"):
        for other in ("<row><c><v>2</v></c></row>", "<row><c><v>2</v></c><c/></row>"):
            grid, _ = read(sheet(other + first + between + other), plain=True)
            assert [(cell.row, cell.text) for cell in grid.cells] == [(0, "2"), (4, "1"), (5, "2")]


@st.composite
def shared_texts(draw: st.DrawFn) -> bytes:
    items = draw(
        st.lists(
            st.sampled_from(
                (
                    "<si><t>户名</t></si>",
                    '<si><t xml:space="preserve"> 甲 </t></si>',
                    '<si><t>乙</t><phoneticPr fontId="1" type="noConversion"/></si>',
                    "<si><t>种植□_x0041_</t></si>",
                    "<si><t/></si>",
                    "<si/>",
                    "\n<si> <t>丙</t></si>",
                    "<si><t>A&amp;B</t></si>",
                    "<si><r><t>一</t></r><r><rPr><rFont val='Wingdings'/></rPr><t>þ</t></r></si>",
                    "<si><t>丁</t><rPh sb='0' eb='1'><t>ダ</t></rPh></si>",
                    "<!-- <si><t>藏</t></si> -->",
                    "<si><t>坏</si>",
                )
            ),
            max_size=12,
        )
    )
    head = draw(st.sampled_from((f'xmlns="{S}"', f'xmlns="{S}" count="9"', "", 'xmlns=""')))
    return f'<?xml version="1.0"?><sst {head}>{"".join(items)}</sst>'.encode()


@given(data=shared_texts(), step=st.sampled_from((1, 7, 64, 10**6)))
def test_shared_texts_read_the_same_with_and_without_the_short_way(data, step):
    """In their order, whatever stands among them."""

    def found(pieces: list[bytes], *, plain: bool):
        try:
            return read_texts(pieces, Limits(), plain=plain)
        except RefusedFileError as error:
            return error.code

    assert found(cut(data, step), plain=True) == found([data], plain=False)


def test_more_shared_texts_than_cells_are_refused():
    """A text of its own for every cell is the most that a workbook can need."""
    data = f'<sst xmlns="{S}">{"<si><t>甲</t></si>" * 9}</sst>'.encode()
    for plain in (True, False):
        assert len(read_texts([data], Limits(sheet_cells=9), plain=plain)) == 9
        with pytest.raises(RefusedFileError):
            read_texts([data], Limits(sheet_cells=8), plain=plain)
