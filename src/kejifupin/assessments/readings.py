"""What was read for one criterion of one subject."""

from __future__ import annotations

from typing import Any

import attrs
from attrs import frozen

from kejifupin.indicators.values import interval_text
from kejifupin.terms.intervals import Interval
from kejifupin.terms.origins import Place


@frozen
class Ground:
    """What a reading rests on, so that it can be followed further down (来由).

    Args:
        indicator: Key of an indicator whose value it is.
        target: Key of a target whose status it is.
        division: Code of the division.
        place: The cell of an entry.
    """

    indicator: str | None = None
    target: str | None = None
    division: str | None = None
    place: Place | None = None


@frozen
class Reading:
    """What was read: a number, a word, nothing, or that there was nothing to do (读数).

    Args:
        label: What was read, in Chinese.
        value: The possible values; None where nothing is known.
        unit: Their unit.
        words: The words that are possible, where it is no number.
        applies: False where the subject had no such task; None where that is not known.
        why: Why it is not known, or why it does not apply, in Chinese.
        grounds: What it rests on.
    """

    label: str
    value: Interval | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    applies: bool | None = True
    why: str = ""
    grounds: tuple[Ground, ...] = attrs.field(default=(), repr=False)

    def text(self) -> str:
        """What was read, in Chinese."""
        if self.applies is False:
            return f"{self.label}：{self.why or '没有这项任务'}"
        if self.words:
            told = "或".join(self.words)
        elif self.value is None:
            told = "不明"
        else:
            told = interval_text(self.value, self.unit)
        why = f"（{self.why}）" if self.why else ""
        return f"{self.label}{told}{why}"

    def with_(self, **changes: Any) -> Reading:
        """The same with something changed."""
        return attrs.evolve(self, **changes)
