"""Results on a terminal as tables, in a pipe as plain lines separated by tabs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

_NARROW = 12
"""Columns up to this width, in half-width signs, are not folded."""

Row = Sequence[str]
Style = Callable[[Row], str | None]


def on_terminal() -> bool:
    """Whether results go to a terminal."""
    return sys.stdout.isatty()


def show_line(text: str = "", *, inset: bool = False) -> None:
    """One line of a result, set in where it belongs to the one above."""
    print(("  " if inset else "") + tidy_line(text.strip()))


def show_note(text: str) -> None:
    """One line beside the result, on the error stream."""
    print(tidy_line(text), file=sys.stderr)


def show_json(value: Mapping[str, object]) -> None:
    """One JSON object on a line of its own."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def show_pieces(pieces: Iterable[str]) -> None:
    """The pieces of one JSON object, on a line of its own."""
    for piece in pieces:
        print(piece, end="")
    print()


def show_table(
    header: Row, rows: Iterable[Row], *, title: str = "", style: Style | None = None
) -> None:
    """A table on a terminal; in a pipe its header and rows, cells separated by tabs.

    Nothing is cut off: on a terminal a long cell goes on below itself.

    Args:
        header: Names of the columns.
        rows: The rows.
        title: Shown above the table, on a terminal only.
        style: A row to its colour on a terminal.
    """
    if not on_terminal():
        for row in (header, *rows):
            print("\t".join(map(tidy_line, row)))
        return
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if title:
        console.print(Text(tidy_line(title), style="bold"))
    shown = tuple(rows)
    # On a terminal there is no room for columns with nothing in them.
    kept = [at for at in range(len(header)) if any(row[at] for row in shown)] or [0]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for at in kept:
        narrow = all(cell_len(row[at]) <= _NARROW for row in (header, *shown))
        table.add_column(header[at], overflow="fold", no_wrap=narrow)
    for row in shown:
        colour = style(row) if style is not None else None
        table.add_row(*(Text(tidy_line(row[at])) for at in kept), style=colour)
    console.print(table)


def tidy_line(text: str) -> str:
    r"""A text on one line, without tabs and without characters that steer a terminal.

    >>> tidy_line("甲\n乙\t丙 \x1b[31m")
    '甲 乙 丙 [31m'
    """
    if text.isprintable():
        return text
    kept = (" " if _steers(sign) else sign for sign in text)
    return " ".join("".join(kept).split())


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")
