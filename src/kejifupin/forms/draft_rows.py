"""From a table of a blank form to the rows of its layout, and the fields in them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from kejifupin.forms.blanks import BLANKS
from kejifupin.forms.draft_fields import Fields, has_options, without_hint
from kejifupin.forms.draft_growing import GrowingTable, growing_at
from kejifupin.forms.draft_inline import is_inline, split_factor
from kejifupin.forms.draft_lines import LINES, Head, LineDrafter, in_order, is_head
from kejifupin.forms.draft_tables import Box, Table, scaled
from kejifupin.forms.draft_texts import draft_text, has_slots, is_note
from kejifupin.forms.draft_widths import likely_widths
from kejifupin.forms.draft_words import guess, tidy
from kejifupin.forms.layouts import Block, Column, LayoutCell, Row

_SLOT = "{"


class TableDrafter:
    """Goes through one table and collects blocks and fields (表格起草).

    Args:
        table: The table.
        fields: Takes the fields.
        title: Title of the form, for the name of a table without a heading.
        alone: Whether a growing table that is all there is makes its rows the records.
        unit: The unit that the form prints for all of its figures.
    """

    def __init__(
        self, table: Table, fields: Fields, *, title: str, alone: bool, unit: str | None = None
    ) -> None:
        self.parts = split_factor(table)
        self.table = scaled(table, 2 * self.parts) if self.parts else table
        self.fields = fields
        self.title = title
        self.alone = alone
        self.lines = LineDrafter(self.table, self.parts, fields, title=title, unit=unit)
        self.rows: list[Row] = []
        self.blocks: list[Block] = []
        self.records = False

    def draft(self) -> tuple[Block, ...]:
        """The blocks of the layout: the table, and paragraphs that stand inside it."""
        row = 0
        while row < self.table.n_rows:
            starting = self.table.rows[row]
            if len(starting) == 1 and self.table.fills(starting[0]):
                self._across(row, starting[0])
                row += starting[0].rowspan
                continue
            growing = growing_at(self.table, row)
            if growing is not None:
                self._grow(growing)
                row = growing.bottom
                continue
            if is_head(starting):
                self.lines.head = Head(starting)
            self._emit(self.lines.cells(row))
            row += 1
        self._close()
        return tuple(self.blocks)

    def _close(self) -> None:
        """End the table here; what follows is a table of its own."""
        if self.rows:
            widths = likely_widths(self.rows, self.table.n_cols)
            self.blocks.append(Block(widths=widths, rows=tuple(self.rows)))
            self.rows = []

    def _across(self, row: int, box: Box) -> None:
        text = box.text.strip("\n")
        words, hint = without_hint(text)
        if box.blank or (has_options(text) and not is_inline(text)):
            self._below(text)
        elif is_note(text):
            self._close()
            self.blocks.append(Block(text=_plain(text), note=True))
        elif has_options(text) or (is_inline(text) and self.parts):
            self._emit(in_order(self.lines.split(box)))
        elif has_slots(text):
            self._close()
            self.blocks.append(Block(text=draft_text(text, self.fields)))
        else:
            self.lines.section = words
            self.rows.append(Row(section=_plain(words + (f"\n{hint}" if hint else ""))))
            if not self._holds_growing(row + box.rowspan):
                self.lines.head = None

    def _below(self, text: str) -> None:
        """Room across the table belongs to the heading right above it."""
        above = self.rows[-1] if self.rows else None
        width = self.table.n_cols
        if above is not None and above.section is not None:
            draft = self.fields.add(above.section)
            self.rows[-1] = Row(cells=(LayoutCell(label=above.section, span=width),))
        elif text.strip(BLANKS):
            draft = self.fields.add(self.lines.section or self.title)
        else:
            return
        if has_options(text):
            self.fields.offer(draft, text)
        self.rows.append(Row(cells=(LayoutCell(field=draft.key, span=width, lines=LINES),)))

    def _holds_growing(self, row: int) -> bool:
        return row < self.table.n_rows and growing_at(self.table, row) is not None

    def _emit(self, cells: Sequence[LayoutCell]) -> None:
        if cells:
            self.rows.append(Row(cells=tuple(cells)))

    def _grow(self, found: GrowingTable) -> None:
        for box in found.vertical:
            if box.row == found.top:
                self.lines.section = box.text.strip()
                self.rows.append(Row(section=_plain(box.text.strip())))
            else:
                self._cut(box, found.top)
        before = found.leaves[0].col
        name = tidy(self.lines.section) or tidy(self.title)
        if self.alone and not found.vertical:
            kind, repeat = self.fields, None
            self.records = True
        else:
            draft = self.fields.add(name, key=guess(name).key or self._rows_key(), label=name)
            draft.doubts += found.doubts
            draft.doubts.append("每行一条明细")
            kind = draft.columns = Fields()
            repeat = draft.key
        columns: list[Column] = []
        for at, leaf in enumerate(found.leaves):
            span = leaf.colspan + (before if at == 0 else 0)
            words = leaf.text.strip()
            if at == 0 and (found.number is not None or leaf.blank):
                label = _plain(words) if words else None
                columns.append(Column(number=found.number or "{n}", label=label, span=span))
                continue
            column = kind.add(words)
            if found.lines and has_options(found.lines[at].text):
                kind.offer(column, found.lines[at].text)
            columns.append(Column(field=column.key, label=_plain(words), span=span))
        self.rows.append(
            Row(
                repeat=repeat,
                columns=tuple(columns),
                blank_rows=found.counted,
                more_rows=found.dotted,
            )
        )
        self.lines.head = None
        self.lines.section = ""

    def _cut(self, box: Box, row: int) -> None:
        """End a vertical label above a growing table."""
        for at, each in enumerate(self.rows):
            cells = tuple(
                evolve(cell, rowspan=min(cell.rowspan, max(row - box.row, 1)))
                if cell.label == box.text.strip() and cell.rowspan == box.rowspan
                else cell
                for cell in each.cells
            )
            self.rows[at] = evolve(each, cells=cells)

    def _rows_key(self) -> str:
        taken = {each.key for each in self.fields.drafts}
        number = 1
        while f"rows_{number}" in taken:
            number += 1
        return f"rows_{number}"


def _plain(text: str) -> str:
    return text.strip("\n").replace(_SLOT, "｛").replace("}", "｝")
