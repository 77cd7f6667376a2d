"""A plugin workbook read into what the files of a plugin folder would hold, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from kejifupin.exchange.config_codes import UNREADABLE
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.forms.layouts import Block
from kejifupin.office.reading import read_document
from kejifupin.plugins.workbook_rows import SheetRow, read_rows
from kejifupin.plugins.workbook_sheets import (
    CELLS,
    DOCUMENTS,
    FIELDS,
    OF_DIVISIONS,
    PLAN,
    PROGRAMME,
    ROWS,
    SHORT_KEYS,
    VOCABULARIES,
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


@frozen
class SheetFile:
    """What would stand in one file of a plugin folder (虚拟文件).

    Args:
        data: The data.
        source: The cell of every key.
    """

    data: Mapping[str, Any]
    source: CellSource


@frozen
class WorkbookContent:
    """A plugin workbook (插件工作簿).

    Args:
        files: Path inside the plugin folder that it stands for → what would stand there.
        issues: What is wrong with its sheets, headers and cells.
    """

    files: Mapping[str, SheetFile]
    issues: tuple[Issue, ...]


def read_workbook(path: Path) -> WorkbookContent:
    """Read a plugin workbook; never raises for what stands in it.

    Args:
        path: The workbook, of any kind that forms may have.
    """
    name = str(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"文件打不开（{error.strerror}）"
        return WorkbookContent({}, (Issue(UNREADABLE, message, place=Place(name)),))
    document = read_document(content, name)
    rows, issues = read_rows(document, name)
    made = _Files(name)
    made.add(rows)
    told = (each for each in document.issues if each.place.file is not None)
    return WorkbookContent(made.done(), (*told, *issues, *made.issues))


class _Files:
    def __init__(self, workbook: str) -> None:
        self.workbook = workbook
        self.data: dict[str, dict[str, Any]] = {}
        self.cells: dict[str, dict[KeyPath, str]] = {}
        self.incomplete: dict[str, set[KeyPath]] = {}
        self.issues: list[Issue] = []
        self.programmes: list[str] = []
        self.numbers: dict[str, Any] = {}
        self.told: set[tuple[str, str, str]] = set()

    def done(self) -> Mapping[str, SheetFile]:
        return {
            file: SheetFile(data, self.source(file)) for file, data in sorted(self.data.items())
        }

    def source(self, file: str) -> CellSource:
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

    def add(self, rows: Iterable[SheetRow]) -> None:
        by_sheet: dict[str, list[SheetRow]] = {}
        for row in rows:
            by_sheet.setdefault(row.form.name, []).append(row)
        for row in by_sheet.pop(PLAN.name, ()):
            self.plan(row)
        late = {form.name: by_sheet.pop(form.name, []) for form in (FIELDS, ROWS)}
        for row in (row for group in by_sheet.values() for row in group):
            self.definition(row)
        for row in late[FIELDS.name]:
            self.field(row)
        for row in late[ROWS.name]:
            self.form_row(row)

    def plan(self, row: SheetRow) -> None:
        key = row.get("key")
        name = key if isinstance(key, str) and key else f"方案{len(self.programmes) + 1}"
        if name not in self.programmes:
            self.programmes.append(name)
        self.put(f"programmes/{name}/programme.toml", (), row)

    def definition(self, row: SheetRow) -> None:
        home = self.home(row)
        form = row.form
        if home is None:
            return
        if form.name == VOCABULARIES.name:
            self.vocabulary(home, row)
        elif not form.key:
            key = row.get("key")
            name = key if isinstance(key, str) and key else row.address.rpartition("!")[2]
            self.put(f"{home}{form.file}/{name}.toml", (), row)
        else:
            file = form.file if home or form is not DOCUMENTS else "divisions.toml"
            self.append(f"{home}{file}", (form.key,), row)

    def vocabulary(self, home: str, row: SheetRow) -> None:
        file = f"{home}{VOCABULARIES.file}"
        name = str(row.get("name") or "")
        table = self.table(file, ("vocabularies",), row.address)
        table[name] = row.get("words") or []
        self.cells[file]["vocabularies", name] = row.cell("words")

    def field(self, row: SheetRow) -> None:
        home = self.home(row)
        if home is None:
            return
        file = f"{home}{FIELDS.file}"
        path = self.owner(file, row)
        if path is not None:
            self.append(file, (*path, "fields"), row)

    def owner(self, file: str, row: SheetRow) -> KeyPath | None:
        """The kind, or the rows of a kind, that a field belongs to."""
        kinds = {
            each.get("key") or each.get("shared"): (table, index)
            for table, items in self.data.get(file, {}).items()
            for index, each in enumerate(items)
        }
        kind, rows = row.get("kind"), row.get("rows")
        if kind not in kinds:
            self.unknown("记录类型", kind, kinds, row, "kind")
            return None
        path: KeyPath = kinds[kind]
        if rows is None:
            return path
        fields = self.at(file, path).get("fields", [])
        names = {each.get("key"): index for index, each in enumerate(fields)}
        if rows not in names:
            self.unknown("明细栏", rows, names, row, "rows")
            return None
        return (*path, "fields", names[rows])

    def form_row(self, row: SheetRow) -> None:
        home, form = self.home(row), row.get("form")
        if home is None:
            return
        file = f"{home}{ROWS.file}/{form}.toml"
        if file not in self.data:
            folder = f"{home}{ROWS.file}/"
            forms = [
                each.removeprefix(folder).removesuffix(".toml")
                for each in self.data
                if each.startswith(folder)
            ]
            self.unknown("表式", form, forms, row, "form")
            return
        blocks = self.data[file].setdefault("blocks", [])
        number = row.get("block")
        of_block = {key for key in row.values if key[0] in _BLOCK_KEYS}
        same = blocks and number == self.numbers.get(file)
        if not blocks or (number is None and of_block) or (number is not None and not same):
            self.append(file, ("blocks",), row, only=_BLOCK_KEYS)
            self.numbers[file] = number
        elif of_block:
            self.fill(file, ("blocks", len(blocks) - 1), row, only=_BLOCK_KEYS)
        cells = self.row_cells(row)
        if cells is None:
            return
        rows = blocks[-1].setdefault("rows", [])
        path: KeyPath = ("blocks", len(blocks) - 1, "rows", len(rows))
        rows.append(cells)
        self.cells[file][path] = row.cell("row") if row.get("row") is not None else row.cell("form")
        for index in range(CELLS):
            cell = row.cell("cells", str(index))
            # A row is written short, as its cells, and told in full.
            self.cells[file][*path, index] = self.cells[file][*path, "cells", index] = cell

    def row_cells(self, row: SheetRow) -> Any:
        """The row of a form that a row of the sheet draws; None where it draws none."""
        if (whole := row.get("row")) is not None:
            return whole
        cells = [row.get("cells", str(index)) for index in range(CELLS)]
        while cells and cells[-1] is None:
            cells.pop()
        return ["" if each is None else each for each in cells] or None

    def home(self, row: SheetRow) -> str | None:
        """The folder of the programme that a row belongs to."""
        if not row.form.divided:
            return ""
        wanted = row.get(*PROGRAMME)
        if row.form is DOCUMENTS and wanted == OF_DIVISIONS:
            return ""
        if wanted is None and len(self.programmes) == 1:
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
        name = wanted or "方案1"
        if name not in self.programmes and nearest(name, self.programmes):
            self.unknown("方案", name, self.programmes, row, *PROGRAMME)
            return None
        return f"programmes/{name}/"

    def unknown(
        self, what: str, name: Any, known: Iterable[Any], row: SheetRow, *path: str
    ) -> None:
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
        holder = self.table(file, path[:-1], row.address)
        items = holder.setdefault(str(path[-1]), [])
        self.cells[file].setdefault(path, row.address)
        items.append({})
        self.fill(file, (*path, len(items) - 1), row, only=only)

    def put(self, file: str, path: KeyPath, row: SheetRow) -> None:
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
        at: Any = self.data.setdefault(file, {})
        self.cells.setdefault(file, {(): address})
        for part in path:
            at = at.setdefault(part, {}) if isinstance(at, dict) else at[part]
        found: dict[str, Any] = at
        return found

    def at(self, file: str, path: KeyPath) -> Any:
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


_BLOCK_KEYS = frozenset(each.name for each in attrs.fields(Block) if each.name != "rows")
