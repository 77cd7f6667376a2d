"""Everything that follows from the records, stage after stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import frozen

from kejifupin.checks.acceptance import Acceptance, accept_records
from kejifupin.checks.check import check_records
from kejifupin.indicators.compute import compute_values
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.plan import Plan, make_plan
from kejifupin.indicators.record_data import RecordData
from kejifupin.indicators.values import Values
from kejifupin.plugins.catalogue import ProgrammeCatalogue
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.submission import (
    Submission,
    check_lateness,
    fold_submissions,
    submission_records,
)
from kejifupin.targets.judge import judge_targets
from kejifupin.targets.statuses import Statuses
from kejifupin.targets.target import Target
from kejifupin.terms.issues import Issue, Issues


@frozen
class Standing:
    """What the same records come to on one ground (某范围的结果).

    Args:
        ground: What was rolled up over: the programme's scope, or a group that cuts across it.
        values: Values of all indicators there.
        statuses: Statuses of all targets there.
    """

    ground: Ground = attrs.field(repr=False)
    values: Values
    statuses: Statuses


@frozen
class Outcome:
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
    records: Sequence[Record],
    receipts: Mapping[str, Receipt],
    found: Sequence[Issue],
) -> Outcome:
    """Call the stages in their order: check, accept, count, judge.

    Args:
        catalogue: All definitions of the programme.
        setting: The programme and the day.
        records: Records as read.
        receipts: File → its entry in the register of receipts.
        found: What was found while reading.
    """
    checked = check_records(records, catalogue.rules.values(), setting)
    submissions = fold_submissions(records, receipts, setting)
    known = tuple(
        each
        for each in submissions
        if each.received_on is None or each.received_on <= setting.as_of
    )
    found = (*found, *checked)
    acceptance = accept_records(records, found, submissions, setting)
    counted = (*acceptance.records, *submission_records(known))
    data = RecordData.of(counted, setting)
    plan = make_plan(catalogue.indicators.values(), catalogue.measures.values())
    computed = compute_values(plan, data, setting)
    judged = judge_targets(catalogue.targets.values(), plan, computed.values, data, setting)
    late = check_lateness(known, setting)
    findings = (*computed.issues, *judged.issues)
    return Outcome(
        setting=setting,
        acceptance=acceptance,
        submissions=submissions,
        plan=plan,
        data=data,
        values=computed.values,
        statuses=judged.statuses,
        issues=Issues((*found, *late, *acceptance.issues, *findings)),
        findings=Issues(findings),
    )
