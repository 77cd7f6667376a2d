"""The rows of a table as they are read: the columns that are wanted, and their home as written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.columns import KindColumns
from kejifupin.frames.engines import Frame, Table
from kejifupin.frames.errors import EngineError
from kejifupin.frames.homes import BLANK, Homes, home_fields
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting


@define(eq=False)
class Scan:
    """The rows of one kind in the making of a query (读取).

    Args:
        table: The table of the kind.
        columns: Its columns.
        homes: Where divisions stand.
        parent: The table and columns of the records that the rows stand in, for a growing table.
    """

    table: Table
    columns: KindColumns
    homes: Homes
    parent: tuple[Table, KindColumns] | None = None
    _codes: dict[str, str] = field(factory=dict, init=False, repr=False)
    _keys: dict[str, None] = field(factory=dict, init=False, repr=False)

    @property
    def kind(self) -> RecordKind:
        """The kind of the rows."""
        return self.columns.kind

    @property
    def home_kind(self) -> RecordKind:
        """The kind whose fields say where the rows stand: their own, or that of their parent."""
        return self.kind if self.parent is None else self.parent[1].kind

    @property
    def setting(self) -> Setting:
        """The programme and its day."""
        return self.homes.setting

    @property
    def raw(self) -> tuple[str, ...]:
        """The columns of the query that hold the home as written."""
        columns = self.columns if self.parent is None else self.parent[1]
        return tuple(f"_h{number}" for number in range(len(raw_home(columns))))

    def rows(self, more: Iterable[str] = ()) -> Frame:
        """The rows with their home as written.

        Args:
            more: Further columns of the table that are wanted as they are.
        """
        names = [*self._read(), *more]
        if self.parent is None:
            raw = [name for name, _ in raw_home(self.columns)]
            rows = self.table.scan([*names, *raw]).with_columns(
                *(expr.alias(f"_h{n}") for n, (_, expr) in enumerate(raw_home(self.columns)))
            )
        else:
            table, columns = self.parent
            up = raw_home(columns)
            above = table.scan(["record_id", *(name for name, _ in up)]).select(
                nw.col("record_id").alias("_up"),
                *(expr.alias(f"_h{n}") for n, (_, expr) in enumerate(up)),
            )
            rows = self.table.scan([*names, "parent_id"]).with_columns(
                nw.col("parent_id").alias("_up")
            )
            rows = rows.join(above, on="_up", how="left")
        for key, name in self._codes.items():
            rows, code = self.with_code(rows, key, name)
            rows = rows.with_columns(code.alias(name))
        return rows

    def _read(self) -> list[str]:
        """The columns of the table that what was asked for so far may read."""
        return [name for key in self._keys for name in self.columns.fields[key].names]

    def reads(self, keys: Iterable[str]) -> None:
        """Have the columns of some fields read."""
        self._keys.update(dict.fromkeys(keys))

    def code_column(self, key: str) -> str:
        """Name of the column with the code that each entry of a division field stands for."""
        return self._codes.setdefault(key, f"_code_{key}")

    def with_code(self, rows: Frame, key: str, mark: str) -> tuple[Frame, nw.Expr]:
        """The rows with the code that each entry of a division field was understood as."""
        column = self.columns.fields[key].column.name
        entry = raw_text(column, self.columns.fields[key].dtype)
        raw, code = f"_raw{mark}", f"_led{mark}"
        found = self.table.columns(
            self.table.scan([column]).select(entry.alias(raw)).group_by(raw).agg(nw.len())
        )[raw]
        known = {each: led for each in found if (led := self.homes.code(each)) is not None}
        if not known:
            return rows, nw.lit(None).cast(nw.String)
        small = self.table.small({raw: list(known), code: list(known.values())})
        rows = rows.with_columns(entry.alias(raw)).join(small, on=raw, how="left")
        return rows, nw.col(code)


def refuse_lists(scan: Scan, key: str) -> None:
    """Raise where things would be told apart by a field whose choices stand in a list.

    Raises:
        EngineError: The field's column holds lists.
    """
    held = scan.columns.fields[key]
    if held.dtype == nw.List:
        what = f"tell things apart by the list in column {held.column.name!r}"
        raise EngineError(scan.table.engine, what, "write the choices as one text")


def raw_text(column: str, dtype: Any) -> nw.Expr:
    """A column of codes or names: whole numbers stay, all else is text."""
    plain = dtype == nw.String or (hasattr(dtype, "is_integer") and dtype.is_integer())
    return nw.col(column) if plain else nw.col(column).cast(nw.String)


def raw_home(columns: KindColumns) -> list[tuple[str, nw.Expr]]:
    """The columns that tell the division, and how they are read."""
    found: list[tuple[str, nw.Expr]] = []
    for number, key in enumerate(home_fields(columns.kind)):
        if key not in columns.fields:
            continue
        held = columns.fields[key]
        expr = raw_text(held.column.name, held.dtype)
        if number:
            plain = held.dtype == nw.String
            expr = (expr if plain else expr.cast(nw.String)).fill_null(BLANK)
        found.append((held.column.name, expr))
    return found
