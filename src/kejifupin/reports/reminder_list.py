"""The reminder list (催报清单) as pages, text and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.reports.passages import in_chinese
from kejifupin.submissions.reminders import HEADER, Reminder, Reminders
from kejifupin.submissions.states import SubmissionState
from kejifupin.terms.display import chinese_date

TITLE = "催报清单"

_WIDTHS = (16, 22, 38, 32, 18, 25, 18, 14, 34, 18)
_PAPER: Final = ("序号", "地区", "报送内容", "时限", "状况", "逾期天数", "还缺")
_PAPER_WIDTHS: Final = (10, 23, 38, 37, 15, 14, 42)
_MOST_TOLD: Final = 30
"""Divisions to each of which it is told on paper; of more the table alone is sent."""
_LEFT: Final = frozenset({"地区", "报送内容", "还缺", "事由"})
_CENTERED = frozenset({"地区代码", "时限", "状态", "逾期天数"})


def reminder_pages(reminders: Reminders, *, on: date) -> tuple[Page, ...]:
    """The reminder list: one table of everything, and what each division is to be told.

    Args:
        reminders: Who is to be reminded of what.
        on: The day of the list.
    """
    header = tuple(PageCell(name, style="header") for name in HEADER)
    rows = tuple(
        tuple(
            PageCell(text, align="center" if name in _CENTERED else "left")
            for name, text in zip(HEADER, each.cells(), strict=True)
        )
        for each in reminders
    )
    count = len(reminders.by_division())
    summary = TextBlock(f"截至{chinese_date(on)}，{count}个地区共{len(reminders)}项需要催报。")
    table = TableBlock(_WIDTHS, (header, *rows), header_rows=1)
    whole = Page(TITLE, (summary, table) if rows else (summary,), landscape=True)
    if not rows:
        return (whole,)
    told = (TextBlock(line) for line in reminder_lines(reminders))
    return (whole, Page("分地区催报", tuple(told), sheet="分地区"))


def reminder_paper(reminders: Reminders, *, on: date) -> tuple[Page, ...]:
    """The reminder list as an official document: who lacks what, and what few are told.

    What one division owes under one schedule by one day stands in one row.

    Args:
        reminders: Who is to be reminded of what.
        on: The day of the list.
    """
    owed = _together(reminders)
    if not owed:
        return (Page(TITLE, (TextBlock(f"截至{chinese_date(on)}，没有需要催报的材料。"),)),)
    reasons = any(each.reason for one in owed for each in one)
    header = (*_PAPER, *(("事由",) if reasons else ()))
    rows = tuple(
        tuple(
            PageCell(text, align="left" if name in _LEFT else "center")
            for name, text in zip(header, _paper_row(number, each, reasons=reasons), strict=True)
        )
        for number, each in enumerate(owed, 1)
    )
    head = tuple(PageCell(name, style="header") for name in header)
    units = len(reminders.by_division())
    summary = f"截至{chinese_date(on)}，{units}个地区共{len(reminders)}份材料需要催报，分列如下。"
    widths = (*_PAPER_WIDTHS, *((26,) if reasons else ()))
    table = TableBlock(widths, (head, *rows), header_rows=1)
    whole = Page(TITLE, (TextBlock(summary), table), landscape=True)
    if units > _MOST_TOLD:
        return (whole,)
    return (whole, Page("分地区催报", tuple(_told(owed)), sheet="分地区"))


def _together(reminders: Reminders) -> tuple[tuple[Reminder, ...], ...]:
    """Reminders by division, schedule and last day."""
    found: dict[tuple[str, str, date], list[Reminder]] = {}
    for each in reminders:
        status = each.status
        found.setdefault((status.division, status.label, status.due_on), []).append(each)
    return tuple(map(tuple, found.values()))


def _paper_row(number: int, owed: Sequence[Reminder], *, reasons: bool) -> tuple[str, ...]:
    first = owed[0].status
    overdue = max(each.days_overdue for each in owed)
    why = dict.fromkeys(each.reason for each in owed if each.reason)
    return (
        str(number),
        first.division_name,
        first.label,
        chinese_date(first.due_on),
        "、".join(dict.fromkeys(map(_state, owed))),
        str(overdue or "—"),
        _lacking(owed),
        *(("；".join(why),) if reasons else ()),
    )


def _state(reminder: Reminder) -> str:
    """How it stands: what came without all that belongs to it is not whole."""
    state = reminder.status.state
    return state.label if state.is_open else "未报全"


def _lacking(owed: Sequence[Reminder]) -> str:
    return "、".join(dict.fromkeys(part for each in owed for part in each.lacking))


def _told(owed: Sequence[Sequence[Reminder]]) -> Iterator[TextBlock]:
    """What each division is to be told, below its name."""
    by_division: dict[str, list[Sequence[Reminder]]] = {}
    for each in owed:
        by_division.setdefault(each[0].status.division, []).append(each)
    for number, groups in enumerate(by_division.values(), 1):
        name = groups[0][0].status.division_name
        yield TextBlock(f"{in_chinese(number)}、{name}", "heading1")
        for place, group in enumerate(groups, 1):
            mark = f"{place}." if len(groups) > 1 else ""
            yield TextBlock(f"{mark}{_sentence(group)}")


def _sentence(owed: Sequence[Reminder]) -> str:
    first, overdue = owed[0], max(each.days_overdue for each in owed)
    over = f"，已逾期{overdue}天" if overdue else ""
    due = f"{first.status.label}应于{chinese_date(first.status.due_on)}前报{first.recipient_name}"
    why = "；".join(dict.fromkeys(each.reason for each in owed if each.reason))
    again = f"其中{why}，请改正后重报。" if why else ""
    silent = all(each.status.state is SubmissionState.MISSING for each in owed)
    return f"{due}，{'至今未报' if silent else '还缺'}{_lacking(owed)}{over}，请尽快报送。{again}"


def reminder_lines(reminders: Reminders) -> tuple[str, ...]:
    """What each division is to be told, a line for each thing, by division."""
    return tuple(each.text() for group in reminders.by_division().values() for each in group)
