"""The words for what stands in a file: types and values, named and shortened, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

MAX_SHOWN = 40
_NAMES: Mapping[object, str] = {
    str: "文字",
    bool: "是非（true 或 false）",
    int: "整数",
    Decimal: "数字",
    float: "数字",
    date: "日期",
    datetime: "日期和时刻",
    time: "时刻",
    list: "列表",
    dict: "表",
}


def type_name(type_: object) -> str:
    """The word for a type of value; any class not known by name is written as a table."""
    return _NAMES.get(type_, "表")


def joined(words: Iterable[str]) -> str:
    """Alternatives.

    >>> joined(("文字", "整数", "日期")), joined(("文字",))
    ('文字、整数或日期', '文字')
    """
    *head, last = dict.fromkeys(words)
    return f"{'、'.join(head)}或{last}" if head else last


def shortened(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN else f"{line[:MAX_SHOWN]}…"


def shown(value: object) -> str:
    """What stands there.

    >>> shown("3"), shown(True), shown(Decimal("3.7")), shown([1])
    ('文字“3”', 'true', '小数 3.7', '列表（1项）')
    """
    match value:
        case bool():
            return str(value).lower()
        case None:
            return "空值"
        case str():
            return f"文字“{shortened(value)}”"
        case int():
            return f"整数 {digits(value)}"
        case Decimal() | float():
            return f"小数 {shortened(str(value))}" if Decimal(value).is_finite() else "不是有限的数"
        case datetime() | date() | time():
            return f"{type_name(type(value))} {value.isoformat()}"
        case list() | tuple():
            return f"列表（{len(value)}项）"
        case Mapping():
            return "表"
    return type(value).__name__


def digits(value: int) -> str:
    """The digits of a whole number, which ``str`` refuses beyond some thousands."""
    return shortened(str(value)) if value.bit_length() < 4000 else "（很长的数）"
