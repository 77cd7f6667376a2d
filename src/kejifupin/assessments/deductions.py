"""Points for each event, and points off for each unit or fault."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.marks import ENDLESS, Marks, fraction_text
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.worths import ZERO, Worth, check_positive, points_over
from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import Number, format_number


class PartUnit(StrEnum):
    """How a part of a unit counts, as 0.05 where each 0.1 costs a point (不足一个单位)."""

    EXACT = "exact"
    """As the part that it is."""
    DROPPED = "dropped"
    """Not at all."""
    COUNTED = "counted"
    """As a whole one."""

    def units(self, amount: Fraction) -> Fraction:
        """So many units, the part counted as it is to be.

        >>> [int(each.units(Fraction(5, 2)) * 10) for each in PartUnit]
        [25, 20, 30]
        """
        if self is PartUnit.DROPPED:
            return Fraction(amount.numerator // amount.denominator)
        if self is PartUnit.COUNTED:
            return Fraction(-(-amount.numerator // amount.denominator))
        return amount


@frozen
class Deduction:
    """So much off full marks for each unit of shortfall, of excess, or for each fault (扣分).

    Args:
        points: How much is off for each unit.
        per: How much one unit is.
        at_least: From here upwards nothing is off; of a share it is 100 by default.
        at_most: Up to here nothing is off; 0 by default, so that every fault counts.
        floor: The least that is left (扣完为止 is 0).
        part: How a part of a unit counts.
    """

    points: Number
    per: Number = 1
    at_least: Number | None = None
    at_most: Number | None = None
    floor: Number = 0
    part: PartUnit = PartUnit.EXACT

    def __attrs_post_init__(self) -> None:
        check_positive(self.points, "points")
        check_positive(self.per, "per")
        if self.at_least is not None and self.at_most is not None:
            raise DefinitionError(
                "a deduction is for what falls short or for what exceeds",
                "at_least（低于它扣分）与 at_most（高于它扣分）只能写一个",
                "两头都扣的，分作两个评分项",
                "at_most",
            )

    def amount(self, reading: Reading, default: Number | None) -> Marks | None:
        """How much is off, without regard to any floor; None where nothing is known of it."""
        if reading.value is None:
            return None
        least, most = self._edges(default)
        return points_over(reading.value, lambda each: self._off(each, least, most))

    def _edges(self, default: Number | None) -> tuple[Fraction | None, Fraction]:
        least = self.at_least
        if least is None and self.at_most is None:
            least = default
        return None if least is None else Fraction(least), Fraction(self.at_most or 0)

    def _off(self, value: Fraction, least: Fraction | None, most: Fraction) -> Fraction:
        lacking = value - most if least is None else least - value
        if lacking <= 0:
            return ZERO
        return self.part.units(lacking / Fraction(self.per)) * Fraction(self.points)

    def worth(self, reading: Reading, full: Fraction, default: Number | None) -> Worth:
        """The points of a reading."""
        floor = min(Fraction(self.floor), full)
        off = self.amount(reading, default)
        if off is None:
            return Worth(Marks(floor, full), "数据不明，扣多少分不定")
        left = Marks(max(floor, full - off.high), max(floor, full - off.low))
        rule = self.rule(reading.unit, default)
        if off == Marks.exact(ZERO):
            return Worth(left, f"{rule}：不扣分，得满分{fraction_text(full)}分")
        down = "，扣完为止" if off.high > full - floor and not floor else ""
        down = f"，最低{fraction_text(floor)}分" if off.high > full - floor and floor else down
        shown = "扣分无上限" if off.high >= ENDLESS else f"应扣{off.text()}"
        points = fraction_text(full)
        return Worth(left, f"{rule}，{shown}{down}：满分{points}分，得{left.text()}")

    def rule(self, unit: str, default: Number | None) -> str:
        """What is off for what, in Chinese."""
        least, most = self._edges(default)
        each = f"每{format_number(self.per)}{unit}扣{format_number(self.points)}分"
        if least is not None:
            return f"低于{fraction_text(least)}{unit}的，{each}"
        return f"超过{fraction_text(most)}{unit}的，{each}" if most else each


@frozen
class PerEvent:
    """Points for each event, up to the criterion's points (按次计分).

    Args:
        points: Points of one event.
        per: How many make one.
        above: How many earn nothing yet.
        part: How a part of one counts.
    """

    points: Number
    per: Number = 1
    above: Number = 0
    part: PartUnit = PartUnit.EXACT

    def __attrs_post_init__(self) -> None:
        check_positive(self.points, "points")
        check_positive(self.per, "per")

    def amount(self, value: Fraction) -> Fraction:
        """The points of a value, without regard to any cap."""
        more = max(ZERO, value - Fraction(self.above))
        return self.part.units(more / Fraction(self.per)) * Fraction(self.points)

    def worth(self, reading: Reading, full: Fraction | None) -> Worth:
        """The points of a reading; without a cap where ``full`` is None."""
        # 每1条5分 reads well, 每11分 does not.
        counts = "" if reading.unit else "计"
        points = f"{counts}{format_number(self.points)}分"
        rule = f"每{format_number(self.per)}{reading.unit}{points}"
        if self.above:
            rule = f"超过{format_number(self.above)}{reading.unit}的部分{rule}"
        cap = ENDLESS if full is None else full
        if reading.value is None:
            return Worth(Marks(ZERO, cap), f"{rule}，数据不明")
        marks = points_over(reading.value, lambda each: min(cap, self.amount(each)))
        limit = "" if full is None else f"，最多{fraction_text(full)}分"
        return Worth(marks, f"{rule}{limit}：得{marks.text()}")
