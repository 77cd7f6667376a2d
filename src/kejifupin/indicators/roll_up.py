"""From what divisions have of their own to what each amounts to with everything below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
from attrs import frozen

from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.reporting import Reporting
from kejifupin.indicators.tallies import NOTHING, Tally, interval_of, merge
from kejifupin.records.kinds import Silence
from kejifupin.records.reach import Reach
from kejifupin.terms.intervals import Interval


@frozen
class Rolled:
    """What a division amounts to once everything below it is in (汇总结果).

    Args:
        tally: All that counts for it.
        missing: Codes of the divisions at or below it whose figure is unknown, in order.
        own: Its own return, where that stands for everything below.
        children: What its children amount to, where its own return stands in their place.
    """

    tally: Tally = NOTHING
    missing: tuple[str, ...] = ()
    own: Tally | None = None
    children: Rolled | None = None

    def interval(self, partial: Partial) -> Interval:
        """The possible values: whoever is missing may add anything from nothing upwards."""
        return widened(interval_of(self.tally, partial), missing=bool(self.missing))


def widened(known: Interval, *, missing: bool) -> Interval:
    """What was reported, open upwards where somebody's figure is missing."""
    return attrs.evolve(known, high=None, high_open=False) if missing else known


def stands(tally: Tally | None) -> bool:
    """Whether a division's own return can stand for everything below it: a figure is in it."""
    return tally is not None and tally.has_data


def lacks_figure(tally: Tally, partial: Partial) -> bool:
    """Whether somebody handed something in and yet left a figure out."""
    return partial.kind is not PartialKind.DISTINCT and tally.blank > 0


def roll_up(
    partial: Partial, tallies: Mapping[str, Tally], reporting: Reporting, reach: Reach
) -> Mapping[str, Rolled]:
    """Roll a partial up over the division links.

    Own figures of the levels add. A return that covers its subtree counts where it stands, else
    the sum of its children does, also where its own field is blank. Reporters without a figure are
    missing, unless silence is zero.

    Args:
        partial: What was counted.
        tallies: Division → tally of its own records.
        reporting: Who should have reported.
        reach: The divisions of the scope, and who stands above whom.

    Returns:
        Division → result, for every division of the scope with data or a reporter at or below it.
    """
    codes = frozenset((*tallies, *reporting.reporters))
    order = reach.lowest_first(codes)
    if not reporting.rolls_up:
        order = tuple((code, ()) for code, _ in order if code in codes)
    results: dict[str, Rolled] = {}
    for code, children in order:
        own = tallies.get(code)
        gap = _own_gap(code, own, partial, reporting)
        below = [results[child] for child in children]
        if not below and not (reporting.stands and own is not None):
            results[code] = Rolled(own or NOTHING, gap)
        elif reporting.stands:
            results[code] = _stand_or_add(own, gap, below)
        else:
            results[code] = _add(own, gap, below)
    return results


def _own_gap(
    code: str, own: Tally | None, partial: Partial, reporting: Reporting
) -> tuple[str, ...]:
    """The division itself, where its own figure is unknown."""
    if own is not None and own.seen:
        return (code,) if lacks_figure(own, partial) else ()
    silent = reporting.silence is Silence.MISSING and code in reporting.reporters
    return (code,) if silent else ()


def _add(own: Tally | None, gap: tuple[str, ...], below: Sequence[Rolled]) -> Rolled:
    tallies = (each.tally for each in below)
    return Rolled(merge((own, *tallies) if own is not None else tallies), _missing(gap, below))


def _stand_or_add(own: Tally | None, gap: tuple[str, ...], below: Sequence[Rolled]) -> Rolled:
    children = _add(None, (), below)
    has_children = children.tally.has_data
    if own is not None and stands(own):
        return Rolled(own, gap, own, children if has_children else None)
    if own is not None and own.blank:
        # What was left blank still shows as such beside the sum that stands in for it.
        blank = Tally(blank=own.blank, seen=own.blank)
        children = attrs.evolve(children, tally=merge((children.tally, blank)))
    # Where something came from below, it stands in for the division's own figure.
    return children if has_children else attrs.evolve(children, missing=_missing(gap, below))


def _missing(gap: tuple[str, ...], below: Sequence[Rolled]) -> tuple[str, ...]:
    lists = [each.missing for each in below if each.missing]
    if not lists or (len(lists) == 1 and not gap):
        return lists[0] if lists else gap
    return tuple(sorted((*gap, *(code for codes in lists for code in codes))))
