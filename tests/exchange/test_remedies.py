"""What to write instead fits what was meant."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange.remedies import loose_date, remedy_for

MOMENT = datetime(2018, 1, 1)  # noqa: DTZ001 - TOML has local times


@pytest.mark.parametrize(
    ("value", "expected", "remedy"),
    [
        ("3", (int,), "去掉引号，写 3"),
        ("-3.5", (Decimal,), "去掉引号，写 -3.5"),
        ("３", (int,), "去掉引号，写 3"),
        ("1,200", (int,), "去掉引号，写 1200"),
        ("10户", (int, Decimal), "去掉引号，写 10，不写单位"),
        ("3.5", (int,), "写整数，不加引号"),
        ("十", (int,), "写数字，不加引号"),
        ("2018/5/1", (date,), "去掉引号，写 2018-05-01"),
        ("5月1日", (date,), "按 2017-11-30 的样子写，不加引号"),
        ("是", (bool,), "去掉引号，写 true"),
        ("False", (bool,), "去掉引号，写 false"),
        ("maybe", (bool,), "写 true 或 false，不加引号"),
        ("因病", (list,), '加上方括号：["因病"]'),
        ("x", (dict,), "写成 { 键 = 值 }，或单独写一个 [表]"),
        (3, (str,), '加上引号："3"'),
        (date(2018, 5, 1), (str,), '加上引号："2018-05-01"'),
        (3, (list,), "加上方括号：[3]"),
        (True, (list,), "加上方括号：[true]"),
        (3, (dict,), "写成 { 键 = 值 }，或单独写一个 [表]"),
        (Decimal("3.0"), (int,), "写成 3"),
        (Decimal("3.7"), (int,), "写整数，如 3"),
        (Decimal("NaN"), (int,), "写整数，如 3"),
        (True, (int,), "写数字"),
        (MOMENT, (date,), "只写日期：2018-01-01"),
        ({}, (list,), "写成列表 [ … ]；如果是并列的多项，表头用双方括号 [[…]]"),
        ({}, (str,), "只写一个值，不写成表"),
        ([{}], (dict,), "只能有一个，表头用单方括号 […]"),
        ([1], (int,), "只写一个值，不加方括号"),
        (None, (int,), "写上值"),
        (3, (date,), "按 2017-11-30 的样子写"),
    ],
)
def test_the_remedy_says_what_to_write(
    value: object, expected: tuple[object, ...], remedy: str
) -> None:
    """In the words of the file: quotes, brackets, digits."""
    assert remedy_for(value, expected) == remedy


@given(
    st.dates(), st.sampled_from(["{0.year}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日"])
)
def test_a_date_is_understood_however_it_is_written(day: date, form: str) -> None:
    """Years of four digits, leading zeros or not."""
    if day.year >= 1000:
        assert loose_date(form.format(day)) == day
