"""The visible sheets of an old workbook as grids, and its hidden markers."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kejifupin.office.findings import finding
from kejifupin.office.grid import Document, Grid, Paragraph, sheet_address
from kejifupin.office.legacy.compound_file import CompoundFile
from kejifupin.office.legacy.extras import need
from kejifupin.office.legacy.ole_properties import OleProperties, read_ole_properties
from kejifupin.office.legacy.sheets import SheetBuilder, marker_texts, merges_of
from kejifupin.office.legacy.xls.cells import CellReader
from kejifupin.office.legacy.xls.scanning import Outline, look_through
from kejifupin.office.limits import Limits
from kejifupin.office.margins import sheet_margins
from kejifupin.office.markers import MARKER_SHEET, slot_of
from kejifupin.office.refusal import RefusedFileError, broken
from kejifupin.office.xlsx.merges import Rectangle
from kejifupin.terms.issues import Issue

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = ("Workbook", "Book")
_REFERENCE: Final = -1
_ENCRYPTED: Final = "encrypted"


class _Nowhere:
    """Takes what xlrd prints about odd files (弃置输出)."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def read_xls(data: bytes, name: str, limits: Limits) -> Document:
    """Read the visible sheets of a workbook.

    Raises:
        RefusedFileError: If it is broken, unsafe or encrypted, or xlrd is not installed.
    """
    try:
        stream, properties = _open(data)
        outline = look_through(stream, limits)
    except (struct.error, IndexError) as error:
        raise broken("工作簿的内部结构对不上") from error
    xlrd = need("xlrd", "xls")
    try:
        book = xlrd.open_workbook(
            file_contents=outline.stream,
            logfile=_Nowhere(),
            encoding_override=outline.encoding,
            formatting_info=True,
            ragged_rows=True,
        )
        return _document(book, outline, properties, name, limits)
    except RefusedFileError:
        raise
    except Exception as error:
        # What xlrd raises over a damaged file is any exception at all.
        if _ENCRYPTED in str(error):
            raise RefusedFileError("file.encrypted") from error
        raise broken("工作簿的内部结构对不上") from error


def _open(data: bytes) -> tuple[bytes, OleProperties]:
    """The workbook itself, and what the file says about itself."""
    if not data.startswith(OLE):
        return data, OleProperties({}, custom=False, producer=None)
    file = CompoundFile(data)
    stream = next((content for name in _STREAMS if (content := file.stream(name))), b"")
    if not stream:
        raise broken("里面没有工作簿")
    return stream, read_ole_properties(file)


def _document(
    book: Any, outline: Outline, properties: OleProperties, name: str, limits: Limits
) -> Document:
    texts = properties.texts
    cells = CellReader(book)
    grids: list[Grid] = []
    issues: list[Issue] = []
    hidden_names: list[str] = []
    margins: list[Paragraph] = []
    hidden = outline.hidden
    for number, sheet in enumerate(book.sheets()):
        visible = number >= len(hidden) or not hidden[number]
        if not visible and (sheet.name != MARKER_SHEET or properties.custom):
            hidden_names += [sheet.name] if sheet.name != MARKER_SHEET else []
            continue
        grid, told = _read(sheet, cells, name, limits)
        if visible:
            grids.append(grid)
            issues += told
            if number < len(outline.margins):
                margins += sheet_margins(len(grids), outline.margins[number])
        else:
            texts = {**marker_texts(grid), **texts}
    codes = []
    if not grids:
        codes.append(finding("file.no_sheet", name))
    elif hidden_names:
        codes.append(finding("file.hidden_sheets", name, "、".join(hidden_names)))
    return Document(
        name,
        "xls",
        "",
        blocks=tuple(grids),
        issues=(*codes, *issues),
        properties=texts,
        producer=properties.producer,
        slots=_slots(book),
        margins=tuple(margins),
    )


def _read(sheet: Any, cells: CellReader, name: str, limits: Limits) -> tuple[Grid, list[Issue]]:
    blocks = (
        Rectangle(first, left, last - 1, right - 1)
        for first, last, left, right in sheet.merged_cells
        if first < last and left < right
    )
    builder = SheetBuilder(name, sheet.name, merges_of(blocks, limits), limits)
    hidden_columns = {col for col, info in sheet.colinfo_map.items() if info.hidden}
    rows = sheet.rowinfo_map
    for row, col, value in cells.of(sheet):
        hidden = col in hidden_columns or (row in rows and bool(rows[row].hidden))
        builder.put(row, col, value, hidden=hidden)
    return builder.finish(), builder.issues


def _slots(book: Any) -> Mapping[str, tuple[str, ...]]:
    names = book.sheet_names()
    found: dict[str, tuple[str, ...]] = {}
    for slot, (sheet, row, col) in _references(book):
        if 0 <= sheet < len(names):
            address = sheet_address(names[sheet], row, col)
            found[slot] = (*found.get(slot, ()), address)
    return found


def _references(book: Any) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for entry in book.name_obj_list:
        slot = slot_of(entry.name)
        result = entry.result
        if slot is None or result is None or result.kind != _REFERENCE or not result.value:
            continue
        sheet, _, row, _, col, _ = result.value[0].coords
        yield slot, (sheet, row, col)
