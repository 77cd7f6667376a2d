"""A page refuses what could not be printed, and says in which row."""

from __future__ import annotations

import re

import pytest

from kejifupin.errors import OfficeError
from kejifupin.office import Page, PageCell, TableBlock, TextBlock
from kejifupin.office.page import placed_cells


def cell(colspan: int = 1, rowspan: int = 1) -> PageCell:
    return PageCell("x", colspan, rowspan)


@pytest.mark.parametrize(
    ("widths", "rows", "message"),
    [
        ((1, 1), ((cell(),),), "row 1: nothing covers column 2"),
        ((1, 1), ((cell(3),),), "row 1: cells cover more than 2 columns"),
        ((1, 1), ((cell(rowspan=2), cell()), (cell(2),)), "row 2: cells cover more than 2"),
        (
            (1, 1, 1),
            ((cell(), cell(rowspan=2), cell()), (cell(2), cell())),
            "row 2: column 1 overlaps a cell from above",
        ),
        ((1,), ((cell(rowspan=2),),), "reaches down to row 2, the table has 1"),
        ((1,), ((cell(0),),), "row 1: a span is at least 1"),
        ((), ((),), "at least one row"),
        ((1,), (), "at least one row"),
        ((0,), ((cell(),),), "positive width"),
    ],
)
def test_cells_that_overlap_leave_gaps_or_stand_out_are_refused(widths, rows, message):
    with pytest.raises(OfficeError, match=re.escape(message)):
        TableBlock(widths, rows)


def test_cells_below_a_merged_one_find_their_columns():
    table = TableBlock((1, 1, 1), ((cell(rowspan=2), cell(2)), (cell(), cell())))
    assert [[placed.col for placed in row] for row in placed_cells(table)] == [[0, 1], [1, 2]]


def test_a_row_may_be_covered_from_above_altogether():
    table = TableBlock((1, 1), ((cell(2, 2),), ()))
    assert [len(row) for row in placed_cells(table)] == [1, 0]


def test_the_title_stands_below_the_annex_number():
    page = Page("题", (TextBlock("附件1", "annex"), TextBlock("填表单位：")))
    assert [block.text for block in page.content] == ["附件1", "题", "填表单位："]


def test_a_filled_page_keeps_its_answers_out_of_its_repr():
    table = TableBlock((1,), ((PageCell("李四", number=13),),))
    shown = repr(Page("题", (TextBlock("李四"), table)))
    assert "李四" not in shown
    assert "13" not in shown
