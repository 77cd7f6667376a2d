"""How dates are shown to people."""

from __future__ import annotations

from datetime import date


def chinese_date(day: date) -> str:
    """A day as Chinese documents print it.

    >>> chinese_date(date(2017, 11, 30))
    '2017年11月30日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
