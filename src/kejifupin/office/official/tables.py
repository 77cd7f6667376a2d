"""Tables of an official document; their heads stand again on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kejifupin.office.measure import TEXT_WIDTH, share
from kejifupin.office.official.text import paragraph
from kejifupin.office.page import PageCell, PlacedCell, TableBlock, placed_cells

_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGIN: Final = 72
_ABOVE: Final = 28
_FEW: Final = 6
"""Rows of a table that is not broken between pages."""
_ROW: Final = 454


def table_xml(table: TableBlock, *, landscape: bool) -> Iterator[str]:
    """A table over the whole width of the type area, piece by piece."""
    total = TEXT_WIDTH[landscape]
    widths = share(total, table.widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{_ABOVE}" w:type="dxa"/><w:left w:w="{_MARGIN}" w:type="dxa"/>'
        f'<w:bottom w:w="{_ABOVE}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    above: dict[int, PlacedCell] = {}
    last = len(table.rows) - 1
    for number, row in enumerate(placed_cells(table)):
        # A head is not left alone at the foot of a page, nor a last row at the top of one.
        kept = number < last and (last < _FEW or number <= table.header_rows or number == last - 1)
        repeated = "<w:tblHeader/>" if number < table.header_rows else ""
        yield (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_ROW}" w:hRule="atLeast"/>'
            f"{repeated}</w:trPr>"
        )
        starting = {placed.col: placed for placed in row}
        col = 0
        while col < len(widths):
            placed = starting.get(col) or above[col]
            yield _cell(placed, number, widths, kept=kept)
            if placed.row + placed.cell.rowspan > number + 1:
                above[col] = placed
            col += placed.cell.colspan
        yield "</w:tr>"
    yield "</w:tbl>"


def _cell(placed: PlacedCell, row: int, widths: Sequence[int], *, kept: bool) -> str:
    cell = placed.cell
    width = sum(widths[placed.col : placed.col + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    first = row == placed.row
    merge = ""
    if cell.rowspan > 1:
        merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    content = _content(cell, kept=kept) if first else "<w:p/>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _content(cell: PageCell, *, kept: bool) -> str:
    align = cell.align or ("center" if cell.number is not None else None)
    justify = f'<w:jc w:val="{align}"/>' if align else ""
    text = cell.shown + "\n" * (cell.lines - 1)
    return paragraph(cell.style, text, f"{'<w:keepNext/>' if kept else ''}{justify}")
