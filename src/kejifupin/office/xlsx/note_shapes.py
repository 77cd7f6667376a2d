"""The boxes in which Excel shows comments: a drawing in VML beside each sheet.

What programs write there is not always well-formed XML, so that new boxes are set in as bytes
(ECMA-376 part 4, 19.4.2.11).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kejifupin.office.measure import lines_needed
from kejifupin.office.refusal import broken
from kejifupin.office.xlsx.merges import Rectangle
from kejifupin.office.xlsx.sheet_sizes import SheetSizes

_VML: Final = "urn:schemas-microsoft-com:vml"
_OFFICE: Final = "urn:schemas-microsoft-com:office:office"
_EXCEL: Final = "urn:schemas-microsoft-com:office:excel"
_NAMESPACES: Final = {"v": _VML, "o": _OFFICE, "x": _EXCEL}
_END = re.compile(rb"</(?:\w+:)?xml\s*>\s*$")
_DATA = re.compile(
    rb"<(?:\w+:)?ClientData\b[^<>]{0,400}ObjectType\s*=\s*[\"']Note[\"'](.*?)ClientData", re.DOTALL
)
_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d{1,7})\s*<")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d{1,5})\s*<")
_SHAPE_ID = re.compile(rb"_x0000_s(\d{1,9})\b")
_TYPE_ID: Final = "_x0000_t202"
_PER_DRAWING: Final = 1024
# In pixels: twenty Chinese characters of nine points stand on a line.
_WIDTH: Final = 260
_CAPACITY: Final = 40
_LINE: Final = 17
_MARGIN: Final = 16
_MOST_LINES: Final = 30


def with_boxes(
    drawing: bytes | None, texts: Mapping[Rectangle, str], sizes: SheetSizes, number: int
) -> bytes:
    """A drawing with a box for each comment that has none.

    Args:
        drawing: The drawing as it came, None for a new one.
        texts: Cell or merged block → text of its comment.
        sizes: The sizes of the sheet's columns and rows.
        number: Number of a new drawing in its workbook.

    Raises:
        RefusedFileError: If the drawing does not end as drawings do.
    """
    old = _new(number) if drawing is None else drawing
    end = _END.search(old)
    if end is None:
        raise broken("批注的绘图已损坏")
    taken = {int(found) for found in _SHAPE_ID.findall(old)}
    first = max(taken, default=number * _PER_DRAWING) + 1
    declared = "".join(
        f' xmlns:{prefix}="{name}"'
        for prefix, name in _NAMESPACES.items()
        if f'xmlns:{prefix}="{name}"'.encode() not in old
    )
    kind = "" if _TYPE_ID.encode() in old else _shape_type(declared)
    there = _positions(old)
    waiting = [cell for cell in texts if (cell.row, cell.col) not in there]
    boxes = []
    for key, cell in enumerate(waiting, first):
        height = _height(texts[cell])
        place = sizes.box_beside(cell, _WIDTH, height)
        boxes.append(_box(key, place, cell, declared, height))
    at = end.start()
    return b"".join((old[:at], (kind + "".join(boxes)).encode("ascii"), old[at:]))


def _positions(drawing: bytes) -> frozenset[tuple[int, int]]:
    found = set()
    for data in _DATA.findall(drawing):
        row, column = _ROW.search(data), _COLUMN.search(data)
        if row and column:
            found.add((int(row[1]), int(column[1])))
    return frozenset(found)


def _new(number: int) -> bytes:
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    return (
        f'<xml{names}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/>'
        f"</o:shapelayout></xml>"
    ).encode("ascii")


def _shape_type(declared: str) -> str:
    return (
        f'<v:shapetype{declared} id="{_TYPE_ID}" coordsize="21600,21600" o:spt="202"'
        ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )


def _box(key: int, place: str, cell: Rectangle, declared: str, height: int) -> str:
    return (
        f'<v:shape{declared} id="_x0000_s{key}" type="#{_TYPE_ID}" style="position:absolute;'
        f"margin-left:60pt;margin-top:2pt;width:{_WIDTH}px;height:{height}px;z-index:1;"
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{place}'
        f"</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{cell.row}</x:Row>"
        f"<x:Column>{cell.col}</x:Column></x:ClientData></v:shape>"
    )


def _height(text: str) -> int:
    return _MARGIN + _LINE * min(lines_needed(text, _CAPACITY), _MOST_LINES)
