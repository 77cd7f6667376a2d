"""What is said of statuses, worked out once for all that are alike."""

from __future__ import annotations

import attrs
from attrs import frozen

from kejifupin.indicators.values import interval_text
from kejifupin.reports.figures import PERCENT, asked_text
from kejifupin.reports.overview import is_due
from kejifupin.reports.page.courses import Course, ends_of, make_course, measure_of
from kejifupin.reports.page.texts import Texts
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import format_number


@frozen
class Saying:
    """What is said of one status (状态说明).

    Args:
        value: Number of its value's text.
        rate: Number of the text of its rate.
        notes: Number of the text of gap, notes and forecast.
        demand: Number of its demand.
        low: Least possible value in thousandths of what is promised; None where it is open.
        high: The greatest.
        completion: Its rate where that is known exactly, so that it can be first or last.
        is_due: Whether something is asked for by the day.
    """

    value: int
    rate: int
    notes: int
    demand: int
    low: int | None
    high: int | None
    completion: Interval | None
    is_due: bool


class Sayings:
    """What is said of the statuses of a page; thousands of villages have the same few figures.

    Args:
        texts: Where texts are written.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._known: dict[tuple[object, ...], Saying] = {}
        self._demands: dict[tuple[object, ...], int] = {}
        self._numbers: dict[tuple[int, bool], int] = {}
        self._courses: dict[Course, int] = {}

    def of(self, status: TargetStatus) -> Saying:
        """What is said of a status; demands are shared, so that one is known by being the same."""
        if status.target.bound.stretch is not None or status.target.baseline is not None:
            # The notes speak of more than value and demand.
            return self._make(status)
        key = (id(status.demand), status.counts_members, status.state, status.value)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._make(status)
        return found

    def demands(self) -> list[object]:
        """Each demand: texts of bound, both days, pace and its kind; course; milestones."""
        return [list(key) for key in self._demands]

    def courses(self) -> list[object]:
        """Each course with its points."""
        return [attrs.asdict(each) for each in self._courses]

    def _make(self, status: TargetStatus) -> Saying:
        value = status.value
        low, high = (None, None) if value is None else ends_of(value, measure_of(status.bound))
        completion = status.completion
        return Saying(
            self._texts.add(status.value_text()),
            self._texts.add(rate_words(status)),
            self._texts.add(_notes(status)),
            self._demand(status),
            low,
            high,
            completion if value is not None and completion.is_exact else None,
            is_due(status),
        )

    def _demand(self, status: TargetStatus) -> int:
        own = (id(status.demand), status.counts_members)
        number = self._numbers.get(own)
        if number is None:
            key = self._demand_key(status)
            number = self._numbers[own] = self._demands.setdefault(key, len(self._demands))
        return number

    def _demand_key(self, status: TargetStatus) -> tuple[object, ...]:
        bound, add = status.bound, self._texts.add
        if status.counts_members and bound.at_least is not None:
            # All members there are is no ceiling that one could break through.
            bound = attrs.evolve(bound, at_most=None, stretch=None)
        course = make_course(bound, status.clock, status.rhythm)
        milestones = (
            add(f"{chinese_date(each.due_on)}：{each.bound.text(status.unit)}")
            for each in status.rhythm.milestones
        )
        return (
            add(status.bound_text()),
            add(chinese_date(status.clock.start)),
            add(chinese_date(status.due_on)),
            add(pace_words(status)),
            add(status.rhythm.pace.label),
            self._courses.setdefault(course, len(self._courses)),
            tuple(milestones),
        )


def pace_words(status: TargetStatus) -> str:
    """What is asked for by the day, of whole things as the bulletin says it; empty for nothing."""
    if status.pace is None:
        return ""
    exact = status.unit == PERCENT
    return f"{format_number(status.pace)}{PERCENT}" if exact else asked_text(status)


def rate_words(status: TargetStatus) -> str:
    """How much of a target is done, cut as its value is; a stroke where there are no data."""
    return "—" if status.value is None else interval_text(status.completion, "%")


def _notes(status: TargetStatus) -> str:
    """Gap, notes and forecast in words."""
    parts = [status.gap_text(), *status.notes()]
    if (forecast := status.forecast) is not None:
        shown = interval_text(forecast.value, status.unit)
        parts.append(f"预计到期为{shown}（{forecast.method.label}）")
    return "；".join(filter(None, parts))
