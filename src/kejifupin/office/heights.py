"""How tall the paragraphs and rows of a page are, before and after its holes are filled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kejifupin.office.looks import LOOKS
from kejifupin.office.measure import (
    TEXT_HEIGHT,
    TEXT_WIDTH,
    half_points,
    line_capacity,
    lines_needed,
    paragraph_capacity,
    share,
)
from kejifupin.office.page import Filling, Page, PlacedCell, TextBlock, placed_cells

_CELL_MARGIN: Final = 240
_LINE: Final = 330
_AROUND: Final = 80
_TALLEST_ROW: Final = 640
_SHORTEST_ROW: Final = 400
_STEP: Final = 20
_SPARE: Final = 120
_KEPT: Final = 128

MOST_ROWS: Final = TEXT_HEIGHT[False] // _SHORTEST_ROW
"""No page has room for more rows than these at their shortest."""


class _OpenCell(NamedTuple):
    """A cell whose text is not known yet (待填单元格)."""

    row: int
    hole: int
    capacity: int
    rowspan: int


class _OpenText(NamedTuple):
    """A paragraph whose text is not known yet (待填文字段)."""

    place: int
    hole: int
    capacity: int
    line: int
    around: int


class PageHeights:
    """The heights of a page's paragraphs and rows, whatever is filled in (版面行高).

    Rows are ample for handwriting, and less ample where that keeps a form on one page.

    Args:
        page: The page.
        crowded: Whether more rows are to come than a page holds, so that all are short.
    """

    def __init__(self, page: Page, *, crowded: bool = False) -> None:
        landscape = page.landscape
        self._texts: list[int] = []
        self._open_texts: list[_OpenText] = []
        self._lines: list[int] = []
        self._open_cells: list[_OpenCell] = []
        for block in page.content:
            if isinstance(block, TextBlock):
                self._text(block, landscape=landscape)
                continue
            widths = share(TEXT_WIDTH[landscape], block.widths)
            for row in placed_cells(block):
                self._row(row, widths)
        self._room = 0 if crowded else TEXT_HEIGHT[landscape] - _SPARE - sum(self._texts)

    @property
    def n_rows(self) -> int:
        """Rows of all tables together."""
        return len(self._lines)

    def _text(self, block: TextBlock, *, landscape: bool) -> None:
        look, size = LOOKS[block.style], half_points(block, landscape=landscape)
        capacity, around = paragraph_capacity(size, landscape=landscape), look.before + look.after
        if block.hole is None:
            self._texts.append(lines_needed(block.text, capacity) * look.line + around)
            return
        place = len(self._texts)
        self._open_texts.append(_OpenText(place, block.hole, capacity, look.line, around))
        self._texts.append(0)

    def _row(self, row: Sequence[PlacedCell], widths: Sequence[int]) -> None:
        lines = 1
        for placed in row:
            cell = placed.cell
            width = sum(widths[placed.col : placed.col + cell.colspan]) - _CELL_MARGIN
            capacity = line_capacity(width)
            wanted = cell.lines
            if cell.hole is None:
                wanted = max(wanted, lines_needed(cell.shown, capacity))
            else:
                here = _OpenCell(len(self._lines), cell.hole, capacity, cell.rowspan)
                self._open_cells.append(here)
            lines = max(lines, -(-wanted // cell.rowspan))
        self._lines.append(lines)

    def measured(self, fillings: Sequence[Filling]) -> tuple[Sequence[int], Sequence[int]]:
        """The heights of all paragraphs, and of all rows of all tables.

        Args:
            fillings: What is put into the page's holes.

        Returns:
            In the order of the page, in twentieths of a point.
        """
        texts, room = self._texts, self._room
        if self._open_texts:
            texts = texts.copy()
            for place, hole, capacity, line, around in self._open_texts:
                height = lines_needed(fillings[hole][0], capacity) * line + around
                texts[place] = height
                room -= height
        lines = tuple(self.lines(fillings))
        return texts, (_kept_rows if len(lines) <= _KEPT else _rows)(lines, room)

    def lines(self, fillings: Sequence[Filling]) -> list[int]:
        """The lines that each row needs."""
        lines = self._lines.copy()
        for row, hole, capacity, rowspan in self._open_cells:
            text = fillings[hole][0]
            if len(text) * 2 > capacity or "\n" in text:
                needed = -(-_kept_lines(text, capacity) // rowspan)
                if needed > lines[row]:
                    lines[row] = needed
        return lines


def crowded_row(lines: int) -> int:
    """Height of a row of so many lines on a page that is full."""
    return max(_SHORTEST_ROW, lines * _LINE + _AROUND)


def _rows(lines: tuple[int, ...], room: int) -> tuple[int, ...]:
    heights = [each * _LINE + _AROUND for each in lines]
    base = _TALLEST_ROW
    while base > _SHORTEST_ROW and sum(max(base, height) for height in heights) > room:
        base -= _STEP
    return tuple(max(base, height) for height in heights)


# Boxes to tick are the longest texts of a form, and few of them differ.
_kept_lines = lru_cache(maxsize=512)(lines_needed)
_kept_rows = lru_cache(maxsize=1024)(_rows)
