"""One page as one sheet: rows, merges, lists and print setup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from operator import itemgetter
from typing import Final

from attrs import frozen

from kejifupin.office.grid import column_letters
from kejifupin.office.heights import PageHeights
from kejifupin.office.looks import LOOKS
from kejifupin.office.measure import half_points
from kejifupin.office.packing import HEADER, attribute, text_of
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock, placed_cells
from kejifupin.office.templates import PageTemplate, Piece, Place, RowHeight, TextHeight
from kejifupin.office.xlsx.cell_writer import cell_writer, look_of
from kejifupin.office.xlsx.columns import common_columns
from kejifupin.office.xlsx.names import cell_name, range_name
from kejifupin.office.xlsx.styles import SHEET, CellLook, Styles

Area = tuple[int, int, int, int]

ROW_NUMBER: Final = "\0"
"""Stands for the number of a row that is repeated; no text that is written has it."""

_CHARACTERS: Final = {False: 82, True: 118}
_TALLEST: Final = 409
_LIST_TEXT: Final = 255
_MARGINS: Final = (
    '<pageMargins left="1.102" right="1.024" top="1.457" bottom="1.378" header="0.5" footer="0.5"/>'
)


@frozen
class Repeated:
    """A row of a sheet that stands for many (重复行).

    Args:
        row: Its number among the rows of all tables of the page.
        times: How many rows there are instead of it.
    """

    row: int
    times: int


@frozen
class WrittenSheet:
    """A sheet ready to be packed (工作表).

    Args:
        before: The markup up to a repeated row; all of it if there is none.
        repeated: The markup of the repeated row, `ROW_NUMBER` instead of its number.
        after: The markup after it.
        n_rows: Rows used.
        n_cols: Columns used.
        slots: Field keys with the rectangle of their cell.
        repeat: First and last row to repeat on every printed page.
        first: Number of the first of the repeated rows, counted from 1.
        merged: Whether cells of the repeated row are merged, each time it is repeated.
    """

    before: tuple[Piece, ...]
    repeated: tuple[Piece, ...]
    after: tuple[Piece, ...]
    n_rows: int
    n_cols: int
    slots: tuple[tuple[str, Area], ...]
    repeat: tuple[int, int] | None
    first: int = 0
    merged: bool = False

    def template(self, page: Page) -> PageTemplate:
        """The sheet to be filled, for a page with no repeated row."""
        return PageTemplate(self.before, PageHeights(page), points)


@cache
def points(height: int) -> str:
    """A height in twentieths of a point as Excel writes it."""
    return str(min(round(Fraction(height, 20)), _TALLEST))


class SheetWriter:
    """Builds one sheet from top to bottom (工作表写入)."""

    def __init__(
        self,
        styles: Styles,
        list_range: Callable[[tuple[str, ...]], str],
        repeated: Repeated | None = None,
    ) -> None:
        self._styles = styles
        self._list_range = list_range
        self._repeated = repeated
        self._before: list[Piece] = []
        self._within: list[Piece] = []
        self._after: list[Piece] = []
        self._now = self._before
        self._n_rows = self._n_texts = self._n_lines = self._first = 0
        self._merged = False
        self._merges: list[str] = []
        self._slots: list[tuple[str, Area]] = []
        self._lists: dict[tuple[str, ...], list[Area]] = {}
        self._repeat: tuple[int, int] | None = None

    def write(self, page: Page) -> WrittenSheet:
        """Write a page."""
        tables = [block for block in page.content if isinstance(block, TableBlock)]
        shares, starts = common_columns([table.widths for table in tables])
        following = iter(starts)
        self._now.append(_opening(page, shares))
        for block in page.content:
            if isinstance(block, TextBlock):
                self._text(block, len(shares), page)
            else:
                self._table(block, next(following))
        if len(tables) != 1:
            self._repeat = None
        self._now.append(self._closing(page))
        return WrittenSheet(
            tuple(self._before),
            tuple(self._within),
            tuple(self._after),
            self._n_rows,
            len(shares),
            tuple(self._slots),
            self._repeat,
            self._first,
            self._merged,
        )

    def _text(self, block: TextBlock, n_cols: int, page: Page) -> None:
        row = self._n_rows
        align = block.align or LOOKS[block.style].align
        look = CellLook(
            block.style,
            align,
            align,
            bordered=False,
            half_points=half_points(block, landscape=page.landscape),
        )
        write = cell_writer(cell_name(row, 0), self._styles.family(look))
        filled = block.hole is None
        cell = "".join(write(block.text, None)) if filled else Place(block.hole or 0, write)
        self._add_row(str(row + 1), TextHeight(self._n_texts), (cell,))
        self._n_texts += 1
        self._merge((row, 0, row, n_cols - 1))
        if block.slot:
            self._slots.append((block.slot, (row, 0, row, n_cols - 1)))

    def _table(self, table: TableBlock, starts: Sequence[int]) -> None:
        top = self._n_rows
        one = self._repeated.row - self._n_lines if self._repeated else -1
        more = self._repeated.times - 1 if self._repeated else 0
        rows = [top + line + (more if line > one >= 0 else 0) for line in range(len(table.rows))]
        names = ["" if line == one else str(row + 1) for line, row in enumerate(rows)]
        lines: list[dict[int, Piece]] = [{} for _ in rows]
        for line, row in enumerate(placed_cells(table)):
            for placed in row:
                cell = placed.cell
                first, last = starts[placed.col], starts[placed.col + cell.colspan] - 1
                bottom = line + cell.rowspan - 1
                area = (rows[line], first, rows[bottom] + more * (bottom == one), last)
                styles = self._styles.family(look_of(cell))
                # Every cell of a merged block carries the borders, or they are lost in Excel.
                for down in range(line, bottom + 1):
                    for col in range(first, last + 1):
                        name = f"{column_letters(col)}{names[down] or ROW_NUMBER}"
                        lines[down][col] = f'<c r="{name}" s="{styles.plain}"/>'
                name = f"{column_letters(first)}{names[line] or ROW_NUMBER}"
                write = cell_writer(name, styles)
                filled = cell.hole is None
                lines[line][first] = (
                    "".join(write(cell.shown, cell.number))
                    if filled
                    else Place(cell.hole or 0, write)
                )
                if line <= one <= bottom:
                    self._merged |= first != last or line != bottom
                else:
                    self._merge(area)
                self._note(cell, area)
        for line, written in enumerate(lines):
            cells = tuple(written[col] for col in sorted(written))
            if line == one:
                self._add_repeated(RowHeight(self._n_lines), cells)
            else:
                self._add_row(str(self._n_rows + 1), RowHeight(self._n_lines), cells)
            self._n_lines += 1
        if table.header_rows:
            self._repeat = (top, top + table.header_rows - 1)

    def _add_repeated(self, height: Piece, cells: Sequence[Piece]) -> None:
        self._first = self._n_rows + 1
        self._now = self._within
        self._add_row(ROW_NUMBER, height, cells)
        self._now = self._after
        self._n_rows += self._repeated.times - 1 if self._repeated else 0

    def _note(self, cell: PageCell, area: Area) -> None:
        if cell.slot:
            self._slots.append((cell.slot, area))
        if cell.choices:
            self._lists.setdefault(cell.choices, []).append((*area[:3], area[1]))

    def _add_row(self, number: str, height: Piece, cells: Sequence[Piece]) -> None:
        self._now += (f'<row r="{number}" ht="', height, '" customHeight="1">', *cells, "</row>")
        self._n_rows += 1

    def _merge(self, area: Area) -> None:
        row, col, last_row, last_col = area
        if (row, col) != (last_row, last_col):
            self._merges.append(f'<mergeCell ref="{range_name(*area)}"/>')

    def _closing(self, page: Page) -> str:
        merges = (
            f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>'
            if self._merges
            else ""
        )
        orientation = "landscape" if page.landscape else "portrait"
        return (
            f"</sheetData>{merges}{self._validations()}"
            f'<printOptions horizontalCentered="1"/>{_MARGINS}'
            f'<pageSetup paperSize="9" orientation="{orientation}" fitToHeight="0"/></worksheet>'
        )

    def _validations(self) -> str:
        if not self._lists:
            return ""
        entries = "".join(
            f"<dataValidation sqref={attribute(' '.join(_ranges(areas)))}"
            ' type="list" errorStyle="warning" allowBlank="1"'
            ' showInputMessage="1" showErrorMessage="1" errorTitle="请核对"'
            ' error="不在下拉列表里，确定要这样填吗？">'
            f"<formula1>{text_of(self._formula(choices))}</formula1></dataValidation>"
            for choices, areas in self._lists.items()
        )
        return f'<dataValidations count="{len(self._lists)}">{entries}</dataValidations>'

    def _formula(self, choices: tuple[str, ...]) -> str:
        joined = ",".join(choices)
        if len(joined) <= _LIST_TEXT and not any("," in c or '"' in c for c in choices):
            return f'"{joined}"'
        return self._list_range(choices)


def _opening(page: Page, shares: Sequence[Fraction]) -> str:
    characters = _CHARACTERS[page.landscape]
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{_hundredths(share * characters)}"'
        ' customWidth="1"/>'
        for number, share in enumerate(shares, 1)
    )
    return (
        f'{HEADER}<worksheet xmlns="{SHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def _ranges(areas: Sequence[Area]) -> Iterator[str]:
    """Areas of one column each, those that touch made one."""
    start: Area | None = None
    for area in sorted(areas, key=itemgetter(1, 0)):
        if start is not None and area[1] == start[1] and area[0] == start[2] + 1:
            start = (*start[:2], *area[2:])
            continue
        if start is not None:
            yield range_name(*start)
        start = area
    if start is not None:
        yield range_name(*start)


def _hundredths(number: Fraction) -> str:
    whole, rest = divmod(round(number * 100), 100)
    return f"{whole}.{rest:02d}"
