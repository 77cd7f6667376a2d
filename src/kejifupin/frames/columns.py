"""Which column of a table holds which field of a kind of record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.errors import FrameProblem
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.text import label_key, nearest

RECORD_ID, PARENT_ID = "record_id", "parent_id"
"""Columns that lead the rows of a growing table to the record that they stand in."""
SOURCES = (
    "source_file",
    "source_table",
    "source_row",
    "source_layout",
    "source_cells",
    "source_sha256",
    "source_passage",
)
"""Columns that say where a record was read; ``source_cells`` is JSON, field key → address."""
HIGH, STATE, TEXT = "__high", "__state", "__text"

_WHOLE = (
    nw.Int8,
    nw.Int16,
    nw.Int32,
    nw.Int64,
    nw.UInt8,
    nw.UInt16,
    nw.UInt32,
    nw.UInt64,
    nw.Int128,
)
_REAL = (nw.Float32, nw.Float64)
_WORDS = (nw.String, nw.Categorical, nw.Enum)
_DAY_TYPES = frozenset({FieldType.DATE, FieldType.WHEN, FieldType.PERIOD})


@frozen
class Column:
    """How a column holds a field, where its name alone does not say (列).

    Args:
        name: Name of the column.
        scale: How many decimal places whole numbers carry: 2 where 分 stand for 元.
        separator: What stands between several choices.
    """

    name: str
    scale: int = 0
    separator: str = "、"


@frozen
class FieldColumns:
    """The columns of one field (字段所在列).

    Args:
        field: The field.
        column: The column of its values, the least possible ones of vague numbers.
        dtype: Type of that column.
        high: The column of the greatest possible values, or of the last days.
        high_dtype: Type of that column.
        state: The column that says what else stands there, such as “-”.
        text: The column of the words as written.
        states: What the state column says anywhere, where that was asked; None for anything.
    """

    field: Field
    column: Column
    dtype: Any
    high: str | None = None
    high_dtype: Any = None
    state: str | None = None
    text: str | None = None
    states: frozenset[str] | None = None

    def may_say(self, *states: str) -> bool:
        """Whether the state column may say one of these somewhere."""
        return self.state is not None and (
            self.states is None or not self.states.isdisjoint(states)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Every column of it."""
        found = (self.column.name, self.high, self.state, self.text)
        return tuple(name for name in found if name is not None)

    @property
    def is_real(self) -> bool:
        """Whether its numbers are floating, so that declared decimals must make them exact."""
        return self.dtype in _REAL or self.high_dtype in _REAL


@frozen
class KindColumns:
    """The columns of one table (数据表各列).

    Args:
        kind: The kind of record that its rows are.
        fields: Field key → its columns, for the fields that the table has.
        others: Columns that say which record a row is or belongs to, and where it was read.
        all: Every column of the table.
    """

    kind: RecordKind
    fields: Mapping[str, FieldColumns]
    others: tuple[str, ...] = ()
    all: tuple[str, ...] = attrs.field(default=(), repr=False)

    def missing(self, keys: Iterable[str]) -> Iterator[FrameProblem]:
        """A problem for every field that the table does not have."""
        for key in dict.fromkeys(keys):
            if key not in self.fields:
                field = self.kind.field(key)
                close = nearest(key, self.all) or nearest(field.label, self.all)
                yield FrameProblem(
                    self.kind.key,
                    f"no column for the field {key!r} ({field.label})",
                    field=key,
                    nearest=close,
                )


Mapped = Mapping[str, str | Column]
"""Field key → the column that holds it."""


def read_columns(
    kind: RecordKind, schema: Mapping[str, Any], mapped: Mapped
) -> tuple[KindColumns, tuple[FrameProblem, ...]]:
    """Which columns hold which fields, and what is wrong with them.

    A field is held by the column that the mapping names, else by the one named like its key, else
    by the one named like its label.

    Args:
        kind: The kind of record that the rows are.
        schema: Column → type.
        mapped: Field key → column, where neither key nor label names it.
    """
    problems: list[FrameProblem] = []
    for key in mapped:
        if key not in kind:
            keys = [each.key for each in kind.fields]
            message = f"the mapping names the unknown field {key!r}"
            problems.append(FrameProblem(kind.key, message, key, nearest=nearest(key, keys)))
    labels: dict[str, list[str]] = {}
    for name in schema:
        labels.setdefault(label_key(name), []).append(name)
    fields: dict[str, FieldColumns] = {}
    for field in kind.fields:
        if field.type is FieldType.ROWS:
            continue
        column, problem = _column(kind, field, schema, mapped, labels)
        if problem is not None:
            problems.append(problem)
        if column is None:
            continue
        found = _with_further(field, column, schema)
        fields[field.key] = found
        problems.extend(_type_problems(kind, found, schema))
    others = tuple(name for name in (RECORD_ID, PARENT_ID, *SOURCES) if name in schema)
    return KindColumns(kind, fields, others, tuple(schema)), tuple(problems)


def _column(
    kind: RecordKind,
    field: Field,
    schema: Mapping[str, Any],
    mapped: Mapped,
    labels: Mapping[str, list[str]],
) -> tuple[Column | None, FrameProblem | None]:
    if field.key in mapped:
        given = mapped[field.key]
        column = Column(given) if isinstance(given, str) else given
        if column.name in schema:
            return column, None
        message = f"no column {column.name!r}, which the mapping names for {field.key!r}"
        close = nearest(column.name, schema)
        return None, FrameProblem(kind.key, message, field.key, column.name, close)
    if field.key in schema:
        return Column(field.key), None
    named = labels.get(label_key(field.label), [])
    if len(named) > 1:
        message = f"columns {', '.join(map(repr, named))} may each be {field.key!r}: map one"
        return None, FrameProblem(kind.key, message, field.key, nearest=tuple(named))
    return (Column(named[0]) if named else None), None


def _with_further(field: Field, column: Column, schema: Mapping[str, Any]) -> FieldColumns:
    def further(suffix: str) -> str | None:
        names = (f"{column.name}{suffix}", f"{field.key}{suffix}")
        return next((name for name in names if name in schema), None)

    high = further(HIGH)
    return FieldColumns(
        field,
        column,
        schema[column.name],
        high,
        schema[high] if high is not None else None,
        further(STATE),
        further(TEXT),
    )


def _type_problems(
    kind: RecordKind, found: FieldColumns, schema: Mapping[str, Any]
) -> Iterator[FrameProblem]:
    field, column = found.field, found.column
    for name in (column.name, found.high):
        if name is not None and not _fits(field.type, schema[name]):
            wanted = _WANTED.get(field.type, "text")
            yield FrameProblem(
                kind.key,
                f"column {name!r} holds {schema[name]}, and {field.key!r} is {wanted}",
                field.key,
                name,
            )
    for name in (found.state, found.text):
        if name is not None and not (schema[name] in _WORDS or _is_empty(schema[name])):
            message = f"column {name!r} holds {schema[name]} and not text"
            yield FrameProblem(kind.key, message, field.key, name)
    if column.scale and schema[column.name] not in _WHOLE:
        message = f"column {column.name!r} has a scale, and holds no whole numbers"
        yield FrameProblem(kind.key, message, field.key, column.name)
    if field.type is FieldType.CHOICES and any(column.separator in c for c in field.choices):
        message = f"a choice of {field.key!r} contains the separator {column.separator!r}"
        yield FrameProblem(kind.key, message, field.key, column.name)


_WANTED = {
    FieldType.NUMBER: "a number",
    FieldType.DATE: "a date",
    FieldType.WHEN: "a date",
    FieldType.PERIOD: "a date",
    FieldType.CHOICES: "a text or a list of texts",
    FieldType.DIVISION: "a code or a name",
}


def _fits(kind: FieldType, dtype: Any) -> bool:
    if _is_empty(dtype):
        return True
    if kind is FieldType.NUMBER:
        return dtype in _WHOLE or dtype in _REAL or dtype == nw.Decimal
    if kind in _DAY_TYPES:
        return dtype == nw.Date or (dtype == nw.Datetime and dtype.time_zone is None)
    if kind is FieldType.CHOICES:
        return dtype in _WORDS or (dtype == nw.List and dtype.inner in _WORDS)
    return dtype in _WORDS or (kind is not FieldType.CHOICE and dtype in _WHOLE)


def _is_empty(dtype: Any) -> bool:
    """Whether a column never held anything, so that its library gave it no type."""
    return bool(dtype == nw.Unknown)
