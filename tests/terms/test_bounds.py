"""Bounds: what meets them, by how much it is missed, how they are worded and read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.bounds import Bound, read_bound
from kejifupin.terms.intervals import Interval

FAR = 1000
small = st.integers(-20, 20)


@st.composite
def bounds(draw, *, with_stretch=False, numbers=small):
    low, middle, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    kind = draw(st.sampled_from(["least", "most", "both"]))
    at_least = None if kind == "most" else low
    at_most = None if kind == "least" else high
    stretch = middle if with_stretch and at_least is not None and draw(st.booleans()) else None
    return Bound(at_least, at_most, stretch)


@st.composite
def intervals(draw):
    low, high = sorted(draw(st.tuples(small, small)))
    return Interval(
        draw(st.sampled_from([low, None])),
        *draw(st.sampled_from([(high, False), (None, False), (high, low < high)])),
    )


def members(interval):
    """Values of an interval on a grid of eighths, far out where it has no end."""
    low = -FAR if interval.low is None else interval.low
    high = FAR if interval.high is None else interval.high
    eighths = (Decimal(each) / 8 for each in range(-25 * 8, 25 * 8 + 1))
    return [each for each in (low, high, *eighths) if each in interval]


def fits(number, bound):
    return (bound.at_least is None or number >= bound.at_least) and (
        bound.at_most is None or number <= bound.at_most
    )


@given(bounds(with_stretch=True), intervals())
def test_holds_is_what_trying_every_value_shows(bound, interval):
    """True if all values fit, False if none does, None if some do."""
    tried = {fits(each, bound) for each in members(interval)}

    assert bound.holds(interval) == (tried.pop() if len(tried) == 1 else None)


@given(bounds(), intervals())
def test_a_gap_is_nothing_exactly_where_the_bound_holds(bound, interval):
    """And raising the value by the gap closes a shortfall."""
    gap = bound.gap(interval)

    assert (gap == 0) == (bound.holds(interval) is True)
    if gap and bound.at_most is None:
        assert bound.holds(interval + Interval.exact(gap)) is True
    if gap and bound.at_least is None:
        assert bound.holds(interval + Interval.exact(-gap)) is True


@given(small, intervals(), st.integers(0, 40))
def test_more_never_undoes_a_floor(floor, interval, more):
    """If at_least held, it holds after the value has grown; if it was lost, less does not help."""
    bound = Bound(at_least=floor)
    before, after = bound.holds(interval), bound.holds(interval + Interval.exact(more))

    order = {False: 0, None: 1, True: 2}
    assert order[after] >= order[before]


@given(bounds(), st.integers(0, 10), st.integers(0, 10), intervals())
def test_what_is_stricter_lets_nothing_new_through(strict, below, above, interval):
    """A value that a stricter bound lets through passes the looser one too."""
    loose = Bound(
        None if strict.at_least is None else strict.at_least - below,
        None if strict.at_most is None else strict.at_most + above,
    )
    differs = (strict.at_least, strict.at_most) != (loose.at_least, loose.at_most)

    assert strict.is_stricter_than(loose) == differs
    assert not loose.is_stricter_than(strict)
    assert {fits(each, strict) for each in members(interval) if not fits(each, loose)} <= {False}


@given(
    bounds(with_stretch=True, numbers=st.integers(0, 20)),
    st.sampled_from(["项", "户", "名", "人次"]),
)
def test_a_bound_in_words_reads_back(bound, unit):
    """At least, at most, between and exactly survive, the stretch too; below 0 nobody writes."""
    assert read_bound(bound.text(unit)) == bound


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("50个以上", Bound(at_least=50)),
        ("５０个以上", Bound(at_least=50)),
        ("一个以上", Bound(at_least=1)),
        ("1个（含）以上", Bound(at_least=1)),
        ("10000名以上科技专家", Bound(at_least=10_000)),
        ("100家以上", Bound(at_least=100)),
        ("70%以上", Bound(at_least=70)),
        ("至少1项", Bound(at_least=1)),
        ("至少1-2项", Bound(at_least=1, stretch=2)),
        ("至少一至两项", Bound(at_least=1, stretch=2)),
        ("5-10户", Bound(5, 10)),
        ("5000-6000元", Bound(5000, 6000)),
        ("每村5—10户", Bound(5, 10)),
        ("不超过3", Bound(at_most=3)),
        ("10人以内", Bound(at_most=10)),
        ("3.5万人次以上", Bound(at_least=35_000)),
        ("超过50个", Bound(at_least=51)),
        ("不足100户", Bound(at_most=99)),
        ("≥8", Bound(at_least=8)),
        ("恰好2支", Bound(2, 2)),
        ("至少1项（力争2项）", Bound(1, stretch=2)),
    ],
)
def test_phrases_of_the_documents_read_as_bounds(text, bound):
    """以上 以下 include the number, 超过 不足 do not."""
    assert read_bound(text) == bound


@pytest.mark.parametrize(
    "text",
    [
        "全覆盖", "基本覆盖", "", "30个", "约50个", "近100家", "10余个", "10余个以上", "10-5户",
        "至少2项（力争1项）", "超过50亩", "不足2.5万元", "几十个以上", "50个以上20个以下",
    ],
)  # fmt: skip
def test_phrases_without_a_clear_limit_are_no_bounds(text):
    """A bare number does not say how it binds; more than 50亩 has no least value."""
    assert read_bound(text) is None


def test_more_than_a_number_of_what_is_measured_is_no_bound():
    """The caller says so where no unit is written."""
    assert read_bound("超过50") == Bound(at_least=51)
    assert read_bound("超过50", counted=False) is None
    assert read_bound("超过2.5") is None


@pytest.mark.parametrize(
    "ends",
    [
        {},
        {"stretch": 2},
        {"at_most": 2, "stretch": 1},
        {"at_least": 3, "at_most": 2},
        {"at_least": 3, "stretch": 2},
        {"at_least": 1, "at_most": 2, "stretch": 3},
        {"at_least": Decimal("NaN")},
    ],
)
def test_bounds_that_nothing_meets_are_refused(ends):
    """An end is needed, floor ≤ stretch ≤ ceiling, and numbers are finite."""
    with pytest.raises(ValueError):
        Bound(**ends)


def test_the_three_of_at_least_one_or_two_is_no_failure():
    """至少1-2项 is a floor of 1: three fits, none does not."""
    bound = read_bound("至少1-2项")

    assert bound.holds(Interval.exact(3)) is True
    assert bound.holds(Interval.exact(0)) is False


def test_open_ends_decide_as_they_should():
    """10余亩 (below 20) never reaches 20, and always stays within 20."""
    opened = Interval(10, 20, high_open=True)

    assert Bound(at_least=20).holds(opened) is False
    assert Bound(at_most=20).holds(opened) is True
    assert Bound.exactly(20).holds(opened) is False


@pytest.mark.parametrize(
    ("bound", "interval", "gap"),
    [
        (Bound(at_least=50), Interval.exact(38), 12),
        (Bound(at_least=50), Interval(45, 55), 5),
        (Bound(at_least=50), Interval.unknown(), None),
        (Bound(5, 10), Interval.exact(12), 2),
        (Bound(5, 10), Interval.at_least(7), None),
        (Bound(5, 10), Interval(3, 12), 2),
        (Bound(at_least=Decimal("0.7")), Interval.exact(Decimal("0.56")), Decimal("0.14")),
    ],
)
def test_gaps_worked_out_by_hand(bound, interval, gap):
    """Short of the floor first, else above the ceiling."""
    assert bound.gap(interval) == gap


@pytest.mark.parametrize(
    ("bound", "unit", "words"),
    [
        (Bound(at_least=1, stretch=2), "项", "至少1项（力争2项）"),
        (Bound(5, 10), "户", "5—10户"),
        (Bound(5, 10, 8), "户", "5—10户（力争8户）"),
        (Bound(at_most=3), "", "不超过3"),
        (Bound.exactly(2), "支", "恰好2支"),
        (Bound(at_least=Decimal("70.0")), "%", "至少70%"),
        (Bound(at_least=0), "个", "至少0个"),
    ],
)
def test_bounds_are_worded_as_documents_word_them(bound, unit, words):
    """Every shape has its Chinese phrase."""
    assert bound.text(unit) == words


def test_tightening_is_told_from_loosening():
    """Sixty or more is stricter than fifty or more, two to four than one to five."""
    assert Bound(at_least=60).is_stricter_than(Bound(at_least=50))
    assert Bound(2, 4).is_stricter_than(Bound(1, 5))
    assert Bound(at_least=50, at_most=90).is_stricter_than(Bound(at_least=50))
    assert not Bound(at_least=50, stretch=60).is_stricter_than(Bound(at_least=50))
    assert not Bound(2, 6).is_stricter_than(Bound(1, 5))
    assert not Bound(at_least=50).is_stricter_than(Bound(at_least=50, at_most=90))


@given(bounds(), bounds(), st.integers(-5, 45))
def test_bounds_against_each_other(one, other, number):
    """What is not looser lets nothing through that the other refuses; what excludes, nothing."""
    if not one.loosens(other) and number in one:
        assert number in other
    if one.excludes(other):
        assert not (number in one and number in other)
    assert one.excludes(other) == other.excludes(one)


def test_a_stretch_is_reached_or_not():
    """Surely, surely not, or nobody knows; nothing hoped for is nothing reached."""
    bound = Bound(1, stretch=2)

    assert [
        bound.reaches_stretch(each)
        for each in (Interval.exact(1), Interval.exact(3), Interval(1, 2))
    ] == [False, True, None]
    assert Bound(at_least=1).reaches_stretch(Interval.exact(9)) is None
