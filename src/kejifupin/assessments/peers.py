"""Those who are held against each other: the extremes of the others, and one's own rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from kejifupin.assessments.marks import Marks, as_fraction
from kejifupin.assessments.ranks import Rank, Ties, ranks_of
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.worths import FAR


class Among(StrEnum):
    """Whom one is held against (比较范围)."""

    ALL = "all"
    """All subjects."""
    GROUP = "group"
    """Those ranked together, as ``ranking`` says."""


@frozen
class Extremes:
    """The least and the most that the others may have; None where nobody surely is there.

    Args:
        least_low: The least of the lowest values that are possible.
        least_high: The least of the highest, of those who surely had the task.
        most_low: The most of the lowest, of those who surely had the task.
        most_high: The most of the highest.
    """

    least_low: Fraction | None
    least_high: Fraction | None
    most_low: Fraction | None
    most_high: Fraction | None


@frozen
class Peers:
    """What was read of those who are held against each other (比较对象).

    Who had no such task is not among them; of whom that is not known may be there or not.

    Args:
        readings: Subject → what was read.
    """

    readings: Mapping[str, Reading]

    @cached_property
    def there(self) -> Mapping[str, Marks]:
        """Subject → its possible values, of those who may have had the task."""
        return {
            key: _span(each) for key, each in self.readings.items() if each.applies is not False
        }

    @cached_property
    def _ends(self) -> Mapping[str, Sequence[Fraction]]:
        every = self.there.values()
        sure = [each for key, each in self.there.items() if self.readings[key].applies]
        return {
            "least_low": _two(each.low for each in every),
            "least_high": _two(each.high for each in sure),
            "most_low": _two((each.low for each in sure), most=True),
            "most_high": _two((each.high for each in every), most=True),
        }

    def others(self, key: str) -> Extremes:
        """The extremes of everybody but one.

        Args:
            key: Who is left out.
        """
        own, sure = self.there[key], bool(self.readings[key].applies)

        def end(name: str, value: Fraction, *, counted: bool) -> Fraction | None:
            found = list(self._ends[name])
            if counted and value in found:
                found.remove(value)
            return found[0] if found else None

        return Extremes(
            end("least_low", own.low, counted=True),
            end("least_high", own.high, counted=sure),
            end("most_low", own.low, counted=sure),
            end("most_high", own.high, counted=True),
        )

    @cached_property
    def _ranks(self) -> dict[tuple[bool, Ties], Mapping[str, Rank]]:
        return {}

    def rank(self, key: str, ties: Ties, *, less_is_better: bool) -> Rank:
        """The ranks that are possible for one.

        Args:
            key: Whose.
            ties: How equals are ranked.
            less_is_better: Whether the least value is the first.
        """
        known = self._ranks.get((less_is_better, ties))
        if known is None:
            spans = {one: self._ranked(one, less_is_better) for one in self.there}
            known = ranks_of(spans, dict.fromkeys(spans, ""), ties)
            self._ranks[less_is_better, ties] = known
        return known[key]

    def _ranked(self, key: str, less_is_better: bool) -> Marks:  # noqa: FBT001
        span = self.there[key]
        if less_is_better:
            span = Marks(-span.high, -span.low)
        # Whoever is not there stands behind everybody.
        return span if self.readings[key].applies else Marks(-FAR * 2, span.high)

    @property
    def counts(self) -> tuple[int, int]:
        """How many are surely there, and how many may be."""
        return sum(bool(self.readings[key].applies) for key in self.there), len(self.there)


NOBODY = Peers({})


def _span(reading: Reading) -> Marks:
    value = reading.value
    low = None if value is None else value.low
    high = None if value is None else value.high
    return Marks(
        -FAR if low is None else as_fraction(low), FAR if high is None else as_fraction(high)
    )


def _two(values: Iterable[Fraction], *, most: bool = False) -> Sequence[Fraction]:
    """The two most extreme values, of equal ones both."""
    return sorted(values, reverse=most)[:2]
