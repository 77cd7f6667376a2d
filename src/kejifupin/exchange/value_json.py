"""Values of fields as JSON and back without any loss.

None, text and whole numbers stand for themselves, a list for a tuple; everything else is an
object with one key that says what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Number, Vague

Json = Any
"""What ``json.loads`` gives."""

_LONG = 1024
"""Bits beyond which a whole number is written in hexadecimal: Python limits decimal digits."""


def dump_value(value: FieldValue, dump_record: Callable[[Record], Json]) -> Json:
    """A value of a field as plain data.

    Args:
        value: The value.
        dump_record: What makes plain data of a row.

    Raises:
        TypeError: It is no value of a field.
    """
    if value is None or isinstance(value, str):
        return value
    if value is NONE_OF_ITEM:
        return {"none": 1}
    match value:
        case int() | Decimal():
            return _dump_number(value)
        case Vague():
            ends = [_dump_number(end) for end in (value.low, value.high)]
            return {"vague": [*ends, value.text, value.high_open]}
        case Unread():
            return {"unread": value.text}
        case DivisionName():
            return {"place": [value.text, value.code]}
        case Period():
            return {"period": [value.start.isoformat(), value.end.isoformat()]}
        case date() if not isinstance(value, datetime):
            return {"date": value.isoformat()}
        case Record():
            return {"row": dump_record(value)}
        case tuple():
            return [dump_value(each, dump_record) for each in value]
    raise TypeError(f"a {type(value).__name__} is no value of a field")


def load_value(data: Json, load_record: Callable[[Json], Record]) -> FieldValue:
    """The value that was dumped.

    Args:
        data: What ``dump_value`` gave.
        load_record: What makes a row of plain data.

    Raises:
        ValueError, TypeError, LookupError, ArithmeticError: It is nothing that ``dump_value``
            gives.
    """
    if isinstance(data, list):
        return tuple(load_value(each, load_record) for each in data)
    if not isinstance(data, dict):
        return data
    ((tag, inner),) = data.items()
    match tag:
        case "none":
            return NONE_OF_ITEM
        case "decimal" | "hex":
            return _load_number(data)
        case "vague":
            low, high, text, high_open = inner
            return Vague(_load_number(low), _load_number(high), text, high_open)
        case "unread":
            return Unread(inner)
        case "place":
            return DivisionName(*inner)
        case "period":
            return Period(*map(date.fromisoformat, inner))
        case "date":
            return date.fromisoformat(inner)
        case "row":
            return load_record(inner)
    raise ValueError(f"no value of a field is tagged {tag!r}")


def _dump_number(number: Number | None) -> Json:
    if isinstance(number, Decimal):
        return {"decimal": str(number)}
    if number is not None and number.bit_length() > _LONG:
        return {"hex": hex(number)}
    return number


def _load_number(data: Json) -> Number | None:
    if not isinstance(data, dict):
        number: int | None = data
        return number
    ((tag, digits),) = data.items()
    return Decimal(digits) if tag == "decimal" else int(digits, 16)
