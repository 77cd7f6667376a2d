"""How dates and tables are shown to people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape


def chinese_date(day: date) -> str:
    """A day as Chinese documents print it.

    >>> chinese_date(date(2017, 11, 30))
    '2017年11月30日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def html_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, total: int, limit: int = 50
) -> str:
    """A table for notebooks: the first rows, and how many there are in all."""
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = []
    for number, row in enumerate(rows):
        if number == limit:
            break
        body.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
    more = f"<p>共{total}行，显示前{limit}行</p>" if total > limit else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}"
