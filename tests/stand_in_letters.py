"""A font that has a box for every Chinese character, for machines without a Chinese font."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

FAMILY = "Kejifupin Stand-in"
# Latin, punctuation and signs, Chinese punctuation, Chinese characters, full width.
_RANGES = (
    (0x20, 0x7F),
    (0xA0, 0x180),
    (0x2000, 0x27C0),
    (0x3000, 0x3040),
    (0x4E00, 0x9FA6),
    (0xFF00, 0xFFF0),
)


def make_font(path: Path) -> None:
    """Write the font: one glyph, as wide as it is high, for all characters."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap(dict.fromkeys(chain(*(range(*each) for each in _RANGES)), "box"))
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(path)
