"""Pages to the parts of an Excel workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

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
from kejifupin.office.page import Page
from kejifupin.office.xlsx.hidden import HiddenSheet
from kejifupin.office.xlsx.names import absolute, quoted, sheet_names
from kejifupin.office.xlsx.sheet_writer import SheetWriter, WrittenSheet
from kejifupin.office.xlsx.strings import encode
from kejifupin.office.xlsx.styles import SHEET, Styles

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class SharedTexts:
    """The texts of a workbook, each stored once (共享字符串)."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._uses = 0

    def index(self, text: str) -> int:
        """The number by which cells refer to a text."""
        self._uses += 1
        return self._texts.setdefault(text, len(self._texts))

    def part(self) -> str:
        """The shared strings part."""
        items = "".join(
            f'<si><t xml:space="preserve">{text_of(encode(text))}</t></si>' for text in self._texts
        )
        return (
            f'{HEADER}<sst xmlns="{SHEET}" count="{self._uses}" uniqueCount="{len(self._texts)}">'
            f"{items}</sst>"
        )


def xlsx_parts(pages: Sequence[Page]) -> Mapping[str, str]:
    """All parts of the workbook, by name."""
    names = sheet_names(page.sheet or page.title for page in pages)
    styles, texts = Styles(), SharedTexts()
    hidden = HiddenSheet(pages, names)
    sheets = [SheetWriter(styles, texts.index, hidden.list_range).write(page) for page in pages]
    parts: dict[str, str] = {
        f"xl/worksheets/sheet{number}.xml": sheet.xml for number, sheet in enumerate(sheets, 1)
    }
    parts[f"xl/worksheets/sheet{len(sheets) + 1}.xml"] = hidden.part(texts.index)
    kinds = dict.fromkeys(parts, f"{_TYPE}.worksheet+xml")
    links = [(f"{OFFICE}/relationships/worksheet", part.removeprefix("xl/")) for part in parts]
    links += [
        (f"{OFFICE}/relationships/{kind}", f"{kind}.xml") for kind in ("styles", "sharedStrings")
    ]
    overrides = {
        **kinds,
        "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "xl/styles.xml": f"{_TYPE}.styles+xml",
        "xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
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
        "xl/workbook.xml": _workbook(names, sheets),
        "xl/styles.xml": styles.part(),
        "xl/sharedStrings.xml": texts.part(),
        **parts,
        **property_parts(pages),
    }


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
