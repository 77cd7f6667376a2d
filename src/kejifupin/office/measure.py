"""How much room text takes on paper, near enough to keep a form on its page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from kejifupin.office.looks import LOOKS, SMALLER_TITLES
from kejifupin.office.page import Page, PlacedCell, TextBlock, placed_cells

TEXT_WIDTH: Final = {False: 8846, True: 12754}
"""Width of the type area of A4 in twentieths of a point, upright and lying (GB/T 9704, 5.2)."""
TEXT_HEIGHT: Final = {False: 12756, True: 8844}
"""Height of the type area, upright and lying."""

CELL_FONT: Final = 240
_CELL_MARGIN: Final = 240
_LINE: Final = 330
_TALLEST_ROW: Final = 640
_SHORTEST_ROW: Final = 400
_STEP: Final = 20
_SPARE: Final = 120


def columns(text: str) -> int:
    """Width of a line in half characters: Chinese counts two.

    >>> columns("人均耕地面积"), columns("12.5")
    (12, 4)
    """
    return sum(2 if unicodedata.east_asian_width(char) in "FWA" else 1 for char in text)


def lines_needed(text: str, width: int, font: int = CELL_FONT) -> int:
    """Lines that a text takes in a width, both in twentieths of a point."""
    per_line = max(1, width * 2 // font)
    return sum(max(1, -(-columns(line) // per_line)) for line in text.split("\n"))


def share(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a width in proportion, in whole numbers that add up.

    >>> share(100, (1, 1, 1))
    (33, 34, 33)
    """
    whole = sum(weights)
    edges = [round(Decimal(total * sum(weights[:n])) / whole) for n in range(len(weights) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def half_points(block: TextBlock, *, landscape: bool) -> int:
    """Size of a paragraph; a title is made smaller if that keeps it on one line."""
    size = LOOKS[block.style].half_points
    if block.style == "title":
        for smaller in SMALLER_TITLES:
            if lines_needed(block.text, TEXT_WIDTH[landscape], size * 10) == 1:
                break
            if lines_needed(block.text, TEXT_WIDTH[landscape], smaller * 10) == 1:
                return smaller
    return size


def text_height(block: TextBlock, *, landscape: bool) -> int:
    """Height of a paragraph with the space around it."""
    look = LOOKS[block.style]
    size = half_points(block, landscape=landscape)
    lines = lines_needed(block.text, TEXT_WIDTH[landscape], size * 10)
    return lines * look.line + look.before + look.after


def row_heights(page: Page) -> tuple[tuple[int, ...], ...]:
    """Heights of all rows of all tables of a page, in twentieths of a point.

    Rows are ample for handwriting, and less ample where that keeps a form on one page.
    """
    width = TEXT_WIDTH[page.landscape]
    room = TEXT_HEIGHT[page.landscape] - _SPARE
    needed: list[tuple[int, ...]] = []
    for block in page.content:
        if isinstance(block, TextBlock):
            room -= text_height(block, landscape=page.landscape)
        else:
            widths = share(width, block.widths)
            needed.append(tuple(_needed(row, widths) for row in placed_cells(block)))
    rows = [height for table in needed for height in table]
    base = _TALLEST_ROW
    while base > _SHORTEST_ROW and sum(max(base, height) for height in rows) > room:
        base -= _STEP
    return tuple(tuple(max(base, height) for height in table) for table in needed)


def _needed(row: Sequence[PlacedCell], widths: Sequence[int]) -> int:
    lines = 1
    for placed in row:
        cell = placed.cell
        inner = sum(widths[placed.col : placed.col + cell.colspan]) - _CELL_MARGIN
        wanted = max(cell.lines, lines_needed(cell.shown, inner))
        lines = max(lines, -(-wanted // cell.rowspan))
    return lines * _LINE + 80
