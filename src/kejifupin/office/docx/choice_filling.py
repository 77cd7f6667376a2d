"""A text of a Word document with boxes of any kind, ticked where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kejifupin.errors import OfficeError
from kejifupin.office.docx.flow import SDT, W14
from kejifupin.office.docx.pen import Pen
from kejifupin.office.docx.properties import appearance
from kejifupin.office.docx.text_filling import inside
from kejifupin.office.docx.tracing import FIELD, SYMBOL, TEXT, Atom, Traced
from kejifupin.office.glyphs import symbol_font, ticked_in
from kejifupin.office.markup import Element, W
from kejifupin.office.packing import attribute, escape
from kejifupin.office.spots import INSTEAD, TICKED, ChoiceSpot
from kejifupin.office.templates import Piece, Place, Write, Written

_PROPERTIES: Final = f"{W}pPr"


class _Box(NamedTuple):
    """A box as it came and as it is ticked (方框)."""

    number: int
    empty: str
    ticked: str


class _Other(NamedTuple):
    """The place behind 其它, with what is printed there (其它)."""

    printed: str


_Part = str | _Box | _Other


class ChoiceFiller:
    """Ticks the boxes of one cell or paragraph (勾选).

    Args:
        pen: Takes the changes.
        traced: The cell or paragraph.
        spot: The boxes.
        paragraphs: Its paragraphs, at least one.
    """

    def __init__(
        self, pen: Pen, traced: Traced, spot: ChoiceSpot, paragraphs: Sequence[Element]
    ) -> None:
        self.pen, self.traced, self.spot = pen, traced, spot
        self.paragraphs = paragraphs
        self._changes: list[tuple[int, int, list[_Part]]] = []

    def fill(self, bookmark: tuple[str, str] | None) -> None:
        """Change the document.

        Args:
            bookmark: The beginning and end of a marker to set around the text.

        Raises:
            OfficeError: A box is of a kind that cannot be ticked.
        """
        region = inside(self.pen, self.paragraphs)
        if region is None:
            raise OfficeError(f"{self.spot.address}: the boxes stand inside another control")
        held: dict[Element, tuple[Atom, list[int]]] = {}
        for number, offset in enumerate(self.spot.boxes):
            atom = self.traced.at(offset)
            if atom is None:
                raise OfficeError(f"{self.spot.address}: the box cannot be ticked")
            held.setdefault(atom.element, (atom, []))[1].append(number)
        if self.spot.start is not None:
            atom = self._holding(self.spot.start, self.spot.end or self.spot.start)
            held.setdefault(atom.element, (atom, []))
        for atom, numbers in held.values():
            self._change(atom, numbers)
        place = Place(self.spot.hole, self._write(region))
        self.pen.replace(*region, *self._around(bookmark, place))

    def _around(self, bookmark: tuple[str, str] | None, place: Place) -> tuple[Piece, ...]:
        return (place,) if bookmark is None else (bookmark[0], place, bookmark[1])

    def _holding(self, start: int, end: int) -> Atom:
        for atom in self.traced.atoms:
            if atom.element.tag == TEXT and atom.start <= start and end <= atom.end:
                return atom
        raise OfficeError(f"{self.spot.address}: the place behind the boxes cannot be filled")

    def _change(self, atom: Atom, numbers: Sequence[int]) -> None:
        span = self.pen.span(atom.element)
        if atom.element.tag == TEXT:
            self._changes.append((span.start, span.end, self._in_text(atom, numbers)))
            control = self._control(atom.element)
            if control is not None:
                self._set(numbers[0], control, f"{W14}checked", W14)
        elif atom.element.tag == SYMBOL:
            w = self.pen.w
            font = ticked_in(symbol_font(atom.element.get(f"{W}font")) or "wingdings")
            ticked = f'<{w}:sym {w}:font={attribute(font[0])} {w}:char="{ord(font[1]):04X}"/>'
            box = _Box(numbers[0], self.pen.raw(atom.element), ticked)
            self._changes.append((span.start, span.end, [box]))
            control = self._control(atom.element)
            if control is not None:
                self._set(numbers[0], control, f"{W14}checked", W14)
        elif atom.element.tag == FIELD:
            box_element = atom.element.find(f"{W}ffData/{W}checkBox")
            if box_element is not None:
                self._set(numbers[0], box_element, f"{W}checked", W)

    def _control(self, element: Element) -> Element | None:
        """The check box that a glyph belongs to."""
        control = next(element.iterancestors(SDT), None)
        return None if control is None else control.find(f"{W}sdtPr/{W14}checkbox")

    def _set(self, number: int, owner: Element, name: str, namespace: str) -> None:
        """Tick by the state that is kept beside what is shown."""
        bare = name.removeprefix(namespace)
        prefix = next(
            (key for key, uri in owner.nsmap.items() if key and uri == namespace[1:-1]), self.pen.w
        )
        ticked = f'<{prefix}:{bare} {prefix}:val="1"/>'
        state = owner.find(name)
        if state is not None:
            span = self.pen.span(state)
            box = _Box(number, self.pen.raw(state), ticked)
            self._changes.append((span.start, span.end, [box]))
            return
        at = self.pen.span(owner)
        if at.name is not None:
            opened, name_ = self.pen.text(at.start, at.inner), at.name.decode()
            whole = _Box(number, self.pen.raw(owner), f"{opened}>{ticked}</{name_}>")
            self._changes.append((at.start, at.end, [whole]))
        else:
            self._changes.append((at.close, at.close, [_Box(number, "", ticked)]))

    def _in_text(self, atom: Atom, numbers: Sequence[int]) -> list[_Part]:
        text = atom.element.text or ""
        run = atom.element.getparent()
        font = None if run is None else appearance(run).font
        cuts: list[tuple[int, int, _Part]] = []
        for number in numbers:
            at = self.spot.boxes[number] - atom.start
            typed, shown = text[at], self.traced.text[self.spot.boxes[number]]
            ticked = ticked_in(font)[1] if typed != shown else ticked_in(None)[1]
            cuts.append((at, at + 1, _Box(number, escape(typed), ticked)))
        start, end = self.spot.start, self.spot.end
        if start is not None and atom.start <= start and (end or start) <= atom.end:
            first, last = start - atom.start, (end or start) - atom.start
            cuts.append((first, last, _Other(escape(text[first:last]))))
        parts: list[_Part] = [self.pen.opened]
        done = 0
        for first, last, part in sorted(cuts, key=lambda cut: cut[:2]):
            parts += (escape(text[done:first]), part)
            done = last
        return [*parts, escape(text[done:]), self.pen.closed]

    def _write(self, region: tuple[int, int]) -> Write:
        pen = self.pen
        original = pen.text(*region)
        parts: list[_Part] = []
        done = region[0]
        for start, end, changed in sorted(self._changes, key=lambda change: change[:2]):
            parts += (pen.text(done, start), *changed)
            done = end
        parts.append(pen.text(done, region[1]))
        n_boxes = len(self.spot.boxes)
        look = pen.look(next(self.paragraphs[0].iter(f"{W}r"), None))

        def write(text: str, number: Decimal | int | None) -> Written:
            del number
            if text.startswith(INSTEAD):
                return "", pen.run(text.removeprefix(INSTEAD), look), ""
            states, other = text[:n_boxes], text[n_boxes:]
            if TICKED not in states and not other:
                return "", original, ""
            made = []
            for part in parts:
                if isinstance(part, str):
                    made.append(part)
                elif isinstance(part, _Box):
                    ticked = states[part.number] == TICKED
                    made.append(part.ticked if ticked else part.empty)
                else:
                    made.append(pen.said(other) if other else part.printed)
            return "", "".join(made), ""

        return write
