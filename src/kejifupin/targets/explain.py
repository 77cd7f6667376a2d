"""What stands behind a status: the clause, the formula, the members, the records and cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from attrs import frozen

from kejifupin.indicators.contributions import (
    Contribution,
    coded_name,
    contribution,
    with_issues,
)
from kejifupin.indicators.explain import operands_of
from kejifupin.indicators.formulas import formula_text
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import RecordMember
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import ANY_ANSWER, DataSource
from kejifupin.indicators.tracing import contributions_at
from kejifupin.indicators.values import Values
from kejifupin.records.cohort_members import find_cohort
from kejifupin.records.cohorts import Cohort
from kejifupin.records.identities import record_name
from kejifupin.records.setting import Setting
from kejifupin.targets.allocations import scope_of
from kejifupin.targets.bases import Basis
from kejifupin.targets.explanations import Explanation
from kejifupin.targets.members import Member, member_question, record_sources
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.issues import Issue
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.streams import Streamed

__all__ = ["Explanation", "explain_status", "status_members"]

_BATCH = 1000
"""Members that are records whose own records are looked for together."""


def explain_status(
    status: TargetStatus,
    plan: Plan,
    data: DataSource,
    setting: Setting,
    *,
    values: Values | None = None,
    ground: Ground | None = None,
    issues: Iterable[Issue] = (),
    version: RuleVersion | None = None,
) -> Explanation:
    """Open a status into the clause, the formula, and the records and cells behind it.

    Args:
        status: The status.
        plan: The plan that knows the target's indicator.
        data: The data that it was judged on.
        setting: The programme and its day.
        values: All values, for the figures that the status' own was worked out from.
        ground: What the values were rolled up over, the programme's scope by default.
        issues: Everything found in the forms, to tell why a cell does not count.
        version: By which definitions it was judged.

    Returns:
        The explanation. Its records, failing members and, where members are records, those of
        which nothing can be told are streamed from the data each time they are asked for.
    """
    behind = _Behind(status, plan, data, setting, ground or Ground.of(setting))
    of_records = status.headcount is not None
    missing: Sequence[str] = status.missing
    names: Sequence[str] = tuple(coded_name(each, setting) for each in status.missing)
    if of_records:
        missing = names = Streamed(behind.unknown)
    own = values if values is not None and not status.counts_members else None
    return Explanation(
        status,
        behind.indicator,
        formula_text(behind.indicator, plan, setting),
        Streamed(lambda: with_issues(behind.contributions(), issues)),
        names,
        missing,
        Streamed(behind.failing) if of_records else status.failing,
        operands_of(behind.indicator, status.division, plan, setting, own),
        Streamed(behind.conditions) if behind.deciding else (),
        version,
        behind.cohort,
    )


def status_members(
    status: TargetStatus,
    plan: Plan,
    data: DataSource,
    setting: Setting,
    answers: Collection[bool | None] = ANY_ANSWER,
    *,
    ground: Ground | None = None,
) -> Iterator[Member]:
    """The members that a status speaks of, streamed; none for a total.

    Args:
        status: The status.
        plan: The plan that knows the target's indicator.
        data: The data that it was judged on.
        setting: The programme and its day.
        answers: Only members that are as promised (True), are not (False), or of which it cannot
            be told (None).
        ground: What the values were rolled up over, the programme's scope by default.
    """
    if status.headcount is None:
        yield from (each for each in status.members if each.meets(status.target.bound) in answers)
        return
    for each in _Behind(status, plan, data, setting, ground or Ground.of(setting)).members(answers):
        yield Member.of_record(each, setting)


@frozen
class _Behind:
    """What lies behind one status, streamed each time it is asked for."""

    status: TargetStatus
    plan: Plan
    data: DataSource
    setting: Setting
    ground: Ground

    @property
    def indicator(self) -> Indicator:
        return self.plan.indicators[self.status.target.indicator]

    @property
    def cohort(self) -> Cohort | None:
        key = self.status.target.cohort
        return find_cohort(key, self.setting) if key else None

    @property
    def deciding(self) -> tuple[Indicator, ...]:
        """The indicators that decide the baseline, or who belongs to the cohort."""
        target = self.status.target
        cohort = self.cohort
        keys = (
            target.baseline.indicator if target.baseline is not None else None,
            cohort.indicator if cohort is not None else None,
        )
        return tuple(self.plan.indicators[key] for key in keys if key is not None)

    def members(self, answers: Collection[bool | None] = ANY_ANSWER) -> Iterator[RecordMember]:
        """The members that are records."""
        target = self.status.target
        question = member_question(target, self.indicator, self.plan, self.setting)
        homes = self.ground.homes(self.status.division, scope_of(target, self.setting))
        return self.data.members(question, self.setting, homes, answers)

    def failing(self) -> Iterator[Member]:
        """Those that surely are members, and surely not as promised."""
        for each in self.members((False,)):
            if each.certain:
                yield Member.of_record(each, self.setting)

    def unknown(self) -> Iterator[str]:
        """Places of those of which nothing can be told."""
        return (record_name(each.record) for each in self.members((None,)))

    def contributions(self) -> Iterator[Contribution]:
        """The records that the status' own figure, or its members' figures, come from."""
        if self.status.headcount is None:
            yield from self._counted(self.indicator)
            return
        question = member_question(self.status.target, self.indicator, self.plan, self.setting)
        members = self.members()
        while batch := tuple(islice(members, _BATCH)):
            for part, each in record_sources(question, batch, self.data, self.setting):
                yield contribution(
                    each.record, each.home, part, certain=each.certain, setting=self.setting
                )

    def conditions(self) -> Iterator[Contribution]:
        """The records that decide the baseline, or who belongs to the cohort."""
        for each in self.deciding:
            yield from self._counted(each)

    def _counted(self, indicator: Indicator) -> Iterator[Contribution]:
        # Only what lies at or below a member counts for the members.
        divisions = {member.key for member in self.status.members}
        if self.status.target.basis is Basis.TOTAL:
            divisions = {self.status.division}
        return contributions_at(
            indicator,
            self.plan,
            frozenset(divisions),
            self.data,
            self.setting,
            ground=self.ground,
        )
