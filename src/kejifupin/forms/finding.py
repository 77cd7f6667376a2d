"""The cells in which the fields of one form may stand: by labels first, by position last."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import frozen

from kejifupin.forms.anchors import CompiledLayout
from kejifupin.forms.blanks import is_blank
from kejifupin.forms.candidates import Candidate, Placed, Spot
from kejifupin.forms.fallbacks import Altered, altered_labels, marked_cells
from kejifupin.forms.placements import place_fields
from kejifupin.forms.recognising import Region
from kejifupin.forms.scanning import Hit
from kejifupin.forms.slots import SlotFind, read_inline, read_slots
from kejifupin.office.grid import Cell, Document, Grid, Paragraph


@frozen
class Found:
    """Where the fields of a form may stand (查找结果).

    Args:
        candidates: Field key → cells, in reading order.
        unclear: Labels that could be either of two.
        altered: Labels found by position only: the words they stand for, and their cell.
        marked: Fields found by a hidden marker only, with their cell.
        unread: Fields left blank, with what stands beyond their cell.
    """

    candidates: Mapping[str, tuple[Candidate, ...]]
    unclear: tuple[Cell, ...] = ()
    altered: tuple[tuple[str, Cell], ...] = ()
    marked: tuple[tuple[str, Cell], ...] = ()
    unread: tuple[tuple[str, Cell], ...] = ()


def find_fields(
    layout: CompiledLayout,
    number: int,
    region: Region,
    document: Document,
    *,
    taken: Collection[tuple[int, int]] = (),
) -> Found:
    """Find the cells of all fields that have a single place.

    Args:
        layout: The layout.
        number: Its number among the layouts looked for.
        region: The part of the document that holds the form.
        document: The document.
        taken: Block and row of the headers and rows of growing tables.
    """
    finder = _Finder(layout, number, region, document)
    return finder.find(taken)


class _Finder:
    """Goes through the ways of finding a field, from the surest to the least sure."""

    def __init__(
        self, layout: CompiledLayout, number: int, region: Region, document: Document
    ) -> None:
        self.layout, self.number = layout, number
        self.region, self.document = region, document
        self.found: dict[str, list[Candidate]] = {}

    def find(self, taken: Collection[tuple[int, int]]) -> Found:
        placed = place_fields(
            self.layout, self.number, self.region.hits, self.document, taken=taken
        )
        self.found = {key: list(cells) for key, cells in placed.candidates.items()}
        for find, block in self._slots():
            self._add(find.field, self._spilled(find, block, placed))
        altered, marked = self._without_labels(placed, taken) if self._missing() else ((), ())
        return Found(
            candidates={key: tuple(cells) for key, cells in self.found.items()},
            unclear=placed.unclear,
            altered=tuple(
                (self.layout.anchors[each.anchor].words[0], each.hit.cell) for each in altered
            ),
            marked=marked,
            unread=placed.unread,
        )

    def _without_labels(
        self, placed: Placed, taken: Collection[tuple[int, int]]
    ) -> tuple[Sequence[Altered], tuple[tuple[str, Cell], ...]]:
        """Take the fields whose label is not in a cell of its own: reworded ones, marked ones."""
        inline = self._inline()
        marked = marked_cells(self._missing(), self.region, self.document)
        altered = self._altered(placed, inline, taken, marked)
        by_marker: list[tuple[str, Cell]] = []
        known = self._spots() | placed.labels
        for key, (cell, block) in marked.items():
            if key not in self.found and (block, cell.row, cell.col) not in known:
                self._add(key, Candidate(cell, block=block))
                by_marker.append((key, cell))
        return altered, tuple(by_marker)

    def _add(self, key: str, candidate: Candidate) -> None:
        self.found.setdefault(key, []).append(candidate)

    def _missing(self) -> frozenset[str]:
        return self.layout.placed.difference(self.found)

    def _spots(self) -> set[Spot]:
        return {
            (each.block, each.cell.row, each.cell.col)
            for cells in self.found.values()
            for each in cells
        }

    def _slots(self) -> Iterator[tuple[SlotFind, int]]:
        """The places in paragraphs above and below the table, and in cells like paragraphs."""
        if not self.layout.texts:
            return
        blocks = self.document.blocks
        # A title in the first row of a table leaves what stands above the table to its form.
        title = max(
            (
                hit.block
                for hit in self.region.hits
                if hit.title and isinstance(blocks[hit.block], Paragraph)
            ),
            default=-1,
        )
        for numbers, below in ((self.region.above, False), (self.region.below, True)):
            for number in numbers:
                block = blocks[number]
                if isinstance(block, Paragraph) and block.text and (below or number > title):
                    cell = Cell(0, 0, text=block.text, address=block.address)
                    for find in read_slots(self.layout, cell, below=below):
                        yield find, number
        for hit in self.region.hits:
            named = hit.meaning.anchors.get(self.number, ())
            if not named or self.layout.slots.isdisjoint(named):
                continue
            if isinstance(self.document.blocks[hit.block], Grid):
                for find in read_slots(self.layout, hit.cell, below=None):
                    yield find, hit.block

    def _spilled(self, find: SlotFind, block: int, placed: Placed) -> Candidate:
        """The place itself, or the cell beside it where that was filled in instead."""
        grid = self.document.blocks[block]
        beside = grid.right_of(find.cell) if isinstance(grid, Grid) else None
        if (
            beside is not None
            and is_blank(find.cell)
            and not is_blank(beside)
            and (block, beside.row, beside.col) not in placed.labels
        ):
            return Candidate(beside, block=block)
        return Candidate(find.cell, block=block)

    def _inline(self) -> frozenset[Spot]:
        """Take the fields that share a text with their label; gives the cells of such texts."""
        spots: set[Spot] = set()
        values, missing = self._spots(), self._missing()
        for hit in self.region.hits:
            spot = hit.block, hit.cell.row, hit.cell.col
            if missing and hit.inline and spot not in values:
                for inline in read_inline(self.layout, hit.cell, missing):
                    spots.add(spot)
                    self._add(inline.field, Candidate(inline.cell, block=hit.block))
        return frozenset(spots)

    def _altered(
        self,
        placed: Placed,
        inline: frozenset[Spot],
        taken: Collection[tuple[int, int]],
        marked: Mapping[str, tuple[Cell, int]],
    ) -> Sequence[Altered]:
        """Take the fields of reworded labels; a hidden marker elsewhere outweighs them."""
        if not self._missing():
            return ()
        altered = altered_labels(
            self.layout,
            self.number,
            placed,
            self.region,
            self.document,
            known=self._spots() | inline,
            missing=self._missing(),
        )
        if not altered:
            return ()
        hits = sorted((*self.region.hits, *(each.hit for each in altered)), key=_reading_order)
        again = place_fields(self.layout, self.number, hits, self.document, taken=taken)
        kept = []
        for each in altered:
            fields = [place.field for place in self.layout.anchors[each.anchor].places]
            cells = {key: again.candidates.get(key, ()) for key in fields}
            if any(
                key in marked and marked[key][0] not in [one.cell for one in cells[key]]
                for key in fields
            ):
                continue
            kept.append(each)
            for key, candidates in cells.items():
                for candidate in candidates:
                    self._add(key, candidate)
        return kept


def _reading_order(hit: Hit) -> Spot:
    return hit.block, hit.row, hit.cell.col
