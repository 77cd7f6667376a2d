"""The unit of what is multiplied or divided: 亩 times 元/亩 is 元."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN
from fractions import Fraction

from kejifupin.terms.arithmetic import Number, to_number
from kejifupin.terms.units import find_unit, is_unit

ONE = "1"


def multiplied_units(above: Iterable[str], below: Iterable[str] = ()) -> tuple[str, Number]:
    """The unit of a product or quotient, and what the bare number is to be multiplied by.

    Units of one dimension above and below the line cancel out, whatever their size; shares in
    percent become plain numbers.

    Args:
        above: Units of the factors.
        below: Units of what they are divided by.

    Returns:
        The unit, ``1`` where nothing is left, with a dot between several (``人·天``); and the
        factor.

    >>> multiplied_units(["万亩", "元/亩"])
    ('元', 10000)
    >>> multiplied_units(["元/亩"], ["元/公斤"])
    ('公斤/亩', 1)
    """
    top: list[str] = []
    bottom: list[str] = []
    for units, up, down in ((above, top, bottom), (below, bottom, top)):
        for each in units:
            first, *rest = each.split("/")
            up.append(first)
            down.extend(rest)
    factor = Fraction(1)
    for each in tuple(top):
        other = next((one for one in bottom if _alike(each, one)), None)
        if other is not None:
            factor *= _size(each) / _size(other)
            top.remove(each)
            bottom.remove(other)
    for side, sign in ((top, 1), (bottom, -1)):
        for each in tuple(side):
            if _alike(each, ONE):
                factor *= _size(each) ** sign
                side.remove(each)
    text = "/".join(("·".join(top) or ONE, *bottom))
    return text, to_number(factor, ROUND_HALF_EVEN)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return (
        is_unit(one) and is_unit(other) and find_unit(one).dimension == find_unit(other).dimension
    )


def _size(unit: str) -> Fraction:
    return find_unit(unit).ratio if is_unit(unit) else Fraction(1)
