"""``status``: how the targets stand on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from kejifupin.cli.arguments import output_file, read_day, read_level, write_output
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading, division_on, find_group
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    By,
    Events,
    Findings,
    Group,
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
    group: Group = None,
    by: By = "parent",
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    findings: Findings = None,
    events: Events = None,
    plugin: Plugins = None,
    work: Work = None,
    workers: Workers = 0,
    save: Annotated[
        str | None,
        typer.Option(
            "--save", metavar="FILE", help="Keep the results for `kejifupin compare` (.jsonl)."
        ),
    ] = None,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Tell how the targets stand on a day.

    Example: kejifupin status jilin-winter-2017 forms/ --as-of 2018-04-30 --level county
    """
    from kejifupin.cli.issue_tables import show_findings
    from kejifupin.cli.status_tables import show_statuses, state_summary
    from kejifupin.exchange.plain import plain_status
    from kejifupin.exchange.run_json import dump_run

    day = read_day(as_of, "--as-of")
    wanted = read_level(level) if level else None
    reading = Reading(
        programme,
        path,
        register,
        received,
        received_on,
        plugin,
        work,
        workers,
        findings,
        events,
    )
    kept = output_file(save, ("jsonl",), inputs=reading.files())[0] if save else None
    opened = reading.open()
    key = find_group(opened, group, by)
    done = reading.read(opened)
    code = division_on(done, division, day, done.ground(day, group=key, by=by))
    statuses = done.status(as_of=day, division=code, level=wanted, group=key, by=by)
    outcome = done.outcome(day)
    if kept is not None:
        run = done.run(as_of=day, group=key, by=by)
        write_output(kept, (f"{line}\n".encode() for line in dump_run(run)))
        show_note(f"已保存{kept}，以后用 kejifupin compare 与另一次比较")
    if json:
        for each in statuses:
            show_json(plain_status(each))
    else:
        show_statuses(statuses)
        show_note(state_summary(statuses))
        show_findings(outcome)
    end(strict=strict, errors=len(outcome.issues.errors))
