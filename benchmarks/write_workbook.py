"""A workbook of 100,000 rows with traffic lights, written in a fresh interpreter.

    python benchmarks/write_workbook.py [ROUNDS] [ROWS]

The rows are those of the sheet 目标任务: 18 cells each of texts, numbers, shares and days. Written
against openpyxl in its ``write_only`` mode and xlsxwriter with ``constant_memory``, which are
handed the same rows and give them number formats, borders, frozen heads, a filter, and the lights
as conditional formats; neither measures how tall a row has to be. Each task runs in a process of
its own and says how much processor time it took after the imports, the most memory that Python
had allotted beside what was there before (traced in another process, because tracing is slow), and
the most memory that the whole process had. The sides take turns; printed is the median of the
ratios of the rounds. Needs ``xlsxwriter``, and Unix for the memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from time import process_time

LIGHTS = (
    ("✔ 已完成", "2E7D32"),
    ("● 达序时", "64B5F6"),
    ("▲ 滞后", "F9A825"),
    ("✘ 未完成", "C62828"),
)
HEADS = (
    *(
        "地区",
        "区划代码",
        "级别",
        "目标",
        "要求",
        "期限",
        "序时应达",
        "目前（最低）",
        "目前（最高）",
    ),
    *("单位", "完成率", "完成率（最高）", "差额", "状态", "缺报数", "缺报单位", "依据", "备注"),
)
STATE, DONE, DUE = HEADS.index("状态"), HEADS.index("完成率"), HEADS.index("期限")
Value = str | int | Decimal | date | None


def rows(count: int) -> Iterator[tuple[Value, ...]]:
    """Invented statuses, one after the other."""
    for number in range(count):
        low = number % 40
        done = Decimal(low * 25).scaleb(-3)
        yield (
            f"双山子村{number // 20}",
            f"2206{number // 20:08d}",
            "村",
            f"每个贫困村选择5-10户示范户（第{number % 20}项）",
            "至少40户",
            date(2018, 1, 1) + timedelta(days=number % 90),
            20,
            low,
            low + number % 3,
            "户",
            done,
            done,
            40 - low,
            LIGHTS[number % 4][0],
            number % 3,
            "、".join(f"石人沟村{number % 7}" for _ in range(number % 3)),
            "《科技助力精准扶贫工程实施方案》三（二）一是",
            None,
        )


Job = Callable[[], None]
"""What is measured, after all that it needs was loaded."""


def ours(_: Path, count: int) -> Job:
    """The whole workbook, as bytes."""
    import kejifupin.office.xlsx.book_writer  # noqa: F401 - loaded when the first one is written
    from kejifupin.office.book import Book, BookColumn, BookRow, BookSheet, Rule, Signal
    from kejifupin.office.writing import write_book

    def job() -> None:
        columns = tuple(
            BookColumn(each, 14, format="0.00%" if "完成率" in each else None) for each in HEADS
        )
        sheet = BookSheet(
            "目标任务",
            "目标任务完成情况",
            columns,
            map(BookRow, rows(count)),
            rules=(Rule(STATE, STATE, tuple(Signal(*each) for each in LIGHTS)),),
            frozen=1,
        )
        assert len(write_book(Book((sheet,)))) > count

    return job


def openpyxl_write_only(path: Path, count: int) -> Job:
    """The same cells and looks, into a file."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Border, NamedStyle, PatternFill, Side
    from openpyxl.utils import get_column_letter

    def job() -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("目标任务")
        sheet.freeze_panes = "B2"
        edge = Border(*[Side("thin", "BFBFBF")] * 4)
        formats = {"期限": "yyyy-mm-dd", "完成率": "0.00%", "完成率（最高）": "0.00%"}
        styles = []
        for at, head in enumerate(HEADS):
            style = NamedStyle(f"列{at}", border=edge, number_format=formats.get(head, "General"))
            book.add_named_style(style)
            styles.append(style.name)
        sheet.append(HEADS)
        for row in rows(count):
            cells = []
            for style, value in zip(styles, row, strict=True):
                cell = WriteOnlyCell(sheet, value)
                cell.style = style
                cells.append(cell)
            sheet.append(cells)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADS))}{count + 1}"
        letter = get_column_letter(STATE + 1)
        for text, colour in LIGHTS:
            rule = CellIsRule("equal", [f'"{text}"'], fill=PatternFill("solid", bgColor=colour))
            sheet.conditional_formatting.add(f"{letter}2:{letter}{count + 1}", rule)
        book.save(path)

    return job


def xlsxwriter_constant_memory(path: Path, count: int) -> Job:
    """The same cells and looks, into a file."""
    import xlsxwriter

    def job() -> None:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        sheet = book.add_worksheet("目标任务")
        sheet.freeze_panes(1, 1)
        formats = {DUE: "yyyy-mm-dd", DONE: "0.00%", DONE + 1: "0.00%"}
        looks = [
            book.add_format({"border": 1, "num_format": formats.get(at, "General")})
            for at in range(len(HEADS))
        ]
        for at, head in enumerate(HEADS):
            sheet.write_string(0, at, head)
        for number, row in enumerate(rows(count), 1):
            for at, (value, look) in enumerate(zip(row, looks, strict=True)):
                if value is None:
                    sheet.write_blank(number, at, None, look)
                elif isinstance(value, str):
                    sheet.write_string(number, at, value, look)
                elif isinstance(value, date):
                    sheet.write_datetime(number, at, value, look)
                else:
                    sheet.write_number(number, at, value, look)
        sheet.autofilter(0, 0, count, len(HEADS) - 1)
        for text, colour in LIGHTS:
            light = book.add_format({"bg_color": f"#{colour}"})
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": light}
            sheet.conditional_format(1, STATE, count, STATE, rule)
        book.close()

    return job


TASKS: dict[str, Callable[[Path, int], Job]] = {
    each.__name__: each for each in (ours, openpyxl_write_only, xlsxwriter_constant_memory)
}


def run(task: str, path: Path, count: int, how: str) -> tuple[float, float]:
    """Seconds and megabytes of a task in a fresh interpreter."""
    command = [sys.executable, __file__, how, task, str(path), str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def main(rounds: int = 5, count: int = 100_000) -> None:
    """Measure and print."""
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, {count:,} rows of {len(HEADS)} cells")
    print()
    print("| writer | processor time | times as long as ours | quartiles | process | allotted |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "目标任务.xlsx"
        found = [{task: run(task, path, count, "--task") for task in TASKS} for _ in range(rounds)]
        for task in TASKS:
            ratios = [each[task][0] / each["ours"][0] for each in found]
            low, _, high = quantiles(ratios, n=4) if rounds > 1 else (ratios[0],) * 3
            seconds, process = (median(each[task][n] for each in found) for n in (0, 1))
            traced = run(task, path, count, "--trace")[1]
            print(
                f"| {task.replace('_', ' ')} | {seconds:.1f} s | {median(ratios):.2f} "
                f"| {low:.2f} to {high:.2f} | {process:.0f} MB | {traced:.1f} MB |"
            )


def task(how: str, name: str, path: str, count: str) -> None:
    """Run one task and print its seconds and megabytes."""
    job = TASKS[name](Path(path), int(count))
    if how == "--trace":
        tracemalloc.start()
    start = process_time()
    job()
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if how == "--trace":
        peak = tracemalloc.get_traced_memory()[1] / 1e6
    print(json.dumps((seconds, peak)))


if __name__ == "__main__":
    if sys.argv[1:2] in (["--task"], ["--trace"]):
        task(*sys.argv[1:])
    else:
        main(*map(int, sys.argv[1:3]))
