"""A ledger of 100,000 rows, written and read, each time in a fresh interpreter.

    python benchmarks/ledgers.py [ROUNDS] [ROWS]

Written from typed records, against xlsxwriter with ``constant_memory`` from the same records, whose
texts it is handed ready-made. Read to records, against openpyxl's ``read_only`` mode to bare cells;
the files that are read were written by xlsxwriter, once with every text in its cell and once with
the texts shared, as Excel writes them. Each task runs in a process of its own and says how much
processor time it took after the imports, and the most memory that it had. The sides take turns;
printed is the median of the ratios of the rounds. Needs ``xlsxwriter``, and Unix for the memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any

import attrs

from kejifupin.forms.layouts import Block, Column, FormLayout, Row
from kejifupin.forms.writing import write_rows
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import Record, make_record

_NUMBER = FieldType.NUMBER
FIELDS = (
    Field("household", "户主姓名"),
    Field("village", "村名"),
    Field("members", "家庭人口", _NUMBER, unit="人"),
    Field("able_workers", "劳动力人数", _NUMBER, unit="人"),
    Field("farmland", "耕地面积", _NUMBER, unit="亩"),
    Field("phone", "联系电话", FieldType.PHONE),
    Field("cause", "致贫原因"),
    Field("industry", "主导产业"),
    Field("visited_on", "走访日期", FieldType.DATE),
    Field("income", "年收入", _NUMBER, unit="元"),
    Field("trainings", "培训次数", _NUMBER, unit="次"),
    Field("notes", "说明"),
)
KIND = RecordKind("ledger", "台账", FIELDS, identity=("household",))
_COLUMNS = tuple(Column(each.key) for each in FIELDS)
LAYOUT = FormLayout(
    "ledger",
    "ledger",
    "结对帮扶台账",
    (Block(rows=(Row(columns=_COLUMNS),), widths=(1,) * len(_COLUMNS)),),
    landscape=True,
    rows_are_records=True,
)


def records(rows: int) -> Iterator[Record]:
    """Invented households, one after the other."""
    for number in range(rows):
        values = {
            "household": f"周广{number}",
            "village": f"双山子村{number % 300}组",
            "members": 1 + number % 6,
            "able_workers": number % 4,
            "farmland": number % 50,
            "phone": f"138{number:08d}",
            "cause": ("因病", "缺技术", "缺劳力")[number % 3],
            "industry": ("养殖", "种植")[number % 2],
            "visited_on": date(2018, 1, 1) + timedelta(days=number % 90),
            "income": number % 9000,
            "trainings": number % 5,
            "notes": f"第{number}户，已走访",
        }
        yield make_record(KIND, values)


Job = Callable[[], None]
"""What is measured, after all that it needs was loaded."""


def write_ours(_: Path, rows: int) -> Job:
    """The whole document, as bytes."""

    def job() -> None:
        assert len(write_rows(LAYOUT, KIND, records(rows))) > rows

    return job


def write_theirs(path: Path, rows: int) -> Job:
    """The same cells, with no look at all, into a file."""
    import xlsxwriter

    return partial(_write, xlsxwriter.Workbook(str(path), {"constant_memory": True}), rows)


def _write(book: Any, rows: int) -> None:
    sheet = book.add_worksheet("台账")
    for col, field in enumerate(FIELDS):
        sheet.write_string(0, col, field.label)
    for number, record in enumerate(records(rows), 1):
        for col, (_, value) in enumerate(record.items()):
            if isinstance(value, int):
                sheet.write_number(number, col, value)
            elif isinstance(value, date):
                day = f"{value.year}年{value.month}月{value.day}日"
                sheet.write_string(number, col, day)
            else:
                sheet.write_string(number, col, str(value))
    book.close()


def write_shared(path: Path, rows: int) -> Job:
    """The same cells, each text kept once for all cells that have it."""
    import xlsxwriter

    return partial(_write, xlsxwriter.Workbook(str(path)), rows)


def read_ours(path: Path, rows: int) -> Job:
    """Every row a record, with its issues and cells."""
    import kejifupin.office.xlsx.reader  # noqa: F401 - loaded when the first workbook is read
    from kejifupin import open_programme
    from kejifupin.forms.reading import read_form
    from kejifupin.office import read_document

    setting = open_programme("national-2016").setting(date(2018, 5, 31))
    setting = attrs.evolve(setting, kinds={"ledger": KIND})

    def job() -> None:
        reading = read_form(read_document(path.read_bytes(), path.name), (LAYOUT,), setting)
        assert len(reading.records) == rows, (len(reading.records), reading.issues)

    return job


def read_theirs(path: Path, rows: int) -> Job:
    """Every cell's value, and nothing else."""
    import openpyxl

    def job() -> None:
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        values = list(sheet.iter_rows(values_only=True))
        assert len(values) == rows + 1

    return job


TASKS: dict[str, Callable[[Path, int], Job]] = {
    each.__name__: each for each in (write_ours, write_theirs, write_shared, read_ours, read_theirs)
}
WORKS = (
    ("write", "write", "xlsxwriter constant_memory"),
    ("read, texts in their cells", "read", "openpyxl read_only"),
    ("read, texts shared", "read", "openpyxl read_only"),
)


def run(task: str, path: Path, rows: int) -> tuple[float, float]:
    """Seconds and megabytes of a task in a fresh interpreter."""
    command = [sys.executable, __file__, "--task", task, str(path), str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def main(rounds: int = 5, rows: int = 100_000) -> None:
    """Measure and print."""
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, {rows:,} rows of {len(FIELDS)} cells")
    print()
    print("| work | kejifupin | peer | median of ratios | quartiles |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path, shared = Path(folder) / "台账.xlsx", Path(folder) / "共享.xlsx"
        run("write_shared", shared, rows)
        for work, side, peer in WORKS:
            file = shared if "shared" in work else path
            pairs = [
                (run(f"{side}_ours", file, rows), run(f"{side}_theirs", file, rows))
                for _ in range(rounds)
            ]
            ratios = [other[0] / own[0] for own, other in pairs]
            low, _, high = quantiles(ratios, n=4) if rounds > 1 else (ratios[0],) * 3
            own, other = (
                f"{median(p[n][0] for p in pairs):.1f} s, {median(p[n][1] for p in pairs):.0f} MB"
                for n in (0, 1)
            )
            print(
                f"| {work} | {own} | {peer}: {other} | {median(ratios):.2f} times faster "
                f"| {low:.2f} to {high:.2f} |"
            )


def task(name: str, path: str, rows: str) -> None:
    """Run one task and print its seconds and megabytes."""
    job = TASKS[name](Path(path), int(rows))
    start = process_time()
    job()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps((process_time() - start, peak)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--task"]:
        task(*sys.argv[2:])
    else:
        main(*map(int, sys.argv[1:3]))
