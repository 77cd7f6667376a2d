"""What a file is, told by its content: names lie, and phones and offices rename."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kejifupin.office.archive import Archive, open_archive
from kejifupin.office.compound import root_streams
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import UnreadFormatError, dangerous

_HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF: Final = (
    *(b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x00\x04\x00"),
    *(b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"),
)
_MAGIC: Final = (
    (b"{\\rt", "rtf", "file.rtf"),
    (b"\xff\xd8\xff", "jpeg", "file.picture"),
    (b"\x89PNG\r\n", "png", "file.picture"),
    (b"GIF8", "gif", "file.picture"),
    (b"II*\x00", "tiff", "file.picture"),
    (b"MM\x00*", "tiff", "file.picture"),
    (b"Rar!", "rar", "file.archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "file.archive"),
    (b"\x1f\x8b", "gz", "file.archive"),
)
_XML: Final = (
    ("schemas.microsoft.com/office/word/2003/wordml", "wordml", "file.word_xml"),
    ("schemas.microsoft.com/office/2006/xmlPackage", "flat_opc", "file.word_xml"),
    ("urn:schemas-microsoft-com:office:spreadsheet", "spreadsheetml", "file.excel_xml"),
    ('progid="Word.Document"', "wordml", "file.word_xml"),
    ('progid="Excel.Sheet"', "spreadsheetml", "file.excel_xml"),
    ("opendocument:xmlns:office", "flat_odf", "file.open_document_text"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype html|html|head|body|table|meta|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHT = re.compile(r"(?:^|\n)(?:mime-version:|content-type:\s*multipart/)", re.IGNORECASE)


def sniff(data: bytes, limits: Limits) -> tuple[str, Archive | None]:
    """Tell what a file is.

    Returns:
        ``docx``, ``xlsx``, ``xlsb``, ``odt`` or ``ods`` with the opened archive, ``doc`` or
        ``xls`` without one.

    Raises:
        RefusedFileError: For everything else, with the code that says what to do. Its ``detail``
            is empty and its ``format`` names what was recognised.
    """
    if len(data) > limits.file_bytes:
        raise dangerous(f"文件超过 {_size(limits.file_bytes)}")
    if not data:
        raise UnreadFormatError("empty", "file.empty")
    if data.startswith(b"PK"):
        return _sniff_zip(data, limits)
    if data.startswith(_OLE):
        return _sniff_ole(data), None
    if data.startswith(_BIFF):
        return "xls", None
    if b"%PDF-" in data[:1024]:
        raise UnreadFormatError("pdf", "file.pdf")
    for magic, kind, code in _MAGIC:
        if data.startswith(magic):
            raise UnreadFormatError(kind, code)
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        raise UnreadFormatError("bmp", "file.picture")
    raise _sniff_text(data)


def _sniff_zip(data: bytes, limits: Limits) -> tuple[str, Archive]:
    archive = open_archive(data, limits)
    names = archive.members
    if "word/document.xml" in names or _any(names, "word/", ".xml"):
        return "docx", archive
    if "xl/workbook.bin" in names:
        return "xlsb", archive
    if _any(names, "xl/", ".xml"):
        return "xlsx", archive
    if _any(names, "ppt/", ".xml"):
        raise UnreadFormatError("pptx", "file.presentation")
    if "mimetype" in names and "content.xml" in names:
        return _open_document(archive.read("mimetype", limits)), archive
    if "ofd.xml" in names:
        raise UnreadFormatError("ofd", "file.ofd")
    if "_rels/.rels" in names:
        return _by_content_types(archive, limits), archive
    raise UnreadFormatError("zip", "file.archive")


def _by_content_types(archive: Archive, limits: Limits) -> str:
    """What an Office package without the usual folders is."""
    if "[content_types].xml" not in archive.members:
        return "docx"
    types = archive.read("[content_types].xml", limits)
    return "xlsx" if b"spreadsheetml.sheet.main" in types else "docx"


def _any(names: Iterable[str], start: str, end: str) -> bool:
    return any(name.startswith(start) and name.endswith(end) for name in names)


def _open_document(mimetype: bytes) -> str:
    if b"presentation" in mimetype:
        raise UnreadFormatError("odp", "file.presentation")
    return "ods" if b"spreadsheet" in mimetype else "odt"


def _sniff_ole(data: bytes) -> str:
    streams = {name.lower() for name in root_streams(data)}
    if "encryptedpackage" in streams:
        raise UnreadFormatError("encrypted", "file.encrypted")
    if "worddocument" in streams:
        return "doc"
    if "workbook" in streams or "book" in streams:
        return "xls"
    if "powerpoint document" in streams:
        raise UnreadFormatError("ppt", "file.presentation")
    raise UnreadFormatError("ole", "file.not_supported")


def _sniff_text(data: bytes) -> UnreadFormatError:
    head = _decode(data[:_HEAD])
    if head is None:
        return UnreadFormatError("unknown", "file.not_supported")
    head = head.lstrip("\ufeff")
    if _HTML.match(head):
        return UnreadFormatError("html", "file.html")
    if _MHT.search(head):
        return UnreadFormatError("mht", "file.mht")
    if head.lstrip().startswith("<?xml") or head.lstrip().startswith("<"):
        for sign, kind, code in _XML:
            if sign in head:
                return UnreadFormatError(kind, code)
        if "<html" in head.lower():
            return UnreadFormatError("html", "file.html")
        if head.lstrip().startswith("<?xml"):
            return UnreadFormatError("xml", "file.xml")
    if head.lstrip().startswith("{\\rtf"):
        return UnreadFormatError("rtf", "file.rtf")
    return UnreadFormatError("text", "file.text")


def _decode(head: bytes) -> str | None:
    """The beginning of a text file, or None if it is no text in a usual encoding."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    if b"\0" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        # A cut through the last character is no reason to call it something else.
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            controls = sum(1 for char in text if char < " " and char not in "\t\r\n\f\x0b")
            return text if controls * 50 <= len(text) else None
    return None


def _size(limit: int) -> str:
    return f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit} 字节"
