"""``demo``: the whole path on the example that ships with the library."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import read_day, write_output
from kejifupin.cli.demo_files import (
    FORMS,
    PROGRAMME,
    RECEIVED,
    REGISTER,
    REPORT,
    example_folder,
    example_plugin,
)
from kejifupin.cli.issue_tables import HEADER as ISSUE_HEADER
from kejifupin.cli.issue_tables import by_file, issue_row, show_issues, show_summary
from kejifupin.cli.output import Row, show_line
from kejifupin.cli.progress import ReadingBar
from kejifupin.cli.wrong_use import WrongUseError
from kejifupin.terms.system_words import system_words

if TYPE_CHECKING:
    from kejifupin.programme import Programme
    from kejifupin.targets.status import TargetStatus

ISSUES_FILE, STATUS_FILE = "问题清单.csv", "目标完成情况.csv"
_EXAMPLE = "example"
_PLUGIN = "jilin"
"""A folder of this name takes the place of the installed plugin of this name."""


def demo(
    to: Annotated[
        str, typer.Option("--to", metavar="DIR", help="Folder for the results; made if missing.")
    ] = "kejifupin-demo",
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="The day asked about; by default the last one known."
        ),
    ] = None,
) -> None:
    """Run the whole path on the example: issues, status, and the rolled-up annex 4.

    Example: kejifupin demo --to kejifupin-demo
    """
    from kejifupin.cli.status_tables import HEADER as STATUS_HEADER
    from kejifupin.cli.status_tables import show_statuses, state_summary, status_row

    wanted = read_day(as_of, "--as-of") if as_of else None
    folder = Path(to)
    data = _copied(folder)
    done = _read(data)
    day = wanted or done.last_day
    outcome = done.outcome(day)
    show_line(f"{done.title}：读了{len(done.files)}个文件，得到{len(done.records)}条记录")
    show_line()
    show_issues(outcome.issues, done.files)
    show_summary(outcome.issues)
    show_line()
    shown = _worth_showing(done, day)
    show_statuses(shown)
    show_line(f"截至{day}，{state_summary(outcome.statuses)}（全部见 {STATUS_FILE}）")
    rows = [
        issue_row(each) for group in by_file(outcome.issues, done.files).values() for each in group
    ]
    written = [
        _write_csv(folder / ISSUES_FILE, ISSUE_HEADER, rows),
        _write_csv(folder / STATUS_FILE, STATUS_HEADER, map(status_row, outcome.statuses)),
    ]
    for format_ in ("docx", "xlsx"):
        rendered = done.report(REPORT, as_of=day, format=format_)
        written.append(folder / rendered.name)
        write_output(written[-1], rendered.content)
    show_line()
    show_line(f"结果写在文件夹 {folder}：")
    for path in written:
        show_line(str(path))
    show_line(f"接着试：{_next_command(data, day)}")


def _copied(folder: Path) -> Path:
    """The example inside the folder of the results, so that one can look at it and try more."""
    source, plugin = example_folder(), example_plugin()
    data = folder / _EXAMPLE
    try:
        data.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source / FORMS, data / FORMS, dirs_exist_ok=True)
        for name in (REGISTER, RECEIVED):
            shutil.copyfile(source / name, data / name)
        wanted = shutil.ignore_patterns("__pycache__", "*.py", "py.typed")
        shutil.copytree(plugin, data / _PLUGIN, dirs_exist_ok=True, ignore=wanted)
    except OSError as error:
        reason = system_words(error)
        raise WrongUseError(f"写不了文件夹“{folder}”（{reason}）", "用 --to 换一个位置") from None
    return data


def _read(data: Path) -> Programme:
    from kejifupin.plugins.toml_plugin import TomlPlugin
    from kejifupin.programme import open_programme

    # Its own copy of the plugin, whatever else is installed: the demo must always run.
    programme = open_programme(PROGRAMME, [TomlPlugin(data / _PLUGIN, "jilin")], entry_points=False)
    with ReadingBar() as bar:
        return programme.read(
            data / FORMS, register=data / REGISTER, received=data / RECEIVED, progress=bar
        )


def _worth_showing(programme: Programme, day: date) -> list[TargetStatus]:
    """All statuses of the whole, and below it those of the prefectures and counties with data."""
    from kejifupin.targets.judging import State
    from kejifupin.terms.division_levels import Level

    outcome = programme.outcome(day)
    setting = outcome.setting
    inside = setting.divisions.subtree(setting.scope, day)
    high = {
        code for code in inside if setting.divisions.get(code, day).level.rank <= Level.COUNTY.rank
    }
    return [
        each
        for each in outcome.statuses.where(divisions=high)
        if each.division == setting.scope or each.state is not State.NO_DATA
    ]


def _write_csv(path: Path, header: Row, rows: Iterable[Row]) -> Path:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    # Excel takes a CSV for UTF-8 only where it begins with the mark.
    write_output(path, text.getvalue().encode("utf-8-sig"))
    return path


def _next_command(data: Path, day: date) -> str:
    words = [f"kejifupin status {PROGRAMME} {_quoted(data / FORMS)} --as-of {day}"]
    options = (("--register", REGISTER), ("--received", RECEIVED), ("--plugin", _PLUGIN))
    words += [f"{option} {_quoted(data / name)}" for option, name in options]
    return " ".join(words)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
