"""Views as HTML, for notebooks with light and dark themes alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from typing import Final

from kejifupin.terms.text_tables import printable
from kejifupin.terms.views import Cell, Rows, Table, View, rows_of

OPENED: Final = 50
"""Rows that are there when a folded table is opened."""
# Colours come from the theme, but for those of lamps; notebooks drop style sheets, and keep
# styles that stand at an element.
_LEFT = "text-align:left"
_RIGHT = "text-align:right"
_QUIET = "opacity:.75"
_MORE = "text-align:left;opacity:.75"
_SHORT_TEXT: Final = 12
_SHORT = "white-space:nowrap"
_LONG = "min-width:10em"
_LAMP = "border-radius:.7em;padding:0 .6em;white-space:nowrap"


def html_view(view: View) -> str:
    """A view as HTML without scripts and style sheets; everything in it is escaped.

    Args:
        view: What an object shows of itself.
    """
    marks = "".join(f" {html_cell(each)}" for each in view.marks)
    title = f'<p style="margin:.4em 0"><b>{html_text(view.title)}</b>{marks}</p>'
    parts = "".join(map(html_table, view.tables))
    facts = _facts(view.facts) if view.facts else ""
    # The classes keep a dollar sign in somebody's words from being set as mathematics.
    kept = "tex2jax_ignore mathjax_ignore"
    return f'<div class="{kept}" style="overflow-x:auto">{title}{facts}{parts}</div>'


def html_table(table: Table) -> str:
    """A table as HTML; of a long one the first and last rows, the others folded.

    Args:
        table: The table.
    """
    rows = rows_of(table)
    title = f'<p style="margin:.4em 0">{html_text(table.title)}</p>' if table.title else ""
    if not rows.count:
        return f'{title}<p style="{_QUIET}">（无）</p>'
    if table.folded:
        return _opened(table, rows.count, f"{html_text(table.title)}：")
    shown = title + _table(table, _body(rows, len(table.header), _styles(table)))
    return shown + _opened(table, rows.count, "") if rows.skipped else shown


def _opened(table: Table, count: int, title: str) -> str:
    """What is there when a folded table is opened."""
    styles = _styles(table)
    opened = [table.cells(each) for each in islice(table.items, OPENED)]
    body = "".join(_row(each, styles) for each in opened)
    words = f"全部{count}行" if count == len(opened) else f"前{len(opened)}行（共{count}行）"
    return f"<details><summary>{title}{words}</summary>{_table(table, body)}</details>"


def html_text(text: str) -> str:
    """Text escaped, without characters that no page can hold."""
    return escape(printable(text))


def html_cell(cell: Cell) -> str:
    """A cell's content; a mark as a lamp, with its sign and its words."""
    if isinstance(cell, str):
        return html_text(cell)
    look = cell.look
    colours = f"background:#{look.colour};color:#{look.ink}"
    words = f"{look.sign} {html_text(cell.text)}".rstrip()
    return f'<span style="{colours};{_LAMP}">{words}</span>'


def _width(text: str) -> str:
    return _SHORT if len(text) <= _SHORT_TEXT else _LONG


def _facts(facts: Sequence[tuple[str, Cell]]) -> str:
    rows = "".join(
        f'<tr><th style="{_LEFT};white-space:nowrap">{html_text(name)}</th>'
        f'<td style="{_LEFT}">{html_cell(cell)}</td></tr>'
        for name, cell in facts
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _styles(table: Table) -> tuple[str, ...]:
    return tuple(_RIGHT if name in table.numbers else _LEFT for name in table.header)


def _table(table: Table, body: str) -> str:
    head = "".join(
        f'<th style="{style};{_width(name)}">{html_text(name)}</th>'
        for name, style in zip(table.header, _styles(table), strict=True)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _body(rows: Rows, width: int, styles: Sequence[str]) -> str:
    def parts() -> Iterator[str]:
        yield from (_row(each, styles) for each in rows.first)
        if rows.skipped:
            words = f"……中间{rows.skipped}行……"
            yield f'<tr><td colspan="{width}" style="{_MORE}">{words}</td></tr>'
        yield from (_row(each, styles) for each in rows.last)

    return "".join(parts())


def _row(cells: Sequence[Cell], styles: Sequence[str]) -> str:
    shown = (
        f'<td style="{style};{_width(str(cell))}">{html_cell(cell)}</td>'
        for cell, style in zip(cells, styles, strict=True)
    )
    return f"<tr>{''.join(shown)}</tr>"
