"""The periods that people write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.periods import read_period
from kejifupin.terms.spans import Period

SEASON = Period(date(2017, 11, 10), date(2018, 5, 31))
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
dashes = st.sampled_from(["—", "–", "-", "－", "~", "～", "至", "到", "——", " - ", " 至 "])
shapes = st.sampled_from(
    ["{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}",
     "{0.year}/{0.month:02}/{0.day:02}",
     "{0.year}-{0.month:02}-{0.day:02}", "{0.year}{0.month:02}{0.day:02}"]
)  # fmt: skip
wrappings = st.sampled_from(
    ["{}", "（{}）", "统计时间：{}", "（统计时间：{}）", "统计时间：（{}）。", "自{}止"]
)


@given(days, days, dashes, shapes, wrappings)
def test_both_ends_read_back_even_in_the_wrong_order(start, end, dash, shape, wrapping):
    """With every dash, shape and wrapping; a reversed period is told, not mended."""
    text = wrapping.format(f"{shape.format(start)}{dash}{shape.format(end)}")
    reading = read_period(text)

    assert (reading.start, reading.end) == (start, end)
    assert reading.is_reversed == (end < start)
    assert reading.period == (None if end < start else Period(start, end))


@given(st.text("0123456789年月日.-—至十五末前（）：次 ", max_size=20))
def test_any_text_gets_an_answer(text):
    """No text is an error."""
    reading = read_period(text, within=SEASON)

    assert reading is None or reading.is_reversed == (reading.period is None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017年12月—2018年4月", "2017-12-01", "2018-04-30"),
        ("2017年11月10日-2018年4月30日。", "2017-11-10", "2018-04-30"),
        ("2017-11-10-2018-04-30", "2017-11-10", "2018-04-30"),
        ("2017.11-2018.4", "2017-11-01", "2018-04-30"),
        ("2017.11-12", "2017-11-01", "2017-12-31"),
        ("2017年11-12月", "2017-11-01", "2017-12-31"),
        ("2017年12月-4月", "2017-12-01", "2018-04-30"),
        ("2017年11月至次年4月", "2017-11-01", "2018-04-30"),
        ("2017年11月10日-30日", "2017-11-10", "2017-11-30"),
        ("11月10日-2018年4月30日", "2017-11-10", "2018-04-30"),
        ("自2017年11月10日起至2018年4月30日止", "2017-11-10", "2018-04-30"),
        ("2017-2018年度", "2017-01-01", "2018-12-31"),
        ("2017—2018", "2017-01-01", "2018-12-31"),
        ("2017年12月", "2017-12-01", "2017-12-31"),
        ("2017年12月5日", "2017-12-05", "2017-12-05"),
        ("2017-11-12", "2017-11-12", "2017-11-12"),
        ("十三五", "2016-01-01", "2020-12-31"),
        ("“十三五”期间", "2016-01-01", "2020-12-31"),
        ("十二五", "2011-01-01", "2015-12-31"),
    ],
)
def test_periods_worked_out_by_hand(text, start, end):
    """What one end leaves out the other end gives."""
    reading = read_period(text)

    assert (reading.start.isoformat(), reading.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12月1日至5日", "2017-12-01", "2017-12-05"),
        ("12月1-5日", "2017-12-01", "2017-12-05"),
        ("11-12月", "2017-11-01", "2017-12-31"),
        ("12月25日至1月5日", "2017-12-25", "2018-01-05"),
        ("11.10-12.5", "2017-11-10", "2017-12-05"),
        ("12月上旬至中旬", "2017-12-01", "2017-12-20"),
        ("12月上旬—1月中旬", "2017-12-01", "2018-01-20"),
    ],
)
def test_years_left_out_come_from_the_season(text, start, end):
    """And the reading says that a year was inferred."""
    reading = read_period(text, within=SEASON)

    assert (reading.start.isoformat(), reading.end.isoformat()) == (start, end)
    assert reading.inferred_year
    assert read_period(text) is None


def test_the_period_that_annex_4_prints_runs_backwards():
    """2017年12月—2017年4月 is read as it stands."""
    reading = read_period("（统计时间：2017年12月—2017年4月）", within=SEASON)

    assert (reading.start, reading.end) == (date(2017, 12, 1), date(2017, 4, 30))
    assert reading.is_reversed
    assert reading.period is None


def test_days_of_one_month_in_the_wrong_order_are_told():
    """12月5日至1日 does not become a month later."""
    assert read_period("12月5日至1日", within=SEASON).is_reversed


@pytest.mark.parametrize(
    "text",
    ["", "五五", "每周", "2017年2月30日—2017年3月1日", "2017年12月—", "—2018年4月", "5-10日",
     "1-2项",
     "2017.11.10-12", "2017年12月—13月", "至"],
)  # fmt: skip
def test_what_is_no_period_is_not_read(text):
    """Half a period, a number range, a day that does not exist: nothing."""
    assert read_period(text, within=SEASON) is None
