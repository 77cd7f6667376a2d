"""Statuses of targets from values, for every division that a target speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import Values
from kejifupin.records.cohort_members import find_cohort
from kejifupin.records.cohorts import Cohort
from kejifupin.records.setting import Setting
from kejifupin.targets.allocations import bounds_now, scope_of
from kejifupin.targets.groups import Answered, Headcount
from kejifupin.targets.judging import Clock, expected_by, state_of
from kejifupin.targets.members import Member, Members
from kejifupin.targets.status import Statuses, TargetStatus
from kejifupin.targets.target import Basis, Pace, Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "target.empty_cohort": "口径没有成员，目标无从判断",
    "target.cohort_size": "口径成员数与文件载明的不符",
}


@frozen
class Judgement:
    """Statuses and what was found while judging (判断结果)."""

    statuses: Statuses
    issues: tuple[Issue, ...] = ()


def judge_targets(
    targets: Iterable[Target], plan: Plan, values: Values, data: DataSource, setting: Setting
) -> Judgement:
    """How targets stand on the setting's day.

    A total has a status for its scope and for the divisions that it was allocated to; the other
    bases for every division with a member at or below it.

    Args:
        targets: The targets.
        plan: The plan that knows their indicators.
        values: Values of the indicators.
        data: The data behind them, for members that are records.
        setting: The programme and its day.

    Returns:
        Statuses, in the order of the targets and of the division codes, and issues: cohorts
        without members or with another size than the document states, parts of a total whose
        division is gone.

    Raises:
        UnknownNameError: A target names an indicator or a cohort that does not exist.
        DefinitionError: A target's indicator cannot be led to the members of its cohort.
    """
    statuses: list[TargetStatus] = []
    issues: dict[Issue, None] = {}
    members = Members(plan, values, data, setting)
    for target in targets:
        case = _Case(target, _indicator(target, plan), setting, clock_of(target, setting))
        if target.basis is Basis.TOTAL:
            bounds, lost = bounds_now(target, setting)
            statuses.extend(case.totals(bounds, values))
            issues.update(dict.fromkeys(lost))
            continue
        cohort = find_cohort(target.cohort or "", setting)
        found = members.of(cohort, case.indicator)
        issues.update(dict.fromkeys(_size_issues(cohort, found)))
        below = _below([(each, each.meets(target.bound)) for each in found], target, setting)
        if below:
            statuses.extend(case.by_members(cohort, below))
        else:
            statuses.append(case.of_nobody())
            issues[_nobody(cohort, target, setting)] = None
    return Judgement(Statuses(statuses), tuple(issues))


def clock_of(target: Target, setting: Setting) -> Clock:
    """The target's clock: due on its day, or on the programme's last where none is printed."""
    period = setting.definition.period
    due_on = target.due_on or period.end
    return Clock(min(period.start, due_on), due_on, setting.as_of)


def _indicator(target: Target, plan: Plan) -> Indicator:
    try:
        return plan.indicators[target.indicator]
    except KeyError:
        close = nearest(target.indicator, plan.indicators)
        raise UnknownNameError("indicator", target.indicator, close) from None


def _below(
    answered: Iterable[Answered], target: Target, setting: Setting
) -> Mapping[str, list[Answered]]:
    """Division → the members at or below it, for all divisions from the members to the scope."""
    scope = scope_of(target, setting)
    below: dict[str, list[Answered]] = defaultdict(list)
    for each in answered:
        chain = setting.reach.chain(each[0].home)
        if scope in chain:
            for code in chain[: chain.index(scope) + 1]:
                below[code].append(each)
    return below


@frozen
class _Case:
    """One target under judgement, with all that its statuses have in common."""

    target: Target
    indicator: Indicator
    setting: Setting
    clock: Clock

    def totals(self, bounds: Mapping[str, Bound], values: Values) -> Iterator[TargetStatus]:
        """The statuses of a total: of its scope and of its parts."""
        for code, bound in sorted(bounds.items()):
            found = values.find(self.indicator.key, code)
            yield self._status(
                code,
                found.value if found else None,
                bound,
                self.indicator.unit,
                missing=found.missing if found else (),
            )

    def by_members(
        self, cohort: Cohort, below: Mapping[str, Sequence[Answered]]
    ) -> Iterator[TargetStatus]:
        """The statuses of members, and of every division with members below it."""
        for code, found in sorted(below.items()):
            if len(found) == 1 and found[0][0].key == code:
                yield self._of_member(*found[0])
            else:
                yield self._of_group(code, cohort, found)

    def of_nobody(self) -> TargetStatus:
        """The status of a cohort without members, said once for the scope."""
        each = self.target.basis is Basis.EACH
        return self._status(
            scope_of(self.target, self.setting),
            None,
            self.target.bound if each else self._group_bound(0),
            self.indicator.unit if each else "%",
        )

    def _of_member(self, member: Member, answer: bool | None) -> TargetStatus:  # noqa: FBT001
        """A division that is itself the member: its own value against what was promised."""
        return self._status(
            member.key,
            member.value,
            self.target.bound,
            self.indicator.unit,
            missing=member.missing or ((member.key,) if answer is None else ()),
            failing=(member,) if answer is False else (),
            members=(member,),
        )

    def _of_group(self, code: str, cohort: Cohort, found: Sequence[Answered]) -> TargetStatus:
        """A division with members below it: how many of them are as promised."""
        count = Headcount.of(found)
        each = self.target.basis is Basis.EACH
        known = any(member.value is not None for member, _ in found)
        value = count.number() if each else count.percent()
        return self._status(
            code,
            value if known else None,
            self._group_bound(count.size),
            cohort.unit if each else "%",
            missing=tuple(member.key for member, answer in found if answer is None),
            failing=tuple(member for member, answer in found if answer is False),
            members=tuple(member for member, _ in found),
            each_unit=self.indicator.unit,
        )

    def _group_bound(self, size: int) -> Bound:
        """How many of the members must be as promised: all of them, or a share in per cent."""
        if self.target.basis is Basis.EACH:
            return Bound.exactly(size)
        return Bound(at_least=100 if self.target.share is None else self.target.share)

    def _status(
        self,
        code: str,
        value: Interval | None,
        bound: Bound,
        unit: str,
        *,
        missing: tuple[str, ...] = (),
        failing: tuple[Member, ...] = (),
        members: tuple[Member, ...] = (),
        each_unit: str = "",
    ) -> TargetStatus:
        target, clock = self.target, self.clock
        pace = expected_by(bound, clock, linear=target.pace is Pace.LINEAR)
        return TargetStatus(
            target=target,
            division=code,
            division_name=self.setting.division_name(code),
            state=state_of(
                value, bound, pace, is_over=clock.is_over, can_be_lost=target.can_be_lost
            ),
            value=value,
            bound=bound,
            unit=unit,
            due_on=clock.due_on,
            as_of=clock.as_of,
            pace=pace,
            missing=missing,
            failing=failing,
            members=members,
            each_unit=each_unit,
        )


def _nobody(cohort: Cohort, target: Target, setting: Setting) -> Issue:
    where = setting.division_name(scope_of(target, setting))
    return Issue(
        "target.empty_cohort",
        f"{where}没有“{cohort.label}”的成员，有关目标无从判断",
        Severity.WARNING,
        rule=cohort.key,
        remedy="读入列有这些成员的名册（--register）或调查表",
    )


def _size_issues(cohort: Cohort, members: Sequence[Member]) -> Iterator[Issue]:
    size = len(members)
    sure = sum(1 for member in members if member.certain)
    if cohort.stated_size is not None and members and not sure <= cohort.stated_size <= size:
        yield Issue(
            "target.cohort_size",
            f"“{cohort.label}”现有{size}个，文件载明{cohort.stated_size}个（{cohort.citation}）",
            Severity.WARNING,
            rule=cohort.key,
            remedy="核对名册是否齐全",
        )
