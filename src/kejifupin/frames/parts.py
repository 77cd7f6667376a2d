"""What one member's value amounts to, and how it stands against what is promised of it."""

from __future__ import annotations

from fractions import Fraction

import attrs
import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.addends import Sums, sums_of
from kejifupin.frames.numbers import Number
from kejifupin.frames.picking import key_flags, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.records.kinds import Silence
from kejifupin.terms.bounds import Bound


@frozen(eq=False)
class Part:
    """What one part of a member's value amounts to, as columns of the member's row (成员分量).

    Args:
        low: Its least value.
        high: Its greatest, if it has one.
        has: Whether anything is known.
        endless: Whether it has no upper end; None for never.
        open: Whether the upper end is out of reach; None for never.
        lacks: Whether somebody left a figure out; None for never.
    """

    low: Number
    high: Number
    has: nw.Expr
    endless: nw.Expr | None = None
    open: nw.Expr | None = None
    lacks: nw.Expr | None = None

    @classmethod
    def of(cls, sums: Sums, partial: Partial) -> Part:
        """A part whose sums stand in the member's row, null where no record speaks of it."""
        if sums.counts:
            low = high = Number(_count(sums.reported))
            if sums.uncertain is not None:
                high = Number(_count(sums.reported) + _count(sums.uncertain))
        elif sums.low is None or sums.high is None or sums.per is None:
            low = high = Number(nw.lit(0))
        else:
            low, high = (_filled(name, sums.per) for name in (sums.low, sums.high))
        endless = None if sums.unbounded is None else _count(sums.unbounded) > 0
        is_open = None if sums.open is None else _count(sums.open) > 0
        if is_open is not None and endless is not None:
            is_open = is_open & ~endless
        never_blank = sums.blank is None and not sums.rest
        has = _count(sums.reported) if sums.rest else _count(sums.seen)
        if not (sums.rest or never_blank):
            has = has - sums.blanks()
        never_lacks = never_blank or partial.kind is PartialKind.DISTINCT
        lacks = None if never_lacks else sums.blanks() > 0
        return cls(low, high, has > 0, endless, is_open, lacks)


def _count(name: str | None) -> nw.Expr:
    return nw.lit(0) if name is None else nw.col(name).cast(nw.Int64).fill_null(0)


def _filled(name: str, per: Number) -> Number:
    found = nw.col(name)
    if per.scale is None:
        return attrs.evolve(per, expr=found.cast(nw.Int64).fill_null(0))
    return attrs.evolve(per, expr=nw.when(found.is_null()).then(per.zero).otherwise(found))


def own_sums(partial: Partial, sheet: Sheet) -> Sums:
    """What a member's own row amounts to."""
    if partial.kind is PartialKind.LATEST:
        return sums_of(attrs.evolve(partial, kind=PartialKind.SUM), sheet)
    sums = sums_of(partial, sheet)
    if partial.kind is not PartialKind.DISTINCT:
        return sums
    rows = picked(partial, sheet)
    _, complete = key_flags(partial, sheet)
    key = (partial.where, partial.by, partial.within, partial.without_none, partial.distinct)
    blank = sums.blanks()
    return attrs.evolve(
        sums,
        low=sheet.count(("own low", key), lambda: rows.surely(complete)),
        high=sheet.more(("own high", key), lambda: rows.perhaps(complete).cast(nw.Int64) + blank),
        per=Number(nw.lit(0)),
    )


def is_simple(finish: Finish) -> bool:
    """Whether a comparison alone answers: one count or sum, times a factor above zero."""
    plain = finish.python is None and finish.combination is None and not finish.divides
    return plain and len(finish.parts) == 1 and finish.factor > 0


@frozen(eq=False)
class Standing:
    """How members stand, as columns that are never null (成员状况).

    Args:
        held: Whether a member is surely as promised.
        failed: Whether it surely is not.
        silent: Whether there are no data about it; None for never.
    """

    held: nw.Expr
    failed: nw.Expr
    silent: nw.Expr | None = None

    @classmethod
    def of(cls, question: MemberQuestion, part: Part) -> Standing:
        """The answer to a bound on a single count or sum, by comparison alone."""
        finish = question.finish
        ends = [~each for each in (part.endless, part.lacks) if each is not None]
        held, failed = _held(part, question.bound, Fraction(finish.factor), ends)
        if finish.silences[0] is Silence.ZERO:
            return cls(held, failed)
        return cls(part.has & held, part.has & failed, ~part.has)


def _held(
    part: Part, bound: Bound, factor: Fraction, ends: list[nw.Expr]
) -> tuple[nw.Expr, nw.Expr]:
    """Whether every possible value fits, and whether none does."""
    fits: list[nw.Expr] = []
    fails: list[nw.Expr] = []
    if bound.at_least is not None:
        least = Fraction(bound.at_least) / factor
        fits.append(part.low.at_least(least))
        beyond = part.high.below(least)
        if part.open is not None:
            beyond = beyond | (part.high.is_equal(least) & part.open)
        fails.append(_all([beyond, *ends]))
    if bound.at_most is not None:
        most = Fraction(bound.at_most) / factor
        fits.append(_all([part.high.at_most(most), *ends]))
        fails.append(part.low.above(most))
    if not fits:
        return nw.lit(value=True), nw.lit(value=False)
    failed = fails[0] if len(fails) == 1 else fails[0] | fails[1]
    return _all(fits), failed


def _all(flags: list[nw.Expr]) -> nw.Expr:
    first, *rest = flags
    for each in rest:
        first = first & each
    return first
