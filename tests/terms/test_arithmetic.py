"""Exact arithmetic on whole and decimal numbers."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.arithmetic import add, check_ends, format_number, multiply, plain, to_number

numbers = st.integers(-(10**15), 10**15) | st.decimals(
    min_value=-(10**15), max_value=10**15, places=6
)


@given(numbers, numbers)
def test_sums_and_products_are_those_of_fractions(first, second):
    """Sums and products are exact, whatever precision the caller's decimal context has."""
    with localcontext(Context(prec=3)):
        total, product = add(first, second), multiply(first, second)

    assert Fraction(first) + Fraction(second) == Fraction(total)
    assert Fraction(first) * Fraction(second) == Fraction(product)


@given(numbers)
def test_a_number_written_out_reads_back_as_the_same_number(number):
    """Digits lose nothing, and never show an exponent."""
    text = format_number(number)

    assert "E" not in text.upper()
    assert Decimal(text) == number


@given(st.integers(-(10**12), 10**12), st.integers(0, 9), st.integers(0, 9))
def test_fractions_with_a_finite_decimal_are_exact(above, twos, fives):
    """A denominator of twos and fives gives the very number."""
    fraction = Fraction(above, 2**twos * 5**fives)

    assert Fraction(to_number(fraction)) == fraction


def test_a_fraction_without_finite_decimal_keeps_28_digits():
    """2/3 has 28 sixes and sevens."""
    assert Decimal("0." + "6" * 27 + "7") == to_number(Fraction(2, 3))


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (0, None, "0"),
        (Decimal("0.50"), None, "0.5"),
        (Decimal("100.0"), None, "100"),
        (Decimal("1E+4"), None, "10000"),
        (Decimal("0.0000001"), None, "0.0000001"),
        (Decimal("2.345"), 2, "2.35"),
        (Decimal("2.335"), 2, "2.34"),
        (Decimal("-2.345"), 2, "-2.35"),
        (Decimal("-0.001"), 2, "0.00"),
        (7, 2, "7.00"),
        (Decimal("9.995"), 2, "10.00"),
        (Decimal("0.5"), 0, "1"),
    ],
)
def test_numbers_are_rounded_half_up_and_shown_in_digits(number, decimals, text):
    """四舍五入, no exponent, no minus sign before a zero."""
    assert text == format_number(number, decimals)


@pytest.mark.parametrize("wrong", [1.5, "3", None])
def test_what_is_no_int_or_decimal_is_refused(wrong):
    """A float would bring in digits that nobody wrote."""
    with pytest.raises(TypeError, match="int or a Decimal"):
        plain(wrong)


@pytest.mark.parametrize("wrong", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_numbers_that_are_not_finite_are_refused(wrong):
    """Neither NaN nor Infinity was ever counted."""
    with pytest.raises(ValueError, match="finite"):
        plain(Decimal(wrong))


@pytest.mark.parametrize(
    ("low", "high", "high_open"), [(2, 1, False), (1, 1, True), (1, None, True), (None, None, True)]
)
def test_ends_that_enclose_nothing_are_refused(low, high, high_open):
    """An empty or half-stated interval is a mistake of the program."""
    with pytest.raises(ValueError):
        check_ends(low, high, high_open=high_open)


def test_plain_makes_a_whole_decimal_an_int():
    """35000.0 is 35000, and True is 1."""
    assert [type(plain(each)) for each in (Decimal("35000.0"), True, Decimal("0.1"))] == [
        int,
        int,
        Decimal,
    ]
