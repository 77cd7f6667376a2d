"""From possible values, a bound and a day to a state: the one definition of what each means."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import floor

from attrs import frozen

from kejifupin.terms.arithmetic import Number, to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval


class State(StrEnum):
    """How a target stands (完成状态)."""

    MET = "MET"
    ON_TRACK = "ON_TRACK"
    BEHIND = "BEHIND"
    MISSED = "MISSED"
    UNDECIDED = "UNDECIDED"
    NO_DATA = "NO_DATA"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "MET": "已完成",
            "ON_TRACK": "达序时",
            "BEHIND": "滞后",
            "MISSED": "未完成",
            "UNDECIDED": "待核实",
            "NO_DATA": "无数据",
        }[self.value]


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


def expected_by(bound: Bound, clock: Clock, *, linear: bool) -> Number | None:
    """How much is expected on a day, None where a floor sets nothing or nothing is due yet.

    Cut to two places, never rounded up: who has done two thirds in two thirds of the days keeps
    pace.

    >>> start, due = date(2018, 1, 1), date(2018, 1, 30)
    >>> expected_by(Bound(at_least=100), Clock(start, due, date(2018, 1, 20)), linear=True)
    Decimal('66.66')
    """
    if bound.at_least is None:
        return None
    if clock.is_over:
        return bound.at_least
    if not linear:
        return None
    return _cut(bound.at_least, *clock.elapsed)


@lru_cache(maxsize=1024)
def _cut(whole: Number, passed: int, days: int) -> Number:
    return to_number(Fraction(floor(Fraction(whole) * passed / days * 100), 100))


def judge(
    value: Interval | None, bound: Bound, clock: Clock, *, linear: bool, can_be_lost: bool
) -> State:
    """The state of a target.

    Args:
        value: The possible values, None for no data.
        bound: What was promised.
        clock: The day, and the due day.
        linear: Whether the pace rises evenly; else nothing is expected before the due day.
        can_be_lost: Whether what holds now may be lost again, so that nothing is met before the
            due day has passed.

    Returns:
        ``MET`` and ``MISSED`` only where every possible value says so, ``MISSED`` only after the
        due day; ``UNDECIDED`` where possible values fall on both sides of the bound, or before
        the due day on both sides of the pace. Before it, too much already is ``BEHIND``.
    """
    pace = expected_by(bound, clock, linear=linear)
    return state_of(value, bound, pace, is_over=clock.is_over, can_be_lost=can_be_lost)


def state_of(
    value: Interval | None,
    bound: Bound,
    pace: Number | None,
    *,
    is_over: bool,
    can_be_lost: bool,
) -> State:
    """The state of a target, once it is known what is expected by the day."""
    if value is None:
        return State.NO_DATA
    held = bound.holds(value)
    if is_over:
        return _AFTER[held]
    if held is True:
        return State.ON_TRACK if can_be_lost else State.MET
    expected = _expected(pace, bound.at_most)
    return State.ON_TRACK if expected is None else _BEFORE[expected.holds(value)]


_AFTER = {True: State.MET, False: State.MISSED, None: State.UNDECIDED}
_BEFORE = {True: State.ON_TRACK, False: State.BEHIND, None: State.UNDECIDED}


@lru_cache(maxsize=1024)
def _expected(pace: Number | None, at_most: Number | None) -> Bound | None:
    """What must hold before the due day: at least the pace, and no more than is allowed at all."""
    if pace is None and at_most is None:
        return None
    # Half the way to −10 is −5, and may lie above a ceiling of −8.
    floor_now = pace if pace is None or at_most is None else min(pace, at_most)
    return Bound(at_least=floor_now, at_most=at_most)
