"""Possible values of what is worked out from several figures, none of them widened twice.

A figure that stands at several places of an expression is one figure: a - a is 0, and x of x + y is
never more than 1, however uncertain x is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN
from fractions import Fraction
from itertools import product

from attrs import frozen

from kejifupin.terms.arithmetic import Number, add, multiply, to_number
from kejifupin.terms.intervals import Interval

Figures = Mapping[str, Interval | None]
"""Key of an indicator → its possible values, None for no data."""

_MOST_SHARED = 8
"""More figures than these both above and below a line are taken as if they were others."""


@frozen
class Linear:
    """A sum of multiples of figures, and a constant (线性组合).

    Args:
        weights: Figures, or quotients and products of them, each once, with what each is
            multiplied by.
        constant: What is added.
    """

    weights: tuple[tuple[str | Quotient | Product, Number], ...] = ()
    constant: Number = 0

    def plus(self, other: Linear) -> Linear:
        """The sum; what cancels out is gone."""
        weights = dict(self.weights)
        for each, weight in other.weights:
            weights[each] = add(weights.get(each, 0), weight)
        kept = tuple((each, weight) for each, weight in weights.items() if weight)
        return Linear(kept, add(self.constant, other.constant))

    def times(self, factor: Number) -> Linear:
        """A multiple."""
        weights = tuple((each, multiply(weight, factor)) for each, weight in self.weights)
        return Linear(weights, multiply(self.constant, factor))

    def figures(self) -> Iterator[str]:
        """Keys of the figures in it, those of its quotients and products among them."""
        for each, _ in self.weights:
            if isinstance(each, str):
                yield each
            else:
                for part in each.parts:
                    yield from part.figures()

    def divided(self) -> Iterator[str]:
        """Keys of the figures that stand in a quotient."""
        for each, _ in self.weights:
            if isinstance(each, Quotient):
                yield from Linear(((each, 1),)).figures()
            elif isinstance(each, Product):
                for part in each.parts:
                    yield from part.divided()

    def of(self, figures: Figures) -> Interval | None:
        """The possible values, None where a figure has none."""
        total = Interval.exact(self.constant)
        for each, weight in self.weights:
            amount = figures[each] if isinstance(each, str) else each.of(figures)
            if amount is None:
                return None
            total = total + amount.scaled(weight)
        return total


@frozen
class Product:
    """Linear combinations multiplied by one another (积).

    A figure that stands in two of them is taken as if it were two: what comes out may be wider
    than need be, and leaves nothing out.

    Args:
        parts: The factors.
    """

    parts: tuple[Linear, ...]

    def of(self, figures: Figures) -> Interval | None:
        """The possible values, None where a figure has none."""
        total = Interval.exact(1)
        for part in self.parts:
            amount = part.of(figures)
            if amount is None:
                return None
            total = total.times(amount)
        return total


@frozen
class Quotient:
    """One linear combination divided by another (商).

    Args:
        above: What is divided.
        below: What it is divided by.
    """

    above: Linear
    below: Linear

    @property
    def parts(self) -> tuple[Linear, ...]:
        """What stands above and below the line."""
        return (self.above, self.below)

    def of(self, figures: Figures) -> Interval | None:
        """The possible values.

        A quotient of linear forms has its ends at the corners of what the figures may be, and
        where a figure grows without bounds.

        Returns:
            None where a figure has no data or the denominator can only be 0 or less; nothing is
            known where it may be negative.
        """
        axes = self._axes(figures)
        if axes is None:
            return None
        least, most = _ends_of_sum(axes)
        if most is not None and most <= 0:
            return None
        if least is None or least < 0 or any(axis.is_unbounded for axis in axes):
            return Interval.unknown()
        ends = _Ends()
        for corner in product(*(axis.corners for axis in axes)):
            pairs = list(zip(axes, corner, strict=True))
            ends.add(
                sum((axis.above * at for axis, at in pairs), Fraction(0)),
                sum((axis.below * at for axis, at in pairs), Fraction(0)),
            )
        for axis in axes:
            for way in axis.ways:
                ends.add(axis.above * way, axis.below * way)
        return ends.interval(exact=all(axis.low == axis.high for axis in axes))

    def _axes(self, figures: Figures) -> list[_Axis] | None:
        above, below = dict(self.above.weights), dict(self.below.weights)
        shared = [each for each in above if each in below]
        if len(shared) > _MOST_SHARED:
            shared = []
        rest = [
            Linear(tuple(pair for pair in side.weights if pair[0] not in shared), side.constant)
            for side in (self.above, self.below)
        ]
        found: list[_Axis] = []
        for side, up, down in zip(rest, (1, 0), (0, 1), strict=True):
            amount = side.of(figures)
            if amount is None:
                return None
            found.append(_Axis.of(amount, up, down))
        for each in shared:
            amount = figures[each] if isinstance(each, str) else each.of(figures)
            if amount is None:
                return None
            found.append(_Axis.of(amount, above[each], below[each]))
        return found


@frozen
class _Axis:
    """What one figure may be, and how it counts above and below the line."""

    low: Fraction | None
    high: Fraction | None
    above: Fraction
    below: Fraction

    @classmethod
    def of(cls, amount: Interval, above: Number, below: Number) -> _Axis:
        low, high = (None if end is None else Fraction(end) for end in (amount.low, amount.high))
        return cls(low, high, Fraction(above), Fraction(below))

    @property
    def is_unbounded(self) -> bool:
        return self.low is None and self.high is None

    @property
    def corners(self) -> Sequence[Fraction]:
        return tuple({end: None for end in (self.low, self.high) if end is not None})

    @property
    def ways(self) -> Sequence[int]:
        """The ways on which it leads out of sight."""
        return (*((1,) if self.high is None else ()), *((-1,) if self.low is None else ()))


def _ends_of_sum(axes: Sequence[_Axis]) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most that stands below the line."""
    least: Fraction | None = Fraction(0)
    most: Fraction | None = Fraction(0)
    for axis in axes:
        if axis.below == 0:
            continue
        low, high = (axis.low, axis.high) if axis.below > 0 else (axis.high, axis.low)
        least = None if least is None or low is None else least + axis.below * low
        most = None if most is None or high is None else most + axis.below * high
    return least, most


class _Ends:
    """The least and the most of quotients, gathered one by one."""

    def __init__(self) -> None:
        self._found: list[Fraction] = []
        self._falls = self._grows = False

    def add(self, above: Fraction, below: Fraction) -> None:
        """One more quotient; what is divided by next to nothing leads out of sight."""
        if below:
            self._found.append(above / below)
        else:
            self._grows |= above > 0
            self._falls |= above < 0

    def interval(self, *, exact: bool) -> Interval | None:
        """All that lies between them, None where there is none."""
        if not self._found:
            return Interval.unknown() if self._grows or self._falls else None
        least, most = min(self._found), max(self._found)
        if exact or (least == most and not self._falls and not self._grows):
            return Interval.exact(to_number(least, ROUND_HALF_EVEN))
        return Interval(
            None if self._falls else to_number(least, ROUND_FLOOR),
            None if self._grows else to_number(most, ROUND_CEILING),
        )
