"""What a user got wrong on the command line, told in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kejifupin.terms.text import nearest

_LISTED = 12


class WrongUseError(Exception):
    """The command was not used as it can be.

    Args:
        message: What is wrong, in Chinese.
        remedy: What to write instead, in Chinese.
        details: Further lines, where there is more than one thing to put right.
    """

    def __init__(self, message: str, remedy: str = "", details: Sequence[str] = ()) -> None:
        self.message = message
        self.remedy = remedy
        self.details = tuple(details)
        super().__init__(message)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is printed."""
        remedy = f" → {self.remedy}" if self.remedy else ""
        return (f"错误：{self.message}{remedy}", *self.details)


def unknown(what: str, name: str, known: Iterable[str]) -> WrongUseError:
    """The error of a name that is not among those known, with the nearest of them.

    >>> unknown("命令", "stauts", ("status", "read")).lines[0]
    '错误：没有命令“stauts” → 是否应为“status”？'
    """
    known = tuple(known)
    return WrongUseError(f"没有{what}“{name}”", suggestion(name, known))


def suggestion(name: str, known: Sequence[str]) -> str:
    """The nearest names, or all where none is near."""
    if close := nearest(name, known):
        return f"是否应为{'或'.join(f'“{each}”' for each in close)}？"
    more = f"等{len(known)}个" if len(known) > _LISTED else ""
    return f"可用：{'、'.join(known[:_LISTED])}{more}" if known else ""
