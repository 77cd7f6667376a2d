"""What stands over and under a picture: its title, its day, what its colours mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kejifupin.reports.pictures.lettering import width, wrapped
from kejifupin.reports.pictures.sheet import FAINT, INK, LINE, Sheet
from kejifupin.targets.judging import State

MARGIN: Final = 0.35
"""Around everything, in inches."""
TITLE: Final = 15.0
SMALL: Final = 8.0
_LINE_HEIGHT: Final = 1.35 / 72
_LAMP: Final = 0.19


def headline(sheet: Sheet, title: str, subtitle: str) -> float:
    """Write title and subtitle at the top of a sheet.

    Args:
        sheet: The sheet.
        title: What it shows.
        subtitle: Of whom and of which day.

    Returns:
        Where they end, from the top.
    """
    y = MARGIN
    room = sheet.width - 2 * MARGIN
    for size, text, colour in ((TITLE, title, INK), (9.5, subtitle, FAINT)):
        for line in wrapped(text, size, room, 3):
            sheet.text(MARGIN, y, line, size=size, colour=colour, down="top")
            y += size * _LINE_HEIGHT
        y += 0.05
    return y + 0.05


def headline_height(title: str, subtitle: str, wide: float) -> float:
    """How far down a headline reaches on a sheet of a width."""
    room = wide - 2 * MARGIN
    lines = ((TITLE, wrapped(title, TITLE, room, 3)), (9.5, wrapped(subtitle, 9.5, room, 3)))
    return MARGIN + sum(size * _LINE_HEIGHT * len(found) + 0.05 for size, found in lines) + 0.05


def state_legend(sheet: Sheet, x: float, y: float, counts: Mapping[State, int | None]) -> float:
    """Draw what the colours and signs of states mean, with how many stand so.

    Args:
        sheet: The sheet.
        x: Left end of the first line.
        y: Top of it.
        counts: The states in order, each with its number; None writes none.

    Returns:
        Where it ends, from the top.
    """
    at = x
    for state, count in counts.items():
        label = state.label if count is None else f"{state.label} {count}"
        needed = _LAMP + 0.08 + width(label, 9) + 0.28
        if at > x and at + needed - 0.2 > sheet.width - MARGIN:
            at, y = x, y + _LAMP + 0.1
        sheet.lamp(at + _LAMP / 2, y + _LAMP / 2, state, size=_LAMP)
        sheet.text(at + _LAMP + 0.08, y + _LAMP / 2, label)
        at += needed
    return y + _LAMP + 0.12


def stacked(
    sheet: Sheet, place: tuple[float, float, float, float], counts: Mapping[State, int]
) -> None:
    """Draw how many stand in which state as one bar, the numbers in it where there is room.

    Args:
        sheet: The sheet.
        place: Left, top, width and height.
        counts: State → number.
    """
    x, y, wide, high = place
    whole = sum(counts.values())
    if not whole:
        rule(sheet, x, y + high / 2, wide)
        return
    for state in State:
        if not counts.get(state):
            continue
        part = wide * counts[state] / whole
        sheet.part(x, y, part, high, state)
        number = str(counts[state])
        if width(number, SMALL) + 0.05 <= part:
            colour = INK if state is State.NO_DATA else f"#{state.look.ink}"
            sheet.text(
                x + part / 2, y + high / 2, number, size=SMALL, colour=colour, across="center"
            )
        x += part


def footnotes(sheet: Sheet, y: float, notes: Sequence[str]) -> float:
    """Write notes one below the other; returns where they end."""
    for note in notes:
        for line in wrapped(note, SMALL, sheet.width - 2 * MARGIN):
            sheet.text(MARGIN, y, line, size=SMALL, colour=FAINT, down="top")
            y += SMALL * _LINE_HEIGHT
        y += 0.03
    return y


def footnotes_height(notes: Sequence[str], wide: float) -> float:
    """How high notes are on a sheet of a width."""
    room = wide - 2 * MARGIN
    return sum(len(wrapped(each, SMALL, room)) * SMALL * _LINE_HEIGHT + 0.03 for each in notes)


def rule(sheet: Sheet, x: float, y: float, wide: float, *, strong: bool = False) -> None:
    """Draw a level line."""
    colour = FAINT if strong else LINE
    sheet.line(((x, y), (x + wide, y)), color=colour, linewidth=0.9 if strong else 0.4)


def page_number(sheet: Sheet, number: int, pages: int) -> None:
    """Write which page it is, at the foot; nothing where there is only one."""
    if pages > 1:
        told = f"第{number}页　共{pages}页"
        x, y = sheet.width - MARGIN, sheet.height - MARGIN
        sheet.text(x, y, told, size=SMALL, colour=FAINT, across="right")
