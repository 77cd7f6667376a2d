"""A Word document's body as paragraphs and grids."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from kejifupin.office.archive import Archive
from kejifupin.office.docx.features import Features
from kejifupin.office.docx.flow import NO_CONTROL, PARAGRAPH, TABLE, Control, flatten
from kejifupin.office.docx.tables import Box, lay_out
from kejifupin.office.docx.text import TextReader
from kejifupin.office.findings import finding
from kejifupin.office.grid import Cell, Document, Grid, Paragraph
from kejifupin.office.limits import Limits
from kejifupin.office.markers import slot_of
from kejifupin.office.markup import W, parse, transitional
from kejifupin.office.package import Package
from kejifupin.office.properties import read_properties
from kejifupin.office.refusal import broken
from kejifupin.terms.issues import Issue


def read_docx(archive: Archive, name: str, limits: Limits) -> Document:
    """Read the body of a Word document; headers, footers and notes are not part of a form.

    Raises:
        RefusedFileError: If it is broken or unsafe.
    """
    package = Package(archive, limits)
    main = package.main_part("word/document.xml")
    data = transitional(package.read(main))
    root = parse(data, limits)
    body = root.find(f"{W}body")
    if body is None:
        raise broken("包里没有正文")
    reader = _BodyReader(Features.of(data), name, limits)
    reader.read(body)
    properties = read_properties(package)
    return Document(
        name,
        "docx",
        "",
        blocks=tuple(block for block in reader.blocks if block is not None),
        issues=(*_package_issues(package, main, data, reader), *reader.issues),
        properties=properties.texts,
        producer=properties.producer,
        slots={slot: tuple(places) for slot, places in reader.slots.items()},
    )


class _BodyReader:
    def __init__(self, features: Features, name: str, limits: Limits) -> None:
        self.blocks: list[Paragraph | Grid | None] = []
        self.slots: defaultdict[str, list[str]] = defaultdict(list)
        self.issues: list[Issue] = []
        self.features = features
        self.name = name
        self._limits = limits
        self._paragraphs = 0
        self._tables = 0

    def read(self, body: etree._Element) -> None:
        for child, control in flatten(body):
            if child.tag == PARAGRAPH:
                self._paragraph(child, control)
            elif child.tag == TABLE:
                self._table(child, control)

    def _paragraph(self, element: etree._Element, control: Control) -> None:
        self._paragraphs += 1
        address = f"段落{self._paragraphs}"
        if not len(element):
            self.blocks.append(Paragraph("", address))
            return
        place = len(self.blocks)
        self.blocks.append(None)
        reader = TextReader(self.features, self._table)
        reader.paragraph(element, control)
        text, marks = reader.result()
        self._note(reader.names, address)
        self.blocks[place] = Paragraph(text, address, marks)

    def _table(self, element: etree._Element, control: Control = NO_CONTROL) -> str:
        # Number and place are taken first: a table inside this one comes after it.
        self._tables += 1
        name = f"表{self._tables}"
        place = len(self.blocks)
        self.blocks.append(None)
        boxes, n_rows = lay_out(element, control, self._limits)
        cells = tuple(self._cell(box, name) for box in boxes)
        n_cols = max((cell.col + cell.colspan for cell in cells), default=0)
        self.blocks[place] = Grid(name, cells, n_rows, n_cols)
        return name

    def _cell(self, box: Box, table: str) -> Cell:
        address = f"{table}!R{box.row + 1}C{box.number}"
        first = box.pieces[0]
        reader = TextReader(self.features, self._table)
        reader.blocks(first.element, first.control)
        text, marks = reader.result()
        if reader.names:
            self._note(reader.names, address)
        if len(box.pieces) > 1 or first.more:
            for element, control in box.covered():
                self._covered(element, control, address)
        return Cell(
            box.row,
            box.col,
            box.rowspan,
            box.colspan,
            text,
            address,
            marks,
            nested=tuple(reader.nested),
        )

    def _covered(self, element: etree._Element, control: Control, address: str) -> None:
        hidden = TextReader(self.features, self._table)
        hidden.blocks(element, control)
        self._note(hidden.names, address)
        if (text := hidden.result()[0]).strip():
            self.issues.append(finding("cell.covered_text", self.name, cell=address, seen=text))

    def _note(self, names: list[str], address: str) -> None:
        for name in names:
            if (slot := slot_of(name)) is not None:
                self.slots[slot].append(address)


def _package_issues(
    package: Package, main: str, data: bytes, reader: _BodyReader
) -> tuple[Issue, ...]:
    name = reader.name
    codes = []
    if b"altChunk" in data:
        codes.append("file.embedded_part")
    if reader.features.revised:
        codes.append("file.tracked_changes")
    if package.has_any("word/activex/"):
        codes.append("file.form_controls")
    if any(package.reaches_out(part) for part in (main, "word/settings.xml")):
        codes.append("file.external_link")
    silent = all(isinstance(block, Paragraph) and not block.text.strip() for block in reader.blocks)
    if silent and any(sign in data for sign in (b":drawing", b":pict", b":object")):
        codes.append("file.only_pictures")
    oversized = (
        finding("file.oversized_part", name, member.name[:80])
        for member in package.archive.members.values()
        if member.size > package.limits.total_bytes
    )
    return (*(finding(code, name) for code in codes), *oversized)
