"""A layout compiled once, then filled as often as there are records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attrs import evolve, field, frozen

from kejifupin.forms.fillers import Fillers
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.rendering import DivisionNamer
from kejifupin.forms.skeletons import Shape, filled_rows, make_skeleton
from kejifupin.office.page import TextBlock
from kejifupin.office.templates import DocumentTemplate
from kejifupin.office.writing import Format, compile_page
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting

# A form with more rows is rare, and its template large: it is made and forgotten.
_MOST_ROWS_KEPT = 200


@frozen
class Filler:
    """A layout ready to be filled (表单填写器).

    Args:
        layout: The form.
        kind: The kind that it prints.
        format: ``docx`` or ``xlsx``.
        name_of: Names a division of which only the code is known.
        notes: Paragraphs to set below the form.
    """

    layout: FormLayout
    kind: RecordKind
    format: Format
    name_of: DivisionNamer = field(repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)

    @property
    def has_template(self) -> bool:
        """Whether an official document of the format is filled."""
        template = self.layout.template
        return template is not None and template.format == self.format

    def fill(self, record: Record | None = None) -> bytes:
        """The document for one record.

        Args:
            record: A record of the kind; None for a blank form. In a register it is the only row.

        Returns:
            The bytes; the same record gives the same bytes.
        """
        whose = None if self.layout.rows_are_records else record
        rows = filled_rows(self.layout, whose, () if record is None else (record,))
        return self._filled(record, None if record is None else rows)

    def fill_rows(self, records: Sequence[Record]) -> bytes:
        """The document of a register for all of its records, each a row.

        Args:
            records: The rows; none for a blank form.
        """
        rows = filled_rows(self.layout, None, records)
        return self._filled(next(iter(records), None), rows if records else None)

    def _filled(self, record: Record | None, rows: Sequence[Sequence[Record]] | None) -> bytes:
        shape = None if rows is None else tuple(map(len, rows))
        many = shape is not None and sum(shape) > _MOST_ROWS_KEPT
        compiled = _compiled.__wrapped__ if many or self.notes else _compiled
        fillers, template = compiled(self.layout, self.kind, self.format, shape, self.notes)
        held = rows if rows is not None else ((),) * len(fillers.columns)
        return template.filled(fillers.fillings(record, held, self.name_of))


def compile_form(
    layout: FormLayout,
    kind: RecordKind,
    format: Format = "docx",
    setting: Setting | None = None,
    *,
    notes: Sequence[str] = (),
) -> Filler:
    """Get a layout ready to be filled many times.

    Everything that does not depend on the record is written and packed when the first form of a
    shape is filled, that is with so many rows in each growing table, and kept.

    Args:
        layout: The form.
        kind: The kind that it prints.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.
        notes: Paragraphs to set below the form.
    """
    name_of = str if setting is None else setting.division_name
    return Filler(layout, kind, format, name_of, tuple(notes))


@lru_cache(maxsize=256)
def _compiled(
    layout: FormLayout,
    kind: RecordKind,
    format_: Format,
    shape: Shape,
    notes: tuple[str, ...],
) -> tuple[Fillers, DocumentTemplate]:
    if layout.template is not None and layout.template.format == format_:
        from kejifupin.forms.templates import fitted_template

        return fitted_template(layout, kind).compiled(shape, notes)
    skeleton = make_skeleton(layout, kind, shape, sheet=format_ == "xlsx")
    added = tuple(TextBlock(note, "note") for note in notes)
    page = evolve(skeleton.page, blocks=(*skeleton.page.blocks, *added))
    return skeleton.fillers, compile_page(page, format_)
