"""The text of paragraphs as seen, with boxes of every mechanism as ☑ or □."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lxml import etree

from kejifupin.office.docx.equations import MATH_PARTS, equation_text
from kejifupin.office.docx.features import Features
from kejifupin.office.docx.fields import Fields
from kejifupin.office.docx.flow import (
    ALTERNATE,
    NO_CONTROL,
    PARAGRAPH,
    SDT,
    TABLE,
    THROUGH,
    Control,
    alternative,
    open_control,
    unwrap,
)
from kejifupin.office.docx.properties import (
    PLAIN,
    RUN_PROPERTIES,
    appearance,
    mark_deleted,
    text_boxes,
)
from kejifupin.office.glyphs import (
    BOXES,
    TICKED,
    glyph_marks,
    in_symbol_font,
    raised,
    symbol,
    symbol_font,
)
from kejifupin.office.grid import CHECKED, UNCHECKED, Mark
from kejifupin.office.markup import W

_RUN: Final = f"{W}r"
_CELL_PROPERTIES: Final = f"{W}tcPr"
_PARAGRAPH_PROPERTIES: Final = f"{W}pPr"
_TEXT: Final = f"{W}t"
_FIELD: Final = f"{W}fldChar"
_CODE: Final = f"{W}instrText"
_BOOKMARK: Final = f"{W}bookmarkStart"
_DRAWN: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_FIXED: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


Box = tuple[str, bool, int]
"""Mechanism and state of a box that is no typed glyph, and which of the pieces of text it is."""


class TextReader:
    """Collects the text of one paragraph or cell (文字读取).

    What has been collected stands in ``parts`` and ``boxes``, bookmarks in ``names`` and the
    tables inside in ``nested``, codes of what people should look at in ``odd``. The pieces of text
    that part the paragraphs of text boxes from what comes before are numbered in ``seams``.

    Args:
        features: What to look for.
        on_table: What to do with a table inside: reads it and gives its name.
    """

    __slots__ = (
        "_boxes",
        "_drawn",
        "_features",
        "_fields",
        "_joined",
        "_muted",
        "_on_table",
        "_pending",
        "_shows",
        "boxes",
        "names",
        "nested",
        "odd",
        "parts",
        "seams",
    )

    def __init__(
        self, features: Features, on_table: Callable[[etree._Element, Control], str]
    ) -> None:
        self.parts: list[str] = []
        self.boxes: list[Box] = []
        self.names: list[str] = []
        self.nested: list[str] = []
        self._features = features
        self._on_table = on_table
        self._fields: Fields | None = None
        self._muted = False
        self._pending: bool | None = None
        self._shows = NO_CONTROL.shows
        self.odd: tuple[str, ...] = ()
        self.seams: list[int] = []
        self._boxes = 0
        self._drawn: list[etree._Element] = []
        self._joined = True

    def blocks(self, parent: etree._Element, control: Control = NO_CONTROL) -> None:
        """Read all paragraphs of a cell or text box, one line each; hand tables on."""
        for child in parent:
            tag = child.tag
            if tag == PARAGRAPH:
                self._line(child, control)
            elif tag == TABLE:
                self.nested.append(self._on_table(child, control))
            elif tag == _BOOKMARK:
                self.names.append(child.get(f"{W}name", ""))
            elif tag != _CELL_PROPERTIES:
                for inside, inner in unwrap(child, control):
                    if inside.tag == PARAGRAPH:
                        self._line(inside, inner)
                    else:
                        self.nested.append(self._on_table(inside, inner))

    def _line(self, element: etree._Element, control: Control) -> None:
        if not self._joined:
            if self._boxes:
                self.seams.append(len(self.parts))
            self.parts.append("\n")
        self.paragraph(element, control)

    def paragraph(self, element: etree._Element, control: Control = NO_CONTROL) -> None:
        """Read one paragraph."""
        # A field that is still open has lost its end; what follows is no part of it.
        self._fields = None
        self._muted = control.muted
        if control.checked is not None:
            self._pending, control.checked = control.checked, None
            self._shows = control.shows
        self._inline(element)
        if self._pending is not None:
            self._flush()
        # The next paragraph continues this one when its mark is a tracked deletion.
        self._joined = self._features.revised and mark_deleted(element)
        if self._drawn:
            drawn, self._drawn = self._drawn, []
            self._boxes += 1
            for box in drawn:
                self._joined = not self.parts
                self.blocks(box, Control(muted=control.muted))
            self._boxes -= 1

    def result(self) -> tuple[str, tuple[Mark, ...]]:
        """The text and its marks."""
        return assembled(self.parts, self.boxes)

    def offsets(self) -> tuple[int, ...]:
        """Where in the text its seams are."""
        if not self.seams:
            return ()
        starts = [0]
        for part in self.parts:
            starts.append(starts[-1] + len(part))
        return tuple(starts[at] for at in self.seams)

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == _PARAGRAPH_PROPERTIES:
                continue
            elif tag in THROUGH:
                self._inline(child)
            elif tag == SDT:
                self._control(child)
            elif tag == _BOOKMARK:
                self.names.append(child.get(f"{W}name", ""))
            elif tag == ALTERNATE:
                if (branch := alternative(child)) is not None:
                    self._inline(branch)
            elif tag in MATH_PARTS and (text := equation_text(child)):
                self._emit(text)

    def _run(self, run: etree._Element) -> None:
        font, hidden, struck, above = appearance(run) if self._features.styled else PLAIN
        if struck and not hidden:
            self._strike(run)
            hidden = True
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                if not hidden and (text := child.text):
                    self._typed(self._raised(text) if above else text, font)
            elif tag == RUN_PROPERTIES:
                continue
            elif tag == _FIELD:
                self._field(child, hidden=hidden)
            elif tag == _CODE:
                if self._fields is not None:
                    self._fields.code(child.text or "")
            elif not hidden:
                if (fixed := _FIXED.get(tag)) is not None:
                    self._emit(fixed)
                else:
                    self._rare(child)

    def _rare(self, child: etree._Element) -> None:
        tag = child.tag
        if tag == f"{W}sym":
            code = child.get(f"{W}char", "")
            try:
                shown = symbol(symbol_font(child.get(f"{W}font")), int(code, 16))
            except ValueError:
                return
            self._symbol(shown)
        elif tag == f"{W}ruby":
            if (base := child.find(f"{W}rubyBase")) is not None:
                self._inline(base)
        elif tag == ALTERNATE:
            if (branch := alternative(child)) is not None:
                for drawn in branch:
                    self._rare(drawn)
        elif tag in _DRAWN and self._features.boxed:
            self._drawn += text_boxes(child)

    def _control(self, sdt: etree._Element) -> None:
        content, control = open_control(sdt, Control(muted=self._muted))
        if content is None:
            return
        outer = self._muted, self._pending, self._shows
        self._muted, self._pending, self._shows = control.muted, control.checked, control.shows
        self._inline(content)
        self._flush()
        self._muted, self._pending, self._shows = outer

    def _strike(self, run: etree._Element) -> None:
        """Note that a run is crossed out; a check box that it shows goes with it."""
        if self._muted or (self._fields is not None and self._fields.in_code):
            return
        if self._pending is not None or any(_is_seen(child) for child in run):
            self._tell("cell.struck_text")
            self._pending = None

    def _tell(self, code: str) -> None:
        if code not in self.odd:
            self.odd += (code,)

    def _raised(self, text: str) -> str:
        """A raised text; behind a digit it is a power or a note, and no digit of the number."""
        before = next((part for part in reversed(self.parts) if part), "")
        return raised(text) if before[-1:].isdigit() else text

    def _field(self, element: etree._Element, *, hidden: bool) -> None:
        kind = element.get(f"{W}fldCharType")
        if self._fields is None:
            self._fields = Fields()
        if kind == "begin":
            shown = self._fields.begin(element)
            if hidden and isinstance(shown, bool):
                self._tell("cell.struck_text")
            elif hidden:
                pass
            elif isinstance(shown, bool):
                self._mark("ffData", shown)
            elif shown:
                self._emit(shown)
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end" and (shown := self._fields.end()) and not hidden:
            self._symbol(shown)

    def _typed(self, text: str, font: str | None) -> None:
        if "\n" in text:
            # Pretty-printed XML: Word shows a line break inside a text as a space.
            text = text.replace("\n", " ")
        shown = in_symbol_font(font, text) if self._features.styled else text
        if shown == text:
            self._emit(text)
        else:
            for before, after in zip(text, shown, strict=True):
                self._emit(after) if before == after else self._symbol(after)

    def _symbol(self, shown: str) -> None:
        if self._pending is not None or shown not in BOXES:
            self._emit(shown)
        else:
            self._mark("sym", shown in TICKED, shown)

    def _emit(self, text: str) -> None:
        if self._muted or (self._fields is not None and self._fields.in_code):
            return
        if self._pending is not None:
            first = text[:1]
            if first in BOXES or first in self._shows:
                if self._shows.get(first, first in TICKED) != self._pending:
                    self._tell("cell.box_state")
                text = text[1:]
            self._flush()
        self.parts.append(text)

    def _flush(self) -> None:
        if (checked := self._pending) is not None:
            self._pending = None
            self._mark("w14", checked)

    def _mark(self, kind: str, checked: bool, shown: str | None = None) -> None:  # noqa: FBT001
        if not self._muted and (self._fields is None or not self._fields.in_code):
            self.boxes.append((kind, checked, len(self.parts)))
            self.parts.append(shown or (CHECKED if checked else UNCHECKED))


def assembled(parts: Sequence[str], boxes: Sequence[Box]) -> tuple[str, tuple[Mark, ...]]:
    """Pieces of text as one, with its marks: the boxes among the pieces, and glyphs typed."""
    text = "".join(parts)
    if not boxes:
        return text, glyph_marks(text) if text else ()
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    marks = [Mark(kind, checked, starts[at]) for kind, checked, at in boxes]
    taken = {mark.offset for mark in marks}
    marks += [mark for mark in glyph_marks(text) if mark.offset not in taken]
    return text, tuple(sorted(marks, key=_offset))


def _is_seen(child: etree._Element) -> bool:
    """Whether a child of a run shows something by itself."""
    if child.tag == _TEXT:
        return bool((child.text or "").strip())
    return child.tag == f"{W}sym"


def _offset(mark: Mark) -> int:
    return mark.offset
