"""Where in a text that is printed a field is written: there where it is read from afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import evolve

from kejifupin.forms.blanks import is_blank
from kejifupin.forms.choice_values import read_choice_field
from kejifupin.forms.numbers import read_number
from kejifupin.forms.telling import Teller
from kejifupin.office.grid import Cell
from kejifupin.office.spots import ChoiceSpot, TextSpot
from kejifupin.records.kinds import Field, FieldType

Read = Callable[[str], str | None]
"""Gives what a text would be read as in one place, None where the place is not found."""

_PROBE: Final = "试填"
_DIGIT: Final = "7"
_BLANK = r"[ \t\u3000\xa0\u2002_＿]"
_RUNS = re.compile(rf"[_＿]{_BLANK}*[_＿]|[_＿]|{_BLANK}{{2,}}")
_DAYS = re.compile(
    rf"(?:20)?{_BLANK}*年{_BLANK}*月(?:{_BLANK}*日)?"
    rf"(?:{_BLANK}*[—\-－至~～到]+(?:20)?{_BLANK}*年{_BLANK}*月(?:{_BLANK}*日)?)?"
)
_AFTER = re.compile(r"[：:]|^|$")
# What a cell prints between the blanks that a day, or the name of a place, is written over.
_FORM_WORDS: Final = {
    FieldType.DATE: frozenset("年月日（）()"),
    FieldType.WHEN: frozenset("年月日时至到—-－~～（）()"),
    FieldType.PERIOD: frozenset("年月日至到—-－~～（）()"),
    FieldType.DIVISION: frozenset("省市州盟地区县旗（）()、"),
    FieldType.TEXT: frozenset("省市州盟地区县旗乡镇街道村组屯社号（）()、"),
}


def slot_stretch(text: str, printed: str, read: Read) -> tuple[int, int] | None:
    """The stretch of a text that must be replaced so that a field is read as what is written.

    Args:
        text: The text as printed.
        printed: What the layout prints in the place as long as nothing is filled in.
        read: Reads the field from a text.
    """
    for start, end in _stretches(text, printed):
        if read(f"{text[:start]}{_PROBE}{text[end:]}") == _PROBE:
            return start, end
    return None


def _stretches(text: str, printed: str) -> Iterator[tuple[int, int]]:
    if printed.strip() and (at := text.find(printed)) >= 0:
        yield at, at + len(printed)
    for pattern in (_DAYS, _RUNS, _AFTER):
        for found in pattern.finditer(text):
            yield (found.end(), found.end()) if pattern is _AFTER else found.span()


def cell_spot(target: Field, cell: Cell, hole: int) -> TextSpot | ChoiceSpot | None:
    """Where in a cell of its own a field is written.

    Args:
        target: The field.
        cell: The cell as printed.
        hole: Number of what fills it.

    Returns:
        The place, None if what the cell prints leaves none.
    """
    text = cell.text
    if cell.number is not None or cell.date is not None:
        return None
    if cell.marks and target.choices:
        return _choice_spot(target, cell, hole)
    if is_blank(cell) or not text.strip("\u2002 _＿\n\t\u3000\xa0"):
        return TextSpot(hole, cell.address, slot=target.key)
    if target.type is FieldType.NUMBER:
        return _number_spot(target, cell, hole)
    words = _FORM_WORDS.get(target.type, frozenset())
    if set(re.sub(rf"{_BLANK}|\n", "", text)) <= words:
        return TextSpot(hole, cell.address, slot=target.key)
    return None


def opens_blank(text: str) -> bool:
    """Whether a text begins with a blank to write on, and words follow.

    >>> opens_blank("      亩"), opens_blank("亩"), opens_blank("   ")
    (True, False, False)
    """
    found = _RUNS.match(text)
    return found is not None and found.end() < len(text)


def _number_spot(target: Field, cell: Cell, hole: int) -> TextSpot | None:
    """The blank in front of a unit that the cell itself prints."""
    if any(map(str.isdigit, cell.text)):
        return None
    runs = [found.span() for found in re.finditer(rf"{_BLANK}+", cell.text)]
    for start, end in (*runs, (0, 0)):
        text = f"{cell.text[:start]}{_DIGIT}{cell.text[end:]}"
        if read_number(target, evolve(cell, text=text), Teller(""), None) == int(_DIGIT):
            return TextSpot(hole, cell.address, start, end, whole=True, slot=target.key)
    return None


def _choice_spot(target: Field, cell: Cell, hole: int) -> ChoiceSpot | None:
    boxes: dict[str, int] = {}
    for mark in cell.marks:
        chosen, _ = _read(target, cell, _ticked(cell, (mark.offset,)))
        if len(chosen) == 1:
            boxes.setdefault(chosen[0], mark.offset)
    if set(boxes) != set(target.choices):
        return None
    offsets = tuple(boxes[choice] for choice in target.choices)
    start: int | None = None
    end: int | None = None
    if target.other is not None:
        offsets += tuple(each.offset for each in cell.marks if each.offset not in offsets)[:1]

        def read(text: str) -> str | None:
            return _read(target, cell, text)[1]

        for stretch in (*_after_other(cell.text), *_stretches(cell.text, "")):
            if read(f"{cell.text[: stretch[0]]}{_PROBE}{cell.text[stretch[1] :]}") == _PROBE:
                start, end = stretch
                break
        else:
            return None
    return ChoiceSpot(hole, cell.address, offsets, start, end, slot=target.key)


def _after_other(text: str) -> Iterator[tuple[int, int]]:
    """The blank behind 其它, lines to write on first."""
    found = re.search(r"其\s*[它他][^：:\n]{0,12}[：:]", text)
    if found is not None:
        line = re.match(rf"{_BLANK}+", text[found.end() :])
        if line is not None:
            yield found.end(), found.end() + line.end()
        yield found.end(), found.end()


def _ticked(cell: Cell, offsets: Sequence[int]) -> str:
    return "".join("☑" if at in offsets else char for at, char in enumerate(cell.text))


def _read(target: Field, cell: Cell, text: str) -> tuple[tuple[str, ...], str | None]:
    value, other = read_choice_field(target, evolve(cell, text=text), Teller(""))
    chosen = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    return tuple(map(str, chosen)), other
