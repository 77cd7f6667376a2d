"""Which column holds which field: by key, by label, by mapping; every mistake told at once."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest
from small_world import GREEN, cohort, indicator, measure, setting, target

from kejifupin.errors import UnknownNameError
from kejifupin.frames import Column, EngineError, FrameData, FrameError
from kejifupin.frames.engines import Table
from kejifupin.indicators import compute_values, make_plan
from kejifupin.indicators.headcounts import Headcount
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.records import Condition, Operand
from kejifupin.targets import Basis
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

WHERE = setting()
SUM = Partial(PartialKind.SUM, "return", "people")


def data_of(columns=None, kind="return", plan=None, **values):
    """A table of returns as a data source."""
    values = {"division": [GREEN], **values}
    mapped = None if columns is None else {kind: columns}
    return FrameData.of({kind: pl.DataFrame(values)}, WHERE, columns=mapped, plan=plan)


def problems(**given):
    """What is wrong with a table."""
    with pytest.raises(FrameError) as caught:
        data_of(**given)
    return caught.value.problems


def test_columns_are_found_by_key_by_label_and_by_mapping():
    """地区 is the label of division; 总人数 is mapped."""
    table = pl.DataFrame({"地区（代码）": [GREEN], "总人数": [3], "总人次": [Decimal("0.5")]})
    data = FrameData.of({"return": table}, WHERE, columns={"return": {"people": "总人数"}})
    crowd = Partial(PartialKind.SUM, "return", "crowd")
    found = data.tallies([SUM, crowd], WHERE)

    assert found[SUM][GREEN].total == Interval.exact(3)
    assert found[crowd][GREEN].total == Interval.exact(Decimal("0.5"))


def test_all_mistakes_come_at_once_with_the_nearest_names():
    """A typing mistake in the mapping, two wrong types and a state that is a number."""
    found = problems(
        columns={"peple": "people", "people": "poeple"},
        people=[1],
        crowd=["many"],
        reported_on=["2018-01-01"],
        groups=[1],
        groups__state=[1],
    )

    assert [(each.field, each.nearest) for each in found] == [
        ("peple", ("people",)),
        ("people", ("people",)),
        ("crowd", ()),
        ("groups", ()),
        ("reported_on", ()),
    ]
    assert "'crowd' is a number" in found[2].message


def test_a_division_is_needed():
    """Without it no row counts anywhere; the column that looks like it is named."""
    with pytest.raises(FrameError) as caught:
        FrameData.of({"return": pl.DataFrame({"divisoin": [GREEN]})}, WHERE)

    assert caught.value.problems[0].nearest == ("divisoin",)
    assert "did you mean 'divisoin'?" in str(caught.value)


def test_columns_that_a_plan_needs_are_missed_before_anything_runs():
    """Those of all indicators at once, when the tables are handed over or when it is asked."""
    large = Condition(field="groups", at_least=Operand(constant=1))
    plan = make_plan([indicator(), indicator("large", "个", measure=measure("count", where=large))])
    told = problems(peopel=[1], plan=plan)

    assert [each.field for each in told] == ["people", "groups"]
    assert told[0].nearest == ("peopel",)
    with pytest.raises(FrameError) as caught:
        data_of(peopel=[1]).tallies(plan.partials, WHERE)
    assert caught.value.problems == told
    with pytest.raises(FrameError):
        compute_values(plan, data_of(peopel=[1]), WHERE)


def test_what_a_library_cannot_do_is_refused_before_anything_runs():
    """As soon as the tables are handed over with what will be asked of them."""
    odd = Condition(field="people", equals=Operand(constant=True))
    plan = make_plan([indicator("odd", "个", measure=measure("count", where=odd))])

    with pytest.raises(EngineError, match="polars cannot compare with True"):
        data_of(people=[1], plan=plan)


def test_what_is_known_beforehand_is_counted_in_one_pass(monkeypatch):
    """Members that their own row answers for are counted with the rest, and asked no more."""
    aim = target("many", Bound(at_least=2), basis=Basis.EACH, cohort="returns")
    returns = cohort("returns", level=None, designation=None, records="return", unit="份")
    where = setting(cohorts=(returns,))
    plan = make_plan([indicator()])
    table = pl.DataFrame({"division": [GREEN, GREEN, GREEN], "people": [1, 2, None]})
    data = FrameData.of({"return": table}, where, plan=plan, targets=(aim,))
    (question,) = data.expected
    data.tallies(plan.partials, where)
    monkeypatch.setattr(Table, "scan", None)

    assert data.headcounts((question,), where) == {
        question: {GREEN: Headcount(held=1, failed=1, unknown=1, silent=1)}
    }


def test_two_columns_of_one_label_must_be_mapped():
    """Nobody chooses for the user."""
    found = problems(**{"人次": [1], "人 次": [2]})

    assert found[0].nearest == ("人次", "人 次")


def test_rows_need_their_records():
    """Both tables and both columns, all told."""
    table = pl.DataFrame({"name": ["甲"]})
    with pytest.raises(FrameError) as caught:
        FrameData.of({"team.experts": table}, WHERE)
    with pytest.raises(FrameError) as other:
        FrameData.of({"team.experts": table, "team": pl.DataFrame({"division": [GREEN]})}, WHERE)

    assert [each.column for each in caught.value.problems] == ["parent_id", None]
    assert [each.column for each in other.value.problems] == ["parent_id", "record_id"]


def test_kinds_and_mappings_must_exist():
    """The nearest name is told."""
    with pytest.raises(UnknownNameError, match="return"):
        FrameData.of({"retrun": pl.DataFrame()}, WHERE)
    with pytest.raises(UnknownNameError, match="return"):
        FrameData.of({"return": pl.DataFrame({"division": [GREEN]})}, WHERE, columns={"retrun": {}})


def test_other_tables_are_refused_by_name():
    """A list is no table, nor is a text."""
    with pytest.raises(EngineError, match="hand over a table of polars, pandas"):
        FrameData.of({"return": [1, 2]}, WHERE)


def test_moments_with_a_time_zone_are_refused():
    """Which day it is depends on where: the user must say."""
    found = problems(reported_on=[datetime(2018, 1, 1, tzinfo=UTC)])

    assert [each.field for each in found] == ["reported_on"]


def test_objects_of_no_one_type_are_refused():
    """A pandas column that mixes texts and numbers."""
    table = pd.DataFrame({"division": [GREEN] * 2, "people": [1, "many"]})
    with pytest.raises(FrameError) as caught:
        FrameData.of({"return": table}, WHERE)

    assert [each.column for each in caught.value.problems] == ["people"]


def test_a_scale_is_for_whole_numbers_and_a_separator_for_no_label():
    """分 come in whole numbers; a label that holds the separator could not be told."""
    scaled = problems(columns={"crowd": Column("crowd", scale=2)}, crowd=[0.5])
    team = {"needs": Column("needs", separator="种")}
    with pytest.raises(FrameError) as caught:
        FrameData.of(
            {"team": pl.DataFrame({"division": [GREEN], "needs": ["种植"]})},
            WHERE,
            columns={"team": team},
        )

    assert [each.column for each in scaled] == ["crowd"]
    assert "separator" in caught.value.problems[0].message


def test_what_cannot_be_compared_exactly_is_refused():
    """By the name of the library, before it starts."""
    yes_no = Condition(field="people", equals=Operand(constant=True))
    long = Condition(
        left=Operand(product=tuple(Operand(field="people") for _ in range(7))),
        at_least=Operand(constant=1),
    )
    data = data_of(people=[1])
    for condition in (yes_no, long):
        with pytest.raises(EngineError, match="polars cannot"):
            data.tallies([Partial(PartialKind.COUNT, "return", where=condition)], WHERE)


def test_errors_can_be_pickled():
    """Worker processes hand them back."""
    with pytest.raises(FrameError) as caught:
        data_of(crowd=["x"])
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
    refused = EngineError("polars", "do this", "do that")
    assert str(pickle.loads(pickle.dumps(refused))) == "polars cannot do this; do that"
