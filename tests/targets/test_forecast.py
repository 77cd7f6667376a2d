"""What a figure will have come to by the due day."""

from __future__ import annotations

from datetime import date

from kejifupin.targets.forecast import ForecastMethod, forecast_from_start, forecast_from_two
from kejifupin.targets.pace import Clock, Pace, Rhythm
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

exact = Interval.exact
START, DUE = date(2018, 1, 1), date(2018, 4, 10)
"""One hundred days."""


def at(day, value, rhythm=None, most=None):
    return forecast_from_start(value, Clock(START, DUE, day), rhythm or Rhythm(), most)


def test_as_much_in_the_days_to_come_as_in_those_that_have_passed():
    """30 in 50 of 100 days are 60 in the end; from 20 on, they are 40."""
    half = date(2018, 2, 19)

    found = at(half, exact(30))
    assert (found.value, found.due_on, found.method) == (exact(60), DUE, ForecastMethod.LINEAR)
    assert at(half, exact(30), Rhythm(start=20)).value == exact(40)
    assert at(half, Interval(30, 40)).value == Interval(60, 80)
    assert at(half, Interval(30, None)).value == Interval(60, None)


def test_no_more_than_there_can_be():
    """7 of 10 counties after 50 days are not 14 of 10."""
    assert at(date(2018, 2, 19), exact(7), most=10).value == exact(10)


def test_where_nothing_can_be_forecast():
    """Before the first day, on the last and after it, and without data."""
    for day in (date(2017, 12, 31), DUE, date(2018, 4, 11)):
        assert at(day, exact(3)) is None
    assert at(date(2018, 2, 19), None) is None


def test_a_season_carries_its_shape_into_the_forecast():
    """January has 75 of 100: 30 by its end are 40 in all, where by days they would be about 97."""
    season = Rhythm(Pace.SEASON, season=(75, 25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    found = at(date(2018, 1, 31), exact(30), season)

    assert (found.value, found.method) == (exact(40), ForecastMethod.SEASON)


def test_a_figure_without_a_finite_decimal_is_cut():
    """8 in 3 of 100 days: 266.66."""
    assert str(at(date(2018, 1, 3), exact(8)).value.exact_value) == "266.66"


def test_from_two_dated_values():
    """From 10 to 15 in 10 days, 20 more days: 25. A vague pair says what is possible."""
    first, second = (START, exact(10)), (date(2018, 1, 11), exact(15))

    found = forecast_from_two(first, second, date(2018, 1, 31))
    assert (found.value, found.method) == (exact(25), ForecastMethod.TWO_POINTS)
    vague = forecast_from_two(first, (second[0], Interval(14, 16)), date(2018, 1, 31))
    assert vague.value == Interval(22, 28)
    assert forecast_from_two(second, first, DUE) is None
    assert forecast_from_two(first, second, second[0]) is None


def test_what_was_never_below_nothing_is_not_led_there():
    """From 10 to 90 to 20 to 90 the way may seem to fall; of a growth it may do so indeed."""
    first, second = (START, Interval(10, 90)), (date(2018, 1, 11), Interval(20, 90))
    found = forecast_from_two(first, second, date(2018, 1, 31))
    assert found.value == Interval(0, 250)
    falling = forecast_from_two((START, Interval(-9, 9)), second, date(2018, 1, 31))
    assert falling.value.low == 42
    falling = forecast_from_two(
        (START, exact(3)), (date(2018, 1, 11), exact(-1)), date(2018, 1, 31)
    )
    assert falling.value == exact(-9)


def test_a_forecast_says_whether_it_would_do():
    """60 of 50 would, of 70 not; 50 to 60 of 55 may."""
    found = at(date(2018, 2, 19), exact(30))
    vague = at(date(2018, 2, 19), Interval(25, 30))

    assert (found.holds(Bound(at_least=50)), found.holds(Bound(at_least=70))) == (True, False)
    assert vague.holds(Bound(at_least=55)) is None


def test_methods_have_chinese_words():
    """As explanations print them."""
    assert all(each.label for each in ForecastMethod)
