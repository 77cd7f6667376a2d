"""When a term of days ends: calendar days, or working days with 调休."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

_ONE = timedelta(days=1)
_SATURDAY = 5


class DayKind(StrEnum):
    """Which days a term counts (日的种类)."""

    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def label(self) -> str:
        """The word behind the number of days in Chinese."""
        return "天" if self is DayKind.CALENDAR else "个工作日"


@frozen
class TermEnd:
    """The last day of a term (期满日).

    Args:
        day: The day.
        assumed: Whether holidays and make-up days of some of its days are not known, so that
            Monday to Friday were taken for working days.
    """

    day: date
    assumed: bool = False


def end_of_term(start: date, days: int, kind: DayKind) -> TermEnd:
    """The last day of a term; the day on which it starts is not counted.

    Args:
        start: The day on which it starts, as that of publication.
        days: How many days it has.
        kind: Which days are counted.

    Raises:
        ValueError: The term has no day.

    >>> end_of_term(date(2018, 5, 10), 7, DayKind.CALENDAR).day
    datetime.date(2018, 5, 17)
    """
    if days < 1:
        raise ValueError(f"a term has at least one day, not {days}")
    if kind is DayKind.CALENDAR:
        return TermEnd(start + days * _ONE)
    day, assumed = start, False
    while days:
        day += _ONE
        known = _is_working(day)
        assumed = assumed or known is None
        days -= day.weekday() < _SATURDAY if known is None else known
    return TermEnd(day, assumed)


def _is_working(day: date) -> bool | None:
    """Whether a day is a working day; None where the calendar of its year is not known."""
    try:
        from chinese_calendar import is_workday
    except ImportError:
        return None
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None
