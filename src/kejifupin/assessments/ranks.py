"""Ranks: which are possible while what is ranked is not known exactly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from kejifupin.assessments.marks import Marks, fraction_text


class Ties(StrEnum):
    """How those of one score are ranked (并列名次)."""

    COMPETITION = "competition"
    """1, 2, 2, 4."""
    DENSE = "dense"
    """1, 2, 2, 3."""
    SHARED = "shared"
    """1, 2.5, 2.5, 4."""


@frozen
class Rank:
    """The ranks that are possible among those ranked together (名次).

    Args:
        best: The best.
        worst: The worst.
        among: How many are ranked together.
        best_place: How many are surely ahead or level, oneself included.
        worst_place: How many may be ahead or level, oneself included.
        group: What those ranked together are called; empty for all.
    """

    best: Fraction
    worst: Fraction
    among: int
    best_place: int
    worst_place: int
    group: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether one rank alone is possible."""
        return self.best == self.worst

    def text(self) -> str:
        """The rank in Chinese.

        >>> Rank(Fraction(2), Fraction(3), 9, 2, 3, "贫困县").text()
        '第2—3名（贫困县，共9个）'
        """
        first, last = fraction_text(self.best), fraction_text(self.worst)
        told = first if self.is_exact else f"{first}—{last}"
        group = f"{self.group}，" if self.group else ""
        return f"第{told}名（{group}共{self.among}个）"


def ranks_of(
    scores: Mapping[str, Marks], groups: Mapping[str, str], ties: Ties
) -> Mapping[str, Rank]:
    """The rank of each subject among those of its group.

    Args:
        scores: Subject → its score, the higher the better.
        groups: Subject → the name of those it is ranked with.
        ties: How those of one score are ranked.
    """
    together: dict[str, list[str]] = {}
    for key in scores:
        together.setdefault(groups[key], []).append(key)
    found = {}
    for name, keys in together.items():
        field = _Field([scores[key] for key in keys], ties, name)
        found.update({key: field.rank(scores[key]) for key in keys})
    return found


@frozen
class _Field:
    """Those who are ranked together."""

    scores: Sequence[Marks]
    ties: Ties
    group: str

    @cached_property
    def lows(self) -> Sequence[Fraction]:
        return sorted(each.low for each in self.scores)

    @cached_property
    def highs(self) -> Sequence[Fraction]:
        return sorted(each.high for each in self.scores)

    @cached_property
    def different(self) -> Sequence[Fraction] | None:
        """The scores without repetition; None where some are not exact."""
        exact = all(each.is_exact for each in self.scores)
        return sorted({each.low for each in self.scores}) if exact else None

    def rank(self, own: Marks) -> Rank:
        lows, highs, among = self.lows, self.highs, len(self.scores)
        ahead = among - bisect_right(lows, own.high)
        maybe = among - bisect_right(highs, own.low) - (not own.is_exact)
        # One is level with oneself where one's score is exact.
        level = bisect_right(lows, own.high) - bisect_left(lows, own.high) - own.is_exact
        maybe_level = bisect_right(highs, own.low) - bisect_left(highs, own.low) - own.is_exact
        best, worst = Fraction(1 + ahead), Fraction(1 + maybe)
        if self.ties is Ties.DENSE:
            best, worst = self._dense(own)
        elif self.ties is Ties.SHARED:
            best, worst = best + Fraction(level, 2), worst + Fraction(maybe_level, 2)
        places = 1 + ahead + level, 1 + maybe + maybe_level
        return Rank(best, worst, among, *places, self.group)

    def _dense(self, own: Marks) -> tuple[Fraction, Fraction]:
        if self.different is not None:
            place = Fraction(1 + len(self.different) - bisect_right(self.different, own.high))
            return place, place
        ahead = [each for each in self.scores if each.low > own.high]
        maybe = [each for each in self.scores if each.high > own.low and each is not own]
        return Fraction(1 + _fewest(ahead)), Fraction(1 + _most(maybe))


def _fewest(scores: Sequence[Marks]) -> int:
    """The fewest different scores that some may have."""
    count, last = 0, None
    for each in sorted(scores, key=lambda marks: marks.high):
        if last is None or each.low > last:
            count, last = count + 1, each.high
    return count


def _most(scores: Sequence[Marks]) -> int:
    """No fewer than the most different scores that some may have."""
    exact = {each.low for each in scores if each.is_exact}
    return len(exact) + sum(not each.is_exact for each in scores)
