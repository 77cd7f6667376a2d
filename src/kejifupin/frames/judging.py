"""Members that are rows of a table, each judged inside the query."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import attrs
import narwhals.stable.v2 as nw
from attrs import define, frozen

from kejifupin.frames.addends import Sums, sums_of
from kejifupin.frames.engines import Frame
from kejifupin.frames.joined import Joined
from kejifupin.frames.numbers import Number
from kejifupin.frames.picking import fields_of, key_flags, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.values import yes
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.joining import joins_of
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.tallies import Tally
from kejifupin.records.kinds import Silence
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

ANSWERS = (True, False, None)
ANSWER, SURE, SILENT = "_answer", "_member", "_silent"
"""Columns of judged members: place of the answer in `ANSWERS`, whether it is a member for
certain, whether there are no data about it."""


@frozen(eq=False)
class Part:
    """What one part of a member's value amounts to, as columns of the member's row (成员分量).

    Args:
        low: Its least value.
        high: Its greatest, if it has one.
        endless: Whether it has no upper end.
        open: Whether the upper end is out of reach.
        has: Whether anything is known.
        lacks: Whether somebody left a figure out.
    """

    low: Number
    high: Number
    endless: nw.Expr
    open: nw.Expr
    has: nw.Expr
    lacks: nw.Expr

    @classmethod
    def of(cls, sums: Sums, partial: Partial) -> Part:
        """A part whose sums stand in the member's row, null where no record speaks of it."""

        def count(name: str | None) -> nw.Expr:
            return nw.lit(0) if name is None else nw.col(name).cast(nw.Int64).fill_null(0)

        seen, blank = count(sums.seen), sums.blanks()
        endless = count(sums.unbounded) > 0
        if sums.counts:
            low = Number(count(sums.reported))
            high = Number(count(sums.reported) + count(sums.uncertain))
        elif sums.low is None or sums.high is None or sums.per is None:
            low = high = Number(nw.lit(0))
        else:
            low, high = (_filled(name, sums.per) for name in (sums.low, sums.high))
        lacks = nw.lit(value=False) if partial.kind is PartialKind.DISTINCT else blank > 0
        return cls(low, high, endless, (count(sums.open) > 0) & ~endless, seen > blank, lacks)


def _filled(name: str, per: Number) -> Number:
    found = nw.col(name)
    expr = nw.when(found.is_null()).then(per.zero).otherwise(found)
    return attrs.evolve(per, expr=expr.cast(nw.Int64) if per.scale is None else expr)


@define(eq=False)
class Judged:
    """The members of a question with their answers (成员判断).

    Args:
        question: Who is a member, and what is promised.
        sheet: A fresh query over the rows that may be members.
        joined: Leads the records of other kinds to them.
    """

    question: MemberQuestion
    sheet: Sheet
    joined: Joined

    def frame(self, more: Sequence[str] = ()) -> Frame:
        """One row for each member, with the columns `ANSWER`, `SURE` and `SILENT`.

        Args:
            more: Further columns of the members' table that are wanted.

        Raises:
            DefinitionError: What is counted cannot be led to the members.
        """
        question, sheet = self.question, self.sheet
        joins = joins_of(question, sheet.setting)
        belonging = Partial(PartialKind.COUNT, sheet.kind.key, where=question.where)
        sheet.reads(fields_of(belonging))
        belongs = picked(belonging, sheet)
        own = [
            _own_sums(part, sheet) if part.records == sheet.kind.key else None
            for part in question.finish.parts
        ]
        rows = self.joined.members(sheet, joins, more)
        rows = sheet.with_addends(belongs.kept(rows))
        parts: list[Part] = []
        for number, (part, join, sums) in enumerate(
            zip(question.finish.parts, joins, own, strict=True)
        ):
            found = sums
            if found is None:
                rows, found = self.joined.led(number, part, join, rows)
            parts.append(Part.of(found, part))
        rows = rows.with_columns(belongs.sure.alias(SURE))
        if _is_simple(question.finish):
            return rows.with_columns(*_simple(question, parts[0]))
        return self._by_combination(rows, parts)

    def _by_combination(self, rows: Frame, parts: Sequence[Part]) -> Frame:
        """Answers where a value is worked out in Python: once for each combination of parts."""
        named = [_combined(part, f"_t{number}") for number, part in enumerate(parts)]
        columns = [column for each in named for column in each]
        names = [name for name, _ in columns]
        rows = rows.with_columns(*(expr.alias(name) for name, expr in columns))
        table = self.sheet.table
        found = table.columns(rows.group_by(*names).agg(nw.len().alias("_members")))
        answers, silent = [], []
        for row in range(len(found["_members"])):
            tallies = [_tally(found, f"_t{number}", row, part) for number, part in enumerate(parts)]
            value = self.question.finish.alone(tallies)
            answers.append(ANSWERS.index(self.question.answer(value)))
            silent.append(int(value is None))
        if not answers:
            nothing = nw.lit(0).cast(nw.Int64)
            return rows.with_columns(nothing.alias(ANSWER), nothing.alias(SILENT))
        small = table.small(
            {
                **{name: list(map(int, found[name])) for name in names},
                ANSWER: answers,
                SILENT: silent,
            }
        )
        return rows.join(small, on=names, how="inner")


def _own_sums(partial: Partial, sheet: Sheet) -> Sums:
    """What a member's own row amounts to."""
    if partial.kind is PartialKind.LATEST:
        return sums_of(attrs.evolve(partial, kind=PartialKind.SUM), sheet)
    sums = sums_of(partial, sheet)
    if partial.kind is not PartialKind.DISTINCT:
        return sums
    rows = picked(partial, sheet)
    _, complete = key_flags(partial, sheet)
    key = (partial.where, partial.by, partial.without_none, partial.distinct)
    blank = sums.blanks()
    return attrs.evolve(
        sums,
        low=sheet.count(("own low", key), lambda: rows.surely(complete)),
        high=sheet.more(("own high", key), lambda: rows.perhaps(complete).cast(nw.Int64) + blank),
        per=Number(nw.lit(0)),
    )


def _is_simple(finish: Finish) -> bool:
    plain = finish.python is None and finish.combination is None and not finish.divides
    return plain and len(finish.parts) == 1 and finish.factor > 0


def _simple(question: MemberQuestion, part: Part) -> tuple[nw.Expr, nw.Expr]:
    """The answer to a bound on a single count or sum, by comparison alone."""
    finish, bound = question.finish, question.bound
    has = part.has
    if finish.silences[0] is Silence.ZERO:
        has = nw.lit(value=True)
    ends = ~part.endless & ~part.lacks
    held, failed = _held(part, bound, Fraction(finish.factor), ends)
    said = nw.when(has & failed).then(nw.lit(1)).otherwise(nw.lit(2))
    answer = nw.when(has & held).then(nw.lit(0)).otherwise(said)
    return answer.alias(ANSWER), (~has).cast(nw.Int64).alias(SILENT)


def _held(part: Part, bound: Bound, factor: Fraction, ends: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Whether every possible value fits, and whether none does."""
    held, failed = nw.lit(value=True), nw.lit(value=False)
    if bound.at_least is not None:
        least = Fraction(bound.at_least) / factor
        held = held & yes(part.low.at_least(least))
        beyond = part.high.below(least) | (part.high.is_equal(least) & part.open)
        failed = failed | (ends & yes(beyond))
    if bound.at_most is not None:
        most = Fraction(bound.at_most) / factor
        held = held & ends & yes(part.high.at_most(most))
        failed = failed | yes(part.low.above(most))
    return held & ~failed, failed


def _combined(part: Part, name: str) -> list[tuple[str, nw.Expr]]:
    """What tells two combinations apart, as whole numbers."""
    low, high = part.low.whole().expr, part.high.whole().expr
    return [
        (f"{name}_low", low),
        (f"{name}_high", nw.when(part.endless).then(nw.lit(0).cast(nw.Int64)).otherwise(high)),
        (f"{name}_endless", part.endless.cast(nw.Int64)),
        (f"{name}_open", part.open.cast(nw.Int64)),
        (f"{name}_has", part.has.cast(nw.Int64)),
        (f"{name}_lacks", part.lacks.cast(nw.Int64)),
    ]


def _tally(found: Mapping[str, Sequence[Any]], name: str, row: int, part: Part) -> Tally:
    def read(what: str) -> int:
        return int(found[f"{name}_{what}"][row])

    low, high = part.low.whole(), part.high.whole()
    total = Interval(
        low.value(read("low")),
        None if read("endless") else high.value(read("high")),
        bool(read("open")),
    )
    blank = read("lacks")
    # `alone` asks no more of a tally than whether anything is known and whether a figure is left
    # out.
    return Tally(total, blank=blank, seen=blank + read("has"))


def _stands(answer: nw.Expr, member: nw.Expr, *, sure: bool, place: int) -> nw.Expr:
    return (answer == place) & (member if sure else ~member)


HEADS: Sequence[tuple[str, Callable[[nw.Expr, nw.Expr], nw.Expr]]] = tuple(
    (
        f"_{'sure' if sure else 'maybe'}{place}",
        partial(_stands, sure=sure, place=place),
    )
    for sure in (True, False)
    for place in range(len(ANSWERS))
)
"""Column → whether a member counts in it, in the order of the parts of a headcount."""


def counted(sheet: Sheet, rows: Frame) -> Frame:
    """The headcounts of judged members by their home as written."""
    answer, member = nw.col(ANSWER), nw.col(SURE)
    flags = [sheet.table.countable(make(answer, member)).alias(name) for name, make in HEADS]
    names = [*(name for name, _ in HEADS), SILENT]
    found = (
        rows.with_columns(*flags)
        .select(*sheet.raw, *names)
        .group_by(*sheet.raw)
        .agg(*(nw.col(name).sum() for name in names))
    )
    return sheet.table.narrowed(found, names)
