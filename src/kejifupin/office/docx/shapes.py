"""What becomes of the texts of a cell or paragraph, told by its markup alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from lxml import etree

from kejifupin.office.docx.blocks import Words
from kejifupin.office.docx.cutting import NO_TEXT, with_texts
from kejifupin.office.docx.features import Features, has_revisions
from kejifupin.office.docx.flow import PARAGRAPH, Control
from kejifupin.office.docx.text import Box, TextReader, assembled
from kejifupin.office.docx.walking import slots_of
from kejifupin.office.glyphs import glyph_marks

# Stands for a text while the reader reads the markup around it; no symbol is more than one
# character.
_STAND_IN: Final = re.compile("\U000f0000([0-9]+)\U000f0000")
# A check box of Word 2010 takes the place of the first character beside it; what is written by
# number may be the name of a symbol font, and with the last it may be a stand-in.
# The paragraphs of a text box begin where its texts end.
_CLOSED: Final = (b"checkbox", b"&#", b"\xf3\xb0", b"txbxContent")
# A text that is the whole of its element, rather than what follows a > in it.
_WHOLE: Final = re.compile(rb"<w:t(?:\s[^<>]*)?>" + NO_TEXT)
# What only a parser may read (XML 1.0, 2.2 and 2.4), and what a symbol font may change.
_DELICATE: Final = re.compile("[\x00-\x09\x0b-\x1f&<>\uf000-\uf0ff\ufffe\uffff]")
_ONE: Final = (0,)
# All that an open piece may hold.
_OPEN: Final = Features(styled=False, boxed=True, revised=False)


class Place(NamedTuple):
    """How a piece stands in its document (位置).

    Args:
        muted: Whether a content control around it only holds a prompt.
        line: Whether it is one paragraph, not the content of a cell.
    """

    muted: bool
    line: bool


class Shape(NamedTuple):
    """What a piece of a document reads as, its texts left open (文字骨架).

    Args:
        parts: Pieces of text; a number stands for the text of that number.
        boxes: The boxes among them that are no typed glyphs.
        slots: The slots whose hidden markers stand in it.
        fixed: What it says if no text of its own shows.
    """

    parts: tuple[str | int, ...]
    boxes: tuple[Box, ...]
    slots: tuple[str, ...]
    fixed: Words | None

    def words(self, texts: Sequence[str]) -> Words:
        """What it says with these texts."""
        if self.fixed is not None:
            return self.fixed
        if self.parts == _ONE:
            text = texts[0]
            return Words(text, glyph_marks(text), self.slots)
        parts = [part if isinstance(part, str) else texts[part] for part in self.parts]
        return Words(*assembled(parts, self.boxes), self.slots)


def plain_texts(texts: Sequence[bytes]) -> list[str] | None:
    """Texts that mean what their bytes say, or None if any of them needs a parser."""
    if not texts:
        return []
    try:
        whole = b"\n".join(texts).decode()
    except UnicodeDecodeError:
        return None
    if _DELICATE.search(whole) is not None:
        return None
    found = whole.split("\n")
    return found if len(found) == len(texts) else None


def is_open(piece: bytes) -> bool:
    """Whether what becomes of the texts depends on the markup of the piece and nothing else.

    What was deleted or moved in tracked changes is never remembered.
    """
    return not (
        any(sign in piece for sign in _CLOSED)
        or len(_WHOLE.findall(piece)) != piece.count(NO_TEXT)
        or has_revisions(piece)
        or Features.of(piece).styled
    )


def with_stand_ins(piece: bytes) -> bytes:
    """An open piece with a stand-in for each text."""
    numbers = range(piece.count(NO_TEXT))
    return with_texts(piece, (f"\U000f0000{number}\U000f0000".encode() for number in numbers))


def shape_of(element: etree._Element, place: Place) -> Shape | None:
    """The shape of an open piece, parsed with stand-ins; None if it is to be walked in place."""
    reader = _read(element, _OPEN, place)
    if reader is None:
        return None
    parts = tuple(map(_part, reader.parts))
    slots = slots_of(reader.names)
    fixed = None
    if all(isinstance(part, str) for part in parts):
        fixed = Words(*reader.result(), slots)
    return Shape(parts, tuple(reader.boxes), slots, fixed)


def words_of(element: etree._Element, whole: Features, place: Place) -> Words | None:
    """What a piece says as it is; None if it is to be walked in place.

    Args:
        element: What holds the piece.
        whole: What to look for, told from the whole document: a symbol font whose name is in
            character references counts where another is named in letters.
        place: How it stands there.
    """
    reader = _read(element, whole, place)
    if reader is None:
        return None
    return Words(*reader.result(), slots_of(reader.names), odd=reader.odd, seams=reader.offsets())


def _read(element: etree._Element, features: Features, place: Place) -> TextReader | None:
    if place.line and [child.tag for child in element] != [PARAGRAPH]:
        return None
    reader = TextReader(features, _no_table)
    reader.blocks(element, Control(muted=place.muted))
    return None if reader.nested else reader


def _no_table(element: etree._Element, control: Control) -> str:  # noqa: ARG001
    return ""


def _part(part: str) -> str | int:
    found = _STAND_IN.fullmatch(part)
    return part if found is None else int(found[1])
