"""One sheet as a sparse grid, read row by row."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen
from lxml import etree

from kejifupin.office.findings import finding
from kejifupin.office.glyphs import glyph_marks
from kejifupin.office.grid import Cell, Grid, sheet_address
from kejifupin.office.limits import Limits
from kejifupin.office.markup import is_on, small_int, stream
from kejifupin.office.refusal import broken, dangerous
from kejifupin.office.xlsx.merges import Merges, Rectangle, column_index
from kejifupin.office.xlsx.strings import decode
from kejifupin.office.xlsx.texts import SharedText, StyleTable, rich_text
from kejifupin.office.xlsx.values import BLANK, Value, read_iso, read_number
from kejifupin.terms.issues import Issue


@frozen
class Book:
    """What the sheets of a workbook share (工作簿)."""

    name: str
    texts: tuple[SharedText, ...]
    styles: StyleTable
    from_1904: bool


class SheetReader:
    """Reads the cells of one sheet (工作表读取)."""

    def __init__(self, book: Book, sheet: str, merges: Merges, limits: Limits) -> None:
        self.issues: list[Issue] = []
        self._book = book
        self._sheet = sheet
        self._merges = merges
        self._limits = limits
        self._letters: dict[str, int] = {}
        self._shown: dict[tuple[str, str], SharedText] = {}
        self._cells: list[Cell] = []
        self._anchored: set[Rectangle] = set()
        self._n_rows = 0
        self._n_cols = 0
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden_told = False

    def read(self, chunks: Iterable[bytes]) -> Grid:
        """Read the sheet.

        Raises:
            RefusedFileError: If it is broken or reaches beyond the limits.
        """
        last = -1
        for element in stream(chunks, ("{*}row", "{*}col"), b"row>", self._limits):
            if element.tag.endswith("}row"):
                last = self._row(element, last)
            else:
                self._column(element)
        self._add_blank_blocks()
        self._cells.sort(key=_place)
        cells = tuple(self._clipped(cell) for cell in self._cells)
        return Grid(self._sheet, cells, self._n_rows, self._n_cols, sheet=True)

    def _column(self, element: etree._Element) -> None:
        if element.get("hidden") is not None and is_on(element.get("hidden")):
            first, last = small_int(element.get("min")), small_int(element.get("max"))
            if first is not None and last is not None:
                self._hidden_columns.append((first - 1, last - 1))

    def _row(self, element: etree._Element, last: int) -> int:
        given = small_int(element.get("r"))
        row = given - 1 if given else last + 1
        hidden = element.get("hidden") is not None and is_on(element.get("hidden"))
        col = -1
        for item in element:
            ref = item.get("r")
            if ref:
                letters = ref.rstrip("0123456789")
                known = self._letters.get(letters)
                col = self._column_of(letters) if known is None else known
                if not given:
                    row = _row_of(ref, letters, row)
            else:
                col += 1
            self._cell(item, row, col, hidden=hidden)
        return row

    def _column_of(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha()) or len(letters) > 3:
            raise broken("单元格的地址不对")
        col = self._letters[letters] = column_index(letters)
        return col

    def _cell(self, item: etree._Element, row: int, col: int, *, hidden: bool) -> None:
        value, text = self._value(item)
        holds = value is not BLANK
        if row >= self._limits.sheet_rows or col >= self._limits.sheet_columns:
            if holds:
                raise dangerous(
                    f"内容超出 {self._limits.sheet_rows} 行或 {self._limits.sheet_columns} 列"
                )
            return
        self._n_rows = max(self._n_rows, row + 1)
        self._n_cols = max(self._n_cols, col + 1)
        block = self._merges.covering(row, col) if self._merges else None
        if block is not None and (block.row, block.col) != (row, col):
            if holds:
                self._tell_covered(block, value.text)
            return
        if not holds:
            return
        address = sheet_address(self._sheet, row, col)
        if not self._hidden_told and (hidden or self._in_hidden_column(col)):
            self._hidden_told = True
            self.issues.append(finding("sheet.hidden_cells", self._book.name, cell=address))
        if block is not None:
            self._anchored.add(block)
        self._cells.append(self._make(row, col, block, value, text))

    def _make(
        self, row: int, col: int, block: Rectangle | None, value: Value, text: SharedText | None
    ) -> Cell:
        return Cell(
            row,
            col,
            block.last_row - row + 1 if block else 1,
            block.last_col - col + 1 if block else 1,
            value.text,
            sheet_address(self._sheet, row, col),
            text.marks if text else (),
            value.number,
            value.date,
            value.issue_code,
        )

    def _value(self, item: etree._Element) -> tuple[Value, SharedText | None]:
        stored, formula, inline = None, False, None
        for child in item:
            tag = child.tag
            if tag.endswith("}v"):
                stored = child.text
            elif tag.endswith("}f"):
                formula = True
            elif tag.endswith("}is"):
                inline = child
        kind = item.get("t", "n")
        style = item.get("s")
        if kind == "inlineStr" and inline is not None:
            return self._texted(rich_text(inline), style)
        if not stored:
            if formula and kind != "str":
                return Value(issue_code="cell.formula_without_value"), None
            return BLANK, None
        if kind == "s":
            index = small_int(stored)
            if index is not None and index < len(self._book.texts):
                return self._texted(self._book.texts[index], style)
            raise broken("单元格引用的文字不存在")
        if kind in ("str", "inlineStr"):
            text = decode(stored)
            return self._texted(SharedText(text, glyph_marks(text)), style)
        if kind == "b":
            return Value("TRUE" if is_on(stored.strip()) else "FALSE"), None
        if kind == "e":
            return Value(stored, issue_code="cell.error_value"), None
        if kind == "d":
            return read_iso(stored), None
        form = self._book.styles.format_of(style)
        return read_number(stored, form, from_1904=self._book.from_1904), None

    def _texted(self, text: SharedText, style: str | None) -> tuple[Value, SharedText | None]:
        if (font := self._book.styles.symbol_font_of(style)) is not None:
            text = self._in_font(text, font)
        return (Value(text.text), text) if text.text else (BLANK, None)

    def _in_font(self, text: SharedText, font: str) -> SharedText:
        key = (font, text.text)
        if key not in self._shown:
            self._shown[key] = text.in_font(font)
        return self._shown[key]

    def _tell_covered(self, block: Rectangle, text: str) -> None:
        address = sheet_address(self._sheet, block.row, block.col)
        self.issues.append(finding("cell.covered_text", self._book.name, cell=address, seen=text))

    def _in_hidden_column(self, col: int) -> bool:
        return any(first <= col <= last for first, last in self._hidden_columns)

    def _add_blank_blocks(self) -> None:
        for block in self._merges.rectangles:
            if block.last_row < self._limits.sheet_rows:
                self._n_rows = max(self._n_rows, block.last_row + 1)
            if block.last_col < self._limits.sheet_columns:
                self._n_cols = max(self._n_cols, block.last_col + 1)
            self._n_rows = max(self._n_rows, block.row + 1)
            self._n_cols = max(self._n_cols, block.col + 1)
            if block not in self._anchored:
                self._cells.append(self._make(block.row, block.col, block, BLANK, None))

    def _clipped(self, cell: Cell) -> Cell:
        rows, cols = self._n_rows - cell.row, self._n_cols - cell.col
        if cell.rowspan <= rows and cell.colspan <= cols:
            return cell
        return evolve(cell, rowspan=min(cell.rowspan, rows), colspan=min(cell.colspan, cols))


def _row_of(ref: str, letters: str, otherwise: int) -> int:
    number = small_int(ref[len(letters) :])
    return number - 1 if number else otherwise


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.col
