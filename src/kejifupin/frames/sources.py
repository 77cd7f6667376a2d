"""Tables of one setting: queries over them, and where their divisions stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from kejifupin.frames.columns import KindColumns
from kejifupin.frames.engines import Table
from kejifupin.frames.homes import Homes, Raw
from kejifupin.frames.order import Order
from kejifupin.frames.sheets import Sheet
from kejifupin.indicators.headcounts import Headcount, MemberQuestion
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting


@define(eq=False)
class Tables:
    """Tables as they are asked on the day of one setting (数据表组).

    Args:
        tables: Kind key → table.
        columns: Kind key → its columns.
        homes: Where divisions stand on the day.
        expected: Questions about members that will be asked, answered in one pass with the rest
            where a member's own row answers them.
        counted: Those that were answered → division → its own members.
    """

    tables: Mapping[str, Table] = field(repr=False)
    columns: Mapping[str, KindColumns] = field(repr=False)
    homes: Homes = field(repr=False)
    expected: Sequence[MemberQuestion] = field(default=(), repr=False)
    counted: dict[MemberQuestion, Mapping[str, Headcount]] = field(factory=dict, repr=False)
    _rows: dict[str, Mapping[Raw, int]] = field(factory=dict, init=False, repr=False)
    _orders: list[tuple[Reach, tuple[str, ...], Order]] = field(
        factory=list, init=False, repr=False
    )
    _led: dict[str, Mapping[Raw, str]] = field(factory=dict, init=False, repr=False)

    def order(self, kind: str, reach: Reach) -> Order:
        """The divisions of a table in the order of a tree."""
        homes = tuple(dict.fromkeys(self.led(kind).values()))
        for each, there, order in self._orders:
            if each is reach and there == homes:
                return order
        order = Order.of(homes, reach)
        self._orders.append((reach, homes, order))
        return order

    @property
    def setting(self) -> Setting:
        """The programme and its day."""
        return self.homes.setting

    def has(self, kind: str) -> bool:
        """Whether there is a table of a kind."""
        return kind in self.tables

    def sheet(self, kind: str) -> Sheet:
        """A fresh query over the rows of a kind."""
        columns = self.columns[kind]
        above = columns.kind.parent
        parent = None if above is None else (self.tables[above], self.columns[above])
        return Sheet(self.tables[kind], columns, self.homes, parent)

    def gathered(self, sheet: Sheet) -> Mapping[str, Sequence[Any]]:
        """All sums of a query by the home as written, and what they say of how many rows it has."""
        found = sheet.table.columns(sheet.summed(sheet.raw))
        self._rows[sheet.kind.key] = dict(zip(raw_rows(found, sheet), found["_n"], strict=True))
        return found

    def rows(self, kind: str) -> Mapping[Raw, int]:
        """Home as written → how many rows have it."""
        if kind not in self._rows:
            self.gathered(self.sheet(kind))
        return self._rows[kind]

    def led(self, kind: str) -> Mapping[Raw, str]:
        """Home as written → division of the day, for the entries of a table that are known."""
        if kind not in self.tables:
            return {}
        if kind not in self._led:
            self._led[kind] = self.homes.lead(self.sheet(kind).home_kind, self.rows(kind))
        return self._led[kind]


def raw_rows(found: Mapping[str, Sequence[Any]], sheet: Sheet) -> list[Raw]:
    """The homes as written in the rows of a result."""
    return list(zip(*(found[name] for name in sheet.raw), strict=True))
