"""What happened to what was handed in: frozen events, each with who, when and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.terms.display import chinese_date


class EventKind(StrEnum):
    """What happened (事项)."""

    RECEIVED = "received"
    """It came in: a file, or a part on paper."""
    RETURNED = "returned"
    """It went back to the sender to be put right, with a reason."""
    RESUBMITTED = "resubmitted"
    """It came in again."""
    ACCEPTED = "accepted"
    """The recipient took it as it stands."""
    WITHDRAWN = "withdrawn"
    """The sender took it back: it is as if it had not come in."""
    EXPLAINED = "explained"
    """The sender gave the reason that a figure was asked for."""
    UNDONE = "undone"
    """An earlier event was entered by mistake: it is as if it had not happened."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return _LABELS[self]


_LABELS = {
    EventKind.RECEIVED: "收到",
    EventKind.RETURNED: "退回",
    EventKind.RESUBMITTED: "重报",
    EventKind.ACCEPTED: "受理",
    EventKind.WITHDRAWN: "撤回",
    EventKind.EXPLAINED: "说明",
    EventKind.UNDONE: "撤销",
}
_ORDER = tuple(EventKind)
RECEIPTS = frozenset({EventKind.RECEIVED, EventKind.RESUBMITTED})
"""What says that something came in."""


@frozen
class SubmissionEvent:
    """Something that happened to a submission (报送事项).

    It speaks of a file, or of all that a division handed in of a form, or of one part of that.

    Args:
        kind: What happened.
        on: The day.
        file: The file, as entered: a path or the end of one.
        form: Kind of the record handed in; None for every form of the division.
        division: Code of the division that handed it in.
        part: Key of a part of the submission; None for the form itself.
        by: Who did it, as entered.
        reason: Why, as entered.
        recipient: Code of the division that received it.
        number: Its number in the register: the order within a day, and what an undoing names.
        undoes: Number of the event that is undone; the last one of the same submission by default.
        field: Key of the field whose figure is explained; None for the whole form.
        source: File in which it is entered.
        line: Line of the entry.
    """

    kind: EventKind
    on: date
    file: str | None = None
    form: str | None = None
    division: str | None = None
    part: str | None = None
    by: str | None = attrs.field(default=None, repr=False)
    reason: str | None = attrs.field(default=None, repr=False)
    recipient: str | None = None
    number: int | None = None
    undoes: int | None = None
    field: str | None = None
    source: str | None = None
    line: int | None = None

    def text(self) -> str:
        """The event as a person would tell it.

        >>> SubmissionEvent(EventKind.RETURNED, date(2018, 5, 20), reason="缺负责人签字").text()
        '2018年5月20日退回（缺负责人签字）'
        """
        reason = f"（{self.reason}）" if self.reason else ""
        return f"{self.bare_text()}{reason}"

    def bare_text(self) -> str:
        """The same without the reason, which is free text and may name somebody."""
        return f"{chinese_date(self.on)}{self.kind.label}"


def in_order(events: Iterable[SubmissionEvent]) -> tuple[SubmissionEvent, ...]:
    """Events as they happened: by day, then by number, whatever the order they are entered in.

    Events of one day without a number happened in the order of `EventKind`: what came in was
    returned, came again, was accepted, was withdrawn, and what is undone was done before.

    Args:
        events: The events in any order.
    """
    return tuple(sorted(events, key=_place))


def _place(event: SubmissionEvent) -> tuple[object, ...]:
    kind = _ORDER.index(event.kind)
    # The rest decides nothing, save that the same events always come out in the same order.
    rest = (event.file, event.form, event.division, event.part, event.reason, event.by, event.field)
    number = kind if event.number is None else event.number
    return (event.on, number, kind, tuple(each or "" for each in rest))
