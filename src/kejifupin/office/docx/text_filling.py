"""A stretch of text in a Word document, filled in: a cell, a line to write on, a control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from kejifupin.errors import OfficeError
from kejifupin.office.docx.flow import SDT, VALUE
from kejifupin.office.docx.pen import Pen
from kejifupin.office.docx.tracing import TEXT, Atom, Traced
from kejifupin.office.markup import Element, W, is_on
from kejifupin.office.measure import on_line
from kejifupin.office.packing import escape
from kejifupin.office.splicing import Patches
from kejifupin.office.spots import INSTEAD, TextSpot
from kejifupin.office.templates import Place, Write, Written

_RUN: Final = f"{W}r"
_PROPERTIES: Final = f"{W}pPr"
_LINES: Final = frozenset("_＿")
_PROMPT: Final = f"{W}sdtPr/{W}showingPlcHdr"


class TextFiller:
    """Fills one stretch of a paragraph or cell (填空).

    Args:
        pen: Takes the changes.
        traced: The paragraph or cell.
        spot: The stretch.
        paragraphs: Its paragraphs, at least one.
    """

    def __init__(
        self, pen: Pen, traced: Traced, spot: TextSpot, paragraphs: Sequence[Element]
    ) -> None:
        self.pen, self.traced, self.spot = pen, traced, spot
        self.paragraphs = paragraphs
        self.start = spot.start
        self.end = len(traced.text) if spot.end is None else spot.end

    def fill(self, bookmark: tuple[str, str] | None) -> None:
        """Change the document.

        Args:
            bookmark: The beginning and end of a marker to set around the text.

        Raises:
            OfficeError: The stretch cannot be filled.
        """
        paragraph = self.paragraphs[0]
        span = self.pen.span(paragraph)
        prompts = tuple(self._prompts())
        if prompts:
            self._fill_prompt(prompts)
            control = prompts[0]
            if bookmark is not None and control not in self.traced.element.iterancestors():
                # What stands in the control is written anew: the marker stands around it.
                at = self.pen.span(control)
                self.pen.insert(at.start, bookmark[0])
                self.pen.insert(at.end, bookmark[1])
            return
        if atoms := self._atoms():
            self._fill_atoms(atoms)
        elif self.traced.text[self.start : self.end].strip("\n"):
            raise OfficeError(f"{self.spot.address}: the blank cannot be filled")
        else:
            self._fill_empty(paragraph, bookmark)
            if span.name is not None:
                return
        if bookmark is not None and span.name is None:
            look = paragraph.find(_PROPERTIES)
            self.pen.insert(span.inner if look is None else self.pen.span(look).end, bookmark[0])
            self.pen.insert(span.close, bookmark[1])

    def _prompts(self) -> Iterator[Element]:
        """The controls that show only a prompt where the stretch is the whole text."""
        if self.traced.text.strip() or self.spot.end is not None:
            return
        element = self.traced.element
        around = (each for each in element.iterancestors(f"{W}tbl", SDT))
        for each in around:
            if each.tag != SDT:
                break
            if _shows_prompt(each):
                yield each
                return
        for each in element.iter(SDT):
            if _shows_prompt(each):
                yield each
                return

    def _fill_prompt(self, prompts: Sequence[Element]) -> None:
        control = prompts[0]
        span = self.pen.span(control)
        inner = Patches(self.pen.data)
        for each in control.findall(_PROMPT):
            at = self.pen.span(each)
            inner.replace(at.start, at.end)
        texts = list(control.iterfind(f"{W}sdtContent//{TEXT}"))
        if not texts:
            raise OfficeError(f"{self.spot.address}: the control has no text")
        run = texts[0].getparent()
        look = None if run is None else run.find(f"{W}rPr")
        if look is not None:
            at = self.pen.span(look)
            inner.replace(at.start, at.end)
        for number, each in enumerate(texts):
            at = self.pen.span(each)
            inner.replace(at.start, at.end, *(("\0",) if number == 0 else ()))
        filled = "".join(map(str, inner.pieces(span.start, span.end)))
        front, behind = filled.split("\0")
        write = self._write(
            self.pen.raw(control), front + self.pen.opened, self.pen.closed + behind
        )
        self.pen.replace(span.start, span.end, Place(self.spot.hole, write))

    def _atoms(self) -> list[Atom]:
        if self.start == self.end:
            near = (
                each
                for each in self.traced.atoms
                if each.element.tag == TEXT and each.start <= self.start <= each.end
            )
            return [each for each in (next(near, None),) if each is not None]
        found = [
            each for each in self.traced.atoms if each.start < self.end and each.end > self.start
        ]
        covered = sum(min(each.end, self.end) - max(each.start, self.start) for each in found)
        breaks = self.traced.text[self.start : self.end].count("\n")
        return found if found and covered + breaks >= self.end - self.start else []

    def _fill_atoms(self, atoms: Sequence[Atom]) -> None:
        pen, first = self.pen, atoms[0]
        run = first.element.getparent()
        front = behind = ""
        if len(atoms) == 1 and first.element.tag == TEXT and not self.spot.whole:
            start = max(self.start - first.start, 0)
            end = min(self.end, first.end) - first.start
            region = pen.stretch(first.element, start, end)
        else:
            region = pen.span(first.element).start, pen.span(atoms[-1].element).end
            head, tail = self._kept(first)
            front, behind = pen.opened + escape(head), escape(tail) + pen.closed
        stretch = self.traced.text[self.start : self.end]
        line = next((char for char in stretch if char in _LINES), "")
        if line and run is not None:
            look = self.pen.raw(found) if (found := run.find(f"{W}rPr")) is not None else ""
            w = pen.w
            front += f"{pen.closed}</{w}:r><{w}:r>{pen.underlined(run)}{pen.opened}"
            behind = f"{pen.closed}</{w}:r><{w}:r>{look}{pen.opened}{behind}"
        elif run is not None and _is_underlined(run):
            line = " "
        at = pen.span(first.element).end
        for atom in atoms[1:]:
            span = pen.span(atom.element)
            behind += pen.text(at, span.start)
            _, rest = self._kept(atom)
            behind += f"{pen.opened}{escape(rest)}{pen.closed}" if rest else ""
            at = span.end
        write = self._write(pen.text(*region), front, behind, line=line, stretch=stretch)
        if self.spot.whole and (around := self._inside()) is not None:
            outer = self._write_whole(write, around, region)
            pen.replace(*around, Place(self.spot.hole, outer))
        else:
            pen.replace(*region, Place(self.spot.hole, write))

    def _kept(self, atom: Atom) -> tuple[str, str]:
        """What an atom says in front of the stretch and behind it."""
        text = atom.element.text or "" if atom.element.tag == TEXT else " "
        return (
            text[: max(self.start - atom.start, 0)],
            text[max(self.end - atom.start, 0) :] if self.end < atom.end else "",
        )

    def _fill_empty(self, paragraph: Element, bookmark: tuple[str, str] | None) -> None:
        pen, span = self.pen, self.pen.span(paragraph)
        runs = paragraph.findall(f".//{_RUN}")
        look = pen.look(runs[-1] if runs else None, paragraph)
        start, end = bookmark or ("", "")
        front, behind = f"<{pen.w}:r>{look}{pen.opened}", f"{pen.closed}</{pen.w}:r>"
        place = Place(self.spot.hole, self._write("", front, behind))
        if span.name is None:
            pen.insert(span.close, place)
            return
        opened = f"{pen.text(span.start, span.inner)}>{start}"
        pen.replace(span.start, span.end, opened, place, f"{end}</{span.name.decode()}>")

    def _write(
        self, original: str, front: str, behind: str, *, line: str = "", stretch: str = ""
    ) -> Write:
        said = self.pen.said

        def write(text: str, number: Decimal | int | None) -> Written:
            del number
            text = text.removeprefix(INSTEAD)
            if not text:
                return "", original, ""
            return front, said(on_line(text, line, stretch)), behind

        return write

    def _inside(self) -> tuple[int, int] | None:
        return inside(self.pen, self.paragraphs)

    def _write_whole(self, write: Write, around: tuple[int, int], region: tuple[int, int]) -> Write:
        pen = self.pen
        head, tail = pen.text(around[0], region[0]), pen.text(region[1], around[1])
        look = pen.look(next(self.paragraphs[0].iter(_RUN), None))

        def whole(text: str, number: Decimal | int | None) -> Written:
            if text.startswith(INSTEAD):
                return "", pen.run(text.removeprefix(INSTEAD), look), ""
            front, said, behind = write(text, number)
            return head + front, said, behind + tail

        return whole


def inside(pen: Pen, paragraphs: Sequence[Element]) -> tuple[int, int] | None:
    """What paragraphs hold from the first to the last; None where it cannot be taken out as one."""
    if len({each.getparent() for each in paragraphs}) != 1:
        return None
    first, last = pen.span(paragraphs[0]), pen.span(paragraphs[-1])
    if first.name is not None or last.name is not None:
        return None
    look = paragraphs[0].find(_PROPERTIES)
    return first.inner if look is None else pen.span(look).end, last.close


def _is_underlined(run: Element) -> bool:
    found = run.find(f"{W}rPr/{W}u")
    return found is not None and found.get(VALUE, "single") != "none"


def _shows_prompt(control: Element) -> bool:
    found = control.find(_PROMPT)
    return found is not None and is_on(found.get(VALUE))
