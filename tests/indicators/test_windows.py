"""Time windows and keys: what is dated elsewhere does not count, worked out by hand."""

from __future__ import annotations

from datetime import date

import attrs
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
    START,
    WHITE,
    indicator,
    measure,
    record,
    setting,
    value_at,
    values_of,
)

from kejifupin.errors import DefinitionError
from kejifupin.indicators import KeyScope, Measure, MeasureKind, Window
from kejifupin.terms.divisions import Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period

exact = Interval.exact
JANUARY = Window(date(2018, 1, 1), date(2018, 1, 31))


def ledger(*entries):
    """Entries of a ledger in 青县: a day, or a month of it, and a number of projects."""
    return [
        record(LEDGER, GREEN, f"{number}.xlsx", name=f"户{number}", day=day, projects=projects)
        for number, (day, projects) in enumerate(entries)
    ]


def within(window, **more):
    found = {"field": "projects", "by": "day"} | more
    return indicator(unit="项", measure=measure("sum", "ledger", within=window, **found))


def test_only_what_is_dated_within_counts():
    """31 January and 1 January do, 31 December and 1 February do not."""
    records = ledger(
        (date(2017, 12, 31), 1),
        (date(2018, 1, 1), 2),
        (date(2018, 1, 31), 4),
        (date(2018, 2, 1), 8),
    )

    assert value_at(records, GREEN, within(JANUARY)).value == exact(6)
    assert value_at(records, PROVINCE, within(Window(year=2018))).value == exact(14)
    assert value_at(records, GREEN, within(Window(year=2017))).value == exact(1)
    assert value_at(records, GREEN, within(Window(end=date(2018, 1, 1)))).value == exact(3)
    assert value_at(records, GREEN, within(Window(start=date(2018, 1, 31)))).value == exact(12)


def test_the_programme_s_own_period():
    """From its first day to its last, 2018-01-01 to 2018-04-10."""
    records = ledger((date(2017, 12, 31), 1), (START, 2), (END, 4), (date(2018, 4, 11), 8))
    later = setting(date(2018, 12, 31))

    assert value_at(records, GREEN, within(Window(programme=True)), later).value == exact(6)


def test_what_is_dated_after_the_day_asked_about_does_not_exist():
    """Neither counted nor heard of: before the first entry there are no data at all."""
    records = ledger((date(2018, 2, 1), 2), (date(2018, 3, 1), 4))
    year = within(Window(year=2018))

    assert value_at(records, GREEN, year, setting(date(2018, 3, 1))).value == exact(6)
    assert value_at(records, GREEN, year, setting(date(2018, 2, 28))).value == exact(2)
    assert value_at(records, GREEN, year, setting(date(2018, 1, 31))) is None
    undated = indicator(unit="项", measure=measure("sum", "ledger", field="projects"))
    assert value_at(records, GREEN, undated, setting(date(2018, 1, 31))).value == exact(6)


def test_a_month_may_lie_across_the_edge():
    """2018年1月 is in the year and of its first half not known; an undated entry may count."""
    month = Period.month(2018, 1)
    records = ledger((month, 3), (None, 4))

    assert value_at(records, GREEN, within(Window(year=2018))).value == Interval(3, 7)
    half = Window(date(2018, 1, 1), date(2018, 1, 15))
    assert value_at(records, GREEN, within(half)).value == Interval(0, 7)
    assert value_at(records, GREEN, within(Window(year=2017))).value == Interval(0, 4)


def test_a_return_of_a_winter_is_partly_in_each_year():
    """Its 8人次 may be of either year; it says nothing of the years around, nor adds to both."""
    winter = Period(date(2017, 12, 1), date(2018, 3, 31))
    records = [record(RETURN, GREEN, people=8, period=winter)]

    def year(number):
        found = measure(field="people", by="period", within=Window(year=number))
        return value_at(records, GREEN, indicator(measure=found))

    assert year(2016) is None
    assert [year(2017).value, year(2018).value] == [Interval(0, 8), Interval(0, 8)]
    both = measure(field="people", by="period", within=Window(date(2017, 1, 1), date(2018, 12, 31)))
    assert value_at(records, GREEN, indicator(measure=both)).value == exact(8)


FIRST, SECOND = (Period(date(2018, each, 1), date(2018, each + 2, 28)) for each in (1, 4))
QUARTERLY = attrs.evolve(RETURN, key="quarterly", identity=("division", "period"))


@pytest.mark.parametrize("kind", [RETURN, QUARTERLY])
def test_the_return_of_one_quarter_says_nothing_of_another(kind):
    """红县 handed in nothing for the second: it is missing, as it would be without the first."""
    kind = attrs.evolve(kind, reported_by=(Level.COUNTY,))
    where = setting(date(2018, 6, 30), kinds=(kind,))
    records = [
        record(kind, GREEN, "1.docx", people=3, period=FIRST),
        record(kind, GREEN, "2.docx", people=5, period=SECOND),
        record(kind, RED, "3.docx", people=7, period=FIRST),
    ]
    window = Window(date(2018, 4, 1), date(2018, 6, 30))
    asked = measure(records=kind.key, field="people", by="period", within=window)
    for one, found in (
        (indicator(measure=asked), Interval(5, None)),
        (indicator(measure=asked, silence=SILENT_ZERO), exact(5)),
    ):
        values = values_of(records, one, on=where)
        assert values.get(one.key, PROVINCE).value == found
        assert values.get(one.key, GREEN).value == exact(5)
        assert (RED in values.get(one.key, PROVINCE).missing) == (found.high is None)
    red = values_of(records, indicator(measure=asked), on=where).get("people", RED)
    assert (red.missing, red.value) == ((RED,), None)


def test_a_ledger_without_an_entry_in_the_window_says_there_was_none():
    """What is entered as it happens is complete, whenever the last entry was made."""
    records = ledger((date(2017, 12, 31), 1))

    assert value_at(records, GREEN, within(Window(year=2018))).value == exact(0)


def test_windows_of_every_measure_at_every_level():
    """甲 and 乙 in 青县 in January, 甲 again in 红县; February is left out everywhere."""
    january, february = date(2018, 1, 10), date(2018, 2, 10)
    records = [
        record(LEDGER, GREEN, name="甲", projects=1, day=january),
        record(LEDGER, GREEN, name="乙", projects=3, day=january),
        record(LEDGER, GREEN, name="丙", projects=9, day=february),
        record(LEDGER, RED, name="甲", projects=8, day=january),
    ]
    dated = {"by": "day", "within": JANUARY}
    count = measure("count", "ledger", **dated)
    total = measure("sum", "ledger", field="projects", **dated)
    kinds = {
        "count": count,
        "names": measure("count_distinct", "ledger", distinct=("name",), **dated),
        "sum": total,
        "mean": measure("average", "ledger", field="projects", **dated),
        "last": measure("latest", "ledger", field="projects", **dated),
        "each": Measure(MeasureKind.RATIO, numerator=total, denominator=count),
    }

    values = values_of(records, *(indicator(key, "", measure=each) for key, each in kinds.items()))

    found = {
        code: [values.get(key, code).value.exact_value for key in kinds]
        for code in (GREEN, EAST, PROVINCE)
    }
    assert found == {
        GREEN: [2, 2, 4, 2, 4, 2],
        EAST: [2, 2, 4, 2, 4, 2],
        PROVINCE: [3, 2, 12, 4, 12, 4],
    }


def test_keys_of_one_division_are_its_own():
    """张三 of 青县 and 张三 of 白县 are two households, 张三 twice in 青县 is one."""
    records = [
        record(LEDGER, code, name="张三", day=date(2018, 1, day))
        for code, day in ((GREEN, 1), (GREEN, 2), (WHITE, 1))
    ]

    def count(scope):
        found = measure("count_distinct", "ledger", distinct=("name",), key_scope=scope)
        return {
            each.division: each.value.exact_value
            for each in values_of(records, indicator(unit="户", measure=found))
        }

    assert count(KeyScope.DIVISION) == {GREEN: 1, WHITE: 1, EAST: 2, PROVINCE: 2}
    assert count(KeyScope.EVERYWHERE) == {GREEN: 1, WHITE: 1, EAST: 1, PROVINCE: 1}


@given(st.lists(st.tuples(st.dates(date(2017, 1, 1), END), st.integers(0, 9)), max_size=8))
def test_the_years_add_up_to_all(entries):
    """Of dated entries, 2017 and 2018 are all there is."""
    records = ledger(*entries)

    def total(window):
        value = value_at(records, GREEN, within(window))
        return 0 if value is None else value.value.exact_value

    everything = total(Window(end=END))
    assert total(Window(year=2017)) + total(Window(year=2018)) == everything
    assert everything == sum(projects for _, projects in entries)


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"year": 2018, "programme": True},
        {"year": 18},
        {"start": date(2018, 1, 2), "end": date(2018, 1, 1)},
    ],
)
def test_a_window_says_one_thing(words):
    """Neither nothing nor two, nor a year of two digits, nor the end before the start."""
    with pytest.raises(DefinitionError) as caught:
        Window(**words)
    assert caught.value.chinese != caught.value.message


def test_a_window_in_one_word():
    """A year, or the programme; any other word is refused."""
    assert Window.from_shorthand(2018) == Window(year=2018)
    assert Window.from_shorthand("programme") == Window(programme=True)
    with pytest.raises(DefinitionError):
        Window.from_shorthand("cycle")


def test_a_window_is_told_in_the_formula():
    """In words."""
    assert [Window(year=2018).words(), Window(programme=True).words()] == ["2018年", "方案期内"]
    assert JANUARY.words() == "2018-01-01起2018-01-31止"
