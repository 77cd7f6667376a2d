"""Periods of days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.spans import Period

days = st.dates(date(2014, 1, 1), date(2021, 12, 31))


@st.composite
def periods(draw):
    return Period(*sorted(draw(st.tuples(days, days))))


@given(periods(), periods())
def test_an_intersection_has_the_days_of_both(first, second):
    """Day by day, for the days around every end."""
    both = first.intersection(second)
    ends = {first.start, first.end, second.start, second.end}

    for day in (end + timedelta(days=by) for end in ends for by in (-1, 0, 1)):
        assert (both is not None and day in both) == (day in first and day in second)
    assert (both is not None) == first.overlaps(second) == second.overlaps(first)


@given(periods(), days)
def test_the_share_elapsed_counts_days(period, day):
    """Days of the period up to and with the day, over all days; it never falls."""
    passed = sum(
        period.start + timedelta(days=each) <= day for each in range(min(period.days, 3000))
    )
    share = period.share_elapsed(day)

    assert 0 <= share <= 1
    assert abs(share * period.days - passed) < Decimal("1E-20")
    assert share <= period.share_elapsed(day + timedelta(days=1))


def test_the_season_has_172_days():
    """10 November to 30 April: 21 + 31 + 31 + 28 + 31 + 30."""
    season = Period(date(2017, 11, 10), date(2018, 4, 30))

    assert season.days == 21 + 31 + 31 + 28 + 31 + 30
    assert season.share_elapsed(date(2017, 11, 9)) == 0
    assert season.share_elapsed(date(2018, 2, 3)) == Decimal("0.5")
    assert season.share_elapsed(date(2018, 4, 30)) == 1
    assert season.iso() == "2017-11-10/2018-04-30"


def test_months_and_years_know_leap_days():
    """February 2016 has 29 days."""
    assert Period.month(2016, 2).days == 29
    assert Period.month(2017, 12) == Period(date(2017, 12, 1), date(2017, 12, 31))
    assert [Period.year(each).days for each in (2016, 2017)] == [366, 365]


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [
        (date(2018, 1, 2), date(2018, 1, 1), ValueError),
        (datetime(2018, 1, 1), date(2018, 1, 2), TypeError),  # noqa: DTZ001
        ("2018-01-01", date(2018, 1, 2), TypeError),
    ],
)
def test_a_period_needs_two_dates_in_order(start, end, error):
    """A datetime is refused: it does not compare with dates."""
    with pytest.raises(error):
        Period(start, end)
