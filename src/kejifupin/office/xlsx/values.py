"""Stored numbers as people see them: fifteen digits, days, times, shares."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Final

from kejifupin.office.cells import Content, Value, compact, digits
from kejifupin.office.xlsx.formats import PLAIN, Kind, NumberFormat

__all__ = ["BLANK", "Value", "from_serial", "number_content", "read_iso", "read_number"]

_FIFTEEN: Final = Context(prec=15, rounding=ROUND_HALF_EVEN)
_WHOLE_DIGITS: Final = 15
_LARGEST: Final = 308
_LONGEST: Final = 400
_SECONDS: Final = 86_400
_LAST_SERIAL: Final = 2_958_466

BLANK: Final = Value()


def number_content(stored: str, form: NumberFormat, *, from_1904: bool) -> Content:
    """A stored number as shown, at the least that says it.

    >>> number_content("12", PLAIN, from_1904=False)
    12
    """
    if form is PLAIN and len(stored) <= _WHOLE_DIGITS and stored.isascii() and stored.isdigit():
        return int(stored)
    return compact(read_number(stored, form, from_1904=from_1904))


def read_number(stored: str, form: NumberFormat, *, from_1904: bool) -> Value:
    """A stored number as shown.

    >>> read_number("0.30000000000000004", PLAIN, from_1904=False).text
    '0.3'
    >>> read_number("43074", NumberFormat(Kind.DATE), from_1904=False).date
    datetime.date(2017, 12, 5)
    """
    if stored.isascii() and stored.isdigit() and len(stored) <= _WHOLE_DIGITS:
        number: Decimal | int = int(stored)
        if form is PLAIN:
            return Value(str(number), number)
    elif len(stored) > _LONGEST:
        return Value(stored)
    else:
        try:
            exact = Decimal(stored.strip())
        except InvalidOperation:
            return Value(stored)
        if not exact.is_finite() or abs(exact.adjusted()) > _LARGEST:
            return Value(stored)
        if exact == exact.to_integral_value() and exact.adjusted() >= _WHOLE_DIGITS:
            return Value(
                format(exact.quantize(Decimal(1), context=Context(prec=400)), "f"),
                int(exact),
                issue_code="cell.long_number",
            )
        number = _short(_FIFTEEN.create_decimal(exact))
    return _shown(number, form, from_1904=from_1904)


def _shown(number: Decimal | int, form: NumberFormat, *, from_1904: bool) -> Value:
    kind = form.kind
    if kind is Kind.PERCENT:
        return Value(f"{digits(_short(Decimal(number) * 100))}%", number)
    if kind is Kind.ZEROS and isinstance(number, int) and number >= 0:
        return Value(str(number).zfill(form.digits), number)
    if kind in (Kind.PLAIN, Kind.ZEROS):
        return _scaled(number, form) if form.scalings else Value(digits(number), number)
    moment = from_serial(Decimal(number), from_1904=from_1904)
    if moment is None:
        return Value(digits(number), number)
    if kind is Kind.TIME:
        return Value(f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}", number)
    day = moment.date()
    if kind is Kind.MONTH:
        return Value(f"{day.year}年{day.month}月", number, day)
    text = day.isoformat()
    if kind is Kind.DATETIME and (moment.hour or moment.minute):
        text += f" {moment:%H:%M}"
    return Value(text, number, day)


def _scaled(number: Decimal | int, form: NumberFormat) -> Value:
    exact = Decimal(number)
    section = next((each for each in form.scalings if each.holds(exact)), form.scalings[-1])
    shown = _short(exact / section.divisor)
    return Value(f"{digits(shown)}{section.unit}", shown)


def from_serial(serial: Decimal, *, from_1904: bool) -> datetime | None:
    """The moment of a serial number, or None where Excel has none.

    Excel's 1900 system counts a 29 February 1900 that never was (serial 60).

    >>> from_serial(Decimal(59), from_1904=False), from_serial(Decimal(60), from_1904=False)
    (datetime.datetime(1900, 2, 28, 0, 0), None)
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    days = int(serial)
    seconds = int(((serial - days) * _SECONDS).to_integral_value(ROUND_HALF_EVEN))
    if from_1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001 - a wall clock
    elif days == 60:
        return None
    else:
        first = datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001
    try:
        return first + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None


def read_iso(stored: str) -> Value:
    """A day stored as text, as Strict workbooks do."""
    try:
        moment = datetime.fromisoformat(stored.strip().replace("Z", ""))
    except ValueError:
        return Value(stored)
    text = moment.date().isoformat()
    if moment.hour or moment.minute:
        text += f" {moment:%H:%M}"
    return Value(text, None, moment.date())


def _short(number: Decimal) -> Decimal | int:
    if number == number.to_integral_value():
        return int(number)
    return number.normalize()
