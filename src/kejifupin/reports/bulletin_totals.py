"""A target that one figure answers: what is asked, what there is, how that compares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kejifupin.indicators.values import cut_number
from kejifupin.reports.figures import (
    PERCENT,
    asked_number,
    asked_text,
    difference_text,
    gap_text,
    growth_words,
    percents_text,
    promise_text,
    stated,
    value_text,
)
from kejifupin.reports.sentences import Sentence, Stated, What, say
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.intervals import Interval

_NOTHING: Final = Interval.exact(0)
_WHOLE: Final = 100
_MUCH: Final = 10
"""From what demand on it says something that it was met several times over."""


def total_sentences(status: TargetStatus) -> Iterator[Sentence]:
    """How a figure stands against what was promised; its label and its last day are not said."""
    yield {
        State.MET: _met,
        State.ON_TRACK: _on_track,
        State.BEHIND: _behind,
        State.MISSED: _missed,
        State.UNDECIDED: _undecided,
        State.NO_DATA: _no_data,
    }[status.state](status)
    if status.missing_count and status.state not in (State.UNDECIDED, State.NO_DATA):
        yield say("另有{n}个地区没有数据。", n=_missing(status))


def _met(status: TargetStatus) -> Sentence:
    rate = status.completion
    # A share of a share, or of a growth, says nothing more to anybody.
    plain = status.unit != PERCENT and status.target.growth is None
    much = plain and status.bound.at_least is not None and status.bound.at_least >= _MUCH
    if much and rate.exact_value is not None and rate.exact_value > _WHOLE:
        return say(
            f"要求{{bound}}，{_is(status)}{{value}}，完成{{rate}}。",
            rate=stated(status, What.COMPLETION, percents_text(rate)),
            **_both(status),
        )
    return say(f"要求{{bound}}，{_is(status)}{{value}}。", **_both(status))


def _on_track(status: TargetStatus) -> Sentence:
    asked = asked_number(status)
    if status.value is not None and status.bound.holds(status.value) is True:
        return say(
            f"要求{{bound}}，{_is(status)}{{value}}，目前符合，期满后认定。", **_both(status)
        )
    if not asked and _is_open(status):
        return say(
            "要求{bound}，现有数据还说明不了情况，还没有到要求的时间。", bound=_bound(status)
        )
    if not asked:
        return say(f"要求{{bound}}，{_is(status)}{{value}}，还没有到要求的时间。", **_both(status))
    compared, ahead = _compared(status)
    gap = gap_text(status)
    tail, more = ("，距要求{gap}", {"gap": stated(status, What.GAP, gap)}) if gap else ("", {})
    return say(
        f"要求{{bound}}，按序时进度应达{{pace}}，{_is(status)}{{value}}，{compared}{tail}。",
        pace=_pace(status),
        **_both(status),
        **ahead,
        **more,
    )


def _compared(status: TargetStatus) -> tuple[str, dict[str, Stated]]:
    """A figure that is on track beside the pace."""
    asked, value = asked_number(status), status.value
    if asked is None or value is None or value.low is None:
        return "在容许范围内", {}
    if value.low < asked:
        near = status.pace is not None and value.low >= status.pace
        return "与应达数基本持平" if near else "略低于应达数，仍在容许范围内", {}
    if not value.is_exact:
        return "不低于应达数", {}
    if value.low == asked:
        return "与应达数持平", {}
    ahead = difference_text(status, value.low, asked)
    return "超出{ahead}", {"ahead": stated(status, What.AHEAD, ahead)}


def _behind(status: TargetStatus) -> Sentence:
    value, asked, most = status.value, asked_number(status), status.expected.at_most
    if most is not None and value is not None and value.low is not None and value.low > most:
        if most == status.bound.at_most:
            return say(f"要求{{bound}}，{_is(status)}{{value}}，已经超出。", **_both(status))
        allowed = stated(status, What.PACE, f"{cut_number(most)}{status.unit}", "at_most")
        return say(
            f"要求{{bound}}，目前不应超过{{pace}}，{_is(status)}{{value}}，已经超出。",
            pace=allowed,
            **_both(status),
        )
    if not asked or value is None or value.high is None:
        return say(f"要求{{bound}}，{_is(status)}{{value}}。", **_both(status))
    if value == _NOTHING and not growth_words(status):
        return say(
            "要求{bound}，按序时进度应达{pace}，目前还是{value}。",
            pace=_pace(status),
            **_both(status),
        )
    least = "" if value.is_exact else "至少"
    # Where all of it is asked for by now, what lacks has been said.
    gap = "" if value.is_exact and asked == status.bound.at_least else gap_text(status)
    tail, more = ("，距要求{gap}", {"gap": stated(status, What.GAP, gap)}) if gap else ("", {})
    return say(
        f"要求{{bound}}，按序时进度应达{{pace}}，{_is(status)}{{value}}，{least}落后{{ahead}}{tail}。",
        pace=_pace(status),
        ahead=stated(status, What.AHEAD, difference_text(status, asked, value.high)),
        **_both(status),
        **more,
    )


def _missed(status: TargetStatus) -> Sentence:
    gap = gap_text(status)
    if not gap or status.value == _NOTHING:
        return say(f"要求{{bound}}，{_is(status)}{{value}}。", **_both(status))
    return say(
        f"要求{{bound}}，{_is(status)}{{value}}，{{gap}}。",
        gap=stated(status, What.GAP, gap),
        **_both(status),
    )


def _undecided(status: TargetStatus) -> Sentence:
    value, is_open = status.value, _is_open(status)
    told = "现有数据还说明不了情况" if is_open else f"现有数据只能确定{_is(status, '')}{{value}}"
    figures = {"bound": _bound(status)} if is_open else _both(status)
    if status.missing_count:
        return say(
            f"要求{{bound}}，{told}，还有{{n}}个地区没有数据。", n=_missing(status), **figures
        )
    if value is not None and not value.is_exact:
        return say(f"要求{{bound}}，{told}，上报的数字不是确数。", **figures)
    return say(f"要求{{bound}}，{told}，是否达到还不能认定。", **figures)


def _no_data(status: TargetStatus) -> Sentence:
    return say("要求{bound}，还没有数据。", bound=_bound(status))


def _is_open(status: TargetStatus) -> bool:
    """Whether the figure says nothing: any number, or 0 or more where more is asked for."""
    value, floor = status.value, status.bound.at_least
    if value is None or (value.low is None and value.high is None):
        return True
    return value.low == 0 and value.high is None and floor is not None and floor > 0


def _is(status: TargetStatus, when: str | None = None) -> str:
    """What stands before a figure: it is final once the day has passed."""
    value, over = status.value, status.clock.is_over
    is_least = value is not None and value.high is None and value.low is not None
    if when is None:
        when = "实际" if over else "目前" if is_least and not growth_words(status) else "现"
    if growth_words(status):
        return when
    return when if is_least else f"{when}为"


def _both(status: TargetStatus) -> dict[str, Stated]:
    return {"bound": _bound(status), "value": _value(status)}


def _bound(status: TargetStatus) -> Stated:
    return stated(status, What.BOUND, promise_text(status))


def _value(status: TargetStatus) -> Stated:
    # Nobody writes that there are 0个.
    text = growth_words(status) or ("零" if status.value == _NOTHING else value_text(status))
    return stated(status, What.VALUE, text)


def _pace(status: TargetStatus) -> Stated:
    return stated(status, What.PACE, asked_text(status))


def _missing(status: TargetStatus) -> Stated:
    return stated(status, What.MISSING, str(status.missing_count))
