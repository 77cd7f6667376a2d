"""What one ``c`` element holds: a text, a number, a day, a mistake, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from lxml import etree

from kejifupin.office.cells import Content, Value, compact
from kejifupin.office.markup import is_on, small_int
from kejifupin.office.refusal import RefusedFileError, broken
from kejifupin.office.xlsx.texts import (
    STRUCK,
    StyleTable,
    crossed_out,
    in_font,
    own_text,
    rich_text,
)
from kejifupin.office.xlsx.values import number_content, read_iso

NO_RESULT: Final = Value(issue_code="cell.formula_without_value")
"""What a formula holds whose result was not stored."""
_SHARED: Final = "s"
_REMEMBERED: Final = 10_000


class Kept(dict[str | None, Content]):
    """What stored values of one type and style mean: ledgers repeat the same few (已读内容).

    Asked for what is new, it reads it; None and the empty text are blank.

    Args:
        read: Reads a stored value.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], Content]) -> None:
        self._read = read

    def __missing__(self, stored: str | None) -> Content:
        content = self._read(stored) if stored else ""
        if len(self) >= _REMEMBERED:
            self.clear()
        self[stored] = content
        return content

    def column(self, stored: Iterable[str | None]) -> Iterable[Content]:
        """What many stored values mean."""
        return map(self.__getitem__, stored)


class KeptTexts(Kept):
    """What numbers of shared texts mean (已读共享文字).

    Args:
        read: Reads a number as stored.
        texts: The texts.
    """

    __slots__ = ("_texts",)

    def __init__(self, read: Callable[[str], Content], texts: Sequence[Content]) -> None:
        super().__init__(read)
        self._texts = texts

    def column(self, stored: Iterable[str | None]) -> Iterable[Content]:
        """What many numbers mean, which must be digits."""
        texts = self._texts
        try:
            return [texts[int(each)] if each else "" for each in stored]
        except IndexError as error:
            raise _no_text() from error


class CellValues:
    """Reads the values of the cells of a workbook (单元格取值).

    Args:
        texts: The shared texts.
        styles: The cell styles.
        from_1904: Whether days count from 1904.
    """

    def __init__(self, texts: Sequence[Content], styles: StyleTable, *, from_1904: bool) -> None:
        self._texts = texts
        self._styles = styles
        self._from_1904 = from_1904
        self._kept: dict[object, Kept] = {}

    def of(self, item: etree._Element) -> Content:
        """What a cell holds; exactly the empty text if nothing.

        Raises:
            RefusedFileError: If it refers to a text that is not there.
        """
        if not len(item):
            return ""
        kind, style = item.get("t"), item.get("s")
        stored, formula, inline = _content(item)
        if inline is not None and kind == "inlineStr":
            if len(inline) == 1 and inline[0].tag.endswith("}t"):
                return self.kept(kind, style)[inline[0].text]
            content = self._in_font(rich_text(inline), self._styles.symbol_font_of(style))
            return crossed_out(content) if self._styles.strikes(style) else content
        if not stored:
            return NO_RESULT if formula and kind != "str" else ""
        return self.kept(kind, style)[stored]

    def kept(self, kind: str | None, style: str | None) -> Kept:
        """The stored values of cells of a type and a style, as written in their attributes."""
        key, read = self._reader(kind, style)
        if key not in self._kept:
            self._kept[key] = KeptTexts(read, self._texts) if key == _SHARED else Kept(read)
        return self._kept[key]

    def _reader(
        self, kind: str | None, style: str | None
    ) -> tuple[object, Callable[[str], Content]]:
        """How values of a type and a style are read, and under what that is the same."""
        if self._styles.strikes(style):
            return (kind, STRUCK), lambda stored: crossed_out(stored)
        if kind is None or kind == "n":
            form = self._styles.format_of(style)
            return form, partial(number_content, form=form, from_1904=self._from_1904)
        if kind == "b":
            return kind, lambda stored: "TRUE" if is_on(stored.strip()) else "FALSE"
        if kind == "e":
            return kind, lambda stored: Value(stored, issue_code="cell.error_value")
        if kind == "d":
            return kind, lambda stored: compact(read_iso(stored))
        font = self._styles.symbol_font_of(style)
        key, own = (_SHARED, self._shared) if kind == _SHARED else ("str", own_text)
        if font is None:
            return key, own
        return (key, font), lambda stored: self._in_font(own(stored), font)

    def _shared(self, stored: str) -> Content:
        index = small_int(stored)
        if index is None or index >= len(self._texts):
            raise _no_text()
        return self._texts[index]

    def _in_font(self, content: Content, font: str | None) -> Content:
        return in_font(content, font) if font is not None and content != "" else content


def _no_text() -> RefusedFileError:
    return broken("单元格引用的文字不存在")


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
