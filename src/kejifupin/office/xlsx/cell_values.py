"""What one ``c`` element holds: a text, a number, a day, a mistake, or nothing."""

from __future__ import annotations

from lxml import etree

from kejifupin.office.glyphs import glyph_marks
from kejifupin.office.markup import is_on, small_int
from kejifupin.office.refusal import broken
from kejifupin.office.xlsx.strings import decode
from kejifupin.office.xlsx.texts import SharedText, StyleTable, rich_text
from kejifupin.office.xlsx.values import BLANK, Value, read_iso, read_number

_REMEMBERED = 10_000


class CellValues:
    """Reads the values of the cells of a workbook (单元格取值).

    Args:
        texts: The shared texts.
        styles: The cell styles.
        from_1904: Whether days count from 1904.
    """

    def __init__(
        self, texts: tuple[SharedText, ...], styles: StyleTable, *, from_1904: bool
    ) -> None:
        self._texts = texts
        self._values = [
            Value(text.text, marks=text.marks) if text.text else BLANK for text in texts
        ]
        self._styles = styles
        self._from_1904 = from_1904
        self._shown: dict[tuple[str, str], Value] = {}
        self._seen: dict[str, Value] = {}
        self._numbers: dict[tuple[bytes, bytes], Value] = {}

    def of(self, item: etree._Element) -> Value:
        """The value of a cell; exactly `BLANK` if it holds nothing.

        Raises:
            RefusedFileError: If it refers to a text that is not there.
        """
        if not len(item):
            return BLANK
        kind = item.get("t")
        stored, formula, inline = _content(item)
        if inline is not None and kind == "inlineStr":
            return self._inline(inline, item.get("s"))
        if not stored:
            unknown = formula and kind != "str"
            return Value(issue_code="cell.formula_without_value") if unknown else BLANK
        if kind is None or kind == "n":
            form = self._styles.format_of(item.get("s"))
            return read_number(stored, form, from_1904=self._from_1904)
        if kind == "s":
            return self._shared(stored, item.get("s"))
        if kind == "b":
            return Value("TRUE" if is_on(stored.strip()) else "FALSE")
        if kind == "e":
            return Value(stored, issue_code="cell.error_value")
        if kind == "d":
            return read_iso(stored)
        return self._plain(stored, item.get("s"))

    def of_plain(self, style: bytes, kind: bytes, stored: bytes, text: bytes) -> Value:
        """The value of a cell with nothing but a number or a text; see `PlainCell`.

        Raises:
            RefusedFileError: If it refers to a text that is not there.
        """
        if kind == b"inlineStr":
            return self._plain((stored or text).decode(), style.decode() or None)
        if not stored:
            return BLANK
        if kind == b"s":
            return self._shared(stored.decode(), style.decode() or None)
        if kind == b"str":
            return self._plain(stored.decode(), style.decode() or None)
        value = self._numbers.get((style, stored))
        if value is None:
            form = self._styles.format_of(style.decode() or None)
            value = read_number(stored.decode(), form, from_1904=self._from_1904)
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            self._numbers[style, stored] = value
        return value

    def _inline(self, inline: etree._Element, style: str | None) -> Value:
        if len(inline) == 1 and inline[0].tag.endswith("}t"):
            return self._plain(inline[0].text or "", style)
        return self._typed(rich_text(inline), style)

    def _plain(self, stored: str, style: str | None) -> Value:
        """The value of a text of the cell's own; ledgers repeat the same few."""
        if self._styles.fonts:
            text = decode(stored)
            return self._typed(SharedText(text, glyph_marks(text)), style)
        value = self._seen.get(stored)
        if value is None:
            text = decode(stored)
            value = Value(text, marks=glyph_marks(text)) if text else BLANK
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[stored] = value
        return value

    def _shared(self, stored: str, style: str | None) -> Value:
        index = small_int(stored)
        if index is None or index >= len(self._texts):
            raise broken("单元格引用的文字不存在")
        if self._styles.fonts and self._styles.symbol_font_of(style) is not None:
            return self._typed(self._texts[index], style)
        return self._values[index]

    def _typed(self, text: SharedText, style: str | None) -> Value:
        if not text.text:
            return BLANK
        font = self._styles.symbol_font_of(style)
        if font is None:
            return Value(text.text, marks=text.marks)
        key = (font, text.text)
        if key not in self._shown:
            shown = text.in_font(font)
            self._shown[key] = Value(shown.text, marks=shown.marks)
        return self._shown[key]


def _content(item: etree._Element) -> tuple[str | None, bool, etree._Element | None]:
    """The stored value, whether there is a formula, and the text of the cell's own."""
    stored, formula, inline = None, False, None
    for child in item:
        name = child.tag.rpartition("}")[2]
        if name == "v":
            stored = child.text
        elif name == "is":
            inline = child
        elif name == "f":
            formula = True
    return stored, formula, inline
