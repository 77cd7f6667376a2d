"""Growth from a baseline."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.errors import DefinitionError
from kejifupin.targets.baselines import (
    Baseline,
    Begins,
    Growth,
    compounded,
    grown,
    growth_start,
    growth_text,
    growth_unit,
)
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.intervals import Interval

exact = Interval.exact
CITED = Citation("一")


@pytest.mark.parametrize(
    ("level", "baseline", "growth", "expected"),
    [
        (exact(132), exact(120), Growth.PERCENT, exact(10)),
        (exact(90), exact(120), Growth.PERCENT, exact(-25)),
        (exact(132), exact(120), Growth.ABSOLUTE, exact(12)),
        (exact(0), exact(120), Growth.PERCENT, exact(-100)),
        (exact(5), exact(0), Growth.PERCENT, Interval.unknown()),
        (exact(5), exact(0), Growth.ABSOLUTE, exact(5)),
        (exact(5), None, Growth.PERCENT, Interval.unknown()),
        (None, exact(120), Growth.PERCENT, None),
        (exact(120), Interval(100, 150), Growth.PERCENT, Interval(-20, 20)),
        (Interval(120, None), exact(100), Growth.PERCENT, Interval(20, None)),
        (Interval(110, 120), Interval(100, 105), Growth.ABSOLUTE, Interval(5, 20)),
        (exact(10), Interval(0, 5), Growth.PERCENT, Interval(100, None)),
    ],
)
def test_growth_by_hand(level, baseline, growth, expected):
    """In per cent and in the unit itself; over 0 no per cent can be told."""
    assert grown(level, baseline, growth) == expected


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 100))
def test_more_is_never_less_growth(level, baseline, more):
    """Over any baseline above 0."""
    for growth in Growth:
        before, after = (grown(exact(n), exact(baseline), growth) for n in (level, level + more))
        assert after.low >= before.low


@given(st.integers(0, 500), st.integers(1, 500), st.integers(-50, 200))
def test_per_cent_agree_with_the_level_that_they_name(level, baseline, percent):
    """Grown by so much is at least so many hundredths of the baseline."""
    held = Bound(at_least=percent).holds(grown(exact(level), exact(baseline), Growth.PERCENT))

    assert held == (100 * level >= baseline * (100 + percent))


def test_where_a_growth_begins():
    """Of what there is, at no growth; of what happens, at nothing at all."""
    assert growth_start(exact(120), Growth.PERCENT, Begins.BASELINE) == 0
    assert growth_start(exact(120), None, Begins.BASELINE) == 120
    assert growth_start(exact(120), Growth.PERCENT, Begins.ZERO) == -100
    assert growth_start(Interval(110, 120), Growth.ABSOLUTE, Begins.ZERO) == -120
    assert growth_start(None, None, Begins.BASELINE) is None
    assert growth_start(exact(120), None, Begins.ZERO) == 0


def test_growth_in_words():
    """Up, down, and between."""
    assert growth_text(Bound(at_least=30), Growth.ABSOLUTE, "个") == "比基线增长至少30个"
    assert growth_text(Bound(5, 10), Growth.PERCENT, "人") == "比基线增长5—10%"
    assert growth_text(Bound(at_most=-10), Growth.ABSOLUTE, "户") == "比基线下降至少10户"
    assert growth_unit(Growth.ABSOLUTE, "%") == "个百分点"


@pytest.mark.parametrize("values", [{}, {"value": 0, "indicator": "before"}])
def test_a_baseline_has_one_source(values):
    """A figure or an indicator; a figure of 0 is one."""
    with pytest.raises(DefinitionError):
        Baseline(CITED, **values)
    assert Baseline(CITED, value=0).value == 0


@given(st.integers(-99, 200), st.integers(1, 12))
def test_a_growth_a_year_comes_to_what_each_year_adds(percent, years):
    """Year after year, so many hundredths more of what there was the year before."""
    level = Fraction(100)
    for _ in range(years):
        level += level * percent / 100

    assert compounded(Bound(at_least=percent), years).at_least == level - 100


def test_all_ends_of_a_growth_a_year_are_worked_out():
    """10 to 20 a year over two years are 21 to 44, 15 hoped for 32.25; falling 5, 9.75 less."""
    whole = compounded(Bound(10, 20, 15), 2)
    assert whole == Bound(21, 44, Decimal("32.25"))
    assert compounded(Bound(at_most=-5), 2) == Bound(at_most=Decimal("-9.75"))
