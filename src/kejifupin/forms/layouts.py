"""What a form looks like: its labels, places and texts; its fields are those of its kind."""

from __future__ import annotations

import re
from typing import Literal

from attrs import frozen

from kejifupin.forms.template_files import TemplateFile
from kejifupin.terms.citations import Citation

_SLOT = re.compile(r"\{([^{}|:]+)(?::(label|unit))?(?:\|([^{}]*))?\}")


@frozen
class LayoutCell:
    """One printed cell (表格单元格).

    In a plugin's file a bare string is a label, unless it is a slot: ``{households}`` is the
    place of a field, ``{households:label}`` its label as the kind words it, ``{households:unit}``
    its unit.

    Args:
        label: Printed words, inner spaces included; they name the fields that follow them.
        field: Key of the field that is filled in here.
        label_of: Key of the field that this label names; its own words if ``label`` is not given.
        unit_of: Key of the field whose unit is printed here.
        text: Printed words that name no field.
        hint: Printed under the label, e.g. ``（在对应□内打√）``; left out when matching.
        variants: Other wordings of the label that are met in returned forms.
        span: Columns covered.
        rowspan: Rows covered.
        lines: Lines of handwriting to leave room for.
    """

    label: str | None = None
    field: str | None = None
    label_of: str | None = None
    unit_of: str | None = None
    text: str | None = None
    hint: str | None = None
    variants: tuple[str, ...] = ()
    span: int = 1
    rowspan: int = 1
    lines: int = 1

    @classmethod
    def from_shorthand(cls, words: str) -> LayoutCell:
        """A label, or a slot in braces.

        >>> LayoutCell.from_shorthand("村名").label
        '村名'
        >>> LayoutCell.from_shorthand("{films:unit}").unit_of
        'films'
        """
        slot = _SLOT.fullmatch(words)
        if slot is None:
            return cls(label=words)
        if slot[2] == "label":
            return cls(label_of=slot[1])
        return cls(unit_of=slot[1]) if slot[2] == "unit" else cls(field=slot[1])

    @property
    def is_label(self) -> bool:
        """Whether it names the fields beside or below it."""
        return self.label is not None or self.label_of is not None


@frozen
class Column:
    """One column of a growing table (明细列).

    Args:
        field: Key of the field, among those of the rows.
        label: Printed heading; the field's own label by default.
        number: What the numbering column prints, e.g. ``专家{n}``; it holds no field.
        variants: Other wordings of the heading.
        span: Columns of the table covered.
    """

    field: str | None = None
    label: str | None = None
    number: str | None = None
    variants: tuple[str, ...] = ()
    span: int = 1

    @classmethod
    def from_shorthand(cls, words: str) -> Column:
        """The key of a field, or the words of a numbering column: ``专家{n}``."""
        return cls(number=words) if "{n}" in words else cls(field=words)


@frozen
class Row:
    """One printed row, a heading across the table, or a growing table (表格行).

    Args:
        cells: The cells that start in this row, from left to right.
        section: A heading across the whole table, e.g. ``带队人员``.
        repeat: Key of the rows field that grows here; the columns are printed as its header.
        columns: Its columns. Without ``repeat`` every row is a record of the layout's own kind.
        blank_rows: Numbered rows of a blank form.
        more_rows: Rows of a blank form that begin with ``……``.
        variants: Other wordings of the heading.
    """

    cells: tuple[LayoutCell, ...] = ()
    section: str | None = None
    repeat: str | None = None
    columns: tuple[Column, ...] = ()
    blank_rows: int = 0
    more_rows: int = 0
    variants: tuple[str, ...] = ()

    @classmethod
    def from_shorthand(cls, cells: tuple[LayoutCell, ...]) -> Row:
        """A bare list is a row of cells."""
        return cls(cells=tuple(cells))

    @property
    def spans(self) -> int:
        """Columns that it covers by itself; 0 for a heading, which covers all."""
        return sum(each.span for each in self.columns or self.cells)


@frozen
class Block:
    """A paragraph with slots, or a table (版块).

    Args:
        text: A paragraph; ``{key}`` is the place of a field, ``{key|words}`` prints the words as
            long as nothing is filled in.
        align: How the paragraph is aligned.
        note: Whether the paragraph is a note below a table (备注).
        variants: Other wordings of the paragraph, slots included.
        widths: Relative widths of the table's columns.
        rows: The rows of the table.
    """

    text: str | None = None
    align: Literal["left", "center", "right"] | None = None
    note: bool = False
    variants: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def n_cols(self) -> int:
        """Columns of the table."""
        return len(self.widths) or max((row.spans for row in self.rows), default=1) or 1


@frozen(cache_hash=True)
class FormLayout:
    """How a form prints the fields of a kind of record (表式).

    Args:
        key: Key of the layout.
        kind: Key of the record kind that it prints.
        title: Title of the form.
        blocks: Paragraphs and tables below the title, from top to bottom.
        annex: Number that stands above the title, e.g. ``附件2``.
        version: Version of the layout, written into the form as a marker.
        landscape: Whether the paper lies on its long side.
        rows_are_records: Whether every row of its growing table is a record (a register or ledger).
        division_from: Key of the text field from which the division is found, where the form
            prints no place of its own for it.
        title_variants: Other wordings of the title.
        template: The official document into which the form is written, a .docx or .xlsx beside
            this file; without it the form is printed as the blocks say.
        citation: Where the form is printed.
        note: A doubt that a reader of the form should know.
    """

    key: str
    kind: str
    title: str
    blocks: tuple[Block, ...]
    annex: str | None = None
    version: str = "1"
    landscape: bool = False
    rows_are_records: bool = False
    division_from: str | None = None
    title_variants: tuple[str, ...] = ()
    template: TemplateFile | None = None
    citation: Citation | None = None
    note: str | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all its tables."""
        return tuple(row for block in self.blocks for row in block.rows)


@frozen
class TextPiece:
    """A stretch of a paragraph: printed words, or the place of a field (文字片段).

    Args:
        words: Printed words; in a slot, what stands there as long as nothing is filled in.
        field: Key of the field of a slot.
    """

    words: str = ""
    field: str | None = None


def text_pieces(text: str) -> tuple[TextPiece, ...]:
    """A paragraph of a layout, taken apart at its slots.

    >>> [piece.field or piece.words for piece in text_pieces("填表单位：{unit}（{period|本年}）")]
    ['填表单位：', 'unit', '（', 'period', '）']
    """
    pieces: list[TextPiece] = []
    end = 0
    for slot in _SLOT.finditer(text):
        if slot.start() > end:
            pieces.append(TextPiece(text[end : slot.start()]))
        pieces.append(TextPiece(slot[3] or "", slot[1]))
        end = slot.end()
    if end < len(text):
        pieces.append(TextPiece(text[end:]))
    return tuple(pieces)


def text_fields(block: Block) -> tuple[str, ...]:
    """Keys of the fields that stand in a paragraph."""
    return tuple(each.field for each in text_pieces(block.text or "") if each.field is not None)


def cell_fields(layout: FormLayout) -> tuple[str, ...]:
    """Keys of the fields that have a cell of their own, in order, growing tables included."""
    found: list[str] = []
    for row in layout.rows:
        found += [each.field for each in row.cells if each.field is not None]
        if row.repeat is not None:
            found.append(row.repeat)
        elif row.columns:
            found += [each.field for each in row.columns if each.field is not None]
    return tuple(found)
