"""Conditions as columns that are true, false, or null where it cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.comparing import (
    Answer,
    at_least,
    at_most,
    beside,
    equal,
    has_value,
    in_order,
    stands_in,
    untold,
)
from kejifupin.frames.operands import Reader, Side
from kejifupin.frames.values import Amount, Days, Words
from kejifupin.records.conditions import Condition
from kejifupin.records.operands import Operand


def answer(condition: Condition, reader: Reader) -> Answer:
    """A condition, answered for each row as `kejifupin.records.conditions.holds` answers it.

    Args:
        condition: The condition.
        reader: Reads what it compares.

    Raises:
        EngineError: It compares what no engine could compare exactly.
    """
    if condition.negated is not None:
        return answer(condition.negated, reader).negated
    if condition.all or condition.any:
        first, *rest = (answer(each, reader) for each in condition.all or condition.any)
        for each in rest:
            first = first.both(each) if condition.all else first.either(each)
        return first
    found = _Comparison(condition, reader).answer()
    return Answer(reader.once(3, ("truth", condition), lambda: found.truth), found.decided)


@frozen
class _Comparison:
    condition: Condition
    reader: Reader

    @property
    def _unit(self) -> str | None:
        if not self.condition.reads_several:
            return None
        kind = self.reader.columns.kind
        units = (kind.field(key).unit for key in self.condition.fields())
        return next((unit for unit in units if unit is not None), None)

    def answer(self) -> Answer:
        """The answer of one comparison."""
        found = self.condition
        left = self.reader.read(found.operand, self._unit)
        if found.reported is not None:
            known = Answer(has_value(left), decided=True)
            return known if found.reported else known.negated
        if found.contains is not None:
            return self._contains(left, found.contains)
        if found.is_in:
            return self._any_of(left)
        if found.equals is not None:
            return self._equal(left, found.equals)
        floors, ceilings = found.ends
        ranks = self._ranks(found.operand)
        if ranks and isinstance(left, Words):
            tests = [self._ranked(end, left, ranks, floor=True) for end in floors]
            tests += [self._ranked(end, left, ranks, floor=False) for end in ceilings]
        else:
            tests = [self._at_most(end, None, left) for end in floors]
            tests += [self._at_most(None, end, left) for end in ceilings]
        first, *rest = tests
        for each in rest:
            first = first.both(each)
        return first

    def _contains(self, side: Side, text: str) -> Answer:
        if isinstance(side, Days):
            found = untold() if side.words is None else self._words_contain(side.words, text)
        elif isinstance(side, Amount):
            found = untold()
        else:
            found = self._words_contain(side, text)
        if side.none is None:
            return found
        return Answer.of(found.yes & ~side.none, found.no | side.none)

    def _words_contain(self, side: Words, text: str) -> Answer:
        return Answer(
            self.reader.once(
                2,
                ("contains", self.condition.operand, text),
                lambda: nw.when(side.known).then(self._has(side, text)),
            )
        )

    def _has(self, side: Words, text: str) -> nw.Expr:
        if side.is_list:
            return side.expr.list.contains(text)
        if side.separator is None:
            return side.expr.str.contains(text, literal=True) if text else side.known
        if side.separator in text:
            return nw.lit(value=False)
        mark = nw.lit(side.separator)
        whole = self.reader.once(
            1, ("marked", self.condition.operand), lambda: _between(mark, side.expr)
        )
        return whole.str.contains(f"{side.separator}{text}{side.separator}", literal=True)

    def _ranks(self, operand: Operand) -> Mapping[str, int]:
        if operand.field is None:
            return {}
        return self.reader.columns.kind.field(operand.field).ranks

    def _ranked(
        self, end: Operand, side: Words, ranks: Mapping[str, int], *, floor: bool
    ) -> Answer:
        """Whether words stand at or above an end in their order, or at or below it."""
        if isinstance(end.constant, str) and end.constant in ranks:
            return Answer.of(*beside(side, ranks, ranks[end.constant], floor=floor))
        other = self.reader.read(end, None) if self._ranks(end) == ranks else None
        if not isinstance(other, Words):
            return untold()
        sure = never = nw.lit(value=False)
        known = other.known if other.none is None else other.known & ~other.none
        for place in range(max(ranks.values()) + 1):
            there = known & stands_in(other, ranks, (place,))
            holds, fails = beside(side, ranks, place, floor=floor)
            sure, never = sure | (there & holds), never | (there & fails)
        return Answer.of(sure, never)

    def _any_of(self, left: Side) -> Answer:
        first, *rest = (self._equal(left, Operand(constant=each)) for each in self.condition.is_in)
        for each in rest:
            first = first.either(each)
        return first

    def _at_most(self, low: Operand | None, high: Operand | None, side: Side) -> Answer:
        """Whether an operand is at most a side, or a side at most an operand."""
        other = low or high
        assert other is not None  # noqa: S101
        constant = self.reader.constant(other)
        if isinstance(constant, Fraction) and isinstance(side, Amount):
            return at_least(side, constant) if low is not None else at_most(side, constant)
        right = self.reader.read(other, self._unit)
        pair = (right, side) if low is not None else (side, right)
        return in_order(*pair, self.reader.engine)

    def _equal(self, left: Side, other: Operand) -> Answer:
        constant = self.reader.constant(other)
        if isinstance(constant, Fraction) and isinstance(left, Amount):
            return at_least(left, constant).both(at_most(left, constant))
        return equal(left, self.reader.read(other, self._unit), self.reader.engine)


def _between(mark: nw.Expr, text: nw.Expr) -> nw.Expr:
    """A text with a mark before and after it; DuckDB is slow to ask first whether it is null."""
    return nw.concat_str(mark, text, mark, ignore_nulls=True)
