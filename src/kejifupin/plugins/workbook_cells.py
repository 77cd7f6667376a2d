"""What stands in a cell of a plugin workbook, as plain data of the type that its column holds.

A list is words with 、 between them, a table is written as in TOML, a choice is its Chinese word.
Nothing is judged here: what does not fit the type is handed on as it stands, for the codec to tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, get_args

from kejifupin.exchange.strict_values import TypeForm, choices_of
from kejifupin.exchange.toml_mistakes import parse_toml
from kejifupin.exchange.toml_writing import toml_text, toml_value
from kejifupin.exchange.type_forms import accepted, is_choice, is_sequence, is_union, plain
from kejifupin.terms.dates import read_date
from kejifupin.terms.text import clean

CellValue = str | int | Decimal | date
"""What a cell holds: a text, a number or a day."""
YES, NO = "是", "否"
LONGEST = 32767
"""Characters that a cell of a workbook holds at most."""
_TRUTH: Mapping[str, bool] = {
    **dict.fromkeys(("是", "真", "有", "true", "yes", "√", "☑", "✓"), True),
    **dict.fromkeys(("否", "假", "无", "false", "no", "×", "☐"), False),
}
_BETWEEN = re.compile(r"[、；;，,\n]")
_TABLE_LIKE = re.compile(r"\{\s*(?:\}|[\"']|[\w.-]+\s*=)")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MARKS = re.compile("[√☑☐□■✓✔×]")
# Later numbers are not kept exactly by programs that hold numbers as binary fractions.
_EXACT = 10**15
_FIRST_DAY = date(1900, 3, 1)


class UnreadableCellError(Exception):
    """A cell that begins like a TOML value and is none."""


def from_cell(content: CellValue, type_: TypeForm) -> Any:
    """Plain data from what stands in a cell.

    Args:
        content: What the cell holds; a blank one is not asked about.
        type_: What the column holds.

    Raises:
        UnreadableCellError: The text begins a list or a table of TOML that cannot be read.

    >>> from_cell("种植、养殖", tuple[str, ...]), from_cell(520000, str), from_cell("是", bool)
    (['种植', '养殖'], '520000', True)
    """
    wanted = accepted(type_)
    if isinstance(content, str):
        return _from_text(content, type_, wanted)
    if isinstance(content, date):
        return content if date in wanted or str not in wanted else content.isoformat()
    if isinstance(content, Decimal) and content == content.to_integral_value():
        content = int(content)
    if int in wanted or Decimal in wanted:
        return content
    if list in wanted:
        return [from_cell(content, item_type(type_))]
    if bool in wanted and content in (0, 1):
        return bool(content)
    return str(content) if str in wanted else content


def _from_text(text: str, type_: TypeForm, wanted: tuple[type, ...]) -> Any:
    text = text.strip()
    if (list in wanted and text.startswith("[")) or _is_table(text, wanted):
        return _parsed(text)
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        found = _parsed_or_none(text)
        if isinstance(found, str):
            return found
    if list in wanted and str not in wanted:
        parts = [part.strip() for part in _BETWEEN.split(text)]
        item = item_type(type_)
        return [_from_text(part, item, accepted(item)) for part in parts if part]
    labels = labels_of(type_)
    if labels:
        return next((word for word, label in labels.items() if label == text), text)
    if str in wanted:
        return text
    return _scalar(text, wanted)


def _scalar(text: str, wanted: tuple[type, ...]) -> Any:
    words = clean(text)
    if bool in wanted and words.lower() in _TRUTH:
        return _TRUTH[words.lower()]
    if int in wanted or Decimal in wanted:
        try:
            number = Decimal(words.replace(",", ""))
        except InvalidOperation:
            return text
        return int(number) if number.is_finite() and number == int(number) else number
    if date in wanted:
        with suppress(ValueError):
            return date.fromisoformat(words)
        if (found := read_date(words)) is not None and found.exact:
            return found.start
    return text


def _is_table(text: str, wanted: tuple[type, ...]) -> bool:
    """Whether a text is meant as a table; ``{division}`` is the text that it seems."""
    if dict not in wanted or not text.startswith("{"):
        return False
    return str not in wanted or _TABLE_LIKE.match(text) is not None


def _parsed(text: str) -> Any:
    for attempt in (text, text.replace("\n", " ")):
        if (found := _parsed_or_none(attempt)) is not None:
            return found
    raise UnreadableCellError(text)


def _parsed_or_none(text: str) -> Any:
    parsed = parse_toml(f"value = {text}\n", "")
    if parsed.issues or parsed.data is None or set(parsed.data) != {"value"}:
        return None
    return parsed.data["value"]


def to_cell(value: Any, type_: TypeForm) -> CellValue:
    """What to write into a cell, so that ``from_cell`` gives the value back.

    Args:
        value: Plain data.
        type_: What the column holds.

    >>> to_cell(["种植", "养殖"], tuple[str, ...]), to_cell({"at_least": 1}, dict[str, int])
    ('种植、养殖', '{ at_least = 1 }')
    """
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | Decimal):
        return _number(value)
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, list | tuple):
        items = [to_cell(each, item_type(type_)) for each in value]
        return "、".join(map(str, items)) if _plain_list(value, items) else _quoted(value)
    if not isinstance(value, str):
        return _quoted(value)
    label = labels_of(type_).get(value)
    if label is not None:
        return label
    return value if _plain(value, accepted(type_)) else _quoted(value)


def _number(value: int | Decimal) -> CellValue:
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    exact = (
        abs(int(value)) < _EXACT and len(Decimal(value).as_tuple().digits) <= len(str(_EXACT)) - 1
    )
    return value if exact else format(Decimal(value), "f")


def _plain_list(value: list[Any] | tuple[Any, ...], items: list[CellValue]) -> bool:
    if not value or any(isinstance(each, list | tuple | Mapping | bool) for each in value):
        return False
    texts = [str(each) for each in items]
    return not texts[0].startswith("[") and all(
        text and not _BETWEEN.search(text) and _plain(text, (list, str)) for text in texts
    )


def _plain(text: str, wanted: tuple[type, ...]) -> bool:
    """Whether a text says the same when it is read from a cell."""
    if not text or text != text.strip() or text[0] in "\"#'" or _ESCAPED.search(text):
        return False
    if not all(sign.isprintable() or sign in "\n\u3000" for sign in text) or _MARKS.search(text):
        return False
    if list in wanted and text.startswith("["):
        return False
    return not _is_table(text, wanted)


def _quoted(value: Any) -> str:
    """A value as TOML on one line, in signs that survive a workbook."""
    words = toml_text(value) if isinstance(value, str) else toml_value(value)
    words = _ESCAPED.sub("\\\\u005F", words)
    return _MARKS.sub(lambda match: f"\\u{ord(match[0]):04X}", words)


def item_type(type_: TypeForm) -> TypeForm:
    """What the items of a list are."""
    type_ = plain(type_)
    for each in get_args(type_) if is_union(type_) else (type_,):
        if is_sequence(each):
            args = get_args(each)
            return args[0] if args else Any
    return Any


@cache
def labels_of(type_: TypeForm) -> Mapping[str, str]:
    """The words of a choice with the Chinese for each; empty where it has none."""
    type_ = plain(type_)
    if is_union(type_):
        members = [each for each in get_args(type_) if each is not type(None)]
        return labels_of(members[0]) if len(members) == 1 else {}
    if not is_choice(type_) or not (isinstance(type_, type) and issubclass(type_, Enum)):
        return {}
    labels = {word: str(getattr(each, "label", "")) for word, each in choices_of(type_).items()}
    if not all(labels.values()) or len(set(labels.values())) < len(labels):
        labels = {word: CHOICES.get(word, word) for word in labels}
    return labels


CHOICES: Mapping[str, str] = {
    "own": "本级",
    "subtree": "包括所辖",
    "missing": "不知道",
    "zero": "等于零",
    "open": "公开",
    "personal": "个人",
    "sensitive": "敏感",
    "flow": "发生数",
    "stock": "存量",
    "fixed": "开始那天",
    "current": "所问那天",
    "ever": "曾经",
    "total": "总量",
    "each": "每个",
    "coverage": "全覆盖",
    "share": "比例",
    "basic_coverage": "基本覆盖",
    "linear": "按天",
    "season": "按月",
    "milestones": "按阶段目标",
    "none": "不要求",
    "percent": "百分之几",
    "absolute": "多少",
    "roll_up": "汇总",
}
