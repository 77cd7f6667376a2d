"""Number formats: which stored numbers are days, times, shares or codes with leading zeros."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from attrs import frozen

from kejifupin.office.xlsx.scalings import Scaling, scalings


class Kind(Enum):
    """What a number format makes of a number (数字格式类别)."""

    PLAIN = "plain"
    DATE = "date"
    MONTH = "month"
    TIME = "time"
    DATETIME = "datetime"
    PERCENT = "percent"
    ZEROS = "zeros"


@frozen
class NumberFormat:
    """A number format reduced to what changes how a number reads (数字格式).

    Args:
        kind: What it makes of a number.
        digits: For `Kind.ZEROS`, the least number of digits.
        scalings: For `Kind.PLAIN`, how numbers are shown if not as they are.
    """

    kind: Kind = Kind.PLAIN
    digits: int = 0
    scalings: tuple[Scaling, ...] = ()


PLAIN: Final = NumberFormat()
_LONGEST: Final = 255

# ECMA-376 part 1, 18.8.30: 14 to 22 and 45 to 47 everywhere, 27 to 36 and 50 to 58 in Chinese.
_BUILTIN_CODES: Final = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58), "yyyy-m-d"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy-m"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm"),
    22: "yyyy-m-d h:mm",
}
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_AM_PM = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)


@lru_cache(maxsize=1024)
def number_format(number: int, own: str | None) -> NumberFormat:
    """Understand a number format.

    Args:
        number: Its number in the styles part.
        own: Its code, if the workbook states one.

    >>> number_format(31, None).kind, number_format(176, 'yyyy"年"m"月"').kind
    (<Kind.DATE: 'date'>, <Kind.MONTH: 'month'>)
    >>> number_format(177, "000000").digits
    6
    """
    code = own if own is not None else _BUILTIN_CODES.get(number, "")
    if len(code) > _LONGEST:
        return PLAIN
    bare = _NOT_CODE.sub("", code).split(";", 1)[0].strip()
    if not bare or bare.lower().startswith("g"):
        return _plain(code)
    if re.fullmatch("0{2,}", bare):
        return NumberFormat(Kind.ZEROS, len(bare))
    if "%" in bare:
        return NumberFormat(Kind.PERCENT)
    kind = _moment(bare)
    return _plain(code) if kind is Kind.PLAIN else NumberFormat(kind)


def _plain(code: str) -> NumberFormat:
    shown = scalings(code) if code else ()
    return NumberFormat(scalings=shown) if shown else PLAIN


def _moment(code: str) -> Kind:
    """Whether a code prints days or times; beside digits the letters are a unit."""
    clock = _AM_PM.search(code) is not None
    letters = _AM_PM.sub("", code).lower()
    if re.search(r"[#?]|0(?!0*$)", letters.replace("ss.0", "ss").replace("ss.00", "ss")):
        return Kind.PLAIN
    hours = clock or "h" in letters or "s" in letters or "[m" in letters
    day = "d" in letters or "a" in letters
    year = "y" in letters or "e" in letters
    month = "m" in letters
    if hours:
        return Kind.DATETIME if day or year else Kind.TIME
    if day:
        return Kind.DATE
    if year or month:
        return Kind.MONTH if month or year else Kind.DATE
    return Kind.PLAIN
