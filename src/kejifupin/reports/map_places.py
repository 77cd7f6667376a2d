"""Which shape of a map shows which division."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs
from attrs import frozen

from kejifupin.reports.map_shapes import Shape
from kejifupin.reports.maps import RegionMap
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.issues import Issue, Issues, Severity

CODES: Mapping[str, str] = {
    "map.not_matched": "地图里的图斑对不上区划",
    "map.code_and_name": "地图里图斑的代码和名称说的不是同一个地区",
}


@frozen
class PlacedMap:
    """A map whose shapes are known by their divisions (已对应的地图).

    Args:
        region_map: The map.
        shapes: Division code → its shapes, in the order of the file.
        others: Shapes that show none of the divisions; they are drawn as outlines.
        issues: What was wrong with the file, and which shapes could not be matched.
    """

    region_map: RegionMap
    shapes: Mapping[str, tuple[Shape, ...]] = attrs.field(repr=False, hash=False)
    others: tuple[Shape, ...] = attrs.field(repr=False, hash=False)
    issues: Issues = attrs.field(default=Issues(), repr=False, hash=False)


def place_map(
    region_map: RegionMap, divisions: Divisions, on: date, *, within: str | None = None
) -> PlacedMap:
    """A map with its shapes matched to the divisions of a day.

    A shape is known by its code (six, nine or twelve digits, with or without the country's 156 in
    front; a code of another day leads to what stands for it on this one), else by its name in the
    spelling of any document (镇赉, 镇赉县). A shape without either is a line of the map.

    Args:
        region_map: The map.
        divisions: All divisions.
        on: The day.
        within: Code of a division of the day: names are looked for in it.
    """
    known: dict[str, list[Shape]] = {}
    others: list[Shape] = []
    issues: list[Issue] = list(region_map.issues)
    for shape in region_map.shapes:
        coded = divisions.carried(shape.code, on).code if shape.code else None
        named, note = _named(shape, divisions, on, within)
        if coded is not None and named is not None and named != coded:
            message = f"{shape.called}的代码和名称说的不是同一个地区，按代码画"
            issues.append(Issue("map.code_and_name", message, Severity.WARNING))
        code = coded if coded is not None else named
        if code is not None:
            known.setdefault(code, []).append(shape)
            continue
        others.append(shape)
        if shape.code or shape.name:
            message = f"{shape.called}对不上区划{'：' + note if note else ''}"
            remedy = "在图斑的属性里写六位区划代码（adcode）或全称（name）"
            issues.append(Issue("map.not_matched", message, Severity.WARNING, remedy=remedy))
    shapes = {code: tuple(found) for code, found in known.items()}
    return PlacedMap(region_map, shapes, tuple(others), Issues(issues))


def _named(
    shape: Shape, divisions: Divisions, on: date, within: str | None
) -> tuple[str | None, str]:
    if not shape.name:
        return None, ""
    found = divisions.resolve(shape.name, on, within=within)
    if found.division is None or found.rest:
        return None, found.note or ""
    return found.division.code, ""
