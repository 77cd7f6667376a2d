"""``report``: an official document from what was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import output_file, read_day, write_output
from kejifupin.cli.group import end
from kejifupin.cli.issue_tables import show_findings
from kejifupin.cli.opening import Reading, division_code
from kejifupin.cli.options import (
    AsOf,
    Events,
    Findings,
    Paths,
    Plugins,
    ProgrammeKey,
    Received,
    ReceivedOn,
    Registers,
    Strict,
    Work,
    Workers,
)
from kejifupin.cli.output import show_line
from kejifupin.cli.wrong_use import unknown
from kejifupin.terms.disclosure import Disclosure

if TYPE_CHECKING:
    from kejifupin.programme import Programme


def report(
    programme: ProgrammeKey,
    name: Annotated[
        str, typer.Argument(metavar="REPORT", help="Key of the report, see `kejifupin forms`.")
    ],
    path: Paths,
    as_of: AsOf,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="File to write: .docx or .xlsx.")
    ],
    division: Annotated[
        str | None,
        typer.Option(
            "--division",
            metavar="CODE",
            help="The division that reports, by code or name; the programme's own by default.",
        ),
    ] = None,
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    findings: Findings = None,
    events: Events = None,
    award_events: Annotated[
        list[str] | None,
        typer.Option(
            "--award-events", metavar="FILE", help="What happened on the way of an award (CSV)."
        ),
    ] = None,
    reveal: Annotated[
        list[str] | None,
        typer.Option("--reveal", metavar="FIELD", help="A personal field to show; or all."),
    ] = None,
    plugin: Plugins = None,
    work: Work = None,
    workers: Workers = 0,
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Write a report, as Word document or Excel workbook by the ending of the file.

    Every programme has the report `bulletin`.
    Example: kejifupin report jilin-winter-2017 bulletin forms/ --as-of 2018-05-31 -o 通报.docx
    """
    from kejifupin.reports.render import FORMATS

    day = read_day(as_of, "--as-of")
    reading = Reading(
        programme, path, register, received, received_on, plugin, work, workers, findings, events
    )
    opened = reading.open()
    if name not in opened.catalogue.reports:
        raise unknown("报告", name, tuple(opened.catalogue.reports))
    file, ending = output_file(output, FORMATS, only=False, inputs=reading.files())
    if ending not in FORMATS:
        # Whether a plugin writes such files is known before hundreds of forms are read.
        opened.report(name, as_of=day, format=ending)
    done = reading.read(opened)
    code = division_code(done, division, day)
    rendered = done.report(
        name,
        as_of=day,
        format=ending,
        division=code,
        award_events=tuple(map(Path, award_events or ())),
        disclosure=Disclosure.of(reveal or ()),
    )
    write_output(file, rendered.content)
    show_line(f"已写出{_title(done, name, code)}：{file}")
    outcome = done.outcome(day)
    show_findings(outcome)
    end(strict=strict, errors=len(outcome.issues.errors))


def _title(programme: Programme, name: str, code: str | None) -> str:
    division = programme.setting().division_name(code) if code else ""
    return f"{division}《{programme.catalogue.reports[name].title}》"
