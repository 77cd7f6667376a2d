"""``new-plugin`` and ``convert-plugin``: a plugin to begin with, and one in its other form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import find_division, output_file, read_day, write_output
from kejifupin.cli.output import show_line, show_note
from kejifupin.cli.plugin_arguments import existing_plugin
from kejifupin.cli.wrong_use import WrongUseError

if TYPE_CHECKING:
    from kejifupin.plugins.scaffolding import NewPlugin


def new_plugin(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the plugin: lower case, e.g. guizhou.")
    ],
    division: Annotated[
        str,
        typer.Option(
            "--division", metavar="DIVISION", help="Code or name of the division it is for."
        ),
    ],
    folder: Annotated[
        str | None, typer.Argument(metavar="[FOLDER]", help="A new folder; NAME by default.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Title of the programme.")
    ] = None,
    programme: Annotated[
        str | None,
        typer.Option("--programme", metavar="KEY", help="Key of the programme, e.g. guizhou-2017."),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day of the programme.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day of the programme.")
    ] = None,
    xlsx: Annotated[
        str | None,
        typer.Option("--xlsx", metavar="FILE", help="Write an Excel workbook instead of a folder."),
    ] = None,
) -> None:
    """Write a new plugin that is complete and passes its tests, to be filled with your own plan.

    Example: kejifupin new-plugin guizhou --division 520000
    """
    from kejifupin.errors import DefinitionError
    from kejifupin.plugins.scaffolding import plan_plugin, workbook_of, write_plugin

    if xlsx is not None and folder is not None:
        raise WrongUseError("FOLDER 和 --xlsx 只能写一个", "去掉其中一个")
    start = read_day(from_, "--from") if from_ else None
    end = read_day(to, "--to") if to else None
    try:
        plan = plan_plugin(
            name,
            _code(division, plan_on=start),
            title=title,
            programme=programme,
            start=start,
            end=end,
            taken=_taken(),
        )
        if xlsx is not None:
            path, _ = output_file(xlsx, ("xlsx",))
            if path.exists():
                raise WrongUseError(f"“{path}”已有，不覆盖", "换一个新的文件名")
            write_output(path, workbook_of(plan))
            _tell(plan, path)
        else:
            target = Path(folder or name)
            written = write_plugin(plan, target)
            show_line(f"已写出插件：{target}（{len(written)}个文件）")
            _tell(plan, target)
    except DefinitionError as error:
        raise WrongUseError(error.chinese, error.remedy) from error


def _tell(plan: NewPlugin, path: Path) -> None:
    if path.is_file():
        show_line(f"已写出插件：{path}")
    show_note(f"方案“{plan.programme}”（{plan.title}），{plan.division.name}{plan.division.code}")
    show_note(f"把标着“示例”的都换成自己的，每改一步查一遍：kejifupin check {path}")


def _code(text: str, plan_on: object) -> str:
    """The code of a division named by its code or its name."""
    from datetime import date

    from kejifupin.plugins.division_tables import base_divisions
    from kejifupin.plugins.scaffolding import DEFAULT_PERIOD

    on = plan_on if isinstance(plan_on, date) else DEFAULT_PERIOD.start
    divisions = base_divisions()
    if divisions.find(text, on) is not None:
        return text
    return find_division(text, divisions, scope="000000", on=on)[0]


def _taken() -> tuple[str, ...]:
    from kejifupin.errors import KejifupinError
    from kejifupin.programme import open_catalogue

    try:
        return tuple(open_catalogue().programmes)
    except KejifupinError:
        # A broken plugin beside does not keep anyone from beginning a new one.
        return ()


def convert_plugin(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A plugin: a folder of TOML or a workbook.")
    ],
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="A new .xlsx file, or a new folder.")
    ],
) -> None:
    """Write a plugin folder as an Excel workbook, or a workbook as a folder; only comments go.

    Example: kejifupin convert-plugin plugins/jilin 吉林.xlsx
    """
    from kejifupin.errors import ConfigError, DefinitionError
    from kejifupin.plugins.workbook_converting import convert_plugin as convert

    path = existing_plugin(source, "SOURCE")
    try:
        written = convert(path, Path(target))
    except DefinitionError as error:
        raise WrongUseError(error.chinese, error.remedy) from error
    except ConfigError as error:
        first = [f"  {each.text()}" for each in error.issues[: error.shown]]
        remedy = f"先改正：kejifupin check {source}"
        raise WrongUseError(f"插件有{len(error.issues)}处错误", remedy, first) from error
    show_line(f"已写出插件：{target}（{len(written)}个文件）")
