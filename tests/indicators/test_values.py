"""Values shown and found."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve
from small_world import EAST, END, GREEN, PROVINCE, RETURN, indicator, record, values_of

from kejifupin.errors import UnknownNameError
from kejifupin.indicators import IndicatorValue, Values
from kejifupin.indicators.values import ValueColumn, cut_number, interval_text
from kejifupin.terms.intervals import Interval


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "无数据"),
        (Interval.exact(3), "3支"),
        (Interval.exact(Decimal("0.1234")), "0.1234支"),
        (Interval(3, 5), "3—5支"),
        (Interval(3, 5, high_open=True), "3—不足5支"),
        (Interval.at_least(3), "至少3支"),
        (Interval(None, 5), "至多5支"),
        (Interval.unknown(), "不明"),
    ],
)
def test_possible_values_in_words(value, text):
    """One figure, a range, or what is certain."""
    assert interval_text(value, "支") == text


@pytest.mark.parametrize(
    ("number", "cut", "up"),
    [
        ("59.9999999", "59.99", "60"),
        ("66.66666666666666666666666667", "66.66", "66.67"),
        ("0.123456", "0.123456", "0.123456"),
        ("1E+3", "1000", "1000"),
    ],
)
def test_a_quotient_is_cut_not_rounded(number, cut, up):
    """59.9999999 % never reads as 60 %; exact figures keep their digits."""
    assert cut_number(Decimal(number)) == cut
    assert cut_number(Decimal(number), up=True) == up


def test_an_indicator_may_show_more_places_of_a_quotient():
    """Four, where it says so."""
    third = Interval.exact(1).divided_by(Interval.exact(3))

    assert interval_text(third, "%", 4) == "0.3333%"
    assert interval_text(third, "%", 0) == "0.33%"


VALUES = values_of(
    [record(RETURN, GREEN, people=3, groups=1)],
    indicator(),
    indicator("groups", "个", label="组织数"),
)


def test_values_are_found_and_filtered():
    """By indicator and division; one that is not there is told."""
    assert VALUES.find("people", GREEN).value == Interval.exact(3)
    assert VALUES.find("people", "980121") is None
    with pytest.raises(UnknownNameError, match="people @ 980121"):
        VALUES.get("people", "980121")
    assert {each.division for each in VALUES.where(indicator="people")} == {GREEN, EAST, PROVINCE}
    assert len(VALUES.where(indicator="people", division=EAST)) == 1
    assert isinstance(VALUES[:2], Values)
    assert isinstance(VALUES[0], IndicatorValue)
    assert len(VALUES[:2]) == 2


def test_values_are_columns_and_a_table():
    """For data frames and for notebooks."""
    columns = VALUES.columns()

    assert {len(column) for column in columns.values()} == {len(VALUES)}
    assert columns["low"][0] == columns["high"][0] == 3
    assert repr(VALUES).startswith("<Values: 指标值共6个 ✔齐全6>\n")
    assert ">组织数</td>" in VALUES._repr_html_()
    assert VALUES[0].as_of == END


def test_of_a_long_table_those_without_data_are_last():
    """What is known is looked at first; nothing is left out of the sequence itself."""
    unknown = evolve(VALUES[0], value=None, known=None)
    many = Values((unknown, *VALUES.items * 20))

    assert many.table().items[-1] is unknown
    assert many[0] is unknown
    assert "中间106行" in repr(many)
    assert "前50行（共121行）" in many._repr_html_()


def test_only_the_values_asked_for_are_made():
    """Of a country's values, those of one indicator, or of one division."""
    made = []

    def column(key):
        def make(division):
            made.append((key, division))
            return VALUES.get(key, division)

        return ValueColumn((GREEN, PROVINCE), make)

    values = Values.of_columns({key: column(key) for key in ("people", "groups")})

    assert values.where(division=PROVINCE).items == VALUES.where(division=PROVINCE).items
    assert made == [("people", PROVINCE), ("groups", PROVINCE)]
    found = values.where(indicator="people")
    assert {each.division: each for each in found} == {
        GREEN: VALUES.get("people", GREEN),
        PROVINCE: VALUES.get("people", PROVINCE),
    }
    assert made[2:] == [("people", GREEN)]
    assert values.where(indicator="none").items == ()
    assert values.where(indicator="none", division="none").items == ()
