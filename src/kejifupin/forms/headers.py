"""The headings of growing tables, found by the words of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from attrs import frozen

from kejifupin.forms.anchors import CompiledLayout, Repeat
from kejifupin.forms.recognising import Region
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Document, Grid

_FEW = 4
"""Columns that tell a heading of which the other half was left out."""


@frozen
class Header:
    """The heading of a growing table, as found (表头).

    Args:
        repeat: Number of the growing table in the layout.
        block: Number of the block that it stands in.
        top: Its first row.
        bottom: The row after its last.
        columns: Field key → the cell that heads its column.
        twice: Fields that several columns claim, with their headings; none of them is read.
        strangers: Headings of columns that the layout does not know.
    """

    repeat: int
    block: int
    top: int
    bottom: int
    columns: Mapping[str, Cell]
    twice: Mapping[str, tuple[Cell, ...]]
    strangers: tuple[Cell, ...] = ()


def find_headers(
    layout: CompiledLayout, number: int, region: Region, document: Document
) -> tuple[Header, ...]:
    """The headers of all growing tables in a region, in reading order.

    Args:
        layout: The layout of the region.
        number: Its number among the layouts looked for.
        region: The region.
        document: The document.
    """
    found: list[Header] = []
    for at, repeat in enumerate(layout.repeats):
        rows: dict[tuple[int, int], list[tuple[Hit, int]]] = {}
        for hit in region.hits:
            for anchor in hit.anchors.get(number, ()):
                if anchor in repeat.columns and not hit.inline and not hit.title:
                    rows.setdefault((hit.block, hit.row), []).append((hit, anchor))
        headers = list(_headers_of(at, repeat, rows, document))
        # Rows of labels may share words with a heading, but not as many as the heading itself.
        most = max((len(each.columns) for each in headers), default=0)
        found += [each for each in headers if 2 * len(each.columns) > most]
    # A row that could head two tables heads the one more of whose columns it names.
    best: dict[tuple[int, int], Header] = {}
    for header in found:
        spot = header.block, header.top
        if spot not in best or len(header.columns) > len(best[spot].columns):
            best[spot] = header
    return tuple(sorted(best.values(), key=lambda each: (each.block, each.top)))


def _headers_of(
    at: int,
    repeat: Repeat,
    rows: Mapping[tuple[int, int], Sequence[tuple[Hit, int]]],
    document: Document,
) -> Iterator[Header]:
    enough = max(min(2, len(repeat.columns)), ceil(len(repeat.columns) / 2))
    used: set[tuple[int, int]] = set()
    for spot in sorted(rows):
        if spot in used:
            continue
        block, top = spot
        hits = list(rows[spot])
        # A heading of two levels names some columns in its second row only.
        while (following := (block, top + 1)) in rows and _reaches(hits, top + 1):
            lower = rows[following]
            kept = [pair for pair in hits if not _is_group(pair[0].cell, lower)]
            if {anchor for _, anchor in kept} & {anchor for _, anchor in lower}:
                break
            used.add(following)
            hits = [*kept, *lower]
            top += 1
        named = len({anchor for _, anchor in hits})
        if named >= enough or (named >= _FEW and _is_all_headings(hits, document)):
            yield _header(at, repeat, spot, hits, document)


def _is_all_headings(hits: Sequence[tuple[Hit, int]], document: Document) -> bool:
    """Whether a row holds hardly anything but headings, as where columns were left out."""
    first = hits[0][0]
    grid = document.blocks[first.block]
    if not isinstance(grid, Grid):
        return False
    written = sum(1 for cell in grid.row_cells(first.row) if cell.text.strip())
    return 4 * len({hit.cell.col for hit, _ in hits}) >= 3 * written


def _reaches(hits: Sequence[tuple[Hit, int]], row: int) -> bool:
    """Whether a heading goes on into a row, so that the cells there are headings, too."""
    return any(hit.cell.row + hit.cell.rowspan > row for hit, _ in hits)


def _is_group(cell: Cell, lower: Sequence[tuple[Hit, int]]) -> bool:
    """Whether a wide cell only groups the headings below it."""
    last = cell.col + cell.colspan
    return cell.colspan > 1 and any(cell.col <= hit.cell.col < last for hit, _ in lower)


def _header(
    at: int,
    repeat: Repeat,
    spot: tuple[int, int],
    hits: Sequence[tuple[Hit, int]],
    document: Document,
) -> Header:
    headed: dict[str, list[Cell]] = {}
    for hit, anchor in hits:
        field = repeat.columns[anchor]
        if field is not None:
            headed.setdefault(field, []).append(hit.cell)
    cells = [hit.cell for hit, _ in hits]
    bottom = max(cell.row + cell.rowspan for cell in cells)
    grid = document.blocks[spot[0]]
    strangers: tuple[Cell, ...] = ()
    if isinstance(grid, Grid):
        taken = {col for cell in cells for col in range(cell.col, cell.col + cell.colspan)}
        strangers = tuple(
            cell
            for cell in grid.row_cells(bottom - 1)
            if cell.text.strip() and cell.col not in taken and cell.row >= spot[1]
        )
    return Header(
        repeat=at,
        block=spot[0],
        top=spot[1],
        bottom=bottom,
        columns={key: found[0] for key, found in headed.items() if len(found) == 1},
        twice={key: tuple(found) for key, found in headed.items() if len(found) > 1},
        strangers=strangers,
    )
