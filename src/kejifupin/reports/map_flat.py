"""A map laid flat: equal areas stay equal, north is up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, pairwise
from math import cos, radians, sin, sqrt

import attrs
from attrs import frozen

from kejifupin.reports.map_shapes import Path, Point, Shape

_SCANS = 15


@frozen
class FlatShape:
    """A shape on paper, y downwards (平面图斑).

    Args:
        shape: The shape.
        rings: The rings of all its polygons, holes turning the other way than what they are in,
            so that either rule for filling leaves them open.
        lines: Its open lines.
    """

    shape: Shape
    rings: tuple[Path, ...] = attrs.field(repr=False, hash=False)
    lines: tuple[Path, ...] = attrs.field(default=(), repr=False, hash=False)

    def svg_path(self, decimals: int = 1) -> str:
        """Its outline for the attribute ``d`` of an SVG path.

        Points are rounded and repeated ones left out, so that shapes that share a border still
        share it; fewer decimals make a smaller file.
        """
        rings = (_svg(ring[:-1], decimals, closed=True) for ring in self.rings)
        lines = (_svg(line, decimals, closed=False) for line in self.lines)
        return "".join(chain(rings, lines))

    @cached_property
    def size(self) -> float:
        """Width of the widest level stretch inside it."""
        return self._widest[1]

    @property
    def middle(self) -> Point:
        """A point well inside, for its name."""
        return self._widest[0]

    @cached_property
    def _widest(self) -> tuple[Point, float]:
        if not self.rings:
            return self.lines[0][0], 0.0
        ys = [y for ring in self.rings for _, y in ring]
        low, high = min(ys), max(ys)
        best, weight, width = self.rings[0][0], -1.0, 0.0
        for step in range(1, _SCANS + 1):
            y = low + (high - low) * step / (_SCANS + 1)
            for left, right in _chords(self.rings, y):
                # Of stretches about as wide the one nearest to mid-height.
                off = abs(2 * step / (_SCANS + 1) - 1)
                worth = (right - left) * (1 - off / 3)
                if worth > weight:
                    best, weight, width = ((left + right) / 2, y), worth, right - left
        return best, width


@frozen
class FlatMap:
    """Shapes laid flat on one sheet (平面地图).

    Args:
        width: Width of the sheet; every point looked at lies between 0 and it.
        height: Height of the sheet.
        shapes: The shapes in the order given.
        background: The shapes around them, which may reach beyond the sheet.
    """

    width: float
    height: float
    shapes: tuple[FlatShape, ...]
    background: tuple[FlatShape, ...] = ()


def flatten(
    shapes: Sequence[Shape], *, background: Sequence[Shape] = (), width: float = 1000
) -> FlatMap:
    """Shapes laid flat by Albers' equal-area conic projection.

    Args:
        shapes: What the sheet must show.
        background: What else is drawn with it, where it lies on the sheet.
        width: Width of the sheet; its height follows.

    Raises:
        ValueError: There is no shape.
    """
    if not shapes:
        raise ValueError("there is no shape to lay flat")
    project = _albers(list(chain.from_iterable(map(_points, shapes))))
    ends = [project(point) for shape in shapes for point in _points(shape)]
    left, right = min(x for x, _ in ends), max(x for x, _ in ends)
    low, high = min(y for _, y in ends), max(y for _, y in ends)
    scale = width / (max(right - left, (high - low) / 4) or 1)
    margin = (width - (right - left) * scale) / 2

    def on_paper(point: Point) -> Point:
        x, y = project(point)
        return margin + (x - left) * scale, (high - y) * scale

    def flat(shape: Shape) -> FlatShape:
        rings = tuple(
            _turned(tuple(map(on_paper, ring)), hole=place > 0)
            for polygon in shape.polygons
            for place, ring in enumerate(polygon)
        )
        return FlatShape(shape, rings, tuple(tuple(map(on_paper, line)) for line in shape.lines))

    return FlatMap(
        width, (high - low) * scale, tuple(map(flat, shapes)), tuple(map(flat, background))
    )


def _turned(ring: Path, *, hole: bool) -> Path:
    """A ring that turns one way, or the other around a hole, whichever way it came."""
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
    return ring if (area > 0) == hole else ring[::-1]


def _points(shape: Shape) -> Iterable[Point]:
    return chain(chain.from_iterable(chain.from_iterable(shape.polygons)), *shape.lines)


def _albers(points: Sequence[Point]) -> Callable[[Point], Point]:
    """The projection with its parallels a sixth from either end of the latitudes shown.

    Snyder, Map Projections: A Working Manual (1987), pp. 98-103, on the sphere.
    """
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    middle = (min(lons) + max(lons)) / 2
    sixth = (max(lats) - min(lats)) / 6
    one, other = sin(radians(min(lats) + sixth)), sin(radians(max(lats) - sixth))
    cone = (one + other) / 2
    constant = 1 + one * other

    def project(point: Point) -> Point:
        turn, height = radians(point[0] - middle), sin(radians(point[1]))
        if abs(cone) < 1e-6:
            return turn, height
        radius = sqrt(max(constant - 2 * cone * height, 0)) / cone
        return radius * sin(cone * turn), -radius * cos(cone * turn)

    return project


def _svg(points: Path, decimals: int, *, closed: bool) -> str:
    told: list[str] = []
    for x, y in points:
        here = f"{_short(x, decimals)} {_short(y, decimals)}"
        if not told or told[-1] != here:
            told.append(here)
    if len(told) < (3 if closed else 2):
        return ""
    return f"M{'L'.join(told)}{'Z' if closed else ''}"


def _short(number: float, decimals: int) -> str:
    text = f"{number:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _chords(rings: Sequence[Path], y: float) -> Iterable[tuple[float, float]]:
    """The level stretches at a height that lie inside."""
    cuts = sorted(
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for ring in rings
        for (x0, y0), (x1, y1) in pairwise(ring)
        if (y0 <= y) != (y1 <= y)
    )
    return zip(cuts[::2], cuts[1::2], strict=False)
