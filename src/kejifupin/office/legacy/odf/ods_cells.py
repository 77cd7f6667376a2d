"""What the cells of an OpenDocument sheet hold: a text, a number, a day, a mistake, nothing."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final

from lxml import etree

from kejifupin.office.legacy.odf.names import CALC, OFFICE, TABLE, is_true
from kejifupin.office.legacy.odf.styles import Styles
from kejifupin.office.legacy.odf.text import OdfTextReader, Surroundings
from kejifupin.office.xlsx.formats import PLAIN, Kind, NumberFormat
from kejifupin.office.xlsx.scalings import Scaling, scaled_by
from kejifupin.office.xlsx.values import BLANK, Value, read_iso, read_number

_ERROR = re.compile(r"#[A-Z/0]+[!?A]?|Err:\d+|错误:\d+")
_CLOCK = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_ZERO_DAY: Final = date(1899, 12, 30)
_FIRST_SURE: Final = 61
_DAY: Final = 86_400
_BOOLEAN_VALUE: Final = f"{OFFICE}boolean-value"
_BOOLEANS: Final = frozenset({"TRUE", "FALSE"})
_NUMBERS: Final = frozenset({"float", "currency", "percentage"})


class OdsCells:
    """Reads the values of the cells of a workbook (单元格取值).

    Args:
        styles: The styles.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.around = Surroundings(styles, {}, sheet=True)

    def of(self, cell: etree._Element, style: str | None) -> Value:
        """The value of a cell; exactly `BLANK` if it holds nothing.

        Args:
            cell: The cell.
            style: The style of its column, which counts where it has none of its own.
        """
        kind = cell.get(f"{OFFICE}value-type")
        formula = cell.get(f"{TABLE}formula") is not None
        if kind is None and not len(cell):
            return Value(issue_code="cell.formula_without_value") if formula else BLANK
        style = cell.get(f"{TABLE}style-name") or style
        reader = OdfTextReader(self.around)
        look = self._styles.look("table-cell", style)
        reader.blocks(cell, look)
        text, marks = reader.result()
        if self.around.struck:
            self.around.struck = False
            return Value(text, issue_code="cell.struck_text", marks=marks)
        if cell.get(f"{CALC}value-type") == "error" or (formula and _ERROR.fullmatch(text)):
            return Value(text, issue_code="cell.error_value")
        if kind == "boolean" or (kind == "float" and text in _BOOLEANS):
            yes = text == "TRUE" if kind == "float" else is_true(cell.get(_BOOLEAN_VALUE))
            return Value("TRUE" if yes else "FALSE")
        if kind in _NUMBERS and (stored := cell.get(f"{OFFICE}value")) is not None:
            return read_number(stored, _number_format(kind, stored, text), from_1904=False)
        if kind == "date" and (stored := cell.get(f"{OFFICE}date-value")) is not None:
            return _day(stored, self._styles.kind_of_date(style))
        if kind == "time" and (stored := cell.get(f"{OFFICE}time-value")) is not None:
            return _clock(stored) or Value(text, marks=marks)
        if not text:
            text = cell.get(f"{OFFICE}string-value", "")
        return Value(text, marks=marks) if text else BLANK


_SHOWN: Final = re.compile(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^0-9\s.,%]*)")
_DIVISORS: Final = (1, 1_000, 10_000, 1_000_000, 100_000_000)


def _number_format(kind: str | None, stored: str, shown: str) -> NumberFormat:
    """How a number is shown, as far as its cell tells."""
    if kind == "percentage":
        return NumberFormat(Kind.PERCENT)
    if shown.startswith("0") and shown.isascii() and shown.isdigit() and len(shown) > len(stored):
        return NumberFormat(Kind.ZEROS, len(shown))
    if shown == stored or kind == "currency" or (match := _SHOWN.fullmatch(shown)) is None:
        return PLAIN
    unit = match[2] if scaled_by(match[2]) else ""
    try:
        exact, seen = Decimal(stored), Decimal(match[1].replace(",", ""))
    except InvalidOperation:
        return PLAIN
    exponent = seen.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    divisor = next((each for each in _DIVISORS if abs(exact / each - seen) <= half), 1)
    return NumberFormat(scalings=(Scaling(divisor, unit),)) if unit or divisor > 1 else PLAIN


def _day(stored: str, kind: Kind | None) -> Value:
    """A day, with the number that Excel would keep for it."""
    try:
        moment = datetime.fromisoformat(stored.strip().rstrip("Z"))
    except ValueError:
        return Value(stored)
    days = (moment.date() - _ZERO_DAY).days
    if days < _FIRST_SURE:
        return read_iso(stored)
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    if kind is None or kind is Kind.TIME:
        kind = Kind.DATETIME
    return read_number(_serial(days, seconds), NumberFormat(kind), from_1904=False)


def _clock(stored: str) -> Value | None:
    match = _CLOCK.fullmatch(stored.strip())
    if match is None:
        return None
    hours, minutes, seconds = map(int, match.groups())
    days, rest = divmod(hours * 3600 + minutes * 60 + seconds, _DAY)
    return read_number(_serial(days, rest), NumberFormat(Kind.TIME), from_1904=False)


def _serial(days: int, seconds: int) -> str:
    if not seconds:
        return str(days)
    part = (Decimal(seconds) / _DAY).quantize(Decimal("1e-15"), ROUND_HALF_EVEN)
    return str(days + part)
