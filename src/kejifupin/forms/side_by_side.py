"""Several forms in one table: labels once, and a row or a column of values for each form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import evolve, frozen

from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.blanks import is_blank
from kejifupin.forms.growing import closes, sums_up
from kejifupin.forms.recognising import Part, Region
from kejifupin.forms.scanning import Hit
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.records.kinds import FieldType
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = MappingProxyType(
    {"form.side_by_side": "一张表里并排填了几份，每行（列）按一份读"}
)

_LEAST_LABELS = 3
_SEVERAL = 2
_FULL = 0.6
_NUMBER = re.compile(r"\s*\d[\d,.]*\s*")


@frozen
class Copies:
    """The forms in one table (并排各份).

    Args:
        forms: For each the region and the document in which it stands alone, its cells with the
            addresses that they have in the file.
        issues: That there are several, and what belongs to none.
    """

    forms: tuple[tuple[Region, Document], ...]
    issues: tuple[Issue, ...] = ()


def copies_of(layout: CompiledLayout, number: int, region: Region, document: Document) -> Copies:
    """The forms that a table holds; one, just as it stands, unless they are side by side.

    Args:
        layout: The layout of the region.
        number: Its number among the layouts looked for.
        region: The region.
        document: The document.
    """
    alone = Copies(((region, document),))
    if layout.repeats or len(region.parts) != 1:
        return alone
    part = region.parts[0]
    labels = _in_line(region, layout, number)
    grid = document.blocks[part.block]
    if len(labels) < _LEAST_LABELS or not isinstance(grid, Grid):
        return alone
    if labels[0].row == labels[-1].row:
        found = _rows(labels, grid, part)
    else:
        found = _columns(labels, grid, part, _identity_row(labels, layout, number))
    if len(found.grids) < _SEVERAL:
        return evolve(alone, issues=_beside(labels, grid, layout, document))
    told = Issue(
        "form.side_by_side",
        f"一张“{layout.layout.title}”里并排填了{len(found.grids)}份，按每{found.word}一份读",
        Severity.INFO,
        Place(document.name, labels[0].cell.address),
        remedy="请核对份数；最好一户（村）一张表",
    )
    totals = tuple(
        Issue(
            "form.total_row",
            "合计行没有读",
            Severity.INFO,
            Place(document.name, cell.address),
            remedy="合计由系统计算，可以删去这一行",
        )
        for cell in found.totals
    )
    return Copies(tuple(_alone(each, region, document) for each in found.grids), (told, *totals))


def _beside(
    labels: Sequence[Hit], grid: Grid, layout: CompiledLayout, document: Document
) -> tuple[Issue, ...]:
    """That a second column of numbers stands beside the one that is read."""
    left = max(hit.cell.col + hit.cell.colspan for hit in labels)
    columns: Counter[int] = Counter()
    cells: dict[int, Cell] = {}
    for hit in labels:
        for cell in grid.row_cells(hit.row):
            if cell.col >= left and (cell.number is not None or _NUMBER.fullmatch(cell.text)):
                columns[cell.col] += 1
                cells.setdefault(cell.col, cell)
    full = sorted(col for col, count in columns.items() if count >= _FULL * len(labels))
    if len(full) < _SEVERAL or len({hit.row for hit in labels}) == 1:
        return ()
    return (
        Issue(
            "form.beside_unread",
            f"“{layout.layout.title}”的数字右边还有一列数字，没有读",
            Severity.WARNING,
            Place(document.name, cells[full[1]].address),
            remedy="一张表只填一列；另一列（另一个单位或时期）请另填一张",
        ),
    )


@frozen
class _Found:
    """The tables of single forms, and what is a row or a column for each (各份)."""

    grids: tuple[Grid, ...]
    word: str
    totals: tuple[Cell, ...] = ()


def _in_line(region: Region, layout: CompiledLayout, number: int) -> Sequence[Hit]:
    """The labels of a form, if they stand in one row or one column; else none."""
    block = region.parts[0].block
    labels: list[Hit] = []
    in_row = in_column = True
    for hit in region.hits:
        if hit.block == block and _labels(hit, layout, number):
            labels.append(hit)
            in_row = in_row and hit.row == labels[0].row
            in_column = in_column and hit.cell.col == labels[0].cell.col
            if not in_row and not in_column:
                return ()
    return labels


def _labels(hit: Hit, layout: CompiledLayout, number: int) -> bool:
    return not hit.title and any(
        layout.anchors[each].role is Role.LABEL for each in hit.anchors.get(number, ())
    )


def _alone(grid: Grid, region: Region, document: Document) -> tuple[Region, Document]:
    part = region.parts[0]
    blocks = list(document.blocks)
    blocks[part.block] = grid
    region = evolve(
        region,
        parts=(Part(part.block, part.top, grid.n_rows),),
        hits=tuple(hit for hit in region.hits if hit.block != part.block or hit.row < grid.n_rows),
    )
    return region, evolve(document, blocks=tuple(blocks))


def _rows(labels: Sequence[Hit], grid: Grid, part: Part) -> _Found:
    """A row for each form, under labels that stand side by side."""
    top = labels[0].row
    bottom = max(hit.cell.row + hit.cell.rowspan for hit in labels)
    columns = {hit.cell.col for hit in labels}
    said = [cell for cell in grid.row_cells(top) if not is_blank(cell)]
    beside = range(min(columns), max(columns) + 1)
    if sum(cell.col in columns for cell in said if cell.col in beside) < len(
        [cell for cell in said if cell.col in beside]
    ):
        return _Found((), "行")
    head = [cell for cell in _between(grid, part.top, bottom) if cell.row < bottom]
    found: list[Grid] = []
    totals: list[Cell] = []
    least = 1
    for row in range(bottom, part.bottom):
        own = tuple(grid.row_cells(row))
        first = next((cell for cell in own if not is_blank(cell)), None)
        if first is not None and closes(first.text):
            # Below stand signatures, and now and then one more form.
            least = _SEVERAL
        elif first is None or _labels_filled(own, columns) < least:
            continue
        elif sums_up(first.text):
            totals.append(first)
        else:
            line = (evolve(cell, row=bottom, rowspan=1) for cell in own)
            found.append(evolve(grid, cells=(*head, *line), n_rows=bottom + 1))
    return _Found(tuple(found), "行", tuple(totals))


def _labels_filled(cells: Iterable[Cell], columns: Iterable[int]) -> int:
    """Under how many labels something stands for one alone; a remark stands under several."""
    wanted = sorted(columns)
    return sum(
        sum(cell.col <= col < cell.col + cell.colspan for col in wanted) == 1
        for cell in cells
        if not is_blank(cell)
    )


def _columns(labels: Sequence[Hit], grid: Grid, part: Part, row: int | None) -> _Found:
    """A column for each form, beside labels that stand one below the other.

    Only where each column names whom it is about, and is about as full as the first: units and
    remarks stand beside values too.
    """
    if row is None:
        return _Found((), "列")
    left = max(hit.cell.col + hit.cell.colspan for hit in labels)
    rows = [hit.row for hit in labels]
    starts = [cell.col for cell in grid.row_cells(row) if cell.col >= left and not is_blank(cell)]
    filled = [_filled(grid, rows, col) for col in starts]
    if len(starts) < _SEVERAL or min(filled) < max(filled) * _FULL or min(filled) < _LEAST_LABELS:
        return _Found((), "列")
    found = []
    for start in starts:
        cells = [cell for cell in _between(grid, part.top, part.bottom) if cell.col < left]
        met: set[tuple[int, int]] = set()
        for at in range(part.top, part.bottom):
            cell = grid.at(at, start)
            if cell is not None and cell.col >= left and (cell.row, cell.col) not in met:
                met.add((cell.row, cell.col))
                cells.append(evolve(cell, col=left, colspan=1))
        cells.sort(key=lambda each: (each.row, each.col))
        found.append(evolve(grid, cells=tuple(cells), n_rows=part.bottom, n_cols=left + 1))
    return _Found(tuple(found), "列")


def _filled(grid: Grid, rows: Iterable[int], col: int) -> int:
    cells = (grid.at(row, col) for row in rows)
    return sum(cell is not None and cell.col == col and not is_blank(cell) for cell in cells)


def _identity_row(labels: Sequence[Hit], layout: CompiledLayout, number: int) -> int | None:
    """The row in which a form says whom it is about, in words."""
    names = {key for key in layout.kind.identity if layout.kind.field(key).type is FieldType.TEXT}
    for hit in labels:
        for anchor in hit.anchors.get(number, ()):
            if any(place.field in names for place in layout.anchors[anchor].places):
                return hit.row
    return None


def _between(grid: Grid, top: int, bottom: int) -> Iterator[Cell]:
    """The cells that begin in some rows, those that begin above them not."""
    for row in range(top, bottom):
        yield from (cell for cell in grid.row_cells(row) if cell.row == row)
