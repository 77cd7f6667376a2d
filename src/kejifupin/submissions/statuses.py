"""Submission statuses as one sequence that filters, counts and shows itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, overload

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.submissions.states import SubmissionState, SubmissionStatus
from kejifupin.submissions.submission import Submission
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue
from kejifupin.terms.shown import Tabular
from kejifupin.terms.views import WHOLE, Cell, Marked, Table, View, count_marks


def _as_tuple(statuses: Iterable[SubmissionStatus]) -> tuple[SubmissionStatus, ...]:
    return tuple(statuses)


@frozen(repr=False)
class SubmissionStatuses(Tabular, Sequence[SubmissionStatus]):
    """A sequence of submission statuses that filters and shows itself (报送情况表).

    Args:
        items: The statuses, by schedule, form and division.
        unasked: What was handed in that no schedule asks of anybody.
        issues: What was found while folding.
    """

    items: tuple[SubmissionStatus, ...] = attrs.field(default=(), converter=_as_tuple)
    unasked: tuple[Submission, ...] = ()
    issues: tuple[Issue, ...] = ()
    column_types: ClassVar[Mapping[str, str]] = {
        "due_on": "day",
        "received_on": "day",
        "days_late": "whole",
        "timely": "flag",
        "complete": "flag",
        "versions": "whole",
    }

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[SubmissionStatus]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> SubmissionStatus: ...
    @overload
    def __getitem__(self, index: slice) -> SubmissionStatuses: ...
    def __getitem__(self, index: int | slice) -> SubmissionStatus | SubmissionStatuses:
        return self._with(self.items[index]) if isinstance(index, slice) else self.items[index]

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str], SubmissionStatus]:
        return {(each.schedule, each.form, each.division): each for each in self.items}

    def where(
        self,
        *,
        form: str | None = None,
        schedule: str | None = None,
        division: str | None = None,
        state: SubmissionState | None = None,
        divisions: Iterable[str] | None = None,
        is_open: bool | None = None,
    ) -> SubmissionStatuses:
        """The statuses that fit every condition given.

        Args:
            form: Kind of the form due.
            schedule: Key of the schedule.
            division: Code of the division, as it was when it owed or as it is now.
            state: How it stands.
            divisions: Codes of divisions, likewise.
            is_open: Whether the sender still has something to do: hand it in, hand in a part that
                lacks, or put right what went back.
        """
        wanted = None if divisions is None else frozenset(divisions)
        return self._with(
            each
            for each in self.items
            if (form is None or each.form == form)
            and (schedule is None or each.schedule == schedule)
            and (division is None or division in (each.division, each.home))
            and (state is None or each.state is state)
            and (wanted is None or each.division in wanted or each.home in wanted)
            and (is_open is None or (each.state.is_open or not each.complete) is is_open)
        )

    def get(self, schedule: str, form: str, division: str) -> SubmissionStatus:
        """The status of one form of one division under one schedule.

        Raises:
            UnknownNameError: Nothing of the kind is owed.
        """
        try:
            return self._index[schedule, form, division]
        except KeyError:
            name = f"{schedule} / {form} @ {division}"
            raise UnknownNameError("submission", name) from None

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The statuses as columns, for any data frame library."""
        rows = self.items
        return {
            "schedule": tuple(each.schedule for each in rows),
            "label": tuple(each.label for each in rows),
            "form": tuple(each.form for each in rows),
            "form_label": tuple(each.form_label for each in rows),
            "cycle": tuple(each.cycle for each in rows),
            "division": tuple(each.division for each in rows),
            "division_name": tuple(each.division_name for each in rows),
            "recipient": tuple(each.recipient for each in rows),
            "state": tuple(each.state.value for each in rows),
            "due_on": tuple(each.due_on for each in rows),
            "received_on": tuple(each.received_on for each in rows),
            "days_late": tuple(each.days_late for each in rows),
            "timely": tuple(each.timely for each in rows),
            "complete": tuple(each.complete for each in rows),
            "missing_parts": tuple(
                "、".join(part.label for part in each.missing_parts) for each in rows
            ),
            "versions": tuple(len(each.versions) for each in rows),
        }

    def _with(self, items: Iterable[SubmissionStatus]) -> SubmissionStatuses:
        return SubmissionStatuses(items, self.unasked, self.issues)

    def table(self) -> Table:
        """The statuses as a table to be shown; of a long one what lacks is first."""
        header = ("报送内容", "表式", "地区", "状态", "时限", "收到", "缺")
        items: Sequence[SubmissionStatus] = self.items
        if len(items) > WHOLE:
            items = sorted(items, key=lambda each: (not each.is_overdue, each.complete))
        return Table(header, items, _cells)

    def view(self) -> View:
        """The statuses with how many stand how."""
        order = {state: at for at, state in enumerate(SubmissionState)}
        states = sorted((each.state for each in self.items), key=order.__getitem__)
        marks = count_marks(Marked(each.label, each.look) for each in states)
        return View(f"报送情况共{len(self)}项", marks, tables=(self.table(),))


def _cells(status: SubmissionStatus) -> tuple[Cell, ...]:
    return (
        status.label,
        status.form_label,
        status.division_name,
        Marked(status.state.label, status.state.look),
        chinese_date(status.due_on),
        chinese_date(status.received_on) if status.received_on else "",
        "、".join(part.label for part in status.missing_parts),
    )
