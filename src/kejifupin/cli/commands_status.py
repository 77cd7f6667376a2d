"""``status``: how the targets stand on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from kejifupin.cli.arguments import read_day, read_level
from kejifupin.cli.commands_read import error_note
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading, division_code
from kejifupin.cli.options import (
    AsJson,
    AsOf,
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
from kejifupin.cli.output import show_json, show_note


def status(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    division: Annotated[
        str | None,
        typer.Option(
            "--division",
            metavar="CODE",
            help="Only this division, by code or name; with --level, those inside it.",
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level", metavar="LEVEL", help="province, prefecture, county, township or village."
        ),
    ] = None,
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    plugin: Plugins = None,
    work: Work = None,
    workers: Workers = 0,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Tell how the targets stand on a day.

    Example: kejifupin status jilin-winter-2017 forms/ --as-of 2018-04-30 --level county
    """
    from kejifupin.cli.status_tables import show_statuses, state_summary
    from kejifupin.exchange.plain import plain_status

    day = read_day(as_of, "--as-of")
    wanted = read_level(level) if level else None
    reading = Reading(programme, path, register, received, received_on, plugin, work, workers)
    done = reading.read(reading.open())
    code = division_code(done, division, day)
    statuses = done.status(as_of=day, division=code, level=wanted)
    issues = done.outcome(day).issues
    if json:
        for each in statuses:
            show_json(plain_status(each))
    else:
        show_statuses(statuses)
        show_note(state_summary(statuses))
        for issue in issues.where(keep=lambda one: one.place.file is None):
            show_note(issue.text())
        if note := error_note([each for each in issues if each.place.file is not None]):
            show_note(note)
    end(strict=strict, errors=len(issues.errors))
