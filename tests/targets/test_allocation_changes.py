"""An allocation led to the divisions of another day."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    END,
    GREEN,
    OLD_BLACK,
    PROVINCE,
    RED,
    RENAMED_ON,
    WEST,
    divisions,
    indicator,
    setting,
    target,
)

from kejifupin.targets import (
    PartLimits,
    ResponsibleUnit,
    Weights,
    allocate,
    reallocate,
)
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Division, Divisions, Level

SPLIT, MERGED, LOST = "990230", "990240", "990250"


def changed() -> Divisions:
    """西州 with a county that was split, two that were merged, and one that went nowhere."""
    base = divisions()
    county, later = Level.COUNTY, RENAMED_ON
    more = [
        Division(SPLIT, "大县", county, WEST, valid_to=later, successors=("990231", "990232")),
        Division("990231", "大东县", county, WEST, valid_from=later),
        Division("990232", "大西县", county, "990100", valid_from=later),
        Division("990241", "甲县", county, WEST, valid_to=later, successors=(MERGED,)),
        Division("990242", "乙县", county, WEST, valid_to=later, successors=(MERGED,)),
        Division(MERGED, "合县", county, WEST, valid_from=later),
        Division(LOST, "丙县", county, WEST, valid_to=later),
    ]
    return base.with_divisions(more)


BEFORE, AFTER = (setting(day, table=changed()) for day in (date(2018, 1, 10), END))
OLD = (RED, OLD_BLACK, SPLIT, "990241", "990242", LOST)
GOAL = target(bound=Bound(at_least=60), scope=WEST)


def given_parts(total=60, bound=None):
    goal = attrs.evolve(GOAL, bound=bound or GOAL.bound)
    units = [ResponsibleUnit(code, BEFORE.division_name(code)) for code in OLD]
    return allocate(goal, units, indicator=indicator(), total=None if bound else total)


def numbers(allocation):
    return {each.unit.key: each.number for each in allocation.parts}


@given(st.integers(0, 500), st.integers(0, 9), st.integers(0, 9))
def test_the_total_is_conserved(total, one, other):
    """Whatever became of the counties, the parts come to what they came to."""
    before = given_parts(total)
    after = reallocate(before, AFTER, weights=Weights("户数", {"990231": one, "990232": other}))
    assert after.sum == before.sum == total


def test_every_change_by_hand():
    """10 each: renamed keeps 10, split gives 5 and 5, merged has 20, the lost one is told."""
    after = reallocate(given_parts(), AFTER)
    assert numbers(after) == {
        RED: 10,
        BLACK: 10,
        "990231": 5,
        "990232": 5,
        MERGED: 20,
        LOST: 10,
    }
    found = [each.code for each in after.issues]
    assert found.count("allocation.renamed") == 3
    assert found.count("allocation.split") == 1
    assert found.count("allocation.no_heir") == 1
    assert after.find(BLACK).unit.name == "黑县"


def test_what_left_the_prefecture_takes_its_part_along_and_is_told():
    """大西县 belongs to 东州 now: its 5 are no longer 西州's."""
    after = reallocate(given_parts(), AFTER)
    (moved,) = [each for each in after.issues if each.code == "allocation.moved_away"]
    assert "大西县" in moved.message
    assert "5人次" in moved.message


def test_a_split_follows_weights_where_they_are_known():
    """Of 10, 3 to 1 of the households gives 8 and 2 (7.5 and 2.5, the first key the more)."""
    after = reallocate(given_parts(), AFTER, weights=Weights("户数", {"990231": 3, "990232": 1}))
    assert (after.find("990231").number, after.find("990232").number) == (8, 2)


def test_bounds_are_conserved_too():
    """Floor, ceiling and stretch each come to what they came to."""
    before = given_parts(bound=Bound(61, 80, stretch=72))
    after = reallocate(before, AFTER)
    for end in ("at_least", "at_most", "stretch"):
        assert sum(getattr(each.bound, end) for each in after.parts) == sum(
            getattr(each.bound, end) for each in before.parts
        )


def test_nothing_changes_on_a_day_without_changes():
    """Led to the day that it was made on, an allocation is what it was."""
    before = given_parts()
    assert numbers(reallocate(before, BEFORE)) == numbers(before)
    assert reallocate(before, BEFORE).issues == before.issues


def test_departments_keep_their_parts():
    """A department has no history of divisions."""
    units = (ResponsibleUnit("院", "农科院", is_division=False), ResponsibleUnit(GREEN, "青县"))
    before = allocate(
        target(bound=Bound(at_least=4), scope=PROVINCE),
        units,
        indicator=indicator(),
        limits={"院": PartLimits(quota=1)},
    )
    assert numbers(reallocate(before, AFTER)) == {"院": 1, GREEN: 3}
