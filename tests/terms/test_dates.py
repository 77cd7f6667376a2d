"""The dates that people write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.dates import read_date
from kejifupin.terms.spans import Period

SEASON = Period(date(2017, 11, 10), date(2018, 5, 31))
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
days = st.dates(date(1949, 10, 1), date(2099, 12, 31))
patterns = [
    "{0.year}年{0.month}月{0.day}日", "{0.year}年{0.month:02}月{0.day:02}日",
    "{0.year} 年 {0.month} 月 {0.day} 号",
    "{0.year}.{0.month}.{0.day}", "{0.year}-{0.month:02}-{0.day:02}", "{0.year}/{0.month}/{0.day}",
    "{0.year}{0.month:02}{0.day:02}", "{0.year}年{0.month}月{0.day}日前",
    "截至{0.year}年{0.month}月{0.day}日",
    "{0.year}-{0.month:02}-{0.day:02} 00:00:00", "{0.year}-{0.month:02}-{0.day:02}T09:30",
    "{0.year}年{0.month}月{0.day}日上午9:30", "{0.year}年{0.month}月{0.day}日（星期二）",
]  # fmt: skip


def numeral(number):
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (
        (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    )


@given(days, st.sampled_from(patterns))
def test_a_day_reads_back_however_it_is_written(day, pattern):
    """Exactly that day, with its year written."""
    reading = read_date(pattern.format(day))

    assert (reading.start, reading.end) == (day, day)
    assert reading.exact
    assert not reading.inferred_year


@given(days)
def test_a_day_in_chinese_numerals_reads_back(day):
    """二〇一七年十一月三十日."""
    year = str(day.year).translate(DIGITS)

    assert read_date(f"{year}年{numeral(day.month)}月{numeral(day.day)}日").start == day


@given(days, st.integers(0, 360))
def test_a_year_left_out_is_taken_from_a_period_shorter_than_a_year(day, before):
    """Within less than a year every day comes once."""
    start = date.fromordinal(day.toordinal() - before)
    within = Period(start, date.fromordinal(start.toordinal() + 360))
    reading = read_date(f"{day.month}月{day.day}日", within=within)

    assert reading.start == day
    assert reading.inferred_year


@given(st.text(max_size=20) | st.text("0123456789年月日.-/ 一十上旬底前", max_size=14))
def test_any_text_gets_an_answer(text):
    """No text is an error, and a span never runs backwards."""
    reading = read_date(text, within=SEASON)

    assert reading is None or (reading.start <= reading.end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017年12月", "2017-12-01", "2017-12-31"),
        ("2017.12", "2017-12-01", "2017-12-31"),
        ("201712", "2017-12-01", "2017-12-31"),
        ("二〇一七年十一月", "2017-11-01", "2017-11-30"),
        ("二○一七年十一月", "2017-11-01", "2017-11-30"),
        ("2016年2月", "2016-02-01", "2016-02-29"),
        ("12月", "2017-12-01", "2017-12-31"),
        ("11月份", "2017-11-01", "2017-11-30"),
        ("12月上旬", "2017-12-01", "2017-12-10"),
        ("2017年12月中旬", "2017-12-11", "2017-12-20"),
        ("2018年2月下旬", "2018-02-21", "2018-02-28"),
        ("2017年", "2017-01-01", "2017-12-31"),
        ("2018年上半年", "2018-01-01", "2018-06-30"),
        ("2018年第二季度", "2018-04-01", "2018-06-30"),
        ("2018年4季度", "2018-10-01", "2018-12-31"),
    ],
)
def test_months_and_thirds_are_spans(text, start, end):
    """More than one day is meant, so it is not exact."""
    reading = read_date(text, within=SEASON)

    assert (reading.start.isoformat(), reading.end.isoformat()) == (start, end)
    assert not reading.exact


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11月30日前", "2017-11-30"),
        ("12月15日前", "2017-12-15"),
        ("12月5日", "2017-12-05"),
        ("12.5", "2017-12-05"),
        ("1/8", "2018-01-08"),
        ("2018年5月末之前", "2018-05-31"),
        ("2018年5月末", "2018-05-31"),
        ("5月底前", "2018-05-31"),
        ("2020年底前", "2020-12-31"),
        ("17年11月10日", "2017-11-10"),
        ("2017年11月10", "2017-11-10"),
        ("２０１７年１２月５日", "2017-12-05"),
        ("12月5日（周二）", "2017-12-05"),
    ],
)
def test_days_of_the_plan_are_exact(text, day):
    """The three deadlines of the Jilin plan, and how else people write a day."""
    reading = read_date(text, within=SEASON)

    assert (reading.start.isoformat(), reading.exact) == (day, True)


@pytest.mark.parametrize(
    "text",
    [
        "", "2月30日", "2018年2月29日", "2017年13月", "13月1日", "11月31日", "2017年0月", "0月5日",
        "8月", "2018年初", "年初", "今天", "5月前", "2020年前", "2017", "0431", "2017 11 10",
        "2017-11.10",
        "12.50", "1899年", "2200年", "20171301", "2017年十三月", "上半年", "2018年上旬",
        "12", "九九年",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read(text):
    """Days that do not exist, vague words, months outside of the season: nothing."""
    assert read_date(text, within=SEASON) is None


def test_without_a_period_a_year_is_not_invented():
    """12月5日 alone could be any year's."""
    assert read_date("12月5日") is None
    assert read_date("12月5日", within=Period(date(2016, 12, 1), date(2017, 12, 31))) is None


def test_a_leap_day_without_year_finds_its_year():
    """2月29日 between 2015 and 2018 can only be 2016's."""
    reading = read_date("2月29日", within=Period(date(2015, 1, 1), date(2018, 12, 31)))

    assert reading.start == date(2016, 2, 29)
