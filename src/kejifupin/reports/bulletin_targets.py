"""Target by target: what is demanded, what there is, how that compares with the pace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kejifupin.indicators.values import cut_number, interval_text
from kejifupin.reports.bulletin_overall import word_of
from kejifupin.reports.overview import LATE, Overview
from kejifupin.reports.passages import Paragraph, heading, item, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, names, quoted, say
from kejifupin.targets.bases import Basis
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number, add
from kejifupin.terms.display import chinese_date

MOST_ITEMS: Final = 12
"""Targets of one state that are told one by one; the table in the annex tells all."""
_WHOLE: Final = 100


def target_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """The division's targets by state, the most told one by one."""
    for state in State:
        found = [each for each in view.own.statuses if each.state is state]
        if not found:
            continue
        yield heading(
            say(f"{word_of(state, found)}的{{n}}项", n=count(len(found), "目标任务", state)),
        )
        for status in found[:MOST_ITEMS]:
            yield item(*target_sentences(status))
        rest = len(found) - MOST_ITEMS
        if rest > 0:
            yield plain(say("其余{n}项见附件。", n=count(rest, "rest", state)))


def target_sentences(status: TargetStatus) -> Iterator[Sentence]:
    """One target: how it stands, and who of its members is not as promised."""
    yield {
        State.MET: _met,
        State.ON_TRACK: _on_track,
        State.BEHIND: _behind,
        State.MISSED: _missed,
        State.UNDECIDED: _undecided,
        State.NO_DATA: _no_data,
    }[status.state](status)
    if status.state in LATE and status.failing:
        yield from _failing(status)
    if status.missing_count and status.state not in (State.UNDECIDED, State.NO_DATA):
        yield say(
            "另有{n}个{whose}的数据不明。",
            n=_of(status, What.MISSING, str(status.missing_count)),
            whose=_whose(status),
        )
    told = status.notes()
    if told and status.value is not None:
        yield say("{note}。", note=_of(status, What.NOTE, "；".join(told)))


def value_of(status: TargetStatus) -> Stated:
    """A status's figure as it stands in a sentence."""
    return _of(status, What.VALUE, status.value_text())


def label_of(status: TargetStatus) -> Stated:
    """A target by its words."""
    return _of(status, What.LABEL, quoted(status.target.label))


def bound_of(status: TargetStatus) -> Stated:
    """What a target demands."""
    text = status.bound_text()
    if status.target.basis is Basis.COVERAGE and status.counts_members:
        text = text.replace(status.bound.text(status.unit), "全覆盖", 1)
    return _of(status, What.BOUND, text)


def due_of(status: TargetStatus) -> Stated:
    """The last day of a target."""
    return _of(status, What.DAY, chinese_date(status.due_on))


def gap_of(status: TargetStatus) -> Stated:
    """What lacks, in words."""
    return _of(status, What.GAP, status.gap_text())


def _met(status: TargetStatus) -> Sentence:
    rate = status.completion
    beyond = status.target.bound.at_most is None and status.target.basis is Basis.TOTAL
    if rate.exact_value is not None and rate.exact_value > _WHOLE and beyond:
        return say(
            "{label}：要求{bound}，现为{value}，为要求的{rate}。",
            label=label_of(status),
            bound=bound_of(status),
            value=value_of(status),
            rate=_of(status, What.COMPLETION, interval_text(rate, "%")),
        )
    return say(
        "{label}：要求{bound}，现为{value}。",
        label=label_of(status),
        bound=bound_of(status),
        value=value_of(status),
    )


def _on_track(status: TargetStatus) -> Sentence:
    known = {"label": label_of(status), "value": value_of(status), "bound": bound_of(status)}
    due = due_of(status)
    if status.bound.holds(status.value) is True if status.value else False:
        return say("{label}：现为{value}，符合要求（{bound}），{due}期满后认定。", due=due, **known)
    if status.pace is None:
        return say("{label}：要求{bound}，期限{due}，现为{value}，尚未到期。", due=due, **known)
    pace = _pace(status)
    gap = status.gap_text()
    tail = "；距{due}的要求（{bound}）{gap}。" if gap else "；{due}的要求是{bound}。"
    more = {"gap": gap_of(status)} if gap else {}
    compared, figures = _compared(status)
    return say(
        f"{{label}}：按序时进度应达{{pace}}，现为{{value}}，{compared}{tail}",
        pace=pace,
        due=due,
        **known,
        **figures,
        **more,
    )


def _compared(status: TargetStatus) -> tuple[str, dict[str, Stated]]:
    """A figure that is on track beside the pace."""
    pace, value = status.pace, status.value
    if pace is None or value is None or value.low is None:
        return "在容许范围内", {}
    ahead = add(value.low, -pace)
    if ahead < 0:
        return "略低于应达数，仍在容许范围内", {}
    if value.exact_value is None:
        return "不低于应达数", {}
    if ahead == 0:
        return "与应达数持平", {}
    return "超出{ahead}", {"ahead": _difference(status, ahead)}


def _behind(status: TargetStatus) -> Sentence:
    known = {"label": label_of(status), "value": value_of(status), "bound": bound_of(status)}
    value, pace, most = status.value, status.pace, status.expected.at_most
    if most is not None and value is not None and value.low is not None and value.low > most:
        allowed = _of(status, What.PACE, f"{cut_number(most)}{status.unit}")
        return say(
            "{label}：目前不应超过{pace}，现为{value}，已经超出；{due}的要求是{bound}。",
            pace=allowed,
            due=due_of(status),
            **known,
        )
    if pace is None or value is None or value.high is None:
        return say("{label}：要求{bound}，期限{due}，现为{value}。", due=due_of(status), **known)
    short = add(pace, -value.high)
    least = "" if value.is_exact else "至少"
    return say(
        f"{{label}}：按序时进度应达{{pace}}，现为{{value}}，{least}落后{{ahead}}；"
        "距{due}的要求（{bound}）{gap}。",
        pace=_pace(status),
        ahead=_difference(status, short),
        due=due_of(status),
        gap=gap_of(status),
        **known,
    )


def _missed(status: TargetStatus) -> Sentence:
    gap = status.gap_text()
    return say(
        f"{{label}}：要求{{bound}}，期限{{due}}，实际为{{value}}{'，{gap}' if gap else ''}。",
        label=label_of(status),
        due=due_of(status),
        bound=bound_of(status),
        value=value_of(status),
        **({"gap": gap_of(status)} if gap else {}),
    )


def _undecided(status: TargetStatus) -> Sentence:
    known = {"label": label_of(status), "bound": bound_of(status)}
    value = status.value
    open_ended = value is None or (value.low is None and value.high is None)
    figure = {} if open_ended else {"value": value_of(status)}
    told = "现有数据还说明不了情况" if open_ended else "现有数据只能确定为{value}"
    if status.missing_count:
        return say(
            f"{{label}}：要求{{bound}}，{told}，还有{{n}}个{{whose}}的数据不明。",
            n=_of(status, What.MISSING, str(status.missing_count)),
            whose=_whose(status),
            **known,
            **figure,
        )
    if value is not None and not value.is_exact:
        return say(f"{{label}}：要求{{bound}}，{told}，上报的数字不是确数。", **known, **figure)
    return say(f"{{label}}：要求{{bound}}，{told}，是否达到还不能认定。", **known, **figure)


def _no_data(status: TargetStatus) -> Sentence:
    known = {"label": label_of(status), "due": due_of(status)}
    nobody = status.target.basis is not Basis.TOTAL and not (status.table or status.headcount)
    if nobody:
        return say("{label}：期限{due}，还没有掌握所涉对象的名单。", **known)
    if status.missing_count > 1:
        return say(
            "{label}：要求{bound}，期限{due}，所涉{n}个{whose}的数据都不明。",
            bound=bound_of(status),
            n=_of(status, What.MISSING, str(status.missing_count)),
            whose=_whose(status),
            **known,
        )
    return say("{label}：要求{bound}，期限{due}，还没有数据。", bound=bound_of(status), **known)


def _failing(status: TargetStatus) -> Iterator[Sentence]:
    failing = status.failing
    if len(failing) == 1 and failing[0].key == status.division:
        return
    yield say(
        "还没有达到要求的{n}个：{names}。",
        n=_of(status, What.COUNT, str(len(failing)), detail="failing"),
        names=names(tuple(each.key for each in failing), tuple(each.name for each in failing)),
    )


def _pace(status: TargetStatus) -> Stated:
    pace = status.pace
    return _of(status, What.PACE, "" if pace is None else f"{cut_number(pace)}{status.unit}")


def _difference(status: TargetStatus, number: Number) -> Stated:
    return _of(status, What.AHEAD, f"{cut_number(number)}{status.unit}")


def _whose(status: TargetStatus) -> Stated:
    return Stated(What.LABEL, "对象" if status.headcount else "地区", target=status.target.key)


def _of(status: TargetStatus, what: What, text: str, detail: str = "") -> Stated:
    return Stated(
        what,
        text,
        target=status.target.key,
        divisions=(status.division,),
        state=status.state,
        detail=detail,
    )
