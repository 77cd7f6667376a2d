"""The allotting side of a programme: totals handed down, and the letters that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.exchange.allocation_tables import UnitTable, read_given_parts, read_unit_table
from kejifupin.indicators.grounds import Lineage
from kejifupin.programme.results_side import ResultsSide
from kejifupin.records.fields import FieldType
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting
from kejifupin.targets.allocating import allocate, check_divisible, no_part, part_of, total_of
from kejifupin.targets.allocation import (
    EQUALLY,
    Allocation,
    PartLimits,
    ResponsibleUnit,
    Weights,
)
from kejifupin.targets.allocation_changes import reallocate
from kejifupin.targets.allocation_check import (
    AllocationCheck,
    check_allocation,
    target_as_given,
)
from kejifupin.targets.allocation_given import GivenPart
from kejifupin.targets.allocation_letters import (
    ResponsibilityLetter,
    ResponsiblePerson,
    make_letters,
)
from kejifupin.targets.allocation_weights import (
    weights_by_designation,
    weights_by_field,
    weights_by_indicator,
    weights_by_members,
)
from kejifupin.targets.allocations import scope_of
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Issue
from kejifupin.terms.text import label_key, nearest

EQUAL_WORDS = ("equal", "equally", "平均", "均分", "平均分配")
"""What one may write to give everyone alike."""
_NONE = PartLimits()


class AllottingSide(ResultsSide):
    """What a programme hands down.

    Where a method takes ``by``, it says below whom a 直管县 stands, as in `ResultsSide`.
    """

    __slots__ = ()

    def allocate(
        self,
        target: str,
        *,
        as_of: date,
        units: Iterable[ResponsibleUnit | str] | None = None,
        level: Level | str | None = None,
        division: str | None = None,
        weight: str | Weights = EQUALLY,
        common: PartLimits = _NONE,
        limits: Mapping[str, PartLimits] | None = None,
        total: Number | None = None,
        decimals: int | None = None,
        by: Lineage | str = Lineage.PARENT,
    ) -> Allocation:
        """Divide the total of a target.

        Args:
            target: Key of the target.
            as_of: The day of the divisions and of the figures weighed by.
            units: Who shares it: codes, or units; the divisions just below by default.
            level: Divisions of this level instead.
            division: The division that divides; the target's own by default. Where it is below,
                its own part of the target's ``allocations`` is divided.
            weight: By what: ``equal``, an indicator, a cohort, a designation, or a number field of
                a form or register, by key or label; or weights.
            common: Floor and ceiling of everyone.
            limits: Key of a unit → its own floor, ceiling or quota.
            total: What is divided, instead of the target's own total.
            decimals: Decimal places of the parts.
            by: Below whom a 直管县 stands.

        Raises:
            UnknownNameError: No such target, division, way, or thing to weigh by.
            DefinitionError: The target cannot be divided.
        """
        found, setting = self.find_target(target), self.setting(as_of)
        indicator = self.catalogue.indicators[found.indicator]
        check_divisible(found, indicator)
        scope = scope_of(found, setting)
        top = division or scope
        if division is not None and division != scope and total is None:
            part = part_of(found, division, setting)
            if part is None:
                raise no_part(found, division, setting)
            total = total_of(part)
        reach = self._tree(setting, by)
        chosen = self._units(units, top, level, setting, reach)
        if not isinstance(weight, Weights):
            weight = self.weights(weight, [each.key for each in chosen], as_of=as_of, by=by)
        return allocate(
            found,
            chosen,
            indicator=indicator,
            weights=weight,
            common=common,
            limits=limits,
            total=total,
            decimals=decimals,
        )

    def weights(
        self,
        word: str,
        units: Sequence[str],
        *,
        as_of: date,
        by: Lineage | str = Lineage.PARENT,
    ) -> Weights:
        """What a word says to weigh units by.

        Args:
            word: ``equal``; key or label of an indicator, of a cohort of divisions, of a
                designation, or of a number field (``kind.field`` where several kinds have it).
            units: Codes of the units.
            as_of: The day.
            by: Below whom a 直管县 stands.

        Raises:
            UnknownNameError: It names nothing that can be weighed by.
            DefinitionError: It names something that is no number, or of several kinds.
        """
        if label_key(word) in map(label_key, EQUAL_WORDS):
            return EQUALLY
        setting = self.setting(as_of)
        reach, key = self._tree(setting, by), label_key(word)
        indicators, cohorts = self.catalogue.indicators, self.catalogue.cohorts
        for indicator in indicators.values():
            if word == indicator.key or key == label_key(indicator.label):
                values = self.standing(as_of, by=by).values
                return weights_by_indicator(indicator, values, units)
        for cohort in cohorts.values():
            names = (cohort.label, f"{cohort.label}数")
            if cohort.level and (word == cohort.key or key in map(label_key, names)):
                return weights_by_members(cohort, units, setting, reach)
        if word in {each.key for each in self.divisions.designations}:
            return weights_by_designation(word, units, setting, reach)
        fields = self._fields(word)
        registers = {
            kind: key for kind, key in fields.items() if self.catalogue.kinds[kind].register
        }
        if len(registers) == 1:
            fields = registers
        if len(fields) == 1:
            ((kind, name),) = fields.items()
            records = self.outcome(as_of).acceptance.records
            return weights_by_field(
                self.catalogue.kinds[kind],
                name,
                records,
                units=units,
                setting=setting,
                reach=reach,
            )
        if fields:
            listed = "、".join(f"{kind}.{name}" for kind, name in fields.items())
            raise DefinitionError(
                f"{word!r} is a field of several kinds of records",
                f"有几类记录都有“{word}”：{listed}",
                "写成其中一个",
            )
        raise UnknownNameError("thing to weigh by", word, self._near(word))

    def reallocate(
        self, allocation: Allocation, *, as_of: date, weight: str | Weights = EQUALLY
    ) -> Allocation:
        """Lead an allocation to the divisions of another day.

        Args:
            allocation: The allocation.
            as_of: The day.
            weight: By what a part is divided whose division was split, as for `allocate`.
        """
        setting = self.setting(as_of)
        if not isinstance(weight, Weights):
            heirs = sorted(
                {
                    heir
                    for part in allocation.parts
                    for heir in setting.divisions.heirs(part.unit.key, as_of)
                }
            )
            weight = self.weights(weight, heirs, as_of=as_of)
        return reallocate(allocation, setting, weights=weight)

    def check_allocation(
        self,
        given: Path | str | Iterable[GivenPart],
        *,
        as_of: date,
        by: Lineage | str = Lineage.PARENT,
        division: str | None = None,
        total: Number | None = None,
    ) -> AllocationCheck:
        """Hold an allocation against what was promised.

        Args:
            given: A table (CSV, Excel, Word, TOML) with 单位, 指标 and 数, or its rows.
            as_of: The day.
            by: Below whom a 直管县 stands.
            division: Code of the division that divided; the target's own by default.
            total: What it divided; by default what the target gives it, else its own row.

        Raises:
            OSError: The file cannot be read.
            DefinitionError: Nothing says how much the division had to divide.
        """
        setting = self.setting(as_of)
        targets, indicators = self.catalogue.targets, self.catalogue.indicators
        issues: tuple[Issue, ...] = ()
        if isinstance(given, Path | str):
            given, issues = read_given_parts(
                Path(given).read_bytes(),
                str(given),
                targets=targets,
                indicators=indicators,
                setting=setting,
            )
        found = check_allocation(
            given,
            targets=targets,
            indicators=indicators,
            setting=setting,
            reach=self._tree(setting, by),
            division=division,
            total=total,
        )
        return AllocationCheck(found.allocations, (*issues, *found.issues))

    def stated_allocation(self, target: str, *, as_of: date) -> AllocationCheck:
        """The allocation that a target's definition states, checked.

        Args:
            target: Key of the target.
            as_of: The day.

        Raises:
            UnknownNameError: No such target.
        """
        given = target_as_given(self.find_target(target), self.setting(as_of))
        return self.check_allocation(given, as_of=as_of)

    def unit_table(self, path: Path | str, *, as_of: date, measured_in: str = "") -> UnitTable:
        """Who takes part in an allocation, from a table.

        Args:
            path: The table: 单位, and 权数, 指定数, 下限, 上限, 责任人 as needed.
            as_of: The day of the divisions.
            measured_in: Unit of its quotas, floors and ceilings.

        Raises:
            OSError: The file cannot be read.
        """
        data = Path(path).read_bytes()
        return read_unit_table(
            data, str(path), setting=self.setting(as_of), measured_in=measured_in
        )

    def letters(
        self,
        allocations: Sequence[Allocation],
        *,
        as_of: date,
        people: Mapping[str, ResponsiblePerson] | None = None,
        issuer: str | None = None,
        signed_on: date | None = None,
        by: Lineage | str = Lineage.PARENT,
    ) -> tuple[ResponsibilityLetter, ...]:
        """The letters of responsibility that follow from allocations.

        Args:
            allocations: The parts.
            as_of: The day.
            people: Key of a unit → who answers for it.
            issuer: Who hands down; the division that the targets are for by default.
            signed_on: When they are signed.
            by: Below whom a 直管县 stands.
        """
        setting = self.setting(as_of)
        return make_letters(
            allocations,
            targets=self.catalogue.targets,
            indicators=self.catalogue.indicators,
            setting=setting,
            people=people,
            issuer=issuer,
            signed_on=signed_on,
            reach=self._tree(setting, by),
        )

    def _units(
        self,
        units: Iterable[ResponsibleUnit | str] | None,
        top: str,
        level: Level | str | None,
        setting: Setting,
        reach: Reach,
    ) -> tuple[ResponsibleUnit, ...]:
        divisions, day = setting.divisions, setting.as_of
        if units is not None:
            return tuple(
                ResponsibleUnit(each, divisions.get(each, day).name)
                if isinstance(each, str)
                else each
                for each in units
            )
        inside = sorted(reach.below(top) - {top})
        if level is None:
            codes = [code for code in inside if reach.chain(code)[1] == top]
        else:
            wanted = Level(level)
            codes = [code for code in inside if divisions.get(code, day).level is wanted]
        return tuple(ResponsibleUnit(code, setting.division_name(code)) for code in codes)

    def _tree(self, setting: Setting, by: Lineage | str) -> Reach:
        if by not in tuple(Lineage):
            raise UnknownNameError("way to roll up", by, tuple(map(str, Lineage)))
        return setting.reporting_reach if by == Lineage.REPORTING else setting.reach

    def _fields(self, word: str) -> Mapping[str, str]:
        """Kinds of records → key of the number field of each that a word names."""
        kind, _, name = word.rpartition(".")
        found: dict[str, str] = {}
        for each in self.catalogue.kinds.values():
            for field in each.fields:
                named = field.key == name or label_key(field.label) == label_key(name)
                if named and kind in ("", each.key) and field.type is FieldType.NUMBER:
                    found[each.key] = field.key
        return found

    def _near(self, word: str) -> tuple[str, ...]:
        known = [*self.catalogue.indicators, *self.catalogue.cohorts]
        known += [each.label for each in self.catalogue.indicators.values()]
        known += [
            field.label
            for kind in self.catalogue.kinds.values()
            for field in kind.fields
            if field.type is FieldType.NUMBER
        ]
        return nearest(word, dict.fromkeys(known))
