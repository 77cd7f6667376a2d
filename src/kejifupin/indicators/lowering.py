"""From what an indicator declares to the primitive counts that it is finished from."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.deriving import operand_keys
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import KeyScope, Measure, MeasureKind, PythonMeasure
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.records.conditions import Condition
from kejifupin.terms.text import nearest

Named = Mapping[str, PythonMeasure]


def lower(
    indicator: Indicator, known: Mapping[str, Indicator], named: Named
) -> tuple[Partial, ...]:
    """The partials that an indicator is finished from.

    Args:
        indicator: The indicator.
        known: All indicators by key, for those worked out from others.
        named: The measures in Python.

    Returns:
        One, numerator and denominator, those of a measure in Python; or those of every indicator
        that it is worked out from, one after another.

    Raises:
        UnknownNameError: It calls a measure or an indicator that does not exist.
        DefinitionError: It is worked out from itself, or from what cannot be combined.
    """
    operands = operand_keys(indicator, known)
    if operands or not indicator.measure.counted:
        return tuple(part for key in operands for part in lower(known[key], known, named))
    return lower_measure(indicator.measure, named)


def lower_measure(measure: Measure, named: Named) -> tuple[Partial, ...]:
    """The partials that a measure is finished from, numerator first where there are two.

    Raises:
        UnknownNameError: It calls a measure that nobody provides.
    """
    match measure.kind:
        case MeasureKind.NAMED:
            name = measure.name or ""
            if name not in named:
                raise UnknownNameError("measure", name, nearest(name, named))
            return tuple(part for each in named[name].parts for part in lower_measure(each, named))
        case MeasureKind.RATIO:
            return _ratio_parts(measure, named)
        case MeasureKind.AVERAGE:
            whole = _partial(measure, PartialKind.SUM)
            return (whole, attrs.evolve(whole, kind=PartialKind.COUNT))
        case _:
            return (_partial(measure, _PRIMITIVES[measure.kind]),)


_PRIMITIVES = {
    MeasureKind.COUNT: PartialKind.COUNT,
    MeasureKind.COUNT_DISTINCT: PartialKind.DISTINCT,
    MeasureKind.SUM: PartialKind.SUM,
    MeasureKind.LATEST: PartialKind.LATEST,
}


def _partial(measure: Measure, kind: PartialKind) -> Partial:
    return Partial(
        kind,
        measure.records,
        measure.field,
        _condition(measure),
        measure.distinct,
        measure.by,
        apart=measure.key_scope is KeyScope.DIVISION,
        cohort=measure.cohort,
        within=measure.within,
    )


def _condition(measure: Measure) -> Condition | None:
    """What a measure asks of a record, its window among it."""
    if measure.within is None or measure.by is None:
        return measure.where
    return both(measure.where, measure.within.condition(measure.by))


def both(one: Condition | None, other: Condition) -> Condition:
    """That two conditions hold."""
    if one is None:
        return other
    return Condition(all=(*(one.all or (one,)), other))


def _ratio_parts(measure: Measure, named: Named) -> tuple[Partial, ...]:
    parts = tuple(part for end in measure.parts for part in lower_measure(end, named))
    if len({part.records for part in parts}) > 1:
        return parts
    # Of one return, “-” above or below the line takes it out of both.
    fields = tuple(dict.fromkeys(part.field for part in parts if part.field is not None))
    return tuple(attrs.evolve(part, without_none=fields) for part in parts)
