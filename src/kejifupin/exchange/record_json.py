"""Readings as JSON and back without any loss, for the work folder and between processes.

This is an internal format; what people are given is `kejifupin.exchange.plain`, which masks. One
object holds a reading: ``kinds`` as key and content hash, ``cells`` as the mappings that records
share, ``origins`` as what the rows of one table share, ``records`` as kind, origin, row and values
in the order of the kind's fields, ``issues`` as lists. A file's own name stands once, as
``file``; wherever else it occurs there is a 0, so that a reading can be given another name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from kejifupin.errors import KejifupinError
from kejifupin.exchange.content_hashes import kind_hash
from kejifupin.forms.reading import FormReading
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.issues import Effect, Issue, Issues, Severity
from kejifupin.terms.origins import Origin, Place
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Number, Vague

FORMAT = 1
_LONG = 1024
"""Bits beyond which a whole number is written in hexadecimal: Python limits decimal digits."""
_OWN_FILE = 0

Json = Any
"""What ``json.loads`` gives."""


class ReadingFormatError(KejifupinError, ValueError):
    """Bytes that are no reading: damaged, of another format, or of kinds that have changed."""


def dump_reading(reading: FormReading) -> bytes:
    """A reading as one JSON object in UTF-8.

    Args:
        reading: Any reading; its records are of any kinds.

    Raises:
        TypeError: A record holds something that is no value of a field.
    """
    return _Dump(reading).to_bytes()


def load_reading(
    data: bytes, kinds: Mapping[str, RecordKind], *, file: str | None = None
) -> FormReading:
    """The reading that was dumped.

    Args:
        data: What ``dump_reading`` gave.
        kinds: Record kinds by key, those of rows included.
        file: The file's name now; as it was dumped by default.

    Raises:
        ReadingFormatError: The bytes are damaged, of another format, or a record's kind is not
            among ``kinds`` or has changed since.
    """
    try:
        content = json.loads(data.decode("utf-8", "surrogatepass"))
        if content["format"] != FORMAT:
            raise ReadingFormatError(f"the reading is of format {content['format']}, not {FORMAT}")
        return _Load(content, kinds, file).reading()
    except ReadingFormatError:
        raise
    except (ValueError, TypeError, LookupError, InvalidOperation, RecursionError) as error:
        raise ReadingFormatError(f"the bytes are no reading ({type(error).__name__})") from error


class _Dump:
    """One reading on its way out; what records share is written once."""

    def __init__(self, reading: FormReading) -> None:
        self._file = reading.file
        self._kinds: dict[RecordKind, int] = {}
        self._cells: dict[int, int] = {}
        self._shared: list[Mapping[str, str]] = []
        self._origins: dict[tuple[Json, ...], int] = {}
        self._content = {
            "format": FORMAT,
            "file": reading.file,
            "forms": reading.forms,
            "records": [self._record(each) for each in reading.records],
            "issues": [self._issue(each) for each in reading.issues],
            "kinds": [[kind.key, kind_hash(kind)] for kind in self._kinds],
            "cells": [dict(each) for each in self._shared],
            "origins": list(self._origins),
        }

    def to_bytes(self) -> bytes:
        text = json.dumps(self._content, ensure_ascii=False, separators=(",", ":"))
        # Names of files may hold bytes that are no text; they are lone surrogates in Python.
        return text.encode("utf-8", "surrogatepass")

    def _record(self, record: Record) -> Json:
        kind = self._kinds.setdefault(record.kind, len(self._kinds))
        values = [self._value(value) for _, value in record.items()]
        origin = record.origin
        if origin is None:
            return [kind, None, None, values]
        place = (
            self._name(origin.file),
            origin.table,
            origin.layout,
            origin.sha256,
            self._cells_of(origin),
        )
        return [kind, self._origins.setdefault(place, len(self._origins)), origin.row, values]

    def _cells_of(self, origin: Origin) -> int:
        number = self._cells.get(id(origin.cells))
        if number is None:
            number = self._cells[id(origin.cells)] = len(self._shared)
            self._shared.append(origin.cells)
        return number

    def _issue(self, issue: Issue) -> Json:
        place = issue.place
        return [
            issue.code,
            issue.message,
            issue.severity,
            [self._name(place.file), place.cell, place.line, place.key],
            issue.field,
            issue.rule,
            issue.remedy,
            issue.seen,
            issue.effect,
        ]

    def _name(self, file: str | None) -> str | int | None:
        return _OWN_FILE if file == self._file else file

    def _value(self, value: FieldValue) -> Json:
        if value is None or isinstance(value, str):
            return value
        if value is NONE_OF_ITEM:
            return {"none": 1}
        match value:
            case int() | Decimal():
                return _number(value)
            case Vague():
                ends = [_number(end) for end in (value.low, value.high)]
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
                return {"row": self._record(value)}
            case tuple():
                return [self._value(each) for each in value]
        raise TypeError(f"a {type(value).__name__} is no value of a field")


def _number(number: Number | None) -> Json:
    if isinstance(number, Decimal):
        return {"decimal": str(number)}
    if number is not None and number.bit_length() > _LONG:
        return {"hex": hex(number)}
    return number


class _Load:
    """One reading on its way in."""

    def __init__(self, content: Json, kinds: Mapping[str, RecordKind], file: str | None) -> None:
        self._content = content
        self._file: str = content["file"] if file is None else file
        self._kinds = [_known_kind(key, hash_, kinds) for key, hash_ in content["kinds"]]
        self._keys = [tuple(each.key for each in kind.fields) for kind in self._kinds]
        self._cells = [MappingProxyType(each) for each in content["cells"]]
        self._origins = content["origins"]

    def reading(self) -> FormReading:
        return FormReading(
            self._file,
            tuple(self._record(each) for each in self._content["records"]),
            Issues(self._issue(each) for each in self._content["issues"]),
            tuple(self._content["forms"]),
        )

    def _record(self, data: Json) -> Record:
        kind, origin, row, values = data
        pairs = zip(self._keys[kind], map(self._value, values), strict=True)
        place = None if origin is None else self._origin(self._origins[origin], row)
        return make_record(self._kinds[kind], dict(pairs), place)

    def _origin(self, shared: Sequence[Json], row: int | None) -> Origin:
        file, table, layout, sha256, cells = shared
        return Origin(self._name(file) or "", table, row, layout, self._cells[cells], sha256)

    def _issue(self, data: Json) -> Issue:
        code, message, severity, (file, *inside), field, rule, remedy, seen, effect = data
        return Issue(
            code,
            message,
            Severity(severity),
            Place(self._name(file), *inside),
            field,
            rule,
            remedy,
            seen,
            Effect(effect),
        )

    def _name(self, file: str | int | None) -> str | None:
        return self._file if file == _OWN_FILE else None if file is None else str(file)

    def _value(self, data: Json) -> FieldValue:
        if isinstance(data, list):
            return tuple(map(self._value, data))
        if not isinstance(data, dict):
            return data
        ((tag, inner),) = data.items()
        match tag:
            case "none":
                return NONE_OF_ITEM
            case "decimal" | "hex":
                return _loaded_number(data)
            case "vague":
                low, high, text, high_open = inner
                return Vague(_loaded_number(low), _loaded_number(high), text, high_open)
            case "unread":
                return Unread(inner)
            case "place":
                return DivisionName(*inner)
            case "period":
                return Period(*map(date.fromisoformat, inner))
            case "date":
                return date.fromisoformat(inner)
            case "row":
                return self._record(inner)
        raise ReadingFormatError(f"no value of a field is tagged {tag!r}")


def _known_kind(key: str, hash_: str, kinds: Mapping[str, RecordKind]) -> RecordKind:
    kind = kinds.get(key)
    if kind is None:
        raise ReadingFormatError(f"the reading has records of the unknown kind {key!r}")
    if kind_hash(kind) != hash_:
        raise ReadingFormatError(f"the kind {key!r} has changed since the reading was dumped")
    return kind


def _loaded_number(data: Json) -> Number | None:
    if not isinstance(data, dict):
        number: int | None = data
        return number
    ((tag, digits),) = data.items()
    return Decimal(digits) if tag == "decimal" else int(digits, 16)
