"""What happened to each file that was handed in: receipts and events folded into its life."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs
from attrs import field, frozen

from kejifupin.records.kinds import Covers
from kejifupin.records.setting import Setting
from kejifupin.submissions.events import RECEIPTS, EventKind, SubmissionEvent, in_order
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.submission import Submission
from kejifupin.submissions.undoing import Standing, standing_events

_OF_LIFE = frozenset(EventKind) - {EventKind.EXPLAINED, EventKind.UNDONE}


@frozen
class Lives:
    """Submissions with what happened to them, and the events that stand (报送经过).

    Args:
        submissions: The submissions, each with its life, in the order given.
        standing: The events that stand, those about no file among them.
        idle: Events among them that speak of nothing that had come by then.
    """

    submissions: tuple[Submission, ...]
    standing: Standing
    idle: tuple[SubmissionEvent, ...] = ()


def fold_lives(
    submissions: Sequence[Submission],
    events: Iterable[SubmissionEvent],
    receipts: Mapping[str, Receipt],
    setting: Setting,
) -> Lives:
    """Fold receipts and events into the life of each submission, as of the setting's day.

    The order of the events and of the submissions does not matter.

    Args:
        submissions: Who handed in what.
        events: What happened, each file named by its path.
        receipts: File → its entry in the register of receipts.
        setting: The programme and its day.
    """
    events = tuple(events)
    if not events:
        return Lives(tuple(submissions), Standing(()))
    folding = _Folding(tuple(submissions), receipts, setting)
    standing = standing_events(events, folding.subjects, setting.as_of)
    told: dict[int, list[SubmissionEvent]] = {}
    for event in standing.events:
        if event.kind in _OF_LIFE and event.part is None:
            for number in folding.concerned(event):
                told.setdefault(number, []).append(event)
    later = [each for each in events if each.on > setting.as_of and each.kind in RECEIPTS]
    lived = [
        _with_life(each, told.get(number, []), later)
        for number, each in enumerate(folding.submissions)
    ]
    paper = tuple(_on_paper(standing.events))
    return Lives((*lived, *paper), standing, tuple(_idle(standing.events, folding, paper)))


def _idle(
    events: Iterable[SubmissionEvent], folding: _Folding, paper: Iterable[Submission]
) -> Iterator[SubmissionEvent]:
    """Events about what a division handed in that found nothing there."""
    came: set[Hashable] = set()
    for submission in paper:
        came |= {submission.division, (submission.form, submission.division)}
    for each in events:
        if each.kind not in _OF_LIFE or each.kind is EventKind.RECEIVED:
            continue
        if each.part is not None or each.file is not None or folding.concerned(each):
            continue
        known = each.division if each.form is None else (each.form, each.division)
        if known not in came:
            yield each


def covers_subtree(form: str, setting: Setting) -> bool:
    """Whether a division's own return of a form speaks of everything below it."""
    kind = setting.kinds.get(form)
    return kind is not None and kind.covers is Covers.SUBTREE


def _with_life(
    submission: Submission, life: list[SubmissionEvent], later: Iterable[SubmissionEvent]
) -> Submission:
    day = submission.received_on
    if day is None:
        days = [each.on for each in life if each.kind in RECEIPTS] or [
            each.on for each in later if each.file == submission.file
        ]
        day = max(days, default=None)
    return attrs.evolve(submission, received_on=day, life=in_order((*submission.life, *life)))


def _on_paper(events: Iterable[SubmissionEvent]) -> Iterator[Submission]:
    """Forms of which the register tells that they came, without a file."""
    told: dict[tuple[str, str], list[SubmissionEvent]] = {}
    for each in events:
        whole = each.part is None and each.file is None and each.kind in _OF_LIFE
        if whole and each.form is not None and each.division is not None:
            told.setdefault((each.form, each.division), []).append(each)
    for (form, division), life in told.items():
        days = [each.on for each in life if each.kind is EventKind.RECEIVED]
        if days:
            recipient = next((each.recipient for each in life if each.recipient), None)
            yield Submission(form, division, "", max(days), recipient, life=tuple(life))


@frozen(eq=False)
class _Folding:
    submissions: tuple[Submission, ...]
    receipts: Mapping[str, Receipt]
    setting: Setting
    by_file: dict[str, list[int]] = field(init=False)
    known: dict[SubmissionEvent, tuple[int, ...]] = field(factory=dict, init=False)

    @by_file.default
    def _by_file(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, each in enumerate(self.submissions):
            found.setdefault(each.file, []).append(number)
        return found

    def subjects(self, event: SubmissionEvent) -> frozenset[Hashable]:
        """What an event speaks of: files by their numbers, else what is owed."""
        owed = (event.form, event.division, event.part)
        if event.part is not None:
            return frozenset({owed})
        if event.file is not None:
            return frozenset(self.concerned(event)) or frozenset({event.file})
        return frozenset({owed, *self.concerned(event)})

    def concerned(self, event: SubmissionEvent) -> tuple[int, ...]:
        """Numbers of the submissions that an event speaks of."""
        if event not in self.known:
            self.known[event] = tuple(self._concerned(event))
        return self.known[event]

    def _concerned(self, event: SubmissionEvent) -> list[int]:
        if event.file is not None:
            near = self.by_file.get(event.file, [])
            return [each for each in near if event.form in (None, self.submissions[each].form)]
        if event.division is None or event.kind is EventKind.RECEIVED:
            return []
        wanted = self.setting.division_now(event.division)
        inside = [
            (number, home)
            for number, each in enumerate(self.submissions)
            if event.form in (None, each.form)
            and self._was_there(each, event.on)
            and (sender := each.division or each.sender)
            and (home := self.setting.division_now(sender))
            and wanted is not None
            and self.setting.reporting_reach.is_within(home, wanted)
        ]
        own = {self.submissions[number].form for number, home in inside if home == wanted}
        # A return that covers all below it is what the division handed in, not theirs.
        alone = {form for form in own if covers_subtree(form, self.setting)}
        return [
            number
            for number, home in inside
            if home == wanted or self.submissions[number].form not in alone
        ]

    def _was_there(self, submission: Submission, day: date) -> bool:
        receipt = self.receipts.get(submission.file)
        return receipt is None or any(each.received_on <= day for each in receipt.all)
