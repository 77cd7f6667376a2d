"""Amounts on pictures are short, and never more than they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.reports.pictures.amounts import amount_text, possible_text
from kejifupin.terms.intervals import Interval

SIZES = {"亿": 10**8, "万": 10**4}


def read_back(text):
    digits = text.rstrip("万亿")
    return Decimal(digits) * SIZES.get(text[len(digits) :], 1)


@given(st.integers(0, 10**13))
def test_an_amount_is_cut_by_less_than_a_thousandth(number):
    """The lower end is never rounded up, the upper never down."""
    low, high = read_back(amount_text(number)), read_back(amount_text(number, up=True))

    assert low <= number <= high
    assert number - low <= number / 1000
    assert high - number <= number / 1000


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [
        (99_999, "人次", "99999人次"),
        (100_000, "人次", "10万人次"),
        (100_000_000, "人次", "1亿人次"),
        (-1_234_567, "元", "-123.5万元"),
        (9_999, "万元", "9999万元"),
        (10_000, "万元", "1亿元"),
        (Decimal("4.59999999"), "%", "4.59%"),
        (0, "户", "0户"),
    ],
)
def test_large_amounts_are_told_in_wan_and_yi(number, unit, told):
    """Units that are in 万 already do not get a second 万."""
    assert amount_text(number, unit) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "无数据"),
        (Interval.unknown(), "不明"),
        (Interval(3, 9), "3—9户"),
        (Interval(3, 10, high_open=True), "3—不足10户"),
        (Interval(None, 9), "至多9户"),
        (Interval(10**6, 2 * 10**6), "100万—200万户"),
    ],
    ids=str,
)
def test_possible_values_are_told(value, told):
    """What is known and nothing more."""
    assert possible_text(value, "户") == told
