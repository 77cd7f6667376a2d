"""What a total is divided by."""

from __future__ import annotations

import pytest
from small_world import (
    BLACK,
    EAST,
    GREEN,
    OLD_BLACK,
    PINE,
    POPLAR,
    REGISTER,
    RETURN,
    STONE,
    WEST,
    WILLOW,
    cohort,
    indicator,
    record,
    setting,
    values_of,
)

from kejifupin.errors import DefinitionError
from kejifupin.records import Silence, make_record
from kejifupin.targets import (
    weights_by_designation,
    weights_by_field,
    weights_by_indicator,
    weights_by_members,
)
from kejifupin.terms.divisions import Level
from kejifupin.terms.quantities import Vague

SETTING = setting()
VILLAGES = cohort("v", level=Level.VILLAGE, designation="poor_village", unit="个村", label="贫困村")


def village(code, number):
    return make_record(REGISTER, {"code": code, "name": "村", "demonstrators": number})


def test_members_of_a_cohort_are_counted_where_they_lie():
    """Two poor villages in 东州 and one in 西州."""
    found = weights_by_members(VILLAGES, (EAST, WEST), SETTING)
    assert dict(found.numbers) == {EAST: 2, WEST: 1}
    assert found.label == "贫困村数"


def test_a_direct_county_counts_for_whom_it_reports_to():
    """By reporting line 石市 does not stand below 东州."""
    counties = cohort("c", designation=None)
    parent = weights_by_members(counties, (EAST,), SETTING)
    reporting = weights_by_members(counties, (EAST,), SETTING, SETTING.reporting_reach)
    assert (parent.of(EAST), reporting.of(EAST)) == (4, 3)


def test_a_designation_weighs_like_a_cohort():
    """Poor counties: one each."""
    assert dict(weights_by_designation("poor", (EAST, WEST), SETTING).numbers) == {EAST: 1, WEST: 1}


def test_a_column_of_a_register_is_added_and_nothing_is_nothing():
    """5 and 7 in 东州; 西州 has no row in a register that lists them all: zero."""
    rows = (village(WILLOW, 5), village(POPLAR, 7))
    found = weights_by_field(
        REGISTER, "demonstrators", rows, units=(EAST, WEST, GREEN), setting=SETTING
    )
    assert dict(found.numbers) == {EAST: 12, GREEN: 12, WEST: 0}


def test_a_vague_number_weighs_its_low_end_and_is_told():
    """10余 weighs 10."""
    rows = (village(PINE, Vague(10, 19, "10余")),)
    found = weights_by_field(REGISTER, "demonstrators", rows, units=(WEST,), setting=SETTING)
    assert (found.of(WEST), found.vague) == (10, (WEST,))


def test_a_form_that_nobody_handed_in_weighs_nothing_known():
    """Silence of a return is not zero."""
    rows = (record(RETURN, STONE, people=4),)
    found = weights_by_field(RETURN, "people", rows, units=(EAST, WEST), setting=SETTING)
    assert (found.of(EAST), found.of(WEST)) == (4, None)


def test_a_county_that_changed_its_name_weighs_for_what_it_became():
    """What 乌县 reported is 黑县's."""
    rows = (record(RETURN, OLD_BLACK, people=4),)
    found = weights_by_field(RETURN, "people", rows, units=(BLACK,), setting=SETTING)
    assert found.of(BLACK) == 4


def test_an_indicator_weighs_by_what_is_certain():
    """8 are reported of 东州 while others are missing: 8, and vague; 西州 said nothing at all."""
    found = indicator(reported_by=(Level.COUNTY,), silence=Silence.MISSING)
    values = values_of((record(RETURN, GREEN, people=8),), found)
    weights = weights_by_indicator(found, values, (EAST, WEST))
    assert (weights.of(EAST), weights.vague) == (8, (EAST,))
    assert weights.of(WEST) is None


def test_words_cannot_be_weighed():
    """A text field is refused with its label."""
    with pytest.raises(DefinitionError) as caught:
        weights_by_field(REGISTER, "name", (), units=(EAST,), setting=SETTING)
    assert "村名" in caught.value.chinese
