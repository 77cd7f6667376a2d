"""The streams of an OLE2 compound file, bounded by the size of the file ([MS-CFB]).

Libraries for it follow the sizes that a file claims; here no chain is longer than the file has
sectors, and no sector is read for the sake of another twice.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kejifupin.office.refusal import broken

# An array's type of four bytes.
_WORD: Final = "I" if array("I").itemsize == 4 else "L"
_FREE: Final = 0xFFFFFFFA
_NONE: Final = 0xFFFFFFFF
_ENTRY: Final = 128
_MINI: Final = 64
_STREAM: Final = 2


class _Entry(NamedTuple):
    """A stream or storage as the directory lists it (目录项)."""

    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The streams at the top of a compound file, by name in any case (复合文档).

    Args:
        data: The whole file.

    Raises:
        RefusedFileError: If its tables cannot be read.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise broken("复合文档不完整，可能没有传完")
        version, shift, mini_shift = struct.unpack_from("<H2xHH", data, 26)
        if shift not in (9, 12) or mini_shift != 6:
            raise broken("复合文档的文件头不对")
        self._data = data
        self._size = 1 << shift
        self._wide = version == 4
        self._sectors = max(0, (len(data) - 1) // self._size)
        self._fat = self._table()
        first_directory, self._cutoff, first_mini = struct.unpack_from("<L4xLL", data, 48)
        self._first_mini = first_mini
        self._minifat: array[int] | None = None
        self._mini_stream = b""
        self._directory = self._chain(first_directory, len(data))
        self._entries = self._top_entries()

    @property
    def names(self) -> frozenset[str]:
        """Names of the streams and storages at the top, in small letters."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The content of a stream; empty if there is none of that name.

        A stream whose sectors end too early gives what is left of it.
        """
        entry = self._entries.get(name.lower())
        if entry is None or entry.kind != _STREAM:
            return b""
        if entry.size < self._cutoff:
            return self._mini_chain(entry.start, entry.size)
        return self._chain(entry.start, entry.size)

    def _table(self) -> array[int]:
        """The allocation table: what follows each sector."""
        per_sector = self._size // 4
        table = array(_WORD)
        for sector in self._table_sectors():
            table += _numbers(self._sector(sector))
            if len(table) >= self._sectors:
                break
        if not table:
            raise broken("复合文档的分配表不对")
        del table[max(self._sectors, per_sector) :]
        return table

    def _table_sectors(self) -> Iterator[int]:
        first = struct.unpack_from("<109L", self._data, 76)
        yield from (sector for sector in first if sector < _FREE)
        following = struct.unpack_from("<L", self._data, 68)[0]
        seen: set[int] = set()
        while following < self._sectors and following not in seen:
            seen.add(following)
            numbers = _numbers(self._sector(following))
            yield from (sector for sector in numbers[:-1] if sector < _FREE)
            following = numbers[-1] if numbers else _NONE

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, start: int, size: int) -> bytes:
        pieces = [
            self._sector(sector)
            for sector in _follow(self._fat, start, -(-min(size, len(self._data)) // self._size))
        ]
        return b"".join(pieces)[:size]

    def _mini_chain(self, start: int, size: int) -> bytes:
        if self._minifat is None:
            self._minifat = _numbers(self._chain(self._first_mini, len(self._data)))
            root = _entry(self._directory, 0, wide=self._wide)
            self._mini_stream = self._chain(root.start, root.size)
        pieces = [
            self._mini_stream[sector * _MINI : (sector + 1) * _MINI]
            for sector in _follow(self._minifat, start, -(-size // _MINI))
        ]
        return b"".join(pieces)[:size]

    def _top_entries(self) -> Mapping[str, _Entry]:
        count = len(self._directory) // _ENTRY
        if not count:
            raise broken("复合文档没有目录")
        found: dict[str, _Entry] = {}
        waiting = [_entry(self._directory, 0, wide=self._wide).child]
        seen: set[int] = set()
        while waiting:
            index = waiting.pop()
            if index >= count or index in seen:
                continue
            seen.add(index)
            entry = _entry(self._directory, index, wide=self._wide)
            found.setdefault(_name(self._directory, index).lower(), entry)
            waiting += (entry.left, entry.right)
        return found


def _numbers(piece: bytes) -> array[int]:
    numbers = array(_WORD, piece[: len(piece) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _follow(table: array[int], start: int, most: int) -> Iterator[int]:
    """The sectors of a chain, at most as many as there are."""
    sector = start
    for _ in range(min(most, len(table))):
        if sector >= len(table):
            return
        yield sector
        sector = table[sector]


def _entry(directory: bytes, index: int, *, wide: bool) -> _Entry:
    at = index * _ENTRY
    if at + _ENTRY > len(directory):
        raise broken("复合文档没有目录")
    kind, _, left, right, child = struct.unpack_from("<BB3L", directory, at + 66)
    start, size, high = struct.unpack_from("<3L", directory, at + 116)
    return _Entry(kind, left, right, child, start, size | high << 32 if wide else size)


def _name(directory: bytes, index: int) -> str:
    at = index * _ENTRY
    length = min(struct.unpack_from("<H", directory, at + 64)[0], 64)
    return directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
