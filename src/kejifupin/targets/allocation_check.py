"""An allocation that somebody made, held against what was promised (分解核对)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs
from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.records.cohort_members import division_members
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting
from kejifupin.targets.allocating import total_of
from kejifupin.targets.allocation import Allocation, ResponsibleUnit
from kejifupin.targets.allocation_given import GivenAllocation, GivenPart
from kejifupin.targets.allocation_job import decimal_places
from kejifupin.targets.bases import Basis
from kejifupin.targets.strictness import share_of
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number, add, multiply
from kejifupin.terms.issues import Issue, Issues, Severity
from kejifupin.terms.shown import Shown
from kejifupin.terms.views import View

CODES: Mapping[str, str] = {
    "allocation.twice": "同一单位的同一个目标分解了两次",
    "allocation.negative": "分解数是负数",
    "allocation.not_whole": "分解数不是整数",
    "allocation.not_divisible": "这个目标不能分解成数",
    "allocation.outside": "分解到目标所管范围以外的地区",
    "allocation.too_little": "分解数合起来少于总数",
    "allocation.too_much": "分解数合起来多于总数",
    "allocation.own_promise": "表中本级的数与目标的数不一致",
    "allocation.left_out": "同级有的地区没有分到",
    "allocation.below_each": "总数或分解数不够每个成员的最低要求",
    "allocation.taken_on_less": "下级认领的数少于分解数",
    "allocation.not_taken_on": "分解了的数没有人认领",
}
_NAMED = 5


@frozen(repr=False)
class AllocationCheck(Shown):
    """A given allocation as it was understood, and what is wrong with it (分解核对结果).

    Args:
        allocations: One for each target of the table.
        issues: What is wrong.
    """

    allocations: tuple[Allocation, ...]
    issues: tuple[Issue, ...]

    def view(self) -> View:
        """What is wrong, then the parts of each target."""
        found = Issues(self.issues)
        tables = [found.table()] if found else []
        tables += [attrs.evolve(each.table(), title=each.view().title) for each in self.allocations]
        title = f"分解核对：{len(self.allocations)}个目标，问题{len(found)}条"
        return View(title, found.view().marks, tables=tuple(tables))


def check_allocation(
    given: Iterable[GivenPart],
    *,
    targets: Mapping[str, Target],
    indicators: Mapping[str, Indicator],
    setting: Setting,
    reach: Reach | None = None,
    division: str | None = None,
    total: Number | None = None,
) -> AllocationCheck:
    """Hold an allocation against the total, the members of cohorts, and what was taken on.

    Rows of several levels are held level against level: a county's part against its prefecture's,
    the prefectures' against the total. A row of the division that the target is for states what
    the parent promised.

    Args:
        given: The rows.
        targets: All targets of the programme, those with other bases too.
        indicators: Its indicators.
        setting: The programme and its day.
        reach: Who stands below whom; by parent by default.
        division: Code of the division that divided; the target's own by default.
        total: What it divided; by default what the target gives it, else its own row.

    Returns:
        The allocations and the issues.

    Raises:
        DefinitionError: Nothing says how much the division had to divide.
    """
    groups: dict[str, list[GivenPart]] = {}
    for each in given:
        groups.setdefault(each.target.key, []).append(each)
    allocations: list[Allocation] = []
    issues: list[Issue] = []
    for rows in groups.values():
        target = rows[0].target
        indicator = indicators[target.indicator]
        whole = GivenAllocation(
            target,
            indicator,
            rows,
            setting,
            reach or setting.reach,
            division=division,
            total=total,
        )
        found = tuple(_issues(whole, targets))
        issues += found
        allocations.append(whole.allocation(found))
    return AllocationCheck(tuple(allocations), tuple(issues))


def _issues(given: GivenAllocation, targets: Mapping[str, Target]) -> Iterator[Issue]:
    if given.target.basis is not Basis.TOTAL:
        yield given.issue(
            "allocation.not_divisible",
            f"目标“{given.target.label}”不是总量，不能分解成数",
            "各单位照办，写进责任书",
            place=given.rows[0].place,
        )
        return
    yield from _rows(given)
    yield from _sums(given)
    yield from _left_out(given)
    yield from _each(given, targets)


def _rows(given: GivenAllocation) -> Iterator[Issue]:
    seen: dict[str, GivenPart] = {}
    places = max(decimal_places(given.total), given.indicator.decimals)
    for row in given.rows:
        unit, first = row.unit, seen.setdefault(row.unit.key, row)
        if first is not row:
            yield given.issue(
                "allocation.twice",
                f"{unit.name}前面已有一行（{first.place.words() or '同一张表'}），两行相加计",
                "一个单位一个目标只写一行",
                place=row.place,
            )
        if row.number < 0:
            message = f"{unit.name}的分解数是负数"
            yield given.issue("allocation.negative", message, "改正", place=row.place)
        elif decimal_places(row.number) > places:
            message = f"{unit.name}分到{given.shown(row.number)}，不是整数"
            yield given.issue("allocation.not_whole", message, "改为整数", place=row.place)
        if unit.is_division and given.scope not in given.reach.chain(unit.key):
            yield given.issue(
                "allocation.outside",
                f"{unit.name}（{unit.key}）不在{given.name(given.scope)}以内",
                "核对单位",
                place=row.place,
            )
        yield from _taken_on(given, row)


def _taken_on(given: GivenAllocation, row: GivenPart) -> Iterator[Issue]:
    told = any(each.taken_on is not None for each in given.rows)
    if row.taken_on is None:
        if told and row.unit.key != given.scope:
            yield given.issue(
                "allocation.not_taken_on",
                f"{row.unit.name}没有写认领数",
                "补上认领数，没有认领写0",
                Severity.WARNING,
                row.place,
            )
    elif row.taken_on < row.number:
        yield given.issue(
            "allocation.taken_on_less",
            f"{row.unit.name}认领{given.shown(row.taken_on)}，"
            f"少于分解数{given.shown(row.number)}，"
            f"差{given.shown(add(row.number, -row.taken_on))}",
            "与该单位核实，或调整分解",
            place=row.place,
        )


def _sums(given: GivenAllocation) -> Iterator[Issue]:
    own = given.numbers.get(given.scope)
    if own is not None and own != given.total:
        yield given.issue(
            "allocation.own_promise",
            f"表中{given.name(given.scope)}写的是{given.shown(own)}，"
            f"要分的是{given.shown(given.total)}",
            "以文件为准，改正其中一个",
        )
    below: dict[str, list[str]] = {}
    for key, above in given.above.items():
        if key != given.scope and above is not None:
            below.setdefault(above, []).append(key)
    for above in sorted(below):
        whole = given.total if above == given.scope else given.numbers[above]
        found: Number = 0
        for key in below[above]:
            found = add(found, given.numbers[key])
        yield from _sum(given, above, whole, found, len(below[above]))
    taken = [row.taken_on for row in given.rows if row.unit.key != given.scope]
    if taken and None not in taken and not _uppers(given, below):
        sum_taken: Number = 0
        for each in taken:
            sum_taken = add(sum_taken, each or 0)
        if sum_taken < given.total:
            yield given.issue(
                "allocation.taken_on_less",
                f"{given.name(given.scope)}承诺{given.shown(given.total)}，"
                f"下级认领合起来{given.shown(sum_taken)}，"
                f"差{given.shown(add(given.total, -sum_taken))}",
                "差的部分要落实到单位",
            )


def _uppers(given: GivenAllocation, below: Mapping[str, object]) -> bool:
    return any(key != given.scope for key in below)


def _sum(
    given: GivenAllocation, above: str, whole: Number, found: Number, count: int
) -> Iterator[Issue]:
    if found == whole:
        return
    more = found > whole
    gap = add(found, -whole) if more else add(whole, -found)
    # A county may promise more than it was given, unless the total is a ceiling.
    allowed = more and given.target.bound.at_most is None
    yield given.issue(
        "allocation.too_much" if more else "allocation.too_little",
        f"{given.name(above)}的{count}个分解数合起来是{given.shown(found)}，"
        f"比{given.shown(whole)}{'多' if more else '少'}{given.shown(gap)}",
        "有意多分的不必理会；否则改正" if allowed else "逐个核对，使合计等于总数",
        Severity.INFO if allowed else Severity.ERROR,
    )


def _left_out(given: GivenAllocation) -> Iterator[Issue]:
    day, divisions = given.setting.as_of, given.setting.divisions
    parts = [each for each in given.units.values() if each.is_division]
    levels = Counter(
        found.level
        for each in parts
        if each.key != given.scope and (found := divisions.find(each.key, day)) is not None
    )
    for level in sorted(levels, key=lambda each: each.rank):
        inside = given.reach.below(given.scope)
        same = [
            code
            for code in sorted(inside)
            if code not in given.units and divisions.get(code, day).level is level
        ]
        if same and len(levels) == 1:
            names = "、".join(given.name(code) for code in same[:_NAMED])
            more = f"等{len(same)}个" if len(same) > _NAMED else ""
            yield given.issue(
                "allocation.left_out",
                f"{level.label}一级没有分到的：{names}{more}",
                "没有任务的写0",
                Severity.INFO,
            )


def _each(given: GivenAllocation, targets: Mapping[str, Target]) -> Iterator[Issue]:
    """Floors that other targets set for each member, against the total and the parts."""
    for other in targets.values():
        cohort = given.setting.cohorts.get(other.cohort or "")
        share, least = share_of(other), other.bound.at_least
        if (
            other.indicator != given.target.indicator
            or cohort is None
            or cohort.level is None
            or cohort.indicator is not None
            or share is None
            or least is None
            or other.growth is not None
            or not given.indicator.rolls_up
        ):
            continue
        members = division_members(cohort, given.setting)
        wholes = {given.scope: given.total, **given.numbers}
        for code in sorted(wholes):
            unit = given.units.get(code)
            if unit is not None and not unit.is_division:
                continue
            inside = sum(given.reach.is_within(each, code) for each in members)
            demanded = multiply(least, -(-inside * share // 100))
            if wholes[code] < demanded:
                yield given.issue(
                    "allocation.below_each",
                    f"{given.name(code)}共{given.shown(wholes[code])}，"
                    f"而“{other.label}”涉及其中{inside}{cohort.unit}，"
                    f"至少要{given.shown(demanded)}",
                    "提高这个数；原文如此的，说明以哪一条为准",
                    Severity.WARNING,
                )


def as_given(allocation: Allocation) -> tuple[GivenPart, ...]:
    """The parts of an allocation as the rows of a table."""
    return tuple(GivenPart(each.unit, allocation.target, each.number) for each in allocation.parts)


def target_as_given(target: Target, setting: Setting) -> tuple[GivenPart, ...]:
    """What a target's ``allocations`` say, as the rows of a table, led to the setting's day.

    Args:
        target: The target.
        setting: The programme and its day.
    """
    return tuple(
        GivenPart(
            ResponsibleUnit(now, setting.division_name(now)),
            attrs.evolve(target, allocations={}),
            total_of(bound),
        )
        for code, bound in target.allocations.items()
        if (now := setting.division_now(code)) is not None
    )
