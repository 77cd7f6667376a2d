"""The rows of growing tables, however many were added, up to whatever ends them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.blanks import BLANKS
from kejifupin.forms.headers import Header
from kejifupin.forms.recognising import Part, Region
from kejifupin.office.grid import Cell, Content, Document, Grid, Line, Value, text_of

_CLOSING = re.compile(
    r"\s*(?:备\s*注|注|说\s*明|填\s*表|填\s*报|制\s*表|审\s*核|单\s*位\s*负\s*责|负\s*责\s*人|经\s*办)[^:：]{0,6}[:：]"
)
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计)\s*[:：]?\s*")
_EMPTY = BLANKS + ".…·。"
_STOPS = frozenset({Role.LABEL, Role.SECTION, Role.TITLE})
Held: TypeAlias = tuple[Content | None, ...]
"""What the cells of the fields hold, in their order; None where there is no cell."""


class TableRow(NamedTuple):
    """One row under a header (明细行).

    Args:
        grid: The table that it stands in.
        block: Number of that block.
        row: Its number in the grid, from 0.
        contents: What the cells of the fields hold, in the order asked for.
        plain: Whether every cell stands in this row, in the column of its heading.
        total: Whether it is a line of totals.
    """

    grid: Grid
    block: int
    row: int
    contents: Held
    plain: bool = False
    total: bool = False


class _Lead(NamedTuple):
    """The first thing that a row says (行首)."""

    text: str
    col: int
    wide: Cell | None = None


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
        for row, lead, contents, plain in _lines(grid, Part(part.block, top, bottom), cols):
            verdict = _judge(lead, contents, stops.get((part.block, row)))
            if verdict is None:
                return
            if verdict:
                total = lead is not None and sums_up(lead.text)
                yield TableRow(grid, part.block, row, contents, plain, total)
        if ends:
            return


def _lines(
    grid: Grid, part: Part, cols: Sequence[int]
) -> Iterator[tuple[int, _Lead | None, Held, bool]]:
    """Row number, the first thing said, what the columns hold, and whether plain."""
    uneven = _uneven_rows(grid, part)
    if uneven is None:
        for row in range(part.top, part.bottom):
            yield _line(grid, row, cols)
        return
    picks: dict[tuple[int, ...], list[int | None]] = {}
    for line in grid.lines(part.top, part.bottom):
        row, own, contents = line
        if row in uneven:
            yield _line(grid, row, cols)
            continue
        pick = picks.get(own)
        if pick is None:
            places = {col: at for at, col in enumerate(own)}
            pick = picks[own] = [places.get(col) for col in cols]
        held = tuple([None if at is None else contents[at] for at in pick])
        yield row, _lead(line), held, True


def _lead(line: Line) -> _Lead | None:
    for col, content in zip(line.cols, line.contents, strict=True):
        text = content if isinstance(content, str) else text_of(content)
        if text:
            return _Lead(text, col)
    return None


def _uneven_rows(grid: Grid, part: Part) -> set[int] | None:
    """Rows of a sheet with merged cells; None where every row must be looked at by position."""
    if not grid.sheet:
        return None
    rows: set[int] = set()
    for cell in grid.wide:
        if cell.rowspan > 1 and cell.row + cell.rowspan > part.top:
            return None
        if cell.colspan > 1:
            rows.add(cell.row)
    return rows


def _line(grid: Grid, row: int, cols: Sequence[int]) -> tuple[int, _Lead | None, Held, bool]:
    first = grid.at(row, 0)
    if first is None or not first.text:
        first = next((cell for cell in grid.row_cells(row) if cell.text.strip(BLANKS)), None)
    lead = None if first is None else _Lead(first.text, first.col, first)
    return row, lead, tuple(grid.at(row, col) for col in cols), False


def _judge(lead: _Lead | None, contents: Held, stop: int | None) -> bool | None:
    """Whether a row is filled in; None where the table ends."""
    filled = _is_filled(contents)
    if lead is None or (not filled and stop is None):
        return filled
    if stop is not None and stop == lead.col:
        return None
    if closes(lead.text):
        return None
    # One cell across all columns is a heading among the rows.
    wide = lead.wide if lead.wide is not None and lead.wide.colspan > 1 else None
    across = wide is not None and len(contents) > 1 and all(each == wide for each in contents)
    return filled and not across


def closes(text: str) -> bool:
    """Whether a text begins what stands under a table: remarks, who filled it in."""
    return _CLOSING.match(text) is not None


def sums_up(text: str) -> bool:
    """Whether a text begins a line of totals."""
    return _TOTAL.fullmatch(text) is not None


def _is_filled(contents: Held) -> bool:
    """Whether any content is more than blanks and dots."""
    for content in contents:
        if isinstance(content, str):
            if content.strip(_EMPTY):
                return True
        elif isinstance(content, (Cell, Value)):
            # A formula whose result was not saved looks blank, and is not.
            said = content.number is not None or content.issue_code is not None
            if said or content.text.strip(_EMPTY):
                return True
        elif content is not None:
            return True
    return False


def _stops(layout: CompiledLayout, number: int, region: Region) -> dict[tuple[int, int], int]:
    """Row → column of the label that ends a growing table if nothing stands left of it."""
    found: dict[tuple[int, int], int] = {}
    for hit in region.hits:
        roles = {layout.anchors[each].role for each in hit.anchors.get(number, ())}
        if hit.title or roles & _STOPS:
            found.setdefault((hit.block, hit.row), hit.cell.col)
    return found
