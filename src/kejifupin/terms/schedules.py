"""What is due when, and with whom: schedules and the parts of a submission."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.citations import Citation
from kejifupin.terms.display import chinese_date
from kejifupin.terms.divisions import Level
from kejifupin.terms.recurring import Recurrence, name_span
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
        every: How often it is due again; ``due_on`` and ``period`` are then those of the first.
        until: No later than this day is it due again; by default as long as a ``period`` begins
            within the programme, and without one as long as ``due_on`` lies within it.
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
    every: Recurrence | None = None
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        self._check_recurrence()
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

    def occurrences(self, last: date) -> tuple[Schedule, ...]:
        """Each time that it is due, as a schedule of its own, e.g. ``returns.2018Q2``.

        Args:
            last: Last day of the programme.

        Returns:
            The schedule itself where it does not recur.
        """
        if self.every is None:
            return (self,)
        found = [self._occurrence(self.every, 0)]
        while True:
            following = self._occurrence(self.every, len(found))
            period, due_on = following.period, following.due_on
            day = due_on if self.until is not None or period is None else period.start
            if day > (self.until or last):
                return tuple(found)
            found.append(following)

    def _occurrence(self, every: Recurrence, number: int) -> Schedule:
        due_on = every.after(self.due_on, number)
        if self.period is None:
            period, key, words = None, f"{due_on}", f"{chinese_date(due_on)}前"
        else:
            period = every.span_after(self.period, number)
            key, words = name_span(period, every)
        return attrs.evolve(
            self,
            key=f"{self.key}.{key}",
            label=f"{self.label}（{words}）",
            due_on=due_on,
            period=period,
            every=None,
            until=None,
        )

    def _check_recurrence(self) -> None:
        if self.every is None and self.until is not None:
            raise DefinitionError(
                f"schedule {self.key!r} ends and does not recur",
                f"报送时限“{self.key}”写了 until，没有写 every",
                '反复报的写上 every = "quarter"；只报一次的去掉 until',
            )
        if self.until is not None and self.until < self.due_on:
            raise DefinitionError(
                f"schedule {self.key!r} ends before it is first due",
                f"报送时限“{self.key}”的 until（{self.until}）早于第一次的期限（{self.due_on}）",
                "due_on 写第一次的期限，until 写最后一次的",
            )
        if (
            self.every is not None
            and self.period is not None
            and self.every.after(self.period.start, 1) <= self.period.end
        ):
            raise DefinitionError(
                f"schedule {self.key!r}: its period is longer than the time until it recurs",
                f"报送时限“{self.key}”{self.every.label}报一次，第一次的统计时段"
                f"（{self.period.start}至{self.period.end}）却更长，前后两次会重叠",
                "period 只写第一次统计的时段，如第一个季度的起止",
            )

    @property
    def all_parts(self) -> tuple[SubmissionPart, ...]:
        """Its parts, the form itself first where none of them is named as the form."""
        if any(each.form for each in self.parts):
            return self.parts
        return (FORM_PART, *self.parts)
