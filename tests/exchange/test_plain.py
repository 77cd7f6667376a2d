"""Records, issues and statuses as plain data: exact, and closed by default."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin import NONE_OF_ITEM, Disclosure, Unread, Vague, make_record
from kejifupin.exchange.plain import (
    plain_bound,
    plain_interval,
    plain_issue,
    plain_number,
    plain_record,
    plain_value,
)
from kejifupin.records import DivisionName, Field, FieldType, RecordKind
from kejifupin.terms import Bound, Interval, Issue, Period, Place, Privacy

KIND = RecordKind(
    "survey",
    "调查表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("name", "户名", privacy=Privacy.PERSONAL),
        Field(
            "causes", "致贫原因", FieldType.CHOICES, choices=("因病",), privacy=Privacy.SENSITIVE
        ),
        Field("members", "人口", FieldType.NUMBER, unit="人"),
    ),
)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (0, 0),
        (NONE_OF_ITEM, "-"),
        (Decimal("1.50"), 1.5),
        (Decimal("3.0"), 3),
        (Vague(10, 19, "10余名"), {"low": 10, "high": 19, "text": "10余名"}),
        (Vague(50, None, "50个以上"), {"low": 50, "high": None, "text": "50个以上"}),
        (Unread("很多"), "很多"),
        (date(2017, 11, 10), "2017-11-10"),
        (Period(date(2017, 12, 1), date(2018, 4, 30)), "2017-12-01/2018-04-30"),
        (("种植", "养殖"), ["种植", "养殖"]),
        ((), []),
        (DivisionName("镇赉", "220821"), "220821"),
        (DivisionName("某地"), "某地"),
    ],
)
def test_each_value_has_one_shape(value, plain):
    """Zero, blank and “-” stay apart, and vague numbers keep both ends and their words."""
    assert plain_value(value) == plain
    json.dumps(plain_value(value))


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_survives_json(number):
    """What a form can hold comes back from JSON to the last decimal."""
    assert Decimal(json.dumps(plain_number(number))) == number


def test_personal_fields_are_masked_and_blanks_are_not():
    """A mask says that there is something; what is not there needs none."""
    record = make_record(KIND, {"name": "张三", "causes": ("因病",), "members": 4})
    blank = make_record(KIND, {"members": 4})

    assert plain_record(record)["fields"] == {
        "division": None,
        "division_text": None,
        "name": "***",
        "causes": "***",
        "members": 4,
    }
    assert plain_record(blank)["fields"]["name"] is None


def test_a_field_is_revealed_by_name():
    """Only what is asked for by name is shown."""
    record = make_record(KIND, {"name": "张三", "causes": ("因病",)})

    by_key = plain_record(record, Disclosure.of(("name",)))["fields"]
    by_kind = plain_record(record, Disclosure.of(("survey.causes",)))["fields"]
    everything = plain_record(record, Disclosure.of(("all",)))["fields"]

    assert (by_key["name"], by_key["causes"]) == ("张三", "***")
    assert (by_kind["name"], by_kind["causes"]) == ("***", ["因病"])
    assert (everything["name"], everything["causes"]) == ("张三", ["因病"])


def test_what_was_seen_in_a_cell_stays_in():
    """The text of a wrong cell may be a name: only a full disclosure lets it out."""
    issue = Issue("a.b", "读不出", place=Place("a.docx", "表1!R1C2"), seen="张三")

    assert "张三" not in json.dumps(plain_issue(issue), ensure_ascii=False)
    assert plain_issue(issue, Disclosure.of(("all",)))["seen"] == "张三"
    assert plain_issue(issue)["source"] == {"file": "a.docx", "cell": "表1!R1C2"}


def test_open_ends_are_null():
    """An end that is not there is null, one possible value is a number."""
    assert plain_interval(Interval(3, None)) == {"low": 3, "high": None}
    assert plain_interval(Interval.exact(3)) == 3
    assert plain_interval(None) is None
    assert plain_bound(Bound(at_least=1, stretch=2)) == {"low": 1, "high": None}
    assert plain_bound(Bound(5, 10)) == {"low": 5, "high": 10}
    assert plain_bound(Bound.exactly(2)) == 2
