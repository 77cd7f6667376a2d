"""A span of days, and what it holds."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from kejifupin.terms.arithmetic import to_number


@frozen
class Period:
    """A span of days, the first and the last included (时段).

    Args:
        start: The first day.
        end: The last day.

    Raises:
        ValueError: It ends before it starts.
        TypeError: An end is no plain date.

    >>> Period(date(2017, 11, 10), date(2018, 4, 30)).days
    172
    """

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        for day in (self.start, self.end):
            # A datetime is a date to isinstance, yet does not compare with one.
            if not isinstance(day, date) or isinstance(day, datetime):
                raise TypeError(f"a period has dates at its ends, not {type(day).__name__}")
        if self.end < self.start:
            raise ValueError(f"the period {self.start}/{self.end} ends before it starts")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """A calendar month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> Period:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.start <= day <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def intersection(self, other: Period) -> Period | None:
        """The days that both have, or None."""
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start), min(self.end, other.end))

    def share_elapsed(self, day: date) -> Decimal:
        """The share of its days that have passed at the end of a day, from 0 to 1.

        >>> Period.month(2017, 11).share_elapsed(date(2017, 11, 15))
        Decimal('0.5')
        """
        passed = min(max((day - self.start).days + 1, 0), self.days)
        return Decimal(to_number(Fraction(passed, self.days)))

    def iso(self) -> str:
        """Both days as ISO 8601 writes an interval.

        >>> Period.month(2018, 2).iso()
        '2018-02-01/2018-02-28'
        """
        return f"{self.start.isoformat()}/{self.end.isoformat()}"
