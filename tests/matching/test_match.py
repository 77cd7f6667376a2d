"""Needs matched with services: most served, then nearest, pairings kept."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from showing_checks import check_shown
from small_world import (
    EAST,
    GREEN,
    LONE,
    PINE,
    POPLAR,
    PROVINCE,
    RED,
    STONE,
    WEST,
    WHITE,
    WILLOW,
    setting,
)

from kejifupin.matching import (
    Distances,
    Helper,
    Need,
    PairingMode,
    Tie,
    WhyChanged,
    WhyUnserved,
    match_services,
)

SETTING = setting()
PLACES = (WILLOW, POPLAR, PINE, WHITE, LONE)
BASES = (GREEN, RED, EAST, PROVINCE, WILLOW)
WORK = ("种植", "养殖")


def need(key="n", place=WILLOW, speciality="种植", households=1):
    return Need(key, place, speciality, households, f"户{key}", is_personal=True)


def helper(key="h", base=GREEN, work=("种植",), capacity=1, districts=None):
    return Helper(key, f"人{key}", work, base, districts or (base,), capacity)


def matched(needs, helpers, **changes):
    return match_services(needs, helpers, SETTING, **changes)


def pairs(found):
    return [(each.need.key, each.helper.key, each.households) for each in found.services]


needs_ = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(WORK)), min_size=1, max_size=4
).map(lambda rows: [need(f"n{at}", *row) for at, row in enumerate(rows)])
helpers_ = st.lists(
    st.tuples(
        st.sampled_from(BASES),
        st.sampled_from((("种植",), ("养殖",), WORK)),
        st.integers(0, 2),
        st.sampled_from(((PROVINCE,), (EAST,), (GREEN, RED))),
    ),
    min_size=1,
    max_size=3,
).map(lambda rows: [helper(f"h{at}", *row) for at, row in enumerate(rows)])


def best(needs, helpers):
    """Every way to give each need nobody or one who can."""
    ways = Distances(SETTING)
    found = (0, 0)
    for given_ in product((None, *helpers), repeat=len(needs)):
        travel, used = 0, dict.fromkeys((each.key for each in helpers), 0)
        for one, other in zip(needs, given_, strict=True):
            if other is None:
                continue
            inside = any(SETTING.reach.is_within(one.place, code) for code in other.districts)
            if not inside or one.speciality not in other.specialities:
                break
            used[other.key] += 1
            travel += ways.between(other.base, one.place)
        else:
            if all(used[each.key] <= each.capacity for each in helpers):
                served = sum(each is not None for each in given_)
                found = max(found, (served, -travel))
    return found


@given(needs_, helpers_, st.randoms(use_true_random=False))
def test_nothing_is_better_than_what_was_found(needs, helpers, random):
    """As many served as can be, as near as can be, within capacities; in any order alike."""
    found = matched(needs, helpers)
    assert (found.served, -found.travel) == best(needs, helpers)
    for each in helpers:
        assert sum(one.households for one in found.of_helper(each.key)) <= each.capacity
    assert found.served + found.left == len(needs)
    random.shuffle(needs)
    random.shuffle(helpers)
    assert matched(needs, helpers) == found


@given(needs_, helpers_)
def test_what_was_matched_is_kept_in_a_second_run(needs, helpers):
    """With its own services as pairings in force, a matching comes out the same, all of it kept."""
    first = matched(needs, helpers)
    ties = [Tie(each.helper.key, each.need) for each in first.services]
    again = matched(needs, helpers, ties=ties)
    assert pairs(again) == pairs(first)
    assert all(each.kept for each in again.services)
    assert again.changes == ()


def test_households_of_a_village_may_have_several_who_serve():
    """Ten of 柳村: six by the one of the village, four by the next in the county."""
    helpers = [helper("a", WILLOW, capacity=6), helper("b", GREEN, capacity=9)]
    found = matched([need(households=10)], helpers)
    assert pairs(found) == [("n", "a", 6), ("n", "b", 4)]
    assert [each.distance for each in found.services] == [0, 2]


@pytest.mark.parametrize(
    ("helpers", "why"),
    [
        ([helper(work=("养殖",))], WhyUnserved.NO_SPECIALITY),
        ([], WhyUnserved.NO_SPECIALITY),
        ([helper(base=RED)], WhyUnserved.OUT_OF_REACH),
        ([helper(capacity=0)], WhyUnserved.NO_CAPACITY),
    ],
)
def test_why_a_need_stays_unserved(helpers, why):
    """Nobody can do it, nobody comes there, or those who could are full."""
    (left,) = matched([need()], helpers).unserved
    assert (left.why, left.households) == (why, 1)


def test_one_to_one_gives_each_helper_one_need():
    """Two needs of many households, one helper each."""
    needs = [need("a", households=30), need("b", POPLAR, households=40)]
    helpers = [helper("x", capacity=100), helper("y", capacity=100)]
    found = matched(needs, helpers, mode=PairingMode.ONE_TO_ONE)
    assert pairs(found) == [("a", "x", 1), ("b", "y", 1)]


def test_one_to_many_gives_each_need_one_helper():
    """Capacity counts needs, not households."""
    needs = [need("a", households=30), need("b", POPLAR, households=40), need("c", households=5)]
    found = matched(needs, [helper("x", capacity=2)], mode=PairingMode.ONE_TO_MANY)
    assert (found.served, found.left) == (2, 1)


def test_a_pairing_stays_though_another_would_be_nearer():
    """不实现目标不脱钩: the far one keeps the household, the near one stays free."""
    far, near = helper("far", PROVINCE), helper("near", WILLOW)
    found = matched([need()], [far, near], ties=[Tie("far", need())])
    assert pairs(found) == [("n", "far", 1)]
    assert found.services[0].kept


def test_a_pairing_that_uses_the_capacity_leaves_none():
    """The household that was there keeps its expert; a new one goes without."""
    found = matched([need("a"), need("b")], [helper()], ties=[Tie("h", need("b"))])
    assert pairs(found) == [("b", "h", 1)]
    assert found.unserved[0].need.key == "a"


def test_a_goal_that_is_met_ends_the_pairing_and_frees_the_helper():
    """The household is not matched anew; another takes the place."""
    ties = [Tie("h", need("a"), goal_met=True)]
    found = matched([need("a"), need("b")], [helper()], ties=ties)
    assert pairs(found) == [("b", "h", 1)]
    assert found.left == 0
    assert [(each.why, each.after) for each in found.changes] == [(WhyChanged.GOAL_MET, ())]


@pytest.mark.parametrize(
    ("tie", "why"),
    [
        (Tie("gone", need()), WhyChanged.HELPER_GONE),
        (Tie("h0", need(), ended=True), WhyChanged.ENDED),
    ],
)
def test_a_helper_who_is_gone_is_replaced_and_it_is_told(tie, why):
    """The need goes to whoever can serve it now."""
    helpers = [helper("h0", capacity=0), helper("h1")]
    found = matched([need()], helpers, ties=[tie])
    assert pairs(found) == [("n", "h1", 1)]
    assert [(each.why, each.before, each.after) for each in found.changes] == [
        (why, tie.helper, ("h1",))
    ]


def test_a_pairing_whose_need_was_not_surveyed_again_is_kept():
    """Silence of a survey is no goal met."""
    found = matched([], [helper()], ties=[Tie("h", need())])
    assert pairs(found) == [("n", "h", 1)]
    assert [each.code for each in found.issues] == ["matching.not_surveyed"]


def test_pairings_beyond_capacity_are_kept_and_told():
    """Nobody is dropped because the list says fewer now."""
    ties = [Tie("h", need("a")), Tie("h", need("b"))]
    found = matched([need("a"), need("b")], [helper()], ties=ties)
    assert found.served == 2
    assert [each.code for each in found.issues] == ["matching.over_capacity"]


def test_distances_of_one_s_own_decide_instead_of_the_tree():
    """By road 西州's is nearer to 青县 than the county's neighbour."""
    helpers = [
        helper("east", STONE, districts=(PROVINCE,)),
        helper("west", WEST, districts=(PROVINCE,)),
        helper("lone", LONE, districts=(PROVINCE,)),
    ]
    ways = Distances(SETTING, {(STONE, GREEN): 90, (GREEN, WEST): 40})
    found = matched([need()], helpers, distances=ways)
    assert pairs(found) == [("n", "west", 1)]
    assert found.travel == 40
    (left,) = matched([need()], helpers[2:], distances=ways).unserved
    assert left.why is WhyUnserved.OUT_OF_REACH


def test_names_stay_out_of_what_is_shown():
    """repr, columns and notebooks mask people."""
    found = matched([need(), need("m", speciality="水产")], [helper()])
    shown = f"{found!r} {found._repr_html_()} {found.columns()} {found.services}"
    assert "户n" not in shown
    assert "人h" not in shown
    assert "▲ 没有这一专业的服务力量" in found._repr_html_()
    check_shown(found, ("户n", "户m", "人h"))


def test_a_helper_without_capacity_takes_all_and_is_told():
    """Nobody said how many: all three, and a warning."""
    needs = [need(str(number)) for number in range(3)]
    found = matched(needs, [helper(capacity=None)])
    assert found.served == 3
    assert [each.code for each in found.issues] == ["matching.no_capacity_stated"]
