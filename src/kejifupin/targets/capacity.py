"""How much an indicator can come to at most, whatever is reported (可能的最大数)."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import Measure, MeasureKind
from kejifupin.records.cohort_members import candidates
from kejifupin.records.cohorts import Cohort
from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import Number, multiply
from kejifupin.terms.divisions import Level
from kejifupin.terms.quantities import convert, find_unit, is_unit

_OPEN_LEVELS = (Level.TOWNSHIP, Level.VILLAGE)
"""Levels whose divisions only a register knows."""


@frozen
class Most:
    """The most that there can be, and why (上限).

    Args:
        number: In the unit of the indicator.
        why: The reason, in Chinese.
    """

    number: Number
    why: str


@frozen
class Capacity:
    """What indicators can come to at most, as far as their definitions say.

    Args:
        indicators: The indicators.
        setting: The programme, its divisions, kinds and cohorts.
    """

    indicators: Mapping[str, Indicator]
    setting: Setting

    def of_one(self, key: str, cohort: Cohort | None) -> Most | None:
        """Of one member of a cohort; None where nothing limits it.

        Args:
            key: Key of the indicator.
            cohort: The cohort.
        """
        indicator = self.indicators[key]
        if (found := self._anywhere(indicator)) is not None:
            return found
        measure = indicator.measure
        if measure.kind is MeasureKind.MEETS and measure.level is None and measure.cohort is None:
            return Most(1, "每个地区只有达标、不达标两种")
        levels = self._levels(indicator)
        if cohort is None or cohort.level is None or levels != (cohort.level,):
            return None
        once = self._once(indicator)
        return None if once is None else Most(once, f"{cohort.level.label}每个只报一份")

    def of_all(self, key: str, scope: str) -> Most | None:
        """Of a division with everything below it; None where nothing limits it.

        Args:
            key: Key of the indicator.
            scope: Code of the division.
        """
        indicator = self.indicators[key]
        if (found := self._anywhere(indicator)) is not None:
            return found
        measure = indicator.measure
        if measure.kind is MeasureKind.MEETS:
            return self._of_meeting(measure, scope)
        levels, once = self._levels(indicator), self._once(indicator)
        if not levels or once is None or any(level in _OPEN_LEVELS for level in levels):
            return None
        count = len(self._divisions(scope, levels))
        names = "、".join(level.label for level in levels)
        return Most(multiply(count, once), f"{names}共{count}个，每个只报一份")

    def _of_meeting(self, measure: Measure, scope: str) -> Most | None:
        cohort = self.setting.cohorts.get(measure.cohort or "")
        if cohort is not None:
            if cohort.records is not None or cohort.level in _OPEN_LEVELS:
                return None
            inside = [
                code
                for code in candidates(cohort, self.setting)
                if self.setting.reach.is_within(code, scope)
            ]
            return Most(len(inside), f"“{cohort.label}”共{len(inside)}个")
        if measure.level is None or measure.level in _OPEN_LEVELS:
            return None
        count = len(self._divisions(scope, (measure.level,)))
        return Most(count, f"{measure.level.label}共{count}个")

    def _anywhere(self, indicator: Indicator) -> Most | None:
        """A limit that holds for any division: of a share of a whole, of an average."""
        measure = indicator.measure
        if measure.kind is MeasureKind.RATIO and self._is_share(measure, indicator.unit):
            return Most(convert(1, "1", indicator.unit), "它是部分占全体的比例")
        if measure.kind is MeasureKind.AVERAGE:
            limit = self._limit(measure, indicator.unit)
            return None if limit is None else Most(limit, "每份记录最多只能填这么多")
        return None

    def _is_share(self, measure: Measure, unit: str) -> bool:
        """Whether a ratio divides some of the things counted by all of them."""
        above, below = measure.numerator, measure.denominator
        if above is None or below is None or not is_unit(unit):
            return False
        counts = above.kind in (MeasureKind.COUNT, MeasureKind.COUNT_DISTINCT)
        same = (above.kind, above.records, above.field, above.distinct, above.by, above.within) == (
            below.kind,
            below.records,
            below.field,
            below.distinct,
            below.by,
            below.within,
        )
        is_part = below.where is None or below.where == above.where
        return counts and same and is_part and find_unit(unit).dimension == find_unit("1").dimension

    def _limit(self, measure: Measure, unit: str) -> Number | None:
        """The greatest number that one record may hold, in a unit."""
        kind = self.setting.kinds.get(measure.records)
        if kind is None or measure.field is None or measure.field not in kind:
            return None
        field = kind.field(measure.field)
        return field.maximum if field.unit == unit else None

    def _once(self, indicator: Indicator) -> Number | None:
        """How much one division can have that hands in one record."""
        measure = indicator.measure
        kind = self.setting.kinds.get(measure.records)
        if kind is None or not _is_one_each(kind):
            return None
        if measure.kind is MeasureKind.COUNT:
            return 1
        return self._limit(measure, indicator.unit) if measure.kind is MeasureKind.SUM else None

    def _levels(self, indicator: Indicator) -> tuple[Level, ...]:
        if indicator.reported_by is not None:
            return indicator.reported_by
        kind = self.setting.kinds.get(indicator.measure.records)
        return () if kind is None else kind.reported_by

    def _divisions(self, scope: str, levels: tuple[Level, ...]) -> tuple[str, ...]:
        table, day = self.setting.divisions, self.setting.as_of
        return tuple(code for level in levels for code in table.subtree(scope, day, level=level))


def _is_one_each(kind: RecordKind) -> bool:
    """Whether a division has one record of a kind at most."""
    return (
        kind.parent is None
        and bool(kind.identity)
        and all(kind.field(key).type is FieldType.DIVISION for key in kind.identity)
    )
