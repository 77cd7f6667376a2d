"""Events add up over the months, organisations that stand do not."""

from __future__ import annotations

from datetime import date

from small_world import (
    CITED,
    EAST,
    GREEN,
    KINDS,
    MONTHLY,
    PROVINCE,
    RED,
    RETURN,
    indicator,
    measure,
    record,
    setting,
    values_of,
)

from kejifupin.indicators import Measure, MeasureKind
from kejifupin.indicators.indicator import indicators_of_kinds, period_field
from kejifupin.terms.intervals import Interval

JANUARY, FEBRUARY, MARCH = date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31)
FIELDS = {each.key: each for each in indicators_of_kinds(KINDS, CITED)}
REPORTS = [
    record(MONTHLY, code, f"{code}-{day}.docx", reported_on=day, people=people, groups=groups)
    for code, day, people, groups in (
        (GREEN, JANUARY, 10, 3),
        (GREEN, FEBRUARY, 20, 4),
        (RED, JANUARY, 5, 7),
        (RED, MARCH, 1, 2),
    )
]


def found(code, *, on=None):
    """人次, a flow, and 组织数, a stock, of a division."""
    people, groups = FIELDS["monthly.people"], FIELDS["monthly.groups"]
    values = values_of(REPORTS, people, groups, on=on)
    return [values.get(each.key, code).value.exact_value for each in (people, groups)]


def test_a_monthly_kind_has_a_period_and_a_yearly_one_has_none():
    """What tells two records of one division apart is the day."""
    assert period_field(MONTHLY) == "reported_on"
    assert period_field(RETURN) is None


def test_a_marked_field_is_added_or_taken_as_its_mark_says():
    """人次 10 + 20 and 5 + 1; 组织数 4 of February and 2 of March."""
    assert FIELDS["monthly.people"].measure.kind is MeasureKind.SUM
    assert FIELDS["monthly.groups"].measure.kind is MeasureKind.LATEST
    assert found(GREEN) == [30, 4]
    assert found(RED) == [6, 2]
    assert found(EAST) == [30, 4]
    assert found(PROVINCE) == [36, 6]


def test_a_stock_stands_as_of_the_day_asked_about():
    """On the last of January: 3 and 7."""
    assert found(PROVINCE, on=setting(JANUARY))[1] == 10
    assert found(PROVINCE, on=setting(FEBRUARY))[1] == 11


def test_a_stock_that_is_handed_in_once_is_added():
    """There is nothing to choose from."""
    assert FIELDS["return.groups"].measure.kind is MeasureKind.SUM


def test_a_ratio_of_stocks_divides_the_latest():
    """4 of 20 in 青县, 2 of 1 in 红县: 6 of 21 in the province, never 16 of 36."""
    parts = [
        measure("latest", "monthly", field=field, by="reported_on")
        for field in ("groups", "people")
    ]
    ratio = Measure(MeasureKind.RATIO, numerator=parts[0], denominator=parts[1])

    values = values_of(REPORTS, indicator("share", "%", measure=ratio))

    assert values.get("share", GREEN).value == Interval.exact(20)
    share = values.get("share", PROVINCE).value
    assert share == Interval.exact(6).divided_by(Interval.exact(21)).scaled(100)
