"""Where the keys of a distinct count meet again, division by division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

import narwhals.stable.v2 as nw
from attrs import define

from kejifupin.frames.engines import Frame, Rows, Table
from kejifupin.frames.order import Order

Flag = str | None
"""A column that says whether a pair is counted; None where all are."""
Columns = Mapping[str, Sequence[int]]


@define(eq=False)
class Pairs:
    """One row for each division and key (归属与标识).

    Args:
        frame: The pairs, with the place of the division in the order as `_rank`.
        names: The columns of the key.
        flags: Columns that say whether a pair is counted, above zero where it is.
        table: The table that they come from.
        order: The divisions.
    """

    frame: Frame
    names: Sequence[str]
    flags: Sequence[str]
    table: Table
    order: Order

    def counted(self, wanted: Sequence[Flag]) -> tuple[Columns, Mapping[Flag, Mapping[str, int]]]:
        """How many pairs a division has, and for some flags where their keys meet.

        Args:
            wanted: The flags.

        Returns:
            Columns with the places of divisions as `_rank`, how many pairs they have as `_pairs`
            and how many of each flag; and flag → division → how many neighbours of one key meet
            there.
        """
        if self.table.has_windows:
            totals = self._in_one_query(wanted)
            met = {flag: self._met(totals, number) for number, flag in enumerate(wanted)}
            return totals, met
        settled = self.table.gather(self.frame)
        return self._totals(settled), {
            flag: self._met(self._by_sorting(settled, flag), 0) for flag in wanted
        }

    @property
    def _levels(self) -> range:
        return range(len(self.order.starts))

    def _starts(self) -> Frame:
        """For each division, where the blocks begin that it lies in."""
        return self.table.small(
            {
                "_rank": range(len(self.order.homes)),
                **{f"_start{level}": self.order.starts[level] for level in self._levels},
            }
        )

    def _totals(self, pairs: Rows) -> Columns:
        sums = [nw.col(flag).sum() for flag in self.flags]
        return self.table.columns(pairs.group_by("_rank").agg(nw.len().alias("_pairs"), *sums))

    def _in_one_query(self, wanted: Sequence[Flag]) -> Columns:
        rows = self.frame
        for number, flag in enumerate(wanted):
            last = nw.col("_rank")
            if flag is not None:
                there = nw.when(nw.col(flag) > 0).then(nw.col("_rank"))
                last = nw.col(f"_last{number}")
                rows = rows.with_columns(
                    there.cum_max().over(*self.names, order_by="_rank").alias(f"_last{number}")
                )
            before = last.shift(1).over(*self.names, order_by="_rank")
            rows = rows.with_columns(before.alias(f"_before{number}"))
        if wanted:
            rows = rows.join(self._starts(), on="_rank", how="inner")
        marks = {
            f"_c{number}_{level}": self._stands_within(number, level, flag)
            for number, flag in enumerate(wanted)
            for level in self._levels
        }
        names = (*self.flags, *marks)
        found = (
            rows.select("_rank", *self.flags, *(mark.alias(name) for name, mark in marks.items()))
            .group_by("_rank")
            .agg(nw.len().alias("_pairs"), *(nw.col(name).sum() for name in names))
        )
        return self.table.columns(self.table.narrowed(found, names))

    def _stands_within(self, number: int, level: int, flag: Flag) -> nw.Expr:
        """Whether the key was last seen within the same block."""
        within = nw.col(f"_before{number}") >= nw.col(f"_start{level}")
        if flag is not None:
            within = within & (nw.col(flag) > 0)
        return within.fill_null(value=False).cast(nw.Int8)

    def _by_sorting(self, pairs: Rows, flag: Flag) -> Columns:
        rows = pairs if flag is None else pairs.filter(nw.col(flag) > 0)
        rows = rows.select("_rank", *self.names).sort(*self.names, "_rank")
        same = nw.lit(value=True)
        for name in self.names:
            same = same & (nw.col(name) == nw.col(name).shift(1))
        neighbours = rows.with_columns(
            nw.col("_rank").shift(1).alias("_before0"),
            same.fill_null(value=False).alias("_same"),
        ).filter(nw.col("_same"))
        # The eager libraries join only what is in memory, polars only what it has yet to answer.
        frame = neighbours.lazy() if self.table.engine == "polars" else cast("Frame", neighbours)
        marks = [f"_c0_{level}" for level in self._levels]
        found = (
            frame.select("_rank", "_before0")
            .join(self._starts(), on="_rank", how="inner")
            .select(
                "_rank",
                *(self._stands_within(0, lv, None).alias(marks[lv]) for lv in self._levels),
            )
            .group_by("_rank")
            .agg(*(nw.col(mark).sum() for mark in marks))
        )
        return self.table.columns(found)

    def _met(self, found: Columns, number: int) -> Mapping[str, int]:
        """Division → how many neighbours meet there and not below."""
        met: Counter[str] = Counter()
        nothing = [0] * len(found["_rank"])
        for level in self._levels:
            ways = self.order.levels[level]
            below = found.get(f"_c{number}_{level + 1}", nothing)
            within = found[f"_c{number}_{level}"]
            for rank, some, fewer in zip(found["_rank"], within, below, strict=True):
                if some != fewer:
                    met[ways[rank] or ""] += some - fewer
        return met
