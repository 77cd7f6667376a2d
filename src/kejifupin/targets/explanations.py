"""An explanation of a status: as a value, and as Chinese text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from attrs import field, frozen

from kejifupin.indicators.contributions import (
    CONTRIBUTION_TYPES,
    Contribution,
    contribution_columns,
    contribution_table,
)
from kejifupin.indicators.explain import SHOWN, Operand, name_tables, operand_tables
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.values import interval_text
from kejifupin.records.cohorts import Cohort
from kejifupin.targets.members import Member
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.quantities import format_number
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.shown import Tabular
from kejifupin.terms.streams import folded
from kejifupin.terms.views import Marked, Table, View

_MISSING = "数据不明的"
_SOURCES = "数据来源"
_CONDITIONS = "另据（基线或对象）"


@frozen(repr=False)
class Explanation(Tabular):
    """A status opened up (完成情况说明).

    Args:
        status: The status.
        indicator: The indicator behind it.
        formula: How the indicator is counted, in Chinese.
        contributions: The records behind the status, each with its file and cell; streamed, and
            counted by ``len``.
        missing_names: Names of the divisions, or places of the records, whose figure is unknown.
        missing: Codes of those divisions, or the places alone.
        failing: Members that are surely not as promised.
        operands: What the figure was worked out from, where it is not counted itself.
        conditions: The records that decide the baseline, or who belongs to the cohort.
        version: By which definitions it was judged.
        cohort: The cohort that the target speaks of, with the clause that names it.
    """

    status: TargetStatus
    indicator: Indicator
    formula: str
    contributions: Sequence[Contribution] = field(repr=False)
    missing_names: Sequence[str] = field(repr=False)
    missing: Sequence[str] = field(default=(), repr=False)
    failing: Sequence[Member] = field(default=(), repr=False)
    operands: tuple[Operand, ...] = ()
    conditions: Sequence[Contribution] = field(default=(), repr=False)
    version: RuleVersion | None = None
    cohort: Cohort | None = None
    column_types: ClassVar[Mapping[str, str]] = CONTRIBUTION_TYPES

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The records behind the status as columns, for any data frame library."""
        return contribution_columns(self.contributions)

    def view(self) -> View:
        """The explanation as facts and tables."""
        status = self.status
        tables = [*operand_tables(self.operands)]
        if self.failing:
            header = ("不符合要求的", "数值")
            tables.append(Table(header, self.failing, self._member_cells, ("数值",)))
        tables += name_tables(self.missing_names, _MISSING)
        tables.append(contribution_table(self.contributions, _SOURCES))
        if self.conditions:
            tables.append(contribution_table(self.conditions, _CONDITIONS))
        return View(
            f"{status.division_name}“{status.target.label}”",
            (Marked(status.state.label, status.state.look),),
            (*self._facts(), *self._more_facts()),
            tuple(tables),
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
        if self.failing:
            yield from folded("不符合要求的", self.failing, self._member_text, limit)
        if self.missing_names:
            yield from folded(_MISSING, self.missing_names, str, limit)
        yield from folded(_SOURCES, self.contributions, Contribution.text, limit)
        if self.conditions:
            yield from folded(_CONDITIONS, self.conditions, Contribution.text, limit)

    def _facts(self) -> Iterator[tuple[str, str]]:
        """What is said of the status itself, each under its name."""
        status, target = self.status, self.status.target
        yield "目标", f"{target.label}（{target.key}）"
        yield "依据", target.citation.text()
        yield "地区", f"{status.division_name}（{status.division}）"
        yield from self._standing()
        if self.cohort is not None:
            yield "对象", _cohort_text(self.cohort)
        yield "算法", f"{self.indicator.label}＝{self.formula}"

    def _more_facts(self) -> Iterator[tuple[str, str]]:
        """What else is to be known of it."""
        if self.version is not None:
            yield "规则", self.version.text()
        for note in (self.status.target.note, self.indicator.note):
            if note:
                yield "注意", note

    def _member_text(self, member: Member) -> str:
        return "：".join(self._member_cells(member))

    def _member_cells(self, member: Member) -> tuple[str, str]:
        return member.name, interval_text(member.value, self.status.each_unit)

    def _standing(self) -> Iterator[tuple[str, str]]:
        """State, value, pace and forecast."""
        status = self.status
        day = chinese_date(status.as_of)
        yield "状态", f"{status.state.label}（{status.state.value}），截至{day}"
        parts = (f"要求：{status.bound_text()}", status.gap_text(), *status.notes())
        yield "数值", f"{status.value_text()}；" + "；".join(filter(None, parts))
        pace = status.pace
        expected = f"；按序时应达{format_number(pace)}{status.unit}" if pace is not None else ""
        yield "期限", f"{chinese_date(status.due_on)}{expected}"
        if (forecast := status.forecast) is not None:
            shown = interval_text(forecast.value, status.unit)
            yield "预计", f"到期为{shown}（{forecast.method.label}）"

    def __str__(self) -> str:
        return self.text()


def _cohort_text(cohort: Cohort) -> str:
    """Whom the target speaks of, how many the document says they are, and where."""
    stated = "" if cohort.stated_size is None else f"，载明{cohort.stated_size}{cohort.unit}"
    return f"{cohort.label}{stated}（{cohort.citation.text()}）"
