"""Intervals never leave out a possible value, and exact ones stay exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import Vague

ends = st.integers(-200, 200) | st.decimals(min_value=-200, max_value=200, places=2)
natural = st.integers(0, 200) | st.decimals(min_value=0, max_value=200, places=2)


@st.composite
def held(draw, numbers=ends):
    """An interval and one number that it holds."""
    low, number, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    high_open = draw(st.booleans()) and number < high
    interval = Interval(
        draw(st.sampled_from([low, None])),
        None if not high_open and draw(st.booleans()) else high,
        high_open=high_open,
    )
    assert number in interval
    return interval, number


@given(held(), held())
def test_sums_and_differences_hold_what_their_parts_may_give(first, second):
    """Whatever the two numbers are, their sum and difference are possible."""
    (a, x), (b, y) = first, second

    assert Fraction(x) + Fraction(y) in a + b
    assert Fraction(x) - Fraction(y) in a.minus(b)


@given(held(), ends)
def test_scaling_holds_every_scaled_value(pair, factor):
    """Also for negative factors, which swap the ends, and for 0."""
    interval, number = pair

    assert Fraction(number) * Fraction(factor) in interval.scaled(factor)


@given(held(), held())
def test_products_hold_what_their_parts_may_give(first, second):
    """Whatever the two numbers are, negative ones too, their product is possible."""
    (a, x), (b, y) = first, second

    assert Fraction(x) * Fraction(y) in a.times(b)


@given(held(), held())
def test_a_hull_holds_both_and_ends_where_they_end(first, second):
    """Nothing possible is lost, and no end moves further out than it was."""
    (a, x), (b, y) = first, second
    hull = a.hull(b)

    assert x in hull
    assert y in hull
    assert hull.low in (a.low, b.low)
    assert hull.high in (a.high, b.high)
    assert a.hull(a) == a


@given(held(natural), held(natural))
def test_a_share_holds_every_quotient(first, second):
    """A numerator over a denominator that is not 0, rounding outwards."""
    (a, x), (b, y) = first, second
    share = a.divided_by(b)

    if share is None:
        assert b.high == 0
    elif y and not (a.is_exact and b.is_exact):
        assert Fraction(x) / Fraction(y) in share


@given(st.lists(ends, max_size=20))
def test_a_sum_of_exact_values_is_their_exact_sum(numbers):
    """Rolling up loses and adds nothing, in any order."""
    intervals = [Interval.exact(each) for each in numbers]
    forward = reduce(Interval.__add__, intervals, Interval.exact(0))
    backward = reduce(Interval.__add__, reversed(intervals), Interval.exact(0))

    assert forward == backward
    assert Fraction(forward.exact_value) == sum(map(Fraction, numbers))


@given(held(), held(), held())
def test_addition_does_not_care_about_order(first, second, third):
    """Counties may be added in any order and grouping."""
    a, b, c = first[0], second[0], third[0]

    assert a + b == b + a
    assert (a + b) + c == a + (b + c)


@pytest.mark.parametrize(
    ("above", "below", "share"),
    [
        (Interval.exact(3), Interval.exact(4), Interval.exact(Decimal("0.75"))),
        (Interval.exact(1), Interval.exact(3), Interval.exact(Decimal("0." + "3" * 28))),
        (
            Interval(10, 20, high_open=True),
            Interval.exact(40),
            Interval(Decimal("0.25"), Decimal("0.5"), high_open=True),
        ),
        (Interval.exact(0), Interval(0, 5), Interval.exact(0)),
        (Interval.exact(3), Interval.exact(0), None),
        (Interval.exact(0), Interval.exact(0), None),
        (Interval.exact(3), Interval(0, 6), Interval.at_least(Decimal("0.5"))),
        (Interval.exact(3), Interval.unknown(), Interval.at_least(0)),
        (Interval.unknown(), Interval.exact(4), Interval.at_least(0)),
        (Interval(-4, 2), Interval.exact(4), Interval(0, Decimal("0.5"))),
        (Interval(-4, -2), Interval.exact(4), None),
        (Interval(-4, 0, high_open=True), Interval.exact(4), None),
        (
            Interval(1, 2),
            Interval(3, 7),
            Interval(Decimal("0.1428571428571428571428571428"), Decimal("0." + "6" * 27 + "7")),
        ),
    ],
)
def test_shares_worked_out_by_hand(above, below, share):
    """1/7 is cut off below and 2/3 rounded up above, so that nothing possible is left out."""
    assert above.divided_by(below) == share


@pytest.mark.parametrize(
    ("number", "inside"),
    [(9, False), (10, True), (Decimal("19.99"), True), (20, False), (21, False)],
)
def test_an_open_end_is_out_of_reach(number, inside):
    """10余亩 is from 10 to below 20."""
    interval = Interval.of(Vague(10, 20, "10余亩", high_open=True))

    assert (number in interval) is inside


def test_exact_and_unknown_intervals_say_so():
    """A value is exact only where both ends are one number."""
    assert Interval.exact(Decimal("5.0")).exact_value == 5
    assert isinstance(Interval.exact(Decimal("5.0")).exact_value, int)
    assert Interval.of(7).is_exact
    assert not Interval.unknown().is_exact
    assert Interval.at_least(3).exact_value is None
    assert -(10**9) in Interval.unknown()


def test_sums_with_something_unbounded_are_unbounded_on_that_side():
    """One county that is missing leaves the total open above, not below."""
    assert Interval.exact(40) + Interval.at_least(0) == Interval.at_least(40)
    assert Interval.exact(40).minus(Interval.at_least(0)) == Interval(None, 40)
    assert Interval(10, 20, high_open=True) + Interval(None, None) == Interval.unknown()


def test_a_hull_is_open_only_where_neither_reaches_the_end():
    """[10, 20) with [0, 20] reaches 20; with [0, 5] it does not."""
    opened = Interval(10, 20, high_open=True)

    assert not opened.hull(Interval(0, 20)).high_open
    assert opened.hull(Interval(0, 5)) == Interval(0, 20, high_open=True)


def test_only_intervals_add():
    """A bare number must be made an interval first."""
    with pytest.raises(TypeError):
        Interval.exact(1) + 1
