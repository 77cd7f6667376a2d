"""A workbook's visible sheets as grids, and its hidden markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen
from lxml import etree

from kejifupin.office.archive import Archive
from kejifupin.office.findings import finding
from kejifupin.office.grid import Document, Grid, sheet_address
from kejifupin.office.limits import Limits
from kejifupin.office.markers import MARKER_SHEET, slot_of
from kejifupin.office.markup import S, is_on
from kejifupin.office.package import Package, relation_id
from kejifupin.office.properties import read_properties
from kejifupin.office.refusal import dangerous
from kejifupin.office.xlsx.merges import rectangle
from kejifupin.office.xlsx.scanning import Scanner
from kejifupin.office.xlsx.sheet_reader import Book, SheetReader
from kejifupin.office.xlsx.texts import StyleTable, read_styles, read_texts
from kejifupin.terms.issues import Issue

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Za-z]{1,3}\$?\d+(?::\S+)?)")

_LONGEST_NAME: Final = 255


@frozen
class Tab:
    """A sheet as the workbook lists it (工作表标签)."""

    name: str
    part: str
    visible: bool


def read_xlsx(archive: Archive, name: str, limits: Limits) -> Document:
    """Read the visible sheets of a workbook.

    Raises:
        RefusedFileError: If it is broken or unsafe.
    """
    package = Package(archive, limits)
    main = package.main_part("xl/workbook.xml")
    root = package.parse(main)
    tabs = tuple(_tabs(root, main, package))
    if len(tabs) > limits.sheets:
        raise dangerous(f"工作表超过 {limits.sheets} 个")
    book = _book(root, main, package, name)
    properties = read_properties(package)
    texts = properties.texts
    scanner = Scanner(limits)
    grids: list[Grid] = []
    issues: list[Issue] = []
    for tab in tabs:
        if tab.visible:
            grid, told = _read(tab, book, package, scanner)
            grids.append(grid)
            issues += told
        elif tab.name == MARKER_SHEET and not properties.custom:
            texts = {**_markers(_read(tab, book, package, scanner)[0]), **texts}
    return Document(
        name,
        "xlsx",
        "",
        blocks=tuple(grids),
        issues=(*_hidden(tabs, name), *_unread(package, grids, name), *issues),
        properties=texts,
        producer=properties.producer,
        slots=_slots(root),
    )


def _read(tab: Tab, book: Book, package: Package, scanner: Scanner) -> tuple[Grid, list[Issue]]:
    chunks: Iterable[bytes] = package.stream(tab.part)
    if package.is_small(tab.part):
        chunks = tuple(chunks)
    merges = scanner.scan(chunks)
    if not package.is_small(tab.part):
        chunks = package.stream(tab.part, again=True)
    reader = SheetReader(book, tab.name, merges, package.limits)
    return reader.read(chunks, large=not package.is_small(tab.part)), reader.issues


def _tabs(root: etree._Element, main: str, package: Package) -> Iterator[Tab]:
    links = {link.key: link for link in package.relations(main)}
    for number, sheet in enumerate(root.iterfind(f"{S}sheets/{S}sheet"), 1):
        link = links.get(relation_id(sheet) or "")
        if link is not None and link.kind != "worksheet":
            continue
        part = link.target if link is not None else f"xl/worksheets/sheet{number}.xml"
        if package.has(part):
            visible = sheet.get("state", "visible") == "visible"
            name = sheet.get("name") or f"表{number}"
            if len(name) > _LONGEST_NAME:
                raise dangerous("工作表名称过长")
            yield Tab(name, part, visible)


def _book(root: etree._Element, main: str, package: Package, name: str) -> Book:
    limits = package.limits
    parts = {link.kind: link.target for link in package.relations(main)}
    texts_part = parts.get("sharedStrings", "xl/sharedstrings.xml")
    styles_part = parts.get("styles", "xl/styles.xml")
    settings = root.find(f"{S}workbookPr")
    since = settings.get("date1904") if settings is not None else None
    return Book(
        name,
        read_texts(package.stream(texts_part), limits) if package.has(texts_part) else (),
        read_styles(package.read(styles_part), limits)
        if package.has(styles_part)
        else StyleTable(),
        from_1904=since is not None and is_on(since),
    )


def _hidden(tabs: tuple[Tab, ...], name: str) -> tuple[Issue, ...]:
    if not any(tab.visible for tab in tabs):
        return (finding("file.no_sheet", name),)
    hidden = [tab.name for tab in tabs if not tab.visible and tab.name != MARKER_SHEET]
    return (finding("file.hidden_sheets", name, "、".join(hidden)),) if hidden else ()


def _unread(package: Package, grids: list[Grid], name: str) -> tuple[Issue, ...]:
    """What stands beside the cells and is lost without them."""
    codes = []
    if package.has_any("xl/ctrlprops/") or package.has_any("xl/activex/"):
        codes.append("file.form_controls")
    if grids and not any(grid.cells for grid in grids) and package.has_any("xl/media/"):
        codes.append("file.only_pictures")
    return tuple(finding(code, name) for code in codes)


def _markers(grid: Grid) -> Mapping[str, str]:
    """The rows (sheet, key, value) of the marker sheet; the first of a key counts."""
    found: dict[str, str] = {}
    for row in range(grid.n_rows):
        key, value = grid.at(row, 1), grid.at(row, 2)
        if key is not None and value is not None and key.text:
            found.setdefault(key.text, value.text)
    return found


def _slots(root: etree._Element) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in root.iter(f"{S}definedName"):
        slot = slot_of(entry.get("name", ""))
        if slot is None:
            continue
        match = _REFERENCE.fullmatch((entry.text or "").strip())
        if match is None or (area := rectangle(match[3])) is None:
            continue
        sheet = match[1].replace("''", "'") if match[1] else match[2]
        found[slot] = (*found.get(slot, ()), sheet_address(sheet, area.row, area.col))
    return found
