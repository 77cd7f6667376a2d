"""Conditions as pairs of columns that are never null: surely true, surely not."""

from __future__ import annotations

from fractions import Fraction

import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.errors import EngineError
from kejifupin.frames.numbers import ROOM, together
from kejifupin.frames.operands import Reader, Side, guarded
from kejifupin.frames.values import Amount, Days, Words, yes
from kejifupin.records.conditions import Condition
from kejifupin.records.operands import Operand

_TRUE, _FALSE = True, False


@frozen(eq=False)
class Answer:
    """A three-valued answer for each row (判断).

    Args:
        yes: Whether it surely holds, never null.
        no: Whether it surely does not, never null; where both are false it cannot be told.
        decided: Whether it can be told of every row, whatever stands there.
    """

    yes: nw.Expr
    no: nw.Expr
    decided: bool = False

    @property
    def negated(self) -> Answer:
        """The opposite."""
        return Answer(self.no, self.yes, self.decided)

    def both(self, other: Answer) -> Answer:
        """Whether both hold."""
        decided = self.decided and other.decided
        return Answer(self.yes & other.yes, self.no | other.no, decided)

    def either(self, other: Answer) -> Answer:
        """Whether one of them holds."""
        decided = self.decided and other.decided
        return Answer(self.yes | other.yes, self.no & other.no, decided)


def _literal(*, value: bool) -> nw.Expr:
    return nw.lit(value)


def _never() -> Answer:
    """It cannot be told of any row."""
    return Answer(_literal(value=False), _literal(value=False))


def _not_where(known: nw.Expr) -> Answer:
    """Two things that are never the same: false of what is known."""
    return Answer(_literal(value=False), known)


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
    return Answer(
        reader.once(2, ("yes", condition), lambda: found.yes),
        reader.once(2, ("no", condition), lambda: found.no),
        found.decided,
    )


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
            known = Answer(_known(left), ~_known(left), decided=True)
            return known if found.reported else known.negated
        if found.contains is not None:
            return self._contains(left, found.contains)
        if found.is_in:
            return self._any_of(left)
        if found.equals is not None:
            return self._equal(left, found.equals)
        tests = [self._at_most(end, None, left) for end in self._floors()]
        tests += [self._at_most(None, end, left) for end in self._ceilings()]
        first, *rest = tests
        for each in rest:
            first = first.both(each)
        return first

    def _contains(self, side: Side, text: str) -> Answer:
        if isinstance(side, Days):
            found = _never() if side.words is None else self._words_contain(side.words, text)
        elif isinstance(side, Amount):
            found = _never()
        else:
            found = self._words_contain(side, text)
        return found if side.none is None else Answer(found.yes & ~side.none, found.no | side.none)

    def _words_contain(self, side: Words, text: str) -> Answer:
        has = self.reader.once(
            1, ("contains", self.condition.operand, text), lambda: self._has(side, text)
        )
        return Answer(side.known & has, side.known & ~has)

    def _has(self, side: Words, text: str) -> nw.Expr:
        if side.is_list:
            return yes(side.expr.list.contains(text))
        if side.separator is None:
            return yes(side.expr.str.contains(text, literal=True)) if text else side.known
        if side.separator in text:
            return _literal(value=False)
        mark = nw.lit(side.separator)
        whole = self.reader.once(
            0, ("marked", self.condition.operand), lambda: nw.concat_str(mark, side.expr, mark)
        )
        return yes(whole.str.contains(f"{side.separator}{text}{side.separator}", literal=True))

    def _floors(self) -> tuple[Operand, ...]:
        if self.condition.between:
            return self.condition.between[:1]
        return () if self.condition.at_least is None else (self.condition.at_least,)

    def _ceilings(self) -> tuple[Operand, ...]:
        if self.condition.between:
            return self.condition.between[1:]
        return () if self.condition.at_most is None else (self.condition.at_most,)

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
            return _from(side, constant) if low is not None else _up_to(side, constant)
        right = self.reader.read(other, self._unit)
        pair = (right, side) if low is not None else (side, right)
        return _in_order(*pair, self.reader.engine)

    def _equal(self, left: Side, other: Operand) -> Answer:
        constant = self.reader.constant(other)
        if isinstance(constant, Fraction) and isinstance(left, Amount):
            return _from(left, constant).both(_up_to(left, constant))
        return _equal(left, self.reader.read(other, self._unit), self.reader.engine)


def _known(side: Side) -> nw.Expr:
    if isinstance(side, Days):
        known = side.known if side.none is None else side.known | side.none
        return known if side.words is None else known | side.words.known
    return side.known


def _from(amount: Amount, limit: Fraction) -> Answer:
    """Whether a number is at least a constant."""
    beyond = yes(amount.high.below(limit))
    if amount.open is not None:
        beyond = beyond | (yes(amount.high.is_equal(limit)) & amount.open)
    return Answer(yes(amount.low.at_least(limit)), beyond)


def _up_to(amount: Amount, limit: Fraction) -> Answer:
    """Whether a number is at most a constant."""
    return Answer(yes(amount.high.at_most(limit)), yes(amount.low.above(limit)))


def _in_order(smaller: Side, larger: Side, engine: str) -> Answer:
    """Whether one side is at most the other."""
    if isinstance(smaller, Days) and isinstance(larger, Days):
        return _days_in_order(smaller, larger)
    if isinstance(smaller, Amount) and isinstance(larger, Amount):
        one, other = _ready(smaller), _ready(larger)
        low, high, least, most = together((one.low, one.high, other.low, other.high))
        beyond = yes(low.expr > most.expr)
        if other.open is not None:
            beyond = beyond | (yes(low.expr == most.expr) & other.open)
        return Answer(yes(high.expr <= least.expr), beyond)
    _refuse_number_beside_none(smaller, larger, engine)
    return _never()


def _ready(amount: Amount) -> Amount:
    """Both sides as whole numbers that stay within 64 bits when brought to one divisor."""
    return amount if amount.low.bound is not None else guarded(amount, ROOM >> 24)


def _days_in_order(smaller: Days, larger: Days) -> Answer:
    # Of a period, all days are meant; of a day that is known by its limits, some day.
    low = smaller.end if smaller.is_period else smaller.start
    most = larger.start if larger.is_period else larger.end
    known = smaller.known & larger.known
    return Answer(known & yes(smaller.end <= larger.start), known & yes(low > most))


def _equal(left: Side, right: Side, engine: str) -> Answer:
    if isinstance(left, Days):
        return _equal_days(left, right, engine)
    if isinstance(left, Amount) and isinstance(right, Amount):
        return _in_order(left, right, engine).both(_in_order(right, left, engine))
    if isinstance(left, Words) and isinstance(right, Words):
        return _equal_words(left, right, engine)
    if isinstance(right, Days) and (right.words is not None or right.none is not None):
        raise EngineError(engine, "compare a field with one that may hold words or a day")
    _refuse_number_beside_none(left, right, engine)
    return _not_where(_known(left) & _known(right))


def _refuse_number_beside_none(left: Side, right: Side, engine: str) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Amount) and not isinstance(other, Amount) and other.none is not None:
            raise EngineError(engine, "compare a number with the “-” of a field that is no number")


def _equal_days(left: Days, right: Side, engine: str) -> Answer:
    if not isinstance(right, Days):
        if isinstance(right, Words) and left.words is not None:
            raise EngineError(engine, "compare the words in a field of days with a text")
        _refuse_number_beside_none(left, right, engine)
        return _not_where(_known(left) & right.known)
    if right.words is not None or right.none is not None or right.is_period:
        raise EngineError(
            engine, "compare a day with a field of periods, or one that may hold words"
        )
    same = _days_in_order(left, right).both(_days_in_order(right, left))
    # Words or “-” instead of a day are no day; a period is no day either.
    other = _known(left) & ~left.known & right.known
    if left.is_period and left.spans is not None:
        other = other | (left.spans & right.known)
        return Answer(same.yes & ~left.spans, same.no | other)
    return Answer(same.yes, same.no | other)


def _equal_words(left: Words, right: Words, engine: str) -> Answer:
    if right.separator is not None or right.is_list or right.none is not None:
        raise EngineError(engine, "compare a field with several choices, or one that may be “-”")
    if left.is_list:
        first = left.expr.list.get(0)
        same = yes(left.expr.list.len() == 1) & yes(first == right.expr)
    else:
        same = yes(left.expr == right.expr)
    if left.none is not None:
        same = same & ~left.none
    known = left.known & right.known
    return Answer(known & same, known & ~same)
