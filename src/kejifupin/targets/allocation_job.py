"""One total to divide: what stands in the way, and the parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from kejifupin.targets.allocation import (
    AllocatedPart,
    PartLimits,
    ResponsibleUnit,
    Weights,
    part_bound,
)
from kejifupin.terms.apportioning import Claim, Portion, divide
from kejifupin.terms.arithmetic import Number, add, format_number, to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {
    "allocation.no_units": "没有可以分解到的单位",
    "allocation.negative_weight": "分解依据是负数",
    "allocation.no_weight": "分解依据没有数",
    "allocation.vague_weight": "分解依据是约数，按下限计",
    "allocation.zero_weights": "分解依据全是零",
    "allocation.limits_crossed": "下限高于上限",
    "allocation.floors_over_total": "下限和指定数合起来超过总数",
    "allocation.ceilings_under_total": "上限和指定数合起来不到总数",
    "allocation.uneven": "数的小数位多于分解所用的位数",
    "allocation.zero_part": "有的单位分到零",
}
_NAMED = 5


def decimal_places(number: Number) -> int:
    """How many digits a number has after the point.

    >>> from decimal import Decimal
    >>> decimal_places(12), decimal_places(Decimal("1.50"))
    (0, 1)
    """
    return len(format_number(number).partition(".")[2])


def named_in_part(names: Sequence[str]) -> str:
    """The first few of some names, and how many there are."""
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


class AllocationJob:
    """One total to divide, counted in its smallest steps (分解计算)."""

    def __init__(
        self,
        *,
        units: tuple[ResponsibleUnit, ...],
        weights: Weights,
        limits: Mapping[str, PartLimits],
        total: Number,
        places: int,
        measured_in: str,
    ) -> None:
        self.units = units
        self.weights = weights
        self.limits = limits
        self.total = total
        self.step = Fraction(1, 10**places)
        self.places = places
        self.measured_in = measured_in
        self.free = tuple(each for each in units if limits[each.key].quota is None)

    def problems(self) -> Iterator[Issue]:
        """Everything that stands in the way."""
        if not self.units:
            yield self._error("allocation.no_units", "没有可以分解到的单位", "写明分解到哪一级")
            return
        yield from self._uneven()
        yield from self._weights()
        yield from self._crossed()
        yield from self._contradictions()

    def _uneven(self) -> Iterator[Issue]:
        quotas = [each.quota for each in self.limits.values() if each.quota is not None]
        for number in (self.total, *quotas):
            if decimal_places(number) > self.places:
                how = f"{self.places}位小数" if self.places else "整数"
                yield self._error(
                    "allocation.uneven",
                    f"{format_number(number)}{self.measured_in}不能按{how}分解",
                    f"改为{how}，或增加小数位数",
                )

    def _weights(self) -> Iterator[Issue]:
        label = self.weights.label
        found = {each.key: self.weights.of(each.key) for each in self.free}
        unknown = [each.name for each in self.free if found[each.key] is None]
        if unknown:
            yield self._error(
                "allocation.no_weight",
                f"“{label}”没有这些单位的数：{named_in_part(unknown)}",
                "补报这个数，给它们写指定数，或换一个分解依据",
            )
        negative = [each.name for each in self.free if (found[each.key] or 0) < 0]
        if negative:
            yield self._error(
                "allocation.negative_weight",
                f"“{label}”是负数：{named_in_part(negative)}",
                "分解依据不能是负数",
            )
        if self.free and not unknown and not negative and not any(found.values()):
            yield self._error(
                "allocation.zero_weights", f"“{label}”各单位全是0，分不出多少", "换一个分解依据"
            )
        names = {each.key: each.name for each in self.free}
        if vague := [names[key] for key in self.weights.vague if key in names]:
            message = f"“{label}”是约数，按下限计：{named_in_part(vague)}"
            yield Issue(
                "allocation.vague_weight", message, Severity.WARNING, remedy="核实后重新分解"
            )

    def _crossed(self) -> Iterator[Issue]:
        for each in self.free:
            low, high = self._ends(each.key)
            if high is not None and low > high:
                limit = self.limits[each.key]
                yield self._error(
                    "allocation.limits_crossed",
                    f"{each.name}的下限{format_number(limit.floor or 0)}"
                    f"高于上限{format_number(limit.ceiling or 0)}",
                    "改正其中一个",
                )

    def _contradictions(self) -> Iterator[Issue]:
        fixed = sum((self._steps(each.quota) for each in self.limits.values()), Fraction(0))
        ends = [self._ends(each.key) for each in self.free]
        total = Fraction(self.total) / self.step
        low = fixed + sum(low for low, _ in ends)
        highs = [high for _, high in ends if high is not None]
        if low > total:
            yield self._error(
                "allocation.floors_over_total",
                f"{self._told(fixed)}各单位的下限合起来是{self._shown(low)}，"
                f"超过总数{self._shown(total)}，多{self._shown(low - total)}",
                "降低下限，减少单位，或提高总数",
            )
        elif len(highs) == len(ends) and fixed + sum(highs) < total:
            high = fixed + sum(highs)
            yield self._error(
                "allocation.ceilings_under_total",
                f"{self._told(fixed)}各单位的上限合起来是{self._shown(high)}，"
                f"不到总数{self._shown(total)}，少{self._shown(total - high)}",
                "提高上限，增加单位，或降低总数",
            )

    def parts(
        self, bound: Bound, *, given: bool
    ) -> tuple[tuple[AllocatedPart, ...], tuple[Issue, ...]]:
        """The parts, and what to know about them."""
        portions = self._divided(self.total, limited=True)
        if portions is None:
            return (), (
                self._error(
                    "allocation.ceilings_under_total",
                    f"“{self.weights.label}”不是0的单位都到了上限，"
                    f"总数{format_number(self.total)}{self.measured_in}还没有分完",
                    "提高上限，或给其他单位写下限、指定数",
                ),
            )
        above = [self._above(bound, end, given=given) for end in (bound.at_most, bound.stretch)]
        parts = tuple(self._part(each, portions.get(each.key), bound, above) for each in self.units)
        zero = [each.unit.name for each in parts if not each.number and each.weight]
        if not zero:
            return parts, ()
        message = f"{len(zero)}个单位分到0：{named_in_part(zero)}"
        remedy = "写下限，或增加小数位数"
        return parts, (Issue("allocation.zero_part", message, Severity.INFO, remedy=remedy),)

    def _above(
        self, bound: Bound, end: Number | None, *, given: bool
    ) -> Mapping[str, Portion] | None:
        """What lies between the floor of a bound and an end above it, divided."""
        if given or end is None or bound.at_least is None:
            return None
        return self._divided(add(end, -bound.at_least), limited=False)

    def _divided(self, total: Number, *, limited: bool) -> Mapping[str, Portion] | None:
        fixed = Fraction(0)
        if limited:
            fixed = sum((self._steps(each.quota) for each in self.limits.values()), fixed)
        left = Fraction(total) / self.step - fixed
        if left.denominator != 1:
            return None
        claims = []
        for each in self.free:
            low, high = self._ends(each.key) if limited else (0, None)
            claims.append(Claim(each.key, Fraction(self.weights.of(each.key) or 0), low, high))
        return divide(int(left), claims)

    def _part(
        self,
        unit: ResponsibleUnit,
        portion: Portion | None,
        bound: Bound,
        above: Sequence[Mapping[str, Portion] | None],
    ) -> AllocatedPart:
        limit = self.limits[unit.key]
        if portion is None:
            number = limit.quota or 0
            return AllocatedPart(unit, number, part_bound(bound, number, (0, 0)), why="指定数")
        number = to_number(portion.whole * self.step)
        extra = [
            to_number(each[unit.key].whole * self.step) if each is not None else None
            for each in above
        ]
        low, high = self._ends(unit.key)
        why = ""
        if portion.exact == low and limit.floor is not None and low:
            why = "按下限"
        elif high is not None and portion.exact == high:
            why = "按上限"
        return AllocatedPart(
            unit,
            number,
            part_bound(bound, number, (extra[0], extra[1])),
            self.weights.of(unit.key),
            to_number(portion.exact * self.step),
            why,
        )

    def _ends(self, key: str) -> tuple[int, int | None]:
        """Floor and ceiling of a unit in whole steps inside of them."""
        limit = self.limits[key]
        low = 0 if limit.floor is None else max(0, ceil(self._steps(limit.floor)))
        high = None if limit.ceiling is None else floor(self._steps(limit.ceiling))
        return low, high

    def _steps(self, number: Number | None) -> Fraction:
        return Fraction(number or 0) / self.step

    def _shown(self, steps: Fraction) -> str:
        return f"{format_number(to_number(Fraction(steps) * self.step))}{self.measured_in}"

    def _told(self, fixed: Fraction) -> str:
        return "指定数和" if fixed else ""

    def _error(self, code: str, message: str, remedy: str) -> Issue:
        return Issue(code, message, remedy=remedy)
