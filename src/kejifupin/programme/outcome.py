"""Everything that follows from the records, stage after stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
from attrs import frozen

from kejifupin.checks.acceptance import Acceptance, accept_records
from kejifupin.checks.check import check_records
from kejifupin.checks.findings import Finding
from kejifupin.checks.swings import check_swings
from kejifupin.indicators.compute import compute_values
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.plan import Plan, make_plan
from kejifupin.indicators.record_data import RecordData
from kejifupin.indicators.values import Values
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.event_files import nothing_there, nothing_to_undo
from kejifupin.submissions.handed_in import HandedIn
from kejifupin.submissions.lateness import check_lateness
from kejifupin.submissions.submission import (
    Submission,
    submission_records,
)
from kejifupin.targets.judge import judge_targets
from kejifupin.targets.statuses import Statuses
from kejifupin.targets.target import Target
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue, Issues
from kejifupin.terms.shown import Shown
from kejifupin.terms.views import View


@frozen(repr=False)
class Standing(Shown):
    """What the same records come to on one ground (某范围的结果).

    Args:
        ground: What was rolled up over: the programme's scope, or a group that cuts across it.
        values: Values of all indicators there.
        statuses: Statuses of all targets there.
    """

    ground: Ground = attrs.field(repr=False)
    values: Values
    statuses: Statuses

    def view(self) -> View:
        """How the targets stand."""
        facts = (("指标值", f"{len(self.values)}个"),)
        return attrs.evolve(self.statuses.view(), facts=facts)


@frozen(repr=False)
class Outcome(Shown):
    """Everything that follows from what was read, as of a day (某日的结果).

    Args:
        setting: The programme and the day.
        acceptance: Which records count.
        submissions: Who handed in what.
        plan: What was counted.
        data: The records that were counted.
        values: Values of all indicators.
        statuses: Statuses of all targets.
        issues: Everything found: while reading, checking, accepting, counting and judging.
        findings: Those of them that only the figures tell: two that contradict each other, a total
            below its parts, a cohort without members.
    """

    setting: Setting = attrs.field(repr=False)
    acceptance: Acceptance = attrs.field(repr=False)
    submissions: tuple[Submission, ...] = attrs.field(repr=False)
    plan: Plan = attrs.field(repr=False)
    data: RecordData = attrs.field(repr=False)
    values: Values
    statuses: Statuses
    issues: Issues
    findings: Issues

    def view(self) -> View:
        """How the targets stand on the day, and on how much that rests."""
        accepted = self.acceptance
        facts = (
            ("截至", chinese_date(self.setting.as_of)),
            ("记录", f"计入{len(accepted.records)}份，未计入{len(accepted.left_out)}份"),
            ("指标值", f"{len(self.values)}个"),
            ("问题", self.issues.summary()),
        )
        return attrs.evolve(self.statuses.view(), facts=facts)

    def on(self, ground: Ground, targets: Iterable[Target]) -> Standing:
        """What the records come to on another ground.

        Args:
            ground: What is rolled up over.
            targets: The programme's targets.
        """
        plan, data, setting = self.plan, self.data, self.setting
        values = compute_values(plan, data, setting, ground=ground).values
        judged = judge_targets(targets, plan, values, data, setting, ground=ground)
        return Standing(ground, values, judged.statuses)


def work_out(
    catalogue: ProgrammeCatalogue,
    setting: Setting,
    *,
    handed: HandedIn,
    found: Sequence[Issue],
    spot_findings: Sequence[Finding] = (),
    previous: Sequence[Record] = (),
) -> Outcome:
    """Call the stages in their order: check, accept, count, judge.

    Args:
        catalogue: All definitions of the programme.
        setting: The programme and the day.
        handed: What was handed in: records, receipts, and what happened to them.
        found: What was found while reading.
        spot_findings: What spot checks found.
        previous: Records that counted in the cycle before.
    """
    records = handed.records
    checked = check_records(records, catalogue.rules.values(), setting)
    lives = handed.lives(setting)
    submissions = tuple(each for each in lives.submissions if each.file)
    known = tuple(
        each
        for each in submissions
        if (each.received_on is None or each.received_on <= setting.as_of) and not each.is_withdrawn
    )
    found = (*found, *checked)
    acceptance = accept_records(records, found, submissions, setting, findings=spot_findings)
    counted = (*acceptance.records, *submission_records(known))
    data = RecordData.of(counted, setting)
    plan = make_plan(catalogue.indicators.values(), catalogue.measures.values())
    computed = compute_values(plan, data, setting)
    judged = judge_targets(catalogue.targets.values(), plan, computed.values, data, setting)
    late = (
        *check_lateness(known, setting),
        *handed.matched[1],
        *map(nothing_to_undo, lives.standing.vain),
        *map(nothing_there, lives.idle),
    )
    swings = check_swings(
        acceptance.records,
        previous,
        catalogue.swings.values(),
        setting,
        events=lives.standing.events,
    )
    findings = (*computed.issues, *judged.issues)
    return Outcome(
        setting=setting,
        acceptance=acceptance,
        submissions=submissions,
        plan=plan,
        data=data,
        values=computed.values,
        statuses=judged.statuses,
        issues=Issues((*found, *late, *acceptance.issues, *swings, *findings)),
        findings=Issues(findings),
    )
