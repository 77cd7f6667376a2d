"""A look through a workbook before xlrd reads it, which trusts every count in it ([MS-XLS])."""

from __future__ import annotations

import struct
from typing import Final

from attrs import frozen

from kejifupin.office.grid import FOOTER, HEADER
from kejifupin.office.legacy.binary import u16, u32
from kejifupin.office.legacy.xls.texts import count_texts, short_text
from kejifupin.office.limits import Limits
from kejifupin.office.markers import PREFIX
from kejifupin.office.refusal import RefusedFileError, broken, dangerous

_CODE_PAGE: Final = 0x42
# Programs that wrote for Chinese users alone often left the code page out.
_CHINESE: Final = frozenset({None, 936, 10008})
_BEGINNING_97, _VERSION_97 = 0x0809, 0x0600
_EOF, _CONTINUE, _LOCKED, _SHEET, _TEXTS = 0x0A, 0x3C, 0x2F, 0x85, 0xFC
_BEGINNINGS: Final = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_NAMES: Final = frozenset({0x0018, 0x0218})
_NOTHING: Final = 0xFFFF
_MANY: Final = frozenset({0xBD, 0xBE})
_CELLS: Final = frozenset(
    {
        *(0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206),
        *(0x0406, 0x027E, 0x00FD, 0x00D6, *_MANY),
    }
)
_MARGINS: Final = {0x14: HEADER, 0x15: FOOTER}
_MOST_COLUMNS: Final = 256
_MOST_NAMES: Final = 2_000
_WORKSHEET: Final = 0
_OWN_NAMES: Final = (PREFIX.encode(), PREFIX.encode("utf-16-le"))
_HEAD: Final = struct.Struct("<HH")


@frozen
class Outline:
    """A workbook that has been looked through (工作簿概况).

    Args:
        stream: The workbook, without the names that are no markers: xlrd works out the formula
            of each, and gives the whole workbook up over one that it does not understand.
        hidden: For each worksheet whether it is hidden; empty before Excel 5.
        encoding: In what texts before Excel 97 are written, None for what the workbook says.
        margins: For each worksheet its headers and footers as stored, each with its word.
    """

    stream: bytes
    hidden: tuple[bool, ...]
    encoding: str | None = None
    margins: tuple[tuple[tuple[str, str], ...], ...] = ()


def look_through(stream: bytes, limits: Limits) -> Outline:
    """Check that a workbook asks for no more than its size allows.

    Args:
        stream: The stream ``Workbook``.
        limits: The limits.

    Raises:
        RefusedFileError: If it is encrypted, broken, or built as no program builds it.
    """
    mended = bytearray(stream)
    starts: list[int] = []
    hidden: list[bool] = []
    shown: list[int] = []
    names = 0
    texts: list[tuple[int, int]] = []
    code_page = None
    for code, start, end in _globals(stream, limits):
        if code == _CODE_PAGE and end - start >= 2:
            code_page = u16(stream, start)
        if code == _LOCKED:
            raise RefusedFileError("file.encrypted")
        if code == _SHEET and end - start >= 6:
            starts.append(u32(stream, start))
            if stream[start + 5] == _WORKSHEET:
                hidden.append(stream[start + 4] & 3 != 0)
                shown.append(u32(stream, start))
        elif code in _NAMES:
            own = any(stream.find(name, start, end) >= 0 for name in _OWN_NAMES)
            names += own
            if not own:
                _HEAD.pack_into(mended, start - 4, _NOTHING, end - start)
        elif code == _TEXTS or (code == _CONTINUE and texts and texts[-1][1] == start - 4):
            texts.append((start, end))
    if len(starts) > limits.sheets or names > _MOST_NAMES:
        raise dangerous("工作簿里的工作表或名称过多")
    if texts:
        # xlrd stops where a workbook counts its texts wrongly.
        count = count_texts([stream[start:end] for start, end in texts])
        struct.pack_into("<L", mended, texts[0][0] + 4, count)
    stored = _check_sheets(stream, starts or [0], limits)
    old = _is_old(stream)
    chinese = old and code_page in _CHINESE
    return Outline(
        bytes(mended),
        tuple(hidden),
        "gb18030" if chinese else None,
        tuple(
            tuple((word, short_text(data, old=old)) for word, data in stored.get(start, ()))
            for start in shown or [0]
        ),
    )


def _is_old(stream: bytes) -> bool:
    """Whether texts are in the bytes of a code page, as before Excel 97."""
    return u16(stream, 0) != _BEGINNING_97 or u16(stream, 4) != _VERSION_97


def _globals(stream: bytes, limits: Limits) -> list[tuple[int, int, int]]:
    """The records in front of the sheets: code, where the content begins, and where it ends."""
    found: list[tuple[int, int, int]] = []
    at, depth, end = 0, 0, len(stream)
    while at + 4 <= end:
        code, size = _HEAD.unpack_from(stream, at)
        if code in _BEGINNINGS:
            depth += 1
        elif code == _EOF:
            depth -= 1
        if depth <= 0:
            return found
        found.append((code, at + 4, min(at + 4 + size, end)))
        if len(found) > limits.sheet_cells:
            raise dangerous("工作簿的单元格过多")
        at += 4 + size
    raise broken("工作簿不完整，可能没有传完")


_Margins = list[tuple[str, bytes]]


def _check_sheets(stream: bytes, starts: list[int], limits: Limits) -> dict[int, _Margins]:
    """No sheet may reach into another, which would be read again for each.

    Returns:
        By the place of each sheet its headers and footers as stored.
    """
    margins: dict[int, _Margins] = {}
    left = limits.sheet_cells
    end = 0
    for start in sorted(starts):
        if start < end or start + 4 > len(stream):
            raise broken("工作簿里工作表的位置前后矛盾")
        end, widths, margins[start] = _sheet(stream, start, left)
        left -= sum(widths.values())
        if left < 0 or len(widths) > limits.sheet_rows:
            raise dangerous("工作簿的单元格过多")
    return margins


def _sheet(stream: bytes, start: int, most: int) -> tuple[int, dict[int, int], _Margins]:
    """Where a sheet ends, how many columns each of its rows has, its headers and footers."""
    widths: dict[int, int] = {}
    margins: _Margins = []
    at, depth, records = start, 0, 0
    last = len(stream) - 4
    unpack = _HEAD.unpack_from
    while at <= last:
        code, size = unpack(stream, at)
        records += 1
        if code in _CELLS and size >= 4:
            row, col = unpack(stream, at + 4)
            if code in _MANY:
                col = max(col, u16(stream, at + 4 + size - 2))
            if col >= widths.get(row, 0):
                widths[row] = col + 1
                if col >= _MOST_COLUMNS:
                    raise broken("单元格的位置不对")
        elif code in _BEGINNINGS:
            depth += 1
        elif code == _EOF:
            depth -= 1
            if depth <= 0:
                return at + 4 + size, widths, margins
        elif code in _MARGINS and size and depth == 1:
            margins.append((_MARGINS[code], stream[at + 4 : at + 4 + size]))
        at += 4 + size
        if records > most:
            raise dangerous("工作簿的单元格过多")
    raise broken("工作簿不完整，可能没有传完")
