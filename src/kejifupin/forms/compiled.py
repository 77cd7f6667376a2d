"""A layout made ready for reading, once: its labels by key, and the fields beside each."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from kejifupin.forms.anchors import (
    Anchor,
    CompiledLayout,
    FieldPlace,
    Repeat,
    Role,
    Slot,
    SlotText,
)
from kejifupin.forms.labels import anchor_key
from kejifupin.forms.layouts import Block, Column, FormLayout, LayoutCell, Row, text_pieces
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import record_class

# By identity, because hashing a kind with all its fields for every file costs more than reading.
_COMPILED: dict[tuple[int, int], CompiledLayout] = {}
_KEPT = 256


def compile_layout(layout: FormLayout, kind: RecordKind) -> CompiledLayout:
    """Make a layout ready for reading, once.

    Args:
        layout: The layout, without problems (`check_layout`).
        kind: The kind that it names.

    Raises:
        UnknownNameError: A field that the kind does not have.
    """
    found = _COMPILED.get((id(layout), id(kind)))
    if found is None or found.layout is not layout or found.kind is not kind:
        if len(_COMPILED) >= _KEPT:
            _COMPILED.clear()
        found = _COMPILED[id(layout), id(kind)] = _Compiler(layout, kind).compile()
    return found


def placed_rows(rows: tuple[Row, ...]) -> list[list[tuple[int, int, LayoutCell]]]:
    """For each row the cells that touch it, with the row and column that they start in."""
    touching: list[list[tuple[int, int, LayoutCell]]] = [[] for _ in rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        col = 0
        for cell in row.cells:
            while (number, col) in taken:
                col += 1
            for down in range(cell.rowspan):
                taken.update((number + down, col + across) for across in range(cell.span))
                if number + down < len(rows):
                    touching[number + down].append((number, col, cell))
            col += cell.span
    return [sorted(cells, key=lambda placed: placed[1]) for cells in touching]


def label_words(cell: LayoutCell, kind: RecordKind) -> str:
    """The words that a label prints, without its hint."""
    return cell.label if cell.label is not None else kind.field(cell.label_of or "").label


class _Compiler:
    """Collects the anchors of one layout."""

    def __init__(self, layout: FormLayout, kind: RecordKind) -> None:
        self.layout, self.kind = layout, kind
        self.anchors: list[Anchor] = []
        self.repeats: list[Repeat] = []
        self.texts: list[SlotText] = []

    def compile(self) -> CompiledLayout:
        self._add(Role.TITLE, (self.layout.title, *self.layout.title_variants))
        below = False
        for block in self.layout.blocks:
            if block.text is not None:
                self._text(block, below=below)
            if block.rows:
                self._table(block)
                below = True
        by_key: dict[str, list[int]] = {}
        for anchor in self.anchors:
            for key in anchor.keys:
                by_key.setdefault(key, []).append(anchor.number)
        return CompiledLayout(
            layout=self.layout,
            kind=self.kind,
            make=record_class(self.kind),
            anchors=tuple(self.anchors),
            by_key={key: tuple(numbers) for key, numbers in by_key.items()},
            repeats=tuple(self.repeats),
            texts=tuple(self.texts),
        )

    def _add(
        self,
        role: Role,
        words: tuple[str, ...],
        *,
        repeat: int | None = None,
        field: str | None = None,
    ) -> int:
        number = len(self.anchors)
        kept = tuple(dict.fromkeys(word for word in words if word))
        self.anchors.append(Anchor(number, role, kept, _keys(kept), repeat=repeat, slot=field))
        return number

    def _text(self, block: Block, *, below: bool) -> None:
        labels: dict[str, list[str]] = {}
        for number, text in enumerate((block.text or "", *block.variants)):
            pieces = text_pieces(text)
            slots = []
            for at, piece in enumerate(pieces):
                if piece.field is not None:
                    before = pieces[at - 1].words if at and pieces[at - 1].field is None else ""
                    after = pieces[at + 1].words if at + 1 < len(pieces) else ""
                    slots.append(Slot(piece.field, before, after, piece.words))
            if slots:
                self.texts.append(SlotText(tuple(slots), below))
            for slot in slots:
                if number == 0 or slot.field in labels:
                    labels.setdefault(slot.field, []).append(slot.label)
        for field, words in labels.items():
            self._add(Role.SLOT, tuple(words), field=field)

    def _table(self, block: Block) -> None:
        touching = placed_rows(block.rows)
        numbers: dict[tuple[int, int], int] = {}
        beside: dict[int, int] = {}
        fields: list[tuple[int, FieldPlace]] = []
        for at, row in enumerate(block.rows):
            if row.section is not None:
                self._add(Role.SECTION, (row.section, *row.variants))
            if row.columns:
                self._repeat(row)
            label: tuple[int, int] | None = None
            offset = 0
            units: dict[str, int] = {}
            for top, col, cell in touching[at]:
                if cell.is_label:
                    label, offset = (top, col), 0
                    if label not in numbers:
                        numbers[label] = self._label(cell)
                    continue
                if cell.unit_of is not None:
                    units[cell.unit_of] = offset
                if cell.field is not None and top == at:
                    place = FieldPlace(cell.field, offset=offset)
                    fields.append(self._place(place, (at, col), label, numbers, touching))
                offset += 1
                if label is not None:
                    beside[numbers[label]] = max(beside.get(numbers[label], 0), offset)
            for index, (anchor, place) in enumerate(fields):
                if place.field in units and place.unit_offset is None:
                    column = _column_of(touching[at], place.field)
                    header = None if column is None else _above(numbers, touching, at, column)
                    fields[index] = (
                        anchor,
                        attrs.evolve(place, unit_offset=units[place.field], unit_header=header),
                    )
        self._finish(fields, beside)

    def _place(
        self,
        place: FieldPlace,
        spot: tuple[int, int],
        label: tuple[int, int] | None,
        numbers: Mapping[tuple[int, int], int],
        touching: list[list[tuple[int, int, LayoutCell]]],
    ) -> tuple[int, FieldPlace]:
        row, col = spot
        above = _above(numbers, touching, row, col)
        if label is not None:
            return numbers[label], attrs.evolve(place, line=row - label[0], header=above)
        if above is None:
            return self._add(Role.LABEL, (self.kind.field(place.field).label,)), place
        top = next(spot[0] for spot, number in numbers.items() if number == above)
        return above, attrs.evolve(place, below=True, line=row - top, offset=0)

    def _finish(self, fields: list[tuple[int, FieldPlace]], beside: Mapping[int, int]) -> None:
        places: dict[int, list[FieldPlace]] = {}
        for number, place in fields:
            places.setdefault(number, []).append(place)
        for number in sorted(places.keys() | beside.keys()):
            anchor, own = self.anchors[number], places.get(number, [])
            words = anchor.words
            if len(own) == 1:
                words = tuple(dict.fromkeys((*words, self.kind.field(own[0].field).label)))
            self.anchors[number] = attrs.evolve(
                anchor,
                role=Role.LABEL if own else Role.HEADER,
                words=words,
                keys=_keys(words),
                places=tuple(own),
                beside=beside.get(number, 0),
            )

    def _label(self, cell: LayoutCell) -> int:
        words = (label_words(cell, self.kind), *cell.variants)
        return self._add(Role.HEADER, words)

    def _repeat(self, row: Row) -> None:
        kind = self.kind if row.repeat is None else self.kind.row_kind(row.repeat)
        numbers: dict[int, str | None] = {}
        for column in row.columns:
            words = column_words(column, kind)
            if words:
                number = self._add(Role.COLUMN, words, repeat=len(self.repeats))
                numbers[number] = column.field
        fields = {each.key: each for each in kind.fields}
        self.repeats.append(Repeat(row.repeat, fields, numbers, record_class(kind)))


def column_words(column: Column, kind: RecordKind) -> tuple[str, ...]:
    """The heading of a column in all its wordings, the printed one first; none if it has none."""
    own = kind.field(column.field).label if column.field is not None else None
    words = (column.label, own) if column.label is not None else (own,)
    return tuple(dict.fromkeys(each for each in (*words, *column.variants) if each))


def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for word in words if (key := anchor_key(word)))


def _column_of(cells: list[tuple[int, int, LayoutCell]], field: str) -> int | None:
    return next((col for _, col, cell in cells if cell.unit_of == field), None)


def _above(
    numbers: Mapping[tuple[int, int], int],
    touching: list[list[tuple[int, int, LayoutCell]]],
    row: int,
    col: int,
) -> int | None:
    """The nearest label above a position that has nothing of its own to its right."""
    for up in range(row - 1, -1, -1):
        cells = touching[up]
        for index, (top, left, cell) in enumerate(cells):
            if cell.is_label and left <= col < left + cell.span:
                following = cells[index + 1][2] if index + 1 < len(cells) else None
                if following is None or following.is_label:
                    return numbers.get((top, left))
                return None
    return None
