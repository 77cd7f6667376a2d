"""One filled form to a record, against the bare text of its cells by other means.

    python benchmarks/read_forms.py [ROUNDS]

The others give text and nothing else: no field, no unit, no issue, no place. What is compared is
what a form costs, not two ways to the same thing. Rounds are interleaved, so that both sides meet
the same machine, and what is printed is the median of the ratios of the rounds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter_ns
from zipfile import ZipFile

import docx
from lxml import etree
from openpyxl import load_workbook

from kejifupin import Programme, make_record, open_programme
from kejifupin.forms.reading import read_form
from kejifupin.office import read_document
from kejifupin.records import DivisionName

PLUGIN = Path(__file__).resolve().parent.parent / "plugins" / "jilin"
AGAIN = 5


def household(programme: Programme, format_: str) -> bytes:
    """A 一户一策 form, filled; the household is invented."""
    values = {
        "household": "周广才",
        "division": DivisionName("白山市靖宇县"),
        "address": "双山子村1组",
        "contact": "周广才",
        "phone": "13800002042",
        "members": 4,
        "able_workers": 2,
        "farmland_per_capita": Decimal("3.2"),
        "poverty_causes": ("缺技术",),
        "strengths": "有旱田和庭院",
        "service_needs": ("种植",),
    }
    kind = programme.catalogue.kinds["household_survey"]
    return programme.filled(make_record(kind, values), format=format_)


def winter_return(programme: Programme, format_: str) -> bytes:
    """A “科技之冬” return, filled."""
    kind = programme.catalogue.kinds["winter_return"]
    figures = {field.key: number for number, field in enumerate(kind.measured, 10)}
    record = make_record(kind, {"reporting_unit": "靖宇县科协", **figures})
    return programme.filled(record, format=format_)


def docx_text(content: bytes) -> int:
    """Characters in all cells of all tables, by python-docx."""
    tables = docx.Document(BytesIO(content)).tables
    return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)


def xlsx_text(content: bytes) -> int:
    """Characters in all cells of all sheets, by openpyxl."""
    sheets = load_workbook(BytesIO(content)).worksheets
    return sum(len(str(cell.value or "")) for sheet in sheets for row in sheet for cell in row)


def bare_text(content: bytes) -> int:
    """Characters of a document with nothing but zipfile and lxml: no grid, no marks, no limits."""
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        parts = [n for n in names if n == "word/document.xml" or n.startswith("xl/worksheets/")]
        parts += [n for n in names if n == "xl/sharedStrings.xml"]
        roots = [etree.fromstring(archive.read(name)) for name in parts]
    return sum(len(text) for root in roots for text in root.itertext())


def timed(task: Callable[[], object]) -> float:
    """Milliseconds of one run, the mean of a few."""
    start = perf_counter_ns()
    for _ in range(AGAIN):
        task()
    return (perf_counter_ns() - start) / 1e6 / AGAIN


def main(rounds: int = 40) -> None:
    """Measure and print."""
    programme = open_programme("jilin-winter-2017", [PLUGIN])
    setting = programme.setting(date(2018, 5, 31))
    layouts = tuple(programme.catalogue.layouts.values())
    print(f"Python {sys.version.split()[0]}, {rounds} rounds")
    print()
    print("| form | to a record | read_document alone | bare text | times faster | quartiles |")
    print("|---|---|---|---|---|---|")
    for title, make in (("一户一策", household), ("“科技之冬”统计表", winter_return)):
        for format_, usual, name in (
            ("docx", docx_text, "python-docx"),
            ("xlsx", xlsx_text, "openpyxl"),
        ):
            content = make(programme, format_)

            def ours(content: bytes = content, file: str = f"a.{format_}") -> None:
                reading = read_form(read_document(content, file), layouts, setting)
                assert len(reading.records) == 1

            def grid(content: bytes = content, file: str = f"a.{format_}") -> None:
                assert read_document(content, file).grids

            peers: tuple[tuple[str, Callable[[bytes], int]], ...] = (
                (name, usual),
                ("zipfile and lxml", bare_text),
            )
            runs = [ours, grid, *(partial(peer, content) for _, peer in peers)]
            for run in runs:
                timed(run)
            times = [[timed(run) for run in runs] for _ in range(rounds)]
            for number, (peer, _) in enumerate(peers, 2):
                ratios = [each[number] / each[0] for each in times]
                low, _, high = quantiles(ratios, n=4)
                print(
                    f"| {title} .{format_} | {median(each[0] for each in times):.2f} ms "
                    f"| {median(each[1] for each in times):.2f} ms "
                    f"| {peer}: {median(each[number] for each in times):.2f} ms "
                    f"| {median(ratios):.2f} | {low:.2f} to {high:.2f} |"
                )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
