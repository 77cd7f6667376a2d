"""What a file is, told by its content, and what to do with it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from kejifupin.office import read_document


def compound(*names: str, sector: int = 512) -> bytes:
    """An OLE2 file with streams of the names given at its top."""
    entries = []
    for index, name in enumerate(("Root Entry", *names)):
        raw = (name + "\0").encode("utf-16-le")
        # The streams hang on the root as a chain of right siblings.
        right = index + 1 if 0 < index < len(names) else 0xFFFFFFFF
        child = 1 if index == 0 and names else 0xFFFFFFFF
        kind = 5 if index == 0 else 2
        entries.append(
            raw.ljust(64, b"\0")
            + struct.pack("<HBB3L", len(raw), kind, 1, 0xFFFFFFFF, right, child)
            + bytes(48)
        )
    directory = b"".join(entries)
    directory += bytes(-len(directory) % sector)
    count = len(directory) // sector
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9 if sector == 512 else 12, 6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, *range(2, count + 1), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}L", *chain).ljust(sector, b"\xff")
    return header.ljust(sector, b"\0") + table + directory


WORD_2003 = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
)
EXCEL_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
HTML = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><table></table></body></html>"


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"", "empty", "file.empty"),
        (b"{\\rtf1\\ansi", "rtf", "file.rtf"),
        (b"%PDF-1.4\n", "pdf", "file.pdf"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "pdf", "file.pdf"),
        (HTML.encode(), "html", "file.html"),
        (HTML.encode("utf-16"), "html", "file.html"),
        (b"\n\n <!-- x --><table><tr><td>1</td></tr></table>", "html", "file.html"),
        ('<meta charset="gbk">户名'.encode("gbk"), "html", "file.html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "mht", "file.mht"),
        (b"From: <\xd3\xc9 WPS>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", "mht", "file.mht"),
        (WORD_2003.encode(), "wordml", "file.word_xml"),
        (EXCEL_2003.encode(), "spreadsheetml", "file.excel_xml"),
        (b'<?xml version="1.0"?><data/>', "xml", "file.xml"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg", "file.picture"),
        (b"\x89PNG\r\n\x1a\n", "png", "file.picture"),
        (b"Rar!\x1a\x07\x00", "rar", "file.archive"),
        ("户名,地区\n李四,建安区\n".encode("gbk"), "text", "file.text"),
        ("户名,地区\n".encode(), "text", "file.text"),
        ("户名\t地区\n".encode("utf-16"), "text", "file.text"),
        (("户" * 5000).encode("gbk"), "text", "file.text"),
        (b"\x00\x01\x02\x03" * 50, "unknown", "file.not_supported"),
        (compound("WordDocument", "1Table"), "doc", "file.broken"),
        (compound("\x05SummaryInformation", "1Table", "WordDocument"), "doc", "file.broken"),
        (compound("Workbook"), "xls", "file.broken"),
        (compound("Book"), "xls", "file.broken"),
        (compound("EncryptionInfo", "EncryptedPackage"), "encrypted", "file.encrypted"),
        (compound("PowerPoint Document"), "ppt", "file.presentation"),
        (compound("Workbook", sector=4096), "xls", "file.broken"),
        (compound("CONTENTS"), "ole", "file.not_supported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", "file.not_supported"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_and_answered(content, kind, code):
    """The name says .docx every time, and does not matter."""
    document = read_document(content, "表.docx")
    assert (document.format, [issue.code for issue in document.issues]) == (kind, [code])
    issue = document.issues[0]
    assert issue.remedy
    assert issue.place.file == "表.docx"
    assert document.blocks == ()


@pytest.mark.parametrize(
    ("parts", "kind", "code"),
    [
        ({"xl/workbook.bin": b"x"}, "xlsb", "file.broken"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"},
            "odt",
            "file.broken",
        ),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            "ods",
            "file.broken",
        ),
        ({"ppt/presentation.xml": "<x/>"}, "pptx", "file.presentation"),
        ({"OFD.xml": "<x/>"}, "ofd", "file.ofd"),
        ({"一户一策.docx": b"x"}, "zip", "file.archive"),
    ],
)
def test_other_packages(make_zip, parts, kind, code):
    document = read_document(make_zip(parts), "表.xlsx")
    assert (document.format, [issue.code for issue in document.issues]) == (kind, [code])


def test_names_do_not_decide(make_docx, make_xlsx):
    assert read_document(make_docx(""), "表.xls").format == "docx"
    assert read_document(make_xlsx("<sheetData/>"), "表.doc").format == "xlsx"


def test_a_workbook_inside_a_word_document_does_not_confuse():
    """Only the top of a compound file counts; embedded objects lie below."""
    content = compound("WordDocument") + "Workbook".encode("utf-16-le")
    assert read_document(content, "a").format == "doc"


def test_the_hash_is_of_the_bytes():
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert read_document(b"", "a").sha256 == digest


@pytest.mark.parametrize(("kind", "folder"), [("xlsx", ""), ("xlsx", "Excel/"), ("docx", "Teile/")])
def test_a_package_with_its_parts_in_unusual_folders(kind, folder, make_xlsx, make_docx):
    """What it is stands in its list of content types, where the parts are in its links."""
    usual = "xl/" if kind == "xlsx" else "word/"
    made = make_xlsx("<sheetData/>") if kind == "xlsx" else make_docx("<w:p/>")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override'
        f' PartName="/{folder}main.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        + ("spreadsheetml.sheet" if kind == "xlsx" else "wordprocessingml.document")
        + '.main+xml"/></Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            if name == "_rels/.rels":
                content = content.replace(usual, folder)
            if name != "[Content_Types].xml":
                after.writestr(name.replace(usual, folder), content)
        after.writestr("[Content_Types].xml", types)
    document = read_document(buffer.getvalue(), "表")
    assert document.format == kind
    assert "file.broken" not in [each.code for each in document.issues]
