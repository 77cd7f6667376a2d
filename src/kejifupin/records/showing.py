"""How what stands in a field is shown to people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kejifupin.records.fields import Field
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import Vague, format_number
from kejifupin.terms.views import View

UNREAD = "（未能识别）"
"""What is shown in place of words that could not be understood: they may be anybody's name."""


def field_text(
    value: FieldValue, field: Field, kind: RecordKind, disclosure: Disclosure = CLOSED
) -> str:
    """What stands in a field as people write it, without its unit; empty for not reported.

    Args:
        value: What stands there.
        field: The field.
        kind: The kind that the field is part of.
        disclosure: Which personal values are shown in clear.
    """
    if value is None or value == ():
        return ""
    return disclosure.show(_text(value), field.key, field.privacy, kind.key)


def _text(value: FieldValue) -> str:
    match value:
        case Unread():
            return UNREAD
        case Vague() | DivisionName():
            return value.text
        case Period():
            return f"{chinese_date(value.start)}—{chinese_date(value.end)}"
        case date():
            return chinese_date(value)
        case int() | Decimal():
            return format_number(value)
        case tuple() if any(isinstance(each, Record) for each in value):
            return f"{len(value)}行"
        case tuple():
            return "、".join(map(str, value))
    return str(value)


def record_view(record: Record) -> View:
    """A record as facts, without personal data: every field of its form, blank ones too.

    Args:
        record: The record.
    """
    kind = record.kind
    facts = tuple(
        (field_title(each), field_text(record.get(each.key), each, kind)) for each in kind.fields
    )
    origin = record.origin
    source = " ".join(filter(None, (origin.file, origin.table))) if origin else "程序提供的记录"
    return View(kind.label, facts=(*facts, ("来源", source)))


def field_title(field: Field) -> str:
    """The name of a field, with its unit."""
    return f"{field.label}（{field.unit}）" if field.unit else field.label
