"""Check boxes and lists that a form asks with ([MS-DOC] 2.9.78, 2.9.157)."""

from __future__ import annotations

import struct
from typing import Final

from kejifupin.office.legacy.binary import joined_halves, u16

_BOX, _LIST = 1, 2
_AS_DEFAULT: Final = 25
_TEXTS_BETWEEN: Final = 5
_EXTENDED: Final = 0xFFFF
_LONGEST_ENTRY: Final = 255


def form_field(data: bytes, at: int) -> bool | str | None:
    """What a form field shows: a box whether it is ticked, a list the entry chosen.

    Args:
        data: The data stream.
        at: Where the field lies in it.

    Returns:
        None for a field of text, and for what is no form field.
    """
    try:
        return _read(data, at + u16(data, at + 4))
    except struct.error:
        return None


def _read(data: bytes, at: int) -> bool | str | None:
    bits = u16(data, at + 4)
    kind, result = bits & 3, bits >> 2 & 31
    if data[at : at + 4] != b"\xff" * 4 or kind not in (_BOX, _LIST):
        return None
    at = _after_text(data, at + 10)
    default = u16(data, at)
    index = default if result == _AS_DEFAULT else result
    if kind == _BOX:
        return index == 1
    at += 2
    for _ in range(_TEXTS_BETWEEN):
        at = _after_text(data, at)
    return _entry(data, at, index)


def _after_text(data: bytes, at: int) -> int:
    """Where the next thing begins after a text that ends with a zero."""
    return at + 2 + 2 * u16(data, at) + 2


def _entry(data: bytes, at: int, index: int) -> str | None:
    """One of the entries of a list."""
    if u16(data, at) != _EXTENDED or index >= u16(data, at + 2):
        return None
    at += 6
    for _ in range(index):
        at += 2 + 2 * u16(data, at)
    length = min(u16(data, at), _LONGEST_ENTRY)
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "surrogatepass")
    return joined_halves(text)
