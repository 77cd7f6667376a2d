"""Comments set into a Word document, at the cells and paragraphs that the reader names."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Final

from kejifupin.office.amending import Amendment
from kejifupin.office.archive import Archive
from kejifupin.office.docx.features import Features
from kejifupin.office.docx.flow import PARAGRAPH, Source, flatten
from kejifupin.office.docx.tables import Box
from kejifupin.office.docx.walking import BodyWalk, body_of
from kejifupin.office.grid import Cell
from kejifupin.office.limits import Limits
from kejifupin.office.markup import Element, W
from kejifupin.office.notes import AUTHOR, CellNote, comment_texts
from kejifupin.office.package import Package
from kejifupin.office.packing import HEADER, text_of
from kejifupin.office.refusal import broken
from kejifupin.office.splicing import SplicedPart
from kejifupin.terms.origins import cell_words

_WORD: Final = W[1:-1]
_ID: Final = f"{W}id"
_TEXT: Final = f"{W}t"
_PROPERTIES: Final = f"{W}pPr"
_COMMENT: Final = f"{W}comment"
_RANGE: Final = f"{W}commentRangeStart"
_REFERENCE: Final = f"{W}commentReference"
_TEXT_BOX: Final = f"{W}txbxContent"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# The mark is tiny, so that no line, and with it no page, grows for it.
_HALF_POINTS: Final = 2


def comment_docx(archive: Archive, notes: Sequence[CellNote], *, on: date, limits: Limits) -> bytes:
    """A Word document with comments beside those that it has.

    Args:
        archive: The document as it came.
        notes: What to say at which cells.
        on: The day that the comments bear.
        limits: The limits.

    Raises:
        RefusedFileError: If it is broken or unsafe, or has no paragraph to hang a comment on.
    """
    package = Package(archive, limits)
    amendment = Amendment(package)
    main = package.main_part("word/document.xml")
    document = amendment.open(main)
    places = _places(document, limits)
    texts = comment_texts(notes, places, _first(places))
    relation = amendment.related(main, "comments")
    folder = posixpath.dirname(main)
    part = relation.target if relation else amendment.free_name(f"{folder}/comments", ".xml")
    there = package.has(part)
    comments = amendment.open(part) if there else SplicedPart(_no_comments(document), limits)
    pen = _Pen(document, comments, on)
    for address, text in texts.items():
        pen.write(places[address], address, text)
    if not comments.changed:
        return archive.data
    if relation is None:
        amendment.link(main, "comments", part, strict=document.strict)
    if not there:
        amendment.declare(part, _TYPE)
    amendment.put(part, comments.content())
    amendment.put(main, document.content())
    return amendment.packed()


class _Places(BodyWalk):
    """The reader itself, noting which element each address came from."""

    def __init__(self, features: Features, limits: Limits) -> None:
        super().__init__(features, "", limits)
        self.found: dict[str, Element] = {}

    def paragraph(self, source: Source) -> str:
        address = super().paragraph(source)
        self.found[address] = source[0]
        return address

    def cell(self, box: Box[Source], table: str) -> Cell:
        cell = super().cell(box, table)
        self.found[cell.address] = box.sources[0][0]
        return cell


def _places(document: SplicedPart, limits: Limits) -> Mapping[str, Element]:
    reader = _Places(Features.of(document.data), limits)
    reader.read(body_of(document.root))
    if not reader.found:
        raise broken("正文里没有段落")
    return reader.found


def _first(places: Mapping[str, Element]) -> str:
    usual = ("段落1", "表1!R1C1")
    return next((each for each in usual if each in places), next(iter(places)))


class _Pen:
    """Writes comments, each with an id that nothing has (批注书写)."""

    def __init__(self, document: SplicedPart, comments: SplicedPart, on: date) -> None:
        self._document = document
        self._comments = comments
        self._on = on
        self._said: dict[str, str] = {}
        used = {element.get(_ID) for element in document.root.iter(_RANGE, _REFERENCE)}
        for comment in comments.root.iter(_COMMENT):
            used.add(comment.get(_ID))
            if comment.get(f"{W}author") == AUTHOR:
                self._said[comment.get(_ID, "")] = _text(comment)
        self._free = (str(number) for number in count() if str(number) not in used)

    def write(self, element: Element, address: str, text: str) -> None:
        """Comment on a paragraph, or on the first paragraph of a cell."""
        # Word takes no comment inside a text box: it hangs on the paragraph that holds the box.
        boxes = tuple(element.iterancestors(_TEXT_BOX))
        if boxes:
            text = f"{cell_words(address)}：\n{text}"
            element = next(boxes[-1].iterancestors(PARAGRAPH), element)
        paragraph = _first_paragraph(element)
        if paragraph is not None and self._stands(paragraph, text):
            return
        key = next(self._free)
        self._comments.put(self._comments.root, "last", self._comment(key, text))
        w, declared = self._document.prefix(element, _WORD, "w")
        start = f'<{w}:commentRangeStart{declared} {w}:id="{key}"/>'
        end = (
            f'<{w}:commentRangeEnd{declared} {w}:id="{key}"/><{w}:r{declared}><{w}:rPr>'
            f'<{w}:sz {w}:val="{_HALF_POINTS}"/></{w}:rPr><{w}:commentReference {w}:id="{key}"/>'
            f"</{w}:r>"
        )
        if paragraph is None:
            self._document.put(element, "last", f"<{w}:p{declared}>{start}{end}</{w}:p>")
            return
        if len(paragraph) and paragraph[0].tag == _PROPERTIES:
            self._document.put(paragraph[0], "after", start)
        else:
            self._document.put(paragraph, "first", start)
        self._document.put(paragraph, "last", end)

    def _stands(self, paragraph: Element, text: str) -> bool:
        """Whether an earlier round said just that here."""
        keys = (element.get(_ID) for element in paragraph.iter(_REFERENCE))
        return any(self._said.get(key or "") == text for key in keys)

    def _comment(self, key: str, text: str) -> str:
        w, declared = self._comments.prefix(self._comments.root, _WORD, "w")
        lines = "".join(
            f'<{w}:p><{w}:r><{w}:t xml:space="preserve">{text_of(line)}</{w}:t></{w}:r></{w}:p>'
            for line in text.split("\n")
        )
        return (
            f'<{w}:comment{declared} {w}:id="{key}" {w}:author="{AUTHOR}"'
            f' {w}:date="{self._on.isoformat()}T00:00:00Z" {w}:initials="{AUTHOR[0]}">'
            f"{lines}</{w}:comment>"
        )


def _first_paragraph(element: Element) -> Element | None:
    if element.tag == PARAGRAPH:
        return element
    return next((child for child, _ in flatten(element) if child.tag == PARAGRAPH), None)


def _text(comment: Element) -> str:
    lines = comment.iter(PARAGRAPH)
    return "\n".join("".join(part.text or "" for part in line.iter(_TEXT)) for line in lines)


def _no_comments(document: SplicedPart) -> bytes:
    return f'{HEADER}<w:comments xmlns:w="{document.written(_WORD)}"/>'.encode()
