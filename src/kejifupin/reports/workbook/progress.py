"""Charts with the figures that they are drawn from: states by division, completion by target."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kejifupin.office.book import BookChart, BookColumn, BookRow, BookSheet, BookValue, Linked, Rule
from kejifupin.office.page import ChartBlock, Series
from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.states import STATE_COLOURS
from kejifupin.reports.workbook.signals import STATE_SIGNALS, state_text
from kejifupin.reports.workbook.statuses import LEADS, number_of, share_of, source_anchor
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number, add, to_number
from kejifupin.terms.display import chinese_date

DIVISIONS_SHEET: Final = "地区进展"
COMPLETION_SHEET: Final = "完成率"
_MOST_BARS: Final = 60
_SHORT: Final = 18
_FIRST_STATE: Final = 4
_CERTAIN: Final = "2E7D32"
_POSSIBLE: Final = "CE93D8"


def divisions_sheet(board: Board) -> BookSheet | None:
    """How many targets stand how in each division of the first level that has any.

    Args:
        board: The board.

    Returns:
        The sheet with its chart; None where nothing stands below.
    """
    rows = _first_level(board)
    if not rows:
        return None
    shown = rows[:_MOST_BARS]
    series = tuple(
        Series(
            state.label, tuple(each.standing.counts[state] for each in shown), STATE_COLOURS[state]
        )
        for state in State
    )
    more = f"（前{len(shown)}个，共{len(rows)}个）" if len(rows) > len(shown) else ""
    chart = ChartBlock(
        f"各地区目标任务进展{more}",
        categories=tuple(each.name for each in shown),
        series=series,
        unit="目标任务（项）",
        stacked=True,
    )
    columns = tuple(range(_FIRST_STATE, _FIRST_STATE + len(series)))
    return BookSheet(
        DIVISIONS_SHEET,
        chart.text,
        (
            BookColumn("地区", 20),
            BookColumn("区划代码", 10, "center"),
            BookColumn("级别", 6, "center"),
            BookColumn("目标数", 8),
            *(BookColumn(state.label, 8) for state in State),
            BookColumn("达标率", 10, format="0.00%"),
        ),
        tuple(_division_row(each) for each in rows),
        notes=(
            (
                f"截至{chinese_date(board.results.setting.as_of)}。"
                "达标率是到期或已有序时要求的目标中，已完成和达序时的占比。"
            ),
        ),
        bars=(_FIRST_STATE + len(series),),
        charts=(BookChart(chart, 0, columns),),
        frozen=1,
        anchor=DIVISIONS_SHEET,
    )


def completion_sheet(board: Board, *, sources: bool) -> BookSheet | None:
    """How much of each target of the division that reports is done.

    Args:
        board: The board.
        sources: Whether targets lead to where their figures come from.

    Returns:
        The sheet with its chart; None where it has no targets of its own.
    """
    statuses = board.rows[0].standing.statuses
    if not statuses:
        return None
    rows = tuple(
        _completion_row(number, each, sources=sources) for number, each in enumerate(statuses, 1)
    )
    shown = rows[:_MOST_BARS]
    more = f"（前{len(shown)}项，共{len(rows)}项）" if len(rows) > len(shown) else ""
    chart = ChartBlock(
        f"{board.rows[0].name}各项目标完成率{more}",
        categories=tuple(str(row.values[0]) for row in shown),
        series=(
            Series("完成率（%）", tuple(_drawn(row.values[4]) for row in shown), _CERTAIN),
            Series("可能还有（%）", tuple(_drawn(row.values[5]) for row in shown), _POSSIBLE),
        ),
        unit="完成率（%）",
        stacked=True,
    )
    return BookSheet(
        COMPLETION_SHEET,
        chart.text,
        (
            BookColumn("简称", 42),
            BookColumn("目标", 44),
            BookColumn("要求", 22),
            BookColumn("目前", 16),
            BookColumn("完成率（%）", 10),
            BookColumn("可能还有（%）", 10),
            BookColumn("状态", 11, "center"),
            *((BookColumn("来源", 7, "center"),) if sources else ()),
        ),
        rows,
        notes=(
            (
                f"截至{chinese_date(board.results.setting.as_of)}。数字不确定时，"
                "“完成率”是一定达到的部分，“可能还有”是最高与最低之差；没有上限的不画。"
            ),
        ),
        rules=(Rule(6, 6, STATE_SIGNALS),),
        charts=(BookChart(chart, 0, (4, 5)),),
        frozen=1,
        anchor=COMPLETION_SHEET,
    )


def _first_level(board: Board) -> Sequence[BoardRow]:
    with_targets = [row for row in board.rows[1:] if row.standing.statuses]
    first = min((row.depth for row in with_targets), default=0)
    return [row for row in with_targets if row.depth == first]


def _division_row(row: BoardRow) -> BookRow:
    standing = row.standing
    rate = share_of(to_number(standing.on_course * 100)) if standing.due else None
    return BookRow(
        (
            row.name,
            row.division,
            row.level.label if row.level else None,
            len(standing.statuses),
            *(standing.counts[state] for state in State),
            rate,
        )
    )


def _completion_row(number: int, status: TargetStatus, *, sources: bool) -> BookRow:
    share = status.completion
    low: Number | None = None
    high: Number | None = None
    if status.value is not None and share.low is not None:
        low = number_of(share.low)
        if share.is_exact:
            high = 0
        elif share.high is not None:
            high = add(number_of(share.high, up=True), -low)
    label = status.target.label
    return BookRow(
        (
            f"{number}. {_short(label)}",
            label,
            status.bound_text(),
            status.value_text(),
            low,
            high,
            state_text(status.state),
            *((Linked(LEADS, source_anchor(status.target.key)),) if sources else ()),
        )
    )


def _short(label: str) -> str:
    return label if len(label) <= _SHORT else f"{label[: _SHORT - 1]}…"


def _drawn(value: BookValue) -> int | Decimal | None:
    return value if isinstance(value, int | Decimal) else None
