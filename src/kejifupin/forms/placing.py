"""From the labels of a form to the cells in which its fields stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf

from attrs import evolve, frozen

from kejifupin.forms.anchors import Anchor, CompiledLayout, Role
from kejifupin.forms.beside import by_offset, right_of, under_heading
from kejifupin.forms.blanks import is_blank
from kejifupin.forms.labels import label_unit
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.records.kinds import FieldType

_NAMING = frozenset({Role.LABEL, Role.HEADER, Role.SECTION})


@frozen
class Candidate:
    """A cell in which a field may stand (候选单元格).

    Args:
        cell: The cell.
        unit: The unit stated beside it or in its label.
        label: The label by which it was found.
        block: Number of the block.
        farther: Filled cells beyond it, where it is blank itself.
        moved: Whether it stands beyond a blank cell next to the label.
    """

    cell: Cell
    unit: str | None = None
    label: Cell | None = None
    block: int = -1
    farther: tuple[Cell, ...] = ()
    moved: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return is_blank(self.cell)


@frozen
class Placed:
    """What the labels of a form led to (定位结果).

    Args:
        candidates: Field key → the cells in which it may stand, in reading order.
        found: Numbers of the anchors found.
        unclear: Labels that could be either of two, and stand where neither is told.
        labels: Positions of all cells that are labels: block, row and column.
        labelled: Number of an anchor → the cells that were taken for it.
        unread: Fields left blank, with what stands beyond their cell.
    """

    candidates: Mapping[str, tuple[Candidate, ...]]
    found: frozenset[int]
    unclear: tuple[Cell, ...]
    labels: frozenset[tuple[int, int, int]]
    labelled: Mapping[int, tuple[Hit, ...]]
    unread: tuple[tuple[str, Cell], ...] = ()


def place_fields(
    layout: CompiledLayout,
    number: int,
    hits: Sequence[Hit],
    document: Document,
    *,
    taken: Collection[tuple[int, int]] = (),
) -> Placed:
    """Find the cells of the fields that have labels.

    Args:
        layout: The layout.
        number: Its number among the layouts looked for.
        hits: The labels found in the form, in reading order.
        document: The document.
        taken: Block and row of the headers and rows of growing tables.
    """
    own = [
        hit
        for hit in hits
        if (hit.block, hit.row) not in taken
        and not hit.title
        and not hit.inline
        and isinstance(document.blocks[hit.block], Grid)
        and _naming(layout, hit.anchors.get(number, ()))
    ]
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
        labelled={anchor: tuple(found) for anchor, found in labelled.items()},
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
    labels: Collection[tuple[int, int, int]],
    labelled: Mapping[int, Sequence[Hit]],
    document: Document,
) -> Iterator[tuple[str, Candidate]]:
    grid = document.blocks[hit.block]
    if not isinstance(grid, Grid):
        return
    stated = label_unit(hit.cell.text)
    for place in anchor.places:
        cells, closed = right_of(grid, hit, place.line, labels)
        if place.below or not cells:
            below = grid.at(hit.cell.row + hit.cell.rowspan + max(place.line - 1, 0), hit.cell.col)
            if below is not None and (hit.block, below.row, below.col) not in labels:
                yield place.field, Candidate(below, stated, hit.cell, hit.block)
            continue
        number = layout.kind.field(place.field).type is FieldType.NUMBER
        picks = under_heading(grid, hit, place, labelled) or by_offset(
            cells, anchor, place, closed=closed, number=number
        )
        for pick in picks:
            unit = pick.unit or stated
            yield (
                place.field,
                Candidate(pick.cell, unit, hit.cell, hit.block, pick.farther, pick.moved),
            )


def _settled(
    candidates: Mapping[str, Sequence[Candidate]],
) -> tuple[Mapping[str, tuple[Candidate, ...]], tuple[tuple[str, Cell], ...]]:
    """What stands beyond blank cells: the value where a column was put in, else unread."""
    filled = [each for cells in candidates.values() for each in cells[:1] if not each.is_blank]
    moved = sum(each.moved for each in filled)
    far = {
        key: [each for each in cells if each.farther]
        for key, cells in candidates.items()
        if all(each.is_blank for each in cells) and any(each.farther for each in cells)
    }
    settled = {key: tuple(cells) for key, cells in candidates.items()}
    if len(far) + moved <= len(filled) - moved:
        return settled, tuple((key, cells[0].farther[0]) for key, cells in far.items())
    for key, cells in far.items():
        settled[key] = tuple(
            evolve(each, cell=cell, farther=()) for each in cells for cell in each.farther
        )
    return settled, ()
