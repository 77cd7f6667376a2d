"""A total divided among those who take it on (任务分解)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kejifupin.errors import DefinitionError
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import MeasureKind
from kejifupin.records.setting import Setting
from kejifupin.targets.allocation import (
    EQUALLY,
    AllocatedPart,
    Allocation,
    PartLimits,
    ResponsibleUnit,
    Weights,
)
from kejifupin.targets.allocation_job import AllocationJob, decimal_places, named_in_part
from kejifupin.targets.baselines import Growth
from kejifupin.targets.bases import Basis
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {
    "allocation.unknown_limit": "上下限写给了不参加分解的单位",
}


def check_divisible(target: Target, indicator: Indicator) -> None:
    """Refuse what cannot be divided into parts that add up.

    Args:
        target: The target.
        indicator: Its indicator.

    Raises:
        DefinitionError: It is no total, a growth in per cent, or a ratio.
    """
    if target.basis is not Basis.TOTAL:
        raise DefinitionError(
            f"target {target.key!r}: only a total is allocated",
            f"目标“{target.label}”不是总量，不能分解成数",
            "对每个单位的要求各单位照办，直接写进责任书",
        )
    if target.growth is Growth.PERCENT or indicator.measure.kind in (
        MeasureKind.RATIO,
        MeasureKind.AVERAGE,
    ):
        raise DefinitionError(
            f"target {target.key!r}: ratios do not add up",
            f"目标“{target.label}”是比率或平均数，各单位的数加起来不等于总数，不能分解",
            "各单位用同一个比率，或分解它的分子",
        )


def part_of(target: Target, division: str, setting: Setting) -> Bound | None:
    """What a target's ``allocations`` give a division; None where they say nothing of it.

    Args:
        target: The target.
        division: Code of the division on the setting's day.
        setting: The programme and its day.
    """
    parts = {setting.division_now(code): part for code, part in target.allocations.items()}
    return parts.get(division)


def no_part(target: Target, division: str, setting: Setting) -> DefinitionError:
    """What is told where nothing says how much a division has to divide."""
    return DefinitionError(
        f"target {target.key!r} has no part for {division}",
        f"目标“{target.label}”没有分解给{setting.division_name(division)}的数",
        "用 --total 写明要分的数",
    )


def total_of(bound: Bound) -> Number:
    """What is divided of a bound: its floor, else its ceiling."""
    number = bound.at_most if bound.at_least is None else bound.at_least
    assert number is not None  # noqa: S101 - a bound has one end at least
    return number


def allocate(
    target: Target,
    units: Iterable[ResponsibleUnit],
    *,
    indicator: Indicator,
    weights: Weights = EQUALLY,
    common: PartLimits = PartLimits(),  # noqa: B008 - a frozen value
    limits: Mapping[str, PartLimits] | None = None,
    total: Number | None = None,
    decimals: int | None = None,
) -> Allocation:
    """Divide a total among units, in parts that add up to it exactly.

    Parts are as large as the weights say, cut off at floors and ceilings, and rounded by the
    largest remainder; of equal remainders the unit with the first key gets the more. What a bound
    has above its floor (a ceiling, a stretch) is divided by the same weights on top of the parts,
    so that a unit's ceiling is never below its floor.

    Args:
        target: A target that is a total.
        units: Who shares it; a key given twice counts once.
        indicator: The target's indicator, for its unit.
        weights: By what; alike by default.
        common: Floor and ceiling of every unit that has none of its own.
        limits: Key of a unit → its own floor, ceiling or quota.
        total: What is divided; the floor of the bound by default, else its ceiling.
        decimals: Decimal places of the parts; those of the indicator or the total by default.

    Returns:
        The allocation. Where floors, ceilings and total contradict each other it has no parts and
        an issue that says how.

    Raises:
        DefinitionError: The target is no total, or its figures do not add up.
    """
    check_divisible(target, indicator)
    chosen = {each.key: each for each in units}
    whole = total_of(target.bound) if total is None else total
    places = _places(whole, indicator) if decimals is None else decimals
    job = AllocationJob(
        units=tuple(chosen[key] for key in sorted(chosen)),
        weights=weights,
        limits={
            key: _joined(limits.get(key) if limits else None, common) for key in sorted(chosen)
        },
        total=whole,
        places=places,
        measured_in=indicator.unit,
    )
    issues = [*job.problems(), *_strangers(limits or {}, chosen)]
    parts: tuple[AllocatedPart, ...] = ()
    if not any(each.severity is Severity.ERROR for each in issues):
        parts, found = job.parts(target.bound, given=total is not None)
        issues += found
    return Allocation(target, indicator.unit, whole, weights.label, parts, tuple(issues))


def _places(total: Number, indicator: Indicator) -> int:
    return max(decimal_places(total), indicator.decimals)


def _joined(own: PartLimits | None, common: PartLimits) -> PartLimits:
    if own is None:
        return PartLimits(common.floor, common.ceiling)
    return PartLimits(
        common.floor if own.floor is None else own.floor,
        common.ceiling if own.ceiling is None else own.ceiling,
        own.quota,
    )


def _strangers(
    limits: Mapping[str, PartLimits], units: Mapping[str, ResponsibleUnit]
) -> Iterator[Issue]:
    if strange := sorted(limits.keys() - units.keys()):
        yield Issue(
            "allocation.unknown_limit",
            f"下限、上限或指定数写给了不参加分解的单位：{named_in_part(strange)}",
            remedy="改正单位，或把它加进来",
        )
