"""``check``: every mistake in a plugin folder, in one run."""

from __future__ import annotations

from typing import Annotated

import typer

from kejifupin.cli.group import end
from kejifupin.cli.issue_tables import by_file
from kejifupin.cli.options import AsJson, Plugins, Strict
from kejifupin.cli.output import Row, on_terminal, show_json, show_line, show_table
from kejifupin.cli.plugin_arguments import existing_plugin
from kejifupin.terms.issues import Issue, Issues

HEADER = ("轻重", "文件", "行", "键", "问题", "怎么改", "编码")
_COLOURS = {"错误": "red", "提醒": "yellow", "说明": "dim"}


def check(
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", help="The plugin: a folder or a workbook.")
    ],
    plugin: Plugins = None,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Check a plugin folder: every mistake with its file, line, key and remedy.

    Example: kejifupin check plugins/jilin --strict
    """
    from kejifupin.exchange.plain import plain_issue
    from kejifupin.plugins.checking import check_folder
    from kejifupin.plugins.toml_plugin import TomlPlugin

    path = existing_plugin(folder, "FOLDER")
    others = [TomlPlugin(existing_plugin(each, "--plugin")) for each in plugin or ()]
    issues = Issues(check_folder(path, others))
    if json:
        for issue in issues:
            show_json(plain_issue(issue))
    else:
        _show(issues)
        show_line("没有发现问题" if not issues else f"检查完毕：{issues.summary()}")
    end(strict=strict, errors=len(issues.errors))


def _show(issues: Issues) -> None:
    if not issues:
        return
    if not on_terminal():
        show_table(HEADER, map(_row, issues))
        return
    # Errors of every file come before what is only suspicious.
    for part in (issues.errors, issues.where(keep=lambda each: each not in issues.errors)):
        for file, group in by_file(part).items():
            rows = [_without_file(_row(each)) for each in group]
            show_table(_without_file(HEADER), rows, title=file, style=_colour)


def _row(issue: Issue) -> tuple[str, ...]:
    place = issue.place
    line = place.cell or ("" if place.line is None else str(place.line))
    cells = (place.file or "", line, place.key or "", issue.message, issue.remedy or "", issue.code)
    return (issue.severity.label, *cells)


def _without_file(row: Row) -> tuple[str, ...]:
    return (row[0], *row[2:6])


def _colour(row: Row) -> str | None:
    return _COLOURS.get(row[0])
