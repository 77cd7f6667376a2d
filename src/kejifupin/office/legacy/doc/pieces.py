"""The text of a document, which lies in pieces ([MS-DOC] 2.8.35, 2.9.177)."""

from __future__ import annotations

import struct
import sys
from array import array
from typing import Final, NamedTuple

from attrs import frozen

from kejifupin.office.legacy.binary import Meter, u16, u32
from kejifupin.office.refusal import broken, dangerous

_MODIFIERS, _TABLE = 1, 2
_COMPRESSED: Final = 0x40000000
_MOST_CHARACTERS: Final = 2_000_000
_WESTERN: Final = {
    code: bytes((code,)).decode("cp1252", "replace")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


class Piece(NamedTuple):
    """A stretch of text that lies together in the file (文字片).

    Args:
        start: Its first character in the document.
        end: The character after its last.
        offset: Where it begins in the stream.
        width: Bytes of a character: 1 or 2.
        modifiers: What it changes of the properties of its text.
    """

    start: int
    end: int
    offset: int
    width: int
    modifiers: bytes | int

    def offset_of(self, position: int) -> int:
        """Where one of its characters lies in the stream."""
        return self.offset + (position - self.start) * self.width

    def position_of(self, offset: int) -> int:
        """The first character that lies at an offset or after it, within the piece."""
        return min(self.end, self.start + -((self.offset - offset) // self.width))


@frozen
class Text:
    """All text of a document, one character for each position (正文).

    Args:
        chars: The characters; beyond the first plane two stand for one.
        pieces: The pieces, without gaps.
    """

    chars: str
    pieces: tuple[Piece, ...]


def read_text(stream: bytes, pieces: bytes, wanted: int, meter: Meter) -> Text:
    """Put the text together.

    Args:
        stream: The stream ``WordDocument``.
        pieces: The table of pieces.
        wanted: How many characters the document says it has.
        meter: Counts the pieces.

    Raises:
        RefusedFileError: If a piece lies outside the stream, or there are too many.
    """
    if wanted > _MOST_CHARACTERS:
        raise dangerous(f"正文超过 {_MOST_CHARACTERS} 个字")
    found: list[Piece] = []
    chars: list[str] = []
    for piece in _pieces(pieces, wanted, meter):
        content = stream[piece.offset : piece.offset_of(piece.end)]
        if len(content) < (piece.end - piece.start) * piece.width:
            raise broken("正文不完整，可能没有传完")
        found.append(piece)
        chars.append(_decode(content, piece.width))
    if not found:
        raise broken("里面没有 Word 正文")
    return Text("".join(chars), tuple(found))


def _pieces(data: bytes, wanted: int, meter: Meter) -> list[Piece]:
    lists, at = _piece_modifiers(data)
    count = (u32(data, at + 1) - 4) // 12
    if count <= 0 or at + 5 + 4 + count * 12 > len(data):
        raise broken("正文的目录不完整")
    meter.take(count)
    edges = struct.unpack_from(f"<{count + 1}L", data, at + 5)
    found: list[Piece] = []
    for number in range(count):
        start, end = edges[number], edges[number + 1]
        if end < start or (number == 0 and start):
            raise broken("正文的目录前后矛盾")
        if start >= wanted:
            break
        end = min(end, wanted)
        if end == start:
            continue
        place, short = struct.unpack_from("<LH", data, at + 5 + 4 * (count + 1) + 8 * number + 2)
        packed = place & _COMPRESSED
        offset = place & 0x3FFFFFFF
        own: bytes | int = short
        if short & 1:
            own = lists[short >> 1] if short >> 1 < len(lists) else b""
        found.append(Piece(start, end, offset // 2 if packed else offset, 1 if packed else 2, own))
    return found


def _piece_modifiers(data: bytes) -> tuple[list[bytes], int]:
    """The lists of modifiers in front of the table, and where the table begins."""
    lists: list[bytes] = []
    at = 0
    while at < len(data) and data[at] == _MODIFIERS:
        size = u16(data, at + 1)
        lists.append(data[at + 3 : at + 3 + size])
        at += 3 + size
    if at >= len(data) or data[at] != _TABLE:
        raise broken("正文的目录不完整")
    return lists, at


def _decode(content: bytes, width: int) -> str:
    if width == 1:
        return content.decode("latin-1").translate(_WESTERN)
    text = content.decode("utf-16-le", "surrogatepass")
    if len(text) * 2 == len(content):
        return text
    # A pair of surrogates is two positions, and stays two until the text is shown.
    units = array("H", content)
    if sys.byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))
