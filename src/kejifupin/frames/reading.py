"""Tables as records: what stands in their columns, as values of fields."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.columns import (
    PARENT_ID,
    RECORD_ID,
    FieldColumns,
    KindColumns,
    Mapped,
    read_columns,
)
from kejifupin.frames.engines import Table
from kejifupin.frames.errors import FrameError
from kejifupin.frames.homes import Homes
from kejifupin.frames.values import (
    AT_LEAST,
    AT_MOST,
    BELOW,
    DECIMAL_REAL,
    EMPTY,
    EXACT_REAL,
    LARGEST,
    NONE,
    UNDER,
    WIDE,
    WORDS,
)
from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.arithmetic import Number, format_number, plain, to_number
from kejifupin.terms.origins import Origin
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

_DAY_TYPES = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)
Row = Mapping[str, Any]


@define(eq=False)
class RecordMaker:
    """Makes records of the rows of a table (读表).

    Args:
        columns: The columns of the table.
        homes: What the entries of division columns stand for.
    """

    columns: KindColumns
    homes: Homes
    _cells: dict[str, Mapping[str, str]] = field(factory=dict, init=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that a record is made from."""
        held = (name for each in self.columns.fields.values() for name in each.names)
        rows = (each for each in self._row_counts())
        return tuple(dict.fromkeys((*held, *rows, *self.columns.others)))

    def _row_counts(self) -> Iterator[str]:
        for each in self.columns.kind.fields:
            if each.type is FieldType.ROWS and each.key in self.columns.all:
                yield each.key

    def record(self, row: Row, rows: Mapping[str, tuple[Record, ...]] | None = None) -> Record:
        """The record that a row stands for.

        Args:
            row: Column → what stands there.
            rows: Field key → the rows of a growing table in it.
        """
        values = {key: self.value(held, row) for key, held in self.columns.fields.items()}
        for each in self.columns.kind.fields:
            if each.type is FieldType.ROWS:
                found = (rows or {}).get(each.key, ())
                values[each.key] = found if found or row.get(each.key) == 0 else None
        return make_record(self.columns.kind, values, self._origin(row))

    def value(self, held: FieldColumns, row: Row) -> FieldValue:
        """The value of a field in a row."""
        raw = row[held.column.name]
        text = row[held.text] if held.text is not None else None
        state = row[held.state] if held.state is not None else None
        if held.field.type is FieldType.DIVISION and not state:
            return self._division(raw, text)
        if state == NONE:
            return NONE_OF_ITEM
        if state == EMPTY:
            return ()
        if state == WORDS and held.field.type in _DAY_TYPES and text is not None:
            return str(text)
        high = row[held.high] if held.high is not None else None
        if held.field.type is FieldType.NUMBER:
            return _number(held, (raw, high), state or None, text)
        if state:
            return Unread(str(text or ""))
        if held.field.type in _DAY_TYPES:
            return _days(raw, high)
        if raw is None or raw == "":
            return None
        if held.field.type is FieldType.CHOICES:
            labels = raw.split(held.column.separator) if isinstance(raw, str) else raw
            return tuple(labels) or None
        return str(raw)

    def _division(self, raw: Any, text: str | None) -> DivisionName | None:
        if raw is None or raw == "":
            return None if text is None else DivisionName(text)
        return DivisionName(text or str(raw), self.homes.code(raw))

    def _origin(self, row: Row) -> Origin | None:
        file = row.get("source_file")
        if file is None:
            return None
        told = row.get("source_cells") or "{}"
        if told not in self._cells:
            self._cells[told] = json.loads(told)
        number = row.get("source_row")
        return Origin(
            file,
            row.get("source_table"),
            None if number is None else int(number),
            row.get("source_layout"),
            self._cells[told],
            row.get("source_sha256"),
            row.get("source_passage"),
        )


def _number(
    held: FieldColumns, ends: tuple[Any, Any], state: str | None, text: str | None
) -> FieldValue:
    raw, high = ends
    numbers = [_exact(held, end) for end in (raw, high)]
    if any(isinstance(each, Unread) for each in numbers):
        return next(each for each in numbers if isinstance(each, Unread))
    low, top = (each if isinstance(each, int | Decimal) else None for each in numbers)
    if state is None:
        if low is None:
            return None if top is None else Unread(text or "")
        if top is None or (top == low and text is None):
            return low
        return Unread(text or "") if top < low else _vague(low, top, text)
    if state == AT_LEAST and low is not None:
        return _vague(low, None, text)
    if state in (AT_MOST, UNDER) and top is not None:
        return _vague(None, top, text, high_open=state == UNDER)
    if state == BELOW and low is not None and top is not None and low < top:
        return _vague(low, top, text, high_open=True)
    return Unread(text or "")


def _vague(
    low: Number | None, high: Number | None, text: str | None, *, high_open: bool = False
) -> Vague:
    words = "-".join("" if end is None else format_number(end) for end in (low, high))
    return Vague(low, high, text or words, high_open=high_open)


def _exact(held: FieldColumns, raw: Any) -> Number | Unread | None:
    if raw is None:
        return None
    if isinstance(raw, float):
        return _from_real(raw, held.field.decimals)
    if held.dtype in WIDE and abs(raw) > LARGEST:
        return Unread(str(raw))
    scale = held.column.scale
    return plain(raw) if not scale else to_number(Fraction(raw) / 10**scale)


def _from_real(raw: float, decimals: int) -> Number | Unread | None:
    """A floating number as the decimal it stands for, just as queries take it."""
    if raw != raw:
        return None
    scaled = raw * 10**decimals
    limit = DECIMAL_REAL if decimals else EXACT_REAL
    if not abs(scaled) <= limit:
        return Unread(repr(raw))
    off = abs(scaled - round(scaled))
    if off > (abs(scaled) * 1e-15 + 1e-9 if decimals else 0.0):
        return Unread(repr(raw))
    return to_number(Fraction(round(scaled), 10**decimals))


def _days(raw: Any, high: Any) -> FieldValue:
    start, end = (each.date() if isinstance(each, datetime) else each for each in (raw, high))
    if start is None:
        return None if end is None else Unread("")
    if end is None or not isinstance(start, date):
        return start
    return Period(start, end) if start <= end else Unread("")


def rows_of(found: nw.DataFrame[Any]) -> Iterator[Row]:
    """The rows of a table in memory, a slice at a time."""
    names = found.columns
    for start in range(0, len(found), 4096):
        part = found[start : start + 4096]
        columns = [part.get_column(name).to_list() for name in names]
        for values in zip(*columns, strict=True):
            yield dict(zip(names, values, strict=True))


def records_from_frame(
    table: Any, kind: RecordKind, setting: Setting, *, columns: Mapped | None = None
) -> tuple[Record, ...]:
    """The rows of a table as records of a kind.

    Args:
        table: A table of polars, pandas, pyarrow, DuckDB or PySpark.
        kind: The kind that its rows are.
        setting: The programme and its day, for the names of divisions.
        columns: Field key → column, where neither key nor label names it.

    Returns:
        One record for each row, in the order of ``record_id`` where the table has it. A field
        without a column is not reported.

    Raises:
        FrameError: Columns hold something else; all problems at once.
        EngineError: The table belongs to a library that is not supported.
    """
    return tuple(record for record, _ in _read(table, kind, setting, columns or {}))


def records_from_frames(
    tables: Mapping[str, Any],
    setting: Setting,
    *,
    columns: Mapping[str, Mapped] | None = None,
) -> tuple[Record, ...]:
    """The rows of several tables as records, with the rows of growing tables in them.

    Args:
        tables: Kind key → table, as `records_to_frames` gives them.
        setting: The programme and its day; it knows the kinds.
        columns: Kind key → field key → column, where neither key nor label names it.

    Raises:
        FrameError: Columns hold something else; all problems at once.
    """
    mapped = columns or {}
    below: dict[str, dict[Any, dict[str, list[Record]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    kinds = [setting.kind(key) for key in tables]
    for kind in kinds:
        if kind.parent is not None:
            key = kind.key.removeprefix(f"{kind.parent}.")
            for record, row in _read(tables[kind.key], kind, setting, mapped.get(kind.key, {})):
                below[kind.parent][row.get(PARENT_ID)][key].append(record)
    found: list[Record] = []
    for kind in kinds:
        if kind.parent is None:
            rows = below[kind.key]
            found.extend(
                record
                for record, _ in _read(
                    tables[kind.key], kind, setting, mapped.get(kind.key, {}), rows
                )
            )
    return tuple(found)


def _read(
    native: Any,
    kind: RecordKind,
    setting: Setting,
    mapped: Mapped,
    below: Mapping[Any, Mapping[str, Iterable[Record]]] | None = None,
) -> Iterator[tuple[Record, Row]]:
    table = Table.of(native)
    columns, problems = read_columns(kind, table.schema, mapped)
    if problems:
        raise FrameError(problems)
    maker = RecordMaker(columns, Homes(setting))
    rows = rows_of(table.gather(table.scan(maker.names)))
    if RECORD_ID in columns.others:
        rows = iter(sorted(rows, key=lambda row: row[RECORD_ID]))
    for row in rows:
        inner = (below or {}).get(row.get(RECORD_ID), {})
        yield maker.record(row, {key: tuple(each) for key, each in inner.items()}), row
