"""What a schedule's recipient has of a form: documents, and chains of versions of one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from kejifupin.submissions.events import RECEIPTS, EventKind
from kejifupin.submissions.states import SubmissionState
from kejifupin.submissions.submission import Submission

Subjects = Mapping[tuple[str, str, str | None], frozenset[Hashable]]
"""(form, file, division) → what the records in it speak of."""


@frozen
class Document:
    """One file as a schedule's recipient knows it (报送件).

    Args:
        submission: What was handed in.
        first_on: When the recipient first had it, None where nobody says.
        last_on: When the recipient last had it anew.
        known_by: The day by which it surely had it: a level above it had it then.
    """

    submission: Submission
    first_on: date | None = None
    last_on: date | None = None
    known_by: date | None = None

    def in_time(self, due_on: date) -> bool | None:
        """Whether it came by a day; None where that cannot be said."""
        if self.first_on is not None:
            return self.first_on <= due_on
        return True if self.known_by is not None and self.known_by <= due_on else None

    @property
    def came_again(self) -> bool:
        """Whether the same file came again after it had gone back."""
        kinds = [each.kind for each in self.submission.present]
        if EventKind.RETURNED not in kinds:
            return False
        after = kinds[kinds.index(EventKind.RETURNED) + 1 :]
        return not RECEIPTS.isdisjoint(after)

    @property
    def is_accepted(self) -> bool:
        """Whether it was taken as it stands."""
        last = self.submission.last
        return last is not None and last.kind is EventKind.ACCEPTED

    def is_answer_to(self, other: Document) -> bool:
        """Whether it came after another went back; of an unknown day it is taken to have."""
        back = [each.on for each in other.submission.present if each.kind is EventKind.RETURNED]
        return bool(back) and (self.last_on is None or self.last_on >= back[-1])


@frozen
class VersionChain:
    """The versions of one document, whatever their order (同一份的各次报送).

    Args:
        documents: The versions that the recipient has; at least one.
    """

    documents: tuple[Document, ...]

    @property
    def live(self) -> tuple[Document, ...]:
        """The versions that were not withdrawn."""
        return tuple(each for each in self.documents if not each.submission.is_withdrawn)

    def in_time(self, due_on: date) -> bool | None:
        """Whether its first version came by a day; None where that cannot be said."""
        told = [each.in_time(due_on) for each in self.live]
        return True if True in told else None if None in told else False

    @property
    def first_on(self) -> date | None:
        """When its first version came, None where that cannot be said."""
        days = [each.first_on for each in self.live]
        known = [each for each in days if each is not None]
        return min(known) if known and len(known) == len(days) else None

    def state(self, due_on: date) -> SubmissionState:
        """How it stands; versions that were withdrawn are as if they had not come."""
        live = self.live
        if not live:
            return SubmissionState.WITHDRAWN
        current = max(live, key=lambda each: (each.last_on or date.min, each.submission.file))
        back = [each for each in live if each.submission.is_returned]
        answers = [
            each
            for each in live
            if each not in back and any(each.is_answer_to(other) for other in back)
        ]
        if back and not answers and current in back:
            return SubmissionState.RETURNED
        if current.is_accepted:
            return SubmissionState.ACCEPTED
        if answers or any(each.came_again for each in live):
            return SubmissionState.RESUBMITTED
        return timely_state(self.in_time(due_on))


def timely_state(timely: bool | None) -> SubmissionState:  # noqa: FBT001 - what the state says
    """The state of what came and of which nothing more is told."""
    if timely is None:
        return SubmissionState.UNDATED
    return SubmissionState.ON_TIME if timely else SubmissionState.LATE


def state_of_all(chains: Sequence[VersionChain], due_on: date) -> SubmissionState:
    """The state of several documents that are one submission together.

    One that went back keeps the whole open; all are accepted or the whole is not; the whole came
    in when the last of them first did.

    Args:
        chains: The documents; at least one.
        due_on: The last day of receipt.
    """
    states = [each.state(due_on) for each in chains]
    live = [each for each in states if each is not SubmissionState.WITHDRAWN]
    if not live:
        return SubmissionState.WITHDRAWN
    if SubmissionState.RETURNED in live:
        return SubmissionState.RETURNED
    if set(live) == {SubmissionState.ACCEPTED}:
        return SubmissionState.ACCEPTED
    if SubmissionState.RESUBMITTED in live:
        return SubmissionState.RESUBMITTED
    return timely_state(all_in_time(chains, due_on))


def all_in_time(chains: Iterable[VersionChain], due_on: date) -> bool | None:
    """Whether all documents that were not withdrawn came by a day."""
    told = [each.in_time(due_on) for each in chains if each.live]
    if False in told:
        return False
    return None if None in told or not told else True


def version_chains(documents: Sequence[Document], subjects: Subjects) -> tuple[VersionChain, ...]:
    """Documents that speak of something in common are versions of one document.

    Args:
        documents: Documents of one form.
        subjects: What the records in each speak of.
    """
    chains: dict[int, list[Document]] = {}
    abouts: dict[int, set[Hashable]] = {}
    holder: dict[Hashable, int] = {}
    for number, document in enumerate(documents):
        about = set(subjects.get(subject_key(document.submission), ()))
        met = sorted({holder[each] for each in about if each in holder})
        chains[number], abouts[number] = [document], about
        for each in met:
            chains[number] = [*chains.pop(each), *chains[number]]
            abouts[number] |= abouts.pop(each)
        holder.update(dict.fromkeys(abouts[number], number))
    return tuple(VersionChain(tuple(each)) for each in chains.values())


def subject_key(submission: Submission) -> tuple[str, str, str | None]:
    """What subjects are found by."""
    return (submission.form, submission.file, submission.division)
