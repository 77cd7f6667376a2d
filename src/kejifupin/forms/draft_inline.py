"""Cells of a blank form in which a label and the room for its value stand together."""

from __future__ import annotations

import re

from kejifupin.forms.blanks import BLANKS
from kejifupin.forms.draft_fields import has_options, without_hint
from kejifupin.forms.draft_tables import Table
from kejifupin.forms.labels import anchor_key

_PART = re.compile(
    r"(?P<label>[^：:\n]*?[^：:\s_＿][：:])"
    r"(?P<value>(?:[ \t\u3000\xa0_＿]*)(?=[^\s_＿]+[：:]|\n|$)|.*$)",
    re.DOTALL,
)


def inline_parts(text: str) -> tuple[tuple[str, str], ...]:
    """The labels of a cell, each with what stands behind it.

    >>> inline_parts("填表人：      审核人：")
    (('填表人：', '      '), ('审核人：', ''))
    """
    return tuple((each["label"], each["value"]) for each in _PART.finditer(text))


def is_inline(text: str) -> bool:
    """Whether a cell holds a label and the room to write behind it."""
    bare = without_hint(text)[0]
    if "：" not in bare and ":" not in bare:
        return False
    found = inline_parts(bare)
    if has_options(bare):
        return anchor_key(re.split("[：:]", bare)[0]) not in ("", "其它", "其他") and not re.match(
            r"\s*[□☐]", bare
        )
    return bool(found) and all(not value.strip(BLANKS) for _, value in found)


def split_factor(table: Table) -> int:
    """How many labels share a cell with their room at most; 0 where none do."""
    most = 0
    for boxes in table.rows:
        for at, box in enumerate(boxes):
            following = boxes[at + 1] if at + 1 < len(boxes) else None
            if box.blank or not is_inline(box.text) or (following is not None and following.blank):
                continue
            if table.fills(box) and not has_options(box.text):
                continue
            labelled = at > 0 and has_options(box.text) and not boxes[at - 1].blank
            if not labelled:
                parts = 1 if has_options(box.text) else len(inline_parts(box.text))
                most = max(most, parts)
    return most
