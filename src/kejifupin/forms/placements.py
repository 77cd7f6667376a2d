"""Placing remembered: forms made from one blank have their fields in the same cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import frozen

from kejifupin.forms.anchors import CompiledLayout
from kejifupin.forms.candidates import Candidate, Placed, Spot
from kejifupin.forms.faces import face_of
from kejifupin.forms.placing import place
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Document, Grid

# A larger table is a ledger, or holds many forms: nothing else will look like it.
_LARGE = 1000
_Ref = tuple[int, ...]


class _Where(NamedTuple):
    """A candidate by the places of its cells (候选位置).

    A cell stands as the block and its number there; one that a sheet does not list, as block, row
    and column.
    """

    cell: _Ref
    label: _Ref | None
    unit_cell: _Ref | None
    heading: _Ref | None
    block: int
    farther: tuple[_Ref, ...]
    moved: bool


@frozen
class Placement:
    """Which cells hold which fields, without the cells themselves (定位方案).

    Args:
        candidates: Field key → where it may stand.
        unclear: Labels that could be either of two.
        unread: Fields left blank, and where something stands beyond them.
        found: As in `Placed`.
        labels: As in `Placed`.
        labelled: As in `Placed`.
    """

    candidates: tuple[tuple[str, tuple[_Where, ...]], ...]
    unclear: tuple[_Ref, ...]
    unread: tuple[tuple[str, _Ref], ...]
    found: frozenset[int]
    labels: frozenset[Spot]
    labelled: Mapping[int, tuple[Spot, ...]]


def place_fields(
    layout: CompiledLayout,
    number: int,
    hits: Iterable[Hit],
    document: Document,
    *,
    taken: Collection[tuple[int, int]] = (),
) -> Placed:
    """Find the cells of the fields that have labels, as `place` does.

    Args:
        layout: The layout.
        number: Its number among the layouts looked for.
        hits: The labels found in the form, in reading order.
        document: The document.
        taken: Block and row of the headers and rows of growing tables.
    """
    blocks = document.blocks
    own = [
        hit
        for hit in hits
        if number in hit.meaning.anchors
        and not hit.meaning.title
        and not hit.meaning.inline
        and (hit.block, hit.row) not in taken
        and isinstance(blocks[hit.block], Grid)
    ]
    key = _key(number, own, blocks)
    if key is None:
        return place(layout, number, own, document)
    kept = layout.placements.get(
        key, lambda: _placement(place(layout, number, own, document), blocks)
    )
    return _in_document(kept, blocks)


def _key(number: int, own: Sequence[Hit], blocks: Sequence[Any]) -> tuple[Any, ...] | None:
    """All that `place` looks at; None where the tables are too large to be met again."""
    looks: list[Any] = []
    for block in dict.fromkeys([hit.block for hit in own]):
        grid = blocks[block]
        cells = grid.cells
        if not isinstance(cells, tuple) or not 0 < len(cells) <= _LARGE:
            return None
        spans = tuple([(each.row, each.col, each.rowspan, each.colspan) for each in cells])
        faces = "".join(map(face_of, cells))
        looks.append((block, grid.n_rows, grid.n_cols, grid.sheet, spans, faces))
    labels = [(hit.block, hit.row, hit.cell.col, hit.meaning.anchors[number]) for hit in own]
    return tuple(looks), tuple(labels)


def _placement(placed: Placed, blocks: Sequence[object]) -> Placement:
    numbers: dict[int, _Ref] = {}
    for block in dict.fromkeys(spot[0] for spot in placed.labels):
        grid = blocks[block]
        if isinstance(grid, Grid):
            numbers.update((id(cell), (block, n)) for n, cell in enumerate(grid.cells))

    def ref(cell: Cell, block: int) -> _Ref:
        return numbers.get(id(cell)) or (block, cell.row, cell.col)

    def where(each: Candidate) -> _Where:
        block = each.block
        return _Where(
            ref(each.cell, block),
            None if each.label is None else ref(each.label, block),
            None if each.unit_cell is None else ref(each.unit_cell, block),
            None if each.heading is None else ref(each.heading, block),
            block,
            tuple(ref(cell, block) for cell in each.farther),
            each.moved,
        )

    found = {key: tuple(map(where, cells)) for key, cells in placed.candidates.items()}
    return Placement(
        candidates=tuple(found.items()),
        unclear=tuple(numbers[id(cell)] for cell in placed.unclear),
        unread=tuple((key, numbers[id(cell)]) for key, cell in placed.unread),
        found=placed.found,
        labels=placed.labels,
        labelled=placed.labelled,
    )


def _in_document(kept: Placement, blocks: Sequence[Any]) -> Placed:
    """The placement with the cells of one document."""

    def cell(ref: _Ref) -> Cell:
        grid = blocks[ref[0]]
        found: Cell = grid.cells[ref[1]] if len(ref) == 2 else grid.at(ref[1], ref[2])
        return found

    def candidate(each: _Where) -> Candidate:
        return Candidate(
            cell(each.cell),
            None if each.label is None else cell(each.label),
            None if each.unit_cell is None else cell(each.unit_cell),
            None if each.heading is None else cell(each.heading),
            each.block,
            tuple(map(cell, each.farther)) if each.farther else (),
            each.moved,
        )

    return Placed(
        candidates={key: tuple(map(candidate, cells)) for key, cells in kept.candidates},
        found=kept.found,
        unclear=tuple(map(cell, kept.unclear)) if kept.unclear else (),
        labels=kept.labels,
        labelled=kept.labelled,
        unread=tuple((key, cell(ref)) for key, ref in kept.unread) if kept.unread else (),
    )
