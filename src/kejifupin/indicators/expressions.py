"""What is worked out from other indicators: expressions and requirements, from a closed set."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound


@frozen
class Expression:
    """A sum, difference, product or ratio of other indicators (算式).

    Exactly one of the parts is given; in a plugin's file a bare text is an indicator, a bare number
    a constant.

    Args:
        indicator: Key of an indicator.
        constant: A number; in a sum or difference, in the unit of the first indicator there.
        sum: Expressions that are added.
        difference: The first less all that follow.
        product: Expressions and numbers that are multiplied, their units too: 亩 times 元/亩 is 元.
        ratio: What is divided, and what it is divided by.
    """

    indicator: str | None = None
    constant: Number | None = None
    sum: tuple[Expression, ...] = ()
    difference: tuple[Expression, ...] = ()
    product: tuple[Expression, ...] = ()
    ratio: tuple[Expression, ...] = ()

    def __attrs_post_init__(self) -> None:
        given = (self.indicator is not None) + (self.constant is not None)
        given += sum(map(bool, (self.sum, self.difference, self.product, self.ratio)))
        if given != 1:
            raise DefinitionError(
                "an expression is one of indicator, constant, sum, difference, product, ratio; "
                f"{given} given",
                "算式须在 indicator、constant、sum、difference、product、ratio 中恰好写一个，"
                f"现有{given}个",
                '例：{ difference = ["households", "households_out"] }',
            )
        if len(self.difference) == 1 or len(self.sum) == 1:
            raise DefinitionError(
                "a sum or difference has two parts at least",
                "sum、difference 至少要有两项",
                '例：sum = ["federations", "expert_stations"]',
            )
        if self.ratio and len(self.ratio) != 2:
            raise DefinitionError(
                f"a ratio has two parts, not {len(self.ratio)}",
                f"ratio 须是两项（分子、分母），现有{len(self.ratio)}项",
                '例：ratio = ["households_out", "households"]',
            )
        if self.product and (
            len(self.product) < 2 or all(part.constant is not None for part in self.product)
        ):
            raise DefinitionError(
                "a product has two parts at least, and not only numbers",
                "product 至少要有两项，且不能都是常数",
                '例：product = ["households", 2]、product = ["area", "income_rate"]',
            )

    @classmethod
    def from_shorthand(cls, part: str | Number) -> Expression:
        """An indicator by its key, or a number.

        >>> Expression.from_shorthand("households").indicator, Expression.from_shorthand(2).constant
        ('households', 2)
        """
        return cls(indicator=part) if isinstance(part, str) else cls(constant=part)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The expressions that it is made of."""
        return self.sum or self.difference or self.product or self.ratio

    def indicators(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Keys of the indicators that it names, each with its path inside the expression."""
        if self.indicator is not None:
            yield self.indicator, ("indicator",)
        for name in ("sum", "difference", "product", "ratio"):
            for number, part in enumerate(getattr(self, name)):
                for key, path in part.indicators():
                    # A bare text stands for itself: no key leads to it.
                    yield key, (name, number, *(() if path == ("indicator",) else path))


@frozen
class Requirement:
    """What must be so of one division or household, by its indicators (达标条件).

    Either an indicator within limits, or a combination by ``any`` (A或B) or ``all`` (A且B).

    Args:
        indicator: Key of the indicator.
        at_least: The least that it may be.
        at_most: The most that it may be.
        any: One of these is so.
        all: Every one of these is so.
    """

    indicator: str | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    any: tuple[Requirement, ...] = ()
    all: tuple[Requirement, ...] = ()

    def __attrs_post_init__(self) -> None:
        bounded = self.at_least is not None or self.at_most is not None
        if (self.indicator is not None) + bool(self.any) + bool(self.all) != 1 or bounded != (
            self.indicator is not None
        ):
            raise DefinitionError(
                "a requirement is an indicator within limits, or one of any, all",
                "达标条件须是一个指标及其界限（at_least、at_most），或 any、all 之一",
                '例：{ any = [ { indicator = "federations", at_least = 1 }, '
                '{ indicator = "expert_stations", at_least = 1 } ] }',
            )
        low, high = self.at_least, self.at_most
        if low is not None and high is not None and low > high:
            raise DefinitionError(
                f"at_least {self.at_least} is more than at_most {self.at_most}",
                f"at_least（{self.at_least}）大于 at_most（{self.at_most}）",
                "把两个数对调，或改正其一",
            )

    @property
    def parts(self) -> tuple[Requirement, ...]:
        """The requirements that it combines."""
        return self.any or self.all

    @property
    def bound(self) -> Bound:
        """The limits of its indicator."""
        return Bound(self.at_least, self.at_most)

    def indicators(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Keys of the indicators that it names, each with its path inside the requirement."""
        if self.indicator is not None:
            yield self.indicator, ("indicator",)
        for name in ("any", "all"):
            for number, part in enumerate(getattr(self, name)):
                for key, path in part.indicators():
                    yield key, (name, number, *path)
