"""What sums and quotients of uncertain figures may be: never less, and not needlessly more."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.indicators.linear_forms import Linear, Quotient
from kejifupin.terms.intervals import Interval

exact, at_least = Interval.exact, Interval.at_least
A, B = Linear((("a", 1),)), Linear((("b", 1),))


def less(one, other):
    return one.plus(other.times(-1))


def test_what_cancels_out_is_gone():
    """(a + b) - a is b, whatever a may be."""
    form = less(A.plus(B), A)

    assert form == B
    assert form.of({"a": at_least(3), "b": exact(2)}) == exact(2)
    assert less(A, A).of({"a": Interval.unknown()}) == exact(0)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (exact(1), exact(3), exact(25)),
        (exact(0), exact(3), exact(0)),
        (Interval(1, 3), exact(3), Interval(25, 50)),
        (Interval(1, 3), Interval(1, 3), Interval(25, 75)),
        (at_least(1), exact(3), Interval(25, 100)),
        (exact(1), at_least(3), Interval(0, 25)),
        (at_least(0), at_least(0), Interval(0, 100)),
        (exact(0), exact(0), None),
        (Interval(0, 2), Interval(0, 2), Interval(0, 100)),
    ],
)
def test_a_part_of_a_whole_stays_between_0_and_100(a, b, expected):
    """One of two, a of a + b: the same a above and below the line."""
    share = Linear(((Quotient(A, A.plus(B)), 100),))

    assert share.of({"a": a, "b": b}) == expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (exact(30), exact(20), exact(Decimal("0.5"))),
        (exact(10), exact(20), exact(Decimal("-0.5"))),
        (exact(0), exact(20), exact(-1)),
        (at_least(10), exact(20), Interval(Decimal("-0.5"), None)),
        (exact(10), at_least(20), Interval(-1, Decimal("-0.5"))),
        (exact(10), at_least(0), Interval(-1, None)),
        (exact(10), exact(0), None),
        (Interval(10, 20), Interval(10, 20), Interval(Decimal("-0.5"), 1)),
    ],
)
def test_growth_may_be_negative(now, before, expected):
    """(a - b) of b is 50 % up, 50 % down, or all gone: -1."""
    growth = Linear(((Quotient(less(A, B), B), 1),))

    assert growth.of({"a": now, "b": before}) == expected


def test_a_denominator_that_may_be_negative_tells_nothing():
    """And one that surely is not positive is no denominator."""
    rate = Quotient(A, less(A, B))

    assert rate.of({"a": exact(3), "b": Interval(2, 4)}) == Interval.unknown()
    assert rate.of({"a": exact(3), "b": exact(4)}) is None
    assert rate.of({"a": exact(3), "b": None}) is None


ends = st.integers(0, 6)
intervals = st.builds(lambda low, more: (low, low + more), ends, st.integers(0, 3))
weights = st.integers(-2, 2)


@given(
    st.tuples(intervals, intervals, intervals), st.tuples(*[weights] * 3), st.tuples(*[ends] * 3)
)
def test_every_possible_quotient_lies_within(boxes, above, below):
    """All whole numbers that the figures may be, divided one by one; and no further."""
    keys = ("a", "b", "c")
    top = Linear(tuple((key, weight) for key, weight in zip(keys, above, strict=True) if weight))
    bottom = Linear(tuple((key, weight) for key, weight in zip(keys, below, strict=True) if weight))

    found = Quotient(top, bottom).of(
        {key: Interval(*box) for key, box in zip(keys, boxes, strict=True)}
    )

    quotients = []
    for a in range(boxes[0][0], boxes[0][1] + 1):
        for b in range(boxes[1][0], boxes[1][1] + 1):
            for c in range(boxes[2][0], boxes[2][1] + 1):
                up = sum(w * x for w, x in zip(above, (a, b, c), strict=True))
                down = sum(w * x for w, x in zip(below, (a, b, c), strict=True))
                if down:
                    quotients.append(Fraction(up, down))
    if not quotients:
        assert found is None
        return
    low, high = min(quotients), max(quotients)
    last = Fraction(1, 10**20)
    # As wide as the corners that are reached, but for the last of 28 digits.
    assert found.low is None or abs(Fraction(found.low) - low) < last
    assert found.high is None or abs(Fraction(found.high) - high) < last
    if low < high:
        assert found.low is None or Fraction(found.low) <= low
        assert found.high is None or Fraction(found.high) >= high
