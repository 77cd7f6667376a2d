"""Which reader reads which format; each is imported when the first such file comes."""

from __future__ import annotations

from kejifupin.office.archive import Archive
from kejifupin.office.grid import Document
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import UnreadFormatError


def read_legacy(
    kind: str, data: bytes, archive: Archive | None, name: str, limits: Limits
) -> Document:
    """Read a file of a format that is neither .docx nor .xlsx.

    Args:
        kind: ``doc``, ``xls``, ``xlsb``, ``odt`` or ``ods``, as told by the content.
        data: The bytes of the file.
        archive: The opened package, for formats that are one.
        name: The path under which issues name it.
        limits: The limits.

    Raises:
        RefusedFileError: If it cannot or must not be read.
    """
    if kind == "doc":
        from kejifupin.office.legacy.doc.reader import read_doc

        return read_doc(data, name, limits)
    if kind == "xls":
        from kejifupin.office.legacy.xls.reader import read_xls

        return read_xls(data, name, limits)
    if archive is None:
        raise UnreadFormatError(kind, "file.not_supported")
    if kind == "xlsb":
        from kejifupin.office.legacy.xlsb.reader import read_xlsb

        return read_xlsb(archive, name, limits)
    if kind == "odt":
        from kejifupin.office.legacy.odf.odt import read_odt

        return read_odt(archive, name, limits)
    from kejifupin.office.legacy.odf.ods import read_ods

    return read_ods(archive, name, limits)
