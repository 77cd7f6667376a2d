"""Names that Excel accepts: sheets, ranges, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.grid import column_letters

_LONGEST: Final = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]+")


def sheet_names(wanted: Iterable[str | None]) -> tuple[str, ...]:
    """Sheet names as near to what was wanted as Excel allows, no two alike.

    >>> sheet_names(("附件1/2", "附件1/2", None))
    ('附件1 2', '附件1 2 (2)', '表3')
    """
    taken: set[str] = {"history"}
    names = []
    for number, text in enumerate(wanted, 1):
        base = _clean(text or "") or f"表{number}"
        name, count = base, 1
        while name.lower() in taken:
            count += 1
            ending = f" ({count})"
            name = _cut(base, _LONGEST - len(ending)) + ending
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


def cell_name(row: int, col: int) -> str:
    """An address inside a sheet, counted from 0: ``B7``."""
    return f"{column_letters(col)}{row + 1}"


def range_name(row: int, col: int, last_row: int, last_col: int) -> str:
    """A rectangle inside a sheet: ``B7:C9``, or ``B7`` for one cell."""
    first, last = cell_name(row, col), cell_name(last_row, last_col)
    return first if first == last else f"{first}:{last}"


def absolute(sheet: str, row: int, col: int, last_row: int, last_col: int) -> str:
    """A rectangle for a defined name: ``'附件4'!$B$7``."""
    first = f"${column_letters(col)}${row + 1}"
    last = f"${column_letters(last_col)}${last_row + 1}"
    cells = first if first == last else f"{first}:{last}"
    return f"{quoted(sheet)}!{cells}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def _clean(text: str) -> str:
    bare = _FORBIDDEN.sub(" ", clean_for_office(text)[0]).strip(" '")
    return _cut(bare, _LONGEST).strip(" '")


def _cut(text: str, longest: int) -> str:
    """The first characters of a text, counted as Excel counts them, in UTF-16 units."""
    return text.encode("utf-16-le")[: longest * 2].decode("utf-16-le", "ignore")
