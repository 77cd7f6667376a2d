"""Who has to be reminded of what (催报清单)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, overload

import attrs
from attrs import frozen

from kejifupin.records.setting import Setting
from kejifupin.submissions.events import EventKind
from kejifupin.submissions.states import SubmissionState, SubmissionStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.shown import Tabular
from kejifupin.terms.views import Cell, Marked, Table, View

HEADER = (
    "地区代码",
    "地区",
    "报送内容",
    "表式",
    "收文单位",
    "时限",
    "状态",
    "逾期天数",
    "还缺",
    "事由",
)
"""The columns of the reminder list."""


@frozen
class Reminder:
    """One form of which a division is to be reminded (催报).

    Args:
        status: How the form stands.
        recipient_name: Name of the division with which it is due.
        silent_names: Names of the divisions below whose forms lack.
    """

    status: SubmissionStatus
    recipient_name: str
    silent_names: tuple[str, ...] = ()

    @property
    def days_overdue(self) -> int:
        """Days since the last day of receipt; 0 where that is not over."""
        as_of, due_on = self.status.as_of, self.status.due_on
        return 0 if as_of is None else max(0, (as_of - due_on).days)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What still has to come: parts by their labels, forms of divisions below by name."""
        if self.status.state.is_open:
            whole = self.status.form_label
            parts = (each.label for each in self.status.missing_parts if not each.form)
            return (whole, *parts)
        below = "、".join(self.silent_names)
        return (
            *(each.label for each in self.status.missing_parts),
            *((f"{self.status.form_label}（{below}）",) if below else ()),
        )

    @property
    def reason(self) -> str:
        """Why it went back or was taken back, empty where it did not."""
        kinds = (EventKind.RETURNED, EventKind.WITHDRAWN)
        told = [each for each in self.status.events if each.kind in kinds and each.part is None]
        return told[-1].text() if told and self.status.state.is_open else ""

    def cells(self) -> tuple[str, ...]:
        """The reminder as a row below `HEADER`."""
        status = self.status
        return (
            status.division,
            status.division_name,
            status.label,
            status.form_label,
            self.recipient_name,
            status.due_on.isoformat(),
            status.state.label,
            str(self.days_overdue or ""),
            "、".join(self.lacking),
            self.reason,
        )

    def text(self) -> str:
        """The reminder as a sentence to its division."""
        status = self.status
        due = f"{status.label}应于{chinese_date(status.due_on)}前报{self.recipient_name}"
        if status.state is SubmissionState.RETURNED:
            said = f"{status.form_label}{self.reason or '已退回'}，请改正后重报"
        else:
            over = f"，已逾期{self.days_overdue}天" if self.days_overdue else ""
            said = f"还缺{'、'.join(self.lacking)}{over}，请尽快报送"
        return f"{status.division_name}：{due}；{said}。"


def _as_tuple(reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
    return tuple(reminders)


@frozen(repr=False)
class Reminders(Tabular, Sequence[Reminder]):
    """A sequence of reminders that filters and shows itself (催报清单)."""

    items: tuple[Reminder, ...] = attrs.field(default=(), converter=_as_tuple)
    column_types: ClassVar[Mapping[str, str]] = {
        "due_on": "day",
        "days_overdue": "whole",
        "lacking": "texts",
    }

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Reminder]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Reminder: ...
    @overload
    def __getitem__(self, index: slice) -> Reminders: ...
    def __getitem__(self, index: int | slice) -> Reminder | Reminders:
        return Reminders(self.items[index]) if isinstance(index, slice) else self.items[index]

    def by_division(self) -> Mapping[str, Reminders]:
        """Code of each division to be reminded → its reminders, by code."""
        found: dict[str, list[Reminder]] = {}
        for each in self.items:
            found.setdefault(each.status.division, []).append(each)
        return {code: Reminders(found[code]) for code in sorted(found)}

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The reminders as columns, for any data frame library."""
        rows = self.items
        return {
            "division": tuple(each.status.division for each in rows),
            "division_name": tuple(each.status.division_name for each in rows),
            "schedule": tuple(each.status.schedule for each in rows),
            "label": tuple(each.status.label for each in rows),
            "form": tuple(each.status.form for each in rows),
            "form_label": tuple(each.status.form_label for each in rows),
            "recipient": tuple(each.status.recipient for each in rows),
            "recipient_name": tuple(each.recipient_name for each in rows),
            "due_on": tuple(each.status.due_on for each in rows),
            "state": tuple(each.status.state.value for each in rows),
            "days_overdue": tuple(each.days_overdue for each in rows),
            "lacking": tuple(each.lacking for each in rows),
            "reason": tuple(each.reason for each in rows),
        }

    def view(self) -> View:
        """The reminders with how many divisions they go to."""
        title = f"催报{len(self.by_division())}个地区共{len(self)}项"
        return View(title, tables=(Table(HEADER, self.items, _cells, ("逾期天数",)),))


def _cells(reminder: Reminder) -> tuple[Cell, ...]:
    state = reminder.status.state
    marks = {state.label: Marked(state.label, state.look)}
    at = HEADER.index("状态")
    cells = reminder.cells()
    return (*cells[:at], marks[cells[at]], *cells[at + 1 :])


def find_reminders(
    statuses: Iterable[SubmissionStatus], setting: Setting, *, ahead: int = 0
) -> Reminders:
    """What divisions are to be reminded of.

    It is what should be there and is not, went back and did not come again, or lacks a required
    part; and what is due within so many days.

    Args:
        statuses: How each submission stands on the setting's day.
        setting: The programme and its day.
        ahead: Days before the last day from which a division is reminded.

    Returns:
        The reminders by division, then by day due.
    """
    until = setting.as_of + timedelta(days=ahead)
    open_ones = (each for each in statuses if _is_wanted(each, until))
    found = sorted(open_ones, key=lambda each: (each.division, each.due_on, each.key[0]))
    return Reminders(
        Reminder(
            each,
            setting.division_name(each.recipient) if each.recipient else "",
            tuple(setting.division_name(code) for code in each.silent),
        )
        for each in found
    )


def _is_wanted(status: SubmissionStatus, until: date) -> bool:
    if status.state is SubmissionState.RETURNED:
        return True
    open_still = status.state.is_open or not status.complete
    return open_still and (status.is_overdue or status.due_on <= until)
