"""Blank and filled forms as the official annexes print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from attrs import evolve

from kejifupin.forms.compiled import label_words
from kejifupin.forms.layouts import Block, Column, FormLayout, LayoutCell, Row, text_pieces
from kejifupin.forms.rendering import DivisionNamer, field_cell, value_text
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.office.writing import write_docx, write_xlsx
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting

Format = Literal["docx", "xlsx"]
_MORE = "……"


def write_form(
    layout: FormLayout,
    kind: RecordKind,
    record: Record | None = None,
    *,
    format: Format = "docx",  # noqa: A002 - the word people use
    setting: Setting | None = None,
) -> bytes:
    """A form, blank or filled with a record.

    Args:
        layout: The form.
        kind: The kind that it prints.
        record: A record of that kind; None for a blank form.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.

    Returns:
        The bytes of the document; the same form gives the same bytes.

    Raises:
        OfficeError: The layout's cells do not fill its rows (`check_layout` tells).
    """
    return write_forms(layout, kind, () if record is None else (record,), format, setting=setting)


def write_forms(
    layout: FormLayout,
    kind: RecordKind,
    records: Sequence[Record],
    format: Format = "docx",  # noqa: A002 - the word people use
    *,
    setting: Setting | None = None,
) -> bytes:
    """Forms filled with several records, each on a page or sheet of its own.

    Args:
        layout: The form.
        kind: The kind that it prints.
        records: Records of that kind; none for a blank form.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.
    """
    sheet = format == "xlsx"
    if layout.rows_are_records:
        pages = [form_page(layout, kind, rows=records, sheet=sheet, setting=setting)]
    else:
        pages = [
            form_page(layout, kind, record, sheet=sheet, setting=setting)
            for record in records or (None,)
        ]
    return write_xlsx(pages) if sheet else write_docx(pages)


def write_rows(
    layout: FormLayout,
    kind: RecordKind,
    records: Iterable[Record],
    *,
    format: Format = "xlsx",  # noqa: A002 - the word people use
    setting: Setting | None = None,
) -> bytes:
    """A register or ledger, each record a row.

    Args:
        layout: A layout whose rows are records.
        kind: The kind that it prints.
        records: The rows.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.
    """
    return write_forms(layout, kind, tuple(records), format, setting=setting)


def form_page(
    layout: FormLayout,
    kind: RecordKind,
    record: Record | None = None,
    *,
    rows: Sequence[Record] = (),
    sheet: bool = False,
    setting: Setting | None = None,
) -> Page:
    """A form as a neutral page, blank or filled.

    Args:
        layout: The form.
        kind: The kind that it prints.
        record: A record of that kind; None for a blank form.
        rows: The records of a register, whose rows they are.
        sheet: Whether the page is for Excel.
        setting: Names divisions of which a record knows only the code.
    """
    return _PageWriter(layout, kind, record, rows, sheet=sheet, setting=setting).page()


class _PageWriter:
    """Builds the page of one form."""

    def __init__(
        self,
        layout: FormLayout,
        kind: RecordKind,
        record: Record | None,
        rows: Sequence[Record],
        *,
        sheet: bool,
        setting: Setting | None,
    ) -> None:
        self.layout, self.kind, self.record = layout, kind, record
        self.rows, self.sheet = rows, sheet
        # What stands in all rows of a register is printed once, above it.
        self.common = record if record is not None else next(iter(rows), None)
        self.name_of: DivisionNamer = str if setting is None else setting.division_name

    def page(self) -> Page:
        annex = () if self.layout.annex is None else (TextBlock(self.layout.annex, "annex"),)
        blocks = chain.from_iterable(self._block(block) for block in self.layout.blocks)
        return Page(
            self.layout.title,
            (*annex, *blocks),
            landscape=self.layout.landscape,
            markers={"form": self.layout.key, "version": self.layout.version},
            sheet=self.layout.annex or self.layout.title,
        )

    def _block(self, block: Block) -> Iterator[TextBlock | TableBlock]:
        if block.text is not None:
            yield self._text(block)
        if block.rows:
            widths = block.widths or (1,) * block.n_cols
            rows = chain.from_iterable(self._row(row, len(widths)) for row in block.rows)
            yield TableBlock(widths, tuple(rows), _header_rows(block))

    def _text(self, block: Block) -> TextBlock:
        words: list[str] = []
        fields: list[str] = []
        for piece in text_pieces(block.text or ""):
            if piece.field is None:
                words.append(piece.words)
                continue
            fields.append(piece.field)
            value = None if self.common is None else self.common.get(piece.field)
            words.append(value_text(value, self.name_of) or self._blank(piece.words))
        style: Literal["note", "body"] = "note" if block.note else "body"
        slot = fields[0] if len(fields) == 1 else None
        return TextBlock("".join(words), style, block.align, slot)

    def _blank(self, printed: str) -> str:
        """What a blank form prints in a place; a filled one leaves it open."""
        if self.common is None or not printed.strip():
            return printed
        return " " * 8

    def _row(self, row: Row, n_cols: int) -> Iterator[tuple[PageCell, ...]]:
        if row.section is not None:
            yield (PageCell(row.section, colspan=n_cols, style="section"),)
        if row.cells:
            yield tuple(self._cell(cell) for cell in row.cells)
        if row.columns:
            yield from self._growing(row)

    def _cell(self, cell: LayoutCell) -> PageCell:
        if cell.field is not None:
            made = field_cell(
                self.kind.field(cell.field),
                self.record,
                sheet=self.sheet,
                name_of=self.name_of,
                span=cell.span,
                lines=cell.lines,
                slot=cell.field,
            )
        elif cell.is_label:
            hint = f"\n{cell.hint}" if cell.hint else ""
            made = PageCell(label_words(cell, self.kind) + hint, cell.span, style="label")
        elif cell.unit_of is not None:
            made = PageCell(self.kind.field(cell.unit_of).unit or "", cell.span, style="unit")
        else:
            made = PageCell(cell.text or "", cell.span, style="label" if cell.text else "value")
        return evolve(made, rowspan=cell.rowspan)

    def _growing(self, row: Row) -> Iterator[tuple[PageCell, ...]]:
        kind = self.kind if row.repeat is None else self.kind.row_kind(row.repeat)
        yield tuple(
            PageCell(_heading(column, kind), column.span, style="header") for column in row.columns
        )
        filled: Sequence[Record] = self.rows
        if row.repeat is not None:
            held = None if self.record is None else self.record.get(row.repeat)
            filled = held if isinstance(held, tuple) else ()
        for number, record in enumerate(filled, 1):
            yield self._line(row, kind, record, str(number))
        blank = self.record is None and not self.rows
        for number in range(len(filled) + 1, row.blank_rows + 1):
            if blank or row.repeat is not None:
                yield self._line(row, kind, None, str(number))
        for _ in range(row.more_rows if blank else 0):
            yield self._line(row, kind, None, None)

    def _line(
        self, row: Row, kind: RecordKind, record: Record | None, number: str | None
    ) -> tuple[PageCell, ...]:
        cells: list[PageCell] = []
        for column in row.columns:
            if column.field is None:
                words = _MORE if number is None else (column.number or "").replace("{n}", number)
                cells.append(PageCell(words, column.span, style="label"))
            else:
                cells.append(
                    field_cell(
                        kind.field(column.field),
                        record,
                        sheet=self.sheet,
                        name_of=self.name_of,
                        span=column.span,
                    )
                )
        return tuple(cells)


def _heading(column: Column, kind: RecordKind) -> str:
    if column.label is not None:
        return column.label
    return "" if column.field is None else kind.field(column.field).label


def _header_rows(block: Block) -> int:
    """One row is repeated on every page where it heads the whole table."""
    first = block.rows[0]
    heads = bool(first.columns) or (
        bool(first.cells) and all(cell.is_label for cell in first.cells) and len(block.rows) > 1
    )
    return int(heads)
