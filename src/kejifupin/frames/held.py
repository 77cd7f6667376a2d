"""Tallies held as columns, made into values one by one when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

from kejifupin.frames.addends import Sums
from kejifupin.indicators.tallies import NOTHING, Tally, merge
from kejifupin.terms.intervals import Interval


@define(eq=False)
class HeldTallies(Mapping[str, Tally]):
    """Division → tally, as the columns of a result (部分量表).

    A country has more divisions than anybody looks at: nothing is made of a row before.

    Args:
        sums: Where the parts of a tally stand among the columns.
        found: The columns.
        rows: Division → its row, or its rows where several entries lead to it.
    """

    sums: Sums = field(repr=False)
    _found: Mapping[str, Sequence[Any]] = field(repr=False)
    _rows: Mapping[str, int | tuple[int, ...]] = field(repr=False)

    def __getitem__(self, home: str) -> Tally:
        row = self._rows[home]
        if isinstance(row, tuple):
            return merge(self.sums.tally(self._found, each) for each in row)
        return self.sums.tally(self._found, row)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def any(self, name: str | None) -> bool:
        """Whether any division has some of something."""
        return name is not None and any(self._found[name])


def rows_by_home(places: Iterable[str | None]) -> Mapping[str, int | tuple[int, ...]]:
    """Division → its row, or its rows where several entries lead to it.

    Args:
        places: For each row its division; None where it is not known.
    """
    rows: dict[str, int | tuple[int, ...]] = {}
    for row, home in enumerate(places):
        if home is not None:
            before = rows.setdefault(home, row)
            if before is not row:
                rows[home] = (*(before if isinstance(before, tuple) else (before,)), row)
    return rows


@define(eq=False)
class HeldKeys(Mapping[str, Tally]):
    """Division → tally of a distinct count: its rows, its keys, what is shared (去重部分量表).

    Args:
        rows: The tallies of the rows.
        told: Division → how many keys surely count, and how many may.
        certain: Division → how many keys that surely count come together there.
        possible: Division → how many keys that may count do.
    """

    rows: HeldTallies = field(repr=False)
    told: Mapping[str, tuple[int, int]] = field(repr=False)
    certain: Mapping[str, int] = field(factory=dict, repr=False)
    possible: Mapping[str, int] = field(factory=dict, repr=False)

    def __getitem__(self, home: str) -> Tally:
        if home not in self.rows and home not in self.possible:
            raise KeyError(home)
        shared = (self.certain.get(home, 0), self.possible.get(home, 0))
        if home not in self.rows:
            return NOTHING._replace(shared=shared)
        tally = self.rows[home]
        sure, every = self.told.get(home, (0, 0))
        return tally._replace(total=Interval(sure, every + tally.blank), shared=shared)

    def __iter__(self) -> Iterator[str]:
        yield from self.rows
        yield from (home for home in self.possible if home not in self.rows)

    def __len__(self) -> int:
        return len(self.rows) + sum(home not in self.rows for home in self.possible)
