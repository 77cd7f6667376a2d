"""Markup of which most is the same each time: what stays is deflated once, the rest stored.

A deflate stream may be flushed so that what follows refers to nothing before it (RFC 1951, 3.2; the
full flush of zlib). Stretches deflated apart are put together with stored blocks between them, and
the whole is one stream like any other.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_STORED: Final = struct.Struct("<2H")
# What a full flush ends with: the length of a stored block with nothing in it.
_NOTHING: Final = b"\x00\x00\xff\xff"
_LAST: Final = b"\x03\x00"
_LARGEST: Final = 0xFFFF
_LONG: Final = 240
_BEST: Final = 9
_QUICK: Final = 1
_KEPT: Final = 128

Stretched = tuple[bytes, bytes]
"""A stretch, and the same deflated, up to the length of the stored block that follows it."""


class DeflatedPart(NamedTuple):
    """The content of a part as one deflate stream (压缩内容)."""

    packed: Sequence[bytes]
    size: int
    crc: int


class Stretch:
    """What stands between two fillings: constants, and heights that are mostly the same (固定段).

    Args:
        pieces: Constants, with numbers of heights between them.
    """

    __slots__ = ("_heights", "_kept", "_pieces")

    def __init__(self, pieces: Sequence[str | int]) -> None:
        self._pieces = tuple(pieces)
        self._heights = tuple(each for each in pieces if isinstance(each, int))
        self._kept: dict[tuple[str, ...], Stretched] = {}

    def plain(self, behind: str, front: str, heights: Sequence[str]) -> str:
        """The stretch with what belongs to the fillings on both sides of it.

        Args:
            behind: What belongs behind the filling before.
            front: What belongs in front of the filling that follows.
            heights: All heights of the page.
        """
        inner = (heights[each] if isinstance(each, int) else each for each in self._pieces)
        return "".join((behind, *inner, front))

    def between(self, behind: str, front: str, heights: Sequence[str]) -> Stretched:
        """The same, plain and deflated; what was deflated once is kept."""
        key = (behind, front, *[heights[number] for number in self._heights])
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            plain = self.plain(behind, front, heights).encode()
            found = self._kept[key] = plain, _flushed(plain, _BEST)
        return found


def deflated(pieces: Sequence[bytes], packed: Sequence[bytes]) -> DeflatedPart:
    """Put stretches and fillings together.

    Args:
        pieces: The content, stretches and fillings by turns; nothing follows the last stretch.
        packed: The stretches, deflated.
    """
    stream: list[bytes] = []
    for stretch, said in zip(packed, pieces[1::2], strict=True):
        stream.append(stretch)
        size = len(said)
        if size < _LONG:
            stream += (_STORED.pack(size, size ^ _LARGEST), said)
        else:
            stream += _long(said)
    stream.append(_LAST)
    whole = b"".join(pieces)
    return DeflatedPart(stream, len(whole), zlib.crc32(whole))


def _long(said: bytes) -> Iterator[bytes]:
    yield _NOTHING
    yield _flushed(said, _QUICK)
    yield _NOTHING


def _flushed(content: bytes, level: int) -> bytes:
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    return (deflater.compress(content) + deflater.flush(zlib.Z_FULL_FLUSH))[: -len(_NOTHING)]
