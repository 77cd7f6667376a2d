"""How much room text takes on paper, near enough to keep a form on its page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from kejifupin.office.looks import LOOKS, SMALLER_TITLES
from kejifupin.office.page import TextBlock

TEXT_WIDTH: Final = {False: 8846, True: 12754}
"""Width of the type area of A4 in twentieths of a point, upright and lying (GB/T 9704, 5.2)."""
TEXT_HEIGHT: Final = {False: 12756, True: 8844}
"""Height of the type area, upright and lying."""

CELL_FONT: Final = 240


class _Widths(dict[str, int]):
    """Width of each character met so far, in half characters (字宽)."""

    def __missing__(self, char: str) -> int:
        width = self[char] = 2 if unicodedata.east_asian_width(char) in "FWA" else 1
        return width


_width_of = _Widths().__getitem__


def columns(text: str) -> int:
    """Width of a line in half characters: Chinese counts two.

    >>> columns("人均耕地面积"), columns("12.5")
    (12, 4)
    """
    return sum(map(_width_of, text))


def line_capacity(width: int, font: int = CELL_FONT) -> int:
    """Half characters that stand on a line, its width and font in twentieths of a point."""
    return max(1, width * 2 // font)


def lines_needed(text: str, capacity: int) -> int:
    """Lines that a text takes where so many half characters stand on one."""
    if len(text) * 2 <= capacity and "\n" not in text:
        return 1
    return sum(max(1, -(-columns(line) // capacity)) for line in text.split("\n"))


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
            if lines_needed(block.text, paragraph_capacity(size, landscape=landscape)) == 1:
                break
            if lines_needed(block.text, paragraph_capacity(smaller, landscape=landscape)) == 1:
                return smaller
    return size


def paragraph_capacity(size: int, *, landscape: bool) -> int:
    """Half characters that stand on a line of a paragraph of that size in half points."""
    return line_capacity(TEXT_WIDTH[landscape], size * 10)


def on_line(text: str, line: str, stretch: str) -> str:
    """A text on a line as long as the one that was printed.

    Args:
        text: The text.
        line: The character that the line is made of; empty for no line.
        stretch: The line as it was printed.

    >>> on_line("延边州科协", "_", "_" * 14)
    '__延边州科协__'
    """
    if not line:
        return text
    rest = max(columns(stretch) - columns(text), 0) // columns(line)
    return f"{line * (rest // 2)}{text}{line * (rest - rest // 2)}"
