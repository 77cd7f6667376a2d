"""Points that hang on how the others did: by rank, and between the worst and the best."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.bands import Band, possible_points
from kejifupin.assessments.marks import Marks, fraction_text
from kejifupin.assessments.peers import Among, Extremes, Peers
from kejifupin.assessments.ranks import Rank, Ties
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.worths import (
    FAR,
    ONE,
    ZERO,
    Worth,
    check_positive,
    only_true,
    points_over,
)
from kejifupin.errors import DefinitionError
from kejifupin.indicators.values import interval_text
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.intervals import Interval

_UNKNOWN = "数据不明，0分至满分都有可能"


@frozen
class ByRank:
    """Points by the rank of a value among those of the others (按名次计分).

    Args:
        points: How much is off for each place behind the first, who has full marks.
        floor: The least that is left.
        steps: In place of that, bands of ranks, each worth its points: 第1至3名10分.
        per_cent: Whether the bands are of a hundred: 前30%的10分.
        less_is_better: Whether the least value is the first.
        none_below: A value less than this earns nothing; where less is better, one above it.
        ties: How equals are ranked.
        among: Among whom.
    """

    points: Number | None = None
    floor: Number = 0
    steps: tuple[Band, ...] = ()
    per_cent: bool = False
    less_is_better: bool = False
    none_below: Number | None = None
    ties: Ties = Ties.COMPETITION
    among: Among = Among.ALL

    def __attrs_post_init__(self) -> None:
        if (self.points is None) == (not self.steps):
            raise DefinitionError(
                "by_rank has points off for each place, or steps",
                "by_rank（按名次计分）写 points（每降一名减几分）或 steps（名次分档），只写一种",
                "例：by_rank = { points = 0.5 }",
            )
        if self.points is not None:
            check_positive(self.points, "points")
        if self.per_cent and not self.steps:
            raise DefinitionError(
                "per_cent is of steps",
                "per_cent（按名次百分比）只与 steps 同用",
                "例：by_rank = { per_cent = true, steps = [{ at_most = 30, points = 10 }, "
                "{ points = 0 }] }",
                "per_cent",
            )

    def worth(self, reading: Reading, full: Fraction, peers: Peers, key: str) -> Worth:
        """The points of a reading.

        Args:
            reading: What was read.
            full: Full marks.
            peers: What was read of all.
            key: Whose reading it is.
        """
        if key not in peers.there:
            return Worth(Marks(ZERO, full), _UNKNOWN)
        rank = peers.rank(key, self.ties, less_is_better=self.less_is_better)
        marks, told = self._banded(rank, peers) if self.steps else self._stepped(rank, full)
        barred = self._barred(reading.value)
        if barred is not False:
            marks = Marks(ZERO, ZERO if barred else marks.high)
            told = f"{told}，{self._bar_text(reading.unit)}不得分"
        return Worth(marks, f"{rank.text()}，{told}：得{marks.text()}")

    def _stepped(self, rank: Rank, full: Fraction) -> tuple[Marks, str]:
        off = Fraction(self.points or 0)
        least = min(full, Fraction(self.floor))
        ends = [max(least, full - (place - 1) * off) for place in (rank.best, rank.worst)]
        told = f"第1名{fraction_text(full)}分，每降一名减{fraction_text(off)}分"
        if self.floor:
            told += f"，最低{fraction_text(least)}分"
        return Marks.between(*ends), told

    def _banded(self, rank: Rank, peers: Peers) -> tuple[Marks, str]:
        best, worst = rank.best, rank.worst
        if self.per_cent:
            fewest, most = peers.counts
            best, worst = best * 100 / most, min(Fraction(100), worst * 100 / max(1, fewest))
        found = possible_points(self.steps, Marks(best, worst).interval)
        marks = Marks.hull_of(Marks.exact(each.points) for each in found)
        unit = "名次百分比" if self.per_cent else "名次"
        return marks, f"{unit}{'或'.join(each.text() for each in found)}"

    def _barred(self, value: Interval | None) -> bool | None:
        """Whether a value earns nothing whatever its rank; None where that is not known."""
        if self.none_below is None:
            return False
        if value is None:
            return None
        least, sign = Fraction(self.none_below), -1 if self.less_is_better else 1
        held = points_over(value, lambda each: ONE if (each - least) * sign < 0 else ZERO)
        return bool(held.low) if held.is_exact else None

    def _bar_text(self, unit: str) -> str:
        way = "高于" if self.less_is_better else "低于"
        return f"{way}{format_number(self.none_below or 0)}{unit}的"


@frozen
class Scaled:
    """Points between a base for the worst and full marks for the best (功效系数法).

    Of full marks, ``base`` per cent, and the rest in proportion to how far a value lies between
    the worst and the best. Where all are equal, all have full marks.

    Args:
        base: What the worst has, in per cent of full marks.
        worst: The value of the base (不允许值); by default the worst of all.
        best: The value of full marks (满意值); by default the best of all.
        less_is_better: Whether the least value is the best.
        among: Among whom.
    """

    base: Number = 60
    worst: Number | None = None
    best: Number | None = None
    less_is_better: bool = False
    among: Among = Among.ALL

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.base < 100:
            raise DefinitionError(
                f"base is 0 to 100 per cent, not {self.base}",
                f"base（最差的得满分的百分之几）应在0到100之间，现为{format_number(self.base)}",
                "例：scaled = { base = 60 }",
                "base",
            )
        if (self.worst is None) != (self.best is None):
            raise DefinitionError(
                "worst and best go together",
                "worst（不允许值）和 best（满意值）要么都写，要么都不写",
                "例：scaled = { worst = 50, best = 100 }",
                "worst",
            )
        if self.worst is None or self.best is None:
            return
        if self.worst == self.best or (self.worst > self.best) is not self.less_is_better:
            raise DefinitionError(
                "worst and best do not fit less_is_better",
                f"worst（{format_number(self.worst)}）与 best（{format_number(self.best)}）"
                "相等，或与 less_is_better 不合",
                "越少越好的写 less_is_better = true，此时 worst 大于 best",
                "worst",
            )

    @classmethod
    def from_shorthand(cls, yes: bool) -> Scaled:  # noqa: FBT001 - what a file says
        """``scaled = true``: 60 + 40 × (x − 最差) ÷ (最好 − 最差)."""
        only_true(yes, "scaled")
        return cls()

    def worth(self, reading: Reading, full: Fraction, peers: Peers, key: str) -> Worth:
        """The points of a reading.

        Args:
            reading: What was read.
            full: Full marks.
            peers: What was read of all.
            key: Whose reading it is.
        """
        base = full * Fraction(self.base) / 100
        told = f"{fraction_text(base)}＋{fraction_text(full - base)}×（数－最差）÷（最好－最差）"
        if reading.value is None or key not in peers.there:
            return Worth(Marks(base, full), f"{told}，数据不明")
        own = peers.there[key]
        if self.best is not None and self.worst is not None:
            worst, best = Fraction(self.worst), Fraction(self.best)
            ends = [_between(each, worst, best) for each in (own.low, own.high)]
            known = f"最差{fraction_text(worst)}，最好{fraction_text(best)}"
        else:
            others = peers.others(key)
            if self.less_is_better:
                own, others = Marks(-own.high, -own.low), _turned(others)
            ends = [_lowest(own.low, others), _highest(own.high, others)]
            known = _known(own, others, less_is_better=self.less_is_better)
        parts = Marks.between(*ends)
        marks = Marks(base + (full - base) * parts.low, base + (full - base) * parts.high)
        return Worth(
            marks, f"{told}，{known}，本对象{interval_text(reading.value)}：得{marks.text()}"
        )


def _between(value: Fraction, worst: Fraction, best: Fraction) -> Fraction:
    return min(ONE, max(ZERO, (value - worst) / (best - worst)))


def _turned(others: Extremes) -> Extremes:
    """The same with the least as the best."""

    def minus(end: Fraction | None) -> Fraction | None:
        return None if end is None else -end

    return Extremes(
        minus(others.most_high),
        minus(others.most_low),
        minus(others.least_high),
        minus(others.least_low),
    )


def _lowest(value: Fraction, others: Extremes) -> Fraction:
    """The least part: the worst and the best of the others are as good as they may be."""
    best = value if others.most_high is None else max(value, others.most_high)
    worst = value if others.least_high is None else min(value, others.least_high)
    if best <= -FAR or best >= FAR or worst <= -FAR:
        return ZERO if best > value or value <= -FAR else ONE
    return ONE if best == worst else (value - worst) / (best - worst)


def _highest(value: Fraction, others: Extremes) -> Fraction:
    """The greatest part: the worst and the best of the others are as bad as they may be."""
    best = value if others.most_low is None else max(value, others.most_low)
    worst = value if others.least_low is None else min(value, others.least_low)
    if value == best or worst <= -FAR:
        return ONE
    return (value - worst) / (best - worst)


def _known(own: Marks, others: Extremes, *, less_is_better: bool) -> str:
    ends = (others.least_low, others.least_high, others.most_low, others.most_high)
    least_low, least_high, most_low, most_high = ends
    if not own.is_exact or least_low != least_high or most_low != most_high:
        return "最差、最好还不能定"
    if least_low is None or most_low is None:
        return "没有可比的对象"
    worst, best = min(own.low, least_low), max(own.low, most_low)
    if less_is_better:
        worst, best = -worst, -best
    return f"最差{fraction_text(worst)}，最好{fraction_text(best)}"
