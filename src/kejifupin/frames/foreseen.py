"""What a plan and its targets will ask about members that are records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kejifupin.indicators.deriving import counts_units
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.unit_counts import member_question as question_of_units
from kejifupin.records.cohort_members import find_cohort
from kejifupin.records.setting import Setting
from kejifupin.targets.judge import find_indicator
from kejifupin.targets.members import member_question
from kejifupin.targets.target import Target


def questions_of(
    plan: Plan, targets: Iterable[Target], setting: Setting
) -> tuple[MemberQuestion, ...]:
    """The questions about records that computing a plan and judging its targets will ask.

    Args:
        plan: What will be counted.
        targets: What will be judged.
        setting: The programme and its day.

    Raises:
        UnknownNameError: A target names an indicator or a cohort that does not exist.
        DefinitionError: What a target counts cannot be led to the members of its cohort.
    """
    return tuple(dict.fromkeys((*_of_units(plan, setting), *_of_targets(plan, targets, setting))))


def _of_units(plan: Plan, setting: Setting) -> Iterator[MemberQuestion]:
    for indicator in plan.indicators.values():
        if counts_units(indicator):
            question = question_of_units(indicator, plan, setting)
            if question is not None:
                yield question


def _of_targets(
    plan: Plan, targets: Iterable[Target], setting: Setting
) -> Iterator[MemberQuestion]:
    for target in (part for each in targets for part in each.parts):
        if target.cohort is None or find_cohort(target.cohort, setting).records is None:
            continue
        if target.growth is None:
            indicator = find_indicator(target.indicator, plan)
            yield member_question(target, indicator, plan, setting)
