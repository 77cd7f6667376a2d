"""From the labels of a form to the cells in which its fields stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf

from attrs import frozen

from kejifupin.forms.anchors import Anchor, CompiledLayout, FieldPlace, Role
from kejifupin.forms.labels import label_unit
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.terms.quantities import is_unit
from kejifupin.terms.text import clean

_NAMING = frozenset({Role.LABEL, Role.HEADER, Role.SECTION})
_BLANKS = " \t\r\n_＿\u3000\xa0"
# Blank columns to the right of a label that a sheet may have before its value.
_REACH = 12


@frozen
class Candidate:
    """A cell in which a field may stand (候选单元格).

    Args:
        cell: The cell.
        unit: The unit stated beside it or in its label.
        label: The label by which it was found.
        block: Number of the block.
    """

    cell: Cell
    unit: str | None = None
    label: Cell | None = None
    block: int = -1

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return is_blank(self.cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing but white space and lines to write on."""
    return cell.number is None and cell.date is None and not cell.text.strip(_BLANKS)


@frozen
class Placed:
    """What the labels of a form led to (定位结果).

    Args:
        candidates: Field key → the cells in which it may stand, in reading order.
        found: Numbers of the anchors found.
        unclear: Labels that could be either of two, and stand where neither is told.
        labels: Positions of all cells that are labels: block, row and column.
        labelled: Number of an anchor → the cells that were taken for it.
    """

    candidates: Mapping[str, tuple[Candidate, ...]]
    found: frozenset[int]
    unclear: tuple[Cell, ...]
    labels: frozenset[tuple[int, int, int]]
    labelled: Mapping[int, tuple[Hit, ...]]


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
            beside = _beside(layout.anchors[anchor], hit, labels, labelled, document)
            for field, candidate in beside:
                candidates.setdefault(field, []).append(candidate)
    return Placed(
        candidates={key: tuple(cells) for key, cells in candidates.items()},
        found=frozenset(labelled),
        unclear=tuple(h.cell for h, anchor in zip(own, meant, strict=True) if anchor is None),
        labels=labels,
        labelled={anchor: tuple(found) for anchor, found in labelled.items()},
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
        cells = _right_of(grid, hit, place.line, labels)
        if place.below or not cells:
            below = grid.at(hit.cell.row + hit.cell.rowspan + max(place.line - 1, 0), hit.cell.col)
            if below is not None and (hit.block, below.row, below.col) not in labels:
                yield place.field, Candidate(below, stated, hit.cell, hit.block)
            continue
        headed = _headed(grid, hit, place, labelled)
        for cell, unit in headed or _by_offset(cells, anchor, place):
            yield place.field, Candidate(cell, unit or stated, hit.cell, hit.block)


def _right_of(
    grid: Grid, hit: Hit, line: int, labels: Collection[tuple[int, int, int]]
) -> list[Cell]:
    """The cells to the right of a label, up to the next label."""
    cells: list[Cell] = []
    row, col = hit.cell.row + line, hit.cell.col + hit.cell.colspan
    while col < grid.n_cols:
        cell = grid.at(row, col)
        if cell is None:
            col += 1
            continue
        if (hit.block, cell.row, cell.col) in labels:
            break
        cells.append(cell)
        col = cell.col + cell.colspan
    return cells


def _headed(
    grid: Grid, hit: Hit, place: FieldPlace, labelled: Mapping[int, Sequence[Hit]]
) -> list[tuple[Cell, str | None]]:
    """The cell in the column that a heading names; none where the heading is not there."""
    row = hit.cell.row + place.line
    header = _nearest_above(labelled.get(place.header, ()) if place.header is not None else (), hit)
    if header is None or header.cell.row >= row:
        return []
    cells = _in_columns(grid, row, header.cell)
    if not cells or any(cell.col <= hit.cell.col for cell in cells):
        return []
    unit_cell = None
    if place.unit_header is not None:
        above = _nearest_above(labelled.get(place.unit_header, ()), hit)
        found = _in_columns(grid, row, above.cell) if above is not None else []
        unit_cell = found[0] if found and found[0].col > hit.cell.col else None
    filled = [cell for cell in cells if not is_blank(cell)]
    if unit_cell is not None and not filled and not _is_unit_text(unit_cell):
        # 12次 written into the column of units.
        return [(unit_cell, None)]
    unit = None if unit_cell is None else _unit_text(unit_cell)
    unit = unit or label_unit(header.cell.text)
    return [(cell, unit) for cell in filled or cells[:1]]


def _nearest_above(hits: Sequence[Hit], hit: Hit) -> Hit | None:
    """The heading that holds for a row: the last one above it, in this table or the one before."""
    above = [each for each in hits if (each.block, each.row) < (hit.block, hit.row)]
    return above[-1] if above else None


def _in_columns(grid: Grid, row: int, header: Cell) -> list[Cell]:
    cells: dict[int, Cell] = {}
    for col in range(header.col, min(header.col + header.colspan, grid.n_cols)):
        cell = grid.at(row, col)
        if cell is not None:
            cells.setdefault(cell.col, cell)
    return list(cells.values())


def _by_offset(
    cells: Sequence[Cell], anchor: Anchor, place: FieldPlace
) -> list[tuple[Cell, str | None]]:
    """The cells that may be meant, counted from the label."""
    if place.unit_offset is None:
        if anchor.beside > 1 and len(anchor.places) > 1:
            chosen = cells[place.offset : place.offset + 1]
            return [(cell, None) for cell in chosen]
        near = cells[: max(anchor.beside, 1) + _REACH]
        filled = [cell for cell in near if not is_blank(cell)]
        if not filled:
            expected = min(place.offset, len(cells) - 1)
            return [(cells[expected], None)]
        return [(cell, None) for cell in filled]
    units = [cell for cell in cells if not is_blank(cell) and _is_unit_text(cell)]
    unit_cell = units[0] if units else None
    rest = [cell for cell in cells if cell is not unit_cell]
    unit = None if unit_cell is None else _unit_text(unit_cell)
    if unit_cell is None and len(cells) >= anchor.beside > place.unit_offset:
        # An unknown word stands where the unit is printed.
        printed = cells[place.unit_offset]
        if not is_blank(printed) and not _has_number(printed):
            rest = [cell for cell in rest if cell is not printed]
            unit = _unit_text(printed)
    filled = [cell for cell in rest if not is_blank(cell)]
    if not filled and not rest:
        return [(cells[-1], None)] if unit_cell is None else [(unit_cell, unit)]
    return [(cell, unit) for cell in filled or rest[:1]]


def _unit_text(cell: Cell) -> str | None:
    return "".join(clean(cell.text).split()).strip("（）()") or None


def _is_unit_text(cell: Cell) -> bool:
    text = _unit_text(cell)
    return text is None or (is_unit(text) and not text.isdigit()) or not _has_number(cell)


def _has_number(cell: Cell) -> bool:
    return cell.number is not None or any(map(str.isdigit, cell.text))
