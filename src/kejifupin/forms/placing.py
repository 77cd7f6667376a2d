"""From the labels of a form to the cells in which its fields stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf

from attrs import evolve

from kejifupin.forms.anchors import Anchor, CompiledLayout, Role
from kejifupin.forms.beside import by_offset, right_of, under_heading
from kejifupin.forms.candidates import Candidate, Placed, Spot
from kejifupin.forms.faces import Face, face_of
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.records.kinds import FieldType

_NAMING = frozenset({Role.LABEL, Role.HEADER, Role.SECTION})


def place(layout: CompiledLayout, number: int, hits: Sequence[Hit], document: Document) -> Placed:
    """Find the cells of the fields that have labels.

    Of a cell nothing is asked but where it stands and what its face is, so that forms which agree
    in these and in their labels are placed alike.

    Args:
        layout: The layout.
        number: Its number among the layouts looked for.
        hits: The labels of the layout found in tables of the form, in reading order.
        document: The document.
    """
    own = [hit for hit in hits if _naming(layout, hit.anchors[number])]
    labels = frozenset((hit.block, hit.cell.row, hit.cell.col) for hit in own)
    meant = _told_apart(layout, number, own)
    labelled: dict[int, list[Hit]] = {}
    for hit, anchor in zip(own, meant, strict=True):
        if anchor is not None:
            labelled.setdefault(anchor, []).append(hit)
    candidates: dict[str, list[Candidate]] = {}
    for anchor, found in labelled.items():
        for hit in found:
            beside = _beside(layout, layout.anchors[anchor], hit, labels, labelled, document)
            for field, candidate in beside:
                candidates.setdefault(field, []).append(candidate)
    settled, unread = _settled(candidates)
    return Placed(
        candidates=settled,
        found=frozenset(labelled),
        unclear=tuple(h.cell for h, anchor in zip(own, meant, strict=True) if anchor is None),
        labels=labels,
        labelled={
            anchor: tuple((hit.block, hit.cell.row, hit.cell.col) for hit in found)
            for anchor, found in labelled.items()
        },
        unread=unread,
    )


def _naming(layout: CompiledLayout, anchors: Sequence[int]) -> tuple[int, ...]:
    return tuple(each for each in anchors if layout.anchors[each].role in _NAMING)


def _told_apart(layout: CompiledLayout, number: int, hits: Sequence[Hit]) -> list[int | None]:
    """Which anchor each label is; one that stands twice is told by the labels around it."""
    options = [_naming(layout, hit.anchors[number]) for hit in hits]
    sure = [each[0] if len(each) == 1 else None for each in options]
    meant: list[int | None] = list(sure)
    for at, choices in enumerate(options):
        if sure[at] is not None:
            continue
        before = next((each for each in reversed(sure[:at]) if each is not None), None)
        after = next((each for each in sure[at + 1 :] if each is not None), None)
        led = [each for each in choices if before is not None and _lead(layout, each) == before]
        between = [
            each
            for each in choices
            if (-1 if before is None else before) < each < (inf if after is None else after)
        ]
        meant[at] = led[0] if len(led) == 1 else between[0] if len(between) == 1 else None
    return meant


def _lead(layout: CompiledLayout, anchor: int) -> int | None:
    """The last label before an anchor that stands only once in the form."""
    for each in reversed(layout.anchors[:anchor]):
        if each.role in _NAMING and is_sole(layout, each):
            return each.number
    return None


def is_sole(layout: CompiledLayout, anchor: Anchor) -> bool:
    """Whether no other label of the form has the same printed words."""
    return all(_naming(layout, layout.by_key[key]) == (anchor.number,) for key in anchor.keys)


def _beside(
    layout: CompiledLayout,
    anchor: Anchor,
    hit: Hit,
    labels: Collection[Spot],
    labelled: Mapping[int, Sequence[Hit]],
    document: Document,
) -> Iterator[tuple[str, Candidate]]:
    grid = document.blocks[hit.block]
    if not isinstance(grid, Grid):
        return
    for place in anchor.places:
        cells, closed = right_of(grid, hit, place.line, labels)
        if place.below or not cells:
            below = grid.at(hit.cell.row + hit.cell.rowspan + max(place.line - 1, 0), hit.cell.col)
            if below is not None and (hit.block, below.row, below.col) not in labels:
                yield place.field, Candidate(below, hit.cell, block=hit.block)
            continue
        number = layout.kind.field(place.field).type is FieldType.NUMBER
        picks = under_heading(grid, hit, place, labelled) or by_offset(
            cells, anchor, place, closed=closed, number=number
        )
        for pick in picks:
            yield (
                place.field,
                Candidate(
                    pick.cell,
                    hit.cell,
                    pick.unit_cell,
                    None if pick.heading is None else pick.heading.cell,
                    hit.block,
                    pick.farther,
                    pick.moved,
                ),
            )


def _settled(
    candidates: Mapping[str, Sequence[Candidate]],
) -> tuple[Mapping[str, tuple[Candidate, ...]], tuple[tuple[str, Cell], ...]]:
    """What stands beyond blank cells: the value where a column was put in, else unread."""
    filled = [each for cells in candidates.values() for each in cells[:1] if _is_filled(each)]
    moved = sum(each.moved for each in filled)
    far = {
        key: [each for each in cells if each.farther]
        for key, cells in candidates.items()
        if not any(map(_is_filled, cells)) and any(each.farther for each in cells)
    }
    settled = {key: tuple(cells) for key, cells in candidates.items()}
    if len(far) + moved <= len(filled) - moved:
        return settled, tuple((key, cells[0].farther[0]) for key, cells in far.items())
    for key, cells in far.items():
        settled[key] = tuple(
            evolve(each, cell=cell, farther=()) for each in cells for cell in each.farther
        )
    return settled, ()


def _is_filled(candidate: Candidate) -> bool:
    return face_of(candidate.cell) is not Face.BLANK
