"""A filled form to a record, against the bare text of its cells by other means.

    python benchmarks/read_forms.py [ROUNDS]

The others give text and nothing else: no field, no unit, no issue, no place. What is compared is
what a form costs, not two ways to the same thing. In every round each side reads the same forms,
filled from one blank with data of which no two are alike, and each form once. Rounds are
interleaved, so that all sides meet the same machine, and what is printed is the median of the
ratios of the rounds. What the first form of its kind costs is measured in fresh processes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median, quantiles
from subprocess import PIPE, run
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
FORMS = 30
FRESH = 9
FORMATS: tuple[tuple[str, str], ...] = (("docx", "python-docx"), ("xlsx", "openpyxl"))
SURNAMES = "周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "广才玉兰建国桂芬德山春生"
PLACES = ("双山子村1组", "前进村三社", "靖宇镇保安村", "花园口镇朝阳屯2队")
CAUSES = ("因病", "因残", "因学", "缺土地", "缺水", "缺技术", "缺劳力")
STRENGTHS = ("有旱田和庭院", "会养蜂，院里有二十箱", "林下参3亩；儿子在家", "邻近公路，可搞采摘")


def household(programme: Programme, format_: str, seed: int) -> bytes:
    """A 一户一策 form, filled; the household is invented, and some fields are left blank."""
    chance = Random(seed)
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
    values = {
        "household": name,
        "division": DivisionName("白山市靖宇县"),
        "address": chance.choice(PLACES),
        "contact": name,
        "phone": f"138{chance.randrange(10**8):08}",
        "members": chance.randrange(2, 8),
        "able_workers": chance.randrange(1, 3),
        "farmland_per_capita": Decimal(chance.randrange(5, 60)) / 10,
        "poverty_causes": tuple(chance.sample(CAUSES, chance.randrange(1, 3))),
        "strengths": chance.choice(STRENGTHS),
        "service_needs": tuple(chance.sample(("种植", "养殖", "加工"), chance.randrange(1, 3))),
    }
    for optional in ("contact", "phone", "farmland_per_capita", "strengths"):
        if chance.random() < 0.2:
            del values[optional]
    kind = programme.catalogue.kinds["household_survey"]
    return programme.filled(make_record(kind, values), format=format_)


def winter_return(programme: Programme, format_: str, seed: int) -> bytes:
    """A “科技之冬” return, filled."""
    chance = Random(seed)
    kind = programme.catalogue.kinds["winter_return"]
    figures = {field.key: chance.randrange(10, 999) for field in kind.measured}
    unit = chance.choice(("靖宇县科协", "抚松县科协", "长白县科协"))
    record = make_record(kind, {"reporting_unit": unit, **figures})
    return programme.filled(record, format=format_)


KINDS: dict[str, Callable[[Programme, str, int], bytes]] = {
    "一户一策": household,
    "“科技之冬”统计表": winter_return,
}


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


def opened() -> tuple[Programme, Callable[[bytes, str], None]]:
    """The programme, and what reads one of its forms to a record."""
    programme = open_programme("jilin-winter-2017", [PLUGIN])
    setting = programme.setting(date(2018, 5, 31))
    layouts = tuple(programme.catalogue.layouts.values())

    def to_record(content: bytes, name: str) -> None:
        reading = read_form(read_document(content, name), layouts, setting)
        assert len(reading.records) == 1

    return programme, to_record


def timed(task: Callable[[bytes], object], contents: list[bytes]) -> float:
    """Milliseconds for one form, the mean of all."""
    start = perf_counter_ns()
    for content in contents:
        task(content)
    return (perf_counter_ns() - start) / 1e6 / len(contents)


def first(title: str, format_: str) -> None:
    """Print what the first form of a kind costs here, after one of another kind."""
    programme, to_record = opened()
    other = next(make for name, make in KINDS.items() if name != title)
    to_record(other(programme, format_, 1), f"b.{format_}")
    content = KINDS[title](programme, format_, 0)
    print(timed(lambda each: to_record(each, f"a.{format_}"), [content]))


def first_ones(title: str, format_: str) -> float:
    """The same in fresh processes, the median."""
    command = [sys.executable, __file__, "first", title, format_]
    runs = [run(command, check=True, stdout=PIPE, encoding="utf-8") for _ in range(FRESH)]
    return median(float(each.stdout) for each in runs)


def main(rounds: int = 20) -> None:
    """Measure and print."""
    programme, to_record = opened()
    print(f"Python {sys.version.split()[0]}, {rounds} rounds of {FORMS} forms")
    print()
    print("| form | to a record | read_document alone | first of its kind | bare text | ", end="")
    print("times faster | quartiles |")
    print("|---|---|---|---|---|---|---|")
    for title, make in KINDS.items():
        for format_, usual in FORMATS:
            file = f"a.{format_}"
            tasks: list[Callable[[bytes], object]] = [
                partial(to_record, name=file),
                partial(read_document, name=file),
                docx_text if format_ == "docx" else xlsx_text,
                bare_text,
            ]
            times = []
            for number in range(-1, rounds):
                seeds = range(number * FORMS, (number + 1) * FORMS)
                contents = [make(programme, format_, seed) for seed in seeds]
                # Each side meets forms that it has not met, and the next round is another.
                halves = contents[::2], contents[1::2]
                each = [timed(task, contents) for task in tasks[2:]]
                ours = [timed(task, half) for task, half in zip(tasks, halves, strict=False)]
                times.append([*ours, *each])
            del times[0]
            earliest = first_ones(title, format_)
            record, document, *peers = zip(*times, strict=True)
            for peer, taken in zip((usual, "zipfile and lxml"), peers, strict=True):
                ratios = [theirs / our for theirs, our in zip(taken, record, strict=True)]
                low, _, high = quantiles(ratios, n=4)
                print(
                    f"| {title} .{format_} | {median(record):.2f} ms | {median(document):.2f} ms "
                    f"| {earliest:.2f} ms | {peer}: {median(taken):.2f} ms "
                    f"| {median(ratios):.2f} | {low:.2f} to {high:.2f} |"
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["first"]:
        first(*sys.argv[2:4])
    else:
        main(*map(int, sys.argv[1:2]))
