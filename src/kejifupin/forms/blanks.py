"""What stands for nothing in a form: blanks, lines to write on, and the words for none."""

from __future__ import annotations

from typing import Final

from kejifupin.office.grid import Cell

BLANKS: Final = " \t\r\n_＿\u3000\xa0"
"""White space, and the line that a form prints to write on."""
NONE_WORDS: Final = frozenset({"-", "－", "—", "——", "–", "/", "无", "没有"})
"""What people write where there is nothing of an item."""


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing but white space and lines to write on."""
    return cell.number is None and cell.date is None and not cell.text.strip(BLANKS)
