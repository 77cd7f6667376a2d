"""How what stands in a field is shown: as people write it, masked where it is personal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small_world import GREEN, RETURN, TEAM, place, record

from kejifupin.records import make_record
from kejifupin.records.showing import UNREAD, field_text, field_title, record_view
from kejifupin.records.values import Unread
from kejifupin.terms.disclosure import Disclosure
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

PEOPLE = RETURN.field("people")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ((), ""),
        (0, "0"),
        (NONE_OF_ITEM, "-"),
        (Decimal("3.20"), "3.2"),
        (Vague(300, 399, "300余人"), "300余人"),
        (Unread("高小满"), UNREAD),
        (date(2018, 4, 30), "2018年4月30日"),
        (Period(date(2018, 1, 1), date(2018, 4, 10)), "2018年1月1日—2018年4月10日"),
        (place(GREEN, "东州青县"), "东州青县"),
        (("种植", "养殖"), "种植、养殖"),
        ("程度不一", "程度不一"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value, shown):
    """Nothing, zero and “-” stay three things."""
    assert field_text(value, PEOPLE, RETURN) == shown


def test_rows_are_counted_and_names_are_masked():
    """What is blank stays blank, behind a mask as well."""
    rows = (make_record(TEAM.row_kind("experts"), {"name": "高小满"}),) * 2
    assert field_text(rows, TEAM.field("experts"), TEAM) == "2行"
    leader = TEAM.field("leader")
    assert field_text("高小满", leader, TEAM) == "***"
    assert field_text(Unread("高小满"), leader, TEAM) == "***"
    assert field_text(None, leader, TEAM) == ""
    assert field_text("高小满", leader, TEAM, Disclosure.of(("team.leader",))) == "高小满"


def test_a_record_shows_every_field_and_where_it_was_read():
    """The unit stands behind the name of the field."""
    view = record_view(record(RETURN, GREEN, "a.docx", people=3))
    facts = dict(view.facts)

    assert (facts["人次（人次）"], facts["组织数（个）"]) == ("3", "")
    assert facts["来源"] == "a.docx 表1"
    assert field_title(RETURN.field("division")) == "地区"
    assert dict(record_view(record(RETURN, GREEN)).facts)["来源"] == "程序提供的记录"
