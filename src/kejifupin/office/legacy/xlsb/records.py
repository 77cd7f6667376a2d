"""The records of a part of a binary workbook, and the texts and numbers inside them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Final

from kejifupin.office.legacy.binary import Meter, u16, u32
from kejifupin.office.refusal import broken, dangerous

_NULL: Final = 0xFFFFFFFF
_LONGEST: Final = 32_767
_LARGEST: Final = 4 * 1024 * 1024
_RICH: Final = 1


class Brt(IntEnum):
    """The records that say something about what a form holds (记录类型)."""

    ROW = 0
    BLANK = 1
    RK = 2
    ERROR = 3
    BOOL = 4
    REAL = 5
    TEXT = 6
    SHARED_TEXT = 7
    FORMULA_TEXT = 8
    FORMULA_NUMBER = 9
    FORMULA_BOOL = 10
    FORMULA_ERROR = 11
    SHORT_BLANK = 12
    SHORT_RK = 13
    SHORT_ERROR = 14
    SHORT_BOOL = 15
    SHORT_REAL = 16
    SHORT_TEXT = 17
    SHORT_SHARED_TEXT = 18
    SHARED_ITEM = 19
    NAME = 39
    FONT = 43
    FORMAT = 44
    STYLE = 47
    COLUMN = 60
    RICH_TEXT = 62
    BOOK = 153
    SHEET = 156
    MERGED = 176
    MARGINS = 479
    EXTERNAL_SHEETS = 362
    STYLES_BEGIN = 617
    STYLES_END = 618


_LONG: Final = {
    Brt.SHORT_BLANK: Brt.BLANK,
    Brt.SHORT_RK: Brt.RK,
    Brt.SHORT_ERROR: Brt.ERROR,
    Brt.SHORT_BOOL: Brt.BOOL,
    Brt.SHORT_REAL: Brt.REAL,
    Brt.SHORT_TEXT: Brt.TEXT,
    Brt.SHORT_SHARED_TEXT: Brt.SHARED_TEXT,
}


def with_column(kind: int, data: bytes, col: int) -> tuple[int, bytes]:
    """A short cell as the cell that it stands for; any other record as it is.

    Args:
        kind: Its kind.
        data: Its content.
        col: The column behind the cell before.
    """
    if Brt.SHORT_BLANK <= kind <= Brt.SHORT_SHARED_TEXT:
        return _LONG[Brt(kind)], col.to_bytes(4, "little") + data
    return kind, data


def records(chunks: Iterable[bytes], meter: Meter) -> Iterator[tuple[int, bytes]]:
    """The records of a part: kind and content.

    Raises:
        RefusedFileError: If the part ends inside a record, or one is larger than any can be.
    """
    rest = b""
    for chunk in chunks:
        data = rest + chunk
        at, end = 0, len(data)
        while at < end:
            head = _head(data, at)
            if head is None or head[2] + head[1] > end:
                break
            kind, size, start = head
            meter.take()
            at = start + size
            yield kind, data[start:at]
        rest = data[at:]
        if len(rest) > _LARGEST:
            raise dangerous("单元格内容过长")
    if rest:
        raise broken("工作簿不完整，可能没有传完")


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind, size and start of a record, or None if its head is cut ([MS-XLSB] 2.1.4)."""
    end = len(data)
    kind = data[at]
    at += 1
    if kind & 0x80:
        if at >= end:
            return None
        kind = kind & 0x7F | (data[at] & 0x7F) << 7
        at += 1
    size = 0
    for shift in (0, 7, 14, 21):
        if at >= end:
            return None
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return kind, size, at


def wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A text, and where the next thing begins; empty where there is none."""
    count = u32(data, at)
    if count == _NULL:
        return "", at + 4
    end = at + 4 + 2 * count
    if count > _LONGEST or end > len(data):
        raise broken("工作簿里的文字不完整")
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def rich_text(data: bytes, at: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text, and where its fonts change: characters in front, and the font's number."""
    text, end = wide_text(data, at + 1)
    if not data[at] & _RICH or end + 4 > len(data):
        return text, ()
    count = min(u32(data, end), len(data) // 4)
    runs = (
        (u16(data, place), u16(data, place + 2))
        for place in range(end + 4, end + 4 + 4 * count, 4)
        if place + 4 <= len(data)
    )
    return text, tuple(runs)


def compact_number(data: bytes, at: int) -> str:
    """A number in four bytes, in digits ([MS-XLSB] 2.5.122)."""
    stored = u32(data, at)
    if stored & 2:
        whole = struct.unpack_from("<l", data, at)[0] >> 2
        if stored & 1:
            digits = f"{abs(whole):03d}"
            return f"{'-' if whole < 0 else ''}{digits[:-2]}.{digits[-2:]}"
        return str(whole)
    value: float = struct.unpack("<d", bytes(4) + struct.pack("<L", stored & ~3))[0]
    return repr(value / 100 if stored & 1 else value)
