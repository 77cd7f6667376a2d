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
from types import MappingProxyType

from kejifupin.errors import KejifupinError
from kejifupin.exchange.content_hashes import kind_hash
from kejifupin.exchange.value_json import Json, dump_value, load_value
from kejifupin.forms.reading import FormReading
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.terms.issues import Effect, Issue, Issues, Severity
from kejifupin.terms.origins import Origin, Place

FORMAT = 1
_OWN_FILE = 0


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
        return _Load(content, kinds, file).reading()
    except ReadingFormatError:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
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
        values = [dump_value(value, self._record) for _, value in record.items()]
        origin = record.origin
        if origin is None:
            return [kind, None, None, values]
        place = (
            self._name(origin.file),
            origin.table,
            origin.layout,
            origin.sha256,
            self._cells_of(origin),
            *(() if origin.passage is None else (origin.passage,)),
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


class _Load:
    """One reading on its way in."""

    def __init__(self, content: Json, kinds: Mapping[str, RecordKind], file: str | None) -> None:
        if content["format"] != FORMAT:
            raise ReadingFormatError(f"the reading is of format {content['format']}, not {FORMAT}")
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
        loaded = [load_value(each, self._record) for each in values]
        place = None if origin is None else self._origin(self._origins[origin], row)
        return make_record(
            self._kinds[kind], dict(zip(self._keys[kind], loaded, strict=True)), place
        )

    def _origin(self, shared: Sequence[Json], row: int | None) -> Origin:
        file, table, layout, sha256, cells, *passage = shared
        name = self._name(file) or ""
        return Origin(name, table, row, layout, self._cells[cells], sha256, *passage)

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


def _known_kind(key: str, hash_: str, kinds: Mapping[str, RecordKind]) -> RecordKind:
    kind = kinds.get(key)
    if kind is None:
        raise ReadingFormatError(f"the reading has records of the unknown kind {key!r}")
    if kind_hash(kind) != hash_:
        raise ReadingFormatError(f"the kind {key!r} has changed since the reading was dumped")
    return kind
