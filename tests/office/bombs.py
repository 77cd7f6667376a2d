"""Reads small files that ask for much, and prints what each cost; run by test_hostile.py.

A process of its own, because memory once taken is not given back and file access is watched.
"""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import repeat

from kejifupin.office import read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BOOK = {"xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="a"/></sheets></workbook>'}


def pack(name: str, head: str, units: Iterator[str], tail: str, others: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, content in others.items():
            archive.writestr(other, content)
        with archive.open(name, "w") as part:
            part.write(head.encode())
            part.writelines(unit.encode() for unit in units)
            part.write(tail.encode())
    return buffer.getvalue()


def many(unit: str, times: int) -> Iterator[str]:
    return repeat(unit * 10_000, times // 10_000)


def numbered(form: Callable[[int], str], count: int) -> Iterator[str]:
    for start in range(1, count, 10_000):
        yield "".join(map(form, range(start, start + 10_000)))


def docx(unit: str, times: int, head: str = "", tail: str = "") -> bytes:
    start = f"<w:document {W}><w:body>{head}"
    end = f"{tail}</w:body></w:document>"
    return pack("word/document.xml", start, many(unit, times), end, {})


def xlsx(units: Iterator[str], head: str = "<sheetData>", tail: str = "</sheetData>") -> bytes:
    start, end = f"<worksheet {S}>{head}", f"{tail}</worksheet>"
    return pack("xl/worksheets/sheet1.xml", start, units, end, BOOK)


def strings(units: Iterator[str]) -> bytes:
    others = {**BOOK, "xl/worksheets/sheet1.xml": f"<worksheet {S}/>"}
    return pack("xl/sharedStrings.xml", f"<sst {S}>", units, "</sst>", others)


def row(number: int) -> str:
    return f'<row r="{number}"><c r="A{number}"><v>{number * 7919 % 99991}</v></c></row>'


P = "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"
BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t></w:r>'
WHOLE = '<mergeCell ref="A1:XFD1048576"/>'

REFUSED: dict[str, Callable[[], bytes]] = {
    "15M empty paragraphs": lambda: docx("<w:p/>", 15_000_000),
    "2.5M empty paragraphs": lambda: docx("<w:p/>", 2_500_000),
    "200 MB of text": lambda: docx("x" * 100, 2_000_000, *P),
    "12 MB of text": lambda: docx("x" * 100, 120_000, *P),
    "attributes": lambda: docx('<w:p a="" b="" c="" d=""/>', 600_000),
    "1,048,576 rows": lambda: xlsx(numbered(row, 1_048_576)),
    "6M shared texts": lambda: strings(many("<si><t/></si>", 6_000_000)),
    "300k shared texts": lambda: strings(many("<si><t/></si>", 300_000)),
    "one endless row": lambda: xlsx(
        numbered(lambda n: f'<c s="{n * 7919 % 9973}"/>', 600_000), "<row>", "</row>"
    ),
    "endless formats": lambda: xlsx(
        numbered(lambda n: f'<x a="{n * 7919 % 9973}"/>', 500_000), "<y>", "</y>"
    ),
    "one endless text": lambda: xlsx(numbered(lambda n: f"{n * 7919 % 9973}", 1_000_000)),
    "1M merges": lambda: xlsx(many(WHOLE, 1_000_000), "<mergeCells>", "</mergeCells>"),
    "30k merges": lambda: xlsx(
        numbered(lambda n: f'<mergeCell ref="A{n}:B{n}"/>', 30_000), "<mergeCells>", "</mergeCells>"
    ),
}
READ: dict[str, Callable[[], bytes]] = {
    "300k empty paragraphs": lambda: docx("<w:p/>", 300_000),
    "130k rows of one cell": lambda: docx("<w:tr><w:tc/></w:tr>", 130_000, "<w:tbl>", "</w:tbl>"),
    "60k begun fields": lambda: docx(BEGUN, 60_000, "<w:p>", "</w:p>"),
}


def main() -> None:
    import resource

    touched: list[list[str]] = []

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event.startswith(("socket.", "subprocess.")) or event == "open":
            touched.append([event, str(args[0])])

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    read_document(docx("x", 10_000, *P), "warm-up")
    read_document(xlsx(repeat("<row/>", 1)), "warm-up")
    sys.addaudithook(watch)
    report = {}
    for name, make in {**REFUSED, **READ}.items():
        content = make()
        before, started = peak(), time.process_time()
        document = read_document(content, name)
        report[name] = {
            "codes": [issue.code for issue in document.issues],
            "seconds": time.process_time() - started,
            "grown": peak() - before,
        }
    sys.stdout.write(json.dumps({"report": report, "touched": touched}))


if __name__ == "__main__":
    main()
