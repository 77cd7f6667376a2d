"""Texts and numbers of binary workbooks as the workbooks of today would write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from kejifupin.office.glyphs import glyph_marks, in_symbol_font
from kejifupin.office.grid import Mark
from kejifupin.office.xlsx.values import BLANK, Value

_PRIVATE = re.compile("[\uf000-\uf0ff]")
_EXACT: Final = 1e15
_ERRORS: Final = MappingProxyType(
    {
        0x00: "#NULL!",
        0x07: "#DIV/0!",
        0x0F: "#VALUE!",
        0x17: "#REF!",
        0x1D: "#NAME?",
        0x24: "#NUM!",
        0x2A: "#N/A",
    }
)


def as_seen(font: str | None, text: str) -> str:
    """A text as a font shows it; see `kejifupin.office.glyphs.in_symbol_font`.

    >>> as_seen("wingdings 2", "R"), as_seen(None, "R")
    ('☑', 'R')
    """
    if font is None and _PRIVATE.search(text) is None:
        return text
    return in_symbol_font(font, text)


def digits(stored: float) -> str:
    """A stored number in digits, whole ones without a point.

    >>> digits(5.0), digits(0.1), digits(2.22401197001010e17)
    ('5', '0.1', '2.2240119700101e+17')
    """
    if -_EXACT < stored < _EXACT and stored == int(stored):
        return str(int(stored))
    return repr(stored)


def error_value(code: int) -> Value:
    """What a cell shows whose formula is wrong."""
    return Value(_ERRORS.get(code, "#N/A"), issue_code="cell.error_value")


def boolean_value(stored: object) -> Value:
    """What a cell shows that holds yes or no."""
    return Value("TRUE" if stored else "FALSE")


def text_value(stored: str, font: str | None, runs: Sequence[tuple[int, str | None]] = ()) -> Value:
    """A text in the symbol fonts of its cell and its runs.

    Args:
        stored: The text.
        font: The symbol font of the cell, None for one with letters.
        runs: Where the font changes, in UTF-16 units, and the symbol font from there.

    >>> text_value("R种植", None, ((0, "wingdings 2"), (1, None))).text
    '☑种植'
    """
    if not stored:
        return BLANK
    if font is None and not any(after for _, after in runs):
        text = _one_break(stored)
        return Value(text, marks=glyph_marks(text))
    units = stored.encode("utf-16-le", "surrogatepass")
    typed: list[str] = []
    shown: list[str] = []
    at = 0
    for start, following in (*runs, (len(units), None)):
        end = max(at, min(2 * start, len(units)))
        piece = _one_break(units[at:end].decode("utf-16-le", "replace"))
        typed.append(piece)
        shown.append(as_seen(font, piece))
        at, font = end, following
    before, after = "".join(typed), "".join(shown)
    marks = tuple(
        mark if before[mark.offset] == after[mark.offset] else _symbol(mark)
        for mark in glyph_marks(after)
    )
    return Value(after, marks=marks)


def _one_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _symbol(mark: Mark) -> Mark:
    return Mark("sym", mark.checked, mark.offset)
