"""Readings go to JSON and come back equal, to the type of every number."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "forms"))

from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import days, periods, records

from kejifupin.exchange.record_json import (
    FORMAT,
    ReadingFormatError,
    dump_reading,
    load_reading,
)
from kejifupin.forms.reading import FormReading
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.values import DivisionName, Unread
from kejifupin.terms.issues import Effect, Issue, Severity
from kejifupin.terms.origins import Origin, Place
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

SETTING = make_setting(date(2018, 5, 31))
COLUMN = Field("share", "份额", FieldType.NUMBER, unit="亩", decimals=4)
KIND = RecordKind(
    key="everything",
    label="各种字段",
    fields=(
        Field("text", "文字"),
        Field("number", "数字", FieldType.NUMBER, unit="亩", decimals=2),
        Field("day", "日期", FieldType.DATE),
        Field("when", "时间", FieldType.WHEN),
        Field("period", "起止", FieldType.PERIOD),
        Field("division", "地区", FieldType.DIVISION),
        Field("choice", "单选", FieldType.CHOICE, choices=("甲", "乙")),
        Field("choices", "多选", FieldType.CHOICES, choices=("甲", "乙")),
        Field("phone", "电话", FieldType.PHONE),
        Field("details", "明细", FieldType.ROWS, fields=(COLUMN, Field("name", "名称"))),
    ),
)
ROW = KIND.row_kind("details")
KINDS = {KIND.key: KIND, ROW.key: ROW}


def exactly(value):
    """A value spelt out so that two are equal only when class, digits and places are."""
    match value:
        case Record():
            fields = [(key, exactly(each)) for key, each in value.items()]
            return ("record", value.kind, fields, exactly(value.origin))
        case Origin():
            return ("origin", attrs.evolve(value, cells={}), dict(value.cells))
        case Decimal():
            return ("decimal", value.as_tuple())
        case Vague():
            return ("vague", exactly(value.low), exactly(value.high), value.text, value.high_open)
        case tuple():
            return tuple(exactly(each) for each in value)
        case _:
            return (type(value).__name__, value)


def assert_comes_back(reading, kinds):
    back = load_reading(dump_reading(reading), kinds)
    assert exactly(back.records) == exactly(reading.records)
    assert attrs.evolve(back, records=()) == attrs.evolve(reading, records=())


# Any characters, lone surrogates among them: file names hold them, and Excel can write them.
anything = st.text(st.characters(exclude_categories=()), max_size=12)
texts = st.one_of(st.none(), anything)
numbers = st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False))
wide = st.integers(-(10**6), 10**6)


def vague(text, low, more, high_open):
    return Vague(low, low + more, text, high_open)


vagues = st.one_of(
    st.builds(vague, anything, wide, st.integers(1, 10**6), st.booleans()),
    st.builds(vague, anything, st.decimals(0, 10**6, places=4), st.integers(1, 99), st.booleans()),
    st.builds(Vague, st.none(), wide, anything, st.booleans()),
    st.builds(Vague, wide, st.none(), anything),
)
division_names = st.builds(DivisionName, anything, texts)
values = st.one_of(
    st.none(),
    anything,
    numbers,
    vagues,
    st.just(NONE_OF_ITEM),
    days(),
    periods(),
    division_names,
    st.builds(Unread, anything),
    st.lists(anything, max_size=3).map(tuple),
)
cell_maps = st.dictionaries(st.sampled_from(["text", "number", "share"]), anything, max_size=3)
origins = st.builds(
    Origin,
    st.sampled_from(["表.docx", "别的.xlsx"]),
    texts,
    st.one_of(st.none(), st.integers(1, 10**6)),
    texts,
    cell_maps.map(MappingProxyType),
    texts,
)
rows = st.builds(
    make_record,
    st.just(ROW),
    st.fixed_dictionaries({"share": values, "name": values}),
    st.one_of(st.none(), origins),
)
places = st.builds(
    Place,
    st.one_of(st.none(), st.sampled_from(["表.docx", "别的.xlsx"])),
    texts,
    st.one_of(st.none(), st.integers(0, 99)),
    texts,
)
issues = st.builds(
    Issue,
    anything,
    anything,
    st.sampled_from(Severity),
    places,
    texts,
    texts,
    texts,
    texts,
    st.sampled_from(Effect),
)


@st.composite
def whole_records(draw):
    keys = [each.key for each in KIND.fields if each.key != "details"]
    filled = {key: draw(values) for key in keys}
    filled["details"] = draw(st.one_of(st.none(), st.lists(rows, max_size=3).map(tuple)))
    return make_record(KIND, filled, draw(st.one_of(st.none(), origins)))


@given(
    st.builds(
        FormReading,
        st.sampled_from(["表.docx", "\udcb1\udced.docx"]),
        st.lists(whole_records(), max_size=3).map(tuple),
        st.lists(issues, max_size=3),
        st.lists(anything, max_size=2).map(tuple),
    )
)
def test_whatever_a_reading_holds_comes_back(reading):
    """Every class of value in every type of field, any text, any place."""
    assert_comes_back(reading, KINDS)


@pytest.mark.parametrize("layout", list(load_layouts()))
@given(data=st.data())
@settings(max_examples=25)
def test_records_of_every_jilin_form_come_back(layout, data):
    """What the forms of the plugin can hold, growing tables included."""
    form = load_layouts()[layout]
    kind = load_kinds()[form.kind]
    record = data.draw(records(kind, form, SETTING))
    assert_comes_back(FormReading("表.docx", (record,), (), (layout,)), load_kinds())


@pytest.mark.parametrize(
    "number",
    [
        Decimal("1.50"),
        Decimal("-0"),
        Decimal("1E+3"),
        Decimal("0.0000000000000000000000000000000000001"),
        10**5000,
        -(10**5000),
        2**1024,
        Vague(Decimal("10.0"), Decimal("20.0"), "10余亩", high_open=True),
        Vague(None, 50, "不足50", high_open=True),
    ],
    ids=lambda number: type(number).__name__,
)
def test_numbers_keep_every_digit(number):
    """A whole number beyond the decimal digits that Python converts is no exception."""
    assert_comes_back(FormReading("a", (make_record(KIND, {"number": number}),)), KINDS)


def test_rows_of_one_table_go_on_sharing_their_cells():
    """A ledger of many rows is written with one mapping, and has one again."""
    cells = MappingProxyType({"share": "表1!R{row}C2", "name": "表1!R{row}C1"})
    ledger = tuple(
        make_record(ROW, {"share": n}, Origin("a.xlsx", "台账", n, "ledger", cells, "ab"))
        for n in range(2, 1002)
    )
    data = dump_reading(FormReading("a.xlsx", ledger))

    back = load_reading(data, KINDS).records

    assert data.count(b"{row}") == 2
    assert len({id(record.origin.cells) for record in back}) == 1
    assert back[-1].origin.cell("share") == "表1!R1001C2"


def test_a_reading_takes_another_name_wherever_its_own_stands():
    """The same content under another name: origins and places follow, other files stay."""
    reading = FormReading(
        "旧.docx",
        (make_record(KIND, {"text": "旧.docx"}, Origin("旧.docx", "表1")),),
        (
            Issue("a.b", "一", place=Place("旧.docx", "表1!R1C1")),
            Issue("a.b", "二", place=Place("名册.xlsx")),
            Issue("a.b", "三"),
        ),
    )

    back = load_reading(dump_reading(reading), KINDS, file="新.docx")

    assert back.file == "新.docx"
    assert back.records[0].origin.file == "新.docx"
    assert back.records[0].get("text") == "旧.docx"
    assert [each.place.file for each in back.issues] == ["新.docx", "名册.xlsx", None]


def test_the_same_reading_gives_the_same_bytes():
    """Written twice, in two processes, nothing differs."""
    reading = FormReading("a", (make_record(KIND, {"choices": ("甲", "乙"), "number": 3}),))
    assert dump_reading(reading) == dump_reading(reading)


@pytest.mark.parametrize("end", range(0, 100, 7))
def test_half_a_reading_is_none(end):
    """Whatever a write left behind is refused, and by one exception."""
    data = dump_reading(FormReading("a", (make_record(KIND, {"day": date(2018, 1, 5)}),)))
    with pytest.raises(ReadingFormatError):
        load_reading(data[: len(data) * end // 100], KINDS)


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b"\xff\xfe", b"\0" * 100, b'{"format":1}', b"1" * 5000],
)
def test_other_bytes_are_no_reading(data):
    """Damage of any shape is told by the same exception."""
    with pytest.raises(ReadingFormatError):
        load_reading(data, KINDS)


@pytest.mark.parametrize("value", ['{"what":1}', '{"decimal":"x"}', "{}", '{"date":"2018-13-01"}'])
def test_a_damaged_value_is_told(value):
    """JSON that is right but says nothing that a field can hold."""
    data = dump_reading(FormReading("a", (make_record(KIND, {"text": "此处"}),)))
    with pytest.raises(ReadingFormatError):
        load_reading(data.replace('"此处"'.encode(), value.encode()), KINDS)


def test_the_passage_that_a_record_was_taken_from_comes_back():
    """A record told in prose has its words beside the system's name; the others have none."""
    told = Origin("国家扶贫信息系统", passage="有建档立卡贫困户103户378人")
    given = (make_record(KIND, {"text": "一"}, told), make_record(KIND, {}, Origin("a.xlsx")))
    found = load_reading(dump_reading(FormReading("a.xlsx", given)), KINDS)
    assert [each.origin for each in found.records] == [told, Origin("a.xlsx")]


def test_a_kind_that_has_changed_is_told():
    """Values stand in the order of the fields: another order must not be read in silence."""
    data = dump_reading(FormReading("a", (make_record(KIND, {"text": "一"}),)))
    changed = attrs.evolve(KIND, fields=(*KIND.fields[1:], KIND.fields[0]))

    with pytest.raises(ReadingFormatError, match="'everything' has changed"):
        load_reading(data, {KIND.key: changed})
    with pytest.raises(ReadingFormatError, match="unknown kind 'everything'"):
        load_reading(data, {})


def test_another_format_is_told():
    """A later version may write otherwise."""
    data = json.loads(dump_reading(FormReading("a")))
    data["format"] = FORMAT + 1
    with pytest.raises(ReadingFormatError, match="format 2"):
        load_reading(json.dumps(data).encode(), KINDS)


@pytest.mark.parametrize("value", [1.5, datetime(2018, 1, 1), object(), {"a": 1}])  # noqa: DTZ001
def test_what_no_field_holds_is_refused(value):
    """Nothing is written that would not come back."""
    with pytest.raises(TypeError, match="no value of a field"):
        dump_reading(FormReading("a", (make_record(KIND, {"text": value}),)))


def test_a_period_of_one_day_is_no_date():
    """What looks alike stays apart."""
    day = date(2018, 1, 5)
    for value in (day, Period(day, day), "2018-01-05", Unread("2018-01-05")):
        assert_comes_back(FormReading("a", (make_record(KIND, {"when": value}),)), KINDS)
