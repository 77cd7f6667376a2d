"""The periods that people write: 2017年12月—2018年4月, 12月1日至5日, “十三五”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from kejifupin.terms.chinese import read_chinese_integer
from kejifupin.terms.dates import DateReading, read_date, tidy
from kejifupin.terms.spans import Period
from kejifupin.terms.text import clean

__all__ = ["DateReading", "Period", "PeriodReading", "read_date", "read_period"]

_LABEL = re.compile("^[^0-9:：]*[:：]")
_OUTER = re.compile("^[（(\\[【](.*)[）)\\]】]$")
_PLAN = re.compile('[“"]?(?P<number>[一二三四五六七八九十]{1,3})五[”"]?(?:规划|计划|时期|期间)*')
_BETWEEN = re.compile("-{1,2}|~|至|到")
_ENDING = re.compile("(?P<unit>年|月|日|号)[度份]?$")
_DAY_ONLY = re.compile("(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]")
_THIRD_ONLY = re.compile("[中下]旬|[底末]")
_NEXT_YEAR = re.compile("^(?:次年|翌年|来年|第二年)")


@frozen
class PeriodReading:
    """What was read from the words for a period, even if it runs backwards (时段读数).

    Args:
        start: The first day as written.
        end: The last day as written; before ``start`` where the form has it wrong.
        text: What was written, in one spelling.
        inferred_year: Whether one of the years was not written.
    """

    start: date
    end: date
    text: str
    inferred_year: bool = False

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts."""
        return self.end < self.start

    @property
    def period(self) -> Period | None:
        """The period, or None where it runs backwards."""
        return None if self.is_reversed else Period(self.start, self.end)


def read_period(text: str, *, within: Period | None = None) -> PeriodReading | None:
    """The period that a text names; a single date or month is a period too.

    A label (统计时间：), brackets and every kind of dash are understood. A year that is left out is
    the other end's, or the one before or after it that keeps the order; failing that, ``within``
    decides. Years that are written stand as written, even if the period runs backwards.

    Args:
        text: What stands in the form.
        within: Where a date without a year belongs.

    Returns:
        The reading, or None for no period.

    >>> reading = read_period("（统计时间：2017年12月—2017年4月）")
    >>> reading.start.isoformat(), reading.end.isoformat(), reading.is_reversed
    ('2017-12-01', '2017-04-30', True)
    """
    body = _unwrapped(tidy(text))
    if plan := _PLAN.fullmatch(body):
        number = read_chinese_integer(plan["number"])
        # 六五 began in 1981 and each plan since has taken five years; the first five did not.
        if number is None or number < 6:
            return None
        first = 1951 + 5 * number
        return PeriodReading(date(first, 1, 1), date(first + 4, 12, 31), clean(text))
    if single := read_date(body, within=within):
        return PeriodReading(single.start, single.end, clean(text), single.inferred_year)
    found = {
        (first.start, second.end): first.inferred_year or second.inferred_year
        for split in _BETWEEN.finditer(body)
        for first, second in _ends(body[: split.start()], body[split.end() :], within)
    }
    if len(found) != 1:
        return None
    ((start, end), inferred), *_ = found.items()
    return PeriodReading(start, end, clean(text), inferred)


def _unwrapped(body: str) -> str:
    before = None
    while body != before:
        before = body
        body = _LABEL.sub("", _OUTER.sub(r"\1", body))
    return body


def _ends(
    left: str, right: str, within: Period | None
) -> Iterator[tuple[DateReading, DateReading]]:
    """Both ends, if both are dates once each has lent the other what it leaves out."""
    if left.isdigit() and right.isdigit() and len(left) == len(right) == 4:
        left, right = f"{left}年", f"{right}年"
    left = left.removesuffix("起")
    right = right.removesuffix("止").removesuffix("为")
    written = read_date(right)
    ending = _ENDING.search(right)
    first = _first_end(left, written, within)
    if first is None and ending:
        first = _first_end(f"{left}{ending['unit']}", written, within)
    second = written or (first and _second_end(first, right, within))
    if first is not None and second is not None:
        yield first, second


def _first_end(left: str, second: DateReading | None, within: Period | None) -> DateReading | None:
    written = read_date(left)
    if written is not None or second is None:
        return written or read_date(left, within=within)
    year = second.end.year
    found = (_in_year(year - back, left) for back in (0, 1))
    return next((each for each in found if each and each.start <= second.end), None)


def _second_end(first: DateReading, right: str, within: Period | None) -> DateReading | None:
    year = first.start.year
    if _NEXT_YEAR.match(right):
        return _in_year(year + 1, _NEXT_YEAR.sub("", right))
    if _DAY_ONLY.fullmatch(right):
        return _in_year(year, f"{first.start.month}月{right}") if first.exact else None
    if _THIRD_ONLY.fullmatch(right):
        return _in_year(year, f"{first.start.month}月{right}")
    # After a day, a bare number could be a day or a month.
    if right.isdigit() and first.exact:
        return None
    placed = read_date(right, within=within)
    if placed is not None and placed.end >= first.start:
        return placed
    found = (_in_year(year + on, right) for on in (0, 1))
    return next((each for each in found if each and each.end >= first.start), None)


def _in_year(year: int, written: str) -> DateReading | None:
    """A date without its year, put into one."""
    if re.search("[月季半]", written):
        found = read_date(f"{year}年{written}")
    else:
        found = read_date(f"{year}.{re.sub('[-/]', '.', written)}")
    return None if found is None else evolve(found, inferred_year=True)
