"""From what divisions have of their own to what each amounts to with everything below it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.reporting import Reporting
from kejifupin.indicators.tallies import NOTHING, Tally, interval_of, merge
from kejifupin.records.kinds import Silence
from kejifupin.records.reach import Reach
from kejifupin.terms.intervals import Interval


class Rolled(NamedTuple):
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
    return Interval(known.low, None) if missing else known


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
    codes, own = reporting.reporters, [code for code, tally in tallies.items() if tally.seen]
    if not codes.issuperset(own):
        codes = codes.union(own)
    order = reach.lowest_first(codes)
    if not reporting.rolls_up:
        tallies = {code: tally.alone for code, tally in tallies.items()}
        order = tuple((code, ()) for code, _ in order if code in codes)
    # What was divided counts in what it stays with, and is no division of the day itself.
    gone = reach.remnants() & codes
    if reporting.stands:
        stood = _stood(partial, tallies, reporting, order)
        return {code: each for code, each in stood.items() if code not in gone}
    families = reach.families(codes) if reporting.rolls_up else ()
    here = [code for code, _ in order if code not in gone]
    rolled = RolledUp(partial, tallies, reporting, here)
    for code, lowest, others in families:
        rolled.add(code, lowest, others)
    return rolled


class RolledUp(Mapping[str, Rolled]):
    """Division → what it amounts to, where all levels add (汇总表).

    Kept is only what was added up. A division with nothing below it amounts to what it has of its
    own: so it is for nearly all of a country's villages, each made up when it is asked for.
    """

    def __init__(
        self,
        partial: Partial,
        tallies: Mapping[str, Tally],
        reporting: Reporting,
        codes: Sequence[str],
    ) -> None:
        self._partial = partial
        self._own = tallies
        self._codes = codes
        self._known = frozenset(codes)
        self._above: dict[str, Rolled] = {}
        missing = reporting.silence is Silence.MISSING
        self._silent = reporting.reporters if missing else frozenset[str]()

    def add(self, code: str, lowest: Sequence[str], others: Sequence[str]) -> None:
        """Add up a division and those just below it.

        Args:
            code: The division.
            lowest: Those below it that nothing stands below.
            others: The others, added up before.
        """
        own = self._own.get(code)
        found = [each for each in map(self._own.get, lowest) if each is not None]
        below = [self._above[each] for each in others]
        tallies = [*found, *(each.tally for each in below), *(() if own is None else (own,))]
        gaps = [
            each
            for each, tally in zip(lowest, map(self._own.get, lowest), strict=True)
            if tally is None or not tally.seen or tally.blank
        ]
        gap = [each for one in (code, *gaps) for each in self._gap(one)]
        self._above[code] = Rolled(merge(tallies), _missing(tuple(sorted(gap)), below))

    def __getitem__(self, code: str) -> Rolled:
        found = self._above.get(code)
        if found is not None:
            return found
        if code not in self._known:
            raise KeyError(code)
        return Rolled(self._own.get(code, NOTHING), self._gap(code))

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    def _gap(self, code: str) -> tuple[str, ...]:
        """The division itself, where its own figure is unknown."""
        return _own_gap(code, self._own.get(code), self._partial, self._silent)


def _own_gap(
    code: str, own: Tally | None, partial: Partial, silent: Container[str]
) -> tuple[str, ...]:
    if own is not None and own.seen:
        return (code,) if lacks_figure(own, partial) else ()
    return (code,) if code in silent else ()


def _stood(
    partial: Partial,
    tallies: Mapping[str, Tally],
    reporting: Reporting,
    order: Iterable[tuple[str, Sequence[str]]],
) -> Mapping[str, Rolled]:
    """Division → what it amounts to, where its own return stands for everything below it."""
    silent = reporting.reporters if reporting.silence is Silence.MISSING else frozenset[str]()
    results: dict[str, Rolled] = {}
    for code, children in order:
        own = tallies.get(code)
        gap = _own_gap(code, own, partial, silent)
        if own is None and not children:
            results[code] = Rolled(NOTHING, gap)
        else:
            results[code] = _stand_or_add(own, gap, [results[child] for child in children])
    return results


def _stand_or_add(own: Tally | None, gap: tuple[str, ...], below: Sequence[Rolled]) -> Rolled:
    children = Rolled(merge([each.tally for each in below]), _missing((), below))
    has_children = children.tally.has_data
    if own is not None and stands(own):
        return Rolled(own, gap, own, children if has_children else None)
    if own is not None and own.blank:
        # What was left blank still shows as such beside the sum that stands in for it.
        blank = Tally(blank=own.blank, seen=own.blank)
        children = children._replace(tally=merge((children.tally, blank)))
    # Where something came from below, it stands in for the division's own figure.
    return children if has_children else children._replace(missing=_missing(gap, below))


def _missing(gap: tuple[str, ...], below: Sequence[Rolled]) -> tuple[str, ...]:
    lists = [each.missing for each in below if each.missing]
    if not lists or (len(lists) == 1 and not gap):
        return lists[0] if lists else gap
    return tuple(sorted((*gap, *(code for codes in lists for code in codes))))
