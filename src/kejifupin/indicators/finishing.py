"""From rolled-up parts to the value of an indicator: ratios, averages, units, Python measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.indicators.combining import Combination
from kejifupin.indicators.deriving import combination_of, operand_keys, rests_on_counts
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import MeasureKind, PythonMeasure
from kejifupin.indicators.plan import Partial, Plan
from kejifupin.indicators.reporting import silence_of
from kejifupin.indicators.roll_up import Rolled, lacks_figure, widened
from kejifupin.indicators.tallies import Tally, interval_of
from kejifupin.records.kinds import Silence
from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import Number, multiply
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import convert, find_unit, is_unit

T = TypeVar("T")


@frozen
class Finish:
    """How the parts of an indicator become its value (取值方法).

    Args:
        parts: What is counted, for an indicator worked out from others all that these count.
        silences: What silence means for each part.
        divides: Whether the first part is divided by the second.
        factor: What leads from the unit of the forms to that of the indicator.
        python: The measure in Python that ends it.
        operands: Keys of the indicators that it is worked out from, each with its own finish;
            their parts follow one another in ``parts``.
        combination: How their figures become one.
    """

    parts: tuple[Partial, ...]
    silences: tuple[Silence, ...]
    divides: bool = False
    factor: Number = 1
    python: PythonMeasure | None = None
    operands: tuple[tuple[str, Finish], ...] = ()
    combination: Combination | None = None

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan, setting: Setting) -> Finish:
        """How an indicator of a plan is finished.

        Raises:
            DefinitionError: It is worked out from counts of units, and so from no parts.
        """
        parts = plan.parts[indicator.key]
        if rests_on_counts(indicator, plan.indicators):
            raise DefinitionError(
                f"indicator {indicator.key!r} is worked out from counts of what meets something: "
                "it says nothing of one record",
                f"指标“{indicator.key}”由达标个数推算，对一份记录没有意义",
                "换一个指标，或把口径改成地区",
            )
        if not indicator.measure.counted:
            operands = tuple(
                (key, cls.of(plan.indicators[key], plan, setting))
                for key in operand_keys(indicator, plan.indicators)
            )
            silences = tuple(silence for _, each in operands for silence in each.silences)
            combination = combination_of(indicator, plan.indicators)
            return cls(parts, silences, operands=operands, combination=combination)
        return cls(
            parts,
            tuple(silence_of(indicator, part, setting) for part in parts),
            indicator.measure.kind in (MeasureKind.RATIO, MeasureKind.AVERAGE),
            unit_factor(indicator, parts, setting),
            plan.measures.get(indicator.measure.name or ""),
        )

    def value(self, rolled: Sequence[Rolled]) -> Interval | None:
        """The possible values, open upwards where somebody is missing; None for no data.

        Args:
            rolled: What each part amounts to, and who is missing from it.
        """
        if self.combination is not None:
            figures = {key: each.value(own) for key, each, own in self._each(rolled)}
            return self.combination.value(figures)
        return self._finished(
            [
                self._part(number, each.tally, missing=bool(each.missing))
                for number, each in enumerate(rolled)
            ]
        )

    def known(self, rolled: Sequence[Rolled]) -> Interval | None:
        """The same for what was reported alone."""
        if self.combination is not None:
            figures = {key: each.known(own) for key, each, own in self._each(rolled)}
            return self.combination.known(figures)
        return self._finished(
            [self._part(number, each.tally, missing=False) for number, each in enumerate(rolled)]
        )

    def alone(self, tallies: Sequence[Tally]) -> Interval | None:
        """The possible values where nobody else could add to them: of a household by itself."""
        if self.combination is not None:
            figures = {key: each.alone(own) for key, each, own in self._each(tallies)}
            return self.combination.value(figures)
        return self._finished(
            [
                self._part(number, tally, missing=lacks_figure(tally, self.parts[number]))
                for number, tally in enumerate(tallies)
            ]
        )

    def lacking(self, rolled: Sequence[Rolled]) -> bool:
        """Whether one of several figures has no data, so that the whole is more than is known."""
        figures = [each.value(own) for _, each, own in self._each(rolled)]
        return None in figures and len(figures) > figures.count(None)

    def heads(self, found: Sequence[T]) -> Iterator[T]:
        """What stands for each indicator counted: its first part, of a ratio the upper one."""
        if self.combination is None:
            yield found[0]
        for _, each, own in self._each(found):
            yield from each.heads(own)

    def _each(self, found: Sequence[T]) -> Iterator[tuple[str, Finish, Sequence[T]]]:
        """The indicators that it is worked out from, each with what belongs to its own parts."""
        start = 0
        for key, each in self.operands:
            yield key, each, found[start : start + len(each.parts)]
            start += len(each.parts)

    def _part(self, number: int, tally: Tally, *, missing: bool) -> Interval | None:
        if not tally.has_data and self.silences[number] is not Silence.ZERO:
            return None
        return widened(interval_of(tally, self.parts[number]), missing=missing)

    def _finished(self, parts: Sequence[Interval | None]) -> Interval | None:
        if self.python is not None:
            return self.python.finish(tuple(parts))
        first = parts[0]
        if self.divides and first is not None:
            first = first.divided_by(parts[1]) if parts[1] is not None else None
        return first if first is None or self.factor == 1 else first.scaled(self.factor)


def unit_factor(indicator: Indicator, parts: Sequence[Partial], setting: Setting) -> Number:
    """What leads from the units of the forms to that of an indicator.

    Shares are dimensionless numbers until the indicator says %; 1 where the units have nothing to
    do with each other, as for a count of records.
    """
    if indicator.measure.kind is MeasureKind.NAMED or not is_unit(indicator.unit):
        return 1
    units = [_unit(part, setting) for part in parts]
    if indicator.measure.kind is not MeasureKind.RATIO:
        return _converted(units[0], indicator.unit.partition("/")[0])
    above, below = units
    if find_unit(indicator.unit).dimension == find_unit("1").dimension:
        return multiply(_converted(above, below), convert(1, "1", indicator.unit))
    if above is None or below is None:
        return _converted(above, indicator.unit.partition("/")[0])
    return _converted(f"{above}/{below}", indicator.unit)


def _unit(part: Partial, setting: Setting) -> str | None:
    return None if part.field is None else setting.kind(part.records).field(part.field).unit


def _converted(source: str | None, target: str | None) -> Number:
    if source is None or target is None or not (is_unit(source) and is_unit(target)):
        return 1
    same = find_unit(source).dimension == find_unit(target).dimension
    return convert(1, source, target) if same else 1
