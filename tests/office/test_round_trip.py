"""What is written is read back: cell for cell, span for span, by us and by others."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kejifupin.errors import OfficeError
from kejifupin.office import (
    Page,
    PageCell,
    TableBlock,
    TextBlock,
    clean_for_office,
    read_document,
    slot_name,
    write_docx,
    write_xlsx,
)
from kejifupin.office.page import placed_cells

# Private characters are boxes of symbol fonts, which readers turn into plain ones.
CHARACTERS = st.characters(blacklist_characters=[chr(code) for code in range(0xF000, 0xF100)])
ANY_TEXT = st.text(CHARACTERS, max_size=12)
PLAIN_TEXT = st.text(st.sampled_from("致贫原因户名12.5□☑√ABC=+-@'\"<>&_x\n\t "), max_size=8)
DATA = st.data()


def wanted(table: TableBlock) -> list[tuple[int, int, int, int, str]]:
    return [
        (p.row, p.col, p.cell.rowspan, p.cell.colspan, clean_for_office(p.cell.text)[0])
        for row in placed_cells(table)
        for p in row
    ]


def found(cells, top: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [(c.row - top, c.col, c.rowspan, c.colspan, c.text) for c in cells]


@given(data=DATA)
def test_word_gives_back_every_cell(data, random_tables):
    table = data.draw(random_tables(ANY_TEXT))
    document = read_document(write_docx(Page(None, (table,))), "a.docx")
    assert document.issues == ()
    assert found(document.grids[0].cells) == wanted(table)


@given(data=DATA)
def test_excel_gives_back_every_cell(data, random_tables):
    table = data.draw(random_tables(ANY_TEXT))
    document = read_document(write_xlsx(Page(None, (table,))), "a.xlsx")
    grid = document.grids[0]
    assert document.issues == ()
    positions = [grid.at(row, col) for row, col, *_ in wanted(table)]
    assert found(positions) == wanted(table)
    assert (grid.n_rows, grid.n_cols) == (len(table.rows), len(table.widths))


@settings(max_examples=settings().max_examples // 2)
@given(data=DATA)
def test_python_docx_reads_the_same_texts(data, random_tables):
    table = data.draw(random_tables(PLAIN_TEXT, most=4))
    content = write_docx(Page(None, (table,)))
    grid = read_document(content, "a.docx").grids[0]
    witness = docx.Document(io.BytesIO(content)).tables[0]
    for row in range(grid.n_rows):
        for col in range(grid.n_cols):
            assert witness.cell(row, col).text == grid.at(row, col).text


@settings(max_examples=settings().max_examples // 2)
@given(data=DATA)
def test_openpyxl_reads_the_same_texts_and_merges(data, random_tables):
    table = data.draw(random_tables(PLAIN_TEXT, most=4))
    content = write_xlsx(Page(None, (table,)))
    grid = read_document(content, "a.xlsx").grids[0]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    for cell in grid.cells:
        witness = sheet.cell(cell.row + 1, cell.col + 1)
        assert (witness.value or "") == cell.text
        assert witness.data_type in ("s", "n")
        assert witness.border.left.style == "thin"
    merged = {
        (r.min_row - 1, r.min_col - 1, r.max_row, r.max_col) for r in sheet.merged_cells.ranges
    }
    assert merged == {
        (c.row, c.col, c.row + c.rowspan, c.col + c.colspan)
        for c in grid.cells
        if c.rowspan * c.colspan > 1
    }


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_numbers_come_back_exactly(number):
    page = Page(None, (TableBlock((1,), ((PageCell(number=number),),)),))
    assert read_document(write_xlsx(page), "a.xlsx").grids[0].cells[0].number == number
    assert Decimal(read_document(write_docx(page), "a.docx").grids[0].cells[0].text) == number


@given(st.integers())
def test_whole_numbers_are_numbers_while_excel_can_hold_them(number):
    page = Page(None, (TableBlock((1,), ((PageCell(number=number),),)),))
    cell = read_document(write_xlsx(page), "a.xlsx").grids[0].cells[0]
    assert cell.issue_code is None
    assert cell.text == str(number)
    assert cell.number == (number if abs(number) < 10**15 else None)


@settings(max_examples=settings().max_examples // 2)
@given(data=DATA)
def test_tables_of_one_page_share_the_columns_of_a_sheet(data, random_tables):
    """Texts stay in order, row by row, however different the columns of the tables are."""
    first = data.draw(random_tables(st.sampled_from("甲乙丙"), most=4))
    second = data.draw(random_tables(st.sampled_from("子丑寅"), most=4))
    document = read_document(write_xlsx(Page("题", (first, TextBlock("间"), second))), "a.xlsx")
    grid = document.grids[0]
    top = 1
    for table in (first, second):
        for row, cells in enumerate(placed_cells(table)):
            texts = [p.cell.text for p in cells]
            assert [c.text for c in grid.cells if c.row == top + row] == texts
        top += len(table.rows) + 1


FORM = Page(
    "一户一策调查表",
    (
        TextBlock("附件2", "annex"),
        TextBlock("填表单位：", slot="reporting_unit"),
        TableBlock(
            (2, 3, 2, 3),
            (
                (
                    PageCell("户名", style="label"),
                    PageCell(slot="household"),
                    PageCell("总人口", style="label"),
                    PageCell(slot="members", format="0"),
                ),
                (
                    PageCell("科技服务需求", style="label"),
                    PageCell("种植□养殖☑", 3, slot="service_needs", choices=("种植", "养殖")),
                ),
            ),
            header_rows=1,
        ),
        TextBlock("备注：一户一表。", "note"),
    ),
    markers={"form": "jilin-winter-2017/household_survey", "version": "1"},
)


@pytest.mark.parametrize(("write", "name"), [(write_docx, "a.docx"), (write_xlsx, "a.xlsx")])
class TestBothFormats:
    def test_same_page_same_bytes(self, write, name):
        assert write(FORM) == write([FORM])

    def test_bytes_carry_no_clock(self, write, name):
        with zipfile.ZipFile(io.BytesIO(write(FORM))) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.testzip() is None
            assert archive.namelist()[0] == "[Content_Types].xml"

    def test_markers_come_back(self, write, name):
        document = read_document(write(FORM), name)
        assert document.properties["form"] == "jilin-winter-2017/household_survey"
        assert document.properties["version"] == "1"
        assert document.producer == "kejifupin"

    def test_slots_lead_to_their_cells(self, write, name):
        document = read_document(write(FORM), name)
        places = {
            key: document.slots[slot_name(key)]
            for key in ("reporting_unit", "household", "service_needs")
        }
        assert places == (
            {
                "reporting_unit": ("段落3",),
                "household": ("表1!R1C2",),
                "service_needs": ("表1!R2C2",),
            }
            if name.endswith("docx")
            else {
                "reporting_unit": ("一户一策调查表!A3",),
                "household": ("一户一策调查表!B4",),
                "service_needs": ("一户一策调查表!B5",),
            }
        )

    def test_several_forms_in_one_file_keep_their_slots_apart(self, write, name):
        document = read_document(write([FORM, FORM]), name)
        assert len(document.slots[slot_name("household")]) == 2
        assert len(document.grids) == 2

    def test_no_page_is_a_mistake(self, write, name):
        with pytest.raises(OfficeError, match="at least one page"):
            write([])

    def test_text_like_a_formula_stays_text(self, write, name):
        texts = ("=1+1", "+86", "-", "@x", "'x", '=HYPERLINK("http://x")')
        page = Page(None, (TableBlock((1,) * len(texts), (tuple(map(PageCell, texts)),)),))
        assert [c.text for c in read_document(write(page), name).grids[0].cells] == list(texts)

    def test_what_office_cannot_hold_is_cleaned(self, write, name):
        page = Page(
            "题\x00", (TableBlock((1,), ((PageCell("甲\x01\r\n乙\ud800" + "长" * 40_000),),)),)
        )
        text = read_document(write(page), name).grids[0].cells[-1].text
        assert text.startswith("甲\n乙长")
        assert len(text) == 32_767

    def test_an_empty_page_is_a_document(self, write, name):
        document = read_document(write(Page(None, ())), name)
        assert document.issues == ()
        docx.Document(io.BytesIO(write(Page(None, ())))) if name == "a.docx" else (
            openpyxl.load_workbook(io.BytesIO(write(Page(None, ()))))
        )


class TestWord:
    def test_paper_and_fonts(self):
        """A4, fixed layout, East Asian fonts by name and no theme fonts."""
        document = docx.Document(io.BytesIO(write_docx([FORM, Page("横", (), landscape=True)])))
        first, second = document.sections
        assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
        assert (round(second.page_width.mm), round(second.page_height.mm)) == (297, 210)
        xml = write_parts(write_docx(FORM))
        assert b'w:eastAsia="' in xml["word/styles.xml"]
        assert b"Theme" not in b"".join(xml.values())
        assert b'<w:tblLayout w:type="fixed"/>' in xml["word/document.xml"]

    def test_widths_add_up_in_grid_and_cells(self):
        table = docx.Document(io.BytesIO(write_docx(FORM))).tables[0]
        widths = [column.width for column in table.columns]
        assert sum(widths) == sum(cell.width for cell in table.rows[0].cells)
        assert table.rows[1].cells[1].width == sum(widths[1:])

    def test_a_table_is_followed_by_a_paragraph(self):
        """Without one converters to .doc lose the table."""
        page = Page(None, (TableBlock((1,), ((PageCell("末"),),)),) * 2)
        blocks = read_document(write_docx(page), "a.docx").blocks
        assert [type(b).__name__ for b in blocks] == ["Grid", "Paragraph", "Grid", "Paragraph"]

    def test_header_rows_repeat(self):
        assert b"<w:tblHeader/>" in write_parts(write_docx(FORM))["word/document.xml"]

    def test_a_long_title_is_made_smaller_to_stay_on_its_line(self):
        title = "吉林省2017-2018年度“科技之冬”活动统计表"
        assert (
            b'<w:sz w:val="36"/>' in write_parts(write_docx(Page(title, ())))["word/document.xml"]
        )
        assert (
            b"<w:sz "
            not in write_parts(write_docx(Page("短题", (TextBlock("x"),))))["word/document.xml"]
        )


class TestExcel:
    def test_print_setup(self):
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(FORM))).worksheets[0]
        assert sheet.print_area == "'一户一策调查表'!$A$1:$D$6"
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0

    def test_choices_become_a_list(self):
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(FORM))).worksheets[0]
        validation = sheet.data_validations.dataValidation[0]
        assert (validation.formula1, str(validation.sqref)) == ('"种植,养殖"', "B5")

    @pytest.mark.parametrize(
        "choices", [("甲,乙", "丙"), tuple(f"第{n}个很长的选项名称" for n in range(60))]
    )
    def test_choices_that_do_not_fit_a_formula_stand_on_the_hidden_sheet(self, choices):
        page = Page(None, (TableBlock((1,), ((PageCell(choices=choices),),)),))
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx(page)))
        formula = book.worksheets[0].data_validations.dataValidation[0].formula1
        assert formula == f"'_kejifupin'!$E$1:$E${len(choices)}"
        hidden = book["_kejifupin"]
        assert hidden.sheet_state == "veryHidden"
        assert tuple(cell.value for (cell,) in hidden["E1" : f"E{len(choices)}"]) == choices

    def test_number_formats(self):
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx(FORM)))
        assert book.worksheets[0]["D4"].number_format == "0"
        own = Page(
            None,
            (
                TableBlock(
                    (1, 1), ((PageCell(number=1, format='0.0"亩"'), PageCell("1", format="@")),)
                ),
            ),
        )
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(own))).worksheets[0]
        assert (sheet["A1"].number_format, sheet["B1"].number_format) == ('0.0"亩"', "@")

    def test_formula_like_text_is_quoted(self):
        """Quoted, so that it stays text when somebody edits the cell."""
        page = Page(None, (TableBlock((1,), ((PageCell("=1+1"),),)),))
        cell = openpyxl.load_workbook(io.BytesIO(write_xlsx(page))).worksheets[0]["A1"]
        assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)

    def test_sheet_names_are_made_fit_and_unique(self):
        titles = ("附件1/2：表", "附件1/2：表", "", "长" * 40, "History", "'引'", "sheet", "SHEET")
        pages = [Page(title, ()) for title in titles]
        names = openpyxl.load_workbook(io.BytesIO(write_xlsx(pages))).sheetnames
        assert names == [
            "附件1 2：表", "附件1 2：表 (2)", "表3", "长" * 31,
            "History (2)", "引", "sheet", "SHEET (2)", "_kejifupin",
        ]  # fmt: skip

    def test_the_page_may_name_its_sheet(self):
        document = read_document(write_xlsx(Page("很长的题", (), sheet="附件4")), "a.xlsx")
        assert document.grids[0].name == "附件4"


def write_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
