"""What cells refer to: shared texts with their rich runs, and styles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen
from lxml import etree

from kejifupin.office.alike import once_for_all_alike
from kejifupin.office.cells import Content, Mark, Value, compact, text_of
from kejifupin.office.glyphs import (
    NAMES_SYMBOL_FONT,
    glyph_marks,
    has_glyphs,
    in_symbol_font,
    raised,
    symbol_font,
)
from kejifupin.office.limits import Limits
from kejifupin.office.markup import is_on, small_int, stream
from kejifupin.office.xlsx.formats import PLAIN, NumberFormat, number_format
from kejifupin.office.xlsx.strings import decode

_STYLE_TAGS: Final = tuple(
    f"{{*}}{name}" for name in ("numFmt", "font", "xf", "fill", "border", "cellStyle", "dxf")
)
_SLICE: Final = 128 * 1024
STRUCK: Final = "cell.struck_text"
"""Code of what is told of a cell of which something is crossed out."""


def are_plain(stored: str) -> bool:
    """Whether every stretch of a stored text is a text as it stands, without boxes and ticks."""
    return "_x" not in stored and "\r" not in stored and not has_glyphs(stored)


def own_text(stored: str) -> Content:
    """A text as stored, with its boxes and ticks."""
    text = decode(stored) if "_x" in stored or "\r" in stored else stored
    marks = glyph_marks(text)
    return Value(text, marks=marks) if marks else text


def rich_text(item: etree._Element) -> Content:
    """The text of a string item: plain or in runs, without the phonetic guide.

    What is crossed out is left away and told.
    """
    typed: list[str] = []
    shown: list[str] = []
    struck = False
    for child in item:
        tag = child.tag
        if tag.endswith("}t"):
            typed.append(child.text or "")
            shown.append(child.text or "")
        elif tag.endswith("}r"):
            struck = _run(child, typed, shown) or struck
    code = STRUCK if struck else None
    if typed == shown and code is None:
        return own_text("".join(typed))
    before, after = "".join(typed), "".join(shown)
    return compact(Value(decode(after), issue_code=code, marks=_marks(before, after)))


def crossed_out(content: Content) -> Content:
    """What is left of a content that is crossed out as a whole."""
    return content if content == "" else Value(issue_code=STRUCK)


def in_font(content: Content, font: str) -> Content:
    """The same text in a symbol font."""
    typed = text_of(content)
    shown = in_symbol_font(font, typed)
    return content if shown == typed else compact(Value(shown, marks=_marks(typed, shown)))


def _run(run: etree._Element, typed: list[str], shown: list[str]) -> bool:
    """Add the text of a run; says whether there was some and it is crossed out."""
    font, struck, above = None, False, False
    for child in run:
        if child.tag.endswith("}rPr"):
            for name in child:
                if name.tag.endswith("}rFont"):
                    font = symbol_font(name.get("val"))
                elif name.tag.endswith("}strike"):
                    struck = is_on(name.get("val"))
                elif name.tag.endswith("}vertAlign"):
                    above = name.get("val") == "superscript"
        elif child.tag.endswith("}t"):
            text = child.text or ""
            if struck:
                return bool(text.strip())
            if above and "".join(shown)[-1:].isdigit():
                text = raised(text)
            typed.append(text)
            shown.append(text if font is None else in_symbol_font(font, text))
    return False


def _marks(typed: str, shown: str) -> tuple[Mark, ...]:
    """Marks of a text of which some characters come from a symbol font."""
    return tuple(
        mark if typed[mark.offset] == shown[mark.offset] else Mark("sym", mark.checked, mark.offset)
        for mark in glyph_marks(shown)
    )


@frozen
class StyleTable:
    """Cell styles reduced to number format, symbol font and strokes (样式).

    Args:
        formats: Number format of each cell style.
        fonts: Symbol font of each cell style, empty if no style has one.
        struck: Numbers of the cell styles that cross out what stands in the cell.
    """

    formats: tuple[NumberFormat, ...] = ()
    fonts: tuple[str | None, ...] = ()
    struck: frozenset[int] = frozenset()

    def strikes(self, style: str | None) -> bool:
        """Whether a cell with a style attribute is crossed out."""
        return bool(self.struck) and small_int(style) in self.struck

    def format_of(self, style: str | None) -> NumberFormat:
        """The number format of a cell with a style attribute."""
        index = small_int(style)
        return self.formats[index] if index is not None and index < len(self.formats) else PLAIN

    def symbol_font_of(self, style: str | None) -> str | None:
        """The symbol font of a cell with a style attribute."""
        index = small_int(style) if self.fonts else None
        return self.fonts[index] if index is not None and index < len(self.fonts) else None


@once_for_all_alike
def read_styles(data: bytes, limits: Limits) -> StyleTable:
    """Number formats, symbol fonts and strokes; nothing else in the styles part is looked at."""
    codes: dict[int, str] = {}
    fonts: list[str | None] = []
    lines: list[bool] = []
    formats: list[NumberFormat] = []
    chosen: list[int] = []
    symbols = NAMES_SYMBOL_FONT.search(data) is not None
    strikes = b"strike" in data
    for element in stream(_slices(data), _STYLE_TAGS, b">", limits):
        inside = _section(element)
        if inside == "cellXfs":
            number = _number(element.get("numFmtId"))
            formats.append(number_format(number, codes.get(number)))
            chosen.append(_number(element.get("fontId")))
        elif inside == "numFmts":
            codes[_number(element.get("numFmtId"))] = element.get("formatCode", "")
        elif inside == "fonts" and (symbols or strikes):
            fonts.append(_font(element))
            lines.append(_strikes(element))
    named = tuple(fonts[at] if at < len(fonts) else None for at in chosen) if any(fonts) else ()
    struck = frozenset(each for each, at in enumerate(chosen) if at < len(lines) and lines[at])
    return StyleTable(tuple(formats), named if any(named) else (), struck)


def _section(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else parent.tag.rpartition("}")[2]


def _font(element: etree._Element) -> str | None:
    for child in element:
        if child.tag.endswith("}name"):
            return symbol_font(child.get("val"))
    return None


def _strikes(element: etree._Element) -> bool:
    return any(child.tag.endswith("}strike") and is_on(child.get("val")) for child in element)


def _number(text: str | None) -> int:
    return small_int(text) or 0


def _slices(data: bytes) -> Iterator[bytes]:
    for at in range(0, len(data), _SLICE):
        yield data[at : at + _SLICE]
