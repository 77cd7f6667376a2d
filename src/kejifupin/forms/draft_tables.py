"""The tables of a blank form on their smallest grid: no gaps, no position without a boundary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from kejifupin.forms.blanks import BLANKS
from kejifupin.office.grid import Grid

_SPARE_ROWS = 40


@frozen
class Box:
    """One cell of a blank form (空白表单元格).

    Args:
        row: First row.
        col: First column.
        rowspan: Rows covered.
        colspan: Columns covered.
        text: The printed words.
    """

    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    text: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is printed but lines to write on."""
        return not self.text.strip(BLANKS)

    @property
    def end_row(self) -> int:
        """The row after its last."""
        return self.row + self.rowspan

    @property
    def end_col(self) -> int:
        """The column after its last."""
        return self.col + self.colspan


@frozen
class Table:
    """A table of a blank form (空白表格).

    Args:
        boxes: Its cells in reading order; together they cover it.
        n_rows: Number of rows.
        n_cols: Number of columns.
    """

    boxes: tuple[Box, ...] = field(repr=False)
    n_rows: int
    n_cols: int

    @cached_property
    def rows(self) -> tuple[tuple[Box, ...], ...]:
        """For each row the cells that start in it."""
        found: list[list[Box]] = [[] for _ in range(self.n_rows)]
        for box in self.boxes:
            found[box.row].append(box)
        return tuple(tuple(sorted(row, key=lambda box: box.col)) for row in found)

    def touching(self, row: int) -> tuple[Box, ...]:
        """The cells that cover a row, from left to right."""
        return tuple(
            sorted(
                (box for box in self.boxes if box.row <= row < box.end_row),
                key=lambda box: box.col,
            )
        )

    def fills(self, box: Box) -> bool:
        """Whether a cell covers the whole width."""
        return box.colspan == self.n_cols

    def part(self, top: int, bottom: int) -> Table | None:
        """Some rows as a table of their own; None for none."""
        kept = tuple(
            evolve(box, row=box.row - top, rowspan=min(box.end_row, bottom) - box.row)
            for box in self.boxes
            if top <= box.row < bottom
        )
        return _compressed(kept) if kept else None


def table_of(grid: Grid) -> Table:
    """A grid as a table in which every position has a cell."""
    boxes = [
        Box(cell.row, cell.col, cell.rowspan, cell.colspan, cell.text)
        for cell in grid.cells
        if cell.rowspan * cell.colspan > 1 or cell.text.strip() or not grid.sheet
    ]
    if not boxes:
        return Table((), 0, 0)
    n_rows, n_cols = _extent(grid, boxes)
    boxes = [
        evolve(
            box,
            rowspan=min(box.end_row, n_rows) - box.row,
            colspan=min(box.end_col, n_cols) - box.col,
        )
        for box in boxes
        if box.row < n_rows and box.col < n_cols
    ]
    boxes += _gaps(boxes, n_rows, n_cols)
    return _compressed(boxes)


def scaled(table: Table, factor: int) -> Table:
    """The same table with every column cut into several."""
    boxes = tuple(
        evolve(box, col=box.col * factor, colspan=box.colspan * factor) for box in table.boxes
    )
    return Table(boxes, table.n_rows, table.n_cols * factor)


def _extent(grid: Grid, boxes: Sequence[Box]) -> tuple[int, int]:
    """Rows and columns that belong to the form; a sheet may be formatted far beyond it."""
    if not grid.sheet:
        return grid.n_rows, grid.n_cols
    last_row, last_col = max(box.end_row for box in boxes), max(box.end_col for box in boxes)
    wide = max((box.end_col for box in boxes if not box.blank), default=last_col)
    n_cols = max(last_col, min(grid.n_cols, wide + 1))
    return min(grid.n_rows, last_row + _SPARE_ROWS), max(n_cols, 2)


def _gaps(boxes: Sequence[Box], n_rows: int, n_cols: int) -> Iterator[Box]:
    taken = {
        (row, col)
        for box in boxes
        for row in range(box.row, box.end_row)
        for col in range(box.col, box.end_col)
    }
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) not in taken:
                yield Box(row, col)


def _compressed(boxes: Sequence[Box]) -> Table:
    """The table without the rows and columns in which no cell begins."""
    rows = {edge: at for at, edge in enumerate(sorted({box.row for box in boxes}))}
    cols = {edge: at for at, edge in enumerate(sorted({box.col for box in boxes}))}

    def span(edges: dict[int, int], start: int, end: int) -> int:
        return sum(start <= edge < end for edge in edges)

    made = tuple(
        Box(
            rows[box.row],
            cols[box.col],
            span(rows, box.row, box.end_row),
            span(cols, box.col, box.end_col),
            box.text,
        )
        for box in sorted(boxes, key=lambda box: (box.row, box.col))
    )
    return Table(made, len(rows), len(cols))
