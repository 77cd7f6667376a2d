"""The members of a target's cohort, each with its own value."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.counting import counted
from kejifupin.indicators.deriving import rests_on_counts
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, RecordMember
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.joining import Join, joins_of
from kejifupin.indicators.plan import Partial, PartialKind, Plan
from kejifupin.indicators.sources import ANY_ANSWER, DataSource, Homed, Selected
from kejifupin.indicators.tallies import NOTHING
from kejifupin.indicators.values import IndicatorValue, Values
from kejifupin.records.cohort_members import candidates, find_cohort
from kejifupin.records.cohorts import Cohort
from kejifupin.records.identities import record_name
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.targets.target import Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.text import nearest


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
        missing: Codes of the divisions below it whose figure is missing from its value.
    """

    key: str
    name: str
    home: str
    value: Interval | None
    certain: bool = True
    reported: int = 0
    missing: tuple[str, ...] = ()

    @classmethod
    def of_record(cls, member: RecordMember, setting: Setting) -> Member:
        """A member that is a record, called by where it was read."""
        place = record_name(member.record)
        return cls(
            place,
            f"{setting.division_name(member.home)}（{place}）",
            member.home,
            member.value,
            member.certain,
            member.reported,
        )

    def meets(self, bound: Bound) -> bool | None:
        """Whether it is as promised; None where that cannot be told."""
        return None if self.value is None else bound.holds(self.value)


@frozen
class Roster:
    """The divisions of a cohort (口径名单).

    Args:
        codes: Their codes, in order.
        names: Their names on the day.
        sure: Whether each is a member for certain.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    sure: tuple[bool, ...]


@frozen
class MemberTable:
    """The members of a cohort of divisions, each with its value of an indicator (口径成员表).

    Columns, so that a cohort of thousands costs no object for each of them.

    Args:
        roster: The members.
        values: Their possible values, None for no data.
        found: What is behind these; None for members of whom nothing was heard.
        answers: Whether each is as promised; None where that cannot be told.
    """

    roster: Roster
    values: tuple[Interval | None, ...]
    found: tuple[IndicatorValue | None, ...] = attrs.field(repr=False, eq=False)
    answers: tuple[bool | None, ...] = ()

    def judged(
        self, bound: Bound, values: tuple[Interval | None, ...] | None = None
    ) -> MemberTable:
        """The table with whether each member is as promised.

        Args:
            bound: What is promised of each.
            values: What is judged instead of their figures, such as how far these have grown.
        """
        judged = self.values if values is None else values
        answers = tuple([None if each is None else bound.holds(each) for each in judged])
        return attrs.evolve(self, values=judged, answers=answers)

    def member(self, place: int) -> Member:
        """One member by its place."""
        code, behind = self.roster.codes[place], self.found[place]
        return Member(
            code,
            self.roster.names[place],
            code,
            self.values[place],
            self.roster.sure[place],
            behind.reported if behind else 0,
            behind.missing if behind else (),
        )

    def unknown(self, place: int) -> tuple[str, ...]:
        """Codes of the divisions whose figure is missing from a member's value."""
        behind = self.found[place]
        if behind is not None and behind.missing:
            return behind.missing
        return (self.roster.codes[place],) if self.answers[place] is None else ()

    def headcount(self, places: Sequence[int]) -> Headcount:
        """Some of the members, counted."""
        values, sure, answers = self.values, self.roster.sure, self.answers
        silent = sum([1 for place in places if values[place] is None])
        return Headcount.of([(sure[at], answers[at]) for at in places], silent=silent)


class Members:
    """The members of cohorts of divisions, each with its value of an indicator.

    Args:
        plan: The plan that knows the indicators.
        values: Their values.
        setting: The programme and its day.
        ground: What the values were rolled up over.
    """

    def __init__(self, plan: Plan, values: Values, setting: Setting, ground: Ground) -> None:
        self._plan = plan
        self._values = values
        self._setting = setting
        self._ground = ground
        self._rosters: dict[str, Roster] = {}
        self._tables: dict[tuple[str, str], MemberTable] = {}
        self._places: dict[tuple[str, str], Mapping[str, tuple[int, ...]]] = {}

    def of(self, cohort: Cohort, indicator: Indicator) -> MemberTable:
        """The members of a cohort of divisions with their values of an indicator, in order.

        Raises:
            UnknownNameError: The cohort rests on an indicator that does not exist.
        """
        key = (cohort.key, indicator.key)
        if key not in self._tables:
            roster = self._roster(cohort)
            silent = self._silent(indicator)
            name, find = indicator.key, self._values.find
            found = tuple([find(name, code) for code in roster.codes])
            values = tuple([silent if each is None else each.value for each in found])
            self._tables[key] = MemberTable(roster, values, found)
        return self._tables[key]

    def places(self, cohort: Cohort, scope: str) -> Mapping[str, tuple[int, ...]]:
        """Division → which of a cohort's members lie at or below it, up to a scope, in order."""
        key = (cohort.key, scope)
        if key not in self._places:
            below: dict[str, list[int]] = {}
            for place, code in enumerate(self._roster(cohort).codes):
                for above in self._ground.chain(code, scope):
                    below.setdefault(above, []).append(place)
            self._places[key] = {code: tuple(below[code]) for code in sorted(below)}
        return self._places[key]

    def _roster(self, cohort: Cohort) -> Roster:
        if cohort.key not in self._rosters:
            codes = candidates(cohort, self._setting)
            sure = dict.fromkeys(codes, True)
            if cohort.indicator is not None:
                sure = dict(self._fitting(cohort, codes))
            names = tuple(self._setting.division_name(code) for code in sure)
            self._rosters[cohort.key] = Roster(tuple(sure), names, tuple(sure.values()))
        return self._rosters[cohort.key]

    def _fitting(self, cohort: Cohort, codes: Iterable[str]) -> Iterator[tuple[str, bool]]:
        """The divisions that fit a cohort's condition, and those that may."""
        key = cohort.indicator or ""
        if key not in self._plan.indicators:
            close = nearest(key, self._plan.indicators)
            raise UnknownNameError("indicator", key, close)
        silent = self._silent(self._plan.indicators[key])
        for code in codes:
            found = self._values.find(key, code)
            value = found.value if found else silent
            fits = None if value is None or cohort.bound is None else cohort.bound.holds(value)
            if fits is not False:
                yield code, fits is True

    def _silent(self, indicator: Indicator) -> Interval | None:
        """What a division has of whom nothing was heard, and for whom nobody waits."""
        if rests_on_counts(indicator, self._plan.indicators):
            return None
        finish = Finish.of(indicator, self._plan, self._setting)
        return finish.alone((NOTHING,) * len(finish.parts))


def member_question(
    target: Target, indicator: Indicator, plan: Plan, setting: Setting
) -> MemberQuestion:
    """What a target asks of each record of its cohort.

    Raises:
        UnknownNameError: No such cohort, or no such kind of records.
        DefinitionError: The indicator counts records that cannot be led to the members.
    """
    cohort = find_cohort(target.cohort or "", setting)
    finish = Finish.of(indicator, plan, setting)
    question = MemberQuestion(cohort.records or "", cohort.where, finish, target.bound)
    joins_of(question, setting)
    return question


def record_members(
    question: MemberQuestion,
    data: DataSource,
    setting: Setting,
    homes: Collection[str],
    answers: Collection[bool | None] = ANY_ANSWER,
) -> tuple[RecordMember, ...]:
    """The members of a question in some divisions, in the order of the divisions and places."""
    found = data.members(question, setting, homes, answers)
    return tuple(sorted(found, key=lambda each: (each.home, record_name(each.record))))


def record_sources(
    question: MemberQuestion,
    members: Sequence[RecordMember],
    data: DataSource,
    setting: Setting,
) -> Iterator[tuple[Partial, Selected]]:
    """The records behind the values of members that are records, with what counts them.

    Args:
        question: What was asked of the members.
        members: Some of its members.
        data: The data that they were found in.
        setting: The programme and its day.
    """
    homes = frozenset(member.home for member in members)
    joins = joins_of(question, setting)
    for partial, join in dict(zip(question.finish.parts, joins, strict=True)).items():
        named = {} if join.is_inside else _named(partial, join, data, setting, homes)
        for member in members:
            if join.is_inside:
                own: Iterable[Record] = join.inside(member.record)
            else:
                own = named.get(join.key(Homed(member.record, member.home), setting), ())
            for record, answer in counted(partial, own, setting):
                sure = answer is True and member.certain
                yield partial, Selected(record, member.home, sure)


def _named(
    partial: Partial, join: Join, data: DataSource, setting: Setting, homes: Collection[str]
) -> Mapping[Hashable, Sequence[Record]]:
    """Key of a member → the records that name it and that the partial's condition picks."""
    picked = Partial(
        PartialKind.COUNT, partial.records, None, partial.where, without_none=partial.without_none
    )
    found = data.select(picked, setting, homes)
    return join.groups((Homed(each.record, each.home) for each in found), setting)
