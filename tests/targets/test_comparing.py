"""Two runs held against each other: what changed, and because of which records."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    EACH,
    EAST,
    END,
    GREEN,
    HOUSEHOLD,
    PROVINCE,
    RED,
    RETURN,
    SILENT_ZERO,
    WEST,
    WHITE,
    indicator,
    measure,
    record,
    setting,
    target,
)

from kejifupin.exchange import dump_run, load_run
from kejifupin.indicators import RecordData, compute_values, group_ground, make_plan
from kejifupin.targets import State, judge_targets
from kejifupin.targets.comparing import compare_runs
from kejifupin.targets.kept_runs import run_of
from kejifupin.terms.bounds import Bound
from kejifupin.terms.rule_versions import RuleVersion

AFTER = END + timedelta(days=1)
HALF = date(2018, 2, 19)
VERSION = RuleVersion("plan", "a" * 64, "test", "1.0")
PEOPLE = indicator(silence=SILENT_ZERO)
EACH_COUNTY = target("each", Bound(at_least=3), basis=EACH, cohort="poor_counties")


def run(records, *targets, on=AFTER, indicators=(PEOPLE,), version=VERSION):
    where = setting(on)
    plan = make_plan(indicators)
    data = RecordData.of(records, where)
    values = compute_values(plan, data, where).values
    statuses = judge_targets(targets or (target(),), plan, values, data, where).statuses
    return run_of(statuses, plan, data, where, version)


def filled(code, people, file=None, **values):
    return record(RETURN, code, file or f"{code}.docx", people=people, **values)


def told(comparison):
    """Division → what happened to the records behind its change."""
    return {
        each.point.division: [(one.change, one.point.file) for one in each.records]
        for each in comparison.statuses
    }


def test_nothing_changes_between_a_run_and_itself():
    """Also where the same files are read again."""
    found = compare_runs(run([filled(GREEN, 3)]), run([filled(GREEN, 3)]))

    assert (found.statuses, found.records, found.rules_changed) == ((), (), False)
    assert found.summary() == "目标状态有变动的0项；记录没有变动"


def test_a_figure_that_was_corrected():
    """青县 had 4, has 12: missed before, met now, because of one cell."""
    found = compare_runs(run([filled(GREEN, 4)]), run([filled(GREEN, 12)]))

    (change,) = found.statuses
    assert (change.before.state, change.after.state) == (State.MISSED, State.MET)
    assert change.text() == "甲省（990000）：未完成 → 已完成；数值由4人次变为12人次"
    (because,) = change.records
    (field,) = because.fields
    assert (field.field, field.before, field.after, field.cell_after) == (
        "people",
        "4人次",
        "12人次",
        "表1!R2C2",
    )


def test_records_that_came_and_went():
    """青县's return is new, 白县's is gone; both move the total."""
    found = compare_runs(run([filled(WHITE, 4)]), run([filled(GREEN, 11)]))

    assert told(found) == {PROVINCE: [("gone", f"{WHITE}.docx"), ("added", f"{GREEN}.docx")]}


def test_only_records_at_or_below_a_division_and_only_fields_that_count():
    """红县 changed a field that no target counts, 青县 its people: 东州 has a reason, 西州 none."""
    before = [filled(GREEN, 1, groups=1), filled(RED, 3, groups=1)]
    after = [filled(GREEN, 3, groups=1), filled(RED, 3, groups=9)]

    found = compare_runs(run(before, EACH_COUNTY), run(after, EACH_COUNTY))

    assert told(found) == {
        GREEN: [("changed", f"{GREEN}.docx")],
        EAST: [("changed", f"{GREEN}.docx")],
        PROVINCE: [("changed", f"{GREEN}.docx")],
    }
    province = next(each for each in found.statuses if each.point.division == PROVINCE)
    assert (province.no_longer_failing, province.now_failing) == ((GREEN,), ())
    assert "不再不符合要求的1个：990121" in province.text()


def test_the_same_records_on_another_day_and_under_other_rules():
    """5 were in time half way and are missed at the end; nobody's record did that."""
    days = compare_runs(run([filled(GREEN, 5)], on=HALF), run([filled(GREEN, 5)]))
    rules = compare_runs(
        run([filled(GREEN, 5)]),
        run([filled(GREEN, 5)], target(bound=Bound(at_least=5)), version=RuleVersion("plan", "b")),
    )

    assert [each.records for each in days.statuses] == [()]
    assert "有关的记录没有变动，原因：日期不同" in days.text()
    assert rules.rules_changed
    assert "要求由至少10人次变为至少5人次" in rules.text()
    assert "原因：规则有变动" in rules.text()


def test_a_later_version_in_another_file_is_the_same_record():
    """A household's form handed in again under another name is a change, not two records."""
    skills = indicator("skills", "项", measure=measure(field="skills", records="household"))
    aim = target("skill", Bound(at_least=2), indicator="skills")

    def household(file, skills):
        return record(HOUSEHOLD, GREEN, file, name="甲某", skills=skills)

    one = run([household("一.docx", 1)], aim, indicators=(skills,))
    other = run([household("二.docx", 2)], aim, indicators=(skills,))
    (change,) = compare_runs(one, other).records

    assert (change.change, change.before.file, change.after.file) == (
        "changed",
        "一.docx",
        "二.docx",
    )


def test_personal_values_show_that_they_changed_and_not_what_they_are():
    """Distinct names are counted: a change of one is told, masked."""
    names = indicator(
        "names", "户", measure=measure("count_distinct", "household", distinct=("name",))
    )
    aim = target("names", Bound(at_least=2), indicator="names")
    before = [record(HOUSEHOLD, GREEN, "a.docx", name="甲某")]
    after = [
        record(HOUSEHOLD, GREEN, "a.docx", name="乙某"),
        record(HOUSEHOLD, RED, "b.docx", name="丙某"),
    ]

    found = compare_runs(
        run(before, aim, indicators=(names,)), run(after, aim, indicators=(names,))
    )

    assert [(each.before, each.after) for one in found.records for each in one.fields] == [
        ("***", "***")
    ]
    shown = found.text() + repr(found)
    assert not any(name in shown for name in ("甲某", "乙某", "丙某"))


def test_targets_that_only_one_of_the_runs_has():
    """They are told as such."""
    found = compare_runs(run([filled(GREEN, 5)]), run([filled(GREEN, 5)], EACH_COUNTY))

    texts = [each.text() for each in found.statuses]
    assert any("未完成 → （没有）" in each for each in texts)
    assert any("（没有） → 已完成" in each for each in texts)


def test_a_record_that_moved_to_another_division():
    """Read once for 青县, then for 红县: both lose or gain by it."""
    found = compare_runs(
        run([filled(GREEN, 5, "a.docx")], EACH_COUNTY), run([filled(RED, 5, "a.docx")], EACH_COUNTY)
    )

    assert told(found)[EAST] == [("moved", "a.docx")]
    assert told(found)[WEST] == [("moved", "a.docx")]


figures = st.dictionaries(st.sampled_from([GREEN, WHITE, RED]), st.integers(0, 12), max_size=3)


@given(figures, figures)
def test_no_status_changes_without_a_record_that_did(before, after):
    """On one day and under one set of definitions; and the way back mirrors the way there."""
    first, second = (
        run([filled(code, n) for code, n in each.items()], target(), EACH_COUNTY)
        for each in (before, after)
    )

    there, back = compare_runs(first, second), compare_runs(second, first)

    assert all(each.records for each in there.statuses)
    assert {(e.point.target, e.point.division) for e in there.statuses} == {
        (e.point.target, e.point.division) for e in back.statuses
    }
    assert len(there.records) == len(back.records)
    assert bool(there.records) == (before != after)


SKILLS = indicator("skills", "项", measure=measure(field="skills", records="household"))
SKILLED = target("skill", Bound(at_least=1), indicator="skills", basis=EACH, cohort="households")


def family(name, skills, code=GREEN):
    return record(HOUSEHOLD, code, f"{name}.docx", name=name, skills=skills)


def test_households_that_fail_now_and_those_that_do_no_more():
    """乙 learned what 甲 gave up: one of two as before, and yet another one."""
    first = run([family("甲", 1), family("乙", 0)], SKILLED, indicators=(SKILLS,))
    second = run([family("甲", 0), family("乙", 2)], SKILLED, indicators=(SKILLS,))
    found = compare_runs(first, load_run(dump_run(second)))

    assert [each.point.division for each in found.statuses] == [PROVINCE, EAST, GREEN]
    for change in found.statuses:
        assert change.before.value == change.after.value
        assert change.now_failing == ("甲.docx 表1",)
        assert change.no_longer_failing == ("乙.docx 表1",)
    assert "新增不符合要求的1个：甲.docx 表1" in found.text()


def test_a_group_is_held_against_itself():
    """Of the poor counties 红县 failed before; what 白县 has is none of the group's business."""

    def of_group(people):
        where = setting(AFTER)
        plan, ground = make_plan((PEOPLE,)), group_ground("poor", where)
        data = RecordData.of([filled(RED, people), filled(WHITE, people)], where)
        values = compute_values(plan, data, where, ground=ground).values
        judged = judge_targets((EACH_COUNTY,), plan, values, data, where, ground=ground)
        return run_of(judged.statuses, plan, data, where, VERSION, ground=ground)

    before, after = of_group(1), load_run(dump_run(of_group(3)))
    found = compare_runs(before, after)

    assert (before.group, after.group) == ("poor", "poor")
    assert told(found) == {
        "poor": [("changed", f"{RED}.docx")],
        RED: [("changed", f"{RED}.docx")],
    }
    assert next(iter(found.statuses)).no_longer_failing == (RED,)
    whole = compare_runs(before, run([filled(RED, 1)], EACH_COUNTY))
    assert "范围不同：poor → 全部地区" in whole.text()
