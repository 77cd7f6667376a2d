"""Where the pieces of a document stand, told by its skeleton alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from kejifupin.office.docx.blocks import Words
from kejifupin.office.docx.cutting import GAP, Cut, open_skeleton
from kejifupin.office.docx.features import has_revisions
from kejifupin.office.docx.flow import PARAGRAPH, TABLE, Source, flatten
from kejifupin.office.docx.shapes import Place
from kejifupin.office.docx.tables import CELL_PROPERTIES, Box, lay_out
from kejifupin.office.docx.walking import body_of
from kejifupin.office.grid import Cell
from kejifupin.office.limits import Limits

_PER_BOX: Final = 3_000

EMPTY: Final = -1
"""Stands for a paragraph or cell with nothing in it."""


class Table(NamedTuple):
    """A table whose cells are numbers of pieces (表格骨架)."""

    boxes: tuple[Box[int], ...]
    n_rows: int


class Met(NamedTuple):
    """What stood in a place when its skeleton was met last (前次所见).

    Labels are the same every time, so that their cells can be.

    Args:
        piece: The piece.
        words: What it said.
        cell: The cell that its words were put in, if they were.
    """

    piece: bytes
    words: Words
    cell: Cell | None = None


class Skeleton(NamedTuple):
    """The paragraphs and tables of a document, each cell the number of its piece (文档骨架).

    Args:
        head: The beginning of the document, which says what its names mean.
        blocks: Numbers of pieces for paragraphs, and tables, in order.
        places: How each piece stands there.
        met: For each piece, what stood there last; all else never changes.
    """

    head: bytes
    blocks: tuple[int | Table, ...]
    places: tuple[Place, ...]
    met: list[Met | None]

    @property
    def cost(self) -> int:
        """About how many bytes of memory it takes."""
        boxes = sum(len(block.boxes) for block in self.blocks if isinstance(block, Table))
        return _PER_BOX * boxes + _PER_BOX * len(self.blocks)


def skeleton_of(cut: Cut, limits: Limits) -> Skeleton | None:
    """Understand a skeleton, or None if only the whole document can be.

    That is where a piece would be read other than as one cell or paragraph, once: tables inside
    of tables, check boxes around cells, deleted rows.

    Raises:
        RefusedFileError: If it is broken or unsafe.
    """
    opened = None if has_revisions(cut.skeleton) else open_skeleton(cut, limits)
    if opened is None:
        return None
    root, gaps = opened
    finder = _Finder({gap: number for number, gap in enumerate(gaps)})
    blocks: list[int | Table] = []
    for child, control in flatten(body_of(root)):
        if child.tag == PARAGRAPH:
            blocks.append(finder.piece((child, control)))
        elif child.tag == TABLE:
            boxes, n_rows = lay_out(child, control, limits)
            blocks.append(Table(tuple(map(finder.box, boxes)), n_rows))
    places = [place for place in finder.places if place is not None]
    if finder.lost or len(places) != len(gaps):
        return None
    return Skeleton(cut.head, tuple(blocks), tuple(places), [None] * len(gaps))


class _Finder:
    """Finds the piece of each cell and paragraph, and notes what it does not find."""

    def __init__(self, gaps: Mapping[etree._Element, int]) -> None:
        self._gaps = gaps
        self.places: list[Place | None] = [None] * len(gaps)
        self.lost = False

    def piece(self, source: Source) -> int:
        """The number of the piece of a cell or paragraph."""
        element, control = source
        if not len(element):
            return EMPTY
        line = element.tag == PARAGRAPH
        before = [] if line else [CELL_PROPERTIES]
        number = self._gaps.get(element[-1])
        fits = [child.tag for child in element] == [*before, GAP] and control.checked is None
        if number is None or not fits:
            self.lost = True
            return EMPTY
        self.places[number] = Place(control.muted, line)
        return number

    def box(self, box: Box[Source]) -> Box[int]:
        """A box with the numbers of its pieces."""
        sources = [*map(self.piece, box.sources)]
        return Box(box.row, box.col, box.colspan, sources, box.rowspan, box.number)
