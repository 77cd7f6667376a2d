"""From what a compiled loop gathered to tallies, and to what divisions have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import frozen

from kejifupin.indicators.compiled_bases import Base
from kejifupin.indicators.compiled_keys import Chain, KeyBook
from kejifupin.indicators.compiled_loops import Loop, make_loop
from kejifupin.indicators.counting import sum_of_latest
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.sharing import shared_at
from kejifupin.indicators.tallies import NONE_SHARED, ZERO, Tally, summed
from kejifupin.records.kinds import RecordKind
from kejifupin.records.reach import Reach
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, as_interval
from kejifupin.terms.arithmetic import Number, add
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

Row = tuple[Any, ...]
"""What a loop gathered in one division."""
# A tally for each part and division, millions of them: made without a call in Python.
_tally = tuple.__new__


def count_records(
    kind: RecordKind,
    partials: Iterable[Partial],
    groups: Mapping[str, Sequence[Record]],
    setting: Setting,
    reach: Reach,
) -> Mapping[Partial, Mapping[str, Tally]]:
    """Tally all partials of a kind in one pass over its records.

    Args:
        kind: The kind.
        partials: What to count of it.
        groups: Division → its own records.
        setting: The programme and its day.
        reach: The tree in which distinct counts add up.

    Returns:
        Partial → division → tally, as `counting.tallies_by_home` gives it for each by itself.
    """
    wanted = tuple(dict.fromkeys(partials))
    loop = make_loop(kind, wanted, setting)
    order = reach.depth_first(groups)
    tellers = [(_teller(each, loop, reach, order), dict[str, Tally]()) for each in wanted]
    outside = groups.keys() - set(order)
    for row in loop.run((home, groups[home]) for home in (*order, *outside)):
        home = row[0]
        for tell, tallies in tellers:
            tallies[home] = tell(row)
    return {
        each: tell.shared(tallies) if isinstance(tell, _Distinct) else tallies
        for each, (tell, tallies) in zip(wanted, tellers, strict=True)
    }


def _teller(
    partial: Partial, loop: Loop, reach: Reach, order: Sequence[str]
) -> Callable[[Row], Tally]:
    base = loop.bases[partial]
    match partial.kind:
        case PartialKind.COUNT if partial.field is None:
            return _records(base, loop)
        case PartialKind.COUNT:
            return _figures(partial, base, loop)
        case PartialKind.SUM:
            return _sum(partial, base, loop)
        case PartialKind.DISTINCT:
            return _Distinct(partial, loop, reach, order)
        case PartialKind.LATEST:
            return _latest(partial, base, loop)


def _seen(base: Base, loop: Loop) -> int:
    place = None if base.by is None else loop.place("seen", base.by, base.within)
    return 1 if place is None else place


def _answered(base: Base, loop: Loop) -> tuple[int, int | None]:
    """Where it stands how many records surely count, and how many may."""
    sure = loop.place("sure", base)
    return _seen(base, loop) if sure is None else sure, loop.place("unsure", base)


def _records(base: Base, loop: Loop) -> Callable[[Row], Tally]:
    seen = _seen(base, loop)
    sure, unsure = _answered(base, loop)

    def tell(row: Row) -> Tally:
        count = row[sure]
        maybe = 0 if unsure is None else row[unsure]
        total = _from_to(count, count + maybe)
        return _tally(Tally, (total, count, 0, maybe, 0, row[seen], NONE_SHARED))

    return tell


@frozen
class _Column:
    """Where it stands what a field of the records that surely count, and that may, holds (列).

    Args:
        total: The sum of its whole numbers.
        blank: How many are blank.
        none: How many are “-”.
        odd: The others, as a list.
        maybe: All values of the records that may count; None where every record surely does.
    """

    total: int
    blank: int
    none: int
    odd: int
    maybe: int | None

    @classmethod
    def of(cls, partial: Partial, base: Base, loop: Loop) -> _Column:
        """Where the field of a partial stands."""
        total, blank, none, odd = (
            loop.place(letter, base, partial.field) or 0
            for letter in ("total", "blank", "none", "odd")
        )
        return cls(total, blank, none, odd, loop.place("maybe", base, partial.field))


def _figures(partial: Partial, base: Base, loop: Loop) -> Callable[[Row], Tally]:
    seen, at = _seen(base, loop), _Column.of(partial, base, loop)
    sure, _ = _answered(base, loop)

    def tell(row: Row) -> Tally:
        maybe = () if at.maybe is None else row[at.maybe]
        blank = row[at.blank] + (_unread(row[at.odd]) if row[at.odd] else 0)
        count = row[sure] - blank - row[at.none]
        if not maybe:
            return Tally(whole(count), count, blank, seen=row[seen])
        left_out = _unread(maybe)
        unsure = len(maybe) - left_out - sum([1 for each in maybe if each is NONE_OF_ITEM])
        total = Interval(count, count + unsure) if unsure else whole(count)
        return Tally(total, count, blank + left_out, unsure, seen=row[seen])

    return tell


def _unread(values: Sequence[FieldValue]) -> int:
    """How many values are no number."""
    return sum([1 for each in values if as_interval(each) is None])


def _sum(partial: Partial, base: Base, loop: Loop) -> Callable[[Row], Tally]:
    seen, at = _seen(base, loop), _Column.of(partial, base, loop)
    sure, _ = _answered(base, loop)
    total, odd, blank, none, maybe = at.total, at.odd, at.blank, at.none, at.maybe
    if maybe is None:

        def tell(row: Row) -> Tally:
            left = row[blank]
            if not row[odd]:
                found = whole(row[total])
            else:
                unread, found = amounts(row[total], row[odd])
                left += unread
            told = found, row[sure] - left, left, 0, row[none], row[seen], NONE_SHARED
            return _tally(Tally, told)

        return tell

    def tell_unsure(row: Row) -> Tally:
        unread, found = amounts(row[total], row[odd])
        left = row[blank] + unread
        reported = row[sure] - left
        unsure = [each for each in map(as_interval, row[maybe]) if each is not None]
        if unsure:
            found = summed((found, *(each.hull(ZERO) for each in unsure)))
        left += len(row[maybe]) - len(unsure)
        return Tally(found, reported, left, len(unsure), row[none], row[seen])

    return tell_unsure


def amounts(total: Number, values: Sequence[FieldValue]) -> tuple[int, Interval]:
    """What values other than whole numbers amount to; blanks and “-” are not among them.

    Args:
        total: The sum of the whole numbers beside them.
        values: The others.

    Returns:
        How many of them are no number, and the possible values of the whole sum.
    """
    unread = 0
    low: Number = total
    high: Number | None = total
    high_open = False
    for value in values:
        if type(value) is Vague:
            high_open = high_open or value.high_open
            low = add(low, value.low or 0)
            high = None if high is None or value.high is None else add(high, value.high)
        elif type(value) is Decimal and value.is_finite():
            low = add(low, value)
            high = None if high is None else add(high, value)
        elif (amount := as_interval(value)) is None:
            unread += 1
        else:
            low = add(low, amount.low or 0)
            high_open = high_open or amount.high_open
            high = None if high is None or amount.high is None else add(high, amount.high)
    if high is None:
        return unread, Interval(low, None)
    return unread, Interval(low, high, high_open) if low != high else whole(low)


class _Distinct:
    """Tells the tallies of a distinct count, and what the divisions have in common of it."""

    def __init__(self, partial: Partial, loop: Loop, reach: Reach, order: Sequence[str]) -> None:
        base = loop.bases[partial]
        self._seen = _seen(base, loop)
        self._answered = _answered(base, loop)
        self._places = [loop.place(letter, base, partial.distinct) for letter in _DISTINCT]
        self._book = KeyBook(len(partial.distinct) > 1, None if partial.apart else Chain.of(reach))
        self._order = {code: place for place, code in enumerate(order)}

    def __call__(self, row: Row) -> Tally:
        """Tally what a loop gathered in a division; divisions come in depth-first order."""
        gathered: Row = tuple([None if place is None else row[place] for place in self._places])
        written, others, none, blank, written_unsure, others_unsure, *unsure_left = gathered
        keys = more = self._book.settle(written, others)
        if written_unsure or others_unsure:
            more = self._book.settle(written_unsure, others_unsure).difference(keys)
        else:
            more = set()
        # What lies outside of the tree meets nobody.
        if row[0] in self._order:
            self._book.take(self._order[row[0]], row[0], keys, more)
        none_unsure, blank_unsure = (each or 0 for each in unsure_left)
        sure, unsure = self._answered
        count, every = len(keys), len(keys) + len(more) + blank + blank_unsure
        doubts = 0 if unsure is None else row[unsure] - none_unsure - blank_unsure
        return Tally(
            _from_to(count, every),
            row[sure] - blank + none_unsure,
            blank + blank_unsure,
            doubts,
            none + none_unsure,
            row[self._seen],
        )

    def shared(self, tallies: Mapping[str, Tally]) -> Mapping[str, Tally]:
        """The tallies with what their divisions have in common."""
        if self._book.sure is None:
            return tallies
        sure, every = self._book.sure, self._book.every or self._book.sure
        return shared_at(tallies, sure.met.times, every.met.times)


_DISTINCT = (
    *("keys", "other_keys", "none", "blank"),
    *("keys_unsure", "other_keys_unsure", "none_unsure", "blank_unsure"),
)


def _latest(partial: Partial, base: Base, loop: Loop) -> Callable[[Row], Tally]:
    seen, found = _seen(base, loop), loop.place("found", base) or 0
    return lambda row: sum_of_latest(partial, row[found], row[seen])


_SELDOM = 1 << 14
"""From where on one number is hardly met twice."""


@lru_cache(maxsize=1 << 16)
def _from_to(low: int, high: int) -> Interval:
    """The interval between two numbers of things; the commonest are kept."""
    return Interval(low, high)


def whole(number: Number) -> Interval:
    """The interval that holds one number; the commonest are kept."""
    small = type(number) is int and number < _SELDOM
    return _from_to(number, number) if small else Interval(number, number)
