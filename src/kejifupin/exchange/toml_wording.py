"""The messages of tomllib, in Chinese, with what to write instead."""

from __future__ import annotations

import re

_FULL_WIDTH = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "「": '"',
    "」": '"',
    "＂": '"',
    "＇": "'",
    "＝": "=",
    "：": "=",
    "，": ",",
    "、": ",",
    "【": "[",
    "】": "]",
    "［": "[",
    "］": "]",
    "〔": "[",
    "〕": "]",
    "｛": "{",
    "｝": "}",
    "＃": "#",
    "．": ".",
    "。": ".",
    "\u3000": "普通空格",
    "\xa0": "普通空格",
}
_LOOSE_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WORD = re.compile(r"[^\s,\]}#]+")
_TRUE = frozenset({"true", "yes", "on", "是", "对", "有"})
_FALSE = frozenset({"false", "no", "off", "否", "不", "无"})
_EMPTY = frozenset({"none", "null", "nil", "nan", "无", "空"})
_FIXED = {
    "Unterminated string": (
        "引号没有配对，文字没有结束",
        "在文字末尾补上引号；多行文字首尾都用三个引号",
    ),
    "Expected": ("引号没有配对，文字没有结束", "在文字末尾补上同样的引号"),
    "Unclosed array": (
        "列表的各项之间缺少逗号，或列表没有用 ] 结束",
        "各项用半角逗号隔开，末尾写 ]",
    ),
    "Unclosed inline table": (
        "花括号里的各项之间缺少逗号，或没有用 } 结束",
        "各项用半角逗号隔开，写在同一行里，末尾写 }",
    ),
    "Expected ']' at": ("表头没有用 ] 结束", "表头写成 [键]，键只用英文字母、数字、下划线和短横"),
    "Expected ']]' at": ("表头没有用 ]] 结束", "表头写成 [[键]]，首尾各两个方括号"),
    "Unescaped '\\' in a string": (
        "文字里的反斜杠 \\ 有特殊意思，不能这样写",
        "写成两个反斜杠 \\\\，或把文字改用单引号括起来",
    ),
    "Invalid hex value": ("\\u 或 \\U 之后须是十六进制数", "写成两个反斜杠 \\\\，或改正编码"),
    "Escaped character is not": ("\\u 或 \\U 之后的编码不是字符", "直接写出这个字"),
    "Invalid date or datetime": ("没有这一天", "检查月份和日期，按 2017-11-30 的样子写"),
    "Invalid initial character for a key part": (
        "这里应有一个键，却没有写",
        "键只用英文字母、数字、下划线和短横；其他字符须用引号括起来",
    ),
    "nested too deeply": ("括号套得太深，读不下去", "检查方括号和花括号是否配对"),
    "Exceeds the limit": ("数字太长，读不下去", "检查是否多打了数字"),
}


def explain(error: str, line: str, column: int | None) -> tuple[str, str | None]:
    """What is wrong in a line of TOML, and what to write instead, in Chinese.

    Args:
        error: The message of ``tomllib`` without its position.
        line: The line of the mistake.
        column: Column that tomllib stopped at, counted from 1; None where it tells none.

    >>> explain("Invalid value", "label = “村”", 9)
    ('“ 是全角符号，不能用在这里', '改用半角的 "')
    """
    at = len(line) if column is None else column - 1
    rest = line[at:]
    if rest[:1] in _FULL_WIDTH and rest:
        return f"{rest[0]} 是全角符号，不能用在这里", f"改用半角的 {_FULL_WIDTH[rest[0]]}"
    if error.startswith("Expected '=' after a key"):
        return _after_key(rest)
    if error.startswith("Invalid value"):
        return _no_value(rest)
    if error.startswith("Expected newline"):
        return _after_value(line, at)
    if error.startswith("Invalid statement"):
        return _no_statement(rest)
    if "{" in line and not rest.split("#")[0].strip() and "'\\n'" not in error:
        return "花括号里的表没有在本行结束", "写在同一行里并以 } 结束，或改成单独的 [表]"
    if "character '\\n'" in error:
        return "缺少右引号，文字没有在本行结束", "在文字末尾补上引号"
    if "character" in error and error.startswith(("Illegal", "Found invalid")):
        return "有看不见的控制字符", "删去这个字符，重新输入"
    for start in sorted(_FIXED, key=len, reverse=True):
        if error.startswith(start):
            return _FIXED[start]
    return f"TOML 写法有误（{error}）", None


def _after_key(rest: str) -> tuple[str, str | None]:
    if rest.startswith(":"):
        return "键和值之间应是等号，写成了冒号", "把 : 改为 ="
    return "键的后面缺少等号", "写成 键 = 值；键只用英文字母、数字、下划线和短横"


def _no_value(rest: str) -> tuple[str, str | None]:
    found = _WORD.match(rest)
    if found is None:
        return "等号后面没有值", "写上值；如果没有可写的，删去这一行"
    word = found[0]
    if word.casefold() in _TRUE:
        return f"写的是 {word}，是非应写 true 或 false", "改为 true"
    if word.casefold() in _FALSE:
        return f"写的是 {word}，是非应写 true 或 false", "改为 false"
    if word.casefold() in _EMPTY:
        return f"写的是 {word}，TOML 没有空值", "没有可写的就删去这一行"
    if word.startswith("."):
        return f"小数“{word}”缺少整数部分", f"改为 0{word}"
    text = rest.split("#")[0].strip()
    return f"“{text}”既不是数字，也没有用引号括起来", f'文字须用引号括起来："{text}"'


def _after_value(line: str, at: int) -> tuple[str, str | None]:
    rest = line[at:].split("#")[0].strip()
    value = line.partition("=")[2].split("#")[0].strip() or line.strip()
    if found := _LOOSE_DATE.match(value):
        year, month, day = found.groups()
        return f"日期“{found[0]}”的写法不对", f"改为 {year}-{int(month):02}-{int(day):02}"
    if re.fullmatch(r"[+-]?0\d+", value):
        return f"数字“{value}”不能以 0 开头", f'编号用引号括起来："{value}"；数量去掉前面的 0'
    if re.fullmatch(r"\d{1,3}(,\d{3})+", value):
        return "数字里不能有逗号", f"改为 {value.replace(',', '')}"
    if value[:1].isdigit() and value.endswith("%"):
        return "数字后面不能有 %", "写成小数，如 60% 写 0.6；文字则用引号括起来"
    if value[:1].isdigit():
        return f"数字后面多出“{rest}”", f'数字后面不写单位；如果是文字，用引号括起来："{value}"'
    return f"值的后面多出“{rest}”", "一行只写一个键和一个值；文字里的引号改用中文引号“”"


def _no_statement(rest: str) -> tuple[str, str | None]:
    name = rest.partition("=")[0].strip()
    if "=" in rest and name:
        return (
            f"“{name}”不能作键",
            f'键用英文字母、数字、下划线和短横；其他字符须用引号括起来："{name}"',
        )
    return "这一行既不是表头，也不是“键 = 值”", "说明文字前面加 #"
