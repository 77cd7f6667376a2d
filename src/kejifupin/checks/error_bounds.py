"""How many of a population are wrong, from how many of a sample are: exact bounds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb

DEFAULT_CONFIDENCE = Fraction(95, 100)


def wrong_bounds(
    population: int, drawn: int, wrong: int, *, confidence: Fraction = DEFAULT_CONFIDENCE
) -> tuple[int, int]:
    """Between how many of a population are wrong, where a simple random sample found some.

    The bounds are those of the hypergeometric distribution, both tails weighed alike: a number
    outside of them would give a sample as far off as this one with a chance of at most half of
    what the confidence leaves. They take into account that the population is finite: who looked
    at everything knows.

    Args:
        population: How many there are.
        drawn: How many of them were looked at.
        wrong: How many of these were wrong.
        confidence: With what chance, at least, bounds made in this way hold the true number.

    Returns:
        The least and the greatest number that are wrong, both included.

    Raises:
        ValueError: More wrong than drawn, more drawn than there are, or a confidence that is no
            chance.

    >>> wrong_bounds(200, 20, 0)
    (0, 32)
    >>> wrong_bounds(40, 40, 3)
    (3, 3)
    """
    if not 0 <= wrong <= drawn <= population:
        raise ValueError(f"{wrong} wrong of {drawn} drawn of {population} cannot be")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    tail = (1 - confidence) / 2
    right = drawn - wrong
    low = _least(wrong, population - right, lambda n: _many(population, drawn, n, wrong) > tail)
    # Seen from the right ones the upper bound is a lower one.
    fit = _least(right, population - wrong, lambda n: _many(population, drawn, n, right) > tail)
    return low, population - fit


def _many(population: int, drawn: int, marked: int, seen: int) -> Fraction:
    """The chance that a sample has at least so many of the marked ones."""
    rest = population - marked
    first, last = max(seen, drawn - rest), min(drawn, marked)
    if first > last:
        return Fraction(0)
    # One product of two binomials, then each term from the one before it: far cheaper.
    ways = term = comb(marked, first) * comb(rest, drawn - first)
    for had in range(first, last):
        term = term * (marked - had) * (drawn - had) // ((had + 1) * (rest - drawn + had + 1))
        ways += term
    return Fraction(ways, comb(population, drawn))


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number for which something holds that holds for all above it too."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
