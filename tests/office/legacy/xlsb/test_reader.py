"""Binary workbooks, written by hand and read: values, places, merging, markers."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from legacy_biff import BOLD_BOX, Error, Formula, Run
from legacy_biff12 import Compact, Inline, Xlsb, XlsbSheet, record, wide

from kejifupin.office import Limits, column_letters, read_document
from kejifupin.office.page import placed_cells


def read(*sheets: XlsbSheet, limits: Limits | None = None, **more):
    return read_document(Xlsb(sheets, **more).content(), "表.xlsb", limits=limits)


def only(cells, **more):
    """The cells of one sheet by position."""
    document = read(XlsbSheet("表", cells), **more)
    return {(c.row, c.col): c for c in document.grids[0].cells}


class TestValues:
    def test_short_cells_stand_behind_the_cell_before(self):
        """SheetJS leaves the column out where it goes without saying."""
        more = record(0, struct.pack("<LLHBBBL", 4, 0, 300, 0, 0, 0, 0))
        more += record(6, struct.pack("<LL", 2, 0) + wide("C列"))
        more += record(13, struct.pack("<LL", 0, 12 << 2 | 2)) + record(12, bytes(4))
        more += record(17, bytes(4) + wide("F列")) + record(18, struct.pack("<LL", 0, 0))
        more += record(16, struct.pack("<Ld", 0, 3.5)) + record(15, bytes(4) + b"\1")
        more += record(14, bytes(4) + b"\x2a")
        more += record(0, struct.pack("<LLHBBBL", 5, 0, 300, 0, 0, 0, 0))
        more += record(17, bytes(4) + wide("行首"))
        sheet = XlsbSheet("表", {(0, 0): "共享"}, more=more)
        found = read(sheet).grids[0].cells
        assert [(each.address[2:], each.text, each.issue_code) for each in found] == [
            ("A1", "共享", None),
            ("C5", "C列", None),
            ("D5", "12", None),
            ("F5", "F列", None),
            ("G5", "共享", None),
            ("H5", "3.5", None),
            ("I5", "TRUE", None),
            ("J5", "#N/A", "cell.error_value"),
            ("A6", "行首", None),
        ]

    def test_a_short_cell_behind_no_column_is_refused_or_read(self):
        more = record(6, struct.pack("<LL", 0xFFFFFFFF, 0) + wide("远"))
        more += record(17, bytes(4) + wide("更远"))
        document = read(XlsbSheet("表", {(0, 0): "甲"}, more=more))
        assert [each.code for each in document.issues] == ["file.dangerous"]

    def test_every_kind_of_cell(self):
        cells = {
            (0, 0): "村名",
            (0, 1): Inline("行内"),
            (0, 2): None,
            (0, 3): True,
            (1, 0): 3.2,
            (1, 1): Compact(12),
            (1, 2): Compact(-305, hundredths=True),
            (2, 0): Error(0x2A),
            (2, 1): Formula("合计"),
            (2, 2): Formula(7.0),
            (3, 0): Formula(False),
            (3, 1): Formula(Error(0x17)),
            (3, 2): "",
            (4, 0): Compact(7, hundredths=True),
            (4, 1): Compact(-1),
        }
        found = only(cells)
        assert [(c.address[2:], c.text, c.number, c.issue_code) for c in found.values()] == [
            ("A1", "村名", None, None),
            ("B1", "行内", None, None),
            ("D1", "TRUE", None, None),
            ("A2", "3.2", Decimal("3.2"), None),
            ("B2", "12", 12, None),
            ("C2", "-3.05", Decimal("-3.05"), None),
            ("A3", "#N/A", None, "cell.error_value"),
            ("B3", "合计", None, None),
            ("C3", "7", 7, None),
            ("A4", "FALSE", None, None),
            ("B4", "#REF!", None, "cell.error_value"),
            ("A5", "0.07", Decimal("0.07"), None),
            ("B5", "-1", -1, None),
        ]

    @given(st.decimals(-(10**9), 10**9, places=3))
    @settings(max_examples=40)
    def test_numbers_come_back_without_noise(self, number):
        assert only({(0, 0): float(number)})[0, 0].number == number

    @given(st.integers(-(2**29), 2**29 - 1), st.booleans())
    @settings(max_examples=40)
    def test_numbers_in_four_bytes(self, whole, hundredths):
        number = only({(0, 0): Compact(whole, hundredths)})[0, 0].number
        assert number == (Decimal(whole) / 100 if hundredths else whole)

    def test_number_formats_make_days_shares_and_codes(self):
        formats = {176: 'yyyy"年"m"月"', 177: "000000"}
        styles = ((0, 0), (14, 0), (176, 0), (177, 0), (9, 0))
        cells = {
            (0, 1): (43074, 1),
            (0, 2): (43070, 2),
            (0, 3): (Compact(1234), 3),
            (0, 4): (0.5, 4),
        }
        found = only(cells, formats=formats, styles=styles)
        assert [(c.text, c.date) for c in found.values()] == [
            ("2017-12-05", date(2017, 12, 5)),
            ("2017年12月", date(2017, 12, 1)),
            ("001234", None),
            ("50%", None),
        ]

    def test_days_that_count_from_1904(self):
        found = only({(0, 0): (41612, 1)}, styles=((0, 0), (14, 0)), from_1904=True)
        assert found[0, 0].date == date(2017, 12, 5)

    def test_numbers_longer_than_excel_keeps_are_told(self):
        assert only({(0, 0): 222401197001010012.0})[0, 0].issue_code == "cell.long_number"

    def test_symbol_fonts_of_cells_and_runs(self):
        cells = {
            (0, 0): ("R", 1),
            (0, 1): Run("R种植\xa3养殖", ((0, 1), (1, 0), (3, 1), (4, 0))),
            (0, 2): Inline("R水产", ((0, 1), (1, 0))),
            (0, 3): Inline("R", ()),
        }
        found = only(cells, fonts=("宋体", BOLD_BOX), styles=((0, 0), (0, 1)))
        assert [c.text for c in found.values()] == ["☑", "☑种植□养殖", "☑水产", "R"]


class TestSheets:
    @given(data=st.data())
    def test_any_table_comes_back(self, data, random_tables):
        table = data.draw(random_tables(st.text("甲乙", min_size=1, max_size=3)))
        placed = [p for line in placed_cells(table) for p in line]
        merged = [
            (p.row, p.row + p.cell.rowspan - 1, p.col, p.col + p.cell.colspan - 1)
            for p in placed
            if p.cell.rowspan * p.cell.colspan > 1
        ]
        cells = {(p.row, p.col): p.cell.text for p in placed}
        grid = read(XlsbSheet("附件2", cells, merged)).grids[0]
        assert (grid.n_rows, grid.n_cols, grid.sheet) == (len(table.rows), len(table.widths), True)
        assert [(c.row, c.col, c.rowspan, c.colspan, c.text, c.address) for c in grid.cells] == [
            (p.row, p.col, p.cell.rowspan, p.cell.colspan, p.cell.text,
             f"附件2!{column_letters(p.col)}{p.row + 1}")
            for p in placed
        ]  # fmt: skip

    def test_hidden_sheets_markers_and_names(self):
        marks = {(0, 0): "甲", (0, 1): "form", (0, 2): "household_survey"}
        document = read(
            XlsbSheet("甲", {(0, 0): "a"}),
            XlsbSheet("底稿", {(0, 0): "b"}, state=1),
            XlsbSheet("_kejifupin", marks, state=2),
            names={"kjfp_household": (0, 3, 1), "Other": (1, 0, 0)},
        )
        assert [g.name for g in document.grids] == ["甲"]
        assert dict(document.properties) == {"form": "household_survey"}
        assert dict(document.slots) == {"kjfp_household": ("甲!B4",)}
        assert [(i.code, "底稿" in i.message) for i in document.issues] == [
            ("file.hidden_sheets", True)
        ]

    def test_hidden_rows_and_columns_are_read_and_told(self):
        cells = {(0, 0): "甲", (1, 1): "乙"}
        for hidden in ({"hidden_rows": (1,)}, {"hidden_columns": (1,)}):
            document = read(XlsbSheet("表", cells, **hidden))
            assert [(i.code, i.place.cell) for i in document.issues] == [
                ("sheet.hidden_cells", "表!B2")
            ]
            assert [c.text for c in document.grids[0].cells] == ["甲", "乙"]

    def test_pictures_and_controls_are_told(self):
        document = read(XlsbSheet("表"), parts={"xl/media/a.png": b"", "xl/ctrlProps/a.xml": b""})
        assert [i.code for i in document.issues] == ["file.form_controls", "file.only_pictures"]


class TestRefusals:
    def codes(self, *sheets, **more) -> list[str]:
        document = read(*sheets, **more)
        assert document.blocks == ()
        return [issue.code for issue in document.issues]

    def test_nothing_to_see(self):
        assert self.codes(XlsbSheet("底稿", state=1)) == ["file.no_sheet"]

    def test_a_cell_far_away(self):
        """Calamine takes memory for every cell up to it."""
        assert self.codes(XlsbSheet("表", {(0, 0): 1, (1_048_575, 16_383): 1})) == [
            "file.dangerous"
        ]

    def test_a_block_over_the_whole_sheet_is_a_rectangle(self):
        document = read(XlsbSheet("表", {(0, 0): "甲"}, [(0, 1_048_575, 0, 16_383)]))
        assert [c.text for c in document.grids[0].cells] == ["甲"]
        assert document.grids[0].cells[0].rowspan == 1

    def test_a_text_that_is_not_there(self):
        head = struct.pack("<LL", 0, 0)
        row = record(0, struct.pack("<LLHBBBL", 0, 0, 300, 0, 0, 0, 0))
        assert self.codes(XlsbSheet("表", more=row + record(7, head + struct.pack("<L", 9)))) == [
            "file.broken"
        ]

    def test_a_text_longer_than_its_record(self):
        body = struct.pack("<LL", 0, 1) + struct.pack("<L", 0x7FFFFFFF) + wide("表")
        content = Xlsb((XlsbSheet("表"),), parts={"xl/workbook.bin": record(156, body)}).content()
        document = read_document(content, "a")
        assert [i.code for i in document.issues] == ["file.broken"]

    def test_more_records_than_the_limit(self):
        cells = {(row, 0): None for row in range(60)}
        assert self.codes(XlsbSheet("表", cells), limits=Limits(sheet_cells=50)) == [
            "file.dangerous"
        ]

    def test_half_a_part(self):
        content = Xlsb((XlsbSheet("表", {(0, 0): "甲" * 50}),)).content()
        parts = zipfile.ZipFile(io.BytesIO(content))
        sheet = parts.read("xl/worksheets/sheet1.bin")
        cut = Xlsb((XlsbSheet("表"),), parts={"xl/worksheets/sheet1.bin": sheet[:-3]}).content()
        assert [i.code for i in read_document(cut, "a").issues] == ["file.broken"]
