"""The lines that a target asks to be kept to, from its first day to its last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from kejifupin.reports.pictures.amounts import amount_text
from kejifupin.targets.forecast import Forecast, forecast_from_two
from kejifupin.targets.pace import Pace, expected_by
from kejifupin.targets.past import PastPoint
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.intervals import Interval
from kejifupin.terms.spans import Period

Point = tuple[date, Number]


@frozen
class Curve:
    """One line (线).

    Args:
        look: How it is drawn: pace, allowed, bound, stretch or milestone.
        label: What it is, in Chinese.
        points: Its points by their days.
    """

    look: str
    label: str
    points: tuple[Point, ...]


def pace_curves(status: TargetStatus) -> Iterator[Curve]:
    """What a target asks for, as lines.

    Args:
        status: How it stands on a day.
    """
    clock, bound, rhythm = status.clock, status.bound, status.rhythm
    expected = [
        (day, expected_by(bound, evolve(clock, as_of=day), rhythm)) for day in _days(status)
    ]
    if bound.at_least is not None and rhythm.pace is not Pace.NONE:
        points = [(day, each.at_least) for day, each in expected]
        yield _curve("pace", "序时应达", points)
    if bound.at_most is not None and rhythm.start is not None:
        points = [(day, each.at_most) for day, each in expected]
        yield _curve("allowed", "序时允许", points)
    for word, end in _ends(status):
        days = ((clock.start, end), (clock.due_on, end))
        look = "stretch" if word == "力争" else "bound"
        yield Curve(look, f"{word}{amount_text(end, status.unit)}", days)
    marks = [
        (each.due_on, end)
        for each in rhythm.milestones
        for end in (each.bound.at_least, each.bound.at_most)
    ]
    if marks:
        yield _curve("milestone", "阶段目标", marks)


def _curve(look: str, label: str, points: Sequence[tuple[date, Number | None]]) -> Curve:
    return Curve(look, label, tuple((day, end) for day, end in points if end is not None))


def _ends(status: TargetStatus) -> Iterator[tuple[str, Number]]:
    bound = status.bound
    if bound.is_exact and bound.at_least is not None:
        yield "要求恰好", bound.at_least
        return
    words = (("要求至少", bound.at_least), ("要求不超过", bound.at_most), ("力争", bound.stretch))
    yield from ((word, end) for word, end in words if end is not None)


def _days(status: TargetStatus) -> Sequence[date]:
    """The days at which the line turns: between them it runs straight, by any rhythm."""
    clock = status.clock
    days = {clock.start, clock.due_on - timedelta(days=1), clock.due_on}
    for each in status.rhythm.milestones:
        days.update(each.due_on + timedelta(days=off) for off in (-1, 0, 1))
    day = clock.start
    while day < clock.due_on:
        month = Period.month(day.year, day.month)
        days.add(month.end)
        day = month.end + timedelta(days=1)
    return sorted(day for day in days if clock.start <= day <= clock.due_on)


def pace_forecast(last: TargetStatus, before: Sequence[PastPoint] = ()) -> Forecast | None:
    """Where things lead if they go on, None where that cannot be told.

    Args:
        last: How the target stands.
        before: How it stood on earlier days, by day: the last of them tells with it.
    """
    if last.value is None or last.value == Interval.unknown():
        return None
    known = [(each.as_of, each.value) for each in before if each.value is not None]
    if known and not last.counts_members:
        found = forecast_from_two(known[-1], (last.as_of, last.value), last.due_on)
    else:
        found = last.forecast
    # A line to anywhere would be drawn somewhere.
    return None if found is None or found.value == Interval.unknown() else found
