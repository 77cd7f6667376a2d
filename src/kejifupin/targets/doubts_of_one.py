"""Checks of one target by itself: its days, milestones, units, baseline, and what it can reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from kejifupin.records.cohort_members import candidates
from kejifupin.targets.baselines import Growth
from kejifupin.targets.bases import Basis
from kejifupin.targets.capacity import Capacity
from kejifupin.targets.doubts import Definitions, Doubt, Path
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import format_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Severity
from kejifupin.terms.quantities import find_unit, is_unit

CODES: Mapping[str, str] = {
    "target.due_before_start": "期限早于起始日",
    "target.growth_of_records": "对象是记录的目标不能说增幅",
    "target.milestones": "阶段目标的先后或大小不合理",
    "target.no_members": "口径不会有成员",
    "target.unit": "界限与计量单位不合",
    "target.unreachable": "要求超过可能达到的最大数",
    "target.years": "年均增幅的年数没有写，或与基线的日期、期限不合",
}

_A_YEAR = "年均"

Check = Callable[[Target, Definitions], Iterator[Doubt]]


def _days(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    for number, part in enumerate(target.parts):
        start = part.starts_on or definitions.start
        if part.due_on is not None and part.due_on < start:
            path: Path = ("due_on",) if not number else ("periods", number - 1, "due_on")
            yield Doubt(
                "target.due_before_start",
                target.key,
                path,
                f"“{part.label}”的期限{part.due_on}早于起始日{start}",
                "核对年份；起始日另有规定的，写 starts_on",
            )


def _milestones(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    start, due_on = target.starts_on or definitions.start, target.due_on or definitions.end
    ordered = sorted(enumerate(target.milestones), key=lambda each: each[1].due_on)
    before: Bound | None = None
    days = set()
    for number, each in ordered:
        wrong = ""
        if not start <= each.due_on < due_on:
            wrong = f"应在{start}之后、期限{due_on}之前"
        elif each.due_on in days:
            wrong = "这一天有两个阶段目标"
        elif _above(each.bound, target.bound):
            wrong = f"（{each.bound.text()}）高于最后的要求（{target.bound.text()}）"
        elif before is not None and _above(before, each.bound):
            wrong = f"（{each.bound.text()}）低于前一个阶段目标（{before.text()}），累计数不会减少"
        if wrong:
            yield Doubt(
                "target.milestones",
                target.key,
                ("milestones", number),
                f"“{target.label}”{each.due_on}的阶段目标{wrong}",
                "阶段目标从头累计，逐期提高，最后一期就是目标本身",
            )
        days.add(each.due_on)
        before = each.bound


def _periods(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    """Periods that count from the beginning, as the whole does: they rise towards it."""
    due_on = target.due_on or definitions.end
    own = [
        (number, each)
        for number, each in enumerate(target.periods)
        if each.indicator in (None, target.indicator)
    ]
    before: Bound | None = None
    for number, each in sorted(own, key=lambda pair: pair[1].due_on):
        wrong = ""
        if each.due_on > due_on:
            wrong = f"期限{each.due_on}晚于整个目标的期限{due_on}"
        elif _above(each.bound, target.bound):
            wrong = f"（{each.bound.text()}）高于整个目标的要求（{target.bound.text()}）"
        elif before is not None and _above(before, each.bound):
            wrong = f"（{each.bound.text()}）低于前一期（{before.text()}），累计数不会减少"
        if wrong:
            yield Doubt(
                "target.milestones",
                target.key,
                ("periods", number),
                f"“{target.label}”{each.label or each.key}这一期{wrong}",
                "各期从头累计，逐期提高；只算当期的，给这一期写它自己的 indicator",
            )
        before = each.bound


def _above(one: Bound, other: Bound) -> bool:
    """Whether a floor asks for more than another bound does, or even allows."""
    if one.at_least is None:
        return False
    return (other.at_least is not None and one.at_least > other.at_least) or (
        other.at_most is not None and one.at_least > other.at_most
    )


def _units(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    indicator = definitions.indicators[target.indicator]
    if target.growth is None and is_unit(indicator.unit) and find_unit(indicator.unit).is_counted:
        factor = find_unit(indicator.unit).ratio
        for path, bound in _bounds(target):
            ends = (bound.at_least, bound.at_most, bound.stretch)
            if any(end is not None and (factor * Fraction(end)).denominator != 1 for end in ends):
                yield Doubt(
                    "target.unit",
                    target.key,
                    path,
                    f"“{indicator.unit}”数的是整个的东西，界限（{bound.text()}）却有零头",
                    "写整数，或改正指标的计量单位",
                )


def _baseline(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    baseline = target.baseline
    if baseline is None:
        return
    indicator = definitions.indicators[target.indicator]
    if baseline.indicator is not None:
        before = definitions.indicators[baseline.indicator]
        if before.unit != indicator.unit:
            yield Doubt(
                "reference.unit",
                target.key,
                ("baseline", "indicator"),
                f"基线指标按“{before.unit}”计，目标的指标按“{indicator.unit}”计",
                f"用按“{indicator.unit}”计的指标作基线",
                Severity.ERROR,
            )
    zeros = [baseline.value == 0, *(number == 0 for number in baseline.values.values())]
    if target.growth is Growth.PERCENT and any(zeros):
        yield Doubt(
            "target.growth_over_zero",
            target.key,
            ("baseline",),
            f"“{target.label}”的基线是0，增长百分之几没有意义",
            '改写 growth = "absolute"，或改用数量目标',
        )
    yield from _years(target, definitions)
    cohort = definitions.cohort(target)
    if cohort is not None and cohort.records is not None:
        yield Doubt(
            "target.growth_of_records",
            target.key,
            ("baseline",),
            f"“{cohort.label}”的成员是一份份记录，没有各自的基线",
            "改用以地区为对象的口径，或去掉 baseline 和 growth",
            Severity.ERROR,
        )


def _years(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    """A growth a year told as that of the whole, and years that the two days do not make."""
    since = target.baseline.on if target.baseline else None
    due_on = target.due_on or definitions.end
    if target.growth is not Growth.PERCENT:
        return
    if target.years is None:
        quote = target.citation.quote or ""
        if _A_YEAR in target.label + quote and not target.periods:
            yield Doubt(
                "target.years",
                target.key,
                ("growth",),
                f"“{target.label}”说的是年均增幅，写成了总的增幅",
                "加上 years，写从基线那年到期限的年数，如2017年到2020年写3",
            )
    elif since is not None and abs(_months(since, due_on) - 12 * target.years) >= 12:
        yield Doubt(
            "target.years",
            target.key,
            ("years",),
            f"从基线（{since}）到期限（{due_on}）不是{target.years}年",
            "核对 years 和两个日期",
        )


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _bounds(target: Target) -> Iterator[tuple[Path, Bound]]:
    yield ("bound",), target.bound
    yield from ((("allocations", code), bound) for code, bound in target.allocations.items())
    yield from (
        (("milestones", number, "bound"), each.bound)
        for number, each in enumerate(target.milestones)
    )
    yield from (
        (("periods", number, "bound"), each.bound) for number, each in enumerate(target.periods)
    )


def _reach(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    """Floors above what there can be at most, of one member or of all together."""
    if target.growth is not None:
        return
    capacity = Capacity(definitions.indicators, definitions.setting)
    for path, bound in _bounds(target):
        floor = bound.at_least
        code = str(path[1]) if path[0] == "allocations" else target.scope
        each = target.basis is not Basis.TOTAL
        most = (
            capacity.of_one(target.indicator, definitions.cohort(target))
            if each
            else capacity.of_all(target.indicator, code or definitions.setting.scope)
        )
        if floor is not None and most is not None and floor > most.number:
            yield Doubt(
                "target.unreachable",
                target.key,
                path,
                f"“{target.label}”要求{bound.text()}，最多只能有{format_number(most.number)}"
                f"：{most.why}",
                "核对要求与指标的算法；原文如此的，保留并写 note",
            )


def _members(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    cohort = definitions.cohort(target)
    if cohort is None or definitions.is_open(cohort):
        return
    if not candidates(cohort, definitions.setting):
        name = definitions.setting.division_name(definitions.setting.scope)
        level = cohort.level.label if cohort.level else ""
        yield Doubt(
            "target.no_members",
            target.key,
            ("cohort",),
            f"{name}没有“{cohort.label}”（{level}），这个目标永远没有数据",
            "核对口径的 level、designation 和方案的 scope；"
            '方案开始以后才认定的，口径写 reference = "current" 或 "ever"',
        )


def _threshold(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    stated = definitions.setting.definition.status_rules.basic_coverage
    if target.basis is Basis.BASIC_COVERAGE and target.share is None and stated is None:
        yield Doubt(
            "target.no_threshold",
            target.key,
            ("basis",),
            f"“{target.label}”没有写明“基本覆盖”是百分之几，除全部达到或全未达到外判不了",
            "有文件定了比例的，在目标里写 share，或在 status_rules 里写 basic_coverage",
            Severity.INFO,
        )


OWN_CHECKS: tuple[Check, ...] = (
    _days,
    _milestones,
    _periods,
    _units,
    _baseline,
    _reach,
    _members,
    _threshold,
)
