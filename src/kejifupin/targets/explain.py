"""What stands behind a status: the clause, the formula, the members, the records and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from kejifupin.indicators.explain import Contribution, contribution, contributions_at
from kejifupin.indicators.formulas import formula_text
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import interval_text
from kejifupin.records.setting import Setting
from kejifupin.targets.members import record_sources
from kejifupin.targets.status import TargetStatus
from kejifupin.targets.target import Basis
from kejifupin.terms.display import chinese_date
from kejifupin.terms.origins import cell_words
from kejifupin.terms.quantities import format_number

_SHOWN = 20


@frozen
class Explanation:
    """A status opened up (完成情况说明).

    Args:
        status: The status.
        indicator: The indicator behind it.
        formula: How the indicator is counted, in Chinese.
        contributions: The records behind the status, each with its file and cell.
        missing_names: Names of the divisions, or places of the records, whose figure is unknown.
    """

    status: TargetStatus
    indicator: Indicator
    formula: str
    contributions: tuple[Contribution, ...]
    missing_names: tuple[str, ...]

    def text(self, *, limit: int = _SHOWN) -> str:
        """The explanation as lines of Chinese text; long lists are folded with their count."""
        return "\n".join(self._lines(limit))

    def _lines(self, limit: int) -> Iterator[str]:
        status, target = self.status, self.status.target
        yield f"目标：{target.label}（{target.key}）"
        quote = f"“{target.citation.quote}”" if target.citation.quote else ""
        yield f"依据：{target.citation}{quote}"
        yield f"地区：{status.division_name}（{status.division}）"
        day = chinese_date(status.as_of)
        yield f"状态：{status.state.label}（{status.state.value}），截至{day}"
        gap = status.gap_text()
        yield f"数值：{status.value_text()}；要求：{status.bound_text()}" + (
            f"；{gap}" if gap else ""
        )
        pace = status.pace
        expected = f"；按序时应达{format_number(pace)}{status.unit}" if pace is not None else ""
        yield f"期限：{chinese_date(status.due_on)}{expected}"
        yield f"算法：{self.indicator.label}＝{self.formula}"
        for note in (target.note, self.indicator.note):
            if note:
                yield f"注意：{note}"
        if status.failing:
            names = (
                f"{each.name}：{interval_text(each.value, self.indicator.unit)}"
                for each in status.failing
            )
            yield from _folded("不符合要求的", tuple(names), limit)
        if self.missing_names:
            yield from _folded("数据不明的", self.missing_names, limit)
        lines = tuple(map(_source, self.contributions))
        yield from _folded("数据来源", lines, limit)

    def to_dict(self) -> Mapping[str, object]:
        """The explanation as plain values for JSON; no personal data in it."""
        status, target = self.status, self.status.target
        return {
            "target": target.key,
            "label": target.label,
            "indicator": self.indicator.key,
            "division": status.division,
            "division_name": status.division_name,
            "state": status.state.value,
            "formula": self.formula,
            "citation": str(target.citation),
            "quote": target.citation.quote,
            "missing": list(status.missing),
            "failing": [member.key for member in status.failing],
            "records": [
                {
                    "kind": each.record.kind.key,
                    "division": each.home,
                    "field": each.field,
                    "value": each.value_text(),
                    "file": each.file,
                    "cell": each.cell,
                    "certain": each.certain,
                }
                for each in self.contributions
            ],
        }

    def __str__(self) -> str:
        return self.text()


def explain_status(
    status: TargetStatus, plan: Plan, data: DataSource, setting: Setting
) -> Explanation:
    """Open a status into the clause, the formula, and the records and cells behind it.

    Args:
        status: The status.
        plan: The plan that knows the target's indicator.
        data: The data that it was judged on.
        setting: The programme and its day.
    """
    indicator = plan.indicators[status.target.indicator]
    return Explanation(
        status,
        indicator,
        formula_text(indicator, plan, setting),
        tuple(_contributions(status, indicator, plan, data, setting)),
        tuple(_missing_name(each, setting) for each in status.missing),
    )


def _contributions(
    status: TargetStatus, indicator: Indicator, plan: Plan, data: DataSource, setting: Setting
) -> Iterator[Contribution]:
    if any(member.record is not None for member in status.members):
        for partial, each in record_sources(status.members, indicator, plan, data, setting):
            yield contribution(
                each.record, each.home, partial, certain=each.certain, setting=setting
            )
        return
    # Only what lies at or below a member counts for the members.
    divisions = [member.key for member in status.members]
    if status.target.basis is Basis.TOTAL:
        divisions = [status.division]
    yield from contributions_at(indicator, plan, frozenset(divisions), data, setting)


def _source(told: Contribution) -> str:
    """One record behind the status: for whom, how much, from where."""
    file = told.file or "程序提供的记录"
    cell = f" {told.cell}（{cell_words(told.cell)}）" if told.cell else ""
    doubt = "" if told.certain else "（是否计入待定）"
    return f"{told.home_name} {told.value_text()} ← {file}{cell}{doubt}"


def _missing_name(key: str, setting: Setting) -> str:
    name = setting.division_name(key)
    return name if name == key else f"{name}（{key}）"


def _folded(title: str, lines: tuple[str, ...], limit: int) -> Iterator[str]:
    yield f"{title}（{len(lines)}）："
    for line in lines[:limit]:
        yield f"  {line}"
    if len(lines) > limit:
        yield f"  ……另有{len(lines) - limit}条"
