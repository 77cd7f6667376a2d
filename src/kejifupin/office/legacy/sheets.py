"""A sheet put together cell by cell, whatever format the cells come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter

from attrs import evolve

from kejifupin.office.findings import finding
from kejifupin.office.grid import Cell, Grid, column_letters
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import dangerous
from kejifupin.office.xlsx.merges import Merges, Rectangle
from kejifupin.office.xlsx.names import range_name
from kejifupin.office.xlsx.values import BLANK, Value
from kejifupin.terms.issues import Issue


def merges_of(rectangles: Iterable[Rectangle], limits: Limits) -> Merges:
    """Merged blocks, so that each position can be asked for its own.

    Raises:
        RefusedFileError: If there are more than any form has.
    """
    return Merges(
        (range_name(each.row, each.col, each.last_row, each.last_col) for each in rectangles),
        limits,
    )


class SheetBuilder:
    """Collects the cells of one sheet (工作表).

    Args:
        file: The file that issues name.
        sheet: Name of the sheet.
        merges: Its merged blocks.
        limits: The limits.
    """

    def __init__(self, file: str, sheet: str, merges: Merges, limits: Limits) -> None:
        self.issues: list[Issue] = []
        self._file = file
        self._sheet = sheet
        self._merges = merges
        self._merged = bool(merges)
        self._letters: dict[int, str] = {}
        self._limits = limits
        self._cells: list[Cell] = []
        self._anchored: set[Rectangle] = set()
        self._n_rows = 0
        self._n_cols = 0
        self._hidden_told = False

    def put(self, row: int, col: int, value: Value, *, hidden: bool = False) -> None:
        """Put a value in its place; a blank one only makes the sheet as large.

        Raises:
            RefusedFileError: If the place of a value is beyond the limits.
        """
        if row >= self._limits.sheet_rows or col >= self._limits.sheet_columns:
            if value is BLANK:
                return
            rows, columns = self._limits.sheet_rows, self._limits.sheet_columns
            raise dangerous(f"内容超出 {rows} 行或 {columns} 列")
        if row >= self._n_rows:
            self._n_rows = row + 1
        if col >= self._n_cols:
            self._n_cols = col + 1
        if value is BLANK:
            return
        block = self._merges.covering(row, col) if self._merged else None
        if block is not None:
            if (block.row, block.col) != (row, col):
                address = self._address(block.row, block.col)
                told = finding("cell.covered_text", self._file, cell=address, seen=value.text)
                self.issues.append(told)
                return
            self._anchored.add(block)
        self._cells.append(self._cell(row, col, block, value))
        if hidden and not self._hidden_told:
            self._hidden_told = True
            address = self._address(row, col)
            self.issues.append(finding("sheet.hidden_cells", self._file, cell=address))

    def finish(self) -> Grid:
        """The sheet."""
        self._add_blank_blocks()
        self._cells.sort(key=attrgetter("row", "col"))
        cells = tuple(self._clipped(cell) for cell in self._cells)
        return Grid(self._sheet, cells, self._n_rows, self._n_cols, sheet=True)

    def _address(self, row: int, col: int) -> str:
        letters = self._letters.get(col)
        if letters is None:
            letters = self._letters[col] = column_letters(col)
        return f"{self._sheet}!{letters}{row + 1}"

    def _cell(self, row: int, col: int, block: Rectangle | None, value: Value) -> Cell:
        return Cell(
            row,
            col,
            block.last_row - row + 1 if block else 1,
            block.last_col - col + 1 if block else 1,
            value.text,
            self._address(row, col),
            value.marks,
            value.number,
            value.date,
            value.issue_code,
        )

    def _add_blank_blocks(self) -> None:
        for block in self._merges.rectangles:
            # A block over whole rows or columns does not make the sheet as large as it is.
            end_row = block.last_row if block.last_row < self._limits.sheet_rows else block.row
            end_col = block.last_col if block.last_col < self._limits.sheet_columns else block.col
            self._n_rows = max(self._n_rows, end_row + 1)
            self._n_cols = max(self._n_cols, end_col + 1)
            if block not in self._anchored:
                self._cells.append(self._cell(block.row, block.col, block, BLANK))

    def _clipped(self, cell: Cell) -> Cell:
        rows, cols = self._n_rows - cell.row, self._n_cols - cell.col
        if cell.rowspan <= rows and cell.colspan <= cols:
            return cell
        return evolve(cell, rowspan=min(cell.rowspan, rows), colspan=min(cell.colspan, cols))


def marker_texts(grid: Grid) -> Mapping[str, str]:
    """The rows (sheet, key, value) of the marker sheet; the first of a key counts."""
    found: dict[str, str] = {}
    for row in range(grid.n_rows):
        key, value = grid.at(row, 1), grid.at(row, 2)
        if key is not None and value is not None and key.text:
            found.setdefault(key.text, value.text)
    return found
