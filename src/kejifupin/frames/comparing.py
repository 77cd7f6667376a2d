"""Two sides compared: columns that are true, false, or null where it cannot be told."""

from __future__ import annotations

from collections.abc import Container, Mapping
from fractions import Fraction

import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.errors import EngineError
from kejifupin.frames.numbers import ROOM, together
from kejifupin.frames.operands import Side, guarded
from kejifupin.frames.values import Amount, Days, Words, yes


@frozen(eq=False)
class Answer:
    """A three-valued answer for each row (判断).

    Args:
        truth: Whether it surely holds or surely does not; null where it cannot be told.
        decided: Whether it can be told of every row, whatever stands there.
    """

    truth: nw.Expr
    decided: bool = False

    @classmethod
    def of(cls, sure: nw.Expr, never: nw.Expr) -> Answer:
        """What surely holds and what surely does not, neither ever null, nor both true."""
        return cls(nw.when(sure | never).then(sure))

    @property
    def yes(self) -> nw.Expr:
        """Whether it surely holds, never null."""
        return yes(self.truth)

    @property
    def no(self) -> nw.Expr:
        """Whether it surely does not, never null."""
        return yes(~self.truth)

    @property
    def negated(self) -> Answer:
        """The opposite."""
        return Answer(~self.truth, self.decided)

    def both(self, other: Answer) -> Answer:
        """Whether both hold."""
        return Answer(self.truth & other.truth, self.decided and other.decided)

    def either(self, other: Answer) -> Answer:
        """Whether one of them holds."""
        return Answer(self.truth | other.truth, self.decided and other.decided)


def untold() -> Answer:
    """It cannot be told of any row."""
    return Answer(nw.lit(None).cast(nw.Boolean))


def _not_where(known: nw.Expr) -> Answer:
    """Two things that are never the same: false of what is known."""
    return Answer(nw.when(known).then(nw.lit(value=False)))


def stands_in(side: Words, ranks: Mapping[str, int], places: Container[int]) -> nw.Expr:
    """Whether words stand at one of some places in their order, never null."""
    words = [word for word, place in ranks.items() if place in places]
    # An empty list has no type of its own, which pyarrow asks for.
    return yes(side.expr.is_in(words)) if words else nw.lit(value=False)


def beside(
    side: Words, ranks: Mapping[str, int], end: int, *, floor: bool
) -> tuple[nw.Expr, nw.Expr]:
    """Whether words stand at or above a place in their order, or at or below it."""
    top = max(ranks.values()) + 1
    inside, outside = range(end, top), range(end)
    if not floor:
        inside, outside = range(end + 1), range(end + 1, top)
    known = side.known if side.none is None else side.known & ~side.none
    holds = known & stands_in(side, ranks, inside)
    fails = known & stands_in(side, ranks, outside)
    if side.none is None:
        return holds, fails
    # “-” stands below the lowest.
    return (holds, fails | side.none) if floor else (holds | side.none, fails)


def has_value(side: Side) -> nw.Expr:
    """Whether something readable stands there, be it “-” or words instead of a day."""
    if isinstance(side, Days):
        known = side.known if side.none is None else side.known | side.none
        return known if side.words is None else known | side.words.known
    return side.known


def at_least(amount: Amount, limit: Fraction) -> Answer:
    """Whether a number is at least a constant."""
    if not amount.vague:
        return Answer(amount.low.at_least(limit))
    beyond = yes(amount.high.below(limit))
    if amount.open is not None:
        beyond = beyond | (yes(amount.high.is_equal(limit)) & amount.open)
    return Answer.of(yes(amount.low.at_least(limit)), beyond)


def at_most(amount: Amount, limit: Fraction) -> Answer:
    """Whether a number is at most a constant."""
    if not amount.vague:
        return Answer(amount.low.at_most(limit))
    return Answer.of(yes(amount.high.at_most(limit)), yes(amount.low.above(limit)))


def in_order(smaller: Side, larger: Side, engine: str) -> Answer:
    """Whether one side is at most the other."""
    if isinstance(smaller, Days) and isinstance(larger, Days):
        return _days_in_order(smaller, larger)
    if isinstance(smaller, Amount) and isinstance(larger, Amount):
        one, other = _ready(smaller), _ready(larger)
        low, high, least, most = together((one.low, one.high, other.low, other.high))
        if not (one.vague or other.vague):
            return Answer(low.expr <= least.expr)
        beyond = yes(low.expr > most.expr)
        if other.open is not None:
            beyond = beyond | (yes(low.expr == most.expr) & other.open)
        return Answer.of(yes(high.expr <= least.expr), beyond)
    _refuse_number_beside_none(smaller, larger, engine)
    return untold()


def _ready(amount: Amount) -> Amount:
    """Both sides as whole numbers that stay within 64 bits when brought to one divisor."""
    return amount if amount.low.bound is not None else guarded(amount, ROOM >> 24)


def _days_in_order(smaller: Days, larger: Days) -> Answer:
    if smaller.plain and larger.plain:
        return Answer(smaller.end <= larger.start)
    # Of a period, all days are meant; of a day that is known by its limits, some day.
    low = smaller.end if smaller.is_period else smaller.start
    most = larger.start if larger.is_period else larger.end
    known = smaller.known & larger.known
    return Answer.of(known & yes(smaller.end <= larger.start), known & yes(low > most))


def equal(left: Side, right: Side, engine: str) -> Answer:
    """Whether two sides are the same.

    Raises:
        EngineError: One may hold what this engine cannot compare with the other.
    """
    if isinstance(left, Days):
        return _equal_days(left, right, engine)
    if isinstance(left, Amount) and isinstance(right, Amount):
        return in_order(left, right, engine).both(in_order(right, left, engine))
    if isinstance(left, Words) and isinstance(right, Words):
        return _equal_words(left, right, engine)
    if isinstance(right, Days) and (right.words is not None or right.none is not None):
        raise EngineError(engine, "compare a field with one that may hold words or a day")
    _refuse_number_beside_none(left, right, engine)
    return _not_where(has_value(left) & has_value(right))


def _refuse_number_beside_none(left: Side, right: Side, engine: str) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Amount) and not isinstance(other, Amount) and other.none is not None:
            raise EngineError(engine, "compare a number with the “-” of a field that is no number")


def _equal_days(left: Days, right: Side, engine: str) -> Answer:
    if not isinstance(right, Days):
        if isinstance(right, Words) and left.words is not None:
            raise EngineError(engine, "compare the words in a field of days with a text")
        _refuse_number_beside_none(left, right, engine)
        return _not_where(has_value(left) & right.known)
    if right.words is not None or right.none is not None or right.is_period:
        raise EngineError(
            engine, "compare a day with a field of periods, or one that may hold words"
        )
    same = _days_in_order(left, right).both(_days_in_order(right, left))
    # Words or “-” instead of a day are no day; a period is no day either.
    other = has_value(left) & ~left.known & right.known
    if left.is_period and left.spans is not None:
        other = other | (left.spans & right.known)
        return Answer.of(same.yes & ~left.spans, same.no | other)
    return Answer.of(same.yes, same.no | other)


def _equal_words(left: Words, right: Words, engine: str) -> Answer:
    if right.separator is not None or right.is_list or right.none is not None:
        raise EngineError(engine, "compare a field with several choices, or one that may be “-”")
    if left.is_list:
        first = left.expr.list.get(0)
        same = yes(left.expr.list.len() == 1) & yes(first == right.expr)
    else:
        same = left.expr == right.expr
    if left.none is not None:
        same = yes(same) & ~left.none
    return Answer(nw.when(left.known & right.known).then(same))
