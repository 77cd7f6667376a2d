"""Pace lines run where the judgement puts them."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from scenes import DUE, LABEL, START, exact, status, texts, uncovered

from kejifupin.reports.pictures import pace_figure
from kejifupin.reports.pictures.amounts import forecast_text
from kejifupin.reports.pictures.pace_curves import pace_curves, pace_forecast
from kejifupin.targets.history import Run, StatusPoint
from kejifupin.targets.judging import State
from kejifupin.targets.pace import Milestone, Pace, Rhythm, expected_by
from kejifupin.targets.past import PastPoint
from kejifupin.terms import Bound, Interval
from kejifupin.terms.rule_versions import RuleVersion

MILESTONES = (
    Milestone(date(2017, 12, 31), Bound(at_least=20)),
    Milestone(date(2018, 2, 28), Bound(at_least=75)),
)
SEASON = (30, 10, 5, 5, 0, 0, 0, 0, 0, 0, 20, 30)
RHYTHMS = (
    Rhythm(),
    Rhythm(milestones=MILESTONES),
    Rhythm(Pace.MILESTONES, MILESTONES),
    Rhythm(Pace.SEASON, season=SEASON),
    Rhythm(start=40),
)


def curves(one):
    return {each.look: each for each in pace_curves(one)}


@given(st.sampled_from(RHYTHMS), st.integers(0, 180))
def test_the_line_runs_through_what_is_expected_on_each_day(rhythm, after):
    """Whatever the rhythm: the figure that the state rests on, which is cut to two decimals."""
    day = START + timedelta(days=after)
    points = curves(status(exact(1), rhythm=rhythm))["pace"].points
    clock = evolve(status(exact(1)).clock, as_of=day)
    expected = expected_by(Bound(at_least=100), clock, rhythm).at_least

    if expected is None:
        assert day < points[0][0]
        return
    (before, low), (behind, high) = next(
        pair for pair in pairwise([points[0], *points]) if pair[0][0] <= day <= pair[1][0]
    )
    share = (day - before).days / max((behind - before).days, 1)
    assert abs(float(low) + share * float(high - low) - float(expected)) < 0.025


def test_the_line_ends_with_what_is_promised():
    """On the due day, however long the programme is."""
    points = curves(status(exact(1), rhythm=RHYTHMS[3]))["pace"].points

    assert points[-1] == (DUE, 100)


@pytest.mark.parametrize(
    ("bound", "rhythm", "looks"),
    [
        (Bound(at_least=100), Rhythm(), {"pace", "bound"}),
        (
            Bound(100, stretch=120),
            Rhythm(milestones=MILESTONES),
            {"pace", "bound", "stretch", "milestone"},
        ),
        (Bound(at_least=1), Rhythm(Pace.NONE), {"bound"}),
        (Bound(at_most=3), Rhythm(), {"bound"}),
        (Bound(at_most=3), Rhythm(start=12), {"allowed", "bound"}),
    ],
)
def test_lines_are_those_that_the_target_has(bound, rhythm, looks):
    """Nothing is asked for before the due day where the pace is none; a ceiling may fall."""
    assert set(curves(status(exact(1), bound, rhythm=rhythm))) == looks


def test_the_forecast_goes_on_as_since_the_first_day():
    """38 in 76 of 181 days come to 90.5."""
    one = status(exact(38))

    assert pace_forecast(one).value.exact_value == Decimal("90.5")
    assert forecast_text(pace_forecast(one), "场次") == "约90场次"
    assert "照此进度到期约90场次" in texts(pace_figure(one))


def test_of_several_days_the_last_two_tell_where_things_lead():
    """10 on 1 January and 24 on 15 January: one a day for 105 days more."""
    now = status(exact(24))
    before = [PastPoint(date(2018, 1, 1), State.BEHIND, exact(10), "场次")]

    assert pace_forecast(now, before).value.exact_value == 24 + 105
    told = "照此进度到期约129场次"
    assert told in texts(pace_figure([status(exact(10), day=date(2018, 1, 1)), now]))


def test_kept_runs_are_drawn_as_the_days_they_were():
    """What a run says of another target or division is not."""
    keys = (("sessions", "222401"), ("sessions", "222402"), ("other", "222401"))
    told = (State.BEHIND, exact(10), Bound(at_least=100), "场次", None, DUE)
    points = [StatusPoint(key, LABEL, code, "延吉市", *told) for key, code in keys]
    run = Run(RuleVersion("p", "a" * 64), date(2018, 1, 1), tuple(points), (), {}, {})
    axes = pace_figure(status(exact(24)), earlier=(run,)).axes[1]
    ways = [list(zip(each.get_xdata(), each.get_ydata(), strict=True)) for each in axes.lines]
    assert [(date(2018, 1, 1).toordinal(), 10), (date(2018, 1, 15).toordinal(), 24)] in ways


@pytest.mark.parametrize(
    "runs",
    [
        [status(None)],
        [status(Interval.unknown())],
        [status(exact(10), day=date(2018, 1, 1)), status(None)],
        [status(exact(10), day=date(2018, 6, 1))],
    ],
)
def test_where_things_cannot_lead_anywhere_no_forecast_is_drawn(runs):
    """No data on the last day, nothing known, or the due day has passed."""
    assert not any(text.startswith("照此进度") for text in texts(pace_figure(runs)))


def test_two_figures_open_at_the_top_lead_nowhere():
    """At least 10, then at least 24: no line is drawn to nothing on the due day."""
    now = status(Interval(24, None))
    before = [PastPoint(date(2018, 1, 1), State.BEHIND, Interval(10, None), "场次")]
    assert pace_forecast(now, before) is None


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (exact(42), "42场次　达序时"),
        (Interval(20, 49), "20—49场次　待核实"),
        (Interval(60, None), "至少60场次　达序时"),
        (Interval(None, 30), "至多30场次　滞后"),
        (None, "无数据"),
        (exact(1_234_567), "123.4万场次　已完成"),
    ],
    ids=str,
)
def test_the_last_value_is_told_with_its_state(value, told):
    """In words, so that nobody needs the colour."""
    figure = pace_figure(status(value))

    assert told in texts(figure)
    assert uncovered(figure) == []


def test_a_range_is_drawn_from_end_to_end():
    """From 20 to 49 on its day; open at the top, to the top with an arrow."""
    day = status(exact(1)).as_of.toordinal()
    for value, end in ((Interval(20, 49), 49), (Interval(20, None), None)):
        axes = pace_figure(status(value)).axes[1]
        (line,) = (each for each in axes.lines if list(each.get_xdata()) == [day, day])
        arrows = [each for each in axes.lines if each.get_marker() == "^"]
        assert list(line.get_ydata()) == [20, end or axes.get_ylim()[1]]
        assert bool(arrows) == (end is None)


@pytest.mark.parametrize(
    "runs", [[], [status(None), status(None, key="x")], [status(None), status(None, code="x")]]
)
def test_pace_lines_are_of_one_target_and_division(runs):
    """Nothing, two targets or two divisions make no picture."""
    with pytest.raises(ValueError, match="one target for one division"):
        pace_figure(runs)
