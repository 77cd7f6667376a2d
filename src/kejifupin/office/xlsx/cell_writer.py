"""One cell of a sheet: a number, or a text that stands in the cell itself."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Final

from kejifupin.office.cleaning import clean_for_office, is_plain
from kejifupin.office.looks import LOOKS
from kejifupin.office.packing import escape
from kejifupin.office.page import PageCell
from kejifupin.office.templates import Write, Written
from kejifupin.office.xlsx.strings import encode
from kejifupin.office.xlsx.styles import CellLook, Family

_FORMULA_LIKE: Final = frozenset("=+-@'")
_INLINE: Final = ' t="inlineStr"><is><t xml:space="preserve">'
_CLOSED: Final = "</t></is></c>"
_EXACT_DIGITS: Final = 15
_EXACT_BELOW: Final = 10**_EXACT_DIGITS
_FIFTEEN: Final = Context(prec=_EXACT_DIGITS)


def look_of(cell: PageCell) -> CellLook:
    """How a cell of a table looks."""
    align = cell.align or LOOKS[cell.style].align
    return CellLook(
        cell.style,
        align,
        cell.align or "center",
        bordered=True,
        format=cell.format or "General",
    )


def cell_writer(name: str, styles: Family) -> Write:
    """What writes a cell.

    Texts stand in their cells rather than in a list of all texts: so a sheet can be written as a
    stream, and filled without touching another part.

    Args:
        name: Its name in the sheet.
        styles: Its look.
    """
    plain, numeric, quoted = (f'<c r="{name}" s="{number}"' for number in styles)

    fronts = f"{plain}{_INLINE}", f"{quoted}{_INLINE}", f"{numeric}{_INLINE}"

    def write(text: str, number: Decimal | int | None) -> Written:
        if number is None:
            if text and text[0] not in _FORMULA_LIKE and is_plain(text):
                return fronts[0], text, _CLOSED
            cleaned, _ = clean_for_office(text)
            if not cleaned:
                return plain, "", "/>"
            return fronts[cleaned[0] in _FORMULA_LIKE], escape(encode(cleaned)), _CLOSED
        if exact(number):
            shown = str(number) if isinstance(number, int) else format(number, "f")
            return f"{numeric}><v>", shown, "</v></c>"
        return fronts[2], escape(encode(clean_for_office(text)[0])), _CLOSED

    return write


def text_cell(name: str, text: str) -> str:
    """A cell with a text and no look."""
    cleaned, _ = clean_for_office(text)
    return f'<c r="{name}"{_INLINE}{escape(encode(cleaned))}{_CLOSED}'


def exact(number: Decimal | int) -> bool:
    """Whether Excel, which keeps 15 digits, can hold a number as it is."""
    if isinstance(number, int):
        return -_EXACT_BELOW < number < _EXACT_BELOW
    if not number.is_finite() or number.adjusted() >= _EXACT_DIGITS:
        return False
    return len(number.as_tuple().digits) <= _EXACT_DIGITS or number == _FIFTEEN.plus(number)
