"""Cells of tables in text documents: from edges and merging to places in a grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from attrs import define, field, frozen

T = TypeVar("T")

# Edges this near, in twips, are one column: half a millimetre is no cell.
_NEAR: Final = 28
# Rows shifted by the margin of a cell, as happens on pasting, still begin and end together.
_MARGIN: Final = 120


@frozen
class Piece(Generic[T]):
    """One cell of a row before merging (单元格片段).

    Args:
        content: What stands in it.
        col: Its first column.
        span: How many columns it covers.
        down: ``restart`` where a vertically merged block begins, ``continue`` where it goes on.
        more: What is hidden under it by merging in the row.
    """

    content: T
    col: int
    span: int = 1
    down: str | None = None
    more: tuple[T, ...] = ()


@define
class Box(Generic[T]):
    """One cell of the finished grid, still open to growth (格).

    Args:
        row: Its first row.
        col: Its first column.
        colspan: Columns covered.
        content: What stands in it.
        covered: What merging hides, in order.
        rowspan: Rows covered.
        number: Which cell of its first row it is, from the left, counted from 1.
    """

    row: int
    col: int
    colspan: int
    content: T
    covered: list[T] = field(factory=list)
    rowspan: int = 1
    number: int = 0


def merge_down(rows: Iterable[Sequence[Piece[T]]]) -> list[Box[T]]:
    """The boxes of a table, in reading order, each with its number."""
    boxes: list[Box[T]] = []
    above: dict[int, Box[T]] = {}
    for row, pieces in enumerate(rows):
        below: dict[int, Box[T]] = {}
        for number, piece in enumerate(pieces, 1):
            box = above.get(piece.col) if piece.down == "continue" else None
            if box is not None and box.colspan == piece.span:
                box.rowspan += 1
                box.covered.append(piece.content)
            else:
                box = Box(row, piece.col, piece.span, piece.content, number=number)
                boxes.append(box)
            box.covered += piece.more
            if piece.down is not None:
                below[piece.col] = box
        above = below
    return boxes


def columns_of(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Which grid line each edge of each row lies on.

    Args:
        rows: For each row the edges of its cells in twips, from left to right.

    >>> columns_of([(0, 1000, 3000), (5, 2000, 3010), (108, 1000, 3000)])
    [[0, 1, 3], [0, 2, 3], [0, 1, 3]]
    """
    left, right = min(row[0] for row in rows), max(row[-1] for row in rows)
    rows = [_flush(row, left, right) for row in rows]
    lines: dict[int, int] = {}
    number, start = -1, 0
    for edge in sorted({edge for row in rows for edge in row}):
        if number < 0 or edge - start > _NEAR:
            number, start = number + 1, edge
        lines[edge] = number
    return [list(_growing(lines[edge] for edge in row)) for row in rows]


def _flush(row: Sequence[int], left: int, right: int) -> Sequence[int]:
    """A row with its ends moved onto those of the table where they are near."""
    first = left if row[0] - left <= _MARGIN else row[0]
    last = right if right - row[-1] <= _MARGIN else row[-1]
    return (first, *row[1:-1], last)


def _growing(numbers: Iterable[int]) -> Iterator[int]:
    """The numbers, each at least one more than the last."""
    least = 0
    for number in numbers:
        least = max(least, number)
        yield least
        least += 1
