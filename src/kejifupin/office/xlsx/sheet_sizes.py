"""How wide the columns and how high the rows of a sheet are: where a box of a given size ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final

from kejifupin.office.markup import is_on, small_int
from kejifupin.office.xlsx.merges import Rectangle

LAST_ROW: Final = 1_048_575
LAST_COLUMN: Final = 16_383

_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|col|sheetFormatPr)\b([^<>]*)>")
_SIGNS: Final = (b"ht", b"idth", b"hidden")
_ATTRIBUTE = re.compile(r"([A-Za-z]+)\s*=\s*[\"']([^\"'<>]*)[\"']")
_SIZE = re.compile(r"\d{1,4}(?:\.\d{1,20})?")
# Excel's own: 8.43 characters of 7 pixels with 5 between cells, and 15 points at 96 dots an inch.
_COLUMN: Final = 64
_ROW: Final = 20
_MOST_COLUMNS: Final = 1_024
_BESIDE: Final = 15
_BELOW: Final = 2


class SheetSizes:
    """The sizes of a sheet's columns and rows, in pixels (行高列宽).

    Args:
        chunks: The sheet in UTF-8, piece by piece.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._columns: list[tuple[int, int, int]] = []
        self._rows: dict[int, int] = {}
        self._column, self._row = _COLUMN, _ROW
        rest = b""
        for chunk in chunks:
            whole = rest + chunk
            cut = max(whole.rfind(b"<"), 0)
            said = any(sign in whole for sign in _SIGNS)
            for tag, attributes in _TAG.findall(whole[:cut]) if said else ():
                if tag != b"row" or b"ht" in attributes or b"hidden" in attributes:
                    found = _ATTRIBUTE.findall(attributes.decode("ascii", "replace"))
                    self._note(tag, dict(found))
            rest = whole[cut:]

    def box_beside(self, cell: Rectangle, width: int, height: int) -> str:
        """Where a box stands beside a cell or merged block, as a drawing says it.

        Returns:
            Column, offset, row and offset of its first and then of its last corner, offsets in
            pixels (ECMA-376 part 4, 19.4.2.1).
        """
        left = min(cell.last_col + 1, LAST_COLUMN)
        right, beyond = _walk(left, _BESIDE + width, self._width, LAST_COLUMN)
        bottom, below = _walk(cell.row, _BELOW + height, self._height, LAST_ROW)
        return f"{left}, {_BESIDE}, {cell.row}, {_BELOW}, {right}, {beyond}, {bottom}, {below}"

    def _note(self, tag: bytes, found: Mapping[str, str]) -> None:
        hidden = is_on(found["hidden"]) if "hidden" in found else False
        if tag == b"sheetFormatPr":
            self._row = _points(found.get("defaultRowHeight")) or _ROW
            self._column = _characters(found.get("defaultColWidth")) or _COLUMN
        elif tag == b"row":
            height = _points(found.get("ht"))
            if (row := small_int(found.get("r"))) and (hidden or height is not None):
                self._rows[row - 1] = 0 if hidden else height or 0
        elif len(self._columns) < _MOST_COLUMNS:
            first, last = small_int(found.get("min")), small_int(found.get("max"))
            width = _characters(found.get("width"))
            if first and last and (hidden or width is not None):
                self._columns.append((first - 1, last - 1, 0 if hidden else width or 0))

    def _width(self, col: int) -> int:
        sizes = (size for first, last, size in self._columns if first <= col <= last)
        return next(sizes, self._column)

    def _height(self, row: int) -> int:
        return self._rows.get(row, self._row)


def _walk(start: int, distance: int, size: Callable[[int], int], last: int) -> tuple[int, int]:
    at = start
    while at < last and distance > size(at):
        distance -= size(at)
        at += 1
    return at, distance


def _characters(text: str | None) -> int | None:
    return int(Decimal(text) * 7 + 5) if text and _SIZE.fullmatch(text) else None


def _points(text: str | None) -> int | None:
    return int(Decimal(text) * 4 / 3) if text and _SIZE.fullmatch(text) else None
