"""Word tables as grids: spans, merges and positions, however irregular."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from attrs import define
from lxml import etree

from kejifupin.office.docx.flow import CELL, ROW, VALUE, Control, flatten
from kejifupin.office.limits import Limits
from kejifupin.office.markup import W
from kejifupin.office.refusal import dangerous

# Uneven rows split a table into more grid columns than any row has cells.
_GRID_COLUMNS: Final = 1024
_MOST_DIGITS: Final = 9

_ROW_PROPERTIES: Final = f"{W}trPr"
_BEFORE: Final = f"{W}gridBefore"
_DELETED: Final = f"{W}del"
_CELL_PROPERTIES: Final = f"{W}tcPr"
_CELL_DELETED: Final = f"{W}cellDel"
_SPAN: Final = f"{W}gridSpan"
_ACROSS: Final = f"{W}hMerge"
_DOWN: Final = f"{W}vMerge"


class Piece(NamedTuple):
    """One ``w:tc`` of a row before merging (单元格片段)."""

    element: etree._Element
    control: Control
    span: int
    vertical: str | None
    more: tuple[etree._Element, ...] = ()


@define
class Box:
    """One cell of the finished grid, still open to growth (格)."""

    row: int
    col: int
    colspan: int
    pieces: list[Piece]
    rowspan: int = 1
    number: int = 0

    def covered(self) -> Iterator[tuple[etree._Element, Control]]:
        """The cells that merging hides, in order."""
        for place, piece in enumerate(self.pieces):
            if place:
                yield piece.element, piece.control
            for element in piece.more:
                yield element, piece.control


def lay_out(table: etree._Element, control: Control, limits: Limits) -> tuple[list[Box], int]:
    """Place the cells of a table.

    Returns:
        The boxes in reading order, each with its number in its first row, and the number of rows.
    """
    boxes: list[Box] = []
    touching: list[list[Box]] = []
    above: dict[int, Box] = {}
    for row, (tr, inner, col) in enumerate(_rows(table, control, limits)):
        present: list[Box] = []
        below: dict[int, Box] = {}
        pieces = _pieces(tr, inner, limits)
        for at, piece in enumerate(pieces):
            box = None
            if piece.vertical == "continue" and col in above:
                box = _continued(piece, above[col], last=at == len(pieces) - 1)
            if box is None:
                box = Box(row, col, piece.span, [piece])
                boxes.append(box)
            else:
                box.rowspan += 1
                box.pieces.append(piece)
            present.append(box)
            if piece.vertical is not None:
                below[col] = box
            col += box.colspan
            if col > _GRID_COLUMNS:
                raise dangerous("表格列数过多")
        above = below
        touching.append(present)
    _number(touching)
    return boxes, len(touching)


def _continued(piece: Piece, above: Box, *, last: bool) -> Box | None:
    """The box from above, if the edges of the cell that continues it agree."""
    # Some writers leave the span out of the last, hidden cell of a row.
    fits = above.colspan == piece.span or (last and above.colspan > piece.span)
    return above if fits else None


def _number(touching: Sequence[Sequence[Box]]) -> None:
    """Count the boxes that touch each box's first row, from left to right."""
    for row, present in enumerate(touching):
        for number, box in enumerate(present, 1):
            if box.row == row:
                box.number = number


def _rows(
    table: etree._Element, control: Control, limits: Limits
) -> Iterator[tuple[etree._Element, Control, int]]:
    """The rows that are left, each with the columns that it leaves out at its beginning."""
    for row, inner in flatten(table, control):
        if row.tag != ROW:
            continue
        values = _properties(row, _ROW_PROPERTIES)
        if _DELETED not in values:
            yield row, inner, _count(values.get(_BEFORE), 0, limits)


def _pieces(row: etree._Element, control: Control, limits: Limits) -> list[Piece]:
    pieces: list[Piece] = []
    for cell, inner in flatten(row, control):
        if cell.tag != CELL:
            continue
        values = _properties(cell, _CELL_PROPERTIES)
        if _CELL_DELETED in values:
            continue
        span = max(_count(values.get(_SPAN), 1, limits), 1)
        if pieces and _merge(values.get(_ACROSS)) == "continue":
            last = pieces[-1]
            pieces[-1] = last._replace(span=last.span + span, more=(*last.more, cell))
        else:
            pieces.append(Piece(cell, inner, span, _merge(values.get(_DOWN))))
    if len(pieces) > limits.word_columns:
        raise dangerous(f"表格一行超过 {limits.word_columns} 个单元格")
    return pieces


def _properties(element: etree._Element, name: str) -> dict[str, etree._Element]:
    """The properties of a row or cell by tag; where there are any, they stand first."""
    if len(element) and element[0].tag == name:
        return {item.tag: item for item in element[0]}
    found = element.find(name)
    return {} if found is None else {item.tag: item for item in found}


def _merge(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    return "restart" if element.get(VALUE) == "restart" else "continue"


def _count(element: etree._Element | None, absent: int, limits: Limits) -> int:
    if element is None:
        return absent
    text = element.get(VALUE, "").strip()
    if not (text.isascii() and text.isdigit()):
        return absent
    if len(text) > _MOST_DIGITS or (count := int(text)) > limits.word_columns:
        raise dangerous(f"单元格横跨 {limits.word_columns} 列以上")
    return count
