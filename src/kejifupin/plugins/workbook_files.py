"""What the rows of a plugin workbook put into the files that they stand for, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
from attrs import frozen

from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.plugins.workbook_rows import SheetRow
from kejifupin.plugins.workbook_sheets import (
    DOCUMENTS,
    OF_DIVISIONS,
    PROGRAMME,
    SHORT_KEYS,
    dotted_class,
)
from kejifupin.plugins.workbook_sources import CellSource
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "workbook.which_programme": "工作簿里有几个方案，这一行没有写是哪个",
    "workbook.unknown_owner": "这一行所属的方案、记录类型、明细栏或表式不存在",
}
UNNAMED = "方案"
"""Stands, with a number, for the key of a programme that has none."""


@frozen
class SheetFile:
    """What would stand in one file of a plugin folder (虚拟文件).

    Args:
        data: The data.
        source: The cell of every key.
    """

    data: Mapping[str, Any]
    source: CellSource


class WorkbookFiles:
    """The files of a plugin folder, growing row by row (虚拟文件夹).

    Args:
        workbook: Name of the workbook, for issues.
    """

    def __init__(self, workbook: str) -> None:
        self.workbook = workbook
        self.data: dict[str, dict[str, Any]] = {}
        self.cells: dict[str, dict[KeyPath, str]] = {}
        self.incomplete: dict[str, set[KeyPath]] = {}
        self.issues: list[Issue] = []
        self.programmes: list[str] = []
        self.told: set[tuple[str, str, str]] = set()

    def done(self) -> Mapping[str, SheetFile]:
        """Path inside the plugin folder → what would stand there."""
        return {
            file: SheetFile(data, self.source(file)) for file, data in sorted(self.data.items())
        }

    def source(self, file: str) -> CellSource:
        """The cell of every key of a file."""
        parts = file.removesuffix(".toml").split("/")
        single = len(parts) > 1 and (len(parts) > 3 or parts[-1] == "programme")
        prefix: tuple[str, ...] = tuple(parts[2:]) if single else ()
        if len(parts) > 1 and len(self.programmes) > 1:
            prefix = (parts[1], *prefix)
        incomplete = frozenset(self.incomplete.get(file, ()))
        cells = self.cells.get(file, {})
        return CellSource(
            file, incomplete=incomplete, workbook=self.workbook, prefix=prefix, cells=cells
        )

    def home(self, row: SheetRow) -> str | None:
        """The folder of the programme that a row belongs to."""
        if not row.form.divided:
            return ""
        wanted = row.get(*PROGRAMME)
        if row.form is DOCUMENTS and wanted == OF_DIVISIONS:
            return ""
        # A plan whose key was left out is still the one that all rows belong to.
        if len(self.programmes) == 1 and (wanted is None or self.programmes[0] == f"{UNNAMED}1"):
            wanted = self.programmes[0]
        if wanted is None and self.programmes:
            self.issues.append(
                Issue(
                    "workbook.which_programme",
                    "工作簿里有几个方案，这一行没有写是哪个",
                    place=Place(self.workbook, cell=row.cell(*PROGRAMME)),
                    remedy=f"在“方案”列写：{'、'.join(self.programmes)}",
                )
            )
            return None
        # Definitions may be added to a programme of another plugin.
        name = wanted
        if name is None:
            return None
        if name not in self.programmes and nearest(name, self.programmes):
            self.unknown("方案", name, self.programmes, row, *PROGRAMME)
            return None
        return f"programmes/{name}/"

    def unknown(
        self, what: str, name: Any, known: Iterable[Any], row: SheetRow, *path: str
    ) -> None:
        """Tell a name that is none of those known, once for each sheet."""
        # One misspelt key would otherwise be told at every row below it.
        told = (row.form.name, what, str(name))
        if told in self.told:
            return
        self.told.add(told)
        names = [str(each) for each in known if each is not None]
        close = nearest(str(name), names)
        self.issues.append(
            Issue(
                "workbook.unknown_owner",
                f"没有{what}“{name}”" if name is not None else f"这一行没有写{what}",
                place=Place(self.workbook, cell=row.cell(*path)),
                remedy=f"是否应为“{close[0]}”？"
                if close
                else f"可用：{'、'.join(names[:12]) or '（无）'}",
            )
        )

    def append(
        self,
        file: str,
        path: KeyPath,
        row: SheetRow,
        *,
        only: frozenset[str] | None = None,
    ) -> None:
        """Put a row at the end of a list."""
        holder = self.table(file, path[:-1], row.address)
        items = holder.setdefault(str(path[-1]), [])
        self.cells[file].setdefault(path, row.address)
        items.append({})
        self.fill(file, (*path, len(items) - 1), row, only=only)

    def put(self, file: str, path: KeyPath, row: SheetRow) -> None:
        """Put what a row says at a place of a file."""
        self.table(file, path, row.address)
        self.fill(file, path, row)

    def fill(
        self,
        file: str,
        path: KeyPath,
        row: SheetRow,
        *,
        only: frozenset[str] | None = None,
    ) -> None:
        """What a row says of one definition, and the cell of each key."""
        table, cells = self.at(file, path), self.cells[file]
        cells[path] = row.address
        if row.unread:
            self.incomplete.setdefault(file, set()).add(path)
        skip = {PROGRAMME, *(each.path for each in row.form.before)}
        for keys, cell in row.cells.items():
            if keys in skip or (only is not None and keys[0] not in only):
                continue
            cells[*path, *keys] = cell
            if (short := _short_key(row, keys)) is not None:
                cells[*path, *keys, short] = cell
        for keys, value in _nested(row, skip):
            if only is None or keys[0] in only:
                at: Any = table
                for key in keys[:-1]:
                    at = at.setdefault(key, {})
                at[keys[-1]] = value

    def table(self, file: str, path: KeyPath, address: str) -> dict[str, Any]:
        """The table at a place of a file, made where there is none."""
        at: Any = self.data.setdefault(file, {})
        self.cells.setdefault(file, {(): address})
        for part in path:
            at = at.setdefault(part, {}) if isinstance(at, dict) else at[part]
        found: dict[str, Any] = at
        return found

    def at(self, file: str, path: KeyPath) -> Any:
        """What stands at a place of a file."""
        at: Any = self.data[file]
        for part in path:
            at = at[part]
        return at


def _nested(row: SheetRow, skip: set[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The values of a row; the short form of a class gives way where more of it is said."""
    longer = {keys[0] for keys in row.values if len(keys) > 1}
    for keys, value in row.values.items():
        if keys in skip:
            continue
        short = _short_key(row, keys) if keys[0] in longer else None
        yield (keys if short is None else (*keys, short)), value


def _short_key(row: SheetRow, keys: tuple[str, ...]) -> str | None:
    """The key that a column stands for where it may also stand for the whole of a class."""
    fields = attrs.fields_dict(row.form.class_)
    if len(keys) != 1 or keys[0] not in fields:
        return None
    return SHORT_KEYS.get(dotted_class(fields[keys[0]].type))
