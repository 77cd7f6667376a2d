"""A workbook's visible sheets as grids, and its hidden markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

from attrs import frozen
from lxml import etree

from kejifupin.office.alike import once_for_all_alike
from kejifupin.office.archive import Archive
from kejifupin.office.findings import finding
from kejifupin.office.grid import Document, Grid, Paragraph, sheet_address
from kejifupin.office.limits import Limits
from kejifupin.office.margins import sheet_margins
from kejifupin.office.markers import MARKER_SHEET, slot_of
from kejifupin.office.markup import S, is_on, parse
from kejifupin.office.package import Package, relation_id
from kejifupin.office.properties import read_properties
from kejifupin.office.refusal import dangerous
from kejifupin.office.xlsx.drawn_texts import drawn_texts
from kejifupin.office.xlsx.merges import rectangle
from kejifupin.office.xlsx.scanning import Scanner
from kejifupin.office.xlsx.shared_texts import read_texts
from kejifupin.office.xlsx.sheet_reader import Book, SheetReader
from kejifupin.office.xlsx.texts import StyleTable, read_styles
from kejifupin.terms.issues import Issue

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Za-z]{1,3}\$?\d+(?::\S+)?)")

_LONGEST_NAME: Final = 255


@frozen
class Tab:
    """A sheet as the workbook lists it (工作表标签)."""

    name: str
    part: str
    visible: bool


class _Listed(NamedTuple):
    """A sheet as listed: its name, whether it is shown, and the key of its link."""

    name: str | None
    state: str | None
    key: str | None


@frozen
class _Workbook:
    """What the main part of a workbook says (工作簿正文)."""

    sheets: tuple[_Listed, ...]
    slots: Mapping[str, tuple[str, ...]]
    from_1904: bool


def read_xlsx(archive: Archive, name: str, limits: Limits) -> Document:
    """Read the visible sheets of a workbook.

    Raises:
        RefusedFileError: If it is broken or unsafe.
    """
    package = Package(archive, limits)
    main = package.main_part("xl/workbook.xml")
    workbook = _workbook(package.read_common(main), limits)
    tabs = tuple(_found(workbook.sheets, main, package))
    if len(tabs) > limits.sheets:
        raise dangerous(f"工作表超过 {limits.sheets} 个")
    book = _book(workbook, main, package, name)
    properties = read_properties(package)
    texts = properties.texts
    scanner = Scanner(limits)
    grids: list[Grid] = []
    margins: list[Paragraph] = []
    issues: list[Issue] = []
    for tab in tabs:
        if tab.visible:
            grid, reader = _read(tab, book, package, scanner)
            grids.append(grid)
            issues += reader.issues
            issues += drawn_texts(package, tab.part, tab.name, name)
            margins += sheet_margins(len(grids), reader.margins)
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
        slots=workbook.slots,
        margins=tuple(margins),
    )


def _read(tab: Tab, book: Book, package: Package, scanner: Scanner) -> tuple[Grid, SheetReader]:
    reader = SheetReader(book, tab.name, package.limits)
    again = partial(package.stream, tab.part, again=True)
    size = package.archive.members[tab.part.lower()].size
    if not package.is_small(tab.part) and scanner.looks_too_large(next(again()), size):
        # Looking through it first takes a tenth of the time that reading it takes.
        Scanner(package.limits).scan(again())
    reader.read(scanner.watch(package.stream(tab.part)), again)
    return reader.grid(scanner.merges()), reader


@once_for_all_alike
def _workbook(data: bytes, limits: Limits) -> _Workbook:
    root = parse(data, limits)
    settings = root.find(f"{S}workbookPr")
    since = settings.get("date1904") if settings is not None else None
    return _Workbook(_listed(root), _slots(root), since is not None and is_on(since))


def _listed(root: etree._Element) -> tuple[_Listed, ...]:
    return tuple(
        _Listed(sheet.get("name"), sheet.get("state"), relation_id(sheet))
        for sheet in root.iterfind(f"{S}sheets/{S}sheet")
    )


def _tabs(root: etree._Element, main: str, package: Package) -> Iterator[Tab]:
    return _found(_listed(root), main, package)


def _found(sheets: Iterable[_Listed], main: str, package: Package) -> Iterator[Tab]:
    """The sheets whose parts are there."""
    links = {link.key: link for link in package.relations(main)}
    for number, sheet in enumerate(sheets, 1):
        link = links.get(sheet.key or "")
        if link is not None and link.kind != "worksheet":
            continue
        part = link.target if link is not None else f"xl/worksheets/sheet{number}.xml"
        if package.has(part):
            name = sheet.name or f"表{number}"
            if len(name) > _LONGEST_NAME:
                raise dangerous("工作表名称过长")
            yield Tab(name, part, sheet.state in (None, "visible"))


def _book(workbook: _Workbook, main: str, package: Package, name: str) -> Book:
    limits = package.limits
    parts = {link.kind: link.target for link in package.relations(main)}
    texts_part = parts.get("sharedStrings", "xl/sharedstrings.xml")
    styles_part = parts.get("styles", "xl/styles.xml")
    return Book(
        name,
        read_texts(package.stream(texts_part), limits) if package.has(texts_part) else (),
        read_styles(package.read_common(styles_part), limits)
        if package.has(styles_part)
        else StyleTable(),
        from_1904=workbook.from_1904,
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
    return MappingProxyType(found)
