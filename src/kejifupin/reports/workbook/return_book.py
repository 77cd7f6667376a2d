"""What goes back to one sender as a workbook: the cells to correct, how its targets stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from kejifupin.office.book import Book, BookColumn, BookRow, BookSheet, Rule
from kejifupin.reports.workbook.issues import COLUMNS, issue_row, issue_rules
from kejifupin.reports.workbook.signals import STATE_SIGNALS
from kejifupin.reports.workbook.statuses import STATUS_COLUMNS, figures_of
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue, Issues

STANDING_SHEET: Final = "报送情况"
STATUSES_SHEET: Final = "目标任务"
_ANSWER: Final = (BookColumn("改后内容", 16), BookColumn("办理情况", 12, "center"))
_STATE: Final = "状态"


def return_book(
    title: str,
    head: Sequence[str],
    issues: Issues,
    *,
    root: str,
    on: date,
    shown: Callable[[Issue], str],
    standing: Sequence[str] = (),
    statuses: Sequence[TargetStatus] = (),
) -> Book:
    """The workbook of a sender, with room to write what was done about each issue.

    Args:
        title: Its title, and the name of the list.
        head: What stands above the list: whose it is, how much is wrong, until when.
        issues: The issues, file by file.
        root: The beginning that all file names share, which says nothing to a sender.
        on: The day of the list.
        shown: Gives what stood in the cell of an issue, masked where it may be personal.
        standing: How what the sender owes stands, a line for each form.
        statuses: How the sender's own targets stand.
    """
    rows = (
        _with_answer(issue_row(number, each, shown(each), root))
        for number, each in enumerate(issues, 1)
    )
    found = [
        BookSheet(
            title,
            title,
            (*COLUMNS[:-1], *_ANSWER),
            rows,
            notes=tuple(head),
            rules=issue_rules(),
            frozen=3,
        )
    ]
    if statuses:
        found.append(_statuses_sheet(statuses, on))
    if standing:
        lines = tuple(BookRow((number, line)) for number, line in enumerate(standing, 1))
        columns = (BookColumn("序号", 6, "center"), BookColumn(STANDING_SHEET, 110))
        day = f"截至{chinese_date(on)}"
        found.append(BookSheet(STANDING_SHEET, STANDING_SHEET, columns, lines, notes=(day,)))
    return Book(tuple(found), title, head[0] if head else "")


def _with_answer(row: BookRow) -> BookRow:
    """A row of the list without the code, which says nothing to a sender, and with room."""
    return row._replace(values=(*row.values[:-1], *(None for _ in _ANSWER)))


def _statuses_sheet(statuses: Sequence[TargetStatus], on: date) -> BookSheet:
    state = next(at for at, each in enumerate(STATUS_COLUMNS) if each.label == _STATE)
    return BookSheet(
        STATUSES_SHEET,
        "目标任务进展",
        STATUS_COLUMNS,
        tuple(_status_rows(statuses)),
        notes=(f"截至{chinese_date(on)}，共{len(statuses)}项。",),
        rules=(Rule(state, state, STATE_SIGNALS),),
        frozen=1,
    )


def _status_rows(statuses: Sequence[TargetStatus]) -> Iterator[BookRow]:
    for each in statuses:
        yield BookRow(figures_of(each))
