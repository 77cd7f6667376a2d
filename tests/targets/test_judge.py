"""Targets judged at every level: totals, each, coverage and share."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    COVERAGE,
    EACH,
    EAST,
    END,
    GREEN,
    HOUSEHOLD,
    LAKE,
    LEDGER,
    LONE,
    OLD_BLACK,
    PINE,
    POPLAR,
    PROVINCE,
    RED,
    REGISTER,
    RENAMED_ON,
    RETURN,
    SHARE,
    SILENT_ZERO,
    START,
    STONE,
    TEAM,
    WEST,
    WHITE,
    WILLOW,
    cohort,
    divisions,
    indicator,
    judged,
    measure,
    origin,
    place,
    record,
    setting,
    state_at,
    target,
)

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.indicators import Headcount, Measure, MeasureKind, RecordData, make_plan
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.records import Condition, Operand, Reference, make_record
from kejifupin.records.registers import take_in
from kejifupin.targets import Pace, State, Target, status_members
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Designation, Division, Divisions, Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

AFTER = END + timedelta(days=1)
HALF = date(2018, 2, 19)
"""The fiftieth of a hundred days."""
exact, at_least = Interval.exact, Interval.at_least
TEAMS = indicator("teams", "支", measure=measure("count", "team"))
TEAM_IN_EACH = target(
    "team", Bound(at_least=1), indicator="teams", basis=EACH, cohort="poor_counties"
)


def teams(*codes):
    return [record(TEAM, code, f"{n}.docx", leader=str(n)) for n, code in enumerate(codes)]


def returns(figures):
    return [record(RETURN, code, f"{code}.docx", people=n) for code, n in figures.items()]


def statuses(records, *targets, indicators=None, on=None):
    return judged(records, *targets, indicators=indicators, on=on).statuses


def members(records, aim, code, *, indicators, on=None, answers=(True, False, None)):
    """The members of a status that are records, by the file that each was read from."""
    where = on or setting()
    plan = make_plan(indicators)
    data = RecordData.of(records, where)
    found = statuses(records, aim, indicators=indicators, on=where).get(aim.key, code)
    told = status_members(found, plan, data, where, answers)
    return {each.name: each.value for each in told}


def states(found):
    return {each.division: each.state.value for each in found}


# Totals


def test_a_total_stands_for_its_scope():
    """Half of the days, 8 of 10: in time. After them: missed by 2."""
    records = returns({GREEN: 3, RED: 5})

    (half,) = statuses(records, target(), on=setting(HALF))
    (after,) = statuses(records, target(), on=setting(AFTER))

    assert (half.division, half.state, half.pace) == (PROVINCE, State.ON_TRACK, 5)
    assert (after.state, after.value, after.gap, after.gap_text()) == (
        State.MISSED,
        exact(8),
        2,
        "还差2人次",
    )
    assert (after.due_on, after.division_name, after.unit) == (END, "甲省", "人次")


def test_a_total_stands_for_the_parts_it_was_allocated_to():
    """东州 has its 4, 西州 not its 6; nobody asks 青县."""
    aim = target(allocations={EAST: Bound(at_least=4), WEST: Bound(at_least=6)})

    found = statuses(returns({GREEN: 4, RED: 5}), aim, on=setting(AFTER))

    assert states(found) == {PROVINCE: "MISSED", EAST: "MET", WEST: "MISSED"}
    assert found.get("goal", WEST).gap == 1


def test_a_part_of_a_renamed_division_is_that_of_its_successor():
    """Written with either code, asked on either side of the day."""
    for written in (OLD_BLACK, BLACK):
        aim = target(allocations={written: Bound(at_least=4)})
        records = returns({OLD_BLACK: 4})
        before = statuses(records, aim, on=setting(RENAMED_ON - timedelta(days=1)))
        after = statuses(records, aim, on=setting(RENAMED_ON))
        assert before.get("goal", OLD_BLACK).state is State.MET
        assert after.get("goal", BLACK).state is State.MET


def reorganised(on=date(2018, 3, 15)):
    """A setting with a county that was divided into two, and two that were merged into one."""
    old = Division(
        "990299", "双县", Level.COUNTY, WEST, valid_to=on, successors=("990297", "990298")
    )
    halves = [Division(code, f"{code}县", Level.COUNTY, WEST, on) for code in old.successors]
    merged = [
        Division(code, f"{code}县", Level.COUNTY, EAST, valid_to=on, successors=("990196",))
        for code in ("990198", "990197")
    ]
    union = Division("990196", "合县", Level.COUNTY, EAST, on)
    return setting(table=setting().divisions.with_divisions((old, *halves, *merged, union)))


def test_parts_of_merged_divisions_add_up_and_those_of_divided_ones_are_lost():
    """3 and 4 of two counties that are one now are 7; what was divided is told."""
    parts = {
        "990198": Bound(at_least=3),
        "990197": Bound(at_least=4),
        "990299": Bound(at_least=5),
        "990777": Bound(at_least=6),
    }

    found = judged(returns({"990196": 6}), target(allocations=parts), on=reorganised())

    merged = found.statuses.get("goal", "990196")
    assert (merged.bound, merged.gap) == (Bound(at_least=7), 1)
    assert {each.division for each in found.statuses} == {PROVINCE, "990196"}
    assert [each.code for each in found.issues] == ["target.lost_part"] * 2
    assert "双县" in found.issues[0].message


def test_a_total_without_data():
    """NO_DATA, whatever the day."""
    (found,) = statuses([], target(), on=setting(AFTER))

    assert (found.state, found.value, found.gap_text(), found.complete) == (
        State.NO_DATA,
        None,
        "",
        False,
    )


def test_missing_reporters_leave_a_total_undecided():
    """At least 9 of 10, and somebody may have more; 10 are met whoever is missing."""
    reported = indicator(reported_by=(Level.COUNTY,))

    (nine,) = statuses(returns({GREEN: 9}), target(), indicators=(reported,), on=setting(AFTER))
    (ten,) = statuses(returns({GREEN: 10}), target(), indicators=(reported,), on=setting(AFTER))

    assert (nine.state, ten.state) == (State.UNDECIDED, State.MET)
    assert nine.missing == tuple(sorted((LAKE, LONE, WHITE, STONE, RED, BLACK)))
    assert (nine.value_text(), nine.gap_text()) == ("至少9人次", "最多还差1人次")
    assert not ten.complete


def test_a_ceiling_that_is_exceeded():
    """The gap is what is too much."""
    aim = target(bound=Bound(at_most=10))

    (found,) = statuses(returns({GREEN: 12}), aim, on=setting(AFTER))

    assert (found.state, found.gap_text()) == (State.MISSED, "超出2人次")


def test_a_target_may_cover_part_of_the_programme():
    """Its scope is its own; a renamed county is followed."""
    aim = target(scope=OLD_BLACK, bound=Bound(at_least=3))

    (found,) = statuses(returns({BLACK: 3, GREEN: 9}), aim)

    assert (found.division, found.state) == (BLACK, State.MET)


def test_the_due_day_is_the_target_s_own_or_the_last_of_the_programme():
    """A target due earlier is over earlier."""
    early = target("early", due_on=date(2018, 2, 1))

    found = statuses(returns({GREEN: 3}), early, target(), on=setting(HALF))

    assert states(found.where(target="early")) == {PROVINCE: "MISSED"}
    assert states(found.where(target="goal")) == {PROVINCE: "BEHIND"}


def test_a_programme_that_has_not_begun():
    """Nothing is expected of it; what is there already counts."""
    eve = setting(date(2017, 12, 31))

    assert state_at([], target(), PROVINCE, on=eve) is State.NO_DATA
    assert state_at(returns({GREEN: 0}), target(), PROVINCE, on=eve) is State.ON_TRACK
    assert state_at(returns({GREEN: 10}), target(), PROVINCE, on=eve) is State.MET


def test_a_due_day_before_the_programme_begins():
    """Surveys due in December: all of it that day, missed the next."""
    aim = target(due_on=date(2017, 12, 1))

    assert (
        state_at(returns({GREEN: 9}), aim, PROVINCE, on=setting(date(2017, 12, 1))) is State.BEHIND
    )
    assert (
        state_at(returns({GREEN: 9}), aim, PROVINCE, on=setting(date(2017, 12, 2))) is State.MISSED
    )


# Each


def test_each_member_and_every_division_above_it_has_a_status():
    """青县 has a team, 红县 none: 1 of 1 in 东州, 0 of 1 in 西州, 1 of 2 in the province."""
    zero = indicator("teams", "支", measure=TEAMS.measure, silence=SILENT_ZERO)

    found = statuses(teams(GREEN), TEAM_IN_EACH, indicators=(zero,), on=setting(AFTER))

    assert states(found) == {
        GREEN: "MET",
        RED: "MISSED",
        EAST: "MET",
        WEST: "MISSED",
        PROVINCE: "MISSED",
    }
    province = found.get("team", PROVINCE)
    assert (province.value, province.bound, province.unit) == (exact(1), Bound.exactly(2), "个县")
    assert [each.key for each in province.failing] == [RED]
    assert province.value_text() == "1个县"
    assert province.bound_text() == "全部2个县，每个至少1支"
    assert province.gap_text() == "还差1个县"
    county = found.get("team", RED)
    assert (county.value_text(), county.bound_text(), county.unit) == ("0支", "至少1支", "支")
    assert [each.key for each in county.failing] == [RED]


def test_silence_that_is_missing_leaves_each_undecided():
    """红县 did not answer: it has no data, the province cannot be told."""
    found = statuses(teams(GREEN), TEAM_IN_EACH, indicators=(TEAMS,), on=setting(AFTER))

    assert states(found) == {
        GREEN: "MET",
        RED: "NO_DATA",
        EAST: "MET",
        WEST: "NO_DATA",
        PROVINCE: "UNDECIDED",
    }
    province = found.get("team", PROVINCE)
    assert (province.value, province.missing) == (Interval(1, 2), (RED,))
    assert found.get("team", RED).missing == (RED,)


def test_silence_is_zero_also_for_members_that_nobody_waits_for():
    """Counties report, villages are asked about: a village without records has nothing."""
    counties = indicator(reported_by=(Level.COUNTY,), silence=SILENT_ZERO)
    aim = target(bound=Bound(at_least=1), basis=EACH, cohort="villages")

    found = statuses(returns({WILLOW: 1}), aim, indicators=(counties,), on=setting(AFTER))

    assert states(found.where(divisions=(WILLOW, POPLAR))) == {WILLOW: "MET", POPLAR: "MISSED"}


def test_a_dash_never_excuses_an_each():
    """“-” is none of the item: zero of at least one."""
    aim = target(bound=Bound(at_least=1), basis=EACH, cohort="poor_counties")

    found = statuses(returns({GREEN: NONE_OF_ITEM, RED: 0}), aim, on=setting(AFTER))

    assert {each.state for each in found} == {State.MISSED}


def test_villages_have_a_status_at_every_level():
    """5 to 10 households in each poor village: 5, 11, and a vague 8 to 12."""
    aim = target(bound=Bound(5, 10), basis=EACH, cohort="villages")
    figures = {WILLOW: 5, POPLAR: 11, PINE: Vague(8, 12, "8-12")}

    found = statuses(returns(figures), aim, on=setting(AFTER))
    before = statuses(returns(figures), aim, on=setting(HALF))

    assert states(found) == {
        WILLOW: "MET",
        POPLAR: "MISSED",
        PINE: "UNDECIDED",
        GREEN: "MISSED",
        RED: "UNDECIDED",
        EAST: "MISSED",
        WEST: "UNDECIDED",
        PROVINCE: "MISSED",
    }
    assert states(before)[WILLOW] == "ON_TRACK"
    assert states(before)[POPLAR] == "BEHIND"
    assert found.get("goal", PROVINCE).value == Interval(1, 2)


def test_a_group_that_can_lose_is_on_track_until_the_due_day():
    """All have what a ceiling allows, and may have too much tomorrow."""
    aim = target(bound=Bound(5, 10), basis=EACH, cohort="poor_counties")
    figures = returns({GREEN: 5, RED: 6})

    assert state_at(figures, aim, PROVINCE, on=setting(HALF)) is State.ON_TRACK
    assert state_at(figures, aim, PROVINCE, on=setting(AFTER)) is State.MET


def test_a_county_without_a_prefecture_is_a_member_of_its_province():
    """孤城 and a county that changed its name among all counties."""
    aim = target(bound=Bound(at_least=1), basis=EACH, cohort="counties")

    found = statuses(returns({LONE: 1, OLD_BLACK: 1}), aim)

    assert found.get("goal", LONE).state is State.MET
    assert found.get("goal", BLACK).state is State.MET
    assert found.get("goal", PROVINCE).bound == Bound.exactly(7)


# Coverage and share


def test_coverage_is_all_of_them_in_per_cent():
    """Two of three villages: 66.66… %."""
    aim = target(bound=Bound(at_least=1), basis=COVERAGE, cohort="villages")
    figures = returns({WILLOW: 1, POPLAR: 1, PINE: 0})

    found = statuses(figures, aim, on=setting(AFTER))

    province = found.get("goal", PROVINCE)
    assert (province.state, province.bound, province.unit) == (
        State.MISSED,
        Bound(at_least=100),
        "%",
    )
    assert province.value_text() == "66.66%"
    assert province.gap_text() == "还差33.34%"
    assert province.bound_text() == "至少100%，每个至少1人次"
    assert found.get("goal", GREEN).state is State.MET
    assert found.get("goal", WILLOW).value == exact(1)


@pytest.mark.parametrize(
    ("share", "figures", "state"),
    [
        (60, {WILLOW: 1, POPLAR: 1, PINE: 0}, "MET"),
        (67, {WILLOW: 1, POPLAR: 1, PINE: 0}, "MISSED"),
        (60, {WILLOW: 1, POPLAR: 1}, "MET"),
        (60, {WILLOW: 1, POPLAR: 0}, "UNDECIDED"),
        (60, {WILLOW: 0, POPLAR: 0}, "MISSED"),
        (60, {}, "NO_DATA"),
    ],
)
def test_a_share_of_the_members(share, figures, state):
    """Decided only where the missing ones cannot change it."""
    aim = target(bound=Bound(at_least=1), basis=SHARE, share=share, cohort="villages")

    assert state_at(returns(figures), aim, PROVINCE, on=setting(AFTER)).value == state


# Records as members


def household(name, code=GREEN, **values):
    return record(HOUSEHOLD, code, f"{name}.docx", name=name, **values)


SKILLS = indicator("skills", "项", measure=measure(field="skills", records="household"))
SKILL_IN_EACH = target("skill", Bound(1, stretch=2), indicator="skills", basis=EACH, cohort="able")


def test_members_may_be_records():
    """甲 has a skill, 乙 none, 丙 cannot work and is none of them."""
    records = [
        household("甲", workers=1, skills=3),
        household("乙", workers=2, skills=0),
        household("丙", workers=0, skills=0),
        household("丁", RED, workers=1, skills=1),
    ]

    found = statuses(records, SKILL_IN_EACH, indicators=(SKILLS,), on=setting(AFTER))

    assert states(found) == {
        GREEN: "MISSED",
        EAST: "MISSED",
        RED: "MET",
        WEST: "MET",
        PROVINCE: "MISSED",
    }
    province = found.get("skill", PROVINCE)
    assert (province.value_text(), province.bound_text()) == (
        "2户",
        "全部3户，每个至少1项（力争2项）",
    )
    assert province.headcount == Headcount(held=2, failed=1)
    assert (province.members, province.failing, province.missing) == ((), (), ())
    failing = members(
        records, SKILL_IN_EACH, PROVINCE, indicators=(SKILLS,), on=setting(AFTER), answers=(False,)
    )
    assert failing == {"青县（乙.docx 表1）": exact(0)}


def test_whoever_may_be_no_member_fails_nobody():
    """It is not said whether 乙 can work: without a skill it leaves the county undecided."""
    sure = household("甲", workers=1, skills=1)

    for skills, state in ((0, "UNDECIDED"), (1, "MET"), (None, "UNDECIDED")):
        records = [sure, household("乙", workers=None, skills=skills)]
        found = state_at(records, SKILL_IN_EACH, GREEN, indicators=(SKILLS,), on=setting(AFTER))
        assert found.value == state
    alone = [household("乙", workers=None, skills=0)]
    assert (
        state_at(alone, SKILL_IN_EACH, GREEN, indicators=(SKILLS,), on=setting(AFTER))
        is State.UNDECIDED
    )


def test_the_pace_counts_nobody_who_may_be_no_member():
    """6 hold, 庚 fails, 4 hold who may be no members: 6 of 7 is behind the pace of 90 in 100."""
    sure = [household(name, workers=1, skills=1) for name in "甲乙丙丁戊己"]
    fails = [household("庚", workers=1, skills=0)]
    maybe = [household(name, workers=None, skills=1) for name in "辛壬癸子"]
    on = setting(START + timedelta(days=89))

    def state(records):
        return state_at(records, SKILL_IN_EACH, GREEN, indicators=(SKILLS,), on=on).value

    assert state([*sure, *fails, *maybe]) == "UNDECIDED"
    assert state([*sure, *fails]) == "BEHIND"
    assert state([*sure, *maybe]) == "MET"


def test_how_many_households_reach_what_one_hopes_for():
    """1 skill is asked for, 2 are hoped for: of three, 甲 has 3 and 丙 an unknown number."""
    records = [
        household("甲", workers=1, skills=3),
        household("乙", workers=1, skills=1),
        household("丙", workers=1, skills=None),
    ]

    def status(found):
        aim = judged(found, SKILL_IN_EACH, indicators=(SKILLS,), on=setting(AFTER))
        return aim.statuses.get("skill", EAST)

    three, two = status(records), status(records[:1] * 2)
    assert (three.stretch_number, three.stretch_reached) == (Interval(1, 2), False)
    assert "其中1—2户达到力争目标2项" in three.notes()
    assert (two.stretch_number, two.stretch_reached) == (Interval.exact(2), True)


def test_how_many_counties_reach_what_one_hopes_for():
    """青县 has 12 where 10 are asked for and 12 hoped for, 红县 has 10."""
    aim = target("each", Bound(10, stretch=12), basis=EACH, cohort="poor_counties")
    found = [record(RETURN, GREEN, people=12), record(RETURN, RED, people=10)]
    status = judged(found, aim, on=setting(AFTER)).statuses.get("each", PROVINCE)

    assert (status.stretch_number, status.stretch_reached) == (Interval.exact(1), False)
    assert status.notes() == ("其中1个县达到力争目标12人次",)


def test_a_share_with_somebody_who_may_be_no_member():
    """甲 holds, 乙 fails, 丙 holds if it is a member at all: 1 of 2 or 2 of 3."""
    records = [
        household("甲", workers=1, skills=1),
        household("乙", workers=1, skills=0),
        household("丙", workers=None, skills=1),
    ]

    def state(share):
        aim = target(
            "skill", Bound(at_least=1), indicator="skills", basis=SHARE, share=share, cohort="able"
        )
        return state_at(records, aim, GREEN, indicators=(SKILLS,), on=setting(AFTER)).value

    assert [state(share) for share in (50, 51, 66, 67)] == [
        "MET",
        "UNDECIDED",
        "UNDECIDED",
        "MISSED",
    ]


PROJECTS = indicator("projects", "项", measure=measure(field="projects", records="ledger"))
PROJECT_IN_EACH = target(
    "project", Bound(at_least=1), indicator="projects", basis=EACH, cohort="households"
)


def entry(name, projects, code=GREEN, **values):
    return record(LEDGER, code, f"台账{name}.xlsx", name=name, projects=projects, **values)


def test_records_of_another_kind_are_led_to_the_members():
    """By home and name, spelling set aside; several entries add; none is no data."""
    records = [
        household("甲某"),
        household("乙某"),
        household("丙某"),
        household("甲某", RED),
        entry("甲 某", 1, day=date(2018, 1, 5)),
        entry("甲某", 2, day=date(2018, 1, 6)),
        entry("乙某", 0),
        entry("无名", 9),
    ]

    values = members(records, PROJECT_IN_EACH, PROVINCE, indicators=(PROJECTS,))

    assert values == {
        "青县（甲某.docx 表1）": exact(3),
        "青县（乙某.docx 表1）": exact(0),
        "青县（丙某.docx 表1）": None,
        "红县（甲某.docx 表1）": None,
    }
    silent = indicator("projects", "项", measure=PROJECTS.measure, silence=SILENT_ZERO)
    found = statuses(records, PROJECT_IN_EACH, indicators=(silent,), on=setting(AFTER))
    assert found.get("project", RED).state is State.MISSED


@pytest.mark.parametrize(
    ("survey", "ledger", "meets"),
    [
        ({"village": "柳村"}, {"village": "柳村委会"}, True),
        ({"village": "东屯"}, {"village": "东屯"}, True),
        ({"village": "东屯"}, {"village": "西屯"}, None),
        ({"village": "东屯"}, {}, None),
        ({"village": "柳村"}, {"village": "杨村"}, None),
        ({}, {}, True),
    ],
)
def test_the_village_is_part_of_who_is_meant(survey, ledger, meets):
    """Known villages however called, unknown ones by their name alone."""
    records = [household("甲", **survey), entry("甲", 1, **ledger)]

    (value,) = members(records, PROJECT_IN_EACH, PROVINCE, indicators=(PROJECTS,)).values()

    assert value == (exact(1) if meets else None)


def test_a_blank_of_a_household_is_no_zero():
    """One entry of two left it out: at least the other, which may do."""
    records = [
        household("甲"),
        entry("甲", 1, day=date(2018, 1, 5)),
        entry("甲", None, day=date(2018, 1, 6)),
        household("乙"),
        entry("乙", None),
    ]

    assert members(records, PROJECT_IN_EACH, GREEN, indicators=(PROJECTS,)) == {
        "青县（甲.docx 表1）": at_least(1),
        "青县（乙.docx 表1）": None,
    }


def test_rows_belong_to_their_record():
    """At least two experts in each team, and an average age of each by itself."""
    rows = TEAM.row_kind("experts")

    def team(file, *ages):
        people = tuple(make_record(rows, {"age": age}) for age in ages)
        return record(TEAM, GREEN, f"{file}.docx", leader=file, experts=people)

    records = [team("a", 30, 50), team("b", 40), team("c")]
    experts = indicator("experts", "名", measure=measure("count", "team.experts"))
    ages = indicator("ages", "岁", measure=measure("average", "team.experts", field="age"))
    of_teams = cohort("all_teams", level=None, designation=None, records="team", unit="支")
    aims = [
        target("experts", Bound(at_least=2), indicator="experts", basis=EACH, cohort="all_teams"),
        target("ages", Bound(at_most=40), indicator="ages", basis=EACH, cohort="all_teams"),
    ]

    experts_found, ages_found = (
        members(records, aim, GREEN, indicators=(experts, ages), on=setting(cohorts=(of_teams,)))
        for aim in aims
    )

    assert list(experts_found.values()) == [exact(2), exact(1), None]
    assert list(ages_found.values()) == [exact(40), exact(40), None]


def test_a_ratio_of_each_record():
    """Of every household by itself, not of its numerator alone."""
    ratio = indicator(
        "ratio",
        "%",
        measure=Measure(
            MeasureKind.RATIO,
            numerator=measure(field="skills", records="household"),
            denominator=measure(field="workers", records="household"),
        ),
    )
    aim = target("ratio", Bound(at_least=50), indicator="ratio", basis=EACH, cohort="households")
    records = [household("甲", workers=4, skills=2), household("乙", workers=4, skills=1)]

    found = members(records, aim, GREEN, indicators=(ratio,))

    assert list(found.values()) == [exact(50), exact(25)]


def test_records_that_do_not_say_whom_they_speak_of_are_refused():
    """A total of a county must not pass for that of each of its households."""
    aim = target(basis=EACH, cohort="households")
    with pytest.raises(DefinitionError, match="do not say which 'household'") as caught:
        judged([household("甲")], aim)
    assert "name" in caught.value.chinese
    rows = cohort("rows", level=None, designation=None, records="team.experts")
    with pytest.raises(DefinitionError, match="no identity"):
        judged([], target(basis=EACH, cohort="rows"), on=setting(cohorts=(rows,)))


# Cohorts


@pytest.mark.parametrize("basis", [EACH, COVERAGE])
def test_an_empty_cohort_is_no_data_with_one_issue(basis):
    """However many targets speak of it; the promise itself is shown."""
    nobody = cohort("nobody", designation="none_such", label="示范县", stated_size=8)
    aims = [target(key, basis=basis, cohort="nobody") for key in ("one", "other")]

    found = judged(returns({GREEN: 5}), *aims, on=setting(AFTER, cohorts=(nobody,)))

    assert {each.state for each in found.statuses} == {State.NO_DATA}
    assert states(found.statuses) == {PROVINCE: "NO_DATA"}
    (issue,) = found.issues
    assert (issue.code, issue.rule) == ("target.empty_cohort", "nobody")
    assert "示范县" in issue.message
    expected = "至少10人次" if basis is EACH else "至少100%"
    assert found.statuses[0].bound_text() == expected


def test_a_cohort_without_members_in_the_target_s_scope():
    """There are poor counties, but none in 孤城."""
    found = judged([], target(basis=EACH, cohort="poor_counties", scope=LONE))

    assert states(found.statuses) == {LONE: "NO_DATA"}
    assert [each.code for each in found.issues] == ["target.empty_cohort"]


@pytest.mark.parametrize(("size", "told"), [(2, False), (3, True), (1, True)])
def test_the_size_that_the_document_states(size, told):
    """Is held against the register."""
    poor = cohort("known", stated_size=size)

    found = judged([], target(basis=EACH, cohort="known"), on=setting(cohorts=(poor,)))

    assert [each.code for each in found.issues] == (["target.cohort_size"] if told else [])
    if told:
        assert f"现有2个，文件载明{size}个" in found.issues[0].message


def test_a_stated_size_and_members_that_are_not_certain():
    """One or two households: both sizes may be right."""
    records = [household("甲", workers=1), household("乙", workers=None)]
    for size, told in ((1, False), (2, False), (3, True)):
        able = cohort(
            "able",
            level=None,
            designation=None,
            records="household",
            where=Condition(field="workers", at_least=Operand(constant=1)),
            stated_size=size,
        )
        found = judged(records, SKILL_IN_EACH, indicators=(SKILLS,), on=setting(cohorts=(able,)))
        assert bool(found.issues) is told


def test_members_keep_their_status_after_they_are_freed_of_the_title():
    """The fixed cohort stays; the current one lets them go."""
    table = setting().divisions
    freed = [
        Designation("title", GREEN, valid_to=date(2018, 2, 1)),
        Designation("title", RED),
    ]
    where = setting(
        table=table.with_designations(freed),
        cohorts=(
            cohort("fixed", designation="title"),
            cohort("current", designation="title", reference=Reference.CURRENT),
        ),
    )
    aims = [target(key, basis=EACH, cohort=key) for key in ("fixed", "current")]

    found = statuses(returns({GREEN: 10, RED: 10}), *aims, on=where)

    assert found.get("fixed", PROVINCE).bound == Bound.exactly(2)
    assert found.get("current", PROVINCE).bound == Bound.exactly(1)


def test_villages_of_a_register():
    """One poor before the season, one from the middle of it, one never; 5 to 10 households each."""
    rows = [
        make_record(
            REGISTER,
            {
                "code": code,
                "name": name,
                "county": place(GREEN, "青县"),
                "poor_since": since,
                "demonstrators": households,
            },
            origin(REGISTER, "名册.xlsx", row=row),
        )
        for row, (code, name, since, households) in enumerate(
            [
                ("990121100301", "梧桐村", date(2014, 1, 1), 7),
                ("990121100302", "白杨村", date(2018, 2, 1), 3),
                ("990121100303", "银杏村", None, 1),
            ],
            start=2,
        )
    ]
    bare = [each for each in divisions().designations if each.key != "poor_village"]
    base = Divisions(divisions().divisions, divisions().reporting_lines, bare)
    taken = take_in(rows, base, Period(date(2018, 1, 1), END))
    found = indicator(
        "demonstrators", "户", measure=measure(field="demonstrators", records="register")
    )
    now = cohort(
        "now",
        level=Level.VILLAGE,
        designation="poor_village",
        reference=Reference.CURRENT,
        unit="个村",
    )
    aims = [
        target(key, Bound(5, 10), indicator="demonstrators", basis=EACH, cohort=key)
        for key in ("villages", "now")
    ]

    judgement = judged(
        taken.records,
        *aims,
        indicators=(found,),
        on=setting(AFTER, table=taken.divisions, cohorts=(now,)),
    )

    assert judgement.issues == taken.issues == ()
    assert states(judgement.statuses.where(target="villages")) == {
        "990121100301": "MET",
        GREEN: "MET",
        EAST: "MET",
        PROVINCE: "MET",
    }
    assert states(judgement.statuses.where(target="now")) == {
        "990121100301": "MET",
        "990121100302": "MISSED",
        GREEN: "MISSED",
        EAST: "MISSED",
        PROVINCE: "MISSED",
    }


def test_unknown_names_are_told():
    """Of indicators and of cohorts, with the nearest."""
    with pytest.raises(UnknownNameError) as caught:
        judged([], target(indicator="peopel"))
    assert caught.value.nearest == ("people",)
    with pytest.raises(UnknownNameError) as caught:
        judged([], target(basis=EACH, cohort="vilages"))
    assert caught.value.nearest[0] == "villages"


# Properties


amounts = st.integers(0, 20) | st.none() | st.just(NONE_OF_ITEM) | st.just(Vague(8, 12, "8-12"))
figures = st.dictionaries(st.sampled_from([GREEN, WHITE, RED, WILLOW, POPLAR, PINE, EAST]), amounts)
aims = st.sampled_from(
    [
        target(),
        target(bound=Bound(5, 10)),
        target(basis=EACH, cohort="poor_counties"),
        target(basis=COVERAGE, cohort="villages"),
        target(basis=SHARE, share=50, cohort="counties"),
        target(basis=EACH, cohort="villages", pace=Pace.NONE),
    ]
)
days = st.sampled_from([date(2017, 12, 1), HALF, END, AFTER])
ORDER = {State.MISSED: 0, State.BEHIND: 0, State.UNDECIDED: 1, State.ON_TRACK: 2, State.MET: 3}


@given(figures, aims, days, st.randoms(use_true_random=False))
def test_the_order_of_the_records_never_matters(found, aim, day, random):
    """The same statuses come out."""
    records = returns(found)

    shuffled = random.sample(records, len(records))

    assert (
        statuses(records, aim, on=setting(day)).items
        == statuses(shuffled, aim, on=setting(day)).items
    )


@given(
    st.dictionaries(st.sampled_from([GREEN, RED, WILLOW, PINE]), st.integers(0, 12), min_size=1),
    st.sampled_from([GREEN, RED, WILLOW, PINE]),
    st.integers(1, 12),
    st.sampled_from(
        [
            target(),
            target(basis=EACH, cohort="poor_counties"),
            target(basis=SHARE, share=50, cohort="villages"),
        ]
    ),
    days,
)
def test_more_achieved_never_worsens_a_floor(found, code, more, aim, day):
    """At no level, whoever achieves it."""
    better = {**found, code: found.get(code, 0) + more}

    before, after = (
        statuses(returns(each), aim, on=setting(day)) for each in ({code: 0, **found}, better)
    )

    for one, other in zip(before, after, strict=True):
        assert one.division == other.division
        assert State.NO_DATA in (one.state, other.state) or ORDER[other.state] >= ORDER[one.state]


@given(figures, aims, days)
def test_a_status_is_explained_by_its_value(found, aim, day):
    """NO_DATA exactly without a value; complete only if nobody is missing; gaps close the bound."""
    for each in statuses(returns(found), aim, on=setting(day)):
        assert (each.state is State.NO_DATA) == (each.value is None)
        assert each.complete == (each.value is not None and not each.missing)
        if each.gap == 0:
            assert each.state in (State.MET, State.ON_TRACK)
        if each.state is State.MISSED:
            assert each.gap is None or each.gap > 0
            assert day > END


def test_real_counties_judged():
    """53 poor counties by one designation, 许昌县 renamed among them, 济源 without a prefecture."""
    poor = ("411023", "410225", "419001")
    table = base_divisions().with_designations(Designation("poor", code) for code in poor)
    where = setting(
        date(2018, 5, 31),
        table=table,
        scope="410000",
        period=Period(date(2016, 10, 1), date(2018, 5, 30)),
    )
    aim = target(bound=Bound(at_least=1), basis=EACH, cohort="poor_counties")

    found = statuses(returns({"411003": 1, "410225": 1, "419001": 0}), aim, on=where)

    assert states(found) == {
        "410000": "MISSED",
        "410200": "MET",
        "410225": "MET",
        "411000": "MET",
        "411003": "MET",
        "419001": "MISSED",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": EACH},
        {"cohort": "villages"},
        {"basis": SHARE, "cohort": "villages"},
        {"basis": EACH, "cohort": "villages", "share": 50},
        {"basis": SHARE, "cohort": "villages", "share": 0},
        {"basis": SHARE, "cohort": "villages", "share": 101},
        {"basis": EACH, "cohort": "villages", "allocations": {EAST: Bound(at_least=1)}},
    ],
)
def test_a_target_does_not_contradict_itself(changes):
    """Told when it is defined, in Chinese too."""
    with pytest.raises(DefinitionError) as caught:
        target(**changes)
    assert caught.value.chinese != caught.value.message
    assert isinstance(target(), Target)
