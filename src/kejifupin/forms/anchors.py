"""What a layout is read by: its printed words as anchors, and the fields beside each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

from attrs import field, frozen

from kejifupin.forms.labels import anchor_key
from kejifupin.forms.layouts import FormLayout, text_pieces
from kejifupin.forms.memo import Memo
from kejifupin.records.kinds import Field, RecordKind
from kejifupin.records.record import Record
from kejifupin.terms.text import clean

_KEPT = 256


class Role(StrEnum):
    """What printed words are for (标签用途)."""

    TITLE = "title"
    SECTION = "section"
    LABEL = "label"
    HEADER = "header"
    COLUMN = "column"
    SLOT = "slot"


@frozen
class FieldPlace:
    """Where a field stands beside its label (填写位置).

    Args:
        field: Key of the field.
        offset: How many unlabelled cells stand between the label and it.
        line: How many rows below the label's first row.
        below: Whether it stands under the label instead of beside it.
        header: Number of the anchor that heads its column.
        unit_offset: Where its unit is printed, counted as ``offset``.
        unit_header: Number of the anchor that heads the column of units.
    """

    field: str
    offset: int = 0
    line: int = 0
    below: bool = False
    header: int | None = None
    unit_offset: int | None = None
    unit_header: int | None = None


@frozen
class Anchor:
    """Printed words by which places are found (锚点).

    Args:
        number: Its position in the order of the form.
        role: What it is for.
        words: The words as printed, all wordings, the printed one first.
        keys: Their keys.
        places: The fields beside it.
        repeat: Number of the growing table whose column it heads.
        beside: Number of cells printed to its right before the next label.
        slot: Key of the field whose place in a paragraph it names.
    """

    number: int
    role: Role
    words: tuple[str, ...]
    keys: frozenset[str]
    places: tuple[FieldPlace, ...] = ()
    repeat: int | None = None
    beside: int = 0
    slot: str | None = None


@frozen
class Repeat:
    """A growing table of a layout (增长表格).

    Args:
        key: Key of its rows field; None where the rows are the records themselves.
        fields: Its fields by key.
        columns: Number of a heading's anchor → key of its field, None for the numbering column.
        make: The class of its records.
    """

    key: str | None
    fields: Mapping[str, Field]
    columns: Mapping[int, str | None]
    make: Callable[..., Record]


@frozen
class Slot:
    """The place of a field in a paragraph (文字段中的空).

    Args:
        field: Key of the field.
        before: Words that stand in front of it, empty where it begins the paragraph.
        after: Words that stand behind it.
        printed: Words printed as long as nothing is filled in.
    """

    field: str
    before: str
    after: str
    printed: str = ""

    @property
    def label(self) -> str:
        """The words that name it: those in front, else those behind."""
        return self.before if anchor_key(self.before) else self.after

    @property
    def leads(self) -> bool:
        """Whether the words that name it stand in front."""
        return bool(anchor_key(self.before))


@frozen
class SlotText:
    """A paragraph with places, in one of its wordings (带空的文字段).

    Args:
        slots: Its places from left to right.
        below: Whether it stands below the table.
    """

    slots: tuple[Slot, ...]
    below: bool


@frozen(eq=False)
class CompiledLayout:
    """A layout and its kind, ready for reading (已编译表式).

    Args:
        layout: The layout.
        kind: Its record kind.
        make: The class of its records.
        anchors: Its printed words in order.
        by_key: Key of a label → numbers of the anchors with it.
        repeats: Its growing tables.
        texts: Its paragraphs with places, every wording.
        placements: Where the fields stood in the forms read last.
    """

    layout: FormLayout
    kind: RecordKind
    make: Callable[..., Record]
    anchors: tuple[Anchor, ...]
    by_key: Mapping[str, tuple[int, ...]]
    repeats: tuple[Repeat, ...]
    texts: tuple[SlotText, ...]
    placements: Memo[Any] = field(factory=lambda: Memo(_KEPT), init=False, repr=False)

    @cached_property
    def placed(self) -> frozenset[str]:
        """Keys of the fields that have a label or a place in a paragraph."""
        named = {place.field for anchor in self.anchors for place in anchor.places}
        return frozenset(named.union(each.slot for each in self.anchors if each.slot is not None))

    @cached_property
    def slots(self) -> frozenset[int]:
        """Numbers of the anchors that name a place in a paragraph."""
        return frozenset(each.number for each in self.anchors if each.role is Role.SLOT)

    @cached_property
    def printed(self) -> Mapping[str, frozenset[str]]:
        """Field key → the words that a blank form prints in its place."""
        found: dict[str, set[str]] = {}
        for block in self.layout.blocks:
            for piece in text_pieces(block.text or ""):
                if piece.field is not None and piece.words:
                    found.setdefault(piece.field, set()).add(clean(piece.words))
        return {key: frozenset(words) for key, words in found.items()}

    @property
    def telling(self) -> tuple[Anchor, ...]:
        """The anchors that tell the form from others, its title apart."""
        return tuple(each for each in self.anchors if each.role is not Role.TITLE)
