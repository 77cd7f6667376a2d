"""Kinds of records and their fields: what contradicts itself is told when it is defined."""

from __future__ import annotations

import pickle

import pytest
from small_world import RETURN, TEAM

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.records import Accumulation, Covers, Field, FieldType, RecordKind, Silence
from kejifupin.terms.divisions import Level


@pytest.mark.parametrize("key", ["", "2nd", "a b", "class", "origin", "get", "_hidden", "rows"])
def test_a_field_key_becomes_an_attribute(key):
    """So it is an identifier, no keyword, and none of the names that records use themselves."""
    with pytest.raises(DefinitionError, match="not a usable identifier"):
        Field(key, "某项")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": FieldType.NUMBER}, "has no unit"),
        ({"type": FieldType.NUMBER, "unit": "人口次"}, "unknown unit"),
        ({"measure": Accumulation.FLOW}, "only numbers are measured"),
        ({"type": FieldType.CHOICES}, "no choices"),
        ({"type": FieldType.ROWS}, "rows and columns go together"),
        ({"fields": (Field("name", "姓名"),)}, "rows and columns go together"),
        (
            {
                "type": FieldType.ROWS,
                "fields": (
                    Field("inner", "里层", FieldType.ROWS, fields=(Field("name", "姓名"),)),
                ),
            },
            "column of rows",
        ),
    ],
)
def test_a_field_does_not_contradict_itself(changes, told):
    """Each contradiction is told in English, in Chinese, and with what to write instead."""
    with pytest.raises(DefinitionError, match=told) as caught:
        Field("item", "某项", **changes)

    assert caught.value.chinese != caught.value.message
    assert caught.value.remedy


def test_a_kind_names_only_fields_that_it_has():
    """And the nearest right key is told."""
    fields = (Field("division", "地区", FieldType.DIVISION), Field("households", "户数"))
    with pytest.raises(DefinitionError, match="unknown field 'househlods'") as caught:
        RecordKind("survey", "调查表", fields, identity=("division", "househlods"))
    assert "households" in caught.value.remedy
    with pytest.raises(DefinitionError, match="locality names the unknown field"):
        RecordKind("survey", "调查表", fields, locality="village")
    with pytest.raises(DefinitionError, match="fields twice: households"):
        RecordKind("survey", "调查表", (*fields, fields[1]))
    with pytest.raises(DefinitionError, match="needs the fields code and name"):
        RecordKind("survey", "名册", fields, register=True)


def test_rows_are_a_kind_of_their_own():
    """Named after their field, with the reporters of the form that they stand in."""
    form = RecordKind(
        "plan",
        "安排表",
        TEAM.fields,
        identity=("division",),
        covers=Covers.SUBTREE,
        reported_by=(Level.COUNTY,),
        silence=Silence.ZERO,
    )

    (rows,) = form.row_kinds

    assert (rows.key, rows.label, rows.parent) == ("plan.experts", "安排表 专家", "plan")
    assert (rows.covers, rows.reported_by, rows.silence) == (
        Covers.SUBTREE,
        (Level.COUNTY,),
        Silence.ZERO,
    )
    assert form.row_kind("experts") == rows
    with pytest.raises(UnknownNameError) as caught:
        form.row_kind("expert")
    assert caught.value.nearest == ("experts",)


def test_fields_are_found_by_key():
    """An unknown key is told with the nearest ones; measured fields are the indicators."""
    assert TEAM.field("size").unit == "人"
    assert "size" in TEAM
    assert "members" not in TEAM
    with pytest.raises(UnknownNameError) as caught:
        TEAM.field("leaders")
    assert caught.value.nearest[0] == "leader"
    assert [field.key for field in RETURN.measured] == ["people", "crowd", "groups"]


def test_a_kind_is_a_value():
    """Equal kinds hash alike, also after a journey through another process."""
    again = pickle.loads(pickle.dumps(TEAM))

    assert again == TEAM
    assert hash(again) == hash(TEAM)
    assert again.field("size") == TEAM.field("size")
