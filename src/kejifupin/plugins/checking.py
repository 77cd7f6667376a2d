"""A plugin folder checked whole: every mistake in one run, however many there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs
import pluggy

from kejifupin.errors import ConfigError
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.checking_divisions import CheckedDivisions, check_divisions
from kejifupin.plugins.clauses import clause_issues
from kejifupin.plugins.folder import Located, PluginFolder, ProgrammeFolder, find_folder
from kejifupin.plugins.hookspecs import hookimpl
from kejifupin.plugins.manager import BUILTIN, plugin_manager
from kejifupin.plugins.mending_folders import MendedProgramme, mend_folder
from kejifupin.plugins.references import References
from kejifupin.plugins.suspicions import suspicions
from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.plugins.workbook_paths import WorkbookPath
from kejifupin.plugins.workbook_wording import in_workbook_words
from kejifupin.terms.divisions import Designation, Division, ReportingLine
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

_WEIGHTS = list(Severity)
_TABLES = (
    "kinds",
    "cohorts",
    "indicators",
    "targets",
    "rules",
    "swings",
    "spot_checks",
    "assessments",
    "layouts",
    "reports",
)
_TOP = "national-2016"

CODES: Mapping[str, str] = {
    "plugin.beside": "检查时没有用到另一个插件：它定义了同一个方案，或本身有错误",
}
"""Codes of the issues that only the check of a folder tells, with what they say."""
_FIELD_WITHOUT_PLACE = re.compile("字段“([^”]+)”.*在表上没有位置")


def check_folder(path: Path | str, plugins: Iterable[object] = ()) -> tuple[Issue, ...]:
    """Every mistake in a plugin folder, and what is legal but suspicious.

    What can be understood of a definition with a mistake in it is held against the others all the
    same, so that one run tells everything.

    Args:
        path: The folder that holds ``divisions.toml`` and ``programmes``, the distribution
            around it, or a workbook.
        plugins: Plugins that are not installed and that it builds on.

    Returns:
        The issues, errors first, each with its file and, where it has one, its line and key.

    Raises:
        ConfigError: A plugin given has mistakes of its own.
        PluginError: Another plugin cannot be loaded.
    """
    plugin = TomlPlugin(path)
    reading = plugin.reading
    programmes, issues = mend_folder(reading)
    found = [*reading.issues, *issues]
    manager = plugin_manager(*plugins)
    found += _make_room(manager, plugin, programmes)
    others = Catalogue(manager)
    once = tuple(_once(programmes, found))
    programmes = tuple(_settled(each, others, _beside_it(each, once), found) for each in once)
    checked = check_divisions(reading, others.divisions)
    found += checked.issues
    mended = attrs.evolve(reading, programmes=tuple(each.folder for each in programmes))
    manager.register(_LenientPlugin(plugin, mended, checked), plugin.name)
    catalogue = Catalogue(manager)
    for each in programmes:
        found += filter(each.is_worth_telling, _twice(each.folder))
        found += _references(catalogue, each)
        if each.folder.key in catalogue.programmes:
            loaded = catalogue.load(each.folder.key)
            found += clause_issues(reading.path, loaded, catalogue.divisions, each.lost)
    if isinstance(reading.path, WorkbookPath):
        found = list(in_workbook_words(found))
    return tuple(sorted(dict.fromkeys(found), key=_weight))


class _LenientPlugin(TomlPlugin):
    """What could be understood of a folder, as if it had no mistakes in it."""

    def __init__(
        self, plugin: TomlPlugin, folder: PluginFolder, divisions: CheckedDivisions
    ) -> None:
        super().__init__(plugin.path, plugin.name)
        self._mended = folder
        self._divisions = divisions

    @cached_property
    def reading(self) -> PluginFolder:
        """What the folder says, mended."""
        return self._mended

    @cached_property
    def folder(self) -> PluginFolder:
        """The same; it never raises."""
        return self._mended

    @hookimpl
    def provide_divisions(self) -> Iterator[Division | ReportingLine | Designation]:
        """The units and designations that fit into the table."""
        yield from self._divisions.divisions
        yield from self._divisions.designations
        yield from self._divisions.reporting_lines


def _weight(issue: Issue) -> tuple[int, str, int]:
    return _WEIGHTS.index(issue.severity), issue.place.file or "", issue.place.line or 0


def _make_room(
    manager: pluggy.PluginManager, plugin: TomlPlugin, programmes: Sequence[MendedProgramme]
) -> Iterator[Issue]:
    """Leave out the installed plugins that the folder is a copy of, or that cannot be asked."""
    own = {each.folder.key for each in programmes if not each.stands_in}
    for name, other in manager.list_name_plugin():
        if other is None or name == BUILTIN:
            continue
        if name == plugin.name or _same_folder(other, plugin):
            manager.unregister(name=name)
            continue
        try:
            theirs = {each.key for each in getattr(other, "provide_programmes", tuple)() or ()}
        except ConfigError as error:
            manager.unregister(name=name)
            yield _beside(
                plugin, f"插件“{name}”有{len(error.issues)}处错误，检查时没有用它", "先改正那个插件"
            )
            continue
        if shared := own & theirs:
            manager.unregister(name=name)
            yield _beside(
                plugin,
                f"插件“{name}”也定义了方案“{'、'.join(sorted(shared))}”，检查时没有用它",
                "两个插件不能同时使用：卸载一个，或换一个方案键",
            )


def _same_folder(other: object, plugin: TomlPlugin) -> bool:
    path = getattr(other, "path", None)
    if not isinstance(path, Path):
        return False
    return find_folder(path).resolve() == find_folder(plugin.path).resolve()


def _beside(plugin: TomlPlugin, message: str, remedy: str) -> Issue:
    place = Place(str(plugin.path))
    return Issue("plugin.beside", message, Severity.WARNING, place, remedy=remedy)


def _once(programmes: Iterable[MendedProgramme], found: list[Issue]) -> Iterator[MendedProgramme]:
    """The programmes without those whose key another one of the folder has."""
    known: set[str] = set()
    for each in programmes:
        definition = each.folder.definition
        if each.folder.key in known and definition is not None:
            message = f"这个文件夹里已有方案“{each.folder.key}”"
            place = definition.place("key")
            found.append(Issue("catalogue.twice", message, place=place, remedy="换一个方案键"))
            continue
        known.add(each.folder.key)
        yield each


def _beside_it(programme: MendedProgramme, all_: Iterable[MendedProgramme]) -> frozenset[str]:
    """Keys of the folder's other programmes that it may extend without going round in a ring."""
    above = {
        each.folder.key: each.folder.definition.value.extends
        for each in all_
        if each.folder.definition is not None
    }
    return frozenset(key for key in above if programme.folder.key not in _chain(key, above))


def _chain(key: str, above: Mapping[str, str | None]) -> frozenset[str]:
    found: set[str] = set()
    at: str | None = key
    while at is not None and at not in found:
        found.add(at)
        at = above.get(at)
    return frozenset(found)


def _settled(
    programme: MendedProgramme, others: Catalogue, siblings: frozenset[str], found: list[Issue]
) -> MendedProgramme:
    """The programme with what stands above it known, or guessed where that is wrong."""
    folder, known = programme.folder, (*others.programmes, *sorted(siblings))
    if programme.stands_in:
        if folder.key in others.programmes:
            return attrs.evolve(programme, folder=attrs.evolve(folder, definition=None))
        found.append(_nothing_to_add_to(folder, known))
    if folder.definition is None:
        return programme
    definition = folder.definition.value
    above = definition.extends
    if above in known or (above is None and "programme" not in programme.broken):
        return programme
    if above is not None:
        issue = _no_programme(folder.definition, above, known)
        found += [issue] if programme.is_worth_telling(issue) else []
    close = nearest(above or "", known)
    settled = attrs.evolve(definition, extends=close[0] if close else _TOP)
    located = attrs.evolve(folder.definition, value=settled)
    return attrs.evolve(programme, folder=attrs.evolve(folder, definition=located), guessed=True)


def _nothing_to_add_to(folder: ProgrammeFolder, known: Iterable[str]) -> Issue:
    first = next((each for table in _TABLES for each in folder.table(table)), None)
    close = nearest(folder.key, known)
    return Issue(
        "plugin.no_programme",
        f"缺少 programme.toml，也没有别的插件定义方案“{folder.key}”",
        place=Place(first.place().file) if first else Place(),
        remedy=f"写 programme.toml，或把文件夹改名为“{close[0] if close else _TOP}”",
    )


def _no_programme(definition: Located[Any], above: str, known: Iterable[str]) -> Issue:
    known = tuple(known)
    close = nearest(above, known)
    return Issue(
        "reference.unknown",
        f"没有叫“{above}”的方案",
        place=definition.place("extends"),
        remedy=f"是否应为“{close[0]}”？" if close else f"可用：{'、'.join(known)}",
    )


def _twice(folder: ProgrammeFolder) -> Iterator[Issue]:
    """Keys that stand twice in the folder, told at the second."""
    for table in _TABLES:
        first: dict[str, Located[Any]] = {}
        for each in folder.table(table):
            known = first.setdefault(each.value.key, each)
            if known is not each:
                where = known.place("key")
                at = where.cell or f"第{where.line}行"
                earlier = f"{Path(where.file or '').name} {at}"
                yield Issue(
                    "catalogue.twice",
                    f"键“{each.value.key}”已经用过（{earlier}）",
                    place=each.place("key"),
                    remedy="换一个键，或删去重复的一条",
                )


def _references(catalogue: Catalogue, programme: MendedProgramme) -> Iterator[Issue]:
    key = programme.folder.key
    if key not in catalogue.programmes:
        return
    loaded = catalogue.load(key)
    references = References(loaded, catalogue.divisions, catalogue.place, programme.lost)
    tables = (programme.folder.table(table) for table in _TABLES)
    counts = (Counter(each.value.key for each in table) for table in tables)
    twice = {key for count in counts for key, times in count.items() if times > 1}
    told = (*loaded.issues, *references.issues(), *suspicions(references))
    for issue in _without_echoes(told):
        doubled = issue.code == "catalogue.twice" and (
            programme.guessed or any(f"“{name}”" in issue.message for name in twice)
        )
        if programme.is_worth_telling(issue) and not doubled:
            yield issue


def _without_echoes(issues: Sequence[Issue]) -> Iterator[Issue]:
    """The issues without those that only follow from another one of the same file."""
    meant = {(each.place.file, each.remedy) for each in issues if each.code == "reference.layout"}
    for issue in issues:
        if issue.code == "reference.unread_field":
            # A field without a place is told as a mistake of the layout.
            continue
        field = _FIELD_WITHOUT_PLACE.match(issue.message)
        if field and (issue.place.file, f"是否应为“{field[1]}”？") in meant:
            # The field stands on the form under a misspelt key.
            continue
        yield issue
