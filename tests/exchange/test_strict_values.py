"""Single values keep their type: nothing that plain cattrs coerces passes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, Literal

import cattrs
import pytest

from kejifupin.exchange.codec import make_converter
from kejifupin.exchange.config_codes import INVALID, NOT_A_CHOICE, WRONG_TYPE
from kejifupin.exchange.misfits import MisfitError

CONVERTER = make_converter()
MOMENT = datetime(2017, 1, 1, tzinfo=UTC)


class Word(StrEnum):
    ONE = "one"


class Size(IntEnum):
    SMALL = 1


class Code(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "type_", "coerced"),
    [
        (3.9, int, 3),
        (True, int, 1),
        ("否", bool, True),
        ("no", bool, True),
        (1, bool, True),
        (None, str, "None"),
        (410182, str, "410182"),
        (True, str, "True"),
        ("因病", list[str], ["因", "病"]),
        ("3", int, 3),
        (True, Literal[1, 2], True),
    ],
)
def test_what_plain_cattrs_coerces_is_refused(value: Any, type_: Any, coerced: Any) -> None:
    """The traps are real: the first line shows plain cattrs falling into each."""
    assert cattrs.Converter().structure(value, type_) == coerced
    with pytest.raises(MisfitError) as caught:
        CONVERTER.structure(value, type_)
    assert caught.value.code == WRONG_TYPE


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        (MOMENT, date),
        ("2017-01-01", date),
        (DATE := date(2017, 1, 1), datetime),
        (Decimal("3.0"), int),
        ("3", Decimal),
        (True, Decimal),
        (1, str),
        (1, Word),
        (True, Size),
        (1, Size),
        ([], str),
        ({}, int),
        (None, int),
        (DATE, str),
    ],
)
def test_no_type_stands_for_another(value: Any, type_: Any) -> None:
    """Not a datetime for a date, a flag for a number, a number for a member."""
    with pytest.raises(MisfitError) as caught:
        CONVERTER.structure(value, type_)
    assert caught.value.code == WRONG_TYPE


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        (3, int, 3),
        (3, Decimal, Decimal(3)),
        (0.1, Decimal, Decimal("0.1")),
        (Decimal("0.10"), Decimal, Decimal("0.10")),
        (2, float, 2.0),
        ("one", Word, Word.ONE),
        ("small", Size, Size.SMALL),
        (MOMENT, datetime, MOMENT),
        ("0220", Code, Code("0220")),
        (2, Literal[1, 2], 2),
    ],
)
def test_what_fits_is_taken_as_it_is(value: Any, type_: Any, expected: Any) -> None:
    """With the type asked for, subclasses of text and numbers included."""
    result = CONVERTER.structure(value, type_)
    assert result == expected
    assert type(result) is type(expected)


def test_a_choice_is_offered_by_likeness_and_by_its_chinese_word() -> None:
    """Case and hyphens do not matter to likeness, only to what is accepted."""
    with pytest.raises(MisfitError) as caught:
        CONVERTER.structure("ONE", Word)
    assert (caught.value.code, caught.value.remedy) == (NOT_A_CHOICE, "是否应为 “one”？")
    with pytest.raises(MisfitError) as caught:
        CONVERTER.structure(3, Literal[1, 2])
    assert caught.value.chinese == "没有“3”这个选项，可选：1、2"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("-Infinity"), float("inf"), 10**40])
def test_a_decimal_has_a_measure(value: Any) -> None:
    """Not a number, or one that no figure of a programme reaches."""
    with pytest.raises(MisfitError) as caught:
        CONVERTER.structure(value, Decimal)
    assert caught.value.code == INVALID


def test_a_number_of_thousands_of_digits_is_told_without_them() -> None:
    """Python refuses to print it."""
    with pytest.raises(MisfitError) as caught:
        CONVERTER.structure(10**5_000, str)
    assert len(caught.value.chinese) < 60
