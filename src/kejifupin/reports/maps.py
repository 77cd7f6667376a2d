"""Maps that a user brings: outlines of divisions, with the number under which they may be shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import attrs
from attrs import frozen

from kejifupin.errors import KejifupinError
from kejifupin.reports.map_features import features, read_shape
from kejifupin.reports.map_shapes import Shape
from kejifupin.terms.issues import Issue, Issues
from kejifupin.terms.text import clean

MAX_BYTES: Final = 64 * 1024 * 1024
"""A map above this is refused: a province's counties are one to five megabytes."""
_WGS84: Final = ("CRS84", "4326", "4490")
"""World and Chinese geographic coordinates, which differ by centimetres."""
_CONVERT: Final = "用 QGIS 等软件另存为 GeoJSON（经纬度坐标）"


class MapError(KejifupinError, ValueError):
    """A map that cannot be used, told in English and in Chinese.

    Args:
        message: What is wrong, for programmers.
        chinese: The same for who brings the map.
        remedy: What to do, in Chinese.
    """

    def __init__(self, message: str, chinese: str, remedy: str) -> None:
        self.message = message
        self.chinese = chinese
        self.remedy = remedy
        super().__init__(f"{message} ({chinese}；{remedy})")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.chinese, self.remedy)


@frozen
class RegionMap:
    """A map of divisions that may be shown (行政区划图).

    Args:
        shapes: Its shapes in the order of the file.
        number: Its approval number (审图号) as given, which every published map must carry
            (《地图管理条例》 第三十七条).
        source: Who made it, as it is to be named beside the number.
        issues: What of the file could not be used.
    """

    shapes: tuple[Shape, ...] = attrs.field(repr=False, hash=False)
    number: str
    source: str = ""
    issues: Issues = attrs.field(default=Issues(), repr=False, hash=False)

    def __attrs_post_init__(self) -> None:
        if not self.number.strip():
            raise MapError(
                "a map needs its approval number",
                "没有写审图号，公开的地图必须标明审图号",
                "写地图上印的审图号，如“吉S(2020)012号”",
            )

    @property
    def credit(self) -> str:
        """What must be printed with it.

        >>> RegionMap((), "吉S(2020)012号", "吉林省标准地图").credit
        '审图号：吉S(2020)012号　来源：吉林省标准地图'
        """
        number = self.number.strip()
        named = number if number.startswith("审图号") else f"审图号：{number}"
        return f"{named}　来源：{self.source}" if self.source else named


def read_map(content: Path | str | bytes, *, number: str, source: str = "") -> RegionMap:
    """A map from a GeoJSON file (RFC 7946).

    Polygons, also in collections and with holes, and lines are read; what cannot be drawn is told
    in the map's ``issues``. Which division a shape shows, `place_map` tells.

    Args:
        content: Path of the file, or its bytes.
        number: The approval number (审图号) printed on the map.
        source: Who made the map.

    Raises:
        MapError: There is no number, or no shape can be drawn.
        OSError: The file cannot be opened.
    """
    data = content if isinstance(content, bytes) else Path(content).read_bytes()
    found = features(_parsed(data))
    if found is None:
        raise MapError(
            "the file is no GeoJSON object of features", "文件不是 GeoJSON 地图", _CONVERT
        )
    shapes: list[Shape] = []
    issues: list[Issue] = []
    for at, feature in enumerate(found, 1):
        shape, told = read_shape(feature, at)
        issues.extend(told)
        if shape.polygons or shape.lines:
            shapes.append(shape)
    if not shapes:
        wrong = any(each.code == "map.bad_coordinates" for each in issues)
        raise MapError(
            "the map has no shape that can be drawn",
            "地图里的坐标都不是经纬度" if wrong else "地图里没有可画的图斑",
            _CONVERT,
        )
    return RegionMap(tuple(shapes), number, source, Issues(issues))


def _parsed(data: bytes) -> object:
    if len(data) > MAX_BYTES:
        raise MapError(
            f"the map has {len(data)} bytes, more than {MAX_BYTES}",
            f"地图文件超过{MAX_BYTES // 1024 // 1024}兆",
            "简化边界后再用，省级县界图通常只有几兆",
        )
    try:
        value = json.loads(_decoded(data))
    except (ValueError, RecursionError) as error:
        raise MapError(
            f"the file is no JSON: {error}", "文件不是 GeoJSON 地图，或内容不完整", _CONVERT
        ) from error
    if isinstance(value, dict):
        _check_coordinates(value)
    return value


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _check_coordinates(value: Mapping[str, object]) -> None:
    crs = value.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = clean(str(named.get("name", ""))) if isinstance(named, dict) else ""
    if name and not name.endswith(_WGS84):
        raise MapError(
            f"the map's coordinates are {name}, not longitude and latitude",
            "地图用的不是经纬度坐标",
            _CONVERT,
        )
