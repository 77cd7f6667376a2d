"""The text of a document paragraph by paragraph, each with what it is part of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from kejifupin.office.legacy.binary import Meter
from kejifupin.office.legacy.compound_file import CompoundFile
from kejifupin.office.legacy.doc.anchors import margins, read_slots, section_ends, text_boxes
from kejifupin.office.legacy.doc.header import Part, read_header
from kejifupin.office.legacy.doc.lines import Line, LineReader, Signs
from kejifupin.office.legacy.doc.looks import Look, Looks, Setting
from kejifupin.office.legacy.doc.pages import Pages
from kejifupin.office.legacy.doc.pieces import Piece, read_text
from kejifupin.office.legacy.doc.styles import StyleSheet, symbol_fonts
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import broken

CELL_END: Final = "\x07"
"""The mark that ends a cell or a row of an outermost table."""
_SECTION_END: Final = "\x0c"
_CHARACTERS_A_STEP: Final = 8
_STEPS_OF_A_MODIFIER: Final = 4
_END = re.compile("[\r\x07\x0c]")


class StoryParagraph(NamedTuple):
    """One paragraph of the text (段落).

    Args:
        line: What it says.
        setting: What it is part of.
        mark: The character that ends it, empty at the end of a text that lacks one.
        start: Its first position.
        end: The position after its mark.
        deleted: Whether a tracked change deletes its mark.
    """

    line: Line
    setting: Setting
    mark: str
    start: int
    end: int
    deleted: bool


class Story:
    """The text of a Word document (文档正文).

    Args:
        file: The document.
        limits: The limits.

    Raises:
        RefusedFileError: If it cannot be read.
    """

    def __init__(self, file: CompoundFile, limits: Limits) -> None:
        self.meter = Meter(limits.nodes)
        self.signs = Signs()
        stream = file.stream("WordDocument")
        header = read_header(stream)
        tables = file.stream(header.table)
        if not tables:
            raise broken("正文的目录不完整")
        self._data = file.stream("Data")
        text = read_text(stream, header.part(Part.PIECES, tables), header.wanted, self.meter)
        self._chars = text.chars
        self._pieces = text.pieces
        self._starts = [piece.start for piece in text.pieces]
        self.end = min(header.stories[0], len(text.chars))
        if not self.end:
            raise broken("里面没有 Word 正文")
        self.slots = read_slots(header, tables, self.meter)
        self.boxes = text_boxes(header, tables, self.meter)
        self.margins = margins(header, tables, self.meter)
        self._sections = section_ends(header, tables, self.meter)
        self._fonts = symbol_fonts(header.part(Part.FONTS, tables))
        self._looks = Looks(
            Pages(stream, header.part(Part.CHARACTER_PAGES, tables), paragraphs=False),
            Pages(stream, header.part(Part.PARAGRAPH_PAGES, tables), paragraphs=True),
            StyleSheet(header.part(Part.STYLES, tables)),
            data=self._data,
            meter=Meter(limits.nodes // _STEPS_OF_A_MODIFIER),
        )

    def paragraphs(self, start: int, end: int) -> Iterator[StoryParagraph]:
        """The paragraphs between two positions, in order."""
        end = min(end, len(self._chars))
        while start < end:
            mark_at = self._mark(start, end)
            self.meter.take(1 + (mark_at - start) // _CHARACTERS_A_STEP)
            yield self._paragraph(start, mark_at)
            start = mark_at + 1

    def _mark(self, start: int, end: int) -> int:
        """Position of the mark that ends the paragraph; the last character where none does."""
        for match in _END.finditer(self._chars, start, end):
            if match[0] != _SECTION_END or match.start() in self._sections:
                return match.start()
        return end - 1

    def _paragraph(self, start: int, mark_at: int) -> StoryParagraph:
        mark = self._chars[mark_at]
        if _END.match(mark) is None:
            # The text ends without a mark, and its last character is text.
            mark = ""
        setting = self._looks.of_paragraph(self._piece(mark_at), mark_at)
        reader = LineReader(self._fonts, self._data, self.signs)
        look = Look()
        for first, after, look in self._runs(start, mark_at + 1, setting.style):
            reader.run(self._chars[first : min(after, mark_at) if mark else after], look)
        self.signs.revised = self.signs.revised or look.revised
        text, marks = reader.result()
        line = Line(text, marks, look.deleted)
        return StoryParagraph(line, setting, mark, start, mark_at + 1, look.deleted)

    def _runs(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, Look]]:
        """Stretches that look alike, from a position to another."""
        first, last = start, None
        while start < end:
            self.meter.take()
            piece = self._piece(start)
            look, reach = self._looks.of_text(piece, start, style)
            # A cut between pieces may go through a character of two halves.
            if last is not None and look != last:
                yield first, start, last
                first = start
            last = look
            start = min(reach, piece.end, end)
        if last is not None:
            yield first, start, last

    def _piece(self, position: int) -> Piece:
        return self._pieces[bisect_right(self._starts, position) - 1]
