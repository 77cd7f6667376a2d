"""Word tables as grids: spans, merges and positions, however irregular."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from attrs import define
from lxml import etree

from kejifupin.office.docx.flow import CELL, ROW, VALUE, Control, Source, flatten
from kejifupin.office.limits import Limits
from kejifupin.office.markup import W
from kejifupin.office.refusal import dangerous

_S = TypeVar("_S")
# Uneven rows split a table into more grid columns than any row has cells.
_GRID_COLUMNS: Final = 1024
_MOST_DIGITS: Final = 9

_ROW_PROPERTIES: Final = f"{W}trPr"
_BEFORE: Final = f"{W}gridBefore"
_DELETED: Final = f"{W}del"
CELL_PROPERTIES: Final = f"{W}tcPr"
_CELL_DELETED: Final = f"{W}cellDel"
_SPAN: Final = f"{W}gridSpan"
_ACROSS: Final = f"{W}hMerge"
_DOWN: Final = f"{W}vMerge"


class Piece(NamedTuple):
    """The cells of a row that are one before rows are merged (单元格片段)."""

    sources: tuple[Source, ...]
    span: int
    vertical: str | None


@define
class Box(Generic[_S]):
    """One cell of the finished grid, still open to growth (格).

    Args:
        row: First row, counted from 0.
        col: First column, counted from 0.
        colspan: Columns covered.
        sources: What its words are read from, then what merging hides.
        rowspan: Rows covered.
        number: Its number among the boxes that touch its first row.
    """

    row: int
    col: int
    colspan: int
    sources: list[_S]
    rowspan: int = 1
    number: int = 0


def lay_out(
    table: etree._Element, control: Control, limits: Limits
) -> tuple[list[Box[Source]], int]:
    """Place the cells of a table.

    Returns:
        The boxes in reading order, each with its number in its first row, and the number of rows.
    """
    boxes: list[Box[Source]] = []
    touching: list[list[Box[Source]]] = []
    above: dict[int, Box[Source]] = {}
    for row, (tr, inner, col) in enumerate(_rows(table, control, limits)):
        present: list[Box[Source]] = []
        below: dict[int, Box[Source]] = {}
        pieces = _pieces(tr, inner, limits)
        for at, piece in enumerate(pieces):
            box = None
            if piece.vertical == "continue" and col in above:
                box = _continued(piece, above[col], last=at == len(pieces) - 1)
            if box is None:
                box = Box(row, col, piece.span, [*piece.sources])
                boxes.append(box)
            else:
                box.rowspan += 1
                box.sources += piece.sources
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


def _continued(piece: Piece, above: Box[Source], *, last: bool) -> Box[Source] | None:
    """The box from above, if the edges of the cell that continues it agree."""
    # Some writers leave the span out of the last, hidden cell of a row.
    fits = above.colspan == piece.span or (last and above.colspan > piece.span)
    return above if fits else None


def _number(touching: Sequence[Sequence[Box[Source]]]) -> None:
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
        values = _properties(cell, CELL_PROPERTIES)
        if _CELL_DELETED in values:
            continue
        span = max(_count(values.get(_SPAN), 1, limits), 1)
        if pieces and _merge(values.get(_ACROSS)) == "continue":
            (first, *more), width, vertical = pieces[-1]
            sources = (first, *more, (cell, first[1]))
            pieces[-1] = Piece(sources, width + span, vertical)
        else:
            pieces.append(Piece(((cell, inner),), span, _merge(values.get(_DOWN))))
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
