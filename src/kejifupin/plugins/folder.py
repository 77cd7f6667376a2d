"""A plugin folder read whole: every definition with its place, every mistake with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from kejifupin.exchange.codec import structure, structure_tables
from kejifupin.forms.layouts import FormLayout
from kejifupin.plugins.citing import cited
from kejifupin.plugins.file_tables import (
    DIVISION_TABLES,
    SINGLE_FILES,
    TABLE_FILES,
    DesignationList,
    ReportingList,
)
from kejifupin.plugins.folder_contents import Located, PluginFolder, ProgrammeFolder
from kejifupin.plugins.template_reading import with_template
from kejifupin.plugins.workbook_paths import (
    AnyPath,
    WorkbookPath,
    folder_of,
    plugin_path,
    read_plain,
)
from kejifupin.plugins.workbook_wording import NO_PLAN, in_workbook_words
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Division
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

__all__ = [
    "SINGLE_FILES",
    "TABLE_FILES",
    "DesignationList",
    "Located",
    "PluginFolder",
    "ProgrammeFolder",
    "cited",
    "find_folder",
    "programme_folders",
    "read_folder",
    "single_files",
]

T = TypeVar("T")

CODES: Mapping[str, str] = {
    "plugin.no_programme": "插件文件夹里没有方案，或方案缺少 programme.toml",
    "plugin.folder_name": "方案文件夹与方案键不同名",
    "plugin.unknown_file": "插件文件夹里有不认识的文件，不会被读取",
    "plugin.template": "表式的模板文件读不了",
}


def find_folder(path: Path) -> AnyPath:
    """The folder of a plugin's TOML: the one given, or the package inside a distribution.

    A workbook stands for a folder.
    """
    found = plugin_path(path)
    if isinstance(found, WorkbookPath):
        return found
    if (path / "programmes").is_dir() or (path / "divisions.toml").is_file():
        return path
    inside = sorted(each.parent for each in path.glob("src/*/programmes") if each.is_dir())
    return inside[0] if len(inside) == 1 else path


def read_folder(path: Path) -> PluginFolder:
    """Read a plugin folder; never raises for what stands in it.

    Args:
        path: The plugin's folder, the distribution around it, or a workbook.

    Returns:
        All definitions that could be understood, and an issue for every mistake.
    """
    folder = find_folder(path)
    issues: list[Issue] = list(folder.issues) if isinstance(folder, WorkbookPath) else []
    divisions: tuple[Located[Division], ...] = ()
    designations: tuple[Located[DesignationList], ...] = ()
    reporting: tuple[Located[ReportingList], ...] = ()
    if (folder / "divisions.toml").is_file():
        tables = _read_tables(folder / "divisions.toml", DIVISION_TABLES, issues)
        documents = tuple(each.value for each in tables["documents"])
        divisions = tables["divisions"]
        designations = cited(tables["designations"], documents, issues)
        reporting = cited(tables["reporting_lines"], documents, issues)
    found = programme_folders(folder)
    wrong = any(each.severity is Severity.ERROR for each in issues)
    unread = isinstance(folder, WorkbookPath) and not folder.files and wrong
    if not found and not unread:
        message, remedy = (
            "没有找到方案：应有 programmes/方案键/programme.toml",
            "建文件夹 programmes/方案键/，在其中写 programme.toml",
        )
        if isinstance(folder, WorkbookPath):
            message, remedy = NO_PLAN
        elif not folder.is_dir():
            message, remedy = "没有这个插件文件夹", "核对路径"
        issues.append(
            Issue("plugin.no_programme", message, place=Place(str(folder)), remedy=remedy)
        )
    programmes = tuple(_read_programme(each, issues) for each in found)
    told = in_workbook_words(issues) if isinstance(folder, WorkbookPath) else tuple(issues)
    return PluginFolder(folder, divisions, designations, programmes, told, reporting)


def programme_folders(folder: AnyPath) -> list[AnyPath]:
    """The folders of the programmes of a plugin folder, in order of their names."""
    found: list[AnyPath] = [each for each in folder.glob("programmes/*") if each.is_dir()]
    return sorted(found, key=lambda each: each.name)


def _read_programme(path: AnyPath, issues: list[Issue]) -> ProgrammeFolder:
    definition, documents = _read_definition(path, issues)
    tables: dict[str, tuple[Located[Any], ...]] = {}
    for name, classes in TABLE_FILES.items():
        found = (
            _read_tables(path / name, classes, issues)
            if (path / name).is_file()
            else dict.fromkeys(classes, ())
        )
        tables |= {key: cited(items, documents, issues) for key, items in found.items()}
    singles = {
        name: cited(_read_singles(path / name, class_, issues), documents, issues)
        for name, class_ in SINGLE_FILES.items()
    }
    _tell_strangers(path, issues)
    return ProgrammeFolder(
        key=definition.value.key if definition else path.name,
        definition=definition,
        documents=documents or (),
        kinds=tables["kinds"],
        shared=tables["shared"],
        cohorts=tables["cohorts"],
        indicators=tables["indicators"],
        targets=tables["targets"],
        rules=tables["rules"],
        swings=tables["swings"],
        spot_checks=tables["spot_checks"],
        assessments=tables["assessments"],
        awards=tables["awards"],
        award_quotas=tables["award_quotas"],
        layouts=singles["forms"],
        reports=singles["reports"],
    )


def _adds(path: AnyPath) -> bool:
    """Whether a folder without a programme of its own has something to add to another's."""
    files = (path / name for name in TABLE_FILES)
    folders = (path / name for name in SINGLE_FILES)
    return any(file.is_file() for file in files) or any(folder.is_dir() for folder in folders)


def _read_definition(
    path: AnyPath, issues: list[Issue]
) -> tuple[Located[ProgrammeDefinition] | None, tuple[SourceDocument, ...] | None]:
    file = path / "programme.toml"
    if not file.is_file():
        if _adds(path):
            return None, None
        message, remedy = "缺少 programme.toml", "写明 key、title、scope、period、documents"
        if isinstance(path, WorkbookPath):
            message, remedy = NO_PLAN
        issues.append(Issue("plugin.no_programme", message, place=Place(str(path)), remedy=remedy))
        return None, None
    data, source, found = read_plain(file)
    issues.extend(found)
    if data is None:
        return None, None
    definition, found = structure(data, ProgrammeDefinition, source=source)
    issues.extend(found)
    if definition is None:
        return None, None
    located = (Located(definition, source),)
    titled = cited(located, definition.documents, issues)[0]
    if definition.key != path.name:
        issues.append(
            Issue(
                "plugin.folder_name",
                f"文件夹叫“{path.name}”，方案键是“{definition.key}”，两者应相同",
                place=source.place(("key",)),
                remedy="改文件夹名或改 key",
            )
        )
    return titled, definition.documents


def _read_tables(
    path: AnyPath,
    classes: Mapping[str, type[Any]],
    issues: list[Issue],
) -> dict[str, tuple[Located[Any], ...]]:
    data, source, found = read_plain(path)
    issues.extend(found)
    if data is None:
        return dict.fromkeys(classes, ())
    tables, found = structure_tables(data, classes, source=source)
    issues.extend(found)
    return {
        key: tuple(Located(value, source, (key, index)) for index, value in items)
        for key, items in tables.items()
    }


def _read_singles(folder: AnyPath, class_: type[T], issues: list[Issue]) -> tuple[Located[T], ...]:
    located = []
    for path in single_files(folder):
        data, source, found = read_plain(path)
        issues.extend(found)
        if data is None:
            continue
        value, found = structure(data, class_, source=source)
        issues.extend(found)
        if value is None:
            continue
        item: Located[Any] = Located(value, source)
        if isinstance(value, FormLayout) and value.template is not None:
            layout, found = with_template(value, folder_of(folder), source)
            issues.extend(found)
            item = item.with_value(layout)
        located.append(item)
    return tuple(located)


def single_files(folder: AnyPath) -> list[AnyPath]:
    """The files of a folder of single definitions, in order of their names."""
    found: list[AnyPath] = list(folder.glob("*.toml"))
    return sorted(found, key=lambda each: each.name)


def _tell_strangers(path: AnyPath, issues: list[Issue]) -> None:
    known = (*TABLE_FILES, "programme.toml")
    children: list[AnyPath] = list(path.iterdir())
    for each in sorted(children, key=lambda child: child.name):
        if (
            each.is_dir()
            and each.name not in SINGLE_FILES
            and not each.name.startswith((".", "__"))
        ):
            close = nearest(each.name, SINGLE_FILES)
        elif each.suffix == ".toml" and each.is_file() and each.name not in known:
            close = nearest(each.name, known)
        else:
            continue
        issues.append(
            Issue(
                "plugin.unknown_file",
                f"不认识“{each.name}”，其中的内容不会被读取",
                Severity.WARNING,
                Place(str(each)),
                remedy=f"是否应为“{close[0]}”？" if close else f"可用的文件：{'、'.join(known)}",
            )
        )
