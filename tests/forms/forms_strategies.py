"""Records of any kind, as a form can hold them: what is written must be read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from kejifupin.forms.layouts import FormLayout, text_fields
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.numerals import read_amount
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague, convert_amount

_LETTERS = "春夏秋冬东南西北山水田林甲乙丙丁的了在有和㮾0123456789ABxyz"
_SIGNS = "，。、；（）—·“”'\"<&>=+-*/ \n"
_VAGUE = ("300余{}", "10余{}", "约200{}", "5-10{}", "2万多{}", "至少3{}", "不足50{}", "100{}左右")
_PHONES = ("13800000000", "0431-12345678", "15912345678、13700000001", "88991234", "0433-1234567")
_WORDS = ("春节前", "农闲时", "待雪化后", "腊月", "收秋之后")


def words(*, one_line: bool = False) -> st.SearchStrategy[str]:
    """Text that somebody may write, without space around it."""
    if one_line:
        return st.text(_LETTERS, min_size=1, max_size=12)
    body = st.text(_LETTERS + _SIGNS, max_size=30)
    return st.builds(lambda first, rest: (first + rest).strip(), st.sampled_from(_LETTERS), body)


def days() -> st.SearchStrategy[date]:
    """Days around the programme."""
    return st.dates(date(2010, 1, 1), date(2020, 12, 31))


def periods() -> st.SearchStrategy[Period]:
    """Periods of whole months and of any days."""
    any_days = st.tuples(days(), days()).map(sorted).map(lambda pair: Period(*pair))
    months = st.builds(Period.month, st.integers(2015, 2019), st.integers(1, 12))
    spans = st.tuples(months, months).map(
        lambda two: Period(min(m.start for m in two), max(m.end for m in two))
    )
    return st.one_of(any_days, months, spans)


def amounts(field: Field) -> st.SearchStrategy[FieldValue]:
    """Numbers of a field: exact, vague, none of it, and not understood."""
    exact: st.SearchStrategy[FieldValue] = st.integers(0, 10_000_000)
    if field.decimals:
        exact = st.one_of(
            exact,
            st.decimals(0, 100_000, places=field.decimals).map(_plain),
        )
    vague = st.sampled_from(_VAGUE).map(lambda text: _vague(text, field))
    return st.one_of(exact, vague, st.just(NONE_OF_ITEM), st.just(Unread("不详")))


def _plain(number: Decimal) -> Decimal | int:
    return int(number) if number == int(number) else number


def _vague(text: str, field: Field) -> Vague:
    plain = field.unit.removeprefix("万")
    reading = read_amount(text.format(plain), counted=field.counted)
    amount = convert_amount(reading.amount, reading.unit or plain, field.unit)
    assert isinstance(amount, Vague)
    return amount


def values(
    field: Field, setting: Setting, *, in_text: bool = False
) -> st.SearchStrategy[FieldValue]:
    """Values of a field, None among them.

    Args:
        field: The field.
        setting: Its divisions are the places that are named.
        in_text: Whether the field stands inside a paragraph, on one line.
    """
    match field.type:
        case FieldType.TEXT:
            some: st.SearchStrategy[FieldValue] = words(one_line=in_text)
        case FieldType.NUMBER:
            some = amounts(field)
        case FieldType.DATE:
            some = st.one_of(days(), st.just(NONE_OF_ITEM))
        case FieldType.WHEN:
            some = st.one_of(days(), periods(), st.sampled_from(_WORDS))
        case FieldType.PERIOD:
            some = periods()
        case FieldType.PHONE:
            some = st.sampled_from(_PHONES)
        case FieldType.DIVISION:
            some = st.sampled_from(places(setting))
        case FieldType.CHOICE:
            some = st.sampled_from(field.choices)
        case FieldType.CHOICES:
            some = st.sets(st.sampled_from(field.choices), min_size=1).map(
                lambda chosen: tuple(each for each in field.choices if each in chosen)
            )
        case _:
            raise AssertionError(field.type)
    return st.one_of(some, st.none()) if not in_text else st.one_of(some, some, st.none())


def places(setting: Setting) -> tuple[DivisionName, ...]:
    """Names of the divisions of a setting that can mean one place only, and one of nowhere."""
    return _places(setting.divisions, setting.as_of, setting.scope)


@cache
def _places(divisions: Divisions, day: date, scope: str) -> tuple[DivisionName, ...]:
    found = [DivisionName("月亮县")]
    for division in divisions.divisions:
        reading = divisions.resolve(division.name, day, within=scope)
        if reading.division is not None and reading.division.code == division.code:
            found.append(DivisionName(division.name, division.code))
    return tuple(found)


@st.composite
def row_records(draw: st.DrawFn, kind: RecordKind, setting: Setting) -> Record:
    """A row of a growing table with something in it."""
    filled = {each.key: draw(values(each, setting)) for each in kind.fields}
    if not any(_shows(value) for value in filled.values()):
        first = next(each for each in kind.fields if each.type is FieldType.TEXT)
        filled[first.key] = draw(words(one_line=True))
    return make_record(kind, filled)


def _shows(value: FieldValue) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip("。·…."))


@st.composite
def records(draw: st.DrawFn, kind: RecordKind, layout: FormLayout, setting: Setting) -> Record:
    """A record as a form can hold it, with something in it.

    Args:
        draw: Given by Hypothesis.
        kind: Its kind.
        layout: The form, which says what stands inside paragraphs.
        setting: Its divisions are the places that are named.
    """
    in_text = {key for block in layout.blocks for key in text_fields(block)}
    others = {each.other for each in kind.fields if each.other}
    filled: dict[str, FieldValue] = {}
    for each in kind.fields:
        if each.type is FieldType.ROWS:
            rows = row_records(kind.row_kind(each.key), setting)
            filled[each.key] = tuple(draw(st.lists(rows, max_size=4)))
        elif each.key in others:
            filled[each.key] = draw(st.one_of(st.none(), words(one_line=True)))
        else:
            filled[each.key] = draw(values(each, setting, in_text=each.key in in_text))
    _derive(filled, kind, layout, setting)
    if all(value is None or value == () for value in filled.values()):
        key = next(
            each.key
            for each in kind.fields
            if each.type is FieldType.TEXT and each.key != layout.division_from
        )
        filled[key] = "甲"
    return make_record(kind, filled)


def _derive(
    filled: dict[str, FieldValue], kind: RecordKind, layout: FormLayout, setting: Setting
) -> None:
    """Where the division follows from an organisation's name, let it."""
    if layout.division_from is None:
        return
    division = next(each.key for each in kind.fields if each.type is FieldType.DIVISION)
    place = filled[division]
    if not isinstance(place, DivisionName) or filled[layout.division_from] is None:
        filled[division] = filled[layout.division_from] = None
        return
    unit = f"{place.text}科协"
    filled[layout.division_from] = unit
    filled[division] = DivisionName(unit, place.code)


def texts_of(record: Record) -> Mapping[str, FieldValue]:
    """The values of a record by key, for assertion messages."""
    return dict(record.items())
