"""What a cell looks like from outside, which is all that finding a place for a field asks."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from kejifupin.forms.blanks import BLANKS
from kejifupin.office.grid import Cell
from kejifupin.terms.quantities import is_unit
from kejifupin.terms.text import clean


class Face(StrEnum):
    """What kind of thing a cell holds (单元格面貌)."""

    BLANK = "_"
    """White space, or a line to write on."""
    NUMBER = "1"
    """A number, or text with a digit in it."""
    UNIT = "u"
    """A unit of measure and nothing else."""
    WORDS = "w"
    """Anything else."""


def face_of(cell: Cell) -> Face:
    """The face of a cell."""
    if cell.number is not None:
        return Face.NUMBER
    face = _face(cell.text)
    return Face.WORDS if face is Face.BLANK and cell.date is not None else face


def unit_text(cell: Cell) -> str | None:
    """The words of a cell as those of a unit, without spaces and brackets."""
    return _unit(cell.text)


@lru_cache(maxsize=16384)
def _face(text: str) -> Face:
    if not text.strip(BLANKS):
        return Face.BLANK
    if any(map(str.isdigit, text)):
        return Face.NUMBER
    unit = _unit(text)
    return Face.UNIT if unit is not None and is_unit(unit) else Face.WORDS


@lru_cache(maxsize=16384)
def _unit(text: str) -> str | None:
    return "".join(clean(text).split()).strip("（）()") or None
