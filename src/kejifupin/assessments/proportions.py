"""Points in proportion to a value, and points for reaching one."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.marks import Marks, fraction_text
from kejifupin.assessments.peers import Among, Peers
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.worths import FAR, ONE, ZERO, Worth, ends, only_true, points_over
from kejifupin.errors import DefinitionError
from kejifupin.indicators.values import interval_text
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.bounds import Bound


@frozen
class Proportional:
    """Points in proportion to the value (按比例).

    Args:
        full_at: The value of full marks; of a share it is 100 by default.
        zero_at: The value of no points. Above ``full_at`` where less is better.
        none_below: A value further from ``full_at`` than this earns nothing.
        best: Whether the best of all is what earns full marks.
        among: With ``best``, among whom.
    """

    full_at: Number | None = None
    zero_at: Number = 0
    none_below: Number | None = None
    best: bool = False
    among: Among = Among.ALL

    def __attrs_post_init__(self) -> None:
        if self.best and (self.full_at is not None or self.zero_at != 0):
            raise DefinitionError(
                "with best the best subject sets full_at, and nothing earns nothing",
                "写了 best = true（以最高者为满分），不能再写 full_at 或 zero_at",
                "二者只写其一",
                "best",
            )
        if self.full_at is not None and self.full_at == self.zero_at:
            raise DefinitionError(
                "full marks and no points at one value",
                f"full_at 与 zero_at 都是{format_number(self.zero_at)}，没有比例可算",
                "只看是否达到的，改用 all_or_nothing",
                "full_at",
            )

    @classmethod
    def from_shorthand(cls, yes: bool) -> Proportional:  # noqa: FBT001 - what a file says
        """``proportional = true``: of a share, up to 100."""
        only_true(yes, "proportional")
        return cls()

    def worth(self, reading: Reading, full: Fraction, default: Number | None) -> Worth:
        """The points of a reading.

        Raises:
            DefinitionError: Nothing says which value earns the full marks.
        """
        value = reading.value
        if value is None:
            return Worth(Marks(ZERO, full), "数据不明，0分至满分都有可能")
        end = self.full_at if self.full_at is not None else default
        if end is None:
            raise DefinitionError("a proportion needs full_at", "按比例计分须写 full_at")
        top, start = Fraction(end), Fraction(self.zero_at)
        marks = points_over(value, lambda each: full * self._part(each, top, start))
        points, shown = fraction_text(full), interval_text(value)
        if marks == Marks.exact(full):
            return Worth(marks, f"达到{format_number(end)}，得满分{points}分")
        if marks == Marks.exact(ZERO):
            return Worth(marks, "不得分")
        way = f"（{shown}－{format_number(self.zero_at)}）" if start else shown
        whole = fraction_text(top - start)
        return Worth(marks, f"{points}×{way}÷{whole}＝{marks.text()}")

    def _part(self, value: Fraction, top: Fraction, start: Fraction) -> Fraction:
        if self.none_below is not None:
            least = Fraction(self.none_below)
            if (value < least) if top > start else (value > least):
                return ZERO
        return min(ONE, max(ZERO, (value - start) / (top - start)))

    def of_best(self, reading: Reading, full: Fraction, peers: Peers, key: str) -> Worth:
        """The points of a reading, of which the best of all earns full marks.

        Args:
            reading: What was read.
            full: Full marks.
            peers: What was read of all.
            key: Whose reading it is.
        """
        value = reading.value
        if value is None or key not in peers.there:
            return Worth(Marks(ZERO, full), "数据不明，0分至满分都有可能")
        others, (low, high) = peers.others(key), ends(value)
        rival_low, rival_high = others.most_low or ZERO, others.most_high or ZERO
        unknown = rival_high >= FAR
        least = ZERO if unknown else _share(low, max(low, rival_high))
        most = ONE if high is None else _share(high, max(high, rival_low))
        if self.none_below is not None:
            bar = Fraction(self.none_below)
            least = ZERO if low < bar else least
            most = ZERO if high is not None and high < bar else most
        marks = Marks(least * full, most * full)
        best = fraction_text(max(low, rival_low))
        known = f"最高{best}" if rival_low == rival_high and not unknown else "最高数（还不能定）"
        return Worth(marks, f"{fraction_text(full)}×{interval_text(value)}÷{known}＝{marks.text()}")


def _share(part: Fraction, whole: Fraction) -> Fraction:
    return max(ZERO, part / whole) if whole > 0 else ZERO


@frozen
class AllOrNothing:
    """Full marks where a bound holds, nothing where it does not (达标计分).

    Args:
        at_least: The floor; of a share it is 100 by default.
        at_most: The ceiling.
    """

    at_least: Number | None = None
    at_most: Number | None = None

    def __attrs_post_init__(self) -> None:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise DefinitionError(
                "at_least is more than at_most",
                f"at_least（{format_number(self.at_least)}）大于"
                f" at_most（{format_number(self.at_most)}）",
                "对调两个数",
                "at_least",
            )

    @classmethod
    def from_shorthand(cls, yes: bool) -> AllOrNothing:  # noqa: FBT001 - what a file says
        """``all_or_nothing = true``: of a share, at 100."""
        only_true(yes, "all_or_nothing")
        return cls()

    def worth(self, reading: Reading, full: Fraction, default: Number | None) -> Worth:
        """The points of a reading.

        Raises:
            DefinitionError: Nothing says which bound is to be met.
        """
        least = self.at_least
        if least is None and self.at_most is None:
            if default is None:
                raise DefinitionError("a bound is wanting", "是否达标须写 at_least 或 at_most")
            least = default
        bound = Bound(least, self.at_most)
        held = None if reading.value is None else bound.holds(reading.value)
        asked = bound.text(reading.unit)
        if held is None:
            return Worth(Marks(ZERO, full), f"要求{asked}，能否达到尚不明：0分或满分")
        if held:
            return Worth(Marks.exact(full), f"要求{asked}，已达到，得满分{fraction_text(full)}分")
        return Worth(Marks.exact(ZERO), f"要求{asked}，未达到，不得分")
