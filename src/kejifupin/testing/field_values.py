"""What people may write into a field, for every type of field, as Hypothesis strategies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from kejifupin.records.fields import Field, FieldType
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.numerals import read_amount
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Number, Vague, convert_amount, plain

Values = st.SearchStrategy[FieldValue]

# First in each list is what a failing example shrinks to.
_LETTERS = "春夏秋冬东南西北山水田林甲乙丙丁的了在有和㮾0123456789ABxyz"
_SIGNS = "，。、；（）—·“”'\"<&>=+-*/ \n"
_VAGUE = ("10余{}", "300余{}", "约200{}", "5-10{}", "2万多{}", "至少3{}", "不足50{}", "100{}左右")
_PHONES = ("13800000000", "0431-12345678", "15912345678、13700000001", "88991234", "0433-1234567")
_SEASONS = ("春节前", "农闲时", "待雪化后", "腊月", "收秋之后")
_NOWHERE = DivisionName("月亮县")
_UNREAD = "不详"
_LARGE = 10_000_000
_FIRST_DAY, _LAST_DAY = date(2010, 1, 1), date(2020, 12, 31)


def words(*, one_line: bool = False) -> st.SearchStrategy[str]:
    """Text that somebody may write, without space around it.

    Args:
        one_line: Whether it is short and without signs, as behind a colon in a paragraph.
    """
    if one_line:
        return st.text(_LETTERS, min_size=1, max_size=12)
    body = st.text(_LETTERS + _SIGNS, max_size=30)
    first = st.sampled_from(_LETTERS)
    return st.tuples(first, body).map(lambda two: (two[0] + two[1]).strip())


def days(first: date = _FIRST_DAY, last: date = _LAST_DAY) -> st.SearchStrategy[date]:
    """Days from the first to the last."""
    return st.dates(first, last)


def periods(first: date = _FIRST_DAY, last: date = _LAST_DAY) -> st.SearchStrategy[Period]:
    """Periods of any days, of a month, and of whole months."""
    any_days = st.lists(days(first, last), min_size=2, max_size=2).map(
        lambda two: Period(min(two), max(two))
    )
    months = st.builds(Period.month, st.integers(first.year + 1, last.year - 1), st.integers(1, 12))
    spans = st.tuples(months, months).map(
        lambda two: Period(min(m.start for m in two), max(m.end for m in two))
    )
    return st.one_of(any_days, months, spans)


def exact_numbers(field: Field) -> st.SearchStrategy[Number]:
    """Exact numbers that a field allows, whole or with its decimals."""
    low = 0 if field.minimum is None else int(field.minimum)
    high = max(low, _LARGE if field.maximum is None else int(field.maximum))
    whole: st.SearchStrategy[Number] = st.integers(low, high)
    if not field.decimals:
        return whole
    fine = st.decimals(low, min(high, max(low, 100_000)), places=field.decimals).map(_plain)
    return st.one_of(whole, fine)


def vague_numbers(field: Field) -> Iterator[Vague]:
    """Vague numbers in the field's unit: 10余户, 5-10户, 至少3户."""
    unit = field.unit or ""
    printed = unit.removeprefix("万")
    for text in _VAGUE:
        found = read_amount(text.format(printed), counted=field.counted)
        if found is None:
            continue
        amount = convert_amount(found.amount, found.unit or printed, unit)
        if isinstance(amount, Vague):
            yield amount


def field_values(
    field: Field,
    places: Sequence[DivisionName] = (),
    *,
    one_line: bool = False,
    unread: bool = True,
) -> Values:
    """Everything that a field may hold: blank, exact, vague, “-”, not understood.

    Args:
        field: The field; not one of rows.
        places: What a division field may name; one that does not exist is added.
        one_line: Whether the field stands inside a paragraph.
        unread: Whether what could not be understood is among them.

    Returns:
        Values of the class that reading a form gives, None for blank among them.
    """
    some = _readable(field, places, one_line=one_line)
    odd: list[FieldValue] = [None]
    if field.type in (FieldType.NUMBER, FieldType.DATE):
        odd.append(NONE_OF_ITEM)
    if unread and field.type in (FieldType.NUMBER, FieldType.DATE, FieldType.PERIOD):
        odd.append(Unread(_UNREAD))
    return st.one_of(st.sampled_from(odd), some, some)


def _readable(field: Field, places: Sequence[DivisionName], *, one_line: bool) -> Values:
    match field.type:
        case FieldType.TEXT:
            free = words(one_line=one_line)
            return st.one_of(st.sampled_from(tuple(field.ranks)), free) if field.ranks else free
        case FieldType.NUMBER:
            vague = tuple(vague_numbers(field))
            exact = exact_numbers(field)
            return st.one_of(exact, st.sampled_from(vague)) if vague else exact
        case FieldType.DATE:
            return days()
        case FieldType.WHEN:
            return st.one_of(days(), periods(), st.sampled_from(_SEASONS))
        case FieldType.PERIOD:
            return periods()
        case FieldType.PHONE:
            return st.sampled_from(_PHONES)
        case FieldType.DIVISION:
            return st.sampled_from((*places, _NOWHERE))
        case FieldType.CHOICE:
            return st.sampled_from(field.choices)
        case FieldType.CHOICES:
            labels = st.lists(st.sampled_from(field.choices), min_size=1, unique=True)
            return labels.map(lambda some: tuple(each for each in field.choices if each in some))
        case FieldType.ROWS:
            raise ValueError(f"field {field.key!r} holds rows: draw records of its kind instead")


def _plain(number: Decimal) -> Number:
    return plain(number)
