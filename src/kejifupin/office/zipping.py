"""Parts to a zip file that is the same bytes whenever and wherever it is written.

Every part is deflated on its own and can be kept, so that a form of which one part alone differs
from the next is not packed anew (APPNOTE.TXT 4.3 and 4.4).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Final, NamedTuple

from kejifupin.errors import OfficeError

_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
_LEVEL: Final = 6
# For what differs from form to form: half the time for a tenth more bytes.
_QUICK: Final = 1
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_OFFSET: Final = struct.Struct("<L")
_OFFSET_AT: Final = _ENTRY.size - _OFFSET.size
_VERSION: Final = 20
_STORED: Final = 0
_DEFLATED: Final = 8
_UTF8: Final = 0x800
# The first day that a zip file can say: no clock gets in.
_EPOCH: Final = 0x21
_LARGEST: Final = 0xFFFFFFFF


class PackedPart(NamedTuple):
    """A part with its local header, and its entry in the directory (压缩部件).

    Args:
        record: The local header and the deflated content, in pieces.
        size: Bytes of the record.
        front: The entry up to the place of the record.
        name: The end of the entry, which is the name.
    """

    record: tuple[bytes, ...]
    size: int
    front: bytes
    name: bytes

    def entry_at(self, offset: int) -> bytes:
        """The entry of a part whose record begins at an offset."""
        return self.front + _OFFSET.pack(offset) + self.name


def pack_part(name: str, content: bytes | Iterable[bytes], *, quick: bool = False) -> PackedPart:
    """Deflate a part.

    Args:
        name: Its name.
        content: Its content, whole or piece by piece.
        quick: Whether to save time rather than bytes.

    Raises:
        OfficeError: If it is larger than a plain zip file can say.
    """
    deflater = zlib.compressobj(_QUICK if quick else _LEVEL, zlib.DEFLATED, -15)
    size = crc = 0
    packed: list[bytes] = []
    for piece in (content,) if isinstance(content, bytes) else content:
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        packed.append(deflater.compress(piece))
    packed.append(deflater.flush())
    return packed_part(name, packed, size=size, crc=crc)


def packed_part(
    name: str, packed: Sequence[bytes], *, size: int, crc: int, stored: bool = False
) -> PackedPart:
    """A part whose content was packed before.

    Args:
        name: Its name.
        packed: The packed content, in pieces.
        size: Bytes of the content unpacked.
        crc: Its checksum.
        stored: Whether it was left as it is instead of deflated.

    Raises:
        OfficeError: If it is larger than a plain zip file can say.
    """
    if size > _LARGEST:
        raise OfficeError(f"{name} is larger than a zip file can say")
    n_packed = sum(map(len, packed))
    written = name.encode()
    flags = 0 if name.isascii() else _UTF8
    method = _STORED if stored else _DEFLATED
    told = (_VERSION, flags, method, 0, _EPOCH, crc, n_packed, size)
    local = _LOCAL.pack(b"PK\x03\x04", *told, len(written), 0)
    entry = _ENTRY.pack(b"PK\x01\x02", _VERSION, *told, len(written), 0, 0, 0, 0, 0, 0)
    size = len(local) + len(written) + n_packed
    return PackedPart((local, written, *packed), size, entry[:_OFFSET_AT], written)


def zip_parts(parts: Mapping[str, str | bytes | PackedPart]) -> bytes:
    """Put the parts of a package together, content types first, the rest by name.

    Args:
        parts: Name → content; text is written as UTF-8.

    Returns:
        The bytes of the package; equal for equal parts and one version of zlib.
    """
    return join_parts([_packed(name, parts[name]) for name in _in_order(parts)])


def join_parts(parts: Sequence[PackedPart]) -> bytes:
    """Put packed parts together, in the order given.

    Raises:
        OfficeError: If the package is larger than a plain zip file can say.
    """
    body = chain.from_iterable(part.record for part in parts)
    directory = b"".join(_entries(parts, 0))
    start = sum(part.size for part in parts)
    return b"".join((*body, directory, _end(len(parts), len(directory), start)))


class PackedPackage:
    """A package of which all parts but one are packed once and for all (预压缩包).

    The open part stands last, so that nothing else has to be said anew.

    Args:
        parts: Name → content of the others.
        open_part: Name of the part that differs.
        kept: Whether the others keep their order instead of being sorted.
    """

    def __init__(
        self,
        parts: Mapping[str, str | bytes | PackedPart],
        open_part: str,
        *,
        kept: bool = False,
    ) -> None:
        packed = [_packed(name, parts[name]) for name in (parts if kept else _in_order(parts))]
        self.open_part = open_part
        self._head = b"".join(chain.from_iterable(part.record for part in packed))
        self._listed = b"".join(_entries(packed, 0))
        self._count = len(packed) + 1

    def with_part(self, part: PackedPart) -> bytes:
        """The package with the open part filled in."""
        start = len(self._head)
        directory = self._listed + part.entry_at(start)
        end = _end(self._count, len(directory), start + part.size)
        return b"".join((self._head, *part.record, directory, end))


def _packed(name: str, content: str | bytes | PackedPart) -> PackedPart:
    if isinstance(content, PackedPart):
        return content
    return pack_part(name, content.encode() if isinstance(content, str) else content)


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name not in _FIRST, name))


def _offsets(parts: Sequence[PackedPart], start: int) -> Iterator[int]:
    return accumulate((part.size for part in parts), initial=start)


def _entries(parts: Sequence[PackedPart], start: int) -> Iterator[bytes]:
    for part, offset in zip(parts, _offsets(parts, start), strict=False):
        yield part.entry_at(offset)


def _end(count: int, size: int, start: int) -> bytes:
    if start + size > _LARGEST:
        raise OfficeError("the package is larger than a zip file can say")
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0)
