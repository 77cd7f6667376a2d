"""A walk through the shared texts of an old workbook: none may lie over another."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from kejifupin.office.legacy.binary import u16, u32
from kejifupin.office.refusal import broken

_HEADER: Final = 8
_RICH, _PHONETIC, _WIDE = 0x08, 0x04, 0x01


def count_texts(records: Sequence[bytes]) -> int:
    """How many shared texts there are ([MS-XLS] 2.4.265).

    Args:
        records: The record of the texts and those that continue it.

    Raises:
        RefusedFileError: If one of those that the workbook counts is not whole.
    """
    if len(records[0]) < _HEADER:
        raise broken("工作簿里的文字不完整")
    claimed = u32(records[0], 4)
    walk = _Walk(records)
    count = 0
    try:
        while not walk.done:
            walk.text()
            count += 1
    except (struct.error, StopIteration):
        if count < claimed:
            raise broken("工作簿里的文字不完整") from None
    return count


def short_text(data: bytes, *, old: bool) -> str:
    """The text of a record that holds one text; empty if it is cut off.

    Args:
        data: The content of the record.
        old: Whether it is of before Excel 97, in bytes of the Chinese code page.
    """
    if old:
        return data[1 : 1 + data[0]].decode("gb18030", "replace")
    length, flags = struct.unpack_from("<HB", data) if len(data) > 3 else (0, 0)
    if flags & _WIDE:
        return data[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return data[3 : 3 + length].decode("latin-1")


class _Walk:
    """A walk through texts that run over from one record to the next (文字走查)."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = iter(records)
        self._left = len(records) - 1
        self._record = next(self._records)
        self._at = _HEADER

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._record) and not self._left

    def text(self) -> None:
        """Step over one text."""
        if self._at >= len(self._record):
            self._next()
        length, flags = struct.unpack_from("<HB", self._record, self._at)
        self._at += 3
        runs = phonetic = 0
        if flags & _RICH:
            runs = u16(self._record, self._at)
            self._at += 2
        if flags & _PHONETIC:
            phonetic = u32(self._record, self._at)
            self._at += 4
        self._characters(length, 2 if flags & _WIDE else 1)
        self._bytes(4 * runs + phonetic)

    def _characters(self, length: int, width: int) -> None:
        """Step over characters; where they run over, they say anew how wide they are."""
        while length:
            taken = min(length, max(0, len(self._record) - self._at) // width)
            self._at += taken * width
            length -= taken
            if length:
                self._next()
                width = 2 if self._record[:1] and self._record[0] & _WIDE else 1
                self._at = 1

    def _bytes(self, size: int) -> None:
        while size > len(self._record) - self._at:
            size -= max(0, len(self._record) - self._at)
            self._next()
        self._at += size

    def _next(self) -> None:
        self._record = next(self._records)
        self._left -= 1
        self._at = 0
