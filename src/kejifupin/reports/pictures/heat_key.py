"""What the numbers over the columns of the table mean, and how each target stands in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kejifupin.reports.pictures.headline import MARGIN, SMALL, stacked
from kejifupin.reports.pictures.heat_rows import HeatRows
from kejifupin.reports.pictures.lettering import width, wrapped
from kejifupin.reports.pictures.sheet import FAINT, Sheet
from kejifupin.targets.target import Target

_GAP: Final = 0.3
_LEAST: Final = 3.4
_MOST_COLUMNS: Final = 3
_LINE: Final = 0.155
_NUMBER: Final = 0.3
_BAR: Final = 0.2
_CAPTION: Final = 0.9
_AFTER: Final = 0.18


def key_height(rows: HeatRows, wide: float, start: int = 0, end: int | None = None) -> float:
    """How high the key of some targets is on a sheet of a width.

    Args:
        rows: What is drawn.
        wide: Width of the sheet.
        start: Place of the first target.
        end: Place after the last; all by default.
    """
    lines = _lines(rows.targets[start:end], wide)
    return 0.35 + sum(max(map(len, line)) * _LINE + _BAR + _AFTER for line in lines)


def draw_key(
    sheet: Sheet, y: float, rows: HeatRows, start: int = 0, end: int | None = None
) -> float:
    """Draw the key of some targets; returns where it ends.

    Args:
        sheet: The sheet.
        y: Its top.
        rows: What is drawn.
        start: Place of the first target.
        end: Place after the last; all by default.
    """
    entry = _entry(sheet.width)
    sheet.text(MARGIN, y + 0.08, "目标任务与各级完成情况", size=9, colour=FAINT)
    y += 0.3
    number = start
    for line in _lines(rows.targets[start:end], sheet.width):
        deepest = max(map(len, line)) * _LINE
        for place, text in enumerate(line):
            x = MARGIN + place * (entry + _GAP)
            target = rows.targets[number]
            number += 1
            sheet.text(x, y, str(number), size=9, colour=FAINT, down="top")
            sheet.text(x + _NUMBER, y, "\n".join(text), size=9, down="top")
            told = rows.members_text(target)
            bar = entry - _NUMBER - max(width(told, SMALL) + 0.1, _CAPTION)
            stacked(sheet, (x + _NUMBER, y + deepest + 0.04, bar, _BAR), rows.totals(target))
            sheet.text(
                x + entry,
                y + deepest + 0.04 + _BAR / 2,
                told,
                size=SMALL,
                colour=FAINT,
                across="right",
            )
        y += deepest + _BAR + _AFTER
    return y + 0.05


def _columns(wide: float) -> int:
    return max(min(int((wide - 2 * MARGIN + _GAP) / (_LEAST + _GAP)), _MOST_COLUMNS), 1)


def _entry(wide: float) -> float:
    columns = _columns(wide)
    return (wide - 2 * MARGIN - (columns - 1) * _GAP) / columns


def _lines(targets: Sequence[Target], wide: float) -> list[list[Sequence[str]]]:
    room, columns = _entry(wide) - _NUMBER - 0.05, _columns(wide)
    texts: list[Sequence[str]] = [wrapped(each.label, 9, room, 3) for each in targets]
    return [texts[at : at + columns] for at in range(0, len(texts), columns)]
