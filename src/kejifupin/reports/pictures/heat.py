"""The table of states as one picture."""

from __future__ import annotations

from math import ceil
from typing import Final

from kejifupin.reports.board import Board
from kejifupin.reports.pictures.headline import (
    MARGIN,
    footnotes,
    footnotes_height,
    headline,
    headline_height,
    state_legend,
)
from kejifupin.reports.pictures.heat_key import draw_key, key_height
from kejifupin.reports.pictures.heat_rows import heat_rows, in_blocks
from kejifupin.reports.pictures.heat_table import (
    BETWEEN,
    HeatLayout,
    draw_block,
    labelled_layout,
    numbered_layout,
)
from kejifupin.reports.pictures.sheet import Picture, Sheet, in_own_style
from kejifupin.targets.judging import State
from kejifupin.terms.display import chinese_date

_SIDE_BY_SIDE: Final = 45
"""Rows of one block; more stand in several blocks side by side."""
_MOST_BLOCKS: Final = 4
_WIDEST: Final = 22.0
_LABELLED: Final = 8
"""Targets whose labels find room over their columns."""
_TABLE_WIDTH: Final = 11.0
_LEAST_WIDTH: Final = 7.0


@in_own_style
def heat_figure(board: Board) -> Picture:
    """The board as one picture: divisions down, targets across, a coloured sign in each cell.

    Many divisions stand in up to four blocks side by side. Levels below the counties are left
    out where there are more than 400 rows, which a note tells.

    Args:
        board: The board.

    Raises:
        FontMissingError: No installed font has the characters that are needed.
    """
    rows = heat_rows(board)
    count = len(rows.rows)
    many = count > _SIDE_BY_SIDE or len(rows.targets) > _LABELLED
    layout = (numbered_layout(rows) if many else None) or labelled_layout(rows, _TABLE_WIDTH)
    across = _blocks_across(count, layout)
    blocks = in_blocks(rows.rows, ceil((count + across - 1) / across))
    wide = max(2 * MARGIN + len(blocks) * (layout.width + BETWEEN) - BETWEEN, _LEAST_WIDTH)
    title, subtitle = board_titles(board)
    # The legend may take two lines on a narrow sheet.
    top = headline_height(title, subtitle, wide) + 0.65
    key = key_height(rows, wide) if layout.numbered else 0.0
    notes = footnotes_height(rows.notes, wide)
    sheet = Sheet(wide, top + layout.height(max(map(len, blocks))) + key + notes + MARGIN, title)
    y = headline(sheet, title, subtitle)
    y = state_legend(sheet, MARGIN, y, {state: rows.states.get(state, 0) for state in State})
    end = y
    for place, lines in enumerate(blocks):
        x = MARGIN + place * (layout.width + BETWEEN)
        end = max(end, draw_block(sheet, x, y + 0.05, layout, lines))
    if layout.numbered:
        end = draw_key(sheet, end + 0.12, rows)
    footnotes(sheet, end + 0.05, rows.notes)
    return sheet.finish()


def board_titles(board: Board) -> tuple[str, str]:
    """Title and subtitle of a picture of a board."""
    setting = board.results.setting
    name = setting.division_name(board.results.division)
    day = chinese_date(setting.as_of)
    return (
        f"{setting.definition.title}目标任务状态板",
        f"{name}　截至{day}　{len(board.targets)}个目标任务",
    )


def _blocks_across(count: int, layout: HeatLayout) -> int:
    wished = min(ceil(count / _SIDE_BY_SIDE), _MOST_BLOCKS)
    room = int((_WIDEST - 2 * MARGIN + BETWEEN) / (layout.width + BETWEEN))
    return max(min(wished, room), 1)
