"""Comments set into a workbook, in the cells that the reader names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from kejifupin.office.amending import Amendment
from kejifupin.office.archive import Archive
from kejifupin.office.limits import Limits
from kejifupin.office.markup import S
from kejifupin.office.notes import CellNote, comment_texts
from kejifupin.office.package import Package
from kejifupin.office.refusal import broken, dangerous
from kejifupin.office.splicing import SplicedPart
from kejifupin.office.xlsx.comment_lists import CommentList, no_comments
from kejifupin.office.xlsx.merges import Rectangle, rectangle
from kejifupin.office.xlsx.names import cell_name
from kejifupin.office.xlsx.note_shapes import with_boxes
from kejifupin.office.xlsx.reader import Tab, _tabs
from kejifupin.office.xlsx.scanning import Scanner
from kejifupin.office.xlsx.sheet_links import SheetLink
from kejifupin.office.xlsx.sheet_sizes import LAST_COLUMN, LAST_ROW, SheetSizes
from kejifupin.office.xlsx.threads import reply

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def comment_xlsx(archive: Archive, notes: Sequence[CellNote], *, on: date, limits: Limits) -> bytes:
    """A workbook with comments beside those that it has.

    A cell that stands nowhere in the file gets its comment all the same and is not created: it
    would lose the looks of its row or column.

    Args:
        archive: The workbook as it came.
        notes: What to say at which cells; at a merged block its first cell is meant.
        on: The day that the comments bear.
        limits: The limits.

    Raises:
        RefusedFileError: If it is broken or unsafe, or has no visible sheet.
    """
    package = Package(archive, limits)
    amendment = Amendment(package)
    workbook = package.main_part("xl/workbook.xml")
    tabs = _visible(package, workbook)
    known = {note.address for note in notes if _target(note.address, tabs) is not None}
    texts = comment_texts(notes, known, f"{next(iter(tabs))}!A1")
    scanner = Scanner(limits)
    changed = False
    drawings = sum(name.endswith(".vml") for name in archive.members)
    for number, (part, said) in enumerate(_by_sheet(texts, tabs).items(), drawings + 1):
        merges = scanner.scan(package.stream(part))
        blocks: dict[Rectangle, str] = {}
        for cell, text in said.items():
            block = merges.covering(cell.row, cell.col) or cell
            blocks[block] = f"{blocks[block]}\n{text}" if block in blocks else text
        changed |= _Sheet(amendment, workbook, part, number).write(blocks, on)
    return amendment.packed() if changed else archive.data


def _visible(package: Package, workbook: str) -> Mapping[str, Tab]:
    """The sheets that are read, by name; of two with one name the first is meant."""
    tabs = tuple(_tabs(package.parse(workbook), workbook, package))
    if len(tabs) > package.limits.sheets:
        raise dangerous(f"工作表超过 {package.limits.sheets} 个")
    visible = {tab.name: tab for tab in reversed(tabs) if tab.visible}
    if not visible:
        raise broken("工作簿里没有可见的工作表")
    return dict(reversed(visible.items()))


def _target(address: str, tabs: Mapping[str, Tab]) -> tuple[str, Rectangle] | None:
    """The part and the cell that an address names."""
    sheet, _, ref = address.rpartition("!")
    cell = rectangle(ref)
    if sheet not in tabs or cell is None or ":" in ref:
        return None
    inside = cell.row <= LAST_ROW and cell.col <= LAST_COLUMN
    return (tabs[sheet].part, cell) if inside else None


def _by_sheet(
    texts: Mapping[str, str], tabs: Mapping[str, Tab]
) -> Mapping[str, Mapping[Rectangle, str]]:
    found: dict[str, dict[Rectangle, str]] = {}
    for address, text in texts.items():
        if (target := _target(address, tabs)) is not None:
            part, cell = target
            found.setdefault(part, {})[cell] = text
    return found


@frozen
class _Sheet:
    """One sheet of a workbook that is being commented on."""

    amendment: Amendment
    workbook: str
    part: str
    number: int

    def write(self, blocks: Mapping[Rectangle, str], on: date) -> bool:
        """Comment on cells and merged blocks; False if all had been said before."""
        amendment = self.amendment
        link = SheetLink(amendment.package, self.part)
        relation = amendment.related(self.part, "comments")
        name = relation.target if relation else amendment.free_name("xl/comments", ".xml")
        there = amendment.package.has(name)
        empty = no_comments(link.written(S[1:-1]))
        part = amendment.open(name) if there else SplicedPart(empty, amendment.package.limits)
        comments = CommentList(part, on)
        order = sorted(blocks, key=lambda block: (block.row, block.col))
        new = [block for block in order if comments.write(_ref(block), blocks[block])]
        if not new:
            return False
        amendment.put(name, part.content())
        if relation is None:
            amendment.link(self.part, "comments", name, strict=link.strict)
        if not there:
            amendment.declare(name, _TYPE)
        said = {_ref(block): blocks[block] for block in new}
        reply(amendment, sheet=self.part, workbook=self.workbook, texts=said, on=on)
        known = {_ref(block): block for block in new}
        boxes = {known.get(ref) or rectangle(ref): text for ref, text in comments.texts.items()}
        self._draw(boxes, link)
        return True

    def _draw(self, boxes: Mapping[Rectangle | None, str], link: SheetLink) -> None:
        amendment = self.amendment
        package = amendment.package
        links = {each.key: each.target for each in package.relations(self.part)}
        name = links.get(link.key or "") or amendment.free_name("xl/drawings/vmlDrawing", ".vml")
        drawing = package.read(name) if package.has(name) else None
        placed = {cell: text for cell, text in boxes.items() if cell is not None}
        sizes = SheetSizes(package.stream(self.part, again=True))
        amendment.put(name, with_boxes(drawing, placed, sizes, self.number))
        amendment.declare_extension("vml", _VML_TYPE)
        if link.key not in links:
            strict = link.strict
            key = amendment.link(self.part, "vmlDrawing", name, key=link.key, strict=strict)
            if link.key is None:
                link.put(key)
                amendment.put(self.part, link.content())


def _ref(block: Rectangle) -> str:
    return cell_name(block.row, block.col)
