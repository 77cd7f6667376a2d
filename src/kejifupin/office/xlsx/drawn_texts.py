"""Text boxes and shapes that lie on a sheet: what they say belongs to no cell, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from kejifupin.office.findings import finding
from kejifupin.office.grid import sheet_address
from kejifupin.office.markup import small_int
from kejifupin.office.package import Package
from kejifupin.office.refusal import RefusedFileError
from kejifupin.terms.issues import Issue

_FOLDER: Final = "xl/drawings/drawing"
_MOST: Final = 20
_TEXT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_TEXT_BODY: Final = "{*}txBody"


def drawn_texts(package: Package, part: str, sheet: str, name: str) -> tuple[Issue, ...]:
    """An issue for each shape on a sheet in which something is written.

    Args:
        package: The package.
        part: The part of the sheet.
        sheet: Name of the sheet.
        name: The path under which issues name the file.
    """
    if not package.has_any(_FOLDER):
        return ()
    found: list[Issue] = []
    for relation in package.relations(part):
        if relation.kind == "drawing" and package.has(relation.target):
            try:
                root = package.parse(relation.target)
            except RefusedFileError:
                continue
            for row, col, text in _written(root):
                address = sheet_address(sheet, row, col)
                found.append(finding("sheet.text_box", name, cell=address, seen=text))
    return tuple(found[:_MOST])


def _written(root: etree._Element) -> Iterator[tuple[int, int, str]]:
    """Row and column over which each shape with words begins, and its words."""
    for anchor in root:
        text = "".join(
            each.text or "" for body in anchor.iter(_TEXT_BODY) for each in body.iter(_TEXT)
        ).strip()
        if text:
            start = anchor.find("{*}from")
            yield _place(start, "row"), _place(start, "col"), text


def _place(start: etree._Element | None, name: str) -> int:
    found = None if start is None else start.find(f"{{*}}{name}")
    return 0 if found is None else small_int(found.text) or 0
