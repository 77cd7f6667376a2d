"""Criteria: what is scored, by which evidence, in which way, for how many points."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

import attrs
from attrs import frozen

from kejifupin.assessments.bands import Band
from kejifupin.assessments.comparisons import ByRank, Scaled
from kejifupin.assessments.deductions import Deduction, PerEvent
from kejifupin.assessments.evidence import Evidence, Take
from kejifupin.assessments.marks import ENDLESS, Marks
from kejifupin.assessments.peers import NOBODY, Among, Peers
from kejifupin.assessments.proportions import AllOrNothing, Proportional
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.requirements import Requires
from kejifupin.assessments.scales import entered_worth, graded_worth, steps_worth
from kejifupin.assessments.worths import Worth
from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation

METHODS = (
    "proportional",
    "all_or_nothing",
    "steps",
    "deduct",
    "per_event",
    "by_rank",
    "scaled",
    "graded",
    "as_entered",
)
"""The keys of the ways of scoring, of which a criterion has one."""


class Role(StrEnum):
    """Whether the points count towards full marks, or come on top, or go off (评分项性质)."""

    NORMAL = "normal"
    BONUS = "bonus"
    MINUS = "minus"


class NotApplicable(StrEnum):
    """What becomes of the points of a task that a subject did not have (缺项处理)."""

    REWEIGHT = "reweight"
    """Left out; what is left is scaled up to the full marks of the whole table."""
    REWEIGHT_GROUP = "reweight_group"
    """Left out; the rest of the group is scaled up to the group's full marks."""
    FULL = "full"
    """Counted as full marks."""
    ZERO = "zero"
    """Counted as nothing."""
    MOVE = "move"
    """Its points go to a sibling, named by ``moves_to``."""

    @property
    def label(self) -> str:
        """The words for it in Chinese."""
        return {
            "reweight": "不计分，其余各项折算成满分",
            "reweight_group": "不计分，同组其余各项折算成该组满分",
            "full": "按满分计",
            "zero": "不得分",
            "move": "分值并入另一项",
        }[self.value]


@frozen
class Applies:
    """Who had the task at all (适用范围).

    Args:
        cohort: Key of a cohort of divisions; only its members.
        indicator: Key of an indicator; only where its value lies within ``bound``.
        bound: At least 1 by default.
        agencies: Keys of agencies; only they.
    """

    cohort: str | None = None
    indicator: str | None = None
    bound: Bound = Bound(at_least=1)
    agencies: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        told = (self.cohort is not None, self.indicator is not None, bool(self.agencies))
        if sum(told) != 1:
            raise DefinitionError(
                "applies names a cohort, an indicator or agencies",
                "applies（适用范围）须写 cohort、indicator、agencies 之一",
                '例：applies = { cohort = "poor_counties" }',
            )


@frozen
class Criterion:
    """One line of a scoring table (评分项).

    It has one way of scoring: ``proportional``, ``all_or_nothing``, ``steps``, ``deduct``,
    ``per_event``, ``by_rank``, ``scaled``, ``graded`` or ``as_entered``.

    Args:
        key: Key of the criterion.
        label: Its words in Chinese.
        reads: What it reads.
        points: Its full marks; of a bonus the most it adds, of a minus the most it takes, None for
            no limit there.
        group: Key of its group.
        channel: Key of its channel, where it is in no group.
        role: Whether it counts towards full marks.
        weight: Its part of the full marks of what it stands in, in per cent; ``points`` is then
            its own scale.
        citation: The clause; the scheme's by default.
        applies: Who had the task.
        not_applicable: What becomes of its points for the others; the scheme's way by default.
        moves_to: Key of the sibling that they go to.
        proportional: Points in proportion to the value.
        all_or_nothing: Full marks where a bound holds.
        steps: Bands of values, each worth its points.
        deduct: So much off for each unit of shortfall, or each fault.
        per_event: Points for each event.
        by_rank: Points by the rank among the others.
        scaled: Points between a base for the worst and full marks for the best.
        graded: Word → points, as 好 中 差 that a person gives.
        as_entered: The points as a person entered them.
        requires: What another part of the table must have before this one counts.
        note: A doubt that a reader of the score should know.
    """

    key: str
    label: str
    reads: Evidence
    points: Number | None = None
    group: str | None = None
    channel: str | None = None
    role: Role = Role.NORMAL
    weight: Number | None = None
    citation: Citation | None = None
    applies: Applies | None = None
    not_applicable: NotApplicable | None = None
    moves_to: str | None = None
    proportional: Proportional | None = None
    all_or_nothing: AllOrNothing | None = None
    steps: tuple[Band, ...] = ()
    deduct: Deduction | None = None
    per_event: PerEvent | None = None
    by_rank: ByRank | None = None
    scaled: Scaled | None = None
    graded: Mapping[str, Number] = attrs.field(factory=dict, hash=False)
    as_entered: bool = False
    requires: Requires | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        chosen = [name for name in METHODS if getattr(self, name)]
        if len(chosen) != 1:
            told = f"写了{'、'.join(chosen)}" if chosen else "一种也没有写"
            raise DefinitionError(
                f"criterion {self.key!r} has one way of scoring: {', '.join(METHODS)}",
                f"评分项“{self.key}”须写一种计分方法，现{told}",
                "可写：proportional（按比例）、all_or_nothing（达标得满分）、steps（分档）、"
                "deduct（扣分）、per_event（按次计分）、by_rank（按名次）、scaled（功效系数）、"
                "graded（评等）、as_entered（直接评分）",
            )
        if self.points is None and self.role is Role.NORMAL:
            raise DefinitionError(
                f"criterion {self.key!r} has no full marks",
                f"评分项“{self.key}”没有写满分 points",
                "例：points = 10",
            )
        if self.points is not None and self.points <= 0:
            raise DefinitionError(
                f"criterion {self.key!r}: points are more than 0",
                f"评分项“{self.key}”的 points 须大于0",
                '扣分项写 role = "minus"，points 写最多扣几分',
                "points",
            )

    @property
    def method(self) -> str:
        """The key of its way of scoring."""
        return next(name for name in METHODS if getattr(self, name))

    @property
    def full(self) -> Fraction:
        """Its full marks, or the most it adds or takes."""
        return ENDLESS if self.points is None else Fraction(self.points)

    @property
    def among(self) -> Among | None:
        """Among whom it is compared; None where only one's own value counts."""
        if self.proportional is not None and self.proportional.best:
            return self.proportional.among
        if self.by_rank is not None:
            return self.by_rank.among
        return None if self.scaled is None else self.scaled.among

    def worth(self, reading: Reading, peers: Peers = NOBODY, key: str = "") -> Worth:
        """The points of a reading; of a minus, how much is off.

        Args:
            reading: What was read of the subject.
            peers: What was read of all, where they are held against each other.
            key: The subject's key among them.
        """
        default = self.reads.full_at
        if self.among is not None:
            return self._compared(reading, peers, key)
        if self.steps:
            return steps_worth(self.steps, reading)
        if self.graded:
            return graded_worth(tuple(self.graded.items()), reading)
        if self.deduct is not None and self.role is Role.MINUS:
            return self._taken(self.deduct, reading)
        limited = None if self.points is None else self.full
        if self.as_entered:
            return entered_worth(reading, limited)
        if self.per_event is not None:
            return self.per_event.worth(reading, limited)
        way_of_full = self.proportional or self.all_or_nothing or self.deduct
        assert way_of_full is not None  # noqa: S101 - seen to when it was made
        return way_of_full.worth(reading, self.full, default)

    def _compared(self, reading: Reading, peers: Peers, key: str) -> Worth:
        if self.by_rank is not None:
            return self.by_rank.worth(reading, self.full, peers, key)
        if self.scaled is not None:
            return self.scaled.worth(reading, self.full, peers, key)
        assert self.proportional is not None  # noqa: S101 - what else has ``among``
        return self.proportional.of_best(reading, self.full, peers, key)

    def _taken(self, deduct: Deduction, reading: Reading) -> Worth:
        default = self.reads.full_at
        off = deduct.amount(reading, default)
        rule = deduct.rule(reading.unit, default)
        if off is None:
            return Worth(Marks(Fraction(0), self.full), f"{rule}，数据不明")
        taken = Marks(min(off.low, self.full), min(off.high, self.full))
        limit = "" if self.points is None else f"，最多扣{format_number(self.points)}分"
        return Worth(taken, f"{rule}{limit}：扣{taken.text()}")

    @property
    def reads_words(self) -> bool:
        """Whether it reads a word, not a number."""
        return bool(self.graded)

    @property
    def needs_bound(self) -> bool:
        """Whether its way of scoring wants a number that its evidence does not bring along."""
        if self.reads.full_at is not None:
            return False
        if self.proportional is not None:
            return self.proportional.full_at is None and not self.proportional.best
        way = self.all_or_nothing
        return way is not None and way.at_least is None and way.at_most is None

    @property
    def takes_state(self) -> bool:
        """Whether it reads the state of a target."""
        return self.reads.taken is Take.STATE
