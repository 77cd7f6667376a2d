"""What stands for nothing in a form: blanks, lines to write on, prompts, and the words for none."""

from __future__ import annotations

import re
from typing import Final

from kejifupin.office.grid import Cell

BLANKS: Final = " \t\r\n_＿\u3000\xa0"
"""White space, and the line that a form prints to write on."""
NONE_WORDS: Final = frozenset({"-", "－", "—", "——", "–", "/", "无", "没有"})
"""What people write where there is nothing of an item."""

DITTO: Final = frozenset(
    ("同上", "上同", "同前", "同上行", "〃", "″", "”", "“", '"', "''", "’’", "｢｣")
)
"""What people write for the same as in the row above."""
SAME_AS: Final = frozenset(("同上", "上同", "同前", "同上行", "同左", "同右", "同下", "〃", "″"))
"""What people write for the same as somewhere else."""

_FIRST: Final = frozenset("单点双请选键输在此«CTE")
_PROMPT = re.compile(
    r"(?:请|在此?|可)*(?:单击|点击|双击|轻触|点按)(?:或(?:单击|点击|双击|轻触|点按))?"
    r"(?:此处|这里|该处|以|来)(?:添加|输入|键入|填写|选择|编辑|录入)?[^，。；：\d]{0,6}[。.…]*"
    r"|(?:请|请在|在)?(?:此处|这里)(?:添加|输入|键入|填写)[^，。；：\d]{0,6}[。.…]*"
    r"|请?选择(?:一项|一个项|构建基块|日期)[。.…]*|请选择[。.…]*|请(?:输入|填写|键入)[。.…]*"
    r"|«[^«»]{1,40}»"
    r"|(?:Click|Tap)(?: or tap)?(?: here)? to enter (?:a )?(?:text|date)\."
    r"|Choose an item\.|Enter text\.?"
)


def is_prompt(text: str) -> bool:
    """Whether a text is what a program prints where something is to be filled in.

    Content controls lose their mark when they are copied or saved by another program, and the
    fields of a mail merge stay where no data were put in.

    >>> is_prompt("单击或点击此处输入文字。"), is_prompt("«户名»"), is_prompt("点击率高")
    (True, True, False)
    """
    return text[:1] in _FIRST and _PROMPT.fullmatch(text) is not None


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing but white space, lines to write on, or a prompt."""
    if cell.number is not None or cell.date is not None:
        return False
    text = cell.text.strip(BLANKS)
    return not text or is_prompt(text)
