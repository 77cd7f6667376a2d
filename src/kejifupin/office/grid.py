"""What a document says, whatever its format: paragraphs, and tables as sparse grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final, Protocol

from attrs import field, frozen

from kejifupin.office.cells import (
    CHECKED,
    UNCHECKED,
    Cell,
    Content,
    Line,
    Mark,
    Value,
    column_letters,
    placed,
    sheet_address,
    text_of,
)
from kejifupin.office.lines import SheetLines, lines_of
from kejifupin.terms.issues import Issue

__all__ = [
    "CHECKED",
    "UNCHECKED",
    "Cell",
    "Content",
    "Document",
    "Grid",
    "Line",
    "Mark",
    "Paragraph",
    "Value",
    "column_letters",
    "sheet_address",
    "text_of",
]

# Beyond this many positions a merged block is kept as a rectangle, not spelt out in the index.
_SPELT_OUT: Final = 4096
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_NO_SLOTS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class _Spots(Protocol):
    """Which cell stands at a position."""

    def get(self, spot: tuple[int, int], /) -> Cell | None: ...


@frozen
class Grid:
    """A table or sheet as cells with positions and spans (表格).

    Args:
        name: ``表1`` in Word, the sheet's name in Excel.
        cells: Its cells in reading order. A sheet lists what holds something or is merged; a large
            one makes each cell when it is asked for, so that `lines` is the way to go through it.
        n_rows: Number of rows.
        n_cols: Number of columns.
        sheet: Whether it is a sheet, in which every position has a cell, if a blank one; in a
            table of a Word document a position may have none.

    >>> grid = Grid("表1", (Cell(0, 0, text="村名"), Cell(0, 1, text="李家村")), 1, 2)
    >>> grid.right_of(grid.cells[0]).text
    '李家村'
    """

    name: str
    cells: Sequence[Cell] = field(repr=False)
    n_rows: int
    n_cols: int
    sheet: bool = False

    @cached_property
    def _index(self) -> tuple[_Spots, Mapping[tuple[int, int], Cell], tuple[Cell, ...]]:
        """Cells by position, merged cells by every position, and those too large for that."""
        cells: Iterable[Cell] = self.cells
        index: dict[tuple[int, int], Cell] = {}
        spots: _Spots = index
        if isinstance(self.cells, SheetLines):
            cells, spots = self.cells.wide, self.cells
        large: list[Cell] = []
        for cell in cells:
            if cell.rowspan == 1 == cell.colspan:
                index[cell.row, cell.col] = cell
            elif cell.rowspan * cell.colspan > _SPELT_OUT:
                large.append(cell)
            else:
                for row in range(cell.row, cell.row + cell.rowspan):
                    for col in range(cell.col, cell.col + cell.colspan):
                        index[row, col] = cell
        return spots, index, tuple(large)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a position counted from 0, or None where there is none."""
        spots, merged, large = self._index
        if (found := spots.get((row, col))) is not None:
            return found
        if spots is not merged and (found := merged.get((row, col))) is not None:
            return found
        for cell in large:
            if cell.covers(row, col):
                return cell
        if self.sheet and 0 <= row < self.n_rows and 0 <= col < self.n_cols:
            return Cell(row, col, address=sheet_address(self.name, row, col))
        return None

    def lines(self, top: int = 0, bottom: int | None = None) -> Iterable[Line]:
        """The rows in which cells begin, from one to before another, with what they hold."""
        last = self.n_rows if bottom is None else bottom
        if isinstance(self.cells, SheetLines):
            return self.cells.between(top, last)
        return lines_of(cell for cell in self.cells if top <= cell.row < last)

    def place(self, row: int, col: int, content: Content) -> Cell:
        """The cell of a line that holds a content, as `cells` has it."""
        return placed(self.name, row, col, content)

    @cached_property
    def wide(self) -> tuple[Cell, ...]:
        """The cells that cover more than one position."""
        if isinstance(self.cells, SheetLines):
            return self.cells.wide
        return tuple(cell for cell in self.cells if cell.rowspan > 1 or cell.colspan > 1)

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


HEADER, FOOTER = "页眉", "页脚"
"""How the addresses of paragraphs in headers and footers begin."""


@frozen
class Paragraph:
    """A paragraph outside every table (段落).

    Args:
        text: The text as seen.
        address: ``段落2``, counted from 1 over all paragraphs outside tables, empty ones too.
        marks: The boxes and ticks in the text.
        tables: For a header or footer, the tables on whose pages it stands; None for all.
    """

    text: str = field(repr=False)
    address: str = ""
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    tables: frozenset[str] | None = None


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
        margins: What stands in headers and footers, as ``页眉1段落2``.
    """

    name: str
    format: str
    sha256: str = field(repr=False)
    blocks: tuple[Paragraph | Grid, ...] = field(default=(), repr=False)
    issues: tuple[Issue, ...] = ()
    properties: Mapping[str, str] = field(default=_NO_TEXTS, repr=False)
    producer: str | None = None
    slots: Mapping[str, tuple[str, ...]] = field(default=_NO_SLOTS, repr=False)
    margins: tuple[Paragraph, ...] = field(default=(), repr=False)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs alone."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
