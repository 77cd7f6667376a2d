"""What people see in a cell and a program easily reads past: scaled numbers, units, strokes."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from kejifupin.office import Cell, read_document


def read(value: object, *, look: str = "General", font: Font | None = None) -> Cell | None:
    """What stands in B2 of a workbook that openpyxl wrote."""
    book = Workbook()
    cell = book.active["B2"]
    cell.value, cell.number_format = value, look
    if font is not None:
        cell.font = font
    book.active["A1"] = "面积"
    file = BytesIO()
    book.save(file)
    return read_document(file.getvalue(), "a.xlsx").grids[0].at(1, 1)


@pytest.mark.parametrize(
    ("stored", "look", "text", "number"),
    [
        (35000, '0!.0,"万"', "3.5万", Decimal("3.5")),
        (35000, '0"."0,"万元"', "3.5万元", Decimal("3.5")),
        (35000, "0,", "35", 35),
        (35000, "0.0,", "35", 35),
        (3, '0"万人次"', "3万人次", 3),
        (3, "0户", "3户", 3),
        (3, "0\\户", "3户", 3),
        (3, 'G/通用格式"户"', "3户", 3),
        (3, '#,##0.00_ "号"', "3", 3),
        (35000, "#,##0", "35000", 35000),
        (35000, '[>=10000]0!.0,"万元";0"元"', "3.5万元", Decimal("3.5")),
        (350, '[>=10000]0!.0,"万元";0"元"', "350元", 350),
    ],
)
def test_a_number_reads_as_its_format_shows_it(stored, look, text, number):
    """Scaled by thousands or ten thousands and with its unit, but never rounded."""
    cell = read(stored, look=look)
    assert (cell.text, cell.number) == (text, number)


def test_a_number_is_not_rounded_with_its_unit():
    assert read(Decimal("3.56"), look='0"亩"').text == "3.56亩"


@pytest.mark.parametrize("value", [5, "五户", True])
def test_a_cell_that_is_crossed_out_is_blank_and_told(value):
    cell = read(value, font=Font(strike=True))
    assert (cell.text, cell.number, cell.issue_code) == ("", None, "cell.struck_text")


def test_of_a_text_what_is_crossed_out_is_gone_and_told():
    text = CellRichText(TextBlock(InlineFont(strike=True), "☑种植 "), "□养殖")
    cell = read(text)
    assert (cell.text, cell.issue_code) == ("□养殖", "cell.struck_text")
    assert [mark.checked for mark in cell.marks] == [False]


def test_a_stroke_that_is_switched_off_crosses_nothing_out():
    assert read(5, font=Font(strike=False)).number == 5


def test_a_raised_digit_is_no_digit_of_the_number_before_it():
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    assert read(CellRichText("5", raised)).text == "5¹"
