"""Workbooks of tables: what goes in stands there, and what cannot stand there is told."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kejifupin.errors import OfficeError
from kejifupin.office.book import (
    Book,
    BookChart,
    BookColumn,
    BookRow,
    BookSheet,
    Linked,
    Rule,
    Signal,
)
from kejifupin.office.cleaning import LONGEST_TEXT
from kejifupin.office.page import ChartBlock, Series
from kejifupin.office.xlsx.book_texts import REST_SHEET
from kejifupin.office.xlsx.book_writer import write_book

COLUMNS = (BookColumn("名称", 20), BookColumn("数"), BookColumn("日", 12), BookColumn("灯"))
LIGHTS = (Signal("✔ 已完成", "2E7D32", "FFFFFF"), Signal('说"好"', "F9A825"))
SCHEMA_ORDER = (
    *("sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter"),
    *("conditionalFormatting", "hyperlinks", "printOptions", "pageMargins", "pageSetup"),
    *("headerFooter", "drawing"),
)


def sheet(*rows: BookRow, name: str = "表", **others) -> BookSheet:
    return BookSheet(name, "标题", others.pop("columns", COLUMNS), rows, **others)


def opened(*sheets: BookSheet, **options) -> openpyxl.Workbook:
    content = write_book(Book(sheets), **options)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for part in archive.namelist():
            etree.fromstring(archive.read(part))
    return openpyxl.load_workbook(io.BytesIO(content))


def body(found, first: int = 3) -> list[tuple[object, ...]]:
    return list(found.iter_rows(min_row=first, values_only=True))


class TestValues:
    @settings(max_examples=12)
    @given(
        st.lists(
            st.tuples(
                st.text(max_size=8),
                st.one_of(
                    st.integers(-(10**15) + 1, 10**15 - 1),
                    st.decimals(-999_999, 999_999, places=3),
                ),
                st.dates(date(1900, 3, 1)),
            ),
            min_size=1,
            max_size=6,
        )
    )
    def test_numbers_are_numbers_days_are_days_and_texts_are_texts(self, values):
        rows = [BookRow((*each, None)) for each in values]
        found = opened(sheet(*rows))["表"]
        for cells, (text, number, day) in zip(found.iter_rows(min_row=3), values, strict=True):
            assert cells[1].data_type == "n"
            assert Decimal(str(cells[1].value)) == number
            assert cells[2].value.date() == day
            assert cells[0].data_type != "f"
            if text.isprintable() and not text.isascii():
                assert cells[0].value == text

    @pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@SUM(A1)", "'x", '=HYPERLINK("x")'])
    def test_what_looks_like_a_formula_stays_a_text(self, text):
        cell = opened(sheet(BookRow((text, text, None, None))))["表"]["A3"]
        assert (cell.value, cell.quotePrefix) == (text, True)
        content = write_book(Book((sheet(BookRow((text, text, None, None))),)))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")

    def test_what_excel_cannot_count_or_hold_stays_readable(self):
        row = BookRow((None, 10**18, date(1850, 1, 2), Decimal("1E+30")))
        assert body(opened(sheet(row))["表"]) == [(None, str(10**18), "1850-01-02", "1" + "0" * 30)]

    def test_numbers_show_the_decimals_that_they_have(self):
        numbers = (1234, Decimal("0.50"), Decimal(7))
        found = opened(sheet(*(BookRow((None, each, None, None)) for each in numbers)))["表"]
        shown = [found.cell(at, 2).number_format for at in (3, 4, 5)]
        assert shown == ["#,##0", "#,##0.00", "#,##0"]

    def test_a_column_with_a_format_keeps_it(self):
        columns = (BookColumn("率", format="0.00%"),)
        found = opened(sheet(BookRow((Decimal("0.5"),)), columns=columns))["表"]
        assert found["A3"].number_format == "0.00%"

    def test_a_row_is_as_tall_as_its_longest_text(self):
        rows = (BookRow((text, None, None, None)) for text in ("短", "长" * 40))
        found = opened(sheet(*rows))["表"].row_dimensions
        assert found[3].height is None
        assert found[4].height >= 5 * 14


class TestLimits:
    @given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=3))
    @settings(max_examples=5)
    def test_a_text_that_is_too_long_goes_on_elsewhere_and_nothing_is_lost(self, piece):
        text = piece * (80_000 // len(piece))
        book = opened(sheet(BookRow((text, None, None, None))))
        first = book["表"]["A3"].value
        assert len(first.encode("utf-16-le")) // 2 <= LONGEST_TEXT
        head = first.partition("……（未完")[0]
        rest = [row[3] for row in body(book[REST_SHEET], 4) if str(row[2]).startswith("续文")]
        if text.isprintable():
            assert "".join((head, *rest)) == text
        assert {row[:2] for row in body(book[REST_SHEET], 4)} == {("表", "A3")}

    def test_characters_of_two_units_are_not_cut_in_half(self):
        text = "🎉" * 40_000
        book = opened(sheet(BookRow((text, None, None, None))))
        head = book["表"]["A3"].value.partition("……（未完")[0]
        rest = [row[3] for row in body(book[REST_SHEET], 4)]
        assert "".join((head, *rest)) == text

    def test_control_characters_are_shown_and_told(self):
        book = opened(sheet(BookRow(("铃\x07响\ud800", None, None, None))))
        assert book["表"]["A3"].value == "铃␇响\ufffd"
        assert body(book[REST_SHEET], 4) == [
            ("表", "A3", "有不能写入的控制字符，以“␇”一类的符号代替", None)
        ]

    def test_line_breaks_of_every_kind_are_one(self):
        found = opened(sheet(BookRow(("甲\r\n乙\x0b丙\r丁", None, None, None))))
        assert found["表"]["A3"].value == "甲\n乙\n丙\n丁"
        assert found.sheetnames == ["表"]

    @pytest.mark.parametrize("count", [0, 7, 8, 40])
    def test_a_table_longer_than_a_sheet_goes_on_in_the_next(self, count):
        rows = (BookRow((f"第{at}行", at, None, None)) for at in range(count))
        book = opened(BookSheet("表", "标题", COLUMNS, rows), most_rows=10)
        found = []
        for at, each in enumerate(book.worksheets):
            assert each.max_row <= 10
            lines = body(each, 4 if at else 3)
            goes_on = [line for line in lines if str(line[0]).startswith("（未完")]
            assert bool(goes_on) == (at < len(book.worksheets) - 1)
            found += [line[1] for line in lines if line[1] is not None]
        assert found == list(range(count))
        assert all(each.title.startswith("表") for each in book.worksheets)

    def test_names_of_sheets_fit_and_differ(self):
        names = ["'[]:*?/\\", "很" * 40, "很" * 40, "History", "🎉" * 20]
        found = opened(*(sheet(BookRow((1, 2, None, None)), name=each) for each in names))
        assert len(set(map(str.lower, found.sheetnames))) == len(names)
        assert all(len(each.encode("utf-16-le")) // 2 <= 31 for each in found.sheetnames)

    def test_too_many_columns_are_refused(self):
        with pytest.raises(OfficeError, match="16384"):
            sheet(columns=(BookColumn("x"),) * 16_385)

    def test_a_book_without_sheets_is_refused(self):
        with pytest.raises(OfficeError, match="at least one sheet"):
            Book(())


class TestSetUp:
    @pytest.fixture
    def found(self):
        rows = (
            BookRow((Linked("省", "county"), 1, None, "✔ 已完成"), folds=True),
            BookRow(("县", 2, None, '说"好"'), level=1, anchor="county", hidden=True),
        )
        chart = ChartBlock(
            "图", categories=("省", "县"), series=(Series("数", (1, 2), "2E7D32"),), unit="个"
        )
        return opened(
            sheet(
                *rows,
                name="甲'乙",
                notes=("=注",),
                rules=(Rule(3, 3, LIGHTS),),
                bars=(1,),
                charts=(BookChart(chart, 0, (1,)),),
                frozen=1,
                depth=1,
            )
        )["甲'乙"]

    def test_heads_stay_in_sight_filter_and_repeat_on_paper(self, found):
        assert found.freeze_panes == "B4"
        assert found.auto_filter.ref == "A3:D5"
        assert found.print_title_rows == "$3:$3"

    def test_it_prints_across_one_page_with_its_title_and_numbers(self, found):
        assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
        assert found.page_setup.fitToHeight == 0
        assert found.sheet_properties.pageSetUpPr.fitToPage
        assert found.oddHeader.center.text == "标题"
        assert "&P" in found.oddFooter.right.text

    def test_lights_stand_for_words(self, found):
        (area,) = [each for each in found.conditional_formatting if str(each.sqref) == "D4:D5"]
        assert [rule.formula[0] for rule in area.rules] == ['"✔ 已完成"', '"说""好"""']
        assert [rule.dxf.fill.bgColor.rgb for rule in area.rules] == ["FF2E7D32", "FFF9A825"]

    def test_rows_fold_below_the_one_above(self, found):
        second = found.row_dimensions[5]
        assert (second.outlineLevel, second.hidden) == (1, True)
        assert found.row_dimensions[4].collapsed
        assert found.sheet_properties.outlinePr.summaryBelow is False

    def test_a_link_leads_to_its_row(self, found):
        assert found["A4"].hyperlink.location == "_a1"
        assert found.parent.defined_names["_a1"].attr_text == "'甲''乙'!$A$5"

    def test_a_chart_is_drawn_from_the_cells(self, found):
        (chart,) = found._charts
        assert chart.ser[0].val.numRef.f == "'甲''乙'!$B$4:$B$5"
        assert chart.ser[0].cat.strRef.f == "'甲''乙'!$A$4:$A$5"

    def test_the_parts_stand_in_the_order_of_the_standard(self):
        row = BookRow((Linked("x", "a"), 1, None, "✔ 已完成"), anchor="a")
        content = write_book(Book((sheet(row, rules=(Rule(3, 3, LIGHTS),), bars=(1,)),)))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        found = [etree.QName(child).localname for child in root]
        assert found == sorted(found, key=SCHEMA_ORDER.index)

    def test_a_link_to_nowhere_is_refused(self):
        with pytest.raises(OfficeError, match="'nowhere'"):
            write_book(Book((sheet(BookRow((Linked("x", "nowhere"), 1, None, None))),)))

    def test_the_same_tables_give_the_same_bytes(self):
        def made() -> bytes:
            return write_book(Book((sheet(BookRow(("甲", 1, date(2018, 5, 1), "✔ 已完成"))),)))

        assert made() == made()


def test_rows_take_the_memory_of_their_bytes():
    """Of 2,500 rows no more is kept than what they come to, packed, twice over."""

    def peak(count: int) -> tuple[int, int]:
        rows = (
            BookRow((f"石人沟村{at * 7919}", at, date(2018, 1, 1), "达")) for at in range(count)
        )
        tracemalloc.start()
        try:
            size = len(write_book(Book((BookSheet("表", "标题", COLUMNS, rows),))))
            return size, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    (small, low), (large, high) = peak(500), peak(2_500)
    assert high - low < 3 * (large - small) + 100_000
