"""The reminder list (催报清单) as pages, text and tables."""

from __future__ import annotations

from datetime import date

from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.submissions.reminders import HEADER, Reminders
from kejifupin.terms.display import chinese_date

TITLE = "催报清单"

_WIDTHS = (16, 22, 38, 32, 18, 25, 18, 14, 34, 18)
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


def reminder_lines(reminders: Reminders) -> tuple[str, ...]:
    """What each division is to be told, a line for each thing, by division."""
    return tuple(each.text() for group in reminders.by_division().values() for each in group)
