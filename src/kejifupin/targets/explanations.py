"""An explanation of a status: as a value, and as Chinese text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from kejifupin.indicators.contributions import Contribution
from kejifupin.indicators.explain import SHOWN, Operand
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.values import interval_text
from kejifupin.records.cohorts import Cohort
from kejifupin.targets.members import Member
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.quantities import format_number
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.streams import folded


@frozen
class Explanation:
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

    def text(self, *, limit: int | None = SHOWN) -> str:
        """The explanation as lines of Chinese text; long lists are folded with their count.

        Args:
            limit: Lines of a list that are shown; None for all.
        """
        return "\n".join(self.lines(limit))

    def lines(self, limit: int | None = SHOWN) -> Iterator[str]:
        """The same line by line; lines inside of a list are set in."""
        status, target = self.status, self.status.target
        yield f"目标：{target.label}（{target.key}）"
        quote = f"“{target.citation.quote}”" if target.citation.quote else ""
        yield f"依据：{target.citation}{quote}"
        yield f"地区：{status.division_name}（{status.division}）"
        yield from self._standing()
        if self.cohort is not None:
            yield f"对象：{_cohort_text(self.cohort)}"
        yield f"算法：{self.indicator.label}＝{self.formula}"
        if self.operands:
            yield from folded("其中", self.operands, Operand.text, limit)
        if self.version is not None:
            yield f"规则：{self.version.text()}"
        for note in (target.note, self.indicator.note):
            if note:
                yield f"注意：{note}"
        if self.failing:
            yield from folded("不符合要求的", self.failing, self._member_text, limit)
        if self.missing_names:
            yield from folded("数据不明的", self.missing_names, str, limit)
        yield from folded("数据来源", self.contributions, Contribution.text, limit)
        if self.conditions:
            yield from folded("另据（基线或对象）", self.conditions, Contribution.text, limit)

    def _member_text(self, member: Member) -> str:
        return f"{member.name}：{interval_text(member.value, self.status.each_unit)}"

    def _standing(self) -> Iterator[str]:
        """State, value, pace and forecast."""
        status = self.status
        day = chinese_date(status.as_of)
        yield f"状态：{status.state.label}（{status.state.value}），截至{day}"
        parts = (f"要求：{status.bound_text()}", status.gap_text(), *status.notes())
        yield f"数值：{status.value_text()}；" + "；".join(filter(None, parts))
        pace = status.pace
        expected = f"；按序时应达{format_number(pace)}{status.unit}" if pace is not None else ""
        yield f"期限：{chinese_date(status.due_on)}{expected}"
        if (forecast := status.forecast) is not None:
            shown = interval_text(forecast.value, status.unit)
            yield f"预计：到期为{shown}（{forecast.method.label}）"

    def __str__(self) -> str:
        return self.text()


def _cohort_text(cohort: Cohort) -> str:
    """Whom the target speaks of, how many the document says they are, and where."""
    quote = f"“{cohort.citation.quote}”" if cohort.citation.quote else ""
    stated = "" if cohort.stated_size is None else f"，载明{cohort.stated_size}{cohort.unit}"
    return f"{cohort.label}{stated}（{cohort.citation}{quote}）"
