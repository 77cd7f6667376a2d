"""What stood in a wrong cell, shown where it cannot be anyone's name or number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.disclosure import CLOSED, MASK, Disclosure, Privacy
from kejifupin.terms.issues import Issue

_LONGEST: Final = 24
_FIGURES: Final = re.compile(
    r"[\s\d.,，、．+\-—–~～－%％/零〇一二三四五六七八九十百千万亿两半余多约近左右"
    r"个人次户亩元支套册部期项场名年月日]+"
)
_LONG_NUMBER: Final = re.compile(r"\d{9,}|\d(?:[\s\-]?\d){9,}")
_COUNTED: Final = (FieldType.NUMBER, FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)


def seen_shower(
    kinds: Iterable[RecordKind], disclosure: Disclosure = CLOSED
) -> Callable[[Issue], str]:
    """Gives what stood in the cell of an issue, masked where it may be personal.

    A figure in a field for figures is shown; words are not, for someone may have written a name
    into the wrong cell; nor are numbers as long as telephone numbers.

    Args:
        kinds: The kinds of records that issues may speak of.
        disclosure: What is shown in clear all the same.
    """
    fields: dict[str, list[tuple[str, Field]]] = {}
    for kind in kinds:
        for each in kind.fields:
            fields.setdefault(each.key, []).append((kind.key, each))

    def shown(issue: Issue) -> str:
        if not issue.seen:
            return ""
        if disclosure.everything or _is_open(issue, fields, disclosure):
            return issue.seen
        return MASK

    return shown


def _is_open(
    issue: Issue, fields: Mapping[str, list[tuple[str, Field]]], disclosure: Disclosure
) -> bool:
    found = fields.get(issue.field or "", [])
    if not found or issue.seen is None:
        return False
    if all(_revealed(each, kind, disclosure) for kind, each in found):
        return True
    return (
        all(each.privacy is Privacy.OPEN and each.type in _COUNTED for _, each in found)
        and len(issue.seen) <= _LONGEST
        and _FIGURES.fullmatch(issue.seen) is not None
        and _LONG_NUMBER.search(issue.seen) is None
    )


def _revealed(field: Field, kind: str, disclosure: Disclosure) -> bool:
    return field.privacy is not Privacy.OPEN and disclosure.allows(field.key, field.privacy, kind)
