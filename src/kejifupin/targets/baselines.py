"""Baselines, and how far a figure has grown from one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import EXACT, Number, format_number, plain
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.intervals import Interval

PERCENT = "%"


class Growth(StrEnum):
    """How a growth is told (增幅)."""

    PERCENT = "percent"
    """In per cent of the baseline; undefined over a baseline of 0."""
    ABSOLUTE = "absolute"
    """In the unit of the indicator."""


class Begins(StrEnum):
    """Where the figure stands on the first day (起点)."""

    BASELINE = "baseline"
    """At the baseline: of what there is, such as associations."""
    ZERO = "zero"
    """At nothing: of what happens, such as trainings, held against last year's."""


@frozen
class Baseline:
    """What there was before (基线).

    Args:
        citation: Where it is told.
        value: The figure, of the division that the target covers.
        values: Division → figure, for its parts or members.
        indicator: Key of the indicator that gives it, of each division by itself.
        on: The day of the figure.
        begins_at: Where the figure stood on the first day of the target.

    Raises:
        DefinitionError: It has neither a figure nor an indicator, or both.
    """

    citation: Citation
    value: Number | None = None
    values: Mapping[str, Number] = attrs.field(factory=dict, hash=False)
    indicator: str | None = None
    on: date | None = None
    begins_at: Begins = Begins.BASELINE

    def __attrs_post_init__(self) -> None:
        stated = self.value is not None or bool(self.values)
        if stated == (self.indicator is not None):
            raise DefinitionError(
                "a baseline has a value, values or an indicator, and not both",
                "基线（baseline）须写 value、values（数）或 indicator（指标）之一",
                '例：baseline = { value = 120, on = 2015-12-31, citation = { clause = "一" } }',
            )


def grown(level: Interval | None, baseline: Interval | None, growth: Growth) -> Interval | None:
    """How far a figure has grown from its baseline.

    Args:
        level: The figure, None for no data.
        baseline: What it was, None where that is unknown.
        growth: In per cent of the baseline, or in its unit.

    Returns:
        The possible growth; unbounded where the baseline is unknown or, for per cent, 0; None
        where there are no data.

    >>> grown(Interval.exact(132), Interval.exact(120), Growth.PERCENT).exact_value
    10
    >>> grown(Interval.exact(5), Interval.exact(0), Growth.ABSOLUTE).exact_value
    5
    """
    if level is None:
        return None
    if baseline is None:
        return Interval.unknown()
    if growth is Growth.ABSOLUTE:
        return level.minus(baseline)
    times = level.divided_by(baseline)
    if times is None:
        return Interval.unknown()
    return times.scaled(100) + Interval.exact(-100)


def compounded(bound: Bound, years: int) -> Bound:
    """What a growth in per cent a year comes to over several years.

    Args:
        bound: The growth a year, on average.
        years: How many years.

    >>> compounded(Bound(at_least=10), 3).text("%")
    '至少33.1%'
    """

    def over_all(percent: Number | None) -> Number | None:
        if percent is None:
            return None
        times = EXACT.power(EXACT.divide(EXACT.add(100, percent), 100), years)
        return plain(EXACT.multiply(EXACT.subtract(times, 1), 100))

    return Bound(over_all(bound.at_least), over_all(bound.at_most), over_all(bound.stretch))


def growth_start(baseline: Interval | None, growth: Growth | None, begins: Begins) -> Number | None:
    """Where the judged figure stands on the first day, None where that is not known.

    Args:
        baseline: What there was before.
        growth: How the figure is told; None for the figure itself.
        begins: Whether the figure begins at the baseline or at nothing.
    """
    if begins is Begins.BASELINE:
        if growth is not None:
            return 0
        return None if baseline is None else baseline.low
    if growth is Growth.PERCENT:
        return -100
    if growth is Growth.ABSOLUTE:
        return None if baseline is None or baseline.high is None else -baseline.high
    return 0


def growth_text(bound: Bound, growth: Growth, unit: str) -> str:
    """What must have grown by how much, in words.

    >>> growth_text(Bound(at_least=10), Growth.PERCENT, "个")
    '比基线增长至少10%'
    >>> growth_text(Bound(at_most=-5), Growth.PERCENT, "户")
    '比基线下降至少5%'
    """
    shown = growth_unit(growth, unit)
    if bound.at_least is None and bound.at_most is not None and bound.at_most < 0:
        return f"比基线下降至少{format_number(-bound.at_most)}{shown}"
    return f"比基线增长{bound.text(shown)}"


def growth_unit(growth: Growth, unit: str) -> str:
    """The unit of a growth; percentages grow by percentage points.

    >>> growth_unit(Growth.ABSOLUTE, "%"), growth_unit(Growth.PERCENT, "个")
    ('个百分点', '%')
    """
    if growth is Growth.PERCENT:
        return PERCENT
    return "个百分点" if unit == PERCENT else unit
