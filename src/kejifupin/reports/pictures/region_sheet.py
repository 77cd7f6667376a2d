"""How a coloured map is drawn: outlines, fillings, names, what the colours mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path

from kejifupin.reports.figures import per_cent
from kejifupin.reports.map_flat import FlatMap, FlatShape, flatten
from kejifupin.reports.map_shapes import Shape
from kejifupin.reports.pictures.headline import (
    MARGIN,
    footnotes,
    footnotes_height,
    headline,
    headline_height,
    state_legend,
)
from kejifupin.reports.pictures.lettering import width
from kejifupin.reports.pictures.sheet import INK, LINE, Picture, Sheet, state_fill
from kejifupin.targets.judging import State
from kejifupin.terms.looks import Look

_WIDE: Final = 9.0
_HIGHEST: Final = 9.5
_BANDS: Final = (
    (Fraction(0), "不到25%", "E3F2FD"),
    (Fraction(1, 4), "25%起", "90CAF9"),
    (Fraction(1, 2), "50%起", "42A5F5"),
    (Fraction(3, 4), "75%起", "1976D2"),
    (Fraction(1), "100%", "0D47A1"),
)
"""From which share on, what that is called, and its colour: one hue, darker for more."""
_NAME_SIZES: Final = (9.0, 8.0, 7.0, 6.0)
_SIGN: Final = 0.13
_LEGEND: Final = 0.35


@frozen
class Painted:
    """One division on the map (着色的地区).

    Args:
        name: Its name.
        shapes: Its shapes.
        state: How the target stands; NO_DATA where there is nothing to show a share of.
        share: The share of its targets, where no single one is shown.
    """

    name: str
    shapes: tuple[Shape, ...] = field(repr=False)
    state: State | None
    share: Fraction = Fraction(0)

    @property
    def band(self) -> tuple[str, str]:
        """What its share is called, and the colour of that."""
        _, label, colour = next(each for each in reversed(_BANDS) if self.share >= each[0])
        return label, colour

    @property
    def fill(self) -> dict[str, Any]:
        """How it is filled."""
        if self.state is not None:
            return state_fill(self.state)
        return {"facecolor": f"#{self.band[1]}"}

    @property
    def ink(self) -> str:
        """What is read well on it."""
        if self.state is State.NO_DATA:
            return INK
        look = self.state.look if self.state is not None else Look(self.band[1], "")
        return f"#{look.ink}"


@frozen
class RegionSheet:
    """What a picture of a map holds (地图内容).

    Args:
        title: Its title.
        subtitle: Of which programme and day.
        painted: The divisions that are coloured.
        background: Other shapes, drawn as outlines where they lie in between or around.
        credit: The approval number and source that must stand on it.
        notes: What else is to be told.
    """

    title: str
    subtitle: str
    painted: tuple[Painted, ...]
    background: tuple[Shape, ...] = field(repr=False)
    credit: str
    notes: tuple[str, ...] = ()


def draw_region(region: RegionSheet) -> Picture:
    """Draw a map.

    Args:
        region: What it holds.
    """
    flat = _flat(region)
    top = headline_height(region.title, region.subtitle, _WIDE) + _LEGEND
    notes = (region.credit, *region.notes)
    below = footnotes_height(notes, _WIDE)
    sheet = Sheet(_WIDE, top + flat.height + 0.3 + below + MARGIN, region.title)
    y = headline(sheet, region.title, region.subtitle)
    _draw_legend(sheet, y, region.painted)
    left = (_WIDE - flat.width) / 2
    axes = sheet.axes(left, top + 0.1, flat.width, flat.height)
    axes.set_axis_off()
    axes.set_xlim(0, flat.width)
    axes.set_ylim(flat.height, 0)
    look = {"facecolor": "#FAFAFA", "edgecolor": LINE, "linewidth": 0.5, "zorder": 1}
    _draw_shapes(axes, flat.background, look)
    for one, shapes in _by_division(region.painted, flat):
        _draw_shapes(
            axes, shapes, {"edgecolor": "white", "linewidth": 0.7, **one.fill, "zorder": 2}
        )
        outline = {"facecolor": "none", "edgecolor": "#757575", "linewidth": 0.5, "zorder": 3}
        _draw_shapes(axes, shapes, outline)
        _draw_name(sheet, left, top + 0.1, one, max(shapes, key=lambda each: each.size))
    footnotes(sheet, top + flat.height + 0.25, notes)
    return sheet.finish()


def _flat(region: RegionSheet) -> FlatMap:
    shapes = [shape for one in region.painted for shape in one.shapes]
    room = _WIDE - 2 * MARGIN
    flat = flatten(shapes, background=region.background, width=room)
    if flat.height > _HIGHEST:
        narrow = room * _HIGHEST / flat.height
        flat = flatten(shapes, background=region.background, width=narrow)
    return flat


def _by_division(
    painted: Sequence[Painted], flat: FlatMap
) -> Iterator[tuple[Painted, Sequence[FlatShape]]]:
    start = 0
    for one in painted:
        yield one, flat.shapes[start : start + len(one.shapes)]
        start += len(one.shapes)


def _draw_shapes(axes: Axes, shapes: Sequence[FlatShape], look: dict[str, Any]) -> None:
    paths = [
        Path.make_compound_path(*(Path(ring, closed=True) for ring in each.rings))
        for each in shapes
        if each.rings
    ]
    if paths:
        axes.add_collection(PathCollection(paths, **look), autolim=False)
    lines = [line for each in shapes for line in each.lines]
    if lines:
        axes.add_collection(LineCollection(lines, color=LINE, linewidth=0.6), autolim=False)


def _draw_name(sheet: Sheet, left: float, top: float, one: Painted, shape: FlatShape) -> None:
    """Name a division inside its shape as far as there is room, with its sign or its share."""
    x, y = shape.middle
    x, y = x + left, y + top
    size = next((each for each in _NAME_SIZES if width(one.name, each) <= shape.size * 0.95), None)
    if one.state is not None:
        if shape.size > _SIGN:
            up = 0.0 if size is None else 0.08
            sheet.sign(x, y - up, one.state.look.sign, size=_SIGN, colour=one.ink)
        if size is not None:
            sheet.text(x, y + 0.09, one.name, size=size, colour=one.ink, across="center")
        return
    share = per_cent(one.share)
    if size is not None:
        told = f"{one.name}\n{share}"
        sheet.text(x, y, told, size=size, colour=one.ink, across="center")
    elif width(share, _NAME_SIZES[-1]) <= shape.size:
        sheet.text(x, y, share, size=_NAME_SIZES[-1], colour=one.ink, across="center")


def _draw_legend(sheet: Sheet, y: float, painted: Sequence[Painted]) -> None:
    states = Counter(one.state for one in painted if one.state is not None)
    bands = Counter(one.band[0] for one in painted if one.state is None)
    x = MARGIN
    if bands:
        for _, label, colour in _BANDS:
            told = f"{label} {bands[label]}"
            sheet.box(x, y, 0.28, 0.19, facecolor=f"#{colour}", edgecolor=LINE, linewidth=0.4)
            sheet.text(x + 0.36, y + 0.095, told)
            x += 0.36 + width(told, 9) + 0.25
    state_legend(sheet, x, y, {each: states[each] for each in State if states[each]})
