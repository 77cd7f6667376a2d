"""Who leads and who lags at each target; targets of which the same is to be said are told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Final

from kejifupin.reports.bulletin_targets import labels_of
from kejifupin.reports.figures import percent_text
from kejifupin.reports.overview import Overview
from kejifupin.reports.passages import Paragraph, item, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, names, say
from kejifupin.targets.bases import Basis
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number

_FEWEST: Final = 2
"""Divisions with known figures below which nobody leads."""
_PLACES: Final = 3
_KEPT: Final = 100
_ITEMS: Final = 8
_LETTERS: Final = "abc"
_SAME: Final = {
    "kept": "各地都达到要求",
    "nothing": "有数据的各地都还没有起步",
    "vague": "各地的数据多不完整或不是确数，不作比较",
}
"""What is said of targets together; each is true of all of them."""

Rates = Mapping[TargetStatus, Number]


def ranking_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """The targets at which the divisions below can be told apart, then the others together."""
    alike: dict[str, list[TargetStatus]] = {each: [] for each in _SAME}
    items: list[Sentence] = []
    for statuses in _by_target(view):
        rates = rates_of(statuses)
        how = _how(statuses, rates)
        if how in alike:
            alike[how].append(statuses[0])
        elif how == "apart":
            items.append(_apart(view, statuses, rates))
    made = item if len(items) > 1 else plain
    for sentence in items[:_ITEMS]:
        yield made(sentence)
    rest = [sentence.get("target").target or "" for sentence in items[_ITEMS:]]
    if rest:
        more = count(len(rest), f"rest:{' '.join(rest)}")
        yield plain(say("其余{n}项任务各地的进展见附件。", n=more))
    together = [_together(how, firsts) for how, firsts in alike.items() if firsts]
    if together:
        yield plain(*together)


def rates_of(statuses: Sequence[TargetStatus]) -> Rates:
    """The rates that are known exactly."""
    return {
        status: rate
        for status in statuses
        if status.value is not None and (rate := status.completion.exact_value) is not None
    }


def _by_target(view: Overview) -> Iterator[list[TargetStatus]]:
    """Statuses of the divisions below, target by target; not where their own text named them."""
    children = {each.division for each in view.below}
    told = {
        status.target.key
        for status in view.own.statuses
        if status.table is not None
        and {status.table.roster.codes[at] for at in status.places} <= children
    }
    found: dict[str, list[TargetStatus]] = {}
    for standing in view.below:
        for status in standing.statuses:
            if status.target.key not in told:
                found.setdefault(status.target.key, []).append(status)
    yield from found.values()


def _how(statuses: Sequence[TargetStatus], rates: Rates) -> str:
    """What is to be said of a target: nothing, the same as of others, or who leads."""
    known = sum(status.value is not None for status in statuses)
    # Two of fourteen are no ranking.
    if len(rates) < max(_FEWEST, ceil(known / 2)):
        return "vague" if known >= _FEWEST else ""
    if set(rates.values()) == {0}:
        return "nothing"
    all_kept = all(rate >= _KEPT for rate in rates.values()) and len(rates) == len(statuses)
    if all_kept and (_is_each(statuses) or len(set(rates.values())) == 1):
        return "kept"
    return "apart"


def _is_each(statuses: Sequence[TargetStatus]) -> bool:
    """Whether more than what is asked for brings nobody in front."""
    first = statuses[0]
    return first.target.basis is not Basis.TOTAL or first.bound.at_most is not None


def _together(how: str, firsts: Sequence[TargetStatus]) -> Sentence:
    return say(f"{{labels}}，{_SAME[how]}。", labels=labels_of(firsts))


def _apart(view: Overview, statuses: Sequence[TargetStatus], rates: Rates) -> Sentence:
    """Who is first and who is last among those whose rate is known exactly."""
    first = statuses[0].target
    others = len(statuses) - len(rates)
    figures: dict[str, Stated] = {
        "target": Stated(What.LABEL, first.label.strip("。；;，,、 "), target=first.key),
        "n": Stated(What.COUNT, str(len(rates)), target=first.key, detail="exact"),
        "noun": label(view.noun),
    }
    tail = ""
    if others:
        tail = "；另有{others}个数据不全或不是确数，未参加比较"
        figures["others"] = Stated(What.COUNT, str(others), target=first.key, detail="inexact")
    distinct = sorted(set(rates.values()), reverse=True)
    if len(distinct) == 1:
        figures["rate"] = Stated(
            What.COMPLETION,
            percent_text(distinct[0]),
            target=first.key,
            divisions=tuple(each.division for each in rates),
        )
        return say(f"{{target}}。{{n}}个{{noun}}完成率相同，都是{{rate}}{tail}。", **figures)
    if (
        _is_each(statuses)
        and max(distinct) >= _KEPT
        and not any(each.counts_members for each in rates)
    ):
        figures["met"] = _called([each for each, rate in rates.items() if rate >= _KEPT], view)
        figures["unmet"] = _called([each for each, rate in rates.items() if rate < _KEPT], view)
        return say(
            f"{{target}}。{{n}}个{{noun}}中，{{met}}达到要求，{{unmet}}没有达到{tail}。", **figures
        )
    places = _PLACES if len(distinct) >= 2 * _PLACES else 1
    leading, leaders = _places(distinct[:places], rates, view, "best")
    lagging, laggards = _places(distinct[: -places - 1 : -1], rates, view, "worst")
    high, low = ("居前的依次是", "靠后的依次是") if places > 1 else ("最高的是", "最低的是")
    return say(
        f"{{target}}。{{n}}个{{noun}}中完成率{high}{leading}，{low}{lagging}{tail}。",
        **figures,
        **leaders,
        **laggards,
    )


def _places(
    places: Sequence[Number], rates: Rates, view: Overview, what: str
) -> tuple[str, dict[str, Stated]]:
    """Places with those who share each: 延边州、白山市（均为120%）."""
    parts, figures = [], {}
    for letter, rate in zip(_LETTERS, places, strict=False):
        there = [status for status, own in rates.items() if own == rate]
        figures[f"{what}{letter}"] = _called(there, view)
        figures[f"{what}rate{letter}"] = Stated(
            What.COMPLETION,
            percent_text(rate),
            target=there[0].target.key,
            divisions=tuple(each.division for each in there),
        )
        both = "均为" if len(there) > 1 else ""
        if rate == 0:
            figures.pop(f"{what}rate{letter}")
            parts.append(f"{{{what}{letter}}}（还没有起步）")
            continue
        parts.append(f"{{{what}{letter}}}（{both}{{{what}rate{letter}}}）")
    return "、".join(parts), figures


def _called(statuses: Sequence[TargetStatus], view: Overview) -> Stated:
    codes = tuple(each.division for each in statuses)
    return names(codes, tuple(each.division_name for each in statuses), f"个{view.noun}")
