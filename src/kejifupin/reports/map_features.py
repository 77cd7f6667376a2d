"""The shapes of a GeoJSON object (RFC 7946), and what of it cannot be drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Final

from attrs import evolve

from kejifupin.reports.map_shapes import Path, Point, Polygon, Shape
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.text import clean

CODES: Mapping[str, str] = {
    "map.no_shape": "地图里的一个图斑没有可画的边界",
    "map.bad_coordinates": "地图里的坐标不是经纬度",
}

_CODE_KEYS: Final = ("adcode", "gb", "code", "xzqdm", "pac", "dm", "代码", "行政区划代码", "id")
_NAME_KEYS: Final = ("name", "fullname", "xzqmc", "mc", "name_chn", "名称", "行政区名称", "地区")
_COUNTRY_FIRST: Final = re.compile(r"156([0-9]{6})")
"""The national map service writes a division's code behind that of the country."""
_WHOLE: Final = re.compile(r"([0-9]+)\.0+")
_DEPTH: Final = 8


def features(value: object) -> Iterator[Mapping[str, object]] | None:
    """The features of an object read from JSON; None where it is no GeoJSON.

    A bare geometry is a feature without properties.
    """
    if not isinstance(value, dict):
        return None
    match value.get("type"):
        case "FeatureCollection":
            listed = value.get("features")
            if not isinstance(listed, list):
                return None
            return (each if isinstance(each, dict) else {} for each in listed)
        case "Feature":
            return iter((value,))
        case "Polygon" | "MultiPolygon" | "GeometryCollection" | "LineString" | "MultiLineString":
            return iter(({"geometry": value},))
    return None


def read_shape(feature: Mapping[str, object], number: int) -> tuple[Shape, tuple[Issue, ...]]:
    """One feature as a shape, with what was wrong with it.

    Args:
        feature: The feature, as read from JSON.
        number: Which of the file's features it is, counted from 1.

    Returns:
        The shape, without polygons and lines where nothing of it can be drawn, and the issues.
    """
    given = feature.get("properties")
    properties = {str(key).casefold(): value for key, value in _items(given)}
    code = _first(properties, _CODE_KEYS) or _text(feature.get("id"))
    shape = Shape(number, _first(properties, _NAME_KEYS), _code(code))
    reader = _Geometry()
    reader.read(feature.get("geometry"), 0)
    shape = evolve(shape, polygons=tuple(reader.polygons), lines=tuple(reader.lines))
    issues = []
    if reader.wrong:
        message = f"{shape.called}有{reader.wrong}处坐标不能用，这些边界没有画"
        remedy = "坐标写成 [经度, 纬度]，用经纬度（2000国家大地坐标系），不用投影坐标"
        issues.append(Issue("map.bad_coordinates", message, Severity.WARNING, remedy=remedy))
    elif not shape.polygons and not shape.lines:
        message = f"{shape.called}没有边界，没有画"
        remedy = "图斑的 geometry 用 Polygon 或 MultiPolygon"
        issues.append(Issue("map.no_shape", message, Severity.WARNING, remedy=remedy))
    return shape, tuple(issues)


class _Geometry:
    """What can be drawn of a geometry, collected; and how much cannot."""

    def __init__(self) -> None:
        self.polygons: list[Polygon] = []
        self.lines: list[Path] = []
        self.wrong = 0

    def read(self, geometry: object, depth: int) -> None:
        if not isinstance(geometry, dict) or depth > _DEPTH:
            return
        parts = geometry.get("coordinates")
        match geometry.get("type"):
            case "Polygon":
                self._polygon(parts)
            case "MultiPolygon":
                for each in _listed(parts):
                    self._polygon(each)
            case "LineString":
                self._line(parts)
            case "MultiLineString":
                for each in _listed(parts):
                    self._line(each)
            case "GeometryCollection":
                for each in _listed(geometry.get("geometries")):
                    self.read(each, depth + 1)

    def _polygon(self, rings: object) -> None:
        listed = _listed(rings)
        if not listed:
            return
        outer, *holes = map(_ring, listed)
        self.wrong += (outer is None) + sum(hole is None for hole in holes)
        if outer is not None:
            self.polygons.append((outer, *(hole for hole in holes if hole is not None)))

    def _line(self, points: object) -> None:
        line = _path(points)
        if line is None or len(line) < 2:
            self.wrong += 1
        else:
            self.lines.append(line)


def _ring(points: object) -> Path | None:
    path = _path(points)
    if path is None:
        return None
    closed = path if path[0] == path[-1] else (*path, path[0])
    return closed if len(set(closed)) > 2 else None


def _path(points: object) -> Path | None:
    found = [_point(each) for each in _listed(points)]
    path = tuple(each for each in found if each is not None)
    return path if path and len(path) == len(found) else None


def _point(value: object) -> Point | None:
    if not isinstance(value, list) or len(value) < 2:
        return None
    lon, lat = value[0], value[1]
    for each in (lon, lat):
        if isinstance(each, bool) or not isinstance(each, int | float) or not isfinite(each):
            return None
    return (float(lon), float(lat)) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _items(value: object) -> Iterator[tuple[object, object]]:
    return iter(value.items() if isinstance(value, dict) else ())


def _first(properties: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _text(properties.get(key)))), "")


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = clean(str(value))
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _code(text: str) -> str:
    behind = _COUNTRY_FIRST.fullmatch(text)
    return behind[1] if behind else text
