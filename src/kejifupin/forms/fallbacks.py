"""Where a field stands whose label is gone or altered: hidden markers, then position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher

from attrs import frozen

from kejifupin.forms.anchors import Anchor, CompiledLayout, Role
from kejifupin.forms.blanks import is_blank
from kejifupin.forms.candidates import Placed, Spot
from kejifupin.forms.labels import anchor_key
from kejifupin.forms.recognising import Region
from kejifupin.forms.scanning import Hit, Meaning
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.office.markers import slot_name

_ALIKE = 0.5
_LONGEST_LABEL = 40


@frozen
class Altered:
    """A label that was found by its position only (改动的标签).

    Args:
        anchor: Number of the anchor that it stands for.
        hit: The cell, as if it were that label.
    """

    anchor: int
    hit: Hit


def altered_labels(
    layout: CompiledLayout,
    number: int,
    placed: Placed,
    region: Region,
    document: Document,
    *,
    known: Collection[Spot],
    missing: Collection[str],
) -> tuple[Altered, ...]:
    """Labels that were reworded or emptied, and stand where the form prints them.

    Such a label must stand between the labels that come before and after it in the form, be the
    only such cell, and be blank or like the printed words.

    Args:
        layout: The layout.
        number: Its number among the layouts looked for.
        placed: What the other labels led to.
        region: The region of the form.
        document: The document.
        known: Positions of cells that are values, or hold their label themselves.
        missing: The fields not found yet.
    """
    spots = {anchor: found[0] for anchor, found in placed.labelled.items() if len(found) == 1}
    used = placed.labels | frozenset(known)
    found: list[Altered] = []
    liked: Counter[Spot] = Counter()
    wanted = [
        anchor
        for anchor in layout.anchors
        if anchor.role is Role.LABEL
        and anchor.number not in placed.found
        and any(place.field in missing for place in anchor.places)
    ]
    for anchor in wanted:
        before = max((spots[each] for each in spots if each < anchor.number), default=None)
        after = min((spots[each] for each in spots if each > anchor.number), default=None)
        free = [
            (block, cell)
            for block, cell in _between(region, document, before, after)
            if (block, cell.row, cell.col) not in used
        ]
        cells = [each for each in free if _is_like(each[1], anchor)]
        liked.update((block, cell.row, cell.col) for block, cell in cells)
        if not cells and before is not None and after is not None:
            cells = [each for each in free if _is_emptied(*each, document, used)]
        if len(cells) == 1:
            block, cell = cells[0]
            hit = Hit(block, cell.row, cell, Meaning({number: (anchor.number,)}))
            found.append(Altered(anchor.number, hit))
    taken = [(each.hit.block, each.hit.cell.row, each.hit.cell.col) for each in found]
    # 联系 may be what is left of 联系人 or of 联系电话: none of them is taken.
    return tuple(
        each
        for each, spot in zip(found, taken, strict=True)
        if taken.count(spot) == 1 and liked[spot] <= 1
    )


def _between(
    region: Region,
    document: Document,
    before: tuple[int, int, int] | None,
    after: tuple[int, int, int] | None,
) -> Iterable[tuple[int, Cell]]:
    for part in region.parts:
        grid = document.blocks[part.block]
        if not isinstance(grid, Grid):
            continue
        first = part.top if before is None or before[0] != part.block else before[1]
        last = part.bottom - 1 if after is None or after[0] != part.block else after[1]
        for row in range(max(first, part.top), min(last, part.bottom - 1) + 1):
            for cell in grid.row_cells(row):
                spot = part.block, cell.row, cell.col
                if (
                    cell.row == row
                    and (before is None or spot > before)
                    and (after is None or spot < after)
                ):
                    yield part.block, cell


def _is_emptied(
    block: int, cell: Cell, document: Document, used: Collection[tuple[int, int, int]]
) -> bool:
    """Whether a blank cell has a filled one to its right that no other label claims."""
    grid = document.blocks[block]
    beside = grid.right_of(cell) if isinstance(grid, Grid) and is_blank(cell) else None
    return (
        beside is not None and not is_blank(beside) and (block, beside.row, beside.col) not in used
    )


def _is_like(cell: Cell, anchor: Anchor) -> bool:
    key = anchor_key(cell.text)
    if not key or len(key) > _LONGEST_LABEL or cell.number is not None:
        return False
    return any(
        SequenceMatcher(None, key, each, autojunk=False).ratio() > _ALIKE for each in anchor.keys
    )


def marked_cells(
    fields: Collection[str], region: Region, document: Document
) -> Mapping[str, tuple[Cell, int]]:
    """The cells of a region that carry the hidden marker of a field, with their block."""
    wanted = {
        address: field for field in fields for address in document.slots.get(slot_name(field), ())
    }
    found: dict[str, tuple[Cell, int]] = {}
    if not wanted:
        return found
    for part in region.parts:
        grid = document.blocks[part.block]
        if not isinstance(grid, Grid):
            continue
        for row in range(part.top, part.bottom):
            for cell in grid.row_cells(row):
                field = wanted.get(cell.address)
                if field is not None and cell.row == row:
                    found.setdefault(field, (cell, part.block))
    return found
