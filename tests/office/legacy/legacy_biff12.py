"""Binary workbooks written record by record ([MS-XLSB])."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from attrs import field, frozen
from legacy_biff import Error, Formula, Run, Stored

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.ms-excel"


def record(kind: int, content: bytes = b"") -> bytes:
    """One record: kind and size in as few bytes as they need."""
    head = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, length = b"", len(content)
    while True:
        byte, length = length & 0x7F, length >> 7
        size += bytes((byte | (0x80 if length else 0),))
        if not length:
            return head + size + content


def wide(text: str) -> bytes:
    raw = text.encode("utf-16-le", "surrogatepass")
    return struct.pack("<L", len(raw) // 2) + raw


def rich(text: str, runs: Sequence[tuple[int, int]] = ()) -> bytes:
    body = bytes((1 if runs else 0,)) + wide(text)
    if runs:
        body += struct.pack("<L", len(runs)) + b"".join(struct.pack("<HH", *run) for run in runs)
    return body


@frozen
class Compact:
    """A number kept in four bytes: the whole number, and whether it is in hundredths."""

    whole: int
    hundredths: bool = False


@frozen
class Inline:
    """A text that is kept in its cell, with the fonts of its parts."""

    text: str
    runs: tuple[tuple[int, int], ...] = ()


@frozen
class XlsbSheet:
    """A sheet to be written; see `legacy_biff.XlsSheet`."""

    name: str
    cells: Mapping[tuple[int, int], Stored | Compact | Inline | tuple] = field(factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()
    state: int = 0
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    more: bytes = b""


@frozen
class Xlsb:
    """A workbook to be written; see `legacy_biff.Xls`."""

    sheets: Sequence[XlsbSheet]
    formats: Mapping[int, str] = field(factory=dict)
    styles: Sequence[tuple[int, int]] = ((0, 0),)
    fonts: Sequence[str] = ("宋体",)
    from_1904: bool = False
    names: Mapping[str, tuple[int, int, int]] = field(factory=dict)
    parts: Mapping[str, str | bytes] = field(factory=dict)

    def content(self, method: int = zipfile.ZIP_DEFLATED) -> bytes:
        """The package."""
        texts: dict[object, int] = {}
        sheets = [self._sheet(sheet, texts) for sheet in self.sheets]
        shared = record(159, struct.pack("<LL", len(texts), len(texts)))
        for text in texts:
            runs = text.runs if isinstance(text, Run) else ()
            shared += record(19, rich(text.text if isinstance(text, Run) else text, runs))
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{R}/worksheet" Target="worksheets/sheet{n}.bin"/>'
            for n in range(1, len(sheets) + 1)
        )
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1"'
            f' Type="{R}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELS}">{links}'
            f'<Relationship Id="s1" Type="{R}/sharedStrings" Target="sharedStrings.bin"/>'
            f'<Relationship Id="s2" Type="{R}/styles" Target="styles.bin"/></Relationships>',
            "xl/workbook.bin": self._book(),
            "xl/sharedStrings.bin": shared + record(160),
            "xl/styles.bin": self._styles(),
            **{f"xl/worksheets/sheet{n}.bin": sheet for n, sheet in enumerate(sheets, 1)},
            **self.parts,
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def _types(self) -> str:
        kinds = {"workbook": "main", "sharedStrings": "sharedStrings", "styles": "styles"}
        entries = "".join(
            f'<Override PartName="/xl/{part}.bin" ContentType="{_TYPES}.'
            f'{"sheet.binary.macroEnabled." if part == "workbook" else ""}{kind}"/>'
            for part, kind in kinds.items()
        )
        sheets = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="{_TYPES}.worksheet"/>'
            for n in range(1, len(self.sheets) + 1)
        )
        return (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{entries}{sheets}</Types>"
        )

    def _book(self) -> bytes:
        body = record(131) + record(153, struct.pack("<LL", self.from_1904, 0) + wide(""))
        body += record(143)
        for number, sheet in enumerate(self.sheets, 1):
            body += record(156, struct.pack("<LL", sheet.state, number) + wide(f"rId{number}")
                           + wide(sheet.name))  # fmt: skip
        body += record(144)
        if self.names:
            links = b"".join(struct.pack("<3L", 0, n, n) for n in range(len(self.sheets)))
            body += (
                record(353) + record(357) + record(362, struct.pack("<L", len(self.sheets)) + links)
            )
            body += record(354)
            for name, (sheet, row, col) in self.names.items():
                formula = b"\x3a" + struct.pack("<HLH", sheet, row, col)
                body += record(39, struct.pack("<LBL", 0, 0, 0xFFFFFFFF) + wide(name)
                               + struct.pack("<L", len(formula)) + formula
                               + struct.pack("<LL", 0, 0xFFFFFFFF))  # fmt: skip
        return body + record(132)

    def _styles(self) -> bytes:
        body = record(278)
        if self.formats:
            body += record(615, struct.pack("<L", len(self.formats)))
            for number, code in self.formats.items():
                body += record(44, struct.pack("<H", number) + wide(code))
            body += record(616)
        body += record(611, struct.pack("<L", len(self.fonts)))
        for name in self.fonts:
            body += record(43, struct.pack("<4H4B8sB", 220, 0, 400, 0, 0, 0, 0, 0, bytes(8), 0)
                           + wide(name))  # fmt: skip
        body += record(612) + record(626, struct.pack("<L", 1))
        body += record(47, struct.pack("<3H", 0xFFFF, 0, 0) + bytes(10)) + record(627)
        body += record(617, struct.pack("<L", len(self.styles)))
        for form, font in self.styles:
            body += record(47, struct.pack("<3H", 0, form, font) + bytes(10))
        return body + record(618) + record(279)

    def _sheet(self, sheet: XlsbSheet, texts: dict[object, int]) -> bytes:
        rows, cols = [[at[n] for at in sheet.cells] or [0] for n in (0, 1)]
        body = record(129) + record(148, struct.pack("<4L", 0, max(rows), 0, max(cols)))
        if sheet.hidden_columns:
            body += record(390)
            for col in sheet.hidden_columns:
                body += record(60, struct.pack("<4LH", col, col, 2000, 0, 1))
            body += record(391)
        body += record(145)
        last = None
        for (row, col), stored in sorted(sheet.cells.items(), key=lambda item: item[0]):
            if row != last:
                hidden = 0x10 if row in sheet.hidden_rows else 0
                body += record(0, struct.pack("<LLHBBBL", row, 0, 300, 0, hidden, 0, 0))
                last = row
            value, style = stored if isinstance(stored, tuple) else (stored, 0)
            body += _cell(struct.pack("<LL", col, style), value, texts)
        body += record(146) + sheet.more
        if sheet.merged:
            body += record(177, struct.pack("<L", len(sheet.merged)))
            for block in sheet.merged:
                body += record(176, struct.pack("<4L", *block))
            body += record(178)
        return body + record(130)


def _cell(head: bytes, value: object, texts: dict[object, int]) -> bytes:
    formula = struct.pack("<HLL", 0, 0, 0)
    match value:
        case None:
            return record(1, head)
        case Compact():
            stored = (value.whole << 2 | 2 | value.hundredths) & 0xFFFFFFFF
            return record(2, head + struct.pack("<L", stored))
        case bool():
            return record(4, head + bytes((value,)))
        case Error():
            return record(3, head + bytes((value.code,)))
        case Inline(text, runs) if runs:
            return record(62, head + rich(text, runs))
        case Inline():
            return record(6, head + wide(value.text))
        case str() | Run():
            return record(7, head + struct.pack("<L", texts.setdefault(value, len(texts))))
        case Formula(bool() as result):
            return record(10, head + bytes((result,)) + formula)
        case Formula(str() as result):
            return record(8, head + wide(result) + formula)
        case Formula(Error() as result):
            return record(11, head + bytes((result.code,)) + formula)
        case Formula():
            return record(9, head + struct.pack("<d", value.result) + formula)
    return record(5, head + struct.pack("<d", value))
