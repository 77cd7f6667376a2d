"""Pages to an Excel workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from kejifupin.errors import OfficeError
from kejifupin.office.heights import PageHeights
from kejifupin.office.markers import MARKER_SHEET, repeated, slot_name
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
from kejifupin.office.page import Filling, Page
from kejifupin.office.templates import DocumentTemplate, PageTemplate, RepeatedRow
from kejifupin.office.xlsx.hidden import HiddenSheet
from kejifupin.office.xlsx.names import absolute, quoted, sheet_names
from kejifupin.office.xlsx.sheet_writer import (
    ROW_NUMBER,
    Repeated,
    SheetWriter,
    WrittenSheet,
    points,
)
from kejifupin.office.xlsx.styles import SHEET, Styles
from kejifupin.office.zipping import PackedPackage, pack_part, zip_parts

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BATCH: Final = 256


class _Workbook:
    """What the sheets of a workbook share (工作簿写入)."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.names = sheet_names(page.sheet or page.title for page in pages)
        self.styles = Styles()
        self.hidden = HiddenSheet(pages, self.names)

    def sheet(self, page: Page, repeated: Repeated | None = None) -> WrittenSheet:
        return SheetWriter(self.styles, self.hidden.list_range, repeated).write(page)

    def other_parts(self, sheets: Sequence[WrittenSheet]) -> Mapping[str, str]:
        """All parts but the sheets of the pages."""
        parts = [_sheet_part(number) for number in range(1, len(sheets) + 2)]
        links = [(f"{OFFICE}/relationships/worksheet", part.removeprefix("xl/")) for part in parts]
        links.append((f"{OFFICE}/relationships/styles", "styles.xml"))
        overrides = {
            **dict.fromkeys(parts, f"{_TYPE}.worksheet+xml"),
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
            "xl/workbook.xml": _workbook(self.names, sheets),
            "xl/styles.xml": self.styles.part(),
            parts[-1]: self.hidden.part(),
            **property_parts(self.pages),
        }


def write_pages(pages: Sequence[Page]) -> bytes:
    """The bytes of a workbook with pages that have no holes."""
    book = _Workbook(pages)
    sheets = [book.sheet(page) for page in pages]
    packed = {
        _sheet_part(number): pack_part(
            _sheet_part(number), sheet.template(page).filled().encode(), quick=True
        )
        for number, (page, sheet) in enumerate(zip(pages, sheets, strict=True), 1)
    }
    return zip_parts({**book.other_parts(sheets), **packed})


def compile_page(page: Page) -> DocumentTemplate:
    """The workbook of one page, to be filled as often as wanted."""
    book = _Workbook((page,))
    sheet = book.sheet(page)
    package = PackedPackage(book.other_parts((sheet,)), _sheet_part(1))
    return DocumentTemplate(package, sheet.template(page))


def write_repeated(
    page: Page, row: int, head: Sequence[Filling], rows: Iterable[Sequence[Filling]]
) -> bytes:
    """The workbook of one long page, in the memory that its bytes take.

    Args:
        page: The page, with one row for all that are repeated.
        row: Number of that row among the rows of all tables; nothing in it may be merged.
        head: The fillings of the holes elsewhere on the page, which come first.
        rows: The fillings of the repeated row, each time; more of them than a page has room for.

    Raises:
        OfficeError: Cells of the repeated row are merged.
    """
    draft = _Workbook((page,)).sheet(page, Repeated(row, 1))
    if draft.merged:
        raise OfficeError("a row with merged cells cannot be repeated in a stream")
    heights = PageHeights(page, crowded=True)
    pattern = RepeatedRow(draft.repeated, heights, row, points)
    around = (*head, *([("", None)] * pattern.n_places))
    book, sheet, times = _Workbook((page,)), draft, 0

    def pieces() -> Iterator[bytes]:
        nonlocal sheet, times
        yield PageTemplate(draft.before, heights, points).filled(around).encode()
        lines = iter(rows)
        while batch := tuple(islice(lines, _BATCH)):
            first = draft.first + times
            yield "".join(
                pattern.filled((*head, *each)).replace(ROW_NUMBER, str(number))
                for number, each in enumerate(batch, first)
            ).encode()
            times += len(batch)
        sheet = book.sheet(page, Repeated(row, times))
        yield PageTemplate(sheet.after, heights, points).filled(around).encode()

    part = pack_part(_sheet_part(1), pieces(), quick=True)
    return zip_parts({**book.other_parts((sheet,)), _sheet_part(1): part})


def _sheet_part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _workbook(names: Sequence[str], sheets: Sequence[WrittenSheet]) -> str:
    entries = "".join(
        f'<sheet name={attribute(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    last = len(names) + 1
    entries += (
        f'<sheet name="{MARKER_SHEET}" sheetId="{last}" state="veryHidden" r:id="rId{last}"/>'
    )
    return (
        f'{HEADER}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships">'
        f"<bookViews><workbookView/></bookViews><sheets>{entries}</sheets>"
        f"<definedNames>{''.join(_defined_names(names, sheets))}</definedNames></workbook>"
    )


def _defined_names(names: Sequence[str], sheets: Sequence[WrittenSheet]) -> list[str]:
    found: list[tuple[str, str, str]] = []
    counts: Counter[str] = Counter()
    for number, (name, sheet) in enumerate(zip(names, sheets, strict=True)):
        local = f' localSheetId="{number}"'
        area = absolute(name, 0, 0, max(sheet.n_rows - 1, 0), max(sheet.n_cols - 1, 0))
        found.append(("_xlnm.Print_Area", local, area))
        if sheet.repeat is not None:
            first, last = sheet.repeat
            found.append(("_xlnm.Print_Titles", local, f"{quoted(name)}!${first + 1}:${last + 1}"))
        for key, cell in sheet.slots:
            slot = slot_name(key)
            counts[slot] += 1
            found.append((repeated(slot, counts[slot]), "", absolute(name, *cell)))
    return [
        f"<definedName name={attribute(key)}{local}>{text_of(area)}</definedName>"
        for key, local, area in sorted(found)
    ]
