"""What stands behind a figure: formula, operands, records, cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

import attrs
from attrs import frozen

from kejifupin.indicators.contributions import (
    CONTRIBUTION_TYPES,
    Contribution,
    coded_name,
    contribution_columns,
    contribution_table,
    with_issues,
)
from kejifupin.indicators.formulas import formula_text, operand_formulas
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.tracing import contributions_at
from kejifupin.indicators.values import IndicatorValue, Values, interval_text
from kejifupin.records.setting import Setting
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.shown import Tabular
from kejifupin.terms.streams import Streamed, folded
from kejifupin.terms.views import Cell, Table, View

__all__ = ["Operand", "ValueExplanation", "explain_value", "operands_of"]

SHOWN = 20
"""Lines of a long list that an explanation shows unless it is asked for more."""
_MISSING = "未报或未填的"
_SOURCES = "数据来源"


@frozen
class Operand:
    """One of the indicators that a figure was worked out from (所据指标).

    Args:
        indicator: The indicator.
        formula: How it is counted, in Chinese.
        value: Its value for the division, where the values were given and it has one.
    """

    indicator: Indicator
    formula: str
    value: IndicatorValue | None = None

    def text(self) -> str:
        """Its name, its value and its formula, in Chinese."""
        value = "" if self.value is None else f"＝{self.value.text()}"
        return f"{self.indicator.label}{value}（{self.formula}）"


def operand_tables(operands: Sequence[Operand]) -> tuple[Table, ...]:
    """What a figure was worked out from as a table to be shown; none where there is nothing."""

    def cells(each: Operand) -> tuple[Cell, ...]:
        value = "" if each.value is None else each.value.text()
        return each.indicator.label, value, each.formula

    table = Table(("指标", "数值", "算法"), operands, cells, ("数值",), "其中")
    return (table,) if operands else ()


def name_tables(names: Sequence[str], title: str) -> tuple[Table, ...]:
    """Names as a table to be shown; none where there are none.

    Args:
        names: The names.
        title: What they are.
    """
    return (Table((title,), names, lambda name: (name,)),) if names else ()


@frozen(repr=False)
class ValueExplanation(Tabular):
    """An indicator value opened up (指标值说明).

    Args:
        value: The value.
        formula: How it is counted or worked out, in Chinese.
        contributions: The records behind it, each with its file and cell; streamed, and counted
            by ``len``.
        missing_names: Names of the divisions whose figures are missing.
        operands: What it was worked out from, for a figure that is not counted itself.
        version: By which definitions it was computed.
    """

    value: IndicatorValue
    formula: str
    contributions: Sequence[Contribution] = attrs.field(repr=False)
    missing_names: tuple[str, ...] = ()
    operands: tuple[Operand, ...] = ()
    version: RuleVersion | None = None
    column_types: ClassVar[Mapping[str, str]] = CONTRIBUTION_TYPES

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The records behind the figure as columns, for any data frame library."""
        return contribution_columns(self.contributions)

    def view(self) -> View:
        """The explanation as facts and tables."""
        indicator, value = self.value.indicator, self.value
        return View(
            f"{value.division_name}“{indicator.label}”：{value.text()}",
            facts=(*self._facts(), *self._more_facts()),
            tables=(
                *operand_tables(self.operands),
                *name_tables(self.missing_names, _MISSING),
                contribution_table(self.contributions, _SOURCES),
            ),
        )

    def text(self, *, limit: int | None = SHOWN) -> str:
        """The explanation as lines of Chinese text; long lists are folded with their count.

        Args:
            limit: Lines of a list that are shown; None for all.
        """
        return "\n".join(self.lines(limit))

    def lines(self, limit: int | None = SHOWN) -> Iterator[str]:
        """The same line by line; lines inside of a list are set in."""
        yield from (f"{name}：{told}" for name, told in self._facts())
        if self.operands:
            yield from folded("其中", self.operands, Operand.text, limit)
        yield from (f"{name}：{told}" for name, told in self._more_facts())
        if self.missing_names:
            yield from folded(_MISSING, self.missing_names, str, limit)
        yield from folded(_SOURCES, self.contributions, Contribution.text, limit)

    def _facts(self) -> Iterator[tuple[str, str]]:
        """What is said of the figure itself, each under its name."""
        value, indicator = self.value, self.value.indicator
        yield "指标", f"{indicator.label}（{indicator.key}）"
        yield "依据", indicator.citation.text()
        day = chinese_date(value.as_of)
        yield "地区", f"{value.division_name}（{value.division}），截至{day}"
        yield "数值", f"{value.text()}{self._known()}"
        yield "填报", value.reporting_text()
        yield "算法", self.formula

    def _more_facts(self) -> Iterator[tuple[str, str]]:
        """What else is to be known of it."""
        value, indicator = self.value, self.value.indicator
        if self.version is not None:
            yield "规则", self.version.text()
        if indicator.note:
            yield "注意", indicator.note
        if value.own_part is not None:
            part = interval_text(value.own_part, indicator.unit, indicator.decimals)
            yield "本级", f"{part}（合计减去所辖各地）"

    def _known(self) -> str:
        value = self.value
        if value.complete or value.known is None or value.known == value.value:
            return ""
        known = interval_text(value.known, value.indicator.unit, value.indicator.decimals)
        return f"（已报的合计{known}）"

    def __str__(self) -> str:
        return self.text()


def explain_value(
    value: IndicatorValue,
    plan: Plan,
    data: DataSource,
    setting: Setting,
    *,
    values: Values | None = None,
    ground: Ground | None = None,
    issues: Iterable[Issue] = (),
    version: RuleVersion | None = None,
) -> ValueExplanation:
    """Open an indicator value into its formula and the records behind it.

    Args:
        value: The value.
        plan: The plan that it was computed by.
        data: The data that it was computed from.
        setting: The programme and its day.
        values: All values, for the figures that it was worked out from.
        ground: What it was rolled up over, the programme's scope by default.
        issues: Everything found in the forms, to tell why a cell does not count.
        version: By which definitions it was computed.
    """
    indicator = value.indicator

    def stream() -> Iterator[Contribution]:
        at = (value.division,)
        found = contributions_at(indicator, plan, at, data, setting, ground=ground)
        return with_issues(found, issues)

    return ValueExplanation(
        value,
        formula_text(indicator, plan, setting),
        Streamed(stream),
        tuple(coded_name(code, setting) for code in value.missing),
        operands_of(indicator, value.division, plan, setting, values),
        version,
    )


def operands_of(
    indicator: Indicator, division: str, plan: Plan, setting: Setting, values: Values | None
) -> tuple[Operand, ...]:
    """What an indicator was worked out from for a division; nothing for one that is counted."""
    return tuple(
        Operand(
            plan.indicators[key],
            formula,
            None if values is None else values.find(key, division),
        )
        for key, (_, formula) in operand_formulas(indicator, plan, setting).items()
    )
