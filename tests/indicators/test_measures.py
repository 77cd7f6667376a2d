"""Measures: a closed set, and what contradicts itself in it."""

from __future__ import annotations

import pytest
from attrs import evolve
from small_world import CITED, RETURN, SUBTREE_RETURN, indicator, measure

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.indicators import Measure, MeasureKind, PythonMeasure, make_plan
from kejifupin.indicators.expressions import Expression, Requirement
from kejifupin.indicators.indicator import indicators_of_kinds
from kejifupin.indicators.measures import KeyScope
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.windows import Window
from kejifupin.terms.divisions import Level

COUNT = measure("count")
LIMIT = Requirement("people", at_least=1)
SUM = measure(field="people")


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "sum", "records": "return"},
        {"kind": "count", "records": "return", "field": "people"},
        {"kind": "count"},
        {"kind": "latest", "records": "return", "field": "groups"},
        {"kind": "sum", "records": "return", "field": "people", "within": Window(year=2018)},
        {"kind": "ratio", "numerator": COUNT, "denominator": COUNT, "by": "reported_on"},
        {"kind": "count", "records": "return", "key_scope": KeyScope.DIVISION},
        {"kind": "derived"},
        {"kind": "derived", "expression": Expression("x"), "records": "return"},
        {"kind": "count", "records": "return", "expression": Expression("x")},
        {"kind": "meets"},
        {"kind": "meets", "requirement": LIMIT, "level": Level.COUNTY, "cohort": "counties"},
        {"kind": "count", "records": "return", "level": Level.COUNTY},
        {"kind": "count_distinct", "records": "return"},
        {"kind": "count", "records": "return", "distinct": ("people",)},
        {"kind": "ratio", "numerator": COUNT},
        {"kind": "ratio", "numerator": COUNT, "denominator": COUNT, "records": "return"},
        {"kind": "count", "records": "return", "numerator": COUNT, "denominator": COUNT},
        {"kind": "ratio", "numerator": measure("average", field="people"), "denominator": COUNT},
        {"kind": "named"},
        {"kind": "named", "name": "growth", "records": "return"},
        {"kind": "count", "records": "return", "name": "growth"},
    ],
)
def test_a_measure_has_the_parts_of_its_kind(values):
    """Nothing is missing and nothing too much; what is wrong is told in Chinese too."""
    with pytest.raises(DefinitionError) as caught:
        Measure(**{**values, "kind": MeasureKind(values["kind"])})
    assert caught.value.chinese != caught.value.message


def test_every_kind_has_a_chinese_word():
    """For formulas that people read."""
    assert {kind.label for kind in MeasureKind} == {
        "记录数",
        "不重复个数",
        "合计",
        "最新数",
        "比率",
        "平均数",
        "推算数",
        "达标个数",
        "自定义算法",
    }


def test_a_python_measure_ends_in_additive_parts():
    """Otherwise nothing could be rolled up."""
    with pytest.raises(DefinitionError, match="needs parts"):
        PythonMeasure("growth", "增长", (), lambda parts: parts[0])
    average = measure("average", field="people")
    with pytest.raises(DefinitionError, match="needs parts"):
        PythonMeasure("growth", "增长", (average,), lambda parts: parts[0])


def test_what_several_indicators_need_is_counted_once():
    """The sum of an indicator is also the upper part of its average."""
    plan = make_plan(
        (
            indicator("total", measure=SUM),
            indicator("again", measure=SUM),
            indicator("mean", measure=measure("average", field="people")),
        )
    )

    total = Partial(PartialKind.SUM, "return", "people")
    figures = Partial(PartialKind.COUNT, "return", "people")
    assert plan.partials == (total, figures)
    assert plan.parts["mean"] == (total, figures)
    assert plan.main_part("again") == total


def test_a_ratio_of_one_return_leaves_out_whoever_has_none():
    """“-” above or below the line takes a return out of both; of two kinds it cannot."""
    above, below = measure(field="people"), measure(field="groups")
    other = measure(field="people", records="subtree")
    plan = make_plan(
        (
            indicator(
                "same", measure=Measure(MeasureKind.RATIO, numerator=above, denominator=below)
            ),
            indicator(
                "two", measure=Measure(MeasureKind.RATIO, numerator=above, denominator=other)
            ),
        )
    )

    assert [part.without_none for part in plan.parts["same"]] == [("people", "groups")] * 2
    assert [part.without_none for part in plan.parts["two"]] == [(), ()]


def test_a_measure_nobody_provides_is_told():
    """With the nearest name."""
    named = indicator("x", measure=Measure(MeasureKind.NAMED, name="grwoth"))
    growth = PythonMeasure("growth", "增长", (COUNT,), lambda parts: parts[0])
    with pytest.raises(UnknownNameError) as caught:
        make_plan((named,), (growth,))
    assert caught.value.nearest == ("growth",)


def test_measured_fields_are_indicators():
    """Named kind.field, with the field's label and unit, and the form's doubt where it has one."""
    doubtful = evolve(SUBTREE_RETURN, note="未说明是否含下级")

    found = {each.key: each for each in indicators_of_kinds((RETURN, doubtful), CITED)}

    assert list(found) == [
        f"{kind}.{field}"
        for kind in ("return", "subtree")
        for field in ("people", "crowd", "groups")
    ]
    crowd = found["return.crowd"]
    assert (crowd.label, crowd.unit, crowd.decimals, crowd.citation) == (
        "总人次",
        "万人次",
        4,
        CITED,
    )
    assert crowd.measure == measure(field="crowd")
    assert (crowd.note, found["subtree.crowd"].note) == (None, "未说明是否含下级")
