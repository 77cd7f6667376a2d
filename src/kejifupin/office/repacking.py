"""A package with some parts changed; all others are copied as they lie, unpacked by nobody."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from kejifupin.office.archive import Archive, Member
from kejifupin.office.refusal import dangerous

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_DEFLATED: Final = 8
_UTF8: Final = 0x800
_EPOCH: Final = 0x21
_LARGEST: Final = 0xFFFFFFFF


def repack(archive: Archive, changes: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """Write a package anew.

    Args:
        archive: The package as it came.
        changes: Name → content, whole or piece by piece. Names that the package has, in any case,
            keep their place and spelling; others are added at the end.

    Returns:
        The bytes of the package; equal for equal arguments and one version of zlib.

    Raises:
        RefusedFileError: If a part is larger than a plain zip file can say.
    """
    waiting = {name.lower(): (name, content) for name, content in changes.items()}
    body: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for key, member in archive.members.items():
        if (change := waiting.pop(key, None)) is None:
            packed = archive.data[member.start : member.start + member.packed]
            record, entry = _records(member, packed, at)
        else:
            record, entry = _records(*_deflated(member.name, change[1]), at)
        body.append(record)
        directory.append(entry)
        at += len(record)
    for name, content in waiting.values():
        record, entry = _records(*_deflated(name, content), at)
        body.append(record)
        directory.append(entry)
        at += len(record)
    listing = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), at, 0)
    return b"".join((*body, listing, end))


def _deflated(name: str, content: bytes | Iterable[bytes]) -> tuple[Member, bytes]:
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed: list[bytes] = []
    size = crc = 0
    for piece in (content,) if isinstance(content, bytes) else content:
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        packed.append(deflater.compress(piece))
    packed.append(deflater.flush())
    whole = b"".join(packed)
    return Member(name, _DEFLATED, crc, len(whole), size, 0), whole


def _records(member: Member, packed: bytes, offset: int) -> tuple[bytes, bytes]:
    """A part with its local header, and its entry in the directory."""
    if member.size > _LARGEST:
        raise dangerous("展开后过大")
    name = member.name.encode("utf-8", "replace")
    flags = 0 if member.name.isascii() else _UTF8
    told = (_VERSION, flags, member.method, 0, _EPOCH, member.crc, member.packed, member.size)
    local = _LOCAL.pack(b"PK\x03\x04", *told, len(name), 0)
    entry = _ENTRY.pack(b"PK\x01\x02", _VERSION, *told, len(name), 0, 0, 0, 0, 0, offset)
    return b"".join((local, name, packed)), entry + name
