"""Paragraphs and grids with their numbers and addresses, from whatever hands out the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from attrs import evolve

from kejifupin.office.docx.tables import Box
from kejifupin.office.findings import finding
from kejifupin.office.grid import Cell, Grid, Mark, Paragraph
from kejifupin.office.pasted import pasted_text
from kejifupin.terms.issues import Issue

_S = TypeVar("_S")


class Words(NamedTuple):
    """What stands in one paragraph or cell (文字).

    Args:
        text: The text as seen.
        marks: The boxes and ticks in it.
        slots: The slots whose hidden markers stand in it.
        nested: Names of the grids that stand inside.
        odd: Codes of what people should look at there.
        seams: Where in the text a line break begins another paragraph, of a text box.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    slots: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    seams: tuple[int, ...] = ()


NO_WORDS: Final = Words("")


class BlockBuilder(Generic[_S]):
    """Numbers paragraphs and tables in the order in which they come (正文构建).

    Args:
        name: The path under which issues name the file.
    """

    def __init__(self, name: str) -> None:
        self.blocks: list[Paragraph | Grid | None] = []
        self.slots: defaultdict[str, list[str]] = defaultdict(list)
        self.issues: list[Issue] = []
        self.name = name
        self._paragraphs = 0
        self._tables = 0

    def words(self, source: _S) -> Words:
        """What stands in a paragraph or cell."""
        raise NotImplementedError

    def paragraph(self, source: _S) -> str:
        """Add a paragraph; gives its address."""
        self._paragraphs += 1
        address = f"段落{self._paragraphs}"
        # Number and place are taken first: a table inside comes after.
        place = len(self.blocks)
        self.blocks.append(None)
        text, marks, slots, _, odd, seams = self.words(source)
        self.note(slots, address)
        if odd:
            self._tell(odd, address)
        if seams:
            self.blocks[place : place + 1] = _parted(text, marks, address, seams)
        else:
            self.blocks[place] = Paragraph(text, address, marks)
        return address

    def table(self, boxes: Sequence[Box[_S]], n_rows: int) -> str:
        """Add a table; gives its name."""
        self._tables += 1
        name = f"表{self._tables}"
        place = len(self.blocks)
        self.blocks.append(None)
        cells = tuple([self.cell(box, name) for box in boxes])
        n_cols = max([box.col + box.colspan for box in boxes], default=0)
        self.blocks[place] = Grid(name, cells, n_rows, n_cols)
        return name

    def cell(self, box: Box[_S], table: str) -> Cell:
        """The cell of a box."""
        address = f"{table}!R{box.row + 1}C{box.number}"
        sources = box.sources
        text, marks, slots, nested, odd, _ = self.words(sources[0])
        if slots:
            self.note(slots, address)
        if odd:
            self._tell(odd, address)
        if nested and not text.strip():
            text, marks, nested = pasted_text(self.blocks, nested, text, marks)
        if len(sources) > 1:
            for source in sources[1:]:
                self._covered(source, address)
        return Cell(box.row, box.col, box.rowspan, box.colspan, text, address, marks, nested=nested)

    def _covered(self, source: _S, address: str) -> None:
        words = self.words(source)
        self.note(words.slots, address)
        if words.text.strip():
            self.issues.append(
                finding("cell.covered_text", self.name, cell=address, seen=words.text)
            )

    def _tell(self, codes: tuple[str, ...], address: str) -> None:
        self.issues += (finding(code, self.name, cell=address) for code in codes)

    def note(self, slots: Iterable[str], address: str) -> None:
        """Note at which address slots stand."""
        for slot in slots:
            self.slots[slot].append(address)


def _parted(
    text: str, marks: tuple[Mark, ...], address: str, seams: tuple[int, ...]
) -> list[Paragraph]:
    """A paragraph and those of the text boxes that hang on it, at one address."""
    found: list[Paragraph] = []
    starts = (0, *(seam + 1 for seam in seams))
    for start, end in zip(starts, (*seams, len(text)), strict=True):
        own = (
            evolve(mark, offset=mark.offset - start) for mark in marks if start <= mark.offset < end
        )
        found.append(Paragraph(text[start:end], address, tuple(own)))
    return found
