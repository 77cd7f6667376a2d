"""One page as one sheet: rows, merges, lists and print setup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.looks import LOOKS
from kejifupin.office.measure import half_points, row_heights, text_height
from kejifupin.office.packing import HEADER, attribute, text_of
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock, placed_cells
from kejifupin.office.xlsx.columns import common_columns
from kejifupin.office.xlsx.names import cell_name, range_name
from kejifupin.office.xlsx.styles import SHEET, CellLook, Styles

Area = tuple[int, int, int, int]

_CHARACTERS: Final = {False: 82, True: 118}
_TALLEST: Final = 409
_EXACT_DIGITS: Final = 15
_FIFTEEN: Final = Context(prec=_EXACT_DIGITS)
_LIST_TEXT: Final = 255
_FORMULA_LIKE: Final = ("=", "+", "-", "@", "'")
_MARGINS: Final = (
    '<pageMargins left="1.102" right="1.024" top="1.457" bottom="1.378" header="0.5" footer="0.5"/>'
)


@frozen
class WrittenSheet:
    """A sheet ready to be packed (工作表).

    Args:
        xml: The part.
        n_rows: Rows used.
        n_cols: Columns used.
        slots: Field keys with the rectangle of their cell.
        repeat: First and last row to repeat on every printed page.
    """

    xml: str
    n_rows: int
    n_cols: int
    slots: tuple[tuple[str, Area], ...]
    repeat: tuple[int, int] | None


class SheetWriter:
    """Builds one sheet from top to bottom (工作表写入)."""

    def __init__(
        self,
        styles: Styles,
        text_index: Callable[[str], int],
        list_range: Callable[[tuple[str, ...]], str],
    ) -> None:
        self._styles = styles
        self._text_index = text_index
        self._list_range = list_range
        self._rows: list[str] = []
        self._merges: list[str] = []
        self._slots: list[tuple[str, Area]] = []
        self._lists: dict[tuple[str, ...], list[str]] = {}
        self._repeat: tuple[int, int] | None = None

    def write(self, page: Page) -> WrittenSheet:
        """Write a page."""
        tables = [block for block in page.content if isinstance(block, TableBlock)]
        shares, starts = common_columns([table.widths for table in tables])
        following = iter(starts)
        heights = iter(row_heights(page))
        for block in page.content:
            if isinstance(block, TextBlock):
                self._text(block, len(shares), page)
            else:
                self._table(block, next(following), next(heights))
        if len(tables) != 1:
            self._repeat = None
        return WrittenSheet(
            self._sheet(page, shares),
            len(self._rows),
            len(shares),
            tuple(self._slots),
            self._repeat,
        )

    def _text(self, block: TextBlock, n_cols: int, page: Page) -> None:
        row = len(self._rows)
        look = LOOKS[block.style]
        height = Fraction(text_height(block, landscape=page.landscape), 20)
        style = CellLook(
            block.style,
            block.align or look.align,
            bordered=False,
            quoted=block.text.startswith(_FORMULA_LIKE),
            half_points=half_points(block, landscape=page.landscape),
        )
        self._add_row([self._cell(row, 0, block.text, self._styles.index(style))], height)
        self._merge((row, 0, row, n_cols - 1))
        if block.slot:
            self._slots.append((block.slot, (row, 0, row, n_cols - 1)))

    def _table(self, table: TableBlock, starts: Sequence[int], heights: Sequence[int]) -> None:
        top = len(self._rows)
        lines: list[dict[int, str]] = [{} for _ in table.rows]
        for row in placed_cells(table):
            for placed in row:
                cell = placed.cell
                first, last = starts[placed.col], starts[placed.col + cell.colspan] - 1
                area = (top + placed.row, first, top + placed.row + cell.rowspan - 1, last)
                style = self._styles.index(_look(cell))
                # Every cell of a merged block carries the borders, or they are lost in Excel.
                for line in range(placed.row, placed.row + cell.rowspan):
                    for col in range(first, last + 1):
                        lines[line][col] = f'<c r="{cell_name(top + line, col)}" s="{style}"/>'
                lines[placed.row][first] = self._content(area[0], first, cell, style)
                self._merge(area)
                self._note(cell, area)
        for written, height in zip(lines, heights, strict=True):
            self._add_row([written[col] for col in sorted(written)], Fraction(height, 20))
        if table.header_rows:
            self._repeat = (top, top + table.header_rows - 1)

    def _note(self, cell: PageCell, area: Area) -> None:
        if cell.slot:
            self._slots.append((cell.slot, area))
        if cell.choices:
            self._lists.setdefault(cell.choices, []).append(cell_name(area[0], area[1]))

    def _content(self, row: int, col: int, cell: PageCell, style: int) -> str:
        if cell.number is not None and _exact(cell.number):
            number = format(cell.number, "f") if isinstance(cell.number, Decimal) else cell.number
            return f'<c r="{cell_name(row, col)}" s="{style}"><v>{number}</v></c>'
        return self._cell(row, col, cell.shown, style)

    def _cell(self, row: int, col: int, text: str, style: int) -> str:
        cleaned, _ = clean_for_office(text)
        if not cleaned:
            return f'<c r="{cell_name(row, col)}" s="{style}"/>'
        index = self._text_index(cleaned)
        return f'<c r="{cell_name(row, col)}" s="{style}" t="s"><v>{index}</v></c>'

    def _add_row(self, cells: Sequence[str], height: Fraction) -> None:
        points = min(round(height), _TALLEST)
        self._rows.append(
            f'<row r="{len(self._rows) + 1}" ht="{points}" customHeight="1">{"".join(cells)}</row>'
        )

    def _merge(self, area: Area) -> None:
        row, col, last_row, last_col = area
        if (row, col) != (last_row, last_col):
            self._merges.append(f'<mergeCell ref="{range_name(*area)}"/>')

    def _sheet(self, page: Page, shares: Sequence[Fraction]) -> str:
        characters = _CHARACTERS[page.landscape]
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{_hundredths(share * characters)}"'
            ' customWidth="1"/>'
            for number, share in enumerate(shares, 1)
        )
        merges = (
            f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>'
            if self._merges
            else ""
        )
        orientation = "landscape" if page.landscape else "portrait"
        size = range_name(0, 0, max(len(self._rows) - 1, 0), max(len(shares) - 1, 0))
        return (
            f'{HEADER}<worksheet xmlns="{SHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="{size}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
            f"<sheetData>{''.join(self._rows)}</sheetData>{merges}{self._validations()}"
            f'<printOptions horizontalCentered="1"/>{_MARGINS}'
            f'<pageSetup paperSize="9" orientation="{orientation}" fitToHeight="0"/></worksheet>'
        )

    def _validations(self) -> str:
        if not self._lists:
            return ""
        entries = "".join(
            '<dataValidation type="list" errorStyle="warning" allowBlank="1"'
            ' showInputMessage="1" showErrorMessage="1" errorTitle="请核对"'
            f' error="不在下拉列表里，确定要这样填吗？" sqref={attribute(" ".join(cells))}>'
            f"<formula1>{text_of(self._formula(choices))}</formula1></dataValidation>"
            for choices, cells in self._lists.items()
        )
        return f'<dataValidations count="{len(self._lists)}">{entries}</dataValidations>'

    def _formula(self, choices: tuple[str, ...]) -> str:
        joined = ",".join(choices)
        if len(joined) <= _LIST_TEXT and not any("," in c or '"' in c for c in choices):
            return f'"{joined}"'
        return self._list_range(choices)


def _look(cell: PageCell) -> CellLook:
    align = cell.align or ("center" if cell.number is not None else LOOKS[cell.style].align)
    return CellLook(
        cell.style,
        align,
        bordered=True,
        format=cell.format or "General",
        quoted=cell.number is None and cell.shown.startswith(_FORMULA_LIKE),
    )


def _exact(number: Decimal | int) -> bool:
    """Whether Excel, which keeps 15 digits, can hold a number as it is."""
    exact = Decimal(number)
    if not exact.is_finite() or exact.adjusted() >= _EXACT_DIGITS:
        return False
    return len(exact.as_tuple().digits) <= _EXACT_DIGITS or exact == _FIFTEEN.plus(exact)


def _hundredths(number: Fraction) -> str:
    whole, rest = divmod(round(number * 100), 100)
    return f"{whole}.{rest:02d}"
