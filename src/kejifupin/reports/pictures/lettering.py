"""How wide a text is, and how it is broken or shortened to fit a place."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from matplotlib.ft2font import LoadFlags

from kejifupin.reports.pictures.fonts import Face, face_for, open_face

POINTS: Final = 72
"""Points in an inch."""
_NO_START: Final = frozenset("，。、；：！？）》”’…—%")
_NO_END: Final = frozenset("（《“‘")
_LONG: Final = 16
_UNSEEN: Final[dict[int, str]] = {
    **dict.fromkeys((*range(32), 127), " "),
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), ""),
}


def seen(text: str, *, lines: bool = False) -> str:
    """A text without what no font has a glyph for: tabs, marks of no width, ends of lines.

    Args:
        text: The text.
        lines: Whether ends of lines stay.
    """
    if lines:
        return "\n".join(map(seen, text.split("\n")))
    return text.translate(_UNSEEN)


def width(text: str, size: float) -> float:
    """How wide a text of one line is, in inches.

    Args:
        text: The text.
        size: Of its letters, in points.
    """
    text = seen(text)
    face = face_for(text)
    return sum(_advance(face, each) for each in text) * size / POINTS


@lru_cache(maxsize=8192)
def _advance(face: Face, letter: str) -> float:
    font = open_face(face)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / float(font.units_per_EM)


def shortened(text: str, size: float, room: float) -> str:
    """A text that fits, its end left out with … where it must be.

    Args:
        text: The text.
        size: Of its letters, in points.
        room: In inches.
    """
    text = seen(text)
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…" if text else ""


def wrapped(text: str, size: float, room: float, lines: int = _LONG) -> tuple[str, ...]:
    """A text in lines that fit, broken between any two characters as Chinese is.

    Numbers and words in Latin letters stay whole, and no line begins with a closing mark.

    Args:
        text: The text.
        size: Of its letters, in points.
        room: In inches.
        lines: How many lines there may be; the last is shortened.
    """
    found: list[str] = []
    rest = seen(text).strip()
    while rest and len(found) < lines - 1 and width(rest, size) > room:
        end = _break(rest, size, room)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return (*found, shortened(rest, size, room)) if rest else tuple(found)


def _break(text: str, size: float, room: float) -> int:
    end = 1
    while end < len(text) and width(text[: end + 1], size) <= room:
        end += 1
    for place in range(end, max(end // 2, 0), -1):
        before, after = text[place - 1], text[place : place + 1]
        joined = before.isascii() and after.isascii() and not (before + after).isspace()
        if not (after in _NO_START or before in _NO_END or (joined and before + after != "")):
            return place
    return end
