"""The rows of growing tables, however many were added, up to whatever ends them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.blanks import BLANKS
from kejifupin.forms.headers import Header
from kejifupin.forms.recognising import Part, Region
from kejifupin.office.grid import Cell, Document, Grid

_CLOSING = re.compile(
    r"\s*(?:备\s*注|注|说\s*明|填\s*表|填\s*报|制\s*表|审\s*核|单\s*位\s*负\s*责|负\s*责\s*人|经\s*办)[^:：]{0,6}[:：]"
)
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计)\s*[:：]?\s*")
_EMPTY = BLANKS + ".…·。"
_STOPS = frozenset({Role.LABEL, Role.SECTION, Role.TITLE})
_Cells = tuple[Cell | None, ...]


@frozen
class TableRow:
    """One row under a header (明细行).

    Args:
        grid: The table that it stands in.
        block: Number of that block.
        row: Its number in the grid, from 0.
        cells: The cells of the fields, in the order asked for; None where there is none.
        plain: Whether every cell stands in this row, in the column of its heading.
        total: Whether it is a line of totals.
    """

    grid: Grid
    block: int
    row: int
    cells: _Cells
    plain: bool = False
    total: bool = False


def rows_under(
    header: Header,
    following: Header | None,
    fields: Sequence[str],
    *,
    layout: CompiledLayout,
    number: int,
    region: Region,
    document: Document,
) -> Iterator[TableRow]:
    """The filled rows under a header, up to whatever ends the table.

    Rows that are blank, or hold nothing but a number or dots, are left out.

    Args:
        header: The header.
        following: The next header of the region, if any.
        fields: The fields whose cells are wanted; each has a heading.
        layout: The layout of the region.
        number: Its number among the layouts looked for.
        region: The region.
        document: The document.
    """
    stops = _stops(layout, number, region)
    cols = [header.columns[each].col for each in fields]
    first: Grid | None = None
    for part in region.parts:
        grid = document.blocks[part.block]
        if part.block < header.block or not isinstance(grid, Grid):
            continue
        first = first or grid
        if grid.n_cols != first.n_cols:
            return
        top = max(part.top, header.bottom) if part.block == header.block else part.top
        bottom = part.bottom
        ends = following is not None and following.block == part.block
        if following is not None and ends:
            bottom = min(bottom, following.top)
        for row, lead, cells, plain in _lines(grid, Part(part.block, top, bottom), cols):
            verdict = _judge(lead, cells, stops.get((part.block, row)))
            if verdict is None:
                return
            if verdict:
                total = lead is not None and bool(_TOTAL.fullmatch(lead.text))
                yield TableRow(grid, part.block, row, cells, plain, total)
        if ends:
            return


def _lines(
    grid: Grid, part: Part, cols: Sequence[int]
) -> Iterator[tuple[int, Cell | None, _Cells, bool]]:
    """Row number, first cell that says something, cells of the columns, and whether plain."""
    uneven = _uneven_rows(grid, part)
    if uneven is None:
        for row in range(part.top, part.bottom):
            yield _line(grid, row, cols)
        return
    by_col: dict[int, Cell] = {}
    lead: Cell | None = None
    current = -1
    for cell in grid.cells:
        row = cell.row
        if row < part.top:
            continue
        if row != current:
            if current >= 0:
                yield (
                    _line(grid, current, cols)
                    if current in uneven
                    else (current, lead, tuple(map(by_col.get, cols)), True)
                )
            if row >= part.bottom:
                return
            current, lead, by_col = row, None, {}
        by_col[cell.col] = cell
        if lead is None and cell.text:
            lead = cell
    if current >= 0:
        yield (
            _line(grid, current, cols)
            if current in uneven
            else (current, lead, tuple(map(by_col.get, cols)), True)
        )


def _uneven_rows(grid: Grid, part: Part) -> set[int] | None:
    """Rows of a sheet with merged cells; None where every row must be looked at by position."""
    if not grid.sheet:
        return None
    rows: set[int] = set()
    for cell in grid.cells:
        if cell.rowspan > 1 and cell.row + cell.rowspan > part.top:
            return None
        if cell.colspan > 1:
            rows.add(cell.row)
    return rows


def _line(grid: Grid, row: int, cols: Sequence[int]) -> tuple[int, Cell | None, _Cells, bool]:
    lead = grid.at(row, 0)
    if lead is None or not lead.text:
        lead = next((cell for cell in grid.row_cells(row) if cell.text.strip(BLANKS)), None)
    return row, lead, tuple(grid.at(row, col) for col in cols), False


def _judge(lead: Cell | None, cells: _Cells, stop: int | None) -> bool | None:
    """Whether a row is filled in; None where the table ends."""
    filled = False
    for cell in cells:
        if cell is not None and (cell.number is not None or cell.text.strip(_EMPTY)):
            filled = True
            break
    if lead is None or (not filled and stop is None):
        return False
    if stop is not None and stop == lead.col:
        return None
    if _CLOSING.match(lead.text):
        return None
    # One cell across all columns is a heading among the rows.
    across = len(cells) > 1 and lead.colspan > 1 and all(cell == lead for cell in cells)
    return filled and not across


def _stops(layout: CompiledLayout, number: int, region: Region) -> dict[tuple[int, int], int]:
    """Row → column of the label that ends a growing table if nothing stands left of it."""
    found: dict[tuple[int, int], int] = {}
    for hit in region.hits:
        roles = {layout.anchors[each].role for each in hit.anchors.get(number, ())}
        if hit.title or roles & _STOPS:
            found.setdefault((hit.block, hit.row), hit.cell.col)
    return found
