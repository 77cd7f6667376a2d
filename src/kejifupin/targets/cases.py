"""One target under judgement, and the statuses of a total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
from attrs import frozen

from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import Headcount
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.values import Values
from kejifupin.records.setting import Setting
from kejifupin.targets.allocations import scope_of
from kejifupin.targets.baselines import Begins, grown, growth_start, growth_unit
from kejifupin.targets.judging import State, state_of
from kejifupin.targets.pace import Clock, Rhythm, expected_by
from kejifupin.targets.status import Demand, TargetStatus
from kejifupin.targets.target import Target
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

    def totals(self, bounds: Mapping[str, Bound]) -> Iterator[TargetStatus]:
        """The statuses of a total: of its scope and of its parts; a group was promised nothing."""
        for code, bound in sorted(bounds.items()):
            if self.ground.is_group and code not in self.ground.reach:
                continue
            found = self.values.find(self.indicator.key, code)
            level = found.value if found else None
            missing = found.missing if found else ()
            if self.target.baseline is None:
                yield self.status(code, level, self.demand(bound, self.unit), missing=missing)
            else:
                yield self.grown(code, level, bound, missing=missing)

    def grown(
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
        demand = self.demand(bound, self.unit, rhythm)
        value = level if growth is None else grown(level, baseline, growth)
        state = self.state(value, demand)
        return TargetStatus(
            demand,
            code,
            self.setting.division_name(code),
            state,
            value,
            missing,
            level=level,
            baseline=baseline,
            level_unit=self.indicator.unit,
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

    def demand(self, bound: Bound, unit: str, rhythm: Rhythm | None = None) -> Demand:
        """What must be reached, and how much of it by the day."""
        rhythm = rhythm or self.rhythm
        expected = expected_by(bound, self.clock, rhythm)
        return Demand(self.target, bound, unit, self.clock, rhythm, expected, self.unit)

    def state(self, value: Interval | None, demand: Demand) -> State:
        """How a value stands against what is asked for."""
        return state_of(
            value,
            demand.bound,
            demand.expected.bound,
            is_over=self.clock.is_over,
            can_be_lost=self.target.can_be_lost,
        )

    def status(
        self,
        code: str,
        value: Interval | None,
        demand: Demand,
        *,
        missing: tuple[str, ...] = (),
        headcount: Headcount | None = None,
    ) -> TargetStatus:
        """The status of a division with a value."""
        name = self.ground.division_name(code, self.setting)
        state = self.state(value, demand)
        return TargetStatus(demand, code, name, state, value, missing, headcount=headcount)


def clock_of(target: Target, setting: Setting) -> Clock:
    """The target's clock: due on its day, or on the programme's last where none is printed."""
    period = setting.definition.period
    due_on = target.due_on or period.end
    return Clock(min(target.starts_on or period.start, due_on), due_on, setting.as_of)
