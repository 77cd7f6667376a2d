"""What is asked for next: only what the figures give reason for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kejifupin.reports.bulletin_reporting import is_on_file, missing_forms, problems
from kejifupin.reports.overview import Overview, is_due
from kejifupin.reports.passages import Paragraph, heading, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, names, quoted, say
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date

_NAMED: Final = 3


def demand_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """What the division asks of those below it, each demand under its own heading."""
    for title, sentences in (
        ("加快补齐进度", tuple(_late(view))),
        ("抓紧报送材料", tuple(_missing(view))),
        ("尽快核实数据", tuple(_doubtful(view))),
        ("按期完成任务", tuple(_going_on(view))),
        ("巩固工作成果", tuple(_done(view))),
    ):
        if sentences:
            yield heading(say(title))
            yield plain(*sentences)


def _late(view: Overview) -> Iterator[Sentence]:
    behind = [each for each in view.own.statuses if each.state is State.BEHIND]
    missed = [each for each in view.own.statuses if each.state is State.MISSED]
    if behind:
        nearest = min(each.due_on for each in behind)
        yield say(
            "{targets}落后于序时进度，要对照要求查找原因，逐项补齐差距；最近的一个期限是{due}。",
            targets=_targets(behind),
            due=Stated(What.DAY, chinese_date(nearest), detail="nearest_due"),
        )
    if missed:
        yield say(
            "{targets}已经到期而没有完成，要说明情况，明确补做的办法和时间。",
            targets=_targets(missed),
        )


def _missing(view: Overview) -> Iterator[Sentence]:
    missing = missing_forms(view)
    if not missing or not is_on_file(view):
        return
    senders = tuple(
        dict.fromkeys(each.division for statuses in missing.values() for each in statuses)
    )
    yield say(
        "{names}要尽快补报欠报的{n}份材料。",
        names=names(senders, tuple(map(view.name, senders)), "个单位"),
        n=count(sum(map(len, missing.values())), "missing_due"),
    )


def _doubtful(view: Overview) -> Iterator[Sentence]:
    doubtful = [each for each in view.own.statuses if each.state is State.UNDECIDED]
    silent = [each for each in view.own.statuses if each.state is State.NO_DATA]
    if doubtful:
        yield say("{targets}要逐级核实，把数字报准报全。", targets=_targets(doubtful))
    if silent:
        yield say("{targets}还没有数据，要弄清是没有开展还是没有报送。", targets=_targets(silent))
    files = {each.place.file for each in problems(view) if each.place.file}
    if files:
        yield say(
            "审核中发现问题的{n}份文件，要按退回意见改正后重报。", n=count(len(files), "files")
        )


def _going_on(view: Overview) -> Iterator[Sentence]:
    going = [each for each in view.own.statuses if each.state is State.ON_TRACK]
    due = [each for each in going if is_due(each)]
    later = [each for each in going if not is_due(each)]
    if due:
        yield say("{targets}要保持现有进度，按期完成。", targets=_targets(due))
    if later:
        yield say("{targets}尚未到期，要抓紧推进，在期限前完成。", targets=_targets(later))


def _done(view: Overview) -> Iterator[Sentence]:
    own = view.own.statuses
    if own and all(each.state is State.MET for each in own):
        yield say("各项目标任务都已完成，要继续做好后续服务，防止出现反复。")


def _targets(statuses: Sequence[TargetStatus]) -> Stated:
    """Targets by their words: all of them, or the first and how many they are."""
    shown = "".join(quoted(each.target.label) for each in statuses[:_NAMED])
    if len(statuses) > _NAMED:
        shown += f"等{len(statuses)}项"
    state = statuses[0].state
    return Stated(
        What.LABEL,
        shown,
        divisions=(statuses[0].division,),
        state=state,
        detail=" ".join(each.target.key for each in statuses),
    )
