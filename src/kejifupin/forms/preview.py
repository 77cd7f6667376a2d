"""Forms as HTML, for notebooks and documentation; personal values masked unless disclosed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.writing import Format, form_page, write_form
from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.office.reading import read_document
from kejifupin.records.kinds import FieldType, RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.disclosure import CLOSED, MASK, Disclosure

_TEXTS: Final = {
    "title": "text-align:center;font-size:1.4em;font-weight:bold;margin:.4em 0",
    "subtitle": "text-align:center;font-size:1.1em;margin:.3em 0",
    "body": "margin:.3em 0",
    "note": "font-size:.9em;margin:.3em 0",
    "annex": "font-weight:bold;margin:.3em 0",
}
_CELLS: Final = {
    "label": "text-align:center;background:rgba(128,128,128,.12)",
    "value": "text-align:left",
    "section": "text-align:center;font-weight:bold;background:rgba(128,128,128,.22)",
    "header": "text-align:center;font-weight:bold;background:rgba(128,128,128,.12)",
    "unit": "text-align:center",
}
_BOX: Final = "border:1px solid #888;padding:.3em .6em;white-space:pre-wrap;vertical-align:middle"
_FRAME: Final = "max-width:60em;font-family:SimSun,'Songti SC','Noto Serif CJK SC',serif"
_LINE: Final = 1.4


def preview_html(
    layout: FormLayout,
    kind: RecordKind,
    record: Record | None = None,
    *,
    disclosure: Disclosure = CLOSED,
    setting: Setting | None = None,
) -> str:
    """A form as one HTML element that needs nothing beside it, blank or filled.

    Args:
        layout: The form.
        kind: The kind that it prints.
        record: A record of that kind; None for a blank form.
        disclosure: Which personal values are shown in clear; the others are ``***``.
        setting: Names divisions of which a record knows only the code.

    Returns:
        A ``div`` with its styles inside; nothing in it runs or is fetched. Where the layout names
        a template, it has the template's words and cells.

    Raises:
        DefinitionError: The template does not fit the layout.
    """
    shown = None if record is None else masked(record, disclosure)
    rows: Sequence[Record] = (shown,) if shown is not None and layout.rows_are_records else ()
    if layout.template is not None:
        format_: Format = "xlsx" if layout.template.format == "xlsx" else "docx"
        content = write_form(layout, kind, shown, format=format_, setting=setting)
        return document_html(read_document(content, layout.template.name))
    page = form_page(layout, kind, None if rows else shown, rows=rows, setting=setting)
    return page_html(page)


def page_html(page: Page) -> str:
    """A neutral page as one HTML element."""
    inner = "".join(
        _text(block) if isinstance(block, TextBlock) else _table(block) for block in page.content
    )
    return f'<div lang="zh-CN" style="{_FRAME}">{inner}</div>'


def document_html(document: Document) -> str:
    """What a document says as one HTML element: its lines and tables, not its fonts."""
    inner = "".join(
        _grid(block) if isinstance(block, Grid) else _line(block.text) for block in document.blocks
    )
    return f'<div lang="zh-CN" style="{_FRAME}">{inner}</div>'


def _line(text: str) -> str:
    return f'<p style="{_TEXTS["body"]};white-space:pre-wrap">{_html(text)}</p>'


def _grid(grid: Grid) -> str:
    rows = "".join(
        f"<tr>{''.join(map(_grid_cell, cells))}</tr>"
        for row in range(grid.n_rows)
        if (cells := [each for each in grid.row_cells(row) if each.row == row])
    )
    return f'<table style="border-collapse:collapse;margin:.4em 0"><tbody>{rows}</tbody></table>'


def _grid_cell(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count != 1
    )
    text = cell.text or ("" if cell.number is None else str(cell.number))
    return f'<td{spans} style="{_BOX}">{_html(text)}</td>'


def masked(record: Record, disclosure: Disclosure = CLOSED) -> Record:
    """A record whose personal values are ``***``, those of its rows as well.

    Args:
        record: The record.
        disclosure: Which values stay in clear. What was not reported stays so.
    """
    kind = record.kind
    values: dict[str, FieldValue] = {}
    for each in kind.fields:
        value = record.get(each.key)
        if value is not None and not disclosure.allows(each.key, each.privacy, kind.key):
            value = () if each.type is FieldType.ROWS else Unread(MASK)
        elif each.type is FieldType.ROWS and isinstance(value, tuple):
            value = tuple(masked(row, disclosure) for row in value if isinstance(row, Record))
        values[each.key] = value
    return make_record(kind, values)


def _text(block: TextBlock) -> str:
    align = f";text-align:{block.align}" if block.align else ""
    look = _TEXTS.get(block.style, _TEXTS["body"])
    style = f"{look}{align};white-space:pre-wrap"
    return f'<p style="{style}">{_html(block.text)}</p>'


def _table(table: TableBlock) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width // total}%">' for width in table.widths)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return (
        '<table style="border-collapse:collapse;table-layout:fixed;width:100%;margin:.4em 0">'
        f"<colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>"
    )


def _cell(cell: PageCell) -> str:
    tag = "th" if cell.style in ("header", "section") else "td"
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count != 1
    )
    align = f";text-align:{cell.align}" if cell.align else ""
    room = f";height:{_LINE * cell.lines:.1f}em" if cell.lines > 1 else ";height:1.4em"
    style = f"{_BOX};{_CELLS[cell.style]}{align}{room}"
    return f'<{tag}{spans} style="{style}">{_html(cell.shown)}</{tag}>'


def _html(text: str) -> str:
    return escape(clean_for_office(text)[0]).replace("\n", "<br>")
