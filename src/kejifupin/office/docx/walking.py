"""The body of a Word document walked element by element: what the format means is said here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from kejifupin.office.docx.blocks import NO_WORDS, BlockBuilder, Words
from kejifupin.office.docx.features import Features
from kejifupin.office.docx.flow import PARAGRAPH, TABLE, Control, Source, flatten
from kejifupin.office.docx.tables import lay_out
from kejifupin.office.docx.text import TextReader
from kejifupin.office.limits import Limits
from kejifupin.office.markers import slot_of
from kejifupin.office.markup import W, parse
from kejifupin.office.refusal import broken

_REFERENCES: Final = frozenset({f"{W}headerReference", f"{W}footerReference"})
_KEY: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Section(NamedTuple):
    """One section of a document, by its tables (节).

    Args:
        first: How many tables stand before it.
        last: How many tables have begun where it ends.
        margins: Kind and type of its headers and footers → key of their relation.
    """

    first: int
    last: int
    margins: Mapping[tuple[str, str], str]

    @property
    def tables(self) -> frozenset[str]:
        """The names of its tables."""
        return frozenset(f"表{number}" for number in range(self.first + 1, self.last + 1))


class BodyWalk(BlockBuilder[Source]):
    """Reads a body from its elements, tables inside of tables and text boxes too (正文读取).

    Args:
        features: What to look for.
        name: The path under which issues name the file.
        limits: The limits.
    """

    def __init__(self, features: Features, name: str, limits: Limits) -> None:
        super().__init__(name)
        self._features = features
        self._limits = limits
        self.sections: list[Section] = []

    def read(self, body: etree._Element) -> None:
        """Add all paragraphs and tables of a body."""
        for child, control in flatten(body):
            if child.tag == PARAGRAPH:
                self.paragraph((child, control))
                self._end_section(child.find(f"{W}pPr/{W}sectPr"))
            elif child.tag == TABLE:
                self._table(child, control)
        self._end_section(body.find(f"{W}sectPr"))

    def _end_section(self, properties: etree._Element | None) -> None:
        """Note the tables of a section, and its headers and footers or those it takes over."""
        if properties is None:
            return
        before = self.sections[-1] if self.sections else Section(0, 0, {})
        margins = dict(before.margins)
        for each in properties:
            if each.tag in _REFERENCES:
                margins[each.tag, each.get(f"{W}type", "default")] = each.get(_KEY, "")
        self.sections.append(Section(before.last, self._tables, margins))

    def words(self, source: Source) -> Words:
        """What stands in a paragraph or cell."""
        element, control = source
        if not len(element):
            return NO_WORDS
        reader = TextReader(self._features, self._table)
        if element.tag == PARAGRAPH:
            reader.paragraph(element, control)
        else:
            reader.blocks(element, control)
        text, marks = reader.result()
        nested = tuple(reader.nested)
        return Words(text, marks, slots_of(reader.names), nested, reader.odd, reader.offsets())

    def _table(self, element: etree._Element, control: Control) -> str:
        return self.table(*lay_out(element, control, self._limits))


def walk(data: bytes, name: str, limits: Limits) -> tuple[BodyWalk, bool]:
    """Read a main part element by element.

    Args:
        data: The part, in UTF-8 and with the transitional namespaces.
        name: The path under which issues name the file.
        limits: The limits.

    Returns:
        What it says, and whether there are tracked changes.

    Raises:
        RefusedFileError: If it is broken or unsafe.
    """
    features = Features.of(data)
    builder = BodyWalk(features, name, limits)
    builder.read(body_of(parse(data, limits)))
    return builder, features.revised


def body_of(root: etree._Element) -> etree._Element:
    """The body of a document.

    Raises:
        RefusedFileError: If there is none.
    """
    body = root.find(f"{W}body")
    if body is None:
        raise broken("包里没有正文")
    return body


def slots_of(names: list[str]) -> tuple[str, ...]:
    """The slots that bookmarks stand for."""
    if not names:
        return ()
    return tuple(slot for name in names if (slot := slot_of(name)) is not None)
