"""How official documents print figures: shares with one decimal, whole things as whole numbers."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.values import cut_number, interval_text
from kejifupin.reports.sentences import Stated, What
from kejifupin.targets.baselines import Growth
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import EXACT, Number, add, format_number, plain, to_number
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval
from kejifupin.terms.units import find_unit

PERCENT: Final = "%"
_TENTH: Final = Decimal("0.1")
_WHOLE: Final = 100
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def per_cent(share: Fraction) -> str:
    """A share in per cent, with one decimal, never rounded to nothing or to the whole.

    >>> per_cent(Fraction(2, 3)), per_cent(Fraction(1, 2)), per_cent(Fraction(9999, 10000))
    ('66.7%', '50%', '99.9%')
    """
    return percent_text(to_number(share * _WHOLE))


def percent_text(number: Number, *edges: Number) -> str:
    """A percentage with one decimal; rounding never takes it to 0, to 100 or to another edge.

    Args:
        number: The percentage.
        edges: What else it must not seem to have reached, such as the 80 that are asked for.

    >>> percent_text(Decimal("79.96")), percent_text(Decimal("79.96"), 80)
    ('80%', '79.9%')
    """
    exact = Decimal(number)
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP, EXACT)
    for edge in (0, _WHOLE, *edges):
        if rounded == edge != exact:
            step = _TENTH if exact > edge else -_TENTH
            rounded = Decimal(edge) + step
    return f"{format_number(rounded)}{PERCENT}"


def percents_text(value: Interval, *edges: Number) -> str:
    """Possible percentages: one with one decimal, or a range that none of them lies outside of.

    Args:
        value: The possible percentages.
        edges: What an exact one must not seem to have reached.

    >>> percents_text(Interval(Decimal("66.66"), Decimal("88.88")))
    '66.6—88.9%'
    """
    if value.exact_value is not None:
        return percent_text(value.exact_value, *edges)
    low = None if value.low is None else Decimal(value.low).quantize(_TENTH, ROUND_FLOOR, EXACT)
    high = (
        None if value.high is None else Decimal(value.high).quantize(_TENTH, ROUND_CEILING, EXACT)
    )
    return interval_text(Interval(low, high, high_open=value.high_open), PERCENT)


def value_text(status: TargetStatus) -> str:
    """A status's figure with its unit."""
    if status.value is not None and status.unit == PERCENT:
        edges = (each for each in (status.bound.at_least, status.bound.at_most) if each is not None)
        return percents_text(status.value, *edges)
    return amount_text(status.value, status.unit)


def amount_text(value: Interval | None, unit: str, decimals: int = 2) -> str:
    """Possible amounts in words; what stays below its upper end stands in two parts.

    Args:
        value: The possible amounts; None for no data.
        unit: Their unit.
        decimals: Decimal places that are shown of a quotient without an end.

    >>> amount_text(Interval(60, 70, high_open=True), "万元")
    '60万元以上、不足70万元'
    """
    if value is not None and value.high_open and value.low is not None and value.high is not None:
        low, high = cut_number(value.low), cut_number(value.high, up=True)
        return f"{low}{unit}以上、不足{high}{unit}"
    return interval_text(value, unit, decimals)


def growth_words(status: TargetStatus) -> str:
    """How far a figure has grown or gone back, in words; empty where no growth is asked for.

    Nobody writes that something grew by -8%: it went back by 8%.
    """
    value, growth = status.value, status.target.growth
    if growth is None or status.counts_members or value is None:
        return ""
    more, less = ("增加", "减少") if growth is Growth.ABSOLUTE else ("增长", "下降")
    if value == Interval.exact(0):
        return "增幅为零"
    if value.high is not None and value.high <= 0:
        return f"{less}{_of_growth(status, Interval.exact(0).minus(value))}"
    if value.low is not None and value.low >= 0:
        return f"{more}{_of_growth(status, value)}"
    if value.low is None and value.high is None:
        return ""
    is_ = "为" if value.low is not None and value.high is not None else ""
    return f"增幅{is_}{_of_growth(status, value)}"


def _of_growth(status: TargetStatus, value: Interval) -> str:
    percent = status.unit == PERCENT
    return percents_text(value) if percent else interval_text(value, status.unit)


def promise_text(status: TargetStatus) -> str:
    """What must be reached, in words; nothing is no number with a unit."""
    bound = status.bound
    if status.counts_members or status.target.growth is not None or bound.stretch is not None:
        return status.bound_text()
    if bound.at_least == 0 and bound.at_most is None:
        return "不低于零"
    if bound.at_most != 0 or bound.at_least not in (None, 0):
        return status.bound_text()
    value = status.value
    is_count = value is None or value.low is None or value.low >= 0
    return "为零" if bound.at_least == 0 or is_count else "不超过零"


def rate_text(status: TargetStatus) -> str:
    """How much of a target is done; a stroke where there are no data."""
    return "—" if status.value is None else percents_text(status.completion)


def asked_number(status: TargetStatus) -> Number | None:
    """What the pace asks for by the day, rounded up: of whole things to the next whole number.

    Who must have done 21.77 of 53 counties must have done 22; of 209.94万元 it is 210.
    """
    pace = status.pace
    if pace is None or status.unit == PERCENT:
        return pace
    exact = Decimal(pace)
    if _is_whole(status) or exact >= _WHOLE:
        return plain(exact.to_integral_value(ROUND_CEILING))
    return plain(exact.quantize(_TENTH, ROUND_CEILING, EXACT)) if exact > 1 else pace


def asked_text(status: TargetStatus) -> str:
    """The same with its unit; a stroke where nothing is asked for."""
    asked = asked_number(status)
    if asked is None:
        return "—"
    if status.unit == PERCENT:
        return percent_text(asked)
    return f"{cut_number(asked, up=True)}{status.unit}"


def difference_text(status: TargetStatus, one: Number, other: Number) -> str:
    """By how much two figures of a status differ, with its unit."""
    return _apart_text(status, add(one, -other))


def gap_text(status: TargetStatus) -> str:
    """What lacks until the target is met, or what is too much, in words; empty for nothing.

    Where the value is not exact, the gap is the largest that is possible.
    """
    gap, value, floor = status.gap, status.value, status.bound.at_least
    if not gap or value is None:
        return ""
    short = floor is not None and value.low is not None and value.low < floor
    most = "" if value.is_exact else "最多"
    return f"{most}{'还差' if short else '超出'}{_apart_text(status, gap, up=True)}"


def stated(status: TargetStatus, what: What, text: str, detail: str = "") -> Stated:
    """A figure of a status, as it stands in a sentence."""
    return Stated(
        what,
        text,
        target=status.target.key,
        divisions=(status.division,),
        state=status.state,
        detail=detail,
    )


def notes_of(status: TargetStatus) -> str:
    """What else a reader should know of a target, its days as documents print them.

    Of members that reach what one hoped for their sentence speaks.
    """
    told = "；".join(each for each in status.notes() if not each.startswith("其中"))
    return _DAY.sub(lambda found: chinese_date(date.fromisoformat(found[0])), told)


def _apart_text(status: TargetStatus, apart: Number, *, up: bool = False) -> str:
    if status.unit == PERCENT:
        return f"{percent_text(apart).removesuffix(PERCENT)}个百分点"
    return f"{cut_number(apart, up=up)}{status.unit}"


def _is_whole(status: TargetStatus) -> bool:
    if status.counts_members:
        return status.unit != PERCENT
    try:
        unit = find_unit(status.unit)
    except UnknownNameError:
        return False
    return unit.is_counted and unit.ratio == 1
