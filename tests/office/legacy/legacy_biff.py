"""Old workbooks written record by record ([MS-XLS], BIFF8)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from attrs import field, frozen
from legacy_compound import compound_file

BOLD_BOX = "Wingdings 2"


def record(code: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def wide(text: str, *, size: str = "<H") -> bytes:
    """A text of two bytes a character, with its length in front."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return struct.pack(size, len(raw) // 2) + b"\x01" + raw


@frozen
class Run:
    """A text of which parts are in other fonts: where each begins, and the font's number."""

    text: str
    runs: tuple[tuple[int, int], ...]


@frozen
class Error:
    """The code of a mistake that a formula shows."""

    code: int


@frozen
class Formula:
    """A formula by the result that was saved with it."""

    result: float | str | bool | Error


Stored = float | int | str | bool | None | Run | Error | Formula


@frozen
class XlsSheet:
    """A sheet to be written.

    Args:
        name: Its name.
        cells: Row and column → what is stored, or that and the number of a style.
        merged: First and last row, first and last column of each block.
        state: 0 visible, 1 hidden, 2 very hidden.
        hidden_rows: Rows that are hidden.
        hidden_columns: Columns that are hidden.
        kind: 0 worksheet, 2 chart.
    """

    name: str
    cells: Mapping[tuple[int, int], Stored | tuple[Stored, int]] = field(factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()
    state: int = 0
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    kind: int = 0
    more: bytes = b""


@frozen
class Xls:
    """A workbook to be written.

    Args:
        sheets: Its sheets.
        formats: Own number formats: number → code.
        styles: For each style the number of its format and of its font.
        fonts: Names of its fonts; number 4 is never used.
        from_1904: Whether days count from 1904.
        names: Defined name → sheet, row and column.
        extra: More records in front of the sheets.
        text_count: The number of texts that the workbook claims, None for the truth.
        text_records: Longest record of texts; longer ones go on in another.
    """

    sheets: Sequence[XlsSheet]
    formats: Mapping[int, str] = field(factory=dict)
    styles: Sequence[tuple[int, int]] = ((0, 0),)
    fonts: Sequence[str] = ("宋体",)
    from_1904: bool = False
    names: Mapping[str, tuple[int, int, int]] = field(factory=dict)
    extra: bytes = b""
    text_count: int | None = None
    text_records: int = 8224
    streams: Mapping[str, bytes] = field(factory=dict)

    def content(self, *, mini: bool = False) -> bytes:
        """The workbook as a compound file."""
        return compound_file({"Workbook": self.stream(), **self.streams}, mini=mini)

    def stream(self) -> bytes:
        """The workbook alone."""
        texts: dict[Run | str, int] = {}
        sheets = [self._sheet(sheet, texts) for sheet in self.sheets]
        head = self._head()
        tail = self._names() + self._texts(texts) + record(0x0A)
        listed = b"".join(
            record(0x85, struct.pack("<LBB", 0, s.state, s.kind) + wide(s.name, size="<B"))
            for s in self.sheets
        )
        start = len(head) + len(listed) + len(tail)
        listed = b""
        for sheet, content in zip(self.sheets, sheets, strict=True):
            entry = struct.pack("<LBB", start, sheet.state, sheet.kind)
            listed += record(0x85, entry + wide(sheet.name, size="<B"))
            start += len(content)
        return head + listed + tail + b"".join(sheets)

    def _head(self) -> bytes:
        head = record(0x809, struct.pack("<4H2L", 0x600, 5, 0x0DBB, 0x7CC, 0, 6))
        head += record(0x42, struct.pack("<H", 1200)) + record(
            0x22, struct.pack("<H", self.from_1904)
        )
        for name in self.fonts:
            head += record(0x31, struct.pack("<5H4B", 220, 0, 0x7FFF, 400, 0, 0, 0, 0, 0)
                           + wide(name, size="<B"))  # fmt: skip
        for number, code in self.formats.items():
            head += record(0x41E, struct.pack("<H", number) + wide(code))
        for form, font in self.styles:
            number = font if font < 4 else font + 1
            head += record(0xE0, struct.pack("<3H", number, form, 1) + bytes(14))
        return head + self.extra

    def _names(self) -> bytes:
        if not self.names:
            return b""
        count = len(self.sheets)
        found = record(0x1AE, struct.pack("<HH", count, 0x0401))
        links = b"".join(struct.pack("<3H", 0, at, at) for at in range(count))
        found += record(0x17, struct.pack("<H", count) + links)
        for name, (sheet, row, col) in self.names.items():
            formula = b"\x3a" + struct.pack("<3H", sheet, row, col)
            body = struct.pack("<HBBHHH4B", 0, 0, len(name), len(formula), 0, 0, 0, 0, 0, 0)
            found += record(0x18, body + b"\x00" + name.encode("ascii") + formula)
        return found

    def _texts(self, texts: Mapping[Run | str, int]) -> bytes:
        items = []
        for text in texts:
            if isinstance(text, Run):
                raw = text.text.encode("utf-16-le", "surrogatepass")
                item = struct.pack("<HBH", len(raw) // 2, 9, len(text.runs)) + raw
                item += b"".join(struct.pack("<HH", *run) for run in text.runs)
            else:
                item = wide(text)
            items.append(item)
        count = len(texts) if self.text_count is None else self.text_count
        found, body, code = b"", struct.pack("<LL", count, count), 0xFC
        for item in items:
            while len(body) + len(item) > self.text_records:
                # Characters that run over say anew how wide they are.
                room = (self.text_records - len(body) - 3) // 2 * 2 + 3
                if room > 3 and item[2] == 1:
                    found += record(code, body + item[:room])
                    body, item = b"", b"\x01" + item[room:]
                    code = 0x3C
                    found += record(code, item)
                    item = b""
                else:
                    found += record(code, body)
                    body = b""
                code = 0x3C
            body += item
        return found + (record(code, body) if body or code == 0xFC else b"")

    def _sheet(self, sheet: XlsSheet, texts: dict[Run | str, int]) -> bytes:
        content = record(0x809, struct.pack("<4H2L", 0x600, 0x10 if sheet.kind == 0 else 0x20,
                                            0x0DBB, 0x7CC, 0, 6))  # fmt: skip
        rows, cols = [[at[n] + 1 for at in sheet.cells] or [0] for n in (0, 1)]
        content += record(0x200, struct.pack("<LLHHH", 0, max(rows), 0, min(max(cols), 256), 0))
        for col in sheet.hidden_columns:
            content += record(0x7D, struct.pack("<6H", col, col, 2000, 0, 1, 0))
        for row in sheet.hidden_rows:
            content += record(0x208, struct.pack("<6HL", row, 0, 9, 255, 0, 0, 0x20))
        for (row, col), stored in sorted(sheet.cells.items(), key=lambda item: item[0]):
            value, style = stored if isinstance(stored, tuple) else (stored, 0)
            content += _cell(struct.pack("<3H", row, col, style), value, texts)
        content += sheet.more
        for at in range(0, len(sheet.merged), 1000):
            blocks = sheet.merged[at : at + 1000]
            packed = b"".join(struct.pack("<4H", *block) for block in blocks)
            content += record(0xE5, struct.pack("<H", len(blocks)) + packed)
        return content + record(0x0A)


def _cell(head: bytes, value: Stored, texts: dict[Run | str, int]) -> bytes:
    match value:
        case None:
            return record(0x201, head)
        case bool():
            return record(0x205, head + bytes((value, 0)))
        case Error():
            return record(0x205, head + bytes((value.code, 1)))
        case str() | Run():
            number = texts.setdefault(value, len(texts))
            return record(0xFD, head + struct.pack("<L", number))
        case Formula():
            return _formula(head, value.result)
    return record(0x203, head + struct.pack("<d", value))


def _formula(head: bytes, result: float | str | bool | Error) -> bytes:
    text = b""
    match result:
        case bool():
            shown = struct.pack("<BBBBHH", 1, 0, result, 0, 0, 0xFFFF)
        case str():
            shown = struct.pack("<BBBBHH", 0, 0, 0, 0, 0, 0xFFFF)
            text = record(0x207, wide(result))
        case Error():
            shown = struct.pack("<BBBBHH", 2, 0, result.code, 0, 0, 0xFFFF)
        case _:
            shown = struct.pack("<d", result)
    return record(0x06, head + shown + struct.pack("<HLH", 0, 0, 0)) + text
