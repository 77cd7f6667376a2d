"""The way that a figure is expected to go from the first day to the due day, as points to draw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import floor

import attrs
from attrs import frozen

from kejifupin.targets.pace import Clock, Pace, Rhythm, expected_by
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.spans import Period

Point = tuple[int, int]
"""Thousandths of the time drawn, and thousandths of the course's measure."""


@frozen
class Course:
    """What is expected day by day (序时曲线).

    Args:
        floor: How much at least; a point wherever the way turns.
        ceiling: How much at most.
        milestones: What had to be reached on the way.
        due: Thousandths of the time at which it is due.
        now: The same for the day asked about.
        low: Floor of what is promised in the end, in thousandths; None where there is none.
        high: Its ceiling.
    """

    floor: tuple[Point, ...]
    ceiling: tuple[Point, ...]
    milestones: tuple[Point, ...]
    due: int
    now: int
    low: int | None
    high: int | None


@lru_cache(maxsize=4096)
def make_course(bound: Bound, clock: Clock, rhythm: Rhythm) -> Course:
    """The course of a demand; the time drawn ends on the due day or the day asked about.

    Args:
        bound: What must hold in the end.
        clock: The first day, the due day, and the day asked about.
        rhythm: How the work is expected to advance.
    """
    whole = measure_of(bound)

    def across(day: date) -> int:
        return time_of(clock, day)

    floors: list[Point] = []
    ceilings: list[Point] = []
    for day in _days(clock, rhythm):
        expected = expected_by(bound, attrs.evolve(clock, as_of=day), rhythm)
        for points, amount in ((floors, expected.at_least), (ceilings, expected.at_most)):
            if amount is not None:
                points.append((across(day), thousandths(amount, whole)))
    return Course(
        tuple(floors),
        tuple(ceilings),
        tuple(
            (across(each.due_on), thousandths(end, whole))
            for each in rhythm.milestones
            if (end := _end(each.bound)) is not None
        ),
        across(clock.due_on),
        across(clock.as_of),
        None if bound.at_least is None else thousandths(bound.at_least, whole),
        None if bound.at_most is None else thousandths(bound.at_most, whole),
    )


def time_of(clock: Clock, day: date) -> int:
    """A day in thousandths of the time that is drawn, from 0 to 1000.

    Args:
        clock: The first day, the due day, and the day asked about.
        day: The day.
    """
    span = max((max(clock.due_on, clock.as_of) - clock.start).days, 1)
    return min(max((day - clock.start).days * 1000 // span, 0), 1000)


def measure_of(bound: Bound) -> Number:
    """The amount that is drawn as a thousand thousandths: the greater end of what is promised."""
    measure: Number = 0
    for end in (bound.at_least, bound.at_most):
        if end is not None:
            measure = max(measure, end, -end)
    return measure or 1


def thousandths(amount: Number, whole: Number) -> int:
    """An amount in thousandths of another, cut.

    >>> thousandths(2, 3)
    666
    """
    return floor(Fraction(amount) * 1000 / Fraction(whole))


def ends_of(value: Interval, whole: Number) -> tuple[int | None, int | None]:
    """The least and the greatest of possible values in thousandths; None where they are open."""
    low, high = value.low, value.high
    return (
        None if low is None else thousandths(low, whole),
        None if high is None else thousandths(high, whole),
    )


def _end(bound: Bound) -> Number | None:
    return bound.at_most if bound.at_least is None else bound.at_least


def _days(clock: Clock, rhythm: Rhythm) -> tuple[date, ...]:
    """The days between which nothing turns."""
    return tuple(sorted({day for day in _turns(clock, rhythm) if clock.start <= day}))


def _turns(clock: Clock, rhythm: Rhythm) -> Iterator[date]:
    yield clock.start
    yield clock.due_on
    if clock.as_of <= clock.due_on:
        yield clock.as_of
    for each in rhythm.milestones:
        if each.due_on < clock.due_on:
            yield each.due_on
            if rhythm.pace is Pace.MILESTONES:
                yield date.fromordinal(max(each.due_on.toordinal() - 1, clock.start.toordinal()))
    if rhythm.pace is Pace.MILESTONES:
        yield date.fromordinal(max(clock.due_on.toordinal() - 1, clock.start.toordinal()))
    if rhythm.pace is Pace.SEASON:
        day = Period.month(clock.start.year, clock.start.month).end
        while day < clock.due_on:
            yield day
            following = date.fromordinal(day.toordinal() + 1)
            day = Period.month(following.year, following.month).end
