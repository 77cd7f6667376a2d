"""Number words inside a text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kejifupin.terms.cardinals import last_place, scan_cardinal
from kejifupin.terms.intervals import Interval


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1200亩", 1200, "亩"),
        ("1,234,567.5元", Decimal("1234567.5"), "元"),
        ("12,34", 12, ",34"),
        ("1,2000", 1, ",2000"),
        ("3.5万人次", 35_000, "人次"),
        ("5千克", 5, "千克"),
        ("5千册", 5000, "册"),
        ("5百万元", 5_000_000, "元"),
        ("12万6千", 126_000, ""),
        ("12万六千", 126_000, ""),
        ("3万4000人", 34_000, "人"),
        ("3万500", 30_500, ""),
        ("3万5", 35_000, ""),
        ("1亿2千万元", 120_000_000, "元"),
        ("1亿2千3百万", 123_000_000, ""),
        ("1千2百万元", 12_000_000, "元"),
        ("2千5", 2500, ""),
        ("5万3千克", 53_000, "克"),
        ("2.5亿", 250_000_000, ""),
        ("三点五万", 35_000, ""),
        ("半亩", Decimal("0.5"), "亩"),
        ("-5", -5, ""),
        (".5", Decimal("0.5"), ""),
        ("05", 5, ""),
    ],
)
def test_exact_numbers_and_where_they_end(text, number, rest):
    """万 and 亿 belong to the number, 千克 does not; what cannot belong is left over."""
    found = scan_cardinal(text)

    assert found.span.exact_value == number
    assert text[found.end :] == rest


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10余", 10, 20),
        ("300多", 300, 400),
        ("12000多", 12_000, 13_000),
        ("600余万", 6_000_000, 7_000_000),
        ("20万多", 200_000, 300_000),
        ("1.2万余", 12_000, 13_000),
        ("12万6千多", 126_000, 127_000),
        ("十余", 10, 20),
        ("百余", 100, 200),
        ("百余万", 1_000_000, 2_000_000),
        ("一百二十余", 120, 130),
        ("两千多", 2000, 3000),
        ("十几", 11, 20),
        ("二十几", 21, 30),
        ("十几万", 110_000, 200_000),
        ("30几", 31, 40),
        ("几十", 20, 100),
        ("数百", 200, 1000),
        ("几十万", 200_000, 1_000_000),
    ],
)
def test_open_numbers_run_up_to_the_next_round_one(text, low, high):
    """余 and 多 leave open all below the last digit that is not 0; 几 stands for a digit."""
    found = scan_cardinal(text)

    assert found.span == Interval(low, high, high_open=True)
    assert found.end == len(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两三", 2, 3),
        ("三五", 3, 5),
        ("两三百", 200, 300),
        ("七八十", 70, 80),
        ("十五六", 15, 16),
        ("二十七八", 27, 28),
        ("一百五六十", 150, 160),
        ("三四万", 30_000, 40_000),
    ],
)
def test_two_neighbouring_digits_are_a_range(text, low, high):
    """七八十 is seventy to eighty."""
    assert scan_cardinal(text).span == Interval(low, high)


@pytest.mark.parametrize("text", ["", "亩", "百", "一二三", "一七", "0431", "3万50", "万", "几"])
def test_where_no_number_word_starts_none_is_found(text):
    """A code with a leading 0, two digits after 万, 百 alone: not guessed."""
    found = scan_cardinal(text)

    assert found is None or found.end < len(text)


def test_bare_powers_count_where_a_word_before_allows_them():
    """近百 is close to a hundred."""
    assert scan_cardinal("百") is None
    assert scan_cardinal("百", bare=True).span == Interval.exact(100)


@pytest.mark.parametrize(
    ("number", "place"),
    [(1, 1), (10, 10), (105, 1), (12_000, 1000), (Decimal("3.50"), Decimal("0.1")), (0, 1)],
)
def test_the_place_of_the_last_digit_that_is_not_zero(number, place):
    """12000 ends at its thousands."""
    assert last_place(number) == place
