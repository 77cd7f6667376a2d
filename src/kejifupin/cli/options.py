"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

ProgrammeKey = Annotated[
    str, typer.Argument(metavar="PROGRAMME", help="Key of the programme, see `kejifupin plugins`.")
]
Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Filled forms: files, folders or .zip.")
]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="The day asked about, e.g. 2018-04-30.")
]
Registers = Annotated[
    list[str] | None,
    typer.Option("--register", metavar="FILE", help="A register of villages; may be repeated."),
]
Received = Annotated[
    str | None,
    typer.Option("--received", metavar="FILE", help="Register of receipts (收文登记.csv)."),
]
ReceivedOn = Annotated[
    str | None,
    typer.Option(
        "--received-on", metavar="DATE", help="Day of receipt of files that --received leaves out."
    ),
]
Findings = Annotated[
    list[str] | None,
    typer.Option(
        "--findings", metavar="FILE", help="What spot checks found (抽查结论.csv); may be repeated."
    ),
]
Events = Annotated[
    list[str] | None,
    typer.Option(
        "--events",
        metavar="FILE",
        help="What happened to submissions (报送记录.csv); may be repeated.",
    ),
]
Previous = Annotated[
    list[str] | None,
    typer.Option(
        "--previous", metavar="PATH", help="Forms of the cycle before, to tell swings from."
    ),
]
Plugins = Annotated[
    list[str] | None,
    typer.Option(
        "--plugin", metavar="FOLDER", help="A plugin folder, not installed; may be repeated."
    ),
]
Work = Annotated[
    str | None,
    typer.Option(
        "--work", metavar="DIR", help="Keep the readings here; an interrupted run goes on from it."
    ),
]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=0, help="Processes that read at once.")
]
Group = Annotated[
    str | None,
    typer.Option(
        "--group", metavar="KEY", help="A designation or cohort as one group, e.g. wuling_area."
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by", metavar="WAY", help="Counties under the province stand by: parent, reporting."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if there is any error issue.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
