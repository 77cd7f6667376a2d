"""Whether targets and cohorts name what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kejifupin.errors import DefinitionError, KejifupinError
from kejifupin.indicators.joining import Join
from kejifupin.indicators.measures import Measure
from kejifupin.indicators.plan import Plan, make_plan
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.plugins.reference_base import ReferenceBase
from kejifupin.targets.target import Target
from kejifupin.terms.issues import Issue

CODES: Mapping[str, str] = {
    "reference.conditional_cohort": "成员要看指标的口径用在了不能用的地方",
    "reference.outside": "目标的地区不在方案管到的地区内",
    "reference.no_way_to_members": "指标所数的记录对不上口径的成员",
}


def target_issues(base: ReferenceBase) -> Iterator[Issue]:
    """Everything in the programme's own targets that names nothing.

    Args:
        base: The programme's definitions with their places.
    """
    cohorts = base.catalogue.cohorts
    plan = _plan(base.catalogue)
    for key, _ in base.own("targets"):
        target = base.catalogue.targets[key]
        yield from _indicators(base, target)
        if target.cohort is not None:
            place = base.place("targets", key, "cohort")
            yield from base.unknown("口径", "cohorts", target.cohort, cohorts, place)
        yield from _divisions(base, target)
        if plan is not None:
            yield from _joins(base, target, plan)


def _plan(catalogue: ProgrammeCatalogue) -> Plan | None:
    """What the indicators count; None where one of them is wrong, which is told there."""
    try:
        return make_plan(catalogue.indicators.values(), catalogue.measures.values())
    except KejifupinError:
        return None


def _joins(base: ReferenceBase, target: Target, plan: Plan) -> Iterator[Issue]:
    """Indicators whose records do not say which member of the cohort they speak of."""
    catalogue = base.catalogue
    cohort = catalogue.cohorts.get(target.cohort or "")
    member = catalogue.kinds.get(cohort.records or "") if cohort is not None else None
    if member is None or target.indicator not in plan.parts:
        return
    for records in dict.fromkeys(part.records for part in plan.parts[target.indicator]):
        other = catalogue.kinds.get(records)
        if other is None:
            continue
        try:
            Join.of(member, other)
        except DefinitionError as error:
            yield Issue(
                "reference.no_way_to_members",
                f"指标“{target.indicator}”对不上口径“{target.cohort}”的成员：{error.chinese}",
                place=base.place("targets", target.key, "indicator"),
                remedy=error.remedy,
            )


def _indicators(base: ReferenceBase, target: Target) -> Iterator[Issue]:
    named: list[tuple[str, tuple[str | int, ...]]] = [(target.indicator, ("indicator",))]
    for number, period in enumerate(target.periods):
        if period.indicator is not None:
            named.append((period.indicator, ("periods", number, "indicator")))
    if target.baseline is not None and target.baseline.indicator is not None:
        named.append((target.baseline.indicator, ("baseline", "indicator")))
    for name, path in named:
        place = base.place("targets", target.key, *path)
        yield from base.unknown("指标", "indicators", name, base.catalogue.indicators, place)


def _divisions(base: ReferenceBase, target: Target) -> Iterator[Issue]:
    day = base.catalogue.definition.period.end
    named: list[tuple[str, tuple[str, ...]]] = [
        (code, ("allocations",)) for code in target.allocations
    ]
    if target.scope is not None:
        named.append((target.scope, ("scope",)))
    if target.baseline is not None:
        named += [(code, ("baseline", "values")) for code in target.baseline.values]
    for code, path in named:
        if base.divisions.carried(code, day).code is None:
            yield Issue(
                "reference.unknown",
                f"没有代码为“{code}”的行政区划",
                place=base.place("targets", target.key, *path),
                remedy="写六位行政区划代码，如 220000",
            )
    scope = base.catalogue.definition.scope
    led = None if target.scope is None else base.divisions.carried(target.scope, day).code
    if led is not None and led != scope:
        above = [each.code for each in base.divisions.ancestors(led, day)]
        if scope not in above:
            yield Issue(
                "reference.outside",
                f"{base.divisions.get(led, day).name}（{target.scope}）不在方案管到的地区内",
                place=base.place("targets", target.key, "scope"),
                remedy=f"写{scope}以内的地区，或去掉 scope",
            )


def conditional_cohort_issues(base: ReferenceBase) -> Iterator[Issue]:
    """Cohorts that rest on an indicator: it must be there, and nothing may wait for them.

    Args:
        base: The programme's definitions with their places.
    """
    cohorts, indicators = base.catalogue.cohorts, base.catalogue.indicators
    conditional = {key for key, each in cohorts.items() if each.indicator is not None}
    for key, _ in base.own("cohorts"):
        cohort = cohorts[key]
        if cohort.indicator is not None:
            place = base.place("cohorts", key, "indicator")
            yield from base.unknown("指标", "indicators", cohort.indicator, indicators, place)
        if cohort.ancestors_of in conditional:
            yield _waits(base, cohort.ancestors_of or "", "cohorts", key, "ancestors_of")
    for key, _ in base.own("kinds"):
        kind = base.catalogue.kinds.get(key)
        reporters = None if kind is None else kind.reporters
        if reporters in conditional:
            yield _waits(base, reporters or "", "kinds", key, "reporters")
    for key, _ in base.own("indicators"):
        indicator = indicators[key]
        if indicator.cohort in conditional:
            yield _waits(base, indicator.cohort or "", "indicators", key, "cohort")
        for measure, path in _measures(indicator.measure, ("measure",)):
            if measure.cohort in conditional:
                yield _waits(base, measure.cohort or "", "indicators", key, *path, "cohort")


def _measures(measure: Measure, path: tuple[str, ...]) -> Iterator[tuple[Measure, tuple[str, ...]]]:
    """A measure and those it is made from, each with where it is written."""
    yield measure, path
    for name, part in (("numerator", measure.numerator), ("denominator", measure.denominator)):
        if part is not None:
            yield from _measures(part, (*path, name))


def _waits(base: ReferenceBase, name: str, *path: str) -> Issue:
    return Issue(
        "reference.conditional_cohort",
        f"口径“{name}”的成员要看指标才知道，只能用于目标",
        place=base.place(path[0], path[1], *path[2:]),
        remedy="此处改用按 level、designation 定的口径",
    )
