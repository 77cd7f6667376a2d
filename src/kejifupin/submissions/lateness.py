"""For which of several days a form was handed in, and whether it came in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kejifupin.records.setting import Setting
from kejifupin.submissions.events import RECEIPTS
from kejifupin.submissions.submission import Submission
from kejifupin.terms.display import chinese_date
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.schedules import Schedule
from kejifupin.terms.spans import Period

CODES: Mapping[str, str] = {"submission.late": "收到日期晚于方案规定的报送时限"}


def schedules_meant(
    submission: Submission, schedules: Iterable[Schedule], as_of: date
) -> Iterator[Schedule]:
    """Under which schedules a submission was handed in.

    Where one level owes another a form several times, it is the time whose period the submission
    shares the most days with; where it names no period, the first that was not yet over when it
    came; where nobody says when it came, the last that is over.

    Args:
        submission: The submission.
        schedules: The schedules under which its form is due.
        as_of: The day asked about.
    """
    series: dict[tuple[Level, Level], list[Schedule]] = {}
    for each in sorted(schedules, key=lambda each: each.due_on):
        series.setdefault((each.sender, each.recipient), []).append(each)
    for due in series.values():
        yield _meant(submission, due, as_of)


def _meant(submission: Submission, due: Sequence[Schedule], as_of: date) -> Schedule:
    if submission.covers is not None:
        shared = [_shared_days(submission.covers, each.period) for each in due]
        if max(shared) > 0:
            return due[shared.index(max(shared))]
    days = [each.on for each in submission.life if each.kind in RECEIPTS]
    if not submission.life and submission.received_on is not None:
        days = [submission.received_on]
    if not days:
        return max((each for each in due if each.due_on <= as_of), key=_last_day, default=due[0])
    return next((each for each in due if min(days) <= each.due_on), due[-1])


def _last_day(schedule: Schedule) -> date:
    return schedule.due_on


def _shared_days(covered: Period, due: Period | None) -> int:
    if due is None:
        return 0
    start, end = max(covered.start, due.start), min(covered.end, due.end)
    return max(0, (end - start).days + 1)


def check_lateness(submissions: Iterable[Submission], setting: Setting) -> tuple[Issue, ...]:
    """Issues of submissions received after the day that their schedule prints.

    A schedule binds the receipt of one level; what another level received has no printed day.
    What came several times came in time if it did so once. What was received after the setting's
    day does not exist.

    Args:
        submissions: Who handed in what.
        setting: The programme and its day.

    Returns:
        One issue for each file and schedule.
    """
    issues: dict[Issue, None] = {}
    for each in submissions:
        for schedule in schedules_meant(
            each, setting.definition.schedules_for(each.form), setting.as_of
        ):
            days = _received_by(each, schedule, setting)
            day = min(days, default=None)
            if day is not None and day > schedule.due_on:
                issue = Issue(
                    "submission.late",
                    f"{schedule.label}应于{chinese_date(schedule.due_on)}前收到，"
                    f"实际{chinese_date(day)}收到，迟{(day - schedule.due_on).days}天",
                    Severity.WARNING,
                    Place(each.file),
                    rule=schedule.key,
                    remedy="说明迟报原因；以后按时报送",
                )
                issues[issue] = None
    return tuple(issues)


def _received_by(submission: Submission, schedule: Schedule, setting: Setting) -> list[date]:
    """The days on which the level that a schedule binds received a submission."""
    came = [(each.on, each.recipient) for each in submission.present if each.kind in RECEIPTS]
    if not submission.life and submission.received_on is not None:
        came = [(submission.received_on, submission.recipient)]
    level = schedule.recipient
    return [
        day
        for day, code in came
        if day <= setting.as_of
        and code is not None
        and (recipient := setting.divisions.find(code)) is not None
        and recipient.level is level
    ]
