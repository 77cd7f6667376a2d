"""The file information block at the beginning of a Word document ([MS-DOC] 2.5)."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import Final

from attrs import frozen

from kejifupin.office.legacy.binary import u16
from kejifupin.office.refusal import RefusedFileError, UnreadFormatError, broken

_WORD_97: Final = 193
_MAGIC: Final = 0xA5EC
_MAGICS_BEFORE: Final = (0xA5DB, 0xA5DC, 0xA697, 0xA698, 0xA699, 0xA99B)
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
_STORIES: Final = 8
_MARGINS: Final = 2
_TEXT_BOXES: Final = 6


class Part(IntEnum):
    """Tables of a document by their number in the block (文档结构表)."""

    STYLES = 1
    SECTIONS = 6
    MARGINS = 11
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    FONTS = 15
    BOOKMARK_NAMES = 21
    BOOKMARK_STARTS = 22
    PIECES = 33
    SHAPES = 40
    TEXT_BOXES = 56


@frozen
class Header:
    """Where everything is in a Word document (文件头).

    Args:
        table: Name of the stream that holds the tables.
        stories: Length in characters of the body, of what belongs to it, and so on.
        places: For each table its place in that stream and its size.
    """

    table: str
    stories: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    @property
    def wanted(self) -> int:
        """How many characters are of use: the body's, and all up to the end of its text boxes."""
        return sum(self.stories[: _TEXT_BOXES + 1])

    @property
    def margins_start(self) -> int:
        """Where the text of headers and footers begins."""
        return sum(self.stories[:_MARGINS])

    @property
    def boxes_start(self) -> int:
        """Where the text of text boxes begins."""
        return sum(self.stories[:_TEXT_BOXES])

    def part(self, part: Part, tables: bytes) -> bytes:
        """One table; empty where a document has none."""
        start, size = self.places[part] if part < len(self.places) else (0, 0)
        return tables[start : start + size]


def read_header(stream: bytes) -> Header:
    """Read the block.

    Args:
        stream: The stream ``WordDocument``.

    Raises:
        RefusedFileError: If it is encrypted, of Word 95 or older, or cut off.
    """
    magic, version = (u16(stream, 0), u16(stream, 2)) if len(stream) > 32 else (0, 0)
    if magic in _MAGICS_BEFORE or (magic == _MAGIC and version < _WORD_97):
        raise UnreadFormatError("doc", "file.word_95")
    if magic != _MAGIC:
        raise broken("里面没有 Word 正文")
    flags = u16(stream, 10)
    if flags & _ENCRYPTED:
        raise RefusedFileError("file.encrypted")
    numbers_at = 32 + 2 + 2 * u16(stream, 32)
    n_numbers = u16(stream, numbers_at)
    numbers = struct.unpack_from(f"<{n_numbers}l", stream, numbers_at + 2)
    places_at = numbers_at + 2 + 4 * n_numbers
    n_places = u16(stream, places_at)
    places = struct.unpack_from(f"<{2 * n_places}L", stream, places_at + 2)
    return Header(
        "1Table" if flags & _WHICH_TABLE else "0Table",
        tuple(max(0, number) for number in numbers[3 : 3 + _STORIES]),
        tuple(zip(places[::2], places[1::2], strict=True)),
    )
