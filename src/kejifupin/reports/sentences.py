"""Sentences that carry the figures they state, so that each can be held against its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from string import Formatter
from typing import Final

import attrs
from attrs import frozen

from kejifupin.targets.judging import State

_DIGIT = re.compile("[0-9]")
_MOST_NAMES: Final = 10


class What(StrEnum):
    """What a figure of a report is (所述事项)."""

    LABEL = "label"
    """Words of a definition: the programme, a document, a target, a form."""
    NAMES = "names"
    """Divisions by name, or how many there are beside those named."""
    DAY = "day"
    """A day."""
    COUNT = "count"
    """How many things: targets in a state, divisions, forms, issues."""
    SHARE = "share"
    """One count as a share of another, in per cent."""
    VALUE = "value"
    """What a target's figure is."""
    BOUND = "bound"
    """What a target demands."""
    PACE = "pace"
    """What is expected of a target by the day."""
    AHEAD = "ahead"
    """By how much a figure is above the pace, or below it."""
    GAP = "gap"
    """What lacks until a target is met."""
    COMPLETION = "completion"
    """How much of a target is done, in per cent."""
    MISSING = "missing"
    """Of how many members the figure is unknown."""
    NOTE = "note"
    """What else is known of a target."""


@frozen
class Stated:
    """A figure or a name as it stands in a sentence (所述数据).

    Args:
        what: What it is.
        text: How it is printed.
        target: Key of the target that it is of.
        divisions: Codes of the divisions that it is of.
        state: The state that is counted.
        detail: What else tells it: the key of a form, the code of an issue.
    """

    what: What
    text: str
    target: str | None = None
    divisions: tuple[str, ...] = ()
    state: State | None = None
    detail: str = ""

    def __str__(self) -> str:
        return self.text


def _frozen(stated: Mapping[str, Stated]) -> tuple[tuple[str, Stated], ...]:
    return tuple(stated.items())


@frozen
class Sentence:
    """A sentence with what it states (带数据的句子).

    Args:
        template: The words, with a name in braces for each figure; no digit among them.
        stated: The figures by name.

    Raises:
        ValueError: The words hold a digit, or name a figure that is not stated.
    """

    template: str
    stated: tuple[tuple[str, Stated], ...] = attrs.field(converter=_frozen)

    def __attrs_post_init__(self) -> None:
        names = {name for _, name, _, _ in Formatter().parse(self.template) if name}
        if _DIGIT.search(self.template) or names != {name for name, _ in self.stated}:
            raise ValueError(f"a figure of the sentence {self.template!r} is not stated")

    @property
    def text(self) -> str:
        """The sentence as it is printed."""
        return self.template.format(**{name: each.text for name, each in self.stated})

    def get(self, name: str) -> Stated:
        """The figure of that name.

        Raises:
            KeyError: There is none.
        """
        return dict(self.stated)[name]


def say(template: str, **stated: Stated) -> Sentence:
    """A sentence.

    >>> say("共{n}项。", n=Stated(What.COUNT, "3")).text
    '共3项。'
    """
    return Sentence(template, stated)


def quoted(text: str) -> str:
    """Words in quotation marks; those within them become single ones.

    >>> quoted("“科技之冬”统计表")
    '“‘科技之冬’统计表”'
    """
    inner = text.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def book_title(text: str) -> str:
    """The title of a document in its marks; those within it become single ones.

    >>> book_title("关于印发《方案》的通知")
    '《关于印发〈方案〉的通知》'
    """
    inner = text.replace("《", "〈").replace("》", "〉")
    return f"《{inner}》"


def label(text: str) -> Stated:
    """Words of a definition, as they are."""
    return Stated(What.LABEL, text)


def count(number: int, detail: str = "", state: State | None = None) -> Stated:
    """How many there are."""
    return Stated(What.COUNT, str(number), state=state, detail=detail)


def names(codes: Sequence[str], called: Sequence[str], counted: str = "") -> Stated:
    """Divisions by name: all of them, or the first and how many they are.

    Args:
        codes: Their codes.
        called: Their names, in the same order.
        counted: What they are counted as, e.g. ``个县``; empty where their number is told before.
    """
    shown = "、".join(called[:_MOST_NAMES])
    if len(called) > _MOST_NAMES:
        shown += f"等{len(called)}{counted}" if counted else "等"
    return Stated(What.NAMES, shown, divisions=tuple(codes))


def joined(sentences: Iterable[Sentence]) -> str:
    """The text of some sentences that follow each other."""
    return "".join(each.text for each in sentences)
