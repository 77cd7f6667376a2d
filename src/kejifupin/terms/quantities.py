"""Amounts as they are reported: exact, vague, or none of the item; and exact conversion."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from kejifupin.errors import UnitMismatchError
from kejifupin.terms.arithmetic import Number, check_ends, format_number, plain, to_number
from kejifupin.terms.units import Unit, find_unit, is_unit

__all__ = [
    "NONE_OF_ITEM",
    "Amount",
    "NoneOfItem",
    "Number",
    "Unit",
    "Vague",
    "convert",
    "convert_amount",
    "find_unit",
    "format_amount",
    "format_number",
    "is_unit",
    "plain",
]


class NoneOfItem(Enum):
    """The mark “-”: reported, and there is none of this item here (无此项)."""

    NONE_OF_ITEM = "-"

    def __repr__(self) -> str:
        return "NONE_OF_ITEM"

    def __str__(self) -> str:
        return "-"


NONE_OF_ITEM: Final = NoneOfItem.NONE_OF_ITEM
"""The mark “-”: reported, and there is none of this item here."""


@frozen
class Vague:
    """A number of which only the limits are known (模糊数).

    Args:
        low: The least it can be; None where nothing is said.
        high: The most it can be; None where nothing is said.
        text: The words as written, unit included: ``300余人``.
        high_open: Whether ``high`` itself is out of reach, as in 10余亩, from 10 to below 20.

    Raises:
        ValueError: Neither end is given, the ends are the wrong way round, or not finite.
        TypeError: An end is no int or Decimal.
    """

    low: Number | None
    high: Number | None
    text: str
    high_open: bool = False

    def __attrs_post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a vague number needs at least one end")
        check_ends(self.low, self.high, high_open=self.high_open)


Amount = Number | Vague | NoneOfItem
"""What a numeric field holds when something was reported; None stands for not reported."""


def convert(number: Number, source: Unit | str, target: Unit | str) -> Number:
    """A number in one unit, said in another.

    Exact, but for the few quotients without a finite decimal (1亩 is 666.66… 平方米), which keep
    28 significant digits.

    Args:
        number: The number, in ``source``.
        source: The unit it is in.
        target: The unit wanted, of the same dimension.

    Raises:
        UnitMismatchError: The units measure different things (人 and 人次).
        UnknownNameError: One of them is no unit.

    >>> convert(35000, "人次", "万人次"), convert(3, "公顷", "亩")
    (Decimal('3.5'), 45)
    """
    ratio = _ratio(source, target)
    if isinstance(number, int) and ratio.denominator == 1:
        return number * ratio.numerator
    plain(number)
    return to_number(Fraction(number) * ratio)


@lru_cache(maxsize=1024)
def _ratio(source: Unit | str, target: Unit | str) -> Fraction:
    first = find_unit(source) if isinstance(source, str) else source
    second = find_unit(target) if isinstance(target, str) else target
    if first.dimension != second.dimension:
        raise UnitMismatchError(
            f"{first.symbol!r} measures {first.dimension} and {second.symbol!r} measures "
            f"{second.dimension}: they do not convert"
        )
    return first.ratio / second.ratio


def convert_amount(amount: Amount, source: Unit | str, target: Unit | str) -> Amount:
    """An amount in one unit, said in another; “-” stays “-”.

    The words of a vague number stay as written; if they do not name the unit, it is added, so that
    300余 read as 人次 never stands bare in a column of 万人次.

    Raises:
        UnitMismatchError: The units measure different things.
        UnknownNameError: One of them is no unit.

    >>> convert_amount(Vague(300, 399, "300余"), "人次", "万人次")
    Vague(low=Decimal('0.03'), high=Decimal('0.0399'), text='300余人次', high_open=False)
    """
    ratio = _ratio(source, target)
    if isinstance(amount, NoneOfItem):
        return amount
    if not isinstance(amount, Vague):
        return convert(amount, source, target)
    if ratio == 1:
        return amount
    symbol = source if isinstance(source, str) else source.symbol
    low, high = (
        None if end is None else convert(end, source, target) for end in (amount.low, amount.high)
    )
    text = amount.text if symbol in amount.text else f"{amount.text}{symbol}"
    return evolve(amount, low=low, high=high, text=text)


def format_amount(amount: Amount | None) -> str:
    """An amount as a form or a table shows it.

    >>> [format_amount(each) for each in (12, Vague(10, 19, "10余"), NONE_OF_ITEM, None)]
    ['12', '10余', '-', '']
    """
    match amount:
        case None:
            return ""
        case NoneOfItem():
            return amount.value
        case Vague():
            return amount.text
        case _:
            return format_number(amount)
