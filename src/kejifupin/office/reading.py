"""One way in: bytes of any kind to a document, with an issue for whatever cannot be read."""

from __future__ import annotations

import hashlib

from attrs import evolve

from kejifupin.office.findings import finding
from kejifupin.office.grid import Document
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError, UnreadFormatError
from kejifupin.office.sniff import sniff


def read_document(data: bytes, name: str, *, limits: Limits | None = None) -> Document:
    """Read a Word document or an Excel workbook, or say why not.

    Args:
        data: The bytes of the file; what it is is told by them, not by the name.
        name: The path under which issues name it.
        limits: Bounds applied before parsing.

    Returns:
        What the file says. A file that cannot be read has no blocks and an issue that says what
        to do; nothing in a file makes this raise.

    >>> [issue.code for issue in read_document(b"", "新建文档.docx").issues]
    ['file.empty']
    """
    limits = limits or Limits()
    sha256 = hashlib.sha256(data).hexdigest()
    kind = "unknown"
    try:
        kind, archive = sniff(data, limits)
        if kind == "docx":
            from kejifupin.office.docx.reader import read_docx

            document = read_docx(archive, name, limits)
        else:
            from kejifupin.office.xlsx.reader import read_xlsx

            document = read_xlsx(archive, name, limits)
        return evolve(document, sha256=sha256)
    except UnreadFormatError as refusal:
        kind, issue = refusal.kind, finding(refusal.code, name, refusal.detail)
    except RefusedFileError as refusal:
        issue = finding(refusal.code, name, refusal.detail)
    except Exception as error:  # noqa: BLE001 - one bad file never stops the others
        issue = finding("file.internal", name, type(error).__name__)
    return Document(name, kind, sha256, issues=(issue,))
