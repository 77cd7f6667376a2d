"""One block of the table of states: divisions down, targets across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from kejifupin.reports.pictures.amounts import possible_text
from kejifupin.reports.pictures.headline import SMALL, rule, stacked
from kejifupin.reports.pictures.heat_rows import HeatRows, Line, on_course_text
from kejifupin.reports.pictures.lettering import shortened, width, wrapped
from kejifupin.reports.pictures.sheet import FAINT, INK, Sheet
from kejifupin.targets.status import TargetStatus

NAMES: Final = 9.0
BETWEEN: Final = 0.3
"""Between two blocks."""
_INDENT: Final = 0.13
_MOST_NAME: Final = 1.9
_NUMBERED_CELL: Final = 0.3
_NARROWEST: Final = 0.235
_BROADEST: Final = 0.44
_COURSE: Final = 0.62
_HEADER_LINES: Final = 5
_TOTALS: Final = 0.26
_CAPTION: Final = 0.15


@frozen
class HeatLayout:
    """Sizes of the table, in inches (表格尺寸).

    Args:
        rows: What is drawn.
        numbered: Whether columns are headed by numbers that are told elsewhere, not by labels.
        name_width: Of the first column.
        cell_width: Of a target's column.
        row_height: Of a row.
        header_height: Of the header.
    """

    rows: HeatRows
    numbered: bool
    name_width: float
    cell_width: float
    row_height: float
    header_height: float

    @property
    def width(self) -> float:
        """Of a block."""
        return self.name_width + self.cell_width * len(self.rows.targets) + _COURSE

    def height(self, lines: int) -> float:
        """Of a block of so many lines, with what its columns come to where they have labels."""
        totals = 0 if self.numbered else _TOTALS + _CAPTION + 0.1
        return self.header_height + lines * self.row_height + totals


def numbered_layout(rows: HeatRows, room: float | None = None) -> HeatLayout | None:
    """The sizes of a table whose columns are headed by numbers.

    Args:
        rows: The rows.
        room: How wide a block is to be; as wide as is usual by default.

    Returns:
        The sizes; None where the columns would be too narrow.
    """
    names, cell = _name_width(rows), _NUMBERED_CELL
    if room is not None:
        cell = min((room - names - _COURSE) / max(len(rows.targets), 1), _BROADEST)
    if cell < _NARROWEST:
        return None
    return HeatLayout(rows, True, names, cell, 0.22, 0.42)  # noqa: FBT003


def labelled_layout(rows: HeatRows, room: float) -> HeatLayout:
    """The sizes of a table whose columns are headed by labels.

    Args:
        rows: The rows.
        room: How wide it should be at most.
    """
    names = _name_width(rows)
    left = room - names - _COURSE
    cell = min(max(left / max(len(rows.targets), 1), 0.8), 1.9)
    texts = (wrapped(each.label, SMALL, cell - 0.1, _HEADER_LINES) for each in rows.targets)
    lines = max(map(len, texts), default=1)
    header = max(lines, 2) * 0.155 + 0.12
    return HeatLayout(rows, False, names, cell, 0.3, header)  # noqa: FBT003


def _name_width(rows: HeatRows) -> float:
    longest = max(width(row.name, NAMES) + _INDENT * row.depth for row in rows.rows)
    return min(max(longest + 0.15, 0.9), _MOST_NAME)


def draw_block(
    sheet: Sheet, x: float, y: float, layout: HeatLayout, lines: Sequence[Line]
) -> float:
    """Draw one block of the table.

    Args:
        sheet: The sheet.
        x: Its left end.
        y: Its top.
        layout: Its sizes.
        lines: Its lines.

    Returns:
        Where it ends, from the top.
    """
    _draw_header(sheet, x, y, layout)
    y += layout.header_height
    rule(sheet, x, y, layout.width, strong=True)
    for line in lines:
        _draw_line(sheet, x, y, layout, line)
        y += layout.row_height
    rule(sheet, x, y, layout.width, strong=True)
    return y if layout.numbered else _draw_totals(sheet, x, y + 0.05, layout)


def _draw_totals(sheet: Sheet, x: float, y: float, layout: HeatLayout) -> float:
    sheet.text(x + 0.05, y + _TOTALS / 2, "合计", size=NAMES)
    at = x + layout.name_width
    for target in layout.rows.targets:
        room = layout.cell_width - 0.08
        stacked(sheet, (at + 0.04, y, room, _TOTALS), layout.rows.totals(target))
        told = shortened(layout.rows.members_text(target), 7, room) or "—"
        below = y + _TOTALS + 0.03
        middle = at + layout.cell_width / 2
        sheet.text(middle, below, told, size=7, colour=FAINT, across="center", down="top")
        at += layout.cell_width
    return y + _TOTALS + _CAPTION + 0.05


def _draw_header(sheet: Sheet, x: float, y: float, layout: HeatLayout) -> None:
    bottom = y + layout.header_height - 0.06
    sheet.text(x + 0.05, bottom, "地区", size=SMALL, colour=FAINT, down="bottom")
    at = x + layout.name_width
    for number, target in enumerate(layout.rows.targets, 1):
        middle = at + layout.cell_width / 2
        if layout.numbered:
            label = str(number)
        else:
            label = "\n".join(wrapped(target.label, SMALL, layout.cell_width - 0.1, _HEADER_LINES))
        sheet.text(middle, bottom, label, size=SMALL, across="center", down="bottom")
        at += layout.cell_width
    told = "已达/\n应达"
    sheet.text(at + _COURSE / 2, bottom, told, size=7, colour=FAINT, across="center", down="bottom")


def _draw_line(sheet: Sheet, x: float, y: float, layout: HeatLayout, line: Line) -> None:
    row, high = line.row, layout.row_height
    middle = y + high / 2
    if line.continued or row.division in layout.rows.leading:
        sheet.ground(x, y, layout.width, high)
    rule(sheet, x, y, layout.width)
    left = x + 0.05 + _INDENT * row.depth
    name = f"{row.name}（续）" if line.continued else row.name
    room = x + layout.name_width - left - 0.04
    colour = FAINT if line.continued else INK
    sheet.text(left, middle, shortened(name, NAMES, room), size=NAMES, colour=colour)
    if line.continued:
        return
    at = x + layout.name_width
    for target in layout.rows.targets:
        status = row.cells.get(target.key)
        if status is not None:
            _draw_cell(sheet, at, y, layout, status)
        at += layout.cell_width
    sheet.text(at + _COURSE / 2, middle, on_course_text(row), size=SMALL, across="center")


def _draw_cell(sheet: Sheet, x: float, y: float, layout: HeatLayout, status: TargetStatus) -> None:
    wide, high = layout.cell_width, layout.row_height
    gap = 0.025
    if layout.numbered:
        sheet.cell(x + gap, y + gap, wide - 2 * gap, high - 2 * gap, status.state)
        return
    lamp = high + 0.05
    sheet.cell(x + gap, y + gap, lamp, high - 2 * gap, status.state)
    told = possible_text(status.value, status.unit)
    room = wide - lamp - 0.12
    text = told if width(told, SMALL) <= room else possible_text(status.value)
    sheet.text(x + lamp + 0.08, y + high / 2, shortened(text, SMALL, room), size=SMALL)
