"""Distinct counts that add at every level: keys by division, and where they meet again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.engines import Frame
from kejifupin.frames.held import HeldKeys, HeldTallies
from kejifupin.frames.homes import Raw
from kejifupin.frames.keys import with_keys
from kejifupin.frames.meetings import Flag, Pairs
from kejifupin.frames.order import Order
from kejifupin.frames.picking import key_flags, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.indicators.plan import Partial
from kejifupin.indicators.tallies import Tally

_MARKS = ("_s", "_e")


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
        pairs = self._pairs()
        needed = [
            (number, mark)
            for number, partial in enumerate(self.partials)
            if not partial.apart
            for mark in _MARKS
            if mark == "_s" or rows[partial].any(rows[partial].sums.uncertain)
        ]
        totals, met = pairs.counted(
            tuple(dict.fromkeys(self._flag(mark, number) for number, mark in needed))
        )
        homes = [self.order.homes[rank] for rank in totals["_rank"]]
        found: dict[Partial, Mapping[str, Tally]] = {}
        for number, partial in enumerate(self.partials):
            flags = [self._flag(mark, number) for mark in _MARKS]
            counts = zip(*(totals[flag or "_pairs"] for flag in flags), strict=True)
            told = {
                home: (int(sure), int(every))
                for home, (sure, every) in zip(homes, counts, strict=True)
            }
            certain = met.get(flags[0]) if (number, "_s") in needed else None
            possible = met.get(flags[1]) if (number, "_e") in needed else certain
            found[partial] = HeldKeys(rows[partial], told, certain, possible)
        return found

    def _pairs(self) -> Pairs:
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
        pairs = ranked(pairs, sheet, self.homes, self.order.homes)
        pairs = pairs.select("_rank", *keyed.names, *self._flags)
        if len(set(self.homes.values())) < len(self.homes):
            pairs = self._grouped(pairs, ["_rank", *keyed.names])
        return Pairs(pairs, keyed.names, self._flags, sheet.table, self.order)

    def _grouped(self, frame: Frame, by: Sequence[str]) -> Frame:
        flags = self._flags
        most = [nw.col(flag).max() for flag in flags] or [nw.len().alias("_rows")]
        return frame.select(*by, *flags).group_by(*by).agg(*most).select(*by, *flags)

    def _flag(self, mark: str, number: int) -> Flag:
        """The column that says whether a partial counts a pair; None where it counts all."""
        certain = f"_s{number}"
        name = certain if mark == "_s" and certain in self._flags else f"_e{number}"
        return name if name in self._flags else None


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
