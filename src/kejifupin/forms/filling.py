"""A layout compiled once, then filled as often as there are records."""

from __future__ import annotations

from functools import lru_cache

from attrs import field, frozen

from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.rendering import DivisionNamer
from kejifupin.forms.skeletons import Shape, Skeleton, filled_rows, make_skeleton
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
    """

    layout: FormLayout
    kind: RecordKind
    format: Format
    name_of: DivisionNamer = field(repr=False)

    def fill(self, record: Record | None = None) -> bytes:
        """The document for one record.

        Args:
            record: A record of the kind; None for a blank form. In a register it is the only row.

        Returns:
            The bytes; the same record gives the same bytes.
        """
        whose = None if self.layout.rows_are_records else record
        rows = filled_rows(self.layout, whose, () if record is None else (record,))
        shape = None if record is None else tuple(map(len, rows))
        many = shape is not None and sum(shape) > _MOST_ROWS_KEPT
        compiled = _compiled.__wrapped__ if many else _compiled
        skeleton, template = compiled(self.layout, self.kind, self.format, shape)
        return template.filled(skeleton.fillings(record, rows, self.name_of))


def compile_form(
    layout: FormLayout,
    kind: RecordKind,
    format: Format = "docx",  # noqa: A002 - the word people use
    setting: Setting | None = None,
) -> Filler:
    """Get a layout ready to be filled many times.

    Everything that does not depend on the record is written and packed when the first form of a
    shape is filled, that is with so many rows in each growing table, and kept.

    Args:
        layout: The form.
        kind: The kind that it prints.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.
    """
    return Filler(layout, kind, format, str if setting is None else setting.division_name)


@lru_cache(maxsize=256)
def _compiled(
    layout: FormLayout, kind: RecordKind, format_: Format, shape: Shape
) -> tuple[Skeleton, DocumentTemplate]:
    skeleton = make_skeleton(layout, kind, shape, sheet=format_ == "xlsx")
    return skeleton, compile_page(skeleton.page, format_)
