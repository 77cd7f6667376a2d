"""Views as plain text, its columns aligned where Chinese and Latin letters stand together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from kejifupin.terms.views import Cell, Marked, Table, View, rows_of

ROOM: Final = 120
"""Half characters that a table takes at most."""
LEAST: Final = 8
"""Half characters to which no column is cut down."""
_GAP = "  "
_NO_ROOM = ("Mn", "Me", "Cf")
# What moves a cursor, turns the direction of what follows, or cannot be written as UTF-8.
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def text_view(view: View, name: str) -> str:
    """A view as text: a line that says what it is, then its facts and its tables.

    Args:
        view: What an object shows of itself.
        name: Name of its class.
    """
    marks = "".join(f" {printable(str(each))}" for each in view.marks)
    lines = [f"<{name}: {printable(view.title)}{marks}>"]
    facts = [(printable(each), printable(str(cell))) for each, cell in view.facts]
    width = max((text_width(each) for each, _ in facts), default=0)
    room = max(LEAST, ROOM - width - len(_GAP))
    lines += [f"{_filled(each, width)}{_GAP}{_cut(told, room)}".rstrip() for each, told in facts]
    for table in view.tables:
        if table.folded:
            lines.append(f"{printable(table.title)}：共{len(table.items)}行")
            continue
        if table.title:
            lines.append(printable(table.title))
        lines.extend(text_table(table))
    return "\n".join(lines)


def text_table(table: Table) -> Iterator[str]:
    """A table as lines of text; of a long one the first and the last rows.

    Args:
        table: The table.
    """
    rows = rows_of(table)
    if not rows.count:
        return
    first, last = (
        [[printable(_words(cell)) for cell in row] for row in part]
        for part in (rows.first, rows.last)
    )
    header = [printable(each) for each in table.header]
    widths = _widths([header, *first, *last])
    right = tuple(name in table.numbers for name in table.header)
    yield _line(header, widths, right)
    yield _GAP.join("─" * width for width in widths)
    for row in first:
        yield _line(row, widths, right)
    if rows.skipped:
        yield f"……中间{rows.skipped}行……"
        for row in last:
            yield _line(row, widths, right)
    if table.header[len(widths) :]:
        yield f"（另有{len(table.header) - len(widths)}列未显示）"


def printable(text: str) -> str:
    r"""Text on one line, without what would garble a terminal or a page.

    >>> printable("甲\n乙\x1b[31m")
    '甲 乙�[31m'
    """
    return "".join(_printed(char) for char in text)


def _printed(char: str) -> str:
    if char.isascii() and char.isprintable():
        return char
    if char in "\t\n\r\u2028\u2029":
        return " "
    return "\ufffd" if unicodedata.category(char) in _UNPRINTABLE else char


def text_width(text: str) -> int:
    """Width of a line in a terminal: Chinese counts two, what stands above a letter nothing.

    >>> text_width("镇赉县"), text_width("12.5"), text_width("é")
    (6, 4, 1)
    """
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NO_ROOM:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "FW" else 1


def _words(cell: Cell) -> str:
    return str(cell) if isinstance(cell, Marked) else cell


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Width of each column that has room; the widest are cut down first, the last left out."""
    widths = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    while len(widths) > 1:
        room = ROOM - len(_GAP) * (len(widths) - 1)
        if sum(min(width, LEAST) for width in widths) <= room:
            break
        widths.pop()
    else:
        room = ROOM
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    shown = (
        _filled(_cut(cell, width), width, right=is_right)
        for cell, width, is_right in zip(cells, widths, right, strict=False)
    )
    return _GAP.join(shown).rstrip()


def _filled(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - text_width(text))
    return f"{space}{text}" if right else f"{text}{space}"


def _cut(text: str, width: int) -> str:
    """Text that takes no more than so much room, … for what was cut off."""
    if text_width(text) <= width:
        return text
    kept, room = "", width - 1
    for char in text:
        room -= _char_width(char)
        if room < 0:
            break
        kept += char
    return f"{kept}…"
