"""A zip file read with suspicion: bounded, no duplicates, no overlaps, nothing encrypted.

``zipfile`` builds its whole directory before anything can be checked, lets the last of two
members with one name win, and in older Pythons reads overlapping members; hence an own reader of
the two methods that Office packages use (APPNOTE.TXT 4.3 and 4.4; ECMA-376 part 2, annex B).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from attrs import frozen

from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError, broken, dangerous

_END: Final = struct.Struct("<4s4H2LH")
_END64_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_ENTRY: Final = struct.Struct("<8x2H4x3L3H8xL")
_LOCAL: Final = struct.Struct("<26x2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_UTF8 = 0x800
_WIDE = 0xFFFFFFFF
_CHUNK = 64 * 1024


class Member(NamedTuple):
    """One part of a package as its directory states it (部件)."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int

    @property
    def stored(self) -> bool:
        """Whether it is left as it is instead of deflated."""
        return self.method == _STORED


@frozen
class Archive:
    """A checked zip file (压缩包).

    Args:
        data: The whole file.
        members: Lower-case name with forward slashes → member.
    """

    data: bytes
    members: Mapping[str, Member]

    def packed(self, member: Member) -> bytes:
        """The content of a part as it lies in the file."""
        return self.data[member.start : member.start + member.packed]

    def read(self, name: str, limits: Limits) -> bytes:
        """The content of a part, which must be within ``limits.part_bytes``.

        Raises:
            RefusedFileError: If the content is not what the directory says.
        """
        member = self.members[name.lower()]
        if member.size > limits.part_bytes:
            raise dangerous(f"{member.name} 展开后有 {_mib(member.size)}")
        packed = self.packed(member)
        if member.method == _STORED:
            content = packed
        else:
            inflater = zlib.decompressobj(-15)
            try:
                content = inflater.decompress(packed, member.size + 1)
            except zlib.error as error:
                raise broken("压缩的内容已损坏") from error
        if len(content) > member.size:
            raise dangerous(f"{member.name} 展开后比目录里写的大")
        if len(content) < member.size or zlib.crc32(content) != member.crc:
            raise broken(f"{member.name} 的内容校验不符")
        return content

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a part piece by piece, verified at its end.

        Raises:
            RefusedFileError: If the content is not what the directory says.
        """
        member = self.members[name.lower()]
        packed = memoryview(self.data)[member.start : member.start + member.packed]
        left, crc = member.size, 0
        for piece in _inflate(packed) if member.method == _DEFLATED else _slices(packed):
            left -= len(piece)
            if left < 0:
                raise dangerous(f"{member.name} 展开后比目录里写的大")
            crc = zlib.crc32(piece, crc)
            yield piece
        if left or crc != member.crc:
            raise broken(f"{member.name} 的内容校验不符")


def open_archive(data: bytes, limits: Limits) -> Archive:
    """Read and check the directory of a zip file.

    Raises:
        RefusedFileError: If it is broken, encrypted, or built in a way that no office program
            builds it.
    """
    count, size, start, shift = _find_directory(data)
    if count > limits.parts or size > limits.parts * 512:
        raise dangerous(f"包里的部件超过 {limits.parts} 个")
    entries = _entries(data[start : start + size], shift)
    if len(entries) > limits.parts:
        raise dangerous(f"包里的部件超过 {limits.parts} 个")
    members: dict[str, Member] = {}
    taken: list[tuple[int, int]] = []
    for entry in entries:
        member = _locate(data, entry)
        taken.append((entry.start, member.start + member.packed))
        if not member.size and member.name.endswith("/"):
            continue
        key = member.name.lower()
        if key in members:
            raise dangerous(f"包里有两个部件同名：{member.name[:80]}")
        members[key] = member
    if not taken:
        raise broken("压缩包里什么也没有")
    taken.sort()
    last = 0
    for begin, end in (*taken, (start, start)):
        if begin < last:
            raise dangerous("包里的部件互相重叠")
        last = end
    return Archive(data, members)


def _find_directory(data: bytes) -> tuple[int, int, int, int]:
    """Number of entries, size, start, and how far offsets are shifted by what stands in front."""
    tail = max(0, len(data) - _END.size - 0xFFFF)
    at = data.rfind(b"PK\x05\x06", tail)
    if at < 0 or at + _END.size > len(data):
        raise broken("压缩包没有结尾，可能没有传完")
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, at)
    end = at
    locator = at - _END64_LOCATOR.size
    if locator >= 0 and data.startswith(b"PK\x06\x07", locator):
        end = _END64_LOCATOR.unpack_from(data, locator)[2]
        if not data.startswith(b"PK\x06\x06", end) or end + _END64.size > len(data):
            raise broken("压缩包的目录位置不对")
        *_, count, size, offset = _END64.unpack_from(data, end)
    start = end - size
    if start < 0 or offset > start:
        raise broken("压缩包的目录位置不对")
    return count, size, start, start - offset


def _entries(directory: bytes, shift: int) -> list[Member]:
    """The entries of a directory, each starting where its local header is said to be."""
    found: list[Member] = []
    at = 0
    while at < len(directory):
        name_at = at + _ENTRY.size
        if name_at > len(directory) or not directory.startswith(b"PK\x01\x02", at):
            raise broken("压缩包的目录已损坏")
        told = _ENTRY.unpack_from(directory, at)
        flags, method, crc, packed, size, n_name, n_extra, n_note, offset = told
        name_end = name_at + n_name
        raw = directory[name_at:name_end]
        at = name_end + n_extra + n_note
        if flags & _ENCRYPTED:
            raise RefusedFileError("file.encrypted")
        if _WIDE in (size, packed, offset):
            extra = directory[name_end : name_end + n_extra]
            size, packed, offset = _wide(extra, size, packed, offset)
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        name = name.replace("\\", "/").lstrip("/")
        found.append(Member(name, method, crc, packed, size, offset + shift))
    return found


def _wide(extra: bytes, *values: int) -> tuple[int, int, int]:
    """Sizes and offset of an entry, from its zip64 field where they do not fit."""
    size, packed, offset = values
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            wide = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            size, packed, offset = (next(wide, 0) if value == _WIDE else value for value in values)
        at += 4 + length
    return size, packed, offset


def _locate(data: bytes, entry: Member) -> Member:
    """The same part, starting where its content does."""
    name, method, crc, packed, size, offset = entry
    body = offset + _LOCAL.size
    if body > len(data) or not data.startswith(b"PK\x03\x04", offset):
        raise broken("压缩包的目录和内容对不上")
    n_name, n_extra = _LOCAL.unpack_from(data, offset)
    start = body + n_name + n_extra
    if start + packed > len(data):
        raise broken("压缩包不完整，可能没有传完")
    if method not in (_STORED, _DEFLATED):
        raise dangerous("包里用了办公软件不用的压缩方法")
    return Member(name, method, crc, packed, size, start)


def _inflate(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    try:
        for piece in _slices(packed):
            rest: bytes | memoryview = piece
            while rest:
                if out := inflater.decompress(rest, _CHUNK * 4):
                    yield out
                rest = inflater.unconsumed_tail
            if inflater.eof:
                return
        if out := inflater.flush():
            yield out
    except zlib.error as error:
        raise broken("压缩的内容已损坏") from error
    if not inflater.eof:
        raise broken("压缩的内容不完整")


def _slices(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _CHUNK):
        yield bytes(packed[at : at + _CHUNK])


def _mib(size: int) -> str:
    return f"{size / 1048576:,.0f} MB"
