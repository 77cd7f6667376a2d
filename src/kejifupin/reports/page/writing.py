"""A status board as one HTML file that opens offline and loads nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from kejifupin.reports.board import Board
from kejifupin.reports.page.contents import as_json, page_contents
from kejifupin.reports.page.markup import text
from kejifupin.reports.page.plainly import (
    about,
    board_rows,
    definition_list,
    issue_items,
    legend,
    target_rows,
)
from kejifupin.reports.page.region import Drawing, draw_region
from kejifupin.reports.page.reporting import told_issues
from kejifupin.reports.states import STATE_COLOURS
from kejifupin.terms.collector import collector_paused
from kejifupin.terms.display import chinese_date

_SCRIPTS: Final = (
    "contents.js",
    "drawing.js",
    "board.js",
    "explanation.js",
    "pace.js",
    "lists.js",
    "map.js",
    "places.js",
    "start.js",
)
_SLOT: Final = re.compile(r"\{\{ (\w+) \}\}")


def write_page(board: Board) -> bytes:
    """The board as a page: one file, with its data, script and styles in it.

    Its policy lets the browser run nothing but the script and the styles written here, and load
    nothing at all. The same board gives the same bytes.

    Args:
        board: The board; what its results' disclosure does not allow is not in the file.

    Returns:
        HTML in UTF-8.
    """
    with collector_paused():
        return _page(board)


def _page(board: Board) -> bytes:
    style, script = _style(), _script()
    drawing = draw_region(board)
    issues = told_issues(board.results)
    setting = board.results.setting
    name = setting.division_name(board.results.division)
    slots = {
        "policy": _policy(script, style),
        "style": style,
        "script": script,
        "data": as_json(page_contents(board, issues)),
        "title": text(f"{name}{setting.definition.title}目标任务状态板"),
        "heading": text("目标任务状态板"),
        "programme": text(setting.definition.title),
        "division": text(name),
        "day": text(chinese_date(setting.as_of)),
        "legend": legend(board),
        "board": board_rows(board),
        "targets": target_rows(board),
        "issues": issue_items(issues),
        "map": _map(drawing),
        "about": definition_list(about(board)),
    }
    page = _SLOT.sub(lambda found: slots[found[1]], _part("page.html"))
    return page.encode()


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(source: str) -> str:
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


@cache
def _part(name: str) -> str:
    # Git may have written CRLF: the bytes of a page must not depend on where it was made.
    told = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return told.replace("\r\n", "\n")


def _script() -> str:
    return "\n".join(('"use strict";', *map(_part, _SCRIPTS)))


def _style() -> str:
    colours = "".join(f"--{state.value}:#{colour};" for state, colour in STATE_COLOURS.items())
    return f":root{{{colours}}}\n{_part('board.css')}"


def _map(drawing: Drawing | None) -> str:
    if drawing is None:
        return ""
    if not drawing.svg:
        return (
            '<section id="map" aria-labelledby="map-heading"><h2 id="map-heading">地图</h2>'
            "<p>地图里没有一个图斑对得上本页的地区，没有画。"
            "请核对图斑的 adcode 或名称。</p></section>"
        )
    left = f"<p>地图中有{drawing.unmatched}个图斑对不上地区，只画轮廓。</p>"
    return (
        '<section id="map" aria-labelledby="map-heading"><h2 id="map-heading">地图</h2>'
        '<p class="controls"><label for="map-target">着色</label>'
        '<select id="map-target"></select></p>'
        f'<figure>{drawing.svg}<ul id="map-legend" class="legend"></ul>'
        f"<figcaption>{text(drawing.credit)}</figcaption></figure>"
        f"{left if drawing.unmatched else ''}"
        '<p id="map-note" role="status"></p></section>'
    )
