"""A plugin workbook read into what the files of a plugin folder would hold, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import evolve, frozen

from kejifupin.exchange.config_codes import UNREADABLE
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.forms.layouts import Block
from kejifupin.office.reading import read_document
from kejifupin.plugins.workbook_files import UNNAMED, SheetFile, WorkbookFiles
from kejifupin.plugins.workbook_rows import SheetRow, read_rows
from kejifupin.plugins.workbook_sheets import (
    CELLS,
    DOCUMENTS,
    FIELDS,
    PLAN,
    ROWS,
    SCHEME_PARTS,
    VOCABULARIES,
)
from kejifupin.plugins.workbook_wording import NO_PLAN
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place


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
        gone = isinstance(error, FileNotFoundError)
        message = "没有这个文件" if gone else "文件打不开"
        remedy = "核对文件名和所在的文件夹" if gone else "在 Excel 里关掉它，核对有没有读的权限"
        return WorkbookContent({}, (Issue(UNREADABLE, message, place=Place(name), remedy=remedy),))
    document = read_document(content, name)
    rows, issues = read_rows(document, name)
    made = WorkbookFiles(name)
    _Sheets(made).add(rows)
    told = (_told(each) for each in document.issues if each.place.file is not None)
    return WorkbookContent(made.done(), (*told, *issues, *made.issues))


def _told(issue: Issue) -> Issue:
    """What reading found; of a plan, a sheet that is not seen is a sheet that is missing."""
    if issue.code != "file.hidden_sheets":
        return issue
    remedy = "要读的取消隐藏；不要的删去，或名称前加 #"
    return evolve(issue, severity=Severity.WARNING, remedy=remedy)


class _Sheets:
    """Leads each row to the file that it belongs to."""

    def __init__(self, files: WorkbookFiles) -> None:
        self.files = files
        self.numbers: dict[str, Any] = {}

    def add(self, rows: Iterable[SheetRow]) -> None:
        by_sheet: dict[str, list[SheetRow]] = {}
        for row in rows:
            by_sheet.setdefault(row.form.name, []).append(row)
        for row in by_sheet.pop(PLAN.name, ()):
            self.plan(row)
        late = {form.name: by_sheet.pop(form.name, []) for form in (FIELDS, ROWS, *SCHEME_PARTS)}
        for row in (row for group in by_sheet.values() for row in group):
            self.definition(row)
        for row in late[FIELDS.name]:
            self.field(row)
        for row in late[ROWS.name]:
            self.form_row(row)
        for form in SCHEME_PARTS:
            for row in late[form.name]:
                self.scheme_part(row)

    def plan(self, row: SheetRow) -> None:
        key = row.get("key")
        name = key if isinstance(key, str) and key else f"{UNNAMED}{len(self.files.programmes) + 1}"
        if name not in self.files.programmes:
            self.files.programmes.append(name)
        self.files.put(f"programmes/{name}/programme.toml", (), row)

    def definition(self, row: SheetRow) -> None:
        home = self.files.home(row)
        form = row.form
        if home is None:
            return
        if form.file == PLAN.file and home and not self.files.programmes:
            self.no_plan(row)
        elif form.name == VOCABULARIES.name:
            self.vocabulary(home, row)
        elif not form.key:
            key = row.get("key")
            name = key if isinstance(key, str) and key else row.address.rpartition("!")[2]
            self.files.put(f"{home}{form.file}/{name}.toml", (), row)
        else:
            file = form.file if home or form is not DOCUMENTS else "divisions.toml"
            self.files.append(f"{home}{file}", (form.key,), row)

    def no_plan(self, row: SheetRow) -> None:
        """Tell once that there are documents or stages, and no programme that they belong to."""
        message, remedy = NO_PLAN
        if not any(issue.code == "plugin.no_programme" for issue in self.files.issues):
            place = Place(self.files.workbook, cell=row.address)
            issue = Issue("plugin.no_programme", message, place=place, remedy=remedy)
            self.files.issues.append(issue)

    def vocabulary(self, home: str, row: SheetRow) -> None:
        file = f"{home}{VOCABULARIES.file}"
        name = str(row.get("name") or "")
        table = self.files.table(file, ("vocabularies",), row.address)
        table[name] = row.get("words") or []
        self.files.cells[file]["vocabularies", name] = row.cell("words")

    def field(self, row: SheetRow) -> None:
        home = self.files.home(row)
        if home is None:
            return
        file = f"{home}{FIELDS.file}"
        path = self.owner(file, row)
        if path is not None:
            self.files.append(file, (*path, "fields"), row)

    def owner(self, file: str, row: SheetRow) -> KeyPath | None:
        """The kind, or the rows of a kind, that a field belongs to."""
        kinds = {
            each.get("key") or each.get("shared"): (table, index)
            for table, items in self.files.data.get(file, {}).items()
            for index, each in enumerate(items)
        }
        kind, rows = row.get("kind"), row.get("rows")
        if kind not in kinds:
            self.files.unknown("记录类型", kind, kinds, row, "kind")
            return None
        path: KeyPath = kinds[kind]
        if rows is None:
            return path
        fields = self.files.at(file, path).get("fields", [])
        names = {each.get("key"): index for index, each in enumerate(fields)}
        if rows not in names:
            self.files.unknown("明细栏", rows, names, row, "rows")
            return None
        return (*path, "fields", names[rows])

    def scheme_part(self, row: SheetRow) -> None:
        """A criterion, a group, a grade: a part of an assessment scheme."""
        home = self.files.home(row)
        if home is None:
            return
        file = f"{home}{row.form.file}"
        schemes = self.files.data.get(file, {}).get("assessments", [])
        keys = [each.get("key") for each in schemes]
        name = row.get("assessment")
        if name is None and len(keys) == 1:
            name = keys[0]
        if name not in keys:
            self.files.unknown("考核办法", name, keys, row, "assessment")
            return
        self.files.append(file, ("assessments", keys.index(name), row.form.key), row)

    def form_row(self, row: SheetRow) -> None:
        home, form = self.files.home(row), row.get("form")
        if home is None:
            return
        file = f"{home}{ROWS.file}/{form}.toml"
        if file not in self.files.data:
            folder = f"{home}{ROWS.file}/"
            forms = [
                each.removeprefix(folder).removesuffix(".toml")
                for each in self.files.data
                if each.startswith(folder)
            ]
            self.files.unknown("表式", form, forms, row, "form")
            return
        blocks = self.files.data[file].setdefault("blocks", [])
        number = row.get("block")
        of_block = {key for key in row.values if key[0] in _BLOCK_KEYS}
        same = blocks and number == self.numbers.get(file)
        if not blocks or (number is None and of_block) or (number is not None and not same):
            self.files.append(file, ("blocks",), row, only=_BLOCK_KEYS)
            self.numbers[file] = number
        elif of_block:
            self.files.fill(file, ("blocks", len(blocks) - 1), row, only=_BLOCK_KEYS)
        cells = self.row_cells(row)
        if cells is None:
            return
        rows = blocks[-1].setdefault("rows", [])
        path: KeyPath = ("blocks", len(blocks) - 1, "rows", len(rows))
        rows.append(cells)
        self.files.cells[file][path] = (
            row.cell("row") if row.get("row") is not None else row.cell("form")
        )
        for index in range(CELLS):
            cell = row.cell("cells", str(index))
            # A row is written short, as its cells, and told in full.
            self.files.cells[file][*path, index] = self.files.cells[file][*path, "cells", index] = (
                cell
            )

    def row_cells(self, row: SheetRow) -> Any:
        """The row of a form that a row of the sheet draws; None where it draws none."""
        if (whole := row.get("row")) is not None:
            return whole
        cells = [row.get("cells", str(index)) for index in range(CELLS)]
        while cells and cells[-1] is None:
            cells.pop()
        return ["" if each is None else each for each in cells] or None


_BLOCK_KEYS = frozenset(each.name for each in attrs.fields(Block) if each.name != "rows")
