"""Amounts: exact, vague, none of the item; exact conversion; how they are shown."""

from __future__ import annotations

import copy
import pickle
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.errors import UnitMismatchError, UnknownNameError
from kejifupin.terms.quantities import (
    NONE_OF_ITEM,
    Vague,
    convert,
    convert_amount,
    find_unit,
    format_amount,
)

FAMILIES = (
    ("人次", "十人次", "百人次", "千人次", "万人次", "亿人次"),
    ("元", "万元", "百万元", "亿元"),
    ("克", "斤", "市斤", "公斤", "千克", "吨", "万斤"),
    ("册", "本", "千册", "万册"),
    ("平方米", "平方公里"),
    ("亩", "公顷", "万亩"),
    ("年", "月", "个月"),
    ("小时", "天", "周"),
)
numbers = st.integers(-(10**12), 10**12) | st.decimals(
    min_value=-(10**9), max_value=10**9, places=4
)


@st.composite
def pairs_of_units(draw):
    return draw(
        st.sampled_from(FAMILIES).flatmap(
            lambda family: st.tuples(st.sampled_from(family), st.sampled_from(family))
        )
    )


@given(numbers, pairs_of_units())
def test_converting_keeps_the_quantity(number, units):
    """What a number is worth in base units does not change, if its decimals are finite."""
    source, target = units
    wanted = Fraction(number) * find_unit(source).ratio / find_unit(target).ratio
    rest = wanted.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime

    found = convert(number, source, target)

    if rest == 1:
        assert Fraction(found) == wanted
        assert convert(found, target, source) == number
    else:
        assert abs(Fraction(found) - wanted) <= abs(wanted) * Fraction(1, 10**27)


@given(numbers)
def test_ten_thousand_fold_units_convert_there_and_back(number):
    """万人次 and 人次 lose nothing either way, even in a caller's context of three digits."""
    with localcontext(Context(prec=3)):
        assert convert(convert(number, "人次", "万人次"), "万人次", "人次") == number
        assert convert(number, "万人次", "人次") == Fraction(number) * 10_000


@pytest.mark.parametrize(
    ("number", "source", "target", "wanted"),
    [
        (Decimal("3.5"), "万人次", "人次", 35_000),
        (12_345, "人次", "万人次", Decimal("1.2345")),
        (1, "公顷", "亩", 15),
        (1, "平方米", "亩", Decimal("0.0015")),
        (2, "亩", "平方米", Decimal("1333." + "3" * 24)),
        (3, "亩", "平方米", 2000),
        (1, "平方公里", "亩", 1500),
        (6000, "元/亩", "万元/公顷", 9),
        (6000, "斤/亩", "千克/亩", 3000),
        (600, "万元", "元", 6_000_000),
        (Decimal("0.7"), "1", "%", 70),
        (7, "成", "%", 70),
        (Decimal("1.5"), "年", "个月", 18),
        (36, "小时", "天", Decimal("1.5")),
        (5, "名", "人", 5),
        (5, "场", "场次", 5),
    ],
)
def test_conversions_worked_out_by_hand(number, source, target, wanted):
    """1公顷 = 15亩, 1亩 = 2000/3 平方米, 1斤 = 500克."""
    found = convert(number, source, target)

    assert found == wanted
    assert isinstance(found, int) == (wanted == int(wanted))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("人", "人次"),
        ("次", "场次"),
        ("亩", "元/亩"),
        ("元/亩", "元/公斤"),
        ("百分点", "%"),
        ("年", "天"),
    ],
)
def test_units_of_different_things_do_not_convert(source, target):
    """The error names both units."""
    with pytest.raises(UnitMismatchError, match=f"{source}.*{target}"):
        convert(1, source, target)
    with pytest.raises(UnitMismatchError):
        convert_amount(NONE_OF_ITEM, source, target)


def test_unknown_units_are_told_apart_from_mismatched_ones():
    """专家 is no unit at all."""
    with pytest.raises(UnknownNameError):
        convert(1, "人", "专家")


def test_floats_are_refused():
    """3.5万人次 must come as Decimal."""
    with pytest.raises(TypeError):
        convert(3.5, "万人次", "人次")


def test_a_vague_amount_scales_at_both_ends_and_keeps_its_words():
    """600余万元 in 万元 is from 600 to below 700."""
    amount = Vague(6_000_000, 7_000_000, "600余万元", high_open=True)

    assert convert_amount(amount, "元", "万元") == Vague(600, 700, "600余万元", high_open=True)


def test_words_without_their_unit_get_it_when_the_unit_changes():
    """300余, read as 人次, must not be shown bare in a column of 万人次."""
    converted = convert_amount(Vague(300, None, "300以上"), "人次", "万人次")

    assert converted == Vague(Decimal("0.03"), None, "300以上人次")
    assert convert_amount(Vague(1, 2, "1-2"), "名", "人") == Vague(1, 2, "1-2")


def test_none_of_the_item_stays_itself():
    """“-” is one object, through conversion, pickling and copying."""
    assert convert_amount(NONE_OF_ITEM, "人次", "万人次") is NONE_OF_ITEM
    assert pickle.loads(pickle.dumps(NONE_OF_ITEM)) is NONE_OF_ITEM
    assert copy.deepcopy(NONE_OF_ITEM) is NONE_OF_ITEM


@pytest.mark.parametrize(
    ("low", "high", "error"),
    [
        (None, None, ValueError),
        (2, 1, ValueError),
        (Decimal("NaN"), 1, ValueError),
        (1.0, 2, TypeError),
        ("1", 2, TypeError),
    ],
)
def test_a_vague_number_needs_ends_that_make_sense(low, high, error):
    """One end at least, in order, finite, and no float."""
    with pytest.raises(error):
        Vague(low, high, "…")


def test_amounts_are_shown_as_a_form_shows_them():
    """Not reported is blank, zero is 0, none of the item is “-”, a vague number its words."""
    shown = [
        format_amount(each)
        for each in (None, 0, NONE_OF_ITEM, Vague(10, 19, "10余名"), Decimal("3.50"), 1_000_000)
    ]

    assert shown == ["", "0", "-", "10余名", "3.5", "1000000"]
