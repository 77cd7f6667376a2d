"""How much is expected of a target before its due day (序时进度)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from attrs import field, frozen

from kejifupin.terms.arithmetic import Number, to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.spans import Period


class Pace(StrEnum):
    """How much is expected before the due day (序时进度)."""

    LINEAR = "linear"
    """Evenly, day by day; from one milestone to the next where there are any."""
    SEASON = "season"
    """As the year's work falls into its months; between milestones too."""
    MILESTONES = "milestones"
    """What the last milestone asked for, until the next is due."""
    NONE = "none"
    """Nothing until the due day."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "linear": "按时间进度",
            "season": "按月份安排",
            "milestones": "按阶段目标",
            "none": "到期才要求",
        }[self.value]


@frozen
class Milestone:
    """What must be reached on the way, counted from the beginning (阶段目标).

    Args:
        due_on: Its day.
        bound: What must be reached by then, cumulative.
        citation: The clause that sets it, where it is another one than the target's.
    """

    due_on: date
    bound: Bound
    citation: Citation | None = None


@frozen
class Clock:
    """Where a day stands between a start and a due day (时点).

    Args:
        start: The first day, not after the due day.
        due_on: The last day.
        as_of: The day asked about.
    """

    start: date
    due_on: date
    as_of: date

    @property
    def is_over(self) -> bool:
        """Whether the due day has passed; on the day itself it has not."""
        return self.as_of > self.due_on

    @property
    def elapsed(self) -> tuple[int, int]:
        """How many of the days have passed at the end of the day, and how many there are."""
        days = (self.due_on - self.start).days + 1
        return min(max((self.as_of - self.start).days + 1, 0), days), days


@frozen
class Rhythm:
    """By what measure the work is expected to advance (进度安排).

    Args:
        pace: How.
        milestones: What must be reached on the way, in the order of their days.
        season: Shares of a year's work in January to December, for the pace by season.
        on_track_from: From how many per cent of the pace on a target is on track.
        start: Where the figure begins, where that is known; else floors rise from 0 and ceilings
            hold from the first day.
    """

    pace: Pace = Pace.LINEAR
    milestones: tuple[Milestone, ...] = ()
    season: tuple[int, ...] = ()
    on_track_from: int = 100
    start: Number | None = None


LINEAR = Rhythm()
"""Evenly from nothing, and on track from the whole of the pace."""


@frozen
class Expected:
    """What is expected of a target on a day (应达进度).

    Args:
        at_least: What the pace asks for; None where it asks for nothing.
        at_most: What is allowed; None where any amount is.
        on_track_from: From how much on a target is on track; ``at_least`` or a little less.
    """

    at_least: Number | None = None
    at_most: Number | None = None
    on_track_from: Number | None = None
    bound: Bound | None = field(init=False, eq=False, repr=False)
    """The bound within which a target is on track; None where nothing is expected."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "bound", self._bound())

    def _bound(self) -> Bound | None:
        least = self.on_track_from
        if least is None and self.at_most is None:
            return None
        if least is not None and self.at_most is not None:
            # A ceiling that falls may have come below what a floor still asks for.
            least = min(least, self.at_most)
        return Bound(at_least=least, at_most=self.at_most)


@lru_cache(maxsize=4096)
def expected_by(bound: Bound, clock: Clock, rhythm: Rhythm = LINEAR) -> Expected:
    """How much is expected on a day.

    The pace is cut to two places, never rounded up: who has done two thirds in two thirds of the
    days keeps it. A ceiling below the start falls towards its end in the same way.

    Args:
        bound: What must hold in the end.
        clock: The day, the first day, and the due day.
        rhythm: How the work is expected to advance.

    >>> clock = Clock(date(2018, 1, 1), date(2018, 1, 30), date(2018, 1, 20))
    >>> expected_by(Bound(at_least=100), clock).at_least
    Decimal('66.66')
    """
    if clock.is_over:
        return Expected(bound.at_least, bound.at_most, bound.at_least)
    start = rhythm.start
    least = _floor(bound.at_least, clock, rhythm) if bound.at_least is not None else None
    needed = least
    if least is not None and rhythm.on_track_from < 100:
        origin = min(start or 0, least)
        needed = _cut(origin, least, Fraction(rhythm.on_track_from, 100))
    return Expected(least, _ceiling(bound.at_most, clock, rhythm), needed)


def share_elapsed(clock: Clock, rhythm: Rhythm = LINEAR) -> Fraction:
    """Which share of the work should be done at the end of a day, from 0 to 1.

    Args:
        clock: The day, the first day, and the due day.
        rhythm: By season where it says so, else day by day.

    >>> winter = Rhythm(Pace.SEASON, season=(50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50))
    >>> share_elapsed(Clock(date(2017, 11, 1), date(2018, 4, 30), date(2017, 12, 31)), winter)
    Fraction(1, 2)
    """
    passed, days = clock.elapsed
    if rhythm.pace is Pace.SEASON and rhythm.season:
        whole = _work(clock.start, days, rhythm.season)
        if whole:
            return _work(clock.start, passed, rhythm.season) / whole
    return Fraction(passed, days)


@lru_cache(maxsize=1024)
def _work(start: date, days: int, season: tuple[int, ...]) -> Fraction:
    """The shares of a year's work that fall into so many days, months taken day by day."""
    done = Fraction(0)
    day, end = start, start + timedelta(days=days)
    while day < end:
        month = Period.month(day.year, day.month)
        last = min(month.end, end - timedelta(days=1))
        done += Fraction(season[day.month - 1] * ((last - day).days + 1), month.days)
        day = last + timedelta(days=1)
    return done


def _floor(final: Number, clock: Clock, rhythm: Rhythm) -> Number | None:
    points = _points([(each.due_on, each.bound.at_least) for each in rhythm.milestones], clock)
    if rhythm.pace is Pace.NONE:
        return None
    if rhythm.pace is Pace.MILESTONES:
        return _reached([*points, (clock.due_on, final)], clock.as_of)
    share, here, there = _stretch([*points, (clock.due_on, final)], clock, rhythm)
    # A floor below the start asks for nothing but not to fall below it.
    return _cut(min(rhythm.start or 0, there) if here is None else here, there, share)


def _ceiling(final: Number | None, clock: Clock, rhythm: Rhythm) -> Number | None:
    points = _points([(each.due_on, each.bound.at_most) for each in rhythm.milestones], clock)
    if final is None and not points:
        return None
    ends = [*points, *([(clock.due_on, final)] if final is not None else [])]
    falls = rhythm.start is not None and rhythm.start > min(end for _, end in ends)
    if not falls or rhythm.pace in (Pace.NONE, Pace.MILESTONES):
        reached = _reached(ends, clock.as_of)
        if reached is not None or points or falls:
            return reached
        return final
    share, here, there = _stretch(ends, clock, rhythm)
    return _cut(here if here is not None else rhythm.start or 0, there, share, up=True)


def _points(
    milestones: Sequence[tuple[date, Number | None]], clock: Clock
) -> list[tuple[date, Number]]:
    return [(day, end) for day, end in milestones if end is not None and day < clock.due_on]


def _reached(points: Sequence[tuple[date, Number]], day: date) -> Number | None:
    """What the last point asked for that is due by a day, the day itself included."""
    due = [end for due_on, end in points if due_on <= day]
    return due[-1] if due else None


def _stretch(
    points: Sequence[tuple[date, Number]], clock: Clock, rhythm: Rhythm
) -> tuple[Fraction, Number | None, Number]:
    """The stretch of the way that a day lies in.

    Returns:
        The share of it that has passed, and its two ends; the first is None on the way to the
        first point.
    """
    begin, here = clock.start, None
    for due_on, there in points[:-1]:
        if clock.as_of <= due_on:
            break
        begin, here = due_on + timedelta(days=1), there
    else:
        due_on, there = points[-1]
    part = Clock(min(begin, due_on), due_on, clock.as_of)
    return share_elapsed(part, rhythm), here, there


def _cut(start: Number, end: Number, share: Fraction, *, up: bool = False) -> Number:
    """A share of the way from one number to another, cut to two places."""
    way = Fraction(start) + (Fraction(end) - Fraction(start)) * share
    if share == 1:
        return end
    cut = ceil(way * 100) if up else floor(way * 100)
    return to_number(Fraction(cut, 100))


def in_order(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Milestones by their days."""
    return tuple(sorted(milestones, key=lambda each: each.due_on))
