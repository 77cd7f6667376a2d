"""Intervals of possible values: what is known of a number that is not known exactly."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN
from fractions import Fraction

from attrs import frozen

from kejifupin.terms.arithmetic import Number, add, check_ends, multiply, plain, to_number
from kejifupin.terms.quantities import Vague


@frozen
class Interval:
    """All the values that a number may have (区间).

    Arithmetic is exact, and never leaves out a value that is possible: where an end could only be
    kept as "just above", it is kept as "from".

    Args:
        low: The least value; None for unbounded below.
        high: The greatest value; None for unbounded above.
        high_open: Whether ``high`` itself is out of reach.

    Raises:
        ValueError: The interval would be empty, or an end is not finite.
        TypeError: An end is no int or Decimal.
    """

    low: Number | None
    high: Number | None
    high_open: bool = False

    def __attrs_post_init__(self) -> None:
        low, high = self.low, self.high
        # Millions are made in a row, nearly all of them of whole numbers in order.
        if type(low) is int and type(high) is int and low <= high and not self.high_open:
            return
        check_ends(low, high, high_open=self.high_open)

    @classmethod
    def exact(cls, number: Number) -> Interval:
        """The interval that holds one number."""
        return cls(number, number)

    @classmethod
    def of(cls, amount: Number | Vague) -> Interval:
        """What an amount may be.

        >>> Interval.of(Vague(10, 20, "10余亩", high_open=True))
        Interval(low=10, high=20, high_open=True)
        """
        if isinstance(amount, Vague):
            return cls(amount.low, amount.high, amount.high_open)
        return cls(amount, amount)

    @classmethod
    def at_least(cls, number: Number) -> Interval:
        """From a number upwards without end."""
        return cls(number, None)

    @classmethod
    def unknown(cls) -> Interval:
        """Nothing is known: unbounded both ways."""
        return cls(None, None)

    @property
    def is_exact(self) -> bool:
        """Whether only one value is possible."""
        return self.low is not None and self.low == self.high

    @property
    def exact_value(self) -> Number | None:
        """The one value that is possible, or None where there are more."""
        return plain(self.low) if self.is_exact and self.low is not None else None

    def __contains__(self, number: Number) -> bool:
        """Whether a number is one of the possible values."""
        if self.low is not None and number < self.low:
            return False
        return (
            self.high is None or number < self.high or (number == self.high and not self.high_open)
        )

    def __add__(self, other: Interval) -> Interval:
        """What the sum may be."""
        if not isinstance(other, Interval):
            return NotImplemented
        low = None if self.low is None or other.low is None else add(self.low, other.low)
        if self.high is None or other.high is None:
            return Interval(low, None)
        return Interval(low, add(self.high, other.high), self.high_open or other.high_open)

    def minus(self, other: Interval) -> Interval:
        """What the difference may be, if the two numbers have nothing to do with each other.

        >>> Interval(10, 12).minus(Interval(3, 4))
        Interval(low=6, high=9, high_open=False)
        """
        low = None if self.low is None or other.high is None else add(self.low, -other.high)
        if self.high is None or other.low is None:
            return Interval(low, None)
        return Interval(low, add(self.high, -other.low), self.high_open)

    def scaled(self, factor: Number) -> Interval:
        """What the number times a factor may be.

        >>> Interval(2, None).scaled(-3)
        Interval(low=None, high=-6, high_open=False)
        """
        if factor == 0:
            return Interval(0, 0)
        low, high = (
            None if end is None else multiply(end, factor) for end in (self.low, self.high)
        )
        return Interval(low, high, self.high_open) if factor > 0 else Interval(high, low)

    def times(self, other: Interval) -> Interval:
        """What the product may be, if the two numbers have nothing to do with each other.

        >>> Interval(2, 3).times(Interval(10, None))
        Interval(low=20, high=None, high_open=False)
        """
        ends = [
            (one, another)
            for one in ((self.low, -1), (self.high, 1))
            for another in ((other.low, -1), (other.high, 1))
        ]
        found: list[Number] = []
        falls = grows = False
        for (one, way), (another, other_way) in ends:
            if one is not None and another is not None:
                found.append(multiply(one, another))
                continue
            # 0 times whatever is 0; else one end out of sight takes the product with it.
            signs = [
                way_ if end is None else (end > 0) - (end < 0)
                for end, way_ in ((one, way), (another, other_way))
            ]
            sign = signs[0] * signs[1]
            falls, grows = falls or sign < 0, grows or sign > 0
            if sign == 0:
                found.append(0)
        low = None if falls else min(found)
        if grows:
            return Interval(low, None)
        high = max(found)
        # Of numbers below 0 another corner may reach the same end.
        upwards = all(each.low is not None and each.low >= 0 for each in (self, other))
        return Interval(low, high, upwards and high > 0 and (self.high_open or other.high_open))

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        if self.high is None or other.high is None:
            return Interval(low, None)
        high = max(self.high, other.high)
        # The end is out of reach only if neither of the two reaches it.
        return Interval(low, high, high not in self and high not in other)

    def divided_by(self, other: Interval) -> Interval | None:
        """What a share of two numbers, neither below 0, may be.

        A quotient without a finite decimal is rounded to 28 significant digits: to the nearest
        where both numbers are exact, else outwards.

        Returns:
            The interval of the quotient, unbounded above where the denominator may come close to
            0; None where the denominator can only be 0 or one of the two only negative.

        >>> Interval.exact(3).divided_by(Interval(4, 6))
        Interval(low=Decimal('0.5'), high=Decimal('0.75'), high_open=False)
        """
        above, below = self._not_negative(), other._not_negative()
        if above is None or below is None or below.high == 0:
            return None
        low, high = above.low or 0, above.high
        one = above.is_exact and below.is_exact
        least: Number = 0
        if below.high is not None:
            least = _quotient(low, below.high, ROUND_HALF_EVEN if one else ROUND_FLOOR)
        if high == 0:
            return Interval(0, 0)
        if high is None or not below.low:
            return Interval(least, None)
        most = _quotient(high, below.low, ROUND_HALF_EVEN if one else ROUND_CEILING)
        return Interval(least, most, above.high_open)

    def _not_negative(self) -> Interval | None:
        if self.high is not None and (self.high < 0 or (self.high == 0 and self.high_open)):
            return None
        return Interval(max(self.low or 0, 0), self.high, self.high_open)


def _quotient(above: Number, below: Number, rounding: str) -> Number:
    return to_number(Fraction(above) / Fraction(below), rounding)
