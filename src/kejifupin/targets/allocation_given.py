"""One total as somebody divided it, row by row (给定的分解)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting
from kejifupin.targets.allocating import no_part, part_of, total_of
from kejifupin.targets.allocation import AllocatedPart, Allocation, ResponsibleUnit, part_bound
from kejifupin.targets.allocations import scope_of
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number, add, format_number
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place


@frozen
class GivenPart:
    """One row of an allocation that somebody made (分解表的一行).

    Args:
        unit: Who.
        target: The target whose total is divided.
        number: Its part, in the unit of the indicator.
        taken_on: What it took on itself (认领数), where the table says so.
        place: Where it stands.
    """

    unit: ResponsibleUnit
    target: Target
    number: Number
    taken_on: Number | None = None
    place: Place = Place()


class GivenAllocation:
    """The rows of one target, and what they come to for each unit (给定的分解)."""

    def __init__(
        self,
        target: Target,
        indicator: Indicator,
        rows: Sequence[GivenPart],
        setting: Setting,
        reach: Reach,
        *,
        division: str | None = None,
        total: Number | None = None,
    ) -> None:
        self.target = target
        self.indicator = indicator
        self.rows = rows
        self.setting = setting
        self.reach = reach
        self.scope = division or scope_of(target, setting)
        self.numbers: dict[str, Number] = {}
        for row in rows:
            key = row.unit.key
            self.numbers[key] = add(self.numbers.get(key, 0), row.number)
        self.total = self._whole() if total is None else total
        self.units = {row.unit.key: row.unit for row in rows}
        self.above = {key: self.find_above(unit) for key, unit in self.units.items()}

    def _whole(self) -> Number:
        """What its division has to divide: what the target gives it, else its own row."""
        if self.scope == scope_of(self.target, self.setting):
            return total_of(self.target.bound)
        part = part_of(self.target, self.scope, self.setting)
        if part is None and self.scope not in self.numbers:
            raise no_part(self.target, self.scope, self.setting)
        return self.numbers[self.scope] if part is None else total_of(part)

    def allocation(self, issues: Sequence[Issue]) -> Allocation:
        """The lowest parts as an allocation."""
        uppers = set(self.above.values())
        parts = tuple(
            AllocatedPart(unit, self.numbers[key], part_bound(self.target.bound, self.numbers[key]))
            for key, unit in self.units.items()
            if key != self.scope and key not in uppers and self.numbers[key] >= 0
        )
        return Allocation(
            self.target, self.indicator.unit, self.total, "给定的分解表", parts, tuple(issues)
        )

    def find_above(self, unit: ResponsibleUnit) -> str | None:
        """The nearest unit of the table above one; the scope where there is none."""
        if not unit.is_division:
            return self.scope
        chain = self.reach.chain(unit.key)
        if self.scope not in chain:
            return None
        return next((each for each in chain[1:] if each in self.units), self.scope)

    def name(self, code: str) -> str:
        """The name of a unit."""
        unit = self.units.get(code)
        return unit.name if unit is not None else self.setting.division_name(code)

    def shown(self, number: Number) -> str:
        """A number with its unit."""
        return f"{format_number(number)}{self.indicator.unit}"

    def issue(
        self,
        code: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
        place: Place | None = None,
    ) -> Issue:
        """An issue about the target, at a row or at the file."""
        file = next((row.place.file for row in self.rows if row.place.file), None)
        where = Place(file) if place is None else place
        text = f"“{self.target.label}”：{message}"
        return Issue(code, text, severity, where, rule=self.target.key, remedy=remedy)
