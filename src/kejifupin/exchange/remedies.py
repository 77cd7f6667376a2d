"""What to write instead of a value of the wrong type, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from kejifupin.exchange.wording import digits, shortened, type_name
from kejifupin.terms.text import clean

AS_TABLE = "写成 { 键 = 值 }，或单独写一个 [表]"
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "是", "有"), "true"),
    **dict.fromkeys(("false", "no", "否", "无", "没有"), "false"),
}


def remedy_for(value: object, expected: tuple[object, ...]) -> str:
    """What to write instead of a value.

    Args:
        value: What stands there.
        expected: The types that would do.

    Returns:
        One instruction, empty where there is none to give.

    >>> remedy_for("3", (int,)), remedy_for("2017年5月1日", (date,)), remedy_for(3, (str,))
    ('去掉引号，写 3', '去掉引号，写 2017-05-01', '加上引号："3"')
    >>> remedy_for(20180705, (date,)), remedy_for(2018, (date,))
    ('写 2018-07-05', '按 2017-11-30 的样子写')
    """
    match value:
        case str():
            return _for_text(value, expected)
        case bool():
            return "写数字" if {int, Decimal} & set(expected) else _wrap(value, expected)
        case datetime():
            return f"只写日期：{value.date().isoformat()}" if date in expected else ""
        case Decimal() | float() if int in expected:
            whole = Decimal(value).is_finite() and value == int(value)
            return f"写成 {digits(int(value))}" if whole else "写整数，如 3"
        case Mapping():
            if list in expected:
                return "写成列表 [ … ]；如果是并列的多项，表头用双方括号 [[…]]"
            return "只写一个值，不写成表"
        case list() | tuple():
            if value and all(isinstance(item, Mapping) for item in value):
                return "只能有一个，表头用单方括号 […]"
            return "只写一个值，不加方括号"
        case None:
            return "写上值"
    return _wrap(value, expected)


def loose_date(text: str) -> date | None:
    """A date as people type it, None where it is none.

    >>> loose_date("2017年5月1日"), loose_date("2017-13-1")
    (datetime.date(2017, 5, 1), None)
    """
    found = _DATE.fullmatch(clean(text))
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _wrap(value: object, expected: tuple[object, ...]) -> str:
    words = digits(value) if type(value) is int else str(value)
    if str in expected and not isinstance(value, bool):
        return f'加上引号："{words}"'
    if list in expected:
        return f"加上方括号：[{words.lower()}]"
    if any(type_name(each) == "表" for each in expected):
        return AS_TABLE
    if date in expected:
        day = loose_date(re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", words))
        return f"写 {day.isoformat()}" if day else "按 2017-11-30 的样子写"
    return ""


def _for_text(text: str, expected: tuple[object, ...]) -> str:
    written = clean(text)
    if date in expected and (day := loose_date(text)):
        return f"去掉引号，写 {day.isoformat()}"
    if bool in expected and (word := _BOOLEANS.get(written.casefold())):
        return f"去掉引号，写 {word}"
    if {int, Decimal, float} & set(expected):
        return _for_number_text(written, whole=not {Decimal, float} & set(expected))
    if date in expected:
        return "按 2017-11-30 的样子写，不加引号"
    if bool in expected:
        return "写 true 或 false，不加引号"
    if list in expected:
        return f'加上方括号：["{shortened(text)}"]'
    return AS_TABLE


def _for_number_text(written: str, *, whole: bool) -> str:
    plain = written.replace(",", "").replace("，", "")
    found = _NUMBER.match(plain)
    if found is None:
        return "写数字，不加引号"
    if whole and "." in found[0]:
        return "写整数，不加引号"
    return f"去掉引号，写 {found[0]}" + ("" if found.end() == len(plain) else "，不写单位")
