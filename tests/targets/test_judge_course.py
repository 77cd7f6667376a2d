"""Targets over time and against a baseline, judged on records: periods, milestones, growth."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from small_world import (
    BLACK,
    CITED,
    EACH,
    EAST,
    END,
    GREEN,
    OLD_BLACK,
    PINE,
    POPLAR,
    PROVINCE,
    RED,
    RETURN,
    SHARE,
    SILENT_ZERO,
    WEST,
    WHITE,
    WILLOW,
    cohort,
    indicator,
    judged,
    measure,
    record,
    setting,
    state_at,
    target,
)

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.records.cohort_members import division_members
from kejifupin.targets import Baseline, Basis, Growth, Milestone, Pace, State, TargetPeriod
from kejifupin.targets.baselines import Begins
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.status_rules import StatusRules

AFTER = END + timedelta(days=1)
HALF = date(2018, 2, 19)
exact = Interval.exact


def returns(figures):
    return [record(RETURN, code, f"{code}.docx", people=n) for code, n in figures.items()]


def ruled(on, **rules):
    return setting(on, status_rules=StatusRules(**rules))


# Milestones and rules


def test_a_total_is_held_against_its_milestone():
    """30 by the end of January, 100 in the end: 29 are behind in February, 30 are not."""
    aim = target(
        bound=Bound(at_least=100),
        pace=Pace.MILESTONES,
        milestones=(Milestone(date(2018, 1, 31), Bound(at_least=30)),),
    )

    assert state_at(returns({GREEN: 29}), aim, PROVINCE, on=setting(HALF)) is State.BEHIND
    assert state_at(returns({GREEN: 30}), aim, PROVINCE, on=setting(HALF)) is State.ON_TRACK
    assert (
        state_at(returns({GREEN: 0}), aim, PROVINCE, on=setting(date(2018, 1, 30)))
        is State.ON_TRACK
    )
    (status,) = judged(returns({GREEN: 29}), aim, on=setting(HALF)).statuses
    assert (status.pace, status.notes()) == (30, ("2018-01-31的阶段目标为至少30人次",))


def test_the_programme_says_how_far_behind_is_behind():
    """Half of 10 is due: with 80 per cent as the edge 4 are enough."""
    records = returns({GREEN: 4})

    assert state_at(records, target(), PROVINCE, on=setting(HALF)) is State.BEHIND
    assert state_at(records, target(), PROVINCE, on=ruled(HALF, on_track_from=80)) is State.ON_TRACK
    (status,) = judged(records, target(), on=ruled(HALF, on_track_from=80)).statuses
    assert (status.pace, status.completion, status.pace_completion) == (5, exact(40), exact(100))


def test_a_season_of_the_programme():
    """All of the work falls into January: on 1 February everything is due."""
    aim = target(pace=Pace.SEASON)
    january = (1, *[0] * 11)

    found = ruled(date(2018, 2, 1), season=january)
    assert state_at(returns({GREEN: 9}), aim, PROVINCE, on=found) is State.BEHIND
    assert state_at(returns({GREEN: 9}), aim, PROVINCE, on=setting(date(2018, 2, 1))) is (
        State.ON_TRACK
    )


# Periods


def test_each_period_has_its_own_promise():
    """4 by the end of January, 6 more by the end of February (12 in all), counted apart."""
    first = indicator("january", measure=measure(field="people"))
    second = indicator("february", measure=measure(field="groups"))
    aim = target(
        bound=Bound(at_least=12),
        periods=(
            TargetPeriod("1", Bound(at_least=4), date(2018, 1, 31), indicator="january"),
            TargetPeriod(
                "2",
                Bound(at_least=6),
                date(2018, 2, 28),
                starts_on=date(2018, 2, 1),
                indicator="february",
                label="二月",
            ),
        ),
    )
    records = [record(RETURN, GREEN, people=5, groups=4)]

    found = judged(
        records, aim, indicators=(indicator(), first, second), on=setting(date(2018, 2, 14))
    ).statuses

    assert [(each.target.key, each.state.value, each.pace) for each in found] == [
        ("goal", "BEHIND", Decimal("5.4")),
        ("goal.1", "MET", 4),
        ("goal.2", "ON_TRACK", 3),
    ]
    assert found.get("goal.2", PROVINCE).target.label == "目标（二月）"
    assert len(found.where(target="goal")) == 3
    assert len(found.where(target="goal.1")) == 1


def test_a_period_inherits_what_it_does_not_say():
    """Of each county, with the target's own indicator and first day."""
    aim = target(
        bound=Bound(at_least=2),
        basis=EACH,
        cohort="poor_counties",
        periods=(TargetPeriod("早", Bound(at_least=1), date(2018, 1, 31)),),
    )

    found = judged(returns({GREEN: 1, RED: 0}), aim, on=setting(HALF)).statuses

    assert found.get("goal.早", GREEN).state is State.MET
    assert found.get("goal.早", RED).state is State.MISSED
    assert found.get("goal.早", PROVINCE).gap_text() == "还差1个县"


def test_the_days_that_a_target_runs():
    """From 11 March to 10 April: half of 31 days is not yet 10 of 10, a third is."""
    aim = target(starts_on=date(2018, 3, 11))

    (status,) = judged(returns({GREEN: 5}), aim, on=setting(date(2018, 3, 26))).statuses

    # Day 16 of 31: 5.16 of 10.
    assert (str(status.pace), status.state) == ("5.16", State.BEHIND)


# Growth


def growth(bound, how=Growth.PERCENT, **baseline):
    given = baseline or {"value": 100}
    return target(bound=bound, growth=how, baseline=Baseline(CITED, **given))


@pytest.mark.parametrize(
    ("people", "bound", "how", "state", "value"),
    [
        (110, Bound(at_least=10), Growth.PERCENT, "MET", exact(10)),
        (109, Bound(at_least=10), Growth.PERCENT, "MISSED", exact(9)),
        (130, Bound(at_least=30), Growth.ABSOLUTE, "MET", exact(30)),
        (90, Bound(at_most=-10), Growth.PERCENT, "MET", exact(-10)),
        (91, Bound(at_most=-10), Growth.PERCENT, "MISSED", exact(-9)),
    ],
)
def test_growth_over_a_baseline(people, bound, how, state, value):
    """100 before: 110 are 10 % more, 90 are 10 % less."""
    (status,) = judged(returns({GREEN: people}), growth(bound, how), on=setting(AFTER)).statuses

    assert (status.state.value, status.value) == (state, value)
    assert (status.level, status.baseline) == (exact(people), exact(100))
    assert status.notes() == (f"基线100人次，现为{people}人次",)


@pytest.mark.parametrize(("people", "state"), [(1331, "MET"), (1330, "MISSED")])
def test_a_growth_a_year_is_compounded(people, state):
    """10 % a year for three years from 1000 are 1331, not 1300."""
    aim = attrs.evolve(growth(Bound(at_least=10), value=1000), years=3)

    (status,) = judged(returns({GREEN: people}), aim, on=setting(AFTER)).statuses

    assert status.state.value == state
    assert status.bound_text() == "比基线增长至少33.1%（年均至少10%）"


@pytest.mark.parametrize(
    "changes",
    [
        {"growth": Growth.ABSOLUTE, "years": 3},
        {"growth": None, "years": 3},
        {"years": 0},
        {"years": 2020},
        {"years": 2, "bound": Bound(at_most=-100)},
        {"years": 2, "milestones": (Milestone(HALF, Bound(at_least=5)),)},
        {"years": 2, "periods": (TargetPeriod("a", Bound(at_least=5), HALF),)},
    ],
)
def test_years_go_with_a_growth_in_per_cent_of_the_whole(changes):
    """Not with what is absolute, not with milestones, not so many as a calendar year's number."""
    with pytest.raises(DefinitionError, match="years"):
        attrs.evolve(growth(Bound(at_least=10)), **changes)


def test_growth_is_told_in_its_own_unit():
    """Per cent, or the unit of the indicator."""
    (percent,) = judged(
        returns({GREEN: 105}), growth(Bound(at_least=10)), on=setting(AFTER)
    ).statuses
    (absolute,) = judged(
        returns({GREEN: 105}), growth(Bound(at_least=10), Growth.ABSOLUTE), on=setting(AFTER)
    ).statuses

    assert (percent.value_text(), percent.bound_text()) == ("5%", "比基线增长至少10%")
    assert percent.gap_text() == "还差5%"
    assert (absolute.value_text(), absolute.gap_text()) == ("5人次", "还差5人次")


def test_the_pace_of_a_growth_starts_where_the_figure_does():
    """Half way to 10 %: 5 % of what there is; from nothing, half of 110 is −45 %."""
    (stock,) = judged(returns({GREEN: 105}), growth(Bound(at_least=10)), on=setting(HALF)).statuses
    flow = growth(Bound(at_least=10), value=100, begins_at=Begins.ZERO)
    (events,) = judged(returns({GREEN: 55}), flow, on=setting(HALF)).statuses

    assert (stock.pace, stock.state) == (5, State.ON_TRACK)
    assert (events.pace, events.value, events.state) == (-45, exact(-45), State.ON_TRACK)
    assert events.forecast.value == exact(10)


def test_growth_over_nothing_is_undefined_and_told():
    """A baseline of 0 is legal: per cent of it are not, a number more is."""
    percent = judged(returns({GREEN: 5}), growth(Bound(at_least=10), value=0), on=setting(AFTER))
    absolute = judged(
        returns({GREEN: 5}),
        growth(Bound(at_least=5), Growth.ABSOLUTE, value=0),
        on=setting(AFTER),
    )

    assert [each.state for each in percent.statuses] == [State.UNDECIDED]
    assert [each.code for each in percent.issues] == ["target.growth_over_zero"]
    assert "甲省" in percent.issues[0].message
    assert [each.state for each in absolute.statuses] == [State.MET]
    assert not absolute.issues


def test_a_baseline_that_nobody_knows_decides_nothing_and_is_told():
    """Stated for 青县 alone, asked of both counties."""
    aim = attrs.evolve(
        growth(Bound(at_least=10), values={GREEN: 10}), basis=EACH, cohort="poor_counties"
    )

    found = judged(returns({GREEN: 11, RED: 50}), aim, on=setting(AFTER))

    assert found.statuses.get("goal", GREEN).state is State.MET
    assert found.statuses.get("goal", RED).state is State.UNDECIDED
    assert found.statuses.get("goal", PROVINCE).state is State.UNDECIDED
    assert found.statuses.get("goal", PROVINCE).missing == (RED,)
    assert [each.code for each in found.issues] == ["target.no_baseline"]


def test_a_baseline_by_an_indicator_is_each_division_s_own():
    """青县 grew from 10 to 12, 红县 from 20 to 21: 20 % and 5 %."""
    before = indicator("before", measure=measure(field="groups"))
    aim = attrs.evolve(
        growth(Bound(at_least=10), indicator="before"), basis=EACH, cohort="poor_counties"
    )
    records = [
        record(RETURN, GREEN, people=12, groups=10),
        record(RETURN, RED, people=21, groups=20),
    ]

    found = judged(records, aim, indicators=(indicator(), before), on=setting(AFTER)).statuses

    assert found.get("goal", GREEN).value == exact(20)
    assert found.get("goal", RED).state is State.MISSED
    assert [each.key for each in found.get("goal", PROVINCE).failing] == [RED]


def test_a_baseline_of_a_renamed_county_is_its_successor_s():
    """Written with the old code, asked after the change."""
    aim = attrs.evolve(
        growth(Bound(at_least=10), values={OLD_BLACK: 10}), allocations={BLACK: Bound(at_least=20)}
    )

    found = judged(returns({BLACK: 12}), aim, on=setting(AFTER)).statuses

    assert found.get("goal", BLACK).state is State.MET


def test_a_level_with_a_baseline_rises_from_it():
    """From 30 to 50: half way 40 are due, not 25."""
    aim = target(bound=Bound(at_least=50), baseline=Baseline(CITED, value=30))

    (status,) = judged(returns({GREEN: 39}), aim, on=setting(HALF)).statuses

    assert (status.pace, status.state, status.completion) == (40, State.BEHIND, exact(45))


def test_records_have_no_baseline_to_grow_from():
    """A household's own growth is refused, not answered wrongly."""
    aim = attrs.evolve(growth(Bound(at_least=10)), basis=EACH, cohort="households")

    with pytest.raises(DefinitionError, match="baselines"):
        judged([], aim)


# 基本覆盖


def coverage(**changes):
    return target(bound=Bound(at_least=1), basis=Basis.BASIC_COVERAGE, cohort="villages", **changes)


@pytest.mark.parametrize(
    ("figures", "before", "after"),
    [
        ({WILLOW: 1, POPLAR: 1, PINE: 1}, "MET", "MET"),
        ({WILLOW: 0, POPLAR: 0, PINE: 0}, "BEHIND", "MISSED"),
        ({WILLOW: 1, POPLAR: 1, PINE: 0}, "ON_TRACK", "UNDECIDED"),
        ({WILLOW: 1, POPLAR: 0, PINE: 0}, "UNDECIDED", "UNDECIDED"),
        ({}, "NO_DATA", "NO_DATA"),
    ],
)
def test_basic_coverage_without_a_threshold_cannot_be_told(figures, before, after):
    """All or none of three decide it whatever it means; two keep the pace of any threshold."""
    found = judged(returns(figures), coverage(), on=setting(AFTER))

    assert found.statuses.get("goal", PROVINCE).state.value == after
    assert state_at(returns(figures), coverage(), PROVINCE, on=setting(HALF)).value == before
    assert [each.code for each in found.issues] == ["target.no_threshold"]
    assert "比例未定" in found.statuses.get("goal", PROVINCE).bound_text()


def test_basic_coverage_with_a_threshold():
    """60 per cent by the target or by the programme: two of three are enough."""
    two = returns({WILLOW: 1, POPLAR: 1, PINE: 0})

    assert state_at(two, coverage(share=60), PROVINCE, on=setting(AFTER)) is State.MET
    assert state_at(two, coverage(share=67), PROVINCE, on=setting(AFTER)) is State.MISSED
    rules = ruled(AFTER, basic_coverage=60)
    assert state_at(two, coverage(), PROVINCE, on=rules) is State.MET
    assert not judged(two, coverage(), on=rules).issues


# Cohorts by condition

BASED = cohort(
    "based",
    designation=None,
    indicator="groups",
    bound=Bound(at_least=1),
    label="有产业基础的县",
)
GROUPS = indicator("groups", "个", measure=measure(field="groups"))


def based(records, **changes):
    aim = target(bound=Bound(at_least=1), basis=EACH, cohort="based", **changes)
    found = judged(
        records, aim, indicators=(indicator(), GROUPS), on=setting(AFTER, cohorts=(BASED,))
    )
    return found.statuses


def test_a_cohort_may_rest_on_an_indicator():
    """青县 and 红县 have groups, 白县 has none and is not asked."""
    found = based(
        [
            record(RETURN, GREEN, people=1, groups=1),
            record(RETURN, RED, people=0, groups=2),
            record(RETURN, WHITE, people=0, groups=0),
        ]
    )

    assert {each.division: each.state.value for each in found if each.division in (GREEN, RED)} == {
        GREEN: "MET",
        RED: "MISSED",
    }
    assert WHITE not in {each.division for each in found}


def test_who_may_belong_to_a_cohort_decides_nothing():
    """Nobody knows whether 白县 has groups: without people it leaves 东州 undecided."""
    known = record(RETURN, GREEN, people=1, groups=1)

    without = based([known, record(RETURN, WHITE, people=0)])
    with_people = based([known, record(RETURN, WHITE, people=3)])

    assert without.get("goal", WHITE).state is State.UNDECIDED
    assert without.get("goal", EAST).state is State.UNDECIDED
    assert without.get("goal", EAST).failing == ()
    assert with_people.get("goal", WHITE).state is State.MET


def test_a_cohort_by_an_indicator_is_for_targets_alone():
    """Who reports cannot depend on what is reported; an unknown indicator is told."""
    with pytest.raises(DefinitionError, match="based"):
        division_members(BASED, setting())
    lost = attrs.evolve(BASED, indicator="nothing")
    aim = target(basis=EACH, cohort="based")
    with pytest.raises(UnknownNameError, match="nothing"):
        judged([], aim, on=setting(cohorts=(lost,)))
    with pytest.raises(DefinitionError):
        cohort("half", designation=None, indicator="groups")


# What a target may not say


@pytest.mark.parametrize(
    "values",
    [
        {"pace": Pace.MILESTONES},
        {"pace": Pace.NONE, "milestones": (Milestone(HALF, Bound(at_least=1)),)},
        {"basis": EACH, "cohort": "villages", "milestones": (Milestone(HALF, Bound(at_least=1)),)},
        {"growth": Growth.PERCENT},
        {"share": 60},
        {"basis": SHARE, "cohort": "villages"},
        {"periods": (TargetPeriod("a.b", Bound(at_least=1), HALF),)},
        {"periods": (TargetPeriod("a", Bound(at_least=1), HALF),) * 2},
    ],
)
def test_a_target_that_contradicts_itself_is_refused(values):
    """In English for programmers, in Chinese with a remedy for authors."""
    with pytest.raises(DefinitionError) as told:
        target(**values)
    assert told.value.chinese
    assert told.value.remedy


def test_stretch_is_told_and_decides_nothing():
    """至少10，力争20: 10 are met, 20 are told."""
    aim = target(bound=Bound(10, stretch=20))

    ten, twenty = (
        judged(returns({GREEN: n}), aim, on=setting(AFTER)).statuses[0] for n in (10, 25)
    )
    assert (ten.state, ten.stretch_reached, ten.notes()) == (State.MET, False, ())
    assert (twenty.state, twenty.notes()) == (State.MET, ("已达到力争目标20人次",))


def test_a_forecast_of_a_total_and_of_a_group():
    """5 half way are 10 in the end; 1 of 1 county is not 2."""
    aim = target(bound=Bound(at_least=1), basis=EACH, cohort="poor_counties")
    zero = indicator(silence=SILENT_ZERO)

    (total,) = judged(returns({GREEN: 5}), target(), on=setting(HALF)).statuses
    found = judged(returns({GREEN: 5}), aim, indicators=(zero,), on=setting(HALF)).statuses

    assert total.forecast.value == exact(10)
    assert found.get("goal", EAST).forecast.value == exact(1)
    assert found.get("goal", WEST).forecast.value == exact(0)
