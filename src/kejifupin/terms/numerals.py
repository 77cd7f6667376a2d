"""The amounts that people write: 1,200, 3.5万, 十余名, 约200户, 5至10户, “-”."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from attrs import frozen

from kejifupin.terms.arithmetic import Number, add, multiply, plain
from kejifupin.terms.cardinals import last_place
from kejifupin.terms.chinese import read_chinese_integer
from kejifupin.terms.intervals import Interval
from kejifupin.terms.phrases import Phrase, read_phrase, squeeze
from kejifupin.terms.quantities import NONE_OF_ITEM, Amount, Vague
from kejifupin.terms.senses import Sense
from kejifupin.terms.text import clean

__all__ = ["ABOUT", "AmountReading", "read_amount", "read_chinese_integer"]

ABOUT = Decimal("0.1")
"""约 近 左右 and 来 say a tenth more or less: a convention of this library, to be overridden."""

_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,30})?")
_NONE_WORDS = frozenset({"无", "没有", "暂无", "无此项", "没有此项", "/", "\\"})


@frozen
class AmountReading:
    """What was read from the words for an amount (数量读数).

    Args:
        amount: The number, in ``unit``; 万 and 亿 are worked into it, so that 3.5万人次 is 35000
            人次.
        unit: The unit that was written, without 万 or 亿; None where none was.
        text: What was written, in one spelling.
        hint: Words that say more than number and unit (（含1名学生）, 专家, 人均), or the word that
            stands for “-” but may mean 0 (无, /); None where all was said.
    """

    amount: Amount
    unit: str | None
    text: str
    hint: str | None = None


def read_amount(
    text: str, *, counted: bool = True, tolerance: Decimal = ABOUT
) -> AmountReading | None:
    """The amount that a text states, all of it or nothing.

    Args:
        text: What stands in the cell.
        counted: Whether a number without a unit counts whole things, so that 10余 ends at 19; a
            unit that is written decides for itself. Pass ``find_unit(…).is_counted`` of the
            unit that the form prints.
        tolerance: How far 约 近 左右 来 reach, as a share of the number.

    Returns:
        The reading, or None where the text is blank, no amount, or only partly one (12,34,
        2017.11.10, 0431-1234567, 不详).

    >>> read_amount("10.5万人次").amount, read_amount("10.5万人次").unit
    (105000, '人次')
    >>> read_amount("十余名").amount
    Vague(low=10, high=19, text='十余名', high_open=False)
    >>> read_amount("—").amount
    NONE_OF_ITEM
    """
    written = clean(text)
    if _DIGITS.fullmatch(written):
        return AmountReading(plain(Decimal(written)), None, written)
    body = squeeze(written)
    if re.fullmatch("-+", body):
        return AmountReading(NONE_OF_ITEM, None, written)
    if body in _NONE_WORDS:
        return AmountReading(NONE_OF_ITEM, None, written, body)
    phrase = read_phrase(body)
    if phrase is None:
        return None
    amount = _amount(phrase, written, counted=counted, tolerance=tolerance)
    return None if amount is None else AmountReading(amount, phrase.unit, written, phrase.hint)


def _amount(phrase: Phrase, text: str, *, counted: bool, tolerance: Decimal) -> Amount | None:
    whole = phrase.is_counted(default=counted)
    span = phrase.span
    low, high = span.low, span.high
    if low is None or high is None:
        return None
    if span.is_exact and phrase.sense in (Sense.PLAIN, Sense.EXACTLY):
        return plain(low)
    whole = whole and low == int(low) and high == int(high)
    if whole:
        span = _whole_span(phrase)
    found = _bound(span, phrase.sense, whole=whole, tolerance=tolerance)
    return None if found is None else Vague(found.low, found.high, text, found.high_open)


def _whole_span(phrase: Phrase) -> Interval:
    """The span for what is counted: an open end becomes the last number below it."""
    low, high = phrase.span.low, phrase.span.high
    if not phrase.span.high_open or low is None or high is None:
        return phrase.span
    # 15余人 is not 15: without a round last digit it reaches to the next ten.
    if last_place(low) == 1 and high - low == 1:
        high = low - low % 10 + 10
    return Interval(low, add(high, -1))


def _bound(span: Interval, sense: Sense, *, whole: bool, tolerance: Decimal) -> Interval | None:
    """What is possible once the words around the number have bound it."""
    low, high = span.low, span.high
    if low is None or high is None:
        return None
    floor = 0 if high >= 0 else None
    match sense:
        case Sense.ABOUT | Sense.NEARLY:
            return _around(span, sense, whole=whole, tolerance=tolerance)
        case Sense.AT_LEAST:
            return Interval(low, None)
        case Sense.OVER:
            return Interval(add(low, 1) if whole and span.is_exact else low, None)
        case Sense.AT_MOST:
            return Interval(floor, high, span.high_open)
        case Sense.UNDER if floor == high:
            return None
        case Sense.UNDER:
            return (
                Interval(floor, add(high, -1)) if whole else Interval(floor, high, high_open=True)
            )
        case _:
            return span


def _around(span: Interval, sense: Sense, *, whole: bool, tolerance: Decimal) -> Interval:
    low, high = span.low or 0, span.high or 0
    reach = (1 - tolerance, 1 + tolerance if sense is Sense.ABOUT else 1)
    # A number already open above (2000余) is not pushed further up by 约.
    top = low if span.high_open else high
    around = [multiply(end, share) for end in (low, top) for share in reach]
    least, most = min(low, *around), max(high, *around)
    if whole:
        least, most = _rounded(least, ROUND_FLOOR), _rounded(most, ROUND_CEILING)
    return Interval(least, most, span.high_open and most == high)


def _rounded(number: Number, rounding: str) -> Number:
    return int(Decimal(number).to_integral_value(rounding=rounding))
