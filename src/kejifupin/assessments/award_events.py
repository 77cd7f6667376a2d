"""What happened on the way to an award: nominated, reviewed, made public, objected to, decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.terms.display import chinese_date


class AwardEventKind(StrEnum):
    """What happened (评奖事项)."""

    NOMINATED = "nominated"
    PASSED = "passed"
    """The review found for it."""
    FAILED = "failed"
    """The review found against it."""
    NOTICED = "noticed"
    """The name was made public."""
    OBJECTED = "objected"
    UPHELD = "upheld"
    """The objection is right."""
    DISMISSED = "dismissed"
    """The objection is not."""
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    """It was taken back: fabricated material, or broken review rules."""
    RECOMMENDED = "recommended"
    """It was recommended to a body outside."""
    OUTCOME = "outcome"
    """What that body decided."""
    UNDONE = "undone"
    """The event of a number was entered by mistake: it is as if it had not happened."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return _LABELS[self]


_LABELS = {
    AwardEventKind.NOMINATED: "推荐",
    AwardEventKind.PASSED: "评审通过",
    AwardEventKind.FAILED: "评审不通过",
    AwardEventKind.NOTICED: "公示",
    AwardEventKind.OBJECTED: "提出异议",
    AwardEventKind.UPHELD: "异议成立",
    AwardEventKind.DISMISSED: "异议不成立",
    AwardEventKind.CONFIRMED: "确定",
    AwardEventKind.WITHDRAWN: "撤销奖励",
    AwardEventKind.RECOMMENDED: "推荐上报",
    AwardEventKind.OUTCOME: "上级结果",
    AwardEventKind.UNDONE: "更正",
}
_ORDER = tuple(AwardEventKind)
ENDS = frozenset({AwardEventKind.FAILED, AwardEventKind.UPHELD, AwardEventKind.WITHDRAWN})
"""What takes a candidate out, so that the next one moves up."""


@frozen
class AwardEvent:
    """Something that happened to a candidate for an award (评奖事项记录).

    Args:
        kind: What happened.
        on: The day.
        award: Key of the award.
        subject: Key of the candidate; empty for an undoing.
        reason: Why, or with what outcome.
        by: Who did it.
        number: Its number in the register: the order within a day, and what an undoing names.
        undoes: Number of the event that is undone.
    """

    kind: AwardEventKind
    on: date
    award: str
    subject: str = ""
    reason: str = attrs.field(default="", repr=False)
    by: str = attrs.field(default="", repr=False)
    number: int | None = None
    undoes: int | None = None

    def text(self) -> str:
        """The event as a person would tell it, without who did it.

        >>> AwardEvent(AwardEventKind.NOTICED, date(2018, 5, 10), "a", "220621").text()
        '2018年5月10日公示'
        """
        reason = f"（{self.reason}）" if self.reason else ""
        return f"{chinese_date(self.on)}{self.kind.label}{reason}"


def standing_events(events: Iterable[AwardEvent], as_of: date) -> tuple[AwardEvent, ...]:
    """The events that stand on a day, as they happened, whatever the order they are entered in.

    Events of one day without a number happened in the order of `AwardEventKind`. What was undone
    is not among them, nor is its undoing; an undoing that was itself undone undoes nothing.

    Args:
        events: The events in any order.
        as_of: The day; what happened later does not exist.
    """
    known = sorted((each for each in events if each.on <= as_of), key=_place)
    undone: set[int] = set()
    # The last undoing is decided first: none after it can touch it.
    for each in reversed(known):
        if each.kind is AwardEventKind.UNDONE and each.number not in undone:
            undone |= {each.undoes} if each.undoes is not None else set()
    return tuple(
        each
        for each in known
        if each.kind is not AwardEventKind.UNDONE
        and (each.number is None or each.number not in undone)
    )


def _place(event: AwardEvent) -> tuple[object, ...]:
    kind = _ORDER.index(event.kind)
    number = kind if event.number is None else event.number
    return (event.on, number, kind, event.subject, event.reason, event.by)


@frozen
class PastAward:
    """An award of an earlier year (历年获奖).

    Args:
        award: Key or label of the award.
        subject: Key or name of who got it.
        year: The year.
        withdrawn: Whether it was withdrawn.
    """

    award: str
    subject: str
    year: int
    withdrawn: bool = False
