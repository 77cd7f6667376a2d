"""One way into official documents: what is filled in where, whatever the format."""

from __future__ import annotations

from kejifupin.office.limits import Limits
from kejifupin.office.spots import FormSpots
from kejifupin.office.templates import DocumentTemplate


def compile_document(
    content: bytes,
    format: str,
    form: FormSpots,
    *,
    limits: Limits | None = None,
) -> DocumentTemplate:
    """Take an official document apart once, to be filled as often as wanted.

    Args:
        content: The document.
        format: ``docx`` or ``xlsx``.
        form: What is filled in, and where.
        limits: Bounds applied before parsing, as in reading.

    Raises:
        RefusedFileError: It is broken or unsafe.
        OfficeError: Something cannot be filled in where it should be.
    """
    if format == "xlsx":
        from kejifupin.office.xlsx.template import compile_xlsx as compiled
    else:
        from kejifupin.office.docx.template import compile_docx as compiled
    return compiled(content, form, limits or Limits())
