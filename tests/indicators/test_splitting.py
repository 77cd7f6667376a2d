"""Values told in parts by a choice field: what adds up, what may exceed, what was left blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    CITED,
    EAST,
    GREEN,
    PROVINCE,
    RED,
    TEAM,
    WHITE,
    indicator,
    measure,
    place,
    record,
    setting,
    values_of,
)

from kejifupin.errors import DefinitionError
from kejifupin.indicators import Expression, Indicator, Measure, MeasureKind, with_parts
from kejifupin.records import Condition, Field, FieldType, Operand, RecordKind, Unread, make_record
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import NONE_OF_ITEM

exact = Interval.exact
SURVEY = RecordKind(
    "survey",
    "调查表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("name", "户名"),
        Field(
            "category", "类别", FieldType.CHOICE, choices=("甲类", "乙类"), other="category_other"
        ),
        Field("category_other", "类别（其它）"),
        Field("needs", "需求", FieldType.CHOICES, choices=("种植", "养殖"), other="needs_other"),
        Field("needs_other", "需求（其它）"),
        Field("people", "人数", FieldType.NUMBER, unit="人"),
        Field("workers", "劳动力", FieldType.NUMBER, unit="人"),
    ),
    identity=("division", "name"),
)
WHERE = setting(kinds=(SURVEY,))
COUNT = measure("count", "survey")
PEOPLE = measure("sum", "survey", field="people")


def survey(code, number=0, **values):
    return record(SURVEY, code, f"{number}.docx", name=f"户{number}", **values)


def told(records, by, found=COUNT, unit="户", *codes, key="x"):
    """The values of an indicator and of its parts, by part, for some divisions."""
    whole = indicator(key, unit, measure=found, split_by=by)
    parts = tuple(with_parts((whole,), WHERE.kinds))
    values = values_of(records, *parts, on=WHERE)
    return {
        each.key.removeprefix(key) or "合计": [
            value.value if (value := values.find(each.key, code)) else None
            for code in (codes or (GREEN,))
        ]
        for each in parts
    }


FIVE = [
    survey(GREEN, 1, needs=("种植",), category="甲类", people=3),
    survey(GREEN, 2, needs=("种植", "养殖"), category="乙类", people=4),
    survey(WHITE, 3, needs=(), needs_other="编织", category_other="丙类", people=5),
    survey(RED, 4, category="甲类", people=6),
    survey(RED, 5, needs=("养殖",), people=7),
]
LEVELS = (GREEN, EAST, RED, PROVINCE)


def test_several_choices_at_every_level():
    """种植 2, 养殖 1 + 1, 其它 1, 未填 1: six of five households, and it says so."""
    found = told(FIVE, "needs", COUNT, "户", *LEVELS)

    assert found == {
        "合计": [exact(n) for n in (2, 3, 2, 5)],
        ":种植": [exact(n) for n in (2, 2, 0, 2)],
        ":养殖": [exact(n) for n in (1, 1, 1, 2)],
        ":其它": [exact(n) for n in (0, 1, 0, 1)],
        ":未填": [exact(n) for n in (0, 0, 1, 1)],
    }
    parts = tuple(with_parts((indicator("x", measure=COUNT, split_by="needs"),), WHERE.kinds))
    assert {each.part.overlapping for each in parts[1:]} == {True}
    assert "可能超过总数" in parts[1].note


def test_one_choice_at_every_level():
    """甲类 1 + 1, 乙类 1, 其它 1, 未填 1: five of five."""
    found = told(FIVE, "category", COUNT, "户", *LEVELS)

    assert found == {
        "合计": [exact(n) for n in (2, 3, 2, 5)],
        ":甲类": [exact(n) for n in (1, 1, 1, 2)],
        ":乙类": [exact(n) for n in (1, 1, 0, 1)],
        ":其它": [exact(n) for n in (0, 1, 0, 1)],
        ":未填": [exact(n) for n in (0, 0, 1, 1)],
    }
    parts = tuple(with_parts((indicator("x", measure=COUNT, split_by="category"),), WHERE.kinds))
    assert {(each.part.overlapping, each.note) for each in parts[1:]} == {(False, None)}
    assert [each.label for each in parts][1:3] == ["指标：甲类", "指标：乙类"]


def test_sums_averages_and_ratios_in_parts():
    """甲类 3 + 6 of two households, 乙类 4 of one."""
    records = [*FIVE, survey(GREEN, 6, category="甲类", people=None)]
    ratio = Measure(MeasureKind.RATIO, numerator=PEOPLE, denominator=COUNT)

    sums = told(records[:5], "category", PEOPLE, "人", PROVINCE)
    means = told(
        records[:5], "category", measure("average", "survey", field="people"), "人", PROVINCE
    )
    ratios = told(records[:5], "category", ratio, "", PROVINCE)

    assert [sums[key] for key in ("合计", ":甲类", ":未填")] == [
        [exact(25)],
        [exact(9)],
        [exact(7)],
    ]
    assert means[":乙类"] == [exact(4)]
    assert ratios[":乙类"] == [exact(4)]
    with_blank = told(records, "category", PEOPLE, "人", PROVINCE)
    assert with_blank[":甲类"] == [Interval.at_least(9)]
    assert with_blank[":乙类"] == [exact(4)]


def test_what_cannot_be_read_and_what_is_none():
    """Text that is no choice was not filled in; “-” is none of the choices."""
    records = [
        survey(GREEN, 1, category=Unread("丁类"), needs=Unread("打工")),
        survey(GREEN, 2, category=NONE_OF_ITEM, needs=NONE_OF_ITEM),
    ]

    one, several = told(records, "category"), told(records, "needs")

    assert (one[":未填"], one[":其它"]) == ([exact(1)], [exact(1)])
    assert (several[":未填"], several[":其它"]) == ([exact(1)], [exact(0)])


def test_rows_are_split_too():
    """Experts of a growing table, by a choice of theirs."""
    kind = RecordKind(
        "squad",
        "队",
        (
            Field("division", "地区", FieldType.DIVISION),
            Field(
                "experts",
                "专家",
                FieldType.ROWS,
                fields=(Field("grade", "职称", FieldType.CHOICE, choices=("高级", "中级")),),
            ),
        ),
    )
    where = setting(kinds=(kind,))
    rows = tuple(
        make_record(kind.row_kind("experts"), {"grade": grade})
        for grade in ("高级", "高级", "中级")
    )
    made = make_record(kind, {"division": place(GREEN), "experts": rows})
    whole = indicator("x", "人", measure=measure("count", "squad.experts"), split_by="grade")

    values = values_of([made], *with_parts((whole,), where.kinds), on=where)

    assert [each.value for each in values.where(division=PROVINCE)] == list(
        map(exact, (3, 2, 1, 0, 0))
    )


choices = st.sampled_from(("甲类", "乙类", None, NONE_OF_ITEM, "丁类"))
people = st.none() | st.integers(0, 9)
surveys = st.lists(
    st.builds(
        lambda code, category, others, found, workers: (code, category, others, found, workers),
        st.sampled_from((GREEN, WHITE, RED)),
        choices,
        st.none() | st.just("丙"),
        people,
        people,
    ),
    max_size=6,
)
SOME = Condition(field="workers", at_least=Operand(constant=2))


@given(surveys)
@pytest.mark.parametrize("found", [COUNT, measure("count", "survey", where=SOME), PEOPLE])
def test_parts_of_one_choice_add_up_to_the_whole(found, made):
    """Whatever is blank or in doubt: the lower ends and the upper ends, at every level."""
    records = [
        survey(code, number, category=category, category_other=others, people=n, workers=workers)
        for number, (code, category, others, n, workers) in enumerate(made)
    ]

    values = told(records, "category", found, "人", *LEVELS)

    for place_, whole in enumerate(values.pop("合计")):
        parts = [each[place_] for each in values.values()]
        if whole is None:
            # Nobody was asked, or every figure was left blank.
            assert any(each is None or each.high is None for each in parts)
            assert {each.low for each in parts if each} <= {0}
            continue
        known = [each or exact(0) for each in parts]
        assert sum(each.low for each in known) == whole.low
        if whole.high is None:
            assert any(each is None or each.high is None for each in parts)
        else:
            assert sum(each.high for each in known) == whole.high


def test_distinct_things_may_be_in_several_parts():
    """One household in both classes: 1 + 1 of 1, and each part says that this may be."""
    records = [
        record(SURVEY, code, name="甲户", category=category)
        for code, category in ((GREEN, "甲类"), (WHITE, "乙类"))
    ]
    names = measure("count_distinct", "survey", distinct=("name",))

    found = told(records, "category", names, "户", PROVINCE)

    assert [found[key] for key in ("合计", ":甲类", ":乙类")] == [[exact(1)]] * 3
    parts = tuple(with_parts((indicator("x", measure=names, split_by="category"),), WHERE.kinds))
    assert parts[1].part.overlapping


def test_a_field_without_choices_makes_no_parts():
    """Nor one that is not there; the check of a plugin tells both."""
    for by in ("people", "nothing"):
        whole = indicator("x", measure=COUNT, split_by=by)
        assert tuple(with_parts((whole,), WHERE.kinds)) == (whole,)


def test_what_is_worked_out_is_not_split():
    """Its operands are."""
    found = Measure(MeasureKind.DERIVED, expression=Expression("a"))
    with pytest.raises(DefinitionError):
        Indicator("x", "指标", "户", found, CITED, split_by="category")


def test_parts_are_columns_and_stand_behind_the_whole():
    """For a data frame: of what, which choice, whether they may exceed."""
    whole = indicator("x", "户", measure=COUNT, split_by="needs")
    values = values_of(FIVE, *with_parts((whole,), WHERE.kinds), on=WHERE)

    columns = values.where(division=PROVINCE).columns()

    assert columns["part_of"] == (None, "x", "x", "x", "x")
    assert columns["choice"] == (None, "种植", "养殖", "其它", "未填")
    assert columns["overlapping"] == (False, True, True, True, True)
    assert "可能超过总数" in values._repr_html_()


def test_a_team_s_needs_of_the_small_world():
    """A field without 其它 has no such part."""
    whole = indicator("t", "支", measure=measure("count", "team"), split_by="needs")
    records = [record(TEAM, GREEN, leader="甲", needs=("种植",)), record(TEAM, GREEN, leader="乙")]

    values = values_of(records, *with_parts((whole,), WHERE.kinds), on=WHERE)

    assert {each.indicator.key: each.value for each in values.where(division=GREEN)} == {
        "t": exact(2),
        "t:种植": exact(1),
        "t:养殖": exact(0),
        "t:未填": exact(1),
    }
