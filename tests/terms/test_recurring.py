"""When something is due again."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kejifupin.terms.recurring import Recurrence, name_span
from kejifupin.terms.spans import Period

MONTHLY = [each for each in Recurrence if each.months]


@settings(max_examples=60)
@given(
    st.sampled_from(MONTHLY),
    st.integers(2010, 2030),
    st.integers(1, 12),
    st.integers(0, 40),
)
def test_whole_months_follow_each_other_without_a_gap(every, year, month, times):
    """However many intervals later, the next begins on the day after the one before ends."""
    months = every.months
    last = (year * 12 + month - 1) + months
    period = Period(date(year, month, 1), date(last // 12, last % 12 + 1, 1) - timedelta(days=1))

    this, following = every.span_after(period, times), every.span_after(period, times + 1)

    assert following.start == this.end + timedelta(days=1)
    assert name_span(this, every) != name_span(following, every)


@settings(max_examples=60)
@given(
    st.sampled_from(list(Recurrence)),
    st.dates(date(2010, 1, 1), date(2030, 12, 31)),
    st.integers(0, 30),
)
def test_what_is_due_again_is_due_later(every, day, times):
    """In order, and never on a day that does not exist."""
    assert every.after(day, 0) == day
    assert every.after(day, times) < every.after(day, times + 1)


def test_what_follows_is_named_as_offices_name_it():
    """Weeks by their days, half-years by 上 and 下, a winter by both its years."""
    week = Period(date(2018, 5, 7), date(2018, 5, 13))
    assert name_span(week, Recurrence.WEEK) == ("2018-05-13", "2018年5月7日至2018年5月13日")
    half = Period(date(2018, 7, 1), date(2018, 12, 31))
    assert name_span(half, Recurrence.HALF_YEAR) == ("2018H2", "2018年下半年")
    assert name_span(Period.month(2020, 2), Recurrence.MONTH) == ("2020-02", "2020年2月")
    year = Period(date(2018, 1, 1), date(2018, 12, 31))
    assert name_span(year, Recurrence.YEAR) == ("2018", "2018年")
