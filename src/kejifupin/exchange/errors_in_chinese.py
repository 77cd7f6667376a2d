"""Exceptions of the classes, written for programmers in English, told to authors in Chinese."""

from __future__ import annotations

import re

from attrs import frozen

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.exchange.config_codes import INVALID, NOT_A_CHOICE
from kejifupin.exchange.misfits import MisfitError

_THINGS = {
    "agency": "部门",
    "cohort": "口径",
    "designation": "名单",
    "division": "行政区划",
    "document": "文件",
    "field": "字段",
    "indicator": "指标",
    "kind": "记录类型",
    "measure": "统计方法",
    "programme": "工程",
    "target": "目标任务",
    "unit": "计量单位",
}
_SAID = (
    # attrs' own validators, then the values of this library.
    (r"'(?P<name>\w+)' must be >= (?P<a>.+): (?P<b>.*)", "写的是 {b}，不能小于 {a}", ""),
    (r"'(?P<name>\w+)' must be > (?P<a>.+): (?P<b>.*)", "写的是 {b}，必须大于 {a}", ""),
    (r"'(?P<name>\w+)' must be <= (?P<a>.+): (?P<b>.*)", "写的是 {b}，不能大于 {a}", ""),
    (r"'(?P<name>\w+)' must be < (?P<a>.+): (?P<b>.*)", "写的是 {b}，必须小于 {a}", ""),
    (r"Length of '(?P<name>\w+)' must be >= (?P<a>\d+): 0", "不能为空", "至少写{a}项（字）"),
    (
        r"Length of '(?P<name>\w+)' must be >= (?P<a>\d+): (?P<b>\d+)",
        "只有{b}项（字）",
        "至少写{a}项（字）",
    ),
    (
        r"Length of '(?P<name>\w+)' must be <= (?P<a>\d+): (?P<b>\d+)",
        "有{b}项（字）",
        "最多写{a}项（字）",
    ),
    (
        r"'(?P<name>\w+)' must match regex '(?P<a>.+)' \('(?P<b>.*)' doesn't\)",
        "“{b}”不合规定的格式",
        "按这个格式写：{a}",
    ),
    (
        r"'(?P<name>\w+)' must be in (?P<a>.+) \(got (?P<b>.*)\)",
        "写的是 {b}，不在可选的范围内",
        "可选：{a}",
    ),
    (
        r"'(?P<name>\w+)' must be <class '(?P<a>[^']+)'> \(got (?P<b>.*?) that is .*",
        "写的是 {b}，类型不对",
        "写成 {a} 类型的值",
    ),
    (
        r"a bound needs at_least, at_most or both",
        "界限没有写数字",
        "写 at_least（至少）、at_most（至多）或两者",
    ),
    (
        r"a stretch needs at_least",
        "写了 stretch（力争）却没有 at_least",
        "加上 at_least（至少）",
    ),
    (
        r"no number lies between (?P<a>\S+) and (?P<b>\S+)",
        "下限 {a} 大于上限 {b}",
        "上下限调换，或改正数字",
    ),
    (
        r"the period (?P<a>\S+)/(?P<b>\S+) ends before it starts",
        "时段颠倒：{a} 起，{b} 止",
        "起止日期调换，或改正年份",
    ),
    (
        r"\w+\.(?P<name>\w+) is empty or has spaces around it: (?P<a>.*)",
        "写的是 {a}，不能为空，首尾也不能有空格",
        "写上内容，去掉首尾的空格",
    ),
    (
        r"\w+ \S+ ends on (?P<a>\S+), not after its start (?P<b>\S+)",
        "结束日期 {a} 不晚于起始日期 {b}",
        "改正其中一个日期",
    ),
    (
        r"division (?P<a>.+) is its own parent or successor",
        "区划 {a} 的上级或后继是它自己",
        "改为上级或后继区划的代码",
    ),
    (
        r"division (?P<a>.+) has successors but no valid_to",
        "区划 {a} 写了后继区划，却没有撤销日期",
        "加上 valid_to（撤销日期）",
    ),
    (r"division (?P<a>\S+) cannot report to itself", "区划 {a} 报送给它自己", "改为上级的代码"),
)
"""What is said in English, the same in Chinese, and what to write instead."""


@frozen
class Told:
    """An exception as an author is told of it.

    Args:
        code: Code of the issue.
        message: What is wrong, in Chinese.
        remedy: What to write instead, empty where nobody knows.
        field: Name of the field that it is about, where the exception names one.
    """

    code: str
    message: str
    remedy: str = ""
    field: str | None = None


def in_chinese(error: BaseException) -> Told:
    """What an exception says, in Chinese.

    Args:
        error: Raised by a class while it was made, or by a hook.

    >>> in_chinese(ValueError("'share' must be <= 1: 60")).message
    '写的是 60，不能大于 1'
    """
    if isinstance(error, DefinitionError):
        code = error.code if isinstance(error, MisfitError) else INVALID
        return Told(code, error.chinese, error.remedy, error.field or None)
    if isinstance(error, UnknownNameError):
        what = _THINGS.get(error.what, error.what)
        remedy = f"是否应为 “{error.nearest[0]}”？" if error.nearest else ""
        return Told(NOT_A_CHOICE, f"没有名为“{error.name}”的{what}", remedy)
    if isinstance(error, RecursionError):
        return Told(INVALID, "一层套一层太深，读不下去", "减少层数")
    message = str(error.args[0]) if error.args else type(error).__name__
    for pattern, chinese, remedy in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            words = found.groupdict()
            field = words.get("name")
            return Told(INVALID, chinese.format(**words), remedy.format(**words), field)
    return Told(INVALID, f"不合要求（“{message}”）")
