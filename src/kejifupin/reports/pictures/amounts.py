"""Amounts as they stand in pictures: short, with 万 and 亿 where they are large."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from kejifupin.indicators.values import cut_number
from kejifupin.reports.figures import PERCENT, percents_text, value_text
from kejifupin.targets.forecast import Forecast
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import EXACT, Number, format_number, plain
from kejifupin.terms.intervals import Interval

_STEPS: Final = ((8, "亿"), (4, "万"))
_LEAST: Final = {8: 8, 4: 5}
"""From how many digits on: 1亿 and 10万 are shortened, 35000 is not."""
_DIGITS: Final = 4
_LARGE: Final = 10


def amount_text(number: Number, unit: str = "", *, up: bool = False) -> str:
    """A number with its unit in four digits or so, cut and never rounded to more.

    Args:
        number: The number.
        unit: Its unit, which may itself be in 万.
        up: Whether it is rounded upwards instead, as the upper end of a range is.

    >>> amount_text(35000, "人次"), amount_text(1234567, "人次"), amount_text(24700, "万人次")
    ('35000人次', '123.4万人次', '2.47亿人次')
    """
    count = Decimal(number)
    counted = unit.removeprefix("万")
    for power, word in _STEPS:
        # A number of 万 has four of the zeros in its unit.
        left = power - 4 * (counted != unit)
        least = _LEAST[power] if left == power else left
        if left > 0 and abs(count) >= Decimal(10) ** least:
            scaled = count.scaleb(-left, EXACT)
            places = max(_DIGITS - len(str(abs(int(scaled)))), 0)
            rounding = ROUND_CEILING if up else ROUND_FLOOR
            cut = scaled.quantize(Decimal(1).scaleb(-places), rounding, EXACT)
            return f"{_plain(cut)}{word}{counted}"
    return f"{cut_number(number, up=up)}{unit}"


def possible_text(value: Interval | None, unit: str = "") -> str:
    """Possible values, short.

    >>> possible_text(Interval(3, None), "支"), possible_text(Interval(120000, 150000), "人次")
    ('至少3支', '12万—15万人次')
    >>> possible_text(Interval(-1422, 1422), "人")
    '-1422至1422人'
    """
    if value is None:
        return "无数据"
    if value.low is None and value.high is None:
        return "不明"
    if value.is_exact and value.low is not None:
        return amount_text(value.low, unit)
    if value.high is None:
        return f"至少{amount_text(value.low or 0, unit)}"
    high = f"{'不足' if value.high_open else ''}{amount_text(value.high, unit, up=True)}"
    if value.low is None:
        return f"至多{high}"
    low = amount_text(value.low, unit).removesuffix(unit)
    to = "至" if value.low < 0 else "—"
    return f"{low.removesuffix(unit.removeprefix('万'))}{to}{high}"


def status_text(status: TargetStatus) -> str:
    """A status's figure with its unit, short."""
    return (
        value_text(status) if status.unit == PERCENT else possible_text(status.value, status.unit)
    )


def forecast_text(forecast: Forecast, unit: str) -> str:
    """Where things lead, in whole numbers where they are large: nobody knows it more closely.

    Args:
        forecast: The forecast.
        unit: Its unit.
    """
    value = forecast.value
    if unit == PERCENT:
        return percents_text(value)
    low = None if value.low is None else _rough(value.low, ROUND_FLOOR)
    high = None if value.high is None else _rough(value.high, ROUND_CEILING)
    if value.is_exact:
        return f"约{amount_text(low or 0, unit)}"
    # Rounded outwards, the end is within.
    return possible_text(Interval(low, high), unit)


def _rough(number: Number, rounding: str) -> Number:
    places = Decimal(1) if abs(Decimal(number)) >= _LARGE else Decimal("0.1")
    return plain(Decimal(number).quantize(places, rounding, EXACT))


def _plain(number: Decimal) -> str:
    text = format_number(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
