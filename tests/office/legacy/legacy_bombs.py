"""Small files of older formats that ask for much; as a script it reads some and tells the cost.

A process of its own, because memory once taken is not given back and file access is watched.
"""

from __future__ import annotations

import io
import json
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from legacy_biff import Xls, XlsSheet, record
from legacy_biff12 import Xlsb, XlsbSheet
from legacy_biff12 import record as record12
from legacy_compound import compound_file
from legacy_odf import cell, ods, odt, p, row, table
from legacy_word import CELL, IN_TABLE, TEXT_AT, Para, Word, para, sprm, u16, u32

from kejifupin.office import read_document


def doc(*paragraphs: Para, **more) -> bytes:
    return Word(paragraphs, **more).content()


def patched(content: bytes, at: int, value: int) -> bytes:
    """A document with a number of its file information block changed."""
    start = content.index(u16(0xA5EC))
    return content[: start + at] + u32(value) + content[start + at + 4 :]


def piece_for_piece() -> bytes:
    """Thousands of pieces that are all the same long stretch of text."""
    text = "甲" * 60_000
    content = doc(para(text))
    count = 3_000
    edges = b"".join(u32(n * 60_000) for n in range(count + 1))
    table_ = edges + (u16(0) + u32(TEXT_AT) + u16(0)) * count
    return rewritten(content, 33, b"\x02" + u32(len(table_)) + table_, {76: count * 60_000})


def rewritten(content: bytes, part: int, table_: bytes, numbers: dict[int, int]) -> bytes:
    """A document with one of its tables replaced, and numbers of its block changed."""
    from kejifupin.office.legacy.compound_file import CompoundFile

    file = CompoundFile(content)
    stream, tables = bytearray(file.stream("WordDocument")), file.stream("1Table")
    struct.pack_into("<LL", stream, 154 + 8 * part, len(tables), len(table_))
    for at, number in numbers.items():
        struct.pack_into("<L", stream, at, number)
    data = file.stream("Data")
    streams = {"WordDocument": bytes(stream), "1Table": tables + table_, "Data": data}
    return compound_file({k: v for k, v in streams.items() if v})


def boxes_over_each_other() -> bytes:
    """Thousands of text boxes, each with all the text there is."""
    count, text = 5_000, "甲" * 100_000
    content = doc(para("\x08" * count), boxes={0: (para(text),)})
    shapes = b"".join(map(u32, range(count + 1)))
    shapes += b"".join(u32(2000 + n) + bytes(22) for n in range(count))
    content = rewritten(content, 40, shapes, {})
    edges = b"".join(u32(0 if n % 2 == 0 else 100_000) for n in range(2 * count + 1))
    owners = b"".join(bytes(14) + u32(2000 + n // 2) + bytes(4) for n in range(2 * count))
    return rewritten(content, 56, edges + owners, {})


def heavy_styles() -> bytes:
    """Styles of a thousand modifiers each, all based on each other."""
    one = sprm(0x083C, 1) * 300
    styles = [(1, max(0, n - 1), one) for n in range(1_500)]
    paragraphs = [Para((("甲", sprm(0x0835, n % 2)),), style=n) for n in range(1_500)]
    return doc(*paragraphs, styles=styles)


def endless_lists() -> bytes:
    """Every form field points at the same list of enormous entries."""
    field = u32(200) + u16(0x44) + bytes(62) + b"\xff" * 4 + u16(2 | 24 << 2) + u16(0) * 2
    field += u16(0) * 2 + u16(0) + u16(0) * 10 + u16(0xFFFF) + u16(30) + u16(0)
    data = field + b"\xff\xff" + bytes(131_070)
    runs = []
    for _ in range(20_000):
        runs += [("\x13 FORMDROPDOWN ", b""), ("\x01", sprm(0x0806, 1) + sprm(0x6A03, u32(0)))]
    return doc(Para(tuple(runs)), data=data)


def zipped(
    name: str, unit: bytes, times: int, others: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for other, content in others.items():
            archive.writestr(other, content)
        with archive.open(name, "w") as part:
            for _ in range(times // 10_000):
                part.write(unit * 10_000)
    return buffer.getvalue()


def xlsb_of(part: str, unit: bytes, times: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A binary workbook with one part that repeats a record."""
    parts = zipfile.ZipFile(io.BytesIO(Xlsb((XlsbSheet("表"),)).content()))
    others = {name: parts.read(name) for name in parts.namelist() if name != part}
    return zipped(part, unit, times, others, method)


def overlapping_sheets() -> bytes:
    begin = record(0x809, struct.pack("<4H2L", 0x600, 0x10, 0, 0, 0, 0))
    numbers = b"".join(
        record(0x203, struct.pack("<3Hd", n % 65_536, n // 65_536, 0, n)) for n in range(50_000)
    )
    names = [XlsSheet(f"S{n}") for n in range(200)]
    stream = Xls(names).stream()
    start = stream.index(begin[:4], 20)
    head = bytearray(stream[:start])
    at = 0
    while at < len(head):
        code, size = struct.unpack_from("<HH", head, at)
        if code == 0x85:
            struct.pack_into("<L", head, at + 4, start)
        at += 4 + size
    return compound_file({"Workbook": bytes(head) + begin + numbers + record(0x0A)})


EMPTY_TEXT = b"\0\0\0"
REFUSED: dict[str, Callable[[], bytes]] = {
    "text of two thousand million": lambda: patched(doc(para("甲")), 76, 0x7FFFFFFF),
    "one stretch as 3k pieces": piece_for_piece,
    "10k text boxes over each other": boxes_over_each_other,
    "a row of 20k cells": lambda: doc(*[para("", IN_TABLE, CELL)] * 20_000),
    "20k cells 256 columns out": lambda: Xls(
        (XlsSheet("表", {(r, 255): r for r in range(20_000)}),)
    ).content(),
    "200 sheets that are one": overlapping_sheets,
    "20k names": lambda: Xls(
        (XlsSheet("表"),), names={f"kjfp_{n}": (0, 0, 0) for n in range(20_000)}
    ).content(),
    "a cell in every place": lambda: ods(table(row(cell("甲", repeat=16_384), repeat=1_048_576))),
    "rows of blocks": lambda: ods(table(row(cell("甲", cols=2), repeat=900_000))),
    "tables of copies": lambda: odt(table(row(cell("甲", repeat=1_000), repeat=99)) * 500),
    "8M records": lambda: xlsb_of("xl/worksheets/sheet1.bin", b"\x25\x00", 8_000_000),
    "2M shared texts": lambda: xlsb_of("xl/sharedStrings.bin", b"\x13\x05\0\0\0\0\0", 2_000_000),
    "cells out of sight": lambda: Xlsb(
        (XlsbSheet("表", {(0, 0): 1, (1_048_575, 9): 1}),)
    ).content(),
    "an endless record": lambda: xlsb_of(
        "xl/worksheets/sheet1.bin", b"\x07\xff\xff\xff\x7f", 900_000
    ),
    "heavy styles": heavy_styles,
    "300k blank elements": lambda: odt(p() * 300_000),
}
READ: dict[str, Callable[[], bytes]] = {
    "texts that are not there": lambda: Xls(
        (XlsSheet("表", {(0, 0): "甲"}),), text_count=10**9
    ).content(),
    "endless lists": endless_lists,
    "tables 200 deep": lambda: doc(
        *[para("甲", IN_TABLE + sprm(0x6649, u32(n))) for n in range(1, 200)], para()
    ),
    "styled blanks": lambda: Xls(
        (XlsSheet("表", {(r, c): None for r in range(400) for c in range(50)}),)
    ).content(),
    "20k lines": lambda: doc(*[para("双山子村")] * 20_000),
    "a block over the sheet": lambda: Xlsb(
        (XlsbSheet("表", {(0, 0): "甲"}, [(0, 1_048_575, 0, 16_383)]),)
    ).content(),
    "1M empty records": lambda: xlsb_of(
        "xl/worksheets/sheet1.bin", record12(0x25), 1_000_000, zipfile.ZIP_STORED
    ),
}


def main(folder: Path) -> None:
    """Read every file of a folder and print what each cost."""
    import resource

    touched: list[list[str]] = []

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event.startswith(("socket.", "subprocess.")) or event == "open":
            touched.append([event, str(args[0])])

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    contents = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    for warm in (
        doc(para("甲")), odt(""), ods(table(row("甲"))), Xls((XlsSheet("表"),)).content(),
        Xlsb((XlsbSheet("表"),)).content(),
    ):  # fmt: skip
        read_document(warm, "warm-up")
    sys.addaudithook(watch)
    report = {}
    for name, content in contents.items():
        before, started = peak(), time.process_time()
        document = read_document(content, "a")
        report[name] = {
            "codes": [issue.code for issue in document.issues],
            "seconds": time.process_time() - started,
            "grown": peak() - before,
            "size": len(content),
        }
    sys.stdout.write(json.dumps({"report": report, "touched": touched}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
