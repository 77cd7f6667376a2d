"""Indicator values from data: partials counted, rolled up, finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from kejifupin.indicators.conflicts import conflicts
from kejifupin.indicators.deriving import (
    bases,
    combination_of,
    counts_units,
    operand_keys,
    rests_on_counts,
)
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.own_parts import own_part, short_returns
from kejifupin.indicators.plan import Partial, Plan
from kejifupin.indicators.reporting import limits_of, reach_of, reporting_of
from kejifupin.indicators.roll_up import Rolled, roll_up
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.tallies import Tally
from kejifupin.indicators.unit_counts import UnitCount, member_counts, member_question, unit_counts
from kejifupin.indicators.values import IndicatorValue, ValueColumn, Values
from kejifupin.records.setting import Setting
from kejifupin.terms.issues import Issue

_NOBODY = Rolled()


@frozen
class Computation:
    """Values and what was found while computing them (计算结果)."""

    values: Values
    issues: tuple[Issue, ...] = ()


def compute_values(
    plan: Plan, data: DataSource, setting: Setting, *, ground: Ground | None = None
) -> Computation:
    """Values of all indicators of a plan for every division with data or a reporter below it.

    Args:
        plan: What must be counted.
        data: The records, or tables of the user's own.
        setting: The programme and its day.
        ground: What is rolled up over, such as a group of divisions; the programme's scope by
            default.

    Returns:
        The values, in the order of the indicators and of the division codes, and issues: a
        return that covers its subtree and yet has less than its children, two indicators that
        should say the same and do not. Groups tell no issues: those of the scope tell them.
    """
    over = ground or Ground.of(setting)
    rolls = _Rolls(plan, data, setting, over)
    columns: dict[str, ValueColumn] = {}
    issues: list[Issue] = []
    for key, indicator in plan.indicators.items():
        rolled = rolls.of(indicator)
        columns[key] = rolls.column(indicator)
        if ground is None and len(rolled) == 1 and indicator.measure.counted:
            issues.extend(short_returns(indicator, plan.parts[key][0], rolled[0], data, setting))
    found = Values.of_columns(columns)
    if ground is None:
        issues.extend(conflicts(plan, found, data, setting))
    return Computation(found, tuple(issues))


class _Rolls:
    """What the parts of indicators amount to, each rolled up once."""

    def __init__(self, plan: Plan, data: DataSource, setting: Setting, ground: Ground) -> None:
        self._plan = plan
        self._data = data
        self._tallies = data.tallies(plan.partials, setting, ground.reach)
        self._setting = setting
        self._ground = ground
        self._found: dict[str, tuple[Mapping[str, Rolled], ...]] = {}

    def of(self, indicator: Indicator) -> tuple[Mapping[str, Rolled], ...]:
        """Part by part: division → what it amounts to."""
        if not indicator.measure.counted:
            below = bases(indicator, self._plan.indicators)
            return tuple(part for base in below for part in self.of(base))
        if indicator.key not in self._found:
            self._found[indicator.key] = tuple(
                roll_up(
                    part,
                    self._counted_in(part),
                    reporting_of(indicator, part, self._setting),
                    reach_of(part, self._setting, self._ground),
                )
                for part in self._plan.parts[indicator.key]
            )
        return self._found[indicator.key]

    def _counted_in(self, part: Partial) -> Mapping[str, Tally]:
        """Division → what it has of its own of a part, of those that the part is limited to."""
        tallies = self._tallies[part]
        limits = limits_of(part, self._setting)
        if limits is None:
            return tallies
        return {code: tally for code, tally in tallies.items() if limits.holds(code)}

    def column(self, indicator: Indicator) -> ValueColumn:
        """The values of an indicator, in the order of the codes."""
        if rests_on_counts(indicator, self._plan.indicators):
            return self._combined(indicator)
        finish = Finish.of(indicator, self._plan, self._setting)
        rolled = self.of(indicator)
        if counts_units(indicator):
            counts = self._unit_counts(indicator, finish, rolled)
            return ValueColumn(
                sorted(counts), lambda code: self._counted(indicator, code, counts[code])
            )
        codes = rolled[0].keys() if len(rolled) == 1 else set[str]().union(*rolled)

        def make(code: str) -> IndicatorValue:
            parts = [part.get(code, _NOBODY) for part in rolled]
            return self._finished(indicator, code, finish, parts)

        return ValueColumn(sorted(codes), make)

    def _combined(self, indicator: Indicator) -> ValueColumn:
        """The values of an indicator that is worked out from how many meet something."""
        known = self._plan.indicators
        combination = combination_of(indicator, known)
        below = {key: self.column(known[key]) for key in operand_keys(indicator, known)}
        # Below the units that are counted there is nothing to work with.
        counted = (frozenset(each.codes) for key, each in below.items() if counts_units(known[key]))

        def make(code: str) -> IndicatorValue:
            found = {key: column.find(code) for key, column in below.items()}
            there = [each for each in found.values() if each is not None]
            missing = _together([each.missing for each in there])
            values = {key: None if each is None else each.value for key, each in found.items()}
            told = {key: None if each is None else each.known for key, each in found.items()}
            if not missing and None in values.values():
                missing = (code,)
            return IndicatorValue(
                indicator,
                code,
                self._name(code),
                None if combination is None else combination.value(values),
                None if combination is None else combination.known(told),
                self._setting.as_of,
                missing,
                sum([each.reported for each in there]),
                sum([each.blank for each in there]),
                sum([each.none for each in there]),
            )

        return ValueColumn(sorted(frozenset.intersection(*counted)), make)

    def _unit_counts(
        self, indicator: Indicator, finish: Finish, rolled: Sequence[Mapping[str, Rolled]]
    ) -> Mapping[str, UnitCount]:
        question = member_question(indicator, self._plan, self._setting)
        if question is None:
            return unit_counts(indicator, finish, rolled, self._setting, self._ground)
        asked = self._data.headcounts((question,), self._setting)
        return member_counts(asked[question], self._ground)

    def _finished(
        self, indicator: Indicator, code: str, finish: Finish, each: Sequence[Rolled]
    ) -> IndicatorValue:
        counted = finish.combination is None
        missing = _together([one.missing for one in each])
        if not (counted or missing) and finish.lacking(each):
            missing = (code,)
        known = finish.known(each)
        heads = each[:1] if counted else tuple(finish.heads(each))
        own = None
        if counted and len(each) == 1 and each[0].own is not None:
            own = own_part(each[0], finish.parts[0])
        # One for each indicator and division, a country's villages among them: spelled out.
        return IndicatorValue(
            indicator,
            code,
            self._name(code),
            finish.value(each) if missing else known,
            known,
            self._setting.as_of,
            missing,
            sum([one.tally.reported for one in heads]),
            sum([one.tally.blank for one in each]),
            sum([one.tally.none for one in each]),
            own if own is None or finish.factor == 1 else own.scaled(finish.factor),
        )

    def _counted(self, indicator: Indicator, code: str, count: UnitCount) -> IndicatorValue:
        return IndicatorValue(
            indicator,
            code,
            self._name(code),
            count.value,
            count.known,
            self._setting.as_of,
            count.missing,
            count.reported,
            count.blank,
            count.none,
        )

    def _name(self, code: str) -> str:
        return self._ground.division_name(code, self._setting)


def _together(codes: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return codes[0] if len(codes) == 1 else tuple(sorted({each for one in codes for each in one}))
