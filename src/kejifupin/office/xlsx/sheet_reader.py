"""One sheet as a sparse grid, read row by row."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from attrs import evolve, frozen
from lxml import etree

from kejifupin.office.findings import finding
from kejifupin.office.grid import Cell, Grid, column_letters, sheet_address
from kejifupin.office.limits import Limits
from kejifupin.office.markup import is_on, small_int, stream
from kejifupin.office.refusal import broken, dangerous
from kejifupin.office.xlsx.cell_values import CellValues
from kejifupin.office.xlsx.merges import Merges, Rectangle, column_index, covering
from kejifupin.office.xlsx.plain_rows import PlainCell, without_plain_rows
from kejifupin.office.xlsx.texts import SharedText, StyleTable
from kejifupin.office.xlsx.values import BLANK, Value
from kejifupin.terms.issues import Issue

_LONGEST_COLUMN = 3


@frozen
class Book:
    """What the sheets of a workbook share (工作簿)."""

    name: str
    texts: tuple[SharedText, ...]
    styles: StyleTable
    from_1904: bool


class _Line(NamedTuple):
    row: int
    number: str
    blocks: tuple[Rectangle, ...]
    hidden: bool


class SheetReader:
    """Reads the cells of one sheet (工作表读取)."""

    def __init__(self, book: Book, sheet: str, merges: Merges, limits: Limits) -> None:
        self.issues: list[Issue] = []
        self._name = book.name
        self._values = CellValues(book.texts, book.styles, from_1904=book.from_1904)
        self._sheet = sheet
        self._merges = merges
        self._limits = limits
        self._letters: dict[str, int] = {}
        self._cells: list[Cell] = []
        self._anchored: set[Rectangle] = set()
        self._last = -1
        self._n_rows = 0
        self._n_cols = 0
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden_told = False

    def read(self, chunks: Iterable[bytes], *, large: bool = False) -> Grid:
        """Read the sheet.

        Args:
            chunks: The sheet piece by piece.
            large: Whether it is worth looking for rows that need no parser.

        Raises:
            RefusedFileError: If it is broken or reaches beyond the limits.
        """
        if large:
            chunks = without_plain_rows(chunks, self._plain_row)
        for element in stream(chunks, ("{*}row", "{*}col"), b"row>", self._limits):
            if element.tag.endswith("}row"):
                self._last = self._row(element, self._last)
            else:
                self._column(element)
        self._add_blank_blocks()
        self._cells.sort(key=attrgetter("row", "col"))
        cells = tuple(map(self._clipped, self._cells) if self._merges else self._cells)
        return Grid(self._sheet, cells, self._n_rows, self._n_cols, sheet=True)

    def _column(self, element: etree._Element) -> None:
        if element.get("hidden") is not None and is_on(element.get("hidden")):
            first, last = small_int(element.get("min")), small_int(element.get("max"))
            if first is not None and last is not None:
                self._hidden_columns.append((first - 1, last - 1))

    def _row(self, element: etree._Element, last: int) -> int:
        given = small_int(element.get("r"))
        row = given - 1 if given else last + 1
        line = self._line(element, row)
        value_of = self._values.of
        col = -1
        for item in element:
            ref = item.get("r")
            if not ref:
                col += 1
                letters = column_letters(col)
            else:
                letters = ref.rstrip("0123456789")
                known = self._letters.get(letters)
                col = self._column_of(letters) if known is None else known
                letters = letters if letters.isupper() else letters.upper()
                if not given and line.row != (row := _row_of(ref, letters, row)):
                    line = self._line(element, row)
            self._take(line, col, letters, value_of(item))
        return row

    def _plain_row(self, number: int, cells: Iterable[PlainCell]) -> None:
        row = self._last = number - 1 if number else self._last + 1
        blocks = self._merges.on_row(row) if self._merges else ()
        line = _Line(row, str(row + 1), blocks, hidden=False)
        value_of = self._values.of_plain
        for name, style, kind, stored, text in cells:
            letters = name.decode()
            known = self._letters.get(letters)
            col = self._column_of(letters) if known is None else known
            self._take(line, col, letters, value_of(style, kind, stored, text))

    def _take(self, line: _Line, col: int, letters: str, value: Value) -> None:
        if value is BLANK:
            self._stretch(line.row, col)
        elif line.row < self._limits.sheet_rows and col < self._limits.sheet_columns:
            self._place(line, col, letters, value)
        else:
            rows, columns = self._limits.sheet_rows, self._limits.sheet_columns
            raise dangerous(f"内容超出 {rows} 行或 {columns} 列")

    def _line(self, element: etree._Element, row: int) -> _Line:
        hidden = element.get("hidden") is not None and is_on(element.get("hidden"))
        blocks = self._merges.on_row(row) if self._merges else ()
        return _Line(row, str(row + 1), blocks, hidden)

    def _column_of(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha()) or len(letters) > _LONGEST_COLUMN:
            raise broken("单元格的地址不对")
        col = self._letters[letters] = column_index(letters)
        return col

    def _stretch(self, row: int, col: int) -> None:
        """Let a blank cell count for the size of the sheet, unless it is far away."""
        if row < self._limits.sheet_rows and col < self._limits.sheet_columns:
            if row >= self._n_rows:
                self._n_rows = row + 1
            if col >= self._n_cols:
                self._n_cols = col + 1

    def _place(self, line: _Line, col: int, letters: str, value: Value) -> None:
        row = line.row
        if row >= self._n_rows:
            self._n_rows = row + 1
        if col >= self._n_cols:
            self._n_cols = col + 1
        rowspan = colspan = 1
        if line.blocks and (block := covering(line.blocks, col)) is not None:
            if (block.row, block.col) != (row, col):
                self._tell_covered(block, value.text)
                return
            self._anchored.add(block)
            rowspan, colspan = block.last_row - row + 1, block.last_col - col + 1
        self._cells.append(
            Cell(
                row,
                col,
                rowspan,
                colspan,
                value.text,
                f"{self._sheet}!{letters}{line.number}",
                value.marks,
                value.number,
                value.date,
                value.issue_code,
            )
        )
        if (line.hidden or self._hidden_columns) and not self._hidden_told:
            self._tell_hidden(row, col, hidden=line.hidden)

    def _tell_covered(self, block: Rectangle, text: str) -> None:
        address = sheet_address(self._sheet, block.row, block.col)
        self.issues.append(finding("cell.covered_text", self._name, cell=address, seen=text))

    def _tell_hidden(self, row: int, col: int, *, hidden: bool) -> None:
        if hidden or any(first <= col <= last for first, last in self._hidden_columns):
            self._hidden_told = True
            address = sheet_address(self._sheet, row, col)
            self.issues.append(finding("sheet.hidden_cells", self._name, cell=address))

    def _add_blank_blocks(self) -> None:
        for block in self._merges.rectangles:
            # A block over whole rows or columns does not make the sheet as large as it is.
            end_row = block.last_row if block.last_row < self._limits.sheet_rows else block.row
            end_col = block.last_col if block.last_col < self._limits.sheet_columns else block.col
            self._n_rows = max(self._n_rows, end_row + 1)
            self._n_cols = max(self._n_cols, end_col + 1)
            if block not in self._anchored:
                self._cells.append(
                    Cell(
                        block.row,
                        block.col,
                        block.last_row - block.row + 1,
                        block.last_col - block.col + 1,
                        address=sheet_address(self._sheet, block.row, block.col),
                    )
                )

    def _clipped(self, cell: Cell) -> Cell:
        rows, cols = self._n_rows - cell.row, self._n_cols - cell.col
        if cell.rowspan <= rows and cell.colspan <= cols:
            return cell
        return evolve(cell, rowspan=min(cell.rowspan, rows), colspan=min(cell.colspan, cols))


def _row_of(ref: str, letters: str, otherwise: int) -> int:
    number = small_int(ref[len(letters) :])
    return number - 1 if number else otherwise
