"""The status board as a file that is a picture."""

from __future__ import annotations

from kejifupin.reports.board import Board
from kejifupin.reports.pictures.heat import heat_figure
from kejifupin.reports.pictures.heat_document import heat_pages
from kejifupin.reports.pictures.region import can_map, map_figure
from kejifupin.reports.pictures.sheet import pages_bytes, picture_bytes


def draw_board(board: Board, format: str) -> bytes:
    """The board as a picture, or as pages of A4 with the map at the end if one was brought.

    Args:
        board: The board.
        format: ``png`` or ``svg`` for one picture, ``pdf`` for pages.

    Raises:
        ValueError: Another format.
        FontMissingError: No installed font has the characters that are needed.
    """
    if format != "pdf":
        return picture_bytes(heat_figure(board), format)
    region_map = board.results.region_map
    pages = heat_pages(board)
    if region_map is not None and can_map(board, region_map):
        pages = (*pages, map_figure(board, region_map))
    return pages_bytes(pages)
