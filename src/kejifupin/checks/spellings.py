"""Texts of which one says the same as another, only with more words around it."""

from __future__ import annotations

from collections.abc import Sequence

_NUMERALS = frozenset("0123456789〇一二三四五六七八九十百千")


def nested(texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Texts that begin or end with another, as addresses do that are written at full length.

    A number is not cut through: 11组 does not end with 1组.

    Args:
        texts: The texts; an empty one is in none.

    Returns:
        Index of a text and of one that it begins or ends with, at most two pairs for each text;
        found by sorting, without comparing each with each.

    >>> nested(("双山子村1组", "靖宇县双山子村1组", "双山子村11组", "石人沟村"))
    ((1, 0),)
    """
    found: dict[tuple[int, int], None] = {}
    for turned in (tuple(texts), tuple(text[::-1] for text in texts)):
        shorter: int | None = None
        for index in sorted(range(len(texts)), key=turned.__getitem__):
            text = turned[index]
            if not text:
                continue
            if shorter is None or not text.startswith(turned[shorter]):
                shorter = index
            elif not _cut_through(turned[shorter], text):
                found[index, shorter] = None
    return tuple(found)


def _cut_through(shorter: str, longer: str) -> bool:
    return shorter[-1] in _NUMERALS and longer[len(shorter) : len(shorter) + 1] in _NUMERALS
