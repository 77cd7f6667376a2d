"""Modifiers of properties ([MS-DOC] 2.6): a code of two bytes, and what it sets."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from kejifupin.office.legacy.binary import u16

# By the three highest bits of a code; 6 has its size in front.
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)
_VARIABLE: Final = 6


class Sprm(IntEnum):
    """The modifiers that say something about what a form holds (属性修饰)."""

    STYLE = 0x4600
    IN_TABLE = 0x2416
    ROW_END = 0x2417
    DEPTH = 0x6649
    DEPTH_CHANGE = 0x664A
    INNER_CELL_END = 0x244B
    INNER_ROW_END = 0x244C
    HUGE = 0x6646
    TABLE_PROPERTIES = 0x646B

    DELETED = 0x0800
    INSERTED = 0x0801
    PICTURE = 0x6A03
    DATA = 0x0806
    SYMBOL = 0x6A09
    PLAIN = 0x2A33
    STRUCK = 0x0837
    STRUCK_TWICE = 0x2A53
    HIDDEN = 0x083C
    CHARACTER_STYLE = 0x4A30
    FONT = 0x4A3D
    FONT_ASCII = 0x4A4F
    FONT_OTHER = 0x4A51

    CELLS = 0xD608
    CELLS_INSERT = 0x7621
    CELLS_DELETE = 0x5622
    CELLS_WIDTH = 0x7623
    CELLS_MERGE = 0x5624
    CELLS_SPLIT = 0x5625
    CELL_MERGE_DOWN = 0xD62B
    TABS = 0xC615


# Their size takes two bytes; the first is what Word 6 wrote.
_LONG: Final = frozenset({0xD606, Sprm.CELLS})
SHORT: Final = MappingProxyType(
    {
        0x18: Sprm.IN_TABLE,
        0x19: Sprm.ROW_END,
        0x41: Sprm.DELETED,
        0x42: Sprm.INSERTED,
        0x47: Sprm.DATA,
        0x53: Sprm.PLAIN,
        0x5C: Sprm.HIDDEN,
    }
)
"""The modifiers that a piece of text names in one byte ([MS-DOC] 2.9.215)."""


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers in a list, each with its operand; a cut one ends the list."""
    at, end = 0, len(data)
    while at + 2 < end:
        code = u16(data, at)
        at += 2
        size = _size(code, data, at)
        if at + size > end:
            return
        yield code, data[at : at + size]
        at += size


def _size(code: int, data: bytes, at: int) -> int:
    kind = code >> 13
    if kind != _VARIABLE:
        return _SIZES[kind]
    if code in _LONG:
        return 1 + u16(data, at) if at + 2 <= len(data) else 2
    if code == Sprm.TABS and data[at] == 0xFF:
        return _size_of_tabs(data, at)
    return 1 + data[at]


def _size_of_tabs(data: bytes, at: int) -> int:
    """Size of a list of tab stops too long for its size byte ([MS-DOC] 2.9.182)."""
    deleted = at + 1
    if deleted >= len(data):
        return len(data)
    added = deleted + 1 + 4 * data[deleted]
    if added >= len(data):
        return len(data)
    return added + 1 + 3 * data[added] - at
