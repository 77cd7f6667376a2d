"""Style sheet and fonts: what a style says before a text speaks for itself ([MS-DOC] 2.9.271)."""

from __future__ import annotations

import struct
from typing import Final

from kejifupin.office.glyphs import symbol_font
from kejifupin.office.legacy.binary import u16

_PARAGRAPH, _CHARACTER, _TABLE = 1, 2, 3
_NO_STYLE: Final = 0xFFF
_DEEPEST: Final = 16
_FONT_NAME: Final = 39
_LONGEST_NAME: Final = 64
_LONGEST_LIST: Final = 512


class StyleSheet:
    """The modifiers that styles stand for (样式表).

    Args:
        data: The style sheet as stored.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts: list[tuple[int, int]] = []
        self._known: dict[int, bytes] = {}
        if len(data) < 6:
            return
        header, count, self._base_size = struct.unpack_from("<3H", data)
        at = 2 + header
        for _ in range(min(count, _NO_STYLE)):
            if at + 2 > len(data):
                return
            size = u16(data, at)
            self._starts.append((at + 2, size))
            at += 2 + size

    def of_characters(self, style: int) -> bytes:
        """What a style, and those it is based on, say about characters, the latter first."""
        known = self._known.get(style)
        if known is None:
            own: list[bytes] = []
            seen = 0
            following = style
            while following < len(self._starts) and seen < _DEEPEST:
                modifiers, following = self._read(following)
                own.append(modifiers)
                seen += 1
            known = self._known[style] = b"".join(reversed(own))
        return known

    def _read(self, style: int) -> tuple[bytes, int]:
        """The modifiers of one style, and the style that it is based on."""
        start, size = self._starts[style]
        entry = self._data[start : start + size]
        if len(entry) < self._base_size + 2 or len(entry) < 10:
            return b"", _NO_STYLE
        kind, base = u16(entry, 2) & 0xF, u16(entry, 2) >> 4
        lists = u16(entry, 4) & 0xF
        at = self._base_size + 2 + 2 * u16(entry, self._base_size) + 2
        found = [b""]
        for _ in range(lists):
            if at + 2 > len(entry):
                break
            length = u16(entry, at)
            found.append(entry[at + 2 : at + 2 + min(length, _LONGEST_LIST)])
            at += 2 + length + length % 2
        wanted = {_CHARACTER: 1, _PARAGRAPH: 2, _TABLE: 3}.get(kind, 0)
        return found[wanted] if wanted < len(found) else b"", base


def symbol_fonts(data: bytes) -> tuple[str | None, ...]:
    """The symbol font behind each font of a document ([MS-DOC] 2.9.284, 2.9.87)."""
    if len(data) < 4:
        return ()
    found: list[str | None] = []
    at = 4
    for _ in range(u16(data, 0)):
        if at >= len(data):
            break
        size = data[at]
        entry = data[at + 1 : at + 1 + size]
        name = entry[_FONT_NAME : _FONT_NAME + 2 * _LONGEST_NAME].decode("utf-16-le", "replace")
        found.append(symbol_font(name.split("\0", 1)[0]))
        at += 1 + size
    return tuple(found)
