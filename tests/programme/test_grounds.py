"""片区 and 直管县: values, statuses and explanations over other trees than the programme's own."""

from __future__ import annotations

import pytest

from kejifupin import DefinitionError, Interval, UnknownNameError
from kejifupin.targets import State

GONGYI, XINMI, SONG, LUSHI = "410181", "410183", "410325", "411224"
exact = Interval.exact


def test_values_of_a_group(hills, after):
    """巩义 3 and 嵩县 2 make 5, 3 of the activities were on planting, 210 people in 4 are 52.5."""
    values = hills.values(as_of=after, group="hills", division="hills")
    found = {each.indicator.key: each.value for each in values}

    assert found["sessions"] == exact(5)
    assert found["activities"] == exact(4)
    assert found["activities:种植"] == exact(3)
    assert found["people_per_activity"].exact_value * 2 == 105
    assert {each.division_name for each in values} == {"山区县"}


def test_only_what_lies_in_a_group_has_values_there(hills, after):
    """新密市 is no hill county; of a level one can ask as of the whole."""
    found = hills.values(as_of=after, group="hills", indicator="sessions")
    counties = hills.values(as_of=after, group="hills", indicator="sessions", level="county")

    assert {each.division for each in found} == {"hills", GONGYI, SONG}
    assert {each.division for each in counties} == {GONGYI, SONG}


def test_statuses_of_a_group(hills, after):
    """Two of three counties held one; of the two able households one has a skill."""
    found = hills.status(as_of=after, group="hills", division="hills")
    told = {each.target.key: (each.state, each.value_text(), each.bound_text()) for each in found}

    assert told == {
        "activity_in_each": (State.MISSED, "2个县", "全部3个县，每个至少1场次"),
        "every_county_active": (State.UNDECIDED, "66.66—100%", "至少100%，每个至少1个"),
        "skills_of_most": (State.MISSED, "50%", "至少60%，每个至少1项"),
    }


def test_a_group_has_no_total_but_the_parts_of_its_divisions(hills, after):
    """Nobody promised anything for the group; 巩义市 was given 4 sessions and held 3."""
    (found,) = hills.status(as_of=after, group="hills", target="twenty_sessions")

    assert (found.division, found.state, found.value) == (GONGYI, State.MISSED, exact(3))


def test_a_cohort_is_a_group_too(hills, after):
    """By its own key, with the same members; another designation of households is none."""
    by_designation = hills.status(as_of=after, group="hills", division="hills")
    by_cohort = hills.status(as_of=after, group="hill_counties", division="hill_counties")

    assert [each.value for each in by_cohort] == [each.value for each in by_designation]
    with pytest.raises(DefinitionError):
        hills.status(as_of=after, group="able_households")


def test_an_unknown_group_or_way_names_the_nearest(hills, after):
    """Wrong keys fail with what was probably meant."""
    with pytest.raises(UnknownNameError, match="hills"):
        hills.values(as_of=after, group="hils")
    with pytest.raises(UnknownNameError, match="reporting"):
        hills.values(as_of=after, by="reports")
    with pytest.raises(UnknownNameError):
        hills.status(as_of=after, group="hills", division="999999")


@pytest.mark.parametrize(("by", "zhengzhou"), [("parent", 8), ("reporting", 5)])
def test_a_county_under_the_province_counts_where_it_is_asked_to(hills, after, by, zhengzhou):
    """巩义市's 3 belong to 郑州 by its code and to 河南 by its reports: 8 or 5; 10 in all."""
    found = hills.values(as_of=after, indicator="sessions", by=by)

    assert found.get("sessions", "410100").value == exact(zhengzhou)
    assert found.get("sessions", "410000").value == exact(10)


@pytest.mark.parametrize(("by", "share"), [("parent", "66.66%"), ("reporting", "100%")])
def test_statuses_follow_the_same_way(hills, after, by, share):
    """郑州 has three able households with 巩义's two, one without."""
    found = hills.status(as_of=after, target="skills_of_most", division="410100", by=by)

    assert [each.value_text() for each in found] == [share]


def test_the_scope_as_it_is_by_default(hills, after):
    """Asking by parent is what one gets without asking."""
    assert hills.status(as_of=after, by="parent") == hills.status(as_of=after)
    assert hills.values(as_of=after, by="parent") == hills.values(as_of=after)


def test_a_group_is_explained_from_its_own_records(hills, after):
    """Not from those of 新密市; households that fail are found by their place."""
    share = hills.explain("skills_of_most", as_of=after, group="hills")
    each = hills.explain("activity_in_each", as_of=after, group="hills")
    value = hills.explain_value("sessions", as_of=after, group="hills")

    assert [one.home for one in share.contributions] == [GONGYI, GONGYI]
    assert [one.name.rpartition("第")[2] for one in share.failing] == ["3行）"]
    assert {one.home for one in each.contributions} == {GONGYI, SONG}
    assert [one.name for one in each.failing] == ["卢氏县"]
    assert {one.home for one in value.contributions} == {GONGYI, SONG}
    assert "地区：山区县（hills）" in value.text()


def test_a_prefecture_is_explained_by_the_way_asked_for(hills, after):
    """By reports only 新密市's household stands behind 郑州."""
    found = hills.explain("skills_of_most", as_of=after, division="410100", by="reporting")

    assert {each.home for each in found.contributions} == {XINMI}
