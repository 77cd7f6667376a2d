"""Records as one sequence that filters and shows itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, SupportsIndex, overload

from kejifupin.errors import KejifupinError
from kejifupin.records.fields import FieldType
from kejifupin.records.homes import division_field
from kejifupin.records.identities import record_name
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.showing import field_text, field_title
from kejifupin.records.values import is_reported
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.shown import Disclosing, tables_stage
from kejifupin.terms.views import Cell, Table, View


class SeveralKindsError(KejifupinError, ValueError):
    """Records of several kinds, which have no columns in common.

    Args:
        kinds: Keys of the kinds.
    """

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds
        super().__init__(
            f"records of {len(kinds)} kinds ({', '.join(kinds)}) are no single table: "
            "take one with .where(kind=…), or all with .to_frames(…)"
        )

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.kinds,)


class Records(Disclosing, tuple[Record, ...]):
    """Records in the order in which they were read (记录清单).

    A tuple that filters, shows itself without personal data, and goes into a table.

    Args:
        items: The records.
    """

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Records: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Record | Records:
        found = super().__getitem__(index)
        return Records(found) if isinstance(index, slice) else found  # type: ignore[arg-type,return-value]

    @property
    def kinds(self) -> tuple[RecordKind, ...]:
        """Their kinds, each once, in the order met."""
        return tuple(dict.fromkeys(each.kind for each in self))

    def where(
        self,
        *,
        kind: str | None = None,
        file: str | None = None,
        keep: Callable[[Record], bool] | None = None,
    ) -> Records:
        """The records that fit every condition given.

        Args:
            kind: Key of their kind.
            file: The file that they were read from.
            keep: Only those for which this holds.
        """
        return Records(
            each
            for each in self
            if kind in (None, each.kind.key)
            and (file is None or (each.origin is not None and each.origin.file == file))
            and (keep is None or keep(each))
        )

    def columns(self, disclosure: Disclosure = CLOSED) -> Mapping[str, tuple[object, ...]]:
        """Records of one kind as columns, as `kejifupin.frames.records_to_frame` has them.

        Args:
            disclosure: Which personal values are shown in clear; others count as not readable.

        Raises:
            SeveralKindsError: They are of several kinds.
            MissingLibraryError: What tables stand on is not installed.
        """
        kind = self._kind()
        if kind is None:
            return {}
        found = tables_stage().record_columns(self, kind, disclosure=disclosure)
        return {each.name: tuple(each.values) for each in found}

    def to_frame(self, backend: str, *, disclosure: Disclosure = CLOSED) -> Any:
        """Records of one kind as a table of a library.

        Args:
            backend: ``polars``, ``pandas``, ``pyarrow``, ``duckdb`` or ``pyspark``.
            disclosure: Which personal values are shown in clear; others count as not readable.

        Raises:
            UnknownNameError: No such library.
            MissingLibraryError: It is not installed.
            SeveralKindsError: They are of several kinds.
        """
        kind, stage = self._kind(), tables_stage()
        if kind is None:
            return stage.to_frame({}, backend)
        return stage.records_to_frame(self, kind, backend, disclosure=disclosure)

    def to_frames(self, backend: str, *, disclosure: Disclosure = CLOSED) -> Mapping[str, Any]:
        """Records as tables, one for each kind, those of growing tables included.

        Args:
            backend: As for `to_frame`.
            disclosure: As for `to_frame`.

        Returns:
            Key of a kind → its table.
        """
        found: Mapping[str, Any] = tables_stage().records_to_frames(
            self, backend, disclosure=disclosure
        )
        return found

    def view(self) -> View:
        """The records with how many of each kind there are; of one kind with their fields."""
        kinds = self.kinds
        counts = dict.fromkeys((each.key for each in kinds), 0)
        for each in self:
            counts[each.kind.key] += 1
        if len(kinds) == 1:
            return View(f"{kinds[0].label}共{len(self)}份", tables=(self._of_kind(kinds[0]),))
        told = "，".join(f"{each.label}{counts[each.key]}份" for each in kinds)
        header = ("记录类型", "地区", "来源", "已填", "共有")
        table = Table(header, self, _cells, ("已填", "共有"))
        return View(f"记录共{len(self)}份" + (f"（{told}）" if told else ""), tables=(table,))

    def _kind(self) -> RecordKind | None:
        kinds = self.kinds
        if len(kinds) > 1:
            raise SeveralKindsError(tuple(each.key for each in kinds))
        return kinds[0] if kinds else None

    def _of_kind(self, kind: RecordKind) -> Table:
        titles = _titles(kind)
        numbers = (
            title
            for title, each in zip(titles, kind.fields, strict=True)
            if each.type in (FieldType.NUMBER, FieldType.ROWS)
        )

        def cells(record: Record) -> tuple[Cell, ...]:
            own = (field_text(record.get(each.key), each, kind) for each in kind.fields)
            return (*own, record_name(record))

        return Table((*titles, "来源"), self, cells, tuple(numbers))


def _titles(kind: RecordKind) -> tuple[str, ...]:
    """Names of the fields as columns; one that stands twice is told by its key as well."""
    titles = [field_title(each) for each in kind.fields]
    return tuple(
        f"{title} {each.key}" if titles.count(title) > 1 else title
        for title, each in zip(titles, kind.fields, strict=True)
    )


def _cells(record: Record) -> tuple[Cell, ...]:
    key = division_field(record)
    place = field_text(record.get(key), record.kind.field(key), record.kind) if key else ""
    filled = sum(is_reported(value) for _, value in record.items())
    return (
        record.kind.label,
        place,
        record_name(record),
        str(filled),
        str(len(record.kind.fields)),
    )
