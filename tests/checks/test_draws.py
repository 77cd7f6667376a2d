"""What is drawn for a spot check: the same for the same seed and list, whatever came first."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import EAST, END, GREEN, HOUSEHOLD, PROVINCE, RED, WEST, WHITE, record, setting

from kejifupin.checks import SpotCheck, draw_records, error_rates
from kejifupin.checks.error_rates import ErrorRate
from kejifupin.checks.findings import Finding, FindingOutcome, RecordReference
from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.records import Condition, Operand
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level

SETTING = setting(END)


def check(**others):
    given_size = {"number", "share", "total"} & set(others)
    return SpotCheck(
        "visit",
        "入户抽查",
        ("household",),
        Citation("五", "方案"),
        **{**({} if given_size else {"number": 2}), "level": Level.COUNTY, **others},
    )


def households(**counts):
    """So many households in each of some counties, by name."""
    codes = {"green": GREEN, "white": WHITE, "red": RED, "east": EAST}
    return [
        record(
            HOUSEHOLD, codes[name], f"{name}.xlsx", name=f"示例{name}{number}", workers=number % 4
        )
        for name, count in counts.items()
        for number in range(count)
    ]


def drawn(spot_check, records, seed="第一期"):
    return draw_records(spot_check, records, SETTING, seed=seed)


def sizes(draw):
    return {each.division: len(each.drawn) for each in draw.strata}


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(chaos: random.Random):
    records = households(green=7, red=5)
    mixed = records.copy()
    chaos.shuffle(mixed)

    assert drawn(check(reserve=1), mixed) == drawn(check(reserve=1), records)


def test_another_seed_draws_others_and_a_changed_list_is_seen():
    records = households(green=40)
    one, other = drawn(check(number=10), records), drawn(check(number=10), records, "第二期")
    changed = drawn(check(number=10), records[1:])

    assert {each.number for _, each in one} != {each.number for _, each in other}
    assert one.strata[0].fingerprint == other.strata[0].fingerprint
    assert one.strata[0].fingerprint != changed.strata[0].fingerprint


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ({"number": 3}, {GREEN: 3, WHITE: 1, RED: 3}),
        # 12% of 25 is 3, of 1 and of 10 a part of one, rounded up.
        ({"share": 12}, {GREEN: 3, WHITE: 1, RED: 2}),
        ({"share": Decimal("12.5")}, {GREEN: 4, WHITE: 1, RED: 2}),
        ({"share": 12, "at_least": 2}, {GREEN: 3, WHITE: 1, RED: 2}),
        ({"share": 100, "at_most": 5}, {GREEN: 5, WHITE: 1, RED: 5}),
        # 18 of 36: half of each, 12.5, 0.5 and 5; the one of 白县 is the least demanded.
        ({"total": 18}, {GREEN: 12, WHITE: 1, RED: 5}),
        ({"total": 1000}, {GREEN: 25, WHITE: 1, RED: 10}),
        ({"total": 1}, {GREEN: 1, WHITE: 1, RED: 1}),
    ],
)
def test_how_many_are_drawn_of_each_stratum(size, expected):
    assert sizes(drawn(check(**size), households(green=25, white=1, red=10))) == expected


def test_a_record_above_the_level_is_of_a_stratum_of_its_own():
    """What a prefecture hands in itself belongs to no county."""
    assert sizes(drawn(check(), households(green=3, east=3))) == {EAST: 2, GREEN: 2}
    assert sizes(drawn(check(level=None), households(green=3, east=3))) == {PROVINCE: 2}
    assert sizes(drawn(check(level=Level.PREFECTURE), households(green=3, east=3, red=3))) == {
        EAST: 2,
        WEST: 2,
    }


def test_a_condition_narrows_the_list_and_what_cannot_be_told_stays_in_it():
    able = Condition("workers", at_least=Operand(constant=1))
    unknown = record(HOUSEHOLD, GREEN, "green.xlsx", name="示例某", workers=None)
    # Of eight, two have no able worker: 0 and 4.
    (stratum,) = drawn(check(where=able), [*households(green=8), unknown]).strata

    assert stratum.population == 7


@given(st.integers(1, 8), st.integers(0, 4), st.sets(st.integers(1, 12)))
def test_what_cannot_be_visited_is_replaced_in_the_order_drawn(number, reserve, gone):
    draw = drawn(check(number=number, reserve=reserve), households(green=12))
    (before,) = draw.strata
    known = [each.number for each in before.order]
    (after,) = draw.without({before.key: gone & set(known)}).strata
    left = [each for each in known if each not in gone]

    assert [each.number for each in after.drawn] == left[:number]
    assert [each.number for each in after.reserve] == left[number:]
    assert after.short == max(0, number - len(left))


def test_only_what_was_drawn_can_be_replaced():
    draw = drawn(check(number=1), households(green=5))
    key = draw.strata[0].key

    with pytest.raises(UnknownNameError, match="number drawn"):
        draw.without({key: {99}})
    with pytest.raises(UnknownNameError, match="stratum"):
        draw.without({"household/990199": {1}})


def test_a_draw_needs_a_seed():
    with pytest.raises(ValueError, match="seed"):
        drawn(check(), households(green=5), " ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 2, "share": 5},
        {"number": 0},
        {"share": 101},
        {"number": 1, "reserve": -1},
        {"number": 1, "at_least": 5, "at_most": 3},
    ],
)
def test_a_check_that_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(DefinitionError):
        check(**wrong)


def found(record_, outcome, day=END):
    reference = RecordReference.of(record_, SETTING)
    return Finding(reference, GREEN, outcome, found_on=day)


def test_error_rates_weigh_each_list_by_its_size():
    """2 of 4 wrong in a list of 30, none of 2 in a list of 10: 30/40 · 2/4 = 3/8."""
    draw = drawn(check(total=6, at_most=4, at_least=2), households(green=30, red=10))
    by_code = {each.division: each for each in draw.strata}
    green, red = by_code[GREEN], by_code[RED]
    assert (len(green.drawn), len(red.drawn)) == (4, 2)
    outcomes = [FindingOutcome.FABRICATED, FindingOutcome.NOT_FOUND]
    outcomes += [FindingOutcome.CONFIRMED] * 2
    visits = [
        *(found(each.record, what) for each, what in zip(green.drawn, outcomes, strict=True)),
        *(found(each.record, FindingOutcome.CONFIRMED) for each in red.drawn),
    ]

    rates = error_rates(draw, visits, SETTING)

    whole = rates.of(PROVINCE)
    assert (whole.population, whole.looked_at, whole.wrong) == (40, 6, 2)
    assert whole.estimate == Fraction(3, 8)
    assert rates.of(GREEN).estimate == Fraction(1, 2)
    assert whole.low <= 15 <= whole.high
    # What holds for both lists together is surer of each than what holds for one alone.
    assert whole.high >= sum(each.high for each in rates.strata)


def test_a_list_that_nobody_looked_at_leaves_everything_open():
    draw = drawn(check(), households(green=8))

    (rate,) = error_rates(draw, (), SETTING).strata

    assert (rate.waiting, rate.estimate, rate.low, rate.high) == (2, None, 0, 8)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (None, ""),
        (Fraction(0), "0%"),
        (Fraction(3, 8), "37.5%"),
        (Fraction(1, 30000), "0.1%"),
        (Fraction(29999, 30000), "99.9%"),
        (Fraction(1), "100%"),
    ],
)
def test_a_rate_is_never_told_as_none_or_all_when_it_is_not(share, shown):
    """Rounding stops short of 0% and of 100%."""
    rate = ErrorRate("a", "甲", 8, 4, 0, 1, estimate=share, low=0, high=8)
    assert rate.rate_text() == shown
