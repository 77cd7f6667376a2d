"""Whole numbers in Chinese numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.chinese import read_chinese_integer

FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def in_chinese(number):
    """A number below 10^12 as a school book writes it."""
    if number == 0:
        return "零"
    words, gap = "", False
    for scale, power in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        if group == 0:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += four_digits(group) + power
        gap = False
    return words.removeprefix("一") if words.startswith("一十") else words


def four_digits(number):
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
        gap = False
    return words


@given(st.integers(0, 10**12 - 1) | st.integers(0, 120_000))
def test_every_number_reads_back_from_its_words(number):
    """Everyday and formal numerals alike."""
    words = in_chinese(number)

    assert read_chinese_integer(words) == number
    assert read_chinese_integer(words.translate(FORMAL)) == number


@given(st.text("零〇一二两三五九十百千万亿", max_size=12))
def test_any_string_of_numerals_gets_an_answer(text):
    """Never an exception, never a negative number."""
    found = read_chinese_integer(text)

    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("零", 0), ("〇", 0), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105),
        ("一百五", 150), ("一百五十", 150), ("一千二", 1200), ("一千零五十", 1050),
        ("一千五十", 1050),
        ("三万五", 35_000), ("三万零五", 30_005), ("三万五千", 35_000), ("两万五", 25_000),
        ("十二万六千", 126_000), ("一亿五", 150_000_000), ("一亿零五万", 100_050_000),
        ("一万亿", 10**12), ("一百一十五", 115), ("一百十五", 115), ("二〇一七", 2017),
        ("一〇〇", 100),
        ("壹万贰仟", 12_000), ("叁拾伍", 35), ("贰佰", 200), (" 五 ", 5),
    ],
)  # fmt: skip
def test_numerals_worked_out_by_hand(words, number):
    """After 百 千 万 亿 a last digit stands for the next place: 一百五 is 150."""
    assert read_chinese_integer(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "一二三", "三五", "五百千", "百", "万", "一百零五十", "一百零", "零零",
        "零五", "十十", "二十十", "一千一千", "一万二万", "三万五万", "一百五零", "十五六",
        "五人", "12",
        "一2", "半", "亿" * 5000, "一" * 5000, "一万零五千",
    ],
)  # fmt: skip
def test_what_is_no_numeral_is_not_read(words):
    """一二三 may be a list, a range or a slip: not 123."""
    assert read_chinese_integer(words) is None
