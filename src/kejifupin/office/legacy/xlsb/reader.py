"""A binary workbook's visible sheets as grids, and its hidden markers."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from kejifupin.office.archive import Archive
from kejifupin.office.findings import finding
from kejifupin.office.grid import FOOTER, HEADER, Document, Grid, Paragraph
from kejifupin.office.legacy.binary import Meter, u32
from kejifupin.office.legacy.sheets import SheetBuilder, marker_texts, merges_of
from kejifupin.office.legacy.spelling import boolean_value, digits, error_value, text_value
from kejifupin.office.legacy.xlsb.book import (
    Book,
    BookStyles,
    SharedItem,
    Tab,
    read_book,
    read_book_styles,
    read_shared,
)
from kejifupin.office.legacy.xlsb.records import (
    Brt,
    compact_number,
    records,
    rich_text,
    wide_text,
    with_column,
)
from kejifupin.office.limits import Limits
from kejifupin.office.margins import sheet_margins
from kejifupin.office.markers import MARKER_SHEET
from kejifupin.office.package import Package
from kejifupin.office.properties import read_properties
from kejifupin.office.refusal import broken
from kejifupin.office.xlsx.merges import Rectangle
from kejifupin.office.xlsx.values import BLANK, Value, read_number
from kejifupin.terms.issues import Issue

_STYLE: Final = 0xFFFFFF
_LAST_CELL: Final = Brt.FORMULA_ERROR
_HIDDEN_ROW: Final = 0x10
_MOST_HIDDEN: Final = 64
_LAST_COLUMN: Final = 0x3FFF
_REAL = struct.Struct("<d")


def read_xlsb(archive: Archive, name: str, limits: Limits) -> Document:
    """Read the visible sheets of a binary workbook.

    Raises:
        RefusedFileError: If it is broken or unsafe.
    """
    try:
        return _Workbook(Package(archive, limits), name, limits).read()
    except (struct.error, IndexError) as error:
        raise broken("工作簿的内部结构对不上") from error


class _Workbook:
    def __init__(self, package: Package, name: str, limits: Limits) -> None:
        self._package = package
        self._name = name
        self._limits = limits
        self._meter = Meter(2 * limits.sheet_cells)
        self._main = package.main_part("xl/workbook.bin")
        self._book = read_book(package, self._main, self._meter, limits)
        parts = {link.kind: link.target for link in package.relations(self._main)}
        self._styles = BookStyles()
        if package.has(part := parts.get("styles", "xl/styles.bin")):
            self._styles = read_book_styles(package, part, self._meter)
        self._shared: Sequence[SharedItem] = ()
        if package.has(part := parts.get("sharedStrings", "xl/sharedstrings.bin")):
            self._shared = read_shared(package, part, self._styles, self._meter)

    def read(self) -> Document:
        """Read the workbook."""
        properties = read_properties(self._package)
        texts = properties.texts
        grids: list[Grid] = []
        margins: list[Paragraph] = []
        issues: list[Issue] = []
        for tab, part in self._parts():
            if tab.visible:
                grid, told, stored = self._sheet(tab, part)
                grids.append(grid)
                issues += told
                margins += sheet_margins(len(grids), stored)
            elif tab.name == MARKER_SHEET and not properties.custom:
                texts = {**marker_texts(self._sheet(tab, part)[0]), **texts}
        return Document(
            self._name,
            "xlsb",
            "",
            blocks=tuple(grids),
            issues=(*self._unread(grids), *issues),
            properties=texts,
            producer=properties.producer,
            slots=self._book.slots,
            margins=tuple(margins),
        )

    def _parts(self) -> list[tuple[Tab, str]]:
        links = {link.key: link for link in self._package.relations(self._main)}
        found = []
        for number, tab in enumerate(self._book.tabs, 1):
            link = links.get(tab.key)
            if link is not None and link.kind != "worksheet":
                continue
            part = link.target if link is not None else f"xl/worksheets/sheet{number}.bin"
            if self._package.has(part):
                found.append((tab, part))
        return found

    def _unread(self, grids: list[Grid]) -> tuple[Issue, ...]:
        if not grids:
            return (finding("file.no_sheet", self._name),)
        hidden = [tab.name for tab, _ in self._parts() if not tab.visible]
        names = "、".join(name for name in hidden if name != MARKER_SHEET)
        told = [finding("file.hidden_sheets", self._name, names)] if names else []
        package = self._package
        if package.has_any("xl/ctrlprops/") or package.has_any("xl/activex/"):
            told.append(finding("file.form_controls", self._name))
        if not any(grid.cells for grid in grids) and package.has_any("xl/media/"):
            told.append(finding("file.only_pictures", self._name))
        return tuple(told)

    def _sheet(self, tab: Tab, part: str) -> tuple[Grid, list[Issue], tuple[tuple[str, str], ...]]:
        sheet = _Sheet(self._book, self._styles, self._shared)
        for kind, data in records(self._package.stream(part), self._meter):
            sheet.take(kind, data)
        merges = merges_of(sheet.blocks, self._limits)
        builder = SheetBuilder(self._name, tab.name, merges, self._limits)
        for row, col, value in sheet.cells:
            hidden = row in sheet.hidden_rows or any(
                first <= col <= last for first, last in sheet.hidden_columns
            )
            builder.put(row, col, value, hidden=hidden)
        return builder.finish(), builder.issues, sheet.margins


class _Sheet:
    """What the records of a sheet say, before its merged blocks are known (工作表)."""

    def __init__(self, book: Book, styles: BookStyles, shared: Sequence[SharedItem]) -> None:
        self.cells: list[tuple[int, int, Value]] = []
        self.blocks: list[Rectangle] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.margins: tuple[tuple[str, str], ...] = ()
        self._row = 0
        self._behind = 0
        self._book = book
        self._styles = styles
        self._shared = shared

    def take(self, kind: int, data: bytes) -> None:
        """Take in one record."""
        kind, data = with_column(kind, data, self._behind)
        if kind == Brt.ROW:
            self._row, self._behind = u32(data, 0), 0
            if data[11] & _HIDDEN_ROW:
                self.hidden_rows.add(self._row)
        elif kind <= _LAST_CELL or kind == Brt.RICH_TEXT:
            value = self._value(kind, data, u32(data, 4) & _STYLE)
            col = u32(data, 0)
            self.cells.append((self._row, col, value))
            self._behind = min(col, _LAST_COLUMN) + 1
        elif kind == Brt.MERGED:
            first, last, left, right = struct.unpack_from("<4L", data)
            if first <= last and left <= right:
                self.blocks.append(Rectangle(first, left, last, right))
        elif kind == Brt.MARGINS:
            self.margins = _margins(data)
        elif kind == Brt.COLUMN and data[16] & 1 and len(self.hidden_columns) < _MOST_HIDDEN:
            self.hidden_columns.append((u32(data, 0), u32(data, 4)))

    def _value(self, kind: int, data: bytes, style: int) -> Value:
        match kind:
            case Brt.RK:
                return self._number(compact_number(data, 8), style)
            case Brt.REAL | Brt.FORMULA_NUMBER:
                return self._number(digits(_REAL.unpack_from(data, 8)[0]), style)
            case Brt.SHARED_TEXT:
                return self._shared_text(u32(data, 8), style)
            case Brt.TEXT | Brt.FORMULA_TEXT:
                return text_value(wide_text(data, 8)[0], self._styles.font_of(style))
            case Brt.RICH_TEXT:
                text, runs = rich_text(data, 8)
                return text_value(text, self._styles.font_of(style), self._styles.runs(runs))
            case Brt.BOOL | Brt.FORMULA_BOOL:
                return boolean_value(data[8])
            case Brt.ERROR | Brt.FORMULA_ERROR:
                return error_value(data[8])
        return BLANK

    def _number(self, stored: str, style: int) -> Value:
        form = self._styles.format_of(style)
        return read_number(stored, form, from_1904=self._book.from_1904)

    def _shared_text(self, index: int, style: int) -> Value:
        if index >= len(self._shared):
            raise broken("单元格引用的文字不存在")
        item = self._shared[index]
        font = self._styles.font_of(style)
        if font is None:
            return item.value
        return text_value(item.stored, font, self._styles.runs(item.runs))


def _margins(data: bytes) -> tuple[tuple[str, str], ...]:
    """Headers and footers, of odd, even and first pages, each with its word."""
    found = []
    at = 2
    for word in (HEADER, FOOTER) * 3:
        if at + 4 > len(data):
            break
        text, at = wide_text(data, at)
        found.append((word, text))
    return tuple(found)
