"""Terms end on the right day: calendar days, working days, make-up Saturdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.working_days import DayKind, end_of_term


def test_five_working_days_over_the_spring_festival_end_on_a_make_up_saturday():
    """2018-02-15 to 21 are holidays; Saturday the 24th is worked."""
    end = end_of_term(date(2018, 2, 12), 5, DayKind.WORKING)

    assert (end.day, end.assumed) == (date(2018, 2, 24), False)


def test_a_year_without_a_calendar_counts_monday_to_friday_and_says_so():
    """2050-01-03 is a Monday; its fifth working day after is the next Monday."""
    end = end_of_term(date(2050, 1, 3), 5, DayKind.WORKING)

    assert (end.day, end.assumed) == (date(2050, 1, 10), True)


@given(st.dates(date(2004, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_working_days_never_end_before_calendar_days(start, days):
    calendar = end_of_term(start, days, DayKind.CALENDAR)

    assert calendar.day == start + timedelta(days=days)
    assert end_of_term(start, days, DayKind.WORKING).day >= calendar.day


def test_a_term_has_a_day():
    with pytest.raises(ValueError, match="at least one day"):
        end_of_term(date(2018, 1, 1), 0, DayKind.CALENDAR)
