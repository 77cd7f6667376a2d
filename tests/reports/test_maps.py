"""Maps that users bring are read, matched to divisions, laid flat, and nothing of them is lost."""

import json
import pickle
from datetime import date
from itertools import pairwise
from math import radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.reports.map_flat import flatten
from kejifupin.reports.map_places import place_map
from kejifupin.reports.map_shapes import Shape
from kejifupin.reports.maps import MapError, RegionMap, read_map
from kejifupin.terms.divisions import Division, Divisions, Level

DAY = date(2018, 6, 30)
NUMBER = "吉S(2020)012号"
DIVISIONS = Divisions(
    (
        Division("220000", "吉林省", Level.PROVINCE),
        Division("220100", "长春市", Level.PREFECTURE, "220000"),
        Division("220122", "农安县", Level.COUNTY, "220100"),
        Division("220182", "榆树市", Level.COUNTY, "220100"),
        Division(
            "220181",
            "九台市",
            Level.COUNTY,
            "220100",
            valid_to=date(2014, 10, 20),
            successors=("220113",),
        ),
        Division("220113", "九台区", Level.COUNTY, "220100", valid_from=date(2014, 10, 20)),
    )
)


def square(left, low, size=1.0):
    right, high = left + size, low + size
    return [[left, low], [right, low], [right, high], [left, high], [left, low]]


def feature(geometry=None, **properties):
    if geometry is None:
        geometry = {"type": "Polygon", "coordinates": [square(125, 44)]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    value = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(value, ensure_ascii=False).encode()


def read(*features):
    return read_map(collection(*features), number=NUMBER)


def placed(*features):
    return place_map(read(*features), DIVISIONS, DAY, within="220000")


@pytest.mark.parametrize(
    "properties",
    [
        {"adcode": 220122},
        {"adcode": "220122000000"},
        {"gb": "156220122"},
        {"CODE": 220122.0},
        {"XZQDM": "２２０１２２"},
        {"name": "农安"},
        {"NAME": "农安县"},
        {"名称": "长春市农安县"},
        {"id": 7, "name": "农安县"},
        {"adcode": None, "name": "农安县"},
    ],
    ids=str,
)
def test_a_shape_is_known_by_any_usual_code_or_name(properties):
    """Codes of six and twelve digits, numbers, the country in front, names short and long."""
    found = placed(feature(**properties))

    assert list(found.shapes) == ["220122"]
    assert not found.issues


def test_the_number_of_the_feature_itself_is_a_code_too():
    """RFC 7946 has an ``id`` beside the properties."""
    assert list(placed({**feature(), "id": "220182"}).shapes) == ["220182"]


def test_a_code_of_another_day_leads_to_what_stands_for_it():
    """九台市 became 九台区 in 2014; an older map still shows it."""
    assert list(placed(feature(adcode=220181, name="九台市")).shapes) == ["220113"]


def test_what_is_not_matched_is_told_and_kept_as_an_outline():
    """A province's map has lines and places that the programme does not know."""
    found = placed(feature(name="乌有县"), feature(), feature(adcode=220122))

    assert [shape.name for shape in found.others] == ["乌有县", ""]
    (issue,) = found.issues
    assert (issue.code, "乌有县" in issue.message) == ("map.not_matched", True)


def test_a_code_and_a_name_that_differ_are_told():
    """The code decides; somebody should look at the file."""
    found = placed(feature(adcode=220122, name="榆树市"))

    assert list(found.shapes) == ["220122"]
    assert [issue.code for issue in found.issues] == ["map.code_and_name"]


def test_several_shapes_of_one_division_are_kept_together():
    """An exclave may be a feature of its own."""
    found = placed(feature(adcode=220122, name="农安县"), feature(name="农安县"))

    assert [shape.number for shape in found.shapes["220122"]] == [1, 2]


def test_collections_holes_and_lines_are_read():
    """A geometry collection with a multi-polygon, a polygon with a hole, and a border line."""
    hole = square(125.2, 44.2, 0.2)
    geometry = {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "Polygon", "coordinates": [square(125, 44), hole]},
            {"type": "MultiPolygon", "coordinates": [[square(127, 44)], [square(129, 44)]]},
            {"type": "LineString", "coordinates": [[125, 44], [126, 45, 210.5]]},
        ],
    }
    (shape,) = read(feature(geometry)).shapes

    assert [len(polygon) for polygon in shape.polygons] == [2, 1, 1]
    assert shape.polygons[0][1] == tuple((x, y) for x, y in hole)
    assert shape.lines == (((125.0, 44.0), (126.0, 45.0)),)


def test_a_ring_that_was_left_open_is_closed():
    """Some programs leave the last point out."""
    (shape,) = read(feature({"type": "Polygon", "coordinates": [square(125, 44)[:-1]]})).shapes

    ((ring,),) = shape.polygons
    assert ring[0] == ring[-1]
    assert len(ring) == 5


@pytest.mark.parametrize(
    "point", ["[NaN, 44]", "[1e999, 44]", "[13930000, 5570000]", '["125", 44]', "[125]", "null"]
)
def test_coordinates_that_cannot_be_are_told_and_the_rest_is_drawn(point):
    """One polygon with a broken point is left out by name; its neighbour stays."""
    broken = collection(feature(name="农安县"), feature(name="榆树市")).replace(
        b"[125, 44]", point.encode(), 1
    )
    region_map = read_map(broken, number=NUMBER)

    assert [shape.name for shape in region_map.shapes] == ["榆树市"]
    (issue,) = region_map.issues
    assert (issue.code, "农安县" in issue.message) == ("map.bad_coordinates", True)


@pytest.mark.parametrize(
    "geometry",
    [{}, {"type": "Polygon"}, {"type": "Point", "coordinates": [125, 44]}, {"type": 7}, []],
    ids=str,
)
def test_a_feature_without_an_outline_is_told(geometry):
    """A point shows where a county town lies, not the county."""
    region_map = read(feature(geometry, name="农安县"), feature(name="榆树市"))

    assert [issue.code for issue in region_map.issues] == ["map.no_shape"]
    assert len(region_map.shapes) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"7",
        b"[]",
        b'{"type": "Topology", "objects": {}}',
        b'{"type": "FeatureCollection", "features": 7}',
        collection(),
        collection(feature({"type": "Polygon", "coordinates": [[[4e6, 5e6]] * 4]})),
        b'{"crs": {"properties": {"name": "EPSG:3857"}}, "type": "FeatureCollection"}',
    ],
)
def test_what_is_no_map_is_refused_in_both_languages(content):
    """Broken, empty, projected or of another format: what is wrong and what to do."""
    with pytest.raises(MapError) as refused:
        read_map(content, number=NUMBER)

    assert refused.value.chinese
    assert "GeoJSON" in refused.value.remedy
    assert pickle.loads(pickle.dumps(refused.value)).args == refused.value.args


@pytest.mark.parametrize("number", ["", " ", "\u3000"])
def test_a_map_without_its_approval_number_is_refused(number):
    """《地图管理条例》 asks for the number on every map that is shown."""
    with pytest.raises(MapError, match="审图号"):
        read_map(collection(feature()), number=number)


@pytest.mark.parametrize("number", ["GS(2019)1822号", "审图号：GS(2019)1822号"])
def test_the_number_is_printed_once_and_as_given(number):
    """Whether or not the user wrote the words in front of it."""
    assert RegionMap((), number).credit == "审图号：GS(2019)1822号"


def test_files_in_the_encodings_of_chinese_windows_are_read(tmp_path):
    """UTF-8 with its mark, UTF-16 and GB 18030."""
    text = collection(feature(name="农安县")).decode()
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        path = tmp_path / f"{encoding}.json"
        path.write_bytes(text.encode(encoding))
        assert read_map(path, number=NUMBER).shapes[0].name == "农安县"


def box(lon, lat, wide, high):
    ring = ((lon, lat), (lon + wide, lat), (lon + wide, lat + high), (lon, lat + high), (lon, lat))
    return Shape(1, polygons=((ring,),))


boxes = st.builds(
    box,
    st.integers(73, 130),
    st.integers(-5, 50),
    st.floats(0.1, 4),
    st.floats(0.1, 3),
)


@given(st.lists(boxes, min_size=1, max_size=6))
def test_every_point_lies_on_the_sheet_with_north_up(shapes):
    """Of whatever extent; a corner further north is higher, and the middle is inside."""
    flat = flatten(shapes, width=500)

    for each in flat.shapes:
        (ring,) = each.rings
        assert all(-1e-6 <= x <= 500.0001 and -1e-6 <= y <= flat.height + 1e-6 for x, y in ring)
        assert ring[2][1] < ring[1][1]
        assert ring[3][0] < ring[2][0]
        x, y = each.middle
        assert min(point[0] for point in ring) < x < max(point[0] for point in ring)
        assert min(point[1] for point in ring) < y < max(point[1] for point in ring)


@given(st.integers(0, 50), st.integers(0, 50))
def test_areas_that_are_equal_stay_equal(low, high):
    """One degree square at two latitudes: the areas on paper are as the areas on the globe."""

    def area(ring):
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2

    def fine(lat):
        xs = [100 + step / 50 for step in range(51)]
        ring = [(x, lat) for x in xs] + [(x, lat + 1) for x in reversed(xs)]
        return Shape(1, polygons=(((*ring, ring[0]),),))

    one, other = (each.rings[0] for each in flatten([fine(low), fine(high)]).shapes)
    globe = [sin(radians(lat + 1)) - sin(radians(lat)) for lat in (low, high)]

    assert area(one) / area(other) == pytest.approx(globe[0] / globe[1], rel=1e-3)


def test_an_outline_for_a_page_is_short_and_keeps_its_holes():
    """Points nearer than the rounding fall together; two rings make two parts."""
    many = [(125 + step / 10_000, 44.0) for step in range(10_001)]
    outer = (*many, (126.0, 45.0), (125.0, 45.0), (125.0, 44.0))
    hole = ((125.4, 44.4), (125.6, 44.4), (125.6, 44.6), (125.4, 44.4))
    (flat,) = flatten([Shape(1, polygons=((outer, hole),))], width=100).shapes

    drawn = flat.svg_path(0)

    assert drawn.count("M") == drawn.count("Z") == 2
    assert len(drawn) < 1_500


def test_neighbours_still_share_their_border_when_shortened():
    """The border's points are rounded alike in both."""
    border = [(126.0, 44 + step / 97) for step in range(98)]
    west = ((125.0, 44.0), *border, (125.0, 45.01), (125.0, 44.0))
    east = ((127.0, 44.0), *border, (127.0, 45.01), (127.0, 44.0))
    flat = flatten([Shape(1, polygons=((west,),)), Shape(2, polygons=((east,),))], width=60)

    one, other = (set(each.svg_path(0).strip("MZ").split("L")) for each in flat.shapes)

    assert len(one & other) == len(one) - 2


def test_holes_turn_against_what_they_are_in_whichever_way_they_came():
    """Programs disagree about the way round; some fill by it."""

    def turn(ring):
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0

    outer, hole = box(100, 30, 3, 3).polygons[0][0], box(101, 31, 1, 1).polygons[0][0]
    for one in (outer, outer[::-1]):
        for other in (hole, hole[::-1]):
            rings = flatten([Shape(1, polygons=((one, other),))]).shapes[0].rings
            assert [turn(ring) for ring in rings] == [False, True]
