"""What classes say in English to programmers is said in Chinese to authors."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from attrs import validators

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.exchange.codec import structure
from kejifupin.exchange.config_codes import INVALID, NOT_A_CHOICE
from kejifupin.exchange.errors_in_chinese import Told, in_chinese
from kejifupin.exchange.toml_files import Source
from kejifupin.terms.bounds import Bound
from kejifupin.terms.division_entries import Division, ReportingLine
from kejifupin.terms.division_levels import Level
from kejifupin.terms.spans import Period

SOURCE = Source("f.toml", {(): 1, ("x",): 7})


@pytest.mark.parametrize(
    ("validator", "type_", "value", "message", "remedy"),
    [
        (validators.ge(1), int, 0, "写的是 0，不能小于 1", None),
        (validators.gt(0), int, 0, "写的是 0，必须大于 0", None),
        (validators.le(100), int, 101, "写的是 101，不能大于 100", None),
        (validators.lt(1), int, 1, "写的是 1，必须小于 1", None),
        (validators.min_len(1), str, "", "不能为空", "至少写1项（字）"),
        (validators.min_len(2), tuple[str, ...], ["a"], "只有1项（字）", "至少写2项（字）"),
        (validators.max_len(2), str, "abc", "有3项（字）", "最多写2项（字）"),
        (
            validators.matches_re("[a-z]+"),
            str,
            "农技协",
            "“农技协”不合规定的格式",
            "按这个格式写：[a-z]+",
        ),
        (
            validators.in_(("a", "b")),
            str,
            "c",
            "写的是 'c'，不在可选的范围内",
            "可选：('a', 'b')",
        ),
        (validators.instance_of(float), Any, "c", "写的是 'c'，类型不对", "写成 float 类型的值"),
        (
            validators.deep_iterable(validators.gt(0)),
            tuple[int, ...],
            [1, -2],
            "写的是 -2，必须大于 0",
            None,
        ),
    ],
)
def test_the_validators_of_attrs_speak_chinese_at_their_field(
    validator: Any, type_: Any, value: object, message: str, remedy: str | None
) -> None:
    """Each message that attrs has today is known, and leads to the line of the field."""
    holder = attrs.make_class(
        "Holder", {"x": attrs.field(type=type_, validator=validator)}, frozen=True
    )
    _, (issue,) = structure({"x": value}, holder, source=SOURCE)
    assert (issue.code, issue.place.line, issue.place.key) == (INVALID, 7, "x")
    assert (issue.message, issue.remedy) == (message, remedy)


DAY = date(2017, 1, 1)


@pytest.mark.parametrize(
    ("make", "message", "remedy"),
    [
        (Bound, "界限没有写数字", "at_least"),
        (lambda: Bound(at_most=3, stretch=2), "stretch（力争）", "加上 at_least"),
        (lambda: Bound(10, 5), "下限 10 大于上限 5", "调换"),
        (
            lambda: Period(date(2017, 12, 1), date(2017, 4, 30)),
            "时段颠倒：2017-12-01 起，2017-04-30 止",
            "年份",
        ),
        (lambda: Division("", "x", Level.COUNTY), "写的是 ''，不能为空", "写上内容"),
        (
            lambda: Division("1", "x", Level.COUNTY, valid_from=DAY, valid_to=DAY),
            "结束日期 2017-01-01 不晚于起始日期 2017-01-01",
            "日期",
        ),
        (lambda: Division("1", "甲县", Level.COUNTY, parent="1"), "区划 1 甲县 的上级", "代码"),
        (
            lambda: Division("1", "甲县", Level.COUNTY, successors=("2",)),
            "却没有撤销日期",
            "加上 valid_to",
        ),
        (lambda: ReportingLine("1", "1"), "区划 1 报送给它自己", "上级"),
    ],
)
def test_the_values_of_this_library_speak_chinese(
    make: Callable[[], object], message: str, remedy: str
) -> None:
    """The table follows the classes: a reworded message would fail here."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        make()
    told = in_chinese(caught.value)
    assert told.code == INVALID
    assert message in told.message
    assert remedy in told.remedy
    assert not re.search("[a-z] [a-z]", told.message)


def test_a_definition_error_brings_its_own_words() -> None:
    """And the field that it is about."""
    error = DefinitionError("two ends", "须写两个端点", "例：[5, 10]", "between")
    assert in_chinese(error) == Told(INVALID, "须写两个端点", "例：[5, 10]", "between")


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    """What was looked for is named in Chinese."""
    told = in_chinese(UnknownNameError("unit", "人此", ("人次", "人")))
    assert told == Told(NOT_A_CHOICE, "没有名为“人此”的计量单位", "是否应为 “人次”？")


def test_words_that_nobody_has_translated_are_handed_on() -> None:
    """Better English than nothing."""
    assert in_chinese(ValueError("the moon is full")).message == "不合要求（“the moon is full”）"
    assert in_chinese(KeyError()).message == "不合要求（“KeyError”）"
