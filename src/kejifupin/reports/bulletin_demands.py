"""What is asked for next: only what the figures give reason for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kejifupin.reports.bulletin_overall import word_of
from kejifupin.reports.bulletin_reporting import is_on_file, missing_forms, problems
from kejifupin.reports.overview import Overview, is_due, is_too_much
from kejifupin.reports.passages import Paragraph, heading, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, say
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date


def demand_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """What the division asks of those below it, each demand under its own heading."""
    for title, sentences in (
        ("做好启动准备", tuple(_not_begun(view))),
        ("加快补齐进度", tuple(_late(view))),
        ("抓紧报送材料", tuple(_missing(view))),
        ("尽快核实数据", tuple(_doubtful(view))),
        ("按期完成任务", tuple(_going_on(view))),
        ("巩固工作成果", tuple(_done(view))),
    ):
        if sentences:
            yield heading(say(title))
            yield plain(*sentences)


def _not_begun(view: Overview) -> Iterator[Sentence]:
    if not _has_begun(view) and view.own.statuses:
        yield say("方案尚未开始实施，各项任务要提前做好准备，按期启动。")


def _has_begun(view: Overview) -> bool:
    setting = view.results.setting
    return setting.as_of >= setting.definition.period.start


def _late(view: Overview) -> Iterator[Sentence]:
    behind = [each for each in view.own.statuses if each.state is State.BEHIND]
    missed = [each for each in view.own.statuses if each.state is State.MISSED]
    if behind:
        nearest = min(each.due_on for each in behind)
        # What is too much is not made good by doing more.
        mend = "逐项整改" if any(map(is_too_much, behind)) else "逐项补齐差距"
        yield say(
            f"{word_of(State.BEHIND, behind)}的{{n}}项任务，要对照要求查找原因，{mend}；"
            "期限最近的是{due}。",
            n=_number(behind),
            due=Stated(What.DAY, chinese_date(nearest), detail="nearest_due"),
        )
    if missed:
        yield say(
            "到期未完成的{n}项任务，要逐项说明原因，明确补做的办法和时间。", n=_number(missed)
        )


def _missing(view: Overview) -> Iterator[Sentence]:
    missing = missing_forms(view)
    if not missing or not is_on_file(view):
        return
    senders = {each.division for statuses in missing.values() for each in statuses}
    yield say(
        "欠报材料的{units}个单位，要尽快补报所欠的{n}份。",
        units=count(len(senders), "missing_units"),
        n=count(sum(map(len, missing.values())), "missing_due"),
    )


def _doubtful(view: Overview) -> Iterator[Sentence]:
    doubtful = [each for each in view.own.statuses if each.state is State.UNDECIDED]
    silent = [each for each in view.own.statuses if each.state is State.NO_DATA]
    if doubtful:
        yield say("数据待核实的{n}项任务，要逐级核实，报准报全。", n=_number(doubtful))
    if silent and _has_begun(view):
        yield say(
            "尚无数据的{n}项任务，要弄清是没有开展还是没有报送，该报的补报。", n=_number(silent)
        )
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
        yield say(
            "达到序时进度的{n}项任务，要保持进度，按期完成。",
            n=count(len(due), "on_track_due", State.ON_TRACK),
        )
    if later:
        yield say(
            "尚未到期的{n}项任务，要抓紧推进，在期限前完成。",
            n=count(len(later), "on_track_later", State.ON_TRACK),
        )


def _done(view: Overview) -> Iterator[Sentence]:
    own = view.own.statuses
    if own and all(each.state is State.MET for each in own):
        yield say("各项目标任务都已完成，要继续做好后续服务，防止出现反复。")


def _number(statuses: Sequence[TargetStatus]) -> Stated:
    return count(len(statuses), "目标任务", statuses[0].state)
