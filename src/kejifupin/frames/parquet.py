"""Records into Parquet files as they come, in the columns of `records_to_frames`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, field

from kejifupin.frames.columns import HIGH, PARENT_ID, RECORD_ID, SOURCES, STATE, TEXT
from kejifupin.frames.records import field_columns, source_columns
from kejifupin.frames.tables import decimal_size, fit_decimal
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.terms.disclosure import CLOSED, Disclosure

SUFFIX = ".parquet"
ROWS = 10_000
"""How many records are held back for one row group."""

_PART = ".part"
_DAYS = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)
_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")


class ParquetFolder:
    """A folder that takes records, a file for each kind, those of rows included (记录文件夹).

    What came so far lies in files of its own. `finish` puts all in place at once: whoever looks
    finds the files of the last run that came to its end, or those of this one. Memory holds the
    records of one row group for each kind. Leaving it unfinished leaves nothing behind.

    Args:
        path: The folder; it is made where it is not there and anything is written.
        kinds: The kinds of record that may come; a file of one that does not is taken away.
        disclosure: The personal fields that are shown in clear.
    """

    def __init__(
        self,
        path: Path | str,
        kinds: Iterable[RecordKind],
        *,
        disclosure: Disclosure = CLOSED,
    ) -> None:
        self.path = Path(path)
        self._kinds = tuple(kinds)
        self._disclosure = disclosure
        self._files: dict[str, _KindFile] = {}
        self._held: dict[RecordKind, list[Record]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write(self, records: Iterable[Record]) -> None:
        """Take records, of any kinds, in the order in which they are to stand.

        Raises:
            FrameError: A value fits no column.
        """
        for record in records:
            held = self._held.setdefault(record.kind, [])
            held.append(record)
            if len(held) >= ROWS:
                self._flush(record.kind)

    def finish(self) -> Mapping[str, int]:
        """Put the files in place.

        Returns:
            Kind key → how many records its file holds.

        Raises:
            FrameError: A value fits no column.
        """
        for kind in tuple(self._held):
            self._flush(kind)
        made = {key: file.finish() for key, file in self._files.items()}
        names = (each.key for kind in self._kinds for each in (kind, *kind.row_kinds))
        for key in names:
            if key not in made:
                (self.path / f"{key}{SUFFIX}").unlink(missing_ok=True)
        for file in self._files.values():
            file.put_in_place()
        self.close()
        for left in self.path.glob(f".*{_PART}"):
            # Of a run that was killed.
            left.unlink(missing_ok=True)
        return made

    def close(self) -> None:
        """Let go of everything that is not in place."""
        for file in self._files.values():
            file.close()
        self._files.clear()
        self._held.clear()

    def _flush(self, kind: RecordKind) -> None:
        records = self._held.pop(kind, [])
        if not records:
            return
        top = self._file(kind)
        first = top.count
        top.add(records)
        for row_kind in kind.row_kinds:
            key = row_kind.key.removeprefix(f"{kind.key}.")
            pairs = [(first + at, row) for at, each in enumerate(records) for row in each.rows(key)]
            if pairs:
                self._file(row_kind).add([row for _, row in pairs], [at for at, _ in pairs])

    def _file(self, kind: RecordKind) -> _KindFile:
        if kind.key not in self._files:
            self.path.mkdir(parents=True, exist_ok=True)
            self._files[kind.key] = _KindFile(kind, self.path, self._disclosure)
        return self._files[kind.key]


@define
class _Seen:
    """What stood in a column so far, which decides its type."""

    any: bool = False
    decimal: bool = False
    whole: int = 1
    places: int = 0

    def look(self, values: Iterable[Any]) -> None:
        for each in values:
            if each is None:
                continue
            self.any = True
            if isinstance(each, Decimal):
                self.decimal = True
                exponent = each.as_tuple().exponent
                self.places = max(self.places, -exponent if isinstance(exponent, int) else 0)
                self.whole = max(self.whole, each.adjusted() + 1 if each else 1)
            elif isinstance(each, int):
                self.whole = max(self.whole, len(str(abs(each))))
                self.decimal = self.decimal or abs(each) >= 2**63


@define(eq=False)
class _KindFile:
    """The records of one kind on their way into a file."""

    kind: RecordKind
    folder: Path
    disclosure: Disclosure
    count: int = field(default=0, init=False)
    _seen: dict[str, _Seen] = field(factory=dict, init=False)
    _writer: Any = field(default=None, init=False)

    @property
    def target(self) -> Path:
        return self.folder / f"{self.kind.key}{SUFFIX}"

    @property
    def _stage(self) -> Path:
        return self.folder / f".{self.kind.key}-{os.getpid()}{_PART}"

    @property
    def _whole(self) -> Path:
        return self._stage.with_suffix(f"{SUFFIX}{_PART}")

    def add(self, records: Sequence[Record], parents: Sequence[int] | None = None) -> None:
        """Write records to the stage, every column that may be needed among them."""
        schema = self._schema()
        found: dict[str, Sequence[Any]] = {
            RECORD_ID: range(self.count, self.count + len(records)),
        }
        if parents is not None:
            found[PARENT_ID] = parents
        for each in self.kind.fields:
            found |= field_columns(each, records, self.kind, self.disclosure)
        found |= source_columns(records)
        arrays = []
        for column in schema:
            values = found.get(column.name, (None,) * len(records))
            seen = self._seen.setdefault(column.name, _Seen())
            seen.look(values)
            if column.metadata:
                values = [None if each is None else f"{each:f}" for each in map(_exact, values)]
            arrays.append(pa.array(values, column.type))
        if self._writer is None:
            self._writer = pa.ipc.new_file(str(self._stage), schema, options=_OPTIONS)
        self._writer.write_batch(pa.record_batch(arrays, schema=schema))
        self.count += len(records)

    def finish(self) -> int:
        """Write the file in full, each column with the type that its values need."""
        self._writer.close()
        kept = [(each.name, self._type(each)) for each in self._schema() if self._keeps(each.name)]
        schema = pa.schema(kept)
        with (
            pa.memory_map(str(self._stage)) as source,
            pq.ParquetWriter(str(self._whole), schema) as writer,
        ):
            staged = pa.ipc.open_file(source)
            for number in range(staged.num_record_batches):
                batch = staged.get_batch(number)
                arrays = [self._cast(batch.column(name), name, kind) for name, kind in kept]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
        return self.count

    def put_in_place(self) -> None:
        os.replace(self._whole, self.target)  # noqa: PTH105 - on Windows too it takes the place

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        for each in (self._stage, self._whole):
            each.unlink(missing_ok=True)

    def _cast(self, staged: Any, name: str, kind: Any) -> Any:
        if pa.types.is_decimal(kind) and self._seen[name].places > kind.scale:
            # Quotients, which no column holds to their end.
            rounded = (
                each and fit_decimal(Decimal(each), kind.scale) for each in staged.to_pylist()
            )
            return pa.array(rounded, kind)
        return staged.cast(kind)

    def _schema(self) -> Any:
        names = [RECORD_ID, *((PARENT_ID,) if self.kind.parent else ())]
        columns = [pa.field(name, pa.int64()) for name in names]
        for each in self.kind.fields:
            columns.extend(_staged(each))
        sources = ((name, pa.int64() if name == "source_row" else pa.string()) for name in SOURCES)
        return pa.schema([*columns, *(pa.field(*each) for each in sources)])

    def _keeps(self, name: str) -> bool:
        fixed = {RECORD_ID, PARENT_ID, *(each.key for each in self.kind.fields)}
        return name in fixed or self._seen[name].any

    def _type(self, column: Any) -> Any:
        if not column.metadata:
            return column.type
        seen = self._seen[column.name]
        if not seen.decimal:
            return pa.int64()
        return pa.decimal128(*decimal_size(column.name, seen.whole, seen.places))


def _exact(number: Any) -> Any:
    return Decimal(number) if isinstance(number, int) else number


def _staged(spec: Field) -> Iterator[Any]:
    """The columns of a field before it is known which of them are needed, and how wide."""
    number, day = spec.type is FieldType.NUMBER, spec.type in _DAYS
    main = pa.date32() if day else pa.int64() if spec.type is FieldType.ROWS else pa.string()
    marks = {"number": "1"} if number else None
    yield pa.field(spec.key, main, metadata=marks)
    yield pa.field(f"{spec.key}{HIGH}", main, metadata=marks)
    yield pa.field(f"{spec.key}{STATE}", pa.string())
    yield pa.field(f"{spec.key}{TEXT}", pa.string())
