"""The tree of divisions as it stands on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from kejifupin.terms.division_entries import Division, ReportingLine
from kejifupin.terms.division_levels import gb_codes_above, short_gb_code


@frozen
class Carried:
    """A code as written, led to the division that stands for it on a day (区划沿革).

    Args:
        code: The division of that day; None if the table does not know the code at all.
        path: The code as written and each one it was led through, the result last.
        note: What happened on the way, in Chinese; None if nothing did.
        above: Whether it was led to a division above, because no single one took its place.
    """

    code: str | None
    path: tuple[str, ...]
    note: str | None = None
    above: bool = False


class DivisionTree:
    """One day's divisions, their links up and down, and where codes of other days lead.

    Links that were written with a code of another day are led to the division of this day, so
    that a village register made before a county changed its code hangs in the tree all the same.
    """

    __slots__ = (
        "_above",
        "_below",
        "_carried",
        "_divisions",
        "_lines_up",
        "_origins",
        "_parents",
        "_remnants",
        "_subtrees",
        "alive",
        "day",
    )

    def __init__(
        self,
        divisions: Mapping[str, tuple[Division, ...]],
        *,
        origins: Mapping[str, tuple[str, ...]],
        lines: Iterable[ReportingLine],
        day: date,
    ) -> None:
        self.day = day
        self._divisions = divisions
        self._origins = origins
        self._carried: dict[str, Carried] = {}
        self._remnants: frozenset[str] | None = None
        self._parents: dict[str, str | None] = {}
        self._lines_up: dict[tuple[bool, str], tuple[str, ...]] = {}
        self._subtrees: dict[tuple[bool, str], tuple[str, ...]] = {}
        self.alive = {
            code: division
            for code, spells in divisions.items()
            for division in spells
            if division.exists_on(day)
        }
        parents = {code: self.parent(code) for code in self.alive}
        self._above = {False: parents, True: {**parents, **self._reporting(lines)}}
        self._below = {key: _turned(above) for key, above in self._above.items()}

    def parent(self, code: str, *, reporting: bool = False) -> str | None:
        """Code of the division above one that exists on this day; None for the top."""
        if reporting:
            return self._above[True][code]
        if code not in self._parents:
            self._parents[code] = None  # ends the search where links go in a circle
            self._parents[code] = self._find_parent(self.alive[code])
        return self._parents[code]

    def ancestors(self, code: str, *, reporting: bool = False) -> tuple[str, ...]:
        """Codes above one, nearest first."""
        key = (reporting, code)
        if key not in self._lines_up:
            found: dict[str, None] = {}
            above = self.parent(code, reporting=reporting)
            while above is not None and above != code and above not in found:
                found[above] = None
                above = self.parent(above, reporting=reporting)
            self._lines_up[key] = tuple(found)
        return self._lines_up[key]

    def children(self, code: str, *, reporting: bool = False) -> tuple[str, ...]:
        """Codes just below one, sorted."""
        return self._below[reporting].get(code, ())

    def subtree(self, code: str, *, reporting: bool = False) -> tuple[str, ...]:
        """The code itself and all below it, sorted."""
        key = (reporting, code)
        if key not in self._subtrees:
            below = self._below[reporting]
            found, waiting = {code}, [code]
            while waiting:
                fresh = [child for child in below.get(waiting.pop(), ()) if child not in found]
                found.update(fresh)
                waiting += fresh
            self._subtrees[key] = tuple(sorted(found))
        return self._subtrees[key]

    def known(self, code: str) -> str:
        """A code as the table writes it: without filling zeros, if only so it is known."""
        return code if code in self._divisions else short_gb_code(code)

    def carried(self, code: str) -> Carried:
        """Where a code written on any day stands on this one."""
        if code not in self._carried:
            self._carried[code] = self._carry(self.known(code), frozenset())
        return self._carried[code]

    def remnants(self) -> frozenset[str]:
        """Codes of other days that stay with a division above, as no single one replaces them."""
        if self._remnants is None:
            gone = (code for code in self._divisions if code not in self.alive)
            self._remnants = frozenset(code for code in gone if self.carried(code).above)
        return self._remnants

    def heirs(self, code: str) -> tuple[str, ...]:
        """All divisions of this day that a code became, or came from; none if it left no trace."""
        return tuple(sorted(self._heirs(self.known(code), frozenset())))

    def _heirs(self, code: str, seen: frozenset[str]) -> set[str]:
        if code in self.alive:
            return {code}
        _, targets, _ = self._step(code)
        found: set[str] = set()
        for target in targets:
            if target not in seen:
                found |= self._heirs(target, seen | {code})
        return found

    def _step(self, code: str) -> tuple[Division | None, tuple[str, ...], bool]:
        """The last spell before this day and its successors, or the first one and its origins."""
        spells = self._divisions.get(code, ())
        ended = [one for one in spells if one.valid_to is not None and one.valid_to <= self.day]
        if ended:
            return ended[-1], ended[-1].successors, True
        return (spells[0] if spells else None), self._origins.get(code, ()), False

    def _carry(self, code: str, seen: frozenset[str]) -> Carried:
        if code in self.alive:
            return Carried(code, (code,))
        division, _, ended = self._step(code)
        if division is None:
            return Carried(None, (code,), self._unknown(code))
        heirs = sorted(self._heirs(code, frozenset()))
        what = f"{division.name}（{code}）"
        if len(heirs) == 1:
            path = self._path(code, heirs[0])
            became = self._named(heirs)
            since = (
                f"自{division.valid_to}起为" if ended else f"自{division.valid_from}起才有，之前为"
            )
            return Carried(heirs[0], path, f"{what}{since}{became}")
        above = self._common(heirs) if heirs else self._stand_in(division, seen | {code})
        if above is None:
            return Carried(None, (code,), f"{what}在{self.day}不存在，也没有上级可归")
        if heirs:
            why = f"已分为{self._named(heirs)}" if ended else f"由{self._named(heirs)}合并而成"
        else:
            why = "已撤销，去向未载明" if ended else f"自{division.valid_from}起才有，来源未载明"
        note = f"{what}{why}，归到{self._named([above])}"
        return Carried(above, (code, above), note, above=True)

    def _path(self, code: str, goal: str) -> tuple[str, ...]:
        path = [code]
        while path[-1] != goal:
            _, targets, _ = self._step(path[-1])
            leads = [
                target
                for target in targets
                if target not in path and goal in self._heirs(target, frozenset(path))
            ]
            path.append(leads[0] if leads else goal)
        return tuple(path)

    def _stand_in(self, division: Division, seen: frozenset[str]) -> str | None:
        if division.parent is None or division.parent in seen:
            return None
        return self._carry(division.parent, seen).code

    def _common(self, codes: Iterable[str]) -> str | None:
        lines = [(code, *self.ancestors(code)) for code in codes]
        shared = set(lines[0]).intersection(*lines[1:])
        return next((code for code in lines[0] if code in shared), None)

    def _find_parent(self, division: Division) -> str | None:
        if division.parent is None or division.parent in self.alive:
            return division.parent
        for code in (division.parent, *gb_codes_above(division.code)):
            known = self.known(code)
            above = known if known in self.alive else self.carried(known).code
            if above is not None and above != division.code:
                return above
        return None

    def _reporting(self, lines: Iterable[ReportingLine]) -> dict[str, str]:
        found: dict[str, str] = {}
        # Lines of codes that exist come last: they win over those led here from an older code.
        for line in sorted(lines, key=lambda line: self.known(line.code) in self.alive):
            heirs = self.heirs(line.code) if line.holds_on(self.day) else ()
            above = self.carried(line.reports_to).code
            if len(heirs) == 1 and above is not None and above != heirs[0]:
                found[heirs[0]] = above
        return found

    def _named(self, codes: Iterable[str]) -> str:
        return "、".join(f"{self.alive[code].name}（{code}）" for code in codes)

    def _unknown(self, code: str) -> str:
        above = next((each for each in gb_codes_above(code) if each in self._divisions), None)
        hint = f"，按代码应在{self._divisions[above][-1].name}（{above}）" if above else ""
        return f"区划表中没有这个代码{hint}"


def _turned(above: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    below: dict[str, list[str]] = {}
    for code, parent in above.items():
        if parent is not None:
            below.setdefault(parent, []).append(code)
    return {code: tuple(sorted(children)) for code, children in below.items()}
