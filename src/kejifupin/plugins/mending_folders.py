"""A plugin folder read again with its mistakes mended, so that all of it can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from attrs import frozen

from kejifupin.exchange.toml_files import Source
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.plugins.file_tables import SINGLE_FILES, TABLE_FILES
from kejifupin.plugins.folder import (
    Located,
    PluginFolder,
    ProgrammeFolder,
    cited,
    programme_folders,
    single_files,
)
from kejifupin.plugins.mending import UNSURE, Mended, mend
from kejifupin.plugins.workbook_paths import AnyPath, read_plain
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.issues import Issue, Severity

_ATTRIBUTES = {"forms": "layouts", "reports": "reports"}
_HANGS_ON: Mapping[str, str] = {
    "reference.untargeted": "targets",
    "reference.unfed": "layouts",
    "reference.impossible_total": "targets",
}
"""Suspicions that mean nothing where a table could not be read whole."""
_SUMS = frozenset({"assessment.full_marks", "assessment.weights", "assessment.cap"})
"""What does not add up means nothing where a part of the table of points was left out."""


@frozen
class Lost:
    """The names that may have been defined where a file could not be understood (读不出的定义).

    Args:
        names: Table and key of definitions of which too little could be understood.
        tables: Tables in which a definition may stand whose very key could not be read.
    """

    names: frozenset[tuple[str, str]] = frozenset()
    tables: frozenset[str] = frozenset()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, tuple) and (name in self.names or name[0] in self.tables)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@frozen
class MendedProgramme:
    """What could be understood of one programme of a folder (修补后的方案).

    Args:
        folder: Its definitions.
        lost: What may stand in it beside them.
        broken: Tables with a mistake in them.
        touched: File and key path of all that was left out or stands for something else.
        fields: Keys of the fields among it.
        stands_in: Whether there is no ``programme.toml`` and the definition stands in for it.
        guessed: Whether what it extends was guessed, so that nobody knows what it inherits.
    """

    folder: ProgrammeFolder
    lost: Lost = Lost()
    broken: frozenset[str] = frozenset()
    touched: frozenset[tuple[str, str]] = frozenset()
    fields: frozenset[str] = frozenset()
    stands_in: bool = False
    guessed: bool = False

    def is_worth_telling(self, issue: Issue) -> bool:
        """Whether an issue speaks of what was written, not of what had to be mended."""
        if UNSURE in f"{issue.message}{issue.remedy or ''}":
            return False
        if any(f"“{key}”" in issue.message for key in self.fields):
            return False
        if issue.code in _HANGS_ON and _HANGS_ON[issue.code] in self.broken:
            return False
        place = (issue.place.file or "", issue.place.key or "")
        if issue.code in _SUMS and self._is_mended_around(*place):
            return False
        if any(file == place[0] and _inside(place[1], key) for file, key in self.touched):
            return False
        whole = issue.severity is not Severity.ERROR or issue.code == "catalogue.not_stricter"
        around = any(file == place[0] and _inside(key, place[1]) for file, key in self.touched)
        return not (whole and around)

    def _is_mended_around(self, file: str, key: str) -> bool:
        """Whether a sum is over criteria of which one was mended."""
        scheme, _, inside = key.partition(".")
        return not inside.startswith("criteria[") and any(
            file == other and _inside(each, scheme) for other, each in self.touched
        )


def _inside(key: str, of: str) -> bool:
    return key == of or not of or key.startswith((f"{of}.", f"{of}["))


class _Mender:
    """Collects what is mended of one programme."""

    def __init__(self, folder: ProgrammeFolder) -> None:
        self.folder = folder
        self.names: set[tuple[str, str]] = set()
        self.tables: set[str] = set()
        self.broken: set[str] = set()
        self.touched: set[tuple[str, str]] = set()
        self.fields: set[str] = set()

    def one(
        self, data: object, class_: type[Any], table: str, source: Source, path: KeyPath = ()
    ) -> Located[Any] | None:
        """A definition with mistakes, mended as far as it goes."""
        table = "kinds" if table == "shared" else table
        self.broken.add(table)
        mended = mend(data, class_) if isinstance(data, Mapping) else None
        key = data.get("key") if isinstance(data, Mapping) else None
        if not isinstance(key, str):
            self.tables.add(table)
        if mended is None:
            if isinstance(key, str):
                self.names.add((table, key))
            return None
        self._note(mended, data, class_, source, path)
        return Located(mended.value, source, path)

    def _note(
        self, mended: Mended[Any], data: Any, class_: type[Any], source: Source, path: KeyPath
    ) -> None:
        for each in mended.touched:
            place = source.place((*path, *each))
            self.touched.add((place.file or "", place.key or ""))
            if class_ is RecordKind and len(each) > 1 and each[0] == "fields":
                keys = _field_keys(data, each)
                self.fields |= keys
                # A measured field is an indicator that targets may name.
                self.names |= {("indicators", f"{mended.value.key}.{key}") for key in keys}

    def table(
        self, raw: object, class_: type[Any], name: str, source: Source
    ) -> tuple[Located[Any], ...]:
        """A list of definitions, the good ones as they were read."""
        good = {each.path: each for each in getattr(self.folder, name)}
        found = []
        for index, data in enumerate(raw if isinstance(raw, list) else ()):
            path = (name, index)
            item = good.get(path) or self.one(data, class_, name, source, path)
            if item is not None:
                found.append(item)
        if raw is not None and not isinstance(raw, list):
            self.tables.add(name)
        return tuple(found)

    def done(self, folder: ProgrammeFolder, *, stands_in: bool) -> MendedProgramme:
        """The programme, mended."""
        return MendedProgramme(
            folder,
            Lost(frozenset(self.names), frozenset(self.tables)),
            frozenset(self.broken),
            frozenset(self.touched),
            frozenset(self.fields),
            stands_in,
        )


def mend_folder(folder: PluginFolder) -> tuple[tuple[MendedProgramme, ...], tuple[Issue, ...]]:
    """The programmes of a folder, mended.

    Args:
        folder: The folder as it was read.

    Returns:
        The programmes, and the issues of what had not been looked at because of other mistakes.
    """
    issues: list[Issue] = []
    pairs = zip(programme_folders(folder.path), folder.programmes, strict=True)
    return tuple(_mend_programme(path, each, issues) for path, each in pairs), tuple(issues)


def _mend_programme(path: AnyPath, folder: ProgrammeFolder, issues: list[Issue]) -> MendedProgramme:
    mender = _Mender(folder)
    definition, stands_in = _definition(path, folder, mender)
    changes: dict[str, Any] = {}
    for name, classes in TABLE_FILES.items():
        data, source, _ = read_plain(path / name)
        for table, class_ in classes.items():
            if data is None:
                if (path / name).exists():
                    mender.tables.add(table)
                    mender.broken.add(table)
            else:
                changes[table] = mender.table(data.get(table), class_, table, source)
    for name, class_ in SINGLE_FILES.items():
        changes[_ATTRIBUTES[name]] = _singles(path / name, class_, _ATTRIBUTES[name], mender)
    mended = attrs.evolve(folder, definition=definition, **changes)
    return mender.done(_titled(folder, mended, issues), stands_in=stands_in)


def _definition(
    path: AnyPath, folder: ProgrammeFolder, mender: _Mender
) -> tuple[Located[ProgrammeDefinition] | None, bool]:
    if folder.definition is not None:
        return folder.definition, False
    file = path / "programme.toml"
    data, source, _ = read_plain(file)
    named = {"key": path.name, **(data or {})}
    return mender.one(named, ProgrammeDefinition, "programme", source), not file.exists()


def _singles(
    path: AnyPath, class_: type[Any], table: str, mender: _Mender
) -> tuple[Located[Any], ...]:
    good = {each.source.file: each for each in getattr(mender.folder, table)}
    found = []
    for file in single_files(path):
        data, source, _ = read_plain(file)
        item = good.get(source.file)
        if item is None:
            item = mender.one(data, class_, table, source)
        if item is not None:
            found.append(item)
    return tuple(found)


def _titled(
    before: ProgrammeFolder, mended: ProgrammeFolder, issues: list[Issue]
) -> ProgrammeFolder:
    """The mended definitions with the documents that they cite, as the good ones have them."""
    documents = mended.definition.value.documents if mended.definition is not None else None
    if documents and documents[0].key == UNSURE:
        documents = None
    found: list[Issue] = []
    changes: dict[str, Any] = {}
    for table in (
        "kinds",
        "shared",
        "cohorts",
        "indicators",
        "targets",
        "rules",
        "swings",
        "spot_checks",
        "assessments",
        "awards",
        "award_quotas",
        "layouts",
        "reports",
    ):
        known = () if before.definition is None else getattr(before, table)
        good = {id(each): each for each in known}
        items: tuple[Located[Any], ...] = getattr(mended, table)
        changes[table] = tuple(
            good.get(id(each)) or cited((each,), documents, found)[0] for each in items
        )
    issues += [each for each in found if UNSURE not in f"{each.message}{each.remedy}"]
    return attrs.evolve(mended, **changes)


def _field_keys(data: Any, path: KeyPath) -> set[str]:
    keys = set()
    for part in path:
        data = data[part] if _has(data, part) else None
        if isinstance(data, Mapping) and isinstance(data.get("key"), str):
            keys.add(data["key"])
    return keys


def _has(data: Any, part: str | int) -> bool:
    if isinstance(data, Mapping):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)
