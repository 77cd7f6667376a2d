"""What must be counted so that every indicator and target can be answered in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs
from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.lowering import lower
from kejifupin.indicators.measures import PythonMeasure
from kejifupin.indicators.partials import Partial, PartialKind

__all__ = ["Partial", "PartialKind", "Plan", "make_plan"]


@frozen
class Plan:
    """The partials behind each indicator (计算计划).

    Args:
        indicators: The indicators by key.
        partials: Every partial needed, each once.
        parts: Indicator → the partials its value is finished from: one, numerator and
            denominator, or those of a measure in Python.
        measures: The measures in Python that the indicators call, by key.
    """

    indicators: Mapping[str, Indicator] = attrs.field(hash=False)
    partials: tuple[Partial, ...]
    parts: Mapping[str, tuple[Partial, ...]] = attrs.field(hash=False)
    measures: Mapping[str, PythonMeasure] = attrs.field(factory=dict, hash=False)

    def main_part(self, indicator: str) -> Partial:
        """The partial that stands for an indicator where one must: its first."""
        return self.parts[indicator][0]


def make_plan(indicators: Iterable[Indicator], measures: Iterable[PythonMeasure] = ()) -> Plan:
    """Lower indicators to what must be counted.

    Args:
        indicators: Indicators, each key once.
        measures: The measures in Python that they may call.

    Returns:
        The plan; what several indicators need is counted once.

    Raises:
        UnknownNameError: An indicator calls a measure or an indicator that does not exist.
        DefinitionError: An indicator is worked out from itself, or from what does not combine.
    """
    by_key = {indicator.key: indicator for indicator in indicators}
    named = {each.key: each for each in measures}
    parts = {key: lower(indicator, by_key, named) for key, indicator in by_key.items()}
    needed = dict.fromkeys(partial for each in parts.values() for partial in each)
    return Plan(by_key, tuple(needed), parts, named)
