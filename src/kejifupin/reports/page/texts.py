"""Texts that a page names by number, each written once."""

from __future__ import annotations

from collections.abc import Iterable


class Texts:
    """Texts by number: thousands of cells say the same few things (文本表)."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, text: str) -> int:
        """The number of a text.

        >>> texts = Texts()
        >>> texts.add("无数据"), texts.add("2支"), texts.add("无数据")
        (0, 1, 0)
        """
        return self._numbers.setdefault(text, len(self._numbers))

    def add_all(self, texts: Iterable[str]) -> tuple[int, ...]:
        """The numbers of several texts."""
        return tuple(map(self.add, texts))

    def all(self) -> tuple[str, ...]:
        """All texts in the order of their numbers."""
        return tuple(self._numbers)
