"""All spells of all divisions, and the tree of any day made from them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

from kejifupin.terms.division_entries import Division, ReportingLine
from kejifupin.terms.division_levels import gb_codes_above
from kejifupin.terms.division_trees import DivisionTree

# A tree holds every division of its day; a table with villages makes some of them heavy.
_TREES_KEPT = 32


class DivisionHistory:
    """Spells by code, and one tree for each stretch of days on which nothing changes."""

    def __init__(self, divisions: Iterable[Division], lines: Iterable[ReportingLine]) -> None:
        spells: dict[str, tuple[Division, ...]] = {}
        origins: dict[str, tuple[str, ...]] = {}
        for division in divisions:
            spells[division.code] = (*spells.get(division.code, ()), division)
            for successor in division.successors:
                origins[successor] = (*origins.get(successor, ()), division.code)
        self.spells: Mapping[str, tuple[Division, ...]] = spells
        self._origins = origins
        self._lines = tuple(lines)
        days = {day for some in spells.values() for one in some for day in one.turns}
        days.update(day for line in self._lines for day in line.turns)
        self._turns = sorted(days)
        self._trees: dict[int, DivisionTree] = {}
        self._ancestors: dict[str, frozenset[str]] = {}

    def tree(self, day: date) -> DivisionTree:
        """The tree of a day, made once for all days that share it."""
        stretch = bisect_right(self._turns, day)
        tree = self._trees.get(stretch)
        if tree is None:
            if len(self._trees) >= _TREES_KEPT:
                self._trees.pop(next(iter(self._trees)), None)
            tree = DivisionTree(self.spells, origins=self._origins, lines=self._lines, day=day)
            self._trees[stretch] = tree
        return tree

    def ever_above(self, code: str) -> frozenset[str]:
        """Codes that stood above one on any day."""
        found = self._ancestors.get(code)
        if found is None:
            self._ancestors[code] = frozenset()  # ends the search where links go in a circle
            parents = {one.parent for one in self.spells.get(code, ()) if one.parent is not None}
            unknown = any(parent not in self.spells for parent in parents)
            parents.update(gb_codes_above(code) if unknown else ())
            found = frozenset(parents).union(*(self.ever_above(parent) for parent in parents))
            self._ancestors[code] = found
        return found
