"""How much is expected on a day: by days, by months, by milestones."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.targets.pace import (
    Clock,
    Expected,
    Milestone,
    Pace,
    Rhythm,
    expected_by,
    share_elapsed,
)
from kejifupin.terms.bounds import Bound

START, DUE = date(2018, 1, 1), date(2018, 4, 10)
"""One hundred days."""
HALF = date(2018, 2, 19)
AFTER = DUE + timedelta(days=1)
TEN = Bound(at_least=10)
AT_MOST = Bound(at_most=10)
WINTER = (30, 20, 10, 0, 0, 0, 0, 0, 0, 0, 10, 30)
"""Shares of a year: November 10, December 30, January 30, February 20, March 10."""
numbers = st.integers(0, 30)
days = st.dates(date(2017, 11, 1), DUE)


def clock(day, start=START, due=DUE):
    return Clock(start, due, day)


@pytest.mark.parametrize(
    ("day", "pace"),
    [
        (date(2017, 12, 1), 0),
        (date(2017, 12, 31), 0),
        (START, Decimal("0.1")),
        (HALF, 5),
        (DUE, 10),
        (AFTER, 10),
    ],
)
def test_a_linear_pace(day, pace):
    """Nothing before the first day, all on the last, in between as the days go."""
    assert expected_by(TEN, clock(day)).at_least == pace


def test_where_no_pace_is():
    """A ceiling expects nothing; without a pace the floor is due at the end."""
    none = Rhythm(Pace.NONE)

    assert expected_by(AT_MOST, clock(HALF)) == Expected(None, 10, None)
    assert expected_by(TEN, clock(HALF), none).bound is None
    assert expected_by(TEN, clock(AFTER), none).at_least == 10


@given(numbers, numbers, days, days)
def test_the_pace_never_falls_as_time_goes(floor, more, one, other):
    """Nor is more expected of less."""
    first, second = sorted((one, other))

    before = expected_by(Bound(at_least=floor), clock(first)).at_least
    assert before <= expected_by(Bound(at_least=floor), clock(second)).at_least
    assert before <= expected_by(Bound(at_least=floor + more), clock(first)).at_least


@given(numbers, days, st.integers(1, 100))
def test_a_tolerance_only_ever_asks_for_less(floor, day, share):
    """And for the pace itself where it is 100 per cent."""
    expected = expected_by(Bound(at_least=floor), clock(day), Rhythm(on_track_from=share))

    assert expected.on_track_from <= expected.at_least
    assert share < 100 or expected.on_track_from == expected.at_least


# Seasons


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2017, 11, 30), Fraction(10, 100)),
        (date(2017, 12, 31), Fraction(40, 100)),
        (date(2018, 1, 31), Fraction(70, 100)),
        (date(2018, 2, 14), Fraction(80, 100)),
        (date(2018, 3, 31), Fraction(1)),
        (date(2017, 10, 31), Fraction(0)),
    ],
)
def test_a_winter_s_work_by_its_months(day, share):
    """10, 30, 30, 20 and 10 of 100; half of February is half of its 20."""
    season = Rhythm(Pace.SEASON, season=WINTER)

    assert share_elapsed(clock(day, date(2017, 11, 1), date(2018, 3, 31)), season) == share


def test_a_season_that_begins_within_a_month():
    """From 16 November: 5 of November's 10 and 30 of December, 35 in all; 5 are one seventh."""
    season = Rhythm(Pace.SEASON, season=WINTER)
    when = clock(date(2017, 11, 30), date(2017, 11, 16), date(2017, 12, 31))

    assert share_elapsed(when, season) == Fraction(1, 7)
    assert expected_by(Bound(at_least=70), when, season).at_least == 10


def test_a_season_over_several_years():
    """Each winter has its share: after the first of two, half of the work is due."""
    season = Rhythm(Pace.SEASON, season=WINTER)
    when = clock(date(2018, 6, 30), date(2017, 7, 1), date(2019, 6, 30))

    assert share_elapsed(when, season) == Fraction(1, 2)


def test_a_period_in_which_the_season_has_no_work():
    """June to August of a winter's work: the days decide, so that something is expected."""
    season = Rhythm(Pace.SEASON, season=WINTER)
    when = clock(date(2018, 7, 16), date(2018, 6, 1), date(2018, 8, 31))

    assert share_elapsed(when, season) == Fraction(1, 2)


# Milestones

YEARS = (
    Milestone(date(2017, 12, 31), Bound(at_least=100)),
    Milestone(date(2018, 12, 31), Bound(at_least=300)),
)
FIVE_HUNDRED = Bound(at_least=500)


def by_years(day, pace=Pace.MILESTONES, **changes):
    when = clock(day, date(2017, 1, 1), date(2019, 12, 31))
    return expected_by(FIVE_HUNDRED, when, Rhythm(pace, YEARS, **changes)).at_least


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 12, 30), None),
        (date(2017, 12, 31), 100),
        (date(2018, 12, 30), 100),
        (date(2018, 12, 31), 300),
        (date(2019, 12, 31), 500),
        (date(2020, 1, 1), 500),
    ],
)
def test_milestones_are_steps(day, expected):
    """Each asks for its own from its day on; before the first nothing is asked."""
    assert by_years(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 12, 31), 0),
        (date(2017, 12, 31), 100),
        (date(2018, 3, 14), 140),
        (date(2018, 12, 31), 300),
        (date(2019, 5, 26), 380),
        (date(2019, 12, 31), 500),
    ],
)
def test_a_linear_pace_runs_from_milestone_to_milestone(day, expected):
    """14 March is day 73 of 365, one fifth of the way from 100 to 300; 26 May is day 146."""
    assert by_years(day, Pace.LINEAR) == expected


def test_a_season_runs_from_milestone_to_milestone():
    """By the end of January 2018, 30 of 100 of the year: 100 + 30 % of 200."""
    assert by_years(date(2018, 1, 31), Pace.SEASON, season=WINTER) == 160


@given(
    st.dates(date(2017, 1, 1), date(2019, 12, 31)), st.dates(date(2017, 1, 1), date(2019, 12, 31))
)
def test_rising_milestones_never_ask_for_less_later(one, other):
    """Whatever the days are, by steps and in between."""
    first, second = sorted((one, other))
    for pace in (Pace.LINEAR, Pace.MILESTONES):
        assert (by_years(first, pace) or 0) <= (by_years(second, pace) or 0)


# Starts and ceilings


def test_a_figure_that_begins_above_nothing():
    """From 30 to 50 in 100 days: half way is 40."""
    expected = expected_by(Bound(at_least=50), clock(HALF), Rhythm(start=30))

    assert expected.at_least == 40


def test_a_floor_below_the_start_asks_only_not_to_fall_below_it():
    """At 30, and not less than 20 in the end: 20 from the first day."""
    assert expected_by(Bound(at_least=20), clock(HALF), Rhythm(start=30)).at_least == 20


def test_a_ceiling_below_the_start_falls_to_its_end():
    """From 100 households to at most 40: half way, 70 are allowed."""
    expected = expected_by(Bound(at_most=40), clock(HALF), Rhythm(start=100))

    assert (expected.at_most, expected.bound) == (70, Bound(at_most=70))
    assert expected_by(Bound(at_most=40), clock(HALF)).at_most == 40


def test_ceilings_by_milestones():
    """At most 60 by the end of January, 20 in the end: each from its day on."""
    first = Milestone(date(2018, 1, 31), Bound(at_most=60))
    rhythm = Rhythm(Pace.MILESTONES, (first,))

    found = [
        expected_by(Bound(at_most=20), clock(day), rhythm).at_most
        for day in (date(2018, 1, 30), date(2018, 1, 31), DUE, AFTER)
    ]
    assert found == [None, 60, 20, 20]
