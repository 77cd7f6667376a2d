"""Formatted disk pages: which properties lie over which text ([MS-DOC] 2.9.33, 2.9.174)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import Final

from kejifupin.office.legacy.binary import u16

_PAGE: Final = 512
_NOWHERE: Final = 0xFFFFFFFF
_PARAGRAPH_ENTRY: Final = 13


class Pages:
    """The properties of the characters, or of the paragraphs, of a document (格式页).

    Args:
        stream: The stream ``WordDocument``.
        table: Offsets in it, and the page that tells about each stretch.
        paragraphs: Whether the pages are about paragraphs.
    """

    def __init__(self, stream: bytes, table: bytes, *, paragraphs: bool) -> None:
        count = max(0, (len(table) - 4) // 8)
        self._stream = stream
        self._paragraphs = paragraphs
        self._edges: tuple[int, ...] = struct.unpack_from(f"<{count + 1}L", table) if count else ()
        self._numbers = [
            number & 0x3FFFFF for number in struct.unpack_from(f"<{count}L", table, 4 * (count + 1))
        ] if count else []  # fmt: skip
        self._pages: dict[int, tuple[tuple[int, ...], list[bytes | None]]] = {}

    def at(self, offset: int) -> tuple[bytes, int]:
        """The properties of the text at an offset, and the offset to which they reach.

        What no page tells about has no properties.
        """
        place = bisect_right(self._edges, offset) - 1
        if place < 0:
            return b"", self._edges[0] if self._edges else _NOWHERE
        if place >= len(self._numbers):
            return b"", _NOWHERE
        number = self._numbers[place]
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._open(number)
        edges, found = page
        index = bisect_right(edges, offset) - 1
        if 0 <= index < len(found):
            properties = found[index]
            if properties is None:
                properties = found[index] = self._properties(number, index, len(found))
            return properties, max(edges[index + 1], offset + 1)
        following = edges[0] if edges and index < 0 else self._edges[place + 1]
        return b"", max(following, offset + 1)

    def _open(self, number: int) -> tuple[tuple[int, ...], list[bytes | None]]:
        page = self._page(number)
        if len(page) < _PAGE:
            return (), []
        count = page[-1]
        if 4 * (count + 1) > _PAGE - 1:
            return (), []
        return struct.unpack_from(f"<{count + 1}L", page), [None] * count

    def _page(self, number: int) -> bytes:
        return self._stream[number * _PAGE : (number + 1) * _PAGE]

    def _properties(self, number: int, index: int, count: int) -> bytes:
        page = self._page(number)
        width = _PARAGRAPH_ENTRY if self._paragraphs else 1
        place = 4 * (count + 1) + width * index
        at = 2 * page[place] if place < _PAGE - 1 else 0
        if not at:
            return b""
        size = page[at]
        if not self._paragraphs:
            return page[at + 1 : at + 1 + size]
        if size:
            return page[at + 1 : at + 2 * size]
        return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""


def style_and_modifiers(properties: bytes) -> tuple[int, bytes]:
    """A paragraph's style and its own modifiers."""
    return (u16(properties, 0), properties[2:]) if len(properties) >= 2 else (0, b"")
