"""Things that hang on a position of the text: hidden markers, text boxes, ends of sections."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from kejifupin.office.grid import FOOTER, HEADER
from kejifupin.office.legacy.binary import Meter, u16, u32
from kejifupin.office.legacy.doc.header import Header, Part
from kejifupin.office.markers import slot_of

_SECTION: Final = 12
_SHAPE: Final = 26
_BOX: Final = 22
_BOX_OWNER: Final = 14
# On even, then on odd, then on first pages.
_MARGINS: Final = (HEADER, HEADER, FOOTER, FOOTER, HEADER, FOOTER)


def read_slots(header: Header, tables: bytes, meter: Meter) -> tuple[tuple[int, str], ...]:
    """The hidden markers of fields, each with the position at which it begins, in order."""
    names = header.part(Part.BOOKMARK_NAMES, tables)
    if len(names) < 6 or u16(names, 0) != 0xFFFF:
        return ()
    starts = _positions(header.part(Part.BOOKMARK_STARTS, tables), 4, meter)
    found = []
    at = 6
    for _, start in zip(range(u16(names, 2)), starts, strict=False):
        end = at + 2 + 2 * u16(names, at)
        slot = slot_of(names[at + 2 : end].decode("utf-16-le", "replace"))
        if slot is not None:
            found.append((start, slot))
        at = end
    return tuple(sorted(found))


def section_ends(header: Header, tables: bytes, meter: Meter) -> frozenset[int]:
    """Positions of the marks that end a section, not a page."""
    positions = _positions(header.part(Part.SECTIONS, tables), _SECTION, meter)
    return frozenset(position - 1 for position in positions)


def margins(header: Header, tables: bytes, meter: Meter) -> tuple[tuple[str, int, int], ...]:
    """Where headers and footers stand, each with ``页眉`` or ``页脚`` ([MS-DOC] 2.8.21).

    In front of them stand six separators of notes; then come six for each section.
    """
    edges = _positions(header.part(Part.MARGINS, tables), 0, meter)[:-1]
    start = header.margins_start
    return tuple(
        (_MARGINS[number % len(_MARGINS)], start + first, start + after)
        for number, (first, after) in enumerate(pairwise(edges))
        if number >= len(_MARGINS) and first < after
    )


def text_boxes(
    header: Header, tables: bytes, meter: Meter
) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Where the text of boxes stands, by the position of the body that each hangs on.

    A box inside a group of shapes names none that hangs anywhere; it goes to the first shape
    that has no box of its own, else to the last.
    """
    if not header.stories[6]:
        return {}
    data = header.part(Part.SHAPES, tables)
    anchors = _positions(data, _SHAPE, meter)[:-1]
    owners = [u32(data, 4 * (len(anchors) + 1) + _SHAPE * n) for n in range(len(anchors))]
    place_of = dict(zip(reversed(owners), reversed(anchors), strict=True))
    boxes = _boxes(header, tables, meter)
    owned = {owner for owner, _ in boxes}
    lone = [anchor for anchor, owner in zip(anchors, owners, strict=True) if owner not in owned]
    for_strays = (*lone, *anchors[-1:])[:1]
    found: dict[int, list[tuple[int, int]]] = {}
    for owner, place in boxes:
        anchor = (place_of[owner],) if owner in place_of else for_strays
        for position in anchor:
            found.setdefault(position, []).append(place)
    return {position: tuple(places) for position, places in found.items()}


def _boxes(header: Header, tables: bytes, meter: Meter) -> list[tuple[int, tuple[int, int]]]:
    """The boxes in use: the shape that each belongs to, and where its text stands."""
    data = header.part(Part.TEXT_BOXES, tables)
    edges = _positions(data, _BOX, meter)
    start = header.boxes_start
    found = []
    for number in range(len(edges) - 1):
        at = 4 * len(edges) + _BOX * number
        owner = u32(data, at + _BOX_OWNER)
        if owner and not u16(data, at + 8):
            found.append((owner, (start + edges[number], start + edges[number + 1])))
    return found


def _positions(data: bytes, size: int, meter: Meter) -> tuple[int, ...]:
    """The positions of a table of which every entry has some bytes, and its end."""
    count = max(0, (len(data) - 4) // (4 + size))
    meter.take(count)
    return struct.unpack_from(f"<{count + 1}L", data) if count else ()
