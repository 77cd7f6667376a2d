"""Whether one target asks for at least as much as another (从严)."""

from __future__ import annotations

from datetime import date

from kejifupin.targets.bases import Basis
from kejifupin.targets.target import Target

_ALL = 100


def looser_in(target: Target, other: Target, *, end: date) -> tuple[str, ...]:
    """In what a target asks for less than another, or for something else, in Chinese.

    Args:
        target: The target that should be as strict.
        other: The target that it is held against.
        end: The due day of a target that states none.

    Returns:
        What is looser; empty where whoever keeps the first keeps the second too.
    """
    reasons = []
    if target.indicator != other.indicator:
        reasons.append(f"指标不同（“{target.indicator}”与“{other.indicator}”）")
    if (target.basis is Basis.TOTAL) != (other.basis is Basis.TOTAL):
        reasons.append(f"口径不同（{target.basis.label}与{other.basis.label}）")
    elif target.cohort != other.cohort:
        reasons.append(f"对象不同（“{target.cohort}”与“{other.cohort}”）")
    if (target.growth, target.years) != (other.growth, other.years):
        reasons.append(
            "一个说数量，一个说增幅" if None in (target.growth, other.growth) else "增幅不同"
        )
    if target.bound.loosens(other.bound):
        reasons.append(f"要求不如（{target.bound.text()}与{other.bound.text()}）")
    own, theirs = share_of(target), share_of(other)
    if own is not None and theirs is not None and own < theirs:
        reasons.append(f"比例更低（{own}%与{theirs}%）")
    if (target.due_on or end) > (other.due_on or end):
        reasons.append(f"期限更晚（{target.due_on or end}与{other.due_on or end}）")
    return tuple(reasons)


def tightens(target: Target, other: Target, *, end: date) -> bool:
    """Whether a target asks for no less than another, and in something for more.

    Args:
        target: The target that should be stricter.
        other: The target that it tightens.
        end: The due day of a target that states none.
    """
    more = (
        target.bound.is_stricter_than(other.bound)
        or (target.due_on or end) < (other.due_on or end)
        or (share_of(target) or 0) > (share_of(other) or 0)
    )
    return more and not looser_in(target, other, end=end)


def share_of(target: Target) -> int | None:
    """Which share of its members a target asks for, in per cent; None for totals and unstated."""
    if target.basis is Basis.TOTAL:
        return None
    return _ALL if target.basis in (Basis.EACH, Basis.COVERAGE) else target.share
