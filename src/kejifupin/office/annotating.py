"""The annotated copy: the file that came in, with a comment in every cell to be put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kejifupin.office.archive import open_archive
from kejifupin.office.limits import Limits
from kejifupin.office.notes import CellNote
from kejifupin.office.reading import read_document


def annotate(
    content: bytes, notes: Sequence[CellNote], *, on: date, limits: Limits | None = None
) -> bytes | None:
    """Set comments into a Word document or an Excel workbook.

    Nothing else changes: parts that get no comment keep their bytes, comments that were there
    stay, and reading the copy gives what reading the file gave. A note that was set before, word
    for word at the same cell, is not set twice.

    Args:
        content: The bytes of the file as it came.
        notes: What to say at which cells; those of one cell become one comment. A note at a cell
            that the file does not have is set at its beginning, with the cell in words.
        on: The day that the comments bear.
        limits: Bounds applied before parsing, as in reading.

    Returns:
        The bytes of the copy, or None where the file cannot carry comments: old formats, text,
        pictures, encrypted, damaged and dangerous files. Nothing in a file makes this raise.
    """
    limits = limits or Limits()
    # What reading refuses is refused here: the checks of both are the same by construction.
    document = read_document(content, "", limits=limits)
    if not document.blocks or document.format not in ("docx", "xlsx"):
        return None
    if not notes:
        return content
    try:
        archive = open_archive(content, limits)
        if document.format == "docx":
            from kejifupin.office.docx.comments import comment_docx

            return comment_docx(archive, notes, on=on, limits=limits)
        from kejifupin.office.xlsx.comments import comment_xlsx

        return comment_xlsx(archive, notes, on=on, limits=limits)
    except Exception:  # noqa: BLE001 - its issues then stand in the summary, like those of others
        return None
