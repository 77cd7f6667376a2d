"""What in a workbook names rows, and moves down when rows are set in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from kejifupin.office.amending import Amendment
from kejifupin.office.markup import S, small_int
from kejifupin.office.splicing import Patches, SplicedPart

_CORNER = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d+)")
_AREA = re.compile(
    r"(?P<sheet>'(?:[^']|'')+'!|[\w.]+!)?"
    r"(?<![\w.$])(?P<first>\$?[A-Za-z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Za-z]{1,3}\$?\d+))?(?![\w(.!])"
)
_STRINGS = re.compile(r'("(?:[^"]|"")*")')
_ANCHOR_ROW: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}row"


@frozen
class Insertion:
    """Rows set in behind a row (插入行).

    Args:
        after: Number of that row, counted from 1.
        count: How many.
    """

    after: int
    count: int


def moved_row(row: int, insertions: Sequence[Insertion]) -> int:
    """Where a row stands after rows were set in; rows are counted from 1."""
    return row + sum(each.count for each in insertions if row > each.after)


def moved_area(ref: str, insertions: Sequence[Insertion], *, grows: bool = True) -> str:
    """An area after rows were set in; one that reaches to the row before them grows.

    >>> moved_area("A3:B5", (Insertion(5, 2),)), moved_area("A6", (Insertion(5, 2),))
    ('A3:B7', 'A8')
    """
    first, _, last = ref.partition(":")
    start, end = _CORNER.fullmatch(first), _CORNER.fullmatch(last or first)
    if start is None or end is None:
        return ref
    top, bottom = int(start[2]), int(end[2])
    reached = sum(
        each.count
        for each in insertions
        if bottom > each.after or (grows and top <= each.after == bottom)
    )
    moved = f"{start[1]}{moved_row(top, insertions)}", f"{end[1]}{bottom + reached}"
    return moved[0] if moved[0] == moved[1] and not last else ":".join(moved)


def moved_areas(refs: str, insertions: Sequence[Insertion]) -> str:
    """Areas with spaces between them."""
    return " ".join(moved_area(each, insertions) for each in refs.split())


def moved_formula(formula: str, sheet: str, insertions: Sequence[Insertion], *, own: bool) -> str:
    """A formula after rows were set in.

    Args:
        formula: The formula.
        sheet: The sheet in which they were set in.
        insertions: The rows.
        own: Whether the formula stands on that sheet.

    >>> moved_formula('SUM(B3:B5)&"B9"', "表", (Insertion(5, 1),), own=True)
    'SUM(B3:B6)&"B9"'
    """

    def moved(found: re.Match[str]) -> str:
        named = (found["sheet"] or "").rstrip("!").strip("'").replace("''", "'")
        if (named != sheet) if found["sheet"] else not own:
            return found[0]
        ref = found["first"] + (f":{found['last']}" if found["last"] else "")
        return (found["sheet"] or "") + moved_area(ref, insertions, grows=bool(found["last"]))

    pieces = _STRINGS.split(formula)
    return "".join(
        piece if number % 2 else _AREA.sub(moved, piece) for number, piece in enumerate(pieces)
    )


def move_definitions(
    workbook: SplicedPart, patches: Patches, sheet: str, insertions: Sequence[Insertion]
) -> None:
    """Move the areas that names of a workbook stand for."""
    names = list(workbook.root.iter(f"{S}definedName"))
    for element, span in workbook.spans(names).items():
        text = element.text or ""
        moved = moved_formula(text, sheet, insertions, own=False)
        if moved != text and span.name is None:
            patches.replace(span.inner, span.close, _escaped(moved))


def move_drawings(amendment: Amendment, sheet: str, insertions: Sequence[Insertion]) -> None:
    """Move the pictures that are anchored below rows that were set in."""
    for relation in amendment.package.relations(sheet):
        if relation.kind != "drawing" or not amendment.package.has(relation.target):
            continue
        part = amendment.open(relation.target)
        patches = Patches(part.data)
        rows = list(part.root.iter(_ANCHOR_ROW))
        for element, span in part.spans(rows).items():
            row = small_int(element.text)
            if row is not None:
                patches.replace(span.inner, span.close, str(moved_row(row + 1, insertions) - 1))
        amendment.put(relation.target, "".join(map(str, patches.pieces())).encode())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
