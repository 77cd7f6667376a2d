"""Points that may not be known exactly: the least and the most that are possible."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from kejifupin.indicators.values import cut_number
from kejifupin.terms.arithmetic import Number, to_number
from kejifupin.terms.intervals import Interval

_CUT = 10**22
_LARGEST = 10**9

ENDLESS = Fraction(10**9)
"""Points that stand for no limit, where a minus or a bonus has none."""
_NO_LIMIT = ENDLESS / 2
"""What is left of no limit when all other points are added or taken away is beyond this."""


@frozen
class Marks:
    """The points that are possible, as exact fractions (得分).

    Args:
        low: The least.
        high: The most.

    Raises:
        ValueError: The least is more than the most.
    """

    low: Fraction
    high: Fraction

    def __attrs_post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"no points lie between {self.low} and {self.high}")

    @classmethod
    def exact(cls, points: Fraction | Number) -> Marks:
        """Points that are known."""
        return cls(Fraction(points), Fraction(points))

    @classmethod
    def between(cls, one: Fraction | Number, other: Fraction | Number) -> Marks:
        """From the smaller to the larger of two."""
        ends = sorted((Fraction(one), Fraction(other)))
        return cls(*ends)

    @classmethod
    def hull_of(cls, marks: Iterable[Marks]) -> Marks:
        """The smallest that holds all of some, of which there is at least one."""
        every = tuple(marks)
        return cls(min(each.low for each in every), max(each.high for each in every))

    @property
    def is_exact(self) -> bool:
        """Whether the points are known."""
        return self.low == self.high

    @property
    def interval(self) -> Interval:
        """The same as decimals; what has no finite one keeps 28 digits."""
        return Interval(to_number(self.low), to_number(self.high))

    @property
    def number(self) -> Number | None:
        """The points as a decimal; None where they are not known exactly."""
        return to_number(self.low) if self.is_exact else None

    def text(self, unit: str = "分") -> str:
        """The points in Chinese.

        >>> Marks.exact(Fraction(10, 3)).text(), Marks.between(8, 10).text()
        ('3.33分', '8—10分')
        >>> Marks.between(0, ENDLESS).text(), Marks.between(5 - ENDLESS, 5).text()
        ('0分以上', '5分以下')
        """
        if self.is_exact:
            return f"{fraction_text(self.low)}{unit}"
        if self.high > _NO_LIMIT:
            return f"{fraction_text(self.low)}{unit}以上" if self.low > -_NO_LIMIT else "不定"
        if self.low < -_NO_LIMIT:
            return f"{fraction_text(self.high)}{unit}以下"
        return f"{fraction_text(self.low)}—{fraction_text(self.high)}{unit}"

    def __add__(self, other: Marks) -> Marks:
        return Marks(self.low + other.low, self.high + other.high)

    def minus(self, other: Marks) -> Marks:
        """What the difference may be."""
        return Marks(self.low - other.high, self.high - other.low)


def fraction_text(number: Fraction) -> str:
    """A fraction in digits; one with more than six decimals is cut to two.

    >>> fraction_text(Fraction(1, 8)), fraction_text(Fraction(2, 3))
    ('0.125', '0.66')
    """
    return cut_number(to_number(number))


def as_fraction(number: Number) -> Fraction:
    """A number as the fraction that it stands for.

    A share without a finite decimal was cut after 28 digits; of two thirds it is two thirds again,
    so that three times a third of a point is a point.

    >>> from decimal import Decimal
    >>> as_fraction(Decimal("0.6666666666666666666666666667")), as_fraction(Decimal("0.5"))
    (Fraction(2, 3), Fraction(1, 2))
    """
    plain = Fraction(number)
    if plain.denominator < _CUT:
        return plain
    whole = plain.limit_denominator(_LARGEST)
    return whole if abs(whole - plain) * _CUT < max(Fraction(1), abs(plain)) else plain


def round_half_up(number: Fraction, digits: int) -> Fraction:
    """A fraction rounded to so many decimals, halves away from zero (四舍五入).

    >>> round_half_up(Fraction("0.125"), 2), round_half_up(Fraction(-5, 2), 0)
    (Fraction(13, 100), Fraction(-3, 1))
    """
    scale = 10**digits
    up, sign = abs(number) * scale + Fraction(1, 2), -1 if number < 0 else 1
    return Fraction(sign * (up.numerator // up.denominator), scale)
