"""Targets: what was promised, of whom, by when, and in which clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.targets.baselines import Baseline, Growth, compounded
from kejifupin.targets.bases import Basis
from kejifupin.targets.pace import Milestone, Pace
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation

MOST_YEARS = 50
"""No plan is that long: more is a slip, such as a calendar year."""


@frozen
class TargetPeriod:
    """One of several periods of a target, with a promise of its own (分期目标).

    Args:
        key: Key of the period, e.g. ``2017``; its target is called ``target.2017``.
        bound: What is promised for it.
        due_on: Its last day.
        starts_on: Its first day; the target's by default.
        indicator: Key of the indicator that counts within the period, where the target's own
            counts from the beginning.
        label: Its words in Chinese; the key by default.
        citation: The clause that sets it, where it is another one than the target's.
    """

    key: str
    bound: Bound
    due_on: date
    starts_on: date | None = None
    indicator: str | None = None
    label: str | None = None
    citation: Citation | None = None


@frozen
class Target:
    """A promise: an indicator within a bound by a day (目标任务).

    Args:
        key: Key of the target.
        label: Its words in Chinese.
        indicator: Key of the indicator.
        bound: What is promised; of each member where the basis is not a total.
        citation: The clause that promises it.
        basis: What the bound speaks of.
        cohort: Key of the cohort, unless the basis is a total.
        share: Least share of the members in per cent, for ``share``, and for ``basic_coverage``
            where somebody has declared it; coverage means 100.
        scope: Code of the division; the programme's by default.
        starts_on: First day; the programme's first day by default.
        due_on: Last day; the programme's last day where the document prints none.
        pace: How much is expected before.
        milestones: What must be reached on the way, cumulative.
        periods: Periods with promises of their own; the bound is then that of the whole.
        baseline: What there was before.
        growth: Where the bound speaks of the growth from the baseline: in per cent or absolute.
        years: Where the growth in per cent is one a year, on average: over how many years.
        allocations: Division → its part of a total.
        replaces: Key of the target of the programme above that it stands for.
        tightens: The same, checked to be stricter.
        note: A doubt that a reader of the status should know.

    Attributes:
        of: Key of the target that it is a period of.
        yearly: The growth a year that its bound was worked out from.
    """

    key: str
    label: str
    indicator: str
    bound: Bound
    citation: Citation
    basis: Basis = Basis.TOTAL
    cohort: str | None = None
    share: int | None = None
    scope: str | None = None
    starts_on: date | None = None
    due_on: date | None = None
    pace: Pace = Pace.LINEAR
    milestones: tuple[Milestone, ...] = ()
    periods: tuple[TargetPeriod, ...] = ()
    baseline: Baseline | None = None
    growth: Growth | None = None
    years: int | None = None
    allocations: Mapping[str, Bound] = attrs.field(factory=dict, hash=False)
    replaces: str | None = None
    tightens: str | None = None
    note: str | None = None
    of: str | None = attrs.field(default=None, init=False)
    yearly: Bound | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        for refuse in (
            self._check_members,
            self._check_total,
            self._check_years,
            self._check_course,
        ):
            refuse()

    @property
    def can_be_lost(self) -> bool:
        """Whether what holds today may no longer hold tomorrow."""
        return self.bound.at_most is not None

    @property
    def parts(self) -> tuple[Target, ...]:
        """What is judged: the target itself, then each of its periods as a target."""
        if self.years is not None:
            return (self._over_years(self.years),)
        return (self, *self._of_periods()) if self.periods else (self,)

    def _over_years(self, years: int) -> Target:
        """The target with what its growth a year comes to over all of them."""
        whole = attrs.evolve(self, bound=compounded(self.bound, years), years=None)
        object.__setattr__(whole, "yearly", self.bound)
        return whole

    def _of_periods(self) -> Iterator[Target]:
        for period in self.periods:
            part = attrs.evolve(
                self,
                key=f"{self.key}.{period.key}",
                label=f"{self.label}（{period.label or period.key}）",
                indicator=period.indicator or self.indicator,
                bound=period.bound,
                citation=period.citation or self.citation,
                starts_on=period.starts_on or self.starts_on,
                due_on=period.due_on,
                milestones=(),
                periods=(),
                allocations={},
            )
            object.__setattr__(part, "of", self.key)
            yield part

    def _check_members(self) -> None:
        if (self.basis is Basis.TOTAL) != (self.cohort is None):
            raise DefinitionError(
                f"target {self.key!r}: basis {self.basis.value} and cohort do not fit",
                f"目标“{self.key}”的 basis 与 cohort 不相配",
                'basis = "total" 时不写 cohort；each、coverage、share、basic_coverage 须写 cohort',
            )
        allowed = (Basis.SHARE, Basis.BASIC_COVERAGE)
        if (self.basis is Basis.SHARE and self.share is None) or (
            self.share is not None and self.basis not in allowed
        ):
            raise DefinitionError(
                f"target {self.key!r}: share goes with the basis share",
                f'目标“{self.key}”的 share（比例）只与 basis = "share"（必写）或'
                ' "basic_coverage"（可写）同用',
                '例：basis = "share", share = 60',
            )
        if self.share is not None and not 0 < self.share <= 100:
            raise DefinitionError(
                f"target {self.key!r}: share is 1 to 100 per cent, not {self.share}",
                f"目标“{self.key}”的 share 应在1到100之间，现为{self.share}",
                "按百分数填写，如 60",
            )

    def _check_total(self) -> None:
        if self.allocations and self.basis is not Basis.TOTAL:
            raise DefinitionError(
                f"target {self.key!r}: only a total is allocated",
                f"目标“{self.key}”不是总量，不能分解（allocations）",
                '去掉 allocations，或把 basis 改为 "total"',
            )
        if self.growth is not None and self.baseline is None:
            raise DefinitionError(
                f"target {self.key!r}: growth needs a baseline",
                f"目标“{self.key}”写了 growth（增幅），没有写基线",
                '加上 baseline = { value = 120, citation = { clause = "一" } }',
            )

    def _check_years(self) -> None:
        if self.years is None:
            return
        if self.growth is not Growth.PERCENT or self.milestones or self.periods:
            raise DefinitionError(
                f"target {self.key!r}: years go with a growth in per cent of the whole",
                f'目标“{self.key}”写了 years（年均增幅的年数），须同写 growth = "percent"，'
                "不能写 milestones、periods",
                '例：bound = { at_least = 10 }, growth = "percent", years = 3',
                field="years",
            )
        lowest = min(each for each in (self.bound.at_least, self.bound.at_most) if each is not None)
        if not 1 <= self.years <= MOST_YEARS or lowest <= -100:
            raise DefinitionError(
                f"target {self.key!r}: {self.years} years of {lowest} per cent are no growth",
                f"目标“{self.key}”的 years 应在1到{MOST_YEARS}之间，年均增幅应大于-100%",
                "years 写从基线那年到期限的年数，如2017年到2020年写3",
                field="years",
            )

    def _check_course(self) -> None:
        if self.milestones and self.basis is not Basis.TOTAL:
            raise DefinitionError(
                f"target {self.key!r}: milestones are for totals",
                f"目标“{self.key}”不是总量，不能写 milestones（阶段目标）",
                "各期要求不同的，写 periods",
            )
        if self.pace is Pace.MILESTONES and not self.milestones:
            raise DefinitionError(
                f"target {self.key!r}: the pace by milestones needs milestones",
                f'目标“{self.key}”写了 pace = "milestones"，没有写 milestones',
                "加上 milestones = [{ due_on = 2017-12-31, bound = { at_least = 20 } }]",
            )
        if self.pace is Pace.NONE and self.milestones:
            raise DefinitionError(
                f"target {self.key!r}: with milestones something is expected before the due day",
                f'目标“{self.key}”写了 milestones，又写 pace = "none"，两者不相容',
                '改用 pace = "milestones" 或 "linear"',
            )
        keys = [period.key for period in self.periods]
        if len(keys) != len(set(keys)) or any(not key or "." in key for key in keys):
            raise DefinitionError(
                f"target {self.key!r}: periods need keys of their own, without dots",
                f"目标“{self.key}”的 periods 各有一个不同的 key，其中不能有“.”",
                '例：periods = [{ key = "2017", due_on = 2017-12-31, bound = { at_least = 20 } }]',
            )
