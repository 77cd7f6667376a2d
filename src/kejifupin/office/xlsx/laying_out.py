"""The rows of a sheet put in order, with its merged blocks in their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from kejifupin.office.cells import Cell, Content, Line, placed, sheet_address, text_of
from kejifupin.office.findings import finding
from kejifupin.office.limits import Limits
from kejifupin.office.xlsx.merges import Merges, Rectangle, covering
from kejifupin.terms.issues import Issue


class Extent(NamedTuple):
    """How large a sheet is (工作表大小)."""

    n_rows: int
    n_cols: int

    def with_cell(self, row: int, col: int) -> Extent:
        """Large enough for a cell."""
        return Extent(max(self.n_rows, row + 1), max(self.n_cols, col + 1))


class SheetLayout:
    """Puts the cells of a sheet in their places (工作表布局).

    Args:
        file: The file that issues name.
        sheet: Name of the sheet.
        merges: Its merged blocks.
        limits: The limits.
        hidden_rows: Hidden rows.
        hidden_columns: Hidden columns, first and last of each run.
    """

    def __init__(
        self,
        file: str,
        sheet: str,
        merges: Merges,
        limits: Limits,
        *,
        hidden_rows: Collection[int] = (),
        hidden_columns: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.issues: list[Issue] = []
        self._file = file
        self._sheet = sheet
        self._merges = merges
        self._limits = limits
        self._hidden_rows = hidden_rows
        self._hidden_columns = hidden_columns
        self._hidden_told = not hidden_rows and not hidden_columns
        self._anchored: set[Rectangle] = set()

    def lay_out(self, lines: Sequence[Line], extent: Extent) -> tuple[tuple[Line, ...], Extent]:
        """The rows from top to bottom, each from left to right, and the size of the sheet.

        Args:
            lines: What the rows hold, as they stand in the file.
            extent: The size that blank cells give it.
        """
        for cols in {line.cols for line in lines}:
            extent = extent.with_cell(0, max(cols))
        extent = extent.with_cell(max((line.row for line in lines), default=-1), -1)
        for block in self._merges.rectangles:
            # A block over whole rows or columns does not make the sheet as large as it is.
            end_row = block.last_row if block.last_row < self._limits.sheet_rows else block.row
            end_col = block.last_col if block.last_col < self._limits.sheet_columns else block.col
            extent = extent.with_cell(end_row, end_col)
        lines = _in_order(lines)
        if self._merges or not self._hidden_told:
            settled = [self._settled(line, extent) for line in lines]
            lines = _in_order([line for line in (*settled, *self._blank(extent)) if line.cols])
        return tuple(lines), extent

    def _settled(self, line: Line, extent: Extent) -> Line:
        """A row with its merged blocks, without what stands under one."""
        row = line.row
        blocks = self._merges.on_row(row) if self._merges else ()
        if not blocks and self._hidden_told:
            return line
        kept: list[tuple[int, Content]] = []
        for col, content in zip(line.cols, line.contents, strict=True):
            block = covering(blocks, col)
            if block is None:
                kept.append((col, content))
            elif (block.row, block.col) == (row, col):
                self._anchored.add(block)
                kept.append((col, self._wide(block, content, extent)))
            else:
                address = sheet_address(self._sheet, block.row, block.col)
                seen = text_of(content)
                self.issues.append(
                    finding("cell.covered_text", self._file, cell=address, seen=seen)
                )
                continue
            if not self._hidden_told:
                self._tell_hidden(row, col)
        return Line(row, tuple(col for col, _ in kept), tuple(content for _, content in kept))

    def _wide(self, block: Rectangle, content: Content, extent: Extent) -> Cell:
        cell = placed(self._sheet, block.row, block.col, content)
        return Cell(
            block.row,
            block.col,
            min(block.last_row + 1, extent.n_rows) - block.row,
            min(block.last_col + 1, extent.n_cols) - block.col,
            cell.text,
            cell.address,
            cell.marks,
            cell.number,
            cell.date,
            cell.issue_code,
        )

    def _tell_hidden(self, row: int, col: int) -> None:
        if row in self._hidden_rows or any(a <= col <= z for a, z in self._hidden_columns):
            self._hidden_told = True
            address = sheet_address(self._sheet, row, col)
            self.issues.append(finding("sheet.hidden_cells", self._file, cell=address))

    def _blank(self, extent: Extent) -> Iterator[Line]:
        for block in self._merges.rectangles:
            if block not in self._anchored:
                yield Line(block.row, (block.col,), (self._wide(block, "", extent),))


def _in_order(lines: Sequence[Line]) -> Sequence[Line]:
    """Rows from top to bottom and cells from left to right; what stands twice stays as it came."""
    level = {cols: _is_rising(cols) for cols in {line.cols for line in lines}}
    if all(level.values()) and all(one.row < other.row for one, other in pairwise(lines)):
        return lines
    ordered: list[Line] = []
    for row, parts in groupby(sorted(lines, key=_row), key=_row):
        first, *more = parts
        ordered.append(first if not more and level[first.cols] else _joined(row, (first, *more)))
    return ordered


def _joined(row: int, parts: Iterable[Line]) -> Line:
    cells = [cell for part in parts for cell in zip(part.cols, part.contents, strict=True)]
    cells.sort(key=_col)
    return Line(row, tuple(col for col, _ in cells), tuple(content for _, content in cells))


def _is_rising(cols: Sequence[int]) -> bool:
    return all(one <= other for one, other in pairwise(cols))


def _row(line: Line) -> int:
    return line.row


def _col(cell: tuple[int, Content]) -> int:
    return cell[0]
