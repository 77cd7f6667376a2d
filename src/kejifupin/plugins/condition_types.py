"""Whether what a condition compares can be compared: numbers with numbers, days with days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from attrs import evolve

from kejifupin.records.conditions import Condition
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.operands import Operand
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.quantities import Unit, find_unit, format_number, is_unit
from kejifupin.terms.unit_algebra import multiplied_units

CODES: Mapping[str, str] = {
    "reference.product_unit": "乘积与另一边的单位大小不同",
    "reference.unlike": "比较的两边不是一类",
}

_NUMBER, _DAY, _TEXT = "数字", "日期", "文字"
_DAYS = frozenset({FieldType.DATE, FieldType.WHEN, FieldType.PERIOD})


def unlike_issues(condition: Condition, kind: RecordKind, place: Place) -> Iterator[Issue]:
    """Comparisons of things that are never equal, nor more or less than each other.

    Args:
        condition: A condition on records of the kind.
        kind: The kind.
        place: Where the condition stands.
    """
    for part in (*condition.all, *condition.any, *filter(None, (condition.negated,))):
        yield from unlike_issues(part, kind, place)
    if condition.all or condition.any or condition.negated is not None:
        return
    left = condition.operand
    sort = _sort(left, kind)
    if sort is None:
        return
    ends = [each for ends in condition.ends for each in ends]
    sides = [*ends, *((condition.equals,) if condition.equals is not None else ())]
    yield from _unscaled(condition, left, sides, kind, place)
    others = {_sort(each, kind) for each in sides}
    others |= {_sort_of(each) for each in condition.is_in}
    for other in sorted(others - {None, sort}, key=str):
        yield Issue(
            "reference.unlike",
            f"{_name(left, kind)}是{sort}，不能与{other}比较",
            place=place,
            remedy=_REMEDIES[sort],
        )


_REMEDIES: Mapping[str, str] = {
    _NUMBER: "数字不加引号，或与另一个数字字段比",
    _DAY: "日期写成 2018-05-31，不加引号，或与另一个日期字段比",
    _TEXT: "文字加引号；要比大小的，字段的 type 写 number",
}


def _unscaled(
    condition: Condition, left: Operand, sides: Iterable[Operand], kind: RecordKind, place: Place
) -> Iterator[Issue]:
    """Products whose unit is not that of the other side: fields convert, products do not."""
    unit = condition.unit(kind)
    own = _size_of(left, kind, unit)
    for side in sides:
        other = _size_of(side, kind, unit)
        if own is None or other is None or not (left.product or side.product):
            continue
        if own.dimension != other.dimension or own.ratio == other.ratio:
            continue
        factor = other.ratio / own.ratio if side.product else own.ratio / other.ratio
        product, wanted = (other, own) if side.product else (own, other)
        number = to_number(factor, ROUND_HALF_EVEN)
        yield Issue(
            "reference.product_unit",
            f"乘积按“{product.symbol}”计，另一边按“{wanted.symbol}”计，乘积不会自动换算",
            place=place,
            remedy=f"在 product 里再乘{format_number(number)}，"
            f"或把字段的单位写成“{product.symbol}”",
        )


def _size_of(operand: Operand, kind: RecordKind, wanted: str | None) -> Unit | None:
    """The unit that an operand's number is in; None where it has none, or only a person knows."""
    if operand.field is not None:
        own = kind.field(operand.field).unit if operand.field in kind else None
        if own is None or not is_unit(own):
            return None
        found = find_unit(own)
        if wanted is not None and is_unit(wanted):
            target = find_unit(wanted)
            return target if target.dimension == found.dimension else found
        return found
    sizes = [_size_of(part, kind, wanted) for part in operand.product]
    if not sizes or None in sizes:
        return None
    symbol, factor = multiplied_units(each.symbol for each in sizes if each is not None)
    if not is_unit(symbol):
        return None
    return evolve(find_unit(symbol), factor=find_unit(symbol).factor * factor)


def _name(operand: Operand, kind: RecordKind) -> str:
    key = operand.field
    return f"“{kind.field(key).label}”" if key is not None and key in kind else "左边"


def _sort(operand: Operand, kind: RecordKind) -> str | None:
    """What an operand is; None where that is not known or does not matter."""
    if operand.field is not None:
        return _sort_of_field(kind.field(operand.field)) if operand.field in kind else None
    if operand.constant is not None:
        return _sort_of(operand.constant)
    return _NUMBER if operand.sum or operand.product else _DAY


def _sort_of_field(field: Field) -> str | None:
    # A number whose type is misspelt, and told as such, stands here as a text with a unit.
    if field.type is FieldType.NUMBER or field.unit is not None:
        return _NUMBER
    if field.type in _DAYS:
        return _DAY
    return None if field.type is FieldType.ROWS else _TEXT


def _sort_of(constant: object) -> str | None:
    if isinstance(constant, bool):
        return None
    if isinstance(constant, int | Decimal):
        return _NUMBER
    return _DAY if isinstance(constant, date) else _TEXT
