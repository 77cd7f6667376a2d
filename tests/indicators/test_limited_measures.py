"""Measures limited to the divisions of a cohort, by hand: 青县 and 红县 are the poor counties."""

import attrs
import pytest
from small_world import (
    EAST,
    GREEN,
    HOUSEHOLD,
    LAKE,
    PROVINCE,
    RED,
    RETURN,
    SUBTREE_RETURN,
    WEST,
    WHITE,
    WILLOW,
    indicator,
    judged,
    measure,
    record,
    setting,
    target,
    values_of,
)

from kejifupin.errors import DefinitionError
from kejifupin.frames import FrameData, records_to_frames
from kejifupin.indicators import (
    KeyScope,
    Measure,
    MeasureKind,
    RecordData,
    compute_values,
    make_plan,
)
from kejifupin.indicators.expressions import Expression
from kejifupin.indicators.tracing import contributions_at
from kejifupin.records import Silence
from kejifupin.targets import Basis
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Level
from kejifupin.terms.intervals import Interval

POOR = indicator("poor", measure=measure(field="people", cohort="poor_counties"))
ALL = indicator("all")
ZERO = {"silence": Silence.ZERO}
RETURNS = (
    record(RETURN, GREEN, people=30),
    record(RETURN, WILLOW, people=5),
    record(RETURN, WHITE, people=20),
    record(RETURN, LAKE, people=7),
    record(RETURN, RED, people=40),
    record(RETURN, EAST, people=11),
)


def low(found, key, code):
    value = found.find(key, code)
    return None if value is None or value.known is None else value.known.low


@pytest.mark.parametrize("library", [None, "polars", "duckdb"])
def test_only_what_the_members_and_those_below_them_have_counts(library):
    """青县 30, its village 柳村 5, 红县 40; neither 白县 nor what 东州 has of its own."""
    where = setting()
    plan = make_plan((POOR, ALL))
    data = (
        RecordData.of(RETURNS, where)
        if library is None
        else FrameData.of(records_to_frames(RETURNS, library), where)
    )
    found = compute_values(plan, data, where).values

    assert [low(found, "poor", code) for code in (PROVINCE, EAST, WEST, GREEN)] == [75, 35, 40, 35]
    assert low(found, "poor", WHITE) is None
    assert low(found, "all", PROVINCE) == 113


def test_a_share_of_the_whole_limits_its_numerator_alone():
    """70 of 100 go to poor counties: in the parts of a ratio, and as one indicator over another."""
    records = (record(RETURN, GREEN, people=70), record(RETURN, WHITE, people=30))
    ratio = Measure(MeasureKind.RATIO, numerator=POOR.measure, denominator=measure(field="people"))
    derived = Measure(
        MeasureKind.DERIVED,
        expression=Expression(ratio=(Expression(indicator="poor"), Expression(indicator="all"))),
    )
    share = indicator("share", "%", measure=ratio, **ZERO)
    worked = indicator("worked", "%", measure=derived)
    poor = indicator("poor", measure=POOR.measure, **ZERO)
    whole = indicator("all", **ZERO)

    found = values_of(records, poor, whole, share, worked)

    assert [found.get(key, PROVINCE).value for key in ("share", "worked")] == [
        Interval.exact(70),
        Interval.exact(70),
    ]


def test_those_outside_are_not_missing():
    """Every county reports; of the silent ones only 红县 is a poor county."""
    asked = indicator("poor", measure=POOR.measure, reported_by=(Level.COUNTY,))

    found = values_of((record(RETURN, GREEN, people=3),), asked)

    assert found.get("poor", PROVINCE).missing == (RED,)


def test_a_return_for_all_below_it_does_not_stand_for_the_members():
    """东州 says 100 for itself and everything below; how much of it is 青县's nobody knows."""
    of_subtree = indicator(
        "poor", measure=measure(records="subtree", field="people", cohort="poor_counties")
    )
    found = values_of(
        (record(SUBTREE_RETURN, EAST, people=100), record(SUBTREE_RETURN, RED, people=4)),
        of_subtree,
    )

    assert low(found, "poor", PROVINCE) == 4


def test_the_records_behind_it_are_those_that_count():
    """Not those of 白县, 湖区 and 东州."""
    where = setting()
    data = RecordData.of(RETURNS, where)
    told = contributions_at(POOR, make_plan((POOR,)), (PROVINCE,), data, where)

    assert sorted(each.value for each in told) == [5, 30, 40]


def test_what_is_left_is_what_the_others_have():
    """Of 113: 白县 20, 湖区 7 and what 东州 has of its own, 11."""
    found = values_of(RETURNS, POOR, ALL)

    assert low(found, "all", PROVINCE) - low(found, "poor", PROVINCE) == 20 + 7 + 11


def test_one_household_is_no_division():
    """What is limited to counties cannot be promised of each household."""
    limited = indicator(
        "skills", "项", measure=measure(records="household", field="skills", cohort="poor_counties")
    )
    aim = target(indicator="skills", basis=Basis.EACH, cohort="households", bound=Bound(at_least=1))

    with pytest.raises(DefinitionError, match="limited to cohort"):
        judged((record(HOUSEHOLD, GREEN, name="甲户", skills=1),), aim, indicators=(limited,))


def test_what_is_told_apart_everywhere_cannot_be_limited():
    """One expert in a poor and in another county would have to be counted half."""
    with pytest.raises(DefinitionError, match="told apart"):
        measure("count_distinct", distinct=("people",), cohort="poor_counties")

    apart = measure(
        "count_distinct",
        distinct=("people",),
        cohort="poor_counties",
        key_scope=KeyScope.DIVISION,
    )
    assert low(values_of(RETURNS, indicator(measure=apart)), "people", PROVINCE) == 3


def test_of_a_kind_that_a_cohort_alone_reports_nobody_else_is_missing():
    """青县 and 红县 report: with both the sum is known, with one the other alone is missing."""
    kind = attrs.evolve(RETURN, reported_by=(), reporters="poor_counties")
    sent = [attrs.evolve(each) for each in RETURNS]
    where = setting(kinds=(kind,))
    both = [each for each in sent if each.division.code in (GREEN, RED)]

    for given, value, missing in ((both, 70, ()), (both[:1], 30, (RED,))):
        plan = make_plan([indicator("all")])
        found = compute_values(plan, RecordData.of(given, where), where).values
        whole = found.find("all", PROVINCE)
        assert (whole.known.low, whole.missing) == (value, missing)
