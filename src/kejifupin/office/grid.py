"""What a document says, whatever its format: paragraphs, and tables as sparse grids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from kejifupin.terms.issues import Issue

CHECKED: Final = "☑"
"""How a ticked box of any mechanism stands in text."""
UNCHECKED: Final = "□"
"""How an empty box of any mechanism stands in text."""

# Beyond this many positions a merged block is kept as a rectangle, not spelt out in the index.
_SPELT_OUT = 4096
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_NO_SLOTS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@frozen
class Mark:
    """One box or tick in a text, with the mechanism behind it (勾选标记).

    Args:
        kind: ``w14`` (content control), ``ffData`` (form field), ``sym`` (symbol font or enclosed
            character) or ``glyph`` (a box or tick typed as a character).
        checked: Whether it is ticked.
        offset: Position of its character in the text.
    """

    kind: str
    checked: bool
    offset: int


@frozen
class Cell:
    """One cell of a grid; a merged block is one cell (单元格).

    Args:
        row: First row, counted from 0.
        col: First column, counted from 0.
        rowspan: Rows covered.
        colspan: Columns covered.
        text: The text as seen; paragraphs and line breaks are newlines, boxes are ☑ or □.
        address: ``表1!R3C2`` in Word, ``Sheet!B7`` in Excel.
        marks: The boxes and ticks in the text, in order.
        number: The stored number, in Excel.
        date: The day, where Excel stores a date.
        issue_code: Code of what is wrong with the cell itself; `cell_issue` words it.
        nested: Names of the grids that stand inside this cell.
    """

    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    text: str = field(default="", repr=False)
    address: str = ""
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    number: Decimal | int | None = field(default=None, repr=False)
    date: date | None = field(default=None, repr=False)
    issue_code: str | None = None
    nested: tuple[str, ...] = ()

    def covers(self, row: int, col: int) -> bool:
        """Whether a position lies inside this cell."""
        return (
            self.row <= row < self.row + self.rowspan and self.col <= col < self.col + self.colspan
        )


@frozen
class Grid:
    """A table or sheet as cells with positions and spans (表格).

    Args:
        name: ``表1`` in Word, the sheet's name in Excel.
        cells: Its cells in reading order. A sheet lists what holds something or is merged.
        n_rows: Number of rows.
        n_cols: Number of columns.
        sheet: Whether it is a sheet, in which every position has a cell, if a blank one; in a
            table of a Word document a position may have none.

    >>> grid = Grid("表1", (Cell(0, 0, text="村名"), Cell(0, 1, text="李家村")), 1, 2)
    >>> grid.right_of(grid.cells[0]).text
    '李家村'
    """

    name: str
    cells: tuple[Cell, ...] = field(repr=False)
    n_rows: int
    n_cols: int
    sheet: bool = False

    @cached_property
    def _index(self) -> tuple[dict[tuple[int, int], Cell], tuple[Cell, ...]]:
        index: dict[tuple[int, int], Cell] = {}
        large: list[Cell] = []
        for cell in self.cells:
            if cell.rowspan == 1 == cell.colspan:
                index[cell.row, cell.col] = cell
            elif cell.rowspan * cell.colspan > _SPELT_OUT:
                large.append(cell)
            else:
                for row in range(cell.row, cell.row + cell.rowspan):
                    for col in range(cell.col, cell.col + cell.colspan):
                        index[row, col] = cell
        return index, tuple(large)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a position counted from 0, or None where there is none."""
        index, large = self._index
        if (found := index.get((row, col))) is not None:
            return found
        for cell in large:
            if cell.covers(row, col):
                return cell
        if self.sheet and 0 <= row < self.n_rows and 0 <= col < self.n_cols:
            return Cell(row, col, address=sheet_address(self.name, row, col))
        return None

    def right_of(self, cell: Cell) -> Cell | None:
        """The cell whose box begins where another ends, on that one's first row."""
        return self.at(cell.row, cell.col + cell.colspan)

    def below(self, cell: Cell) -> Cell | None:
        """The cell under another's first column."""
        return self.at(cell.row + cell.rowspan, cell.col)

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """The cells whose box touches a row, from left to right."""
        return tuple(self._walk_row(row))

    def _walk_row(self, row: int) -> Iterator[Cell]:
        col = 0
        while col < self.n_cols:
            cell = self.at(row, col)
            if cell is None:
                col += 1
            else:
                yield cell
                col = cell.col + cell.colspan


@frozen
class Paragraph:
    """A paragraph outside every table (段落).

    Args:
        text: The text as seen.
        address: ``段落2``, counted from 1 over all paragraphs outside tables, empty ones too.
        marks: The boxes and ticks in the text.
    """

    text: str = field(repr=False)
    address: str = ""
    marks: tuple[Mark, ...] = field(default=(), repr=False)


@frozen
class Document:
    """One file as read: what it says and what was wrong with it (文档).

    Args:
        name: The name it was read under.
        format: ``docx``, ``xlsx``, or what was recognised and not read (``pdf``, ``doc``, …).
        sha256: Hash of the bytes, in hexadecimal.
        blocks: Paragraphs and grids in document order; a nested table follows its table.
        issues: What is wrong with the file as a whole.
        properties: Custom properties, markers, and ``identifier`` and ``keywords``.
        producer: The program that wrote it, as far as it says.
        slots: Name of a hidden marker → the addresses at which it stands; see `slot_name`.
    """

    name: str
    format: str
    sha256: str = field(repr=False)
    blocks: tuple[Paragraph | Grid, ...] = field(default=(), repr=False)
    issues: tuple[Issue, ...] = ()
    properties: Mapping[str, str] = field(default=_NO_TEXTS, repr=False)
    producer: str | None = None
    slots: Mapping[str, tuple[str, ...]] = field(default=_NO_SLOTS, repr=False)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs alone."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


def column_letters(col: int) -> str:
    """A column counted from 0 as Excel names it.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    number = col + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_address(sheet: str, row: int, col: int) -> str:
    """The address of a position in a sheet.

    >>> sheet_address("附件4", 6, 1)
    '附件4!B7'
    """
    return f"{sheet}!{column_letters(col)}{row + 1}"
