"""Days, periods, places, phones and words, as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from forms_jilin import make_setting

from kejifupin.forms.telling import Teller
from kejifupin.forms.values import ValueReader
from kejifupin.office.grid import Cell
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.values import DivisionName, Unread
from kejifupin.terms.divisions import Division, Level
from kejifupin.terms.issues import Effect, Severity
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM

SETTING = make_setting(date(2018, 5, 31))
DAY = date(2017, 12, 5)


def read(type_: FieldType, text: str, **more):
    target = Field("it", "此项", type_)
    teller = Teller.of("表.docx", RecordKind("kind", "表", (target,), identity=()))
    cell = Cell(2, 1, text=text, address="表1!R3C2", **more)
    return ValueReader(teller, SETTING).read(target, cell), teller.issues


def codes(issues):
    return [issue.code for issue in issues]


@pytest.mark.parametrize("type_", [each for each in FieldType if each is not FieldType.ROWS])
@pytest.mark.parametrize("text", ["", "  ", "\n", "____", "＿＿ ＿", "\u3000"])
def test_blank_is_not_reported(type_, text):
    """White space and the line to write on are nothing, whatever the field holds."""
    target = Field(
        "it",
        "此项",
        type_,
        unit="户" if type_ is FieldType.NUMBER else None,
        choices=("甲", "乙") if type_ in (FieldType.CHOICE, FieldType.CHOICES) else (),
    )
    teller = Teller("表.docx")
    assert ValueReader(teller, SETTING).read(target, Cell(0, 0, text=text)) is None
    assert not teller.issues


@pytest.mark.parametrize(
    "text",
    [
        "2017年12月5日",
        "2017.12.5",
        "2017-12-05",
        "二〇一七年十二月五日",
        "12月5日",
        "12.5",
        "20171205",
        "17.12.5",
        "17-12-05",
        "2017、12、5",
        "2017 12 5",
        "2017，12，5日",
    ],
)
def test_a_day_in_any_writing(text):
    """The year may be left out where the programme's period holds the day once."""
    assert read(FieldType.DATE, text) == (DAY, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2017年12月", "value.date_not_exact"),
        ("2017年", "value.date_not_exact"),
        ("2月30日", "value.date"),
        ("2017年13月5日", "value.date"),
        ("7月5日", "value.date"),
        ("去年冬天", "value.date"),
    ],
)
def test_what_is_no_single_day_is_told(text, code):
    """A month is not a day, and a day outside the period has no year."""
    value, issues = read(FieldType.DATE, text)
    assert value == Unread(text)
    assert codes(issues) == [code]
    assert issues[0].effect is Effect.FIELD


@pytest.mark.parametrize("text", ["05.12.17", "5/12/2017", "99.1.1", "17.13.5", "17.8.5"])
def test_a_short_year_is_read_only_where_it_names_a_day_of_the_season(text):
    """The programme runs from 2017-11 to 2018-05: no other day is guessed."""
    value, issues = read(FieldType.DATE, text)
    assert value == Unread(text)
    assert codes(issues) == ["value.date"]


def test_two_days_in_the_place_of_one_are_no_missing_year():
    """What can be read as a span is told as not one day."""
    value, issues = read(FieldType.DATE, "12月5日-8日")
    assert value == Unread("12月5日-8日")
    assert codes(issues) == ["value.date_not_exact"]


def test_a_day_that_excel_stores_is_taken_as_it_is():
    """Its text is only how it is shown; a month shown is a month meant."""
    assert read(FieldType.DATE, "12/5/17", number=43074, date=DAY) == (DAY, [])
    first = date(2017, 12, 1)
    value, issues = read(FieldType.DATE, "2017年12月", number=43070, date=first)
    assert (value, codes(issues)) == (Unread("2017年12月"), ["value.date_not_exact"])
    december = Period(first, date(2017, 12, 31))
    assert read(FieldType.WHEN, "2017年12月", number=43070, date=first) == (december, [])


@pytest.mark.parametrize("text", ["年  月  日", "   年   月", "（　　年　月—　　年　月）"])
def test_a_printed_blank_for_a_day_is_blank(text):
    """年 月 日 with nothing between is what the form printed."""
    assert read(FieldType.WHEN, text) == (None, [])
    assert read(FieldType.PERIOD, text) == (None, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12月5日", DAY),
        ("2017年12月", Period(date(2017, 12, 1), date(2017, 12, 31))),
        ("12月5日至8日", Period(DAY, date(2017, 12, 8))),
        ("春节前", "春节前"),
        ("每周六", "每周六"),
        ("12月5日、6日", "12月5日、6日"),
        ("-", NONE_OF_ITEM),
    ],
)
def test_when_is_a_day_a_period_or_words(text, value):
    """Words that name no day are kept without an issue."""
    assert read(FieldType.WHEN, text) == (value, [])


@pytest.mark.parametrize("text", ["2017年13月5日", "2月30日", "8月5日", "13.45"])
def test_a_day_that_cannot_be_is_not_taken_for_words(text):
    """Figures that look like a day and are none have an issue."""
    value, issues = read(FieldType.WHEN, text)
    assert (value, codes(issues)) == (Unread(text), ["value.date"])


def test_a_period_that_runs_backwards_is_told_and_kept():
    """Annex 4 prints one: a warning that takes nothing away."""
    text = "2017年12月—2017年4月"
    value, issues = read(FieldType.PERIOD, text)
    assert value == Unread(text)
    assert codes(issues) == ["period.reversed"]
    assert (issues[0].severity, issues[0].effect) == (Severity.WARNING, Effect.NONE)


def test_a_period_that_is_none_is_told():
    """It is kept as text."""
    value, issues = read(FieldType.PERIOD, "整个冬天")
    assert (value, codes(issues)) == (Unread("整个冬天"), ["period.unread"])
    expected = Period(date(2017, 12, 1), date(2018, 4, 30))
    assert read(FieldType.PERIOD, "2017年12月—2018年4月") == (expected, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("镇赉县", "220821"),
        ("镇赉", "220821"),
        ("吉林省白城市镇赉县", "220821"),
        ("白城镇赉县", "220821"),
        ("220821", "220821"),
        ("延边州", "222400"),
        ("朝阳区", "220104"),
    ],
)
def test_a_place_is_looked_up_within_the_programme(text, code):
    """Names, short names, paths and codes; 朝阳区 is the one of this province."""
    assert read(FieldType.DIVISION, text) == (DivisionName(text, code), [])


def test_a_place_that_was_divided_since_keeps_its_code():
    """What 旧湖区 wrote stays its own, though only 白城市 lies above its parts now."""
    parts = ("220800-a", "220800-b")
    units = [Division(each, each, Level.COUNTY, "220800", DAY) for each in parts]
    old = Division("220800-x", "旧湖区", Level.COUNTY, "220800", valid_to=DAY, successors=parts)
    later = evolve(SETTING, divisions=SETTING.divisions.with_divisions((old, *units)))
    target = Field("it", "此项", FieldType.DIVISION)
    teller = Teller.of("表.docx", RecordKind("kind", "表", (target,), identity=()))
    found = ValueReader(teller, later).read(target, Cell(2, 1, text="旧湖区", address="表1!R3C2"))

    assert found == DivisionName("旧湖区", "220800-x")
    assert codes(teller.issues) == ["value.division_noted"]


def test_what_follows_a_known_place_is_told_for_information():
    """A township that the table does not have leaves the county above it."""
    value, issues = read(FieldType.DIVISION, "镇赉县东屏镇")
    assert value == DivisionName("镇赉县东屏镇", "220821")
    assert [(each.code, each.severity) for each in issues] == [
        ("value.division_noted", Severity.INFO)
    ]


@pytest.mark.parametrize("text", ["月亮县", "北京市", "镇赉县、通榆县"])
def test_a_place_that_is_not_there_takes_the_record_away(text):
    """Without its place a record cannot be counted anywhere."""
    value, issues = read(FieldType.DIVISION, text)
    assert value == DivisionName(text, None)
    assert codes(issues) == ["value.division_unknown"]
    assert issues[0].effect is Effect.RECORD
    assert issues[0].place.cell == "表1!R3C2"


def test_another_place_that_is_not_there_leaves_the_record():
    """Who helps may be written wrongly; who is helped says where the record counts."""
    fields = (
        Field("division", "受帮扶地区", FieldType.DIVISION),
        Field("helper", "帮扶地区", FieldType.DIVISION),
    )
    teller = Teller.of("表.docx", RecordKind("pairing", "结对", fields))
    for target in fields:
        ValueReader(teller, SETTING).read(target, Cell(0, 0, text="月亮县", address="表1!R1C1"))
    assert [issue.effect for issue in teller.issues] == [Effect.RECORD, Effect.FIELD]


def test_a_name_of_two_places_gives_both():
    """吉林 is a province and a city: the issue names each with its code."""
    value, issues = read(FieldType.DIVISION, "吉林")
    assert value.code is None
    assert codes(issues) == ["value.division_ambiguous"]
    assert "吉林省（220000）" in issues[0].message
    assert "吉林市（220200）" in issues[0].message


@pytest.mark.parametrize(
    "text",
    [
        "13800000000",
        "138 0000 0000",
        "138-0000-0000",
        "0431-12345678",
        "0433 2345678",
        "（0431）82345678",
        "2345678",
        "13800000000、0431-82345678",
        "82345678转102",
        "400-123-4567",
        "0431-12345678-801",
        "+86 138 0000 0000",
        "0086-13800000000",
        "13800000000 13900000000",
        "0431-12345678 13900000000",
        "电话：13800000000",
        "手机13800000000",
        "13800000000（儿子）",
        "13800000000\n13900000000",
    ],
)
def test_phones_in_use_pass(text):
    """Mobile, landline with and without area code, extensions, several in one cell."""
    value, issues = read(FieldType.PHONE, text)
    assert not issues
    assert value


@pytest.mark.parametrize(
    "text",
    [
        *("1380000000", "138000000000", "12345", "见附件", "28000000000"),
        *("138****0000", "张甲13800000000", "1380000 13900000000"),
    ],
)
def test_a_phone_of_odd_shape_is_a_warning(text):
    """It is kept: the number may be right all the same."""
    value, issues = read(FieldType.PHONE, text)
    assert value == text
    assert [(each.code, each.effect) for each in issues] == [("value.phone", Effect.NONE)]
    assert text not in issues[0].message


def test_no_phone_is_none_of_the_item():
    """无 and - say that there is none."""
    assert read(FieldType.PHONE, "无")[0] is NONE_OF_ITEM
    assert read(FieldType.PHONE, "-")[0] is NONE_OF_ITEM


def test_text_is_kept_as_written():
    """Only the white space around it goes; “-” is text like any other."""
    assert read(FieldType.TEXT, " 甲（乙），  １２㎡\n丙 ")[0] == "甲（乙），  １２㎡\n丙"
    assert read(FieldType.TEXT, "-")[0] == "-"


def test_a_cell_that_is_broken_says_so_once():
    """A formula error is no text: the value is unread, the issue that of the cell."""
    value, issues = read(FieldType.TEXT, "#REF!", issue_code="cell.error_value")
    assert value == Unread("#REF!")
    assert codes(issues) == ["cell.error_value"]
    assert (issues[0].field, issues[0].effect) == ("it", Effect.FIELD)
    value, issues = read(FieldType.TEXT, "", issue_code="cell.formula_without_value")
    assert (value, codes(issues)) == (None, ["cell.formula_without_value"])
    value, issues = read(FieldType.TEXT, "甲", issue_code="cell.covered_text")
    assert (value, issues[0].effect) == ("甲", Effect.NONE)


def test_an_organisation_stands_for_its_place():
    """填表单位 names the division in front of it."""
    teller = Teller("表.docx")
    reader = ValueReader(teller, SETTING)
    target = Field("division", "地区", FieldType.DIVISION)
    cell = Cell(0, 0, text="镇赉县科协", address="段落2")
    expected = DivisionName("镇赉县科协", "220821")
    assert reader.division(target, cell, organisation=True) == expected
    reader.division(target, Cell(0, 0, text="科学技术协会", address="段落2"), organisation=True)
    assert codes(teller.issues) == ["value.division_unknown"]


@pytest.mark.parametrize(
    "prompt",
    [
        "单击此处输入文字。",
        "单击或点击此处输入文字。",
        "点击此处添加内容",
        "单击或点击以输入日期。",
        "选择一项。",
        "请选择",
        "«户名»",
        "Click or tap here to enter text.",
        "Choose an item.",
    ],
)
@pytest.mark.parametrize("type_", [FieldType.TEXT, FieldType.PHONE, FieldType.DATE])
def test_a_prompt_is_no_answer_wherever_it_was_copied(type_, prompt):
    assert read(type_, prompt) == (None, [])


@pytest.mark.parametrize("text", ["点击率高", "单位证明", "请假", "选择合作社", "请选择优良品种"])
def test_an_answer_that_begins_like_a_prompt_is_one(text):
    assert read(FieldType.TEXT, text) == (text, [])


def test_what_nobody_sees_is_no_part_of_a_text():
    """Two names that look alike are alike."""
    assert read(FieldType.TEXT, "赵\u200b大\ufeff山\xad")[0] == "赵大山"
    assert read(FieldType.PHONE, "\u200e13800002042\u200c") == ("13800002042", [])


@pytest.mark.parametrize("type_", [FieldType.TEXT, FieldType.WHEN, FieldType.DIVISION])
@pytest.mark.parametrize("text", ["同上", "〃", "同左"])
def test_the_same_as_elsewhere_is_no_value_of_its_own(type_, text):
    value, issues = read(type_, text)
    assert value == Unread(text)
    assert [(each.code, each.severity) for each in issues] == [("value.ditto", Severity.ERROR)]
