"""One cell of a workbook that came from elsewhere, with something filled in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from attrs import frozen

from kejifupin.errors import OfficeError
from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.glyphs import in_symbol_font, symbol_font, ticked_in
from kejifupin.office.markup import Element, S, small_int
from kejifupin.office.measure import on_line
from kejifupin.office.package import Package
from kejifupin.office.packing import escape
from kejifupin.office.splicing import SplicedPart
from kejifupin.office.spots import INSTEAD, TICKED, ChoiceSpot, Spot, TextSpot
from kejifupin.office.templates import Piece, Place, Write, Written
from kejifupin.office.xlsx.cell_writer import exact
from kejifupin.office.xlsx.strings import decode, encode

_LINES = frozenset("_＿")


class _Run(NamedTuple):
    """Some characters of a cell with the markup of their look (文字段)."""

    look: str
    typed: str
    font: str | None
    underlined: bool


class _Hole(NamedTuple):
    """A stretch of a text that is filled in (空)."""

    spot: TextSpot
    printed: str
    line: str


class _Tick(NamedTuple):
    """A box (方框)."""

    number: int
    empty: str
    ticked: str


_Part = str | _Hole | _Tick


@frozen
class SheetTexts:
    """The shared texts of a workbook with their markup (共享文字).

    Args:
        part: The part of the texts; None if there is none.
        items: The texts in order.
    """

    part: SplicedPart | None
    items: tuple[Element, ...] = ()

    @classmethod
    def of(cls, package: Package, workbook: str) -> SheetTexts:
        """Those of a workbook."""
        kinds = {link.kind: link.target for link in package.relations(workbook)}
        name = kinds.get("sharedStrings", "xl/sharedstrings.xml")
        if not package.has(name):
            return cls(None)
        part = SplicedPart(package.read(name), package.limits)
        return cls(part, tuple(part.root.iter(f"{S}si")))

    def runs(self, cell: Element, sheet: SplicedPart) -> tuple[_Run, ...]:
        """The text of a cell in runs; a number or a formula has none."""
        kind = cell.get("t")
        part: SplicedPart | None = sheet
        held = cell.find(f"{S}is")
        if kind == "s":
            at = small_int(cell.findtext(f"{S}v"))
            part = self.part
            held = self.items[at] if at is not None and at < len(self.items) else None
        if held is None or part is None:
            return ()
        found: list[_Run] = []
        for child in held:
            if child.tag == f"{S}t":
                found.append(_Run("", child.text or "", None, underlined=False))
            elif child.tag == f"{S}r":
                found.append(_run(child, part))
        return tuple(found)


def _run(run: Element, part: SplicedPart) -> _Run:
    look = run.find(f"{S}rPr")
    text = run.findtext(f"{S}t") or ""
    if look is None:
        return _Run("", text, None, underlined=False)
    span = part.spans((look,))[look]
    font = look.find(f"{S}rFont")
    line = look.find(f"{S}u")
    return _Run(
        part.data[span.start : span.end].decode(),
        text,
        None if font is None else symbol_font(font.get("val")),
        underlined=line is not None and line.get("val") != "none",
    )


class CellFiller:
    """Fills one cell (填格).

    Args:
        opened: The beginning of the cell's tag: ``<c r="B7" s="3"``.
        prefix: The prefix of the sheet's elements, with its colon.
        original: The cell as it came, empty if it is not there.
        runs: Its text.
        spots: What is filled into it.
    """

    def __init__(
        self,
        opened: str,
        prefix: str,
        original: str,
        runs: Sequence[_Run],
        spots: Sequence[Spot],
    ) -> None:
        self.opened, self.original = opened, original
        self.prefix, self.runs, self.spots = prefix, runs, spots

    def pieces(self) -> tuple[Piece, ...]:
        """The cell with what is filled in.

        Raises:
            OfficeError: It cannot be filled.
        """
        if len(self.spots) == 1:
            spot = self.spots[0]
            if isinstance(spot, ChoiceSpot) or spot.whole or spot.end is not None:
                return (Place(spot.hole, self._partly(spot)),)
            return (Place(spot.hole, self._wholly()),)
        found: list[Piece] = [f"{self.opened}{self._inline[0]}"]
        found += (
            _filled_hole(part) if isinstance(part, _Hole) else str(part) for part in self._parts()
        )
        return (*found, self._inline[1])

    @property
    def _inline(self) -> tuple[str, str]:
        p = self.prefix
        return f' t="inlineStr"><{p}is>', f"</{p}is></{p}c>"

    def _text(self, text: str) -> tuple[str, str, str]:
        start, end = self._inline
        cleaned = escape(encode(clean_for_office(text)[0]))
        p = self.prefix
        front = f'{self.opened}{start}<{p}t xml:space="preserve">'
        return front, cleaned, f"</{p}t>{end}"

    def _wholly(self) -> Write:
        original, p = self.original, self.prefix

        def write(text: str, number: Decimal | int | None) -> Written:
            text = text.removeprefix(INSTEAD)
            if number is not None and exact(number):
                shown = str(number) if isinstance(number, int) else format(number, "f")
                return f"{self.opened}><{p}v>", shown, f"</{p}v></{p}c>"
            if not text:
                return "", original, ""
            return self._text(text)

        return write

    def _partly(self, spot: Spot) -> Write:
        parts = tuple(self._parts())
        start, end = self._inline
        original = self.original
        n_boxes = len(spot.boxes) if isinstance(spot, ChoiceSpot) else 0

        def write(text: str, number: Decimal | int | None) -> Written:
            del number
            if text.startswith(INSTEAD):
                return self._text(text.removeprefix(INSTEAD))
            states, said = text[:n_boxes], text[n_boxes:]
            if TICKED not in states and not said:
                return "", original, ""
            made = []
            for part in parts:
                if isinstance(part, _Tick):
                    made.append(part.ticked if states[part.number] == TICKED else part.empty)
                elif isinstance(part, _Hole):
                    made.append(_said(said, part))
                else:
                    made.append(part)
            return "", f"{self.opened}{start}{''.join(made)}{end}", ""

        return write

    def _parts(self) -> list[_Part]:
        """The text in runs, with its holes and boxes."""
        p = self.prefix
        typed = "".join(run.typed for run in self.runs)
        if decode(typed) != typed:
            raise OfficeError("a cell holds characters that cannot be kept")
        cuts = sorted(self._cuts(typed), key=lambda cut: (cut[0], cut[1]))
        made: list[_Part] = []
        at = 0
        waiting = list(cuts)
        for run in self.runs:
            end = at + len(run.typed)
            made.append(f'<{p}r>{run.look}<{p}t xml:space="preserve">')
            done = at
            for cut in cuts:
                first, last, part = cut
                if cut in waiting and (first < end or first == last == end):
                    waiting.remove(cut)
                    made += (escape(typed[done:first]), self._looked(part, run))
                    done = max(first, done)
                if first < end:
                    done = max(done, min(last, end))
            made += (escape(typed[done:end]), f"</{p}t></{p}r>")
            at = end
        return [part for part in made if part != ""]

    def _looked(self, part: _Part, run: _Run) -> _Part:
        if isinstance(part, _Hole) and not part.line and run.underlined:
            return part._replace(line=" ")
        if isinstance(part, _Tick) and run.font is not None:
            shown = in_symbol_font(run.font, part.empty)
            if shown != part.empty:
                return part._replace(ticked=ticked_in(run.font)[1])
        return part

    def _cuts(self, typed: str) -> list[tuple[int, int, _Part]]:
        found: list[tuple[int, int, _Part]] = []
        for spot in self.spots:
            if isinstance(spot, ChoiceSpot):
                for number, at in enumerate(spot.boxes):
                    tick = _Tick(number, escape(typed[at]), ticked_in(None)[1])
                    found.append((at, at + 1, tick))
                if spot.start is None:
                    continue
            start = spot.start or 0
            end = (
                (start if isinstance(spot, ChoiceSpot) else len(typed))
                if (spot.end is None)
                else spot.end
            )
            printed = typed[start:end]
            line = next((char for char in printed if char in _LINES), "")
            text = spot if isinstance(spot, TextSpot) else TextSpot(spot.hole, spot.address)
            found.append((start, end, _Hole(text, printed, line)))
        ends = 0
        for first, last, _ in sorted(found, key=lambda cut: cut[:2]):
            if first < ends:
                raise OfficeError("two places of a cell overlap")
            ends = last
        return found


def _said(text: str, hole: _Hole) -> str:
    if not text:
        return escape(hole.printed)
    lined = on_line(text, hole.line, hole.printed)
    return escape(encode(clean_for_office(lined)[0]))


def _filled_hole(hole: _Hole) -> Place:
    def write(text: str, number: Decimal | int | None) -> Written:
        del number
        return "", _said(text.removeprefix(INSTEAD), hole), ""

    return Place(hole.spot.hole, write)
