"""How many forms were owed, came, came in time, came whole: counts that add up the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

import attrs
from attrs import frozen

from kejifupin.records.reach import Reach
from kejifupin.submissions.states import SubmissionState, SubmissionStatus

_NONE: Mapping[SubmissionState, int] = MappingProxyType({})


@frozen
class ReportingRates:
    """Completeness and timeliness of what was owed (报送率).

    Counts add: those of a division are those of everything in it.

    Args:
        states: How many submissions stand in each state; every one owed stands in one.
        timely: How many came in time.
        undated: How many are there of which nobody says whether in time.
        complete: How many are there with every required part.
    """

    states: Mapping[SubmissionState, int] = attrs.field(default=_NONE, hash=False)
    timely: int = 0
    undated: int = 0
    complete: int = 0

    @classmethod
    def of(cls, status: SubmissionStatus) -> ReportingRates:
        """The counts of one submission."""
        return cls(
            {status.state: 1},
            int(status.timely is True),
            int(status.received and status.timely is None),
            int(status.complete),
        )

    def __add__(self, other: ReportingRates) -> ReportingRates:
        states = {
            state: self.states.get(state, 0) + other.states.get(state, 0)
            for state in SubmissionState
            if state in self.states or state in other.states
        }
        return ReportingRates(
            states,
            self.timely + other.timely,
            self.undated + other.undated,
            self.complete + other.complete,
        )

    @property
    def expected(self) -> int:
        """How many are owed, those not yet due among them."""
        return sum(self.states.values())

    @property
    def due(self) -> int:
        """How many are owed by now: those that came, and those whose last day is over."""
        return self.expected - self.states.get(SubmissionState.NOT_YET_DUE, 0)

    @property
    def received(self) -> int:
        """How many are there."""
        return sum(count for state, count in self.states.items() if state.is_handed_in)

    @property
    def missing(self) -> int:
        """How many should be there and are not."""
        return self.due - self.received

    @property
    def received_share(self) -> Fraction | None:
        """Share of what is owed by now that is there (报送率); None where nothing is yet."""
        return self._share(self.received)

    @property
    def timely_share(self) -> Fraction | None:
        """Share of it that came in time (及时率); what nobody dated does not count."""
        return self._share(self.timely)

    @property
    def complete_share(self) -> Fraction | None:
        """Share of it that is there with every required part (完整率)."""
        return self._share(self.complete)

    def _share(self, count: int) -> Fraction | None:
        return Fraction(count, self.due) if self.due else None


def reporting_rates(
    statuses: Iterable[SubmissionStatus], reach: Reach
) -> Mapping[tuple[str, str | None], ReportingRates]:
    """The rates of each division and form, and of each division for all forms together.

    Args:
        statuses: How each submission stands.
        reach: The divisions, each below the one that its counts add to.

    Returns:
        (division, form) → its counts and those of everything in it; the form is None for all
        forms. Sorted by division, then by form, all forms first. A submission whose division left
        no trace counts for the scope.
    """
    found: dict[tuple[str, str | None], ReportingRates] = {}
    for status in statuses:
        own = ReportingRates.of(status)
        chain = reach.chain(status.home or reach.scope) or (reach.scope,)
        for division in chain:
            for form in (None, status.form):
                key = (division, form)
                found[key] = found[key] + own if key in found else own
    return dict(sorted(found.items(), key=lambda each: (each[0][0], each[0][1] or "")))
