"""Old workbooks, written by hand and read through xlrd: values, places, merging, markers."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from legacy_biff import BOLD_BOX, Error, Formula, Run, Xls, XlsSheet, record, wide

from kejifupin.office import Limits, column_letters, read_document
from kejifupin.office.page import placed_cells

pytest.importorskip("xlrd")


def read(*sheets: XlsSheet, limits: Limits | None = None, **more):
    return read_document(Xls(sheets, **more).content(), "表.xls", limits=limits)


def only(cells, **more):
    """The cells of one sheet by position."""
    document = read(XlsSheet("表", cells), **more)
    return {(c.row, c.col): c for c in document.grids[0].cells}


class TestValues:
    def test_texts_and_numbers(self):
        found = only(
            {(0, 0): "村名", (0, 1): "双山子村\r\n2组", (2, 1): 12, (2, 2): 3.2, (3, 0): ""}
        )
        assert [(c.text, c.number, c.address) for c in found.values()] == [
            ("村名", None, "表!A1"),
            ("双山子村\n2组", None, "表!B1"),
            ("12", 12, "表!B3"),
            ("3.2", Decimal("3.2"), "表!C3"),
        ]

    @given(
        st.one_of(
            st.integers(-(10**14), 10**14),
            st.decimals(-(10**9), 10**9, places=4).map(lambda d: d.normalize()),
        )
    )
    @settings(max_examples=40)
    def test_numbers_come_back_without_noise(self, number):
        found = only({(0, 0): float(number)})
        assert found[0, 0].number == number
        assert isinstance(found[0, 0].number, int) == (number == int(number))

    def test_truths_and_mistakes(self):
        found = only(
            {(0, 0): True, (0, 1): False, (0, 2): Error(0x17), (0, 3): Formula(Error(0x07))}
        )
        assert [(c.text, c.issue_code) for c in found.values()] == [
            ("TRUE", None),
            ("FALSE", None),
            ("#REF!", "cell.error_value"),
            ("#DIV/0!", "cell.error_value"),
        ]

    def test_formulas_by_the_results_saved_with_them(self):
        found = only({(0, 0): Formula(7.5), (0, 1): Formula("合计"), (0, 2): Formula(True)})
        assert [(c.text, c.number) for c in found.values()] == [
            ("7.5", Decimal("7.5")),
            ("合计", None),
            ("TRUE", None),
        ]

    def test_number_formats_make_days_shares_and_codes(self):
        formats = {176: 'yyyy"年"m"月"', 177: "000000", 178: "0.0%"}
        styles = ((0, 0), (14, 0), (176, 0), (177, 0), (178, 0), (31, 0), (20, 0))
        cells = {(0, n): (v, n) for n, v in ((1, 43074), (2, 43070), (3, 1234), (4, 0.125),
                                              (5, 43074), (6, 0.5))}  # fmt: skip
        found = only(cells, formats=formats, styles=styles)
        assert [(c.text, c.date) for c in found.values()] == [
            ("2017-12-05", date(2017, 12, 5)),
            ("2017年12月", date(2017, 12, 1)),
            ("001234", None),
            ("12.5%", None),
            ("2017-12-05", date(2017, 12, 5)),
            ("12:00", None),
        ]

    def test_days_that_count_from_1904(self):
        found = only({(0, 0): (41612, 1)}, styles=((0, 0), (14, 0)), from_1904=True)
        assert found[0, 0].date == date(2017, 12, 5)

    def test_numbers_longer_than_excel_keeps_are_told(self):
        found = only({(0, 0): 222401197001010012.0})
        assert found[0, 0].issue_code == "cell.long_number"

    def test_symbol_fonts_of_cells_and_runs(self):
        cells = {(0, 0): ("R", 1), (0, 1): Run("R种植\xa3养殖", ((0, 1), (1, 0), (3, 1), (4, 0)))}
        found = only(cells, fonts=("宋体", BOLD_BOX), styles=((0, 0), (0, 1)))
        assert [c.text for c in found.values()] == ["☑", "☑种植□养殖"]
        assert [(m.kind, m.checked, m.offset) for m in found[0, 1].marks] == [
            ("sym", True, 0),
            ("sym", False, 3),
        ]

    def test_typed_boxes_are_marks(self):
        assert [m.checked for m in only({(0, 0): "种植☑养殖□"})[0, 0].marks] == [True, False]

    @given(st.lists(st.text("春夏a㮾", min_size=1, max_size=40), min_size=1, max_size=8))
    @settings(max_examples=30)
    def test_texts_that_run_over_into_the_next_record(self, texts):
        """A text may be cut anywhere; what follows says anew how wide its characters are."""
        cells = {(n, 0): f"{n}{text}" for n, text in enumerate(texts)}
        found = only(cells, text_records=40)
        assert [c.text for c in found.values()] == list(cells.values())

    @pytest.mark.parametrize("claimed", [0, 1, 2])
    def test_texts_counted_wrongly(self, claimed):
        """Programs other than Excel leave the count at nought."""
        found = only({(0, 0): "甲", (1, 0): "乙", (2, 0): "丙"}, text_count=claimed)
        assert [c.text for c in found.values()] == ["甲", "乙", "丙"]


class TestSheets:
    @given(data=st.data())
    def test_any_table_comes_back(self, data, random_tables):
        table = data.draw(random_tables(st.text("甲乙", min_size=1, max_size=3)))
        placed = [p for line in placed_cells(table) for p in line]
        sheet = XlsSheet(
            "附件2",
            {(p.row, p.col): p.cell.text for p in placed},
            [
                (p.row, p.row + p.cell.rowspan - 1, p.col, p.col + p.cell.colspan - 1)
                for p in placed
                if p.cell.rowspan * p.cell.colspan > 1
            ],
        )
        grid = read(sheet).grids[0]
        assert (grid.n_rows, grid.n_cols, grid.sheet) == (len(table.rows), len(table.widths), True)
        assert [(c.row, c.col, c.rowspan, c.colspan, c.text, c.address) for c in grid.cells] == [
            (p.row, p.col, p.cell.rowspan, p.cell.colspan, p.cell.text,
             f"附件2!{column_letters(p.col)}{p.row + 1}")
            for p in placed
        ]  # fmt: skip

    def test_text_under_a_merged_block_is_told(self):
        document = read(XlsSheet("表", {(0, 0): "甲", (0, 1): "藏"}, [(0, 0, 0, 1)]))
        assert [(i.code, i.place.cell, i.seen) for i in document.issues] == [
            ("cell.covered_text", "表!A1", "藏")
        ]

    def test_a_blank_block_is_a_cell(self):
        grid = read(XlsSheet("表", {(0, 0): "甲"}, [(1, 2, 1, 3)])).grids[0]
        assert [(c.row, c.col, c.rowspan, c.colspan) for c in grid.cells] == [
            (0, 0, 1, 1),
            (1, 1, 2, 3),
        ]
        assert (grid.n_rows, grid.n_cols) == (3, 4)

    def test_styled_blanks_stretch_the_sheet(self):
        grid = read(XlsSheet("表", {(0, 0): "甲", (4, 3): None})).grids[0]
        assert (len(grid.cells), grid.n_rows, grid.n_cols) == (1, 5, 4)

    def test_hidden_sheets_are_named_and_not_read(self):
        document = read(
            XlsSheet("表", {(0, 0): "甲"}),
            XlsSheet("底稿", {(0, 0): "乙"}, state=1),
            XlsSheet("图表", kind=2),
            XlsSheet("旧", {(0, 0): "丙"}, state=2),
        )
        assert [g.name for g in document.grids] == ["表"]
        assert [i.code for i in document.issues] == ["file.hidden_sheets"]
        assert "底稿、旧" in document.issues[0].message

    def test_nothing_to_see(self):
        document = read(XlsSheet("底稿", {(0, 0): "乙"}, state=1))
        assert ([i.code for i in document.issues], document.blocks) == (["file.no_sheet"], ())

    def test_the_marker_sheet_gives_properties(self):
        marks = {(0, 0): "表", (0, 1): "form", (0, 2): "household_survey"}
        document = read(XlsSheet("表", {(0, 0): "甲"}), XlsSheet("_kejifupin", marks, state=2))
        assert dict(document.properties) == {"form": "household_survey"}
        assert document.issues == ()

    def test_names_are_hidden_markers(self):
        document = read(
            XlsSheet("甲", {(0, 0): "a"}),
            XlsSheet("乙", {(0, 0): "b"}),
            names={"kjfp_household": (1, 3, 1), "Print_Area": (0, 0, 0), "kjfp_unit": (0, 0, 27)},
        )
        assert dict(document.slots) == {"kjfp_household": ("乙!B4",), "kjfp_unit": ("甲!AB1",)}

    def test_a_name_that_cannot_be_worked_out_hurts_nobody(self):
        """Xlrd gives a whole workbook up over one formula."""
        bad = struct.pack("<HBBHHH4B", 0, 0, 1, 3, 0, 0, 0, 0, 0, 0) + b"\0x" + b"\x2d\0\0"
        document = read(XlsSheet("表", {(0, 0): "甲"}), extra=record(0x18, bad))
        assert [c.text for c in document.grids[0].cells] == ["甲"]

    def test_hidden_rows_and_columns_are_read_and_told(self):
        sheet = XlsSheet("表", {(0, 0): "甲", (1, 1): "乙"}, hidden_rows=(1,))
        assert [i.code for i in read(sheet).issues] == ["sheet.hidden_cells"]
        sheet = XlsSheet("表", {(0, 0): "甲", (1, 1): "乙"}, hidden_columns=(1,))
        assert [(i.code, i.place.cell) for i in read(sheet).issues] == [
            ("sheet.hidden_cells", "表!B2")
        ]

    def test_a_workbook_that_is_no_compound_file(self):
        """Programs of the nineties wrote the stream alone."""
        document = read_document(Xls((XlsSheet("表", {(0, 0): "甲"}),)).stream(), "a.xls")
        assert (document.format, [c.text for c in document.grids[0].cells]) == ("xls", ["甲"])

    @pytest.mark.parametrize("page", [936, 10008, None])
    def test_a_sheet_of_excel_2(self, page):
        """One sheet, and texts in the bytes of a code page, which Chinese programs forget."""
        stream = record(0x09, struct.pack("<HH", 2, 0x10))
        stream += record(0x42, struct.pack("<H", page)) if page else b""
        stream += record(0x04, struct.pack("<HH", 0, 0) + bytes(3) + b"\x04" + "村名".encode("gbk"))
        stream += record(0x03, struct.pack("<HH", 0, 1) + bytes(3) + struct.pack("<d", 3.5))
        document = read_document(stream + record(0x0A), "a.xls")
        assert [c.text for c in document.grids[0].cells] == ["村名", "3.5"]

    def test_another_code_page_is_believed(self):
        stream = record(0x09, struct.pack("<HH", 2, 0x10)) + record(0x42, struct.pack("<H", 1252))
        stream += record(0x04, struct.pack("<HH", 0, 0) + bytes(3) + b"\x04caf\xe9")
        document = read_document(stream + record(0x0A), "a.xls")
        assert [c.text for c in document.grids[0].cells] == ["café"]


class TestRefusals:
    def codes(self, *sheets, **more) -> list[str]:
        document = read(*sheets, **more)
        assert document.blocks == ()
        return [issue.code for issue in document.issues]

    def test_a_locked_workbook(self):
        assert self.codes(XlsSheet("表"), extra=record(0x2F, bytes(6))) == ["file.encrypted"]

    def test_cells_beyond_the_last_column(self):
        assert self.codes(XlsSheet("表", {(0, 300): "甲"})) == ["file.broken"]

    def test_more_cells_than_the_limit(self):
        cells = {(row, 99): 1 for row in range(20)}
        assert self.codes(XlsSheet("表", cells), limits=Limits(sheet_cells=1_999)) == [
            "file.dangerous"
        ]
        assert read(XlsSheet("表", cells), limits=Limits(sheet_cells=2_000)).issues == ()

    def test_sheets_that_lie_over_each_other(self):
        """Every sheet would be read again for each that reaches into it."""
        inner = record(0x809, struct.pack("<4H2L", 0x600, 0x10, 0, 0, 0, 0))
        one = Xls((XlsSheet("甲", more=inner + record(0x0A)), XlsSheet("乙"))).stream()
        start = one.rindex(inner[:6], 0, one.rindex(inner[:6]))
        listed = one.index(wide("乙", size="<B")) - 6
        two = one[:listed] + struct.pack("<L", start) + one[listed + 4 :]
        document = read_document(two, "a.xls")
        assert [i.code for i in document.issues] == ["file.broken"]

    def test_a_text_that_steps_back(self):
        """A phonetic guide of less than nothing would have texts read again and again."""
        stream = Xls((XlsSheet("表", {(0, 0): "甲" * 9}),)).stream()
        at = stream.index(wide("甲" * 9))
        bad = stream[: at + 2] + b"\x05" + struct.pack("<l", -20) + stream[at + 7 :]
        assert [i.code for i in read_document(bad, "a").issues] == ["file.broken"]

    def test_half_a_workbook(self):
        content = Xls((XlsSheet("表", {(0, 0): "甲"}),)).stream()
        for cut in range(4, len(content) - 1, 7):
            document = read_document(content[:cut], "a")
            assert [i.code for i in document.issues] == ["file.broken"]
