"""A status opened: the clause, the formula, the members, the records and their cells."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    EACH,
    EAST,
    END,
    GREEN,
    HOUSEHOLD,
    LEDGER,
    PINE,
    PROVINCE,
    RED,
    RETURN,
    SHARE,
    STONE,
    SUBTREE_RETURN,
    TEAM,
    WEST,
    WHITE,
    WILLOW,
    cohort,
    indicator,
    measure,
    record,
    setting,
    target,
)

from kejifupin.indicators import RecordData, compute_values, make_plan
from kejifupin.records import Condition, Operand
from kejifupin.targets import explain_status, judge_targets
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.quantities import NONE_OF_ITEM
from kejifupin.terms.rule_versions import RuleVersion

AFTER = setting(END + timedelta(days=1))
TEAMS = indicator("teams", "支", measure=measure("count", "team"))
TEAM_IN_EACH = target(
    "team",
    Bound(at_least=1),
    indicator="teams",
    basis=EACH,
    cohort="poor_counties",
    label="每县一队",
)


def opened(records, aim, code, *, indicators=None, on=AFTER):
    """The explanation of one status."""
    plan = make_plan(indicators or (indicator(),))
    data = RecordData.of(records, on)
    values = compute_values(plan, data, on).values
    status = judge_targets((aim,), plan, values, data, on).statuses.get(aim.key, code)
    return explain_status(status, plan, data, on, values=values)


def returns(figures, kind=RETURN):
    return [record(kind, code, f"{code}.docx", people=n) for code, n in figures.items()]


def sources(explanation):
    return [(each.file, each.cell, each.value_text()) for each in explanation.contributions]


def test_a_total_leads_to_its_cells():
    """7 of 10: 3 of 青县 and 4 of 红县, each at its cell."""
    found = opened(returns({GREEN: 3, RED: 4}), target(), PROVINCE)

    assert sources(found) == [
        (f"{GREEN}.docx", "表1!R2C2", "3人次"),
        (f"{RED}.docx", "表1!R2C2", "4人次"),
    ]


def test_only_what_lies_below_a_member_counts_for_the_members():
    """白县 is not poor: its team stands behind no status of the poor counties."""
    teams = [record(TEAM, code, f"{code}.docx") for code in (GREEN, WHITE, PROVINCE, WILLOW)]

    found = opened(teams, TEAM_IN_EACH, PROVINCE, indicators=(TEAMS,))

    assert [each.home for each in found.contributions] == [GREEN, WILLOW]
    assert found.missing_names == (f"红县（{RED}）",)


def test_a_member_leads_to_its_own_records():
    """And nothing else."""
    found = opened(returns({GREEN: 3, RED: 4}), target(basis=EACH, cohort="poor_counties"), GREEN)

    assert [each.home for each in found.contributions] == [GREEN]


def test_returns_that_stand_for_members():
    """Members are counties: their own returns count, whatever their prefecture's says."""
    whole = indicator(measure=measure(field="people", records="subtree"))
    records = returns({EAST: 20, GREEN: 4, WILLOW: 3, STONE: 5, RED: 6}, SUBTREE_RETURN)

    aim = target(basis=EACH, cohort="poor_counties")
    found = opened(records, aim, PROVINCE, indicators=(whole,))
    total = opened(records, target(), PROVINCE, indicators=(whole,))

    assert {each.home for each in found.contributions} == {GREEN, RED}
    assert {each.home for each in total.contributions} == {EAST, STONE, RED}


figures = st.dictionaries(
    st.sampled_from([GREEN, WHITE, RED, EAST, WEST, PROVINCE, WILLOW, PINE]),
    st.integers(0, 9) | st.none() | st.just(NONE_OF_ITEM),
)


@pytest.mark.parametrize("kind", [RETURN, SUBTREE_RETURN])
@given(figures=figures, code=st.sampled_from([PROVINCE, EAST, GREEN, RED]))
def test_contributions_of_members_add_up_to_their_values(kind, figures, code):
    """Of a division's members together, what they have is what the cells say."""
    found = indicator(measure=measure(field="people", records=kind.key))
    aim = target(basis=EACH, cohort="poor_counties")
    explanation = opened(returns(figures, kind), aim, code, indicators=(found,))

    told = sum(each.value for each in explanation.contributions if isinstance(each.value, int))
    known = sum(member.value.low for member in explanation.status.members if member.value)

    assert told == known


def test_members_that_are_records():
    """The households themselves, or the ledger entries that speak of them."""
    skills = indicator("skills", "项", measure=measure(field="skills", records="household"))
    projects = indicator("projects", "项", measure=measure(field="projects", records="ledger"))
    records = [
        record(HOUSEHOLD, GREEN, "甲.docx", name="甲某", workers=1, skills=2),
        record(HOUSEHOLD, GREEN, "乙.docx", name="乙某", workers=None, skills=1),
        record(LEDGER, GREEN, "台账.xlsx", name="甲某", projects=4),
        record(LEDGER, GREEN, "台账.xlsx", name="丙某", projects=9),
    ]

    own = opened(
        records,
        target("own", indicator="skills", basis=EACH, cohort="able"),
        GREEN,
        indicators=(skills,),
    )
    other = opened(
        records,
        target("other", indicator="projects", basis=SHARE, share=50, cohort="households"),
        EAST,
        indicators=(projects,),
    )

    assert [(each.file, each.value, each.certain) for each in own.contributions] == [
        ("甲.docx", 2, True),
        ("乙.docx", 1, False),
    ]
    assert sources(other) == [("台账.xlsx", "表1!R4C2", "4项")]
    assert other.missing_names == ("乙.docx 表1",)


def test_an_empty_cohort_has_no_records_behind_it():
    """Nor anybody missing."""
    nobody = cohort("nobody", designation="none_such")
    found = opened(
        returns({GREEN: 3}),
        target(basis=EACH, cohort="nobody"),
        PROVINCE,
        on=setting(cohorts=(nobody,)),
    )

    assert (found.contributions, found.missing_names) == ((), ())


def test_an_explanation_as_text():
    """Target, clause, place, state, value, day, formula, who fails, who is missing, the cells."""
    aim = target(
        bound=Bound(5, 10),
        basis=EACH,
        cohort="villages",
        label="每村5-10",
        note="原文有疑",
    )
    aim = evolve(aim, citation=Citation("三（二）", "方案", quote="每个贫困村选择5-10户"))

    text = opened(returns({WILLOW: 3, PINE: 6}), aim, PROVINCE).text()

    assert text.splitlines() == [
        "目标：每村5-10（goal）",
        "依据：《方案》三（二）“每个贫困村选择5-10户”",
        "地区：甲省（990000）",
        "状态：未完成（MISSED），截至2018年4月11日",
        "数值：1—2个村；要求：全部3个村，每个5—10人次；最多还差2个村",
        "期限：2018年4月10日；按序时应达3个村",
        "对象：贫困村（《方案》一）",
        "算法：指标＝“统计表”中“人次”的合计",
        "注意：原文有疑",
        "不符合要求的（1）：",
        "  柳村：3人次",
        "数据不明的（1）：",
        "  杨村（990121100202）",
        "数据来源（2）：",
        "  柳村 3人次 ← 990121100201.docx 表1!R2C2（第1表第2行第2列）",
        "  松村 6人次 ← 990221100201.docx 表1!R2C2（第1表第2行第2列）",
    ]


def test_long_lists_are_folded():
    """With their count."""
    records = [record(TEAM, GREEN, f"{n}.docx", leader=str(n)) for n in range(5)]
    aim = target("teams", Bound(at_least=9), indicator="teams")

    text = opened(records, aim, PROVINCE, indicators=(TEAMS,)).text(limit=2)

    assert "数据来源（5）：" in text
    assert "……另有3条" in text
    assert str(opened(records, aim, PROVINCE, indicators=(TEAMS,))).count("←") == 5


def test_records_of_a_program_and_records_in_doubt():
    """They have no cell to show; what may count says so."""
    some = Condition(field="size", at_least=Operand(constant=3))
    count = indicator("teams", "支", measure=measure("count", "team", where=some))
    records = [record(TEAM, GREEN, leader="甲某"), record(TEAM, RED, "b.docx", size=5)]

    text = opened(records, target("t", indicator="teams"), PROVINCE, indicators=(count,)).text()

    assert "  青县 1 ← 程序提供的记录（是否计入待定）\n" in text
    assert text.endswith("  红县 1 ← b.docx 表1!R1C2（第1表第1行第2列）")


def test_no_person_shows_in_any_form_of_it():
    """Neither in the text nor in a repr."""
    secret = "张三丰"
    skills = indicator("skills", "项", measure=measure(field="skills", records="household"))
    names = indicator(
        "names", "户", measure=measure("count_distinct", "household", distinct=("name",))
    )
    records = [
        record(HOUSEHOLD, GREEN, "甲.docx", name=secret, skills=0),
        record(HOUSEHOLD, GREEN, name=secret, village="柳村", skills=None),
    ]

    for aim in (
        target("skills", indicator="skills", basis=EACH, cohort="households"),
        target("names", indicator="names"),
    ):
        found = opened(records, aim, PROVINCE, indicators=(skills, names))
        assert found.contributions
        for shown in (found.text(), repr(found)):
            assert secret not in shown
        assert secret not in repr(found.status)
        assert secret not in repr(found.status.members)


def test_an_explanation_names_the_rules_the_pace_and_the_forecast():
    """In words and as plain data."""
    half = setting(date(2018, 2, 19))
    plan = make_plan((indicator(),))
    data = RecordData.of(returns({GREEN: 3}), half)
    values = compute_values(plan, data, half).values
    (status,) = judge_targets((target(),), plan, values, data, half).statuses
    version = RuleVersion("plan", "ab12" * 16, "jilin", "0.1.0", "0.1.0")

    found = explain_status(status, plan, data, half, version=version)

    text = found.text()
    assert "规则：方案plan，插件jilin 0.1.0，定义ab12ab12ab12" in text
    assert "按序时应达5人次" in text
    assert "预计：到期为6人次（从起始日按天数外推）" in text
    assert found.version == version


def test_records_are_streamed_and_counted():
    """Nothing is kept: going through them twice gives the same, and the count is told."""
    found = opened(returns({GREEN: 3, RED: 4}), target(), PROVINCE)

    assert len(found.contributions) == 2
    assert list(found.contributions) == list(found.contributions)
    assert found.contributions[1].home == RED
    assert "数据来源（2）" in found.text(limit=1)
    assert "另有1条" in found.text(limit=1)
