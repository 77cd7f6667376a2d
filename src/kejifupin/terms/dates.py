"""The dates that people write: 2017年11月10日, 2017.11.10, 二〇一七年十一月, 11月30日前."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from attrs import frozen

from kejifupin.terms.chinese import read_chinese_integer
from kejifupin.terms.spans import Period
from kejifupin.terms.text import clean

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside of these are slips of the pen."""

_POSITIONAL = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DASHES = str.maketrans(dict.fromkeys("–—―─−", "-") | dict.fromkeys("～〜∼", "~"))
_BLANKS = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_TIME = re.compile(
    r"(?:(?<=[日号])|(?<=[0-9])[ T](?=[0-9])|(?<=[0-9])(?=[上下中早晚凌]))"
    r"(?:上午|中午|下午|早上|晚上|早|晚|凌晨)?"
    r"(?:[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?|[0-9]{1,2}[时点](?:[0-9]{1,2}分|半)?)?$"
)
_WEEKDAY = re.compile("[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?")
_AROUND = re.compile("^(?:截至|截止到?|自|从|于|在|到)")
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2}(?=年)|[〇零○一二三四五六七八九]{4}(?=年))"
_SMALL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_WORDS = re.compile(
    f"(?:{_YEAR}年)?(?P<month>{_SMALL})月份?"
    f"(?:(?P<day>{_SMALL})[日号]?(?P<by>之前|以前|前|止)?"
    "|(?P<third>[上中下])旬|(?P<last>底|末)(?:之前|以前|前|止)?)?"
)
_FIGURES = re.compile(
    rf"{_YEAR}(?P<dot>[./-])(?P<month>[0-9]{{1,2}})(?:(?P=dot)(?P<day>[0-9]{{1,2}})日?(?P<by>之前|以前|前|止)?)?"
)
_COMPACT = re.compile("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?")
_NO_YEAR = re.compile("(?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2})(?P<by>之前|以前|前)?")
_WHOLE_YEAR = re.compile(
    f"{_YEAR}年度?(?:(?P<last>底|末)(?:之前|以前|前|止)?|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)?"
)


@frozen
class DateReading:
    """What was read from the words for a date (日期读数).

    Args:
        start: The day, or the first day of the span (2017年12月, 12月上旬).
        end: The day again, or the last day of the span.
        text: What was written, in one spelling.
        exact: Whether one day is meant; 5月末 is its last day.
        inferred_year: Whether the year was not written.
    """

    start: date
    end: date
    text: str
    exact: bool
    inferred_year: bool = False


def tidy(text: str) -> str:
    """A text for the date grammar: one width, one dash, one tilde, no blanks but between digits."""
    return _BLANKS.sub("", clean(text).translate(_DASHES)).rstrip("。；;，,、")


def read_date(text: str, *, within: Period | None = None) -> DateReading | None:
    """The day, or the span of days, that a text names.

    Args:
        text: What stands in the cell or the sentence.
        within: Where a date without a year belongs; it is read if just one year puts it there.

    Returns:
        The reading, or None for no date, a day that does not exist (2月30日), a year that cannot
        be told, or a vague word (年初).

    >>> read_date("11月30日前", within=Period(date(2017, 11, 10), date(2018, 4, 30))).start
    datetime.date(2017, 11, 30)
    >>> reading = read_date("2018年2月下旬")
    >>> reading.start.isoformat(), reading.end.isoformat(), reading.exact
    ('2018-02-21', '2018-02-28', False)
    """
    body = _AROUND.sub("", _TIME.sub("", _WEEKDAY.sub("", tidy(text)), count=1))
    match = (
        _WORDS.fullmatch(body)
        or _FIGURES.fullmatch(body)
        or _COMPACT.fullmatch(body)
        or _WHOLE_YEAR.fullmatch(body)
        or _NO_YEAR.fullmatch(body)
    )
    if match is None:
        return None
    parts = {name: value for name, value in match.groupdict().items() if value}
    if "year" in parts:
        found = _span(_year_number(parts["year"]), parts)
        return None if found is None else _reading(found, text, inferred=False)
    if within is None:
        return None
    years = range(within.start.year, within.end.year + 1)
    fitting = [
        span for year in years if (span := _span(year, parts)) is not None and within.overlaps(span)
    ]
    return _reading(fitting[0], text, inferred=True) if len(fitting) == 1 else None


def _reading(span: Period, text: str, *, inferred: bool) -> DateReading:
    return DateReading(span.start, span.end, clean(text), span.start == span.end, inferred)


def _year_number(written: str) -> int:
    year = int(written.translate(_POSITIONAL))
    return year + 2000 if len(written) == 2 else year


def _small_number(written: str) -> int | None:
    return int(written) if written.isascii() else read_chinese_integer(written)


def _span(year: int, parts: dict[str, str]) -> Period | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if "month" not in parts:
        return _span_of_year(year, parts)
    month = _small_number(parts["month"])
    if month is None or not 1 <= month <= 12:
        return None
    whole = Period.month(year, month)
    if "last" in parts:
        return Period(whole.end, whole.end)
    if third := parts.get("third"):
        first = {"上": 1, "中": 11, "下": 21}[third]
        end = whole.end if third == "下" else date(year, month, first + 9)
        return Period(date(year, month, first), end)
    if "day" not in parts:
        return whole
    day = _small_number(parts["day"])
    if day is None or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Period(date(year, month, day), date(year, month, day))


def _span_of_year(year: int, parts: dict[str, str]) -> Period:
    whole = Period.year(year)
    if "last" in parts:
        return Period(whole.end, whole.end)
    if half := parts.get("half"):
        first = 1 if half == "上" else 7
        return Period(date(year, first, 1), Period.month(year, first + 5).end)
    if quarter := parts.get("quarter"):
        first = 3 * (_small_number(quarter) or 1) - 2
        return Period(date(year, first, 1), Period.month(year, first + 2).end)
    return whole
