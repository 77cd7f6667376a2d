"""Who leads and who lags among the divisions below; ties are told, and that all are at nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from kejifupin.reports.bulletin_overall import word_of
from kejifupin.reports.bulletin_ranking import ranking_paragraphs
from kejifupin.reports.figures import per_cent
from kejifupin.reports.overview import LATE, Overview, Standing, is_due
from kejifupin.reports.passages import Paragraph, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, names, say
from kejifupin.targets.judging import State

_EXCEPTED: Final = 3
"""Divisions that are named as exceptions, where all others stand well."""


def division_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """How the divisions just below stand beside each other, on the whole and by target."""
    if not view.below:
        return
    known = [each for each in view.below if each.has_data]
    due = [each for each in known if each.due]
    yield plain(*_who(view, known), *_leaders(view, due), *_laggards(view, known))
    yield from ranking_paragraphs(view)


def _who(view: Overview, known: Sequence[Standing]) -> Iterator[Sentence]:
    noun, n = label(view.noun), count(len(view.below), "below")
    silent = [each for each in view.below if not each.has_data]
    if not known:
        yield say("有任务的{n}个{noun}都还没有数据，无法比较。", n=n, noun=noun)
        return
    if silent and len(known) <= _EXCEPTED < len(silent):
        yield say(
            "有任务的{n}个{noun}中，只有{names}有数据，其余{m}个还没有数据。",
            n=n,
            noun=noun,
            names=_named(known, view),
            m=count(len(silent), "silent"),
        )
    elif silent:
        yield say(
            "有任务的{n}个{noun}中，{m}个已有数据，{names}还没有数据。",
            n=n,
            noun=noun,
            m=count(len(known), "known"),
            names=_named(silent, view, "个"),
        )


def _leaders(view: Overview, due: Sequence[Standing]) -> Iterator[Sentence]:
    """Which share of what is due each has done or keeps the pace of: the best and the last."""
    if not due:
        return
    shares = {each.on_course for each in due}
    if shares == {Fraction(0)} and not any(each.number(*LATE) for each in due):
        yield say("这些地区的任务，还没有一项能够认定是否完成，数据都待核实。")
        return
    n, noun = count(len(due), "with_due"), label(view.noun)
    lead, done = _lead(view), _done(view)
    if len(due) == 1:
        (one,) = due
        number = int(one.on_course * len(one.due))
        told = f"都已{done}" if number == len(one.due) else f"中，{done}的有{{m}}项"
        told = told if number else f"没有一项{done}"
        more = {"m": _own(one, "on_course", number)} if 0 < number < len(one.due) else {}
        yield say(
            f"{lead}，{{name}}的{{n}}项{told}。",
            name=_named(due, view),
            n=_own(one, "due", len(one.due)),
            **more,
        )
    elif shares == {Fraction(1)}:
        yield say(f"{lead}，{{n}}个{{noun}}都已{done}。", n=n, noun=noun)
    elif shares == {Fraction(0)}:
        yield say(f"{lead}，{{n}}个{{noun}}都没有一项{done}。", n=n, noun=noun)
    elif len(shares) == 1:
        yield say(
            f"{lead}，{{n}}个{{noun}}{done}的占比相同，都是{{share}}。",
            n=n,
            noun=noun,
            share=_share(shares.pop(), due),
        )
    else:
        yield _best_and_last(view, due)


def _best_and_last(view: Overview, due: Sequence[Standing]) -> Sentence:
    high, low = (pick(each.on_course for each in due) for pick in (max, min))
    best = [each for each in due if each.on_course == high]
    worst = [each for each in due if each.on_course == low]
    good = _done(view)
    if high == 1 and len(best) + len(worst) == len(due) and len(worst) <= _EXCEPTED < len(best):
        told = "{worst}的占比为{low}" if low else "{worst}一项也没有达到"
        share = {"low": _share(low, worst)} if low else {}
        return say(
            f"{_lead(view)}，除{{worst}}外，其余{{n}}个{{noun}}都已{good}；{told}。",
            worst=_named(worst, view),
            n=count(len(best), "best"),
            noun=label(view.noun),
            **share,
        )
    figures = {"best": _named(best, view), "worst": _named(worst, view)}
    if high < 1 and low and len(best) + len(worst) == len(due) and len(worst) > _EXCEPTED:
        return say(
            f"{_lead(view)}，{good}的占比，{{best}}最高，为{{high}}；其余{{n}}个{{noun}}都是{{low}}。",
            best=_named(best, view),
            high=_share(high, best),
            n=count(len(worst), "last"),
            noun=label(view.noun),
            low=_share(low, worst),
        )
    first = f"{{best}}已全部{good}"
    if high < 1:
        first = f"{good}的占比，{{best}}最高，为{{high}}"
        figures["high"] = _share(high, best)
    last = "{worst}一项也没有达到"
    if low:
        last = "{worst}最低，为{low}" if high < 1 else "{worst}占比最低，为{low}"
        figures["low"] = _share(low, worst)
    return say(f"{_lead(view)}，{first}；{last}。", **figures)


def _lead(view: Overview) -> str:
    """Of which tasks is spoken: of all of them, or of those of which something is asked by now."""
    statuses = [status for each in view.below for status in each.statuses]
    return "从任务完成情况看" if all(map(is_due, statuses)) else "从已有进度要求的任务看"


def _done(view: Overview) -> str:
    """What has become of a task that is well: once all days have passed it is done or not."""
    over = all(status.clock.is_over for each in view.below for status in each.statuses)
    return "完成" if over else "完成或达到序时进度"


def _laggards(view: Overview, known: Sequence[Standing]) -> Iterator[Sentence]:
    late = [each for each in known if each.number(*LATE)]
    if not late:
        if any(each.on_course for each in known) and any(
            each.number(State.UNDECIDED) for each in known
        ):
            yield say("没有能够认定为落后的任务，但有的数据待核实。")
        return
    words = _late_words(late)
    most = max(each.number(*LATE) for each in late)
    worst = [each for each in late if each.number(*LATE) == most]
    if len(worst) == len(known) and len(known) > 1:
        yield say(
            f"{{n}}个{{noun}}都有{{most}}项任务{words}。",
            n=count(len(known), "known"),
            noun=label(view.noun),
            most=count(most, "late"),
        )
        return
    each = "各" if len(worst) > 1 else "共"
    if len(worst) == len(late):
        yield say(
            f"有任务{words}的是{{names}}，{each}{{most}}项。",
            names=_named(worst, view),
            most=count(most, "late"),
        )
        return
    all_of = "都" if len(late) == len(known) else ""
    if len(worst) > _EXCEPTED:
        yield say(
            f"{{n}}个{{noun}}{all_of}有任务{words}，最多的{{m}}个各有{{most}}项。",
            n=count(len(late), "late_divisions"),
            noun=label(view.noun),
            m=count(len(worst), "worst"),
            most=count(most, "late"),
        )
        return
    each = "各" if len(worst) > 1 else ""
    yield say(
        f"{{n}}个{{noun}}{all_of}有任务{words}，其中{{names}}最多，{each}{{most}}项。",
        n=count(len(late), "late_divisions"),
        noun=label(view.noun),
        names=_named(worst, view),
        most=count(most, "late"),
    )


def _late_words(late: Sequence[Standing]) -> str:
    behind, missed = (
        [one for each in late for one in each.statuses if one.state is state] for state in LATE
    )
    found = ((State.BEHIND, behind), (State.MISSED, missed))
    return "或".join(word_of(state, statuses) for state, statuses in found if statuses)


def _own(standing: Standing, detail: str, number: int) -> Stated:
    return Stated(What.COUNT, str(number), divisions=(standing.division,), detail=detail)


def _share(share: Fraction, standings: Sequence[Standing]) -> Stated:
    codes = tuple(each.division for each in standings)
    return Stated(What.SHARE, per_cent(share), divisions=codes, detail="on_course")


def _named(standings: Sequence[Standing], view: Overview, counted: str | None = None) -> Stated:
    return names(
        tuple(each.division for each in standings),
        tuple(each.name for each in standings),
        f"个{view.noun}" if counted is None else counted,
    )
