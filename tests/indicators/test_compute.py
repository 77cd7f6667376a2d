"""Values of indicators: ratios at every level, measures in Python, what reaches the value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    EAST,
    END,
    GREEN,
    LEDGER,
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
    values_of,
)

from kejifupin.errors import UnknownNameError
from kejifupin.indicators import (
    Measure,
    MeasureKind,
    PythonMeasure,
    RecordData,
    compute_values,
    make_plan,
)
from kejifupin.indicators.compute import reporting_of
from kejifupin.terms.divisions import Level
from kejifupin.terms.intervals import Interval

exact = Interval.exact
PEOPLE, GROUPS = measure(field="people"), measure(field="groups")
SHARE = indicator(
    "share", "%", measure=Measure(MeasureKind.RATIO, numerator=PEOPLE, denominator=GROUPS)
)


def back(code, people, groups):
    return record(RETURN, code, f"{code}.docx", people=people, groups=groups)


def test_a_share_of_a_province_is_no_mean_of_shares():
    """1 of 2 and 9 of 38 are 25 %; with 15 of 60 elsewhere still 25 %; their mean is 41.2 %."""
    records = [back(GREEN, 1, 2), back(WHITE, 9, 38), back(RED, 15, 60)]

    values = values_of(records, SHARE)

    assert values.get("share", GREEN).value == exact(50)
    assert values.get("share", EAST).value == exact(25)
    assert values.get("share", PROVINCE).value == exact(25)


def test_a_share_with_somebody_missing():
    """Anything: the missing ones may add above and below the line. What is known is said apart."""
    share = indicator("share", "%", measure=SHARE.measure, reported_by=(Level.COUNTY,))

    value = values_of([back(RED, 15, 60)], share).get("share", WEST)

    assert (value.value, value.known) == (Interval.at_least(0), exact(25))
    assert len(value.missing) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=6))
def test_a_share_of_a_part_is_never_above_the_whole(pairs):
    """Numerators that are part of their denominators give 0 to 100 %."""
    records = [back(GREEN, min(pair), max(pair)) for pair in pairs]

    value = values_of(records, SHARE).get("share", PROVINCE).value

    assert 0 <= value.low <= value.high <= 100


def test_every_measure_at_every_level():
    """甲 serves two counties: distinct 2 in 东州 and 3 in the province, not 2 + 2.

    The mean is that of all figures, not of means; the latest of each subject is added.
    """

    def expert(code, name, projects, day):
        return record(LEDGER, code, name=name, projects=projects, day=day)

    january, february = date(2018, 1, 31), date(2018, 2, 28)
    records = [
        expert(GREEN, "甲", 1, january),
        expert(GREEN, "乙", 3, february),
        expert(RED, "甲", 8, january),
        expert(RED, "丙", 4, february),
    ]
    kinds = {
        "names": measure("count_distinct", "ledger", distinct=("name",)),
        "mean": measure("average", "ledger", field="projects"),
        "last": measure("latest", "ledger", field="projects", by="day"),
        "count": measure("count", "ledger"),
    }

    values = values_of(
        records, *(indicator(key, "项", measure=each) for key, each in kinds.items())
    )

    found = {
        code: [values.get(key, code).value.exact_value for key in kinds]
        for code in (GREEN, EAST, RED, PROVINCE)
    }
    assert found == {
        GREEN: [2, 2, 4, 2],
        EAST: [2, 2, 4, 2],
        RED: [2, 6, 12, 2],
        PROVINCE: [3, 4, 16, 4],
    }


def growth(parts):
    """Per cent by which the first part exceeds the second."""
    now, before = parts
    share = None if now is None or before is None else now.divided_by(before)
    return None if share is None else share.minus(exact(1)).scaled(100)


GROWTH = PythonMeasure("growth", "（本期－上期）÷上期", (PEOPLE, GROUPS), growth)
NAMED = indicator("grown", "%", measure=Measure(MeasureKind.NAMED, name="growth"))


def test_a_measure_in_python_is_finished_at_every_level():
    """It sees sums, never records: 30 from 20 is +50 %, 30 + 10 from 20 + 20 nothing."""
    records = [back(GREEN, 30, 20), back(RED, 10, 20)]

    values = values_of(records, NAMED, measures=(GROWTH,))

    assert values.get("grown", GREEN).value == exact(50)
    assert values.get("grown", RED).value == exact(-50)
    assert values.get("grown", PROVINCE).value == exact(0)
    assert (
        values_of([back(GREEN, 30, 0)], NAMED, measures=(GROWTH,)).get("grown", GREEN).value is None
    )


def test_values_come_in_the_order_of_indicators_and_codes():
    """And each says how it came about."""
    values = values_of([back(RED, 1, 2), back(GREEN, 3, 4)], SHARE, indicator(label="人次"))

    assert [(each.indicator.key, each.division) for each in values] == [
        (key, code) for key in ("share", "people") for code in (PROVINCE, EAST, GREEN, WEST, RED)
    ]
    people = values.get("people", PROVINCE)
    assert (people.division_name, people.as_of, people.reported) == ("甲省", END, 2)
    assert people.complete


def test_who_reports_is_said_by_the_indicator_or_by_the_form():
    """Its own levels come before those of the kind, a cohort before both."""
    where = setting()

    def reporters(**values):
        found = indicator(**values)
        plan = make_plan((found,))
        return reporting_of(found, plan.main_part("people"), where)

    assert reporters().reporters == frozenset()
    assert reporters(reported_by=(Level.PREFECTURE,)).reporters == {EAST, WEST}
    both = reporters(reported_by=(Level.PREFECTURE,), cohort="poor_counties")
    assert both.reporters == {GREEN, RED}
    assert PROVINCE in reporters(silence=SILENT_ZERO).reporters
    with pytest.raises(UnknownNameError):
        reporters(cohort="nobody")


def test_an_unknown_kind_is_told():
    """With the nearest."""
    found = indicator(measure=measure(field="people", records="retrun"))
    where = setting()

    with pytest.raises(UnknownNameError) as caught:
        compute_values(make_plan((found,)), RecordData.of((), where), where)

    assert caught.value.nearest[0] == "return"


def test_decimals_add_exactly():
    """0.1 + 0.2 万人次 are 0.3, and 3000人次."""
    records = [
        record(RETURN, GREEN, "a", crowd=Decimal("0.1")),
        record(RETURN, WHITE, "b", crowd=Decimal("0.2")),
    ]
    crowd = measure(field="crowd")

    values = values_of(
        records, indicator("a", "万人次", measure=crowd), indicator("b", "人次", measure=crowd)
    )

    assert values.get("a", EAST).value == exact(Decimal("0.3"))
    assert values.get("b", EAST).value == exact(3000)


def test_an_empty_programme_has_no_values():
    """And finds nothing."""
    where = setting()
    found = compute_values(make_plan(()), RecordData.of((), where), where)

    assert (len(found.values), found.issues) == (0, ())
