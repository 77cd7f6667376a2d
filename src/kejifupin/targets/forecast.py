"""What a figure will have come to by the due day, if things go on as they have (预计完成)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from kejifupin.targets.pace import Clock, Pace, Rhythm, share_elapsed
from kejifupin.terms.arithmetic import Number, to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval


class ForecastMethod(StrEnum):
    """How a forecast was made (预测方法)."""

    LINEAR = "linear"
    """As much more in every day to come as in every day since the first."""
    SEASON = "season"
    """The same, each month with its share of the year's work."""
    TWO_POINTS = "two_points"
    """As much more in every day to come as in every day between two dated values."""

    @property
    def label(self) -> str:
        """The words for it in Chinese."""
        return {
            "linear": "从起始日按天数外推",
            "season": "从起始日按各月份额外推",
            "two_points": "按两次数值之间每天的增量外推",
        }[self.value]


@frozen
class Forecast:
    """What a figure will have come to, and how that was worked out (预计完成).

    Args:
        value: The possible values on the due day.
        due_on: The due day.
        method: How it was made.
    """

    value: Interval
    due_on: date
    method: ForecastMethod

    def holds(self, bound: Bound) -> bool | None:
        """Whether it would be as promised; None where possible values say both."""
        return bound.holds(self.value)


def forecast_from_start(
    value: Interval | None, clock: Clock, rhythm: Rhythm, most: Number | None = None
) -> Forecast | None:
    """A forecast from what has been done since the first day.

    Args:
        value: The possible values on the day.
        clock: The day, the first day and the due day.
        rhythm: Where the figure began, and whether the work follows a season.
        most: More than this there cannot be, such as members of a cohort.

    Returns:
        The forecast; None without data, before the first day, and once the due day has come.

    >>> clock = Clock(date(2018, 1, 1), date(2018, 4, 10), date(2018, 2, 19))
    >>> forecast_from_start(Interval.exact(30), clock, Rhythm()).value.exact_value
    60
    """
    passed, days = clock.elapsed
    share = share_elapsed(clock, rhythm)
    if value is None or passed in (0, days) or not share:
        return None
    season = rhythm.pace is Pace.SEASON and bool(rhythm.season)
    method = ForecastMethod.SEASON if season else ForecastMethod.LINEAR
    return Forecast(
        _extended(value, Interval.exact(rhythm.start or 0), 1 / share, most), clock.due_on, method
    )


def forecast_from_two(
    first: tuple[date, Interval],
    second: tuple[date, Interval],
    due_on: date,
    most: Number | None = None,
) -> Forecast | None:
    """A forecast from two dated values.

    Args:
        first: The earlier day and its possible values.
        second: The later day and its possible values.
        due_on: The due day.
        most: More than this there cannot be.

    Returns:
        The forecast; None where the days are not in order, or the due day is not after them.

    >>> first = (date(2018, 1, 1), Interval.exact(10))
    >>> second = (date(2018, 1, 11), Interval.exact(15))
    >>> forecast_from_two(first, second, date(2018, 1, 31)).value.exact_value
    25
    """
    (begun_on, begin), (day, value) = first, second
    if not begun_on < day < due_on:
        return None
    times = Fraction((due_on - begun_on).days, (day - begun_on).days)
    return Forecast(_extended(value, begin, times, most), due_on, ForecastMethod.TWO_POINTS)


def _extended(value: Interval, begin: Interval, times: Fraction, most: Number | None) -> Interval:
    """The way from the beginning to a value made so many times as long, cut to two places."""
    exact = value.is_exact and begin.is_exact
    low = _end(value.low, begin.high, times, up=False)
    high = low if exact else _end(value.high, begin.low, times, up=True)
    if (
        low is not None
        and low < 0
        and all(each.low is not None and each.low >= 0 for each in (begin, value))
    ):
        # Two vague figures may seem to fall; what never was below nothing does not get there.
        low = 0
    if most is not None:
        low = None if low is None else min(low, most)
        high = most if high is None else min(high, most)
    return Interval(low, high)


def _end(value: Number | None, begin: Number | None, times: Fraction, *, up: bool) -> Number | None:
    if value is None or begin is None:
        return None
    end = (Fraction(begin) + (Fraction(value) - Fraction(begin)) * times) * 100
    return to_number(Fraction(ceil(end) if up else floor(end), 100))
