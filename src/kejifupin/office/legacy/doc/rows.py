"""How a row is divided: edges of its cells, and what is merged ([MS-DOC] 2.6.3, 2.9.286)."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Final

from attrs import define, frozen

from kejifupin.office.legacy.binary import Meter, u16
from kejifupin.office.legacy.doc.sprms import Sprm, modifiers

_MOST_CELLS: Final = 64
_CELL_SIZE: Final = 20
_ACROSS: Final = 0x03
_DOWN: Final = 0x60
_DOWN_AT: Final = 5
_MERGED, _RESTART = 1, 3


@frozen
class Division:
    """Edges and merging of the cells of a row (行的划分).

    Args:
        edges: The left edge of each cell in twips, and the right edge of the last.
        across: For each cell its flags of horizontal merging.
        down: ``restart`` where a vertically merged block begins, ``continue`` where it goes on.
    """

    edges: tuple[int, ...]
    across: tuple[int, ...]
    down: tuple[str | None, ...]


@define
class _Cell:
    width: int
    across: int = 0
    down: int = 0


def divide(table: bytes, meter: Meter) -> Division | None:
    """Read the division of a row from its modifiers, or None if they say nothing of it."""
    left = 0
    cells: list[_Cell] | None = None
    for code, operand in modifiers(table):
        meter.take()
        if code == Sprm.CELLS:
            left, cells = _defined(operand)
        elif cells is not None:
            _change(cells, code, operand)
    if cells is None:
        return None
    edges = [left]
    for cell in cells:
        edges.append(edges[-1] + cell.width)
    return Division(
        tuple(edges),
        tuple(cell.across for cell in cells),
        tuple({_MERGED: "continue", _RESTART: "restart"}.get(cell.down) for cell in cells),
    )


def _defined(operand: bytes) -> tuple[int, list[_Cell]]:
    count = min(operand[2], _MOST_CELLS) if len(operand) > 2 else 0
    if len(operand) < 3 + 2 * (count + 1):
        return 0, []
    edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    cells = []
    for number in range(count):
        at = 3 + 2 * (operand[2] + 1) + _CELL_SIZE * number
        flags = u16(operand, at) if at + 2 <= len(operand) else 0
        width = max(0, edges[number + 1] - edges[number])
        cells.append(_Cell(width, flags & _ACROSS, (flags & _DOWN) >> _DOWN_AT))
    return edges[0], cells


def _change(cells: list[_Cell], code: int, operand: bytes) -> None:
    """Apply what a later save has changed."""
    if code == Sprm.CELL_MERGE_DOWN and len(operand) >= 3:
        if operand[1] < len(cells):
            cells[operand[1]].down = operand[2] & 3
    elif code == Sprm.CELLS_INSERT:
        first, count, width = operand[0], operand[1], u16(operand, 2)
        room = max(0, min(count, _MOST_CELLS - len(cells)))
        cells[first:first] = [_Cell(width) for _ in range(room)]
    elif code == Sprm.CELLS_DELETE:
        del cells[operand[0] : operand[1]]
    elif code == Sprm.CELLS_WIDTH:
        for cell in cells[operand[0] : operand[1]]:
            cell.width = min(u16(operand, 2), 0x7FFF)
    elif code == Sprm.CELLS_MERGE:
        for number, cell in enumerate(cells[operand[0] : operand[1]]):
            cell.across = 2 if number else 1
    elif code == Sprm.CELLS_SPLIT:
        for cell in cells[operand[0] : operand[1]]:
            cell.across = 0


def continued_across(flags: Iterable[int]) -> tuple[bool, ...]:
    """Which cells of a row continue the one to their left.

    The flag of the first cell of a merged block and that of the rest are 1 and 2 in what Word
    writes and 2 (or 3) and 1 in what its documentation says: the first of a run tells.

    >>> continued_across((0, 1, 2, 2, 1, 2)), continued_across((3, 1, 0, 2, 1))
    ((False, False, True, True, False, True), (False, True, False, False, True))
    """
    found: list[bool] = []
    first = 0
    for flag in flags:
        if not flag:
            first = 0
        elif not first:
            first = flag
        found.append(bool(flag) and bool(found) and flag != first)
    return tuple(found)
