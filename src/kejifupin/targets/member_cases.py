"""One target under judgement whose cohort has members: divisions, or records such as households."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_FLOOR
from fractions import Fraction

import attrs

from kejifupin.indicators.headcounts import Headcount, roll_up_headcounts
from kejifupin.records.cohorts import Cohort
from kejifupin.targets.allocations import scope_of
from kejifupin.targets.baselines import grown
from kejifupin.targets.bases import Basis
from kejifupin.targets.cases import PERCENT, Case
from kejifupin.targets.judging import State, either, state_by
from kejifupin.targets.members import MemberTable
from kejifupin.targets.status import Demand, TargetStatus
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval


def by_members(
    case: Case, cohort: Cohort, members: MemberTable, places: Mapping[str, tuple[int, ...]]
) -> Iterator[TargetStatus]:
    """The statuses of members, and of every division with members below it.

    Args:
        case: The target under judgement.
        cohort: The cohort.
        members: All of its members with their values.
        places: Division → which of them lie at or below it.
    """
    demand = case.demand(case.target.bound, case.unit)
    table = members.judged(demand.bound, _grown_values(case, members))
    codes = table.roster.codes
    for code, below in places.items():
        if len(below) > 1 or codes[below[0]] != code:
            yield _of_group(case, code, cohort, table, below)
        elif case.target.baseline is not None:
            status = case.grown(code, members.values[below[0]], demand.bound)
            yield _of_one(status, table, below)
    if case.target.baseline is None:
        yield from _of_members(case, demand, table, places)


def _grown_values(case: Case, members: MemberTable) -> tuple[Interval | None, ...] | None:
    growth = case.target.growth
    if growth is None:
        return None
    return tuple(
        grown(value, case.baseline_at(code), growth)
        for code, value in zip(members.roster.codes, members.values, strict=True)
    )


def _of_members(
    case: Case, demand: Demand, table: MemberTable, places: Mapping[str, tuple[int, ...]]
) -> Iterator[TargetStatus]:
    """Divisions that are themselves members: their own values against what was promised."""
    expected = demand.expected.bound
    is_over, can_be_lost = case.clock.is_over, case.target.can_be_lost
    roster = table.roster
    columns = zip(roster.codes, roster.names, roster.sure, table.values, table.answers, strict=True)
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


def _of_one(status: TargetStatus, table: MemberTable, places: tuple[int, ...]) -> TargetStatus:
    """The status of a member, told of it as one of its cohort."""
    state = status.state
    if not table.roster.sure[places[0]]:
        state = _unless_none_of_them(state)
    missing = table.unknown(places[0])
    return attrs.evolve(status, state=state, missing=missing, table=table, places=places)


def _of_group(
    case: Case, code: str, cohort: Cohort, table: MemberTable, places: tuple[int, ...]
) -> TargetStatus:
    """A division with members below it that are divisions."""
    codes, answers = table.roster.codes, table.answers
    missing = tuple([codes[place] for place in places if answers[place] is None])
    status = _of_headcount(case, code, cohort, table.headcount(places), missing=missing)
    return attrs.evolve(status, table=table, places=places)


def by_headcounts(
    case: Case, cohort: Cohort, counts: Mapping[str, Headcount], hoped: Mapping[str, Headcount]
) -> Iterator[TargetStatus]:
    """The statuses of every division with members that are records at or below it.

    Args:
        case: The target under judgement.
        cohort: The cohort.
        counts: Division → its own members, by how they stand.
        hoped: The same by how they stand against what one hopes for; empty for nothing.
    """
    scope = scope_of(case.target, case.setting)
    chains = {code: case.ground.chain(code, scope) for code in counts}
    inside = {code: counts[code] for code, chain in chains.items() if chain}
    told = frozenset[str]().union(*chains.values())
    beyond = {code: hoped[code] for code in inside if code in hoped}
    above = roll_up_headcounts(beyond, case.ground.reach)
    for code, count in sorted(roll_up_headcounts(inside, case.ground.reach).items()):
        if code in told:
            status = _of_headcount(case, code, cohort, count, headcount=count)
            yield attrs.evolve(status, hoped=above.get(code)) if hoped else status


def of_nobody(case: Case) -> TargetStatus:
    """The status of a cohort without members, said once for the scope."""
    each = case.target.basis is Basis.EACH
    bound, unit = (case.target.bound, case.unit) if each else (_group_bound(case, 0), PERCENT)
    code = scope_of(case.target, case.setting)
    return case.status(code, None, case.demand(bound, unit))


def _of_headcount(
    case: Case,
    code: str,
    cohort: Cohort,
    count: Headcount,
    *,
    missing: tuple[str, ...] = (),
    headcount: Headcount | None = None,
) -> TargetStatus:
    """A division with members at or below it: how many of them are as promised."""
    each = case.target.basis is Basis.EACH
    value = (count.number() if each else count.percent()) if count.size > count.silent else None
    demand = case.demand(_group_bound(case, count.size), cohort.unit if each else PERCENT)
    status = case.status(code, value, demand, missing=missing, headcount=headcount)
    if each and value is not None and count.size > count.sure:
        # Who may be no member counts as kept among all, and yet lifts nobody's share.
        share = case.state(count.percent(), case.demand(Bound(at_least=100), PERCENT))
        return attrs.evolve(status, state=either(status.state, share))
    if case.target.basis is Basis.BASIC_COVERAGE and threshold(case) is None and count.size:
        # What 基本覆盖 asks for lies between one of the members and all of them.
        least = Bound(at_least=to_number(Fraction(100, count.size), ROUND_FLOOR))
        lenient = case.state(value, case.demand(least, PERCENT))
        return attrs.evolve(status, state=either(status.state, lenient))
    return status


def threshold(case: Case) -> int | None:
    """Which share of the members must be as promised, in per cent; None where nobody said."""
    if case.target.basis is Basis.COVERAGE:
        return 100
    if case.target.basis is Basis.BASIC_COVERAGE and case.target.share is None:
        return case.setting.definition.status_rules.basic_coverage
    return case.target.share


def _group_bound(case: Case, size: int) -> Bound:
    """How many of the members must be as promised: all of them, or a share in per cent."""
    if case.target.basis is Basis.EACH:
        return Bound.exactly(size)
    share = threshold(case)
    return Bound(at_least=100 if share is None else share)


def _unless_none_of_them(state: State) -> State:
    """The state of who may not be a member: of it nothing may have been asked."""
    return State.UNDECIDED if state in (State.BEHIND, State.MISSED) else state
