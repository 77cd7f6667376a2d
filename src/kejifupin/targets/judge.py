"""Statuses of targets from values, for every division that a target speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import Values
from kejifupin.records.cohort_members import find_cohort
from kejifupin.records.cohorts import Cohort
from kejifupin.records.setting import Setting
from kejifupin.targets.allocations import bounds_now
from kejifupin.targets.groups import Headcount
from kejifupin.targets.judging import Clock, expected_by, judge
from kejifupin.targets.members import Member, members_of
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
    """
    statuses: list[TargetStatus] = []
    issues: dict[Issue, None] = {}
    found: dict[tuple[str, str], tuple[Member, ...]] = {}
    for target in targets:
        indicator = _indicator(target, plan)
        if target.basis is Basis.TOTAL:
            bounds, lost = bounds_now(target, setting)
            statuses.extend(_totals(target, indicator, bounds, values, setting))
            issues.update(dict.fromkeys(lost))
            continue
        cohort = find_cohort(target.cohort or "", setting)
        key = (cohort.key, indicator.key)
        if key not in found:
            found[key] = members_of(cohort, indicator, plan, values, data, setting)
        issues.update(dict.fromkeys(_size_issues(cohort, found[key])))
        below = _below(target, found[key], setting)
        if below:
            statuses.extend(_by_members(target, indicator, cohort, below, setting))
        else:
            statuses.append(_nobody_status(target, indicator, setting))
            issues[_nobody_issue(target, cohort, setting)] = None
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


def _totals(
    target: Target,
    indicator: Indicator,
    bounds: Mapping[str, Bound],
    values: Values,
    setting: Setting,
) -> Iterator[TargetStatus]:
    for code, bound in sorted(bounds.items()):
        found = values.find(indicator.key, code)
        value = found.value if found else None
        status = _status(target, code, value, bound, indicator.unit, setting)
        yield evolve(status, missing=found.missing if found else ())


def _by_members(
    target: Target,
    indicator: Indicator,
    cohort: Cohort,
    below: Mapping[str, Sequence[Member]],
    setting: Setting,
) -> Iterator[TargetStatus]:
    for code, found in sorted(below.items()):
        if len(found) == 1 and found[0].key == code:
            yield _member_status(target, indicator, found[0], setting)
        else:
            yield _group_status(target, indicator, cohort, code, found, setting)


def _below(
    target: Target, members: Iterable[Member], setting: Setting
) -> Mapping[str, list[Member]]:
    """Division → the members at or below it, for all divisions from the members to the scope."""
    scope = _scope(target, setting)
    below: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        chain = setting.reach.chain(member.home)
        if scope not in chain:
            continue
        for code in chain[: chain.index(scope) + 1]:
            below[code].append(member)
    return below


def _scope(target: Target, setting: Setting) -> str:
    if target.scope is None:
        return setting.scope
    return setting.division_now(target.scope) or target.scope


def _member_status(
    target: Target, indicator: Indicator, member: Member, setting: Setting
) -> TargetStatus:
    """The status of a division that is itself the member: its own value against the promise."""
    status = _status(target, member.key, member.value, target.bound, indicator.unit, setting)
    unknown = member.meets(target.bound) is None
    return evolve(
        status,
        missing=member.missing or ((member.key,) if unknown else ()),
        failing=(member,) if member.meets(target.bound) is False else (),
        members=(member,),
    )


def _group_status(
    target: Target,
    indicator: Indicator,
    cohort: Cohort,
    code: str,
    members: Sequence[Member],
    setting: Setting,
) -> TargetStatus:
    """The status of a division with members below it: how many of them are as promised."""
    count = Headcount.of(members, target.bound)
    known = any(member.value is not None for member in members)
    if target.basis is Basis.EACH:
        value, unit = count.number(), cohort.unit
    else:
        value, unit = count.percent(), "%"
    bound = _group_bound(target, count.size)
    status = _status(target, code, value if known else None, bound, unit, setting)
    answers = [(member, member.meets(target.bound)) for member in members]
    return evolve(
        status,
        missing=tuple(member.key for member, answer in answers if answer is None),
        failing=tuple(member for member, answer in answers if answer is False),
        members=tuple(members),
        each_unit=indicator.unit,
    )


def _group_bound(target: Target, size: int) -> Bound:
    """How many of the members must be as promised: all of them, or a share in per cent."""
    if target.basis is Basis.EACH:
        return Bound.exactly(size)
    return Bound(at_least=100 if target.share is None else target.share)


def _status(
    target: Target,
    code: str,
    value: Interval | None,
    bound: Bound,
    unit: str,
    setting: Setting,
) -> TargetStatus:
    clock, linear = clock_of(target, setting), target.pace is Pace.LINEAR
    return TargetStatus(
        target=target,
        division=code,
        division_name=setting.division_name(code),
        state=judge(value, bound, clock, linear=linear, can_be_lost=target.can_be_lost),
        value=value,
        bound=bound,
        unit=unit,
        due_on=clock.due_on,
        as_of=setting.as_of,
        pace=expected_by(bound, clock, linear=linear),
    )


def _nobody_status(target: Target, indicator: Indicator, setting: Setting) -> TargetStatus:
    """The status of a cohort without members, said once for the scope."""
    each = target.basis is Basis.EACH
    bound = target.bound if each else _group_bound(target, 0)
    unit = indicator.unit if each else "%"
    return _status(target, _scope(target, setting), None, bound, unit, setting)


def _nobody_issue(target: Target, cohort: Cohort, setting: Setting) -> Issue:
    where = setting.division_name(_scope(target, setting))
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
