"""Members that are rows of a table, each judged inside the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
from attrs import define

from kejifupin.frames.engines import Frame
from kejifupin.frames.joined import Joined
from kejifupin.frames.parts import Part, Standing, is_simple, own_sums
from kejifupin.frames.picking import fields_of, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.joining import joins_of
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.tallies import Tally
from kejifupin.terms.intervals import Interval

HELD, FAILED, SURE, SILENT = "_held", "_failed", "_member", "_silent"
"""Columns of judged members, never null: whether each is surely as promised, surely is not, is a
member for certain, and whether there are no data about it."""


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
        """One row for each member, with the columns `HELD`, `FAILED`, `SURE` and `SILENT`.

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
            own_sums(part, sheet) if part.records == sheet.kind.key else None
            for part in question.finish.parts
        ]
        rows = self.joined.members(sheet, joins, more)
        rows = sheet.with_addends(belongs.kept(rows))
        parts: list[Part] = []
        for number, (part, join, sums) in enumerate(
            zip(question.finish.parts, joins, own, strict=True)
        ):
            own_or_led = sums
            if own_or_led is None:
                rows, own_or_led = self.joined.led(number, part, join, rows)
            parts.append(Part.of(own_or_led, part))
        rows = rows.with_columns(belongs.sure.alias(SURE))
        if is_simple(question.finish):
            found = Standing.of(question, parts[0])
            silent = nw.lit(value=False) if found.silent is None else found.silent
            return rows.with_columns(
                found.held.alias(HELD), found.failed.alias(FAILED), silent.alias(SILENT)
            )
        return self._by_combination(rows, parts)

    def _by_combination(self, rows: Frame, parts: Sequence[Part]) -> Frame:
        """Answers where a value is worked out in Python: once for each combination of parts."""
        named = [_combined(part, f"_t{number}") for number, part in enumerate(parts)]
        columns = [column for each in named for column in each]
        names = [name for name, _ in columns]
        rows = rows.with_columns(*(expr.alias(name) for name, expr in columns))
        table = self.sheet.table
        found = table.columns(rows.group_by(*names).agg(nw.len().alias("_members")))
        held, failed, silent = [], [], []
        for row in range(len(found["_members"])):
            tallies = [_tally(found, f"_t{number}", row, part) for number, part in enumerate(parts)]
            value = self.question.finish.alone(tallies)
            answer = self.question.answer(value)
            held.append(int(answer is True))
            failed.append(int(answer is False))
            silent.append(int(value is None))
        columns_of = {HELD: held, FAILED: failed, SILENT: silent}
        if not held:
            nobody = nw.lit(value=False)
            return rows.with_columns(*(nobody.alias(name) for name in columns_of))
        small = table.small(
            {
                **{name: list(map(int, found[name])) for name in names},
                **{f"_n{name}": numbers for name, numbers in columns_of.items()},
            }
        )
        flags = [(nw.col(f"_n{name}") == 1).alias(name) for name in columns_of]
        return rows.join(small, on=names, how="inner").with_columns(*flags)


def _combined(part: Part, name: str) -> list[tuple[str, nw.Expr]]:
    """What tells two combinations apart, as whole numbers."""
    low, high = part.low.whole().expr, part.high.whole().expr
    endless = _or_never(part.endless)
    return [
        (f"{name}_low", low),
        (f"{name}_high", nw.when(endless).then(nw.lit(0).cast(nw.Int64)).otherwise(high)),
        (f"{name}_endless", endless.cast(nw.Int64)),
        (f"{name}_open", _or_never(part.open).cast(nw.Int64)),
        (f"{name}_has", part.has.cast(nw.Int64)),
        (f"{name}_lacks", _or_never(part.lacks).cast(nw.Int64)),
    ]


def _or_never(flag: nw.Expr | None) -> nw.Expr:
    return nw.lit(value=False) if flag is None else flag


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
