"""How every target stands: the board at a glance, and a row of figures for each status."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Final

from kejifupin.indicators.values import cut_number
from kejifupin.office.book import BookColumn, BookRow, BookSheet, BookValue, Linked, Rule
from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.states import STATE_SIGNS
from kejifupin.reports.status_tables import head_words
from kejifupin.reports.workbook.signals import STATE_SIGNALS, state_text
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval

BOARD_SHEET: Final = "状态板"
TARGETS_SHEET: Final = "目标任务"
OPEN_END: Final = "不封顶"
"""What stands for an end of possible values that nobody knows."""
_IN_SIGHT: Final = 200
"""Rows of the board that are in sight at first, if its levels allow."""
_MOST_LINKED: Final = 2_000
LEADS: Final = "查看"
"""What stands in a cell that leads to where a figure comes from."""
_NAMED: Final = 20
_FIRST_TARGET: Final = 3


def board_sheet(board: Board) -> BookSheet:
    """Divisions down, targets across: a light wherever something was promised.

    Args:
        board: The board.
    """
    depth = _depth_in_sight(board)
    last = _FIRST_TARGET + len(board.targets) - 1
    rules = (Rule(_FIRST_TARGET, last, STATE_SIGNALS),) if board.targets else ()
    return BookSheet(
        BOARD_SHEET,
        f"{programme_title(board)}{BOARD_SHEET}",
        (
            BookColumn("地区", 22),
            BookColumn("区划代码", 13, "center"),
            BookColumn("级别", 7, "center"),
            *(BookColumn(head_words(each.label), 13, "center") for each in board.targets),
        ),
        _board_rows(board, depth),
        notes=(
            counts_text(board),
            "空白表示这项目标对该地区没有要求。点地区名看各项数字。",
            _fold_note(board, depth),
        ),
        rules=rules,
        frozen=1,
        depth=max((row.depth for row in board.rows), default=0),
        anchor=BOARD_SHEET,
    )


def targets_sheet(board: Board, *, sources: bool) -> BookSheet:
    """A row for each division and target, with its figures as numbers.

    Args:
        board: The board.
        sources: Whether targets lead to where their figures come from.
    """
    number = sum(len(row.standing.statuses) for row in board.rows)
    linked = sources and number <= _MOST_LINKED
    state = _COLUMNS.index(_STATE)
    done = _COLUMNS.index(_DONE)
    return BookSheet(
        TARGETS_SHEET,
        f"{board.rows[0].name}{TARGETS_SHEET}完成情况",
        (*_COLUMNS, BookColumn("来源", 7, "center")) if linked else _COLUMNS,
        _target_rows(board, linked=linked),
        notes=(
            (
                f"截至{chinese_date(board.results.setting.as_of)}，共{number}项。数字不确定时"
                f"“目前”给出最低和最高，“{OPEN_END}”表示最高多少说不准；状态看的是全部可能。"
            ),
        ),
        rules=(Rule(state, state, STATE_SIGNALS),),
        bars=(done,),
        frozen=1,
        anchor=TARGETS_SHEET,
    )


def source_anchor(target: str) -> str:
    """Where the sources of a target's figures begin."""
    return f"source {target}"


def programme_title(board: Board) -> str:
    """The division and the programme, which may name it already."""
    name, title = board.rows[0].name, board.results.setting.definition.title
    return title if title.startswith(name) else f"{name}{title}"


def counts_text(board: Board) -> str:
    """The day and how many statuses stand how, which is the legend as well."""
    counts = board.counts
    told = "　".join(
        f"{STATE_SIGNS[state]}{state.label}{counts.get(state.value, 0)}" for state in State
    )
    n_divisions = sum(bool(row.standing.statuses) for row in board.rows)
    day = chinese_date(board.results.setting.as_of)
    return f"截至{day}，{n_divisions}个地区、{len(board.targets)}项目标：{told}"


def number_of(number: Number, *, up: bool = False) -> Number:
    """A figure as a cell keeps it: a quotient without end is cut, never to what it misses."""
    return number if isinstance(number, int) else Decimal(cut_number(number, up=up))


def share_of(per_cent: Number, *, up: bool = False) -> Decimal:
    """A percentage as a share, for cells that show shares in per cent."""
    return Decimal(number_of(per_cent, up=up)).scaleb(-2)


_DONE: Final = BookColumn("完成率", 10, format="0.00%")
_STATE: Final = BookColumn("状态", 11, "center")
STATUS_COLUMNS: Final = (
    BookColumn("目标", 34),
    BookColumn("要求", 22),
    BookColumn("期限", 12, "center"),
    BookColumn("序时应达", 10, "right"),
    BookColumn("目前（最低）", 10, "right"),
    BookColumn("目前（最高）", 10, "right"),
    BookColumn("单位", 7, "center"),
    _DONE,
    BookColumn("完成率（最高）", 10, "right", format="0.00%"),
    BookColumn("差额", 9, "right"),
    _STATE,
    BookColumn("缺报数", 8, "right"),
)
"""The columns of the figures of one status."""
_COLUMNS: Final = (
    BookColumn("地区", 20),
    BookColumn("区划代码", 13, "center"),
    BookColumn("级别", 6, "center"),
    *STATUS_COLUMNS,
    BookColumn("缺报单位", 26),
    BookColumn("依据", 40),
    BookColumn("备注", 24),
)


def _board_rows(board: Board, depth: int) -> Iterator[BookRow]:
    nodes = {row.parent for row in board.rows}
    for row in board.rows:
        cells = row.cells
        lights = (
            state_text(cells[each.key].state) if each.key in cells else None
            for each in board.targets
        )
        name = Linked(row.name, _status_anchor(row)) if row.standing.statuses else row.name
        yield BookRow(
            (name, row.division, row.level.label if row.level else None, *lights),
            row.depth,
            hidden=row.depth > depth,
            folds=row.depth == depth and row.division in nodes,
        )


def _target_rows(board: Board, *, linked: bool) -> Iterator[BookRow]:
    name_of = board.results.setting.division_name
    for row in board.rows:
        for at, status in enumerate(row.standing.statuses):
            target = status.target
            leads = Linked(LEADS, source_anchor(target.key)) if linked else None
            missing = "、".join(map(name_of, status.missing[:_NAMED]))
            more = len(status.missing) - _NAMED
            yield BookRow(
                (
                    row.name,
                    row.division,
                    row.level.label if row.level else None,
                    *figures_of(status),
                    f"{missing}等，另有{more}个" if more > 0 else missing,
                    str(target.citation),
                    "；".join(_remarks(status)),
                    *((leads,) if linked else ()),
                ),
                anchor=None if at else _status_anchor(row),
            )


def figures_of(status: TargetStatus) -> tuple[BookValue, ...]:
    """The figures of a status, one for each of `STATUS_COLUMNS`."""
    return (
        status.target.label,
        status.bound_text(),
        status.due_on,
        None if status.pace is None else number_of(status.pace, up=True),
        *ends_of(status.value),
        status.unit,
        *_completion(status),
        _gap(status),
        state_text(status.state),
        status.missing_count,
    )


def ends_of(value: Interval | None) -> tuple[BookValue, BookValue]:
    """The least and the greatest of possible values as cells; empty where there is no value."""
    if value is None:
        return None, None
    high = value.high
    if value.is_exact:
        exact = number_of(value.low or 0)
        return exact, exact
    return (
        "不明" if value.low is None else number_of(value.low),
        OPEN_END if high is None else number_of(high, up=True),
    )


def _completion(status: TargetStatus) -> tuple[BookValue, BookValue]:
    if status.value is None:
        return None, None
    share = status.completion
    low = None if share.low is None else share_of(share.low)
    if share.is_exact:
        return low, low
    return (
        "不明" if low is None else low,
        OPEN_END if share.high is None else share_of(share.high, up=True),
    )


def _gap(status: TargetStatus) -> BookValue:
    if status.value is None:
        return None
    gap = status.gap
    return "不明" if gap is None else number_of(gap, up=True)


def _remarks(status: TargetStatus) -> Iterator[str]:
    if status.value is not None and status.value.high_open:
        yield "最高不含本数"
    yield from status.notes()


def _status_anchor(row: BoardRow) -> str:
    return f"status {row.division}"


def _depth_in_sight(board: Board) -> int:
    """The deepest level at which no more rows are in sight than one looks through."""
    deepest = max((row.depth for row in board.rows), default=0)
    numbers = [0] * (deepest + 1)
    for row in board.rows:
        numbers[row.depth] += 1
    fitting = [at for at, count in enumerate(accumulate(numbers)) if count <= _IN_SIGHT]
    return max(1, *fitting) if fitting else 1


def _fold_note(board: Board, depth: int) -> str:
    folded = sum(row.depth > depth for row in board.rows)
    if not folded:
        return ""
    return f"共{len(board.rows)}行，下级{folded}行已折叠：点左上角的数字或行号旁的“+”展开。"
