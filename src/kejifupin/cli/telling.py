"""Exceptions of the library and of the command line, as lines in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping

import typer

from kejifupin.cli.wrong_use import WrongUseError, suggestion, unknown
from kejifupin.errors import (
    ConfigError,
    DefinitionError,
    KejifupinError,
    PluginError,
    UnknownNameError,
)

# Typer brings its own Click, or uses the one installed: its classes are reached through Typer's.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]
ClickException: type[Exception] = UsageError.__mro__[1]

_WORDS: Mapping[str, str] = {
    "programme": "方案",
    "form": "表式",
    "form of record kind": "这类记录的表式",
    "report": "报告",
    "report format": "报告格式",
    "target": "目标",
    "division": "行政区划代码",
    "indicator": "指标",
    "record kind": "记录类型",
    "status": "这个地区的目标状态",
    "thing to weigh by": "分解依据",
}


def told(error: KejifupinError) -> WrongUseError:
    """An exception of the library, as it is told to who runs the command."""
    match error:
        case ConfigError():
            count = len(error.issues)
            message = f"插件的配置有{count}处错误，改正后再运行（{error.subject}）"
            return WrongUseError(message, details=[f"  {each.text()}" for each in error.issues])
        case UnknownNameError():
            return unknown(_WORDS.get(error.what, error.what), error.name, error.nearest)
        case PluginError():
            cause = f"：{error.__cause__}" if error.__cause__ is not None else ""
            return WrongUseError(
                f"插件不能载入（{error}）{cause if cause not in str(error) else ''}"
            )
        case DefinitionError():
            return WrongUseError(error.chinese, error.remedy)
        case _ if chinese := getattr(error, "chinese", ""):
            # Of a stage that is not loaded before it is needed.
            return WrongUseError(chinese, getattr(error, "remedy", ""))
        case _:
            return WrongUseError(f"不能完成（{error}）")


def told_usage(error: Exception) -> WrongUseError:
    """What Typer found wrong with the arguments, in Chinese."""
    param = getattr(error, "param", None)
    name = _param_name(param)
    match type(error).__name__:
        case "NoSuchOption":
            option = str(getattr(error, "option_name", ""))
            known = getattr(error, "possibilities", None) or ()
            return WrongUseError(f"没有选项“{option}”", suggestion(option, tuple(known)))
        case "BadOptionUsage":
            option = str(getattr(error, "option_name", ""))
            return WrongUseError(f"选项“{option}”后面缺少它的值", _see_help(error))
        case "MissingParameter":
            return WrongUseError(f"缺少{name}", _see_help(error))
        case "BadParameter":
            written = _of_number(str(getattr(error, "message", error)))
            return WrongUseError(f"{name}不能这样写：{written}", _see_help(error))
        case _:
            message = str(getattr(error, "message", error))
            if extra := message.partition("unexpected extra argument")[2]:
                given = extra[extra.find(" (") + 2 : extra.rfind(")")]
                return WrongUseError(f"多出来的参数：{given}", _see_help(error))
            return WrongUseError(f"命令写得不对：{message}", _see_help(error))


def _of_number(message: str) -> str:
    """What is wrong with a number; only numbers are looked into before a command runs.

    >>> _of_number("-1 is not in the range x>=0."), _of_number("'x' is not a valid integer.")
    ('不能小于0', '要写整数')
    >>> _of_number("9 is not in the range 0<=x<=5.")
    '要在0到5之间'
    """
    if between := re.search(r"(-?\d+)<=x<=(-?\d+)", message):
        return f"要在{between[1]}到{between[2]}之间"
    if least := re.search(r"(?:>=|greater than or equal to) ?(-?\d+)", message):
        return f"不能小于{least[1]}"
    if most := re.search(r"(?:<=|less than or equal to) ?(-?\d+)", message):
        return f"不能大于{most[1]}"
    return "要写整数" if "integer" in message else message


def _param_name(param: object) -> str:
    if param is None:
        return "参数"
    options = tuple(getattr(param, "opts", ()))
    if options and options[0].startswith("-"):
        return f"选项 {options[0]}"
    return f"参数 {getattr(param, 'metavar', None) or getattr(param, 'name', '')}".rstrip()


def _see_help(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "kejifupin")
    return f"用法见 {command} --help"
