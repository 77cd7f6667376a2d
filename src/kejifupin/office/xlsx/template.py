"""An official workbook, filled: every byte as it came but for what is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kejifupin.errors import OfficeError
from kejifupin.office.amending import Amendment, qualified
from kejifupin.office.archive import open_archive
from kejifupin.office.limits import Limits
from kejifupin.office.markers import slot_name
from kejifupin.office.marking import mark, packed_around
from kejifupin.office.markup import S
from kejifupin.office.package import Package
from kejifupin.office.packing import attribute, text_of
from kejifupin.office.splicing import Patches, SplicedPart
from kejifupin.office.spots import FormSpots, Spot
from kejifupin.office.templates import DocumentTemplate, PageTemplate
from kejifupin.office.xlsx.cell_filling import SheetTexts
from kejifupin.office.xlsx.merges import rectangle
from kejifupin.office.xlsx.names import absolute
from kejifupin.office.xlsx.reader import Tab, _tabs
from kejifupin.office.xlsx.related_moves import move_related
from kejifupin.office.xlsx.row_moves import (
    Insertion,
    move_definitions,
    move_drawings,
    moved_row,
)
from kejifupin.office.xlsx.sheet_filling import SheetFiller

_NAMES: Final = f"{S}definedNames"
# What stands behind the names of a workbook (ECMA-376 part 1, 18.2.27).
_BEFORE_NAMES: Final = tuple(
    f"{S}{name}" for name in ("externalReferences", "functionGroups", "sheets")
)


def compile_xlsx(content: bytes, form: FormSpots, limits: Limits) -> DocumentTemplate:
    """Take a workbook apart once, to be filled as often as wanted.

    Args:
        content: The workbook.
        form: What is filled in, and where; all on one sheet.
        limits: The limits.

    Raises:
        RefusedFileError: It is broken or unsafe.
        OfficeError: Something cannot be filled in where it should be.
    """
    package = Package(open_archive(content, limits), limits)
    amendment = Amendment(package)
    main = package.main_part("xl/workbook.xml")
    workbook = amendment.open(main)
    tab = _tab(workbook, main, package, form)
    part = SplicedPart(package.read(tab.part), limits)
    texts = SheetTexts.of(package, main)
    filler = SheetFiller(part, texts, tab.name)
    pieces, insertions = filler.fill(form)
    mark(amendment, form.markers)
    _name_slots(amendment, main, workbook, tab.name, _all_spots(form), insertions)
    if insertions:
        move_drawings(amendment, tab.part, insertions)
        move_related(amendment, main, tab.part, tab.name, insertions)
    return DocumentTemplate(packed_around(amendment, tab.part, limits), PageTemplate(pieces))


def _all_spots(form: FormSpots) -> Iterable[Spot]:
    yield from form.spots
    for growing in form.growing:
        for row in growing.rows:
            yield from row


def _tab(workbook: SplicedPart, main: str, package: Package, form: FormSpots) -> Tab:
    names = {each.address.rpartition("!")[0] for each in _all_spots(form)}
    names |= {each.pattern.rpartition("!")[0] for each in form.growing}
    tabs = [each for each in _tabs(workbook.root, main, package) if each.name in names]
    if len(names) != 1 or not tabs:
        raise OfficeError("the form must stand on one sheet")
    return tabs[0]


def _name_slots(
    amendment: Amendment,
    main: str,
    workbook: SplicedPart,
    sheet: str,
    spots: Iterable[Spot],
    insertions: Sequence[Insertion],
) -> None:
    root = workbook.root
    held = root.find(_NAMES)
    known = set() if held is None else {each.get("name") for each in held}
    wanted: dict[str, str] = {}
    for spot in spots:
        block = rectangle(spot.address.rpartition("!")[2])
        if spot.slot is None or block is None:
            continue
        name = slot_name(spot.slot)
        row = moved_row(block.row + 1, insertions) - 1
        if name not in known:
            wanted.setdefault(name, absolute(sheet, row, block.col, row, block.col))
    tag = qualified(root, "definedName")
    made = "".join(
        f"<{tag} name={attribute(name)}>{text_of(area)}</{tag}>"
        for name, area in sorted(wanted.items())
    )
    patches = Patches(workbook.data)
    _set_names(workbook, patches, made)
    if insertions:
        move_definitions(workbook, patches, sheet, insertions)
    amendment.put(main, "".join(map(str, patches.pieces())).encode())


def _set_names(workbook: SplicedPart, patches: Patches, made: str) -> None:
    root = workbook.root
    held = root.find(_NAMES)
    if not made:
        return
    if held is not None:
        span = workbook.spans((held,))[held]
        if span.name is None:
            patches.insert(span.close, made)
            return
        patches.replace(span.inner, span.end, ">", made, f"</{span.name.decode()}>")
        return
    behind = next(
        (each for each in (root.find(name) for name in _BEFORE_NAMES) if each is not None), None
    )
    if behind is None:
        raise OfficeError("the workbook lists no sheets")
    outer = qualified(root, "definedNames")
    patches.insert(workbook.spans((behind,))[behind].end, f"<{outer}>{made}</{outer}>")
