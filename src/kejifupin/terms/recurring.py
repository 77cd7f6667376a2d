"""How often something is due, and when it is due again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from kejifupin.terms.display import chinese_date
from kejifupin.terms.spans import Period


class Recurrence(StrEnum):
    """How long it is until something is due again (间隔)."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "week": "每周",
            "month": "每月",
            "quarter": "每季度",
            "half_year": "每半年",
            "year": "每年",
        }[self]

    @property
    def months(self) -> int:
        """How many months it lasts; 0 for a week."""
        return {"week": 0, "month": 1, "quarter": 3, "half_year": 6, "year": 12}[self]

    def after(self, day: date, times: int) -> date:
        """A day, so many intervals later.

        The last day of a month stays the last day; a day that a month does not have is its last.

        >>> Recurrence.HALF_YEAR.after(date(2018, 6, 30), 1)
        datetime.date(2018, 12, 31)
        >>> Recurrence.MONTH.after(date(2018, 1, 30), 1)
        datetime.date(2018, 2, 28)
        """
        if not self.months:
            return day + timedelta(weeks=times)
        year, month = divmod(day.year * 12 + day.month - 1 + self.months * times, 12)
        last = monthrange(year, month + 1)[1]
        is_last = day.day == monthrange(day.year, day.month)[1]
        return date(year, month + 1, last if is_last else min(day.day, last))

    def span_after(self, period: Period, times: int) -> Period:
        """A span of days, so many intervals later."""
        return Period(self.after(period.start, times), self.after(period.end, times))


def name_span(period: Period, every: Recurrence) -> tuple[str, str]:
    """A key and the words for one of the spans of days that follow each other.

    Args:
        period: The span.
        every: How long it is from one to the next.

    >>> name_span(Period(date(2018, 4, 1), date(2018, 6, 30)), Recurrence.QUARTER)
    ('2018Q2', '2018年第2季度')
    >>> name_span(Period(date(2017, 11, 1), date(2018, 4, 30)), Recurrence.YEAR)
    ('2017-2018', '2017—2018年')
    """
    first, year, month = period.start, period.end.year, period.end.month
    match every:
        case Recurrence.MONTH:
            return f"{year}-{month:02}", f"{year}年{month}月"
        case Recurrence.QUARTER:
            quarter = (month + 2) // 3
            return f"{year}Q{quarter}", f"{year}年第{quarter}季度"
        case Recurrence.HALF_YEAR:
            return f"{year}H{1 + (month > 6)}", f"{year}年{'下' if month > 6 else '上'}半年"
        case Recurrence.YEAR if first.year == year:
            return f"{year}", f"{year}年"
        case Recurrence.YEAR:
            return f"{first.year}-{year}", f"{first.year}—{year}年"
        case _:
            return f"{period.end}", f"{chinese_date(first)}至{chinese_date(period.end)}"
