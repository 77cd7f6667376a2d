"""From a partial to the columns that are added up, and from their sums to tallies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.numbers import Number
from kejifupin.frames.picking import Picked, fields_of, key_flags, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.values import Amount, yes
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.tallies import Tally
from kejifupin.terms.intervals import Interval


@frozen
class Sums:
    """Where the parts of a partial's tally stand among the sums of a query (合计列).

    A name that is None stands for a sum that can only be zero.

    Args:
        low: Least sum.
        high: Greatest sum; the same as ``low`` where nothing is vague.
        per: What the two are divided by.
        unbounded: How many amounts have no upper end.
        open: How many have an upper end that is out of reach.
        reported: Rows that count for certain.
        blank: Rows without a figure.
        uncertain: Rows of which it cannot be told whether they count.
        none: Rows with “-”.
        seen: Rows that exist.
        counts: Whether the total is that of the rows themselves.
        rest: Whether every row that was not reported is blank, so that none need be counted.
    """

    seen: str
    low: str | None = None
    high: str | None = None
    per: Number | None = None
    unbounded: str | None = None
    open: str | None = None
    reported: str | None = None
    blank: str | None = None
    uncertain: str | None = None
    none: str | None = None
    counts: bool = False
    rest: bool = False

    def tallies(self, found: Mapping[str, Sequence[Any]]) -> list[Tally]:
        """One tally for each row of the sums."""
        nothing = [0] * len(found[self.seen])

        def counts(name: str | None) -> Sequence[int]:
            # Beside rows of others that have something, those without have null.
            return nothing if name is None else [int(each) if each else 0 for each in found[name]]

        reported, uncertain, seen = map(counts, (self.reported, self.uncertain, self.seen))
        blank = counts(self.blank)
        if self.rest:
            blank = [every - some for every, some in zip(seen, reported, strict=True)]
        totals = self._totals(found, reported, uncertain)
        return list(map(Tally, totals, reported, blank, uncertain, counts(self.none), seen))

    def _totals(
        self, found: Mapping[str, Sequence[Any]], reported: Sequence[int], uncertain: Sequence[int]
    ) -> list[Interval]:
        if self.counts:
            most = map(int.__add__, reported, uncertain)
            return list(map(Interval, reported, most))
        if self.low is None or self.high is None or self.per is None:
            return [_NO_TOTAL] * len(reported)
        lows = self.per.values(found[self.low])
        if self.high == self.low:
            return list(map(Interval, lows, lows))
        highs = self.per.values(found[self.high])
        nothing = [0] * len(lows)
        endless = nothing if self.unbounded is None else found[self.unbounded]
        opened = nothing if self.open is None else found[self.open]
        return [
            Interval(low, None) if no_end else Interval(low, high, bool(is_open))
            for low, high, no_end, is_open in zip(lows, highs, endless, opened, strict=True)
        ]

    def blanks(self) -> nw.Expr:
        """How many are blank, from the columns of the sums; never null."""
        if self.rest:
            return _count_of(self.seen) - _count_of(self.reported)
        return _count_of(self.blank)


def _count_of(name: str | None) -> nw.Expr:
    return nw.lit(0) if name is None else nw.col(name).cast(nw.Int64).fill_null(0)


_NO_TOTAL = Interval(0, 0)


def sums_of(partial: Partial, sheet: Sheet) -> Sums:
    """What must be added up for a count, a sum, or the rows behind a distinct count.

    Of the latest, only how many rows exist and how many of them may count.

    Args:
        partial: The partial.
        sheet: The query that it becomes a part of.
    """
    sheet.reads(fields_of(partial))
    rows = picked(partial, sheet)
    exists = sheet.exists(partial)
    key = (partial.where, partial.by, partial.within, partial.without_none)
    seen = (
        "_n"
        if exists is None
        else sheet.count(("seen", partial.by, partial.asked_of(sheet.kind)), lambda: exists)
    )
    match partial.kind:
        case PartialKind.COUNT:
            return _count(partial, sheet, rows, key, seen)
        case PartialKind.DISTINCT:
            return _distinct(partial, sheet, rows, key, seen)
        case PartialKind.LATEST:
            # What its condition passes over is seen; the rest is told by its subjects.
            return Sums(seen, blank=_rows(sheet, Picked(rows.any, None, all=rows.all), key, seen))
        case PartialKind.SUM:
            amount = sheet.amount(partial.field or "")
            return _sum(partial, sheet, rows, key, seen, amount)


def _count(
    partial: Partial, sheet: Sheet, rows: Picked, key: tuple[object, ...], seen: str
) -> Sums:
    maybe = rows.maybe
    if partial.field is None:
        return Sums(
            seen,
            reported=_rows(sheet, rows, (*key, "sure"), seen),
            uncertain=sheet.count(("maybe", key), lambda: maybe) if maybe is not None else None,
            counts=True,
        )
    amount = sheet.amount(partial.field)
    known = nw.lit(value=False) if amount is None else amount.known
    key = (*key, partial.field, "figures")
    return Sums(
        seen,
        reported=sheet.count(("sure", key), lambda: rows.surely(known)),
        blank=_blanks(sheet, rows, key, ~known),
        uncertain=(
            sheet.count(("maybe", key), lambda: maybe & known) if maybe is not None else None
        ),
        counts=True,
        rest=rows.all,
    )


def _blanks(sheet: Sheet, rows: Picked, key: tuple[object, ...], blank: nw.Expr) -> str | None:
    """How many rows are blank; where all rows count, those that were not reported are."""
    return None if rows.all else sheet.count(("blank", key), lambda: rows.perhaps(blank))


def _rows(sheet: Sheet, rows: Picked, key: tuple[object, ...], seen: str) -> str:
    """How many rows surely count; without a condition and a “-”, all that there are."""
    if rows.all:
        return seen
    return sheet.count(("rows", key), lambda: rows.truth)


def _distinct(
    partial: Partial, sheet: Sheet, rows: Picked, key: tuple[object, ...], seen: str
) -> Sums:
    named, complete = key_flags(partial, sheet)
    key = (*key, partial.distinct)
    maybe = rows.maybe
    none = None
    if named is not None:
        none = sheet.count(("none", key), lambda: rows.perhaps(~named))
    return Sums(
        seen,
        reported=sheet.count(
            ("sure", key),
            lambda: (
                rows.surely(complete) | rows.perhaps(~named)
                if named is not None
                else rows.surely(complete)
            ),
        ),
        blank=_blanks(sheet, rows, key, ~complete if named is None else ~complete & named),
        rest=rows.all,
        uncertain=(
            sheet.count(("maybe", key), lambda: maybe & complete) if maybe is not None else None
        ),
        none=none,
    )


def _sum(
    partial: Partial,
    sheet: Sheet,
    rows: Picked,
    key: tuple[object, ...],
    seen: str,
    amount: Amount | None,
) -> Sums:
    key = (*key, partial.field, "sum")
    if amount is None:
        return Sums(seen, blank=sheet.count(("blank", key), lambda: rows.any))
    name = partial.field or ""
    known, maybe, none = amount.known, rows.maybe, sheet.none(name)

    def low() -> nw.Expr:
        return _end(amount.low, rows, nw.min_horizontal)

    def high() -> nw.Expr:
        return _end(amount.high, rows, nw.max_horizontal)

    low_name = sheet.add(("low", key), lambda: sheet.wide(name, amount.low, low()))
    exact = not amount.vague and maybe is None
    return Sums(
        seen,
        low=low_name,
        high=(
            low_name
            if exact
            else sheet.add(("high", key), lambda: sheet.wide(name, amount.high, high()))
        ),
        per=amount.low,
        unbounded=(
            sheet.count(("endless", key), lambda: rows.perhaps(known & amount.high.expr.is_null()))
            if amount.vague and amount.endless
            else None
        ),
        open=None
        if amount.open is None
        else sheet.count(("open", key), lambda: _open(amount, rows)),
        reported=sheet.count(("sure", key), lambda: rows.surely(known)),
        blank=_blanks(sheet, rows, key, ~known),
        rest=rows.all,
        uncertain=(
            sheet.count(("maybe", key), lambda: maybe & known) if maybe is not None else None
        ),
        none=sheet.count(("none", key), lambda: rows.surely(none)) if none is not None else None,
    )


def _end(number: Number, rows: Picked, outward: Any) -> nw.Expr:
    """One end of what each row adds; a row that may not count may add nothing as well."""
    if rows.all:
        # Nothing stands where nothing is known, and sums pass over it.
        return number.expr
    there = ~number.expr.is_null()
    added = nw.when(rows.surely(there)).then(number.expr)
    if rows.maybe is None:
        return added.otherwise(number.zero)
    either = outward(number.expr, number.zero)
    return added.otherwise(nw.when(rows.maybe & there).then(either).otherwise(number.zero))


def _open(amount: Amount, rows: Picked) -> nw.Expr:
    is_open = amount.open if amount.open is not None else nw.lit(value=False)
    counted = rows.sure
    if rows.maybe is not None:
        counted = counted | (rows.maybe & yes(amount.high.expr > amount.high.zero))
    return counted & amount.known & is_open & ~amount.high.expr.is_null()
