"""Workbooks of tables, written row by row in the memory that their bytes take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kejifupin.errors import OfficeError
from kejifupin.office.book import MOST_ROWS, Book, BookSheet
from kejifupin.office.chart_markup import CHART_TYPE
from kejifupin.office.packing import (
    HEADER,
    OFFICE,
    PROPERTY_TYPES,
    attribute,
    content_types,
    package_relationships,
    property_parts,
    relationships,
    text_of,
)
from kejifupin.office.page import Page
from kejifupin.office.xlsx.book_drawings import DRAWING_TYPE, drawing_parts
from kejifupin.office.xlsx.book_sheets import Rows, SheetPart
from kejifupin.office.xlsx.book_texts import UnfitTexts
from kejifupin.office.xlsx.names import quoted, sheet_names
from kejifupin.office.xlsx.styles import SHEET, Styles
from kejifupin.office.zipping import PackedPart, pack_part, zip_parts

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_book(book: Book, *, most_rows: int = MOST_ROWS) -> bytes:
    """The bytes of a workbook of tables; the same tables give the same bytes.

    Args:
        book: The workbook.
        most_rows: Rows after which a table goes on in another sheet.

    Raises:
        OfficeError: If a link leads to an anchor that no row has.
    """
    return _BookWriter(book, most_rows).written()


class _BookWriter:
    """What the sheets of a workbook share (工作簿写入)."""

    def __init__(self, book: Book, most_rows: int) -> None:
        self._book = book
        self._most_rows = most_rows
        self._styles = Styles()
        self._unfit = UnfitTexts()
        self._names: list[str] = []
        self._wanted: list[str] = []
        self._anchors: dict[str, int] = {}
        self._placed: dict[str, str] = {}
        self._defined: list[tuple[str, str, str]] = []
        self._parts: dict[str, str | bytes | PackedPart] = {}
        self._overrides: dict[str, str] = {}
        self._n_charts = self._n_drawings = 0

    def written(self) -> bytes:
        for sheet in self._book.sheets:
            self._add(sheet)
        if (told := self._unfit.sheet()) is not None:
            self._add(told)
        return zip_parts({**self._parts, **self._shared_parts()})

    def _add(self, sheet: BookSheet) -> None:
        rows = Rows(iter(sheet.rows))
        number = 0
        while number == 0 or rows:
            self._add_part(sheet, rows, number)
            number += 1

    def _add_part(self, sheet: BookSheet, rows: Rows, number: int) -> None:
        self._wanted.append(sheet.name)
        name = sheet_names(self._wanted)[-1]
        self._names.append(name)
        at = len(self._names)
        part = SheetPart(
            sheet,
            rows,
            self._styles,
            fit=lambda text, cell: self._unfit.fit(text, name, cell),
            anchor_of=self._anchor,
            number=number,
            first=at == 1,
            footer=self._book.footer,
            most_rows=self._most_rows,
        )
        path = f"xl/worksheets/sheet{at}.xml"
        self._parts[path] = pack_part(path, part.pieces(), quick=True)
        self._overrides[path] = f"{_TYPE}.worksheet+xml"
        sheet_ref = quoted(name)
        if sheet.anchor is not None:
            self._placed.setdefault(sheet.anchor, f"{sheet_ref}!$A$1")
        for anchor, row in part.anchors:
            self._placed.setdefault(anchor, f"{sheet_ref}!$A${row}")
        local = f' localSheetId="{at - 1}"'
        area = f"{sheet_ref}!$A${part.header}:${part.last_column}${part.n_rows}"
        titles = f"{sheet_ref}!${part.header}:${part.header}"
        self._defined.append(("_xlnm._FilterDatabase", f'{local} hidden="1"', area))
        self._defined.append(("_xlnm.Print_Titles", local, titles))
        if part.charted:
            self._add_drawing(sheet, name, part.header, at)

    def _add_drawing(self, sheet: BookSheet, name: str, header: int, at: int) -> None:
        self._n_drawings += 1
        drawn = drawing_parts(
            sheet, name, header=header, number=self._n_drawings, first_chart=self._n_charts + 1
        )
        self._n_charts += len(sheet.charts)
        for path, content in drawn:
            self._parts[path] = content
            if not path.endswith(".rels"):
                is_chart = path.startswith("xl/charts/")
                self._overrides[path] = CHART_TYPE if is_chart else DRAWING_TYPE
        target = f"../drawings/drawing{self._n_drawings}.xml"
        self._parts[f"xl/worksheets/_rels/sheet{at}.xml.rels"] = relationships(
            [(f"{OFFICE}/relationships/drawing", target)]
        )

    def _anchor(self, anchor: str) -> str:
        return f"_a{self._anchors.setdefault(anchor, len(self._anchors) + 1)}"

    def _shared_parts(self) -> dict[str, str]:
        links = [
            (f"{OFFICE}/relationships/worksheet", f"worksheets/sheet{number}.xml")
            for number in range(1, len(self._names) + 1)
        ]
        links.append((f"{OFFICE}/relationships/styles", "styles.xml"))
        overrides = {
            **self._overrides,
            "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
            "xl/styles.xml": f"{_TYPE}.styles+xml",
            **PROPERTY_TYPES,
        }
        defaults = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        return {
            "[Content_Types].xml": content_types(defaults, overrides),
            "_rels/.rels": package_relationships("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": relationships(links),
            "xl/workbook.xml": self._workbook(),
            "xl/styles.xml": self._styles.part(),
            **property_parts((Page(self._book.title or self._book.sheets[0].title, ()),)),
        }

    def _workbook(self) -> str:
        entries = "".join(
            f'<sheet name={attribute(name)} sheetId="{number}" r:id="rId{number}"/>'
            for number, name in enumerate(self._names, 1)
        )
        return (
            f'{HEADER}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships">'
            f"<bookViews><workbookView/></bookViews><sheets>{entries}</sheets>"
            f"<definedNames>{''.join(self._defined_names())}</definedNames></workbook>"
        )

    def _defined_names(self) -> Iterator[str]:
        found = list(self._defined)
        for anchor, number in self._anchors.items():
            if anchor not in self._placed:
                raise OfficeError(f"a link leads to {anchor!r}, and no row has that anchor")
            found.append((f"_a{number}", "", self._placed[anchor]))
        for key, marks, area in sorted(found):
            yield f"<definedName name={attribute(key)}{marks}>{text_of(area)}</definedName>"
