"""A plugin folder read whole: every definition with its place, every mistake with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

import attrs
from attrs import frozen

from kejifupin.checks.rules import Rule
from kejifupin.exchange.codec import structure, structure_tables
from kejifupin.exchange.toml_files import Source, read_toml
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.forms.layouts import FormLayout
from kejifupin.indicators.indicator import Indicator
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.reports.layouts import ReportLayout
from kejifupin.targets.target import Target
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Division
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

T = TypeVar("T")

CODES: Mapping[str, str] = {
    "plugin.no_programme": "插件文件夹里没有方案，或方案缺少 programme.toml",
    "plugin.folder_name": "方案文件夹与方案键不同名",
    "plugin.unknown_file": "插件文件夹里有不认识的文件，不会被读取",
    "plugin.unknown_document": "引用的文件没有列在 documents 中",
    "plugin.unknown_division": "没有这个行政区划，或名称不能确定",
}


@frozen
class DesignationList:
    """Divisions that hold a designation, by name (认定名单).

    Args:
        key: Key of the designation, e.g. ``national_poor_county``.
        names: Full names of the divisions.
        within: Code of the division that all of them are in.
        valid_from: First day.
        citation: The list or notice that gave it.
        valid_to: First day after it.
    """

    key: str
    names: tuple[str, ...]
    within: str
    valid_from: date
    citation: Citation
    valid_to: date | None = None


@frozen
class Located(Generic[T]):
    """A definition and where it stands (定义及其位置)."""

    value: T
    source: Source
    path: KeyPath = ()

    def place(self, *path: str | int) -> Place:
        """The place of a key inside it."""
        return self.source.place((*self.path, *path))


@frozen
class ProgrammeFolder:
    """What a folder says of one programme (方案文件夹).

    ``definition`` is None where the folder only adds to a programme of another plugin.
    """

    key: str
    definition: Located[ProgrammeDefinition] | None
    documents: tuple[SourceDocument, ...] = ()
    kinds: tuple[Located[RecordKind], ...] = ()
    cohorts: tuple[Located[Cohort], ...] = ()
    indicators: tuple[Located[Indicator], ...] = ()
    targets: tuple[Located[Target], ...] = ()
    rules: tuple[Located[Rule], ...] = ()
    layouts: tuple[Located[FormLayout], ...] = ()
    reports: tuple[Located[ReportLayout], ...] = ()


@frozen
class PluginFolder:
    """What a plugin folder says, and what is wrong with it (插件文件夹).

    Args:
        path: The folder that holds ``divisions.toml`` and ``programmes``.
        divisions: Local units.
        designations: Designations by name.
        programmes: Its programmes.
        issues: Every mistake found while reading.
    """

    path: Path
    divisions: tuple[Located[Division], ...] = ()
    designations: tuple[Located[DesignationList], ...] = ()
    programmes: tuple[ProgrammeFolder, ...] = ()
    issues: tuple[Issue, ...] = ()


TABLE_FILES: Mapping[str, Mapping[str, type[Any]]] = {
    "records.toml": {"kinds": RecordKind},
    "cohorts.toml": {"cohorts": Cohort},
    "indicators.toml": {"indicators": Indicator},
    "targets.toml": {"targets": Target},
    "rules.toml": {"rules": Rule},
}
SINGLE_FILES: Mapping[str, type[Any]] = {"forms": FormLayout, "reports": ReportLayout}


def find_folder(path: Path) -> Path:
    """The folder of a plugin's TOML: the one given, or the package inside a distribution."""
    if (path / "programmes").is_dir() or (path / "divisions.toml").is_file():
        return path
    inside = sorted(each.parent for each in path.glob("src/*/programmes") if each.is_dir())
    return inside[0] if len(inside) == 1 else path


def read_folder(path: Path) -> PluginFolder:
    """Read a plugin folder; never raises for what stands in it.

    Args:
        path: The plugin's folder, or the distribution around it.

    Returns:
        All definitions that could be understood, and an issue for every mistake.
    """
    folder = find_folder(path)
    issues: list[Issue] = []
    divisions: tuple[Located[Division], ...] = ()
    designations: tuple[Located[DesignationList], ...] = ()
    if (folder / "divisions.toml").is_file():
        tables = _read_tables(
            folder / "divisions.toml",
            {"divisions": Division, "designations": DesignationList, "documents": SourceDocument},
            issues,
        )
        documents = tuple(each.value for each in tables["documents"])
        divisions = tables["divisions"]
        designations = cited(tables["designations"], documents, issues)
    found = sorted(each for each in folder.glob("programmes/*") if each.is_dir())
    if not found:
        issues.append(
            Issue(
                "plugin.no_programme",
                "没有找到方案：应有 programmes/方案键/programme.toml",
                place=Place(str(folder)),
                remedy="建文件夹 programmes/方案键/，在其中写 programme.toml",
            )
        )
    programmes = tuple(_read_programme(each, issues) for each in found)
    return PluginFolder(folder, divisions, designations, programmes, tuple(issues))


def _read_programme(path: Path, issues: list[Issue]) -> ProgrammeFolder:
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
        cohorts=tables["cohorts"],
        indicators=tables["indicators"],
        targets=tables["targets"],
        rules=tables["rules"],
        layouts=singles["forms"],
        reports=singles["reports"],
    )


def _adds(path: Path) -> bool:
    """Whether a folder without a programme of its own has something to add to another's."""
    files = (path / name for name in TABLE_FILES)
    folders = (path / name for name in SINGLE_FILES)
    return any(file.is_file() for file in files) or any(folder.is_dir() for folder in folders)


def _read_definition(
    path: Path, issues: list[Issue]
) -> tuple[Located[ProgrammeDefinition] | None, tuple[SourceDocument, ...] | None]:
    file = path / "programme.toml"
    if not file.is_file():
        if _adds(path):
            return None, None
        issues.append(
            Issue(
                "plugin.no_programme",
                "缺少 programme.toml",
                place=Place(str(path)),
                remedy="写明 key、title、scope、period、documents",
            )
        )
        return None, None
    data, source, found = read_toml(file)
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
    path: Path,
    classes: Mapping[str, type[Any]],
    issues: list[Issue],
) -> dict[str, tuple[Located[Any], ...]]:
    data, source, found = read_toml(path)
    issues.extend(found)
    if data is None:
        return dict.fromkeys(classes, ())
    tables, found = structure_tables(data, classes, source=source)
    issues.extend(found)
    return {
        key: tuple(Located(value, source, (key, index)) for index, value in items)
        for key, items in tables.items()
    }


def _read_singles(folder: Path, class_: type[T], issues: list[Issue]) -> tuple[Located[T], ...]:
    located = []
    for path in sorted(folder.glob("*.toml")):
        data, source, found = read_toml(path)
        issues.extend(found)
        if data is None:
            continue
        value, found = structure(data, class_, source=source)
        issues.extend(found)
        if value is not None:
            located.append(Located(value, source))
    return tuple(located)


def _tell_strangers(path: Path, issues: list[Issue]) -> None:
    known = (*TABLE_FILES, "programme.toml")
    for each in sorted(path.iterdir()):
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


def cited(
    items: Iterable[Located[T]], documents: tuple[SourceDocument, ...] | None, issues: list[Issue]
) -> tuple[Located[T], ...]:
    """The same definitions with each citation naming its document by title and number.

    Args:
        items: The definitions.
        documents: The documents that they may cite; None where those could not be read.
        issues: Takes an issue for every document that is not among them.
    """
    if documents is None:
        return tuple(items)
    by_key = {document.key: document for document in documents}
    done = []
    for item in items:
        unknown: dict[str, None] = {}
        value = _with_titles(item.value, by_key, unknown)
        issues.extend(
            Issue(
                "plugin.unknown_document",
                f"引用的文件“{key}”没有列在 documents 中",
                place=item.place("citation"),
                remedy=f"可用：{'、'.join(by_key) or '（还没有列出文件）'}",
            )
            for key in unknown
        )
        done.append(attrs.evolve(item, value=value))
    return tuple(done)


def _with_titles(
    value: Any, documents: Mapping[str, SourceDocument], unknown: dict[str, None]
) -> Any:
    if isinstance(value, Citation):
        key = value.document or next(iter(documents), "")
        if key not in documents:
            unknown[key] = None
            return value
        document = documents[key]
        return attrs.evolve(value, document=document.title, number=value.number or document.number)
    if isinstance(value, tuple):
        new = tuple(_with_titles(each, documents, unknown) for each in value)
        return new if any(a is not b for a, b in zip(new, value, strict=True)) else value
    if attrs.has(type(value)):
        changes = {}
        for attribute in attrs.fields(type(value)):
            if not attribute.init:
                continue
            old = getattr(value, attribute.name)
            if (new := _with_titles(old, documents, unknown)) is not old:
                changes[attribute.alias or attribute.name] = new
        return attrs.evolve(value, **changes) if changes else value
    return value
