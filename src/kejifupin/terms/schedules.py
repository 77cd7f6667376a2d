"""What is due when, and with whom: schedules and the parts of a submission."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level
from kejifupin.terms.spans import Period


class Medium(StrEnum):
    """What a part of a submission is handed in on (载体)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    DISC = "disc"
    PHOTOGRAPHS = "photographs"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {"paper": "纸质", "electronic": "电子", "disc": "光盘", "photographs": "照片"}[self]


@frozen
class SubmissionPart:
    """One part of what has to be handed in (报送内容).

    A bare text in a plugin's file is a required part of that label; one that speaks of a 表 is the
    form itself.

    Args:
        key: Key of the part, unique in its schedule.
        label: What it is called, e.g. ``书面总结``.
        medium: What it comes on; None for any.
        required: Whether the submission is complete only with it.
        form: Whether it is the form itself, which is there as soon as its file is.
        names: Words by which the register of receipts or a file's name also calls it.
    """

    key: str
    label: str
    medium: Medium | None = None
    required: bool = True
    form: bool = False
    names: tuple[str, ...] = ()

    @classmethod
    def from_shorthand(cls, label: str) -> SubmissionPart:
        """A bare text in a plugin's file.

        >>> SubmissionPart.from_shorthand("统计表电子版").form
        True
        """
        return cls(key=label, label=label, form="表" in label)


FORM_PART = SubmissionPart("form", "表", form=True)
"""The form itself, where a schedule does not name it among its parts."""


@frozen
class Schedule:
    """When a form is due, and with whom (报送时限).

    Args:
        key: Key of the schedule.
        label: What is due, in Chinese.
        forms: Record kinds of the forms that are due.
        sender: Level that hands in; a division below it that reports past it hands in too.
        recipient: Level whose receipt the date binds.
        due_on: Last day of receipt.
        citation: The clause that sets the day.
        parts: What the submission consists of; the form itself by default.
        period: What the forms are to cover, where one form is due several times.
        cohort: Key of the cohort of divisions that alone hand in; all of the level by default.
    """

    key: str
    label: str
    forms: tuple[str, ...]
    sender: Level
    recipient: Level
    due_on: date
    citation: Citation
    parts: tuple[SubmissionPart, ...] = ()
    period: Period | None = None
    cohort: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.recipient.rank > self.sender.rank:
            raise DefinitionError(
                f"schedule {self.key!r}: a {self.sender} does not hand in to a {self.recipient}",
                f"报送时限“{self.key}”由{self.sender.label}报给{self.recipient.label}，方向反了",
                "sender 写报送的一级，recipient 写收文的上一级",
            )
        if not all(each.label.strip() for each in self.parts):
            raise DefinitionError(
                f"schedule {self.key!r} has a part without a name",
                f"报送时限“{self.key}”有一项报送内容没有名称",
                '例：parts = ["统计表电子版", "书面总结"]',
            )
        keys = [each.key for each in self.parts]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise DefinitionError(
                f"schedule {self.key!r} has parts twice: {', '.join(twice)}",
                f"报送时限“{self.key}”的报送内容重名：{'、'.join(twice)}",
                "每项内容用不同的 key",
            )

    @property
    def all_parts(self) -> tuple[SubmissionPart, ...]:
        """Its parts, the form itself first where none of them is named as the form."""
        if any(each.form for each in self.parts):
            return self.parts
        return (FORM_PART, *self.parts)
