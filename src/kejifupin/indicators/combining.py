"""How the figures of several indicators become one: worked out from them, or met by them."""

from __future__ import annotations

from typing import Protocol

from attrs import frozen

from kejifupin.indicators.expressions import Requirement
from kejifupin.indicators.linear_forms import Figures, Linear
from kejifupin.records.comparisons import conjunction, disjunction
from kejifupin.terms.intervals import Interval

NOT_NEGATIVE = Interval.at_least(0)


class Combination(Protocol):
    """How figures of other indicators become one (合成方法)."""

    def value(self, figures: Figures) -> Interval | None:
        """The possible values; figures without data may be anything."""
        ...

    def known(self, figures: Figures) -> Interval | None:
        """The same for what was reported alone."""
        ...


@frozen
class Derivation:
    """A figure worked out from others (推算).

    Args:
        form: How.
        signed: Keys of the figures that may be negative.
    """

    form: Linear
    signed: frozenset[str] = frozenset()

    def value(self, figures: Figures) -> Interval | None:
        """The possible values; None only where no figure has data, or a quotient has none."""
        own = {key: figures[key] for key in self.form.figures()}
        if own and all(each is None for each in own.values()):
            return None
        within = set(self.form.divided())
        for key, each in own.items():
            if each is None and key not in within:
                own[key] = Interval.unknown() if key in self.signed else NOT_NEGATIVE
        return self.form.of(own)

    def known(self, figures: Figures) -> Interval | None:
        """The same for what was reported alone: a sum leaves out whoever has no data."""
        weights = self.form.weights
        adds = all(isinstance(each, str) and weight > 0 for each, weight in weights)
        if adds and any(figures[key] is not None for key in self.form.figures()):
            zero = Interval.exact(0)
            return self.form.of({key: each or zero for key, each in figures.items()})
        return self.form.of(figures)


@frozen
class Meeting:
    """1 where a requirement is met, 0 where it is not (是否达标).

    Args:
        requirement: What must be so.
    """

    requirement: Requirement

    def value(self, figures: Figures) -> Interval | None:
        """1, 0 or either; None where no figure has data."""
        if all(figures[key] is None for key, _ in self.requirement.indicators()):
            return None
        met = meets(self.requirement, figures)
        return Interval(int(met is True), int(met is not False))

    def known(self, figures: Figures) -> Interval | None:
        """The same for what was reported alone."""
        return self.value(figures)


def meets(requirement: Requirement, figures: Figures) -> bool | None:
    """Whether a requirement is met; None where that cannot be told."""
    if requirement.any:
        return disjunction(meets(part, figures) for part in requirement.any)
    if requirement.all:
        return conjunction(meets(part, figures) for part in requirement.all)
    figure = figures[requirement.indicator or ""]
    return None if figure is None else requirement.bound.holds(figure)
