"""Needs, services and pairings from surveys and ledgers."""

from __future__ import annotations

from datetime import date

from small_world import GREEN, PINE, POPLAR, RED, WILLOW, place, setting

from kejifupin.matching.gathering import gather
from kejifupin.records import Field, FieldType, RecordKind, make_record
from kejifupin.records.shared import Expert, Pairing
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.quantities import Vague

NEEDS = Field(
    "service_needs",
    "需求",
    FieldType.CHOICES,
    choices=("种植", "养殖"),
    other="service_needs_other",
)
OTHER = Field("service_needs_other", "其它")
VILLAGES = RecordKind(
    "village_survey",
    "村表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("village", "村名"),
        Field("poor_households", "贫困户数", FieldType.NUMBER, unit="户"),
        NEEDS,
        OTHER,
    ),
    identity=("division", "village"),
    locality="village",
)
HOUSEHOLDS = RecordKind(
    "household_survey",
    "户表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("household", "户名", privacy=Privacy.PERSONAL),
        Field("address", "地址", privacy=Privacy.PERSONAL),
        NEEDS,
        OTHER,
    ),
    identity=("division", "household", "address"),
)
SETTING = setting()


def village(name="柳村", needs=("种植",), households=9, county=GREEN, other=None):
    values = {
        "division": place(county),
        "village": name,
        "poor_households": households,
        "service_needs": needs,
        "service_needs_other": other,
    }
    return make_record(VILLAGES, values)


def household(name="李示例", address="柳村三组", needs=("种植",), county=GREEN):
    values = {
        "division": place(county),
        "household": name,
        "address": address,
        "service_needs": needs,
    }
    return make_record(HOUSEHOLDS, values)


def expert(name="王示例", work=("种植",), capacity=5, county=GREEN, **more):
    return Expert(
        name=name,
        employer="甲所",
        division=place(county),
        specialities=work,
        capacity=capacity,
        **more,
    )


def gathered(*records, **changes):
    return gather(records, SETTING, **changes)


def told(found):
    return [(each.place, each.speciality, each.households) for each in found.needs]


def test_a_village_needs_each_of_what_it_ticks_and_writes():
    """Two choices and two words beside them: four needs of nine households."""
    found = gathered(village(needs=("种植", "养殖"), other="电商、防灾"))
    assert told(found) == [
        (WILLOW, "种植", 9),
        (WILLOW, "养殖", 9),
        (WILLOW, "其它：电商", 9),
        (WILLOW, "其它：防灾", 9),
    ]


def test_a_household_is_found_in_its_village_by_the_address():
    """The form names only the county; 柳村三组 lies in 柳村."""
    assert told(gathered(household())) == [(WILLOW, "种植", 1)]
    assert told(gathered(household(address="幸福路1号"))) == [(GREEN, "种植", 1)]


def test_households_stand_for_their_village_where_they_need_the_same():
    """The village's 种植 is stated one by one; its 养殖 is not."""
    found = gathered(village(needs=("种植", "养殖")), household(), household("赵示例"))
    assert sorted(told(found)) == [(WILLOW, "养殖", 9), (WILLOW, "种植", 1), (WILLOW, "种植", 1)]


def test_a_vague_number_of_households_counts_its_low_end_and_none_counts_one():
    """10余户 are ten at least; a blank is told."""
    found = gathered(village(households=Vague(10, 19, "10余")), village("杨村", households=None))
    assert told(found) == [(WILLOW, "种植", 10), (POPLAR, "种植", 1)]
    assert [each.code for each in found.issues] == ["matching.no_households"]


def test_experts_serve_where_their_division_is():
    """Speciality, words beside it, capacity."""
    (found,) = gathered(expert(other_speciality="电商", county=RED)).helpers
    assert (found.specialities, found.districts, found.capacity) == (
        ("种植", "其它：电商"),
        (RED,),
        5,
    )


def test_what_cannot_be_placed_or_does_nothing_is_told():
    """A county nobody knows, and an expert without a speciality."""
    found = gathered(village(county=None), expert(work=()))
    assert (found.needs, found.helpers) == ((), ())
    assert [each.code for each in found.issues] == ["matching.no_place", "matching.no_speciality"]


def test_a_pairing_binds_an_expert_to_a_household_until_the_goal_is_met():
    """One in force, one whose goal was met before the day, one met after it."""

    def pairing(met):
        return Pairing(
            helper="王示例",
            helper_category="科技专家",
            division=place(GREEN),
            village="柳村",
            helped="李示例",
            goal_met_on=met,
        )

    for met, expected in (
        (None, False),
        (date(2018, 2, 1), True),
        (date(2019, 1, 1), False),
    ):
        (tie,) = gathered(household(), expert(), pairing(met)).ties
        assert tie.goal_met is expected
        assert tie.need.place == WILLOW


def test_a_pairing_with_a_village_binds_what_the_expert_can_do():
    """The village needs two things, the expert does one."""
    pairing = Pairing(helper="王示例", division=place(RED), village="松村")
    found = gathered(village("松村", ("种植", "养殖"), county=RED), expert(), pairing)
    assert [(each.need.place, each.need.speciality) for each in found.ties] == [(PINE, "种植")]


def test_a_pairing_of_someone_unknown_is_told():
    """Who is not in the list cannot go on serving."""
    found = gathered(household(), Pairing(helper="孙示例", division=place(GREEN), village="柳村"))
    assert found.ties == ()
    found = gathered(village(), Pairing(helper="孙示例", division=place(GREEN), village="柳村"))
    assert [each.code for each in found.issues] == ["matching.helper_unknown"]


def test_names_are_in_no_repr_and_no_issue():
    """People stay out of what may be printed by the way."""
    found = gathered(household(), expert())
    assert "示例" not in repr(found)
    assert all(len(each.number) == 12 for each in (*found.needs, *found.helpers))
