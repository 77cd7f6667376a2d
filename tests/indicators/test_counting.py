"""What the records of one division amount to, worked out by hand for every measure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    END,
    GREEN,
    LEDGER,
    MONTHLY,
    RED,
    RETURN,
    TEAM,
    indicator,
    measure,
    place,
    record,
    setting,
    value_at,
)

from kejifupin.indicators import Measure, MeasureKind
from kejifupin.records import Condition, Operand, make_record
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

exact, at_least = Interval.exact, Interval.at_least
LARGE = Condition(field="people", at_least=Operand(constant=10))


def amount(made, unit="人次", *, code=GREEN, on=None, **found):
    """The value of a measure for a division whose records these are."""
    value = value_at(made, code, indicator(unit=unit, measure=measure(**found)), on)
    return None if value is None else value.value


def returns(*people, kind=RETURN, **values):
    """One return for each figure."""
    return [
        record(kind, GREEN, f"{n}.docx", people=each, **values) for n, each in enumerate(people)
    ]


# Sums


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((3, 4), exact(7)),
        ((3, 0), exact(3)),
        ((3, NONE_OF_ITEM), exact(3)),
        ((NONE_OF_ITEM,), exact(0)),
        ((3, None), at_least(3)),
        ((None,), None),
        ((3, Vague(10, 19, "10余")), Interval(13, 22)),
        ((3, Vague(10, 20, "10余", high_open=True)), Interval(13, 23, high_open=True)),
        ((3, Vague(50, None, "50以上")), at_least(53)),
        ((3, Vague(None, 4, "不足5")), Interval(3, 7)),
    ],
)
def test_sums(people, expected):
    """Zero and “-” add nothing, a blank leaves the sum open upwards, what is vague stays vague."""
    assert amount(returns(*people), field="people") == expected


def test_a_sum_counts_what_was_reported_blank_or_none():
    """All three reach the value."""
    value = value_at(returns(3, 0, NONE_OF_ITEM, None, Vague(1, 2, "1-2")), GREEN)

    assert (value.reported, value.none, value.blank) == (4, 1, 1)
    assert value.known == Interval(4, 5)
    assert value.missing == (GREEN,)
    assert not value.complete


@given(st.lists(st.integers(0, 9) | st.decimals(0, 9, places=2)))
def test_a_sum_of_exact_numbers_is_exact(people):
    """Whole or decimal, to the last digit."""
    total = sum(map(Decimal, people), Decimal(0))

    found = amount(returns(*people), field="people")

    assert found == (exact(total) if people else None)


# Counts


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((12, 3), exact(1)),
        ((3, 4), exact(0)),
        ((12, None), Interval(1, 2)),
        ((12, NONE_OF_ITEM), exact(1)),
        ((Vague(5, 15, "5-15"),), Interval(0, 1)),
        ((Vague(10, 15, "10-15"),), exact(1)),
    ],
)
def test_counts_of_records_for_which_a_condition_holds(people, expected):
    """A record of which it cannot be told may count; none that count is zero, not no data."""
    assert amount(returns(*people), "份", do="count", where=LARGE) == expected


def test_sums_over_a_condition_that_cannot_be_told():
    """It may add its figure or nothing."""
    records = [
        record(RETURN, GREEN, "a.docx", people=12, groups=5),
        record(RETURN, GREEN, "b.docx", people=None, groups=7),
        record(RETURN, GREEN, "c.docx", people=2, groups=9),
    ]

    assert amount(records, field="groups", where=LARGE) == Interval(5, 12)


def test_distinct_things():
    """However spelled; a blank key may be another thing, “-” is nothing."""
    rows = TEAM.row_kind("experts")

    def experts(*names):
        people = tuple(make_record(rows, {"name": name, "age": 40}) for name in names)
        return [record(TEAM, GREEN, "a.docx", experts=people)]

    def count(*names):
        return amount(
            experts(*names), "名", do="count_distinct", records="team.experts", distinct=("name",)
        )

    assert count("甲某", "乙某", "甲 某") == exact(2)
    assert count("甲某", None) == Interval(1, 2)
    assert count("甲某", NONE_OF_ITEM) == exact(1)


def test_distinct_things_of_which_it_cannot_be_told():
    """One that surely counts is not counted again as one that may."""
    records = [
        record(LEDGER, GREEN, name="甲某", projects=12),
        record(LEDGER, GREEN, name="甲某", projects=None, day=date(2018, 2, 1)),
        record(LEDGER, GREEN, name="乙某", projects=None),
    ]
    some = Condition(field="projects", at_least=Operand(constant=1))

    found = amount(
        records, "户", do="count_distinct", records="ledger", distinct=("name",), where=some
    )

    assert found == Interval(1, 2)


# Averages and ratios


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((4, 6), exact(5)),
        ((4, 0), exact(2)),
        ((4, NONE_OF_ITEM), exact(4)),
        ((NONE_OF_ITEM,), None),
        ((4, Vague(6, 8, "6-8")), Interval(5, 6)),
        ((4, 4, 5), exact(Decimal("4.333333333333333333333333333"))),
    ],
)
def test_averages(people, expected):
    """Zero counts in an average, “-” leaves it."""
    assert amount(returns(*people), do="average", field="people") == expected


def test_an_average_with_a_blank_is_open():
    """4 and a blank: what is known is 4, and one more figure may make it anything from there."""
    value = value_at(returns(4, None), GREEN, indicator(measure=measure("average", field="people")))

    assert value.known == exact(4)
    assert value.value == at_least(0)
    assert value.missing == (GREEN,)


def ratio(above, below, unit="%"):
    return indicator(
        unit=unit, measure=Measure(MeasureKind.RATIO, numerator=above, denominator=below)
    )


SHARE = ratio(measure(field="people"), measure(field="groups"))


def test_a_ratio_sums_before_it_divides():
    """(1 + 9) of (2 + 38) is 25 %, not the mean of 50 % and 23.7 %."""
    records = [
        record(RETURN, GREEN, "a.docx", people=1, groups=2),
        record(RETURN, GREEN, "b.docx", people=9, groups=38),
    ]
    assert value_at(records, GREEN, SHARE).value == exact(25)


@pytest.mark.parametrize(
    "none", [{"people": NONE_OF_ITEM, "groups": 60}, {"people": 60, "groups": NONE_OF_ITEM}]
)
def test_a_return_with_none_of_the_item_leaves_the_ratio(none):
    """Its other number does not count either."""
    records = [
        record(RETURN, GREEN, "a.docx", people=10, groups=40),
        record(RETURN, GREEN, "b.docx", **none),
    ]
    assert value_at(records, GREEN, SHARE).value == exact(25)


def test_a_ratio_over_nothing_is_no_data():
    """Whatever stands above the line."""
    assert value_at([record(RETURN, GREEN, people=3, groups=0)], GREEN, SHARE).value is None


def test_vague_ends_of_a_ratio():
    """10 to 20 of 40 to 50: 20 to 50 %."""
    made = record(RETURN, GREEN, people=Vague(10, 20, "10-20"), groups=Vague(40, 50, "40-50"))

    assert value_at([made], GREEN, SHARE).value == Interval(20, 50)


def test_shares_of_records():
    """Two of four returns say 10 or more: 50 %; one that left it blank makes it 40 to 60 %."""
    share = ratio(measure("count", where=LARGE), measure("count"))

    assert value_at(returns(12, 13, 1, 2), GREEN, share).value == exact(50)
    assert value_at(returns(12, 13, 1, 2, None), GREEN, share).value == Interval(40, 60)


# The latest


def monthly(day, groups, code=GREEN):
    return record(MONTHLY, code, f"{day}.docx", reported_on=day, groups=groups)


LATEST = {"do": "latest", "records": "monthly", "field": "groups", "by": "reported_on"}
JANUARY, FEBRUARY, MARCH = date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31)


@given(st.permutations([monthly(JANUARY, 5), monthly(FEBRUARY, 7), monthly(MARCH, 6)]))
def test_the_latest_figure_counts(records):
    """A stock does not add up over the months, in whatever order they came."""
    assert amount(records, "个", **LATEST) == exact(6)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (JANUARY - timedelta(days=1), None),
        (JANUARY, exact(5)),
        (FEBRUARY, exact(7)),
        (MARCH - timedelta(days=1), exact(7)),
        (MARCH, exact(6)),
    ],
)
def test_what_is_dated_later_does_not_exist(day, expected):
    """On the day of the next report it does."""
    records = [monthly(JANUARY, 5), monthly(FEBRUARY, 7), monthly(MARCH, 6)]

    assert amount(records, "个", on=setting(day), **LATEST) == expected


def test_the_latest_of_each_subject_adds_up():
    """Two counties, each with its last report."""
    records = [monthly(JANUARY, 5), monthly(FEBRUARY, 7), monthly(JANUARY, 2, RED)]

    assert amount(records, "个", code="990000", **LATEST) == exact(9)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([monthly(None, 5)], exact(5)),
        ([monthly(JANUARY, 5), monthly(None, 8)], Interval(5, 8)),
        ([monthly(JANUARY, 5), monthly(FEBRUARY, None)], None),
        ([monthly(JANUARY, 5), monthly(FEBRUARY, NONE_OF_ITEM)], exact(0)),
    ],
)
def test_the_latest_where_it_cannot_be_told(records, expected):
    """An undated report may be the last; a blank last report says nothing, not what was before."""
    assert amount(records, "个", **LATEST) == expected


def test_the_latest_under_a_condition():
    """The last of those that fit; where one may fit, it or the one before."""
    some = Condition(field="people", at_least=Operand(constant=1))

    def report(day, groups, people):
        return record(MONTHLY, GREEN, reported_on=day, groups=groups, people=people)

    base = [report(JANUARY, 5, 1)]
    assert amount([*base, report(FEBRUARY, 7, 0)], "个", where=some, **LATEST) == exact(5)
    assert amount([*base, report(FEBRUARY, 7, None)], "个", where=some, **LATEST) == Interval(5, 7)
    assert amount([report(FEBRUARY, 7, None)], "个", where=some, **LATEST) == Interval(0, 7)
    assert amount([report(FEBRUARY, 7, 0)], "个", where=some, **LATEST) == exact(0)


def test_a_month_is_dated_by_its_last_day():
    """A return of January is later than one of December, and does not exist before its end."""
    found = {**LATEST, "records": "return", "by": "period"}
    kind = record(RETURN, GREEN, period=Period.month(2018, 1), groups=5)

    assert amount([kind], "个", on=setting(date(2018, 1, 30)), **found) is None
    assert amount([kind], "个", on=setting(date(2018, 1, 31)), **found) == exact(5)


# Units


def test_figures_convert_into_the_unit_of_the_indicator():
    """3.5万人次 are 35000人次, and back."""
    made = [record(RETURN, GREEN, crowd=Decimal("3.5"), people=700)]

    assert amount(made, "人次", field="crowd") == exact(35000)
    assert amount(made, "万人次", field="people") == exact(Decimal("0.07"))
    assert amount(made, "万人次", do="average", field="people") == exact(Decimal("0.07"))


def test_ratios_convert_too():
    """700人次 of 3.5万人次 are 2 %, or 20 ‰, or 0.02."""
    made = [record(RETURN, GREEN, crowd=Decimal("3.5"), people=700, groups=7)]
    above, below = measure(field="people"), measure(field="crowd")

    for unit, expected in (("%", 2), ("‰", 20), ("1", Decimal("0.02"))):
        assert value_at(made, GREEN, ratio(above, below, unit)).value == exact(expected)
    each = ratio(measure(field="crowd"), measure(field="groups"), "人次/个")
    assert value_at(made, GREEN, each).value == exact(5000)


def test_an_average_of_percents_stays_in_per_cent():
    """Only a ratio of numbers is made into per cent."""
    mean = indicator(unit="%", measure=measure("average", field="people"))

    assert value_at(returns(40, 60), GREEN, mean).value == exact(50)


def test_records_count_in_any_unit():
    """A count has no unit of its own."""
    assert amount(returns(1, 2, 3), "支", do="count") == exact(3)


def test_rows_count_where_their_record_does():
    """Three experts on two sheets of 青县."""
    rows = TEAM.row_kind("experts")

    def sheet(file, *ages):
        people = tuple(make_record(rows, {"age": age}) for age in ages)
        return record(TEAM, GREEN, file, leader=file, experts=people)

    sheets = [sheet("a.docx", 30, 40), sheet("b.docx", 50)]

    assert amount(sheets, "名", do="count", records="team.experts") == exact(3)
    assert amount(sheets, "岁", do="average", records="team.experts", field="age") == exact(40)
    assert sheets[0].division == place(GREEN, GREEN)
    assert amount(sheets, "名", do="count", records="team.experts", on=setting(END)) == exact(3)
