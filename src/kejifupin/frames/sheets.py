"""One query in the making: what is read, which flags are set, which columns are added up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

import attrs
import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.columns import FieldColumns
from kejifupin.frames.comparing import Answer
from kejifupin.frames.conditions import answer
from kejifupin.frames.engines import Frame
from kejifupin.frames.numbers import Number
from kejifupin.frames.operands import Reader, Side
from kejifupin.frames.scans import Scan
from kejifupin.frames.values import Amount, Days, Words, yes
from kejifupin.indicators.plan import Partial
from kejifupin.records.conditions import Condition
from kejifupin.records.fields import FieldType

_DAY_TYPES = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)


@define(eq=False)
class Sheet(Scan):
    """A query over the rows of one kind, with flags shared by all that needs them (计算表)."""

    _layers: tuple[dict[Hashable, tuple[str, nw.Expr]], ...] = field(
        factory=lambda: ({}, {}, {}, {}, {}, {}), init=False, repr=False
    )
    _adds: dict[Hashable, tuple[str, nw.Expr]] = field(factory=dict, init=False, repr=False)
    _further: dict[Hashable, tuple[str, nw.Expr]] = field(factory=dict, init=False, repr=False)
    _stands: dict[Hashable, tuple[str, nw.Expr]] = field(factory=dict, init=False, repr=False)
    _heads: dict[Hashable, tuple[str, nw.Expr]] = field(factory=dict, init=False, repr=False)

    @property
    def reader(self) -> Reader:
        """What reads the conditions."""
        period = self.setting.definition.period
        return Reader(
            self.columns,
            self.table.engine,
            period,
            self.held,
            self.code_column,
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
        return self._column(4, key, make)

    def joint(self, key: Hashable, make: Callable[[], nw.Expr]) -> nw.Expr:
        """Whether something is true, worked out from flags."""
        return self._column(5, key, make)

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
        layer = 1 if isinstance(key, str) else 2

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
        return Answer(self.flag(("truth", condition), lambda: found.truth), found.decided)

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
        window = partial.asked_of(self.kind)
        if window is None:
            return self.flag(("exists", partial.by), lambda: ~known | yes(last))
        start, end = window.days(self.setting.definition.period)
        inside = last
        if start is not None:
            inside = inside & (days.end >= start)
        if end is not None:
            inside = inside & (days.start <= end)
        return self.flag(("exists", partial.by, window), lambda: ~known | yes(inside))

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

    def stands(self, key: Hashable, make: Callable[[], nw.Expr]) -> nw.Expr:
        """How each row by itself stands, worked out from what it amounts to."""
        if key not in self._stands:
            self._stands[key] = (f"_e{len(self._stands)}", make())
        return nw.col(self._stands[key][0])

    def head(self, key: Hashable, make: Callable[[], nw.Expr]) -> str:
        """Name of a column that counts the rows that stand in some way, once added up."""
        if key not in self._heads:
            self._heads[key] = (f"_f{len(self._heads)}", self.table.countable(make()))
        return self._heads[key][0]

    # The query

    def frame(self, *more: str) -> Frame:
        """The rows with their home as written and all flags, before anything is added up.

        Args:
            more: Further columns of the table that are wanted as they are.
        """
        return self._flagged(self.rows(more))

    def summed(self, by: Iterable[str], frame: Frame | None = None) -> Frame:
        """All that is added up, by some columns."""
        keys = list(by)
        rows = self.frame() if frame is None else frame
        heads = [expr.alias(name) for name, expr in self._heads.values()]
        if heads:
            stands = [expr.alias(name) for name, expr in self._stands.values()]
            rows = self.with_addends(rows).with_columns(*stands)
            made = [nw.col(name) for name, _ in self._adds.values()]
        else:
            made = [expr.alias(name) for name, expr in self._adds.values()]
        names = [name for name, _ in (*self._adds.values(), *self._heads.values())]
        found = (
            rows.select(*keys, *made, *heads)
            .group_by(*keys)
            .agg(nw.len().alias("_n"), *(nw.col(name).sum() for name in names))
        )
        return self.table.narrowed(found, (name for name in names if name[1] != "b"))

    def with_addends(self, rows: Frame) -> Frame:
        """Rows with what each by itself amounts to, under the names of the sums."""
        made = [expr.alias(name) for name, expr in self._adds.values()]
        rows = rows.with_columns(*made, nw.lit(1).alias("_n"))
        further = [expr.alias(name) for name, expr in self._further.values()]
        return rows.with_columns(*further) if further else rows

    def _flagged(self, rows: Frame) -> Frame:
        for layer in self._layers:
            if layer:
                rows = rows.with_columns(*(expr.alias(name) for name, expr in layer.values()))
        return rows
