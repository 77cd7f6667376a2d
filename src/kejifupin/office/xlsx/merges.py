"""Merged rectangles of a sheet, never spelt out: A1:XFD1048576 is four numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from kejifupin.office.limits import Limits
from kejifupin.office.refusal import dangerous

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
# Rectangles taller than this are looked through one by one, and there must be few of them.
_TALL = 64
_MOST_TALL = 256


@frozen
class Rectangle:
    """A merged block, both ends included and counted from 0 (合并区域)."""

    row: int
    col: int
    last_row: int
    last_col: int


def column_index(letters: str) -> int:
    """A column's letters as a number counted from 0.

    >>> column_index("A"), column_index("XFD")
    (0, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def rectangle(ref: str) -> Rectangle | None:
    """A rectangle as written, or None for anything else.

    >>> rectangle("B2:$D$5")
    Rectangle(row=1, col=1, last_row=4, last_col=3)
    """
    match = _REF.fullmatch(ref.strip())
    if match is None:
        return None
    first_row, first_col = int(match[2]) - 1, column_index(match[1])
    last_row = int(match[4]) - 1 if match[4] else first_row
    last_col = column_index(match[3]) if match[3] else first_col
    rows, cols = sorted((first_row, last_row)), sorted((first_col, last_col))
    return Rectangle(rows[0], cols[0], rows[1], cols[1]) if rows[0] >= 0 else None


class Merges:
    """Answers which merged block covers a position (合并单元格).

    Args:
        refs: Rectangles as written; what is none, or begins beyond the limits, is passed over.
        limits: The limits.

    Raises:
        RefusedFileError: If there are more than any form has.
    """

    def __init__(self, refs: Iterable[str], limits: Limits) -> None:
        self.rectangles: list[Rectangle] = []
        self._rows: dict[int, list[Rectangle]] = {}
        self._tall: list[Rectangle] = []
        for ref in refs:
            found = rectangle(ref)
            if found is None or found.row >= limits.sheet_rows or found.col >= limits.sheet_columns:
                continue
            self._add(found)
            if len(self.rectangles) > limits.merged or len(self._tall) > _MOST_TALL:
                raise dangerous("合并单元格过多")

    def __bool__(self) -> bool:
        return bool(self.rectangles)

    def on_row(self, row: int) -> tuple[Rectangle, ...]:
        """The blocks that touch a row."""
        short = self._rows.get(row, ())
        if not self._tall:
            return tuple(short)
        return (*short, *(found for found in self._tall if found.row <= row <= found.last_row))

    def covering(self, row: int, col: int) -> Rectangle | None:
        """The block that covers a position."""
        return covering(self.on_row(row), col)

    def _add(self, found: Rectangle) -> None:
        if self.covering(found.row, found.col) is not None:
            # Excel repairs overlapping blocks by dropping the later one.
            return
        self.rectangles.append(found)
        if found.last_row - found.row > _TALL:
            self._tall.append(found)
        else:
            for row in range(found.row, found.last_row + 1):
                self._rows.setdefault(row, []).append(found)


def covering(blocks: Iterable[Rectangle], col: int) -> Rectangle | None:
    """Of the blocks that touch a row, the one over a column."""
    for block in blocks:
        if block.col <= col <= block.last_col:
            return block
    return None
