"""Tallies held as columns, made into values when the first of them is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from kejifupin.frames.addends import Sums
from kejifupin.indicators.tallies import NOTHING, Tally, merge
from kejifupin.terms.intervals import Interval

Places = Mapping[str, int | tuple[int, ...]]
"""Division → its row in a result, or its rows where several entries lead to it."""


def rows_by_home(homes: Iterable[str | None]) -> Places:
    """Division → its row or rows.

    Args:
        homes: For each row its division; None where it is not known.
    """
    rows: dict[str, int | tuple[int, ...]] = {}
    for row, home in enumerate(homes):
        if home is not None:
            before = rows.setdefault(home, row)
            if before is not row:
                rows[home] = (*(before if isinstance(before, tuple) else (before,)), row)
    return rows


class HeldTallies(Mapping[str, Tally]):
    """Division → tally, as the columns of a result (部分量表).

    Args:
        sums: Where the parts of a tally stand among the columns.
        found: The columns.
        rows: Division → its row or rows.
    """

    def __init__(self, sums: Sums, found: Mapping[str, Sequence[Any]], rows: Places) -> None:
        self.sums = sums
        self._found = found
        self._rows = rows

    def __getitem__(self, home: str) -> Tally:
        return self._made[home]

    def get(self, home: str, default: Any = None) -> Any:
        """The tally of a division, without the detour of `Mapping.get`."""
        return self._made.get(home, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def _made(self) -> Mapping[str, Tally]:
        made = self.sums.tallies(self._found)
        return {
            home: made[row] if isinstance(row, int) else merge([made[each] for each in row])
            for home, row in self._rows.items()
        }

    def any(self, name: str | None) -> bool:
        """Whether any division has some of something, by the name of the column."""
        return name is not None and any(self._found[name])


class HeldKeys(Mapping[str, Tally]):
    """Division → tally of a distinct count: its rows, its keys, what is shared (去重部分量表).

    Args:
        rows: The tallies of the rows.
        told: Division → how many keys surely count, and how many may.
        certain: Division → how many keys that surely count come together there.
        possible: Division → how many keys that may count do.
    """

    def __init__(
        self,
        rows: HeldTallies,
        told: Mapping[str, tuple[int, int]],
        certain: Mapping[str, int] | None = None,
        possible: Mapping[str, int] | None = None,
    ) -> None:
        self._rows = rows
        self._told = told
        self._certain = certain or {}
        self._possible = possible or {}

    def __getitem__(self, home: str) -> Tally:
        return self._made[home]

    def get(self, home: str, default: Any = None) -> Any:
        """The tally of a division, without the detour of `Mapping.get`."""
        return self._made.get(home, default)

    def __iter__(self) -> Iterator[str]:
        yield from self._rows
        yield from (home for home in self._possible if home not in self._rows)

    def __len__(self) -> int:
        return len(self._rows) + sum(home not in self._rows for home in self._possible)

    @cached_property
    def _made(self) -> Mapping[str, Tally]:
        return {home: self._tally(home) for home in self}

    def _tally(self, home: str) -> Tally:
        shared = (self._certain.get(home, 0), self._possible.get(home, 0))
        own: Tally | None = self._rows.get(home)
        if own is None:
            return NOTHING._replace(shared=shared)
        sure, every = self._told.get(home, (0, 0))
        return own._replace(total=Interval(sure, every + own.blank), shared=shared)
