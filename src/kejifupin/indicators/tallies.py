"""Tallies: what records amount to, before anything is divided, and how tallies go together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from attrs import frozen

from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.terms.arithmetic import Number, add
from kejifupin.terms.intervals import Interval

ZERO = Interval.exact(0)


@frozen
class Tally:
    """What some records amount to for one partial (部分量的值).

    Args:
        total: Possible values of the count or sum of what was reported.
        reported: Records that were counted, or whose figure was, “-” among them.
        blank: Records whose field was not reported or not readable.
        uncertain: Records of which it cannot be told whether they count.
        none: Records that say there is none of the item (“-”), among the reported.
        seen: All records of the kind, whether or not the condition picks them.
        certain: Keys that are counted for certain, for distinct counts.
        possible: Further keys that may count.
    """

    total: Interval = ZERO
    reported: int = 0
    blank: int = 0
    uncertain: int = 0
    none: int = 0
    seen: int = 0
    certain: frozenset[Hashable] = frozenset()
    possible: frozenset[Hashable] = frozenset()

    @property
    def has_data(self) -> bool:
        """Whether anything is known: a record that the condition passes over says zero."""
        return self.seen > self.blank


NOTHING = Tally()


def summed(amounts: Iterable[Interval]) -> Interval:
    """The sum of possible values; what may be anything below its upper end is not below zero."""
    low: Number = 0
    high: Number | None = 0
    high_open = False
    for each in amounts:
        least = each.low or 0
        whole = type(low) is int and type(least) is int
        low = low + least if whole else add(low, least)
        if high is None or each.high is None:
            high, high_open = None, False
        else:
            whole = type(high) is int and type(each.high) is int
            high = high + each.high if whole else add(high, each.high)
            high_open = high_open or each.high_open
    return Interval(low, high, high_open)


def merge(tallies: Iterable[Tally]) -> Tally:
    """All tallies together, nothing for none."""
    found = tuple(tallies)
    if len(found) <= 1:
        return found[0] if found else NOTHING
    return Tally(
        summed(each.total for each in found),
        sum(each.reported for each in found),
        sum(each.blank for each in found),
        sum(each.uncertain for each in found),
        sum(each.none for each in found),
        sum(each.seen for each in found),
        frozenset().union(*(each.certain for each in found)),
        frozenset().union(*(each.possible for each in found)),
    )


def interval_of(tally: Tally, partial: Partial) -> Interval:
    """The possible values that a tally stands for."""
    if partial.kind is PartialKind.DISTINCT:
        sure = len(tally.certain)
        return Interval(sure, sure + len(tally.possible - tally.certain) + tally.blank)
    return tally.total
