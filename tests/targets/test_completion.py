"""The share of a promise that is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.targets.completion import completion
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

exact = Interval.exact


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [
        (exact(8), Bound(at_least=10), exact(80)),
        (exact(10), Bound(at_least=10), exact(100)),
        (exact(12), Bound(at_least=10), exact(120)),
        (exact(0), Bound(at_least=10), exact(0)),
        (exact(-3), Bound(at_least=10), exact(0)),
        (exact(0), Bound(at_least=0), exact(100)),
        (Interval(8, 12), Bound(at_least=10), Interval(80, 120)),
        (Interval(8, None), Bound(at_least=10), Interval(80, None)),
        (exact(4), Bound(5, 10), exact(80)),
        (exact(7), Bound(5, 10), exact(100)),
        (exact(20), Bound(5, 10), exact(50)),
        (Interval(4, 20), Bound(5, 10), Interval(50, 100)),
        (Interval(20, None), Bound(5, 10), Interval(0, 50)),
        (exact(3), Bound(at_most=0), exact(0)),
        (exact(0), Bound(at_most=0), exact(100)),
        (None, Bound(at_least=10), Interval(0, None)),
    ],
)
def test_by_hand(value, bound, expected):
    """Below a floor, above a ceiling, within; a target of 0 divides nothing."""
    assert completion(value, bound) == expected


def test_the_way_from_where_a_figure_began():
    """From 30 to 50: at 40 half of the way is done, at 30 and below nothing."""
    bound = Bound(at_least=50)

    assert completion(exact(40), bound, 30) == exact(50)
    assert completion(exact(30), bound, 30) == exact(0)
    assert completion(exact(60), bound, 30) == exact(150)


def test_almost_all_is_not_all():
    """2 of 3 are 66.66… %, cut; 0.999… of the whole stays below 100."""
    two_thirds = completion(exact(2), Bound(at_least=3)).exact_value
    assert str(two_thirds).startswith("66.6666")
    assert completion(exact(10**40 - 1), Bound(at_least=10**40)).low < 100
    assert 100 not in completion(Interval(10**40 - 2, 10**40 - 1), Bound(at_least=10**40))


numbers = st.integers(-20, 40)


@st.composite
def cases(draw):
    """A value, a bound and a start."""
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    least, most = sorted(draw(st.tuples(numbers, numbers)))
    bound = Bound(*draw(st.sampled_from([(least, most), (least, None), (None, most)])))
    value = Interval(*draw(st.sampled_from([(low, high), (low, None), (None, high), (low, low)])))
    return value, bound, draw(st.one_of(st.none(), numbers))


@given(cases())
def test_it_agrees_with_the_bound(case):
    """100 and more exactly where the bound holds; below 100 exactly where it does not."""
    value, bound, start = case
    share, held = completion(value, bound, start), bound.holds(value)

    assert share.low >= 0
    assert (share.low >= 100) == (held is True)
    assert (share.low < 100 and 100 not in share) == (held is False)


@given(cases(), numbers)
def test_every_possible_value_has_its_share_within(case, number):
    """Knowing more never leads outside of what was said before."""
    value, bound, start = case
    if number in value:
        one = completion(exact(number), bound, start).low
        share = completion(value, bound, start)
        assert share.low <= one
        assert share.high is None or one <= share.high
