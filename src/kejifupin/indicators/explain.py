"""What stands behind a figure: formula, operands, records, cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
from attrs import frozen

from kejifupin.indicators.contributions import (
    Contribution,
    coded_name,
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
from kejifupin.terms.streams import Streamed, folded

__all__ = ["Operand", "ValueExplanation", "explain_value", "operands_of"]

SHOWN = 20
"""Lines of a long list that an explanation shows unless it is asked for more."""


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


@frozen
class ValueExplanation:
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

    def text(self, *, limit: int | None = SHOWN) -> str:
        """The explanation as lines of Chinese text; long lists are folded with their count.

        Args:
            limit: Lines of a list that are shown; None for all.
        """
        return "\n".join(self.lines(limit))

    def lines(self, limit: int | None = SHOWN) -> Iterator[str]:
        """The same line by line; lines inside of a list are set in."""
        value, indicator = self.value, self.value.indicator
        citation = indicator.citation
        yield f"指标：{indicator.label}（{indicator.key}）"
        yield f"依据：{citation}" + (f"“{citation.quote}”" if citation.quote else "")
        day = chinese_date(value.as_of)
        yield f"地区：{value.division_name}（{value.division}），截至{day}"
        yield f"数值：{value.text()}{self._known()}"
        yield f"填报：{value.reporting_text()}"
        yield f"算法：{self.formula}"
        if self.operands:
            yield from folded("其中", self.operands, Operand.text, limit)
        if self.version is not None:
            yield f"规则：{self.version.text()}"
        if indicator.note:
            yield f"注意：{indicator.note}"
        if value.own_part is not None:
            part = interval_text(value.own_part, indicator.unit, indicator.decimals)
            yield f"本级：{part}（合计减去所辖各地）"
        if self.missing_names:
            yield from folded("未报或未填的", self.missing_names, str, limit)
        yield from folded("数据来源", self.contributions, Contribution.text, limit)

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
