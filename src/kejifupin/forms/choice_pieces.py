"""The text of a cell with choices, taken apart into labels, boxes and ticks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache

from attrs import evolve, frozen

from kejifupin.terms.text import clean

FULL_BOXES = "☑☒■▣◼🗹🗷✅⊠●"
EMPTY_BOXES = "□☐◻▢❑❒○◯⬜"
_TICKS = "√✓✔∨Ѵⱱ"
_CROSSES = "×✗✘╳❌✕✖xX"
# What a ticked box of Wingdings turns into when its font is lost.
_LOST_TICKS = "RPVvüþý"
_BETWEEN = re.compile(r"[\s、,，;；/／。.．·:：|+和及与_＿]+")
_GAP = re.compile(r"[\s、,，;；/／。|+和及与]")
_REMARK = re.compile(r"^[（(][^（）()]*[）)]$")
_OPEN, _CLOSE = r"（(\[【〔", r"）)\]】〕"
# Says only that the character before it is drawn in colour, or is not.
_VARIATIONS = re.compile("[\ufe0e\ufe0f]")
_CIRCLED = ord("①") - 1


class Sign(Enum):
    """What a piece of a cell with choices is (片段类别)."""

    OPTION = auto()
    EMPTY = auto()
    FULL = auto()
    TICK = auto()
    CROSS = auto()
    DIGIT = auto()
    WORDS = auto()


@frozen
class Piece:
    """A piece of the text of a cell with choices (选项片段).

    Args:
        sign: What it is.
        text: Its words; of an option the label as the kind has it.
        gap: Whether white space or a separator stands before it.
        number: Value of a digit.
    """

    sign: Sign
    text: str
    gap: bool = False
    number: int = 0


def circled(sign: str) -> int:
    """The number that a digit, or a circled one, stands for.

    >>> circled("③"), circled("12")
    (3, 12)
    """
    return ord(sign) - _CIRCLED if "①" <= sign <= "⑳" else int(sign)


def take_apart(text: str, options: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces of a cell, separators and numbering left out.

    >>> [piece.sign.name for piece in take_apart("1.种植√ 2.养殖（）", ("种植", "养殖"))]
    ['OPTION', 'TICK', 'OPTION', 'EMPTY']
    """
    text = _VARIATIONS.sub("", clean(text))
    labels = tuple(options)
    pieces: list[Piece] = []
    end = 0
    for found in _scanner(labels).finditer(text):
        _add_words(pieces, text[end : found.start()])
        gap = not pieces or bool(_GAP.search(text[end : found.start()]))
        pieces.append(_piece(found, labels, gap=gap))
        end = found.end()
    _add_words(pieces, text[end:])
    return _without_numbering(tuple(pieces))


@lru_cache(maxsize=256)
def _scanner(options: tuple[str, ...]) -> re.Pattern[str]:
    by_length = sorted(options, key=len, reverse=True)
    labels = "|".join(r"[ \t]*".join(map(re.escape, clean(each))) for each in by_length)
    marks = f"{_TICKS}{FULL_BOXES}{EMPTY_BOXES}{_CROSSES}"
    # （是） and （否） answer for a label, unless they are labels themselves.
    words = "" if {"是", "否"} & set(options) else "是否"
    return re.compile(
        f"(?P<option>{labels})|(?P<bracket>[{_OPEN}]\\s*[{marks}10{words}]?\\s*[{_CLOSE}])"
        f"|(?P<full>[{FULL_BOXES}])|(?P<empty>[{EMPTY_BOXES}])|(?P<tick>[{_TICKS}])"
        f"|(?P<cross>[{_CROSSES}])|(?P<digit>[0-9]+|[①-⑳])|(?P<lost>[{_LOST_TICKS}])"
    )


def _piece(found: re.Match[str], options: tuple[str, ...], *, gap: bool) -> Piece:
    word, group = found[0], found.lastgroup
    if group == "option":
        return Piece(Sign.OPTION, _by_label(options)["".join(word.split())], gap)
    if group == "bracket":
        inside = word[1:-1].strip() or " "
        sign = Sign.FULL if inside in f"{_TICKS}{FULL_BOXES}1是" else Sign.EMPTY
        return Piece(Sign.CROSS if inside in _CROSSES else sign, word)
    if group == "digit":
        return Piece(Sign.DIGIT, word, gap, circled(word))
    signs = {"full": Sign.FULL, "empty": Sign.EMPTY, "tick": Sign.TICK, "cross": Sign.CROSS}
    return Piece(signs.get(group or "", Sign.WORDS), word, gap)


@lru_cache(maxsize=256)
def _by_label(options: tuple[str, ...]) -> Mapping[str, str]:
    return {"".join(clean(each).split()): each for each in options}


def _add_words(pieces: list[Piece], between: str) -> None:
    words = _BETWEEN.sub("", between)
    if words and not _REMARK.match(words):
        pieces.append(Piece(Sign.WORDS, words, gap=bool(_GAP.match(between))))


def _without_numbering(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without the running numbers of a numbered list of options."""
    digits = [at for at, piece in enumerate(pieces) if piece.sign is Sign.DIGIT]
    options = sum(piece.sign is Sign.OPTION for piece in pieces)
    marked = any(piece.sign in (Sign.FULL, Sign.TICK) for piece in pieces)
    numbered = (
        bool(digits)
        and digits[0] == 0
        and len(digits) == options
        and (options > 1 or marked)
        and [pieces[at].number for at in digits] == list(range(1, options + 1))
    )
    if not numbered:
        return pieces
    return tuple(
        evolve(piece, gap=True) if at - 1 in digits else piece
        for at, piece in enumerate(pieces)
        if at not in digits
    )


def with_lost_ticks(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with the letters that a lost symbol font leaves, as the ticks that they were."""
    return tuple(
        Piece(Sign.TICK, piece.text, piece.gap)
        if piece.sign is Sign.WORDS and piece.text in _LOST_TICKS
        else piece
        for piece in pieces
    )
