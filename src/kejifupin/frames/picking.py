"""Which rows a partial counts, for certain or perhaps, and which of them have a key."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw
from attrs import Factory, field, frozen

from kejifupin.frames.engines import Frame
from kejifupin.frames.scans import refuse_lists
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.values import yes
from kejifupin.indicators.plan import Partial, PartialKind


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
        truth: The same as ``sure``, but null where ``maybe`` is true.
    """

    sure: nw.Expr
    maybe: nw.Expr | None
    all: bool = False
    truth: nw.Expr = field(default=Factory(lambda self: self.sure, takes_self=True))

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
        return self.sure if self.maybe is None else self.truth.fill_null(value=True)


def picked(partial: Partial, sheet: Sheet) -> Picked:
    """Which rows a partial counts: that exist, are not left aside, and meet its condition."""
    leaves = dict.fromkeys(partial.without_none)
    if partial.kind is PartialKind.COUNT and partial.field is not None:
        leaves[partial.field] = None
    key = (partial.where, partial.by, partial.within, tuple(leaves))
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
    truth = answer.truth
    if there:
        truth = sheet.joint(("sure", key), lambda: _all([answer.truth, *there]))
    if answer.decided:
        return Picked(truth, None)
    maybe = sheet.joint(("maybe", key), lambda: _all([answer.truth.is_null(), *there]))
    return Picked(yes(truth), maybe, truth=truth)


def _all(flags: Sequence[nw.Expr]) -> nw.Expr:
    first, *rest = flags
    for each in rest:
        first = first & each
    return first


def key_flags(partial: Partial, sheet: Sheet) -> tuple[nw.Expr | None, nw.Expr]:
    """Whether no “-” stands in the fields of a key, and whether all are reported and none is.

    Returns:
        The first is None where “-” cannot stand there.
    """
    for key in partial.distinct:
        refuse_lists(sheet, key)
    nones = [found for key in partial.distinct if (found := sheet.none(key)) is not None]
    reported = [sheet.reported(key) for key in partial.distinct]
    if not nones:
        return None, sheet.joint(("complete", partial.distinct), lambda: _all(reported))
    clear = [~each for each in nones]
    return (
        sheet.joint(("named", partial.distinct), lambda: _all(clear)),
        sheet.joint(("complete", partial.distinct), lambda: _all([*reported, *clear])),
    )
