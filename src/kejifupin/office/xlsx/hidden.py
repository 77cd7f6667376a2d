"""The hidden sheet of a written workbook: markers, and lists too long for a validation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kejifupin.office.markers import MARKER_SHEET
from kejifupin.office.packing import HEADER
from kejifupin.office.page import Page
from kejifupin.office.xlsx.cell_writer import text_cell
from kejifupin.office.xlsx.names import absolute, cell_name
from kejifupin.office.xlsx.styles import SHEET

_FIRST_LIST: Final = 4


class HiddenSheet:
    """Rows of (sheet, key, value), and lists in the columns to their right (隐藏工作表)."""

    def __init__(self, pages: Sequence[Page], names: Sequence[str]) -> None:
        self._rows: list[tuple[str, str, str]] = [
            (name, key, value)
            for page, name in zip(pages, names, strict=True)
            for key, value in sorted(page.markers.items())
        ]
        self._lists: dict[tuple[str, ...], int] = {}

    def list_range(self, choices: tuple[str, ...]) -> str:
        """Keep a list here and say where."""
        col = self._lists.setdefault(choices, _FIRST_LIST + len(self._lists))
        return absolute(MARKER_SHEET, 0, col, len(choices) - 1, col)

    def part(self) -> str:
        """The sheet itself."""
        cells = {
            (row, col): text
            for row, texts in enumerate(self._rows)
            for col, text in enumerate(texts)
        }
        cells.update(
            ((row, col), text)
            for choices, col in self._lists.items()
            for row, text in enumerate(choices)
        )
        rows: dict[int, list[str]] = {}
        for (row, col), text in sorted(cells.items()):
            rows.setdefault(row, []).append(text_cell(cell_name(row, col), text))
        body = "".join(f'<row r="{row + 1}">{"".join(line)}</row>' for row, line in rows.items())
        return f'{HEADER}<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>'
