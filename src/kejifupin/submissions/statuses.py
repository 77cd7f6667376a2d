"""Submission statuses as one sequence that filters, counts and shows itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.submissions.states import SubmissionState, SubmissionStatus
from kejifupin.submissions.submission import Submission
from kejifupin.terms.display import chinese_date, html_table
from kejifupin.terms.issues import Issue


def _as_tuple(statuses: Iterable[SubmissionStatus]) -> tuple[SubmissionStatus, ...]:
    return tuple(statuses)


@frozen(repr=False)
class SubmissionStatuses(Sequence[SubmissionStatus]):
    """A sequence of submission statuses that filters and shows itself (报送情况表).

    Args:
        items: The statuses, by schedule, form and division.
        unasked: What was handed in that no schedule asks of anybody.
        issues: What was found while folding.
    """

    items: tuple[SubmissionStatus, ...] = attrs.field(default=(), converter=_as_tuple)
    unasked: tuple[Submission, ...] = ()
    issues: tuple[Issue, ...] = ()

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

    def __repr__(self) -> str:
        counts = (
            f"{state.label}{count}"
            for state in SubmissionState
            if (count := sum(each.state is state for each in self.items))
        )
        return f"<SubmissionStatuses: 共{len(self)}项 {' '.join(counts)}>"

    def _repr_html_(self) -> str:
        return html_table(
            ("报送内容", "表式", "地区", "状态", "时限", "收到", "缺"),
            (
                (
                    each.label,
                    each.form_label,
                    each.division_name,
                    each.state.label,
                    chinese_date(each.due_on),
                    chinese_date(each.received_on) if each.received_on else "",
                    "、".join(part.label for part in each.missing_parts),
                )
                for each in self.items
            ),
            total=len(self),
        )
