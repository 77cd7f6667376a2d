"""Headcounts out of tables: what must be added up for them, and from the sums to counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.engines import Frame
from kejifupin.frames.held import Places
from kejifupin.frames.judging import FAILED, HELD, SILENT, SURE
from kejifupin.frames.parts import Part, Standing, is_simple, own_sums
from kejifupin.frames.picking import Picked, fields_of, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, total_headcount
from kejifupin.indicators.plan import Partial, PartialKind


@frozen
class Heads:
    """Where the parts of a headcount stand among the sums of a query (成员合计列).

    A name that is None stands for a sum that is zero. Of those who may be members, the sums hold
    the sure ones too.

    Args:
        all: Members.
        held: Members that are as promised.
        failed: Members that are not.
        every: Those who are members or may be.
        every_held: Of these, those that are as promised.
        every_failed: Of these, those that are not.
        silent: Of these, those without any data.
    """

    all: str
    held: str
    failed: str
    every: str
    every_held: str
    every_failed: str
    silent: str | None = None

    def counts(self, found: Mapping[str, Sequence[Any]]) -> Iterator[Headcount]:
        """One headcount for each row of the sums."""
        names = (
            self.all,
            self.held,
            self.failed,
            self.every,
            self.every_held,
            self.every_failed,
        )
        silent = [0] * len(found[self.all]) if self.silent is None else found[self.silent]
        for members, held, failed, every, some, others, lost in zip(
            *(found[name] for name in names), silent, strict=True
        ):
            unknown = members - held - failed
            rest = every - some - others - unknown
            yield Headcount(held, failed, unknown, some - held, others - failed, rest, lost)


def heads_of(question: MemberQuestion, sheet: Sheet) -> Heads | None:
    """What must be added up where a member's own row answers a question; None where it does not.

    Args:
        question: Who is a member, and what is promised.
        sheet: The query over the members that it becomes a part of.
    """
    parts = question.finish.parts
    if question.members != sheet.kind.key or not is_simple(question.finish):
        return None
    if parts[0].records != sheet.kind.key:
        return None
    belonging = Partial(PartialKind.COUNT, sheet.kind.key, where=question.where)
    sheet.reads((*fields_of(belonging), *fields_of(parts[0])))
    belongs = picked(belonging, sheet)
    standing = Standing.of(question, Part.of(own_sums(parts[0], sheet), parts[0]))
    key = (parts[0], question.finish.silences, question.finish.factor, question.bound)
    held = sheet.stands(("held", key), lambda: standing.held)
    failed = sheet.stands(("failed", key), lambda: standing.failed)
    return _counted(sheet, belongs, Standing(held, failed, standing.silent), question.where, key)


def _counted(
    sheet: Sheet, belongs: Picked, standing: Standing, where: object, key: object
) -> Heads:
    def count(*what: object, flag: nw.Expr) -> str:
        return sheet.head((*what, where), lambda: flag)

    def three(mark: str, members: nw.Expr | None) -> tuple[str, str, str]:
        held, failed = standing.held, standing.failed
        if members is None:
            return (
                "_n",
                count(mark, "held", key, flag=held),
                count(mark, "failed", key, flag=failed),
            )
        return (
            count(mark, flag=members),
            count(mark, "held", key, flag=members & held),
            count(mark, "failed", key, flag=members & failed),
        )

    sure = every = three("sure", None if belongs.all else belongs.truth)
    if belongs.maybe is not None:
        every = three("any", sheet.stands(("any", where), lambda: belongs.any))
    silent = None
    if standing.silent is not None:
        silent = count("silent", key, flag=belongs.perhaps(standing.silent))
    return Heads(*sure, *every, silent)


_JUDGED = Heads("_all", "_all_held", "_all_failed", "_every", "_some", "_others", SILENT)


def judged_heads(sheet: Sheet, rows: Frame) -> tuple[Mapping[str, Sequence[Any]], Heads]:
    """Judged members added up by their home as written."""
    col, countable = nw.col, sheet.table.countable
    flags = {
        _JUDGED.all: col(SURE),
        _JUDGED.held: col(SURE) & col(HELD),
        _JUDGED.failed: col(SURE) & col(FAILED),
        _JUDGED.every_held: col(HELD),
        _JUDGED.every_failed: col(FAILED),
        SILENT: col(SILENT),
    }
    made = rows.select(*sheet.raw, *(countable(flag).alias(name) for name, flag in flags.items()))
    found = made.group_by(*sheet.raw).agg(
        nw.len().alias(_JUDGED.every), *(nw.col(name).sum() for name in flags)
    )
    return sheet.table.columns(sheet.table.narrowed(found, flags)), _JUDGED


class HeldHeads(Mapping[str, Headcount]):
    """Division → its own members, as the columns of a result (成员计数列).

    Made into values when the first of them is asked for.

    Args:
        heads: Where the parts of a headcount stand among the columns.
        found: The columns.
        places: Division → its row or rows.
    """

    def __init__(self, heads: Heads, found: Mapping[str, Sequence[Any]], places: Places) -> None:
        self._heads = heads
        self._found = found
        some = found[heads.every]
        self._places = {home: row for home, row in places.items() if _any(some, row)}

    def __getitem__(self, home: str) -> Headcount:
        return self._made[home]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @cached_property
    def _made(self) -> Mapping[str, Headcount]:
        made = list(self._heads.counts(self._found))
        return {
            home: made[row] if isinstance(row, int) else total_headcount([made[at] for at in row])
            for home, row in self._places.items()
        }


def _any(numbers: Sequence[Any], row: int | tuple[int, ...]) -> bool:
    return bool(numbers[row]) if isinstance(row, int) else any(numbers[each] for each in row)
