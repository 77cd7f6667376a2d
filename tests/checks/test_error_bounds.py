"""Bounds of the number wrong are exact: held against every possible population."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.checks import wrong_bounds


def chance(population, drawn, marked, seen):
    """The hypergeometric chance of exactly so many, from its definition."""
    ways = comb(marked, seen) * comb(population - marked, drawn - seen)
    return Fraction(ways, comb(population, drawn))


@given(st.data())
def test_bounds_hold_what_is_not_too_unlikely(data):
    """A number is within the bounds where neither tail falls to 2.5 per cent."""
    population = data.draw(st.integers(1, 14))
    drawn = data.draw(st.integers(0, population))
    wrong = data.draw(st.integers(0, drawn))

    def tails(marked):
        at_least = sum(chance(population, drawn, marked, x) for x in range(wrong, drawn + 1))
        at_most = sum(chance(population, drawn, marked, x) for x in range(wrong + 1))
        return min(at_least, at_most)

    possible = [each for each in range(population + 1) if tails(each) > Fraction(1, 40)]

    assert wrong_bounds(population, drawn, wrong) == (possible[0], possible[-1])


@given(st.integers(1, 10), st.data())
def test_bounds_hold_the_truth_as_often_as_they_say(population, data):
    """Over all samples of a known population, at least 95 in 100 bounds hold the truth."""
    drawn = data.draw(st.integers(0, population))
    marked = data.draw(st.integers(0, population))
    held = Fraction(0)
    for seen in range(max(0, drawn + marked - population), min(drawn, marked) + 1):
        low, high = wrong_bounds(population, drawn, seen)
        held += chance(population, drawn, marked, seen) * (low <= marked <= high)

    assert held >= Fraction(95, 100)


def test_who_looked_at_everything_knows():
    assert wrong_bounds(53, 53, 2) == (2, 2)
    assert wrong_bounds(53, 0, 0) == (0, 53)


@pytest.mark.parametrize("numbers", [(5, 6, 0), (5, 3, 4), (5, 3, -1)])
def test_what_cannot_be_is_refused(numbers):
    with pytest.raises(ValueError, match="cannot be"):
        wrong_bounds(*numbers)


def test_a_confidence_is_a_chance():
    with pytest.raises(ValueError, match="between 0 and 1"):
        wrong_bounds(5, 3, 1, confidence=Fraction(95))
