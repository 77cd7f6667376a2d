"""``read``: what filled forms say, and what is wrong with them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.group import end
from kejifupin.cli.issue_tables import (
    show_issue_header,
    show_issues,
    show_issues_of,
    show_summary,
)
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
from kejifupin.cli.revealing import disclosure_of, field_names
from kejifupin.cli.wrong_use import WrongUseError
from kejifupin.terms.disclosure import Disclosure
from kejifupin.terms.issues import Issues, Severity

if TYPE_CHECKING:
    from kejifupin.forms.reading import FormReading
    from kejifupin.frames.parquet import ParquetFolder
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
    parquet: Annotated[
        str | None,
        typer.Option(
            "--parquet",
            metavar="DIR",
            help="Write the records here, a Parquet file for each kind; issues are shown.",
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
    disclosure = disclosure_of(reveal, fields)
    if json or parquet is not None:
        reading.files(fields)
        with _parquet(parquet, opened, disclosure) as folder:
            errors = _stream(reading.stream(opened, fields), disclosure, folder, as_json=json)
    else:
        done = reading.read(opened, fields)
        # What speaks of no file (a cohort without members) belongs to the targets.
        issues = done.issues.where(keep=lambda issue: issue.place.file is not None)
        _print_tables(done, issues, disclosure)
        errors = len(issues.errors)
    end(strict=strict, errors=errors)


@contextmanager
def _parquet(
    path: str | None, programme: Programme, disclosure: Disclosure
) -> Iterator[ParquetFolder | None]:
    """The folder that takes the records; what is not finished leaves nothing behind.

    Raises:
        WrongUseError: Its libraries are not installed, or the path is a file.
    """
    if path is None:
        yield None
        return
    try:
        from kejifupin.frames.parquet import ParquetFolder
    except ImportError as error:
        raise WrongUseError(
            f"写 Parquet 要用的程序库没有安装（{error.name}）",
            "先运行 pip install 'kejifupin[frames]'",
        ) from None
    if Path(path).exists() and not Path(path).is_dir():
        raise WrongUseError(f"--parquet 要写一个文件夹，“{path}”是文件")
    kinds = programme.catalogue.kinds.values()
    tops = tuple(each for each in kinds if each.parent is None)
    with ParquetFolder(path, tops, disclosure=disclosure) as folder:
        yield folder


def _stream(
    readings: Iterable[FormReading],
    disclosure: Disclosure,
    folder: ParquetFolder | None,
    *,
    as_json: bool,
) -> int:
    """Write records and issues file by file, as they are read; how many errors there were."""
    from kejifupin.exchange.plain import plain_issue, plain_record

    severities = Counter[Severity]()
    seen = disclosure.everything
    if not as_json:
        show_issue_header(seen=seen)
    for reading in readings:
        # What speaks of no file (a cohort without members) belongs to the targets.
        issues = reading.issues.where(keep=lambda issue: issue.place.file is not None)
        severities.update(each.severity for each in issues)
        if folder is not None:
            folder.write(reading.records)
        if not as_json:
            show_issues_of(reading.file, issues, seen=seen)
            continue
        for record in reading.records if folder is None else ():
            show_json(plain_record(record, disclosure))
        for issue in issues:
            show_json(plain_issue(issue, disclosure))
        sys.stdout.flush()
    if folder is not None:
        _show_written(folder.finish(), folder.path, severities, as_json=as_json)
    return severities[Severity.ERROR]


def _show_written(
    counts: Mapping[str, int], folder: Path, severities: Mapping[Severity, int], *, as_json: bool
) -> None:
    if as_json:
        return
    if not on_terminal():
        show_line()
    files = ((key, str(count), str(folder / f"{key}.parquet")) for key, count in counts.items())
    show_table(("记录类型", "记录数", "文件"), files, title="写出的记录")
    show_line("问题：" + " ".join(f"{each.label}{severities[each]}条" for each in Severity))


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
