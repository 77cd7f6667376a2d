"""Lots are what anyone can work out again, and every order of them is as likely as any other."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.checks import drawing_order, ticket


def test_a_lot_is_the_hash_that_the_record_of_a_draw_describes():
    """Seed, stratum and number, each on a line of its own, in UTF-8."""
    by_hand = hashlib.sha256("种子\nhousehold/220621\n7".encode()).hexdigest()

    assert ticket("种子", "household/220621", 7) == by_hand


@given(st.text(), st.text(), st.integers(0, 60))
def test_everything_is_drawn_once(seed, stratum, population):
    order = drawing_order(seed, stratum, population)

    assert sorted(order) == list(range(1, population + 1))
    assert drawing_order(seed, stratum, population) == order


def test_every_order_is_equally_likely():
    """Chi-square over the 24 orders of four, 4,800 seeds: 200 are expected of each.

    With 23 degrees of freedom a fair draw stays below 49.7 in 999 of 1000 cases; the seeds are
    fixed, so the test always says the same.
    """
    counts = Counter(drawing_order(f"种子{each}", "a", 4) for each in range(4800))

    assert set(counts) == set(permutations((1, 2, 3, 4)))
    assert sum((count - 200) ** 2 / 200 for count in counts.values()) < 49.7


def test_every_pair_is_drawn_as_often_and_strata_do_not_hang_together():
    """Two of five from two strata: each pair 1 in 10, each pair of pairs 1 in 100."""
    pairs, both = Counter(), Counter()
    for each in range(20_000):
        seed = f"第{each}期"
        first, second = (frozenset(drawing_order(seed, name, 5)[:2]) for name in "ab")
        pairs[first] += 1
        both[first, second] += 1

    # 9 and 99 degrees of freedom, 1 in 1000.
    assert sum((count - 2000) ** 2 / 2000 for count in pairs.values()) < 27.9
    assert len(both) == 100
    assert sum((count - 200) ** 2 / 200 for count in both.values()) < 148.3
