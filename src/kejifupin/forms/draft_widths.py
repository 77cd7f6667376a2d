"""Likely widths of the columns of a drafted table; a grid knows none."""

from __future__ import annotations

from collections.abc import Sequence

from kejifupin.forms.layouts import Column, LayoutCell, Row

_LONGEST = 24
_MANY = 9


def likely_widths(rows: Sequence[Row], n_cols: int) -> tuple[int, ...]:
    """Relative widths after the words that stand in the columns."""
    widths = [0] * n_cols
    open_until = [0] * n_cols
    for number, row in enumerate(rows):
        col = 0
        for cell in _cells(row):
            rowspan = cell.rowspan if isinstance(cell, LayoutCell) else 1
            while col < n_cols and open_until[col] > number:
                col += 1
            words = (cell.label or "").split("\n")
            need = max(map(len, words), default=0) if isinstance(cell, LayoutCell) else 4
            for at in range(col, min(col + cell.span, n_cols)):
                open_until[at] = number + rowspan
                widths[at] = max(widths[at], -(-2 * min(need, _LONGEST) // cell.span))
            col += cell.span
    return tuple(max(width, 12 if n_cols < _MANY else 6) for width in widths)


def _cells(row: Row) -> Sequence[LayoutCell | Column]:
    return row.cells or row.columns
