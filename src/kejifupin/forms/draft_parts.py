"""The forms of a document, each as its paragraphs and tables, from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from kejifupin.forms.draft_growing import growing_at
from kejifupin.forms.draft_tables import Table, table_of
from kejifupin.forms.draft_texts import has_slots, is_note
from kejifupin.office.grid import Document, Grid

ANNEX: Final = re.compile(
    r"^\s*(附\s*[件表]\s*[\d０-９一二三四五六七八九十]*(?:[-－]\d+)?)\s*[:：]?\s*(.*)$"
)
TITLED: Final = re.compile(r"(?:表|册|单|台账|卡|书|汇总|名单|一览|登记)(?:\s*[（(].*[）)])?$")
UNIT: Final = re.compile(r"(?:计量)?单位\s*[：:]\s*([^\s（()）：:、，]{1,4})\s*(?:$|[ \u3000）)])")
_LEAD = 40


@frozen
class DraftText:
    """A paragraph of a blank form, or a row of a sheet that is one (文字段)."""

    text: str


Item = DraftText | Table
"""A paragraph or table of a blank form."""


def form_parts(document: Document) -> tuple[tuple[Item, ...], ...]:
    """The paragraphs and tables of each form that a document holds."""
    return tuple(_cut(tuple(_items(document))))


def _items(document: Document) -> Iterator[Item]:
    """Paragraphs and tables; on a sheet the rows above and below the table are paragraphs."""
    nested = {name for grid in document.grids for cell in grid.cells for name in cell.nested}
    for block in document.blocks:
        if not isinstance(block, Grid):
            if block.text.strip():
                yield DraftText(block.text)
        elif block.name not in nested:
            yield from _sheet(table_of(block)) if block.sheet else (table_of(block),)


def _sheet(table: Table) -> Iterator[Item]:
    top, bottom = 0, table.n_rows
    titled = False
    while top < bottom and (text := _lone_text(table, top)) is not None:
        plain = not (has_slots(text) or is_note(text) or ANNEX.match(text) or UNIT.search(text))
        if titled and plain and text.strip():
            break
        titled = titled or (plain and bool(text.strip()))
        if text.strip():
            yield DraftText(text)
        top += 1
    below: list[DraftText] = []
    while bottom > top and (text := _lone_text(table, bottom - 1)) is not None:
        if text.strip() and not (is_note(text) or has_slots(text)):
            break
        if text.strip():
            below.insert(0, DraftText(text))
        elif _grows(table, top):
            break
        bottom -= 1
    inner = table.part(top, bottom)
    if inner is not None and any(not box.blank for box in inner.boxes):
        yield inner
    yield from below


def _grows(table: Table, top: int) -> bool:
    """Whether a growing table begins in a row or below it."""
    return any(growing_at(table, row) is not None for row in range(top, table.n_rows))


def _lone_text(table: Table, row: int) -> str | None:
    """What a row says that is one paragraph: a merged cell across, or one text alone above."""
    boxes = table.touching(row)
    if len(boxes) == 1 and boxes[0].row == row and boxes[0].rowspan == 1:
        return boxes[0].text
    said = [box for box in boxes if not box.blank]
    if not said:
        return "" if all(box.rowspan == 1 for box in boxes) else None
    if len(said) > 1 or said[0].rowspan > 1:
        return None
    text = said[0].text
    titled = ANNEX.match(text) or TITLED.search(text.strip()) or is_note(text)
    slots = has_slots(text) and said[0].col == 0 and len(text.strip()) > len("填表单位：")
    return text if titled or (slots and len(boxes) > len("甲乙")) else None


def _cut(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """The forms of a document: each begins at its annex number or title below a table."""
    start, seen = 0, False
    for at, item in enumerate(items):
        if isinstance(item, Table):
            seen = True
            continue
        begins = ANNEX.match(item.text) or (
            TITLED.search(item.text.strip())
            and len(item.text.strip()) < _LEAD
            and not has_slots(item.text)
            and not is_note(item.text)
            and any(isinstance(each, Table) for each in items[at + 1 :])
        )
        if seen and begins:
            yield tuple(items[start:at])
            start, seen = at, False
    rest = tuple(items[start:])
    if seen or any(isinstance(each, DraftText) and has_slots(each.text) for each in rest):
        yield rest
