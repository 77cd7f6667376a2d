"""The blank rows of a growing table in an official document, and the row that is cloned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from kejifupin.forms.anchors import CompiledLayout, Repeat
from kejifupin.forms.fillers import NUMBER
from kejifupin.forms.growing import rows_under
from kejifupin.forms.headers import Header
from kejifupin.forms.recognising import Region
from kejifupin.forms.rendering import FieldFiller, boxes_filler, field_filler
from kejifupin.forms.template_places import cell_spot
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.office.spots import ChoiceSpot, GrowingSpot, Spot, TextSpot

_DOTS = re.compile(r"[\s.…·。]*[.…·。][\s.…·。]*")
_DIGITS = re.compile(r"\d+")
_PROBE: Final = "试填"


@frozen
class _BlankRow:
    """A row to be filled (空行).

    Args:
        spots: The spots of its columns; None for a number that is printed already.
        dotted: Whether it only shows that more rows may follow.
    """

    spots: tuple[Spot | None, ...]
    dotted: bool


@frozen
class BlankRows:
    """The rows of one growing table in a document (明细空行).

    Args:
        rows: The rows that are there, from top to bottom.
        pattern: Its own spots in the row that is cloned, the number among them.
        fillers: What fills its columns, in the order of the spots.
        taken: Block and row of all of them.
        last: An address in the last of them.
    """

    rows: tuple[_BlankRow, ...]
    pattern: tuple[Spot, ...]
    fillers: tuple[FieldFiller | str, ...]
    taken: frozenset[tuple[int, int]]
    last: str

    def spots(self, hole: int, count: int) -> GrowingSpot:
        """What is filled where if there are so many rows.

        Args:
            hole: Number of the first filling of the table.
            count: Filled rows.
        """
        width = len(self.fillers)

        def line(spots: Sequence[Spot | None], row: int) -> tuple[Spot, ...]:
            return tuple(
                evolve(spot, hole=hole + row * width + at)
                for at, spot in enumerate(spots)
                if spot is not None
            )

        there = min(count, len(self.rows))
        return GrowingSpot(
            tuple(line(each.spots, row) for row, each in enumerate(self.rows[:there])),
            self.pattern[0].address,
            self.last,
            tuple(line(self.pattern, row) for row in range(there, count)),
        )


def blank_rows(
    header: Header,
    following: Header | None,
    repeat: Repeat,
    *,
    layout: CompiledLayout,
    region: Region,
    document: Document,
) -> BlankRows | None:
    """The rows under a header that are there to be filled, None if there is none.

    A row is one of them if it is read as a row of the table as soon as it says something.

    Args:
        header: The header.
        following: The header that comes after it.
        repeat: The growing table.
        layout: The layout.
        region: The region of the form.
        document: The document.
    """
    grid = document.blocks[header.block]
    keys = [key for key in repeat.fields if key in header.columns]
    if not isinstance(grid, Grid) or not keys:
        return None
    cols = [header.columns[key].col for key in keys]
    probed = list(document.blocks)
    probed[header.block] = evolve(grid, cells=_probed(grid, header, cols))
    read = rows_under(
        header,
        following,
        keys,
        layout=layout,
        number=0,
        region=region,
        document=evolve(document, blocks=tuple(probed)),
    )
    numbers = {row.row for row in read if row.block == header.block and not row.total}
    found: list[tuple[int, _BlankRow]] = []
    number_col = _number_col(grid, header, cols)
    fields = [repeat.fields[key] for key in keys]
    for row in range(header.bottom, grid.n_rows):
        cells = [grid.at(row, col) for col in cols]
        spots = [
            None if cell is None or cell.row != row else cell_spot(field, _undotted(cell), 0)
            for field, cell in zip(fields, cells, strict=True)
        ]
        if row not in numbers or any(spot is None for spot in spots):
            break
        # A slot names one cell; the rows of a table are many.
        made = [evolve(spot, slot=None) for spot in spots if spot is not None]
        lead = None if number_col is None else grid.at(row, number_col)
        dotted = any(cell is not None and _DOTS.fullmatch(cell.text) for cell in (lead, *cells))
        numbered: list[Spot | None] = [*made]
        if number_col is not None:
            spot = None if lead is None or lead.row != row else TextSpot(0, lead.address)
            numbered.append(spot if dotted else None)
        found.append((row, _BlankRow(tuple(numbered), dotted)))
    if not found:
        return None
    plain = [each for each in found if not each[1].dotted] or found
    row, pattern = plain[-1]
    fillers: list[FieldFiller | str] = [
        boxes_filler(field, len(spot.boxes))
        if isinstance(spot, ChoiceSpot)
        else field_filler(field, sheet=True, words=True)
        for field, spot in zip(fields, pattern.spots, strict=False)
    ]
    spots_of_pattern = [spot for spot in pattern.spots[: len(fields)] if spot is not None]
    if number_col is not None:
        lead = grid.at(row, number_col)
        printed = "" if lead is None else lead.text
        words = _DIGITS.sub(NUMBER, printed, count=1) if _DIGITS.search(printed) else ""
        fillers.append(words or _column_words(layout, repeat) or "")
        spots_of_pattern.append(TextSpot(0, "" if lead is None else lead.address))
    last_row = found[-1][0]
    last = next((cell.address for cell in grid.row_cells(last_row) if cell.row == last_row), "")
    return BlankRows(
        tuple(each for _, each in found),
        tuple(spots_of_pattern),
        tuple(fillers),
        frozenset((header.block, each) for each, _ in found),
        last,
    )


def _probed(grid: Grid, header: Header, cols: Sequence[int]) -> tuple[Cell, ...]:
    """The cells of a table with something written into the blank ones under a header."""
    cells = {(cell.row, cell.col): cell for cell in grid.cells}
    for row in range(header.bottom, grid.n_rows):
        for col in cols:
            cell = grid.at(row, col)
            if (
                cell is not None
                and cell.row == row
                and not _undotted(cell).text.strip(" _＿\u3000")
            ):
                cells[cell.row, cell.col] = evolve(cell, text=_PROBE)
    return tuple(cells[spot] for spot in sorted(cells))


def _undotted(cell: Cell) -> Cell:
    return evolve(cell, text="") if _DOTS.fullmatch(cell.text) else cell


def _number_col(grid: Grid, header: Header, cols: Sequence[int]) -> int | None:
    """The column in front of the fields, in which rows are numbered."""
    if header.bottom >= grid.n_rows:
        return None
    lead = grid.at(header.bottom, 0)
    if lead is None or 0 in cols or lead.rowspan > 1:
        return None
    text = lead.text.strip()
    return 0 if not text or _DIGITS.search(text) or _DOTS.fullmatch(text) else None


def _column_words(layout: CompiledLayout, repeat: Repeat) -> str | None:
    """The words of the numbering column, as the layout has them."""
    for row in layout.layout.rows:
        if row.columns and row.repeat == repeat.key:
            return next((each.number for each in row.columns if each.number is not None), None)
    return None
