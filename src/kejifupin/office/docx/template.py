"""An official Word document, filled: every byte as it came but for what is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from kejifupin.errors import OfficeError
from kejifupin.office.amending import Amendment
from kejifupin.office.archive import open_archive
from kejifupin.office.docx.choice_filling import ChoiceFiller
from kejifupin.office.docx.flow import PARAGRAPH, flatten
from kejifupin.office.docx.pen import Pen
from kejifupin.office.docx.text_filling import TextFiller
from kejifupin.office.docx.tracing import Traced, Traces
from kejifupin.office.docx.walking import body_of
from kejifupin.office.limits import Limits
from kejifupin.office.markers import repeated, slot_name
from kejifupin.office.marking import mark, packed_around
from kejifupin.office.markup import Element, W
from kejifupin.office.package import Package
from kejifupin.office.packing import attribute, text_of
from kejifupin.office.splicing import SplicedPart
from kejifupin.office.spots import FormSpots, GrowingSpot, Spot, TextSpot
from kejifupin.office.templates import DocumentTemplate, PageTemplate, Piece, Place

# What would be twice in the document if a row were copied with it.
_ONCE = re.compile(r' \w+:(?:paraId|textId|rsid\w*)="[^"]*"|<\w+:bookmark(?:Start|End)\b[^>]*/>')
_RESTART = re.compile(r'(<(\w+):vMerge) \2:val="restart"')
_BOOKMARK: Final = f"{W}bookmarkStart"


def compile_docx(content: bytes, form: FormSpots, limits: Limits) -> DocumentTemplate:
    """Take a document apart once, to be filled as often as wanted.

    Args:
        content: The document.
        form: What is filled in, and where.
        limits: The limits.

    Raises:
        RefusedFileError: It is broken or unsafe.
        OfficeError: Something cannot be filled in where it should be.
    """
    package = Package(open_archive(content, limits), limits)
    amendment = Amendment(package)
    main = package.main_part("word/document.xml")
    part = SplicedPart(package.read(main), limits)
    mark(amendment, form.markers)
    pieces = _Filler(part, limits).pieces(form)
    return DocumentTemplate(packed_around(amendment, main, limits), PageTemplate(pieces))


class _Filler:
    """Fills the body of one document."""

    def __init__(self, part: SplicedPart, limits: Limits) -> None:
        self.part = part
        self.traces = Traces(part, limits)
        self.pen = Pen(part)
        self._names = {each.get(f"{W}name", "") for each in part.root.iter(_BOOKMARK)}
        used = {each.get(f"{W}id") for each in part.root.iter(_BOOKMARK)}
        self._free = (number for number in count(1) if str(number) not in used)

    def pieces(self, form: FormSpots) -> list[Piece]:
        for spot in form.spots:
            self._fill(self.pen, spot)
        for growing in form.growing:
            for row in growing.rows:
                for spot in row:
                    self._fill(self.pen, spot)
        # Clones are copies of what came, so they are made beside all other changes.
        for growing in form.growing:
            self._grow(growing)
        self._note(form.notes)
        return self.pen.pieces()

    def _fill(self, pen: Pen, spot: Spot) -> None:
        traced = self.traces.of(spot.address)
        slot = None if spot.slot is None else slot_name(spot.slot)
        around = self._bookmark(slot) if slot and slot not in self._names else None
        _filler(pen, traced, spot).fill(around)

    def _bookmark(self, name: str) -> tuple[str, str]:
        self._names.add(name)
        w, number = self.pen.w, next(self._free)
        return (
            f'<{w}:bookmarkStart {w}:id="{number}" {w}:name={attribute(repeated(name, 1))}/>',
            f'<{w}:bookmarkEnd {w}:id="{number}"/>',
        )

    def _grow(self, growing: GrowingSpot) -> None:
        if not growing.clones:
            return
        row = self.traces.row(growing.pattern)
        pen = Pen(self.part)
        for spot in growing.clones[0]:
            _filler(pen, self.traces.of(spot.address), spot).fill(None)
        span = pen.span(row)
        pattern = [_cleaned(piece) for piece in pen.pieces(span.start, span.end)]
        first = [spot.hole for spot in growing.clones[0]]
        made: list[Piece] = []
        for clone in growing.clones:
            holes = dict(zip(first, (spot.hole for spot in clone), strict=True))
            made += (
                Place(holes[piece.hole], piece.write) if isinstance(piece, Place) else piece
                for piece in pattern
            )
        self.pen.insert(self.pen.span(self.traces.row(growing.after)).end, *made)

    def _note(self, notes: Sequence[str]) -> None:
        if not notes:
            return
        body, w = body_of(self.part.root), self.pen.w
        made = "".join(
            f'<{w}:p><{w}:r><{w}:t xml:space="preserve">{text_of(note)}</{w}:t></{w}:r></{w}:p>'
            for note in notes
        )
        section = body.find(f"{W}sectPr")
        at = self.pen.span(body).close if section is None else self.pen.span(section).start
        self.pen.insert(at, made)


def _filler(pen: Pen, traced: Traced, spot: Spot) -> TextFiller | ChoiceFiller:
    paragraphs = tuple(_paragraphs(traced.element))
    if not paragraphs:
        raise OfficeError(f"{spot.address} has no paragraph")
    if isinstance(spot, TextSpot):
        return TextFiller(pen, traced, spot, paragraphs)
    return ChoiceFiller(pen, traced, spot, paragraphs)


def _paragraphs(element: Element) -> Iterator[Element]:
    if element.tag == PARAGRAPH:
        yield element
        return
    for child, _ in flatten(element):
        if child.tag == PARAGRAPH:
            yield child


def _cleaned(piece: Piece) -> Piece:
    return _RESTART.sub(r"\1", _ONCE.sub("", piece)) if isinstance(piece, str) else piece
