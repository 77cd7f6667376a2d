"""What derived indicators rest on: their operands, their bases, how the figures go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.indicators.combining import Combination, Derivation, Meeting
from kejifupin.indicators.expressions import Expression
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.linear_forms import Linear, Product, Quotient
from kejifupin.indicators.measures import MeasureKind
from kejifupin.terms.arithmetic import Number, multiply
from kejifupin.terms.quantities import convert, find_unit, is_unit
from kejifupin.terms.text import nearest
from kejifupin.terms.unit_algebra import multiplied_units

Known = Mapping[str, Indicator]


def operand_keys(indicator: Indicator, known: Known) -> tuple[str, ...]:
    """Keys of the indicators whose figures an indicator is combined from, none for one counted.

    Of a derived one, those that are not derived themselves: what cancels out is gone.

    Raises:
        UnknownNameError: One of them does not exist.
        DefinitionError: It rests on itself, on another unit, or is met by a count of divisions.
    """
    combination = combination_of(indicator, known)
    if isinstance(combination, Derivation):
        return tuple(dict.fromkeys(combination.form.figures()))
    if isinstance(combination, Meeting):
        return tuple(dict.fromkeys(key for key, _ in combination.requirement.indicators()))
    return ()


def bases(indicator: Indicator, known: Known) -> Iterator[Indicator]:
    """The counted indicators that one rests on, itself if it is counted; some maybe twice."""
    keys = operand_keys(indicator, known)
    if indicator.measure.counted:
        yield indicator
    for key in keys:
        yield from bases(known[key], known)


def counts_units(indicator: Indicator) -> bool:
    """Whether its value is how many divisions meet a requirement."""
    measure = indicator.measure
    if measure.kind is not MeasureKind.MEETS:
        return False
    return measure.level is not None or measure.cohort is not None


def rests_on_counts(indicator: Indicator, known: Known) -> bool:
    """Whether it is worked out from how many divisions or records meet something."""
    if indicator.measure.expression is None:
        return False
    return any(counts_units(known[key]) for key in operand_keys(indicator, known))


def combination_of(indicator: Indicator, known: Known) -> Combination | None:
    """How the figures of others become that of an indicator, None where it is counted.

    Raises:
        UnknownNameError: One of them does not exist.
        DefinitionError: It rests on itself, on another unit, or is met by a count of divisions.
    """
    measure = indicator.measure
    if measure.requirement is not None:
        for key, _ in measure.requirement.indicators():
            _check(key, known, (indicator.key,))
        return Meeting(measure.requirement)
    if measure.expression is None:
        return None
    form, unit = _form(measure.expression, known, (indicator.key,))
    form = form.times(_factor(unit, indicator.unit, indicator.key))
    signed = frozenset(
        key for key in form.figures() if known[key].measure.kind is MeasureKind.NAMED
    )
    return Derivation(form, signed)


def find_indicator(key: str, known: Known) -> Indicator:
    """The indicator of that key.

    Raises:
        UnknownNameError: No such indicator; carries the nearest keys.
    """
    try:
        return known[key]
    except KeyError:
        raise UnknownNameError("indicator", key, nearest(key, known)) from None


def _check(key: str, known: Known, through: tuple[str, ...]) -> Indicator:
    """An operand that may stand there."""
    found = find_indicator(key, known)
    if key in through:
        raise DefinitionError(
            f"indicator {key!r} is worked out from itself: {' > '.join((*through, key))}",
            f"指标“{key}”绕一圈又由自己推算：{'→'.join((*through, key))}",
            "去掉其中一处引用",
        )
    if counts_units(found) and known[through[-1]].measure.requirement is not None:
        raise DefinitionError(
            f"indicator {through[-1]!r} is met or not by {key!r}, which counts divisions",
            f"指标“{through[-1]}”的达标条件引用了“{key}”，而它数的是达标的个数",
            "直接引用它所依据的指标；要求每个地区至少几个达标，用目标的 each",
        )
    if found.measure.requirement is not None:
        for each, _ in found.measure.requirement.indicators():
            _check(each, known, (*through, key))
    elif found.measure.expression is not None:
        for each, _ in found.measure.expression.indicators():
            _check(each, known, (*through, key))
    return found


def _form(
    expression: Expression, known: Known, through: tuple[str, ...]
) -> tuple[Linear, str | None]:
    """An expression as multiples of what was counted, and its unit; None for a bare number."""
    if expression.indicator is not None:
        found = _check(expression.indicator, known, through)
        if found.measure.expression is None:
            return Linear(((found.key, 1),)), found.unit
        form, unit = _form(found.measure.expression, known, (*through, found.key))
        return form.times(_factor(unit, found.unit, found.key)), found.unit
    if expression.constant is not None:
        return Linear(constant=expression.constant), None
    parts = [_form(part, known, through) for part in expression.parts]
    if expression.product:
        return _multiple(parts)
    if expression.ratio:
        above, below = parts
        return _quotient(above, below, through[-1])
    unit = next((each for _, each in parts if each is not None), None)
    total = Linear()
    for number, (form, own) in enumerate(parts):
        sign = -1 if expression.difference and number else 1
        total = total.plus(form.times(multiply(sign, _factor(own, unit, through[-1]))))
    return total, unit


def _multiple(parts: list[tuple[Linear, str | None]]) -> tuple[Linear, str | None]:
    number: Number = 1
    for form, _ in parts:
        if not form.weights:
            number = multiply(number, form.constant)
    several = [(form, own) for form, own in parts if form.weights]
    if len(several) == 1:
        form, unit = several[0]
        return form.times(number), unit
    unit, factor = multiplied_units([own for _, own in several if own is not None])
    product = Product(tuple(form for form, _ in several))
    return Linear(((product, multiply(number, factor)),)), unit


def _quotient(
    above: tuple[Linear, str | None], below: tuple[Linear, str | None], key: str
) -> tuple[Linear, str | None]:
    (top, top_unit), (bottom, bottom_unit) = above, below
    factor: Number = 1
    if bottom_unit is None:
        unit = top_unit
    elif top_unit is None or top_unit == bottom_unit or _alike(top_unit, bottom_unit):
        unit = None if top_unit is None else "1"
        bottom = bottom.times(_factor(bottom_unit, top_unit, key))
    else:
        unit, factor = multiplied_units((top_unit,), (bottom_unit,))
    return Linear(((Quotient(top, bottom), factor),)), unit


def _alike(one: str, other: str) -> bool:
    both = is_unit(one) and is_unit(other)
    return both and find_unit(one).dimension == find_unit(other).dimension


def _factor(source: str | None, target: str | None, key: str) -> Number:
    if source is None or target is None or source == target:
        return 1
    if _alike(source, target):
        return convert(1, source, target)
    raise DefinitionError(
        f"indicator {key!r}: {source} and {target} do not convert",
        f"指标“{key}”的算式里，“{source}”与“{target}”不能换算",
        "只加减同类的数；结果的单位与算式一致",
    )
