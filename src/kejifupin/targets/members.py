"""The members of a target's cohort, each with its own value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
from attrs import frozen

from kejifupin.indicators.counting import counted, tally_of
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Partial, Plan
from kejifupin.indicators.sources import DataSource, Homed, Selected
from kejifupin.indicators.tallies import NOTHING
from kejifupin.indicators.values import Values
from kejifupin.records.cohort_members import division_members
from kejifupin.records.cohorts import Cohort
from kejifupin.records.conditions import holds
from kejifupin.records.identities import record_name
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.targets.joining import Join
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval


@frozen
class Member:
    """One member of a cohort and how it stands (口径成员).

    Args:
        key: Code of the division; for a record, its file and place in it.
        name: How people call it; of a household only where it was read, never its name.
        home: Code of the division that it belongs to.
        value: Its possible values, None for no data.
        certain: Whether it is a member for certain.
        reported: Records behind its value.
        record: The record that is the member, where members are records.
        missing: Codes of the divisions below it whose figure is missing from its value.
    """

    key: str
    name: str
    home: str
    value: Interval | None
    certain: bool = True
    reported: int = 0
    record: Record | None = attrs.field(default=None, repr=False)
    missing: tuple[str, ...] = ()

    def meets(self, bound: Bound) -> bool | None:
        """Whether it is as promised; None where that cannot be told."""
        return None if self.value is None else bound.holds(self.value)


class Members:
    """The members of cohorts, each with its value of an indicator (口径成员表).

    Args:
        plan: The plan that knows the indicators.
        values: Their values, for members that are divisions.
        data: The data behind them, for members that are records.
        setting: The programme and its day.
    """

    def __init__(self, plan: Plan, values: Values, data: DataSource, setting: Setting) -> None:
        self._plan = plan
        self._values = values
        self._data = data
        self._setting = setting
        self._codes: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, str], tuple[Member, ...]] = {}

    def of(self, cohort: Cohort, indicator: Indicator) -> tuple[Member, ...]:
        """The members of a cohort with their values of an indicator, in order.

        Raises:
            DefinitionError: The indicator counts records that cannot be led to the members.
        """
        key = (cohort.key, indicator.key)
        if key not in self._found:
            find = self._divisions if cohort.records is None else self._records
            self._found[key] = tuple(find(cohort, indicator))
        return self._found[key]

    def _divisions(self, cohort: Cohort, indicator: Indicator) -> Iterator[Member]:
        setting = self._setting
        if cohort.key not in self._codes:
            self._codes[cohort.key] = division_members(cohort, setting)
        # Of whom nothing was heard, and for whom nobody waits, silence may be zero.
        finish = Finish.of(indicator, self._plan, setting)
        silent = finish.alone((NOTHING,) * len(finish.parts))
        for code in self._codes[cohort.key]:
            found = self._values.find(indicator.key, code)
            yield Member(
                code,
                setting.division_name(code),
                code,
                found.value if found else silent,
                reported=found.reported if found else 0,
                missing=found.missing if found else (),
            )

    def _records(self, cohort: Cohort, indicator: Indicator) -> Iterable[Member]:
        found = _record_members(cohort, indicator, self._plan, self._data, self._setting)
        return sorted(found, key=lambda member: (member.home, member.key))


def record_sources(
    members: Sequence[Member], indicator: Indicator, plan: Plan, data: DataSource, setting: Setting
) -> Iterator[tuple[Partial, Selected]]:
    """The records behind the values of members that are records, with what counts them.

    Args:
        members: Members of one cohort of records.
        indicator: The indicator.
        plan: The plan that knows it.
        data: The data that the members were found in.
        setting: The programme and its day.
    """
    found = [(each, each.record) for each in members if each.record is not None]
    for partial in dict.fromkeys(plan.parts[indicator.key]) if found else ():
        join = Join.of(found[0][1].kind, setting.kind(partial.records))
        groups = join.groups(data, setting)
        for member, record in found:
            key = join.key(Homed(record, member.home), setting)
            for each, answer in counted(partial, groups.get(key, ()), setting):
                yield partial, Selected(each, member.home, answer is True and member.certain)


def _record_members(
    cohort: Cohort, indicator: Indicator, plan: Plan, data: DataSource, setting: Setting
) -> Iterator[Member]:
    kind = setting.kind(cohort.records or "")
    finish = Finish.of(indicator, plan, setting)
    joins = [Join.of(kind, setting.kind(part.records)) for part in finish.parts]
    groups = [join.groups(data, setting) for join in joins]
    period = setting.definition.period
    for each in data.members(kind.key):
        belongs = cohort.where is None or holds(cohort.where, each.record, period)
        if belongs is False:
            continue
        tallies = [
            tally_of(part, group.get(join.key(each, setting), ()), setting)
            for part, join, group in zip(finish.parts, joins, groups, strict=True)
        ]
        name = record_name(each.record)
        yield Member(
            name,
            f"{setting.division_name(each.home)}（{name}）",
            each.home,
            finish.alone(tallies),
            certain=belongs is True,
            reported=tallies[0].reported,
            record=each.record,
        )
