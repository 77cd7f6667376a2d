"""A total handed down: who takes on how much of it, by what weight, within what limits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

import attrs
from attrs import frozen

from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number, add, format_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.shown import Tabular
from kejifupin.terms.views import Cell, Marked, Table, View


@frozen
class ResponsibleUnit:
    """Who takes on a part: a division, a department, an institute (责任单位).

    Args:
        key: Code of the division, or key of the department.
        name: Its name.
        is_division: Whether the key is the code of a division.
    """

    key: str
    name: str
    is_division: bool = True


@frozen
class Weights:
    """By what a total is divided (分解依据).

    Args:
        label: What is weighed, in Chinese.
        numbers: Key of a unit → its weight; nobody's where every weight is one.
        unit: Unit of the weights.
        vague: Keys of units whose weight is the low end of what is known.
    """

    label: str = "平均分配"
    numbers: Mapping[str, Number] | None = attrs.field(default=None, hash=False)
    unit: str = ""
    vague: tuple[str, ...] = ()

    def of(self, key: str) -> Number | None:
        """The weight of a unit, None where it is not known."""
        return 1 if self.numbers is None else self.numbers.get(key)


EQUALLY = Weights()
"""Everyone alike."""


@frozen
class PartLimits:
    """What a unit may get whatever it weighs (分解上下限).

    Args:
        floor: The least.
        ceiling: The most.
        quota: Exactly this, and the others share the rest.
    """

    floor: Number | None = None
    ceiling: Number | None = None
    quota: Number | None = None


@frozen
class AllocatedPart:
    """The part of a total that one unit takes on (分解数).

    Args:
        unit: Who.
        number: How much, in the unit of the indicator.
        bound: The same as a bound, of the shape of the target's.
        weight: Its weight; None for a quota, or where the part was not worked out here.
        exact: What its weight comes to before rounding, cut off at its limits.
        why: What else than its weight decided, in Chinese; empty where nothing did.
    """

    unit: ResponsibleUnit
    number: Number
    bound: Bound
    weight: Number | None = None
    exact: Number | None = None
    why: str = ""


def _by_key(parts: tuple[AllocatedPart, ...]) -> tuple[AllocatedPart, ...]:
    return tuple(sorted(parts, key=lambda each: each.unit.key))


@frozen(repr=False)
class Allocation(Tabular):
    """A total and the parts that it was divided into (任务分解).

    Args:
        target: The target whose total it is.
        measured_in: Unit of the numbers.
        total: What was divided.
        by: By what, in Chinese.
        parts: The parts in the order of the units' keys; none where it cannot be divided so.
        issues: Why it cannot, and what to know about it.
    """

    target: Target
    measured_in: str
    total: Number
    by: str
    parts: tuple[AllocatedPart, ...] = attrs.field(default=(), converter=_by_key)
    issues: tuple[Issue, ...] = ()
    column_types: ClassVar[Mapping[str, str]] = {
        "number": "whole",
        "weight": "whole",
        "exact": "whole",
    }

    @property
    def is_possible(self) -> bool:
        """Whether it could be divided."""
        return not any(each.severity is Severity.ERROR for each in self.issues)

    @cached_property
    def _numbers(self) -> Mapping[str, AllocatedPart]:
        return {each.unit.key: each for each in self.parts}

    def find(self, key: str) -> AllocatedPart | None:
        """The part of a unit, None where it has none."""
        return self._numbers.get(key)

    @property
    def sum(self) -> Number:
        """What the parts come to."""
        total: Number = 0
        for each in self.parts:
            total = add(total, each.number)
        return total

    def as_target(self) -> Target:
        """The target with these parts as its ``allocations``; those of departments stay out."""
        parts = {each.unit.key: each.bound for each in self.parts if each.unit.is_division}
        return attrs.evolve(self.target, allocations=parts)

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The parts as columns, for any data frame library."""
        return {
            "target": tuple(self.target.key for _ in self.parts),
            "unit": tuple(each.unit.key for each in self.parts),
            "unit_name": tuple(each.unit.name for each in self.parts),
            "number": tuple(each.number for each in self.parts),
            "measured_in": tuple(self.measured_in for _ in self.parts),
            "weight": tuple(each.weight for each in self.parts),
            "exact": tuple(each.exact for each in self.parts),
            "why": tuple(each.why for each in self.parts),
        }

    def table(self) -> Table:
        """The parts as a table to be shown."""
        number, weight = f"分解数（{self.measured_in}）", f"依据：{self.by}"
        header = ("单位", number, weight, "说明")
        return Table(header, self.parts, _cells, numbers=(number, weight))

    def view(self) -> View:
        """The total with its parts, and what is wrong with them."""
        total = f"{format_number(self.total)}{self.measured_in}"
        title = f"{self.target.label}：{total}分为{len(self.parts)}份"
        marks = tuple(Marked(each.message, each.severity.look) for each in self.issues[:_TOLD])
        return View(title, marks, tables=(self.table(),))


_TOLD = 3
"""Issues that stand above the parts."""


def _cells(part: AllocatedPart) -> tuple[Cell, ...]:
    weight = "" if part.weight is None else format_number(part.weight)
    return part.unit.name, format_number(part.number), weight, part.why


def part_bound(
    whole: Bound, number: Number, above: tuple[Number | None, Number | None] = (None, None)
) -> Bound:
    """A part as a bound of the same shape as the whole.

    Args:
        whole: The bound of the whole.
        number: The part.
        above: How far the part's ceiling and its stretch lie above it.
    """
    if whole.at_least is None:
        return Bound(at_most=number)
    to_most, to_stretch = above
    return Bound(
        number,
        None if whole.at_most is None else add(number, to_most or 0),
        None if whole.stretch is None else add(number, to_stretch or 0),
    )
