"""The cells of a large sheet, kept as what they hold and made when they are asked for.

A cell with its text, address and marks takes some 300 bytes; a ledger of 100,000 rows has more than
a million. Kept are rows: the columns, which most rows share, and what stands in them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from operator import attrgetter
from typing import overload

from attrs import field, frozen

from kejifupin.office.cells import Cell, Content, Line, placed


@frozen(eq=False)
class SheetLines(Sequence[Cell]):
    """Cells of a sheet in reading order, which equal the tuple of the same cells (工作表各行).

    Args:
        sheet: Name of the sheet.
        lines: Its rows from top to bottom, none empty, each from left to right.
    """

    sheet: str
    lines: tuple[Line, ...] = field(repr=False)

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Cell]:
        sheet = self.sheet
        for row, cols, contents in self.lines:
            for col, content in zip(cols, contents, strict=True):
                yield placed(sheet, row, col, content)

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(index, slice):
            return tuple(map(self._cell, range(*index.indices(len(self)))))
        if not -len(self) <= index < len(self):
            raise IndexError("no such cell")
        return self._cell(index % len(self))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SheetLines):
            return self.sheet == other.sheet and self.lines == other.lines
        return isinstance(other, tuple) and len(self) == len(other) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def get(self, spot: tuple[int, int]) -> Cell | None:
        """The last cell that begins at a position."""
        at = self._row_at.get(spot[0])
        if at is None:
            return None
        _, cols, contents = self.lines[at]
        number = bisect_right(cols, spot[1]) - 1
        if number < 0 or cols[number] != spot[1]:
            return None
        return placed(self.sheet, *spot, contents[number])

    def between(self, top: int, bottom: int) -> Iterable[Line]:
        """The rows from one to before another."""
        first = bisect_left(self.lines, top, key=_row)
        last = bisect_left(self.lines, bottom, key=_row)
        return self.lines[first:last] if (first, last) != (0, len(self.lines)) else self.lines

    @cached_property
    def wide(self) -> tuple[Cell, ...]:
        """The merged cells."""
        return tuple(
            content
            for line in self.lines
            for content in line.contents
            if isinstance(content, Cell) and (content.rowspan > 1 or content.colspan > 1)
        )

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line.cols) for line in self.lines), initial=0))

    @cached_property
    def _row_at(self) -> dict[int, int]:
        return {line.row: at for at, line in enumerate(self.lines)}

    def _cell(self, index: int) -> Cell:
        at = bisect_right(self._starts, index) - 1
        row, cols, contents = self.lines[at]
        number = index - self._starts[at]
        return placed(self.sheet, row, cols[number], contents[number])


def lines_of(cells: Iterable[Cell]) -> Iterator[Line]:
    """Cells in reading order as the rows in which they begin."""
    for row, found in groupby(cells, attrgetter("row")):
        line: tuple[Content, ...] = tuple(found)
        yield Line(row, tuple(cell.col for cell in line if isinstance(cell, Cell)), line)


def _row(line: Line) -> int:
    return line.row
