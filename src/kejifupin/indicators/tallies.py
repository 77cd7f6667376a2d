"""Tallies: what records amount to, before anything is divided, and how tallies go together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import attrgetter
from typing import NamedTuple

from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.terms.arithmetic import Number, add
from kejifupin.terms.intervals import Interval

ZERO = Interval.exact(0)
NONE_SHARED = (0, 0)


class Tally(NamedTuple):
    """What some records amount to for one partial (部分量的值).

    Every part adds. So do distinct counts: what stands at several divisions is in the total of
    each, and is taken off again where those divisions meet.
    There is one for each part and division, millions for a country's villages: hence a tuple.

    Args:
        total: Possible values of the count or sum of what was reported; for distinct counts, of
            the division's own keys, a blank being one that may be another.
        reported: Records that were counted, or whose figure was, “-” among them.
        blank: Records whose field was not reported or not readable.
        uncertain: Records of which it cannot be told whether they count.
        none: Records that say there is none of the item (“-”), among the reported.
        seen: All records of the kind, whether or not the condition picks them.
        shared: For distinct counts, how many keys that surely count, and how many that may, the
            totals at and below the division count once too often because they come together here.
    """

    total: Interval = ZERO
    reported: int = 0
    blank: int = 0
    uncertain: int = 0
    none: int = 0
    seen: int = 0
    shared: tuple[int, int] = NONE_SHARED

    @property
    def has_data(self) -> bool:
        """Whether anything is known: a record that the condition passes over says zero."""
        return self.seen > self.blank

    @property
    def alone(self) -> Tally:
        """The same without what the divisions below have in common: its own records alone."""
        return self if self.shared == NONE_SHARED else self._replace(shared=NONE_SHARED)


NOTHING = Tally()


def summed(amounts: Iterable[Interval]) -> Interval:
    """The sum of possible values; what may be anything below its upper end is not below zero."""
    found = tuple(amounts)
    lows = [each.low or 0 for each in found]
    highs = [each.high for each in found if each.high is not None]
    high = _total(highs) if len(highs) == len(found) else None
    is_open = high is not None and any(map(_IS_OPEN, found))
    return Interval(_total(lows), high, is_open)


_IS_OPEN = attrgetter("high_open")
_WHOLE = frozenset({int})


def _total(numbers: Sequence[Number]) -> Number:
    return sum(numbers) if _WHOLE.issuperset(map(type, numbers)) else reduce(add, numbers)


def merge(tallies: Iterable[Tally]) -> Tally:
    """All tallies together, nothing for none."""
    found = tuple(tallies)
    if len(found) <= 1:
        return found[0] if found else NOTHING
    totals, reported, blank, uncertain, none, seen, shared = zip(*found, strict=True)
    together = NONE_SHARED
    if shared.count(NONE_SHARED) < len(shared):
        certain, possible = zip(*shared, strict=True)
        together = sum(certain), sum(possible)
    return Tally(
        summed(totals), sum(reported), sum(blank), sum(uncertain), sum(none), sum(seen), together
    )


def interval_of(tally: Tally, partial: Partial) -> Interval:
    """The possible values that a tally stands for."""
    certain, possible = tally.shared
    if partial.kind is not PartialKind.DISTINCT or not possible:
        return tally.total
    low, high = tally.total.low, tally.total.high
    return Interval(
        None if low is None else low - certain, None if high is None else high - possible
    )
