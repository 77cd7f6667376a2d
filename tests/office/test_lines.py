"""The cells of a large sheet, kept as rows, answer as if they were all there."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.office.cells import Cell, Line, Mark, Value, compact, placed, text_of
from kejifupin.office.grid import Grid
from kejifupin.office.lines import SheetLines

VALUES = (
    Value("甲村"),
    Value("320", 320),
    Value("2.5", Decimal("2.5")),
    Value("35%", Decimal("0.35")),
    Value("2017-12-05", 43074, date(2017, 12, 5)),
    Value("", issue_code="cell.formula_without_value"),
    Value("种植☑", marks=(Mark("glyph", checked=True, offset=2),)),
    Value("00012", 12),
)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Grid, Grid]:
    """A sheet as rows and the same as cells, some of them merged or twice at one place."""
    lines = []
    for row in draw(st.lists(st.integers(0, 8), unique=True).map(sorted)):
        cols = tuple(sorted(draw(st.lists(st.integers(0, 5), min_size=1, max_size=6))))
        contents = tuple(
            Cell(row, col, 1, draw(st.integers(2, 3)), "并", f"表!{'ABCDEF'[col]}{row + 1}")
            if len(set(cols)) == 1 and draw(st.booleans())
            else compact(draw(st.sampled_from(VALUES)))
            for col in cols
        )
        lines.append(Line(row, cols, contents))
    kept = SheetLines("表", tuple(lines))
    cells = tuple(
        placed("表", row, col, content)
        for row, cols, contents in lines
        for col, content in zip(cols, contents, strict=True)
    )
    return Grid("表", kept, 9, 8, sheet=True), Grid("表", cells, 9, 8, sheet=True)


@given(both=sheets(), top=st.integers(0, 9), bottom=st.integers(0, 9))
def test_rows_and_cells_answer_alike(both, top, bottom):
    """By number, by position, row by row, from the front and from the back."""
    kept, spelt = both
    cells = spelt.cells
    assert len(kept.cells) == len(cells)
    assert tuple(kept.cells) == cells
    assert [kept.cells[at] for at in range(-len(cells), len(cells))] == [*cells, *cells]
    assert kept.cells[top:bottom] == cells[top:bottom]
    assert kept.cells[::-2] == cells[::-2]
    for row in range(10):
        assert [kept.at(row, col) for col in range(9)] == [spelt.at(row, col) for col in range(9)]
        assert kept.row_cells(row) == spelt.row_cells(row)
    assert kept.wide == spelt.wide

    def spelt_out(grid):
        return [
            (
                line.row,
                line.cols,
                [grid.place(line.row, *pair) for pair in zip(*line[1:], strict=True)],
            )
            for line in grid.lines(top, bottom)
        ]

    assert spelt_out(kept) == spelt_out(spelt)


@given(sheets())
def test_rows_and_cells_are_equal_and_pickle(both):
    """Whatever was asked of them before."""
    kept, spelt = both
    assert kept == spelt
    assert spelt == kept
    assert hash(kept) == hash(spelt)
    kept.at(0, 0)
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert kept.cells != [*spelt.cells]


def test_beyond_the_last_cell_there_is_none():
    """As in any sequence."""
    lines = SheetLines("表", (Line(0, (0,), ("甲",)),))
    for at in (1, -2):
        with pytest.raises(IndexError):
            lines[at]
    assert SheetLines("表", ()) == ()
    assert not SheetLines("表", ())


@given(st.sampled_from(VALUES), st.integers(0, 9), st.integers(0, 30))
def test_the_least_that_is_kept_says_all(value, row, col):
    """A text or a number alone, where it is all that there is to say."""
    cell = placed("表", row, col, compact(value))
    assert Value(cell.text, cell.number, cell.date, cell.issue_code, cell.marks) == value
    assert text_of(compact(value)) == value.text
    assert (cell.row, cell.col, cell.rowspan, cell.colspan) == (row, col, 1, 1)
    assert cell.address.startswith("表!")
    assert cell.address.endswith(str(row + 1))


def test_contents_are_never_in_a_repr():
    """People's names must not get into logs by way of repr."""
    lines = SheetLines(
        "表",
        (
            Line(
                0,
                (0, 1),
                ("李四", Value("王五", marks=())),
            ),
        ),
    )
    assert "李四" not in repr(lines)
    assert "王五" not in repr(Value("王五"))
    assert "李四" not in repr(Grid("表", lines, 1, 2, sheet=True))
