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
    indicator,
    measure,
    origin,
    place,
    record,
    setting,
)

from kejifupin.indicators import (
    Measure,
    MeasureKind,
    PythonMeasure,
    RecordData,
    compute_values,
    explain_value,
    make_plan,
)
from kejifupin.indicators.explain import figure_text
from kejifupin.indicators.formulas import condition_text, formula_text
from kejifupin.records import Condition, Operand, Unread, make_record
from kejifupin.terms.origins import Origin
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

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
