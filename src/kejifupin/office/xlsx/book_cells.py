"""Rows of a table as markup: every kind of value in the look of its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from attrs import evolve

from kejifupin.office.book import BookColumn, BookRow, BookValue, Linked, RowStyle
from kejifupin.office.cleaning import is_plain
from kejifupin.office.grid import column_letters
from kejifupin.office.measure import lines_needed
from kejifupin.office.packing import escape
from kejifupin.office.page import Align
from kejifupin.office.xlsx.cell_writer import exact
from kejifupin.office.xlsx.strings import encode
from kejifupin.office.xlsx.styles import CellLook, Styles

_FORMULA_LIKE: Final = frozenset("=+-@'")
_CLOSED: Final = "</t></is></c>"
_DAY: Final = "yyyy-mm-dd"
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before this day Excel counts a day that never was."""
_COUNTED_FROM: Final = date(1899, 12, 30).toordinal()
_MOST_DECIMALS: Final = 6
_DEEPEST: Final = 7
"""Levels of an outline that Excel has below the first."""
_LINK: Final = "1F4E9E"
_LINE: Final = 14
_TALLEST: Final = 409
_EXACT_BELOW: Final = 10**15
_ENDLESS: Final = 1 << 30

BODY: Final = CellLook(
    "value", "left", "right", bordered=True, half_points=20, font="宋体", edge="BFBFBF"
)
"""The look of a cell of a table."""
HEAD: Final = evolve(
    BODY, style="header", align="center", number_align="center", bold=True, fill="DDE6F0"
)
"""The look of the head of a column."""
TITLE: Final = CellLook(
    "header", "left", "left", bordered=False, half_points=32, font="黑体", wrapped=False
)
"""The look of the title of a sheet."""
NOTE: Final = CellLook(
    "value", "left", "left", bordered=False, half_points=20, font="宋体", wrapped=False
)
"""The look of a line of text below a title or between rows."""
GROUP: Final = evolve(BODY, bold=True, fill="F2F2F2")
"""The look of a row that heads others."""
_LOOKS: Final[Mapping[RowStyle, CellLook]] = {"plain": BODY, "group": GROUP, "note": NOTE}


class _Fronts(NamedTuple):
    """How the cells of one column begin, up to their content, for each kind of value."""

    ref: str
    room: int
    short: int
    blank: str
    text: str
    quoted: str
    linked: str
    whole: str
    day: str
    number: Callable[[int], str]


class RowWriter:
    """Writes the rows of one table (行写入).

    Args:
        columns: The columns.
        styles: The looks of the workbook.
        fit: Gives a text as a cell can hold it, by the address of the cell.
        link: Is told of a cell that leads somewhere; says whether it may.
    """

    def __init__(
        self,
        columns: Sequence[BookColumn],
        styles: Styles,
        fit: Callable[[str, str], str],
        link: Callable[[str, str], bool],
    ) -> None:
        self._columns = columns
        self._styles = styles
        self._fit = fit
        self._link = link
        self._fronts: dict[tuple[RowStyle, int], tuple[_Fronts, ...]] = {}

    def row(self, number: int, row: BookRow) -> str:
        """The markup of a row.

        Args:
            number: Its number, counted from 1.
            row: The row.
        """
        level = min(row.level, _DEEPEST)
        fronts = self._fronts.get((row.style, level)) or self._made(row.style, level)
        marks = f' outlineLevel="{level}"' if level else ""
        marks += ' hidden="1"' if row.hidden else ""
        marks += ' collapsed="1"' if row.folds else ""
        pieces = [""]
        lines = 1
        for front, value in zip(fronts, row.values, strict=False):
            if value is None:
                if front.blank:
                    pieces.append(f"{front.ref}{number}{front.blank}")
            elif isinstance(value, str):
                if len(value) > front.short:
                    lines = max(lines, _lines(value, front.room))
                if value and value[0] not in _FORMULA_LIKE and is_plain(value):
                    pieces.append(f"{front.ref}{number}{front.text}{value}{_CLOSED}")
                else:
                    pieces.append(self._text(front, number, value))
            elif value.__class__ is int and -_EXACT_BELOW < value < _EXACT_BELOW:
                pieces.append(f"{front.ref}{number}{front.whole}{value}</v></c>")
            else:
                pieces.append(self._other(front, number, value))
        if lines > 1:
            marks += f' ht="{_tall(lines)}"'
        pieces[0] = f'<row r="{number}"{marks}>'
        pieces.append("</row>")
        return "".join(pieces)

    def line(self, number: int, text: str, look: CellLook, *, tall: int = 0) -> str:
        """A row with one text, which runs across the columns."""
        at = f"A{number}"
        fit = escape(encode(self._fit(text, at)))
        style = self._styles.family(look).quoted if text[:1] in _FORMULA_LIKE else None
        style = style or self._styles.family(look).plain
        height = f' ht="{tall}" customHeight="1"' if tall else ""
        return f'<row r="{number}"{height}>{_inline(at, style)}{fit}{_CLOSED}</row>'

    def head(self, number: int) -> str:
        """The row with the heads of the columns."""
        plain = self._styles.family(HEAD).plain
        cells = []
        for at, column in enumerate(self._columns):
            name = f"{column_letters(at)}{number}"
            text = escape(encode(self._fit(column.label, name)))
            cells.append(f"{_inline(name, plain)}{text}{_CLOSED}")
        lines = max(lines_needed(each.label, _room(each)) for each in self._columns)
        return f'<row r="{number}" ht="{_tall(lines)}" customHeight="1">{"".join(cells)}</row>'

    def _text(self, front: _Fronts, number: int, text: str) -> str:
        fit = self._fit(text, f"{front.ref[6:]}{number}")
        if not fit:
            return f"{front.ref}{number}{front.blank}" if front.blank else ""
        begun = front.quoted if fit[0] in _FORMULA_LIKE else front.text
        return f"{front.ref}{number}{begun}{escape(encode(fit))}{_CLOSED}"

    def _other(self, front: _Fronts, number: int, value: BookValue) -> str:
        if isinstance(value, Linked):
            name = f"{front.ref[6:]}{number}"
            if not self._link(name, value.to):
                return self._text(front, number, value.text)
            text = escape(encode(self._fit(value.text, name)))
            return f"{front.ref}{number}{front.linked}{text}{_CLOSED}"
        if isinstance(value, date):
            if value < _FIRST_DAY:
                return self._text(front, number, value.isoformat())
            return f"{front.ref}{number}{front.day}{value.toordinal() - _COUNTED_FROM}</v></c>"
        if isinstance(value, int | Decimal) and exact(value):
            begun = front.number(_decimals(value))
            shown = str(value) if isinstance(value, int) else format(value, "f")
            return f"{front.ref}{number}{begun}{shown}</v></c>"
        return self._text(front, number, _digits(value))

    def _made(self, style: RowStyle, level: int) -> tuple[_Fronts, ...]:
        look = _LOOKS[style]
        made = tuple(
            self._front(at, column, look, level if at == 0 else 0)
            for at, column in enumerate(self._columns)
        )
        return self._fronts.setdefault((style, level), made)

    def _front(self, at: int, column: BookColumn, look: CellLook, indent: int) -> _Fronts:
        styles = self._styles
        align: Align = "left" if indent else column.align
        own = evolve(look, align=align, indent=indent)
        family = styles.family(own)
        linked = styles.family(evolve(own, colour=_LINK, underlined=True)).plain
        day = styles.family(evolve(own, align="center", indent=0, format=_DAY)).plain
        numbers: dict[int, str] = {}

        def number(decimals: int) -> str:
            if decimals not in numbers:
                format_ = column.format or "#,##0" + f".{'0' * decimals}" * bool(decimals)
                style = styles.family(evolve(own, indent=0, format=format_)).numeric
                numbers[decimals] = f'" s="{style}"><v>'
            return numbers[decimals]

        return _Fronts(
            f'<c r="{column_letters(at)}',
            room := _room(column, indent) if look.wrapped else _ENDLESS,
            room // 2,
            f'" s="{family.plain}"/>' if look.bordered else "",
            _front_of(family.plain),
            _front_of(family.quoted),
            _front_of(linked),
            number(0),
            f'" s="{day}"><v>',
            number,
        )


def used_columns(columns: Sequence[BookColumn]) -> Iterator[str]:
    """The widths of the columns as markup."""
    for number, column in enumerate(columns, 1):
        yield f'<col min="{number}" max="{number}" width="{column.width}.7" customWidth="1"/>'


# The same few names, units and clauses stand in thousands of rows.
_lines = lru_cache(maxsize=1024)(lines_needed)


def _room(column: BookColumn, indent: int = 0) -> int:
    """Half characters that stand on a line of a column."""
    return max(column.width - 1 - indent, 2)


def _tall(lines: int) -> int:
    """The height in points of a row with so many lines; Excel has none taller than 409."""
    return min(_LINE * lines, _TALLEST)


def _inline(name: str, style: int) -> str:
    return f'<c r="{name}{_front_of(style)}'


def _front_of(style: int) -> str:
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">'


def _decimals(value: int | Decimal) -> int:
    if isinstance(value, int):
        return 0
    exponent = value.as_tuple().exponent
    return min(max(-exponent, 0), _MOST_DECIMALS) if isinstance(exponent, int) else 0


def _digits(value: BookValue) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
