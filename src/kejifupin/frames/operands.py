"""What stands on either side of a comparison, as columns of a query."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from kejifupin.frames.columns import FieldColumns, KindColumns
from kejifupin.frames.errors import EngineError
from kejifupin.frames.numbers import ROOM, Number, together
from kejifupin.frames.values import Amount, Days, Words, amount_of, days_of, words_of, yes
from kejifupin.records.fields import FieldType
from kejifupin.records.operands import Operand
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import find_unit

Side = Amount | Days | Words
_DAY_TYPES = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)


@frozen
class Reader:
    """Reads operands of the conditions on one table (取数).

    Args:
        columns: The columns of the table.
        engine: The library that answers, for what it is refused.
        period: The programme's period.
        held: Field key → its columns.
        codes: Field key of a division → the column that holds the code it was understood as.
        keep: Has values that were worked out put into columns of their own.
        once: Has an expression worked out once: number of the layer, key, what makes it.
    """

    columns: KindColumns
    engine: str
    period: Period
    held: Callable[[str], FieldColumns]
    codes: Callable[[str], str]
    keep: Callable[[Hashable, Side], Side]
    once: Callable[[int, Hashable, Callable[[], nw.Expr]], nw.Expr]

    def field(self, key: str) -> Side:
        """The values of a field."""
        found = self.held(key)

        def keep(name: str, expr: nw.Expr) -> nw.Expr:
            return self.once(0, (key, name), lambda: expr)

        if found.field.type is FieldType.NUMBER:
            return self.keep(key, amount_of(found, keep))
        if found.field.type in _DAY_TYPES:
            return self.keep(key, days_of(found))
        if found.field.type is FieldType.DIVISION:
            code = nw.col(self.codes(key))
            return Words(code, ~code.is_null())
        return self.keep(key, words_of(found, keep))

    def read(self, operand: Operand, unit: str | None) -> Side:
        """What an operand amounts to in each row.

        Args:
            operand: The operand; a constant is read by `constant`.
            unit: Unit in which numbers of fields are wanted.

        Raises:
            EngineError: It computes with what is no exact number.
        """
        if operand.field is not None:
            side = self.field(operand.field)
            return side.times(self._factor(operand.field, unit)) if type(side) is Amount else side
        if operand.day_of is not None:
            side = self.field(operand.day_of)
            if not isinstance(side, Days):
                what = f"take the day of {operand.day_of!r}, which holds none"
                raise EngineError(self.engine, what)
            return evolve(side, is_period=False)
        if operand.sum or operand.product:
            return self._computed(operand, unit)
        value = self.constant(operand)
        if isinstance(value, date):
            day = nw.lit(value)
            return Days(day, day, nw.lit(True), plain=True)
        if isinstance(value, str):
            return Words(nw.lit(value), nw.lit(True))
        if isinstance(value, Fraction):
            return Amount.constant(value)
        raise EngineError(
            self.engine, f"compare with {value!r}", "write a number, a date or a text"
        )

    def constant(self, operand: Operand) -> Fraction | date | str | bool | None:
        """The constant that an operand is; None for anything else."""
        if operand.programme is not None:
            return self.period.start if operand.programme == "start" else self.period.end
        value = operand.constant
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Fraction(value)
        return value if isinstance(value, date | str | bool) else None

    def _factor(self, key: str, unit: str | None) -> Fraction:
        own = self.columns.kind.field(key).unit
        if unit is None or own in (None, unit):
            return Fraction(1)
        source, target = find_unit(own), find_unit(unit)
        return source.ratio / target.ratio if source.dimension == target.dimension else Fraction(1)

    def _computed(self, operand: Operand, unit: str | None) -> Side:
        """A sum or a product; numbers beyond what 64 bits hold are not known to it."""
        room = ROOM
        while room >= 2**20:
            room >>= 1
            found = self._within(operand, unit, room)
            if found.low.bound is not None and found.low.bound < ROOM:
                return self.keep((operand, unit), _masked(found))
        raise EngineError(
            self.engine,
            f"compute exactly with the fields {', '.join(operand.fields())}",
            "compare them one by one, or compute the result into a column of its own",
        )

    def _within(self, operand: Operand, unit: str | None, room: int) -> Amount:
        if operand.sum:
            return _sum([self._within(part, unit, room) for part in operand.sum])
        if operand.product:
            first, *rest = (self._within(part, unit, room) for part in operand.product)
            for each in rest:
                first = _product(first, each)
            return first
        side = self.read(operand, unit)
        if not isinstance(side, Amount):
            # A text or a day in a sum leaves it unknown, whatever the row says.
            nothing = Number(nw.lit(None).cast(nw.Int64), bound=1)
            return Amount(nothing, nothing, nw.lit(False))
        if side.low.bound is not None:
            return side
        return guarded(side, room)


def _masked(found: Amount) -> Amount:
    """Nothing where nothing is known: zero times an unknown number is not zero."""
    low, high = (
        evolve(end, expr=nw.when(found.known).then(end.expr)) for end in (found.low, found.high)
    )
    return evolve(found, low=low, high=high if found.vague else low)


def guarded(side: Amount, room: int) -> Amount:
    """An amount as whole numbers; those further from zero than the room are not known."""
    low, high = side.low, side.high
    fits = side.known & _fits(low, room)
    if side.vague:
        fits = fits & _fits(high, room)

    def cut(number: Number) -> Number:
        whole = evolve(number, expr=nw.when(fits).then(number.expr)).whole()
        return evolve(whole, bound=room)

    small = cut(low)
    return evolve(side, low=small, high=cut(high) if side.vague else small, known=fits)


def _fits(number: Number, room: int) -> nw.Expr:
    limit = Fraction(room) / (number.per * 10 ** (number.scale or 0))
    within = number.at_least(-limit) & number.at_most(limit)
    return number.expr.is_null() | yes(within)


def _all(flags: Iterable[nw.Expr]) -> nw.Expr:
    first, *rest = flags
    for each in rest:
        first = first & each
    return first


def _any(flags: Iterable[nw.Expr | None]) -> nw.Expr | None:
    given = [each for each in flags if each is not None]
    if not given:
        return None
    first, *rest = given
    for each in rest:
        first = first | each
    return first


def _sum(parts: list[Amount]) -> Amount:
    lows, highs = together(each.low for each in parts), together(each.high for each in parts)

    def added(numbers: tuple[Number, ...]) -> Number:
        expr = numbers[0].expr
        for each in numbers[1:]:
            expr = expr + each.expr
        return Number(expr, numbers[0].per, bound=sum(each.bound or ROOM for each in numbers))

    vague = any(each.vague for each in parts)
    low = added(lows)
    return Amount(
        low,
        added(highs) if vague else low,
        _all(each.known for each in parts),
        _any(each.open for each in parts),
        vague=vague,
    )


def _times(left: Number, right: Number) -> Number:
    bound = (left.bound or ROOM) * (right.bound or ROOM)
    return Number(left.expr * right.expr, left.per * right.per, bound=bound)


def _product(left: Amount, right: Amount) -> Amount:
    known = left.known & right.known
    if not left.vague and not right.vague:
        product = _times(left.low, right.low)
        return Amount(product, product, known)
    if not right.vague:
        return _scaled(left, right.low, known)
    if not left.vague:
        return _scaled(right, left.low, known)
    by_right, by_left = _scaled(left, right.low, known), _scaled(right, left.low, known)
    right_exact, left_exact = (
        yes(right.low.expr == right.high.expr),
        yes(left.low.expr == left.high.expr),
    )
    whole = yes(left.low.expr >= 0) & yes(right.low.expr >= 0)
    low, high = _times(left.low, right.low), _times(left.high, right.high)
    ends_open = _any((left.open, right.open))
    is_open = None if ends_open is None else yes(low.expr < high.expr) & ends_open

    def chosen(one: nw.Expr | None, two: nw.Expr | None, three: nw.Expr | None) -> nw.Expr:
        no = nw.lit(False)
        one, two, three = (no if each is None else each for each in (one, two, three))
        return (
            nw.when(right_exact).then(one).otherwise(nw.when(left_exact).then(two).otherwise(three))
        )

    return Amount(
        evolve(low, expr=chosen(by_right.low.expr, by_left.low.expr, low.expr)),
        evolve(high, expr=chosen(by_right.high.expr, by_left.high.expr, high.expr)),
        known & (right_exact | left_exact | whole),
        None if is_open is None else chosen(by_right.open, by_left.open, is_open),
        vague=True,
    )


def _scaled(amount: Amount, factor: Number, known: nw.Expr) -> Amount:
    """An amount times an exact number; a negative one turns it round, zero makes it zero."""
    by_low, by_high = _times(amount.low, factor), _times(amount.high, factor)
    zero, up = factor.expr == 0, factor.expr > 0

    def end(first: Number, second: Number) -> Number:
        turned = nw.when(up).then(first.expr).otherwise(second.expr)
        return evolve(first, expr=nw.when(zero).then(nw.lit(0)).otherwise(turned))

    is_open = None if amount.open is None else amount.open & yes(up)
    return Amount(end(by_low, by_high), end(by_high, by_low), known, is_open, vague=True)
