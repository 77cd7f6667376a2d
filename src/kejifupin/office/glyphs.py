"""Boxes and ticks that people type as characters, and letters of symbol fonts that show them.

Code points of Wingdings, Wingdings 2, Webdings and Symbol after the mapping of Unicode 7.0
(L2/12-368); only what stands in forms. The rest becomes U+FFFD rather than a wrong letter.
"""

from __future__ import annotations

import re
import sys
from types import MappingProxyType
from typing import Final

from kejifupin.office.grid import CHECKED, UNCHECKED, Mark

TICKED: Final = frozenset("☑☒■√✓✔🗹🗷◼▣")
"""Characters people type for a ticked box or a tick."""
EMPTY: Final = frozenset("□☐◻▢❑❒")
"""Characters people type for an empty box."""
BOXES: Final = TICKED | EMPTY

_GLYPHS = re.compile("[" + "".join(sorted(BOXES)) + "]")
_LOST: Final = "\ufffd"
DIGITS: Final = "①②③④⑤⑥⑦⑧⑨⑩"
_DARK_DIGITS: Final = "❶❷❸❹❺❻❼❽❾❿"


def _table(pairs: str, **series: tuple[int, str]) -> dict[int, str]:
    table = {int(pair[:2], 16): pair[2:] for pair in pairs.split()}
    for start, chars in series.values():
        table.update(enumerate(chars, start))
    table.setdefault(0x20, " ")
    return table


_WINGDINGS = _table(
    f"28☎ 29✆ 2A✉ 46☞ 4A☺ 4B😐 4C☹ 6C● 6D❍ 6E■ 6F{UNCHECKED} 70{UNCHECKED} 71{UNCHECKED}"
    f" 72{UNCHECKED} 73⬧ 74⧫ 75◆ 76❖ 9E· 9F• A1○ A4◉ A6❍ A7▪ A8{UNCHECKED} AA✦ AB★"
    f" D8➢ DF← E0→ E1↑ E2↓ E8➔ EF⇦ F0⇨ FB✗ FC✓ FD{CHECKED} FE{CHECKED}",
    light=(0x81, DIGITS),
    dark=(0x8C, _DARK_DIGITS),
)
_WINGDINGS_2 = _table(
    f"4F✗ 50✓ 51{CHECKED} 52{CHECKED} 53{CHECKED} 54{CHECKED} 95● 96● 97● 98● 99○ 9E◉"
    f" A0▪ A1■ A2■ A3{UNCHECKED} A4{UNCHECKED} A5{UNCHECKED}",
    light=(0x6A, DIGITS),
    dark=(0x75, _DARK_DIGITS),
)
_WEBDINGS = _table(f"61✓ 63{UNCHECKED} 67■ 6E● 72✗")
_MARLETT = _table("61✓ 62✓ 72✗")
_SYMBOL = _table("A3≤ A5∞ B0° B1± B3≥ B4× B7• B8÷ B9≠ BB≈ D6√ D7⋅ DE⇒ AE→ AC←")

_FONTS: Final = MappingProxyType(
    {
        "wingdings": _WINGDINGS,
        "wingdings 2": _WINGDINGS_2,
        "webdings": _WEBDINGS,
        "marlett": _MARLETT,
        "symbol": _SYMBOL,
    }
)
NAMES_SYMBOL_FONT: Final = re.compile(rb"[Ww]ingdings|[Ww]ebdings|[Mm]arlett|[Ss]ymbol")
"""Finds out whether a part names a symbol font at all."""


def has_glyphs(text: str) -> bool:
    """Whether any box or tick is typed in a text."""
    return _GLYPHS.search(text) is not None


def glyph_marks(text: str) -> tuple[Mark, ...]:
    """The boxes and ticks typed in a text.

    >>> glyph_marks("种植☑养殖□")
    (Mark(kind='glyph', checked=True, offset=2), Mark(kind='glyph', checked=False, offset=5))
    """
    if not has_glyphs(text):
        return ()
    return tuple(Mark("glyph", m[0] in TICKED, m.start()) for m in _GLYPHS.finditer(text))


def symbol_font(name: str | None) -> str | None:
    """The symbol font behind a font name, or None for a font with ordinary letters."""
    font = (name or "").strip().lower()
    return font if font in _FONTS else None


def symbol(font: str | None, code: int) -> str:
    """The character that a code shows in a symbol font.

    >>> symbol("wingdings 2", 0x52), symbol("wingdings", 0xF0A8), symbol("wingdings", 0xFC)
    ('☑', '□', '✓')
    """
    if code > 0xF0FF or 0xFF < code < 0xF000:
        return _LOST if code > sys.maxunicode or 0xD7FF < code < 0xE000 else chr(code)
    return _FONTS.get(font or "wingdings", _WINGDINGS).get(code & 0xFF, _LOST)


def in_symbol_font(font: str | None, text: str) -> str:
    """A text as a font shows it, character by character.

    Only the Latin half of a text and private characters are in the symbol font. Symbol has
    ordinary digits and punctuation, so that of it only private characters are mapped.

    >>> in_symbol_font("wingdings 2", "R种植"), in_symbol_font(None, "R种植")
    ('☑种植', 'R种植')
    """
    latin = font not in (None, "symbol")
    return "".join(
        symbol(font, ord(char))
        if (latin and " " < char <= "\xff") or "\uf000" <= char <= "\uf0ff"
        else char
        for char in text
    )


_RAISED: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def raised(text: str) -> str:
    """A text as superscript, so that it is no part of the number before it.

    >>> "12" + raised("2")
    '12²'
    """
    return text.translate(_RAISED)


_TICKS: Final = MappingProxyType(
    {
        "wingdings": ("Wingdings", "\uf0fe"),
        "wingdings 2": ("Wingdings 2", "\uf052"),
        "webdings": ("Webdings", "\uf061"),
        "marlett": ("Marlett", "\uf061"),
        "symbol": ("Symbol", "\uf0d6"),
    }
)


def ticked_in(font: str | None) -> tuple[str, str]:
    """The font and the character of a ticked box, or of a tick, where boxes are of a font.

    >>> ticked_in("Wingdings 2"), ticked_in(None)
    (('Wingdings 2', '\uf052'), ('', '☑'))
    """
    return _TICKS.get((font or "").strip().lower(), ("", CHECKED))
