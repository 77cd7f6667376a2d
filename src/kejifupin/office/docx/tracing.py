"""Which element of a Word document each character of a cell or paragraph was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from attrs import define, field

from kejifupin.office.docx.features import Features
from kejifupin.office.docx.flow import CELL, PARAGRAPH, Source
from kejifupin.office.docx.tables import Box
from kejifupin.office.docx.text import TextReader
from kejifupin.office.docx.walking import BodyWalk, body_of
from kejifupin.office.grid import Cell
from kejifupin.office.limits import Limits
from kejifupin.office.markup import Element, W
from kejifupin.office.splicing import SplicedPart

TEXT: Final = f"{W}t"
SYMBOL: Final = f"{W}sym"
FIELD: Final = f"{W}fldChar"
_ONE: Final = frozenset(
    f"{W}{name}" for name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "sym")
)


class Atom(NamedTuple):
    """Some characters, and the element that says them (文字来源).

    Args:
        element: A ``w:t``, ``w:sym``, break, or the beginning of a form field.
        start: Where its characters begin in the text as read.
        end: Where they end.
    """

    element: Element
    start: int
    end: int


@define
class Traced:
    """A paragraph or cell, and where its text comes from (文字溯源).

    Args:
        element: The ``w:p`` or ``w:tc``.
        text: The text as read.
        atoms: What says its characters, in order; characters of other things have none.
    """

    element: Element
    text: str = ""
    atoms: list[Atom] = field(factory=list)

    def at(self, offset: int) -> Atom | None:
        """What says the character at an offset."""
        return next((each for each in self.atoms if each.start <= offset < each.end), None)


class _Tracer(TextReader):
    """The reader itself, noting what each run said."""

    __slots__ = ("atoms", "said")

    def __init__(self, features: Features) -> None:
        super().__init__(features, lambda _table, _control: "")
        self.said: list[tuple[Element, int, int]] = []

    def _run(self, run: Element) -> None:
        before = len(self.parts)
        super()._run(run)
        self.said.append((run, before, len(self.parts)))

    def traced(self, element: Element) -> Traced:
        starts = [0]
        for part in self.parts:
            starts.append(starts[-1] + len(part))
        found = Traced(element, "".join(self.parts))
        for run, first, last in self.said:
            atoms = list(_atoms(run, starts[first]))
            # A run of which some is not shown, or shown otherwise, cannot be told apart.
            if atoms and atoms[-1].end == starts[last]:
                found.atoms += atoms
        return found


def _atoms(run: Element, start: int) -> Iterator[Atom]:
    for child in run:
        size = 0
        if child.tag == TEXT:
            size = len(child.text or "")
        elif child.tag in _ONE or _is_box(child):
            size = 1
        if size:
            yield Atom(child, start, start + size)
            start += size


def _is_box(child: Element) -> bool:
    return child.tag == FIELD and child.find(f"{W}ffData/{W}checkBox") is not None


class _Places(BodyWalk):
    """The reader itself, noting which element each address came from."""

    def __init__(self, features: Features, limits: Limits) -> None:
        super().__init__(features, "", limits)
        self.found: dict[str, Source] = {}

    def paragraph(self, source: Source) -> str:
        address = super().paragraph(source)
        self.found[address] = source
        return address

    def cell(self, box: Box[Source], table: str) -> Cell:
        cell = super().cell(box, table)
        self.found[cell.address] = box.sources[0]
        return cell


class Traces:
    """The paragraphs and cells of a document by address (文档溯源).

    Args:
        document: The document's main part.
        limits: The limits.
    """

    def __init__(self, document: SplicedPart, limits: Limits) -> None:
        self._features = Features.of(document.data)
        reader = _Places(self._features, limits)
        reader.read(body_of(document.root))
        self.found: Mapping[str, Source] = reader.found

    def of(self, address: str) -> Traced:
        """The paragraph or cell at an address."""
        element, control = self.found[address]
        tracer = _Tracer(self._features)
        if element.tag == PARAGRAPH:
            tracer.paragraph(element, control)
        else:
            tracer.blocks(element, control)
        return tracer.traced(element)

    def row(self, address: str) -> Element:
        """The row that the cell at an address begins in."""
        element, _ = self.found[address]
        return next(element.iterancestors(f"{W}tr")) if element.tag == CELL else element
