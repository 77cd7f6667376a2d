"""An allocation led to the divisions of another day: names change, counties split and merge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs
from attrs import define

from kejifupin.records.setting import Setting
from kejifupin.targets.allocation import (
    EQUALLY,
    AllocatedPart,
    Allocation,
    ResponsibleUnit,
    Weights,
    part_bound,
)
from kejifupin.targets.allocation_job import decimal_places
from kejifupin.terms.apportioning import Claim, divide
from kejifupin.terms.arithmetic import Number, add, format_number, to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {
    "allocation.renamed": "分解数随地区改名、改码或合并转到现在的地区",
    "allocation.split": "地区分设，分解数由分设后的地区分担",
    "allocation.moved_away": "地区已划出本级，分解数随之转出",
    "allocation.no_heir": "地区已撤销或不在区划表中，分解数没有接手的单位",
}


def reallocate(
    allocation: Allocation, setting: Setting, *, weights: Weights = EQUALLY
) -> Allocation:
    """Lead the parts of an allocation to the divisions of the setting's day.

    Parts of divisions that merged add up; that of one that was split is divided among what it
    became, by weight; everyone else keeps theirs. The parts come to the same as before.

    Args:
        allocation: The allocation as it was.
        setting: The programme and its day.
        weights: By what the part of a division that was split is divided; alike by default, and
            where the weight of what it became is not known.

    Returns:
        The allocation, with an issue for every part that changed hands.
    """
    leading = _Leading(allocation, setting, weights)
    for part in allocation.parts:
        leading.lead(part)
    issues = (*(each for each in allocation.issues), *leading.issues)
    return attrs.evolve(allocation, parts=tuple(leading.parts.values()), issues=issues)


@define
class _Leading:
    allocation: Allocation
    setting: Setting
    weights: Weights
    parts: dict[str, AllocatedPart] = attrs.Factory(dict)
    issues: list[Issue] = attrs.Factory(list)

    def lead(self, part: AllocatedPart) -> None:
        if not part.unit.is_division:
            self._add(part)
            return
        code, day = part.unit.key, self.setting.as_of
        heirs = self.setting.divisions.heirs(code, day)
        named = f"{part.unit.name}（{code}）的{self._shown(part.number)}"
        if heirs == (code,):
            self._add(attrs.evolve(part, unit=self._unit(code)))
            return
        if not heirs:
            message = f"{named}没有接手的单位"
            self._tell("allocation.no_heir", message, Severity.ERROR, "指定由谁承担")
            self._add(part)
            return
        names = "、".join(f"{self.setting.division_name(each)}（{each}）" for each in heirs)
        if len(heirs) == 1:
            self._tell("allocation.renamed", f"{named}现由{names}承担", Severity.INFO)
        else:
            remedy = "按实际情况调整各自的数"
            message = f"{named}由{names}分担"
            self._tell("allocation.split", message, Severity.WARNING, remedy)
        for each in self._divided(part, heirs):
            self._add(each)
            self._moved(code, each)

    def _moved(self, before: str, part: AllocatedPart) -> None:
        """Tell that a part has left the division above it."""
        divisions, day = self.setting.divisions, self.setting.as_of
        old = divisions.find(before)
        above = None if old is None or old.parent is None else self.setting.division_now(old.parent)
        now = divisions.parent(part.unit.key, day)
        if above is None or now is None or now.code == above:
            return
        self._tell(
            "allocation.moved_away",
            f"{part.unit.name}（{part.unit.key}）现归{now.name}，不再归"
            f"{self.setting.division_name(above)}，{self._shown(part.number)}随之转出",
            Severity.WARNING,
            "原来的上级少了这个数，需要时补给其他单位",
        )

    def _divided(self, part: AllocatedPart, heirs: tuple[str, ...]) -> Iterator[AllocatedPart]:
        if len(heirs) == 1:
            yield attrs.evolve(part, unit=self._unit(heirs[0]))
            return
        known = [self.weights.of(each) for each in heirs]
        alike = None in known or not any(known)
        claims = [
            Claim(each, Fraction(1 if alike else weight or 0))
            for each, weight in zip(heirs, known, strict=True)
        ]
        numbers = _split(part.number, claims)
        low = part.bound.at_least
        above = [
            None if end is None or low is None else _split(add(end, -low), claims)
            for end in (part.bound.at_most, part.bound.stretch)
        ]
        for each, weight in zip(heirs, known, strict=True):
            most, stretch = (None if some is None else some[each] for some in above)
            yield AllocatedPart(
                self._unit(each),
                numbers[each],
                part_bound(part.bound, numbers[each], (most, stretch)),
                None if alike else weight,
                why=f"由{part.unit.name}分出",
            )

    def _add(self, part: AllocatedPart) -> None:
        key = part.unit.key
        if (other := self.parts.get(key)) is not None:
            part = AllocatedPart(
                part.unit,
                add(other.number, part.number),
                both(other.bound, part.bound),
                why="合并",
            )
        self.parts[key] = part

    def _unit(self, code: str) -> ResponsibleUnit:
        return ResponsibleUnit(code, self.setting.division_name(code))

    def _shown(self, number: Number) -> str:
        return f"{format_number(number)}{self.allocation.measured_in}"

    def _tell(self, code: str, message: str, severity: Severity, remedy: str = "") -> None:
        rule = self.allocation.target.key
        self.issues.append(Issue(code, message, severity, rule=rule, remedy=remedy or None))


def both(one: Bound, other: Bound) -> Bound:
    """The bound of two parts together."""
    stretch = None
    if one.stretch is not None or other.stretch is not None:
        ends = [each.at_least if each.stretch is None else each.stretch for each in (one, other)]
        stretch = _both_ends(ends[0], ends[1])
    low = _both_ends(one.at_least, other.at_least)
    high = _both_ends(one.at_most, other.at_most)
    return Bound(low, high, stretch if low is not None else None)


def _both_ends(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else add(one, other)


def _split(number: Number, claims: list[Claim]) -> dict[str, Number]:
    step = Fraction(1, 10 ** decimal_places(number))
    portions = divide(int(Fraction(number) / step), claims)
    assert portions is not None  # noqa: S101 - without limits any total can be divided
    return {key: to_number(each.whole * step) for key, each in portions.items()}
