"""What the pieces of a document say, those unlike all before parsed together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from kejifupin.office.alike import Remembered
from kejifupin.office.docx.blocks import NO_WORDS, Words
from kejifupin.office.docx.cutting import Cut, open_pieces, with_texts, without_texts
from kejifupin.office.docx.features import Features
from kejifupin.office.docx.shapes import (
    Place,
    Shape,
    is_open,
    plain_texts,
    shape_of,
    with_stand_ins,
    words_of,
)
from kejifupin.office.docx.skeletons import Met, Skeleton
from kejifupin.office.limits import Limits

_Key: TypeAlias = tuple[bytes, Place, bytes]

SHAPES: Final = Remembered[Shape](8 * 1024 * 1024)
"""What markup was read as, under its bytes and those that say what its names mean."""
_PER_SHAPE: Final = 1_000
# What is longer is no label, and not worth keeping.
_LABEL: Final = 1_200


class _Piece(NamedTuple):
    """A piece that differs from the one that stood in its place before.

    Args:
        number: Its number.
        key: What its shape is remembered under.
        texts: The bytes of its texts.
        plain: Its texts; None if they need a parser.
    """

    number: int
    key: _Key
    texts: Sequence[bytes]
    plain: Sequence[str] | None


def read_pieces(
    data: bytes, parts: Cut, skeleton: Skeleton, limits: Limits
) -> tuple[list[Words], bool] | None:
    """What each piece says, and at the end what nothing says.

    Args:
        data: The document.
        parts: The same in pieces.
        skeleton: Where they stand.
        limits: The limits.

    Returns:
        The words, and whether there are tracked changes; None if the document must be walked.

    Raises:
        RefusedFileError: If a piece is not well-formed.
    """
    words: list[Words] = []
    changed: list[int] = []
    for number, (piece, met) in enumerate(zip(parts.pieces, skeleton.met, strict=True)):
        if met is not None and met.piece == piece:
            words.append(met.words)
        else:
            words.append(NO_WORDS)
            changed.append(number)
    words.append(NO_WORDS)
    unlike: list[_Piece] = []
    for each in _pieces(parts, skeleton, changed):
        number, key, _, plain = each
        if plain is None or (shape := SHAPES.get(key)) is None:
            unlike.append(each)
            continue
        words[number] = said = shape.words(plain)
        if len(piece := parts.pieces[number]) < _LABEL:
            skeleton.met[number] = Met(piece, said)
    revised = _learn(data, unlike, words, limits) if unlike else False
    return None if revised is None else (words, revised)


def _pieces(parts: Cut, skeleton: Skeleton, numbers: Sequence[int]) -> Iterator[_Piece]:
    split = [without_texts(parts.pieces[number]) for number in numbers]
    together = plain_texts([text for _, texts in split for text in texts])
    start = 0
    for number, (markup, texts) in zip(numbers, split, strict=True):
        end = start + len(texts)
        plain = plain_texts(texts) if together is None else together[start:end]
        start = end
        yield _Piece(number, (skeleton.head, skeleton.places[number], markup), texts, plain)


def _learn(
    data: bytes, unlike: Sequence[_Piece], words: list[Words], limits: Limits
) -> bool | None:
    """Parse what was not met before, all at once, and put its words in their places."""
    xml: dict[_Key | int, bytes] = {}
    for number, key, texts, plain in unlike:
        if plain is None or not (key in xml or is_open(key[2])):
            xml[number] = with_texts(key[2], texts)
        elif key not in xml:
            xml[key] = with_stand_ins(key[2])
    elements = open_pieces(unlike[0].key[0], [*xml.values()], limits)
    if elements is None:
        return None
    found = dict(zip(xml, elements, strict=True))
    whole = Features.of(data) if any(isinstance(key, int) for key in xml) else None
    shapes: dict[_Key, Shape] = {}
    for number, key, _, plain in unlike:
        said: Words | None
        if whole is not None and number in found:
            said = words_of(found[number], whole, key[1])
        else:
            shape = shapes.get(key) or shape_of(found[key], key[1])
            if shape is None:
                return None
            if key not in shapes:
                shapes[key] = shape
                SHAPES.keep(key, shape, len(key[2]) + _PER_SHAPE)
            said = shape.words(plain or ())
        if said is None:
            return None
        words[number] = said
    return whole is not None and whole.revised
