"""What stands in the columns of a field: numbers with their limits, days, words, choices."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from kejifupin.frames.columns import FieldColumns
from kejifupin.frames.numbers import Number, together
from kejifupin.records.fields import FieldType

NONE, UNREAD, EMPTY, WORDS = "none", "unread", "empty", "text"
AT_LEAST, AT_MOST, BELOW, UNDER = "at_least", "at_most", "below", "under"
STATES = (NONE, UNREAD, EMPTY, WORDS, AT_LEAST, AT_MOST, BELOW, UNDER)
"""What ``x__state`` may say of ``x``: “-”; not readable; no choice made; words instead of a day;
no upper end; no lower end; ``x__high`` out of reach, with a lower end and without."""

_FEW = 2
EXACT_REAL = 2**53
DECIMAL_REAL = 10**14


@frozen(eq=False)
class Amount:
    """The possible values of a number in each row (数量).

    Args:
        low: The least; null where it is unbounded below or not known.
        high: The greatest; null where it is unbounded above or not known.
        known: Whether a number was reported, never null.
        open: Whether the greatest is out of reach, never null; None for never.
        none: Whether “-” was reported, never null; None for never.
        vague: Whether it may have more than one possible value.
        kept: Whether it takes more than one column to work out.
        endless: Whether it may have no upper end.
    """

    low: Number
    high: Number
    known: nw.Expr
    open: nw.Expr | None = None
    none: nw.Expr | None = None
    vague: bool = False
    kept: bool = False
    endless: bool = True

    @classmethod
    def constant(cls, number: Fraction) -> Amount:
        """One number for all rows."""
        found = Number(
            nw.lit(number.numerator).cast(nw.Int64),
            Fraction(number.denominator),
            bound=max(abs(number.numerator), 1),
        )
        return cls(found, found, nw.lit(True))

    def times(self, factor: Fraction) -> Amount:
        """The same times a constant above zero, as when units convert."""
        return evolve(self, low=self.low.times(factor), high=self.high.times(factor))


@frozen(eq=False)
class Days:
    """Days in each row (日期).

    Args:
        start: The first possible day, or the first of a period.
        end: The last.
        known: Whether a day was reported, never null.
        is_period: Whether it is the field of a period, whose days are all meant.
        spans: Whether more than one day stands there, never null; None for never.
        words: Words that stand instead of a day; None where there are none.
        none: Whether “-” was reported.
        plain: Whether it is one day or null, and nothing else can be said of it.
    """

    start: nw.Expr
    end: nw.Expr
    known: nw.Expr
    is_period: bool = False
    spans: nw.Expr | None = None
    words: Words | None = None
    none: nw.Expr | None = None
    plain: bool = False


@frozen(eq=False)
class Words:
    """Text in each row (文字).

    Args:
        expr: The text; null where nothing is known.
        known: Whether anything was reported, never null.
        none: Whether “-” was reported, never null; None for never.
        separator: What stands between several choices; None for a single text.
        is_list: Whether several choices stand in a list.
    """

    expr: nw.Expr
    known: nw.Expr
    none: nw.Expr | None = None
    separator: str | None = None
    is_list: bool = False


def yes(expr: nw.Expr) -> nw.Expr:
    """A comparison with an unknown is not true."""
    return expr.fill_null(value=False)


def state_is(columns: FieldColumns, *states: str) -> nw.Expr | None:
    """Whether the state column says one of these; None where it never does."""
    found: nw.Expr | None = None
    for each in states:
        if columns.may_say(each):
            says = yes(nw.col(columns.state or "").cast(nw.String) == each)
            found = says if found is None else found | says
    return found


def _plain(columns: FieldColumns, known: nw.Expr) -> nw.Expr:
    """That the state column says nothing, beside something else that must be true."""
    if columns.state is None:
        return known
    state = nw.col(columns.state).cast(nw.String)
    if columns.states is None or len(columns.states) > _FEW:
        return known & (state.is_null() | yes(state == ""))
    for each in sorted(columns.states):
        known = known & ~yes(state == each)
    return known


Keep = Callable[[str, nw.Expr], nw.Expr]
"""Has something that is asked more than once worked out once, under a name."""


def _as_it_is(name: str, expr: nw.Expr) -> nw.Expr:  # noqa: ARG001
    return expr


def amount_of(columns: FieldColumns, keep: Keep = _as_it_is) -> Amount:
    """The numbers of a field."""
    low = _number(columns, columns.column.name, columns.dtype)
    if columns.high is None and columns.state is None:
        return Amount(low, low, ~low.expr.is_null())
    high = low
    if columns.high is not None:
        high = _number(columns, columns.high, columns.high_dtype)
    low, high = _alike(low, high)
    has_low, has_high = ~low.expr.is_null(), ~high.expr.is_null()
    known, top = has_low, low.expr
    if columns.high is not None:
        known = has_low & (~has_high | yes(low.expr <= high.expr))
        top = nw.coalesce(high.expr, low.expr)
    known = _plain(columns, known)
    none, endless = state_is(columns, NONE), state_is(columns, AT_LEAST)
    floorless, is_open = state_is(columns, AT_MOST, UNDER), state_is(columns, BELOW, UNDER)
    below = state_is(columns, BELOW)
    bottom = low.expr
    if none is not None:
        known = known | none
    if endless is not None:
        known = known | (endless & has_low)
        top = nw.when(~endless).then(top)
    if below is not None:
        known = known | (below & has_high & yes(low.expr < high.expr))
    if floorless is not None:
        known = known | (floorless & has_high)
        bottom = nw.when(~floorless).then(bottom)
    known = keep("known", known)
    if none is not None:
        none = keep("none", none)
        bottom = nw.when(none).then(low.zero).otherwise(bottom)
        top = nw.when(none).then(low.zero).otherwise(top)
    return Amount(
        evolve(low, expr=nw.when(known).then(bottom)),
        evolve(high, expr=nw.when(known).then(top)),
        known,
        is_open,
        none,
        vague=columns.high is not None or endless is not None or floorless is not None,
        kept=True,
        endless=endless is not None,
    )


def _alike(low: Number, high: Number) -> tuple[Number, Number]:
    """Both ends in one type and scale."""
    if low.scale == high.scale and low.per == high.per:
        return low, high
    if low.scale is not None and high.scale is not None:
        scale = max(low.scale, high.scale)
        wide = nw.Decimal(38, scale)
        return Number(low.expr.cast(wide), scale=scale), Number(high.expr.cast(wide), scale=scale)
    low, high = low.whole(), high.whole()
    low, high = together((low, high))
    return low, high


def _number(columns: FieldColumns, name: str, dtype: object) -> Number:
    expr = nw.col(name)
    if isinstance(dtype, nw.Decimal):
        return Number(expr, scale=dtype.scale)
    if dtype == nw.Float64 or dtype == nw.Float32:
        per = 10**columns.field.decimals
        real = expr.cast(nw.Float64)
        exact = is_exact_real(real, columns.field.decimals)
        scaled = (real * per).round(0)
        return Number(nw.when(exact).then(scaled).cast(nw.Int64), Fraction(per))
    if dtype in WIDE:
        expr = nw.when(~is_too_large(expr, dtype)).then(expr).cast(nw.Int64)
    elif dtype == nw.Unknown:
        expr = expr.cast(nw.Int64)
    return Number(expr, Fraction(10**columns.column.scale))


LARGEST = 2**63 - 1
WIDE = (nw.UInt64, nw.Int128)
"""Types of whole numbers that 64 bits with a sign may not hold."""


def is_too_large(whole: nw.Expr, dtype: object) -> nw.Expr:
    """Whether a whole number of some type exceeds 64 bits; null where it is."""
    # Arrow compares a number without a sign only with its like.
    if dtype == nw.UInt64:
        return yes(whole > nw.lit(LARGEST).cast(nw.UInt64))
    return yes((whole > LARGEST) | (whole < -LARGEST))


def is_exact_real(real: nw.Expr, decimals: int) -> nw.Expr:
    """Whether a floating number is one of the declared decimal places, and not NaN; never null.

    A whole number must be whole; 0.1 + 0.2 is taken for 0.3, because no number of few decimal
    places but that one lies as near.
    """
    limit = DECIMAL_REAL if decimals else EXACT_REAL
    scaled = real * 10**decimals
    sane = yes(scaled.abs() <= float(limit))
    calm = nw.when(sane).then(scaled).otherwise(0.5)
    off = (calm - calm.round(0)).abs()
    close = off <= calm.abs() * 1e-15 + 1e-9 if decimals else off <= 0.0
    return sane & yes(close)


def days_of(columns: FieldColumns) -> Days:
    """The days of a field."""
    start = _day(columns.column.name, columns.dtype)
    words = None
    if columns.text is not None and (told := state_is(columns, WORDS)) is not None:
        words = Words(nw.when(told).then(nw.col(columns.text).cast(nw.String)), told)
    known = _plain(columns, ~start.is_null())
    is_none = state_is(columns, NONE)
    is_period = columns.field.type is FieldType.PERIOD
    if columns.high is None:
        says_nothing = columns.state is None or columns.states == frozenset()
        return Days(start, start, known, is_period, words=words, none=is_none, plain=says_nothing)
    end = _day(columns.high, columns.high_dtype)
    known = known & (end.is_null() | yes(start <= end))
    last = nw.when(~end.is_null()).then(end).otherwise(start)
    spans = known & ~end.is_null()
    return Days(start, last, known, is_period, spans, words, is_none)


def _day(name: str, dtype: object) -> nw.Expr:
    return nw.col(name) if dtype == nw.Date else nw.col(name).cast(nw.Date)


def words_of(columns: FieldColumns, keep: Keep = _as_it_is) -> Words:
    """The text, the choice or the choices of a field; empty text is not reported."""
    name, dtype = columns.column.name, columns.dtype
    is_none = state_is(columns, NONE)
    expr = nw.col(name)
    if dtype == nw.List:
        known = _plain(columns, yes(expr.list.len() > 0))
        return Words(expr, _or(known, is_none), is_none, None, is_list=True)
    if dtype in (nw.String, nw.Categorical, nw.Enum):
        expr = expr if dtype == nw.String else expr.cast(nw.String)
        filled = keep("filled", yes(expr != ""))
    else:
        filled, expr = ~expr.is_null(), expr.cast(nw.String)
    separator = columns.column.separator if columns.field.type is FieldType.CHOICES else None
    return Words(expr, _or(_plain(columns, filled), is_none), is_none, separator)


def _or(known: nw.Expr, other: nw.Expr | None) -> nw.Expr:
    return known if other is None else known | other
