"""What the cells of an old workbook hold, as xlrd gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kejifupin.office.glyphs import symbol_font
from kejifupin.office.legacy.spelling import boolean_value, digits, error_value, text_value
from kejifupin.office.xlsx.formats import PLAIN, NumberFormat, number_format
from kejifupin.office.xlsx.values import BLANK, Value, read_number

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(1, 6)


class CellReader:
    """Reads the cells of a workbook (单元格取值).

    Args:
        book: The workbook as xlrd gives it, with its formats.
    """

    def __init__(self, book: Any) -> None:
        own = {each.format_key: each.format_str for each in book.format_list}
        self._from_1904 = book.datemode == 1
        self._fonts = tuple(symbol_font(font.name) for font in book.font_list)
        self._symbols = any(self._fonts)
        self._plain: dict[str, Value] = {}
        known: dict[int, NumberFormat] = {}
        for style in book.xf_list:
            key = style.format_key
            if key not in known:
                known[key] = number_format(key, own.get(key) or None)
        self._formats = tuple(known[style.format_key] for style in book.xf_list)
        self._style_fonts = tuple(self._font(style.font_index) for style in book.xf_list)

    def of(self, sheet: Any) -> Iterator[tuple[int, int, Value]]:
        """Row, column and value of the cells of a sheet that hold something.

        A row that ends in blank cells gives exactly `BLANK` for its last one.
        """
        runs = sheet.rich_text_runlist_map
        for row in range(sheet.nrows):
            kinds, values = sheet.row_types(row), sheet.row_values(row)
            value = BLANK
            for col, kind in enumerate(kinds):
                if kind == _TEXT:
                    style = sheet.cell_xf_index(row, col) if self._symbols else 0
                    value = self._text(values[col], style, runs.get((row, col), ()))
                elif kind in (_NUMBER, _DATE):
                    value = self._number(values[col], sheet.cell_xf_index(row, col))
                elif kind == _BOOLEAN:
                    value = boolean_value(values[col])
                elif kind == _ERROR:
                    value = error_value(values[col])
                else:
                    value = BLANK
                if value is not BLANK:
                    yield row, col, value
            if kinds and value is BLANK:
                yield row, len(kinds) - 1, BLANK

    def _number(self, stored: float, style: int) -> Value:
        form = self._formats[style] if style < len(self._formats) else PLAIN
        return read_number(digits(stored), form, from_1904=self._from_1904)

    def _text(self, stored: str, style: int, runs: Sequence[tuple[int, int]]) -> Value:
        if not self._symbols:
            value = self._plain.get(stored)
            if value is None:
                value = self._plain[stored] = text_value(stored, None)
            return value
        font = self._style_fonts[style] if style < len(self._style_fonts) else None
        return text_value(stored, font, [(start, self._font(number)) for start, number in runs])

    def _font(self, number: int) -> str | None:
        return self._fonts[number] if 0 <= number < len(self._fonts) else None
