"""Indicator values from data: partials counted, rolled up, finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.own_parts import own_part, short_returns
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.reporting import reach_of, reporting_of
from kejifupin.indicators.roll_up import Rolled, roll_up
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import IndicatorValue, Values
from kejifupin.records.setting import Setting
from kejifupin.terms.issues import Issue

_NOBODY = Rolled()


@frozen
class Computation:
    """Values and what was found while computing them (计算结果)."""

    values: Values
    issues: tuple[Issue, ...] = ()


def compute_values(plan: Plan, data: DataSource, setting: Setting) -> Computation:
    """Values of all indicators of a plan for every division with data or a reporter below it.

    Args:
        plan: What must be counted.
        data: The records, or tables of the user's own.
        setting: The programme and its day.

    Returns:
        The values, in the order of the indicators and of the division codes, and issues: a
        return that covers its subtree and yet has less than its children.
    """
    tallies = data.partials(plan.partials, setting)
    values: list[IndicatorValue] = []
    issues: list[Issue] = []
    for key, indicator in plan.indicators.items():
        parts = plan.parts[key]
        rolled = [
            roll_up(
                part,
                tallies[part],
                reporting_of(indicator, part, setting),
                reach_of(part, setting),
            )
            for part in parts
        ]
        values.extend(_values(indicator, rolled, plan, setting))
        if len(parts) == 1:
            issues.extend(short_returns(indicator, parts[0], rolled[0], data, setting))
    return Computation(Values(values), tuple(issues))


def _values(
    indicator: Indicator,
    rolled: Sequence[Mapping[str, Rolled]],
    plan: Plan,
    setting: Setting,
) -> Iterator[IndicatorValue]:
    finish = Finish.of(indicator, plan, setting)
    for code in sorted(set().union(*rolled)):
        each = [part.get(code, _NOBODY) for part in rolled]
        missing = _together([one.missing for one in each])
        known = finish.known(each)
        own = own_part(each[0], finish.parts[0]) if each[0].own and len(each) == 1 else None
        yield IndicatorValue(
            indicator=indicator,
            division=code,
            division_name=setting.division_name(code),
            value=finish.value(each) if missing else known,
            known=known,
            as_of=setting.as_of,
            missing=missing,
            reported=each[0].tally.reported,
            blank=sum([one.tally.blank for one in each]),
            none=sum([one.tally.none for one in each]),
            own_part=own if own is None or finish.factor == 1 else own.scaled(finish.factor),
        )


def _together(codes: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return codes[0] if len(codes) == 1 else tuple(sorted({each for one in codes for each in one}))
