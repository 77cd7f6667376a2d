"""Forms: what they look like, what people wrote into them, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kejifupin.forms import choice_values, form_notes, numbers, reading, values
from kejifupin.forms.checking import check_layout
from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.layouts import Block, Column, FormLayout, LayoutCell, Row
from kejifupin.forms.reading import FormReading, read_form
from kejifupin.forms.writing import form_page, write_form, write_forms, write_rows

CODES: Mapping[str, str] = MappingProxyType(
    {
        **reading.CODES,
        **form_notes.CODES,
        **values.CODES,
        **numbers.CODES,
        **choice_values.CODES,
    }
)
"""Every code of an issue that reading a form can find, with what it means."""

__all__ = [
    "CODES",
    "Block",
    "Column",
    "FormLayout",
    "FormReading",
    "LayoutCell",
    "Row",
    "check_layout",
    "compile_layout",
    "form_page",
    "read_form",
    "write_form",
    "write_forms",
    "write_rows",
]
