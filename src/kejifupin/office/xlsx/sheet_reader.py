"""One sheet as a sparse grid, read row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

from attrs import frozen
from lxml import etree

from kejifupin.office.alike import once_for_all_alike
from kejifupin.office.cells import Content, Line
from kejifupin.office.grid import FOOTER, HEADER, Grid
from kejifupin.office.limits import Limits
from kejifupin.office.lines import SheetLines
from kejifupin.office.markup import is_on, small_int, stream
from kejifupin.office.refusal import broken, dangerous
from kejifupin.office.xlsx.cell_values import CellValues
from kejifupin.office.xlsx.laying_out import Extent, SheetLayout
from kejifupin.office.xlsx.merges import Merges, column_index
from kejifupin.office.xlsx.plain_parts import in_few_pieces, without_plain
from kejifupin.office.xlsx.plain_rows import PlainRows
from kejifupin.office.xlsx.texts import StyleTable
from kejifupin.terms.issues import Issue

_LONGEST_COLUMN = 3
_ROW = re.compile(rb"<(?:[^\s<>/]+:)?row[\s/>]").search
_MARGINS: Final = {
    "Header": HEADER,
    "Footer": FOOTER,
}
_TAGS: Final = ("{*}row", "{*}col", "{*}headerFooter")
# Beyond this many cells a sheet is kept as its rows.
_MANY = 4096


@frozen
class Book:
    """What the sheets of a workbook share (工作簿)."""

    name: str
    texts: tuple[Content, ...]
    styles: StyleTable
    from_1904: bool


class SheetReader:
    """Reads the cells of one sheet (工作表读取).

    Args:
        book: The workbook.
        sheet: Name of the sheet.
        limits: The limits.
    """

    def __init__(self, book: Book, sheet: str, limits: Limits) -> None:
        self.issues: list[Issue] = []
        self._book = book
        self._values = CellValues(book.texts, book.styles, from_1904=book.from_1904)
        self._sheet = sheet
        self._limits = limits
        self._columns: dict[str, int] = {}
        self._alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._begin()

    def _begin(self) -> None:
        self._lines: list[Line] = []
        self._last = -1
        self._extent = Extent(0, 0)
        self._hidden_rows: set[int] = set()
        self._hidden_columns: tuple[tuple[int, int], ...] = ()
        self.margins: tuple[tuple[str, str], ...] = ()

    def read(self, chunks: Iterable[bytes], again: Callable[[], Iterable[bytes]]) -> None:
        """Read the cells, with the parser only where it is needed.

        Args:
            chunks: The sheet piece by piece.
            again: Gives the same once more, should a row stand twice: if one needed the parser and
                one did not, only the parser knows which came first.

        Raises:
            RefusedFileError: If it is broken or reaches beyond the limits.
        """
        rest = in_few_pieces(without_plain(chunks, PlainRows(self._values, self._add)))
        first, second = next(rest, b""), next(rest, None)
        if second is None and _ROW(first) is None:
            hidden, margins = _frame(first, self._limits)
            self._hidden_columns += hidden
            self.margins += margins
            return
        self.parse(chain((first,) if second is None else (first, second), rest))
        if len({line.row for line in self._lines}) < len(self._lines):
            self._begin()
            self.parse(again())

    def parse(self, chunks: Iterable[bytes]) -> None:
        """Read the cells with the parser alone.

        Args:
            chunks: The sheet piece by piece.

        Raises:
            RefusedFileError: If it is broken or reaches beyond the limits.
        """
        for element in stream(chunks, _TAGS, b"row>", self._limits):
            if element.tag.endswith("}row"):
                self._last = self._row(element, self._last)
            elif element.tag.endswith("}headerFooter"):
                self.margins += _margins(element)
            else:
                self._hidden_columns += _hidden_range(element)

    def grid(self, merges: Merges) -> Grid:
        """The sheet, its merged blocks put in; what is wrong with them goes to ``issues``."""
        layout = SheetLayout(
            self._book.name,
            self._sheet,
            merges,
            self._limits,
            hidden_rows=self._hidden_rows,
            hidden_columns=self._hidden_columns,
        )
        lines, extent = layout.lay_out(self._lines, self._extent)
        self.issues += layout.issues
        cells = SheetLines(self._sheet, lines)
        found = cells if len(cells) > _MANY else tuple(cells)
        return Grid(self._sheet, found, extent.n_rows, extent.n_cols, sheet=True)

    def _row(self, element: etree._Element, last: int) -> int:
        given = small_int(element.get("r"))
        row = given - 1 if given else last + 1
        hidden = _is_hidden(element)
        cols: list[int] = []
        contents: list[Content] = []
        col = -1
        for item in element:
            ref = item.get("r")
            if not ref:
                col += 1
            else:
                letters = ref.rstrip("0123456789")
                known = self._columns.get(letters)
                col = self._column_of(letters) if known is None else known
                if not given and row != (other := _row_of(ref, letters, row)):
                    self._add(row, tuple(cols), tuple(contents), hidden)
                    row, cols, contents = other, [], []
            cols.append(col)
            contents.append(self._values.of(item))
        self._add(row, tuple(cols), tuple(contents), hidden)
        return row

    def _add(
        self,
        row: int,
        cols: tuple[int, ...],
        contents: tuple[Content, ...],
        hidden: bool,  # noqa: FBT001 - called for every row
    ) -> None:
        """Keep what a row holds; blank cells only make the sheet as large."""
        if "" in contents:
            cells = tuple(zip(cols, contents, strict=True))
            self._stretch(row, (col for col, content in cells if content == ""))
            cells = tuple(cell for cell in cells if cell[1] != "")
            cols, contents = tuple(col for col, _ in cells), tuple(each for _, each in cells)
        if not cols:
            return
        if (alike := self._alike.get(cols)) is None:
            too_wide = max(cols) >= self._limits.sheet_columns
            alike = self._alike[cols] = () if too_wide else cols
        if row >= self._limits.sheet_rows or not alike:
            rows, columns = self._limits.sheet_rows, self._limits.sheet_columns
            raise dangerous(f"内容超出 {rows} 行或 {columns} 列")
        self._lines.append(Line(row, alike, contents))
        if hidden:
            self._hidden_rows.add(row)

    def _stretch(self, row: int, cols: Iterable[int]) -> None:
        """Let blank cells count for the size of the sheet, unless they are far away."""
        near = [col for col in cols if col < self._limits.sheet_columns]
        if near and row < self._limits.sheet_rows:
            self._extent = self._extent.with_cell(row, max(near))

    def _column_of(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha()) or len(letters) > _LONGEST_COLUMN:
            raise broken("单元格的地址不对")
        col = self._columns[letters] = column_index(letters)
        return col


@once_for_all_alike
def _frame(
    data: bytes, limits: Limits
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[str, str], ...]]:
    """The hidden columns of a sheet of which no row is left, and its headers and footers."""
    hidden: tuple[tuple[int, int], ...] = ()
    margins: tuple[tuple[str, str], ...] = ()
    for element in stream((data,), _TAGS[1:], b"row>", limits):
        if element.tag.endswith("}col"):
            hidden += _hidden_range(element)
        else:
            margins += _margins(element)
    return hidden, margins


def _margins(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """The headers and footers as stored, each with its word."""
    return tuple(
        (_MARGINS[name[-6:]], item.text)
        for item in element
        if (name := str(item.tag))[-6:] in _MARGINS and item.text
    )


def _hidden_range(column: etree._Element) -> tuple[tuple[int, int], ...]:
    first, last = small_int(column.get("min")), small_int(column.get("max"))
    if not _is_hidden(column) or first is None or last is None:
        return ()
    return ((first - 1, last - 1),)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None and is_on(element.get("hidden"))


def _row_of(ref: str, letters: str, otherwise: int) -> int:
    number = small_int(ref[len(letters) :])
    return number - 1 if number else otherwise
