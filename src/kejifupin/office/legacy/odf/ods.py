"""The visible sheets of an OpenDocument workbook as grids, and its hidden markers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from attrs import define, field
from lxml import etree

from kejifupin.office.archive import Archive
from kejifupin.office.findings import finding
from kejifupin.office.glyphs import NAMES_SYMBOL_FONT
from kejifupin.office.grid import Document, Grid, Paragraph, sheet_address
from kejifupin.office.legacy.odf.margins import HAS_MARGINS, odf_margins
from kejifupin.office.legacy.odf.names import (
    CELLS,
    COLUMN,
    COVERED,
    DRAW,
    OFFICE,
    ROW,
    SHEET,
    TABLE,
    count,
)
from kejifupin.office.legacy.odf.ods_cells import OdsCells
from kejifupin.office.legacy.odf.properties import open_odf, read_odf_properties
from kejifupin.office.legacy.odf.styles import PLAIN, Styles
from kejifupin.office.legacy.odf.text import OdfTextReader, Surroundings
from kejifupin.office.legacy.sheets import SheetBuilder, marker_texts, merges_of
from kejifupin.office.limits import Limits
from kejifupin.office.margins import sheet_margins
from kejifupin.office.markers import MARKER_SHEET, slot_of
from kejifupin.office.markup import parse, stream
from kejifupin.office.package import Package
from kejifupin.office.refusal import broken, dangerous
from kejifupin.office.xlsx.merges import Rectangle, rectangle
from kejifupin.office.xlsx.values import BLANK, Value
from kejifupin.terms.issues import Issue

_WANTED: Final = ("font-face", "style", "date-style", "time-style")
_TAGS: Final = tuple(
    f"{{*}}{name}" for name in (*_WANTED, "table-row", "table-column", "named-range", "control")
)
_CONTROL: Final = f"{DRAW}control"
_BOOK: Final = f"{OFFICE}spreadsheet"
# How LibreOffice names the copy that it keeps of a sheet in another file.
_KEPT_COPY: Final = "'#$"
_REFERENCE = re.compile(r"\$?(?:'((?:[^']|'')+)'|([^'.]+))\.(\$?[A-Za-z]{1,3}\$?\d+)(?::.*)?")
_HIDDEN: Final = frozenset({"collapse", "filter"})
_LONGEST_NAME: Final = 255
# Equal neighbours are written once; more than this many copies is no form and no ledger.
_MOST_COPIES: Final = 100_000


def read_ods(archive: Archive, name: str, limits: Limits) -> Document:
    """Read the visible sheets of a workbook.

    Raises:
        RefusedFileError: If it is broken, unsafe or locked.
    """
    package = open_odf(archive, limits)
    properties = read_odf_properties(package)
    reader = _BookReader(package, name, limits, keep_markers=not properties.custom)
    reader.read()
    texts = {**reader.markers, **properties.texts}
    return Document(
        name,
        "ods",
        "",
        blocks=tuple(reader.grids),
        issues=reader.all_issues(),
        properties=texts,
        producer=properties.producer,
        slots=reader.slots,
        margins=tuple(reader.margins),
    )


@define
class _Sheet:
    """A sheet while it is read (工作表)."""

    element: etree._Element
    name: str
    shown: bool
    ends: list[int] = field(factory=list)
    columns: list[tuple[str | None, bool]] = field(factory=list)
    cells: list[tuple[int, int, Value, bool]] = field(factory=list)
    blocks: list[Rectangle] = field(factory=list)
    row: int = 0

    def column(self, col: int) -> tuple[str | None, bool]:
        """The usual style of the cells of a column, and whether it is hidden."""
        at = bisect_right(self.ends, col)
        return self.columns[at] if at < len(self.columns) else (None, False)


class _BookReader:
    def __init__(self, package: Package, name: str, limits: Limits, *, keep_markers: bool) -> None:
        self.grids: list[Grid] = []
        self.slots: dict[str, tuple[str, ...]] = {}
        self.markers: Mapping[str, str] = {}
        self.margins: list[Paragraph] = []
        self._issues: list[Issue] = []
        self._hidden: list[str] = []
        self._package = package
        self._name = name
        self._limits = limits
        self._keep_markers = keep_markers
        self._styles = Styles()
        self._values = OdsCells(self._styles)
        self._sheet: _Sheet | None = None
        self._sheets = 0
        self._copies = 0
        self._cells = 0
        self._controls = False
        self._pages: dict[str, list[tuple[str, str]]] = {}

    def read(self) -> None:
        """Read the workbook."""
        limits = self._limits
        if self._package.has("styles.xml"):
            data = self._package.read("styles.xml")
            looks = NAMES_SYMBOL_FONT.search(data) or b"date-style" in data
            has_margins = HAS_MARGINS.search(data) is not None
            root = parse(data, limits) if looks or has_margins else None
            if root is not None and has_margins:
                self._read_pages(root)
            if root is not None and looks:
                self._styles.learn(root.iter(*(f"{{*}}{name}" for name in _WANTED)))
        for element in stream(self._package.stream("content.xml"), _TAGS, b"table-row>", limits):
            tag = element.tag
            if tag == _CONTROL:
                self._controls = True
            elif tag == f"{TABLE}named-range":
                self._slot(element)
            elif tag not in (ROW, COLUMN):
                self._styles.learn((element,))
            elif (sheet := self._sheet_of(element)) is not None:
                if tag == COLUMN:
                    _add_column(sheet, element)
                else:
                    self._row(sheet, element)
        self._finish()
        if not self._sheets:
            raise broken("里面没有工作簿")

    def all_issues(self) -> tuple[Issue, ...]:
        """What was wrong with the workbook, then with its sheets."""
        if not self.grids:
            return (finding("file.no_sheet", self._name),)
        told = []
        if self._hidden:
            names = "、".join(self._hidden)
            told.append(finding("file.hidden_sheets", self._name, names))
        if self._controls:
            told.append(finding("file.form_controls", self._name))
        silent = not any(grid.cells for grid in self.grids)
        if silent and self._package.has_any("pictures/"):
            told.append(finding("file.only_pictures", self._name))
        return (*told, *self._issues)

    def _sheet_of(self, element: etree._Element) -> _Sheet | None:
        """The sheet that a row or column belongs to, None for one that is not read."""
        owner = element.getparent()
        while owner is not None and owner.tag != SHEET:
            owner = owner.getparent()
        if owner is None or (parent := owner.getparent()) is None or parent.tag != _BOOK:
            return None
        if self._sheet is None or self._sheet.element is not owner:
            self._finish()
            self._sheets += 1
            if self._sheets > self._limits.sheets:
                raise dangerous(f"工作表超过 {self._limits.sheets} 个")
            name = owner.get(f"{TABLE}name") or f"表{self._sheets}"
            if len(name) > _LONGEST_NAME:
                raise dangerous("工作表名称过长")
            shown = self._styles.is_shown(owner.get(f"{TABLE}style-name"))
            self._sheet = _Sheet(owner, name, shown and _KEPT_COPY not in name)
        return self._sheet

    def _row(self, sheet: _Sheet, element: etree._Element) -> None:
        copies = count(element, f"{TABLE}number-rows-repeated")
        if sheet.shown or sheet.name == MARKER_SHEET:
            hidden = element.get(f"{TABLE}visibility") in _HIDDEN
            cells, spans = self._row_cells(sheet, element, hidden=hidden)
            self._count((len(cells) + len(spans)) * copies, len(cells) + len(spans))
            for row in range(sheet.row, sheet.row + (copies if cells or spans else 0)):
                sheet.cells += [(row, *cell) for cell in cells]
                sheet.blocks += [
                    Rectangle(row, col, row + down - 1, col + across - 1)
                    for col, down, across in spans
                ]
        sheet.row += copies

    def _row_cells(
        self, sheet: _Sheet, element: etree._Element, *, hidden: bool
    ) -> tuple[list[tuple[int, Value, bool]], list[tuple[int, int, int]]]:
        """The cells of a row that hold something, and those that span others."""
        cells: list[tuple[int, Value, bool]] = []
        spans: list[tuple[int, int, int]] = []
        col = 0
        for cell in element:
            if cell.tag not in CELLS:
                continue
            copies = count(cell, f"{TABLE}number-columns-repeated")
            if len(cell) or cell.attrib:
                style, away = sheet.column(col)
                value = self._values.of(cell, style)
                if value is not BLANK:
                    self._count(copies, 1)
                    cells += [(at, value, hidden or away) for at in range(col, col + copies)]
                down = count(cell, f"{TABLE}number-rows-spanned")
                across = count(cell, f"{TABLE}number-columns-spanned")
                if cell.tag != COVERED and (down > 1 or across > 1):
                    spans.append((col, down, across))
            col += copies
        return cells, spans

    def _count(self, cells: int, written: int) -> None:
        self._cells += cells
        self._copies += cells - written
        if self._cells > self._limits.sheet_cells or self._copies > _MOST_COPIES:
            raise dangerous("工作簿的单元格过多")

    def _finish(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is None:
            return
        if not sheet.shown and (sheet.name != MARKER_SHEET or not self._keep_markers):
            if sheet.name != MARKER_SHEET and _KEPT_COPY not in sheet.name:
                self._hidden.append(sheet.name)
            return
        merges = merges_of(sheet.blocks, self._limits)
        builder = SheetBuilder(self._name, sheet.name, merges, self._limits)
        for row, col, value, hidden in sheet.cells:
            builder.put(row, col, value, hidden=hidden)
        if sheet.shown:
            self.grids.append(builder.finish())
            self._issues += builder.issues
            page = self._styles.page_of(sheet.element.get(f"{TABLE}style-name"))
            stored = self._pages.get(page or next(iter(self._pages), ""), ())
            self.margins += sheet_margins(len(self.grids), stored)
        else:
            self.markers = {**marker_texts(builder.finish()), **self.markers}

    def _read_pages(self, root: etree._Element) -> None:
        around = Surroundings(Styles(), {})
        for page, word, element in odf_margins(root):
            reader = OdfTextReader(around)
            reader.blocks(element, PLAIN)
            text, _ = reader.result()
            self._pages.setdefault(page, []).append((word, text.replace("&", "&&")))

    def _slot(self, entry: etree._Element) -> None:
        slot = slot_of(entry.get(f"{TABLE}name", ""))
        match = _REFERENCE.fullmatch(entry.get(f"{TABLE}cell-range-address", ""))
        if slot is None or match is None or (area := rectangle(match[3])) is None:
            return
        sheet = match[1].replace("''", "'") if match[1] else match[2]
        self.slots[slot] = (*self.slots.get(slot, ()), sheet_address(sheet, area.row, area.col))


def _add_column(sheet: _Sheet, element: etree._Element) -> None:
    start = sheet.ends[-1] if sheet.ends else 0
    sheet.ends.append(start + count(element, f"{TABLE}number-columns-repeated"))
    hidden = element.get(f"{TABLE}visibility") in _HIDDEN
    sheet.columns.append((element.get(f"{TABLE}default-cell-style-name"), hidden))
