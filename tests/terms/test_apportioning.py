"""A total divided by the largest remainder, between floors and ceilings."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.apportioning import Claim, divide

claims = st.lists(
    st.builds(
        lambda weight, floor, room: (weight, floor, None if room is None else floor + room),
        st.integers(0, 30),
        st.integers(0, 5),
        st.none() | st.integers(0, 20),
    ),
    min_size=1,
    max_size=8,
).map(
    lambda rows: [
        Claim(f"{place:02}", Fraction(weight), floor, ceiling)
        for place, (weight, floor, ceiling) in enumerate(rows)
    ]
)


def wholes(total, some):
    found = divide(total, some)
    return None if found is None else {key: each.whole for key, each in found.items()}


@given(st.integers(0, 120), claims)
def test_parts_add_up_within_their_limits_or_there_are_none(total, some):
    """Parts come to the total, and nobody is below a floor or above a ceiling."""
    found = wholes(total, some)
    rising = [each for each in some if each.weight]
    least = sum(each.floor for each in some)
    most = sum(
        each.floor if not each.weight else 10**6 if each.ceiling is None else each.ceiling
        for each in some
    )
    assert (found is not None) == (least <= total <= most)
    if found is None:
        return
    assert sum(found.values()) == total
    for each in some:
        assert each.floor <= found[each.key]
        assert each.ceiling is None or found[each.key] <= each.ceiling
    assert rising or total == least


@given(st.integers(0, 200), st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(0, 3))
def test_a_larger_weight_never_gets_less(total, weights, floor):
    """With one floor for all, parts follow the order of the weights, and ties that of the keys."""
    some = [Claim(f"{place:02}", Fraction(weight), floor) for place, weight in enumerate(weights)]
    found = wholes(total, some)
    if found is None:
        return
    parts = list(found.values())
    for one, first in zip(weights, parts, strict=True):
        for other, second in zip(weights, parts, strict=True):
            assert one <= other or first >= second
    same = [part for weight, part in zip(weights, parts, strict=True) if weight == weights[0]]
    assert same == sorted(same, reverse=True)


@given(st.integers(0, 120), claims, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(total, some, random):
    """Shuffled claims get what they got before."""
    shuffled = [*some]
    random.shuffle(shuffled)
    assert wholes(total, shuffled) == wholes(total, some)


def test_largest_remainders_by_hand():
    """10 by 1, 2, 3: 1.67, 3.33 and 5, and the one left goes to the first."""
    some = [Claim(key, Fraction(weight)) for key, weight in (("a", 1), ("b", 2), ("c", 3))]
    assert wholes(10, some) == {"a": 2, "b": 3, "c": 5}


def test_what_a_floor_takes_the_others_give_by_weight():
    """12 by 1, 2, 6 where a has 4 at least: 8 are left for 2 and 6."""
    some = [Claim("a", Fraction(1), 4), Claim("b", Fraction(2)), Claim("c", Fraction(6))]
    assert wholes(12, some) == {"a": 4, "b": 2, "c": 6}


def test_what_a_ceiling_leaves_goes_to_the_others():
    """12 by 1, 2, 6 where c has 3 at most: 9 for 1 and 2."""
    some = [Claim("a", Fraction(1)), Claim("b", Fraction(2)), Claim("c", Fraction(6), 0, 3)]
    assert wholes(12, some) == {"a": 3, "b": 6, "c": 3}
