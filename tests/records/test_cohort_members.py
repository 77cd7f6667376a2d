"""Who belongs to a cohort: by designation, level or derivation, on its reference day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    EAST,
    END,
    GREEN,
    LAKE,
    LONE,
    OLD_BLACK,
    PINE,
    POPLAR,
    RED,
    START,
    STONE,
    WEST,
    WHITE,
    WILLOW,
    cohort,
    divisions,
    setting,
)

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.records import Reference
from kejifupin.records.cohort_members import division_members, find_cohort
from kejifupin.terms.divisions import Designation, Division, Divisions, Level
from kejifupin.terms.periods import Period

FEBRUARY, MARCH = date(2018, 2, 1), date(2018, 3, 15)


def held(code, first=None, end=None, key="poor"):
    return Designation(key, code, first, end)


def with_designations(*more):
    """The small province with other poor counties than its own."""
    table = divisions()
    own = tuple(each for each in table.designations if each.key != "poor")
    return Divisions(table.divisions, table.reporting_lines, (*own, *more))


def members(key="poor_counties", on=END, table=None, **changes):
    where = setting(on, table=table)
    found = cohort(key, **changes) if changes else find_cohort(key, where)
    return division_members(found, where)


def test_members_by_designation_lie_in_the_scope():
    """The poor county of the neighbour province is none of ours."""
    assert members() == (GREEN, RED)
    assert members("villages") == (WILLOW, POPLAR, PINE)


def test_members_by_level():
    """Counties of every kind: without a prefecture, local units, and under the code of the day."""
    before = (LONE, LAKE, GREEN, WHITE, STONE, RED, OLD_BLACK)
    assert members("counties", FEBRUARY) == tuple(sorted(before))
    after = (LONE, LAKE, GREEN, WHITE, STONE, RED, BLACK)
    assert members("counties", MARCH) == tuple(sorted(after))


def test_a_fixed_cohort_is_that_of_the_first_day():
    """Who is freed of the title later stays, who gains it later does not come in."""
    table = with_designations(held(GREEN, end=FEBRUARY), held(RED), held(WHITE, FEBRUARY))

    assert members(table=table) == (GREEN, RED)
    assert members(table=table, reference=Reference.CURRENT) == tuple(sorted((RED, WHITE)))
    assert members(table=table, reference=Reference.EVER) == tuple(sorted((GREEN, RED, WHITE)))


def test_a_designation_of_tomorrow_does_not_exist():
    """Not for ever, and not before the programme began."""
    table = with_designations(held(GREEN), held(RED, date(2018, 4, 1)))

    assert members(on=MARCH, table=table, reference=Reference.EVER) == (GREEN,)
    table = with_designations(held(GREEN), held(RED, date(2017, 12, 1)))
    assert members(on=date(2017, 11, 1), table=table) == (GREEN,)
    assert members(on=FEBRUARY, table=table) == (GREEN, RED)


def test_a_member_that_was_renamed_stays_a_member():
    """Under its new code once it has it, under the old one until then, whoever wrote which."""
    for written in (OLD_BLACK, BLACK):
        table = with_designations(held(written))
        assert members(on=FEBRUARY, table=table) == (OLD_BLACK,)
        assert members(on=MARCH, table=table) == (BLACK,)


def test_a_member_that_was_divided_lives_on_in_its_parts():
    """Not in the prefecture that they share, which is no county."""
    split = Division(
        "990299", "双县", Level.COUNTY, WEST, valid_to=MARCH, successors=("990297", "990298")
    )
    parts = [
        Division(code, f"{code}县", Level.COUNTY, WEST, MARCH) for code in ("990297", "990298")
    ]
    table = with_designations(held("990299")).with_divisions((split, *parts))

    assert members(on=FEBRUARY, table=table) == ("990299",)
    assert members(on=MARCH, table=table) == ("990297", "990298")


def test_a_designation_across_levels_is_cut_to_the_level_of_the_cohort():
    """片区 hold counties and villages alike."""
    table = with_designations(held(GREEN), held(WILLOW), held(EAST))

    assert members(table=table) == (GREEN,)
    assert members(table=table, level=Level.VILLAGE) == (WILLOW,)


def test_divisions_above_those_of_another_cohort():
    """The prefectures of the poor counties; a county without a prefecture adds none."""
    assert members(
        "above", level=Level.PREFECTURE, designation=None, ancestors_of="poor_counties"
    ) == (
        EAST,
        WEST,
    )
    table = with_designations(held(LONE))
    found = members(
        "above", table=table, level=Level.PREFECTURE, designation=None, ancestors_of="poor_counties"
    )
    assert found == ()


def test_a_cohort_may_narrow_what_it_derives():
    """Divisions above the members, and themselves designated."""
    table = with_designations(held(GREEN), held(RED), held(WEST, key="base"))
    changes = {"level": Level.PREFECTURE, "designation": "base", "ancestors_of": "poor_counties"}

    assert members("above", table=table, **changes) == (WEST,)


def test_cohorts_that_cannot_be_divisions_are_refused():
    """Records have no code; nothing derives from itself or from what is not there."""
    above = {"level": Level.PREFECTURE, "designation": None}
    for other, told in (("households", "one of records"), ("ring", "derives from itself")):
        ring = cohort("ring", ancestors_of=other, **above)
        with pytest.raises(DefinitionError, match=told):
            division_members(ring, setting(cohorts=(ring,)))
    with pytest.raises(UnknownNameError) as caught:
        find_cohort("poor_countys", setting())
    assert caught.value.nearest[0] == "poor_counties"


def test_a_cohort_is_of_divisions_or_of_records():
    """Not of both, not of neither; what narrows the one does not fit the other."""
    for changes in (
        {"level": None, "designation": None},
        {"records": "household"},
        {"level": None, "records": "household"},
    ):
        with pytest.raises(DefinitionError):
            cohort("odd", **changes)


DAYS = st.dates(date(2017, 6, 1), date(2018, 12, 31))


@given(
    DAYS,
    st.sampled_from(Reference),
    st.lists(
        st.tuples(
            st.sampled_from((GREEN, WHITE, STONE, RED, OLD_BLACK, LONE)),
            DAYS,
            st.none() | st.integers(1, 300),
        )
    ),
)
def test_ever_holds_current_and_fixed(day, reference, spells):
    """Whoever is a member by any reference day was once designated, and stands in the scope."""
    first = {}
    for code, start, days in spells:
        end = None if days is None else date.fromordinal(start.toordinal() + days)
        first.setdefault(code, held(code, start, end))
    table = with_designations(*first.values())

    found = members(on=day, table=table, reference=reference)
    ever = members(on=day, table=table, reference=Reference.EVER)

    assert set(found) <= set(ever)
    assert all(table.find(code, day) is not None for code in found)


def test_real_counties_that_changed():
    """许昌县 became 建安区 in December 2016: poor on paper before, still the member after."""
    table = base_divisions().with_designations((held("411023"),))
    changes = {"table": table, "scope": "410000", "period": Period(date(2016, 10, 1), END)}

    found = division_members(cohort(), setting(START, **changes))

    assert found == ("411003",)
    assert division_members(cohort(), setting(date(2016, 11, 30), **changes)) == ("411023",)
