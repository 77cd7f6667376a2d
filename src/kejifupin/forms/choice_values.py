"""Cells with choices, read as the labels chosen and what is written behind 其它."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from kejifupin.forms.blanks import NONE_WORDS
from kejifupin.forms.choices import ChoiceReading, read_choices
from kejifupin.forms.telling import Teller
from kejifupin.office.grid import Cell
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.issues import Severity
from kejifupin.terms.quantities import NONE_OF_ITEM


@frozen
class _Doubt:
    """How a doubt about ticks is told (勾选疑问)."""

    message: str
    remedy: str
    severity: Severity = Severity.WARNING


_TICK = "在选中项的□内打√，未选的保留□"
_DOUBTS: Mapping[str, _Doubt] = MappingProxyType(
    {
        "unclear": _Doubt("看不出选了哪几项", _TICK),
        "crossed": _Doubt("打的是×，看不出是选还是不选", _TICK),
        "unknown": _Doubt("写了选项以外的内容", "只在列出的选项中选；别的写到“其它：”之后"),
        "doubtful": _Doubt("的√在两项之间，按靠着的□读", _TICK),
        "mixed": _Doubt("有的打☑、有的打☒，都按选中读", _TICK),
        "by_number": _Doubt("写的是序号，按第几项读", _TICK),
        "remark": _Doubt("在选项之外还写了别的，没有读", "别的内容写到“其它：”之后", Severity.INFO),
        "several": _Doubt("只能选一项，却选了几项", "只留一个√"),
        "other_blank": _Doubt("选了“其它”而没有写是什么", "在“其它：”之后写明"),
        "other_unplaced": _Doubt("写了“其它”，本表没有这一项", "只在列出的选项中选"),
    }
)

CODES: Mapping[str, str] = MappingProxyType(
    {
        "value.choice_unclear": "看不出选了哪几项",
        "value.choice_crossed": "打的是×，看不出是选还是不选",
        "value.choice_unknown": "写了选项以外的内容",
        "value.choice_doubtful": "√在两项之间，按靠着的□读",
        "value.choice_mixed": "有的打☑、有的打☒，都按选中读",
        "value.choice_by_number": "写的是序号，按第几项读",
        "value.choice_remark": "除选项外还写了别的内容",
        "value.choice_several": "单选项选了几项",
        "value.choice_other_blank": "选了“其它”而没有写是什么",
        "value.choice_other_unplaced": "写了“其它”，而表中没有这一项",
    }
)


def read_choice_field(target: Field, cell: Cell, teller: Teller) -> tuple[FieldValue, str | None]:
    """What is chosen in a cell, and the text behind 其它.

    Args:
        target: A field of one choice or several.
        cell: Its cell.
        teller: Takes the issues.

    Returns:
        The labels chosen as a tuple (the label itself for one choice), None where nothing is
        ticked or written, `Unread` with an issue; and the words behind 其它.
    """
    text = cell.text.strip()
    if text in NONE_WORDS:
        return NONE_OF_ITEM, None
    found = read_choices(text, target.choices)
    if found.problem is not None:
        _tell(found.problem, target, cell, teller, certain=found.certain)
    if found.other not in (None, *NONE_WORDS) and target.other is None:
        _tell("other_unplaced", target, cell, teller, certain=True)
    if found.other_ticked and found.other is None and target.other is not None:
        _tell("other_blank", target, cell, teller, certain=True)
    other = None if found.other in NONE_WORDS else found.other
    return _value(target, cell, teller, found), other


def _value(target: Field, cell: Cell, teller: Teller, found: ChoiceReading) -> FieldValue:
    if not found.certain:
        return Unread(cell.text.strip())
    if target.type is FieldType.CHOICES or not found.chosen:
        return found.chosen or None
    if len(found.chosen) > 1:
        _tell("several", target, cell, teller, certain=False)
        return Unread(cell.text.strip())
    return found.chosen[0]


def _tell(problem: str, target: Field, cell: Cell, teller: Teller, *, certain: bool) -> None:
    doubt, code = _DOUBTS[problem], f"value.choice_{problem}"
    if certain:
        teller.doubt(
            code,
            target,
            cell,
            message=doubt.message,
            remedy=doubt.remedy,
            severity=doubt.severity,
        )
    else:
        teller.wrong(code, target, cell, message=doubt.message, remedy=doubt.remedy)
