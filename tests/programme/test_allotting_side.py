"""A programme hands its totals down, in one line each."""

from __future__ import annotations

from datetime import date

import pytest

from kejifupin import open_programme
from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.targets import PartLimits
from kejifupin.targets.allocation_check import as_given

DAY = date(2017, 1, 1)


@pytest.fixture(scope="module")
def henan():
    return open_programme("henan-2016")


def numbers(allocation):
    return {each.unit.key: each.number for each in allocation.parts}


def test_prefectures_share_by_default_and_counties_on_demand(henan):
    """Seventeen prefectures and 济源; or 158 counties."""
    assert len(henan.allocate("federations_50", as_of=DAY).parts) == 18
    counties = henan.allocate("associations_500", as_of=DAY, level="county")
    assert (len(counties.parts), counties.sum) == (158, 500)


def test_direct_counties_stand_beside_the_prefectures_by_reporting_line(henan):
    """The ten 直管县 report to the province: 28 in all, and the 53 are still 53."""
    found = henan.allocate("federations_50", as_of=DAY, weight="poor_counties_53", by="reporting")
    assert len(found.parts) == 28
    weights = {each.unit.key: each.weight for each in found.parts}
    assert weights["410225"] == 1
    assert sum(weights.values()) == 53
    issues = henan.check_allocation(as_given(found), as_of=DAY, by="reporting").issues
    assert {each.code for each in issues} == {"allocation.below_each"}


def test_fifty_cannot_give_one_to_each_of_fifty_three(henan):
    """The total and the floor for each county contradict each other, in the plan's own words."""
    found = henan.allocate("federations_50", as_of=DAY, weight="poor_counties_53")
    issues = henan.check_allocation(as_given(found), as_of=DAY).issues
    assert {each.code for each in issues} == {"allocation.below_each"}
    assert any("53个" in each.message for each in issues)


def test_a_part_is_divided_further(henan):
    """What a target allocates to a prefecture, its counties share."""
    goal = henan.allocate("federations_50", as_of=DAY).as_target()
    with pytest.raises(DefinitionError, match="no part"):
        henan.allocate("federations_50", as_of=DAY, division="411200")
    further = henan.allocate("federations_50", as_of=DAY, division="411200", total=9)
    assert goal.allocations["411200"].at_least == 3
    assert further.sum == 9
    assert all(key.startswith("4112") for key in numbers(further))


def test_a_register_column_by_its_label(example):
    """贫困户数 of the village register; prefectures without poor villages get nothing."""
    found = example.allocate(
        "two_provincial_teams", as_of=date(2018, 5, 31), weight="贫困户数", total=100
    )
    weights = {each.unit.key: each.weight for each in found.parts}
    assert found.sum == 100
    assert found.find("220600").number > 0
    assert weights["220100"] == 0


def test_words_that_weigh_nothing_are_answered_with_the_nearest(example):
    """A typing mistake, and a field that two kinds of forms share."""
    units = ["220600"]
    with pytest.raises(UnknownNameError) as caught:
        example.weights("贫困护数", units, as_of=DAY)
    assert "贫困户数" in caught.value.nearest
    assert example.weights("平均", units, as_of=DAY).numbers is None
    assert example.weights("national_poor_county", ["222400"], as_of=DAY).of("222400") == 4


def test_an_allocation_survives_a_change_of_divisions(henan):
    """许昌县 became 建安区 in December 2016; its part goes along."""
    before = henan.allocate(
        "federations_50",
        as_of=date(2016, 11, 1),
        level="county",
        division="411000",
        total=12,
        common=PartLimits(floor=1),
    )
    after = henan.reallocate(before, as_of=date(2018, 1, 1))
    assert before.find("411023").number == after.find("411003").number
    assert after.sum == before.sum == 12


def test_letters_follow(henan):
    """One for each unit, with the parts and what is asked of each member."""
    found = henan.allocate("federations_50", as_of=DAY)
    letters = henan.letters([found], as_of=DAY)
    assert len(letters) == 18
    assert letters[0].issuer == "河南省"
    assert "federations_50" in [task.target for task in letters[0].tasks]


def test_needs_of_the_example_are_matched(example, tmp_path):
    """Three can serve 3, 40 and 20 households, and far more need it: all 63 are used."""
    path = tmp_path / "专家.csv"
    path.write_text(
        "编号,姓名,专业,服务地区,可服务户数\nA1,张示例,种植、养殖,靖宇县,3\n"
        "A2,李示例,种植,白山市,40\nA3,王示例,加工、水产,吉林省,20\n",
        encoding="utf-8",
    )
    found = example.match(as_of=date(2018, 5, 31), helpers=path)
    assert found.served == 3 + 40 + 20
    assert found.left > 0
    assert "示例" not in repr(found)
