"""One target under judgement: from values and members to its statuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_FLOOR
from fractions import Fraction

import attrs
from attrs import frozen

from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import Headcount, roll_up_headcounts
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.values import Values
from kejifupin.records.cohorts import Cohort
from kejifupin.records.setting import Setting
from kejifupin.targets.allocations import scope_of
from kejifupin.targets.baselines import Begins, grown, growth_start, growth_unit
from kejifupin.targets.bases import Basis
from kejifupin.targets.judging import State, either, state_by, state_of
from kejifupin.targets.members import MemberTable
from kejifupin.targets.pace import Clock, Rhythm, expected_by
from kejifupin.targets.status import Demand, TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

PERCENT = "%"


@frozen
class Case:
    """One target under judgement, with all that its statuses have in common (判断事项).

    Args:
        target: The target.
        indicator: Its indicator.
        values: Values of the indicators.
        setting: The programme and its day.
        ground: What the values were rolled up over.
        clock: The first day, the due day and the day asked about.
        rhythm: How the work is expected to advance from nothing.
    """

    target: Target
    indicator: Indicator
    values: Values
    setting: Setting
    ground: Ground
    clock: Clock
    rhythm: Rhythm

    @classmethod
    def of(
        cls,
        target: Target,
        indicator: Indicator,
        values: Values,
        setting: Setting,
        ground: Ground,
    ) -> Case:
        """A target with its indicator, on the day of a setting."""
        rules = setting.definition.status_rules
        milestones = tuple(sorted(target.milestones, key=lambda each: each.due_on))
        rhythm = Rhythm(target.pace, milestones, rules.season, rules.on_track_from)
        return cls(target, indicator, values, setting, ground, clock_of(target, setting), rhythm)

    # Totals

    def totals(self, bounds: Mapping[str, Bound]) -> Iterator[TargetStatus]:
        """The statuses of a total: of its scope and of its parts; a group was promised nothing."""
        for code, bound in sorted(bounds.items()):
            if self.ground.is_group and code not in self.ground.reach:
                continue
            found = self.values.find(self.indicator.key, code)
            level = found.value if found else None
            missing = found.missing if found else ()
            if self.target.baseline is None:
                yield self._status(code, level, self._demand(bound, self.unit), missing=missing)
            else:
                yield self._grown(code, level, bound, missing=missing)

    def _grown(
        self,
        code: str,
        level: Interval | None,
        bound: Bound,
        missing: tuple[str, ...] = (),
    ) -> TargetStatus:
        """A status with what there was before, of a total or of one member."""
        baseline = self.baseline_at(code)
        growth = self.target.growth
        begins = self.target.baseline.begins_at if self.target.baseline else Begins.ZERO
        rhythm = attrs.evolve(self.rhythm, start=growth_start(baseline, growth, begins))
        demand = self._demand(bound, self.unit, rhythm)
        value = level if growth is None else grown(level, baseline, growth)
        state = self._state(value, demand)
        return TargetStatus(
            demand,
            code,
            self.setting.division_name(code),
            state,
            value,
            missing,
            level=level,
            baseline=baseline,
        )

    @property
    def unit(self) -> str:
        """The unit of what is promised."""
        growth = self.target.growth
        return self.indicator.unit if growth is None else growth_unit(growth, self.indicator.unit)

    def baseline_at(self, code: str) -> Interval | None:
        """What there was before in a division, None where nobody has said."""
        baseline = self.target.baseline
        if baseline is None:
            return None
        if baseline.indicator is not None:
            found = self.values.find(baseline.indicator, code)
            return found.value if found else None
        for written, number in baseline.values.items():
            if code in (written, self.setting.division_now(written)):
                return Interval.exact(number)
        if baseline.value is not None and code == scope_of(self.target, self.setting):
            return Interval.exact(baseline.value)
        return None

    # Members that are divisions

    def by_members(
        self, cohort: Cohort, members: MemberTable, places: Mapping[str, tuple[int, ...]]
    ) -> Iterator[TargetStatus]:
        """The statuses of members, and of every division with members below it.

        Args:
            cohort: The cohort.
            members: All of its members with their values.
            places: Division → which of them lie at or below it.
        """
        demand = self._demand(self.target.bound, self.unit)
        table = members.judged(demand.bound, self._grown_values(members))
        codes = table.roster.codes
        for code, below in places.items():
            if len(below) > 1 or codes[below[0]] != code:
                yield self._of_group(code, cohort, table, below)
            elif self.target.baseline is not None:
                status = self._grown(code, members.values[below[0]], demand.bound)
                yield self._of_one(status, table, below)
        if self.target.baseline is None:
            yield from self._of_members(demand, table, places)

    def _grown_values(self, members: MemberTable) -> tuple[Interval | None, ...] | None:
        growth = self.target.growth
        if growth is None:
            return None
        return tuple(
            grown(value, self.baseline_at(code), growth)
            for code, value in zip(members.roster.codes, members.values, strict=True)
        )

    def _of_members(
        self, demand: Demand, table: MemberTable, places: Mapping[str, tuple[int, ...]]
    ) -> Iterator[TargetStatus]:
        """Divisions that are themselves members: their own values against what was promised."""
        expected = demand.expected.bound
        is_over, can_be_lost = self.clock.is_over, self.target.can_be_lost
        roster = table.roster
        columns = zip(
            roster.codes, roster.names, roster.sure, table.values, table.answers, strict=True
        )
        for place, (code, name, sure, value, answer) in enumerate(columns):
            below = places.get(code)
            if below != (place,):
                continue
            state = State.NO_DATA
            if value is not None:
                state = state_by(value, answer, expected, is_over=is_over, can_be_lost=can_be_lost)
            if not sure:
                state = _unless_none_of_them(state)
            missing = table.unknown(place)
            yield TargetStatus(demand, code, name, state, value, missing, table, below)

    def _of_one(
        self, status: TargetStatus, table: MemberTable, places: tuple[int, ...]
    ) -> TargetStatus:
        """The status of a member, told of it as one of its cohort."""
        state = status.state
        if not table.roster.sure[places[0]]:
            state = _unless_none_of_them(state)
        missing = table.unknown(places[0])
        return attrs.evolve(status, state=state, missing=missing, table=table, places=places)

    def _of_group(
        self, code: str, cohort: Cohort, table: MemberTable, places: tuple[int, ...]
    ) -> TargetStatus:
        """A division with members below it that are divisions."""
        codes, answers = table.roster.codes, table.answers
        missing = tuple([codes[place] for place in places if answers[place] is None])
        status = self._of_headcount(code, cohort, table.headcount(places), missing=missing)
        return attrs.evolve(status, table=table, places=places)

    # Members that are records

    def by_headcounts(
        self, cohort: Cohort, counts: Mapping[str, Headcount]
    ) -> Iterator[TargetStatus]:
        """The statuses of every division with members that are records at or below it."""
        scope = scope_of(self.target, self.setting)
        chains = {code: self.ground.chain(code, scope) for code in counts}
        inside = {code: counts[code] for code, chain in chains.items() if chain}
        told = frozenset[str]().union(*chains.values())
        for code, count in sorted(roll_up_headcounts(inside, self.ground.reach).items()):
            if code in told:
                yield self._of_headcount(code, cohort, count, headcount=count)

    def of_nobody(self) -> TargetStatus:
        """The status of a cohort without members, said once for the scope."""
        each = self.target.basis is Basis.EACH
        bound, unit = (self.target.bound, self.unit) if each else (self._group_bound(0), PERCENT)
        code = scope_of(self.target, self.setting)
        return self._status(code, None, self._demand(bound, unit))

    def _of_headcount(
        self,
        code: str,
        cohort: Cohort,
        count: Headcount,
        *,
        missing: tuple[str, ...] = (),
        headcount: Headcount | None = None,
    ) -> TargetStatus:
        """A division with members at or below it: how many of them are as promised."""
        each = self.target.basis is Basis.EACH
        value = (count.number() if each else count.percent()) if count.size > count.silent else None
        demand = self._demand(self._group_bound(count.size), cohort.unit if each else PERCENT)
        status = self._status(code, value, demand, missing=missing, headcount=headcount)
        if self.target.basis is Basis.BASIC_COVERAGE and self.threshold is None and count.size:
            # What 基本覆盖 asks for lies between one of the members and all of them.
            least = Bound(at_least=to_number(Fraction(100, count.size), ROUND_FLOOR))
            lenient = self._state(value, self._demand(least, PERCENT))
            return attrs.evolve(status, state=either(status.state, lenient))
        return status

    @property
    def threshold(self) -> int | None:
        """Which share of the members must be as promised, in per cent; None where nobody said."""
        if self.target.basis is Basis.COVERAGE:
            return 100
        if self.target.basis is Basis.BASIC_COVERAGE and self.target.share is None:
            return self.setting.definition.status_rules.basic_coverage
        return self.target.share

    def _group_bound(self, size: int) -> Bound:
        """How many of the members must be as promised: all of them, or a share in per cent."""
        if self.target.basis is Basis.EACH:
            return Bound.exactly(size)
        threshold = self.threshold
        return Bound(at_least=100 if threshold is None else threshold)

    # States

    def _demand(self, bound: Bound, unit: str, rhythm: Rhythm | None = None) -> Demand:
        rhythm = rhythm or self.rhythm
        expected = expected_by(bound, self.clock, rhythm)
        return Demand(self.target, bound, unit, self.clock, rhythm, expected, self.unit)

    def _state(self, value: Interval | None, demand: Demand) -> State:
        return state_of(
            value,
            demand.bound,
            demand.expected.bound,
            is_over=self.clock.is_over,
            can_be_lost=self.target.can_be_lost,
        )

    def _status(
        self,
        code: str,
        value: Interval | None,
        demand: Demand,
        *,
        missing: tuple[str, ...] = (),
        headcount: Headcount | None = None,
    ) -> TargetStatus:
        name = self.ground.division_name(code, self.setting)
        state = self._state(value, demand)
        return TargetStatus(demand, code, name, state, value, missing, headcount=headcount)


def _unless_none_of_them(state: State) -> State:
    """The state of who may not be a member: of it nothing may have been asked."""
    return State.UNDECIDED if state in (State.BEHIND, State.MISSED) else state


def clock_of(target: Target, setting: Setting) -> Clock:
    """The target's clock: due on its day, or on the programme's last where none is printed."""
    period = setting.definition.period
    due_on = target.due_on or period.end
    return Clock(min(target.starts_on or period.start, due_on), due_on, setting.as_of)
