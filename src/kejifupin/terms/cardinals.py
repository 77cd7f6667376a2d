"""Number words inside a text: 1,200 and 3.5万, 三万五 and 12万6千, 十余, 几十, 两三百."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import frozen

from kejifupin.terms.arithmetic import Number, add, multiply, plain
from kejifupin.terms.chinese import (
    DIGITS,
    NUMERALS,
    plain_numerals,
    read_chinese_integer,
    spell_group,
)
from kejifupin.terms.intervals import Interval
from kejifupin.terms.units import match_unit

_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_RUN = re.compile(f"[{NUMERALS}]+")
_ARABIC = re.compile(
    r"(?P<sign>[-+]?)"
    r"(?P<whole>[0-9]{1,3}(?:[,，][0-9]{3}){1,9}(?![0-9])|[0-9]{1,30}|(?=\.[0-9]))"
    r"(?P<fraction>\.[0-9]{1,30})?"
)
_MULTIPLIER = re.compile("(?:[百千]?[万亿]|[百千])亿?")
_POINT = re.compile("点(?P<digits>[零〇○一二三四五六七八九]{1,30})(?P<power>[百千]?[万亿]?)")
_MORE = re.compile(f"[0-9{NUMERALS}]")
_MIXED = re.compile(f"(?:[0-9]{{1,4}}[{NUMERALS}]+)+(?:[0-9]{{1,4}}(?![0-9.,，]))?")
_MARK = re.compile("[余多来]")
_SEVERAL = re.compile("好?[几数](?P<power>[十百千]?[万亿]{0,2})(?![几数])")
_TEENS = re.compile("几(?P<power>[万亿]?)")
_PAIR = re.compile(
    "(?P<head>.*?)(?P<first>[一二三四五六七八])(?P<second>[二三四五六七八九])(?P<power>[十百千]?[万亿]?)"
)


@frozen
class Cardinal:
    """One number word (数词).

    Args:
        span: The values it may have; a range up to the next round number is open above.
        end: Where it ends in the text.
        mark: 余, 多 or 来, if it carries one.
        scale: The 万 or 亿 that ends it, as a number; 1 for none.
    """

    span: Interval
    end: int
    mark: str | None = None
    scale: int = 1


def scan_cardinal(text: str, start: int = 0, *, bare: bool = False) -> Cardinal | None:
    """The number word that starts at one place of a text, as long as it goes.

    Args:
        text: A text without blanks, full-width digits or formal dashes.
        start: Where the number word begins.
        bare: Whether 百 千 万 may stand for 一百 一千 一万, as after 近 and 上.

    >>> scan_cardinal("600余万元").span
    Interval(low=6000000, high=7000000, high_open=True)
    """
    if text.startswith("半", start):
        return Cardinal(Interval.exact(Decimal("0.5")), start + 1)
    return (
        _scan_several(text, start)
        or _scan_arabic(text, start)
        or _scan_chinese(text, start, bare=bare)
    )


def _scan_several(text: str, start: int) -> Cardinal | None:
    match = _SEVERAL.match(text, start)
    if match is None or (not match["power"] and match.end() == len(text)):
        return None
    scale = _scale(match["power"])
    return _marked(Cardinal(Interval(2 * scale, 10 * scale, high_open=True), match.end()), text)


def _scan_arabic(text: str, start: int) -> Cardinal | None:
    match = _ARABIC.match(text, start)
    if match is None:
        return None
    whole = re.sub("[,，]", "", match["whole"])
    # 0431 and 007 are codes; 05 is still somebody's way to write 5.
    if whole.startswith("0") and len(whole) > 2:
        return None
    sign = -1 if match["sign"] == "-" else 1
    number = plain(Decimal(f"{whole}{match['fraction'] or ''}"))
    end = match.end()
    if number and number % 10 == 0 and (teens := _TEENS.match(text, end)):
        return _teens(number, teens)
    mark = _MARK.match(text, end)
    power = _power_at(text, mark.end() if mark else end)
    scale, end = _scale(power), (mark.end() if mark else end) + len(power)
    value = multiply(number, scale)
    if mark is None and power and _MORE.match(text, end):
        mixed = _MIXED.match(text, match.end("sign"))
        spelled = None if mixed is None else _spelled(mixed[0])
        if mixed is None or spelled is None:
            return None
        value, scale, end = spelled, 1, mixed.end()
    found = Cardinal(Interval.exact(multiply(value, sign)), end, mark[0] if mark else None, scale)
    return _marked(found, text)


def _spelled(mixed: str) -> int | None:
    """12万6千, 3万4000 and 3万5, read as if written in Chinese throughout."""
    groups = re.findall("[0-9]+", mixed)
    # 3万50 could be 30050 or a slip for 3.50万.
    if any(each[0] == "0" for each in groups) or re.search("[万亿][0-9]{2}$", mixed):
        return None
    return read_chinese_integer(
        re.sub("[0-9]+", lambda group: spell_group(int(group[0])), plain_numerals(mixed))
    )


def _scan_chinese(text: str, start: int, *, bare: bool) -> Cardinal | None:
    match = _RUN.match(text, start)
    if match is None:
        return None
    run, end = plain_numerals(match[0]), match.end()
    if point := _POINT.match(text, end):
        return _decimal(run, point)
    if teens := _TEENS.match(text, end):
        tens = _word(run, bare=True)
        return _teens(tens, teens) if tens and tens % 10 == 0 else None
    mark = _MARK.match(text, end)
    value = _word(run, bare=bare or mark is not None)
    if value is not None:
        power = _power_at(text, mark.end()) if mark else ""
        value *= _scale(power)
        end = (mark.end() if mark else end) + len(power)
        ending = power or run
        scale = _scale(ending[-1:]) if ending[-1] in "万亿" else 1
        found = Cardinal(Interval.exact(value), end, mark[0] if mark else None, scale)
        return _marked(found, text)
    pair = _PAIR.fullmatch(run)
    if pair is None or not _adjacent(pair["first"], pair["second"]):
        return None
    low, high = (
        read_chinese_integer(f"{pair['head']}{pair[each]}{pair['power']}")
        for each in ("first", "second")
    )
    return None if low is None or high is None else Cardinal(Interval(low, high), end)


def _decimal(run: str, point: re.Match[str]) -> Cardinal | None:
    whole = read_chinese_integer(run)
    if whole is None:
        return None
    digits = "".join(str(DIGITS[each]) for each in plain_numerals(point["digits"]))
    scale = _scale(plain_numerals(point["power"]))
    value = multiply(Decimal(f"{whole}.{digits}"), scale)
    return Cardinal(Interval.exact(value), point.end(), scale=scale)


def _word(run: str, *, bare: bool) -> int | None:
    return read_chinese_integer(f"一{run}" if bare and run[0] in "百千万亿" else run)


def _adjacent(first: str, second: str) -> bool:
    return DIGITS[second] == DIGITS[first] + 1 or first + second == "三五"


def _teens(tens: Number, match: re.Match[str]) -> Cardinal:
    scale = _scale(match["power"])
    low = multiply(add(tens, 1), scale)
    # 二十几 stops below 三十, and so does 一百二十几: ten at most.
    return Cardinal(Interval(low, multiply(add(tens, 10), scale), high_open=True), match.end())


def _power_at(text: str, start: int) -> str:
    """The 万 or 亿 at one place, unless a unit such as 千克 starts there."""
    if match_unit(text, start) is not None:
        return ""
    match = _MULTIPLIER.match(text, start)
    return match[0] if match else ""


def _scale(power: str) -> int:
    scale = 1
    for each in power:
        scale *= _POWERS[each]
    return scale


def _marked(found: Cardinal, text: str) -> Cardinal:
    """A 余 or 多 right after the number word opens it up to its last digit that is not 0."""
    mark, end = found.mark, found.end
    if mark is None and (after := _MARK.match(text, end)):
        mark, end = after[0], after.end()
    span = found.span
    if mark in ("余", "多") and span.is_exact and span.low:
        span = Interval(span.low, add(span.low, last_place(span.low)), high_open=True)
    return Cardinal(span, end, mark, found.scale)


def last_place(number: Number) -> Number:
    """The place of the last digit that is not 0.

    >>> last_place(12000), last_place(Decimal("3.50")), last_place(105)
    (1000, Decimal('0.1'), 1)
    """
    if isinstance(number, Decimal):
        exponent = number.normalize().as_tuple().exponent
        return plain(Decimal((0, (1,), int(exponent))))
    place = 1
    while number and number % (place * 10) == 0:
        place *= 10
    return place
