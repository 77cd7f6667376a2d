"""From a partial to the columns that are added up, and from their sums to tallies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.engines import Frame
from kejifupin.frames.numbers import Number
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.values import Amount, yes
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.tallies import Tally
from kejifupin.terms.intervals import Interval


def fields_of(partial: Partial) -> tuple[str, ...]:
    """Keys of all fields that a partial reads."""
    single = tuple(key for key in (partial.field, partial.by) if key is not None)
    where = () if partial.where is None else partial.where.fields()
    return (*single, *partial.distinct, *partial.without_none, *where)


@frozen(eq=False)
class Picked:
    """Which rows a partial counts (计入的行).

    Args:
        sure: Rows that surely count, never null.
        maybe: Rows of which it cannot be told, never null; None where there can be none.
        all: Whether every row surely counts.
    """

    sure: nw.Expr
    maybe: nw.Expr | None
    all: bool = False

    def surely(self, flag: nw.Expr) -> nw.Expr:
        """Rows that surely count and of which something else is true."""
        return flag if self.all else self.sure & flag

    def perhaps(self, flag: nw.Expr) -> nw.Expr:
        """Rows that may count and of which something else is true."""
        return flag if self.all else self.any & flag

    def kept(self, rows: Frame) -> Frame:
        """Only the rows that may count."""
        return rows if self.all else rows.filter(self.any)

    @property
    def any(self) -> nw.Expr:
        """Rows that may count."""
        return self.sure if self.maybe is None else self.sure | self.maybe


def picked(partial: Partial, sheet: Sheet) -> Picked:
    """Which rows a partial counts: that exist, are not left aside, and meet its condition."""
    leaves = dict.fromkeys(partial.without_none)
    if partial.kind is PartialKind.COUNT and partial.field is not None:
        leaves[partial.field] = None
    key = (partial.where, partial.by, tuple(leaves))
    limits = [found for each in leaves if (found := sheet.none(each)) is not None]
    there = [~found for found in limits]
    exists = sheet.exists(partial)
    if exists is not None:
        there.append(exists)
    if partial.where is None:
        if not there:
            return Picked(nw.lit(value=True), None, all=True)
        return Picked(sheet.joint(("sure", key), lambda: _all(there)), None)
    answer = sheet.answered(partial.where)
    sure = sheet.joint(("sure", key), lambda: _all([answer.yes, *there])) if there else answer.yes
    if answer.decided:
        return Picked(sure, None)
    maybe = sheet.joint(("maybe", key), lambda: _all([~answer.yes, ~answer.no, *there]))
    return Picked(sure, maybe)


def _all(flags: Sequence[nw.Expr]) -> nw.Expr:
    first, *rest = flags
    for each in rest:
        first = first & each
    return first


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

    def tally(self, found: Mapping[str, Sequence[Any]], row: int) -> Tally:
        """The tally that one row of the sums holds."""

        def count(name: str | None) -> int:
            return 0 if name is None else int(found[name][row] or 0)

        reported, uncertain = count(self.reported), count(self.uncertain)
        total = _NO_TOTAL
        if self.counts:
            total = Interval(reported, reported + uncertain)
        elif self.low is not None and self.high is not None and self.per is not None:
            low = self.per.value(found[self.low][row])
            high = low if self.high == self.low else self.per.value(found[self.high][row])
            if count(self.unbounded):
                total = Interval(low, None)
            else:
                total = Interval(low, high, bool(count(self.open)))
        seen = count(self.seen)
        blank = seen - reported if self.rest else count(self.blank)
        return Tally(total, reported, blank, uncertain, count(self.none), seen)

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
    key = (partial.where, partial.by, partial.without_none)
    seen = "_n" if exists is None else sheet.count(("seen", partial.by), lambda: exists)
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
    return sheet.count(("rows", key), lambda: rows.sure)


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


def key_flags(partial: Partial, sheet: Sheet) -> tuple[nw.Expr | None, nw.Expr]:
    """Whether no “-” stands in the fields of a key, and whether all are reported and none is.

    Returns:
        The first is None where “-” cannot stand there.
    """
    nones = [found for key in partial.distinct if (found := sheet.none(key)) is not None]
    reported = [sheet.reported(key) for key in partial.distinct]
    if not nones:
        return None, sheet.joint(("complete", partial.distinct), lambda: _all(reported))
    clear = [~each for each in nones]
    return (
        sheet.joint(("named", partial.distinct), lambda: _all(clear)),
        sheet.joint(("complete", partial.distinct), lambda: _all([*reported, *clear])),
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
            if amount.vague
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
