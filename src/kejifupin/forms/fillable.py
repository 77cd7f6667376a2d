"""Fillable Word forms: a room for each field, boxes to tick, printed words that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kejifupin.errors import DefinitionError
from kejifupin.forms.layouts import Block, Column, FormLayout, Row, TextPiece, text_pieces
from kejifupin.forms.rendering import OTHER, DivisionNamer, choices_text, value_text
from kejifupin.forms.writing import form_page
from kejifupin.office.docx.rooms import Piece, Room, RoomKind
from kejifupin.office.page import PageCell, TableBlock
from kejifupin.office.writing import write_docx
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.quantities import format_number


def write_fillable(
    layout: FormLayout,
    kind: RecordKind,
    record: Record | None = None,
    *,
    setting: Setting | None = None,
) -> bytes:
    """A Word form to be filled in on the screen, blank or filled with a record.

    Args:
        layout: The form.
        kind: The kind that it prints.
        record: A record of that kind; None for a blank form.
        setting: Names divisions of which a record knows only the code.

    Returns:
        The bytes of a .docx that looks like the one of `write_form` and reads back the same.

    Raises:
        DefinitionError: The layout names a Word document as its template: what is set into that
            is the values alone, and how it is protected is for its office to say.
        OfficeError: The layout's cells do not fill its rows (`check_layout` tells).
    """
    if layout.template is not None and layout.template.format == "docx":
        raise DefinitionError(
            f"a fillable form of {layout.key!r}, which is written into a template",
            f"“{layout.title}”用的是模板“{layout.template.name}”，不能另排成可填写的表",
            "去掉 --fillable，用模板原样的空白表；要控件的，在 Word 里直接加到模板中",
        )
    return _FillableForm(layout, kind, record, setting).write()


class _FillableForm:
    """Knows for each cell and paragraph of a written form which field it holds."""

    def __init__(
        self,
        layout: FormLayout,
        kind: RecordKind,
        record: Record | None,
        setting: Setting | None,
    ) -> None:
        self.layout, self.kind, self.record, self.setting = layout, kind, record, setting
        self.rows = (record,) if record is not None and layout.rows_are_records else ()
        self.name_of: DivisionNamer = str if setting is None else setting.division_name

    def write(self) -> bytes:
        from kejifupin.office.docx.controls import add_controls

        own = None if self.rows else self.record
        page = form_page(self.layout, self.kind, own, rows=self.rows, setting=self.setting)
        printed = iter(block for block in self.layout.blocks if block.text is not None)
        grown = iter(block for block in self.layout.blocks if block.rows)
        texts: list[Sequence[Piece] | None] = []
        tables: list[Sequence[Room | None]] = []
        for block in page.content:
            if isinstance(block, TableBlock):
                tables.append(tuple(self._table(next(grown), block)))
            elif block.style in ("body", "note"):
                texts.append(self._text(next(printed)))
            else:
                texts.append(None)
        return add_controls(write_docx(page), tables, texts)

    def _text(self, block: Block) -> Sequence[Piece] | None:
        pieces = text_pieces(block.text or "")
        if all(each.field is None for each in pieces):
            return None
        return tuple(self._piece(each) for each in pieces)

    def _piece(self, piece: TextPiece) -> Piece:
        if piece.field is None:
            return piece.words
        target = self.kind.field(piece.field)
        kind: RoomKind = "date" if target.type is FieldType.DATE else "text"
        text = "" if self.record is None else value_text(self.record.get(target.key), self.name_of)
        hint = piece.words if self.record is None and piece.words.strip() else " " * 8
        return Room(target.key, target.label, kind, text=text, hint=hint)

    def _table(self, block: Block, table: TableBlock) -> Iterator[Room | None]:
        lines = iter(table.rows)
        for row in block.rows:
            if row.section is not None:
                yield from (None for _ in next(lines))
            if row.cells:
                for cell, printed in zip(row.cells, next(lines), strict=True):
                    target = None if cell.field is None else self.kind.field(cell.field)
                    yield self._room(target, printed, self.record)
            if row.columns:
                yield from self._growing(row, lines)

    def _growing(self, row: Row, lines: Iterator[tuple[PageCell, ...]]) -> Iterator[Room | None]:
        kind = self.kind if row.repeat is None else self.kind.row_kind(row.repeat)
        yield from (None for _ in next(lines))
        filled: Sequence[Record] = self.rows
        if row.repeat is not None and self.record is not None:
            held = self.record.get(row.repeat)
            filled = held if isinstance(held, tuple) else ()
        blank = self.record is None
        spare = max(row.blank_rows - len(filled), 0) if blank or row.repeat is not None else 0
        empty = spare + (row.more_rows if blank else 0)
        for record in (*filled, *(None for _ in range(empty))):
            for column, printed in zip(row.columns, next(lines), strict=True):
                yield self._room(_target(column, kind), printed, record)

    def _room(self, target: Field | None, cell: PageCell, record: Record | None) -> Room | None:
        if target is None:
            return None
        if target.type is FieldType.CHOICES:
            other = None if target.other is None else _field_of(self.kind, target.other)
            return Room(
                target.key,
                target.label,
                "boxes",
                text=choices_text(target, record),
                other=None if other is None else (other.key, other.label),
                other_words=OTHER,
            )
        value = None if record is None else record.get(target.key)
        text = format_number(cell.number) if cell.number is not None else ""
        text = text or value_text(value, self.name_of)
        if target.type is FieldType.CHOICE:
            return Room(target.key, target.label, "list", target.choices, text)
        kind: RoomKind = "date" if target.type is FieldType.DATE else "text"
        return Room(target.key, target.label, kind, text=text)


def _field_of(kind: RecordKind, key: str) -> Field | None:
    """The field of a kind, or of its rows, that has a key."""
    if key in kind:
        return kind.field(key)
    rows = (row for row in kind.row_kinds if key in row)
    return next((row.field(key) for row in rows), None)


def _target(column: Column, kind: RecordKind) -> Field | None:
    return None if column.field is None else kind.field(column.field)
