"""Units: prefixes, rates, synonyms, and what is no unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from kejifupin.errors import UnknownNameError
from kejifupin.terms.units import find_unit, is_unit, match_unit

FORM_UNITS = "次 个 万人次 支 人次 场次 万册 套 部 人 期 项次 万元".split()  # noqa: SIM905


@pytest.mark.parametrize("symbol", FORM_UNITS)
def test_every_unit_that_annex_4_prints_is_known(symbol):
    """The column 计量单位 of the return holds only units."""
    assert find_unit(symbol).symbol == symbol


@pytest.mark.parametrize(
    ("symbol", "dimension", "ratio"),
    [
        ("万人次", "人次", 10_000),
        ("亿元", "金额", 100_000_000),
        ("万亿元", "金额", 10**12),
        ("百万元", "金额", 1_000_000),
        ("千册", "册", 1000),
        ("万册", "册", 10_000),
        ("万本", "册", 10_000),
        ("十户", "户", 10),
        ("千克", "重量", 1000),
        ("万千克", "重量", 10_000_000),
        ("万亩", "面积", 20_000_000),
        ("元/亩", "金额/面积", Fraction(1, 2000)),
        ("万元/公顷", "金额/面积", Fraction(1, 3)),
        ("斤/亩", "重量/面积", Fraction(1, 4)),
        ("％", "比例", Fraction(1, 100)),
        (" 万 元 ", "金额", 10_000),
        ("名", "人", 1),
        ("场", "场次", 1),
    ],
)
def test_a_unit_has_a_dimension_and_an_exact_worth(symbol, dimension, ratio):
    """Factors are powers of ten and the mu's 2000/3 square metres, worked out by hand."""
    unit = find_unit(symbol)

    assert (unit.dimension, unit.ratio) == (dimension, ratio)


@pytest.mark.parametrize(
    "wrong", ["", "万", "/", "元/", "/亩", "万%", "万岁", "专家", "人日次", "a/b", "1人"]
)
def test_what_is_no_unit_is_refused(wrong):
    """A made-up symbol is an error with the symbol in it, not a new unit."""
    assert not is_unit(wrong)
    with pytest.raises(UnknownNameError):
        find_unit(wrong)


def test_the_error_names_the_nearest_units():
    """万人次数 is a slip for 万人次."""
    with pytest.raises(UnknownNameError) as caught:
        find_unit("万人次数")

    assert "万人次" in caught.value.nearest


@pytest.mark.parametrize(
    ("first", "second"),
    [("人", "人次"), ("次", "场次"), ("项", "项次"), ("户", "户次"), ("户", "人"), ("村", "县")],
)
def test_units_that_only_look_alike_have_dimensions_of_their_own(first, second):
    """Design §4.7: 人次 and 人 never add."""
    assert find_unit(first).dimension != find_unit(second).dimension


@pytest.mark.parametrize(
    "symbol", ["亩", "元", "公斤", "%", "元/亩", "人/户", "天", "个月", "百分点"]
)
def test_measured_units_are_not_counted(symbol):
    """For them 10余 is from 10 to below 20, not 10 to 19."""
    assert not find_unit(symbol).is_counted


@pytest.mark.parametrize("symbol", ["人", "万人次", "户", "场次", "册", "岁", "村"])
def test_counted_units_are_counted(symbol):
    """Whole things come in whole numbers."""
    assert find_unit(symbol).is_counted


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        ("3人次", 1, "人次"),
        ("3人/户", 1, "人/户"),
        ("3人/次日", 1, "人/次"),
        ("3人/", 1, "人"),
        ("万人次", 0, None),
        ("3个月", 1, "个月"),
        ("3公斤/亩左右", 1, "公斤/亩"),
        ("", 0, None),
        ("3", 1, None),
    ],
)
def test_the_longest_unit_at_a_place_is_found(text, start, found):
    """个月 wins over 个, a rate over its first half."""
    assert match_unit(text, start) == found


def test_a_simple_unit_needs_no_divisor():
    """Only rates divide."""
    assert {find_unit(each).divisor for each in FORM_UNITS} == {Decimal(1)}
