"""The documents side of a programme: forms as files."""

from __future__ import annotations

from collections.abc import Sequence

from kejifupin.errors import UnknownNameError
from kejifupin.forms.fillable import write_fillable
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.preview import preview_html
from kejifupin.forms.writing import Format, write_form, write_rows
from kejifupin.programme.explaining_side import ExplainingSide
from kejifupin.records.record import Record
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.text import nearest

FORMATS: tuple[Format, ...] = ("docx", "xlsx")
"""File formats that forms are written in."""


class DocumentsSide(ExplainingSide):
    """What a programme writes."""

    __slots__ = ()

    def blank(self, form: str, format: str = "docx", *, fillable: bool = False) -> bytes:
        """A blank form.

        Args:
            form: Key of the form's layout.
            format: ``docx`` or ``xlsx``.
            fillable: Whether fields are content controls, options boxes to tick, and printed
                words locked; in Word only.

        Raises:
            UnknownNameError: No such form or format, or none that can be filled in on the screen.
        """
        layout = self.find_layout(form)
        kind = self.catalogue.kinds[layout.kind]
        if fillable:
            if format != "docx":
                raise UnknownNameError("format of a fillable form", format, ("docx",))
            return write_fillable(layout, kind, setting=self.setting())
        if layout.rows_are_records:
            return write_rows(layout, kind, (), format=_known_format(format))
        return write_form(layout, kind, format=_known_format(format), setting=self.setting())

    def preview(
        self, form: str, record: Record | None = None, *, disclosure: Disclosure = CLOSED
    ) -> str:
        """A form as HTML, for a notebook or a page: ``IPython.display.HTML(programme.preview(…))``.

        Args:
            form: Key of the form's layout.
            record: A record of the form's kind; None for a blank form.
            disclosure: Which personal values are shown in clear; the others are ``***``.

        Raises:
            UnknownNameError: No such form.
        """
        layout = self.find_layout(form)
        kind = self.catalogue.kinds[layout.kind]
        return preview_html(layout, kind, record, disclosure=disclosure, setting=self.setting())

    def filled(self, record: Record, form: str | None = None, format: str = "docx") -> bytes:
        """A form filled from a record.

        Args:
            record: The record.
            form: Key of the layout; the first that prints the record's kind by default.
            format: ``docx`` or ``xlsx``.

        Raises:
            UnknownNameError: No such form or format, or no form for the record's kind.
        """
        layout = self.find_layout(form) if form else self._layout_of(record.kind.key)
        return write_form(
            layout, record.kind, record, format=_known_format(format), setting=self.setting()
        )

    def filled_rows(self, form: str, records: Sequence[Record], format: str = "xlsx") -> bytes:
        """A register or ledger filled with records, one a row.

        Args:
            form: Key of a layout whose rows are records.
            records: The records.
            format: ``docx`` or ``xlsx``.

        Raises:
            UnknownNameError: No such form or format.
        """
        layout = self.find_layout(form)
        return write_rows(
            layout,
            self.catalogue.kinds[layout.kind],
            records,
            format=_known_format(format),
            setting=self.setting(),
        )

    def find_layout(self, key: str) -> FormLayout:
        """The form layout of that key.

        Raises:
            UnknownNameError: No such form.
        """
        layouts = self.catalogue.layouts
        if key not in layouts:
            raise UnknownNameError("form", key, nearest(key, layouts))
        return layouts[key]

    def _layout_of(self, kind: str) -> FormLayout:
        found = [each for each in self.catalogue.layouts.values() if each.kind == kind]
        if not found:
            raise UnknownNameError("form of record kind", kind)
        return found[0]


def _known_format(format: str) -> Format:
    for known in FORMATS:
        if format == known:
            return known
    raise UnknownNameError("form format", format, FORMATS)
