"""Forms: what they look like, what people wrote into them, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kejifupin.forms import choice_values, form_notes, numbers, reading, values
from kejifupin.forms.checking import check_layout
from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.fillable import write_fillable
from kejifupin.forms.filling import Filler, compile_form
from kejifupin.forms.layouts import Block, Column, FormLayout, LayoutCell, Row
from kejifupin.forms.preview import preview_html
from kejifupin.forms.reading import FormReading, read_form
from kejifupin.forms.template_files import TemplateFile
from kejifupin.forms.writing import form_page, write_form, write_forms, write_rows

if TYPE_CHECKING:
    from kejifupin.forms.drafting import Draft, draft_layout

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
    "Draft",
    "Filler",
    "FormLayout",
    "FormReading",
    "LayoutCell",
    "Row",
    "TemplateFile",
    "check_layout",
    "compile_form",
    "compile_layout",
    "draft_layout",
    "form_page",
    "preview_html",
    "read_form",
    "write_fillable",
    "write_form",
    "write_forms",
    "write_rows",
]


def __getattr__(name: str) -> object:
    # Drafting is for authors of plugins; nobody else should wait for it to load.
    if name in ("Draft", "draft_layout"):
        from kejifupin.forms import drafting

        return getattr(drafting, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
