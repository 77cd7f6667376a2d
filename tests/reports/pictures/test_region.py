"""A map is coloured by the states, and carries its number."""

import json
from collections import Counter

import pytest
from attrs import evolve
from scenes import board, exact, texts, uncovered

from kejifupin import State, UnknownNameError
from kejifupin.reports import read_map
from kejifupin.reports.pictures import map_figure
from kejifupin.terms import Level


def region_map(codes, number="吉S(2020)012号"):
    """Squares beside each other, one for each code; every other one turns the wrong way."""
    features = []
    for at, code in enumerate(codes):
        ring = [[90 + at, 44], [91 + at, 44], [91 + at, 45], [90 + at, 45], [90 + at, 44]]
        features.append(
            {
                "type": "Feature",
                "properties": {"adcode": code},
                "geometry": {"type": "Polygon", "coordinates": [ring[:: -1 if at % 2 else 1]]},
            }
        )
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return read_map(content, number=number, source="虚构")


def codes(given):
    return [row.division for row in given.rows if row.level is Level.COUNTY]


def fills(figure):
    """State → how many divisions of the map are filled as it is."""
    axes = figure.axes[1]
    found = Counter()
    for each in axes.collections:
        if each.get_zorder() != 2:
            continue
        colour = bytes(round(part * 255) for part in each.get_facecolor()[0][:3]).hex().upper()
        state = next((s for s in State if s.look.colour == colour), None)
        found[State.NO_DATA if each.get_hatch() else state] += 1
    return found


def test_divisions_are_filled_by_the_state_of_the_target():
    """One met, one without data, which is hatched; the legend counts them."""
    given = board(1, 3, 1, values=(exact(1), exact(120), None, exact(0)))
    figure = map_figure(given, region_map(codes(given)), target="t0")

    assert fills(figure) == {State.MET: 1, State.NO_DATA: 1, State.BEHIND: 1}
    assert {"已完成 1", "无数据 1", "滞后 1"} <= set(texts(figure))
    assert uncovered(figure) == []


def test_the_number_of_the_map_is_printed_with_it():
    """With its source."""
    given = board(1, 2, 1)

    assert "审图号：吉S(2020)012号　来源：虚构" in texts(
        map_figure(given, region_map(codes(given)))
    )


def test_without_a_target_the_share_on_course_is_told():
    """One of two that are asked for: 50% in the division and one in that band of the legend."""
    given = board(1, 1, 2, values=(exact(120), exact(1)))
    figure = map_figure(given, region_map(codes(given)))

    assert {"1市1县\n50%", "50%起 1", "100% 0"} <= set(texts(figure))


def test_what_the_map_does_not_show_is_told():
    """Two of three counties, and a shape that is no division of the table."""
    given = board(1, 3, 1)
    figure = map_figure(given, region_map([*codes(given)[:2], "999999"]))

    found = texts(figure)
    assert "地图上没有1市3县，没有画出。" in found
    assert "地图中有1个图斑对不上区划，只画了轮廓。" in found


def test_what_cannot_be_drawn_is_refused():
    """A target that the board does not have, and a map of another province."""
    given = board(1, 1, 1)

    with pytest.raises(UnknownNameError, match="t0"):
        map_figure(given, region_map(codes(given)), target="t9")
    with pytest.raises(ValueError, match="none of the divisions"):
        map_figure(given, region_map(["999999"]))


def test_names_stand_only_where_there_is_room():
    """Sixty narrow counties: no name is wider than its county."""
    given = board(6, 10, 1)
    figure = map_figure(given, region_map(codes(given)), target="t0")

    assert not {row.name for row in given.rows if row.level is Level.COUNTY} & set(texts(figure))
    assert fills(figure).total() == 60


def test_a_tall_map_fits_a_page():
    """Ten degrees high and a tenth wide."""
    given = board(1, 1, 1)
    ring = [[125, 30], [125.1, 30], [125.1, 40], [125, 40], [125, 30]]
    feature = {
        "type": "Feature",
        "properties": {"adcode": codes(given)[0]},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    tall = read_map(json.dumps(feature).encode(), number="吉S(2020)012号")

    assert map_figure(given, tall).get_size_inches()[1] < 13
    assert evolve(tall, number="x").credit == "审图号：x"
