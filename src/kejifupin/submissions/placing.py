"""Under which schedule a submission is owed, by whom, and how the recipient has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from kejifupin.records.setting import Setting
from kejifupin.submissions.documents import Document
from kejifupin.submissions.events import RECEIPTS, SubmissionEvent
from kejifupin.submissions.handed_in import Gathered
from kejifupin.submissions.lateness import schedules_meant
from kejifupin.submissions.owing import Owing
from kejifupin.submissions.submission import Submission
from kejifupin.terms.divisions import Level


@frozen
class Placed:
    """Submissions by what they are owed as (归口).

    Args:
        owed: (schedule, form, division that owes) → its submissions.
        unasked: Those that nobody owes.
    """

    owed: Mapping[tuple[str, str, str], Sequence[Submission]]
    unasked: tuple[Submission, ...]


def place_submissions(gathered: Gathered, owings: Sequence[Owing]) -> Placed:
    """Lead every submission to what it is owed as.

    Args:
        gathered: What was handed in.
        owings: What is owed under each schedule.
    """
    placed: dict[tuple[str, str, str], list[Submission]] = {}
    unasked = []
    placing = _Placing(gathered, owings)
    for each in gathered.lives.submissions:
        keys = list(placing.owed(each))
        for key in keys:
            placed.setdefault(key, []).append(each)
        if not keys and is_there(each, gathered.setting):
            unasked.append(each)
    return Placed(placed, tuple(unasked))


@frozen(eq=False)
class _Placing:
    gathered: Gathered
    owings: Sequence[Owing]

    def owed(self, submission: Submission) -> Iterator[tuple[str, str, str]]:
        """Under which schedules a submission is owed, and by whom."""
        due = {
            each.schedule: each for each in self.owings if submission.form in each.schedule.forms
        }
        for schedule in schedules_meant(submission, due, self.gathered.setting.as_of):
            # What names no division known belongs to whoever the register says handed it in.
            sender = due[schedule].sender_of(submission.division or submission.sender)
            if sender is not None:
                yield (schedule.key, submission.form, sender)


def is_there(submission: Submission, setting: Setting) -> bool:
    """Whether a submission has come by the setting's day."""
    if submission.received_on is None or submission.received_on <= setting.as_of:
        return True
    return any(each.kind in RECEIPTS for each in submission.life)


def known_to(recipient: Level, submission: Submission, setting: Setting) -> Document | None:
    """A submission as a level that receives knows it.

    What only a level below received has not come that far; what a level above received came at
    the latest with it. Where the register of receipts says nothing of a file that is there, it
    came on an unknown day.

    Args:
        recipient: The level.
        submission: The submission with its life.
        setting: The programme and its day.

    Returns:
        The document, None where the level has not got it.
    """
    if not is_there(submission, setting):
        return None
    came = [each for each in submission.life if each.kind in RECEIPTS]
    if not came:
        return Document(submission)
    now = [each for each in submission.present if each.kind in RECEIPTS] or came
    ranks = [(each.on, _rank(each, setting)) for each in now]
    at = [day for day, rank in ranks if rank == recipient.rank]
    above = [day for day, rank in ranks if rank < recipient.rank]
    if not at and not above:
        return None
    return Document(
        submission,
        first_on=min(at, default=None),
        last_on=max(at, default=None),
        known_by=min(above, default=None),
    )


def _rank(receipt: SubmissionEvent, setting: Setting) -> int:
    """The rank of the level that received; the programme's scope where nobody says."""
    division = setting.divisions.find(receipt.recipient or setting.scope)
    return Level.PROVINCE.rank if division is None else division.level.rank
