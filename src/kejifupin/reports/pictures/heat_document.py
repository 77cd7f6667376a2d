"""The table of states as pages of A4, to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from attrs import frozen

from kejifupin.reports.board import Board
from kejifupin.reports.pictures.headline import (
    MARGIN,
    footnotes,
    footnotes_height,
    headline,
    headline_height,
    page_number,
    state_legend,
)
from kejifupin.reports.pictures.heat import board_titles
from kejifupin.reports.pictures.heat_key import draw_key, key_height
from kejifupin.reports.pictures.heat_rows import HeatRows, Line, heat_rows, in_blocks
from kejifupin.reports.pictures.heat_table import (
    BETWEEN,
    HeatLayout,
    draw_block,
    labelled_layout,
    numbered_layout,
)
from kejifupin.reports.pictures.sheet import Picture, Sheet, in_own_style
from kejifupin.targets.judging import State

_LONG: Final = 11.69
_SHORT: Final = 8.27
_LEGEND: Final = 0.4
_FOOT: Final = 0.3
_MOST_BLOCKS: Final = 4


@in_own_style
def heat_pages(board: Board) -> tuple[Picture, ...]:
    """The board as pages of A4, for a document that is printed.

    Few divisions and targets stand on one page. Else the first pages tell how each target stands
    in all, and the table follows on as few pages as it needs.

    Args:
        board: The board.

    Raises:
        FontMissingError: No installed font has the characters that are needed.
    """
    rows = heat_rows(board)
    title, subtitle = board_titles(board)
    across = _Paper(title, subtitle, rows, _LONG, _SHORT)
    labelled = labelled_layout(rows, across.room)
    if labelled.width <= across.room + 0.01 and labelled.height(len(rows.rows)) <= across.left:
        sheet = across.sheet(1, 1)
        end = draw_block(sheet, MARGIN, across.top, labelled, [Line(row) for row in rows.rows])
        footnotes(sheet, end + 0.1, rows.notes)
        return (sheet.finish(),)
    ways = [
        way
        for paper in (_Paper(title, subtitle, rows, _SHORT, _LONG), across)
        for way in _ways(paper)
    ]
    if not ways:
        # More targets than a page has room for: the page becomes broader, nothing is left out.
        layout = numbered_layout(rows)
        assert layout is not None  # noqa: S101 - the usual width is always enough
        broad = _Paper(title, subtitle, rows, layout.width + 2 * MARGIN, _SHORT)
        ways = [_Way(broad, layout, 1)]
    way = min(ways, key=lambda each: (each.pages, -each.layout.cell_width))
    parts = list(_key_parts(way.paper))
    number = len(parts) + way.pages
    return (
        *(_key_page(way.paper, part, place, number) for place, part in enumerate(parts, 1)),
        *_table_pages(way, len(parts) + 1, number),
    )


@frozen
class _Paper:
    """A page with its headline and legend."""

    title: str
    subtitle: str
    rows: HeatRows
    wide: float
    high: float

    @property
    def room(self) -> float:
        return self.wide - 2 * MARGIN

    @property
    def top(self) -> float:
        return headline_height(self.title, self.subtitle, self.wide) + _LEGEND

    @property
    def left(self) -> float:
        """Height that is left below the legend."""
        return self.high - self.top - MARGIN - _FOOT - footnotes_height(self.rows.notes, self.wide)

    def sheet(self, number: int, pages: int) -> Sheet:
        sheet = Sheet(self.wide, self.high, self.title)
        y = headline(sheet, self.title, self.subtitle)
        states = self.rows.states
        state_legend(sheet, MARGIN, y, {state: states.get(state, 0) for state in State})
        page_number(sheet, number, pages)
        return sheet


@frozen
class _Way:
    """A way to lay the table out: on what paper, how large, how many blocks beside each other."""

    paper: _Paper
    layout: HeatLayout
    across: int

    @property
    def lines(self) -> int:
        return int((self.paper.left - self.layout.header_height) / self.layout.row_height)

    @property
    def blocks(self) -> tuple[tuple[Line, ...], ...]:
        return in_blocks(self.paper.rows.rows, self.lines)

    @property
    def pages(self) -> int:
        return ceil(len(self.blocks) / self.across)


def _ways(paper: _Paper) -> Iterator[_Way]:
    for across in range(1, _MOST_BLOCKS + 1):
        room = (paper.room - (across - 1) * BETWEEN) / across
        layout = numbered_layout(paper.rows, room)
        if layout is not None:
            yield _Way(paper, layout, across)


def _table_pages(way: _Way, first: int, pages: int) -> Iterator[Picture]:
    blocks = way.blocks
    for place, start in enumerate(range(0, len(blocks), way.across)):
        sheet = way.paper.sheet(first + place, pages)
        for at, block in enumerate(blocks[start : start + way.across]):
            x = MARGIN + at * (way.layout.width + BETWEEN)
            draw_block(sheet, x, way.paper.top, way.layout, block)
        yield sheet.finish()


def _key_parts(paper: _Paper) -> Iterator[tuple[int, int]]:
    """Which targets the key tells on each of its pages."""
    start, count = 0, len(paper.rows.targets)
    while start < count:
        end = start + 1
        while end < count and key_height(paper.rows, paper.wide, start, end + 1) <= paper.left:
            end += 1
        yield start, end
        start = end


def _key_page(paper: _Paper, part: tuple[int, int], number: int, pages: int) -> Picture:
    sheet = paper.sheet(number, pages)
    end = draw_key(sheet, paper.top, paper.rows, *part)
    if part[1] == len(paper.rows.targets):
        footnotes(sheet, end + 0.1, paper.rows.notes)
    return sheet.finish()
