"""Titles on several lines: as words go, of nearly one length, in the shape of a trapezoid."""

from __future__ import annotations

import re
from typing import Final

from kejifupin.office.measure import columns

_PAIRS: Final = ("《》", "“”", "（）", "〔〕")
# A line does not end in front of these, nor behind those.
_NOT_FIRST: Final = frozenset("，、。：；！？》”）〕的和与及等们年月日个名项%—-")
_NOT_LAST: Final = frozenset("《“（〔第共—-")
_WELCOME_BEHIND: Final = frozenset(" ，、》”）的")
_WELCOME_BEFORE: Final = ("关于", "《", "“", "活动", "情况", "进展", "工作", "实施")
_LATIN = re.compile("[0-9A-Za-z.]{2}")
_FORBIDDEN: Final = 10_000


def title_lines(text: str, capacity: int) -> tuple[str, ...]:
    """A title on as many lines as it needs.

    No line breaks a number or stands alone with a word's end, what stands in quotation marks is
    kept together where it can be, and the lines are of nearly one length.

    Args:
        text: The title; a line break of its own stays.
        capacity: Characters that stand on a line.

    >>> title_lines("吉林省科协关于“科技之冬”活动进展情况的通报", 19)
    ('吉林省科协关于“科技之冬”', '活动进展情况的通报')
    """
    lines: list[str] = []
    for whole in text.split("\n"):
        count = max(1, -(-columns(whole) // (2 * capacity)))
        lines.extend(_split(whole.strip(), count, capacity))
    return tuple(lines)


def _split(text: str, count: int, capacity: int) -> tuple[str, ...]:
    """The best way to break a text into so many lines, or into more where none fits."""
    while count > 1:
        best: dict[tuple[int, int], tuple[int, int]] = {(0, 0): (0, 0)}
        costs = [_cost(text, place) for place in range(len(text) + 1)]
        wanted = columns(text) / count
        for line in range(1, count + 1):
            for end in range(1, len(text) + 1):
                found = [
                    (cost + costs[end] + _shape(text[start:end], wanted, capacity), start)
                    for (before, start), (cost, _) in best.items()
                    if before == line - 1 and start < end
                ]
                if found:
                    best[line, end] = min(found)
        cost, _ = best.get((count, len(text)), (_FORBIDDEN, 0))
        if cost < _FORBIDDEN:
            ends, place = [len(text)], len(text)
            for line in range(count, 1, -1):
                place = best[line, place][1]
                ends.insert(0, place)
            starts = (0, *ends[:-1])
            return tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))
        if count > len(text) // 2:
            break
        count += 1
    return (text,)


def _cost(text: str, place: int) -> int:
    """How bad it is to break a text at a place."""
    if place in (0, len(text)):
        return 0
    before, after = text[place - 1], text[place]
    if after in _NOT_FIRST or before in _NOT_LAST or _LATIN.match(text, place - 1):
        return _FORBIDDEN
    inside = sum(
        text.count(opening, 0, place) > text.count(closing, 0, place) for opening, closing in _PAIRS
    )
    welcome = (
        before in _WELCOME_BEHIND
        or text.endswith("关于", 0, place)
        or text.startswith(_WELCOME_BEFORE, place)
    )
    return 200 * inside + (0 if welcome else 120)


def _shape(line: str, wanted: float, capacity: int) -> int:
    width = columns(line)
    if width > 2 * capacity:
        return _FORBIDDEN
    away = abs(width - wanted)
    return int(away * away / 2)
