"""The text of OpenDocument paragraphs as seen, with boxes of every mechanism as ☑ or □."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from lxml import etree

from kejifupin.office.glyphs import BOXES, TICKED, glyph_marks
from kejifupin.office.grid import CHECKED, UNCHECKED, Mark
from kejifupin.office.legacy.odf.names import (
    DRAW,
    FIELD,
    FORM,
    LOEXT,
    OFFICE,
    PARAGRAPHS,
    SHEET,
    SVG,
    TEXT,
    is_true,
)
from kejifupin.office.legacy.odf.styles import Look, Styles
from kejifupin.office.legacy.spelling import as_seen
from kejifupin.office.markup import small_int
from kejifupin.office.refusal import dangerous

_SPACE = re.compile("[ \t\r\n]+")
_BREAK = re.compile(" *[\t\r\n][ \t\r\n]*")
_MOST_SPACES: Final = 10_000
_BOOKMARKS: Final = frozenset({f"{TEXT}bookmark", f"{TEXT}bookmark-start"})
_FIXED: Final = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_SILENT: Final = frozenset(
    {
        *(f"{TEXT}{name}" for name in ("note", "tracked-changes", "ruby-text", "sequence-decls")),
        *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
        *(f"{SVG}{name}" for name in ("title", "desc")),
        f"{DRAW}enhanced-geometry",
    }
)
_PICTURES: Final = frozenset({f"{DRAW}image", f"{DRAW}object", f"{DRAW}object-ole"})
_SPAN: Final = f"{TEXT}span"
_CONTENT_CONTROL: Final = f"{LOEXT}content-control"
_FIELD_TYPE: Final = f"{FIELD}type"


class Surroundings:
    """What the paragraphs of a document share, and what is met in them (文档环境).

    Args:
        styles: The styles.
        boxes: Which check boxes among the form controls are ticked, by name.
        sheet: Whether it is a workbook, in which shapes float above the cells, and whose makers
            leave several spaces as they are, against the standard.
    """

    def __init__(self, styles: Styles, boxes: Mapping[str, bool], *, sheet: bool = False) -> None:
        self.styles = styles
        self.boxes = boxes
        self.sheet = sheet
        self.drawn = False
        self.controls = False
        self.struck = False


class OdfTextReader:
    """Collects the text of one paragraph or cell (文字读取).

    Args:
        around: What it shares with the rest of the document.
        on_table: What to do with a table inside: reads it and gives its name.
    """

    def __init__(
        self, around: Surroundings, on_table: Callable[[etree._Element], str] | None = None
    ) -> None:
        self.names: list[str] = []
        self.nested: list[str] = []
        self._around = around
        self._on_table = on_table
        self._parts: list[str] = []
        self._marks: list[tuple[str, bool, int]] = []
        self._fields: list[tuple[int, int]] = []
        self._drawn: list[etree._Element] = []
        self._begun = False
        self._spaced = True
        self._ticked: bool | None = None

    def blocks(self, parent: Iterable[etree._Element], base: Look) -> None:
        """Read all paragraphs of a cell or box, one line each; hand tables on."""
        for child in parent:
            tag = child.tag
            if tag in PARAGRAPHS:
                if self._begun:
                    self._parts.append("\n")
                self.paragraph(child, base)
            elif tag == SHEET:
                if self._on_table is not None:
                    self.nested.append(self._on_table(child))
            elif tag.startswith(DRAW):
                self._draw(child)
                self._boxes(base)
            elif tag not in _SILENT:
                self.blocks(child, base)

    def paragraph(self, element: etree._Element, base: Look) -> None:
        """Read one paragraph."""
        self._begun = True
        self._fields = []
        self._spaced = True
        look = self._around.styles.look("paragraph", element.get(f"{TEXT}style-name"), base)
        self._inline(element, look)
        self._tick()
        self._boxes(base)

    def _boxes(self, base: Look) -> None:
        """Read the text boxes that were met."""
        drawn, self._drawn = self._drawn, []
        for box in drawn:
            self._begun = bool(self._parts)
            self.blocks(box, base)

    def result(self) -> tuple[str, tuple[Mark, ...]]:
        """The text and its marks."""
        text = "".join(self._parts)
        if not self._marks:
            return text, glyph_marks(text) if text else ()
        starts = [0]
        for part in self._parts:
            starts.append(starts[-1] + len(part))
        marks = [Mark(kind, checked, starts[at]) for kind, checked, at in self._marks]
        taken = {mark.offset for mark in marks}
        marks += [mark for mark in glyph_marks(text) if mark.offset not in taken]
        return text, tuple(sorted(marks, key=lambda mark: mark.offset))

    def _inline(self, parent: etree._Element, look: Look) -> None:
        self._typed(parent.text, look)
        for child in parent:
            self._child(child, look)
            self._typed(child.tail, look)

    def _child(self, child: etree._Element, look: Look) -> None:
        tag = child.tag
        if tag == _SPAN:
            style = child.get(f"{TEXT}style-name")
            self._inline(child, self._around.styles.look("text", style, look))
        elif tag == f"{TEXT}s":
            if (spaces := small_int(child.get(f"{TEXT}c", "1")) or 0) > _MOST_SPACES:
                raise dangerous("一处空格过多")
            self._emit(" " * spaces, look)
        elif tag in _FIXED:
            self._emit(_FIXED[tag], look)
            self._spaced = False
        elif tag in _BOOKMARKS:
            self.names.append(child.get(f"{TEXT}name", ""))
        elif tag.startswith(FIELD):
            self._field(child, look)
        elif tag.startswith(DRAW):
            self._draw(child)
        elif tag == _CONTENT_CONTROL:
            self._content_control(child, look)
        elif tag == f"{TEXT}hidden-text":
            if not is_true(child.get(f"{TEXT}is-hidden")):
                self._emit(child.get(f"{TEXT}string-value", ""), look)
        elif tag not in _SILENT:
            self._inline(child, look)

    def _draw(self, child: etree._Element) -> None:
        tag = child.tag
        if tag == f"{DRAW}control":
            ticked = self._around.boxes.get(child.get(f"{DRAW}control", ""))
            if ticked is None:
                self._around.controls = True
            else:
                self._mark("ffData", ticked, CHECKED if ticked else UNCHECKED)
        elif tag in _PICTURES:
            self._around.drawn = True
        elif self._around.sheet:
            for inner in child.iter(f"{DRAW}control", *_PICTURES):
                self._draw(inner)
        elif child.find(f"{TEXT}p") is not None or tag == f"{DRAW}text-box":
            self._drawn.append(child)
        else:
            for inner in child:
                if inner.tag.startswith(DRAW):
                    self._draw(inner)

    def _field(self, child: etree._Element, look: Look) -> None:
        """Fields of Word kept by LibreOffice; what stands before a separator is code."""
        name = child.tag[len(FIELD) :]
        if name == "fieldmark-start":
            self._form_field(child, look)
            self._fields.append((len(self._parts), len(self._marks)))
        elif name == "fieldmark":
            self._form_field(child, look)
        elif name == "fieldmark-separator" and self._fields:
            parts, marks = self._fields[-1]
            del self._parts[parts:], self._marks[marks:]
        elif name == "fieldmark-end" and self._fields:
            self._fields.pop()

    def _form_field(self, child: etree._Element, look: Look) -> None:
        kind = child.get(_FIELD_TYPE, "").rsplit(".", 1)[-1]
        values = [(item.get(f"{FIELD}name", ""), item.get(f"{FIELD}value", "")) for item in child]
        if kind == "FORMCHECKBOX":
            ticked = is_true(dict(values).get("Checkbox_Checked"))
            self._mark("ffData", ticked, CHECKED if ticked else UNCHECKED)
        elif kind == "FORMDROPDOWN":
            entries = [value for name, value in values if name == "Dropdown_ListEntry"]
            chosen = small_int(dict(values).get("Dropdown_Selected"))
            if chosen is not None and chosen < len(entries):
                self._emit(entries[chosen], look)

    def _content_control(self, child: etree._Element, look: Look) -> None:
        if is_true(child.get(f"{LOEXT}showing-place-holder")):
            return
        if is_true(child.get(f"{LOEXT}checkbox")):
            self._ticked = is_true(child.get(f"{LOEXT}checked"))
        self._inline(child, look)
        self._tick()

    def _tick(self) -> None:
        if (ticked := self._ticked) is not None:
            self._ticked = None
            self._mark("w14", ticked, CHECKED if ticked else UNCHECKED)

    def _typed(self, text: str | None, look: Look) -> None:
        """Text as it stands in the file, where white space of any length is one space."""
        if not text:
            return
        if self._around.sheet:
            shown = _BREAK.sub(" ", text)
        else:
            shown = _SPACE.sub(" ", text)
            if self._spaced and shown.startswith(" "):
                shown = shown[1:]
        if shown:
            self._emit(shown, look)
            self._spaced = shown.endswith(" ")

    def _emit(self, text: str, look: Look) -> None:
        if look.hidden or not text:
            return
        if look.struck:
            self._around.struck = self._around.struck or not text.isspace()
            return
        self._spaced = False
        if self._ticked is not None:
            # The sign in a check box is its state again.
            self._tick()
            text = text[1:] if text[:1] in BOXES else text
        shown = as_seen(look.font, text)
        if shown == text:
            self._parts.append(text)
            return
        for before, after in zip(text, shown, strict=True):
            if before != after and after in BOXES:
                self._mark("sym", after in TICKED, after)
            else:
                self._parts.append(after)

    def _mark(self, kind: str, checked: bool, shown: str) -> None:  # noqa: FBT001
        self._spaced = False
        self._marks.append((kind, checked, len(self._parts)))
        self._parts.append(shown)


def form_boxes(body: etree._Element) -> Mapping[str, bool]:
    """Which check boxes among the form controls of a document are ticked, by name."""
    found: dict[str, bool] = {}
    for box in body.iter(f"{FORM}checkbox"):
        state = box.get(f"{FORM}current-state", box.get(f"{FORM}state", "unchecked"))
        for name in (box.get(f"{FORM}id"), box.get("{http://www.w3.org/XML/1998/namespace}id")):
            if name:
                found[name] = state == "checked"
    return found
