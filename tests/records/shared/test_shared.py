"""Shared classes of records are kinds like any other."""

import pickle
from datetime import date

import attrs
import pytest

from kejifupin.errors import DefinitionError
from kejifupin.exchange.content_hashes import kind_hash
from kejifupin.records import DivisionName, make_record, record_class
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.shared import SHARED, Fund, Organisation, SharedUse, Team


@pytest.mark.parametrize("key", SHARED)
def test_a_class_and_its_kind_are_one_thing(key):
    """What the kind makes is the class itself, with a Chinese term in its first line."""
    made = SHARED[key]
    assert record_class(made.kind) is made
    assert made.kind.key == key
    line = (made.__doc__ or "").splitlines()[0]
    assert line.endswith(").")
    assert {each.key for each in made.kind.fields} == {
        each.name for each in attrs.fields(made) if each.name != "origin"
    }


@pytest.mark.parametrize("key", SHARED)
def test_every_kind_is_told_apart_by_fields_of_its_own_and_knows_its_division(key):
    kind = SHARED[key].kind
    assert set(kind.identity) <= {each.key for each in kind.fields}
    assert any(each.type is FieldType.DIVISION for each in kind.fields)


@pytest.mark.parametrize("key", SHARED)
def test_every_kind_says_last_where_its_figures_come_from(key):
    """许昌 二（五）: 国家扶贫信息系统显示."""
    kind = SHARED[key].kind
    assert kind.source == kind.fields[-1].key == "data_source"


def test_a_time_may_be_a_month():
    """许昌 二（五）: 2014年12月已全部实现脱贫; a day for what happened on one."""
    types = [SHARED["village"].kind.field(key).type for key in ("as_of", "left_on")]
    assert types == [FieldType.WHEN, FieldType.WHEN]
    assert SHARED["organisation"].kind.field("established_on").type is FieldType.DATE


def test_a_record_is_made_by_class_or_by_kind():
    by_class = Organisation(name="王家庄食用菌协会", category="农村专业技术协会")
    by_kind = make_record(
        Organisation.kind, {"name": "王家庄食用菌协会", "category": "农村专业技术协会"}
    )
    assert by_class == by_kind
    assert pickle.loads(pickle.dumps(by_class)) == by_class


def test_a_leader_is_masked():
    shown = repr(Organisation(name="协会", leader_name="周广才", established_on=date(2017, 3, 1)))
    assert "周广才" not in shown
    assert "2017" in shown


def test_a_row_of_a_shared_kind_is_a_record_too():
    row = make_record(Team.kind.row_kind("members"), {"name": "周广才", "employer": "县农业局"})
    team = Team(name="县队", division=DivisionName("靖宇县", "220622"), members=(row,))
    assert list(team.rows("members")) == [row]
    assert Team.kind.row_kind("members").parent == "team"


class TestUse:
    def test_a_use_without_anything_is_the_shared_kind(self):
        assert SharedUse("fund").as_kind() == Fund.kind

    def test_labels_to_choose_from_and_more_fields(self):
        use = SharedUse(
            "organisation",
            key="station",
            label="科技特派员服务站",
            choices={"category": ("服务站", "分站")},
            fields=(Field("rooms", "房间数", FieldType.NUMBER, unit="间"),),
        )
        kind = use.as_kind()
        assert kind.field("category").choices == ("服务站", "分站")
        made = record_class(kind)
        assert issubclass(made, Organisation)
        record = make_record(kind, {"name": "一站", "rooms": 3})
        assert (record.get("rooms"), record.kind.key) == (3, "station")
        assert pickle.loads(pickle.dumps(record)) == record
        assert kind_hash(kind) != kind_hash(Organisation.kind)

    @pytest.mark.parametrize(
        ("use", "said"),
        [
            ({"shared": "organization"}, "是否应为“organisation”？"),
            ({"shared": "fund", "choices": {"catgory": ("甲",)}}, "是否应为“category”？"),
            ({"shared": "fund", "choices": {"amount": ("甲",)}}, "选择字段"),
        ],
    )
    def test_what_is_not_there_is_told_with_the_nearest(self, use, said):
        with pytest.raises(DefinitionError) as error:
            SharedUse(**use)
        assert said in error.value.remedy

    def test_a_further_field_may_not_take_the_key_of_another(self):
        with pytest.raises(DefinitionError, match="fields twice"):
            SharedUse("fund", fields=(Field("amount", "金额"),))
