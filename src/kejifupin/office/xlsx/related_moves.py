"""What other parts of a workbook say of a sheet's rows, moved down when rows are set in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kejifupin.office.amending import Amendment
from kejifupin.office.markup import Element, S, small_int
from kejifupin.office.packing import text_of
from kejifupin.office.splicing import Patches, SplicedPart
from kejifupin.office.xlsx.row_moves import Insertion, moved_area, moved_formula, moved_row

_REF = re.compile(r'(\sref=)(["\'])([^"\']*)\2')
_VML_ROW = re.compile(rb"(<(?:\w+:)?Row>\s*)(\d{1,7})(\s*</)")
_VML_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</)")
_ANCHOR_ROWS: Final = (2, 6)
_ON_THE_SHEET: Final = ("comments", "threadedComment", "table", "pivotTable")
_FORMULAS: Final = frozenset(
    f"{S}{name}" for name in ("f", "formula", "formula1", "formula2", "oddFormula")
)
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
_SOURCE: Final = f"{S}worksheetSource"


def move_related(
    amendment: Amendment, main: str, sheet: str, name: str, insertions: Sequence[Insertion]
) -> None:
    """Move comments, tables, pivot tables, and formulas of other sheets and of charts.

    Args:
        amendment: The package while it is being changed.
        main: Name of the workbook's part.
        sheet: Name of the sheet's part.
        name: Name of the sheet.
        insertions: The rows set into it.
    """
    package = amendment.package
    for relation in package.relations(sheet):
        if not package.has(relation.target):
            continue
        if relation.kind in _ON_THE_SHEET:
            _move_refs(amendment, relation.target, insertions)
        elif relation.kind == "vmlDrawing":
            data = package.read(relation.target)
            amendment.put(relation.target, moved_shapes(data, insertions))
        elif relation.kind == "drawing":
            charts = (each for each in package.relations(relation.target) if each.kind == "chart")
            _move_formulas(amendment, (each.target for each in charts), name, insertions, {_CHART})
    others = [each for each in package.relations(main) if each.target != sheet]
    sheets = (each.target for each in others if each.kind == "worksheet")
    _move_formulas(amendment, sheets, name, insertions, _FORMULAS)
    for each in others:
        if each.kind == "pivotCacheDefinition" and package.has(each.target):
            _move_source(amendment, each.target, name, insertions)


def moved_shapes(data: bytes, insertions: Sequence[Insertion]) -> bytes:
    """The shapes of comments after rows were set in; VML need not be well-formed.

    Args:
        data: The part.
        insertions: The rows.
    """

    def row(found: re.Match[bytes]) -> bytes:
        return found[1] + str(moved_row(int(found[2]) + 1, insertions) - 1).encode() + found[3]

    def anchor(found: re.Match[bytes]) -> bytes:
        numbers = found[2].split(b",")
        for at in _ANCHOR_ROWS:
            if len(numbers) > at and (old := small_int(numbers[at].decode().strip())) is not None:
                numbers[at] = f" {moved_row(old + 1, insertions) - 1}".encode()
        return found[1] + b",".join(numbers) + found[3]

    return _VML_ANCHOR.sub(anchor, _VML_ROW.sub(row, data))


def _move_refs(amendment: Amendment, part: str, insertions: Sequence[Insertion]) -> None:
    opened = amendment.open(part)
    _change_tags(
        amendment,
        part,
        opened,
        opened.root.iter(),
        lambda tag: _REF.sub(
            lambda ref: f"{ref[1]}{ref[2]}{moved_area(ref[3], insertions)}{ref[2]}", tag
        ),
    )


def _move_source(
    amendment: Amendment, part: str, sheet: str, insertions: Sequence[Insertion]
) -> None:
    opened = amendment.open(part)
    sources = [each for each in opened.root.iter(_SOURCE) if each.get("sheet") == sheet]
    _change_tags(
        amendment,
        part,
        opened,
        sources,
        lambda tag: _REF.sub(
            lambda ref: f"{ref[1]}{ref[2]}{moved_area(ref[3], insertions)}{ref[2]}", tag
        ),
    )


def _change_tags(
    amendment: Amendment,
    part: str,
    opened: SplicedPart,
    elements: Iterable[Element],
    change: Callable[[str], str],
) -> None:
    patches = Patches(opened.data)
    changed = False
    for span in opened.spans(list(elements)).values():
        tag = patches.text(span.start, span.inner)
        if (new := change(tag)) != tag:
            patches.replace(span.start, span.inner, new)
            changed = True
    if changed:
        amendment.put(part, "".join(map(str, patches.pieces())).encode())


def _move_formulas(
    amendment: Amendment,
    parts: Iterable[str],
    sheet: str,
    insertions: Sequence[Insertion],
    tags: Iterable[str],
) -> None:
    """Move what formulas elsewhere say of a sheet; a part that names no sheet is left alone."""
    wanted = frozenset(tags)
    for part in dict.fromkeys(parts):
        if not amendment.package.has(part) or b"!" not in amendment.package.read(part):
            continue
        opened = amendment.open(part)
        patches = Patches(opened.data)
        changed = False
        found = [each for each in opened.root.iter() if each.tag in wanted and each.text]
        for element, span in opened.spans(found).items():
            old = element.text or ""
            new = moved_formula(old, sheet, insertions, own=False)
            if new != old and span.name is None:
                patches.replace(span.inner, span.close, text_of(new))
                changed = True
        if changed:
            amendment.put(part, "".join(map(str, patches.pieces())).encode())
