"""From possible values, a bound and a day to a state."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.targets.completion import completion
from kejifupin.targets.judging import State, either, judge
from kejifupin.targets.pace import LINEAR, Clock, Pace, Rhythm, expected_by
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

START, DUE = date(2018, 1, 1), date(2018, 4, 10)
"""One hundred days."""
HALF = date(2018, 2, 19)
"""The fiftieth of them."""
NO_PACE = Rhythm(Pace.NONE)
RHYTHMS = st.sampled_from([LINEAR, NO_PACE, Rhythm(on_track_from=90)])
DAYS = st.dates(date(2017, 11, 1), date(2018, 6, 30))
numbers = st.integers(0, 30)


def clock(day):
    return Clock(START, DUE, day)


def state(value, bound, day=HALF, rhythm=LINEAR):
    found = Interval(*value) if isinstance(value, tuple) else value
    found = Interval.exact(value) if isinstance(value, int | Decimal) else found
    return judged(found, bound, day, rhythm).value


AT_LEAST, BETWEEN, EXACTLY, AT_MOST = (
    Bound(at_least=10),
    Bound(5, 10),
    Bound.exactly(10),
    Bound(at_most=10),
)
AFTER = DUE + timedelta(days=1)


@pytest.mark.parametrize(
    ("value", "bound", "before", "after"),
    [
        (10, AT_LEAST, "MET", "MET"),
        (9, AT_LEAST, "ON_TRACK", "MISSED"),
        (5, AT_LEAST, "ON_TRACK", "MISSED"),
        (4, AT_LEAST, "BEHIND", "MISSED"),
        ((8, 12), AT_LEAST, "ON_TRACK", "UNDECIDED"),
        ((4, 6), AT_LEAST, "UNDECIDED", "MISSED"),
        ((3, None), AT_LEAST, "UNDECIDED", "UNDECIDED"),
        ((10, None), AT_LEAST, "MET", "MET"),
        ((4, 5, True), AT_LEAST, "BEHIND", "MISSED"),
        (7, BETWEEN, "ON_TRACK", "MET"),
        (3, BETWEEN, "ON_TRACK", "MISSED"),
        (2, BETWEEN, "BEHIND", "MISSED"),
        (11, BETWEEN, "BEHIND", "MISSED"),
        ((7, None), BETWEEN, "UNDECIDED", "UNDECIDED"),
        ((8, 12), BETWEEN, "UNDECIDED", "UNDECIDED"),
        ((11, None), BETWEEN, "BEHIND", "MISSED"),
        (10, EXACTLY, "ON_TRACK", "MET"),
        (5, EXACTLY, "ON_TRACK", "MISSED"),
        (0, AT_MOST, "ON_TRACK", "MET"),
        (11, AT_MOST, "BEHIND", "MISSED"),
        ((9, 11), AT_MOST, "UNDECIDED", "UNDECIDED"),
        (None, AT_LEAST, "NO_DATA", "NO_DATA"),
    ],
)
def test_states_half_way_and_after(value, bound, before, after):
    """Half of the days are gone, half of the floor is expected; then the day after the last."""
    assert (state(value, bound), state(value, bound, AFTER)) == (before, after)


def test_nothing_is_missed_on_the_last_day():
    """MISSED only once it has passed; what can be lost is not met before."""
    assert state(9, AT_LEAST, DUE) == "BEHIND"
    assert state(9, AT_LEAST, AFTER) == "MISSED"
    assert state(7, BETWEEN, DUE) == "ON_TRACK"
    assert state(7, BETWEEN, AFTER) == "MET"


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [
        (0, AT_LEAST, "ON_TRACK"),
        ((0, None), AT_LEAST, "ON_TRACK"),
        (10, AT_LEAST, "MET"),
        (0, BETWEEN, "ON_TRACK"),
        (11, BETWEEN, "BEHIND"),
        ((0, None), BETWEEN, "UNDECIDED"),
        ((0, 11), AT_MOST, "UNDECIDED"),
    ],
)
def test_without_a_pace_nothing_is_expected_before_the_due_day(value, bound, expected):
    """Only too much can already be told."""
    assert state(value, bound, rhythm=NO_PACE) == expected


def test_a_stretch_never_decides():
    """至少1-2项: one is enough, three is no failure."""
    bound = Bound(at_least=1, stretch=2)

    assert [state(value, bound, AFTER) for value in (0, 1, 2, 3)] == ["MISSED", "MET", "MET", "MET"]


def test_two_thirds_in_two_thirds_of_the_days_keep_pace():
    """66.66…% on day 20 of 30 of a share of 100 %: no rounding makes it late."""
    month = Clock(date(2018, 1, 1), date(2018, 1, 30), date(2018, 1, 20))
    share = Interval.exact(200).divided_by(Interval.exact(3))

    found = judge(share, Bound(at_least=100), month, can_be_lost=False)

    assert found is State.ON_TRACK


def test_a_due_day_before_the_first_day():
    """Surveys due before the season begins: the whole is due on that day, and late after it."""
    early = date(2017, 12, 1)
    for day, expected in ((early, "BEHIND"), (early + timedelta(days=1), "MISSED")):
        found = judge(Interval.exact(9), AT_LEAST, Clock(early, early, day), can_be_lost=False)
        assert found.value == expected


@st.composite
def intervals(draw):
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    return Interval(low, draw(st.sampled_from([high, None])))


@st.composite
def bounds(draw):
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    least, most = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return Bound(least, most)


def judged(value, bound, day, rhythm=LINEAR):
    return judge(value, bound, clock(day), rhythm, can_be_lost=bound.at_most is not None)


@given(intervals(), bounds(), DAYS, RHYTHMS)
def test_met_and_missed_are_what_every_possible_value_says(value, bound, day, rhythm):
    """And MISSED is nothing before the due day has passed."""
    found = judged(value, bound, day, rhythm)

    tried = {number in bound for number in range(62) if number in value}
    if found is State.MET:
        assert tried == {True}
    if found is State.MISSED:
        assert tried == {False}
    if day > DUE:
        assert found in (State.MET, State.MISSED, State.UNDECIDED)
        assert (found is State.UNDECIDED) == (len(tried) == 2)
    else:
        assert found is not State.MISSED


ORDER = {State.MISSED: 0, State.BEHIND: 0, State.UNDECIDED: 1, State.ON_TRACK: 2, State.MET: 3}


@given(intervals(), numbers, st.integers(0, 20), DAYS, RHYTHMS)
def test_more_never_worsens_a_floor(value, floor, more, day, rhythm):
    """Whatever has been achieved on top, the state is as good or better."""
    bound = Bound(at_least=floor)

    before, after = (
        judged(each, bound, day, rhythm) for each in (value, value + Interval.exact(more))
    )

    assert ORDER[after] >= ORDER[before]


@given(intervals(), intervals(), bounds(), DAYS, RHYTHMS)
def test_knowing_less_never_decides(value, other, bound, day, rhythm):
    """A wider interval never turns UNDECIDED into anything, nor one decision into another."""
    wider = value.hull(other)
    before, after = (judged(each, bound, day, rhythm) for each in (value, wider))

    if before is State.UNDECIDED:
        assert after is State.UNDECIDED
    if day > DUE:
        assert after in (before, State.UNDECIDED)
    if after in (State.MET, State.MISSED):
        assert before is after


def test_a_falling_promise_has_a_pace_too():
    """Between −10 and −8 by the end: the ceiling holds from the first day."""
    bound = Bound(-10, -8)
    assert judge(Interval.exact(-9), bound, clock(AFTER), can_be_lost=True) is State.MET
    assert judge(Interval.exact(0), bound, clock(HALF), can_be_lost=True) is State.BEHIND


def test_states_have_chinese_words():
    """As reports print them."""
    assert " ".join(each.label for each in State) == "已完成 达序时 滞后 未完成 待核实 无数据"


@given(intervals(), bounds(), DAYS, RHYTHMS)
def test_the_share_that_is_kept_never_disagrees_with_the_state(value, bound, day, rhythm):
    """100 % and more where the promise is kept, or the pace; less exactly where it is not."""
    found, expected = judged(value, bound, day, rhythm), expected_by(bound, clock(day), rhythm)

    share = completion(value, bound)
    if day > DUE:
        assert (found is State.MET) == (share.low >= 100)
        assert (found is State.MISSED) == (100 not in share and share.low < 100)
    elif expected.bound is not None and bound.holds(value) is not True:
        share = completion(value, expected.bound)
        assert (found is State.ON_TRACK) == (share.low >= 100)
        assert (found is State.BEHIND) == (100 not in share and share.low < 100)


@pytest.mark.parametrize(
    ("done", "on_track_from", "expected"),
    [(45, 90, "ON_TRACK"), (44, 90, "BEHIND"), (45, 100, "BEHIND"), (50, 100, "ON_TRACK")],
)
def test_the_edge_of_being_on_track_belongs_to_it(done, on_track_from, expected):
    """Half of 100 is due: with 90 per cent as the edge, 45 is enough and 44 is not."""
    rhythm = Rhythm(on_track_from=on_track_from)

    assert state(done, Bound(at_least=100), HALF, rhythm) == expected


def test_a_tolerance_forgives_nothing_once_the_day_has_passed():
    """90 of 100 are on track on the last day and missed after it."""
    rhythm = Rhythm(on_track_from=90)

    assert state(90, Bound(at_least=100), DUE, rhythm) == "ON_TRACK"
    assert state(99, Bound(at_least=100), AFTER, rhythm) == "MISSED"


def test_what_two_states_say_together():
    """Only what both say is certain; met or in time is at least in time."""
    assert either(State.MET, State.MET) is State.MET
    assert either(State.ON_TRACK, State.MET) is State.ON_TRACK
    assert either(State.BEHIND, State.ON_TRACK) is State.UNDECIDED
    assert either(State.MISSED, State.MISSED) is State.MISSED
