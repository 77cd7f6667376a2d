"""The text of one paragraph as seen, with boxes of every mechanism as ☑ or □."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from kejifupin.office.docx.symbols import field_symbol
from kejifupin.office.glyphs import BOXES, TICKED, glyph_marks, symbol
from kejifupin.office.grid import CHECKED, UNCHECKED, Mark
from kejifupin.office.legacy.binary import joined_halves
from kejifupin.office.legacy.doc.form_fields import form_field
from kejifupin.office.legacy.doc.looks import Look
from kejifupin.office.legacy.spelling import as_seen

_CONTROL = re.compile("([\x00-\x1f])")
_ANCHOR, _SHAPE = "\x01", "\x08"
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SHOWN: Final = {"\t": "\t", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-"}
_LONGEST_CODE: Final = 4096


class Line(NamedTuple):
    """One paragraph as read (一段文字).

    Args:
        text: The text as seen.
        marks: The boxes and ticks in it.
        joined: Whether a tracked deletion joins it with the next.
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    joined: bool = False


class Signs:
    """What was met on the way besides text (附带发现)."""

    def __init__(self) -> None:
        self.revised = False
        self.struck = False
        self.drawn = False
        self.controls = False


class _Field:
    """A field that is open: in its code until its result begins (域)."""

    __slots__ = ("code", "shown", "silent")

    def __init__(self) -> None:
        self.code: list[str] = []
        self.silent = True
        self.shown = False


class LineReader:
    """Collects the text of one paragraph (段落读取).

    Args:
        fonts: The symbol font behind each font of the document.
        data: The data stream.
        signs: Takes down what is met besides text.
    """

    def __init__(self, fonts: Sequence[str | None], data: bytes, signs: Signs) -> None:
        self._fonts = fonts
        self._data = data
        self._signs = signs
        self._parts: list[str] = []
        self._marks: list[tuple[str, bool, int]] = []
        self._length = 0
        self._fields: list[_Field] = []

    def run(self, text: str, look: Look) -> None:
        """Read characters that look alike."""
        self._signs.revised = self._signs.revised or look.revised
        shown = not (look.hidden or look.deleted)
        if shown and (look.struck or look.struck_twice):
            shown = False
            self._signs.struck = self._signs.struck or not text.isspace()
        for piece in _CONTROL.split(text):
            if not piece:
                continue
            if piece >= " ":
                if self._fields and self._fields[-1].silent:
                    self._fields[-1].code.append(piece[:_LONGEST_CODE])
                elif shown:
                    self._typed(joined_halves(piece), look)
            elif piece in (_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END):
                self._field(piece)
            elif shown:
                self._sign(piece, look)

    def result(self) -> tuple[str, tuple[Mark, ...]]:
        """The text and its marks."""
        text = "".join(self._parts)
        if not self._marks:
            return text, glyph_marks(text)
        marks = [Mark(*mark) for mark in self._marks]
        taken = {mark.offset for mark in marks}
        marks += [mark for mark in glyph_marks(text) if mark.offset not in taken]
        return text, tuple(sorted(marks, key=lambda mark: mark.offset))

    @property
    def _silent(self) -> bool:
        return any(field.silent for field in self._fields)

    def _typed(self, text: str, look: Look) -> None:
        if self._silent:
            return
        if look.symbol is not None:
            font, code = look.symbol
            for _ in text:
                self._symbol(symbol(self._font(font), code))
            return
        font_name = self._font(look.font) or self._font(look.other_font)
        shown = as_seen(font_name, text)
        if shown == text:
            self._emit(text)
        else:
            for before, after in zip(text, shown, strict=True):
                self._emit(after) if before == after else self._symbol(after)

    def _sign(self, sign: str, look: Look) -> None:
        if sign in _SHOWN:
            if not self._silent:
                self._emit(_SHOWN[sign])
        elif sign == _ANCHOR:
            if look.data and look.picture is not None:
                self._form_field(look.picture)
            else:
                self._signs.drawn = True
        elif sign == _SHAPE:
            self._signs.drawn = True

    def _form_field(self, at: int) -> None:
        """What a form field shows lies in its own code."""
        shown = form_field(self._data, at)
        if shown is None or not self._fields or self._fields[-1].shown:
            return
        if any(field.silent for field in self._fields[:-1]):
            return
        self._fields[-1].shown = True
        if isinstance(shown, bool):
            self._mark("ffData", shown, CHECKED if shown else UNCHECKED)
        else:
            self._emit(shown)

    def _field(self, sign: str) -> None:
        if sign == _FIELD_BEGIN:
            self._fields.append(_Field())
        elif not self._fields:
            return
        elif sign == _FIELD_RESULT:
            # A box or list has said what it shows before its result.
            self._fields[-1].silent = self._fields[-1].shown
        else:
            field = self._fields.pop()
            code = "".join(field.code)
            if code.lstrip()[:8].upper() == "CONTROL ":
                self._signs.controls = True
            if not self._silent and not field.shown and (shown := field_symbol(code)):
                self._symbol(shown)

    def _font(self, number: int | None) -> str | None:
        return self._fonts[number] if number is not None and number < len(self._fonts) else None

    def _symbol(self, shown: str) -> None:
        if shown in BOXES:
            self._mark("sym", shown in TICKED, shown)
        else:
            self._emit(shown)

    def _mark(self, kind: str, checked: bool, shown: str) -> None:  # noqa: FBT001
        self._marks.append((kind, checked, self._length))
        self._emit(shown)

    def _emit(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
