"""Numbers in the unit of their field: converted exactly, or told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.forms.numbers import CODES, read_number
from kejifupin.forms.telling import Teller
from kejifupin.office.grid import Cell
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.values import Unread
from kejifupin.terms.issues import Effect
from kejifupin.terms.numerals import read_amount
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague


def field(unit: str, decimals: int = 0) -> Field:
    return Field("amount", "数量", FieldType.NUMBER, unit=unit, decimals=decimals)


HOUSEHOLDS, ATTENDANCES = field("户"), field("万人次", 4)
FARMLAND, FUNDS, SINGLE = field("亩", 2), field("万元", 4), field("人次")


def read(target: Field, text: str = "", unit: str | None = None, number=None):
    teller = Teller("表.docx")
    cell = Cell(6, 1, text=text, number=number, address="表1!R7C2")
    return read_number(target, cell, teller, unit), teller.issues


@pytest.mark.parametrize(
    ("target", "text", "unit", "value"),
    [
        (HOUSEHOLDS, "12", None, 12),
        (HOUSEHOLDS, "１２户", None, 12),
        (HOUSEHOLDS, "1,200", None, 1200),
        (HOUSEHOLDS, "三十二", None, 32),
        (HOUSEHOLDS, "__12__户", None, 12),
        (HOUSEHOLDS, "0", None, 0),
        (HOUSEHOLDS, "-", None, NONE_OF_ITEM),
        (HOUSEHOLDS, "——", None, NONE_OF_ITEM),
        (HOUSEHOLDS, "约200户", None, Vague(180, 220, "约200户")),
        (HOUSEHOLDS, "10余", None, Vague(10, 19, "10余")),
        (HOUSEHOLDS, "   户", None, None),
        (HOUSEHOLDS, "____", None, None),
        (ATTENDANCES, "1.2", None, Decimal("1.2")),
        (ATTENDANCES, "12000人次", None, Decimal("1.2")),
        (ATTENDANCES, "12000", "人次", Decimal("1.2")),
        (ATTENDANCES, "1.2万人次", None, Decimal("1.2")),
        (ATTENDANCES, "3人次", "万人次", Decimal("0.0003")),
        (SINGLE, "1.2万", None, 12000),
        (SINGLE, "1.2万人次", None, 12000),
        (SINGLE, "0.35", "万人次", 3500),
        (FARMLAND, "1公顷", None, 15),
        (FARMLAND, "1顷", None, 100),
        (FARMLAND, "3亩2分", None, Decimal("3.2")),
        (FARMLAND, "3分", None, Decimal("0.3")),
        (FARMLAND, "5", "分", Decimal("0.5")),
        (FARMLAND, "0.5", "公顷", Decimal("7.5")),
        (FARMLAND, "3.5亩", None, Decimal("3.5")),
        (FUNDS, "35000元", None, Decimal("3.5")),
    ],
)
def test_a_number_is_read_in_the_unit_of_its_field(target, text, unit, value):
    """The unit in the cell wins over the one beside it, and both convert exactly."""
    assert read(target, text, unit) == (value, [])


@pytest.mark.parametrize(
    ("target", "text", "unit", "code"),
    [
        (HOUSEHOLDS, "很多", None, "value.number"),
        (HOUSEHOLDS, "2017年", None, "value.number"),
        (HOUSEHOLDS, "12、13", None, "value.number"),
        (HOUSEHOLDS, "不详", None, "value.not_known"),
        (HOUSEHOLDS, "待统计", None, "value.not_known"),
        (HOUSEHOLDS, "?", None, "value.not_known"),
        (HOUSEHOLDS, "3.5", None, "value.decimals"),
        (HOUSEHOLDS, "12人", None, "value.unit_dimension"),
        (SINGLE, "12人", None, "value.unit_dimension"),
        (SINGLE, "12", "人", "value.unit_dimension"),
        (SINGLE, "12", "人/次", "value.unit_dimension"),
        (SINGLE, "12", "匹", "value.unit"),
        (ATTENDANCES, "0.00005", None, "value.decimals"),
    ],
)
def test_what_is_no_such_number_stays_as_text_with_an_issue(target, text, unit, code):
    """It is kept, taken as not reported, and the issue points to its cell and says what to do."""
    value, issues = read(target, text, unit)
    assert value == Unread(text)
    assert [issue.code for issue in issues] == [code]
    (issue,) = issues
    assert (issue.effect, issue.field, issue.place.cell) == (Effect.FIELD, "amount", "表1!R7C2")
    assert issue.seen == text
    assert issue.remedy
    assert text not in issue.message or text in "人次匹"


@pytest.mark.parametrize(
    ("target", "text", "unit", "value", "code"),
    [
        (ATTENDANCES, "2.5万", None, Decimal("2.5"), "value.unit_assumed"),
        (ATTENDANCES, "2.5万", "万人次", Decimal("2.5"), "value.unit_assumed"),
        (FUNDS, "2.5万", None, Decimal("2.5"), "value.unit_assumed"),
        (HOUSEHOLDS, "无", None, NONE_OF_ITEM, "value.none_word"),
        (HOUSEHOLDS, "2户（含1户五保）", None, 2, "value.remark"),
        (FARMLAND, "3.125", None, Decimal("3.125"), "value.decimals"),
    ],
)
def test_what_is_read_with_a_doubt_is_told(target, text, unit, value, code):
    """It counts, and somebody looks at it again."""
    found, issues = read(target, text, unit)
    assert found == value
    assert [(issue.code, issue.effect) for issue in issues] == [(code, Effect.NONE)]


@given(st.decimals(0, 10**7, places=4))
def test_a_stored_number_is_taken_exactly(number):
    """What Excel stores comes through without the noise of binary fractions."""
    plain = int(number) if number == int(number) else number
    assert read(ATTENDANCES, str(plain), number=plain) == (plain, [])


@given(st.integers(0, 10**9))
def test_converting_there_and_back_loses_nothing(number):
    """人次 read as 万人次 is the very number divided by ten thousand."""
    value, issues = read(ATTENDANCES, f"{number}人次")
    assert value * 10_000 == number
    assert not issues


def test_a_stored_number_follows_the_unit_beside_it():
    """The column of units holds for numbers of Excel, too."""
    assert read(ATTENDANCES, "12000", "人次", number=12000) == (Decimal("1.2"), [])


@pytest.mark.parametrize(
    ("unit", "text", "number", "value"),
    [
        ("%", "35%", Decimal("0.35"), 35),
        ("%", "12.5%", Decimal("0.125"), Decimal("12.5")),
        ("%", "35", 35, 35),
        ("亩", "3.5公顷", Decimal("3.5"), Decimal("52.5")),
        ("万元", "35000元", 35000, Decimal("3.5")),
    ],
)
def test_a_stored_number_is_read_with_the_unit_that_its_format_shows(unit, text, number, value):
    """A share is stored as a part of one, and seen as one of a hundred."""
    assert read(field(unit, 2), text, number=number) == (value, [])


def test_a_stored_number_that_shows_another_unit_is_none():
    value, issues = read(HOUSEHOLDS, "5%", number=Decimal("0.05"))
    assert value == Unread("5%")
    assert [issue.code for issue in issues] == ["value.unit_dimension"]


def test_a_date_in_a_number_cell_is_no_number():
    """Excel turns 5-10 into a day in May."""
    from datetime import date

    teller = Teller("表.xlsx")
    cell = Cell(0, 0, text="2018-05-10", number=43230, date=date(2018, 5, 10), address="S!A1")
    assert read_number(HOUSEHOLDS, cell, teller) == Unread("2018-05-10")
    assert [issue.code for issue in teller.issues] == ["value.number"]


def test_every_code_is_explained():
    """The table of codes is complete."""
    assert set(CODES) == {
        "value.number",
        "value.not_known",
        "value.unit",
        "value.unit_dimension",
        "value.unit_assumed",
        "value.unit_local",
        "value.decimals",
        "value.remark",
        "value.none_word",
        "value.negative",
    }
    assert all(CODES.values())


def test_a_rate_fits_a_field_that_is_for_each_by_its_name():
    """人均耕地 is filled in as 1.5亩/人; in a field that is no average that unit is wrong."""
    average = Field("it", "人均耕地面积", FieldType.NUMBER, unit="亩", decimals=2)
    assert read(average, "1.5亩/人") == (Decimal("1.5"), [])
    assert read(average, "0.1公顷/人") == (Decimal("1.5"), [])
    assert [each.code for each in read(average, "1.5亩/户")[1]] == ["value.unit_dimension"]
    assert [each.code for each in read(FARMLAND, "1.5亩/人")[1]] == ["value.unit_dimension"]


@pytest.mark.parametrize(("text", "number"), [("-5", None), ("-5", -5)])
def test_a_number_below_zero_is_told(text, number):
    """A dash in front of a number makes it negative, which hardly anyone means."""
    value, issues = read(HOUSEHOLDS, text, number=number)
    assert value == -5
    assert [each.code for each in issues] == ["value.negative"]


def test_a_field_that_may_fall_below_zero_takes_such_numbers():
    """Its minimum says so."""
    change = Field("it", "增减", FieldType.NUMBER, unit="户", minimum=-100)
    assert read(change, "-5") == (-5, [])


@pytest.mark.parametrize("text", ["0", "7", "007", "123456789012345", "1234567890123456789"])
def test_plain_digits_read_as_the_grammar_reads_them(text):
    """The short way for what nearly every cell holds gives what the whole grammar gives."""
    reading = read_amount(text)
    assert read(HOUSEHOLDS, text)[0] == (Unread(text) if reading is None else reading.amount)


def test_digits_without_end_are_no_failure():
    """Python refuses to turn more than 4,300 digits into a number."""
    assert read(HOUSEHOLDS, "9" * 5000)[0] == Unread("9" * 5000)


def test_a_unit_that_differs_from_place_to_place_is_converted_and_told():
    """1垧 is 15亩 where this programme was made, and 3 or 5 elsewhere."""
    value, (issue,) = read(FARMLAND, "2垧")
    assert value == 30
    assert issue.code == "value.unit_local"
    assert issue.effect is Effect.NONE


def test_tens_of_ten_thousands_are_no_tens():
    """十多 where 万元 are asked for is 10 to 20 of them: 十 is no 万 that was left over."""
    found, issues = read(FUNDS, "十多")

    assert (found.low, found.high, found.high_open) == (10, 20, True)
    assert issues == []
