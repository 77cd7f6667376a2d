"""What a kind alone demands of its records: required fields, types, plausible sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from kejifupin.records.fields import Field, FieldType
from kejifupin.records.identities import place_of
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, FieldValue, Unread, as_interval
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Effect, Issue, Severity
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

CODES: Mapping[str, str] = {
    "field.required": "必填项空着",
    "field.out_of_range": "数字超出该项可能的范围",
    "field.not_in_order": "所写的词不在该项的高低次序之内",
    "field.wrong_type": "值的类型与字段不符（由程序提供的记录）",
}

_TYPES: Mapping[FieldType, tuple[type, ...]] = {
    FieldType.TEXT: (str,),
    FieldType.NUMBER: (int, Decimal, Vague),
    FieldType.DATE: (date,),
    FieldType.WHEN: (date, Period, str),
    FieldType.PERIOD: (Period,),
    FieldType.DIVISION: (DivisionName,),
    FieldType.CHOICE: (str,),
    FieldType.CHOICES: (tuple,),
    FieldType.PHONE: (str,),
    FieldType.ROWS: (tuple,),
}
_PLAIN: Mapping[FieldType, tuple[type, ...]] = {
    **dict.fromkeys(FieldType, ()),
    FieldType.TEXT: (str,),
    FieldType.CHOICE: (str,),
    FieldType.PHONE: (str,),
    FieldType.NUMBER: (int, Decimal),
    FieldType.DIVISION: (DivisionName,),
    FieldType.PERIOD: (Period,),
}


@frozen
class _Demand:
    """What a field demands, looked up once for all records of a kind (字段要求)."""

    field: Field
    key: str
    required: bool
    plain: tuple[type, ...]
    minimum: int | Decimal | None
    maximum: int | Decimal | None
    ranks: Mapping[str, int]


def check_fields(records: Iterable[Record]) -> tuple[Issue, ...]:
    """Issues of required fields left blank, of values of another type, of impossible numbers.

    Args:
        records: Records; their rows are checked with them.
    """
    found: list[Issue] = []
    for record in records:
        demands, has_rows = _demands(record.kind)
        _check_record(record, demands, found)
        if has_rows:
            for row in record.rows():
                _check_record(row, _demands(row.kind)[0], found)
    return tuple(found)


@lru_cache(maxsize=512)
def _demands(kind: RecordKind) -> tuple[tuple[_Demand, ...], bool]:
    """What the fields of a kind demand, and whether it has growing tables."""
    demands = tuple(
        _Demand(
            each,
            each.key,
            each.required,
            _PLAIN[each.type],
            each.minimum,
            each.maximum,
            each.ranks,
        )
        for each in kind.fields
    )
    return demands, any(each.type is FieldType.ROWS for each in kind.fields)


def _check_record(record: Record, demands: tuple[_Demand, ...], found: list[Issue]) -> None:
    for demand in demands:
        value = getattr(record, demand.key)
        if value is None:
            if not demand.required:
                continue
        elif type(value) in demand.plain:
            # The plain case, which nearly every value is: of the type itself, and within range.
            if type(value) is str:
                if value and (not demand.ranks or value in demand.ranks):
                    continue
            elif isinstance(value, Decimal) and not value.is_finite():
                pass
            elif (demand.minimum is None or value >= demand.minimum) and (
                demand.maximum is None or value <= demand.maximum
            ):
                continue
        found += _check(record, demand.field)


def _check(record: Record, field: Field) -> Iterator[Issue]:
    value = record.get(field.key)
    if value is None or value in ("", ()):
        if field.required:
            lost = field.key in record.kind.identity
            yield Issue(
                "field.required",
                f"“{field.label}”是必填项，现为空白",
                place=place_of(record, field.key),
                field=field.key,
                remedy=_what_to_write(field),
                effect=Effect.RECORD if lost else Effect.NONE,
            )
    elif not has_type(value, field):
        yield Issue(
            "field.wrong_type",
            f"“{field.label}”应为{field.type.label}，给的是别的类型",
            place=place_of(record, field.key),
            field=field.key,
            seen=repr(value),
            remedy="检查提供这条记录的程序",
            effect=Effect.FIELD,
        )
    elif isinstance(value, str) and field.ranks and value not in field.ranks:
        yield Issue(
            "field.not_in_order",
            f"“{field.label}”写的不在高低次序之内，够不够要求判断不了",
            Severity.WARNING,
            place_of(record, field.key),
            field=field.key,
            seen=value,
            remedy=f"核对后改写成次序里的词，如 {'、'.join(_steps(field))}；"
            "写得对而次序里没有的，请方案的编写者补上",
        )
    elif (wrong := _out_of_range(value, field)) is not None:
        yield Issue(
            "field.out_of_range",
            f"“{field.label}”应{wrong}，现填数字超出范围",
            place=place_of(record, field.key),
            field=field.key,
            seen=value.text if isinstance(value, Vague) else str(value),
            remedy=f"核对数字与计量单位（本项按“{field.unit}”填写）后改正",
            effect=Effect.FIELD,
        )


def has_type(value: FieldValue, field: Field) -> bool:
    """Whether a value is what a field holds; “-” and what was not read always are.

    NaN and infinities are no numbers.
    """
    if value is NONE_OF_ITEM or isinstance(value, Unread):
        return True
    if isinstance(value, bool | datetime) or not isinstance(value, _TYPES[field.type]):
        return False
    if isinstance(value, Decimal) and not value.is_finite():
        # What tables of other programs have where there is no number.
        return False
    part = Record if field.type is FieldType.ROWS else str
    return not isinstance(value, tuple) or all(isinstance(each, part) for each in value)


def _out_of_range(value: FieldValue, field: Field) -> str | None:
    """The range in words, where a number surely lies outside of it."""
    if field.minimum is None and field.maximum is None:
        return None
    possible = as_interval(value)
    if possible is None or value is NONE_OF_ITEM:
        return None
    bound = Bound(field.minimum, field.maximum)
    if bound.holds(possible) is not False:
        return None
    return (
        f"为{bound.text(field.unit or '')}"
        if bound.at_least is not None
        else bound.text(field.unit or "")
    )


def _steps(field: Field) -> Iterator[str]:
    """One word of every rank, from the lowest up."""
    seen = -1
    for word, rank in field.ranks.items():
        if rank != seen:
            seen = rank
            yield word


def _what_to_write(field: Field) -> str:
    if field.type is FieldType.NUMBER:
        return f"填写数字（单位：{field.unit}）；没有发生填0，没有此项填“-”"
    if field.type is FieldType.CHOICES:
        return "在对应的□内打√，可多选"
    if field.type is FieldType.ROWS:
        return f"在“{field.label}”下至少填写一行"
    return f"填写{field.label}"
