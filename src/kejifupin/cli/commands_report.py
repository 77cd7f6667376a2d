"""``report``: an official document from what was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import existing_file, output_file, read_day, write_output
from kejifupin.cli.earlier import EarlierResults
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
from kejifupin.cli.output import show_line, show_note
from kejifupin.cli.revealing import disclosure_of, field_names
from kejifupin.cli.wrong_use import WrongUseError, unknown
from kejifupin.errors import UnknownNameError

if TYPE_CHECKING:
    from kejifupin.programme import Programme
    from kejifupin.reports import RegionMap


def report(
    programme: ProgrammeKey,
    name: Annotated[
        str, typer.Argument(metavar="REPORT", help="Key of the report, see `kejifupin forms`.")
    ],
    path: Paths,
    as_of: AsOf,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="File to write: .docx or .xlsx; of a status board also .html and pictures.",
        ),
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
    map_file: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE", help="A map of the divisions (GeoJSON)."),
    ] = None,
    map_number: Annotated[
        str | None,
        typer.Option(
            "--map-number", metavar="审图号", help="The number under which the map may be shown."
        ),
    ] = None,
    earlier: Annotated[
        list[str] | None,
        typer.Option(
            "--earlier",
            metavar="RESULTS",
            help="Results of a day before, kept by `kejifupin status --save`, or the day itself; "
            "may be repeated.",
        ),
    ] = None,
    plugin: Plugins = None,
    work: Work = None,
    workers: Workers = 0,
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Write a report: as Word document, Excel workbook, page or picture by the file's ending.

    Every programme has the reports `bulletin` and `board`.
    Example: kejifupin report jilin-winter-2017 bulletin forms/ --as-of 2018-05-31 -o 通报.docx
    """
    from kejifupin.reports import ReportKind
    from kejifupin.reports.render import formats_of

    day = read_day(as_of, "--as-of")
    reading = Reading(
        programme, path, register, received, received_on, plugin, work, workers, findings, events
    )
    opened = reading.open()
    if name not in opened.catalogue.reports:
        raise unknown("报告", name, tuple(opened.catalogue.reports))
    kind = opened.catalogue.reports[name].kind
    formats = formats_of(kind)
    if map_file is not None and kind is not ReportKind.BOARD:
        raise WrongUseError("--map 只用于状态板", "去掉 --map，或把报告写成 board")
    if earlier and kind is not ReportKind.BOARD:
        raise WrongUseError("--earlier 只用于状态板", "去掉 --earlier，或把报告写成 board")
    disclosure = disclosure_of(reveal, field_names(opened))
    happened = tuple(existing_file(each, "--award-events") for each in award_events or ())
    region_map = _region_map(map_file, map_number)
    before = EarlierResults.of(earlier or (), programme, day)
    maps = () if map_file is None else (Path(map_file),)
    inputs = (*reading.files(), *maps, *happened, *before.files)
    file, ending = output_file(output, formats, only=False, inputs=inputs)
    if ending not in formats:
        # Whether a plugin writes such files is known before hundreds of forms are read.
        _check_format(opened, name, day, ending)
    done = reading.read(opened)
    code = division_code(done, division, day)
    rendered = done.report(
        name,
        as_of=day,
        format=ending,
        division=code,
        award_events=happened,
        disclosure=disclosure,
        region_map=region_map,
        earlier=before.runs(done),
    )
    write_output(file, rendered.content)
    show_line(f"已写出{_title(done, name, code)}：{file}")
    if region_map is not None:
        _show_map_issues(region_map, done, day)
    outcome = done.outcome(day)
    show_findings(outcome)
    end(strict=strict, errors=len(outcome.issues.errors))


def _check_format(programme: Programme, name: str, day: date, ending: str) -> None:
    """Make sure that somebody can write such a file.

    Raises:
        WrongUseError: Neither the library nor a plugin does.
    """
    from kejifupin.reports import ReportKind
    from kejifupin.reports.render import formats_of

    try:
        programme.report(name, as_of=day, format=ending)
    except UnknownNameError as error:
        if error.name != ending:
            raise
        layouts = programme.catalogue.reports
        known = formats_of(layouts[name].kind)
        said = f"报告“{layouts[name].title}”写不成 .{ending}"
        remedy = f"可用：{'、'.join(f'.{each}' for each in known)}"
        boards = [key for key, each in layouts.items() if each.kind is ReportKind.BOARD]
        if ending in formats_of(ReportKind.BOARD) and boards:
            remedy += f"；.{ending} 是状态板的，报告写 {boards[0]}"
        raise WrongUseError(said, remedy) from None


def _region_map(file: str | None, number: str | None) -> RegionMap | None:
    """The map that was given with its number.

    Raises:
        WrongUseError: One without the other, or a file that is no map.
    """
    if file is None:
        if number is not None:
            raise WrongUseError("写了 --map-number，没有写地图", "加上 --map 文件.geojson")
        return None
    from kejifupin.reports import MapError, read_map

    path = existing_file(file, "--map")
    if number is None or not number.strip():
        said = "公开的地图必须标明审图号，没有写 --map-number"
        raise WrongUseError(said, "写地图上印的审图号，如 --map-number 吉S(2020)012号")
    try:
        return read_map(path, number=number)
    except MapError as error:
        raise WrongUseError(f"--map “{file}”：{error.chinese}", error.remedy) from None


def _show_map_issues(region_map: RegionMap, programme: Programme, day: date) -> None:
    """Tell what of a map could not be drawn, or shows none of the divisions."""
    from kejifupin.reports import place_map

    setting = programme.setting(day)
    found = place_map(region_map, setting.divisions, day, within=setting.scope)
    for issue in found.issues:
        show_note(issue.text())


def _title(programme: Programme, name: str, code: str | None) -> str:
    division = programme.setting().division_name(code) if code else ""
    return f"{division}《{programme.catalogue.reports[name].title}》"
