"""Target by target, those that stand alike together; what has no data is only listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from kejifupin.reports.bulletin_members import member_sentences
from kejifupin.reports.bulletin_overall import word_of
from kejifupin.reports.bulletin_totals import total_sentences
from kejifupin.reports.figures import notes_of, stated
from kejifupin.reports.overview import ON_COURSE, Overview
from kejifupin.reports.passages import Paragraph, heading, item, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, joined, quoted, say
from kejifupin.targets.bases import Basis
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date

_GOOD_ITEMS: Final = 8
_ITEMS: Final = 12
"""Items of one state; the table in the annex tells all."""
_LABELS: Final = 6
"""Labels that stand side by side; more are counted."""
_STOPS: Final = "。；;，,、 "


@frozen
class Told:
    """Targets of which the same is to be said (情况相同的目标).

    Args:
        statuses: They.
        sentences: What is said of each of them.
    """

    statuses: tuple[TargetStatus, ...]
    sentences: tuple[Sentence, ...]


def target_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """The division's targets by state, those that stand alike told in one."""
    statuses = view.own.statuses
    common = common_due(statuses)
    if common is not None:
        yield plain(_common_due(statuses, common))
    for state in State:
        found = [each for each in statuses if each.state is state]
        if not found:
            continue
        yield heading(
            say(f"{word_of(state, found)}的{{n}}项", n=count(len(found), "目标任务", state)),
        )
        yield from state_paragraphs(view, found, common)


def state_paragraphs(
    view: Overview, found: Sequence[TargetStatus], common: date | None
) -> Iterator[Paragraph]:
    """Targets of one state.

    Args:
        view: The report's division.
        found: Its statuses in that state.
        common: The last day that need not be said.
    """
    state = found[0].state
    if state is State.NO_DATA:
        yield plain(*_without_data(found, common))
        return
    told = told_together(view, found)
    most = _GOOD_ITEMS if state in ON_COURSE else _ITEMS
    made = item if len(told) > 1 else plain
    for each in told[:most]:
        yield made(_named(each.statuses, common), *each.sentences)
    rest = tuple(status for each in told[most:] for status in each.statuses)
    if rest:
        keys = " ".join(each.target.key for each in rest)
        more = count(len(rest), f"rest:{keys}", state)
        yield plain(say("其余{n}项见目标任务完成情况表。", n=more))


def told_together(view: Overview, found: Sequence[TargetStatus]) -> tuple[Told, ...]:
    """Targets by what is to be said of them, in the order of the first of each."""
    together: dict[str, Told] = {}
    for status in found:
        sentences = tuple(target_sentences(view, status))
        text = joined(sentences)
        before = together.get(text)
        statuses = (status,) if before is None else (*before.statuses, status)
        together[text] = Told(statuses, sentences if before is None else before.sentences)
    return tuple(together.values())


def target_sentences(view: Overview, status: TargetStatus) -> Iterator[Sentence]:
    """What is said of a target besides its label and its last day."""
    if status.counts_members:
        cohort = view.results.setting.cohorts[status.target.cohort or ""]
        yield from member_sentences(status, cohort.unit)
    else:
        yield from total_sentences(status)
    note = notes_of(status)
    if note and status.value is not None:
        yield say("{note}。", note=stated(status, What.NOTE, note))


def common_due(statuses: Sequence[TargetStatus]) -> date | None:
    """The last day of most targets, the later of two; None where no two share one."""
    numbers = Counter(each.due_on for each in statuses)
    most = max(numbers.values(), default=0)
    return max(day for day, n in numbers.items() if n == most) if most > 1 else None


def labels_of(statuses: Sequence[TargetStatus], most: int = _LABELS) -> Stated:
    """Targets by their words: all of them, or the first and how many they are."""
    shown = "".join(quoted(each.target.label.strip(_STOPS)) for each in statuses[:most])
    if len(statuses) > most:
        shown += f"等{len(statuses)}项"
    first = statuses[0]
    return Stated(
        What.LABEL,
        shown,
        divisions=(first.division,),
        state=first.state,
        detail=" ".join(each.target.key for each in statuses),
    )


def _common_due(statuses: Sequence[TargetStatus], common: date) -> Sentence:
    due = Stated(What.DAY, chinese_date(common), detail="common_due")
    if all(each.due_on == common for each in statuses):
        return say("各项任务的期限都是{due}。", due=due)
    return say("没有注明期限的任务，期限都是{due}。", due=due)


def _named(statuses: Sequence[TargetStatus], common: date | None) -> Sentence:
    """Of which targets the following is said, with their last days where they are others."""
    words, figures = _due_part(statuses, common)
    if len(statuses) == 1:
        (one,) = statuses
        label = stated(one, What.LABEL, one.target.label.strip(_STOPS), one.target.key)
        return say(f"{{label}}{words}。", label=label, **figures)
    labels = labels_of(statuses)
    if len(statuses) > _LABELS:
        return say(f"{{labels}}{words}情况相同。", labels=labels, **figures)
    n = count(len(statuses), "alike")
    return say(f"{{labels}}{{n}}项{words}情况相同。", labels=labels, n=n, **figures)


def _due_part(
    statuses: Sequence[TargetStatus], common: date | None
) -> tuple[str, dict[str, Stated]]:
    days = tuple(dict.fromkeys(each.due_on for each in statuses))
    if days == (common,):
        return "", {}
    if len(days) == 1:
        return "（期限{due}）", {"due": stated(statuses[0], What.DAY, chinese_date(days[0]), "due")}
    # Days that targets of one text do not share stand beside each other, in their order.
    each = "、".join(chinese_date(one.due_on) for one in statuses[:_LABELS])
    keys = " ".join(one.target.key for one in statuses[:_LABELS])
    due = Stated(What.DAY, each, divisions=(statuses[0].division,), detail=f"due:{keys}")
    return "（期限依次为{due}）", {"due": due}


def _without_data(found: Sequence[TargetStatus], common: date | None) -> Iterator[Sentence]:
    """What nothing is known of, together by the reason and the last day."""
    together: dict[tuple[bool, date], list[TargetStatus]] = {}
    for status in found:
        together.setdefault((_has_no_members(status), status.due_on), []).append(status)
    for (nobody, _), statuses in together.items():
        words, figures = _due_part(statuses, common)
        told = "还没有掌握所涉对象的名单" if nobody else "还没有数据"
        both = "都" if len(statuses) > 1 else ""
        yield say(f"{{labels}}{words}{both}{told}。", labels=labels_of(statuses, 8), **figures)


def _has_no_members(status: TargetStatus) -> bool:
    return status.target.basis is not Basis.TOTAL and not (status.table or status.headcount)
