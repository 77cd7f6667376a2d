"""Numbers in columns: whole or Decimal, never rounded, with their possible values."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import Any

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from kejifupin.terms.arithmetic import EXACT, plain, to_number

_LARGEST = 2**63 - 1
ROOM = 2**62
"""What products and sums inside a query must stay below."""


@frozen(eq=False)
class Number:
    """One end of a number in a column: what stands there, divided by a constant (数值列).

    Args:
        expr: The column; null where the end is unbounded or nothing is known.
        per: What it is divided by: 100 where 分 stand for 元, 1/10000 where 万人 stand for 人.
        scale: Decimal places, if the column is of type Decimal; None for whole numbers.
        bound: How far from zero it can be, where arithmetic made sure of it.
    """

    expr: nw.Expr
    per: Fraction = Fraction(1)
    scale: int | None = None
    bound: int | None = None

    @property
    def zero(self) -> nw.Expr:
        """Zero of the same type."""
        if self.scale is None:
            return nw.lit(0)
        return nw.lit(0).cast(nw.Decimal(38, self.scale))

    def value(self, found: Any) -> int | Decimal:
        """What a sum of the column, taken out of a query, amounts to."""
        return self.values((found,))[0]

    def values(self, found: Iterable[Any]) -> list[int | Decimal]:
        """What sums of the column, taken out of a query, amount to; nothing adds up to zero."""
        if self.per == 1:
            return [each if type(each) is int else plain(each or 0) for each in found]
        places = len(str(self.per)) - 1
        if self.per == 10**places:
            return [_shifted(int(each or 0), places) for each in found]
        return [to_number(Fraction(each) / self.per) if each else 0 for each in found]

    def at_least(self, limit: Fraction) -> nw.Expr:
        """Whether it is a number or more; null where the end is."""
        answer: nw.Expr = self.expr >= self._limit(limit, up=True)
        return answer

    def at_most(self, limit: Fraction) -> nw.Expr:
        """Whether it is a number or less; null where the end is."""
        answer: nw.Expr = self.expr <= self._limit(limit, up=False)
        return answer

    def above(self, limit: Fraction) -> nw.Expr:
        """Whether it is more than a number; null where the end is."""
        answer: nw.Expr = self.expr > self._limit(limit, up=False)
        return answer

    def below(self, limit: Fraction) -> nw.Expr:
        """Whether it is less than a number; null where the end is."""
        answer: nw.Expr = self.expr < self._limit(limit, up=True)
        return answer

    def is_equal(self, limit: Fraction) -> nw.Expr:
        """Whether it is a number exactly; null where the end is."""
        return self.at_least(limit) & self.at_most(limit)

    def _limit(self, limit: Fraction, *, up: bool) -> Any:
        """The nearest number of the column's own type, on the side that changes no answer."""
        steps = limit * self.per * 10 ** (self.scale or 0)
        whole = ceil(steps) if up else floor(steps)
        if self.scale is None:
            return min(max(whole, -_LARGEST), _LARGEST)
        return nw.lit(Decimal(whole).scaleb(-self.scale, EXACT))

    def whole(self) -> Number:
        """The same as whole numbers of 64 bits, for arithmetic."""
        if self.scale is None:
            return evolve(self, expr=self.expr.cast(nw.Int64))
        # Arrow refuses to multiply decimals that might need more than 38 digits.
        narrow = self.expr.cast(nw.Decimal(18, self.scale))
        shifted = (narrow * 10**self.scale).cast(nw.Int64)
        return Number(shifted, self.per * 10**self.scale, bound=self.bound)

    def times(self, factor: Fraction) -> Number:
        """The same, times a constant above zero; nothing is computed for it."""
        return evolve(self, per=self.per / factor)

    def steps(self, per: Fraction) -> Number:
        """The same whole number with a divisor that is a multiple of its own."""
        factor = int(per / self.per)
        if factor == 1:
            return self
        bound = None if self.bound is None else self.bound * factor
        return Number(self.expr * factor, per, bound=bound)


def _shifted(number: int, places: int) -> int | Decimal:
    """A whole number of hundredths, say, as the number it stands for."""
    whole, rest = divmod(number, 10**places)
    return Decimal(number).scaleb(-places, EXACT) if rest else whole


def together(numbers: Iterable[Number]) -> tuple[Number, ...]:
    """Whole numbers brought to one divisor, so that they add and compare."""
    whole = tuple(numbers)
    above = lcm(*(each.per.numerator for each in whole))
    per = Fraction(above, gcd(*(each.per.denominator for each in whole)))
    return tuple(each.steps(per) for each in whole)
