"""Records of one table led to the members in another, and added up for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.addends import Sums, sums_of
from kejifupin.frames.columns import PARENT_ID, RECORD_ID
from kejifupin.frames.distinct import ranked
from kejifupin.frames.engines import Frame
from kejifupin.frames.homes import BLANK
from kejifupin.frames.keys import with_keys
from kejifupin.frames.latest import Latest
from kejifupin.frames.numbers import Number
from kejifupin.frames.picking import key_flags, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.sources import Tables
from kejifupin.indicators.joining import Join
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.terms.divisions import Level

_UP = "_up"


@define(eq=False)
class Joined:
    """Leads records to members: rows to the record that they stand in, others by name (关联).

    Args:
        tables: The tables.
    """

    tables: Tables
    _places: dict[str, int] = field(factory=dict, init=False, repr=False)
    _names: list[str] = field(factory=list, init=False, repr=False)

    def members(self, sheet: Sheet, joins: Sequence[Join], more: Sequence[str]) -> Frame:
        """The rows that may be members, with all that records are led to them by.

        Args:
            sheet: The query over them; what it reads and flags is known by now.
            joins: How the records of each part are led to them.
            more: Further columns that are wanted.
        """
        rows_led = any(_is_rows(join) for join in joins)
        named = [join for join in joins if not _is_rows(join) and join.other.key != sheet.kind.key]
        if named:
            sheet.reads(_key_fields(named[0], sheet))
        rows = sheet.frame(*dict.fromkeys((*more, *((RECORD_ID,) if rows_led else ()))))
        if rows_led:
            rows = rows.with_columns(nw.col(RECORD_ID).alias(_UP))
        if named:
            codes = {code for join in named for code in self.tables.led(join.other.key).values()}
            codes.update(self.tables.led(sheet.kind.key).values())
            self._places = {code: place for place, code in enumerate(sorted(codes))}
            rows = self._keyed(named[0], sheet, rows)
        return rows

    def led(self, number: int, partial: Partial, join: Join, rows: Frame) -> tuple[Frame, Sums]:
        """The members with the sums of the records that are led to them.

        Args:
            number: Number of the part, which tells its columns from others.
            partial: What is counted.
            join: How its records are led to the members.
            rows: The members.
        """
        if not self.tables.led(partial.records):
            # None of its records stands in a division that is known.
            nothing = f"_p{number}_n"
            return rows.with_columns(nw.lit(0).alias(nothing)), Sums(nothing)
        sheet = self.tables.sheet(partial.records)
        latest = Latest(sheet, partial) if partial.kind is PartialKind.LATEST else None
        sums = sums_of(partial, sheet)
        pairs = _pairs(partial, sheet) if partial.kind is PartialKind.DISTINCT else None
        if _is_rows(join):
            by = [_UP]
            others = sheet.frame(PARENT_ID)
        else:
            sheet.reads(_key_fields(join, sheet))
            others = self._keyed(join, sheet, sheet.frame())
            by = self._names
        found = sheet.summed(by, others)
        if pairs is not None:
            found = found.join(pairs(by, others), on=by, how="left")
            sums = attrs.evolve(sums, low="_keys", high="_all_keys", per=Number(nw.lit(0)))
            found = _with_blanks(found, sums)
        if latest is not None:
            frame, of_latest = latest.frame(by, others)
            found = found.join(frame, on=by, how="left")
            # So far, ``blank`` holds how many records the condition may pick.
            taken = nw.col(of_latest.seen).fill_null(0)
            seen = nw.col(sums.seen) - nw.col(sums.blank or "") + taken
            found = found.with_columns(seen.alias("_l_seen"))
            sums = of_latest
        return self._beside(number, rows, found, by, sums)

    def _beside(
        self, number: int, rows: Frame, found: Frame, by: Sequence[str], sums: Sums
    ) -> tuple[Frame, Sums]:
        """The members with the sums beside them, under names of their own."""
        used = {
            name: f"_p{number}_{place}"
            for place, name in enumerate(
                dict.fromkeys(
                    value
                    for each, value in attrs.asdict(sums, recurse=False).items()
                    if isinstance(value, str)
                )
            )
        }
        picked_out = found.select(*by, *(nw.col(old).alias(new) for old, new in used.items()))
        changes: dict[str, Any] = {
            each: used[value]
            for each, value in attrs.asdict(sums, recurse=False).items()
            if isinstance(value, str)
        }
        renamed = attrs.evolve(
            sums,
            **changes,
        )
        return rows.join(picked_out, on=list(by), how="left"), renamed

    def _keyed(self, join: Join, sheet: Sheet, rows: Frame) -> Frame:
        """Rows with what members and records share: division, and names spelled alike."""
        order = sorted(self._places, key=self._places.__getitem__)
        rows = ranked(rows, sheet, self.tables.led(sheet.kind.key), order)
        keyed = with_keys(sheet, rows, join.keys, "_j", full=True)
        rows = keyed.frame
        self._names = ["_rank", *keyed.names]
        if join.member.locality is None:
            return rows
        self._names.append("_local")
        villages = [self._is_village(code) for code in order]
        small = sheet.table.small(
            {"_rank": list(range(len(order))), "_village": list(map(int, villages))}
        )
        rows = rows.join(small, on="_rank", how="inner")
        is_village = nw.col("_village") == 1
        local = sheet.kind.locality
        if local is None:
            # A village that no register has is known by its name alone, and none is given here.
            return rows.filter(is_village).with_columns(nw.lit(BLANK).alias("_local"))
        named = with_keys(sheet, rows, [local], "_m", full=True)
        name = nw.concat_str(*(nw.col(each) for each in named.names), separator=BLANK)
        name = nw.when(is_village).then(nw.lit(BLANK)).otherwise(name)
        return named.frame.with_columns(name.alias("_local"))

    def _is_village(self, code: str) -> bool:
        return (
            self.tables.setting.divisions.get(code, self.tables.setting.as_of).level
            is Level.VILLAGE
        )


def _is_rows(join: Join) -> bool:
    return join.other.parent == join.member.key


def _key_fields(join: Join, sheet: Sheet) -> tuple[str, ...]:
    local = sheet.kind.locality if join.member.locality is not None else None
    return join.keys if local is None else (*join.keys, local)


def _pairs(partial: Partial, sheet: Sheet) -> Callable[[Sequence[str], Frame], Frame]:
    """How many keys each member has, surely and at most; asked for before the rows are."""
    rows = picked(partial, sheet)
    _, complete = key_flags(partial, sheet)

    def frame(by: Sequence[str], others: Frame) -> Frame:
        keyed = with_keys(sheet, others.filter(rows.perhaps(complete)), partial.distinct)
        return (
            keyed.frame.with_columns(
                rows.surely(complete).cast(nw.Int8).alias("_s"), nw.lit(1).alias("_e")
            )
            .select(*by, *keyed.names, "_s", "_e")
            .group_by(*by, *keyed.names)
            .agg(nw.col("_s").max(), nw.col("_e").max())
            .group_by(*by)
            .agg(nw.col("_s").sum().alias("_keys"), nw.col("_e").sum().alias("_all_keys"))
        )

    return frame


def _with_blanks(found: Frame, sums: Sums) -> Frame:
    """A blank is a key that may be another."""
    every = nw.col("_all_keys").cast(nw.Int64).fill_null(0) + sums.blanks()
    return found.with_columns(
        every.alias("_all_keys"), nw.col("_keys").cast(nw.Int64).fill_null(0).alias("_keys")
    )
