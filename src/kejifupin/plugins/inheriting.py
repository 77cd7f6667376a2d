"""What a programme takes over from the one above it, and what it may put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.forms.layouts import FormLayout
from kejifupin.plugins.programme_catalogue import Owned, ProgrammeCatalogue
from kejifupin.records.kinds import RecordKind
from kejifupin.targets.bases import Basis
from kejifupin.targets.strictness import looser_in, tightens
from kejifupin.targets.target import Target
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "catalogue.twice": "两处用了同一个键",
    "catalogue.not_stricter": "写明 tightens，却没有更严",
    "catalogue.unknown_override": "replaces 或 tightens 提到的目标不存在",
}


def refines(
    known: Owned, value: object, kinds: Mapping[str, Owned], definition: ProgrammeDefinition
) -> bool:
    """Whether a programme uses a shared kind in its own way that one above it uses too.

    The form that follows from such a kind goes with it.
    """
    if known.programme == definition.key:
        return False
    if isinstance(value, FormLayout):
        own = kinds.get(value.kind)
        return (
            known.value.kind == value.kind and own is not None and (own.programme == definition.key)
        )
    shared = value.shared if isinstance(value, RecordKind) else None
    return shared is not None and known.value.shared is shared


def inherited(table: str, above: ProgrammeCatalogue | None, scope: str) -> Mapping[str, Owned]:
    """What a programme takes over of a table: all but the totals, cut to its own scope.

    Args:
        table: The table of the catalogue.
        above: The programme that it extends, if any.
        scope: Code of its own scope.
    """
    if above is None:
        return {}
    owned = above.owned[table]
    if table == "cohorts" and above.definition.scope != scope:
        # How many there are was said of the larger scope.
        return {
            key: attrs.evolve(each, value=attrs.evolve(each.value, stated_size=None))
            for key, each in owned.items()
        }
    if table != "targets":
        return owned
    return {
        key: attrs.evolve(each, value=_handed_down(each.value, above.definition))
        for key, each in owned.items()
        if each.value.basis is not Basis.TOTAL
    }


def _handed_down(target: Target, above: ProgrammeDefinition) -> Target:
    return attrs.evolve(target, scope=None, due_on=target.due_on or above.period.end)


def override(
    found: dict[str, Owned], target: Target, issues: list[Issue], place: Place, end: date
) -> None:
    """Take out of a table what a target replaces or tightens; tell where that does not fit.

    Args:
        found: The targets so far, by key.
        target: The target that comes in.
        issues: Where to tell.
        place: Where the target stands.
        end: The programme's last day, due date of what has none.
    """
    for key in filter(None, (target.replaces, target.tightens)):
        known = found.pop(key, None)
        if known is None:
            close = nearest(key, found)
            issues.append(
                Issue(
                    "catalogue.unknown_override",
                    f"目标“{target.key}”要替换的“{key}”不在上级方案中",
                    place=place,
                    remedy=f"是否应为“{close[0]}”？" if close else "去掉 replaces 或 tightens",
                )
            )
        elif target.tightens == key and not tightens(target, known.value, end=end):
            reasons = "、".join(looser_in(target, known.value, end=end)) or "两者一样"
            issues.append(
                Issue(
                    "catalogue.not_stricter",
                    f"目标“{target.key}”（{target.bound.text()}）不比上级的"
                    f"“{key}”（{known.value.bound.text()}）更严：{reasons}",
                    place=place,
                    remedy="提高要求，或改用 replaces",
                )
            )


def replace(
    found: dict[str, Owned], scheme: AssessmentScheme, issues: list[Issue], place: Place
) -> None:
    """Take out of a table the scheme that another replaces; tell where there is none."""
    if found.pop(scheme.replaces or "", None) is None:
        close = nearest(scheme.replaces or "", found)
        issues.append(
            Issue(
                "catalogue.unknown_override",
                f"考核办法“{scheme.key}”要替换的“{scheme.replaces}”不在上级方案中",
                place=place,
                remedy=f"是否应为“{close[0]}”？" if close else "去掉 replaces",
            )
        )


def twice(table: str, key: str, first: str, second: str) -> Issue:
    """The issue that one key is used twice, by two plugins or in two places of one."""
    owners = f"插件“{first}”和“{second}”都" if first != second else f"插件“{first}”里两处"
    remedy = "上级方案已有的直接用，不必再写；要另立的换一个键；要替换上级的目标，写 replaces"
    if table == "programmes" and first != second:
        remedy = f"只用其中一个：卸载“{first}”，或把另一个的文件夹改名为“{first}”来代替它"
    return Issue("catalogue.twice", f"{owners}用了键“{key}”（{table}）", remedy=remedy)
