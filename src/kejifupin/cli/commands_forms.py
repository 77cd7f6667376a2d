"""``plugins``, ``forms`` and ``blank``: what there is, and forms to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import output_file, write_output
from kejifupin.cli.opening import open_by_key, open_plugins
from kejifupin.cli.options import Plugins, ProgrammeKey
from kejifupin.cli.output import show_line, show_table
from kejifupin.cli.wrong_use import WrongUseError, unknown

if TYPE_CHECKING:
    from kejifupin.programme import Programme

BLANK_FORMATS = ("docx", "xlsx")


def plugins(plugin: Plugins = None) -> None:
    """List the plugins and the programmes that they define.

    Example: kejifupin plugins --plugin plugins/jilin
    """
    from kejifupin.plugins.manager import plugin_names

    catalogue = open_plugins(plugin or ())
    divisions = catalogue.divisions
    rows = []
    for name in plugin_names(catalogue.manager):
        owned = [each.value for each in catalogue.programmes.values() if each.plugin == name]
        for programme in sorted(owned, key=lambda each: each.key):
            division = divisions.find(programme.scope, programme.period.start)
            scope = division.name if division else programme.scope
            days = f"{programme.period.start}—{programme.period.end}"
            rows.append(
                (name, programme.key, programme.title, scope, days, programme.extends or "")
            )
        if not owned:
            rows.append((name, "", "", "", "", ""))
    show_table(("插件", "方案", "名称", "地区", "起止", "上级方案"), rows, title="插件和方案")


def forms(programme: ProgrammeKey, plugin: Plugins = None) -> None:
    """List the forms, registers and reports of a programme.

    Example: kejifupin forms jilin-winter-2017
    """
    opened = open_by_key(programme, plugin or ())
    header = ("键", "类别", "名称", "附件", "记录类型", "出处")
    show_table(header, _forms(opened), title=opened.title)


def _forms(programme: Programme) -> Iterator[tuple[str, ...]]:
    catalogue = programme.catalogue
    for layout in catalogue.layouts.values():
        kind = catalogue.kinds[layout.kind]
        what = "名册" if kind.register else "表式"
        citation = layout.citation or kind.citation
        yield (
            layout.key,
            what,
            layout.title,
            layout.annex or "",
            kind.key,
            str(citation or ""),
        )
    for report in catalogue.reports.values():
        yield report.key, "报告", report.title, "", report.form or "", str(report.citation)


def blank(
    programme: ProgrammeKey,
    form: Annotated[
        str, typer.Argument(metavar="FORM", help="The form, by key or name: see `kejifupin forms`.")
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="File to write: .docx or .xlsx.")
    ],
    plugin: Plugins = None,
    fillable: Annotated[  # noqa: FBT002 - an option
        bool,
        typer.Option("--fillable", help="Word only: controls to fill in, printed words locked."),
    ] = False,
) -> None:
    """Write a blank form, as Word document or Excel workbook by the ending of the file.

    Example: kejifupin blank jilin-winter-2017 winter_return -o 统计表.docx
    """
    path, ending = output_file(output, BLANK_FORMATS)
    if fillable and ending != "docx":
        raise WrongUseError("--fillable 只能用于 Word 表", "把文件名的结尾改为 .docx")
    opened = open_by_key(programme, plugin or ())
    write_output(path, opened.blank(_form(opened, form), ending, fillable=fillable))
    show_line(f"已写出空白表：{path}")


def _form(programme: Programme, text: str) -> str:
    """The key of a form named by its key, its title, or the name of its kind.

    Raises:
        WrongUseError: It names none, or several.
    """
    layouts, kinds = programme.catalogue.layouts, programme.catalogue.kinds
    if text in layouts:
        return text
    names = {
        key: {each.title, *each.title_variants, kinds[each.kind].label}
        for key, each in layouts.items()
    }
    called = [key for key, each in names.items() if text in each]
    if len(called) != 1:
        raise unknown("表式", text, called or tuple(layouts))
    return called[0]
