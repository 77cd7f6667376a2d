"""A map of the divisions as a drawing for a page, each shape a place to go to."""

from __future__ import annotations

from html import escape

from attrs import frozen

from kejifupin.reports.board import Board
from kejifupin.reports.map_flat import FlatMap, flatten
from kejifupin.reports.map_places import place_map
from kejifupin.reports.map_shapes import Shape

WIDTH = 1000


@frozen
class Drawing:
    """A map as SVG (地图).

    Args:
        svg: The element; empty where no shape shows a division of the board.
        credit: What must be printed with it: its approval number.
        unmatched: How many of its shapes show no division of the board.
    """

    svg: str
    credit: str
    unmatched: int


def draw_region(board: Board) -> Drawing | None:
    """The map of a board's divisions; None where the user brought none.

    Where shapes of several levels are there, the lower ones are drawn above the others, so that
    each can be reached.

    Args:
        board: The board.
    """
    results = board.results
    if results.region_map is None:
        return None
    setting = results.setting
    placed = place_map(results.region_map, setting.divisions, setting.as_of, within=setting.scope)
    depths = {row.division: row.depth for row in board.rows}
    known = [code for code in placed.shapes if depths.get(code, 0) > 0]
    if not known:
        known = [code for code in placed.shapes if code in depths]
    if not known:
        return Drawing("", results.region_map.credit, len(placed.others))
    known.sort(key=lambda code: (depths[code], code))
    shapes: list[Shape] = []
    codes: list[str] = []
    for code in known:
        shapes += placed.shapes[code]
        codes += [code] * len(placed.shapes[code])
    others = [each for code, own in placed.shapes.items() if code not in known for each in own]
    flat = flatten(shapes, background=(*others, *placed.others), width=WIDTH)
    names = {row.division: row.name for row in board.rows}
    return Drawing(_svg(flat, codes, names), results.region_map.credit, len(placed.others))


def _svg(flat: FlatMap, codes: list[str], names: dict[str, str]) -> str:
    paths: dict[str, list[str]] = {}
    places: dict[str, tuple[float, float, float]] = {}
    for code, shape in zip(codes, flat.shapes, strict=True):
        paths.setdefault(code, []).append(shape.svg_path())
        if code not in places or shape.size > places[code][2]:
            places[code] = (*shape.middle, shape.size)
    background = "".join(
        f'<path class="around" d="{each.svg_path()}"/>' for each in flat.background
    )
    regions = "".join(
        f'<path class="region" id="region-{escape(code)}" data-division="{escape(code)}"'
        f' tabindex="{0 if number == 0 else -1}" role="button" fill-rule="evenodd"'
        f' aria-label="{escape(names[code])}" d="{"".join(drawn)}"/>'
        for number, (code, drawn) in enumerate(paths.items())
    )
    labels = "".join(
        f'<text class="name" x="{x:.0f}" y="{y:.0f}" data-room="{size:.0f}">'
        f"{escape(names[code])}</text>"
        for code, (x, y, size) in places.items()
        if size > len(names[code]) * 11
    )
    height = max(round(flat.height), 1)
    return (
        f'<svg id="map-drawing" viewBox="-8 -8 {WIDTH + 16} {height + 16}" role="group"'
        f' aria-label="地图">{background}{regions}<g aria-hidden="true">{labels}</g></svg>'
    )
