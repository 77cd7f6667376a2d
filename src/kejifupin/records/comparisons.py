"""Comparing what is not known exactly: the answer is yes, no, or cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from kejifupin.records.values import FieldValue, as_interval
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period


@frozen
class SomeDay:
    """A day of which only the limits are known, as in 2017年12月 (某日)."""

    within: Period


def conjunction(answers: Iterable[bool | None]) -> bool | None:
    """All of three-valued answers: one False decides, else one None does.

    >>> conjunction((True, None)), conjunction((None, False)), conjunction(())
    (None, False, True)
    """
    answers = tuple(answers)
    return False if False in answers else None if None in answers else True


def disjunction(answers: Iterable[bool | None]) -> bool | None:
    """Any of three-valued answers: one True decides, else one None does.

    >>> disjunction((False, None)), disjunction((None, True)), disjunction(())
    (None, True, False)
    """
    answers = tuple(answers)
    return True if True in answers else None if None in answers else False


def at_most(smaller: FieldValue, larger: FieldValue) -> bool | None:
    """Whether one value is at most another, None where either is unknown or they do not compare.

    A span of days is at most a day when all of it is.
    """
    if _is_day(smaller) is not _is_day(larger):
        return None
    left, right = _interval(smaller, end=True), _interval(larger, end=False)
    if left is None or right is None:
        return None
    if left.high is not None and right.low is not None and left.high <= right.low:
        return True
    if left.low is not None and right.high is not None:
        beyond = left.low > right.high or (left.low == right.high and right.high_open)
        return False if beyond else None
    return None


def equal(left: FieldValue, right: FieldValue) -> bool | None:
    """Whether two values are equal, None where either is unknown or vague.

    Several choices equal one label when it is the only one.
    """
    if left is None or right is None:
        return None
    if isinstance(left, tuple) and isinstance(right, str):
        return left == (right,)
    same_day = _is_day(left) and _is_day(right) and not isinstance(left, Period)
    if same_day or (as_possible(left) is not None and as_possible(right) is not None):
        return conjunction((at_most(left, right), at_most(right, left)))
    return left == right


def as_possible(value: FieldValue) -> Interval | None:
    """The numbers that a value may be, None for what is no number."""
    return value if isinstance(value, Interval) else as_interval(value)


def _is_day(value: FieldValue) -> bool:
    return isinstance(value, date | Period | SomeDay)


def _interval(value: FieldValue, *, end: bool) -> Interval | None:
    """The possible values as numbers, days by their ordinal; of a span, the end asked for."""
    match value:
        case date():
            return Interval.exact(value.toordinal())
        case Period():
            return Interval.exact((value.end if end else value.start).toordinal())
        case SomeDay(within):
            return Interval(within.start.toordinal(), within.end.toordinal())
        case _:
            return as_possible(value)
