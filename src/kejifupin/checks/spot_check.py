"""Spot checks as a programme declares them: what is drawn, from where, and how many."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.conditions import Condition
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level

_WHOLE = Decimal(100)


@frozen
class SpotCheck:
    """Records that are drawn and looked at on the spot (抽查).

    Each kind of records in each division of a level is a stratum of its own, drawn independently
    of the others.

    Args:
        key: Key of the spot check.
        label: What it is called.
        kinds: Keys of the kinds of records that are drawn from.
        citation: The clause that asks for it.
        level: Level of the divisions that are strata; one stratum of everything by default. A
            record that speaks of a division above that level belongs to that division's stratum.
        where: Only records for which this holds; those of which it cannot be told are drawn from
            too.
        number: How many are drawn of each stratum.
        share: How many of a hundred are drawn of each stratum, rounded up.
        total: How many are drawn in all, divided among the strata by their sizes.
        at_least: The least that is drawn of a stratum, all of it where it is smaller.
        at_most: The most that is drawn of a stratum.
        reserve: How many more are drawn of each stratum, in their order, to step in for what
            cannot be visited.

    Raises:
        DefinitionError: Not exactly one of number, share and total, or one that draws nothing.
    """

    key: str
    label: str
    kinds: tuple[str, ...]
    citation: Citation
    level: Level | None = None
    where: Condition | None = None
    number: int | None = None
    share: Decimal | int | None = None
    total: int | None = None
    at_least: int = 1
    at_most: int | None = None
    reserve: int = 0

    def __attrs_post_init__(self) -> None:
        given = {"number": self.number, "share": self.share, "total": self.total}
        named = [key for key, each in given.items() if each is not None]
        sizes = [each for each in given.values() if each is not None]
        if len(sizes) != 1:
            raise DefinitionError(
                f"spot check {self.key!r} needs one of number, share and total",
                f"抽查“{self.key}”须写 number（每层几份）、share（百分之几）、total（共几份）之一",
                "例：share = 10",
                named[-1] if named else "",
            )
        size = Decimal(sizes[0])
        if not size.is_finite() or size <= 0 or (self.share is not None and size > _WHOLE):
            raise DefinitionError(
                f"spot check {self.key!r} draws nothing, or more than there is",
                f"抽查“{self.key}”的数量须大于0，百分之几不超过100",
                "例：share = 10",
                named[0],
            )
        if min(self.at_least, self.reserve) < 0 or (
            self.at_most is not None and self.at_most < max(1, self.at_least)
        ):
            raise DefinitionError(
                f"spot check {self.key!r}: at_least, at_most and reserve do not fit together",
                f"抽查“{self.key}”的 at_least、at_most、reserve 不合：不能为负，最多不能少于最少",
                "例：at_least = 1, at_most = 20, reserve = 2",
                "at_least" if self.at_least < 0 else "reserve" if self.reserve < 0 else "at_most",
            )
        if not self.kinds:
            raise DefinitionError(
                f"spot check {self.key!r} draws from no kind of records",
                f"抽查“{self.key}”没有写明抽哪种记录（kinds）",
                '例：kinds = ["household_survey"]',
                "kinds",
            )

    def wanted(self, population: int) -> int:
        """How many are drawn of a stratum of some size, where that does not rest on the others."""
        if self.number is not None:
            wanted = self.number
        elif self.share is not None:
            exact = Decimal(population) * self.share / _WHOLE
            wanted = int(exact.to_integral_value(rounding=ROUND_CEILING))
        else:
            wanted = 0
        return self.limited(wanted, population)

    def limited(self, wanted: int, population: int) -> int:
        """A number of records within what a stratum has and what is demanded at least."""
        most = population if self.at_most is None else min(population, self.at_most)
        return min(max(wanted, self.at_least), most)
