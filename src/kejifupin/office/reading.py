"""One way in: bytes of any kind to a document, with an issue for whatever cannot be read."""

from __future__ import annotations

import hashlib

from attrs import evolve

from kejifupin.office.findings import finding
from kejifupin.office.grid import Document
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError, UnreadFormatError
from kejifupin.office.sniff import sniff
from kejifupin.terms.collector import collector_paused

_LIMITS = Limits()


@collector_paused()
def read_document(
    data: bytes, name: str, *, limits: Limits | None = None, libreoffice: bool = False
) -> Document:
    """Read a Word document or an Excel workbook of any age, or say why not.

    Args:
        data: The bytes of the file; what it is is told by them, not by the name.
        name: The path under which issues name it.
        limits: Bounds applied before parsing.
        libreoffice: Whether a file that cannot be read otherwise may be converted by
            LibreOffice, which takes seconds and is taken at its word for nothing: see
            `kejifupin.office.legacy.libreoffice.read_converted`.

    Returns:
        What the file says. A file that cannot be read has no blocks and an issue that says what
        to do; nothing in a file makes this raise.

    >>> [issue.code for issue in read_document(b"", "新建文档.docx").issues]
    ['file.empty']
    """
    limits = limits or _LIMITS
    document = _read(data, name, limits)
    if libreoffice and not document.blocks:
        from kejifupin.office.legacy.libreoffice import read_converted

        return read_converted(document, data, limits)
    return document


def _read(data: bytes, name: str, limits: Limits) -> Document:
    sha256 = hashlib.sha256(data).hexdigest()
    kind = "unknown"
    try:
        kind, archive = sniff(data, limits)
        if kind == "docx" and archive is not None:
            from kejifupin.office.docx.reader import read_docx

            document = read_docx(archive, name, limits)
        elif kind == "xlsx" and archive is not None:
            from kejifupin.office.xlsx.reader import read_xlsx

            document = read_xlsx(archive, name, limits)
        else:
            from kejifupin.office.legacy.reading import read_legacy

            document = read_legacy(kind, data, archive, name, limits)
        return evolve(document, sha256=sha256)
    except UnreadFormatError as refusal:
        kind, issue = refusal.kind, finding(refusal.code, name, refusal.detail)
    except RefusedFileError as refusal:
        issue = finding(refusal.code, name, refusal.detail)
    except Exception as error:  # noqa: BLE001 - one bad file never stops the others
        issue = finding("file.internal", name, type(error).__name__)
    return Document(name, kind, sha256, issues=(issue,))
