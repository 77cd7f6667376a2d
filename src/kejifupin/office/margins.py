"""What headers and footers say, as paragraphs with addresses of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kejifupin.office.grid import FOOTER, HEADER, Grid, Paragraph

_NUMBER = re.compile(f"(?:{HEADER}|{FOOTER})([0-9]+)")
_GAP: Final = "    "
# Codes in the header of a sheet (ECMA-376 part 1, 18.3.1.46): part, ampersand, font, size, colour,
# and what stands for a number, a day or a name.
_CODE = re.compile(
    r'&(?:([LCR])|(&)|"[^"]*"?|[0-9]+|K(?:[0-9A-F]{6}|[0-9]{2}[+-][0-9]{3})|.)',
    re.IGNORECASE | re.DOTALL,
)


def lines_of(blocks: Iterable[Paragraph | Grid | None]) -> Iterator[tuple[str, str]]:
    """The text and the address of each line of a header or footer.

    A row of a table there is one line: there is no form in a header, but a line of it.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.address
        elif isinstance(block, Grid):
            for row in range(block.n_rows):
                cells = [each for each in block.cells if each.row == row and each.text.strip()]
                if cells:
                    yield _GAP.join(each.text for each in cells), cells[0].address


def sheet_margins(number: int, stored: Iterable[tuple[str, str]]) -> tuple[Paragraph, ...]:
    """The paragraphs in the headers and footers of a sheet, without blank ones.

    Args:
        number: Number of the sheet among those shown, counted from 1.
        stored: Headers and footers as a workbook keeps them, each with ``页眉`` or ``页脚``.

    >>> [each.text for each in sheet_margins(1, [("页眉", '&L&"宋体"&9A&&B科协&R第&P页')])]
    ['A&B科协', '第页']
    """
    found: list[Paragraph] = []
    for word in (HEADER, FOOTER):
        lines = (
            line.strip()
            for kind, text in stored
            if kind == word
            for line in _plain(text).splitlines()
        )
        found += (
            Paragraph(line, f"{word}{number}段落{at}")
            for at, line in enumerate(filter(None, lines), 1)
        )
    return tuple(found)


def _plain(stored: str) -> str:
    """A header without its codes, its three parts one below the other."""
    return _CODE.sub(_shown, stored.replace("_x000a_", "\n").replace("_x000A_", "\n"))


def _shown(code: re.Match[str]) -> str:
    if code[1]:
        return "\n"
    return "&" if code[2] else ""


def place_of(paragraph: Paragraph) -> int:
    """Which header or footer a paragraph stands in, counted from 1; of a sheet its number."""
    found = _NUMBER.match(paragraph.address)
    return int(found[1]) if found else 1
