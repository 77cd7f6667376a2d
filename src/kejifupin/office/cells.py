"""Cells: what they hold, and where they stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from attrs import field, frozen

CHECKED: Final = "☑"
"""How a ticked box of any mechanism stands in text."""
UNCHECKED: Final = "□"
"""How an empty box of any mechanism stands in text."""


@frozen
class Mark:
    """One box or tick in a text, with the mechanism behind it (勾选标记).

    Args:
        kind: ``w14`` (content control), ``ffData`` (form field), ``sym`` (symbol font or enclosed
            character) or ``glyph`` (a box or tick typed as a character).
        checked: Whether it is ticked.
        offset: Position of its character in the text.
    """

    kind: str
    checked: bool
    offset: int


class Value(NamedTuple):
    """What a cell holds, before it has a place (单元格内容)."""

    text: str = ""
    number: Decimal | int | None = None
    date: date | None = None
    issue_code: str | None = None
    marks: tuple[Mark, ...] = ()

    def __repr__(self) -> str:
        return "Value()"


@frozen
class Cell:
    """One cell of a grid; a merged block is one cell (单元格).

    Args:
        row: First row, counted from 0.
        col: First column, counted from 0.
        rowspan: Rows covered.
        colspan: Columns covered.
        text: The text as seen; paragraphs and line breaks are newlines, boxes are ☑ or □.
        address: ``表1!R3C2`` in Word, ``Sheet!B7`` in Excel.
        marks: The boxes and ticks in the text, in order.
        number: The stored number, in Excel.
        date: The day, where Excel stores a date.
        issue_code: Code of what is wrong with the cell itself; `cell_issue` words it.
        nested: Names of the grids that stand inside this cell.
    """

    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    text: str = field(default="", repr=False)
    address: str = ""
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    number: Decimal | int | None = field(default=None, repr=False)
    date: date | None = field(default=None, repr=False)
    issue_code: str | None = None
    nested: tuple[str, ...] = ()

    def covers(self, row: int, col: int) -> bool:
        """Whether a position lies inside this cell."""
        return (
            self.row <= row < self.row + self.rowspan and self.col <= col < self.col + self.colspan
        )


Content: TypeAlias = str | int | Decimal | Value | Cell
"""What a cell holds at its least: a plain text, a number that reads as its digits, all that is
known of it, or the cell itself where it is merged or stands in a Word document."""


class Line(NamedTuple):
    """The cells that begin in one row, from left to right (一行内容).

    Args:
        row: Its number, counted from 0.
        cols: Their columns.
        contents: What they hold.
    """

    row: int
    cols: tuple[int, ...]
    contents: tuple[Content, ...]


def text_of(content: Content) -> str:
    """The text of a content.

    >>> text_of("甲村"), text_of(Decimal("2.5")), text_of(Value("35%", Decimal("0.35")))
    ('甲村', '2.5', '35%')
    """
    if isinstance(content, str):
        return content
    return content.text if isinstance(content, (Value, Cell)) else digits(content)


def placed(sheet: str, row: int, col: int, content: Content) -> Cell:
    """The cell of a sheet that holds a content.

    >>> placed("名册", 6, 1, 320)
    Cell(row=6, col=1, rowspan=1, colspan=1, address='名册!B7', issue_code=None, nested=())
    """
    if isinstance(content, Cell):
        return content
    address = f"{sheet}!{column_letters(col)}{row + 1}"
    if isinstance(content, str):
        return Cell(row, col, 1, 1, content, address)
    if isinstance(content, Value):
        text, number, day, code, marks = content
        return Cell(row, col, 1, 1, text, address, marks, number, day, code)
    return Cell(row, col, 1, 1, digits(content), address, (), content)


def compact(value: Value) -> Content:
    """The least that says the same as a value; an empty text for a blank one.

    >>> compact(Value("12", 12)), compact(Value("甲村")), compact(Value())
    (12, '甲村', '')
    """
    text, number, day, code, marks = value
    if day is None and code is None and not marks:
        if number is None:
            return text
        if text == digits(number):
            return number
    return value


def digits(number: Decimal | int) -> str:
    """A number in plain digits."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


@lru_cache(maxsize=1024)
def column_letters(col: int) -> str:
    """A column counted from 0 as Excel names it.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    number = col + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_address(sheet: str, row: int, col: int) -> str:
    """The address of a position in a sheet.

    >>> sheet_address("附件4", 6, 1)
    '附件4!B7'
    """
    return f"{sheet}!{column_letters(col)}{row + 1}"
