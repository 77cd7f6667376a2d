"""A layout as a page with holes, and what each record puts into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Literal

from attrs import evolve, frozen

from kejifupin.forms.compiled import label_words
from kejifupin.forms.fillers import NUMBER, Fillers
from kejifupin.forms.layouts import (
    Block,
    Column,
    FormLayout,
    LayoutCell,
    Row,
    text_fields,
    text_pieces,
)
from kejifupin.forms.rendering import (
    DivisionNamer,
    FieldFiller,
    field_cell,
    field_filler,
    value_text,
)
from kejifupin.office.page import Filling, Page, PageCell, TableBlock, TextBlock
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record

_MORE = "……"

Shape = tuple[int, ...] | None
"""Filled rows of each growing table of a layout, from top to bottom; None for a blank form."""


@frozen
class Skeleton:
    """A form of a certain shape as a page with holes (表单骨架).

    Args:
        page: The page.
        fillers: What each record puts into its holes.
        first_rows: Where each growing table's first filled row stands among all rows of tables.
    """

    page: Page
    fillers: Fillers
    first_rows: tuple[int, ...]


@lru_cache(maxsize=256)
def growing_rows(layout: FormLayout) -> tuple[Row, ...]:
    """The growing tables of a layout, from top to bottom."""
    return tuple(row for row in layout.rows if row.columns)


def filled_rows(
    layout: FormLayout, record: Record | None, rows: Sequence[Record]
) -> tuple[Sequence[Record], ...]:
    """The rows that fill each growing table of a layout, from top to bottom.

    Args:
        layout: The form.
        record: The record whose rows they are.
        rows: The records of a register, whose rows they are themselves.
    """
    found: list[Sequence[Record]] = []
    for row in growing_rows(layout):
        held = None if record is None or row.repeat is None else record.get(row.repeat)
        found.append(rows if row.repeat is None else held if isinstance(held, tuple) else ())
    return tuple(found)


def make_skeleton(layout: FormLayout, kind: RecordKind, shape: Shape, *, sheet: bool) -> Skeleton:
    """A form as a page with holes.

    Args:
        layout: The form.
        kind: The kind that it prints.
        shape: How many rows are filled.
        sheet: Whether the page is for Excel.
    """
    return _Maker(layout, kind, shape, sheet=sheet).skeleton()


class _Maker:
    """Builds the page of one form, from top to bottom."""

    def __init__(self, layout: FormLayout, kind: RecordKind, shape: Shape, *, sheet: bool) -> None:
        self.layout, self.kind, self.sheet = layout, kind, sheet
        self.blank = shape is None
        self.counts = iter(shape or (0,) * len(growing_rows(layout)))
        self.places: list[FieldFiller] = []
        self.columns: list[tuple[FieldFiller | str, ...]] = []
        self.first_rows: list[int] = []
        self.n_rows = self.n_growing = 0

    def skeleton(self) -> Skeleton:
        annex = () if self.layout.annex is None else (TextBlock(self.layout.annex, "annex"),)
        blocks = tuple(chain.from_iterable(self._block(block) for block in self.layout.blocks))
        page = Page(
            self.layout.title,
            (*annex, *(self._numbered(block) for block in blocks)),
            landscape=self.layout.landscape,
            markers={"form": self.layout.key, "version": self.layout.version},
            sheet=self.layout.annex or self.layout.title,
        )
        fillers = Fillers(tuple(self.places), tuple(self.columns))
        return Skeleton(page, fillers, tuple(self.first_rows))

    def _numbered(self, block: TextBlock | TableBlock) -> TextBlock | TableBlock:
        """A block whose growing rows have the numbers that follow all others."""
        if isinstance(block, TextBlock):
            return block
        once = len(self.places)
        rows = tuple(
            tuple(
                cell
                if cell.hole is None or cell.hole >= 0
                else evolve(cell, hole=once - cell.hole - 1)
                for cell in row
            )
            for row in block.rows
        )
        return evolve(block, rows=rows)

    def _block(self, block: Block) -> Iterator[TextBlock | TableBlock]:
        if block.text is not None:
            yield self._text(block)
        if block.rows:
            widths = block.widths or (1,) * block.n_cols
            rows: list[tuple[PageCell, ...]] = []
            for row in block.rows:
                rows += self._row(row, len(widths), len(rows))
            yield TableBlock(widths, tuple(rows), _header_rows(block))
            self.n_rows += len(rows)

    def _text(self, block: Block) -> TextBlock:
        fill = _text_filler(block.text or "")
        fields = text_fields(block)
        style: Literal["note", "body"] = "note" if block.note else "body"
        slot = fields[0] if len(fields) == 1 else None
        if self.blank or not fields:
            return TextBlock(fill(None, str)[0], style, block.align, slot)
        self.places.append(fill)
        return TextBlock("", style, block.align, slot, hole=len(self.places) - 1)

    def _row(self, row: Row, n_cols: int, above: int) -> Iterator[tuple[PageCell, ...]]:
        if row.section is not None:
            yield (PageCell(row.section, colspan=n_cols, style="section"),)
        if row.cells:
            yield tuple(self._cell(cell) for cell in row.cells)
        if row.columns:
            heads = above + (row.section is not None) + bool(row.cells)
            yield from self._growing(row, heads)

    def _cell(self, cell: LayoutCell) -> PageCell:
        if cell.field is not None:
            target = self.kind.field(cell.field)
            made = field_cell(
                target, sheet=self.sheet, span=cell.span, lines=cell.lines, slot=cell.field
            )
            fill = field_filler(target, sheet=self.sheet)
            # What stands in one cell is the same for no two rows of a register.
            if self.blank or self.layout.rows_are_records:
                made = evolve(made, text=fill(None, str)[0])
            else:
                self.places.append(fill)
                made = evolve(made, hole=len(self.places) - 1)
        elif cell.is_label:
            hint = f"\n{cell.hint}" if cell.hint else ""
            made = PageCell(label_words(cell, self.kind) + hint, cell.span, style="label")
        elif cell.unit_of is not None:
            made = PageCell(self.kind.field(cell.unit_of).unit or "", cell.span, style="unit")
        else:
            made = PageCell(cell.text or "", cell.span, style="label" if cell.text else "value")
        return evolve(made, rowspan=cell.rowspan)

    def _growing(self, row: Row, above: int) -> Iterator[tuple[PageCell, ...]]:
        kind = self.kind if row.repeat is None else self.kind.row_kind(row.repeat)
        yield tuple(
            PageCell(_heading(column, kind), column.span, style="header") for column in row.columns
        )
        self.columns.append(
            tuple(
                column.number or ""
                if column.field is None
                else field_filler(kind.field(column.field), sheet=self.sheet)
                for column in row.columns
            )
        )
        self.first_rows.append(self.n_rows + above + 1)
        filled = next(self.counts)
        for _ in range(filled):
            yield tuple(self._growing_cell(each, kind) for each in row.columns)
        for number in range(filled + 1, row.blank_rows + 1):
            if self.blank or row.repeat is not None:
                yield tuple(self._blank_cell(each, kind, str(number)) for each in row.columns)
        for _ in range(row.more_rows if self.blank else 0):
            yield tuple(self._blank_cell(each, kind, None) for each in row.columns)

    def _growing_cell(self, column: Column, kind: RecordKind) -> PageCell:
        # Counted from -1 down until it is known how many holes stand before them.
        self.n_growing += 1
        return evolve(self._column_cell(column, kind), hole=-self.n_growing)

    def _blank_cell(self, column: Column, kind: RecordKind, number: str | None) -> PageCell:
        cell = self._column_cell(column, kind)
        if column.field is not None:
            fill = field_filler(kind.field(column.field), sheet=self.sheet)
            return evolve(cell, text=fill(None, str)[0])
        words = _MORE if number is None else (column.number or "").replace(NUMBER, number)
        return evolve(cell, text=words)

    def _column_cell(self, column: Column, kind: RecordKind) -> PageCell:
        if column.field is None:
            return PageCell(colspan=column.span, style="label")
        return field_cell(kind.field(column.field), sheet=self.sheet, span=column.span)


def _text_filler(text: str) -> FieldFiller:
    """What gives a paragraph with slots: printed words, and values or blanks between them."""
    pieces = text_pieces(text)

    def fill(record: Record | None, name_of: DivisionNamer) -> Filling:
        words = []
        for piece in pieces:
            if piece.field is None:
                words.append(piece.words)
                continue
            value = None if record is None else record.get(piece.field)
            words.append(value_text(value, name_of) or _open(piece.words, record))
        return "".join(words), None

    return fill


def _open(printed: str, record: Record | None) -> str:
    """What a blank form prints in a place; a filled one leaves it open."""
    return printed if record is None or not printed.strip() else " " * 8


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
