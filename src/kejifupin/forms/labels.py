"""Labels as they are compared: printed words stripped to what must match."""

from __future__ import annotations

import re
from functools import lru_cache

from kejifupin.terms.quantities import is_unit
from kejifupin.terms.text import clean, label_key

_NUMBERING = re.compile(
    r"^\s*(?:[(（]?\s*\d\s*\d?\s*(?:[)）.．、，,]|\s)|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳]|[★*※])\s*(?=\D)"
)
_OPEN_BRACKET = re.compile(r"[（(〔\[【][^（(〔\[【）)〕\]】]*$")
_BRACKETS = re.compile(r"[（(〔\[【]([^（）()〔〕\[\]【】]*)[）)〕\]】]")
_UNIT_WORDS = re.compile(r"^(?:计量)?单位[:：]?|^以|计$")
_HINT = r"(?:\s*[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】])?"
_BLANK_LINE = re.compile(r"[_＿\s]+")


@lru_cache(maxsize=16384)
def anchor_key(text: str) -> str:
    r"""The key under which a printed label and a typed one are the same.

    Numbering, spaces, punctuation, brackets and their content do not count.

    >>> anchor_key("5.技术培训班.科技讲座次数") == anchor_key("五、技术培训班、科技讲座次数：")
    True
    >>> anchor_key("科技服务需求\n（在对应□内打√"), anchor_key("下载“科普中国”人数")
    ('科技服务需求', '下载科普中国人数')
    """
    bare = _NUMBERING.sub("", text)
    opened = _OPEN_BRACKET.search(bare)
    if opened is not None and opened.start() > 0:
        bare = bare[: opened.start()]
    return "".join(filter(str.isalnum, label_key(bare)))


def label_unit(text: str) -> str | None:
    """The unit that a label carries in brackets, None where it carries none.

    >>> label_unit("人均面积（亩）"), label_unit("总投入（单位：万元）"), label_unit("户名（盖章）")
    ('亩', '万元', None)
    """
    for inside in _BRACKETS.findall(text):
        symbol = _UNIT_WORDS.sub("", re.sub(r"\s", "", inside))
        if symbol and not symbol.isdigit() and is_unit(symbol):
            return clean(symbol)
    return None


@lru_cache(maxsize=4096)
def inline_pattern(words: str, *, colon: bool = True) -> re.Pattern[str]:
    """Finds a label inside a longer text, spaces between its characters set aside.

    Args:
        words: The label as printed.
        colon: Whether a colon must follow; else blank space around the label does as well.
    """
    inner = r"[\s“”\"、.．·]*".join(map(re.escape, anchor_key(words))) + _HINT
    pattern = inner + r"[\s_＿]*[:：]"
    if not colon:
        pattern += r"|(?:^|(?<=[\s（(_＿]))" + inner + r"(?=[\s_＿]|$)"
    return re.compile(pattern, re.IGNORECASE)


def blank_out(text: str) -> str:
    """What was filled into a printed blank: without the line it stood on.

    >>> blank_out("＿＿延边州科协＿＿ ")
    '延边州科协'
    """
    bare = text.strip(" \t\r\n_＿\u3000\xa0")
    closing = sum(map(bare.count, ")）")) - sum(map(bare.count, "(（"))
    if closing > 0 and bare.endswith((")", "）")):
        bare = bare[:-1]
    return _BLANK_LINE.sub(_one_blank, bare).strip()


def _one_blank(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " " if found[0].strip("_＿") else ""


def bare(words: str) -> str:
    r"""Printed words without the spaces and brackets that only set them out.

    >>> bare("其它需要\n说明事项"), bare("（统计时间：")
    ('其它需要说明事项', '统计时间')
    """
    return "".join(clean(words).split()).strip("（）()：:")
