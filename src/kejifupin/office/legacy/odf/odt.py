"""The body of an OpenDocument text as paragraphs and grids."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

from lxml import etree

from kejifupin.office.archive import Archive
from kejifupin.office.findings import finding
from kejifupin.office.glyphs import NAMES_SYMBOL_FONT
from kejifupin.office.grid import HEADER, Cell, Document, Grid, Paragraph
from kejifupin.office.legacy.binary import Meter
from kejifupin.office.legacy.boxes import Box
from kejifupin.office.legacy.odf.margins import HAS_MARGINS, odf_margins
from kejifupin.office.legacy.odf.names import DRAW, OFFICE, PARAGRAPHS, SHEET, STYLE, TEXT
from kejifupin.office.legacy.odf.properties import open_odf, read_odf_properties
from kejifupin.office.legacy.odf.styles import PLAIN, Styles
from kejifupin.office.legacy.odf.tables import lay_out
from kejifupin.office.legacy.odf.text import OdfTextReader, Surroundings, form_boxes
from kejifupin.office.limits import Limits
from kejifupin.office.margins import lines_of
from kejifupin.office.markers import slot_of
from kejifupin.office.markup import parse
from kejifupin.office.package import Package
from kejifupin.office.pasted import pasted_text
from kejifupin.office.refusal import broken
from kejifupin.terms.issues import Issue

_HIDES = re.compile(rb"""display\s*=\s*["']none""")
_MOST_COPIES: Final = 10_000
_STYLE_PARTS: Final = (f"{OFFICE}font-face-decls", f"{OFFICE}styles", f"{OFFICE}automatic-styles")
_NOT_BODY: Final = frozenset(
    {
        f"{TEXT}tracked-changes",
        *(f"{TEXT}{name}-decls" for name in ("variable", "sequence", "user-field")),
        f"{OFFICE}forms",
        f"{OFFICE}annotation",
    }
)


def read_odt(archive: Archive, name: str, limits: Limits) -> Document:
    """Read the body of a text; headers and footers apart; notes are not part of a form.

    Raises:
        RefusedFileError: If it is broken, unsafe or locked.
    """
    package = open_odf(archive, limits)
    root = parse(package.read("content.xml"), limits)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise broken("包里没有正文")
    around = Surroundings(read_styles(package, root), form_boxes(body))
    reader = _BodyReader(around, name, limits)
    reader.read(body)
    properties = read_odf_properties(package)
    revised = body.find(f"{TEXT}tracked-changes/{TEXT}changed-region") is not None
    return Document(
        name,
        "odt",
        "",
        blocks=tuple(block for block in reader.blocks if block is not None),
        issues=reader.all_issues(revised=revised),
        properties=properties.texts,
        producer=properties.producer,
        slots={slot: tuple(places) for slot, places in reader.slots.items()},
        margins=_margins(package, name, limits),
    )


def _margins(package: Package, name: str, limits: Limits) -> tuple[Paragraph, ...]:
    """The lines of headers, then of footers, without blank ones and each text once."""
    data = package.read("styles.xml") if package.has("styles.xml") else b""
    if HAS_MARGINS.search(data) is None:
        return ()
    root = parse(data, limits)
    styles = Styles()
    _learn(styles, root)
    found: dict[str, Paragraph] = {}
    numbers: Counter[str] = Counter()
    for _, word, element in sorted(odf_margins(root), key=lambda each: each[1] != HEADER):
        numbers[word] += 1
        reader = _BodyReader(Surroundings(styles, {}), name, limits)
        reader.read(element)
        for text, address in lines_of(reader.blocks):
            if text.strip():
                found.setdefault(text, Paragraph(text, f"{word}{numbers[word]}{address}"))
    return tuple(found.values())


def read_styles(package: Package, root: etree._Element) -> Styles:
    """The styles of the content, and the common ones where they change what is read."""
    styles = Styles()
    _learn(styles, root)
    if package.has("styles.xml"):
        data = package.read("styles.xml")
        if NAMES_SYMBOL_FONT.search(data) or _HIDES.search(data) or b"date-style" in data:
            _learn(styles, parse(data, package.limits))
    return styles


def _learn(styles: Styles, root: etree._Element) -> None:
    for part in _STYLE_PARTS:
        if (found := root.find(part)) is not None:
            styles.learn(found)


class _BodyReader:
    def __init__(self, around: Surroundings, name: str, limits: Limits) -> None:
        self.blocks: list[Paragraph | Grid | None] = []
        self.slots: defaultdict[str, list[str]] = defaultdict(list)
        self._issues: list[Issue] = []
        self._around = around
        self._name = name
        self._limits = limits
        self._copies = Meter(_MOST_COPIES)
        self._paragraphs = 0
        self._tables = 0

    def read(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in PARAGRAPHS:
                self._paragraph(child)
            elif tag == SHEET:
                self._table(child)
            elif tag == f"{TEXT}section" and child.get(f"{TEXT}display") == "none":
                continue
            elif tag.startswith(DRAW):
                self._frame(child)
            elif tag.startswith((TEXT, STYLE)) and tag not in _NOT_BODY:
                self.read(child)

    def all_issues(self, *, revised: bool) -> tuple[Issue, ...]:
        """What was wrong with the document, then with its cells."""
        silent = all(
            isinstance(block, Paragraph) and not block.text.strip() for block in self.blocks
        )
        codes = {
            "file.tracked_changes": revised,
            "cell.struck_text": self._around.struck,
            "file.form_controls": self._around.controls,
            "file.only_pictures": silent and self._around.drawn,
        }
        told = tuple(finding(code, self._name) for code, found in codes.items() if found)
        return (*told, *self._issues)

    def _paragraph(self, element: etree._Element) -> None:
        self._paragraphs += 1
        address = f"段落{self._paragraphs}"
        place = len(self.blocks)
        self.blocks.append(None)
        reader = OdfTextReader(self._around, self._table)
        reader.paragraph(element, PLAIN)
        text, marks = reader.result()
        self._note(reader.names, address)
        self.blocks[place] = Paragraph(text, address, marks)

    def _frame(self, element: etree._Element) -> None:
        """A text box that hangs on the page counts as a paragraph if it says anything."""
        reader = OdfTextReader(self._around, self._table)
        reader.blocks((element,), PLAIN)
        text, marks = reader.result()
        if text:
            self._paragraphs += 1
            address = f"段落{self._paragraphs}"
            self._note(reader.names, address)
            self.blocks.append(Paragraph(text, address, marks))

    def _table(self, element: etree._Element) -> str:
        # Number and place are taken first: a table inside this one comes after it.
        self._tables += 1
        name = f"表{self._tables}"
        place = len(self.blocks)
        self.blocks.append(None)
        boxes, n_rows = lay_out(element, self._limits, self._copies)
        cells = tuple(self._cell(box, name) for box in boxes)
        n_cols = max((cell.col + cell.colspan for cell in cells), default=0)
        self.blocks[place] = Grid(name, cells, n_rows, n_cols)
        return name

    def _cell(self, box: Box[etree._Element], table: str) -> Cell:
        address = f"{table}!R{box.row + 1}C{box.number}"
        reader = self._read(box.content, address)
        for covered in box.covered:
            if len(covered) and (hidden := self._read(covered, address).result()[0]).strip():
                issue = finding("cell.covered_text", self._name, cell=address, seen=hidden)
                self._issues.append(issue)
        text, marks = reader.result()
        nested = tuple(reader.nested)
        if nested and not text.strip():
            text, marks, nested = pasted_text(self.blocks, nested, text, marks)
        return Cell(box.row, box.col, box.rowspan, box.colspan, text, address, marks, nested=nested)

    def _read(self, cell: etree._Element, address: str) -> OdfTextReader:
        reader = OdfTextReader(self._around, self._table)
        reader.blocks(cell, PLAIN)
        self._note(reader.names, address)
        return reader

    def _note(self, names: list[str], address: str) -> None:
        for name in names:
            if (slot := slot_of(name)) is not None:
                self.slots[slot].append(address)
