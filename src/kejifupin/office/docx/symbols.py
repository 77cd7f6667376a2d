"""Fields that show what stands in their code: enclosed characters and SYMBOL."""

from __future__ import annotations

import re

from kejifupin.office.glyphs import DIGITS, symbol, symbol_font
from kejifupin.office.grid import CHECKED, UNCHECKED

_LONGEST = 200
_ENCLOSED = re.compile(r"\\o\s*(?:\\a[clr])?\s*\(\s*([□○◯◇△])\s*[,，;；]([^)]*)\)", re.IGNORECASE)
_SYMBOL_FIELD = re.compile(r"^\s*symbol\s+(0x[0-9a-f]+|\d+).*?\\f\s*\"?([^\"\\]+)", re.IGNORECASE)


def field_symbol(code: str) -> str | None:
    r"""What a field shows whose result is in its code: enclosed characters and SYMBOL.

    >>> field_symbol(r" eq \o\ac(□,√)"), field_symbol(r"eq \o\ac(○,3)"), field_symbol("PAGE")
    ('☑', '③', None)
    """
    if len(code) > _LONGEST:
        return None
    if match := _ENCLOSED.search(code):
        outer, inner = match[1], match[2].strip()
        if outer == "□":
            return CHECKED if inner else UNCHECKED
        if inner.isdecimal() and 1 <= int(inner) <= len(DIGITS):
            return DIGITS[int(inner) - 1]
        return inner
    if match := _SYMBOL_FIELD.match(code):
        base = 16 if match[1].lower().startswith("0x") else 10
        return symbol(symbol_font(match[2]), int(match[1], base))
    return None
