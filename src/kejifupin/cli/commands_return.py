"""``return``: the files sent back, with a comment in every cell that has an issue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import (
    input_paths,
    output_file,
    read_day,
    write_files,
    write_output,
)
from kejifupin.cli.opening import Reading
from kejifupin.cli.options import (
    AsOf,
    Events,
    Paths,
    Plugins,
    ProgrammeKey,
    Received,
    ReceivedOn,
    Registers,
)
from kejifupin.cli.output import show_line
from kejifupin.cli.wrong_use import WrongUseError

if TYPE_CHECKING:
    from kejifupin.programme import Programme
    from kejifupin.submissions.events import SubmissionEvent

LIST_FORMATS = ("docx", "xlsx")


def send_back(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    to: Annotated[
        str, typer.Option("-o", "--to", metavar="DIR", help="Folder for what goes back.")
    ],
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    events: Events = None,
    note: Annotated[
        str | None,
        typer.Option(
            "--note", metavar="FILE", help="Enter what goes back in this register (报送记录.csv)."
        ),
    ] = None,
    lists: Annotated[
        str,
        typer.Option("--list", metavar="FORMAT", help="Lists as docx, or as workbooks: xlsx."),
    ] = "docx",
    reply_by: Annotated[
        str | None,
        typer.Option(
            "--reply-by", metavar="DATE", help="Last day for what is corrected, for the list."
        ),
    ] = None,
    plugin: Plugins = None,
    errors_only: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--errors", help="Only what must be corrected.")
    ] = False,
) -> None:
    """Send files back: each with comments in its wrong cells, and a list for each sender.

    The list also says how each form that the sender owes stands, and its own targets.

    Example: kejifupin return jilin-winter-2017 forms/ --as-of 2018-04-30 --to 退回
    """
    from kejifupin.reports.return_folder import contents_of
    from kejifupin.reports.returning import group_returns, return_files
    from kejifupin.submissions.telling import standing_lines

    day = read_day(as_of, "--as-of")
    if lists not in LIST_FORMATS:
        raise WrongUseError(f"清单没有“{lists}”这种格式", "写 docx 或 xlsx")
    register_of_events = None if note is None else output_file(note, ("csv", "tsv", "txt"))[0]
    reading = Reading(programme, path, register, received, received_on, plugin, events=events)
    done = reading.read(reading.open())
    outcome = done.outcome(day)
    issues = outcome.issues.errors if errors_only else outcome.issues
    standing = standing_lines(done.submissions(as_of=day), outcome.setting)
    returns = group_returns(
        issues,
        files=done.files,
        records=done.records,
        setting=outcome.setting,
        standing=standing,
        statuses=outcome.statuses,
    )
    contents = contents_of([*input_paths(path, ()), *(register or ())])
    folder = Path(to)
    _check_folder(folder, path)
    until = None if reply_by is None else read_day(reply_by, "--reply-by")
    files = return_files(
        returns, contents, on=day, format="xlsx" if lists == "xlsx" else "docx", reply_by=until
    )
    # What cannot be entered is told before anything goes back.
    added = done.returned_events(as_of=day) if register_of_events else ()
    entered = _entered(done, added, register_of_events)
    written = write_files(((each.name, each.content) for each in files), folder)
    for each in written:
        show_line(str(each))
    show_line(f"共{len(written)}个文件，写在文件夹 {to}")
    if register_of_events is not None:
        write_output(register_of_events, entered)
        show_line(f"退回{len(added)}份，已记入 {note}")


def _check_folder(folder: Path, given: Sequence[str]) -> None:
    """Refuse to put what goes back among what came in, where it would be read the next time."""
    if folder.exists() and not folder.is_dir():
        raise WrongUseError(f"--to 要写一个文件夹，“{folder}”是文件", "换一个文件夹")
    if folder.resolve() in map(Path.resolve, input_paths(given)):
        raise WrongUseError(f"“{folder}”是要读的文件夹，退回的文件不能放进去", "换一个空文件夹")


def _entered(done: Programme, added: Sequence[SubmissionEvent], register: Path | None) -> bytes:
    if register is None:
        return b""
    return done.noted(added, register.read_bytes() if register.exists() else b"", str(register))
