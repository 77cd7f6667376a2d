"""The names in an OLE2 compound file, enough to tell a .doc from an .xls ([MS-CFB])."""

from __future__ import annotations

import struct
from typing import Final

_FREE: Final = 0xFFFFFFFA
_ENTRY: Final = 128
_MOST_SECTORS: Final = 256


def root_streams(data: bytes) -> frozenset[str]:
    """Names of the streams and storages at the top of a compound file.

    A damaged directory gives what could be read of it, never an exception.
    """
    directory = _directory(data)
    count = len(directory) // _ENTRY
    names: set[str] = set()
    if not count:
        return frozenset()
    waiting = [struct.unpack_from("<L", directory, 76)[0]]
    seen: set[int] = set()
    while waiting:
        index = waiting.pop()
        if index >= count or index in seen:
            continue
        seen.add(index)
        at = index * _ENTRY
        length = min(struct.unpack_from("<H", directory, at + 64)[0], 64)
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        names.add(name.lstrip("\x01\x05\x06"))
        waiting += struct.unpack_from("<2L", directory, at + 68)
    return frozenset(names)


def _directory(data: bytes) -> bytes:
    if len(data) < 512:
        return b""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return b""
    size = 1 << shift
    sector = struct.unpack_from("<L", data, 48)[0]
    table = struct.unpack_from("<109L", data, 76)
    pieces: list[bytes] = []
    seen: set[int] = set()
    while sector < _FREE and sector not in seen and len(seen) < _MOST_SECTORS:
        seen.add(sector)
        piece = data[(sector + 1) * size : (sector + 2) * size]
        pieces.append(piece)
        fat, place = divmod(sector, size // 4)
        if len(piece) < size or fat >= len(table) or table[fat] >= _FREE:
            break
        at = (table[fat] + 1) * size + place * 4
        if at + 4 > len(data):
            break
        sector = struct.unpack_from("<L", data, at)[0]
    return b"".join(pieces)
