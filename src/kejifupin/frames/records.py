"""Records as tables and back, with units, choices, blanks and sources kept."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from kejifupin.errors import UnknownNameError
from kejifupin.frames.columns import HIGH, PARENT_ID, RECORD_ID, SOURCES, STATE, TEXT
from kejifupin.frames.tables import Typed, table_of, typed
from kejifupin.frames.values import (
    AT_LEAST,
    AT_MOST,
    BELOW,
    EMPTY,
    NONE,
    UNDER,
    UNREAD,
    WORDS,
)
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.disclosure import CLOSED, MASK, Disclosure
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

_DEFAULTS = {
    FieldType.NUMBER: "whole",
    FieldType.DATE: "day",
    FieldType.WHEN: "day",
    FieldType.PERIOD: "day",
    FieldType.ROWS: "whole",
}
_SEPARATOR = "、"
_MASKED = Unread(MASK)


def records_to_frame(
    records: Iterable[Record],
    kind: RecordKind,
    backend: str,
    *,
    disclosure: Disclosure = CLOSED,
) -> Any:
    """Records of one kind as a table; its growing tables are left to `records_to_frames`.

    Args:
        records: The records, all of that kind.
        kind: Their kind.
        backend: ``polars``, ``pandas``, ``pyarrow``, ``duckdb`` or ``pyspark``.
        disclosure: The personal fields that are shown in clear; what is masked counts as not
            readable.

    Returns:
        One row for each record, one column ``x`` for each field, ``x__high``, ``x__state`` and
        ``x__text`` only where a value needs them, and ``source_*`` where an origin is known.

    Raises:
        UnknownNameError: A record is of another kind, or there is no such backend.
        MissingLibraryError: The backend is not installed.
    """
    found = tuple(records)
    other = next((each for each in found if each.kind.key != kind.key), None)
    if other is not None:
        raise UnknownNameError("record of kind", other.kind.key, (kind.key,))
    return table_of(record_columns(found, kind, disclosure=disclosure), backend)


def records_to_frames(
    records: Iterable[Record],
    backend: str,
    kinds: Iterable[RecordKind] = (),
    *,
    disclosure: Disclosure = CLOSED,
) -> Mapping[str, Any]:
    """Records as tables, one for each kind, those of growing tables included.

    Args:
        records: Records of any kinds.
        backend: ``polars``, ``pandas``, ``pyarrow``, ``duckdb`` or ``pyspark``.
        kinds: Kinds that get a table even if there is no record of them.
        disclosure: The personal fields that are shown in clear, as for `records_to_frame`.

    Returns:
        Kind key → table. ``record_id`` and ``parent_id`` lead a row to the record it stands in.
    """
    tops: dict[RecordKind, list[Record]] = {kind: [] for kind in kinds}
    for record in records:
        tops.setdefault(record.kind, []).append(record)
    found: dict[str, Any] = {}
    for kind, group in tops.items():
        ids: dict[str, Iterable[int]] = {RECORD_ID: range(len(group))}
        columns = record_columns(group, kind, ids, disclosure=disclosure)
        found[kind.key] = table_of(columns, backend)
        for row_kind in kind.row_kinds:
            key = row_kind.key.removeprefix(f"{kind.key}.")
            rows = [(number, row) for number, each in enumerate(group) for row in each.rows(key)]
            ids = {RECORD_ID: range(len(rows)), PARENT_ID: [number for number, _ in rows]}
            found[row_kind.key] = table_of(
                record_columns([row for _, row in rows], row_kind, ids, disclosure=disclosure),
                backend,
            )
    return found


def record_columns(
    records: Sequence[Record],
    kind: RecordKind,
    ids: Mapping[str, Iterable[int]] = MappingProxyType({}),
    *,
    disclosure: Disclosure,
) -> tuple[Typed, ...]:
    """Records of one kind as columns with their types.

    Args:
        records: The records, all of that kind.
        kind: Their kind.
        ids: Columns of numbers that come first.
        disclosure: The personal fields that are shown in clear.
    """
    columns = [typed(name, values, default="whole") for name, values in ids.items()]
    for field in kind.fields:
        for name, values in field_columns(field, records, kind, disclosure).items():
            if name == field.key:
                columns.append(typed(name, values, default=_DEFAULTS.get(field.type, "text")))
            elif _holds_any(values):
                columns.append(typed(name, values))
    sources = source_columns(records)
    columns.extend(typed(name, values) for name, values in sources.items() if _holds_any(values))
    return tuple(columns)


def field_columns(
    field: Field, records: Sequence[Record], kind: RecordKind, disclosure: Disclosure
) -> dict[str, Sequence[Any]]:
    """What stands in the columns of a field: its own, ``__high``, ``__state``, ``__text``.

    Args:
        field: The field.
        records: Records of one kind.
        kind: Their kind.
        disclosure: The personal fields that are shown in clear.
    """
    found = [each.get(field.key) for each in records]
    if not disclosure.allows(field.key, field.privacy, kind.key):
        found = [value if value in (None, ()) else _MASKED for value in found]
    parts = list(zip(*(_parts(field, value) for value in found), strict=True)) or ((),) * 4
    names = (field.key, *(f"{field.key}{end}" for end in (HIGH, STATE, TEXT)))
    return dict(zip(names, parts, strict=True))


def _holds_any(values: Iterable[Any]) -> bool:
    return any(each is not None for each in values)


def _parts(field: Field, value: FieldValue) -> tuple[Any, Any, str | None, str | None]:
    """What stands in the columns of a field: value, high end, state, words."""
    if value is None:
        return None, None, None, None
    if value is NONE_OF_ITEM:
        return None, None, NONE, None
    match value:
        case Unread(text):
            return None, None, UNREAD, text
        case Vague():
            return value.low, value.high, _vague_state(value), value.text
        case DivisionName(text, code):
            return code, None, None, None if text == code else text
        case Period():
            return value.start, value.end, None, None
        case str() if field.type in (FieldType.WHEN, FieldType.DATE, FieldType.PERIOD):
            return None, None, WORDS, value
        case tuple() if field.type is FieldType.ROWS:
            return len(value), None, None, None
        case ():
            return None, None, EMPTY, None
        case tuple():
            return _SEPARATOR.join(map(str, value)), None, None, None
        case int() | Decimal() | date() | str():
            return value, None, None, None
    raise TypeError(f"a {type(value).__name__} is no value of a field")


def _vague_state(value: Vague) -> str | None:
    if value.high is None:
        return AT_LEAST
    if value.low is None:
        return UNDER if value.high_open else AT_MOST
    return BELOW if value.high_open else None


def source_columns(records: Sequence[Record]) -> dict[str, Sequence[Any]]:
    """What stands in the columns that say where records were read.

    Args:
        records: Records of one kind.
    """
    origins = [each.origin for each in records]
    made: dict[int, str] = {}

    def cells(found: Mapping[str, str]) -> str | None:
        if id(found) not in made:
            made[id(found)] = json.dumps(dict(found), ensure_ascii=False)
        return made[id(found)] if found else None

    values: dict[str, list[object]] = defaultdict(list)
    for origin in origins:
        for name in SOURCES:
            part = None if origin is None else getattr(origin, name.removeprefix("source_"))
            values[name].append(cells(part) if name == "source_cells" and part else part or None)
    return {name: values[name] for name in SOURCES}
