"""Which rows of a board a picture has room for, and what its columns come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from attrs import field, frozen

from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.overview import ON_COURSE
from kejifupin.targets.judging import State
from kejifupin.targets.target import Target

MOST_ROWS: Final = 400
"""Rows that a picture shows: all counties of a province, not its villages."""
MOST_TARGETS: Final = 60


@frozen
class Line:
    """One line of the table: a division, or the name of the one that goes on (行).

    Args:
        row: The division.
        continued: Whether it only says below whom the lines after it stand.
    """

    row: BoardRow
    continued: bool = False


@frozen
class HeatRows:
    """What of a board is drawn (图中各行).

    Args:
        rows: The divisions.
        targets: The targets, across.
        notes: What is not drawn, in words.
    """

    rows: tuple[BoardRow, ...] = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)
    notes: tuple[str, ...]

    @property
    def states(self) -> Mapping[State, int]:
        """State → how many cells of the picture stand so."""
        shown = {target.key for target in self.targets}
        return Counter(
            status.state for row in self.rows for key, status in row.cells.items() if key in shown
        )

    def members(self, target: Target) -> tuple[BoardRow, ...]:
        """The divisions in which a target is counted: those of the level that has it most.

        Args:
            target: The target.
        """
        having = [row for row in self.rows if target.key in row.cells]
        below = [row for row in having if row.depth]
        levels = Counter(row.level for row in below)
        if not levels:
            return tuple(having)
        chosen = levels.most_common(1)[0][0]
        return tuple(row for row in below if row.level is chosen)

    def members_text(self, target: Target) -> str:
        """Those divisions in words.

        Args:
            target: The target.
        """
        members = self.members(target)
        if len(members) == 1:
            return members[0].name
        if not members:
            return ""
        level = members[0].level
        return f"{len(members)}个{level.label if level else '地区'}"

    def totals(self, target: Target) -> Mapping[State, int]:
        """State → in how many of those divisions a target stands so.

        Args:
            target: The target.
        """
        return Counter(row.cells[target.key].state for row in self.members(target))

    @cached_property
    def leading(self) -> frozenset[str]:
        """Codes of the divisions that others drawn stand below."""
        return frozenset(row.parent for row in self.rows if row.parent is not None)


def heat_rows(board: Board) -> HeatRows:
    """What of a board a picture shows: whole levels from the top, as long as there is room.

    Args:
        board: The board.
    """
    depth = max(row.depth for row in board.rows)
    while depth > 1 and sum(row.depth <= depth for row in board.rows) > MOST_ROWS:
        depth -= 1
    rows = tuple(row for row in board.rows if row.depth <= depth)[:MOST_ROWS]
    targets = board.targets[:MOST_TARGETS]
    notes = [] if targets else ["没有目标任务。"]
    if left := len(board.rows) - len(rows):
        notes.append(f"另有{left}个地区图中没有画出，见网页或工作簿。")
    if left := len(board.targets) - len(targets):
        notes.append(f"另有{left}个目标任务图中没有画出，见网页或工作簿。")
    return HeatRows(rows, targets, tuple(notes))


def in_blocks(rows: Sequence[BoardRow], size: int) -> tuple[tuple[Line, ...], ...]:
    """Rows in blocks of so many lines, each beginning with whom its first row stands below.

    Args:
        rows: The rows, each after the one above it.
        size: How many lines a block has at most, two at least.
    """
    names = {row.division: row for row in rows}
    blocks: list[list[Line]] = [[]]
    for row in rows:
        if len(blocks[-1]) >= size:
            above = names.get(row.parent or "") if row.depth > 1 else None
            blocks.append([Line(above, continued=True)] if above else [])
        blocks[-1].append(Line(row))
    return tuple(map(tuple, blocks))


def on_course_text(row: BoardRow) -> str:
    """How many of what is due is met or on track, of how many.

    Args:
        row: A division.
    """
    due = row.standing.due
    return f"{sum(each.state in ON_COURSE for each in due)}/{len(due)}" if due else ""
