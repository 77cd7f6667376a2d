"""Statuses of targets from values, for every division that a target speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, total_headcount
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import Values
from kejifupin.records.cohort_members import find_cohort
from kejifupin.records.cohorts import Cohort
from kejifupin.records.setting import Setting
from kejifupin.targets.allocations import bounds_now, scope_of
from kejifupin.targets.baselines import Growth
from kejifupin.targets.bases import Basis
from kejifupin.targets.cases import Case
from kejifupin.targets.member_cases import by_headcounts, by_members, of_nobody, threshold
from kejifupin.targets.members import Members, member_question
from kejifupin.targets.status import TargetStatus
from kejifupin.targets.statuses import Statuses
from kejifupin.targets.target import Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "target.empty_cohort": "口径没有成员，目标无从判断",
    "target.cohort_size": "口径成员数与文件载明的不符",
    "target.growth_over_zero": "基线是0，增幅没有意义",
    "target.no_baseline": "没有基线数",
    "target.no_threshold": "没有写明基本覆盖是百分之几",
}
ByHome = Mapping[str, Headcount]
_NAMED = 3
"""Divisions that an issue names before it only counts them."""


@frozen
class Judgement:
    """Statuses and what was found while judging (判断结果)."""

    statuses: Statuses
    issues: tuple[Issue, ...] = ()


def judge_targets(
    targets: Iterable[Target],
    plan: Plan,
    values: Values,
    data: DataSource,
    setting: Setting,
    *,
    ground: Ground | None = None,
) -> Judgement:
    """How targets stand on the setting's day.

    A total has a status for its scope and for the divisions that it was allocated to; the other
    bases for every division with a member at or below it. So it is for a group: the members of the
    cohort that lie in it are judged together, and of totals there are only the parts of its
    divisions.

    Args:
        targets: The targets.
        plan: The plan that knows their indicators.
        values: Values of the indicators.
        data: The data behind them, for members that are records.
        setting: The programme and its day.
        ground: What the values were rolled up over, the programme's scope by default.

    Returns:
        Statuses, in the order of the targets and of the division codes, and issues: cohorts
        without members or with another size than the document states, parts of a total whose
        division is gone. Other grounds tell no issues: those of the scope tell them.

    Raises:
        UnknownNameError: A target names an indicator or a cohort that does not exist.
        DefinitionError: A target's indicator cannot be led to the members of its cohort, or it
            asks for growth of members that are records.
    """
    targets = tuple(part for target in targets for part in target.parts)
    statuses: list[TargetStatus] = []
    issues: dict[Issue, None] = {}
    over = ground or Ground.of(setting)
    members = Members(plan, values, setting, over)
    counts = _headcounts(targets, plan, data, setting)
    for target in targets:
        case = Case.of(target, find_indicator(target.indicator, plan), values, setting, over)
        if target.basis is Basis.TOTAL:
            bounds, lost = bounds_now(target, setting)
            found = list(case.totals(bounds))
            issues.update(dict.fromkeys(lost))
        else:
            cohort = find_cohort(target.cohort or "", setting)
            if cohort.records is not None:
                own, hoped = counts[target]
                whole = total_headcount(own.values())
                found = list(by_headcounts(case, cohort, own, hoped))
            else:
                each = members.of(cohort, case.indicator)
                whole = Headcount.of((sure, None) for sure in each.roster.sure)
                places = members.places(cohort, scope_of(target, setting))
                found = sorted(by_members(case, cohort, each, places), key=_by_division)
            issues.update(dict.fromkeys(_size_issues(cohort, whole)))
            if not found and not over.is_group:
                found = [of_nobody(case)]
                issues[_nobody(cohort, target, setting)] = None
            if threshold(case) is None and target.basis is Basis.BASIC_COVERAGE:
                issues[_no_threshold(target)] = None
        issues.update(dict.fromkeys(_baseline_issues(target, found)))
        statuses.extend(found)
    return Judgement(Statuses(statuses), tuple(issues) if ground is None else ())


def _by_division(status: TargetStatus) -> str:
    return status.division


def find_indicator(key: str, plan: Plan) -> Indicator:
    """The indicator of that key.

    Raises:
        UnknownNameError: No such indicator.
    """
    try:
        return plan.indicators[key]
    except KeyError:
        raise UnknownNameError("indicator", key, nearest(key, plan.indicators)) from None


def _headcounts(
    targets: Iterable[Target], plan: Plan, data: DataSource, setting: Setting
) -> Mapping[Target, tuple[ByHome, ByHome]]:
    """Target whose members are records → its members, as promised and as hoped for.

    Both are told division by division, and asked all at once.
    """
    of_records = [
        target
        for target in targets
        if target.cohort and find_cohort(target.cohort, setting).records is not None
    ]
    for target in of_records:
        if target.growth is not None:
            raise DefinitionError(
                f"target {target.key!r}: records have no baselines to grow from",
                f"目标“{target.label}”的对象是一份份记录，没有各自的基线，不能说增幅",
                '把增幅写成推算指标（do = "derived"，如今年减去年再除以去年），对每份提要求',
            )
    questions = {
        target: member_question(target, find_indicator(target.indicator, plan), plan, setting)
        for target in of_records
    }
    hopes = {target: _hoped(question) for target, question in questions.items()}
    asked = (*questions.values(), *(each for each in hopes.values() if each is not None))
    found = data.headcounts(dict.fromkeys(asked), setting) if asked else {}
    return {
        target: (found[question], {} if (hope := hopes[target]) is None else found[hope])
        for target, question in questions.items()
    }


def _hoped(question: MemberQuestion) -> MemberQuestion | None:
    """The same question of what one hopes for, None where nothing is."""
    stretch = question.bound.stretch
    if stretch is None:
        return None
    return evolve(question, bound=Bound(stretch, question.bound.at_most))


def _no_threshold(target: Target) -> Issue:
    return Issue(
        "target.no_threshold",
        f"“{target.label}”没有写明“基本覆盖”是百分之几，除全部达到或全未达到外判不了",
        Severity.WARNING,
        rule=target.key,
        remedy="有文件定了比例的，在目标里写 share，或在 status_rules 里写 basic_coverage",
    )


def _baseline_issues(target: Target, found: Sequence[TargetStatus]) -> Iterator[Issue]:
    """Figures that have data, and whose growth cannot be told all the same."""
    if target.baseline is None:
        return
    members = [each for each in found if each.level is not None]
    lacking = [each for each in members if each.baseline is None]
    over_zero = [
        each
        for each in members
        if target.growth is Growth.PERCENT and each.baseline == Interval.exact(0)
    ]
    for code, these, words, remedy in (
        (
            "target.no_baseline",
            lacking,
            "没有基线数，增幅判不了" if target.growth else "没有基线数，序时进度从零算起",
            "在 baseline 中补上 value 或 values",
        ),
        (
            "target.growth_over_zero",
            over_zero,
            "基线是0，增长百分之几没有意义",
            '改写 growth = "absolute"，或改用数量目标',
        ),
    ):
        if these:
            names = "、".join(each.division_name for each in these[:_NAMED])
            more = f"等{len(these)}个地区" if len(these) > _NAMED else ""
            yield Issue(
                code,
                f"“{target.label}”：{names}{more}{words}",
                Severity.WARNING,
                rule=target.key,
                remedy=remedy,
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


def _size_issues(cohort: Cohort, found: Headcount) -> Iterator[Issue]:
    size, stated = found.size, cohort.stated_size
    if stated is not None and size and not found.sure <= stated <= size:
        yield Issue(
            "target.cohort_size",
            f"“{cohort.label}”现有{size}个，文件载明{stated}个（{cohort.citation}）",
            Severity.WARNING,
            rule=cohort.key,
            remedy="核对名册是否齐全",
        )
