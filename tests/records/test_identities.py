"""When records speak of one subject, and when they say the same."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    GREEN,
    HOUSEHOLD,
    OLD_BLACK,
    RED,
    RETURN,
    TEAM,
    WEST,
    WILLOW,
    origin,
    place,
    record,
    setting,
)

from kejifupin.errors import DefinitionError
from kejifupin.records import make_record
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.homes import home_of
from kejifupin.records.identities import (
    content_key,
    identity_key,
    place_of,
    record_name,
    spelling_key,
    told_source,
)
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.divisions import Division, Level
from kejifupin.terms.origins import Origin, Place
from kejifupin.terms.quantities import Vague

WHERE = setting()


@pytest.mark.parametrize(
    ("one", "other"), [("张 三", "张三"), ("ＡＢ队", "ab队"), ("一组（东）", "一组(东)")]
)
def test_spelling_is_set_aside(one, other):
    """Spaces, width and case do not make another person."""
    assert identity_key(record(TEAM, GREEN, leader=one), WHERE) == identity_key(
        record(TEAM, GREEN, leader=other), WHERE
    )


def test_brackets_tell_units_apart():
    """服务站（一） is not 服务站（二）."""
    assert spelling_key("服务站（一）") != spelling_key("服务站（二）")


@given(st.text())
def test_a_spelling_key_is_its_own_key(text):
    """Bringing text to one spelling twice changes nothing more."""
    once = spelling_key(text)
    assert spelling_key(f" {once}\u3000") == spelling_key(once)


def test_the_home_decides_not_the_words_for_it():
    """Old and new code are one county; another leader is another team."""
    old, new = (record(TEAM, code, leader="甲某") for code in (OLD_BLACK, BLACK))

    assert identity_key(old, WHERE) == identity_key(new, WHERE)
    assert identity_key(old, WHERE) != identity_key(record(TEAM, BLACK, leader="乙某"), WHERE)
    assert identity_key(old, WHERE) != identity_key(record(TEAM, RED, leader="甲某"), WHERE)


def test_what_was_divided_is_not_the_parent_that_it_stays_with():
    """双县 and 西州 reported on one day, and after the division these are still two returns."""
    day = date(2018, 3, 15)
    old = Division(
        "990299", "双县", Level.COUNTY, WEST, valid_to=day, successors=("990297", "990298")
    )
    parts = [Division(code, f"{code}县", Level.COUNTY, WEST, day) for code in old.successors]
    where = setting(table=WHERE.divisions.with_divisions((old, *parts)))
    records = [record(RETURN, code, people=1) for code in ("990299", WEST)]

    assert len({identity_key(each, where) for each in records}) == 2
    assert {home_of(each, where) for each in records} == {WEST}


def test_a_known_village_is_one_village_however_it_is_called():
    """柳村 and 柳村委会 are one; two villages that no register has stay apart by their names."""
    survey = evolve(HOUSEHOLD, key="survey", identity=("division", "village"))
    one, other = (record(survey, GREEN, village=name) for name in ("柳村", "柳村委会"))
    third, fourth = (record(survey, GREEN, village=name) for name in ("东屯", "西屯"))

    assert identity_key(one, WHERE) == identity_key(other, WHERE)
    assert identity_key(third, WHERE) != identity_key(fourth, WHERE)
    assert identity_key(one, WHERE) == identity_key(record(survey, WILLOW, village="柳村"), WHERE)


def test_content_sets_the_words_aside():
    """One division however written, one vague number however worded, rows included."""
    row = TEAM.row_kind("experts")

    def team(text, words):
        rows = (make_record(row, {"name": words, "age": Vague(30, 39, words)}),)
        return make_record(TEAM, {"division": place(GREEN, text), "experts": rows})

    assert content_key(team("青县", "三十多")) != content_key(team("青县", "30多"))
    one, other = team("青县", "三十多"), team("东州青县", "三十多 ")
    assert one != other
    assert content_key(one) == content_key(other)


def test_a_field_stands_in_its_cell():
    """Else in its row of its table, for records of another system."""
    read = record(RETURN, GREEN, "a.docx")
    assert place_of(read, "people") == Place("a.docx", "表1!R2C2")

    stored = make_record(RETURN, {}, Origin("台账系统", "returns", 17))
    assert place_of(stored, "people").words() == "台账系统 returns[17].people"


def test_what_a_program_made_is_found_by_its_content():
    """Two equal records have one mark, another content another, and no name shows in it."""
    one, same, other = (record(TEAM, GREEN, leader=name) for name in ("张三丰", "张三丰", "李四光"))

    assert place_of(one, "size") == place_of(same, "size")
    assert place_of(one, "size") != place_of(other, "size")
    assert place_of(one, "size").file is None
    assert "张三丰" not in f"{place_of(one, 'size')} {record_name(one)}"


def test_a_record_is_called_by_where_it_was_read():
    """File, table and row; nothing of what it says."""
    made = make_record(TEAM, {"leader": "张三丰"}, origin(TEAM, "a.xlsx", row=3))

    assert record_name(made) == "a.xlsx 表1 第3行"


class TestToldSource:
    """Where whoever wrote a record has it from."""

    KIND = RecordKind(
        "figure",
        "数字",
        (Field("division", "地区", FieldType.DIVISION), Field("told", "数据来源")),
        source="told",
    )

    def test_the_field_that_the_kind_names_tells_it(self):
        record = make_record(self.KIND, {"told": "国家扶贫信息系统"}, Origin("a.xlsx"))
        assert told_source(record) == "国家扶贫信息系统"

    def test_a_record_that_a_program_made_has_it_in_its_origin(self):
        origin = Origin("国家扶贫信息系统", passage="有建档立卡贫困户103户378人")
        assert told_source(make_record(self.KIND, {}, origin)) == "有建档立卡贫困户103户378人"
        assert told_source(make_record(self.KIND, {}, Origin("a.xlsx"))) is None
        assert told_source(make_record(self.KIND, {})) is None

    def test_a_personal_one_is_not_told(self):
        fields = (Field("division", "地区"), Field("told", "来源", privacy=Privacy.PERSONAL))
        kind = RecordKind("figure", "数字", fields, source="told")
        assert told_source(make_record(kind, {"told": "周广才说"})) is None

    def test_a_field_that_is_not_there_is_refused(self):
        with pytest.raises(DefinitionError, match="source names the unknown field"):
            RecordKind("figure", "数字", (Field("division", "地区"),), source="told")
