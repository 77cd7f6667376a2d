"""The outlines of a map, as they came: longitudes and latitudes."""

from __future__ import annotations

from attrs import field, frozen

Point = tuple[float, float]
"""Longitude and latitude in degrees (CGCS2000 or WGS 84); figures of geometry alone are floats."""
Path = tuple[Point, ...]
Polygon = tuple[Path, ...]
"""An outer ring and the holes in it, each closed: its last point is its first."""


@frozen
class Shape:
    """One feature of a map: a division's outline, or a line that belongs to the map (图斑).

    Args:
        number: Which feature of the file it is, counted from 1.
        name: Its name as the file gives it; empty for none.
        code: Its division code as the file gives it; empty for none.
        polygons: Its polygons.
        lines: Its open lines, such as a boundary that encloses nothing.
    """

    number: int
    name: str = ""
    code: str = ""
    polygons: tuple[Polygon, ...] = field(default=(), repr=False, hash=False)
    lines: tuple[Path, ...] = field(default=(), repr=False, hash=False)

    @property
    def called(self) -> str:
        """What people find it by in the file."""
        named = "".join((self.name, f"（{self.code}）" if self.code and self.name else self.code))
        return f"第{self.number}个图斑{'“' + named + '”' if named else ''}"
