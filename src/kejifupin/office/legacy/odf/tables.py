"""Tables of OpenDocument texts as grids: every position has an element, if a covered one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from kejifupin.office.legacy.binary import Meter
from kejifupin.office.legacy.boxes import Box
from kejifupin.office.legacy.odf.names import CELLS, COVERED, ROW, SHEET, TABLE, count
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import dangerous

_GRID_COLUMNS: Final = 1024


def lay_out(
    table: etree._Element, limits: Limits, meter: Meter
) -> tuple[list[Box[etree._Element]], int]:
    """Place the cells of a table.

    Args:
        table: The table.
        limits: The limits.
        meter: Counts the copies of rows and cells that are written once.

    Returns:
        The boxes in reading order, each with its number in its first row, and the number of rows.

    Raises:
        RefusedFileError: If it has more columns or cells than any form.
    """
    covered = next(table.iter(COVERED), None) is not None
    layout = _Layout(limits, meter, covered=covered)
    for element, copies in rows_of(table):
        meter.take(copies - 1)
        for _ in range(copies):
            layout.row(element)
    layout.finish()
    return layout.boxes, layout.n_rows


def rows_of(table: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """The rows of a table, through groups and headers, each with how often it stands there."""
    for child in table:
        if child.tag == ROW:
            yield child, count(child, f"{TABLE}number-rows-repeated")
        elif child.tag != SHEET and child.tag.startswith(f"{TABLE}table-"):
            yield from rows_of(child)


class _Layout:
    """Boxes of a table while its rows are read (表格布局)."""

    def __init__(self, limits: Limits, meter: Meter, *, covered: bool) -> None:
        self.boxes: list[Box[etree._Element]] = []
        self.n_rows = 0
        self._limits = limits
        self._over: dict[int, Box[etree._Element]] = {}
        self._meter = meter
        # Pandoc leaves covered cells out, as HTML does.
        self._covered = covered

    def row(self, element: etree._Element) -> None:
        """Add a row."""
        col = 0
        touching: list[Box[etree._Element]] = []
        for cell in element:
            if cell.tag not in CELLS:
                continue
            copies = count(cell, f"{TABLE}number-columns-repeated")
            self._meter.take(copies - 1)
            while not self._covered and (over := self._box_over(col)) is not None:
                if not touching or touching[-1] is not over:
                    touching.append(over)
                col += 1
            if col + copies > _GRID_COLUMNS:
                raise dangerous("表格列数过多")
            for at in range(col, col + copies):
                box = self._box_over(at)
                if box is not None:
                    box.covered.append(cell)
                else:
                    box = self._new_box(cell, at)
                if not touching or touching[-1] is not box:
                    touching.append(box)
                    box.number = box.number or len(touching)
            col += copies
        self.n_rows += 1

    def finish(self) -> None:
        """Cut off what reaches below the last row."""
        for box in self.boxes:
            box.rowspan = min(box.rowspan, self.n_rows - box.row)

    def _box_over(self, col: int) -> Box[etree._Element] | None:
        box = self._over.get(col)
        return box if box is not None and box.row + box.rowspan > self.n_rows else None

    def _new_box(self, cell: etree._Element, col: int) -> Box[etree._Element]:
        rowspan = colspan = 1
        # A covered cell that nothing covers is one like any other.
        if cell.tag != COVERED:
            rowspan = count(cell, f"{TABLE}number-rows-spanned")
            colspan = count(cell, f"{TABLE}number-columns-spanned")
        if colspan > self._limits.word_columns:
            raise dangerous(f"单元格横跨 {self._limits.word_columns} 列以上")
        width = 1
        while width < colspan and self._box_over(col + width) is None:
            width += 1
        box = Box(self.n_rows, col, width, cell, rowspan=rowspan)
        self.boxes.append(box)
        self._over.update((at, box) for at in range(col, col + width))
        return box
