"""``read``: what filled forms say, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.group import end
from kejifupin.cli.issue_tables import by_file, show_issues, show_summary
from kejifupin.cli.opening import Reading
from kejifupin.cli.options import (
    AsJson,
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
from kejifupin.cli.output import on_terminal, show_json, show_line, show_table
from kejifupin.cli.wrong_use import unknown
from kejifupin.terms.disclosure import Disclosure
from kejifupin.terms.issues import Issues

if TYPE_CHECKING:
    from kejifupin.programme import Programme
    from kejifupin.records.record import Record


def read(
    programme: ProgrammeKey,
    path: Paths,
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    plugin: Plugins = None,
    work: Work = None,
    workers: Workers = 0,
    reveal: Annotated[
        list[str] | None,
        typer.Option(
            "--reveal",
            metavar="FIELD",
            help="Show a personal field in clear; may be repeated; `all` shows every one.",
        ),
    ] = None,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Read filled forms: a summary of the records, and every issue with its cell.

    Example: kejifupin read jilin-winter-2017 forms/ --register 村名册.xlsx --json
    """
    reading = Reading(programme, path, register, received, received_on, plugin, work, workers)
    opened = reading.open()
    fields = field_names(opened)
    disclosure = _disclosure(reveal or (), fields)
    done = reading.read(opened, fields)
    # What speaks of no file (a cohort without members) belongs to the targets, not to the forms.
    issues = done.issues.where(keep=lambda issue: issue.place.file is not None)
    if json:
        _print_json(done, issues, disclosure)
    else:
        _print_tables(done, issues, disclosure)
    end(strict=strict, errors=len(issues.errors))


def field_names(programme: Programme) -> tuple[str, ...]:
    """Names by which ``--reveal`` knows the fields: alone, and with their kind."""
    kinds = programme.catalogue.kinds.values()
    alone = dict.fromkeys(field.key for kind in kinds for field in kind.fields)
    return (*alone, *(f"{kind.key}.{field.key}" for kind in kinds for field in kind.fields))


def _disclosure(names: Sequence[str], known: Sequence[str]) -> Disclosure:
    """A disclosure of the fields named, several in one text separated by commas.

    Raises:
        WrongUseError: No kind has such a field.
    """
    wanted = [part.strip() for name in names for part in name.replace("，", ",").split(",")]
    wanted = [each for each in wanted if each]
    for each in wanted:
        if each != "all" and each not in known:
            raise unknown("字段", each, (*known, "all"))
    return Disclosure.of(wanted)


def _print_json(programme: Programme, issues: Issues, disclosure: Disclosure) -> None:
    """Records, then issues, file by file."""
    from kejifupin.exchange.plain import plain_issue, plain_record

    records = _by_file(programme)
    found = by_file(issues, programme.files)
    for file in dict.fromkeys((*programme.files, *records, *found)):
        for record in records.get(file, ()):
            show_json(plain_record(record, disclosure))
        for issue in found.get(file, ()):
            show_json(plain_issue(issue, disclosure))


def _print_tables(programme: Programme, issues: Issues, disclosure: Disclosure) -> None:
    kinds = Counter(record.kind.key for record in programme.records)
    files = {kind: set[str]() for kind in kinds}
    for file, records in _by_file(programme).items():
        for record in records:
            files[record.kind.key].add(file)
    labels = programme.catalogue.kinds
    rows = [
        (labels[kind].label, kind, str(count), str(len(files[kind])))
        for kind, count in kinds.items()
    ]
    show_table(("记录类型", "键", "记录数", "文件数"), rows, title="读到的记录")
    if not on_terminal():
        show_line()
    if issues:
        show_issues(issues, programme.files, seen=disclosure.everything)
        if not on_terminal():
            show_line()
    show_line(f"读了{len(programme.files)}个文件，得到{len(programme.records)}条记录")
    show_summary(issues)


def _by_file(programme: Programme) -> Mapping[str, Sequence[Record]]:
    found: dict[str, list[Record]] = {}
    for record in programme.records:
        found.setdefault(record.origin.file if record.origin else "", []).append(record)
    return found
