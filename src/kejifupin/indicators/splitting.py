"""A value told in parts: one further indicator for each choice of a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from kejifupin.indicators.indicator import Indicator, Split
from kejifupin.indicators.lowering import both
from kejifupin.indicators.measures import Measure, MeasureKind
from kejifupin.records.conditions import Condition
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.operands import Operand

OTHER, BLANK = "其它", "未填"
_EXCLUSIVE = frozenset({MeasureKind.COUNT, MeasureKind.SUM})
"""Of these the parts add up to the whole, where a record has one choice."""

_NO_SUM = frozenset({MeasureKind.RATIO, MeasureKind.AVERAGE})

OVERLAPPING = "同一份记录（同一个人、同一件事）可归入几项，各项相加可能超过总数。"
NO_SUM = "各项分别计算，不能相加。"


def with_parts(
    indicators: Iterable[Indicator], kinds: Mapping[str, RecordKind]
) -> Iterator[Indicator]:
    """Indicators, each followed by the parts that its ``split_by`` makes.

    A part is named ``key:种植`` and is an indicator like any other. It counts the records that say
    so: what was left blank is a part of its own, 未填, and what is written behind 其它, or is none
    of the choices, is 其它. Where a record has one choice, counts and sums of the parts add up to
    the whole; where it may have several, they may exceed it, and each part says so.

    Args:
        indicators: The indicators.
        kinds: Record kinds by key, those of rows included.
    """
    for indicator in indicators:
        yield indicator
        if indicator.split_by is not None:
            yield from parts_of(indicator, kinds)


def parts_of(indicator: Indicator, kinds: Mapping[str, RecordKind]) -> Iterator[Indicator]:
    """The parts of an indicator; none where its field has no choices."""
    spec = split_field(indicator, kinds)
    if spec is None or indicator.part is not None:
        return
    several = spec.type is FieldType.CHOICES
    overlapping = several or indicator.measure.kind not in _EXCLUSIVE
    doubt = NO_SUM if indicator.measure.kind in _NO_SUM else OVERLAPPING if overlapping else None
    note = "".join(filter(None, (indicator.note, doubt))) or None
    for choice, condition in _conditions(spec):
        yield attrs.evolve(
            indicator,
            key=f"{indicator.key}:{choice}",
            label=f"{indicator.label}：{choice}",
            measure=_narrowed(indicator.measure, condition),
            split_by=None,
            same_as=None,
            part=Split(indicator.key, choice, overlapping),
            note=note,
        )


def split_field(indicator: Indicator, kinds: Mapping[str, RecordKind]) -> Field | None:
    """The choice field that an indicator is split by, None where there is none."""
    key = indicator.split_by
    for kind in (kinds.get(each) for each in records_of(indicator.measure)):
        if kind is None or key is None or key not in kind or not kind.field(key).choices:
            return None
    first = next(iter(records_of(indicator.measure)), None)
    return None if first is None or key is None else kinds[first].field(key)


def records_of(measure: Measure) -> tuple[str, ...]:
    """Keys of the kinds of records that a measure counts, each once."""
    own = (measure.records,) if measure.records else ()
    return tuple(
        dict.fromkeys((*own, *(key for part in measure.parts for key in records_of(part))))
    )


def _narrowed(measure: Measure, condition: Condition) -> Measure:
    """The same measure for the records of one choice."""
    if measure.kind is MeasureKind.RATIO:
        above, below = (_narrowed(part, condition) for part in measure.parts)
        return attrs.evolve(measure, numerator=above, denominator=below)
    return attrs.evolve(measure, where=both(measure.where, condition))


def _conditions(spec: Field) -> Iterator[tuple[str, Condition]]:
    """Each choice with the condition that a record says so; never in doubt."""
    filled = Condition(field=spec.key, reported=True)
    other = None if spec.other is None else Condition(field=spec.other, reported=True)
    if spec.type is FieldType.CHOICES:
        for choice in spec.choices:
            yield choice, Condition(all=(filled, Condition(field=spec.key, contains=choice)))
        if other is not None:
            yield OTHER, other
    else:
        for choice in spec.choices:
            same = Condition(field=spec.key, equals=Operand(constant=choice))
            yield choice, Condition(all=(filled, same))
        strange = Condition(negated=Condition(field=spec.key, is_in=spec.choices))
        rest = Condition(all=(filled, strange))
        blank = Condition(field=spec.key, reported=False)
        yield OTHER, rest if other is None else Condition(any=(rest, Condition(all=(blank, other))))
    unfilled = [Condition(field=spec.key, reported=False)]
    if spec.other is not None:
        unfilled.append(Condition(field=spec.other, reported=False))
    yield BLANK, unfilled[0] if len(unfilled) == 1 else Condition(all=tuple(unfilled))
