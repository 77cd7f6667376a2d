"""What stands in a form beside its values and was not read: told, so that nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.blanks import is_blank
from kejifupin.forms.candidates import Candidate, Spot
from kejifupin.forms.faces import Face, face_of
from kejifupin.forms.growing import closes, sums_up
from kejifupin.forms.recognising import Region
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Document, Grid

# A larger table is a ledger, or holds many forms.
_LARGE = 1000


def left_over(
    layout: CompiledLayout,
    number: int,
    region: Region,
    document: Document,
    candidates: Mapping[str, tuple[Candidate, ...]],
    *,
    taken: Collection[tuple[int, int]] = (),
) -> tuple[Cell, ...]:
    """The cells to the right of a label, in its rows, that hold words and gave no value.

    A column of them beside the form is one of remarks, which is no part of it.

    Args:
        layout: The layout.
        number: Its number among the layouts looked for.
        region: The part of the document that holds the form.
        document: The document.
        candidates: Field key → the cells in which it may stand.
        taken: Block and row of the headers and rows of growing tables.
    """
    hits = [hit for hit in region.hits if isinstance(document.blocks[hit.block], Grid)]
    named = {(hit.block, hit.cell.row, hit.cell.col) for hit in hits}
    used = named.union(_read(candidates.values()))
    found: list[Cell] = []
    for block in dict.fromkeys(hit.block for hit in hits):
        grid = document.blocks[block]
        if not isinstance(grid, Grid) or len(grid.cells) > _LARGE:
            continue
        strays = [
            cell
            for cell in grid.cells
            if (cell.text or cell.number is not None)
            and (block, cell.row, cell.col) not in used
            and (block, cell.row) not in taken
            and _says_something(cell)
        ]
        here = [hit for hit in hits if hit.block == block]
        # Most forms have a line above their table and nothing else that gave no value.
        if any(cell.row in rows for cell in strays for rows in map(_rows_of, here)):
            begun = _labelled_rows(layout, number, here)
            own = [cell for cell in strays if cell.row in begun]
            found += _beside(grid, block, own, begun, named, used)
    return tuple(found)


def _turned_rows(
    grid: Grid, block: int, rows: Collection[int], named: Collection[Spot]
) -> frozenset[int]:
    """Of some rows those in which every label stands behind what says something, the last last."""
    found = set()
    for row in rows:
        cells = [cell for cell in grid.row_cells(row) if not is_blank(cell)]
        labels = [(block, cell.row, cell.col) in named for cell in cells]
        if labels and labels == [False, True] * (len(labels) // 2):
            found.add(row)
    return frozenset(found)


def _names(grid: Grid, block: int, cell: Cell, used: Collection[Spot]) -> bool:
    """Whether a cell stands before a value, so that it is what became of its label."""
    beside = grid.right_of(cell)
    return beside is not None and (block, beside.row, beside.col) in used


def _beside(
    grid: Grid,
    block: int,
    strays: Sequence[Cell],
    begun: Mapping[int, int],
    named: Collection[Spot],
    used: Collection[Spot],
) -> Iterator[Cell]:
    """Those that stand behind a label, and not all below each other; or all in front of labels."""
    turned = _turned_rows(grid, block, {cell.row for cell in strays}, named)
    behind = [cell for cell in strays if begun[cell.row] < cell.col]
    columns = Counter(cell.col for cell in behind)
    for cell in strays:
        if cell.row in turned or (
            begun[cell.row] < cell.col
            and 2 * columns[cell.col] <= len(begun)
            and not _names(grid, block, cell, used)
        ):
            yield cell


def _read(candidates: Iterable[tuple[Candidate, ...]]) -> Iterator[Spot]:
    for cells in candidates:
        for each in cells:
            block = each.block
            yield block, each.cell.row, each.cell.col
            if each.unit_cell is not None:
                yield block, each.unit_cell.row, each.unit_cell.col
            if each.label is not None:
                yield block, each.label.row, each.label.col
            if each.heading is not None:
                yield block, each.heading.row, each.heading.col
            for cell in each.farther:
                yield block, cell.row, cell.col


def _labelled_rows(layout: CompiledLayout, number: int, hits: Iterable[Hit]) -> Mapping[int, int]:
    """Row → column of its first label; a label over several rows stands in each."""
    rows: dict[int, int] = {}
    for hit in hits:
        own = hit.anchors.get(number, ())
        if any(layout.anchors[each].role is Role.LABEL for each in own):
            for row in _rows_of(hit):
                rows.setdefault(row, hit.cell.col)
    return rows


def _rows_of(hit: Hit) -> range:
    return range(hit.cell.row, hit.cell.row + hit.cell.rowspan)


def _says_something(cell: Cell) -> bool:
    """Whether a cell holds more than blanks, a unit, or who filled in the form."""
    if face_of(cell) in (Face.BLANK, Face.UNIT):
        return False
    text = cell.text.strip()
    return not closes(text) and not sums_up(text)
