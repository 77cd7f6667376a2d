"""Targets judged on a group, and by another way up: the same members, told elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    EACH,
    END,
    GREEN,
    HOUSEHOLD,
    PINE,
    PROVINCE,
    RED,
    RETURN,
    SHARE,
    STONE,
    WEST,
    WHITE,
    WILLOW,
    indicator,
    measure,
    record,
    setting,
    target,
)

from kejifupin.indicators import (
    Ground,
    Lineage,
    RecordData,
    compute_values,
    group_ground,
    make_plan,
)
from kejifupin.targets import Basis, explain_status, judge_targets, status_members
from kejifupin.terms.bounds import Bound

AFTER = setting(END + timedelta(days=1))
SKILLS = indicator("skills", "项", measure=measure(field="skills", records="household"))
PLAN = make_plan((indicator(), SKILLS))
COUNTIES = target("each", Bound(at_least=3), basis=EACH, cohort="poor_counties")
COVERED = target("covered", Bound(at_least=3), basis=Basis.COVERAGE, cohort="poor_counties")
SKILLED = target(
    "skilled", Bound(at_least=1), indicator="skills", basis=SHARE, share=50, cohort="households"
)


def judged(records, *targets, ground=None, where=AFTER):
    data = RecordData.of(records, where)
    values = compute_values(PLAN, data, where, ground=ground).values
    return data, values, judge_targets(targets, PLAN, values, data, where, ground=ground)


figures = st.dictionaries(
    st.sampled_from([GREEN, WHITE, RED, STONE, WILLOW, PINE]), st.integers(0, 9) | st.none()
)
households = st.lists(
    st.tuples(st.sampled_from([GREEN, WHITE, RED, STONE]), st.integers(0, 2) | st.none()),
    max_size=8,
)


def records_of(figures, households):
    returns = [record(RETURN, code, f"{code}.docx", people=n) for code, n in figures.items()]
    return returns + [
        record(HOUSEHOLD, code, f"{number}.docx", name=f"户{number}", skills=skills)
        for number, (code, skills) in enumerate(households)
    ]


@given(figures=figures)
def test_all_members_of_a_cohort_as_a_group_are_what_the_province_has(figures):
    """The state, the value, the bound and who fails are those of the scope."""
    ground = group_ground("poor_counties", AFTER)
    records = records_of(figures, ())
    _, _, whole = judged(records, COUNTIES, COVERED)
    _, _, group = judged(records, COUNTIES, COVERED, ground=ground)

    for key in ("each", "covered"):
        one, other = whole.statuses.get(key, PROVINCE), group.statuses.get(key, "poor_counties")
        assert (one.state, one.value, one.bound) == (other.state, other.value, other.bound)
        assert one.failing == other.failing
        assert one.missing == other.missing


@given(figures=figures, households=households)
def test_each_division_of_a_group_stands_as_it_does_in_the_whole(figures, households):
    """A group changes what is above its members, not them."""
    ground = group_ground("poor_counties", AFTER)
    records = records_of(figures, households)
    _, _, whole = judged(records, COUNTIES, COVERED, SKILLED)
    _, _, group = judged(records, COUNTIES, COVERED, SKILLED, ground=ground)

    for status in group.statuses:
        if status.division != "poor_counties":
            same = whole.statuses.get(status.target.key, status.division)
            assert (same.state, same.value, same.bound) == (
                status.state,
                status.value,
                status.bound,
            )


@given(households=households)
def test_households_of_a_group_are_those_of_its_counties(households):
    """Counted by hand: those in 青县 and 红县, and what each of them has."""
    ground = group_ground("poor_counties", AFTER)
    records = records_of({}, households)
    data, values, found = judged(records, SKILLED, ground=ground)
    members = set(ground.members)
    inside = [skills for code, skills in households if code in members]
    statuses = found.statuses.where(division="poor_counties")

    assert len(statuses) == (1 if inside else 0)
    for status in statuses:
        assert status.headcount.size == len(inside)
        assert status.headcount.held == sum(1 for skills in inside if skills)
        told = tuple(status_members(status, PLAN, data, AFTER, ground=ground))
        assert len(told) == len(inside)
        why = explain_status(status, PLAN, data, AFTER, values=values, ground=ground)
        assert {each.home for each in why.contributions} <= members
        assert len(why.failing) == sum(1 for skills in inside if skills == 0)


@given(figures=figures, households=households)
def test_the_way_up_changes_nothing_at_the_top(figures, households):
    """Whoever stands below whom, the province has the same members."""
    records = records_of(figures, households)
    results = [
        judged(records, COUNTIES, COVERED, SKILLED, ground=Ground.of(AFTER, by))[2].statuses
        for by in Lineage
    ]

    for one, other in zip(*(each.where(division=PROVINCE) for each in results), strict=True):
        assert (one.state, one.value, one.bound) == (other.state, other.value, other.bound)


def test_a_target_of_a_city_speaks_of_its_own_part_of_a_group():
    """西州's plan: of the group only 红县 is its member, and no county of 东州 has a status."""
    aim = target("each", Bound(at_least=3), basis=EACH, cohort="poor_counties", scope=WEST)
    ground = group_ground("poor_counties", AFTER)

    _, _, found = judged(records_of({GREEN: 1, RED: 5}, ()), aim, ground=ground)

    assert {each.division for each in found.statuses} == {RED, "poor_counties"}
    status = found.statuses.get("each", "poor_counties")
    assert (status.value.exact_value, status.bound.at_least) == (1, 1)


def test_a_city_s_households_in_a_group():
    """Those of 青县 are not asked about by 西州."""
    aim = target(
        "skilled",
        Bound(at_least=1),
        indicator="skills",
        basis=SHARE,
        share=50,
        cohort="households",
        scope=WEST,
    )
    ground = group_ground("poor_counties", AFTER)
    records = records_of({}, [(GREEN, 0), (RED, 1)])

    data, _, found = judged(records, aim, ground=ground)

    status = found.statuses.get("skilled", "poor_counties")
    assert (status.headcount.size, status.headcount.held) == (1, 1)
    told = explain_status(status, PLAN, data, AFTER, ground=ground)
    assert [each.home for each in told.contributions] == [RED]


@pytest.mark.parametrize("by", list(Lineage))
def test_grounds_tell_no_issues(by):
    """Those of the scope tell them: that no household was registered."""
    _, _, found = judged([], SKILLED, ground=Ground.of(AFTER, by))

    assert found.issues == ()
    assert judged([], SKILLED)[2].issues != ()
