"""A target's total divided among units: exactly, within limits, or told why not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import EACH, indicator, setting, target

from kejifupin.errors import DefinitionError
from kejifupin.indicators import Measure, MeasureKind
from kejifupin.targets import (
    PartLimits,
    ResponsibleUnit,
    Weights,
    allocate,
    check_allocation,
)
from kejifupin.targets.allocation_check import as_given
from kejifupin.targets.baselines import Baseline, Growth
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation

GOAL = target(bound=Bound(at_least=50))
UNITS = tuple(ResponsibleUnit(key, key * 2, is_division=False) for key in "abcde")


def divided(goal=GOAL, units=UNITS, **changes):
    return allocate(goal, units, indicator=changes.pop("of", indicator()), **changes)


def numbers(allocation):
    return {each.unit.key: each.number for each in allocation.parts}


def codes(allocation):
    return [each.code for each in allocation.issues]


amounts = st.none() | st.integers(0, 40)


@given(
    st.integers(1, 200),
    st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9), min_size=1),
    st.dictionaries(st.sampled_from("abcde"), st.builds(PartLimits, amounts, amounts, amounts)),
    st.randoms(use_true_random=False),
)
def test_parts_add_up_and_keep_their_limits_or_it_says_why(total, weights, limits, random):
    """Either the parts come to the total within all limits, or there is an error and no part."""
    units = [each for each in UNITS if each.key in weights]
    limits = {key: each for key, each in limits.items() if key in weights}
    made = divided(units=units, weights=Weights("权", weights), limits=limits, total=total)
    if not made.is_possible:
        assert made.parts == ()
        return
    assert made.sum == total
    for part in made.parts:
        limit = limits.get(part.unit.key, PartLimits())
        if limit.quota is not None:
            assert part.number == limit.quota
            continue
        assert limit.floor is None or part.number >= limit.floor
        assert limit.ceiling is None or part.number <= limit.ceiling
    random.shuffle(units)
    assert numbers(
        divided(units=units, weights=Weights("权", weights), limits=limits, total=total)
    ) == numbers(made)


@given(st.integers(1, 300), st.lists(st.integers(1, 50), min_size=5, max_size=5))
def test_what_was_allocated_passes_the_check(total, weights):
    """An allocation held against the target that it was made from has no issue."""
    goal = target(bound=Bound.exactly(total))
    made = divided(goal, weights=Weights("权", dict(zip("abcde", weights, strict=True))))
    found = check_allocation(
        as_given(made),
        targets={"goal": goal},
        indicators={"people": indicator()},
        setting=setting(),
    )
    assert found.issues == ()
    assert found.allocations[0].sum == total


def test_equal_parts_by_hand():
    """53 by five: three get 11, two get 10, the first keys the more."""
    assert numbers(divided(total=53)) == {"a": 11, "b": 11, "c": 11, "d": 10, "e": 10}


def test_quotas_come_off_before_the_rest_is_divided():
    """50 less 20 for a and 3 for b: 27 for three, 9 each."""
    limits = {"a": PartLimits(quota=20), "b": PartLimits(quota=3)}
    made = divided(limits=limits)
    assert numbers(made) == {"a": 20, "b": 3, "c": 9, "d": 9, "e": 9}
    assert [each.why for each in made.parts[:3]] == ["指定数", "指定数", ""]


def test_a_floor_of_one_for_53_of_50_is_told_with_the_figures():
    """53 counties with one each cannot share 50."""
    units = [ResponsibleUnit(f"{number:02}", "县") for number in range(53)]
    made = divided(units=units, common=PartLimits(floor=1), of=indicator(unit="个"))
    assert made.parts == ()
    assert codes(made) == ["allocation.floors_over_total"]
    assert "53个" in made.issues[0].message
    assert "多3个" in made.issues[0].message


def test_ceilings_that_leave_something_over_are_told():
    """Five with nine at most come to 45 of 50."""
    made = divided(common=PartLimits(ceiling=9))
    assert codes(made) == ["allocation.ceilings_under_total"]
    assert "少5人次" in made.issues[0].message


def test_weights_of_zero_beside_full_ceilings_are_told():
    """Only a weighs anything, and it may have ten: forty are left over."""
    weights = Weights("权", {"a": 1, "b": 0, "c": 0, "d": 0, "e": 0})
    made = divided(weights=weights, limits={"a": PartLimits(ceiling=10)})
    assert codes(made) == ["allocation.ceilings_under_total"]


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"a": 1, "b": 2, "c": 3, "d": 4}, "allocation.no_weight"),
        ({"a": -1, "b": 2, "c": 3, "d": 4, "e": 5}, "allocation.negative_weight"),
        (dict.fromkeys("abcde", 0), "allocation.zero_weights"),
    ],
)
def test_weights_that_cannot_be_used_are_told(weights, code):
    """A weight that is missing, negative or nothing at all is an error, never a guess."""
    made = divided(weights=Weights("权", weights))
    assert code in codes(made)
    assert made.parts == ()


def test_a_unit_with_a_quota_needs_no_weight():
    """The weight of e is unknown, and its quota says enough."""
    weights = Weights("权", {"a": 1, "b": 1, "c": 1, "d": 1})
    made = divided(weights=weights, limits={"e": PartLimits(quota=10)})
    assert numbers(made) == {"a": 10, "b": 10, "c": 10, "d": 10, "e": 10}


def test_decimals_are_exact():
    """10 in hundredths by three is 3.34, 3.33 and 3.33."""
    made = divided(units=UNITS[:3], total=10, decimals=2)
    assert numbers(made) == {"a": Decimal("3.34"), "b": Decimal("3.33"), "c": Decimal("3.33")}


def test_a_total_with_decimals_is_not_forced_into_whole_numbers():
    """1.5 cannot be divided in whole numbers, and is divided in tenths by itself."""
    assert codes(divided(total=Decimal("1.5"), decimals=0)) == ["allocation.uneven"]
    assert divided(total=Decimal("1.5"), units=UNITS[:3]).sum == Decimal("1.5")


def test_floor_ceiling_and_stretch_of_the_whole_all_add_up():
    """What a bound has above its floor is divided on top, so that no part is upside down."""
    goal = target(bound=Bound(50, 60, stretch=57))
    made = divided(goal)
    bounds = [each.bound for each in made.parts]
    assert sum(each.at_least for each in bounds) == 50
    assert sum(each.at_most for each in bounds) == 60
    assert sum(each.stretch for each in bounds) == 57


def test_a_ceiling_alone_is_divided_into_ceilings():
    """At most 50 becomes at most 10 for each of five."""
    made = divided(target(bound=Bound(at_most=50)))
    assert {each.bound for each in made.parts} == {Bound(at_most=10)}


def test_parts_of_zero_and_limits_of_strangers_are_noted():
    """Nobody is left with nothing unseen, and a limit for someone else is told."""
    made = divided(total=3, limits={"z": PartLimits(floor=1)})
    assert codes(made) == ["allocation.unknown_limit"]
    made = divided(total=3)
    assert codes(made) == ["allocation.zero_part"]
    assert made.is_possible


def test_a_floor_above_a_ceiling_is_told():
    """The unit is named."""
    made = divided(limits={"b": PartLimits(floor=5, ceiling=4)})
    assert "allocation.limits_crossed" in codes(made)
    assert "bb" in made.issues[0].message


def test_no_units_is_told():
    """Nobody to divide among."""
    assert codes(divided(units=())) == ["allocation.no_units"]


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        (target(basis=EACH, cohort="poor_counties"), indicator()),
        (
            target(
                growth=Growth.PERCENT,
                baseline=Baseline(10, Citation("一")),
            ),
            indicator(),
        ),
        (
            target(),
            indicator(
                measure=Measure(
                    MeasureKind.RATIO,
                    numerator=Measure(MeasureKind.COUNT, records="return"),
                    denominator=Measure(MeasureKind.COUNT, records="team"),
                ),
                unit="%",
            ),
        ),
    ],
)
def test_what_does_not_add_up_is_not_divided(goal, found):
    """Each-of-cohort targets, growth in per cent and ratios are refused."""
    with pytest.raises(DefinitionError, match=r"allocated|add up"):
        divided(goal, of=found)


def test_as_target_states_the_parts_of_divisions_only():
    """The parts go into ``allocations``; those of departments have no division."""
    units = (ResponsibleUnit("990100", "东州"), ResponsibleUnit("院", "农科院", is_division=False))
    made = divided(units=units)
    assert made.as_target().allocations == {"990100": Bound(at_least=25)}
