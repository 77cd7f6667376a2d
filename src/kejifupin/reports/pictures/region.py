"""A map whose divisions are coloured by how their targets stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kejifupin.errors import UnknownNameError
from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.map_places import PlacedMap, place_map
from kejifupin.reports.maps import RegionMap
from kejifupin.reports.pictures.region_sheet import Painted, RegionSheet, draw_region
from kejifupin.reports.pictures.sheet import Picture, in_own_style
from kejifupin.targets.judging import State
from kejifupin.targets.target import Target
from kejifupin.terms.display import chinese_date
from kejifupin.terms.text import nearest

_NAMED: Final = 6


@in_own_style
def map_figure(board: Board, region_map: RegionMap, *, target: str | None = None) -> Picture:
    """A map of how one target stands in each division, or of how much of what is due is reached.

    Of the levels that the map shows the one with most divisions is coloured. What has no data is
    hatched. The approval number (审图号) is printed with it.

    Args:
        board: The board.
        region_map: The map that the user brought.
        target: Key of the target; by default each division is coloured by the share of its
            targets that are met or on track.

    Raises:
        UnknownNameError: The board has no such target.
        ValueError: The map shows none of the divisions whose targets are judged.
        FontMissingError: No installed font has the characters that are needed.
    """
    chosen = None if target is None else _find_target(board, target)
    setting = board.results.setting
    placed = _placed(board, region_map)
    rows = _judged(board, chosen)
    shown = _of_one_level([row for row in rows if row.division in placed.shapes])
    if not shown:
        raise ValueError("the map shows none of the divisions whose targets are judged")
    codes = {row.division for row in shown}
    background = (
        *(shape for code, found in placed.shapes.items() if code not in codes for shape in found),
        *placed.others,
    )
    name = setting.division_name(board.results.division)
    what = "应达目标任务中已完成或达序时的比例" if chosen is None else chosen.label
    return draw_region(
        RegionSheet(
            title=f"{name}：{what}",
            subtitle=f"{setting.definition.title}　截至{chinese_date(setting.as_of)}",
            painted=tuple(_painted(shown, placed, chosen)),
            background=background,
            credit=region_map.credit,
            notes=tuple(_notes([row for row in rows if row.level is shown[0].level], placed)),
        )
    )


def can_map(board: Board, region_map: RegionMap) -> bool:
    """Whether a map shows any of the divisions whose targets are judged.

    Args:
        board: The board.
        region_map: The map.
    """
    shapes = _placed(board, region_map).shapes
    return any(row.division in shapes for row in _judged(board, None))


def _placed(board: Board, region_map: RegionMap) -> PlacedMap:
    setting = board.results.setting
    return place_map(region_map, setting.divisions, setting.as_of, within=setting.scope)


def _judged(board: Board, target: Target | None) -> Sequence[BoardRow]:
    return [
        row
        for row in board.rows
        if (row.standing.statuses if target is None else target.key in row.cells)
    ]


def _find_target(board: Board, key: str) -> Target:
    targets = {each.key: each for each in board.targets}
    if key not in targets:
        raise UnknownNameError("target", key, nearest(key, targets))
    return targets[key]


def _of_one_level(rows: Sequence[BoardRow]) -> Sequence[BoardRow]:
    """Those of the level that has most of them."""
    levels = Counter(row.level for row in rows)
    if not levels:
        return ()
    chosen = levels.most_common(1)[0][0]
    return [row for row in rows if row.level is chosen]


def _painted(
    rows: Sequence[BoardRow], placed: PlacedMap, target: Target | None
) -> Iterator[Painted]:
    for row in rows:
        shapes = placed.shapes[row.division]
        if target is not None:
            yield Painted(row.name, shapes, row.cells[target.key].state)
        elif not row.standing.has_data or not row.standing.due:
            yield Painted(row.name, shapes, State.NO_DATA)
        else:
            yield Painted(row.name, shapes, None, row.standing.on_course)


def _notes(rows: Sequence[BoardRow], placed: PlacedMap) -> Iterator[str]:
    missing = [row.name for row in rows if row.division not in placed.shapes]
    if missing:
        more = f"等{len(missing)}个地区" if len(missing) > _NAMED else ""
        yield f"地图上没有{'、'.join(missing[:_NAMED])}{more}，没有画出。"
    lost = sum(issue.code == "map.not_matched" for issue in placed.issues)
    if lost:
        yield f"地图中有{lost}个图斑对不上区划，只画了轮廓。"
