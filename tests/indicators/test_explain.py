"""Every figure leads back to the records and cells that it was read from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    EAST,
    GREEN,
    LEDGER,
    MONTHLY,
    PROVINCE,
    RED,
    RETURN,
    STONE,
    SUBTREE_RETURN,
    TEAM,
    WEST,
    WHITE,
    WILLOW,
    indicator,
    measure,
    origin,
    place,
    record,
    setting,
)

from kejifupin.indicators import (
    Expression,
    Measure,
    MeasureKind,
    PythonMeasure,
    RecordData,
    Requirement,
    compute_values,
    explain_value,
    make_plan,
    with_parts,
)
from kejifupin.indicators.contributions import figure_text
from kejifupin.indicators.formulas import condition_text, formula_text
from kejifupin.records import Condition, Operand, Unread, make_record
from kejifupin.terms.divisions import Level
from kejifupin.terms.origins import Origin
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague
from kejifupin.terms.rule_versions import RuleVersion

WHERE = setting()
OWN = indicator()
WHOLE = indicator(measure=measure(field="people", records="subtree"))


def opened(records, found, code, *, on=WHERE, measures=()):
    """An indicator value of a division, opened."""
    plan = make_plan((found,), measures)
    data = RecordData.of(records, on)
    value = compute_values(plan, data, on).values.get(found.key, code)
    return value, explain_value(value, plan, data, on)


def sources(explanation):
    return [(each.file, each.cell, each.value) for each in explanation.contributions]


def test_a_sum_leads_to_the_cells_it_adds():
    """青县 3 and 白县 4 make 7 for 东州; the formula names form and field."""
    records = [
        record(RETURN, code, f"{code}.docx", people=n)
        for code, n in ((GREEN, 3), (WHITE, 4), (RED, 5))
    ]

    value, found = opened(records, OWN, EAST)

    assert value.text() == "7人次"
    assert found.formula == "“统计表”中“人次”的合计"
    assert sources(found) == [
        (f"{GREEN}.docx", "表1!R2C2", 3),
        (f"{WHITE}.docx", "表1!R2C2", 4),
    ]
    assert [each.home_name for each in found.contributions] == ["青县", "白县"]


figures = st.integers(0, 9) | st.none() | st.just(NONE_OF_ITEM)
codes = st.sampled_from([PROVINCE, EAST, WEST, GREEN, WHITE, STONE, RED, BLACK])


@pytest.mark.parametrize(("kind", "found"), [(RETURN, OWN), (SUBTREE_RETURN, WHOLE)])
@given(returns=st.dictionaries(codes, figures), code=codes)
def test_contributions_add_up_to_the_value(kind, found, returns, code):
    """At every level, for own figures and for returns that stand for everything below."""
    records = [
        record(kind, each, f"{each}.docx", people=people) for each, people in returns.items()
    ]
    plan, data = make_plan((found,)), RecordData.of(records, WHERE)
    value = compute_values(plan, data, WHERE).values.find("people", code)
    if value is None:
        return

    told = explain_value(value, plan, data, WHERE).contributions

    total = sum(each.value for each in told if isinstance(each.value, int))
    assert value.known is None or value.known.low == total
    assert all(each.value is None or value.known is not None for each in told)


def test_only_the_returns_that_count_are_told():
    """东州 itself says 20: its counties' returns do not count, 石市's does for the province."""
    records = [
        record(SUBTREE_RETURN, code, f"{code}.docx", people=people)
        for code, people in ((EAST, 20), (GREEN, 4), (STONE, 3), (RED, 5))
    ]

    def files(code):
        return {each.home for each in opened(records, WHOLE, code)[1].contributions}

    assert files(EAST) == {EAST}
    assert files(PROVINCE) == {EAST, STONE, RED}
    assert files(GREEN) == {GREEN}


def test_a_latest_figure_leads_to_the_record_it_is():
    """Not to those before it, nor to those that do not exist yet."""
    records = [
        record(MONTHLY, GREEN, f"{month}.docx", reported_on=date(2018, month, 1), groups=month)
        for month in (1, 2, 3)
    ]
    latest = indicator(
        unit="个", measure=measure("latest", "monthly", field="groups", by="reported_on")
    )

    _, found = opened(records, latest, GREEN, on=setting(date(2018, 2, 15)))

    assert sources(found) == [("2.docx", "表1!R4C2", 2)]


def test_an_average_tells_each_figure_once():
    """And a ratio those above and those below the line, without whoever has none of the item."""
    records = [
        record(RETURN, GREEN, "a.docx", people=3, groups=5),
        record(RETURN, GREEN, "b.docx", people=NONE_OF_ITEM, groups=7),
    ]
    mean = indicator(measure=measure("average", field="people"))
    share = indicator(
        unit="%",
        measure=Measure(
            MeasureKind.RATIO,
            numerator=measure(field="people"),
            denominator=measure(field="groups"),
        ),
    )

    assert [value for _, _, value in sources(opened(records, mean, GREEN)[1])] == [3, NONE_OF_ITEM]
    assert [value for _, _, value in sources(opened(records, share, GREEN)[1])] == [3, 5]


def test_counted_records_are_pointed_to_by_their_identity():
    """A record counts as one, wherever its identity stands; one that may count says so."""
    some = Condition(field="size", at_least=Operand(constant=3))
    teams = [record(TEAM, GREEN, f"{n}.docx", leader=str(n), size=n or None) for n in range(5)]
    count = indicator(unit="支", measure=measure("count", "team", where=some))

    value, found = opened(teams, count, GREEN)

    assert value.text() == "2—3支"
    told = [(each.file, each.cell, each.certain, each.value_text()) for each in found.contributions]
    assert told == [
        ("0.docx", "表1!R1C2", False, "1"),
        ("3.docx", "表1!R1C2", True, "1"),
        ("4.docx", "表1!R1C2", True, "1"),
    ]


def test_rows_lead_to_their_own_cells():
    """The cell of the row, and what stands there."""
    kind = TEAM.row_kind("experts")
    cells = {"name": "表2!R{row}C1", "age": "表2!R{row}C4"}
    rows = tuple(
        make_record(kind, {"age": age}, Origin("a.docx", "表2", number, cells=cells))
        for number, age in enumerate((40, 50), start=3)
    )
    ages = indicator(unit="岁", measure=measure("average", "team.experts", field="age"))

    value, found = opened([record(TEAM, GREEN, "a.docx", experts=rows)], ages, GREEN)

    assert value.text() == "45岁"
    assert sources(found) == [("a.docx", "表2!R3C4", 40), ("a.docx", "表2!R4C4", 50)]


def test_no_person_shows_in_an_explanation():
    """Distinct names are masked, and stay out of the repr."""
    names = indicator(unit="户", measure=measure("count_distinct", "ledger", distinct=("name",)))

    _, found = opened([record(LEDGER, GREEN, "a.docx", name="张三丰")], names, GREEN)

    (told,) = found.contributions
    assert told.value == "张三丰"
    assert told.value_text() == "***"
    assert "张三丰" not in repr(found)


def test_records_of_a_program_have_no_cell():
    """They are told all the same."""
    _, found = opened([record(RETURN, GREEN, people=3)], OWN, GREEN)

    assert sources(found) == [(None, None, 3)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "未填"),
        (Unread("张三丰"), "未能识别"),
        (NONE_OF_ITEM, "-"),
        (Vague(10, 19, "10余名"), "10余名"),
        (3, "3户"),
        (date(2018, 5, 1), "2018年5月1日"),
        (place(GREEN, "青县"), "青县"),
        ("文字", "文字"),
    ],
)
def test_figures_in_words(value, text):
    """As people write them."""
    assert figure_text(value, "户") == text


CONDITIONS = [
    (Condition(field="size", at_least=Operand(constant=3)), "“人数”不小于3"),
    (
        Condition(field="size", at_least=Operand(constant=3), at_most=Operand(constant=5)),
        "“人数”不小于3且不大于5",
    ),
    (Condition(field="needs", contains="种植"), "“需求”含“种植”"),
    (Condition(field="leader", reported=False), "“领队”未填"),
    (Condition(field="leader", is_in=("甲", "乙")), "“领队”为甲、乙之一"),
    (
        Condition(
            any=(
                Condition(field="division", equals=Operand(constant=GREEN)),
                Condition(field="leader", is_in=("return", "team")),
            )
        ),
        "“地区”为青县或“领队”为统计表、工作队表之一",
    ),
    (
        Condition(
            field="started_on",
            between=(Operand(programme="start"), Operand(constant=date(2018, 4, 1))),
        ),
        "“成立日期”在方案起始日到2018年4月1日之间",
    ),
    (
        Condition(
            all=(
                Condition(field="leader", reported=True),
                Condition(
                    any=(
                        Condition(field="needs", contains="种植"),
                        Condition(negated=Condition(field="size", equals=Operand(constant=0))),
                    )
                ),
            )
        ),
        "“领队”已填且（“需求”含“种植”或不满足（“人数”为0））",
    ),
    (
        Condition(
            field="size",
            at_most=Operand(
                product=(
                    Operand(constant=2),
                    Operand(sum=(Operand(field="size"), Operand(constant=1))),
                )
            ),
        ),
        "“人数”不大于2×（“人数”＋1）",
    ),
]


@pytest.mark.parametrize(("condition", "text"), CONDITIONS)
def test_conditions_in_words(condition, text):
    """As an explanation prints them."""
    assert condition_text(condition, TEAM, WHERE) == text


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (measure("count", "team"), "“工作队表”的份数"),
        (
            measure("count", "team", where=CONDITIONS[0][0]),
            "“工作队表”的份数，只计“人数”不小于3的",
        ),
        (measure("count_distinct", "team", distinct=("leader",)), "“工作队表”中不重复的领队个数"),
        (measure("average", field="people"), "“统计表”中“人次”的平均数"),
        (
            Measure(
                MeasureKind.RATIO,
                numerator=measure(field="people"),
                denominator=measure("count"),
            ),
            "（“统计表”中“人次”的合计）÷（“统计表”的份数）",
        ),
        (Measure(MeasureKind.NAMED, name="growth"), "增长率"),
    ],
)
def test_formulas_in_words(found, text):
    """How an indicator is counted."""
    growth = PythonMeasure("growth", "增长率", (measure("count"),), lambda parts: parts[0])
    counted = indicator(measure=found)

    assert formula_text(counted, make_plan((counted,), (growth,)), WHERE) == text


def test_every_record_is_found_at_its_cell():
    """Of a form where a field stands in a cell of its own."""
    made = make_record(RETURN, {"division": place(GREEN), "people": 3}, origin(RETURN, "x.xlsx"))

    _, found = opened([made], OWN, PROVINCE)

    assert found.contributions[0].record is made
    assert found.contributions[0].cell == made.origin.cell("people")


# What stands behind what was worked out, told in text


def test_the_text_of_an_explanation():
    """Clause, place, value, how it was reported, formula, missing members, records, version."""
    counties = indicator("people", label="人次", reported_by=(Level.COUNTY,), note="有疑点")
    records = [
        record(RETURN, GREEN, "a.docx", people=3),
        record(RETURN, WHITE, "b.docx", people=NONE_OF_ITEM),
        record(RETURN, STONE, "c.docx"),
    ]
    where = setting()
    plan, data = make_plan((counties,)), RecordData.of(records, where)
    value = compute_values(plan, data, where).values.get("people", EAST)

    version = RuleVersion("plan", "ab12" * 16, "甲插件", "1.2")
    found = explain_value(value, plan, data, where, version=version)

    assert found.text().splitlines() == [
        "指标：人次（people）",
        "依据：《方案》一",
        "地区：东州（990100），截至2018年4月10日",
        "数值：至少3人次（已报的合计3人次）",
        "填报：已报2条，其中“-”（无此项）1条，未填1条，数据不明2处",
        "算法：“统计表”中“人次”的合计",
        "规则：方案plan，插件甲插件 1.2，定义ab12ab12ab12",
        "注意：有疑点",
        "未报或未填的（2）：",
        "  湖区（990100-x）",
        "  石市（990181）",
        "数据来源（3）：",
        "  青县 3人次 ← a.docx 表1!R2C2（第1表第2行第2列）",
        "  白县 - ← b.docx 表1!R2C2（第1表第2行第2列）",
        "  石市 未填 ← c.docx 表1!R2C2（第1表第2行第2列）",
    ]
    assert "……另有2条" in found.text(limit=1)
    assert str(found) == found.text()


def test_a_derived_value_opens_into_its_operands_and_their_records():
    """甲 3 and 乙 4: both figures, both cells."""
    a = indicator("a", "个", label="甲", measure=measure(field="groups"))
    b = indicator("b", "个", label="乙", measure=measure(field="groups", records="monthly"))
    total = indicator(
        "x",
        "个",
        label="合计",
        measure=Measure(
            MeasureKind.DERIVED, expression=Expression(sum=(Expression("a"), Expression("b")))
        ),
    )
    records = [
        record(RETURN, GREEN, "a.docx", groups=3),
        record(MONTHLY, GREEN, "b.docx", groups=4),
    ]
    where = setting()
    plan, data = make_plan((a, b, total)), RecordData.of(records, where)
    values = compute_values(plan, data, where).values

    found = explain_value(values.get("x", EAST), plan, data, where, values=values)

    assert found.formula == "“甲”＋“乙”"
    assert [each.text() for each in found.operands] == [
        "甲＝3个（“统计表”中“组织数”的合计）",
        "乙＝4个（“月报”中“组织数”的合计）",
    ]
    assert sources(found) == [("a.docx", "表1!R4C2", 3), ("b.docx", "表1!R4C2", 4)]
    assert "其中（2）：" in found.text()


def test_a_count_of_counties_opens_into_the_records_of_those_counties():
    """东州's own return and its village's are no county's."""
    a = indicator("a", "个", measure=measure(field="groups"))
    asked = indicator(
        "x",
        "个",
        measure=Measure(
            MeasureKind.MEETS, requirement=Requirement("a", at_least=1), level=Level.COUNTY
        ),
    )
    records = [
        record(RETURN, code, f"{code}.docx", groups=1) for code in (EAST, GREEN, WILLOW, WHITE, RED)
    ]
    where = setting()
    plan, data = make_plan((a, asked)), RecordData.of(records, where)
    values = compute_values(plan, data, where).values

    found = explain_value(values.get("x", EAST), plan, data, where)

    assert [each.home for each in found.contributions] == [GREEN, WILLOW, WHITE]


def test_a_part_opens_into_its_own_records():
    """种植: the one team that says so, and that parts may exceed the whole."""
    whole = indicator("x", "支", measure=measure("count", "team"), split_by="needs")
    where = setting()
    parts = tuple(with_parts((whole,), where.kinds))
    records = [
        record(TEAM, GREEN, "a.docx", leader="甲", needs=("种植", "养殖")),
        record(TEAM, GREEN, "b.docx", leader="乙", needs=("养殖",)),
    ]
    plan, data = make_plan(parts), RecordData.of(records, where)
    value = compute_values(plan, data, where).values.get("x:种植", GREEN)

    found = explain_value(value, plan, data, where)

    assert [each.file for each in found.contributions] == ["a.docx"]
    assert "可能超过总数" in found.text()


def test_records_are_streamed_afresh_and_counted():
    """None is held; each look goes through them again."""
    opened_times = []

    class Counted(RecordData):
        def select(self, *arguments, **options):
            opened_times.append(1)
            return super().select(*arguments, **options)

    where = setting()
    made = [record(RETURN, GREEN, people=n) for n in range(5)]
    plan, data = make_plan((OWN,)), Counted.of(made, where)
    value = compute_values(plan, data, where).values.get("people", GREEN)

    found = explain_value(value, plan, data, where)

    assert opened_times == []
    assert [each.value for each in found.contributions.first(2)] == [0, 1]
    assert (len(found.contributions), len(opened_times)) == (5, 1)
    assert [each.value for each in found.contributions] == [0, 1, 2, 3, 4]
    assert len(opened_times) == 2
    assert "数据来源（5）" in found.text(limit=None)
    assert "另有" not in found.text(limit=None)
