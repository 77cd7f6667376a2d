"""One query in the making: what is read, which flags are set, which columns are added up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

import attrs
import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.columns import FieldColumns, KindColumns
from kejifupin.frames.conditions import Answer, answer
from kejifupin.frames.engines import Frame, Table
from kejifupin.frames.homes import BLANK, Homes, home_fields
from kejifupin.frames.numbers import Number
from kejifupin.frames.operands import Reader, Side
from kejifupin.frames.values import Amount, Days, Words, yes
from kejifupin.indicators.plan import Partial
from kejifupin.records.conditions import Condition
from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting

_DAY_TYPES = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)


@define(eq=False)
class Sheet:
    """A query over the rows of one kind, with flags shared by all that needs them (计算表).

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
    _layers: tuple[dict[Hashable, tuple[str, nw.Expr]], ...] = field(
        factory=lambda: ({}, {}, {}, {}, {}), init=False, repr=False
    )
    _adds: dict[Hashable, tuple[str, nw.Expr]] = field(factory=dict, init=False, repr=False)
    _further: dict[Hashable, tuple[str, nw.Expr]] = field(factory=dict, init=False, repr=False)
    _codes: dict[str, str] = field(factory=dict, init=False, repr=False)

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
    def reader(self) -> Reader:
        """What reads the conditions."""
        period = self.setting.definition.period
        return Reader(
            self.columns,
            self.table.engine,
            period,
            self.held,
            self._code_column,
            self.kept,
            self._column,
        )

    # What is read and added

    def _column(self, layer: int, key: Hashable, make: Callable[[], nw.Expr]) -> nw.Expr:
        """A column that is worked out once for all that ask for it, from those of layers below."""
        made = self._layers[layer]
        if key not in made:
            made[key] = (f"_c{layer}_{len(made)}", make())
        return nw.col(made[key][0])

    def flag(self, key: Hashable, make: Callable[[], nw.Expr]) -> nw.Expr:
        """Whether something is true, worked out from the values of fields."""
        return self._column(3, key, make)

    def joint(self, key: Hashable, make: Callable[[], nw.Expr]) -> nw.Expr:
        """Whether something is true, worked out from flags."""
        return self._column(4, key, make)

    def held(self, key: str) -> FieldColumns:
        """The columns of a field, with what its state column says anywhere."""
        found = self.columns.fields[key]
        if found.state is None:
            return found
        return attrs.evolve(found, states=self.table.states(found.state))

    def kept(self, key: Hashable, side: Side) -> Side:
        """The same values, from columns where they take more than one column to work out.

        Without this, what is asked of a value would be worked out anew for each answer.
        """
        layer = 0 if isinstance(key, str) else 1

        def column(part: str, expr: nw.Expr) -> nw.Expr:
            return self._column(layer, (key, part), lambda: expr)

        match side:
            case Amount() if side.kept or side.low.bound is not None:
                low = attrs.evolve(side.low, expr=column("low", side.low.expr))
                high = attrs.evolve(side.high, expr=column("high", side.high.expr))
                return attrs.evolve(
                    side,
                    low=low,
                    high=high if side.vague else low,
                    known=column("known", side.known),
                    open=None if side.open is None else column("open", side.open),
                    none=None if side.none is None else column("none", side.none),
                )
            case Days() if side.spans is not None or side.none is not None:
                return attrs.evolve(
                    side,
                    end=column("end", side.end),
                    known=column("known", side.known),
                    spans=None if side.spans is None else column("spans", side.spans),
                    none=None if side.none is None else column("none", side.none),
                )
            case Words() if side.none is not None:
                return attrs.evolve(
                    side, known=column("known", side.known), none=column("none", side.none)
                )
        return side

    def count(self, key: Hashable, make: Callable[[], nw.Expr]) -> str:
        """Name of a column that counts the rows of which something is true, once added up."""
        return self._add("_a", key, lambda: self.table.countable(make()))

    def add(self, key: Hashable, make: Callable[[], nw.Expr]) -> str:
        """Name of a column that is added up."""
        return self._add("_b", key, make)

    def _add(self, mark: str, key: Hashable, make: Callable[[], nw.Expr]) -> str:
        if key not in self._adds:
            self._adds[key] = (f"{mark}{len(self._adds)}", make())
        return self._adds[key][0]

    def answered(self, condition: Condition) -> Answer:
        """The answers to a condition."""
        found = answer(condition, self.reader)
        if not (condition.all or condition.any or condition.negated):
            return found
        return Answer(
            self.flag(("yes", condition), lambda: found.yes),
            self.flag(("no", condition), lambda: found.no),
            found.decided,
        )

    def amount(self, key: str) -> Amount | None:
        """The numbers of a field; None for a field that holds no numbers."""
        if self.kind.field(key).type is not FieldType.NUMBER:
            return None
        side = self.side(key)
        return side if isinstance(side, Amount) else None

    def wide(self, key: str, number: Number, expr: nw.Expr) -> nw.Expr:
        """Numbers of a field, wide enough to be added up."""
        held = self.columns.fields[key]
        return self.table.widened(expr, (held.dtype, held.high_dtype), number.scale)

    def day(self, key: str) -> Days | None:
        """The days of a field; None for a field that holds no days."""
        if self.kind.field(key).type not in _DAY_TYPES:
            return None
        side = self.side(key)
        return side if isinstance(side, Days) else None

    def exists(self, partial: Partial) -> nw.Expr | None:
        """Whether a row exists on the day; None where all do."""
        days = self.day(partial.by) if partial.by is not None else None
        if days is None:
            return None
        known, last = days.known, days.end <= self.setting.as_of
        return self.flag(("exists", partial.by), lambda: ~known | yes(last))

    def none(self, key: str) -> nw.Expr | None:
        """Whether “-” stands in a field; None where it cannot."""
        none = self.side(key).none
        return None if none is None else self.flag(("none", key), lambda: none)

    def reported(self, key: str) -> nw.Expr:
        """Whether something readable stands in a field."""
        held = self.columns.fields[key]
        if held.field.type is FieldType.DIVISION:
            found = ~nw.col(held.column.name).is_null()
            return found if held.text is None else found | ~nw.col(held.text).is_null()
        side = self.side(key)
        known = side.known
        if isinstance(side, Days):
            known = known if side.none is None else known | side.none
            known = known if side.words is None else known | side.words.known
        return self.flag(("reported", key), lambda: known)

    def side(self, key: str) -> Side:
        """The values of a field."""
        return self.reader.field(key)

    def more(self, key: Hashable, make: Callable[[], nw.Expr]) -> str:
        """Name of a column of each row that is worked out from those that are added up."""
        if key not in self._further:
            self._further[key] = (f"_d{len(self._further)}", make())
        return self._further[key][0]

    # The query

    def frame(self, *more: str) -> Frame:
        """The rows with their home as written and all flags, before anything is added up.

        Args:
            more: Further columns of the table that are wanted as they are.
        """
        return self._flagged(self._rows(more))

    def summed(self, by: Iterable[str], frame: Frame | None = None) -> Frame:
        """All that is added up, by some columns."""
        keys = list(by)
        names = [name for name, _ in self._adds.values()]
        rows = self.frame() if frame is None else frame
        found = (
            self._added(rows)
            .select(*keys, *names)
            .group_by(*keys)
            .agg(nw.len().alias("_n"), *(nw.col(name).sum() for name in names))
        )
        return self.table.narrowed(found, (name for name in names if name[1] == "a"))

    def with_addends(self, rows: Frame) -> Frame:
        """Rows with what each by itself amounts to, under the names of the sums."""
        rows = self._added(rows).with_columns(nw.lit(1).alias("_n"))
        further = [expr.alias(name) for name, expr in self._further.values()]
        return rows.with_columns(*further) if further else rows

    def _added(self, rows: Frame) -> Frame:
        made = [expr.alias(name) for name, expr in self._adds.values()]
        return rows.with_columns(*made) if made else rows

    @property
    def raw(self) -> tuple[str, ...]:
        """The columns of the query that hold the home as written."""
        columns = self.columns if self.parent is None else self.parent[1]
        return tuple(f"_h{number}" for number in range(len(raw_home(columns))))

    def _rows(self, more: Iterable[str]) -> Frame:
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

    _keys: dict[str, None] = field(factory=dict, init=False, repr=False)

    def reads(self, keys: Iterable[str]) -> None:
        """Have the columns of some fields read."""
        self._keys.update(dict.fromkeys(keys))

    def _flagged(self, rows: Frame) -> Frame:
        for layer in self._layers:
            if layer:
                rows = rows.with_columns(*(expr.alias(name) for name, expr in layer.values()))
        return rows

    def _code_column(self, key: str) -> str:
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
