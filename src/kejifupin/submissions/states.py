"""How each form that a division owes stands: there or not, in time or not, and what followed."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from enum import StrEnum
from typing import Final

import attrs
from attrs import frozen

from kejifupin.submissions.events import SubmissionEvent
from kejifupin.submissions.submission import Submission
from kejifupin.terms import looks
from kejifupin.terms.schedules import SubmissionPart


class SubmissionState(StrEnum):
    """How a submission stands on a day (报送状态).

    Whether it came in time stays known in every state: `SubmissionStatus.timely`.
    """

    NOT_YET_DUE = "not_yet_due"
    """Nothing came, and the last day is not over."""
    MISSING = "missing"
    """Nothing came, and the last day is over."""
    ON_TIME = "on_time"
    """It came in time; nothing more has happened."""
    LATE = "late"
    """It came after the last day; nothing more has happened."""
    UNDATED = "undated"
    """It is there, and nobody says since when."""
    RETURNED = "returned"
    """It went back to be put right and has not come again."""
    RESUBMITTED = "resubmitted"
    """It came again after it had gone back."""
    ACCEPTED = "accepted"
    """The recipient took it as it stands."""
    WITHDRAWN = "withdrawn"
    """It came, and the sender took it back."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return _LABELS[self]

    @property
    def look(self) -> looks.Look:
        """Its colour and its sign."""
        return _LOOKS[self]

    @property
    def is_handed_in(self) -> bool:
        """Whether something is there, be it to be put right."""
        return self not in _NOTHING_THERE

    @property
    def is_open(self) -> bool:
        """Whether the sender still has something to do."""
        return self is SubmissionState.RETURNED or not self.is_handed_in


_LABELS = {
    SubmissionState.NOT_YET_DUE: "未到期",
    SubmissionState.MISSING: "未报送",
    SubmissionState.ON_TIME: "按时",
    SubmissionState.LATE: "迟报",
    SubmissionState.UNDATED: "收到日期不明",
    SubmissionState.RETURNED: "退回",
    SubmissionState.RESUBMITTED: "退回后重报",
    SubmissionState.ACCEPTED: "已受理",
    SubmissionState.WITHDRAWN: "已撤回",
}
_LOOKS: Final = {
    SubmissionState.NOT_YET_DUE: looks.NOTHING,
    SubmissionState.MISSING: looks.FAILED,
    SubmissionState.ON_TIME: looks.DONE,
    SubmissionState.LATE: looks.CAREFUL,
    SubmissionState.UNDATED: looks.UNSURE,
    SubmissionState.RETURNED: looks.CAREFUL,
    SubmissionState.RESUBMITTED: looks.ON_THE_WAY,
    SubmissionState.ACCEPTED: looks.DONE,
    SubmissionState.WITHDRAWN: looks.NOTHING,
}
_NOTHING_THERE = (
    SubmissionState.NOT_YET_DUE,
    SubmissionState.MISSING,
    SubmissionState.WITHDRAWN,
)


@frozen
class PartStatus:
    """Whether one part of a submission is there (报送内容情况).

    Args:
        part: The part.
        handed_in: Whether it came, by the day asked about.
        received_on: When it first came, None where nobody says.
        files: The files in which it came; none for paper.
    """

    part: SubmissionPart
    handed_in: bool
    received_on: date | None = None
    files: tuple[str, ...] = ()


@frozen
class SubmissionStatus:
    """One form that one division owes under one schedule, and how that stands (报送情况).

    Args:
        form: Kind of the record due.
        division: Code of the division that hands in, as it was on the day it owed.
        schedule: Key of the schedule.
        cycle: The reporting cycle in words, or the schedule's own period.
        state: How it stands.
        due_on: Last day of receipt.
        timely: Whether it came in time; None while that is open or cannot be said. A return for
            correction does not change it, a withdrawal does: then what came after it counts.
        received_on: When it came; of a set of files when the last of them first came. None where
            nothing came or nobody says when.
        last_received_on: When the last version came.
        days_late: Days from the last day to the receipt or, where nothing came yet, to the day
            asked about; 0 for in time, None where it cannot be said.
        as_of: The day asked about.
        recipient: Code of the division with which it is due.
        home: Code of what the division has become by the day asked about: the place where its
            figures are added up.
        division_name: The division's name.
        form_label: The form's name.
        label: What is due, in the words of the schedule.
        versions: Everything handed in by the day, oldest first, what was withdrawn as well.
        counting: Names of the files whose figures count.
        silent: Codes of the divisions below whose own forms are to be in it and are not there;
            none where the division's return covers all below it.
        parts: Each part due, and whether it came.
        events: What happened and was not undone, in order.
    """

    form: str
    division: str
    schedule: str
    cycle: str
    state: SubmissionState
    due_on: date
    timely: bool | None = None
    received_on: date | None = None
    last_received_on: date | None = None
    days_late: int | None = None
    as_of: date | None = None
    recipient: str | None = None
    home: str | None = None
    division_name: str = ""
    form_label: str = ""
    label: str = ""
    versions: tuple[Submission, ...] = attrs.field(default=(), repr=False)
    counting: tuple[str, ...] = attrs.field(default=(), repr=False)
    silent: tuple[str, ...] = attrs.field(default=(), repr=False)
    parts: tuple[PartStatus, ...] = attrs.field(default=(), repr=False)
    events: tuple[SubmissionEvent, ...] = attrs.field(default=(), repr=False)

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What tells it from all others: schedule, form, division."""
        return (self.schedule, self.form, self.division)

    @property
    def received(self) -> bool:
        """Whether it is there, be it to be put right."""
        return self.state.is_handed_in

    @property
    def complete(self) -> bool:
        """Whether every part that is required is there, and the form of every division below."""
        return self.received and not self.missing_parts and not self.silent

    @property
    def missing_parts(self) -> tuple[SubmissionPart, ...]:
        """The required parts that have not come."""
        return tuple(each.part for each in self.parts if each.part.required and not each.handed_in)

    @property
    def is_overdue(self) -> bool:
        """Whether the sender still owes something after the last day."""
        if self.as_of is None or self.as_of <= self.due_on:
            return False
        return self.state.is_open or not self.complete

    @property
    def reasons(self) -> tuple[str, ...]:
        """What happened beside the receipt, as people would tell it."""
        return tuple(each.text() for each in self.events if each.reason)
