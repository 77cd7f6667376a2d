"""The records behind a figure, taken out of tables a few divisions at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping
from itertools import groupby
from typing import Any

import narwhals.stable.v2 as nw
from attrs import define

from kejifupin.frames.columns import PARENT_ID, RECORD_ID
from kejifupin.frames.engines import Frame
from kejifupin.frames.homes import Raw
from kejifupin.frames.joined import Joined
from kejifupin.frames.judging import FAILED, HELD, Judged
from kejifupin.frames.picking import fields_of, picked
from kejifupin.frames.reading import RecordMaker, Row, rows_of
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.sources import Tables
from kejifupin.indicators.counting import counted
from kejifupin.indicators.headcounts import MemberQuestion, RecordMember
from kejifupin.indicators.joining import Join, joins_of
from kejifupin.indicators.member_counting import record_members
from kejifupin.indicators.plan import Partial
from kejifupin.indicators.sources import Homed, Selected
from kejifupin.records.record import Record

_FIRST, _LARGEST = 2_000, 200_000
"""How many rows are looked through at first, and at most, at a time."""
_PLACE = "_place"
_ORDER = (RECORD_ID, "source_file", "source_table", "source_row")


@define(eq=False)
class Stream:
    """Streams records out of tables (记录流).

    Args:
        tables: The tables, with where their divisions stand.
    """

    tables: Tables

    def select(self, partial: Partial, homes: Container[str] | None) -> Iterator[Selected]:
        """The records behind a partial, division by division."""
        for batch in self._batches(partial.records, homes):
            sheet = self.tables.sheet(partial.records)
            sheet.reads(fields_of(partial))
            rows = picked(partial, sheet)
            frame = rows.kept(sheet.frame(*self._maker(sheet).names))
            found = self._records(sheet, frame, batch)
            for home, group in groupby(found, key=lambda each: each.home):
                records = [each.record for each in group]
                for record, answer in counted(partial, records, self.tables.setting):
                    yield Selected(record, home, certain=answer is True)

    def members(
        self,
        question: MemberQuestion,
        homes: Container[str] | None,
        answers: Collection[bool | None],
    ) -> Iterator[RecordMember]:
        """The members behind a headcount that have some answers, division by division."""
        joins = joins_of(question, self.tables.setting)
        wanted = _wanted(answers)
        if wanted is None:
            return
        for batch in self._batches(question.members, homes):
            sheet = self.tables.sheet(question.members)
            judged = Judged(question, sheet, Joined(self.tables))
            frame = judged.frame(self._maker(sheet).names).filter(wanted)
            found = self._records(sheet, frame, batch)
            groups = [
                {} if join.is_inside else join.groups(self._led(join, batch), self.tables.setting)
                for join in joins
            ]
            for each in record_members(question, found, joins, groups, self.tables.setting):
                if each.answer in answers:
                    yield each

    def _led(self, join: Join, batch: Mapping[Raw, str]) -> list[Homed]:
        """The records in some divisions that may name members there."""
        if not self.tables.has(join.other.key):
            return []
        homes = set(batch.values())
        there = {
            raw: home for raw, home in self.tables.led(join.other.key).items() if home in homes
        }
        sheet = self.tables.sheet(join.other.key)
        return self._records(sheet, sheet.frame(*self._maker(sheet).names), there)

    def _batches(self, kind: str, homes: Container[str] | None) -> Iterator[Mapping[Raw, str]]:
        """Entries that lead to some divisions, a few divisions at a time, in their order."""
        if not self.tables.has(kind):
            return
        by_home: dict[str, list[Raw]] = defaultdict(list)
        for raw, home in self.tables.led(kind).items():
            if homes is None or home in homes:
                by_home[home].append(raw)
        rows = self.tables.rows(kind)
        batch: dict[Raw, str] = {}
        size, limit = 0, _FIRST
        for home in sorted(by_home):
            batch |= dict.fromkeys(by_home[home], home)
            size += sum(rows[raw] for raw in by_home[home])
            if size >= limit:
                yield batch
                batch, size, limit = {}, 0, min(limit * 4, _LARGEST)
        if batch:
            yield batch

    def _maker(self, sheet: Sheet) -> RecordMaker:
        return RecordMaker(sheet.columns, sheet.homes)

    def _records(self, sheet: Sheet, frame: Frame, batch: Mapping[Raw, str]) -> list[Homed]:
        """Rows of some divisions as records, the rows of growing tables in them."""
        if not batch:
            return []
        below = self._below(sheet, batch)
        maker = self._maker(sheet)
        return [
            Homed(maker.record(row, below.get(row.get(RECORD_ID), {})), home)
            for home, row in self._rows(sheet, frame, batch, maker)
        ]

    def _rows(
        self, sheet: Sheet, frame: Frame, batch: Mapping[Raw, str], maker: RecordMaker
    ) -> Iterator[tuple[str, Row]]:
        homes = sorted(set(batch.values()))
        places = {home: place for place, home in enumerate(homes)}
        raws = list(batch)
        small = sheet.table.small(
            {
                **{name: [raw[number] for raw in raws] for number, name in enumerate(sheet.raw)},
                _PLACE: [places[batch[raw]] for raw in raws],
            }
        )
        names = maker.names
        order = [_PLACE, *(name for name in _ORDER if name in names)]
        found = sheet.table.gather(
            frame.join(small, on=list(sheet.raw), how="inner").select(*names, _PLACE)
        )
        for row in rows_of(found.sort(order)):
            yield homes[row[_PLACE]], row

    def _below(
        self, sheet: Sheet, batch: Mapping[Raw, str]
    ) -> Mapping[Any, Mapping[str, tuple[Record, ...]]]:
        """Name of a row → field key → the rows of its growing tables."""
        found: dict[Any, dict[str, tuple[Record, ...]]] = defaultdict(dict)
        if RECORD_ID not in sheet.columns.others:
            return found
        for kind in sheet.kind.row_kinds:
            if not self.tables.has(kind.key):
                continue
            inner = self.tables.sheet(kind.key)
            maker = self._maker(inner)
            key = kind.key.removeprefix(f"{sheet.kind.key}.")
            for _, row in self._rows(inner, inner.frame(*maker.names), batch, maker):
                held = found[row[PARENT_ID]]
                held[key] = (*held.get(key, ()), maker.record(row))
        return found


def _wanted(answers: Collection[bool | None]) -> nw.Expr | None:
    """Members with some answers; None for no answer at all."""
    held, failed = nw.col(HELD), nw.col(FAILED)
    flags = {True: held, False: failed, None: ~held & ~failed}
    found: nw.Expr | None = None
    for answer, flag in flags.items():
        if answer in answers:
            found = flag if found is None else found | flag
    return found
