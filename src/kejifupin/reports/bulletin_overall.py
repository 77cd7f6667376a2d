"""How things stand on the whole: how many targets are met, on track, behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from kejifupin.reports.figures import per_cent
from kejifupin.reports.overview import ON_COURSE, Overview, is_due, is_too_much
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, say
from kejifupin.targets.judging import State
from kejifupin.targets.pace import Clock
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date

WORDS: Final = {
    State.MET: "已完成",
    State.ON_TRACK: "达到序时进度",
    State.BEHIND: "落后于序时进度",
    State.MISSED: "到期未完成",
    State.UNDECIDED: "数据待核实",
    State.NO_DATA: "尚无数据",
}
_NOT_DUE: Final = "达到序时进度或尚未到期"
_TOO_MUCH: Final = "超出限额"
_LATE_OR_TOO_MUCH: Final = "落后于序时进度或超出限额"
_ALL: Final = {
    State.MET: "已全部完成",
    State.ON_TRACK: "都达到了序时进度",
    State.BEHIND: "都落后于序时进度",
    State.MISSED: "到期都没有完成",
    State.UNDECIDED: "都有数据待核实，完成与否还不能认定",
    State.NO_DATA: "都还没有数据，进展无从判断",
}


def word_of(state: State, statuses: Sequence[TargetStatus]) -> str:
    """How a state is called, by what the targets in it are: not due yet, or above their limit."""
    if state is State.ON_TRACK and not all(map(is_due, statuses)):
        return _NOT_DUE
    if state is State.BEHIND and any(map(is_too_much, statuses)):
        return _TOO_MUCH if all(map(is_too_much, statuses)) else _LATE_OR_TOO_MUCH
    return WORDS[state]


def overall(view: Overview) -> Iterator[Sentence]:
    """The time that has passed, and how the division's targets stand by number."""
    yield _time(view)
    own = view.own
    if not own.statuses:
        yield say("方案没有给{name}单独下达目标任务。", name=label(own.name))
    else:
        yield from _counted(own.statuses, "目标任务")
        yield from _on_course(own.statuses)
    if view.periods:
        yield from _counted(view.periods, "分期目标")


def day(view: Overview) -> Stated:
    """The day of the report."""
    return Stated(What.DAY, chinese_date(view.results.setting.as_of), detail="as_of")


def _time(view: Overview) -> Sentence:
    setting = view.results.setting
    period = setting.definition.period
    clock = Clock(period.start, period.end, setting.as_of)
    start = Stated(What.DAY, chinese_date(period.start), detail="start")
    end = Stated(What.DAY, chinese_date(period.end), detail="end")
    if clock.is_over:
        return say("方案实施期为{start}至{end}，现已结束。", start=start, end=end)
    passed, days = clock.elapsed
    if not passed:
        return say("方案实施期为{start}至{end}，尚未开始。", start=start, end=end)
    if passed == days:
        return say("方案实施期为{start}至{end}，已到最后一天。", start=start, end=end)
    share = Stated(What.SHARE, per_cent(Fraction(passed, days)), detail="time")
    return say(
        "方案实施期为{start}至{end}，到{day}时间已过{share}。",
        start=start,
        end=end,
        day=day(view),
        share=share,
    )


def _counted(statuses: Sequence[TargetStatus], what: str) -> Iterator[Sentence]:
    numbers = {state: sum(each.state is state for each in statuses) for state in State}
    there = [state for state in State if numbers[state]]
    total = count(len(statuses), what)
    if len(statuses) == 1:
        (one,) = statuses
        word = {State.MET: "已经完成", State.UNDECIDED: "有数据待核实"}.get(
            one.state, word_of(one.state, statuses)
        )
        yield say(f"{what}共{{total}}项，{word}。", total=total)
        return
    if len(there) == 1:
        only = there[0]
        word = word_of(only, statuses)
        word = _ALL[only] if word == WORDS[only] else f"都{word}"
        yield say(f"{what}共{{total}}项，{word}。", total=total)
        return
    counts = {state.value: count(numbers[state], what, state) for state in there}
    words = {
        state: word_of(state, [one for one in statuses if one.state is state]) for state in there
    }
    parts = "，".join(f"{words[state]}{{{state.value}}}项" for state in there)
    yield say(f"{what}共{{total}}项，其中{parts}。", total=total, **counts)


def _on_course(statuses: Sequence[TargetStatus]) -> Iterator[Sentence]:
    due = [each for each in statuses if is_due(each)]
    good = sum(each.state in ON_COURSE for each in due)
    if not 0 < good < len(due):
        return
    share = Stated(What.SHARE, per_cent(Fraction(good, len(due))), detail="on_course")
    if all(each.clock.is_over for each in statuses):
        doubtful = any(each.state in (State.UNDECIDED, State.NO_DATA) for each in statuses)
        told = "能够认定完成的占{share}。" if doubtful else "完成率为{share}。"
        yield say(told, share=share)
        return
    yield say(
        "到目前有进度要求的{due}项中，已完成和达到序时进度的{good}项，占{share}。",
        due=count(len(due), "due"),
        good=count(good, "on_course"),
        share=share,
    )
