"""Indicators: what is measured, in which unit, and who reports it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from kejifupin.indicators.measures import Measure, MeasureKind
from kejifupin.records.kinds import Covers, RecordKind, Silence
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level


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
            measure=Measure(MeasureKind.SUM, records=kind.key, field=field.key),
            citation=field.citation or kind.citation or fallback,
            decimals=field.decimals,
            note=kind.note if kind.covers is Covers.SUBTREE else None,
        )
        for kind in kinds
        for field in kind.measured
    )
