"""A document cut at its cells, lines and texts, so that what is alike in many can be told.

Forms made from one blank differ in what stands in their cells and lines; the rest, the skeleton,
is the same bytes. The cuts are found by searching, not by parsing, and hold by this: where the
skeleton with gaps is well-formed, and each piece is well-formed inside an element, putting the
pieces back gives a well-formed document, and its tree is theirs put together. Neither may hold a
comment, an instruction or CDATA, in which a tag is none, and the skeleton declares no namespace
below its root, so that a name means the same in a piece. The same goes for texts in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from lxml import etree

from kejifupin.office.limits import Limits
from kejifupin.office.markup import W, parse

GAP: Final = f"{W}kejifupinGap"
"""The element that stands where a piece was cut out, and around a piece that is parsed alone."""
NO_TEXT: Final = b"\0"
"""Stands in a piece where a text was cut out; XML has no such character."""

_GAP: Final = b"w:kejifupinGap"
_HEAD: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    rb"""(?:<\?xml version=["']1\.0["'](?: encoding=["'](?:UTF|utf)-8["'])?"""
    rb"""(?: standalone=["'](?:yes|no)["'])? ?\?>)?\s*<w:document(?:\s[^<>]*)?>"""
)
_TEXT_END: Final = b"</w:t>"
_PROPERTIES_END: Final = b"</w:tcPr>"
_CELL_GAP: Final = b"%b<%b/></w:tc>" % (_PROPERTIES_END, _GAP)
_LINE_GAP: Final = b"<w:p><%b/></w:p>" % _GAP
_LARGEST: Final = 256 * 1024
# A piece is parsed this deep inside its wrapper, and stands less deep in any document that is
# read so: the parser's bound on depth then holds for the document as a whole.
_DEEP: Final = 24


class Cut(NamedTuple):
    """A document in pieces (切分).

    Args:
        head: Its beginning, up to and with the root's tag.
        skeleton: The document with gaps.
        pieces: What stood in the gaps: contents of cells, and whole paragraphs.
    """

    head: bytes
    skeleton: bytes
    pieces: list[bytes]


def cut(data: bytes, limits: Limits) -> Cut | None:
    """Cut a main part, or None if it is not written as office programs write.

    Args:
        data: The part, in UTF-8.
        limits: The limits; a part that might have too many nodes is not cut.
    """
    if len(data) > min(_LARGEST, limits.nodes) or NO_TEXT in data:
        return None
    if (match := _HEAD.match(data)) is None:
        return None
    pieces: list[bytes] = []
    first, *rests = data.split(_PROPERTIES_END)
    kept = _without_lines(first, pieces)
    for rest in rests:
        content, _, glue = rest.partition(b"</w:tc>")
        pieces.append(content)
        kept.append(_CELL_GAP)
        if b"</w:p>" in glue:
            kept += _without_lines(glue, pieces)
        else:
            kept.append(glue)
    return Cut(match[0], b"".join(kept), pieces)


def _without_lines(glue: bytes, pieces: list[bytes]) -> list[bytes]:
    """What stands between cells, without its paragraphs."""
    kept: list[bytes] = []
    *fronts, rest = glue.split(b"</w:p>")
    for front in fronts:
        at = max(front.rfind(b"<w:p>"), front.rfind(b"<w:p "))
        if at < 0:
            kept += front, b"</w:p>"
        else:
            kept += front[:at], _LINE_GAP
            pieces.append(front[at:] + b"</w:p>")
    kept.append(rest)
    return kept


def without_texts(piece: bytes) -> tuple[bytes, list[bytes]]:
    """A piece without its texts, and the texts."""
    front, end, rest = piece.partition(_TEXT_END)
    kept: list[bytes] = []
    texts: list[bytes] = []
    while end:
        at = front.rfind(b">") + 1
        if at == len(front):
            kept += front, end
        else:
            kept += front[:at], NO_TEXT
            texts.append(front[at:])
        front, end, rest = rest.partition(_TEXT_END)
    kept.append(front)
    return b"".join(kept), texts


def with_texts(piece: bytes, texts: Iterable[bytes]) -> bytes:
    """A piece that was without its texts, with texts."""
    first, *others = piece.split(NO_TEXT)
    filled = (b"%b</w:t>%b" % pair for pair in zip(texts, others, strict=True))
    return b"".join((first, *filled))


def open_skeleton(parts: Cut, limits: Limits) -> tuple[etree._Element, list[etree._Element]] | None:
    """The root of a skeleton and its gaps in order, or None where cutting it does not hold.

    Raises:
        RefusedFileError: If it is not well-formed.
    """
    below = parts.skeleton[len(parts.head) :]
    if _is_odd(below) or b"xmlns" in below:
        return None
    root = parse(parts.skeleton, limits)
    gaps = list(root.iter(GAP))
    if len(gaps) != len(parts.pieces) or any(_depth(gap) > _DEEP for gap in gaps):
        return None
    return root, gaps


def open_pieces(head: bytes, pieces: list[bytes], limits: Limits) -> list[etree._Element] | None:
    """Pieces parsed, each inside an element, or None where cutting them does not hold.

    Raises:
        RefusedFileError: If one of them is not well-formed.
    """
    joined = b"".join([b"<%b>%b</%b>" % (_GAP, piece, _GAP) for piece in pieces])
    if _is_odd(joined) or joined.count(_GAP) != 2 * len(pieces):
        return None
    deep = b"<w:p>" * _DEEP, joined, b"</w:p>" * _DEEP
    wrapper = parse(b"".join((head, *deep, b"</w:document>")), limits)
    for _ in range(_DEEP):
        wrapper = wrapper[0]
    return list(wrapper)


def _is_odd(xml: bytes) -> bool:
    """Whether there is anything in which a tag is no tag."""
    return b"<!" in xml or b"<?" in xml


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())
