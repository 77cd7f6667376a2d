"""A workbook of tables before any file format: sheets, columns, rows that come one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

import attrs
from attrs import frozen

from kejifupin.errors import OfficeError
from kejifupin.office.page import Align, ChartBlock

RowStyle = Literal["plain", "group", "note"]
"""How a row looks: one of a table, one that heads others, or a line of text across."""

MOST_COLUMNS = 16_384
"""Columns that a sheet of Excel has."""
MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel has."""


class Linked(NamedTuple):
    """A text that leads to another row of the workbook (链接).

    Args:
        text: What stands in the cell.
        to: The anchor of the row.
    """

    text: str
    to: str


BookValue = str | int | Decimal | date | Linked | None
"""What stands in a cell: text stays text, numbers are numbers, days are days."""


class BookRow(NamedTuple):
    """One row of a table (工作簿行).

    Args:
        values: One for each column; None leaves a cell blank.
        level: How many rows stand above it in the outline; its first cell is set in as much.
        style: How it looks.
        anchor: Name by which links find it.
        hidden: Whether it is folded away at first.
        folds: Whether rows below it are.
    """

    values: tuple[BookValue, ...]
    level: int = 0
    style: RowStyle = "plain"
    anchor: str | None = None
    hidden: bool = False
    folds: bool = False


@frozen
class BookColumn:
    """One column of a table (工作簿列).

    Args:
        label: Its head.
        width: Characters that it is wide.
        align: Where its texts stand; numbers stand right, days in the middle.
        format: Number format; by default digits in groups, with the decimals that a number has.
    """

    label: str
    width: int = 12
    align: Align = "left"
    format: str | None = None


@frozen
class Signal:
    """A look for cells that say one thing: a traffic light (条件格式).

    Args:
        text: What they say.
        fill: Colour of the ground in hexadecimal digits.
        ink: Colour of the text.
    """

    text: str
    fill: str
    ink: str = "000000"


@frozen
class Rule:
    """Signals for some columns (条件格式区域).

    Args:
        first: Number of the first column, counted from 0.
        last: Number of the last.
        signals: What cells may say.
    """

    first: int
    last: int
    signals: tuple[Signal, ...]


@frozen
class BookChart:
    """A chart beside a table, drawn from its rows (工作簿图表).

    Args:
        chart: What it shows; its categories are the first rows of the table.
        names: Number of the column with the categories, counted from 0.
        series: Number of the column of each series.
    """

    chart: ChartBlock
    names: int
    series: tuple[int, ...]


@frozen
class BookSheet:
    """One sheet with one table; what is longer than a sheet goes on in another (工作表).

    Args:
        name: Its name.
        title: What stands above, and at the top of each printed page.
        columns: The columns.
        rows: The rows, gone through once.
        notes: Lines below the title.
        rules: Traffic lights.
        bars: Columns whose shares (0 to 1) bear a bar.
        charts: Charts, to the right of the table, one below the other.
        frozen: Columns that stay in sight.
        depth: Deepest level of its rows.
        anchor: Name by which links find its top.
        landscape: Whether the paper lies on its long side.

    Raises:
        OfficeError: If there is no column, or more than a sheet has.
    """

    name: str
    title: str
    columns: tuple[BookColumn, ...]
    rows: Iterable[BookRow] = attrs.field(repr=False)
    notes: tuple[str, ...] = attrs.field(default=(), repr=False)
    rules: tuple[Rule, ...] = ()
    bars: tuple[int, ...] = ()
    charts: tuple[BookChart, ...] = ()
    frozen: int = 0
    depth: int = 0
    anchor: str | None = None
    landscape: bool = True

    def __attrs_post_init__(self) -> None:
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            raise OfficeError(
                f"sheet {self.name!r} has {len(self.columns)} columns, 1 to {MOST_COLUMNS} fit"
            )


@frozen
class Book:
    """A workbook of tables (工作簿).

    Args:
        sheets: The sheets, in order.
        title: Its title, among the properties of the file.
        footer: What stands at the foot of each printed page, beside its number.
    """

    sheets: tuple[BookSheet, ...]
    title: str = ""
    footer: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.sheets:
            raise OfficeError("a workbook needs at least one sheet")
