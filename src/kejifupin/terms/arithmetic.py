"""Exact arithmetic on whole and decimal numbers, untouched by the caller's decimal context."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

Number = int | Decimal
"""A number: whole where it can be, never a float."""

# Wide enough for any sum or product of printed numbers; the caller's own context is not touched.
EXACT = Context(prec=200)
SIGNIFICANT_DIGITS = 28
"""Digits kept of a quotient that has no finite decimal, such as 1亩 in 平方米."""


def check_ends(low: Number | None, high: Number | None, *, high_open: bool = False) -> None:
    """Refuse ends that enclose nothing.

    Raises:
        ValueError: The ends are the wrong way round, or not finite, or an open end is missing.
        TypeError: An end is no int or Decimal.
    """
    for end in (low, high):
        if end is not None and type(end) is not int:
            plain(end)
    if high is None:
        if high_open:
            raise ValueError("only an upper end that is given can be open")
    elif low is not None and (low > high or (high_open and low == high)):
        raise ValueError(f"no number lies between {low} and {high}")


def plain(number: Number) -> Number:
    """The same number, as an int where it is whole.

    Raises:
        TypeError: It is no int or Decimal.
        ValueError: It is not finite.

    >>> plain(Decimal("35000.0")), plain(Decimal("1E+3")), plain(Decimal("0.50"))
    (35000, 1000, Decimal('0.50'))
    """
    if isinstance(number, int):
        return int(number)
    if not isinstance(number, Decimal):
        raise TypeError(f"a number is an int or a Decimal, not {type(number).__name__}")
    if not number.is_finite():
        raise ValueError(f"{number} is not a finite number")
    whole = int(number)
    return whole if whole == number else number


def add(first: Number, second: Number) -> Number:
    """The exact sum of two numbers."""
    if isinstance(first, int) and isinstance(second, int):
        return first + second
    return plain(EXACT.add(Decimal(first), Decimal(second)))


def multiply(first: Number, second: Number) -> Number:
    """The exact product of two numbers."""
    if isinstance(first, int) and isinstance(second, int):
        return first * second
    return plain(EXACT.multiply(Decimal(first), Decimal(second)))


def to_number(fraction: Fraction, rounding: str = ROUND_HALF_EVEN) -> Number:
    """A fraction as a number, exact where it has a finite decimal.

    Args:
        fraction: Any fraction.
        rounding: How to round what has no finite decimal to 28 significant digits.

    >>> to_number(Fraction(3, 8)), to_number(Fraction(6, 3))
    (Decimal('0.375'), 2)
    """
    above, below = fraction.numerator, fraction.denominator
    if below == 1:
        return above
    rest, places = below, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest //= prime
            times += 1
        places = max(places, times)
    if rest == 1:
        return Decimal(f"{above * 10**places // below}E-{places}")
    context = Context(prec=SIGNIFICANT_DIGITS, rounding=rounding)
    return context.divide(Decimal(above), Decimal(below))


def format_number(number: Number, decimals: int | None = None) -> str:
    """A number in digits, without exponent or separators.

    Args:
        number: The number.
        decimals: Digits after the point, rounded half up (四舍五入); None keeps what there is.

    >>> format_number(Decimal("1E+4")), format_number(Decimal("0.125"), 2), format_number(3, 1)
    ('10000', '0.13', '3.0')
    """
    value = plain(number)
    if decimals is None:
        return str(value) if isinstance(value, int) else format(value, "f").rstrip("0")
    unit = Decimal((0, (1,), -decimals))
    rounded = Decimal(value).quantize(unit, rounding=ROUND_HALF_UP, context=EXACT)
    return format(abs(rounded) if rounded == 0 else rounded, "f")
