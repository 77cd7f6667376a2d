"""A total divided into parts that add up: the largest remainder, between floors and ceilings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor

from attrs import frozen


@frozen
class Claim:
    """What one of those that share a total may have (分配资格).

    Args:
        key: Who it is; of equal remainders the first key in order gets the more.
        weight: How much of the total falls to it beside the others.
        floor: The least that it gets.
        ceiling: The most; None where there is none.
    """

    key: str
    weight: Fraction
    floor: int = 0
    ceiling: int | None = None

    def at(self, level: Fraction) -> Fraction:
        """What it gets where one of weight is worth ``level``, before rounding."""
        wanted = max(self.weight * level, Fraction(self.floor))
        return wanted if self.ceiling is None else min(wanted, Fraction(self.ceiling))

    @property
    def turns(self) -> tuple[Fraction, ...]:
        """The levels at which it leaves its floor and reaches its ceiling."""
        if not self.weight:
            return ()
        ends = (self.floor,) if self.ceiling is None else (self.floor, self.ceiling)
        return tuple(end / self.weight for end in ends)


@frozen
class Portion:
    """What one of them gets (应得数).

    Args:
        exact: Before rounding.
        whole: After it.
    """

    exact: Fraction
    whole: int


def divide(total: int, claims: Iterable[Claim]) -> dict[str, Portion] | None:
    """Divide a total by weight, each within its limits, into whole parts that add up to it.

    One level is sought at which what every claim gets, cut off at its floor and its ceiling, adds
    up; the parts are rounded down, and what is left goes to the largest remainders. So nobody with
    a larger weight and the same limits gets less, and the order of the claims does not matter.

    Args:
        total: What is divided.
        claims: Who shares it, each key once.

    Returns:
        Key → portion in the order of the keys; None where no level adds up to the total.

    >>> [each.whole for each in divide(10, [Claim(key, Fraction(1)) for key in "abc"]).values()]
    [4, 3, 3]
    """
    ordered = sorted(claims, key=lambda each: each.key)
    level = _level(total, ordered)
    if level is None:
        return None
    exact = {each.key: each.at(level) for each in ordered}
    whole = {key: floor(share) for key, share in exact.items()}
    left = total - sum(whole.values())
    by_rest = sorted(exact, key=lambda key: (whole[key] - exact[key], key))
    for key in by_rest[:left]:
        whole[key] += 1
    return {key: Portion(exact[key], whole[key]) for key in exact}


def _level(total: int, claims: Sequence[Claim]) -> Fraction | None:
    """The level at which the claims add up to a total; None where they never do."""
    turns = sorted({Fraction(0), *(turn for each in claims for turn in each.turns)})
    sums = _Sums(claims)
    # The sum never falls as the level rises, so the stretch can be found by halving.
    place = bisect_right(turns, Fraction(total), key=sums.at) - 1
    if place < 0:
        return None
    start = turns[place]
    missing = total - sums.at(start)
    if not missing:
        return start
    rising = sum((each.weight for each in claims if _rises(each, start)), Fraction(0))
    return start + missing / rising if rising else None


@frozen
class _Sums:
    claims: Sequence[Claim]

    def at(self, level: Fraction) -> Fraction:
        return sum((each.at(level) for each in self.claims), Fraction(0))


def _rises(claim: Claim, level: Fraction) -> bool:
    """Whether a claim gets more just above a level."""
    wanted = claim.weight * level
    return (
        claim.weight > 0
        and wanted >= claim.floor
        and (claim.ceiling is None or wanted < claim.ceiling)
    )
