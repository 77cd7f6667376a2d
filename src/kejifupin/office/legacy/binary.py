"""Numbers out of bytes, and a count of how much work a file has asked for."""

from __future__ import annotations

import re
import struct
from typing import Final

from kejifupin.office.refusal import dangerous

_U16: Final = struct.Struct("<H")
_I16: Final = struct.Struct("<h")
_U32: Final = struct.Struct("<L")
_HALF = re.compile("[\ud800-\udfff]")


def u16(data: bytes, at: int) -> int:
    """Two bytes as a number from 0; ``struct.error`` beyond the end."""
    value: int = _U16.unpack_from(data, at)[0]
    return value


def i16(data: bytes, at: int) -> int:
    """Two bytes as a number that may be negative; ``struct.error`` beyond the end."""
    value: int = _I16.unpack_from(data, at)[0]
    return value


def u32(data: bytes, at: int) -> int:
    """Four bytes as a number from 0; ``struct.error`` beyond the end."""
    value: int = _U32.unpack_from(data, at)[0]
    return value


def joined_halves(text: str) -> str:
    r"""A text of which every character is one UTF-16 unit, with its surrogate pairs joined.

    >>> joined_halves("\ud83d\uddf9种植") == "\U0001f5f9种植", joined_halves("\ud83d")
    (True, '\ufffd')
    """
    if _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Meter:
    """Refuses a file that asks for more work than any form does (工作量上限).

    Args:
        most: How many steps are allowed.
    """

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self, count: int = 1) -> None:
        """Count some steps.

        Raises:
            RefusedFileError: If there are too many.
        """
        self._left -= count
        if self._left < 0:
            raise dangerous("内容过多，超出一般表格")
