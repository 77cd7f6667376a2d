"""Distinct counts that add at every level: keys by division, and where they meet again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.engines import Frame, Table
from kejifupin.frames.held import HeldKeys, HeldTallies
from kejifupin.frames.homes import Raw
from kejifupin.frames.keys import with_keys
from kejifupin.frames.order import Order
from kejifupin.frames.picking import key_flags, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.indicators.plan import Partial
from kejifupin.indicators.tallies import Tally


@define(eq=False)
class DistinctCount:
    """The pairs of a division and a key, for all partials that tell things apart alike (去重).

    Args:
        sheet: A fresh query over the records.
        partials: The partials, all with the same fields that tell apart.
        homes: Home as written → division of the day, for those that are known.
        order: Those divisions, in the tree in which the counts add up.
    """

    sheet: Sheet
    partials: Sequence[Partial]
    homes: Mapping[Raw, str]
    order: Order
    _flags: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, rows: Mapping[Partial, HeldTallies]) -> Mapping[Partial, Mapping[str, Tally]]:
        """The tallies of their rows with the keys counted.

        Args:
            rows: Partial → division → what was reported, blank, and so on.
        """
        order = self.order
        pairs, names = self._pairs(order)
        found: dict[Partial, Mapping[str, Tally]] = {}
        totals = self._totals(pairs)
        homes = [order.homes[rank] for rank in totals["_rank"]]
        for number, partial in enumerate(self.partials):
            flags = (self._flag("_s", number), self._flag("_e", number))
            counts = zip(*(totals[flag or "_pairs"] for flag in flags), strict=True)
            keys = {
                home: (int(sure), int(every))
                for home, (sure, every) in zip(homes, counts, strict=True)
            }
            own = rows[partial]
            if partial.apart:
                found[partial] = HeldKeys(own, keys)
                continue
            certain = self._meetings(pairs, names, flags[0], order)
            possible = certain
            if own.any(own.sums.uncertain):
                possible = self._meetings(pairs, names, flags[1], order)
            found[partial] = HeldKeys(own, keys, certain, possible)
        return found

    def _pairs(self, order: Order) -> tuple[Frame, tuple[str, ...]]:
        """One row for each division and key, with whether each partial counts it."""
        sheet = self.sheet
        made: dict[str, nw.Expr] = {}
        some: nw.Expr | None = None
        for number, partial in enumerate(self.partials):
            rows = picked(partial, sheet)
            _, complete = key_flags(partial, sheet)
            every = rows.perhaps(complete)
            some = every if some is None else some | every
            made[f"_e{number}"] = every
            if rows.maybe is not None:
                made[f"_s{number}"] = rows.surely(complete)
        assert some is not None  # noqa: S101
        keyed = with_keys(sheet, sheet.frame().filter(some), self.partials[0].distinct)
        if len(made) == 1:
            # Every row that is left counts.
            made = {}
        self._flags = tuple(made)
        frame: Frame = keyed.frame
        if made:
            frame = frame.with_columns(*(e.cast(nw.Int8).alias(n) for n, e in made.items()))
        pairs = self._grouped(frame, [*sheet.raw, *keyed.names])
        pairs = ranked(pairs, sheet, self.homes, order.homes)
        pairs = pairs.select("_rank", *keyed.names, *self._flags)
        if len(set(self.homes.values())) < len(self.homes):
            pairs = self._grouped(pairs, ["_rank", *keyed.names])
        return sheet.table.settled(pairs), keyed.names

    def _grouped(self, frame: Frame, by: Sequence[str]) -> Frame:
        flags = self._flags
        most = [nw.col(flag).max() for flag in flags] or [nw.len().alias("_rows")]
        return frame.select(*by, *flags).group_by(*by).agg(*most).select(*by, *flags)

    def _flag(self, mark: str, number: int) -> str | None:
        """The column that says whether a partial counts a pair; None where it counts all."""
        certain = f"_s{number}"
        name = certain if mark == "_s" and certain in self._flags else f"_e{number}"
        return name if name in self._flags else None

    def _totals(self, pairs: Frame) -> Mapping[str, list[int]]:
        table = self.sheet.table
        sums = [nw.col(flag).sum() for flag in self._flags]
        found = pairs.group_by("_rank").agg(nw.len().alias("_pairs"), *sums)
        return table.columns(table.narrowed(found, self._flags))

    def _meetings(
        self, pairs: Frame, names: Sequence[str], flag: str | None, order: Order
    ) -> Mapping[str, int]:
        """Division → how many neighbours of one key meet there."""
        depth = len(order.starts)
        if not depth:
            return {}
        table = self.sheet.table
        counted = pairs if flag is None else pairs.filter(nw.col(flag) > 0)
        after = _after(counted, names, table)
        levels = range(depth)
        small = table.small(
            {
                "_rank": list(range(len(order.homes))),
                **{f"_start{level}": list(order.starts[level]) for level in levels},
            }
        )
        same = (
            after.join(small, on="_rank", how="inner")
            .with_columns(
                *(
                    (nw.col("_before") >= nw.col(f"_start{level}"))
                    .cast(nw.Int8)
                    .alias(f"_c{level}")
                    for level in levels
                )
            )
            .select("_rank", *(f"_c{level}" for level in levels))
            .group_by("_rank")
            .agg(*(nw.col(f"_c{level}").sum() for level in levels))
        )
        found = table.columns(table.narrowed(same, (f"_c{level}" for level in levels)))
        met: Counter[str] = Counter()
        nothing = [0] * len(found["_rank"])
        for level in levels:
            ways = order.levels[level]
            deeper = found[f"_c{level + 1}"] if level + 1 < depth else nothing
            for rank, within, below in zip(
                found["_rank"], found[f"_c{level}"], deeper, strict=True
            ):
                if within != below:
                    met[ways[rank] or ""] += within - below
        return met


def _not_before(level: int) -> nw.Expr:
    """Whether the neighbour lies below the same division of a depth."""
    return nw.col("_before") >= nw.col(f"_start{level}")


def ranked(frame: Frame, sheet: Sheet, homes: Mapping[Raw, str], order: Sequence[str]) -> Frame:
    """Rows with the place of their division in an order; those without a division are left out."""
    places = {home: place for place, home in enumerate(order)}
    raws = list(homes)
    small = sheet.table.small(
        {
            **{name: [raw[number] for raw in raws] for number, name in enumerate(sheet.raw)},
            "_rank": [places[homes[raw]] for raw in raws],
        }
    )
    return frame.join(small, on=list(sheet.raw), how="inner")


def _after(pairs: Frame, names: Sequence[str], table: Table) -> Frame:
    """The pairs whose key stood at an earlier division already, with the place of that one."""
    if table.has_windows:
        before = nw.col("_rank").shift(1).over(*names, order_by="_rank")
        return pairs.with_columns(before.alias("_before")).filter(~nw.col("_before").is_null())
    rows = pairs.select("_rank", *names).sort(*names, "_rank")
    same = nw.col(names[0]) == nw.col(names[0]).shift(1)
    for name in names[1:]:
        same = same & (nw.col(name) == nw.col(name).shift(1))
    rows = rows.with_columns(
        nw.col("_rank").shift(1).alias("_before"), same.fill_null(value=False).alias("_same")
    )
    found = rows.filter(nw.col("_same")).select("_rank", "_before")
    return found.lazy() if table.engine == "polars" else found
