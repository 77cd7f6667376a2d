"""Who leads and who lags among the divisions below; ties are told, and that all are at nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from kejifupin.indicators.values import interval_text
from kejifupin.reports.overview import LATE, Overview, Standing, per_cent
from kejifupin.reports.passages import Paragraph, item, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, names, quoted, say
from kejifupin.targets.bases import Basis
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.intervals import Interval

_FEWEST: Final = 2
"""Divisions with known figures below which nobody leads."""
_PLACES: Final = 3
_KEPT: Final = 100


def division_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """How the divisions just below stand beside each other, on the whole and by target."""
    if not view.below:
        return
    known = [each for each in view.below if each.has_data]
    due = [each for each in known if each.due]
    yield plain(*_who(view, known), *_leaders(view, due), *_laggards(view, known))
    targets = dict.fromkeys(status.target.key for each in view.below for status in each.statuses)
    for target in targets:
        statuses = [
            status for each in view.below for status in each.statuses if status.target.key == target
        ]
        sentence = _ranked(statuses, view)
        if sentence is not None:
            yield item(sentence)


def _who(view: Overview, known: Sequence[Standing]) -> Iterator[Sentence]:
    noun, n = label(view.noun), count(len(view.below), "below")
    silent = [each for each in view.below if not each.has_data]
    if not known:
        yield say("有任务的{n}个{noun}都还没有数据，无法比较。", n=n, noun=noun)
        return
    if silent:
        yield say(
            "有任务的{n}个{noun}中，{m}个已有数据，{names}还没有数据。",
            n=n,
            noun=noun,
            m=count(len(known), "known"),
            names=_named(silent, view),
        )


def _leaders(view: Overview, known: Sequence[Standing]) -> Iterator[Sentence]:
    if not known:
        return
    shares = {each.on_course for each in known}
    noun = label(view.noun)
    if len(known) == 1:
        (one,) = known
        yield say(
            "{name}到目前有进度要求的{n}项任务中，已完成和达到序时进度的有{m}项。",
            name=_named(known, view),
            n=count(len(one.due), "due"),
            m=count(int(one.on_course * len(one.due)), "on_course"),
        )
        return
    n = count(len(known), "known")
    if shares == {Fraction(1)}:
        yield say("到目前有进度要求的{n}个{noun}，任务都已完成或达到序时进度。", n=n, noun=noun)
    elif shares == {Fraction(0)}:
        yield say(
            "到目前有进度要求的{n}个{noun}，都还没有一项任务完成或达到序时进度。", n=n, noun=noun
        )
    elif len(shares) == 1:
        yield say(
            "到目前有进度要求的任务中，{n}个{noun}已完成和达到序时进度的占比相同，都是{share}。",
            n=n,
            noun=noun,
            share=_share(shares.pop()),
        )
    else:
        best, worst = max(shares), min(shares)
        yield say(
            "到目前有进度要求的任务中，从已完成和达到序时进度的占比看，{best}最高，为{high}；{worst}最低，为{low}。",
            best=_named([each for each in known if each.on_course == best], view),
            high=_share(best),
            worst=_named([each for each in known if each.on_course == worst], view),
            low=_share(worst),
        )


def _laggards(view: Overview, known: Sequence[Standing]) -> Iterator[Sentence]:
    late = [each for each in known if each.number(*LATE)]
    if not late:
        if any(each.number(State.UNDECIDED) for each in known):
            yield say("还没有能够认定为落后的任务，但有的任务数据待核实。")
        return
    most = max(each.number(*LATE) for each in late)
    worst = [each for each in late if each.number(*LATE) == most]
    if len(worst) == len(known) and len(known) > 1:
        yield say(
            "{n}个{noun}都有{most}项任务落后于序时进度或到期未完成。",
            n=count(len(known), "known"),
            noun=label(view.noun),
            most=count(most, "late"),
        )
        return
    each = "各" if len(worst) > 1 else "共"
    if len(worst) == len(late):
        yield say(
            f"有任务落后于序时进度或到期未完成的是{{names}}，{each}{{most}}项。",
            names=_named(worst, view),
            most=count(most, "late"),
        )
        return
    each = "各" if len(worst) > 1 else ""
    yield say(
        f"{{n}}个{{noun}}有任务落后于序时进度或到期未完成，其中{{names}}最多，{each}{{most}}项。",
        n=count(len(late), "late_divisions"),
        noun=label(view.noun),
        names=_named(worst, view),
        most=count(most, "late"),
    )


def _ranked(statuses: Sequence[TargetStatus], view: Overview) -> Sentence | None:
    """Who is first and who is last at one target, among those whose rate is known exactly."""
    rates = {
        status: rate
        for status in statuses
        if status.value is not None and (rate := status.completion.exact_value) is not None
    }
    target = statuses[0].target
    name = Stated(What.LABEL, quoted(target.label), target=target.key)
    others = len(statuses) - len(rates)
    noun = label(view.noun)
    if len(rates) < _FEWEST:
        return _not_ranked(statuses, name, noun)
    n = Stated(What.COUNT, str(len(rates)), target=target.key, detail="exact")
    tail = "；另有{others}个数据不全或不是确数，未参加比较" if others else ""
    more = {"others": Stated(What.COUNT, str(others), target=target.key, detail="inexact")}
    figures = dict(more) if others else {}
    distinct = sorted(set(rates.values()), reverse=True)
    met = [status for status, rate in rates.items() if rate >= _KEPT]
    if target.basis is Basis.EACH and met and not statuses[0].counts_members:
        unmet = [status for status in rates if status not in met]
        words = "{n}个{noun}都达到要求"
        if unmet:
            words = "{n}个{noun}中，{met}达到要求，{unmet}没有达到"
        figures.update({"met": _called(met), "unmet": _called(unmet)} if unmet else {})
        return say("{target}：" + words + f"{tail}。", target=name, n=n, noun=noun, **figures)
    if len(distinct) == 1:
        rate = distinct[0]
        if rate == 0:
            return say(
                f"{{target}}：{{n}}个{{noun}}都还没有起步{tail}。",
                target=name,
                n=n,
                noun=noun,
                **figures,
            )
        return say(
            f"{{target}}：{{n}}个{{noun}}完成率相同，都是{{rate}}{tail}。",
            target=name,
            n=n,
            noun=noun,
            rate=_rate(rate, target.key),
            **figures,
        )
    places = _PLACES if len(distinct) >= 2 * _PLACES else 1
    best, worst = distinct[:places], distinct[: -places - 1 : -1]
    leading, leaders = _places(best, rates, view, "best")
    lagging, laggards = _places(worst, rates, view, "worst")
    order = ("居前的依次是", "靠后的依次是") if places > 1 else ("最高的是", "最低的是")
    return say(
        f"{{target}}：{{n}}个{{noun}}中完成率{order[0]}{leading}，{order[1]}{lagging}{tail}。",
        target=name,
        n=n,
        noun=noun,
        **leaders,
        **laggards,
        **figures,
    )


def _not_ranked(statuses: Sequence[TargetStatus], name: Stated, noun: Stated) -> Sentence | None:
    vague = [status for status in statuses if status.value is not None]
    if len(vague) < _FEWEST:
        return None
    n = Stated(What.COUNT, str(len(vague)), target=name.target, detail="with_value")
    return say(
        "{target}：{n}个{noun}的数据多不完整或不是确数，不作比较。", target=name, n=n, noun=noun
    )


def _places(
    places: Sequence[Number], rates: dict[TargetStatus, Number], view: Overview, what: str
) -> tuple[str, dict[str, Stated]]:
    """Places with those who share each: 延边州、白山市（各120%）."""
    parts, figures = [], {}
    for at, rate in enumerate(places):
        there = [status for status, own in rates.items() if own == rate]
        target = there[0].target.key
        codes = tuple(each.division for each in there)
        figures[f"{what}{_LETTERS[at]}"] = _called(there, f"个{view.noun}")
        figures[f"{what}rate{_LETTERS[at]}"] = Stated(
            What.COMPLETION, f"{_per_cent(rate)}", target=target, divisions=codes
        )
        both = "均为" if len(there) > 1 else ""
        parts.append(f"{{{what}{_LETTERS[at]}}}（{both}{{{what}rate{_LETTERS[at]}}}）")
    return "、".join(parts), figures


_LETTERS: Final = "abc"


def _called(statuses: Sequence[TargetStatus], counted: str = "") -> Stated:
    codes = tuple(each.division for each in statuses)
    return names(codes, tuple(each.division_name for each in statuses), counted)


def _rate(rate: Number, target: str) -> Stated:
    return Stated(What.COMPLETION, _per_cent(rate), target=target)


def _per_cent(rate: Number) -> str:

    return interval_text(Interval.exact(rate), "%")


def _share(share: Fraction) -> Stated:
    return Stated(What.SHARE, per_cent(share), detail="on_course")


def _named(standings: Sequence[Standing], view: Overview) -> Stated:
    return names(
        tuple(each.division for each in standings),
        tuple(each.name for each in standings),
        f"个{view.noun}",
    )
