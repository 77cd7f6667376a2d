"""What users of comparable systems ask for again and again, and the traps in those systems."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from time import process_time

import pytest
from attrs import evolve
from small_world import (
    BLACK,
    CITED,
    EAST,
    END,
    GREEN,
    HOUSEHOLD,
    MONTHLY,
    OLD_BLACK,
    PROVINCE,
    RENAMED_ON,
    RETURN,
    SILENT_ZERO,
    TEAM,
    WHITE,
    WILLOW,
    divisions,
    indicator,
    judged,
    measure,
    record,
    setting,
    state_at,
    target,
    value_at,
    values_of,
)

from kejifupin import ConfigError, open_programme
from kejifupin.assessments.bands import Band, band_faults, possible_points
from kejifupin.checks import Rule, check_records
from kejifupin.exchange import Source, structure, unstructure
from kejifupin.indicators import Measure, MeasureKind, RecordData, compute_values, make_plan
from kejifupin.indicators.explain import explain_value
from kejifupin.indicators.splitting import with_parts
from kejifupin.records import Condition, Operand, Unread
from kejifupin.submissions.undoing import standing_events
from kejifupin.targets import Basis, State, judge_targets
from kejifupin.targets.baselines import Baseline
from kejifupin.targets.target import TargetPeriod
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Division, Divisions, Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.status_rules import StatusRules

AFTER = END + timedelta(days=1)


def returns(figures, **more):
    return [record(RETURN, code, f"{code}.xlsx", people=n, **more) for code, n in figures.items()]


# What users ask for


def test_one_target_has_several_periods_each_with_its_own_state():
    """4 of 4 by the end of January are there; 8 of 10 at the end are not."""
    within = Measure(MeasureKind.SUM, records="return", field="people", by="reported_on")
    january = TargetPeriod("january", Bound(at_least=4), date(2018, 1, 31))
    aim = target(bound=Bound(at_least=10), periods=(january,))
    found = [
        record(RETURN, GREEN, "a.xlsx", people=4, reported_on=date(2018, 1, 20)),
        record(RETURN, WHITE, "b.xlsx", people=4, reported_on=date(2018, 3, 20)),
    ]
    own = indicator(measure=within, silence=SILENT_ZERO)
    statuses = judged(found, aim, indicators=[own], on=setting(AFTER)).statuses

    assert statuses.get("goal.january", PROVINCE).target.due_on == date(2018, 1, 31)
    assert statuses.get("goal.january", PROVINCE).state is State.MET
    assert statuses.get("goal", PROVINCE).state is State.MISSED


def test_each_area_has_a_target_of_its_own():
    """青县 was given 6 and has 5, 白县 was given 2 and has 3."""
    aim = target(allocations={GREEN: Bound(at_least=6), WHITE: Bound(at_least=2)})
    statuses = judged(returns({GREEN: 5, WHITE: 3}), aim, on=setting(AFTER)).statuses

    assert statuses.get("goal", GREEN).state is State.MISSED
    assert statuses.get("goal", WHITE).state is State.MET


def test_percentages_are_never_averaged():
    """1 of 10 and 90 of 90 are 91 of 100, not 55 of 100."""
    share = indicator(
        "share",
        "%",
        measure=Measure(
            MeasureKind.RATIO,
            numerator=measure("sum", field="people"),
            denominator=measure("sum", field="groups"),
        ),
        silence=SILENT_ZERO,
    )
    found = [
        record(RETURN, GREEN, "a.xlsx", people=1, groups=10),
        record(RETURN, WHITE, "b.xlsx", people=90, groups=90),
    ]
    assert value_at(found, EAST, share).value == Interval.exact(91)


def test_months_of_events_add_and_months_of_organisations_do_not():
    """3 and 4 events are 7; of 3 and then 4 organisations there are 4. Each field says which."""
    months = [
        record(MONTHLY, GREEN, f"{day}.xlsx", people=n, groups=n, reported_on=day)
        for n, day in ((3, date(2018, 1, 31)), (4, date(2018, 2, 28)))
    ]
    events = indicator("events", measure=measure(records="monthly", field="people"))
    groups = indicator(
        "groups",
        "个",
        measure=measure("latest", records="monthly", field="groups", by="reported_on"),
    )
    values = values_of(months, events, groups)

    assert values.find("events", GREEN).value == Interval.exact(7)
    assert values.find("groups", GREEN).value == Interval.exact(4)


@pytest.mark.parametrize(
    ("figure", "known"), [(0, Interval.exact(0)), (None, None), (Unread("多"), None)]
)
def test_zero_is_a_figure_and_a_blank_is_none(figure, known):
    found = value_at(returns({GREEN: figure}), GREEN)
    assert found.value == known
    assert (found.reported, found.blank) == ((1, 0) if known else (0, 1))


def test_rules_say_nothing_where_there_is_nothing():
    """A blank breaks no rule; 11 where at most 10 may stand does."""
    rule = small_teams()
    teams = [record(TEAM, GREEN, f"{n}.docx", leader=str(n), size=n) for n in (None, 10, 11)]
    broken = [each for each in check_records(teams, [rule], setting()) if each.rule == rule.key]

    assert [each.place.file for each in broken] == ["11.docx"]


def small_teams():
    small = Condition(field="size", at_most=Operand(constant=10))
    return Rule("small", "team", must=small, message="过多", remedy="核对", citation=CITED)


def test_every_error_is_told_at_once_and_none_is_left_out():
    """Two thousand wrong figures are two thousand issues, each with its cell and a remedy."""
    wrong = [record(TEAM, GREEN, f"{n}.docx", leader=str(n), size=-1) for n in range(2000)]
    found = check_records(wrong, (), setting())
    places = {(each.place.file, each.place.cell) for each in found}

    assert places == {(f"{n}.docx", "表1!R3C2") for n in range(2000)}
    assert all(each.message and each.remedy for each in found)


def test_a_rule_can_be_written_out_read_back_and_sent_to_another_process():
    """It is data, and says of each field what it reads."""
    rule = small_teams()
    again, issues = structure(unstructure(rule), Rule, source=Source("rules.toml", {}))

    assert (again, issues) == (rule, ())
    assert pickle.loads(pickle.dumps(rule)) == rule


def test_history_stays_when_a_county_is_renamed():
    """What 乌县 reported counts for 黑县, which it has become."""
    found = returns({OLD_BLACK: 5})

    before = value_at(found, OLD_BLACK, on=setting(RENAMED_ON - timedelta(days=1)))
    assert before.value == Interval.exact(5)
    assert value_at(found, BLACK).value == Interval.exact(5)


def test_a_return_sent_back_with_a_reason_counts_again_once_that_is_undone(chain):
    event, on = chain
    back = event("returned", on, number=1, reason="人数与台账不符")
    undone = event("undone", on, number=2, undoes=1)

    def standing(*events):
        return standing_events(events, lambda each: frozenset({each.form}), on).events

    assert [each.reason for each in standing(back)] == ["人数与台账不符"]
    assert standing(back, undone) == ()


@pytest.fixture
def chain(monkeypatch):
    """How events of the submissions' tests are made, and their day."""
    from pathlib import Path

    monkeypatch.syspath_prepend(Path(__file__).parent / "submissions")
    from chain_world import AFTER as LATE
    from chain_world import event

    return event, LATE


def test_eight_thousand_villages_stay_usable():
    """Each has a status of its own, beside the county's and all above; in seconds."""
    table = divisions()
    villages = tuple(
        Division(f"{GREEN}{n:06}", f"第{n}村", Level.VILLAGE, GREEN) for n in range(8000)
    )
    wide = Divisions((*table.divisions, *villages), table.reporting_lines, table.designations)
    everywhere = setting(AFTER, table=wide, cohorts=(all_villages(),))
    found = [record(RETURN, each.code, people=n % 3) for n, each in enumerate(villages)]
    aim = target(basis=Basis.EACH, cohort="all_villages", bound=Bound(at_least=1))
    begun = process_time()
    plan = make_plan((indicator(silence=SILENT_ZERO),))
    data = RecordData.of(found, everywhere)
    values = compute_values(plan, data, everywhere).values
    statuses = judge_targets([aim], plan, values, data, everywhere).statuses
    status = statuses.get("goal", GREEN)

    assert status.value == Interval.exact(8000 - 2667)
    assert sum(each.state is State.MET for each in statuses) == 8000 - 2667
    assert process_time() - begun < 10


def all_villages():
    from small_world import cohort

    return cohort("all_villages", level=Level.VILLAGE, designation=None, unit="个村", label="村")


def test_of_several_choices_the_parts_may_exceed_the_whole():
    """Two teams, three ticks: 2 on planting and 1 on raising are parts of 2, and it is said."""
    teams = [
        record(TEAM, GREEN, "a.docx", leader="甲", needs=("种植", "养殖")),
        record(TEAM, GREEN, "b.docx", leader="乙", needs=("种植",)),
    ]
    whole = indicator("teams", "支", measure=measure("count", "team"), split_by="needs")
    values = values_of(teams, *with_parts([whole], {"team": TEAM}))

    found = [values.find(key, GREEN).value for key in ("teams", "teams:种植", "teams:养殖")]
    assert found == [Interval.exact(n) for n in (2, 2, 1)]


PLAN = """
key = "{key}"
title = "方案"
scope = "410000"
period = {{ start = 2018-01-01, end = 2018-12-31 }}
documents = [{{ key = "plan", title = "方案" }}]
"""


def write_plugin(folder, key):
    place = folder / "programmes" / key
    place.mkdir(parents=True)
    (place / "programme.toml").write_text(PLAN.format(key=key), encoding="utf-8")
    return folder


def test_plugins_fail_loudly_and_their_names_do_not_collide(tmp_path):
    """One programme from two plugins names both; a key nobody knows stops a plugin at its line."""
    one, other = (write_plugin(tmp_path / name, "hills") for name in ("one", "other"))
    with pytest.raises(ConfigError) as told:
        open_programme("hills", (one, other), entry_points=False)
    assert "one" in str(told.value)
    assert "other" in str(told.value)

    with (one / "programmes" / "hills" / "programme.toml").open("a", encoding="utf-8") as file:
        file.write("scoop = 1\n")
    with pytest.raises(ConfigError, match="scoop"):
        open_programme("hills", (one,), entry_points=False)


def test_a_figure_says_how_it_was_computed():
    """Formula, records and cells of one value."""
    where = setting()
    plan = make_plan((indicator(),))
    data = RecordData.of(returns({GREEN: 3, WHITE: 4}), where)
    values = compute_values(plan, data, where).values
    told = explain_value(values.find("people", EAST), plan, data, where)

    assert "人次" in told.formula
    assert [(each.file, each.cell, each.value) for each in told.contributions] == [
        (f"{GREEN}.xlsx", "表1!R2C2", 3),
        (f"{WHITE}.xlsx", "表1!R2C2", 4),
    ]


# Traps in their source


@pytest.mark.parametrize(
    ("threshold", "state"), [(100, State.BEHIND), (60, State.ON_TRACK), (61, State.BEHIND)]
)
def test_a_threshold_moves_the_state_and_nothing_else_disagrees(threshold, state):
    """3 of the 5 that half of the time asks for: on track from 60 of 100, that included."""
    half = setting(date(2018, 2, 19), status_rules=StatusRules(on_track_from=threshold))
    aim = target(bound=Bound(at_least=10))
    found = returns(dict.fromkeys((WHITE,), 0)) + returns({GREEN: 3})
    own = indicator(silence=SILENT_ZERO)

    assert state_at(found, aim, PROVINCE, indicators=[own], on=half) is state


def test_a_start_of_zero_stays_zero():
    """From 0, 5 of 10 is exactly half of the way, and 0 of 0 is met."""
    own = indicator(silence=SILENT_ZERO)
    from_zero = target(bound=Bound(at_least=10), baseline=Baseline(value=0, citation=CITED))
    status = judged(returns({GREEN: 5}), from_zero, indicators=[own]).statuses.get("goal", PROVINCE)
    assert status.completion == Interval.exact(50)

    nothing = target(bound=Bound(at_least=0))
    assert state_at(returns({GREEN: 0}), nothing, PROVINCE, indicators=[own]) is State.MET


@pytest.mark.parametrize(
    ("bound", "state"), [(Bound(at_least=4), State.MET), (Bound(at_most=4), State.MISSED)]
)
def test_which_way_is_better_is_what_the_bound_says(bound, state):
    """There is no direction that somebody forgot to set."""
    own = indicator(silence=SILENT_ZERO)
    found = returns({GREEN: 5})
    assert state_at(found, target(bound=bound), PROVINCE, indicators=[own], on=setting(AFTER)) is (
        state
    )


def test_a_child_without_a_number_is_not_dropped_from_a_sum():
    """3 and something unreadable are at least 3, and the county is named."""
    found = value_at(returns({GREEN: 3, WHITE: Unread("若干")}), EAST)

    assert (found.value.low, found.value.high) == (3, None)
    assert WHITE in found.missing


def test_people_are_told_apart_without_tricks_in_their_names():
    """张三 and 张 三 are one name: a space makes no second household."""
    doubled = [
        record(HOUSEHOLD, GREEN, file, name=name, village="柳村", workers=workers)
        for file, name, workers in (("a.docx", "张三", 1), ("b.docx", "张 三", 2))
    ]
    count = indicator(
        "houses", "户", measure=measure("count_distinct", "household", distinct=("name",))
    )

    assert value_at(doubled, WILLOW, count).value == Interval.exact(1)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("size", 3.7), ("size", True), ("flag", "no"), ("flag", 1), ("name", 3), ("names", "甲乙")],
)
def test_nothing_is_converted_silently(key, wrong):
    """3.7 is not 3, "no" is not true, 3 is no text, a text is no list."""
    from attrs import frozen

    @frozen
    class Plain:
        size: int = 1
        flag: bool = False
        name: str = ""
        names: tuple[str, ...] = ()

    value, issues = structure({key: wrong}, Plain, source=Source("a.toml", {}))
    assert value is None
    assert len(issues) == 1


def test_bands_touch_and_do_not_overlap():
    """90–80 and 80–70 share 80: refused, until one of them says that it leaves it out."""
    shared = (Band(10, at_least=80, at_most=90), Band(8, at_least=70, at_most=80))
    assert list(band_faults(shared, least=70, whole=False))

    stated = (evolve(shared[0]), Band(8, at_least=70, below=80))
    assert [each.points for each in possible_points(stated, Interval.exact(80))] == [10]
