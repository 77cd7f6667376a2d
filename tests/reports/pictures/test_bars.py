"""Bars tell what is sure, what is only possible, and what is asked for."""

import pytest
from scenes import exact, filled, status, texts, uncovered, vague

from kejifupin import State
from kejifupin.reports.pictures import bar_figure
from kejifupin.terms import Bound, Interval


def hatched(figure, colour):
    """Boxes that are hatched in a colour."""
    return [
        path
        for each in figure.axes[0].collections
        if each.get_hatch() and len(each.get_edgecolor())
        for path in each.get_paths()
        if tuple(round(part * 255) for part in each.get_edgecolor()[0][:3])
        == tuple(bytes.fromhex(colour))
    ]


def names(figure, statuses):
    """The divisions from top to bottom."""
    known = {each.division_name for each in statuses}
    return [text for text in texts(figure) if text in known]


def test_the_surest_stands_first_and_who_has_no_data_last():
    """By what is surely there, then by what may be; of nothing sure the larger ceiling first."""
    statuses = vague()

    assert names(bar_figure(statuses), statuses) == [
        "甲县",
        "丙县",
        "乙县",
        "辛县",
        "己县",
        "丁县",
        "戊县",
        "庚县",
    ]


def test_bars_are_as_long_as_what_is_sure():
    """Sixty of one hundred is twice as long as thirty."""
    figure = bar_figure([status(exact(60), code="1"), status(exact(30), code="2")])

    lamp, half = State.BEHIND.look.colour, State.ON_TRACK.look.colour
    (long,) = (wide for wide in filled(figure, half) if wide > 0.3)
    (short,) = (wide for wide in filled(figure, lamp) if wide > 0.3)
    assert long == pytest.approx(2 * short)


def test_what_is_only_possible_is_hatched():
    """From 20 to 49 of 100: a bar of 20 and a hatched box of 29, and the note that says so."""
    figure = bar_figure([status(Interval(20, 49))])

    (box,) = hatched(figure, State.UNDECIDED.look.colour)
    (bar,) = (wide for wide in filled(figure, State.UNDECIDED.look.colour) if wide > 0.3)
    assert box.get_extents().width / bar == pytest.approx(29 / 20)
    assert "数字不确切，可能在此范围内" in texts(figure)


def test_exact_figures_have_no_hatching():
    """Nor the note about it."""
    figure = bar_figure([status(exact(20)), status(exact(120), code="2")])

    assert not any(each.get_hatch() for each in figure.axes[0].collections)
    assert "数字不确切，可能在此范围内" not in texts(figure)


def test_values_without_an_end_run_to_the_edge_with_an_arrow():
    """One that is open upwards, one of which nothing is known."""
    statuses = [
        status(value, code=str(at))
        for at, value in enumerate((Interval(60, None), Interval.unknown(), Interval(None, 30)))
    ]
    figure = bar_figure(statuses)

    arrows = [
        path
        for each in figure.axes[0].collections
        if each.get_zorder() == 2
        for path in each.get_paths()
        if len(path.vertices) == 4
    ]
    triangles = [each for each in arrows if each.get_extents().x0 > 4]
    assert len(triangles) == 2
    assert {"至少60场次", "不明", "至多30场次"} <= set(texts(figure))


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        (Bound(at_least=100), "要求：至少100场次"),
        (Bound(at_most=20), "要求：不超过20场次"),
        (Bound(5, 10), "要求：至少5场次，不超过10场次"),
        (Bound.exactly(2), "要求：恰好2场次"),
        (Bound(at_least=0), "要求：至少0场次"),
        (Bound(at_least=120_000_000), "要求：至少1.2亿场次"),
    ],
    ids=str,
)
def test_what_is_asked_for_is_told_for_any_bound(bound, told):
    """Also for zero, for ceilings and for very large numbers, each with a line."""
    figure = bar_figure(
        [status(value, bound, code=str(at)) for at, value in enumerate((exact(0), None))]
    )

    assert told in texts(figure)
    assert uncovered(figure) == []


def test_bounds_that_differ_are_drawn_at_each_bar():
    """Parts of a total: 20, 20 and 60; one line at each bar, told as different."""
    figure = bar_figure(
        [
            status(exact(5), Bound(at_least=part), code=str(at))
            for at, part in enumerate((20, 20, 60))
        ]
    )

    assert "要求：各地不同" in texts(figure)


def test_units_that_differ_are_drawn_by_completion():
    """A province counts counties, a county stations: 50% and 100% of what each promised."""
    statuses = [
        status(exact(10), Bound(at_least=20), unit="个县", code="1"),
        status(exact(1), Bound(at_least=1), unit="个", code="2"),
    ]

    assert {"50%", "100%", "要求：至少100%"} <= set(texts(bar_figure(statuses)))
    by_choice = bar_figure([status(exact(50))], by_completion=True)
    assert "50%" in texts(by_choice)


@pytest.mark.parametrize("statuses", [[], [status(None), status(None, key="other")]], ids=len)
def test_bars_are_of_one_target(statuses):
    """Nothing, or two targets, make no picture."""
    with pytest.raises(ValueError, match="one target"):
        bar_figure(statuses)


def test_many_divisions_stand_side_by_side():
    """158 counties on a sheet that fits a wall, each by name."""
    statuses = [status(exact(at), code=f"{at:03}", name=f"{at}县") for at in range(158)]
    figure = bar_figure(statuses)

    assert max(figure.get_size_inches()) < 18
    assert sorted(names(figure, statuses)) == sorted(each.division_name for each in statuses)
