"""Checks of targets against each other: totals and members, parts and wholes, child and parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import MeasureKind
from kejifupin.records.cohorts import Cohort
from kejifupin.targets.bases import Basis
from kejifupin.targets.doubts import Definitions, Doubt
from kejifupin.targets.doubts_of_one import Check
from kejifupin.targets.strictness import looser_in, share_of
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number, add, format_number, multiply
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Severity
from kejifupin.terms.units import find_unit

CODES: Mapping[str, str] = {
    "reference.impossible_total": "总量目标与逐个目标对不上",
    "target.above_allocation": "本地的总量低于上级分解下来的数",
    "target.allocation_outside": "分解到方案以外的地区",
    "target.allocation_sum": "分解数合起来与总量对不上",
    "target.contradiction": "两个目标不能同时做到",
    "target.looser_than_above": "不如上级方案的目标严",
}


def _adds_up(indicator: Indicator) -> bool:
    shares = indicator.measure.kind in (MeasureKind.RATIO, MeasureKind.AVERAGE)
    return indicator.rolls_up and not shares and find_unit(indicator.unit).adds_up


def _totals(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    """Floors and ceilings of each that contradict a total of the same indicator."""
    cohort, share = definitions.cohort(target), share_of(target)
    size = definitions.size(cohort) if cohort is not None else None
    if size is None or share is None or target.growth is not None:
        return
    indicator = definitions.indicators.get(target.indicator)
    if indicator is not None and not _adds_up(indicator):
        # What the members have does not add up to what their province has.
        return
    least, most = target.bound.at_least, target.bound.at_most
    implied = None if least is None else multiply(least, -(-size * share // 100))
    together = None if most is None or share != 100 else multiply(most, size)
    for other in definitions.targets.values():
        if other.basis is not Basis.TOTAL or other.indicator != target.indicator:
            continue
        if other.growth is not None or other.scope not in (None, target.scope):
            continue
        floor, ceiling = other.bound.at_least, other.bound.at_most
        low = implied is not None and (
            (ceiling is not None and ceiling < implied) or (floor is not None and floor < implied)
        )
        # Counties that are not poor may add to the total; only a closed cohort cannot.
        if low:
            yield Doubt(
                "reference.impossible_total",
                target.key,
                ("bound",),
                f"“{target.label}”合起来至少是{format_number(implied or 0)}，"
                f"而“{other.label}”写的是{other.bound.text()}",
                "原文如此的，两条都保留；写错的请改正",
            )
        elif together is not None and floor is not None and floor > together and _is_all(cohort):
            yield Doubt(
                "reference.impossible_total",
                target.key,
                ("bound",),
                f"“{target.label}”合起来至多是{format_number(together)}，而“{other.label}”写的是"
                f"{other.bound.text()}",
                "原文如此的，两条都保留；写错的请改正",
            )


def _is_all(cohort: Cohort | None) -> bool:
    """Whether a cohort is a whole level, so that nobody else can add to a total."""
    return cohort is not None and cohort.designation is None and cohort.ancestors_of is None


def _allocations(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    if not target.allocations:
        return
    setting = definitions.setting
    scope = setting.division_now(target.scope) if target.scope else setting.scope
    chains = {
        code: setting.reach.chain(setting.division_now(code) or code) for code in target.allocations
    }
    for code, chain in chains.items():
        if scope not in chain:
            yield Doubt(
                "target.allocation_outside",
                target.key,
                ("allocations", code),
                f"{setting.division_name(code)}（{code}）不在这个目标所管的地区以内",
                "核对区划代码，或改正 scope",
            )
    wholes = {scope or "": target.bound, **target.allocations}
    parts: dict[str, list[Bound]] = {}
    for code, bound in target.allocations.items():
        above = next((each for each in chains[code][1:] if each in wholes), None)
        if above is not None:
            parts.setdefault(above, []).append(bound)
    for code, found in parts.items():
        whole = wholes[code].at_least
        floors = [each.at_least for each in found]
        if whole is None or None in floors:
            continue
        total: Number = 0
        for floor in floors:
            total = add(total, floor or 0)
        if total == whole:
            continue
        name = setting.division_name(code)
        rest = add(total, -whole)
        gap = format_number(rest if rest > 0 else -rest)
        word = f"少{gap}" if total < whole else f"多{gap}"
        yield Doubt(
            "target.allocation_sum",
            target.key,
            ("allocations",),
            f"“{target.label}”{name}的{len(found)}个分解数合起来是{format_number(total)}，"
            f"比{format_number(whole)}{word}",
            "补足缺的部分" if total < whole else "有意多分的不必理会；否则改正",
            Severity.WARNING if total < whole else Severity.INFO,
        )


def _contradictions(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    for other in definitions.targets.values():
        # Each pair is told once, at the later of the two.
        if other.key == target.key:
            return
        same = (
            other.indicator == target.indicator
            and (other.basis is Basis.TOTAL) == (target.basis is Basis.TOTAL)
            and other.cohort == target.cohort
            and other.scope == target.scope
            and (other.growth, other.years) == (target.growth, target.years)
            and (other.due_on or definitions.end) == (target.due_on or definitions.end)
        )
        if same and target.bound.excludes(other.bound):
            yield Doubt(
                "target.contradiction",
                target.key,
                ("bound",),
                f"“{target.label}”（{target.bound.text()}）与“{other.label}”"
                f"（{other.bound.text()}）不能同时做到",
                "改正其中一个",
            )


def _above_programme(target: Target, definitions: Definitions) -> Iterator[Doubt]:
    """Against the programme above: what it allocated here, and what it asks of the same."""
    setting = definitions.setting
    for other in definitions.above.values():
        if other.key in (target.replaces, target.tightens) or other.indicator != target.indicator:
            continue
        if other.basis is Basis.TOTAL and target.basis is Basis.TOTAL:
            allocated = {
                setting.division_now(code): bound for code, bound in other.allocations.items()
            }.get(setting.division_now(target.scope) if target.scope else setting.scope)
            if allocated is not None and target.bound.loosens(allocated):
                yield Doubt(
                    "target.above_allocation",
                    target.key,
                    ("bound",),
                    f"“{target.label}”（{target.bound.text()}）不如上级“{other.label}”"
                    f"分解下来的{allocated.text()}",
                    "不低于分解数，或在 note 中说明",
                )
        elif other.basis is not Basis.TOTAL and other.cohort == target.cohort:
            reasons = looser_in(target, other, end=definitions.end)
            if reasons:
                yield Doubt(
                    "target.looser_than_above",
                    target.key,
                    ("bound",),
                    f"“{target.label}”不如上级的“{other.label}”严：{'、'.join(reasons)}",
                    "提高要求；代替上级目标的，写 replaces",
                )


PAIR_CHECKS: tuple[Check, ...] = (
    _totals,
    _allocations,
    _contradictions,
    _above_programme,
)
