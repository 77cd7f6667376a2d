"""A target that each member of a cohort has to keep: how many do, who does not, who is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import Final

from kejifupin.indicators.headcounts import Headcount
from kejifupin.indicators.values import cut_number
from kejifupin.reports.figures import PERCENT, percents_text, stated
from kejifupin.reports.sentences import Sentence, Stated, What, names, say
from kejifupin.targets.bases import Basis
from kejifupin.targets.judging import State
from kejifupin.targets.members import MemberTable
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import format_number

_NAMED: Final = 5
"""Members of whom nothing is known that are told by name."""


def member_sentences(status: TargetStatus, unit: str) -> Iterator[Sentence]:
    """How many members are as promised; the target's label and its last day are not said.

    Args:
        status: A status whose value counts members.
        unit: How members are counted, e.g. ``个县``.
    """
    figures = _demand_figures(status, unit)
    parts = [_demand(status, unit), *_pace_part(status, unit, figures)]
    parts += _standing(status, unit, figures)
    yield say(f"{'，'.join(parts)}。", **figures)
    yield from _stretch(status, unit)


def _count_of(status: TargetStatus) -> Headcount:
    if status.headcount is not None:
        return status.headcount
    return Headcount() if status.table is None else status.table.headcount(status.places)


def _demand(status: TargetStatus, unit: str) -> str:
    basis = status.target.basis
    if basis is Basis.EACH:
        return f"要求每{unit}{{promise}}"
    if basis is Basis.COVERAGE:
        return f"要求覆盖全部{{size}}，每{unit}{{promise}}"
    if basis is Basis.BASIC_COVERAGE:
        share = "{share}" if _has_share(status) else "比例没有规定"
        return f"要求基本覆盖{{size}}（{share}），每{unit}{{promise}}"
    return f"要求{{share}}的{_noun(unit)}做到（每{unit}{{promise}}）"


def _noun(unit: str) -> str:
    """What is counted, without its measure word: 个县市 as 县市, 户 as 户."""
    return unit[1:] or ("对象" if unit == "个" else unit)


def _has_share(status: TargetStatus) -> bool:
    basis = status.target.basis
    return basis is Basis.SHARE or (basis is Basis.BASIC_COVERAGE and status.bound.at_least != 100)


def _demand_figures(status: TargetStatus, unit: str) -> dict[str, Stated]:
    size = _count_of(status).size
    promise = status.target.bound.text(status.each_unit)
    figures = {
        "size": stated(status, What.COUNT, f"{size}{unit}", "size"),
        "promise": stated(status, What.BOUND, promise, "promise"),
    }
    if _has_share(status):
        figures["share"] = stated(status, What.BOUND, status.bound.text(PERCENT), "share")
    return figures


def _pace_part(status: TargetStatus, unit: str, figures: dict[str, Stated]) -> Iterator[str]:
    """What the pace asks for, before the day has come: members, also where it is a share."""
    asked = asked_members(status)
    if status.clock.is_over or not asked or _holds_all(status):
        return
    figures["pace"] = stated(status, What.PACE, f"{asked}{unit}", "members")
    if status.target.basis is Basis.BASIC_COVERAGE and not _has_share(status):
        yield "按全覆盖推算目前应有{pace}达到"
    else:
        yield "按序时进度应有{pace}达到"


def asked_members(status: TargetStatus) -> int | None:
    """How many members the pace asks for by the day; None where it asks for nothing."""
    pace = status.pace
    if pace is None:
        return None
    if status.unit != PERCENT:
        return ceil(pace)
    return ceil(Fraction(pace) * _count_of(status).size / 100)


def _holds_all(status: TargetStatus) -> bool:
    count = _count_of(status)
    return count.held + count.maybe_held == count.size


def _standing(status: TargetStatus, unit: str, figures: dict[str, Stated]) -> Iterator[str]:
    count = _count_of(status)
    held, measure, over = count.held + count.maybe_held, unit[0], status.clock.is_over
    told = status.target.basis in (Basis.COVERAGE, Basis.BASIC_COVERAGE)
    whole = "" if told else "{size}"
    if held == count.size:
        yield f"{whole}{'已' if over else '现已'}全部达到"
        if status.state is State.ON_TRACK:
            yield "期满后认定"
        return
    if count.failed == count.size:
        yield f"{whole}{'到期' if over else '目前'}都没有达到"
        return
    if not held and not count.failed:
        yield f"{whole}的情况都不明" if whole else "情况都不明"
        return
    parts = [*_held(status, measure, held, figures)]
    parts += _failing(status, measure, count.failed, figures)
    parts += _unknown(status, measure, count.size - held - count.failed, figures)
    first, *others = parts
    yield first if told else f"{{size}}中{first}"
    yield from others


def _held(
    status: TargetStatus, measure: str, held: int, figures: dict[str, Stated]
) -> Iterator[str]:
    if not held:
        return
    count = _count_of(status)
    known = held + count.failed == count.size
    figures["held"] = stated(status, What.COUNT, f"{held}{measure}", "held")
    share = _share_of(status, figures) if known else ""
    yield f"{'' if status.clock.is_over else '已'}有{{held}}达到{share}"
    if known:
        yield from _ahead(status, measure, held, figures)


def _share_of(status: TargetStatus, figures: dict[str, Stated]) -> str:
    if status.target.basis is Basis.EACH or status.value is None:
        return ""
    edge = () if status.bound.at_least is None else (status.bound.at_least,)
    figures["rate"] = stated(status, What.SHARE, percents_text(status.value, *edge), "held")
    return "（占{rate}）"


def _ahead(
    status: TargetStatus, measure: str, held: int, figures: dict[str, Stated]
) -> Iterator[str]:
    asked = asked_members(status)
    if not asked or status.clock.is_over:
        return
    apart = held - asked
    if apart:
        figures["ahead"] = stated(status, What.AHEAD, f"{abs(apart)}{measure}", "members")
        yield "超出{ahead}" if apart > 0 else "落后{ahead}"


def _failing(
    status: TargetStatus, measure: str, failed: int, figures: dict[str, Stated]
) -> Iterator[str]:
    if not failed:
        return
    failing = status.failing
    if len(failing) == failed:
        called = tuple(each.name for each in failing)
        figures["failing"] = _names(status, [each.key for each in failing], called, measure)
        yield "{failing}没有达到"
        return
    figures["failed"] = stated(status, What.COUNT, f"{failed}{measure}", "failed")
    yield "{failed}没有达到"


def _unknown(
    status: TargetStatus, measure: str, unknown: int, figures: dict[str, Stated]
) -> Iterator[str]:
    if not unknown:
        return
    table = status.table
    if table is not None and unknown <= _NAMED:
        there = [at for at in status.places if _is_unknown(table, at)]
        codes = [table.roster.codes[at] for at in there]
        called = tuple(table.roster.names[at] for at in there)
        figures["unknown"] = _names(status, codes, called, measure)
        yield "{unknown}情况不明"
        return
    figures["unknown"] = stated(status, What.MISSING, f"{unknown}{measure}", "members")
    yield "其余{unknown}情况不明"


def _stretch(status: TargetStatus, unit: str) -> Iterator[Sentence]:
    """Who reached what one hoped for (力争); not that nobody did, nor that it is unknown."""
    number, hoped = status.stretch_number, status.target.bound.stretch
    if number is None or hoped is None or not number.low:
        return
    goal = stated(status, What.BOUND, f"{format_number(hoped)}{status.each_unit}", "stretch")
    if number.low == _count_of(status).size:
        yield say("并且都达到了力争目标{goal}。", goal=goal)
        return
    least = "" if number.is_exact else "至少"
    reached = stated(status, What.COUNT, f"{cut_number(number.low)}{unit[0]}", "stretch")
    yield say(f"其中{least}有{{n}}达到力争目标{{goal}}。", n=reached, goal=goal)


def _is_unknown(table: MemberTable, place: int) -> bool:
    """Whether it cannot be told that a member is as promised, nor that it fails the cohort."""
    answer = table.answers[place]
    return answer is None or (answer is False and not table.roster.sure[place])


def _names(
    status: TargetStatus, codes: Sequence[str], called: Sequence[str], measure: str
) -> Stated:
    found = names(codes, called, measure)
    return Stated(
        What.NAMES,
        found.text,
        target=status.target.key,
        divisions=found.divisions,
        state=status.state,
        detail=status.division,
    )
