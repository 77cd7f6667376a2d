"""Distinct counts that add: what stands at several divisions is taken off where they meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    EAST,
    GREEN,
    LAKE,
    LEDGER,
    LONE,
    PINE,
    POPLAR,
    PROVINCE,
    RED,
    STONE,
    WEST,
    WILLOW,
    indicator,
    measure,
    record,
    setting,
    values_of,
)

from kejifupin.indicators import RecordData
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.records import Condition, Operand
from kejifupin.terms.intervals import Interval

SOME = Condition(field="projects", at_least=Operand(constant=1))
NAMES = Partial(PartialKind.DISTINCT, "ledger", where=SOME, distinct=("name",))
PLACES = (PROVINCE, EAST, WEST, GREEN, STONE, LAKE, LONE, RED, WILLOW, POPLAR, PINE)
visits = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from("甲乙丙丁") | st.none(),
        st.sampled_from([1, 0, None]),
    ),
    max_size=12,
)


def entries(found):
    return [record(LEDGER, code, name=name, projects=projects) for code, name, projects in found]


@given(visits)
def test_a_distinct_count_is_exact_at_every_level(found):
    """Who stands anywhere at or below a division counts there once; held against plain sets."""
    people = indicator(
        "people", "户", measure=measure("count_distinct", "ledger", where=SOME, distinct=("name",))
    )

    values = values_of(entries(found), people)

    reach = setting().reach
    for value in values:
        below = [each for each in found if value.division in reach.chain(each[0])]
        sure = {name for _, name, n in below if n == 1 and name}
        may = {name for _, name, n in below if n != 0 and name}
        blank = sum(1 for _, name, n in below if n != 0 and not name)
        expected = Interval(len(sure), len(may) + blank)
        assert value.known == (expected if len(below) > blank else None)


def test_hand_counted():
    """甲 in two villages of 青县 and in 红县: twice too often in all, once of it in 青县."""
    where = setting()
    data = RecordData.of(entries([(WILLOW, "甲", 1), (POPLAR, "甲", 1), (PINE, "甲", 1)]), where)

    tallies = data.tallies((NAMES,), where)[NAMES]

    assert {code: each.total for code, each in tallies.items() if each.seen} == dict.fromkeys(
        (WILLOW, POPLAR, PINE), Interval.exact(1)
    )
    shared = {code: each.shared for code, each in tallies.items() if each.shared != (0, 0)}
    assert shared == {GREEN: (1, 1), PROVINCE: (1, 1)}


def test_a_long_depth_first_order_meets_where_it_should():
    """甲 in 青县, its village, 石市 and 孤城: once in 青县, once in 东州, once in the province."""
    where = setting()
    found = [(GREEN, "甲", 1), (WILLOW, "甲", 1), (STONE, "甲", 1), (LONE, "甲", 1)]

    tallies = RecordData.of(entries(found), where).tallies((NAMES,), where)[NAMES]

    shared = {code: each.shared for code, each in tallies.items() if each.shared != (0, 0)}
    assert shared == {GREEN: (1, 1), EAST: (1, 1), PROVINCE: (1, 1)}


@pytest.mark.parametrize(("second", "shared"), [(1, (1, 1)), (None, (0, 1)), (0, None)])
def test_who_may_count_is_shared_only_among_those_that_may(second, shared):
    """甲 surely counts in 柳村; in 杨村 it does, may, or does not."""
    where = setting()
    data = RecordData.of(entries([(WILLOW, "甲", 1), (POPLAR, "甲", second)]), where)

    tallies = data.tallies((NAMES,), where)[NAMES]

    assert (tallies[GREEN].shared if GREEN in tallies else None) == shared


def test_what_does_not_roll_up_shares_nothing():
    """青县's own records alone count for it, whoever its villages have in common with it."""
    own = indicator(
        "people",
        "户",
        measure=measure("count_distinct", "ledger", where=SOME, distinct=("name",)),
        rolls_up=False,
    )

    values = values_of(entries([(GREEN, "甲", 1), (WILLOW, "甲", 1), (POPLAR, "甲", 1)]), own)

    assert values.get("people", GREEN).known == Interval.exact(1)


def test_the_depth_first_order():
    """Each is followed by those below it; what lies outside is left out."""
    reach = setting().reach

    order = reach.depth_first((PINE, WILLOW, EAST, GREEN, "980121", PROVINCE, STONE, RED))

    assert order == (PROVINCE, EAST, GREEN, WILLOW, STONE, RED, PINE)
