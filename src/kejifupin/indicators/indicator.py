"""Indicators: what is measured, in which unit, and who reports it."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.indicators.measures import Measure, MeasureKind
from kejifupin.records.kinds import (
    Accumulation,
    Covers,
    Field,
    FieldType,
    RecordKind,
    Silence,
)
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level


@frozen
class Counterpart:
    """Another indicator that speaks of the same thing, counted another way (对照指标).

    A line of a return and the same thing counted from the ledger must not contradict each other.

    Args:
        indicator: Key of the other indicator.
        tolerance: By how much the two may differ, in the unit of the one that names the other.
        tolerance_percent: The same in per cent of the larger of the two; the wider one counts.
    """

    indicator: str
    tolerance: Number = 0
    tolerance_percent: Number = 0

    def __attrs_post_init__(self) -> None:
        if self.tolerance < 0 or self.tolerance_percent < 0:
            raise DefinitionError(
                "a tolerance is not negative",
                "允许相差的数（tolerance、tolerance_percent）不能是负数",
                "完全一致写 0，或不写",
            )

    @classmethod
    def from_shorthand(cls, indicator: str) -> Counterpart:
        """Another indicator by its key, without any tolerance."""
        return cls(indicator)


@frozen
class Split:
    """What part of a whole an indicator is (分项).

    Args:
        of: Key of the whole.
        choice: The choice that its records have; 其它 and 未填 among them.
        overlapping: Whether one record or thing may be in several parts, so that the parts
            together may exceed the whole.
    """

    of: str
    choice: str
    overlapping: bool = False


@frozen
class Indicator:
    """Something that is measured, with its unit and its source (指标).

    Args:
        key: Key of the indicator.
        label: Its name in Chinese.
        unit: Unit of its values.
        measure: How it is counted.
        citation: The clause that speaks of it.
        reported_by: Levels whose divisions each report it; the record kind's by default.
        cohort: Key of the cohort whose members each report it, instead of levels.
        silence: What it means that one of them did not; the record kind's by default.
        rolls_up: Whether the divisions below count too; a province's own teams do not roll up.
        decimals: Decimal places that are shown of a figure without a finite decimal, two at
            least; any other figure is shown as it is.
        note: A doubt that a reader of the figures should know.
        split_by: Key of a choice field by which the value is told in parts as well.
        same_as: Another indicator that must say the same.
        part: What part of a whole it is, for the parts that ``split_by`` makes.
    """

    key: str
    label: str
    unit: str
    measure: Measure
    citation: Citation
    reported_by: tuple[Level, ...] | None = None
    cohort: str | None = None
    silence: Silence | None = None
    rolls_up: bool = True
    decimals: int = 0
    note: str | None = None
    split_by: str | None = None
    same_as: Counterpart | None = None
    part: Split | None = attrs.field(default=None, metadata={"key": None})

    def __attrs_post_init__(self) -> None:
        measure = self.measure
        if measure.kind in (MeasureKind.DERIVED, MeasureKind.MEETS, MeasureKind.NAMED):
            if self.split_by is not None:
                raise DefinitionError(
                    f"indicator {self.key!r} has no records of its own to split",
                    f"指标“{self.key}”由别的指标推算，不能写 split_by",
                    "写在被引用的指标上，再用分项推算",
                )
            told = (self.reported_by, self.cohort, self.silence)
            says = any(each is not None for each in told) or not self.rolls_up
            if not measure.counted and says:
                raise DefinitionError(
                    f"indicator {self.key!r} is reported by nobody: it is worked out",
                    f"指标“{self.key}”由别的指标推算，"
                    "不能写 reported_by、cohort、silence、rolls_up",
                    "写在被引用的指标上；数达标地区时，cohort 写在 measure 里",
                )


def indicators_of_kinds(kinds: Iterable[RecordKind], fallback: Citation) -> tuple[Indicator, ...]:
    """The indicators that the flow and stock fields of kinds are, named ``kind.field``.

    Args:
        kinds: Kinds of records, those of rows included.
        fallback: Citation of kinds that have none of their own.
    """
    return tuple(
        Indicator(
            key=f"{kind.key}.{field.key}",
            label=field.label,
            unit=field.unit or "",
            measure=_measure(kind, field),
            citation=field.citation or kind.citation or fallback,
            decimals=field.decimals,
            note=kind.note if kind.covers is Covers.SUBTREE else None,
        )
        for kind in kinds
        for field in kind.measured
    )


def _measure(kind: RecordKind, field: Field) -> Measure:
    """A flow adds up over the periods; of a stock the last figure of each subject stands."""
    day = period_field(kind) if field.measure is Accumulation.STOCK else None
    if day is None:
        return Measure(MeasureKind.SUM, records=kind.key, field=field.key)
    return Measure(MeasureKind.LATEST, records=kind.key, field=field.key, by=day)


def period_field(kind: RecordKind) -> str | None:
    """Key of the field by which a kind has several records of one subject, one for each period.

    None where there is only one: the cycle of the programme is then the only period.
    """
    days = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)
    return next((key for key in kind.identity if kind.field(key).type in days), None)
