"""What a kind alone demands: required fields, types, possible numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import evolve
from small_world import GREEN, RETURN, TEAM, origin, place, record

from kejifupin.checks.fields import check_fields
from kejifupin.records import Field, FieldType, RecordKind, Unread, make_record
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.issues import Effect
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

SIZED = RecordKind(
    "sized",
    "表",
    (
        Field("division", "地区", FieldType.DIVISION, required=True),
        Field("leader", "领队", required=True, privacy=Privacy.PERSONAL),
        Field("size", "人数", FieldType.NUMBER, unit="人", minimum=1, maximum=50, required=True),
    ),
)


def issues(kind=SIZED, **values):
    given = {"division": place(GREEN), "leader": "甲某", "size": 5} | values
    found = {key: value for key, value in given.items() if key in kind}
    return check_fields([make_record(kind, found, origin(kind, "a.docx"))])


def test_a_filled_form_has_no_issue():
    """Nothing is found in what is right."""
    assert issues() == ()


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_required_field_is_told_at_its_cell(blank):
    """The record still counts; without a division it does not."""
    (leader,) = issues(leader=blank)
    (home,) = issues(division=None)

    assert (leader.code, leader.field, leader.effect) == ("field.required", "leader", Effect.NONE)
    assert (leader.place.file, leader.place.cell) == ("a.docx", "表1!R2C2")
    assert home.effect is Effect.RECORD


@pytest.mark.parametrize("value", [0, NONE_OF_ITEM, Unread("三五")])
def test_what_is_written_is_not_blank(value):
    """Zero and “-” fill a field; what could not be read was told when it was read."""
    assert not [each for each in issues(size=value) if each.code == "field.required"]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (1, False),
        (50, False),
        (0, True),
        (51, True),
        (Decimal("50.5"), True),
        (Vague(40, 60, "40至60"), False),
        (Vague(60, None, "60以上"), True),
        (Vague(None, 0, "没有几个"), True),
        (Vague(0, 1, "不足1", high_open=True), True),
        (NONE_OF_ITEM, False),
    ],
)
def test_a_number_is_wrong_only_if_no_possible_value_fits(value, wrong):
    """1 to 50, both included; “-” is no number that could be too small."""
    found = issues(size=value)

    assert [each.code for each in found] == (["field.out_of_range"] if wrong else [])
    for each in found:
        assert each.effect is Effect.FIELD
        assert "1—50人" in each.message


def test_one_sided_limits_are_worded():
    """至少 and 不超过, with the unit."""
    fields = (
        Field("few", "少", FieldType.NUMBER, unit="个", maximum=3),
        Field("many", "多", FieldType.NUMBER, unit="个", minimum=3),
    )
    kind = RecordKind("limits", "表", fields, identity=())

    made = make_record(kind, {"few": 4, "many": 2}, origin(kind, "a.docx"))

    few, many = check_fields([made])

    assert "应不超过3个" in few.message
    assert "应为至少3个" in many.message


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("size", 3, True),
        ("size", "3", False),
        ("size", 3.0, False),
        ("size", True, False),
        ("size", Decimal("NaN"), False),
        ("size", Decimal("Infinity"), False),
        ("size", Decimal("-Infinity"), False),
        ("size", Vague(3, 5, "3-5"), True),
        ("leader", 7, False),
        ("started_on", date(2018, 1, 1), True),
        ("started_on", datetime(2018, 1, 1, tzinfo=UTC), False),
        ("started_on", "2018-01-01", False),
        ("started_on", NONE_OF_ITEM, True),
        ("needs", ("种植",), True),
        ("needs", "种植", False),
        ("needs", (1,), False),
        ("division", GREEN, False),
        ("experts", ({"name": "乙某"},), False),
    ],
)
def test_a_program_must_give_the_right_types(key, value, fits):
    """A text that looks like a number is no number: it is told, and counts as not reported."""
    made = evolve(record(TEAM, GREEN, "a.docx"), **{key: value})

    found = check_fields([made])

    assert [each.code for each in found] == ([] if fits else ["field.wrong_type"])
    assert all(each.effect is Effect.FIELD and each.field == key for each in found)


def test_periods_are_no_dates():
    """A period field holds a period."""
    made = record(RETURN, GREEN, "a.docx", period=Period.month(2018, 1), reported_on=None)
    assert check_fields([made]) == ()
    wrong = record(RETURN, GREEN, "a.docx", reported_on=Period.month(2018, 1))
    assert [each.code for each in check_fields([wrong])] == ["field.wrong_type"]


def test_rows_are_checked_like_records():
    """An expert of 12 years, at the cell of the row."""
    row = TEAM.row_kind("experts")
    expert = make_record(row, {"name": "乙某", "age": 12}, origin(row, "a.docx", row=2))

    (issue,) = check_fields([record(TEAM, GREEN, "a.docx", experts=(expert,))])

    assert (issue.code, issue.place.cell) == ("field.out_of_range", "表1!R2C2")


def test_what_was_seen_stays_out_of_the_message():
    """A name typed into a number field is kept apart."""
    made = evolve(record(TEAM, GREEN, "a.docx"), size="张三丰")

    (issue,) = check_fields([made])

    assert "张三丰" not in issue.text()
    assert "张三丰" not in repr(issue)
    assert "张三丰" in issue.seen


def test_a_word_outside_of_an_order_is_told_to_a_reader():
    """It counts neither as high enough nor as too low; what was written stays out of the text."""
    scale = (("员级",), ("中级", "农艺师"))
    kind = RecordKind("kind", "表", (Field("title", "职称", scale=scale),), identity=())
    (told,) = issues(kind, title="土专家")

    assert (told.code, told.severity.value, told.effect) == (
        "field.not_in_order", "warning", Effect.NONE,
    )  # fmt: skip
    assert "员级、中级" in told.remedy
    assert "土专家" not in told.text()
    assert not issues(kind, title="农艺师")
    assert not issues(kind, title=None)
