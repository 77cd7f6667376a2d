"""A division's own return against those of its children, line by line (本级)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.values import IndicatorValue, Values, interval_text
from kejifupin.records.setting import Setting
from kejifupin.terms.intervals import Interval


@frozen
class OwnDifference:
    """One line of a division's own return against its children (本级差额).

    Args:
        indicator: The line.
        division: Code of the division.
        division_name: Its name.
        own: What its own return says of itself and all below it.
        children: What the children that reported come to together.
        difference: What is left for itself (本级); below zero where the children have more.
        missing: Codes of the children of whom nothing is known.
    """

    indicator: Indicator
    division: str
    division_name: str
    own: Interval
    children: Interval
    difference: Interval
    missing: tuple[str, ...] = ()

    @property
    def contradicts(self) -> bool:
        """Whether the children surely have more than the whole."""
        return self.difference.high is not None and self.difference.high < 0

    def cells(self) -> tuple[str, ...]:
        """Own return, children together and what is left for itself, each with its unit."""
        unit, decimals = self.indicator.unit, self.indicator.decimals
        figures = (self.own, self.children, self.difference)
        return tuple(interval_text(each, unit, decimals) for each in figures)


def own_differences(values: Values, setting: Setting) -> tuple[OwnDifference, ...]:
    """All lines of all returns that cover more than their own division.

    Args:
        values: Values of the indicators, those of the lines among them.
        setting: The programme and its day.

    Returns:
        The differences in the order of the values; a division without children that report, or
        without a return of its own, has none.
    """
    return tuple(_differences(values, values, setting))


def _differences(
    each_of: Iterable[IndicatorValue], values: Values, setting: Setting
) -> Iterator[OwnDifference]:
    divisions, day = setting.divisions, setting.as_of
    for value in each_of:
        if value.own_part is None or value.value is None:
            continue
        below = divisions.children(value.division, day, reporting=True)
        found = {each.code: values.find(value.indicator.key, each.code) for each in below}
        known = [each.known for each in found.values() if each is not None and each.known]
        total = Interval.exact(0)
        for each in known:
            total += each
        yield OwnDifference(
            value.indicator,
            value.division,
            value.division_name,
            value.value,
            total,
            value.own_part,
            tuple(code for code, each in found.items() if each is None or each.known is None),
        )
