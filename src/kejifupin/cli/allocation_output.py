"""Allocations as tables, lines of TOML, files and letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from csv import writer
from io import StringIO
from pathlib import Path
from typing import Literal

from kejifupin.cli.arguments import write_files
from kejifupin.cli.output import Row, show_json, show_line, show_note, show_table
from kejifupin.exchange.allocation_json import plain_part
from kejifupin.exchange.plain import plain_issue
from kejifupin.exchange.toml_writing import toml_value
from kejifupin.reports.responsibility_letters import letter_docx
from kejifupin.reports.return_names import Names
from kejifupin.targets.allocation import Allocation
from kejifupin.targets.allocation_letters import ResponsibilityLetter
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.disclosure import Disclosure
from kejifupin.terms.issues import Issue

Way = Literal["table", "json", "toml"]
HEADER = (
    "目标键",
    "指标",
    "代码",
    "单位",
    "单位类别",
    "数",
    "计量单位",
    "权数",
    "应分数",
    "说明",
)
_DECIMALS = 2


def show_allocations(
    allocations: Sequence[Allocation], issues: Iterable[Issue], *, way: Way
) -> None:
    """Allocations on the output.

    Args:
        allocations: The allocations.
        issues: What belongs to them, shown here in JSON only.
        way: As tables, as JSON, or as the lines that go into ``targets.toml``.
    """
    for allocation in allocations:
        if way == "json":
            for part in allocation.parts:
                show_json(plain_part(allocation, part))
        elif way == "toml":
            show_line(f"# {allocation.target.key}")
            bounds = {
                each.unit.key: _ends(each.bound)
                for each in allocation.parts
                if each.unit.is_division
            }
            show_line(f"allocations = {toml_value(bounds)}")
        elif allocation.parts:
            show_table(HEADER, rows_of(allocation), title=_title(allocation))
            sum_ = format_number(allocation.sum)
            show_note(
                f"{allocation.target.label}：{len(allocation.parts)}个单位，"
                f"合计{sum_}{allocation.measured_in}"
            )
    if way == "json":
        for issue in issues:
            show_json(plain_issue(issue))


def rows_of(allocation: Allocation) -> Iterable[Row]:
    """The parts of an allocation under `HEADER`."""
    for part in allocation.parts:
        yield (
            allocation.target.key,
            allocation.target.label,
            part.unit.key,
            part.unit.name,
            "地区" if part.unit.is_division else "部门",
            format_number(part.number),
            allocation.measured_in,
            _shown(part.weight),
            _shown(part.exact, _DECIMALS),
            part.why,
        )


def write_table(allocations: Iterable[Allocation]) -> bytes:
    """Allocations as one CSV table, as Excel reads it; `--check` reads it back."""
    stream = StringIO()
    table = writer(stream)
    table.writerow(HEADER)
    for allocation in allocations:
        table.writerows(rows_of(allocation))
    return stream.getvalue().encode("utf-8-sig")


def write_letters(
    letters: Iterable[ResponsibilityLetter], folder: Path, *, disclosure: Disclosure
) -> tuple[Path, ...]:
    """Write letters as Word documents, one for each unit, or none; nothing is overwritten.

    Args:
        letters: The letters.
        folder: Where to; it is made if it is not there.
        disclosure: Whether names and phones are shown in clear.

    Raises:
        WrongUseError: They cannot be written there.
    """
    names = Names()
    files = (
        (
            names.of(f"{letter.unit.name}目标责任书.docx"),
            letter_docx(letter, disclosure=disclosure),
        )
        for letter in letters
    )
    return write_files(files, folder)


def _title(allocation: Allocation) -> str:
    total = f"{format_number(allocation.total)}{allocation.measured_in}"
    return f"{allocation.target.label}：{total}，依据：{allocation.by}"


def _shown(number: Number | None, decimals: int | None = None) -> str:
    if number is None:
        return ""
    whole = format_number(number)
    return (
        whole
        if decimals is None or len(whole.partition(".")[2]) <= decimals
        else (format_number(number, decimals))
    )


def _ends(bound: Bound) -> dict[str, Number]:
    ends = {"at_least": bound.at_least, "at_most": bound.at_most, "stretch": bound.stretch}
    return {key: end for key, end in ends.items() if end is not None}
