"""The divisions below a scope, by parent and by reporting line."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    EAST,
    END,
    GREEN,
    LAKE,
    LONE,
    NATION,
    OLD_BLACK,
    PROVINCE,
    STONE,
    WHITE,
    WILLOW,
    divisions,
    setting,
)

from kejifupin.records.reach import Reach

CODES = [each.code for each in divisions().divisions]


def test_chains_follow_links_not_levels():
    """A county without a prefecture stands just below its province."""
    reach = setting().reach

    assert reach.chain(WILLOW) == (WILLOW, GREEN, EAST, PROVINCE)
    assert reach.chain(LONE) == (LONE, PROVINCE)
    assert reach.chain(LAKE) == (LAKE, EAST, PROVINCE)
    assert reach.chain(PROVINCE) == (PROVINCE,)


def test_what_lies_outside_has_no_chain():
    """Neither the neighbour, nor the nation above, nor a code of another day or of nowhere."""
    reach = setting().reach

    for code in ("980121", NATION, OLD_BLACK, "123456"):
        assert reach.chain(code) == ()
        assert code not in reach
    assert BLACK in reach


def test_a_county_that_reports_to_its_province():
    """It stands below its prefecture by its code, and below the province by its reports."""
    where = setting()

    assert where.reach.chain(STONE) == (STONE, EAST, PROVINCE)
    assert where.reporting_reach.chain(STONE) == (STONE, PROVINCE)
    assert STONE in where.reach.below(EAST)
    assert STONE not in where.reporting_reach.below(EAST)
    assert STONE in where.reporting_reach.below(PROVINCE)


def test_a_county_that_reports_past_the_scope_is_reached_all_the_same():
    """A plan of the prefecture covers it by its code."""
    reach = setting(scope=EAST).reporting_reach

    assert reach.chain(STONE) == (STONE, EAST)
    assert reach.below(EAST) >= {EAST, GREEN, WHITE, STONE, LAKE, WILLOW}


@given(st.sampled_from(CODES), st.sampled_from(CODES), st.booleans())
def test_below_and_chain_agree(code, above, reporting):
    """A division is below another exactly if the other is on its way up."""
    reach = Reach(divisions(), PROVINCE, END, reporting=reporting)
    if above not in reach:
        return

    assert (code in reach.below(above)) == reach.is_within(code, above)


@given(st.frozensets(st.sampled_from(CODES)), st.dates(date(2017, 1, 1), date(2019, 1, 1)))
def test_lowest_first_lists_each_after_all_below_it(codes, day):
    """Every division on a way up stands once, after its children, and nothing else does."""
    reach = Reach(divisions(), PROVINCE, day)

    order = reach.lowest_first(codes)

    listed = [code for code, _ in order]
    assert sorted(listed) == sorted({each for code in codes for each in reach.chain(code)})
    for place, (code, children) in enumerate(order):
        assert all(reach.chain(child)[1] == code for child in children)
        assert all(listed.index(child) < place for child in children)
    below = [child for _, children in order for child in children]
    assert sorted(below) == sorted(set(listed) - {PROVINCE})
