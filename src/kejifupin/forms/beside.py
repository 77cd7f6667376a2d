"""The cells beside a label: which of them holds its value, and which its unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from kejifupin.forms.anchors import Anchor, FieldPlace
from kejifupin.forms.faces import Face, face_of
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Grid

_REACH = 12


@frozen
class Pick:
    """A cell beside a label (旁边的单元格).

    Args:
        cell: The cell.
        unit_cell: The cell beside it that states the unit.
        heading: The label that heads its column.
        farther: Filled cells beyond it, where it is blank itself.
        moved: Whether the cell next to the label is blank, and this one stands beyond it.
    """

    cell: Cell
    unit_cell: Cell | None = None
    heading: Hit | None = None
    farther: tuple[Cell, ...] = ()
    moved: bool = False


def right_of(
    grid: Grid, hit: Hit, line: int, labels: Collection[tuple[int, int, int]]
) -> tuple[tuple[Cell, ...], bool]:
    """The cells to the right of a label up to the next label, and whether there is a next one.

    Args:
        grid: The table.
        hit: The label.
        line: How many rows below its first.
        labels: Block, row and column of all labels.
    """
    cells: list[Cell] = []
    row, col = hit.cell.row + line, hit.cell.col + hit.cell.colspan
    while col < grid.n_cols:
        cell = grid.at(row, col)
        if cell is None:
            col += 1
            continue
        if (hit.block, cell.row, cell.col) in labels:
            return tuple(cells), True
        cells.append(cell)
        col = cell.col + cell.colspan
    return tuple(cells), False


def under_heading(
    grid: Grid, hit: Hit, place: FieldPlace, labelled: Mapping[int, Sequence[Hit]]
) -> tuple[Pick, ...]:
    """The cells in the column that a heading names; none where the heading is not there.

    Args:
        grid: The table.
        hit: The label at the beginning of the row.
        place: Where the field stands.
        labelled: Number of an anchor → its labels.
    """
    row = hit.cell.row + place.line
    header = _nearest_above(labelled, place.header, hit)
    cells = [] if header is None else _in_columns(grid, row, header.cell)
    if header is None or not cells or any(cell.col <= hit.cell.col for cell in cells):
        return ()
    above = _nearest_above(labelled, place.unit_header, hit)
    found = [] if above is None else _in_columns(grid, row, above.cell)
    unit_cell = next((cell for cell in found if cell.col > hit.cell.col), None)
    filled = [cell for cell in cells if face_of(cell) is not Face.BLANK]
    if unit_cell is not None and not filled and face_of(unit_cell) is Face.NUMBER:
        # 12次 written into the column of units.
        return (Pick(unit_cell),)
    return tuple(Pick(cell, unit_cell, header) for cell in filled or cells[:1])


def _nearest_above(
    labelled: Mapping[int, Sequence[Hit]], anchor: int | None, hit: Hit
) -> Hit | None:
    """The heading that holds for a row: the last one above it, in this table or the one before."""
    hits = () if anchor is None else labelled.get(anchor, ())
    above = [each for each in hits if (each.block, each.row) < (hit.block, hit.row)]
    return above[-1] if above else None


def _in_columns(grid: Grid, row: int, header: Cell) -> list[Cell]:
    cells: dict[int, Cell] = {}
    for col in range(header.col, min(header.col + header.colspan, grid.n_cols)):
        cell = grid.at(row, col)
        if cell is not None:
            cells.setdefault(cell.col, cell)
    return list(cells.values())


def by_offset(
    cells: Sequence[Cell], anchor: Anchor, place: FieldPlace, *, closed: bool, number: bool
) -> tuple[Pick, ...]:
    """The cells that may be meant, counted from the label.

    Args:
        cells: The cells to its right, at least one.
        anchor: The label.
        place: Where the field stands.
        closed: Whether another label follows them, so that all of them are this one's.
        number: Whether the field is a number, which may have its unit beside it.
    """
    if anchor.beside > 1 and len(anchor.places) > 1:
        return tuple(Pick(cell) for cell in cells[place.offset : place.offset + 1])
    printed = len(cells) if closed else max(anchor.beside, 1)
    unit_cell = _unit_cell(cells, anchor, place) if number else None
    if unit_cell is None:
        offset = place.offset if place.unit_offset is None else 0
        return _near(cells, None, offset=offset, printed=printed)
    rest = [cell for cell in cells if cell is not unit_cell]
    if not rest:
        return (Pick(unit_cell, unit_cell),)
    printed = max(printed - (place.unit_offset is not None), 1)
    return _near(rest, unit_cell, offset=0, printed=printed)


def _unit_cell(cells: Sequence[Cell], anchor: Anchor, place: FieldPlace) -> Cell | None:
    """The cell that states the unit; an unknown word does where the unit is printed."""
    for cell in cells[:2]:
        if face_of(cell) is Face.UNIT:
            return cell if len(cells) > 1 or place.unit_offset is not None else None
    if place.unit_offset is None or len(cells) < anchor.beside:
        return None
    printed = cells[place.unit_offset]
    return None if face_of(printed) in (Face.BLANK, Face.NUMBER) else printed


def _near(
    cells: Sequence[Cell], unit_cell: Cell | None, *, offset: int, printed: int
) -> tuple[Pick, ...]:
    """The cell next to the label; where that is blank, what else stands among those printed."""
    expected = cells[min(offset, len(cells) - 1)]
    if face_of(expected) is not Face.BLANK:
        return (Pick(expected, unit_cell),)
    filled = [cell for cell in cells[:printed] if face_of(cell) is not Face.BLANK]
    if filled:
        return tuple(Pick(cell, unit_cell, moved=True) for cell in filled)
    farther = tuple(cell for cell in cells[printed:_REACH] if face_of(cell) is not Face.BLANK)
    return (Pick(expected, unit_cell, farther=farther),)
