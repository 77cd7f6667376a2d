"""A total and its parts, led to the divisions that stand for them on the day."""

from __future__ import annotations

from collections.abc import Mapping

from kejifupin.records.setting import Setting
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number, add
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {
    "target.lost_part": "分解到的地区已变更，对不上现在的一个地区",
}


def scope_of(target: Target, setting: Setting) -> str:
    """Code of the division that a target covers, as it is on the day; the programme's by default.

    Args:
        target: The target.
        setting: The programme and its day.
    """
    if target.scope is None:
        return setting.scope
    return setting.division_now(target.scope) or target.scope


def bounds_now(target: Target, setting: Setting) -> tuple[Mapping[str, Bound], tuple[Issue, ...]]:
    """The bound of a total for its scope, and of its parts for the divisions of the day.

    Parts of divisions that were merged add up. A part of one that was divided, or that the table
    does not know, belongs to no single division any more.

    Args:
        target: A target that is a total.
        setting: The programme and its day.

    Returns:
        Division → bound, and an issue for every part that was lost.
    """
    scope = scope_of(target, setting)
    bounds = {scope: target.bound}
    issues: list[Issue] = []
    for code, bound in target.allocations.items():
        now = _heir(code, setting)
        if now is None:
            issues.append(
                Issue(
                    "target.lost_part",
                    f"“{target.label}”分解到{setting.division_name(code)}（{code}）的部分，"
                    "现在对不上一个地区",
                    Severity.WARNING,
                    rule=target.key,
                    remedy="按现在的行政区划重新分解",
                )
            )
        elif now != scope:
            bounds[now] = _both(bounds[now], bound) if now in bounds else bound
    return bounds, tuple(issues)


def _heir(code: str, setting: Setting) -> str | None:
    """The one division of the same level that a code stands for on the day."""
    now, written = setting.division_now(code), setting.divisions.find(code)
    if now is None or written is None:
        return None
    return now if setting.divisions.get(now, setting.as_of).level is written.level else None


def _both(one: Bound, other: Bound) -> Bound:
    return Bound(_sum(one.at_least, other.at_least), _sum(one.at_most, other.at_most))


def _sum(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else add(one, other)
