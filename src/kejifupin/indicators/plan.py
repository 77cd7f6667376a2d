"""What must be counted so that every indicator and target can be answered in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import Measure, MeasureKind, PythonMeasure
from kejifupin.records.conditions import Condition
from kejifupin.terms.text import nearest


class PartialKind(StrEnum):
    """The primitive counts that every engine can give (部分量)."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    LATEST = "latest"


@frozen
class Partial:
    """One primitive count per division as written (部分量).

    Partials are values: two indicators that need the same one share it.

    Args:
        kind: The operation.
        records: Kind of the records.
        field: The number that is added or taken; for a count, only records with a number there.
        where: Only records for which this holds.
        distinct: Fields that tell two counted things apart.
        by: Date field that decides which record is the latest.
        without_none: Records with “-” in one of these fields are left aside.
    """

    kind: PartialKind
    records: str
    field: str | None = None
    where: Condition | None = None
    distinct: tuple[str, ...] = ()
    by: str | None = None
    without_none: tuple[str, ...] = ()

    @property
    def of_figures(self) -> bool:
        """Whether it rests on figures that stand in a field, not on how many records there are."""
        return self.field is not None

    @property
    def is_plain_sum(self) -> bool:
        """Whether it adds a field of all records, without any condition."""
        return self.kind is PartialKind.SUM and self.where is None and not self.without_none


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
        UnknownNameError: An indicator calls a measure that nobody provides.
    """
    by_key = {indicator.key: indicator for indicator in indicators}
    named = {each.key: each for each in measures}
    parts = {key: lower(indicator.measure, named) for key, indicator in by_key.items()}
    needed = dict.fromkeys(partial for each in parts.values() for partial in each)
    return Plan(by_key, tuple(needed), parts, named)


def lower(measure: Measure, named: Mapping[str, PythonMeasure]) -> tuple[Partial, ...]:
    """The partials that a measure is finished from, numerator first where there are two."""
    match measure.kind:
        case MeasureKind.NAMED:
            name = measure.name or ""
            if name not in named:
                raise UnknownNameError("measure", name, nearest(name, named))
            return tuple(part for each in named[name].parts for part in lower(each, named))
        case MeasureKind.RATIO:
            return _ratio_parts(measure, named)
        case MeasureKind.AVERAGE:
            return (
                Partial(PartialKind.SUM, measure.records, measure.field, measure.where),
                Partial(PartialKind.COUNT, measure.records, measure.field, measure.where),
            )
        case _:
            return (
                Partial(
                    _PRIMITIVES[measure.kind],
                    measure.records,
                    measure.field,
                    measure.where,
                    measure.distinct,
                    measure.by,
                ),
            )


_PRIMITIVES = {
    MeasureKind.COUNT: PartialKind.COUNT,
    MeasureKind.COUNT_DISTINCT: PartialKind.DISTINCT,
    MeasureKind.SUM: PartialKind.SUM,
    MeasureKind.LATEST: PartialKind.LATEST,
}


def _ratio_parts(measure: Measure, named: Mapping[str, PythonMeasure]) -> tuple[Partial, ...]:
    ends = [end for end in (measure.numerator, measure.denominator) if end is not None]
    parts = tuple(part for end in ends for part in lower(end, named))
    if len({part.records for part in parts}) > 1:
        return parts
    # Of one return, “-” above or below the line takes it out of both.
    fields = tuple(dict.fromkeys(part.field for part in parts if part.field is not None))
    return tuple(attrs.evolve(part, without_none=fields) for part in parts)
