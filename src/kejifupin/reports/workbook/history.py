"""The way so far: how each target stood on earlier days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from kejifupin.office.book import BookColumn, BookRow, BookSheet, Rule
from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.workbook.signals import STATE_SIGNALS, state_text
from kejifupin.reports.workbook.statuses import ends_of
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval

HISTORY_SHEET: Final = "历次进展"
_STATE: Final = 7


def history_sheet(board: Board) -> BookSheet | None:
    """A row for each division, target and day, the day of the board as the last.

    Args:
        board: The board.

    Returns:
        The sheet; None where nothing is known of any earlier day.
    """
    past = board.results.past
    days = {
        point.as_of
        for row in board.rows
        for status in row.standing.statuses
        for point in past.before(status)
    }
    if not days:
        return None
    told = "、".join(map(chinese_date, sorted(days)))
    return BookSheet(
        HISTORY_SHEET,
        f"{board.rows[0].name}{HISTORY_SHEET}",
        (
            BookColumn("地区", 20),
            BookColumn("区划代码", 13, "center"),
            BookColumn("目标", 34),
            BookColumn("截至", 12, "center"),
            BookColumn("最低", 10, "right"),
            BookColumn("最高", 10, "right"),
            BookColumn("单位", 7, "center"),
            BookColumn("状态", 11, "center"),
        ),
        (each for row in board.rows for each in _rows(board, row)),
        notes=(
            (
                f"以往：{told}，数字是当时算出来的；最后是{chinese_date(board.results.setting.as_of)}。"
                "没有以往结果的目标不列。"
            ),
        ),
        rules=(Rule(_STATE, _STATE, STATE_SIGNALS),),
        frozen=1,
        anchor=HISTORY_SHEET,
    )


def _rows(board: Board, row: BoardRow) -> Iterator[BookRow]:
    for status in row.standing.statuses:
        before = board.results.past.before(status)
        for each in before:
            yield _row(row, status, each.as_of, each.state, each.value)
        if before:
            yield _row(row, status, status.as_of, status.state, status.value)


def _row(
    row: BoardRow, status: TargetStatus, day: date, state: State, value: Interval | None
) -> BookRow:
    label = status.target.label
    ends = ends_of(value)
    return BookRow((row.name, row.division, label, day, *ends, status.unit, state_text(state)))
