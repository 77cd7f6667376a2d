"""Grids answer by position, whatever is merged."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.office import Cell, Document, Grid, Paragraph, column_letters, sheet_address

FORM = Grid(
    "表1",
    (
        Cell(0, 0, text="人口", rowspan=2),
        Cell(0, 1, text="总数"),
        Cell(0, 2, text="4"),
        Cell(1, 1, text="劳力"),
        Cell(1, 2, text="2"),
        Cell(2, 0, text="备注", colspan=2),
        Cell(2, 2, text=""),
    ),
    3,
    3,
)


def test_at_finds_the_covering_cell():
    assert FORM.at(1, 0) is FORM.cells[0]
    assert FORM.at(2, 1) is FORM.cells[5]


def test_neighbours_skip_what_a_merged_cell_covers():
    assert FORM.right_of(FORM.cells[5]) is FORM.cells[6]
    assert FORM.below(FORM.cells[0]) is FORM.cells[5]
    assert FORM.right_of(FORM.cells[6]) is None


def test_a_row_lists_every_cell_that_touches_it():
    assert [cell.text for cell in FORM.row_cells(1)] == ["人口", "劳力", "2"]


def test_a_position_without_a_cell_is_none_in_word_and_blank_in_a_sheet():
    assert Grid("表1", (), 2, 2).at(1, 1) is None
    blank = Grid("附件4", (), 2, 2, sheet=True).at(1, 1)
    assert (blank.text, blank.address) == ("", "附件4!B2")
    assert Grid("附件4", (), 2, 2, sheet=True).at(2, 0) is None


def test_a_huge_merged_cell_is_found_without_being_spelt_out():
    grid = Grid("表", (Cell(0, 0, 100_000, 1_000, text="全"),), 100_000, 1_000, sheet=True)
    assert grid.at(99_999, 999) is grid.cells[0]
    assert grid.row_cells(5) == grid.cells


def test_values_are_never_in_a_repr():
    """People's names must not get into logs by way of repr."""
    cell = Cell(0, 0, text="李四", number=220)
    shown = repr((cell, Grid("表1", (cell,), 1, 1), Paragraph("李四")))
    assert "李四" not in shown
    assert "220" not in shown
    assert "李四" not in repr(Document("a", "docx", "", blocks=(Paragraph("李四"),)))


def test_grids_pickle_with_and_without_their_index():
    assert pickle.loads(pickle.dumps(FORM)) == FORM
    assert FORM.at(0, 0) == pickle.loads(pickle.dumps(FORM)).at(0, 0)


@given(st.integers(0, 20_000))
def test_column_letters_count_in_base_26_without_a_zero(col):
    number = 0
    for letter in column_letters(col):
        number = number * 26 + ord(letter) - ord("A") + 1
    assert number == col + 1


def test_sheet_addresses_keep_the_real_name():
    assert sheet_address("附件4 统计表!", 6, 27) == "附件4 统计表!!AB7"
