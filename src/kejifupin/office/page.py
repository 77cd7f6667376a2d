"""A neutral page: what a form or report looks like, before any file format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from attrs import evolve, field, frozen

from kejifupin.errors import OfficeError

TextStyle = Literal[
    "title",
    "subtitle",
    "body",
    "note",
    "annex",
    "recipients",
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "annex_list",
    "signature",
    "caption",
]
CellStyle = Literal["label", "value", "section", "header", "unit"]
Align = Literal["left", "center", "right"]

Filling = tuple[str, Decimal | int | None]
"""What is put into a hole: the text as printed, and the value where it is a number."""

_NO_MARKERS: Mapping[str, str] = MappingProxyType({})


@frozen
class TextBlock:
    """A paragraph of a page (文字段).

    Args:
        text: What it says; newlines break the line.
        style: ``annex`` is the 附件2 above a title, ``note`` the 备注 below a table; headings bear
            their numbers; ``annex_list`` has a line for each annex, ``signature`` one for each
            who signs and a last one for the day.
        align: Overrides the style's own alignment.
        slot: Key of the field whose blank stands in this paragraph.
        hole: Number of the filling that becomes its text; None if the text stands as it is.
    """

    text: str = field(repr=False)
    style: TextStyle = "body"
    align: Align | None = None
    slot: str | None = None
    hole: int | None = None


@frozen
class Series:
    """One row of figures of a chart (数据系列).

    Args:
        label: What they are.
        numbers: One for each of the chart's categories; None where there is no figure.
        colour: Red, green and blue in hexadecimal digits.
    """

    label: str
    numbers: tuple[Decimal | int | None, ...]
    colour: str


@frozen
class ChartBlock(TextBlock):
    """A chart with its caption; where none can be drawn, the caption alone stands (图).

    Args:
        categories: What the bars stand for, from top to bottom.
        series: The figures.
        unit: Their unit.
        stacked: Whether the bars of one category follow each other.
    """

    style: TextStyle = "caption"
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""
    stacked: bool = False


@frozen
class PageCell:
    """A cell of a table on a page (版面单元格).

    Args:
        text: What is printed; where a number is given too, how it is printed in Word.
        colspan: Columns covered.
        rowspan: Rows covered.
        style: What the cell is for, hence how it looks.
        align: Overrides the style's own alignment.
        number: The value, written as a number in Excel.
        format: Number format in Excel, e.g. ``0.00``; ``@`` keeps what is typed as text.
        slot: Key of the field that is filled in here; becomes a hidden marker.
        choices: What Excel offers as a list.
        lines: Lines of handwriting to leave room for.
        hole: Number of the filling that becomes its text and number; None if they stand.
    """

    text: str = field(default="", repr=False)
    colspan: int = 1
    rowspan: int = 1
    style: CellStyle = "value"
    align: Align | None = None
    number: Decimal | int | None = field(default=None, repr=False)
    format: str | None = None
    slot: str | None = None
    choices: tuple[str, ...] | None = None
    lines: int = 1
    hole: int | None = None

    @property
    def shown(self) -> str:
        """What is printed where there are no numbers, only text."""
        if self.text or self.number is None:
            return self.text
        return format(self.number, "f") if isinstance(self.number, Decimal) else str(self.number)


@frozen
class TableBlock:
    """A table of a page; each row lists the cells that start in it (版面表格).

    Args:
        widths: Relative widths of the columns.
        rows: The cells of each row.
        header_rows: Rows repeated at the top of every page.

    Raises:
        OfficeError: If the cells overlap, leave a gap or stand out of the table.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[PageCell, ...], ...]
    header_rows: int = 0

    def __attrs_post_init__(self) -> None:
        placed_cells(self)


@frozen
class Page:
    """One sheet of paper, or one sheet of a workbook (版面).

    Args:
        title: The title; printed first, and the name of the sheet in Excel.
        blocks: What follows, from top to bottom.
        landscape: Whether the paper lies on its long side.
        markers: Hidden properties by which the document is recognised when it comes back.
        sheet: Name of the sheet in Excel, if not the title.
    """

    title: str | None
    blocks: tuple[TextBlock | TableBlock, ...]
    landscape: bool = False
    markers: Mapping[str, str] = _NO_MARKERS
    sheet: str | None = None

    @property
    def content(self) -> tuple[TextBlock | TableBlock, ...]:
        """All blocks, with the title as the first paragraph that is not an annex number."""
        if self.title is None:
            return self.blocks
        first = 0
        while first < len(self.blocks) and _is_annex(self.blocks[first]):
            first += 1
        return (*self.blocks[:first], TextBlock(self.title, "title"), *self.blocks[first:])


@frozen
class PlacedCell:
    """A cell of a page with its place in the table (已排单元格)."""

    row: int
    col: int
    cell: PageCell


def with_fillings(page: Page, fillings: Sequence[Filling]) -> Page:
    """A page with every hole filled."""

    def block(each: TextBlock | TableBlock) -> TextBlock | TableBlock:
        if isinstance(each, TextBlock):
            if each.hole is None:
                return each
            return evolve(each, text=fillings[each.hole][0], hole=None)
        return evolve(each, rows=tuple(tuple(map(cell, row)) for row in each.rows))

    def cell(each: PageCell) -> PageCell:
        if each.hole is None:
            return each
        text, number = fillings[each.hole]
        return evolve(each, text=text, number=number, hole=None)

    return evolve(page, blocks=tuple(map(block, page.blocks)))


def placed_cells(table: TableBlock) -> tuple[tuple[PlacedCell, ...], ...]:
    """Give every cell its column, row by row.

    Raises:
        OfficeError: If the cells overlap, leave a gap or stand out of the table; names the row.
    """
    n_cols = len(table.widths)
    if not n_cols or not table.rows or any(width <= 0 for width in table.widths):
        raise OfficeError("a table needs at least one row and columns of positive width")
    open_until = [0] * n_cols
    rows: list[tuple[PlacedCell, ...]] = []
    for number, cells in enumerate(table.rows):
        rows.append(tuple(_place_row(number, cells, open_until)))
    if (last := max(open_until)) > len(table.rows):
        raise OfficeError(f"a cell reaches down to row {last}, the table has {len(table.rows)}")
    return tuple(rows)


def _place_row(
    number: int, cells: Sequence[PageCell], open_until: list[int]
) -> Sequence[PlacedCell]:
    col = 0
    placed = []
    for cell in cells:
        while col < len(open_until) and open_until[col] > number:
            col += 1
        end = col + cell.colspan
        if cell.colspan < 1 or cell.rowspan < 1:
            raise OfficeError(f"row {number + 1}: a span is at least 1")
        if end > len(open_until):
            raise OfficeError(f"row {number + 1}: cells cover more than {len(open_until)} columns")
        if any(until > number for until in open_until[col:end]):
            raise OfficeError(f"row {number + 1}: column {col + 1} overlaps a cell from above")
        open_until[col:end] = [number + cell.rowspan] * cell.colspan
        placed.append(PlacedCell(number, col, cell))
        col = end
    for missing, until in enumerate(open_until):
        if until <= number:
            raise OfficeError(f"row {number + 1}: nothing covers column {missing + 1}")
    return placed


def _is_annex(block: TextBlock | TableBlock) -> bool:
    return isinstance(block, TextBlock) and block.style == "annex"
