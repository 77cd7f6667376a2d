"""Records: values of a kind, equal by what they say, closed about persons."""

from __future__ import annotations

import pickle
from decimal import Decimal
from types import MappingProxyType

import pytest
from attrs.exceptions import FrozenInstanceError
from small_world import GREEN, RETURN, TEAM, origin, place, record

from kejifupin.errors import UnknownNameError
from kejifupin.records import RecordKind, Unread, make_record, record_class
from kejifupin.records.record import with_values
from kejifupin.terms.origins import Origin
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

EXPERT = TEAM.row_kind("experts")


def team(**values):
    return record(TEAM, GREEN, "青县.docx", **values)


def test_zero_blank_and_none_stay_apart():
    """0, not reported and “-” are three different contents."""
    zero, blank, none = (team(size=each) for each in (0, None, NONE_OF_ITEM))

    assert len({zero, blank, none}) == 3
    assert (zero.get("size"), blank.get("size"), none.get("size")) == (0, None, NONE_OF_ITEM)


def test_two_records_are_equal_when_they_say_the_same():
    """Wherever they were read."""
    here, there = (record(TEAM, GREEN, file, size=3) for file in ("a.docx", "b.xlsx"))

    assert here == there
    assert hash(here) == hash(there)
    assert here.origin != there.origin
    assert here != team(size=4)


def test_one_class_for_each_content_of_a_kind():
    """Two kinds with one content share their class; another content has another."""
    same = RecordKind(**{key: getattr(TEAM, key) for key in ("key", "label", "fields", "identity")})

    assert same is not TEAM
    assert record_class(same) is record_class(TEAM)
    assert record_class(RETURN) is not record_class(TEAM)


def test_a_record_is_frozen_and_knows_its_fields():
    """Nothing can be changed in it; fields come in the order of the form."""
    made = team(leader="甲某", size=3)

    with pytest.raises(FrozenInstanceError):
        made.size = 4
    assert [key for key, _ in made.items()] == [field.key for field in TEAM.fields]
    assert made.identity() == (place(GREEN, GREEN), "甲某")


def test_what_is_said_instead_leaves_the_rest_as_it_was():
    """Fields that are not named, and where it was read unless that is given too."""
    old = team(leader="甲某", size=3)

    new = with_values(old, {"size": 4})

    assert (new.size, new.leader, new.division) == (4, "甲某", old.division)
    assert new.origin == old.origin
    assert with_values(old, {}, Origin("乙.docx")).origin == Origin("乙.docx")
    assert old.size == 3


def test_an_unknown_key_is_told_with_the_nearest():
    """A misspelt field is no field."""
    with pytest.raises(UnknownNameError) as caught:
        make_record(TEAM, {"leeder": "甲某"})
    assert caught.value.nearest[0] == "leader"


def test_rows_come_from_all_growing_tables():
    """A table that was not filled has none, also where a cell was not understood."""
    rows = (make_record(EXPERT, {"age": 40}), make_record(EXPERT, {"age": 50}))

    assert tuple(team(experts=rows).rows()) == rows
    assert tuple(team().rows()) == ()
    assert tuple(team(experts=Unread("见附件")).rows()) == ()


def test_no_person_shows_in_a_repr():
    """Neither names, nor those in rows, nor text that stood in a wrong cell."""
    made = team(
        leader="张三丰",
        size=Unread("李四光 13900000000"),
        experts=(make_record(EXPERT, {"name": "王五常", "age": 40}),),
    )

    shown = repr(made)

    for secret in ("张三丰", "李四光", "13900000000", "王五常"):
        assert secret not in shown
    assert "leader=***" in shown
    assert "age=40" in shown


def test_a_record_survives_pickling():
    """With its kind, its values of every type, its rows and where it was read."""
    made = make_record(
        TEAM,
        {
            "division": place(GREEN, "青县"),
            "size": Vague(10, 19, "10余"),
            "needs": ("种植",),
            "experts": (
                make_record(EXPERT, {"age": NONE_OF_ITEM}, origin(EXPERT, "青县.docx", row=2)),
            ),
        },
        Origin("青县.docx", "表1", cells=MappingProxyType({"size": "表1!R3C2"})),
    )

    again = pickle.loads(pickle.dumps(made))

    assert again == made
    assert type(again) is type(made)
    assert again.origin.cell("size") == "表1!R3C2"
    assert again.experts[0].origin.cell("age") == "表1!R2C2"
    assert again.experts[0].age is NONE_OF_ITEM


def test_exact_numbers_are_kept_as_written():
    """A decimal of the form stays a decimal, never a float."""
    assert record(RETURN, GREEN, crowd=Decimal("3.50")).crowd.as_tuple().exponent == -2
