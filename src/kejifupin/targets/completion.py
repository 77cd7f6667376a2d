"""The share of a promise that is kept (完成率); it never disagrees with the state."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR
from fractions import Fraction

from kejifupin.terms.arithmetic import Number, to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

WHOLE = 100
"""Per cent at which a promise is kept; anything less is not."""


def completion(value: Interval | None, bound: Bound, start: Number | None = None) -> Interval:
    """How much of a promise is kept, in per cent.

    Within the bound it is 100, above a floor without a ceiling as much more as there is more.
    Below the floor it is the part of the way from the start that is done, above the ceiling the
    ceiling's part of the figure; both are less than 100 and at least 0. A floor of 0 or less with
    nothing known of the start has no way to it: short of it is 0.

    Args:
        value: The possible values; None for no data.
        bound: What was promised.
        start: Where the figure began; at 0 by default.

    Returns:
        From 100 on exactly where the bound holds for every possible value, below 100 exactly
        where it holds for none. Without data, anything from 0 on.

    >>> completion(Interval.exact(8), Bound(at_least=10)).exact_value
    80
    >>> completion(Interval.exact(12), Bound(5, 10)).low < 100
    True
    """
    if value is None:
        return Interval(0, None)
    held = bound.holds(value)
    low, high = _ends(value, bound, start)
    if held is True:
        return Interval(max(low, WHOLE), high if high is None else max(high, WHOLE))
    if held is None:
        return Interval(low, high if high is None else max(high, WHOLE))
    if high is None or high >= WHOLE:
        # 99.999…% rounded to 100 must not read as the whole.
        return Interval(low, WHOLE, high_open=True)
    return Interval(low, high)


def _ends(value: Interval, bound: Bound, start: Number | None) -> tuple[Number, Number | None]:
    """The least and the greatest completion of the possible values."""
    if value.exact_value is not None:
        # Cut, so that a share without a finite decimal never reads as more than it is.
        cut = to_number(_of(value.exact_value, bound, start), ROUND_FLOOR)
        return cut, cut
    low = Fraction(0) if value.low is None else _of(value.low, bound, start)
    if value.high is not None:
        high = _of(value.high, bound, start)
        ends = min(low, high), max(low, high)
    elif bound.at_most is None:
        return to_number(low, ROUND_FLOOR), None
    else:
        # From somewhere on upwards it is the more too much, the more there is.
        ends = Fraction(0), low if value.low is not None else Fraction(WHOLE)
    return to_number(ends[0], ROUND_FLOOR), to_number(ends[1], ROUND_CEILING)


def _of(number: Number, bound: Bound, start: Number | None) -> Fraction:
    """The completion of one exact number."""
    least, most = bound.at_least, bound.at_most
    if least is not None and number < least:
        begin = min(start or 0, least)
        if begin == least:
            return Fraction(0)
        way = (Fraction(number) - Fraction(begin)) / (Fraction(least) - Fraction(begin))
        return max(Fraction(0), way * WHOLE)
    if most is not None and number > most:
        return Fraction(most) / Fraction(number) * WHOLE if most > 0 else Fraction(0)
    if most is None and least is not None:
        begin = min(start or 0, least)
        if begin < least:
            return (
                (Fraction(number) - Fraction(begin)) / (Fraction(least) - Fraction(begin)) * WHOLE
            )
    return Fraction(WHOLE)
