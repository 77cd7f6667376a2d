"""Tables about matching."""

from __future__ import annotations

from csv import writer
from datetime import date
from decimal import Decimal
from io import StringIO

from small_world import EAST, GREEN, PROVINCE, RED, WEST, WILLOW, setting

from kejifupin.exchange.matching_tables import (
    TIE_HEADER,
    read_distances,
    read_helpers,
    read_ties,
    tie_rows,
)
from kejifupin.matching import Helper, Need, match_services
from kejifupin.terms.disclosure import Disclosure

SETTING = setting()
NEED = Need("甲|柳村|李示例|种植", WILLOW, "种植", 4, "李示例", is_personal=True)
HELPER = Helper("王示例|甲所", "王示例", ("种植",), GREEN, (GREEN,), 9)


def helpers(text):
    return read_helpers(text.encode(), "专家.csv", SETTING)


def written(matching, disclosure=None):
    stream = StringIO()
    table = writer(stream)
    table.writerow(TIE_HEADER)
    table.writerows(tie_rows(matching, SETTING, disclosure=disclosure or Disclosure()))
    return stream.getvalue()


def ties(text, on=date(2018, 4, 1), needs=(NEED,), some=(HELPER,)):
    return read_ties(text.encode(), "结对.csv", needs=needs, helpers=some, on=on)


def test_a_list_of_experts_is_read():
    """Several specialities and districts in a cell; the base is the first district by default."""
    found, issues = helpers(
        "编号,姓名,专业,服务地区,所在地区,可服务户数,类别\n"
        "1,王示例,种植、养殖,青县、红县,,20户,专家\n"
        "2,科技小分队,加工,,东州,,工作队\n"
    )
    assert issues == ()
    one, two = found
    assert (one.specialities, one.districts, one.base, one.capacity) == (
        ("种植", "养殖"),
        (GREEN, RED),
        GREEN,
        20,
    )
    assert one.is_personal
    assert (two.districts, two.base, two.capacity, two.is_personal) == (
        (PROVINCE,),
        EAST,
        None,
        False,
    )


def test_rows_that_cannot_be_used_are_told_without_names():
    """No speciality, an unknown district, a number in words, one person twice."""
    found, issues = helpers(
        "姓名,专业,服务地区,可服务户数,单位\n"
        "王示例,,青县,1,甲所\n"
        "李示例,种植,北县,1,甲所\n"
        "赵示例,种植,青县,若干,甲所\n"
        "钱示例,种植,青县,-3,甲所\n"
        "孙示例,种植,红县,3,甲所\n"
        "孙示例,种植,青县,5,甲所\n"
    )
    assert [each.code for each in issues] == [
        "matching.no_name",
        "matching.unknown_place",
        "matching.no_number",
        "matching.no_number",
        "matching.same_helper",
    ]
    # A number that is wrong is no leave to serve everybody.
    assert [each.capacity for each in found] == [3]
    assert not any("示例" in each.text() for each in issues)


def test_distances_are_read_between_divisions():
    """Kilometres with decimals."""
    found, issues = read_distances(
        "出发地,目的地,距离\n东州,西州,120.5公里\n".encode(), "距离.csv", SETTING
    )
    assert (dict(found), issues) == ({(EAST, WEST): Decimal("120.5")}, ())


def test_pairings_are_read_back_without_any_name_in_the_file():
    """What a matching wrote binds the same need to the same helper."""
    text = written(match_services([NEED], [HELPER], SETTING))
    assert "示例" not in text
    found, issues = ties(text)
    assert issues == ()
    assert [(tie.helper, tie.need.key, tie.need.households) for tie in found] == [
        (HELPER.key, NEED.key, 4)
    ]
    assert not found[0].goal_met


def test_names_stand_in_the_file_where_they_may():
    """--reveal all."""
    matching = match_services([NEED], [HELPER], SETTING)
    assert "李示例" in written(matching, Disclosure.of(("all",)))


def test_a_goal_that_is_met_ends_the_pairing_from_that_day():
    """Filled in by hand: before the day it is still in force."""
    text = written(match_services([NEED], [HELPER], SETTING)).replace(
        ",,,\r\n", ",,2018年3月1日,\r\n"
    )
    assert ties(text)[0][0].goal_met
    assert not ties(text, on=date(2018, 2, 1))[0][0].goal_met


def test_needs_and_helpers_that_are_gone_keep_their_rows():
    """The place and the speciality of the file stand for a need that no survey names now."""
    text = written(match_services([NEED], [HELPER], SETTING))
    (tie,), _ = ties(text, needs=(), some=())
    assert (tie.need.place, tie.need.speciality, tie.need.households) == (WILLOW, "种植", 4)
    again = match_services([], [HELPER], SETTING, ties=ties(text, needs=())[0])
    assert written(again).replace("是", "") == text
