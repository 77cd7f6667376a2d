"""How far it is from who serves to who needs: by the tree of divisions, or as somebody measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs
from attrs import frozen

from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.divisions import Level

_MEET = {
    Level.VILLAGE: (0, "同村"),
    Level.TOWNSHIP: (1, "同乡镇"),
    Level.COUNTY: (2, "同县"),
    Level.PREFECTURE: (3, "同市州"),
    Level.PROVINCE: (4, "同省"),
    Level.NATION: (5, "跨省"),
}
_WORDS = dict(_MEET.values())


@frozen
class Distances:
    """Distances between divisions (距离).

    Without a table two divisions are as far apart as the level at which they meet: 0 for one
    village, 1 for one township, 2 a county, 3 a prefecture, 4 a province. With a table, the nearest
    divisions above both of which a distance is given decide, and one that is not given is out of
    reach; within one division of the table it is 0.

    Args:
        setting: The programme and its day.
        given: Pairs of codes → distance, good for both ways; None for the tree.
        unit: Unit of the distances given.
    """

    setting: Setting
    given: Mapping[tuple[str, str], Number] | None = attrs.field(default=None, hash=False)
    unit: str = "公里"

    def between(self, base: str, place: str) -> Number | None:
        """The distance, None where they cannot be joined."""
        here, there = self._chain(base), self._chain(place)
        if self.given is None:
            above = set(there)
            meets = next((code for code in here if code in above), None)
            if meets is None:
                return None
            division = self.setting.divisions.find(meets, self.setting.as_of)
            return None if division is None else _MEET[division.level][0]
        best: tuple[int, Number] | None = None
        for steps, one in enumerate(here):
            for more, other in enumerate(there):
                found = self._given(one, other)
                if found is not None and (best is None or steps + more < best[0]):
                    best = (steps + more, found)
        return None if best is None else best[1]

    def marks(self) -> Iterable[str]:
        """Codes that the distances speak of beside those asked for."""
        return () if self.given is None else {code for pair in self.given for code in pair}

    def text(self, distance: Number) -> str:
        """A distance in words."""
        if self.given is None:
            return _WORDS.get(int(distance), "")
        return f"{format_number(distance)}{self.unit}"

    @property
    def scale(self) -> int:
        """What makes all distances whole numbers."""
        exponents = [
            -int(Decimal(each).as_tuple().exponent) for each in (self.given or {}).values()
        ]
        return int(10 ** max([0, *exponents]))

    def _given(self, one: str, other: str) -> Number | None:
        given = self.given or {}
        found = given.get((one, other), given.get((other, one)))
        if found is None and one == other and any(one in pair for pair in given):
            return 0
        return found

    def _chain(self, code: str) -> tuple[str, ...]:
        division = self.setting.divisions.find(code, self.setting.as_of)
        if division is None:
            return (code,)
        above = self.setting.divisions.ancestors(code, self.setting.as_of)
        return (code, *(each.code for each in above))
