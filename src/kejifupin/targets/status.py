"""How a target stands for a division: the state with all that it rests on."""

from __future__ import annotations

from datetime import date

import attrs
from attrs import frozen

from kejifupin.indicators.headcounts import Headcount
from kejifupin.indicators.values import cut_number, interval_text
from kejifupin.targets.baselines import growth_text
from kejifupin.targets.bases import Basis
from kejifupin.targets.completion import completion
from kejifupin.targets.forecast import Forecast, forecast_from_start
from kejifupin.targets.judging import State
from kejifupin.targets.members import Member, MemberTable
from kejifupin.targets.pace import LINEAR, Clock, Expected, Milestone, Rhythm
from kejifupin.targets.target import Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import Number, format_number


@frozen
class Demand:
    """What is demanded of divisions that a target treats alike (要求).

    Args:
        target: The target.
        bound: What must be reached.
        unit: Unit of the bound and of the value held against it.
        clock: The first day, the due day, and the day asked about.
        rhythm: How the work is expected to advance.
        expected: What is expected by the day, in the same unit.
        each_unit: Unit of what each member has.
    """

    target: Target
    bound: Bound
    unit: str
    clock: Clock
    rhythm: Rhythm = LINEAR
    expected: Expected = Expected()
    each_unit: str = ""


@frozen
class TargetStatus:
    """How a target stands for a division on a day (目标完成情况).

    For a total, and for a division that is itself the member, the value is the indicator's own
    (or its growth, where the target speaks of that) and the bound the promised one. For a division
    with members below it, the value is the number of members that are as promised (for coverage
    and share: their per cent) and the bound how many must be.

    Args:
        demand: The target, what must be reached, and by when.
        division: Code of the division.
        division_name: Its name on the day.
        state: How it stands.
        value: The possible values, None for no data.
        missing: Codes of the divisions whose figure is unknown.
        table: The members of the cohort, where they are divisions.
        places: Which of them lie at or below the division.
        headcount: How the members stand, where they are records; `explain_status` tells which
            they are.
        hoped: The same against what one hopes for (力争), where the target says so.
        level: The indicator's own value, where the target has a baseline.
        baseline: What there was before, where the target has a baseline.
        level_unit: Unit of these two; that of a growth may be another.
    """

    demand: Demand = attrs.field(repr=lambda demand: repr(demand.target.key))
    division: str
    division_name: str
    state: State
    value: Interval | None
    missing: tuple[str, ...] = ()
    table: MemberTable | None = attrs.field(default=None, repr=False, hash=False)
    places: tuple[int, ...] = attrs.field(default=(), repr=False, hash=False)
    headcount: Headcount | None = None
    hoped: Headcount | None = attrs.field(default=None, repr=False)
    level: Interval | None = attrs.field(default=None, repr=False)
    baseline: Interval | None = attrs.field(default=None, repr=False)
    level_unit: str = attrs.field(default="", repr=False)

    @property
    def target(self) -> Target:
        """The target."""
        return self.demand.target

    @property
    def bound(self) -> Bound:
        """What must be reached."""
        return self.demand.bound

    @property
    def unit(self) -> str:
        """Unit of value and bound."""
        return self.demand.unit

    @property
    def each_unit(self) -> str:
        """Unit of what each member has."""
        return self.demand.each_unit

    @property
    def clock(self) -> Clock:
        """The first day, the due day, and the day of the status."""
        return self.demand.clock

    @property
    def rhythm(self) -> Rhythm:
        """How the work is expected to advance."""
        return self.demand.rhythm

    @property
    def expected(self) -> Expected:
        """What is expected by the day, in the same unit."""
        return self.demand.expected

    @property
    def due_on(self) -> date:
        """Last day."""
        return self.clock.due_on

    @property
    def as_of(self) -> date:
        """The day of the status."""
        return self.clock.as_of

    @property
    def pace(self) -> Number | None:
        """How much is expected by the day (序时应达); None where nothing is."""
        return self.expected.at_least

    @property
    def missing_count(self) -> int:
        """Of how many divisions or records the figure is unknown."""
        return self.headcount.undecided if self.headcount else len(self.missing)

    @property
    def failing(self) -> tuple[Member, ...]:
        """Members that are divisions, surely so, and surely not as promised."""
        table = self.table
        if table is None:
            return ()
        sure, answers = table.roster.sure, table.answers
        return tuple(table.member(at) for at in self.places if answers[at] is False and sure[at])

    @property
    def members(self) -> tuple[Member, ...]:
        """All members at or below the division, where they are divisions."""
        table = self.table
        return () if table is None else tuple(map(table.member, self.places))

    @property
    def complete(self) -> bool:
        """Whether every figure that it needs is there."""
        return self.value is not None and not self.missing_count

    @property
    def counts_members(self) -> bool:
        """Whether the value says how many members are as promised, not what one of them has."""
        table = self.table
        if table is None:
            return self.headcount is not None
        return len(self.places) > 1 or table.roster.codes[self.places[0]] != self.division

    @property
    def completion(self) -> Interval:
        """How much of the promise is kept, in per cent (完成率).

        From 100 on exactly where the bound holds whatever the unknown figures are.
        """
        return completion(self.value, self.bound, self.rhythm.start)

    @property
    def pace_completion(self) -> Interval | None:
        """How much is done of what is asked for by the day, in per cent; None for nothing asked.

        From 100 on exactly where the status is on track or better.
        """
        bound = self.expected.bound
        return None if bound is None else completion(self.value, bound, self.rhythm.start)

    @property
    def forecast(self) -> Forecast | None:
        """What it will have come to by the due day if things go on as since the first one."""
        most: Number | None = None
        if self.counts_members:
            most = self.bound.at_least if self.target.basis is Basis.EACH else 100
        return forecast_from_start(self.value, self.clock, self.rhythm, most)

    @property
    def milestone(self) -> Milestone | None:
        """The last milestone that has come due."""
        due = [each for each in self.rhythm.milestones if each.due_on <= self.as_of]
        return due[-1] if due else None

    @property
    def stretch_reached(self) -> bool | None:
        """Whether what one hoped for is reached (力争), by each where members are counted.

        None where nothing was hoped for, or where it cannot be told.
        """
        if not self.counts_members:
            return None if self.value is None else self.bound.reaches_stretch(self.value)
        number = self.stretch_number
        size = self.headcount.size if self.headcount is not None else len(self.places)
        return None if number is None else Bound(at_least=size).holds(number)

    @property
    def stretch_number(self) -> Interval | None:
        """How many of the members reach what one hopes for (力争); None where there are none."""
        hoped = self.target.bound.stretch
        if hoped is None or not self.counts_members:
            return None
        if self.hoped is not None:
            return self.hoped.number()
        table = self.table
        if table is None:
            return None
        beyond = table.judged(Bound(hoped, self.target.bound.at_most))
        return beyond.headcount(self.places).number()

    @property
    def gap(self) -> Number | None:
        """How much may still be lacking, 0 for nothing, None where it cannot be told."""
        return None if self.value is None else self.bound.gap(self.value)

    def gap_text(self) -> str:
        """The gap in words, e.g. 还差3个县; empty where nothing lacks or nothing is known.

        Where the value is not exact, the gap is the largest that is possible.
        """
        gap = self.gap
        if not gap or self.value is None:
            return ""
        floor = self.bound.at_least
        short = floor is not None and self.value.low is not None and self.value.low < floor
        most = "" if self.value.is_exact else "最多"
        return f"{most}{'还差' if short else '超出'}{cut_number(gap, up=True)}{self.unit}"

    def bound_text(self) -> str:
        """What must be reached, in words."""
        if not self.counts_members:
            return self._promise(self.unit)
        each = f"每个{self._promise(self.each_unit)}"
        if self.target.basis is Basis.EACH:
            return f"全部{format_number(self.bound.at_least or 0)}{self.unit}，{each}"
        if self.target.basis is Basis.BASIC_COVERAGE:
            share = self.bound.text(self.unit) if self.bound.at_least != 100 else "比例未定"
            return f"基本覆盖（{share}），{each}"
        return f"{self.bound.text(self.unit)}，{each}"

    def _promise(self, unit: str) -> str:
        bound = self.target.bound if self.counts_members else self.bound
        growth, yearly = self.target.growth, self.target.yearly
        if growth is None:
            return bound.text(unit)
        whole = growth_text(bound, growth, unit)
        return whole if yearly is None else f"{whole}（年均{yearly.text(unit)}）"

    def value_text(self) -> str:
        """The value with its unit."""
        return interval_text(self.value, self.unit)

    def notes(self) -> tuple[str, ...]:
        """What else a reader should know, in words: the stretch, the baseline, the milestone."""
        told = []
        stretch = f"力争目标{format_number(self.target.bound.stretch or 0)}{self.each_unit}"
        if self.stretch_number is not None:
            unit = self.unit if self.target.basis is Basis.EACH else "个"
            told.append(f"其中{interval_text(self.stretch_number, unit)}达到{stretch}")
        elif self.stretch_reached:
            told.append(f"已达到力争目标{format_number(self.bound.stretch or 0)}{self.unit}")
        if self.target.baseline is not None and not self.counts_members:
            unit = self.level_unit
            before = "不明" if self.baseline is None else interval_text(self.baseline, unit)
            now = f"，现为{interval_text(self.level, unit)}" if self.target.growth else ""
            told.append(f"基线{before}{now}")
        if self.milestone is not None and not self.clock.is_over:
            asked = self.milestone.bound.text(self.unit)
            told.append(f"{self.milestone.due_on}的阶段目标为{asked}")
        return tuple(told)
