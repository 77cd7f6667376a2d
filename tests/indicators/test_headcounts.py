"""How many members are as promised, where not everything is known of all of them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.indicators.headcounts import Headcount
from kejifupin.terms.intervals import Interval

TINY = Fraction(1, 10**20)
Group = st.lists(
    st.tuples(st.sampled_from([True, False, None]), st.booleans()), min_size=1, max_size=6
)


def headcount(group):
    """Members by their answers and whether they are members for certain."""
    return Headcount.of((certain, answer) for answer, certain in group)


def worlds(group):
    """Every way in which the unknown may turn out: answers of those that then are members."""
    answers = [(True, False) if answer is None else (answer,) for answer, _ in group]
    belongs = [(True,) if certain else (True, False) for _, certain in group]
    for said in product(*answers):
        for inside in product(*belongs):
            yield [answer for answer, member in zip(said, inside, strict=True) if member]


@given(Group)
def test_a_share_spans_all_that_is_possible(group):
    """From the least to the greatest share in any way that the unknown may turn out."""
    shares = [Fraction(100 * world.count(True), len(world)) for world in worlds(group) if world]

    found = headcount(group).percent()

    least, most = Fraction(found.low), Fraction(found.high)
    if least == most:
        assert abs(min(shares) - least) < TINY
    else:
        assert 0 <= min(shares) - least < TINY
        assert 0 <= most - max(shares) < TINY


@given(Group)
def test_a_number_reaches_its_size_only_if_nobody_can_fail(group):
    """All held in every world: met; somebody fails in every world: lost; else open."""
    failing = {False in world for world in worlds(group)}
    count = headcount(group)

    found = count.number()

    assert count.size == len(group)
    assert (found.low == count.size) == (failing == {False})
    assert (found.high is not None and found.high < count.size) == (failing == {True})


@pytest.mark.parametrize(
    ("group", "number", "percent"),
    [
        ([(True, True)] * 3 + [(False, True)], Interval.exact(3), Interval.exact(75)),
        ([(True, True)] * 3 + [(None, True)], Interval(3, 4), Interval(75, 100)),
        ([(True, True), (False, False)], Interval(1, 2), Interval(50, 100)),
    ],
)
def test_hand_counted(group, number, percent):
    """3 of 4; 3 or 4 of 4; one who fails and may be no member at all: 1 of 1 or 1 of 2."""
    found = headcount(group)

    assert (found.number(), found.percent()) == (number, percent)
