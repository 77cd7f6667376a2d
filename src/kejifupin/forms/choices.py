"""Ticked choices in every shape that people give them, brought to one notion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from attrs import evolve, frozen

from kejifupin.forms.choice_pieces import (
    EMPTY_BOXES,
    FULL_BOXES,
    Piece,
    Sign,
    circled,
    take_apart,
    with_lost_ticks,
)
from kejifupin.terms.text import clean

_OTHER = re.compile(
    r"(?:(?<!\S)(?P<lead>[□☐☑☒■√✓✔]))?其\s*[它他]\s*(?P<mark>[□☐☑☒■√✓✔]*)\s*(?:[（(][^（）()]*[）)])?\s*"
    r"(?:(?P<colon>[:：])\s*(?P<late>[□☐☑☒■√✓✔]*))?(?P<text>.*)",
    re.DOTALL,
)
_TICKED = frozenset("☑☒■√✓✔")
_BOXED = frozenset(FULL_BOXES + EMPTY_BOXES)
_ORDINALS = re.compile(r"\d(?:[\s、,，;；.．/]+\d)*[\s、,，;；.．]*|[①-⑳\s、,，;；]+")
_APART = re.compile(r"[、,，;；/／]")
# 种植业 is 种植, 因病致贫 is 因病: words that add nothing to a label.
_EMPTY_WORDS = frozenset({"业", "类", "致贫", "等"})
_MARKS = frozenset({Sign.EMPTY, Sign.FULL})
_STROKES = frozenset({Sign.TICK, Sign.CROSS})
_CROSSED = frozenset("☒🗷⊠")
_LABELS = frozenset({Sign.OPTION, Sign.WORDS})


@frozen
class ChoiceReading:
    """What was ticked (勾选读数).

    Args:
        chosen: The labels ticked or written, in the order of the kind.
        other: What is written behind 其它.
        problem: Which doubt there is: ``unclear``, ``crossed``, ``unknown``, ``doubtful``,
            ``mixed``, ``by_number`` or ``remark``; None where all is clear.
        certain: Whether ``chosen`` may be used in spite of it.
        seen: The words that the problem is about.
        other_ticked: Whether 其它 is ticked.
    """

    chosen: tuple[str, ...] = ()
    other: str | None = None
    problem: str | None = None
    certain: bool = True
    seen: str | None = None
    other_ticked: bool = False


@lru_cache(maxsize=4096)
def read_choices(text: str, options: Sequence[str]) -> ChoiceReading:
    r"""The labels that are ticked or written in a cell.

    A tick may stand before, after or in place of the box, or beside the label without any box;
    the labels alone, set apart, are a list of what was chosen.

    Args:
        text: The text of the cell, boxes of every mechanism as characters.
        options: The labels to choose from.

    >>> options = ("种植", "养殖", "加工", "水产")
    >>> read_choices("种植☑养殖□加工√水产□\n其它：编织", options).chosen
    ('种植', '加工')
    >>> read_choices("种植、养殖", options).chosen
    ('种植', '养殖')
    """
    body, other, other_ticked = _without_other(text, options)
    found = _decided(body, options)
    if other is None and not other_ticked:
        return found
    return evolve(found, other=other, other_ticked=other_ticked)


@lru_cache(maxsize=4096)
def _decided(text: str, options: Sequence[str]) -> ChoiceReading:
    """What is ticked in a text without 其它, the labels in the order of the kind."""
    found = _decide(take_apart(text, options), text, options)
    return evolve(found, chosen=tuple(each for each in options if each in found.chosen))


def _without_other(text: str, options: Sequence[str]) -> tuple[str, str | None, bool]:
    """The text before 其它, what is written behind it, and whether it is ticked."""
    found = _OTHER.search(text) if "其" in text else None
    if found is None or any(each.startswith(("其它", "其他")) for each in options):
        return text, None, False
    lines = found["text"].split("\n")
    # Choices behind or below 其它 belong to the list, not to its words.
    own = 1 if found["colon"] or not _looks_like_list(lines[0], options) else 0
    while 0 < own < len(lines) and not _looks_like_list(lines[own], options):
        own += 1
    before, lead = text[: found.start()].strip(), found["lead"] or ""
    if before[:1] in _BOXED and before[-1:] in _BOXED:
        # Where boxes stand in front of their labels, the last one is that of 其它.
        before, lead = before[:-1], before[-1]
    body = "\n".join((before, *lines[own:]))
    written = re.sub(r"[_＿]+", " ", "\n".join(lines[:own])).strip()
    ticked = bool(_TICKED & {lead, *found["mark"], *(found["late"] or "")})
    return body, written.strip("\u3000\xa0 ") or None, ticked


def _looks_like_list(line: str, options: Sequence[str]) -> bool:
    return bool(_BOXED & set(line)) or any(each in line for each in options)


def _decide(pieces: tuple[Piece, ...], text: str, options: Sequence[str]) -> ChoiceReading:
    if not pieces:
        return ChoiceReading()
    if all(piece.sign is Sign.DIGIT for piece in pieces):
        return _ordinals(text, options)
    boxed = any(piece.sign in _MARKS for piece in pieces)
    if boxed:
        pieces = with_lost_ticks(pieces)
    digits = [piece.number for piece in pieces if piece.sign is Sign.DIGIT]
    if digits:
        # 种植1养殖0, or 1 in the place of a box; other figures say something else.
        places = sum(piece.sign in _MARKS or piece.sign is Sign.DIGIT for piece in pieces)
        options_there = sum(piece.sign is Sign.OPTION for piece in pieces)
        if max(digits) > 1 or (boxed and places != options_there):
            return _unclear("unclear", text)
        pieces = tuple(_digit_as_box(piece) for piece in pieces)
        boxed = True
    if not boxed and not any(piece.sign in (Sign.TICK, Sign.CROSS) for piece in pieces):
        return _listed(pieces, text, options)
    found = _ticked(pieces, boxed=boxed)
    full = {piece.text for piece in pieces if piece.sign is Sign.FULL}
    if found.problem is None and full & _CROSSED and full - _CROSSED:
        # ☑种植 ☒养殖: with the one chosen, the other may be meant as not.
        return evolve(found, problem="mixed", seen=text)
    return found


def _unclear(problem: str, seen: str) -> ChoiceReading:
    return ChoiceReading(problem=problem, certain=False, seen=seen)


def _digit_as_box(piece: Piece) -> Piece:
    if piece.sign is not Sign.DIGIT:
        return piece
    return evolve(piece, sign=Sign.FULL if piece.number else Sign.EMPTY)


def _ordinals(text: str, options: Sequence[str]) -> ChoiceReading:
    """Numbers alone: the first and the third."""
    written = clean(text)
    numbers = [circled(sign) for sign in re.findall(r"[①-⑳]|\d+", written)]
    if not _ORDINALS.fullmatch(written) or not all(1 <= each <= len(options) for each in numbers):
        return _unclear("unclear", text)
    return ChoiceReading(tuple(options[each - 1] for each in numbers), None, "by_number", seen=text)


def _listed(pieces: tuple[Piece, ...], text: str, options: Sequence[str]) -> ChoiceReading:
    """Labels alone: a list of what was chosen, if they are set apart."""
    strange = [
        piece.text
        for piece in pieces
        if piece.sign is Sign.WORDS and piece.text not in _EMPTY_WORDS
    ]
    if strange:
        return _unclear("unknown", "、".join(strange))
    labels = [piece for piece in pieces if piece.sign is Sign.OPTION]
    # The printed list whose boxes were lost looks like a list of all of them.
    whole = len({piece.text for piece in labels}) == len(options) > 1
    if (whole and not _APART.search(text)) or not all(piece.gap for piece in labels):
        return _unclear("unclear", text)
    return ChoiceReading(tuple(piece.text for piece in labels))


def _ticked(pieces: tuple[Piece, ...], *, boxed: bool) -> ChoiceReading:
    """Labels with boxes and ticks: each tick goes to its label."""
    signs = [piece.sign for piece in pieces if piece.sign is not Sign.WORDS]
    before = _marks_before(signs, boxed=boxed)
    chosen, crossed, strange, doubtful = [], [], [], []
    owners: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.sign not in (Sign.FULL, Sign.TICK, Sign.CROSS):
            continue
        owner, sure = _owner(pieces, at, before=before, boxed=boxed)
        owners.add(-1 if owner is None else owner)
        if owner is None or pieces[owner].sign is Sign.WORDS:
            strange.append(piece.text if owner is None else pieces[owner].text)
        elif piece.sign is Sign.CROSS:
            crossed.append(pieces[owner].text)
        else:
            chosen.append(pieces[owner].text)
            doubtful += [] if sure else [pieces[owner].text]
    if crossed and (not chosen or set(crossed) & set(chosen)):
        return _unclear("crossed", "、".join(crossed))
    words = [
        piece.text
        for at, piece in enumerate(pieces)
        if piece.sign is Sign.WORDS and at not in owners and piece.text not in _EMPTY_WORDS
    ]
    for problem, seen in (("unknown", strange), ("doubtful", doubtful), ("remark", words)):
        if seen:
            sure = bool(chosen) or problem != "unknown"
            return ChoiceReading(tuple(chosen), None, problem, sure, "、".join(seen))
    return ChoiceReading(tuple(chosen))


def _marks_before(signs: Sequence[Sign], *, boxed: bool) -> bool:
    """Whether the marks of a list stand in front of its labels."""
    if signs[0] is Sign.OPTION:
        return False
    if signs[0] is Sign.EMPTY:
        return True
    # A tick in front of the first label does not turn the printed boxes round.
    last = [sign for sign in signs if sign is Sign.OPTION or not boxed or sign in _MARKS][-1]
    return last is Sign.OPTION


def _owner(
    pieces: Sequence[Piece], at: int, *, before: bool, boxed: bool
) -> tuple[int | None, bool]:
    """The label that a mark belongs to, and whether there is no doubt about it."""
    left = next((i for i in range(at - 1, -1, -1) if pieces[i].sign in _LABELS), None)
    right = next((i for i in range(at + 1, len(pieces)) if pieces[i].sign in _LABELS), None)
    if left is None or right is None:
        return (right if left is None else left), True
    if pieces[at].sign is Sign.FULL:
        return (right if before else left), True
    own_box = any(piece.sign in _MARKS for piece in pieces[left + 1 : at])
    next_box = any(piece.sign in _MARKS for piece in pieces[at + 1 : right])
    # 种植√养殖□ and 种植√□: the tick stands in the place of the printed box, or beside it.
    if boxed and (own_box or not next_box if before else not own_box):
        return (right if before else left), True
    signs = [piece.sign for piece in pieces if piece.sign is not Sign.WORDS]
    leads, trails = signs[0] in _STROKES, signs[-1] in _STROKES
    if leads != trails:
        # The tick in front of the first label, or behind the last, shows on which side they stand.
        return (right if leads else left), True
    if pieces[at].gap != pieces[at + 1].gap:
        return (right, True) if pieces[at].gap else (left, True)
    if boxed:
        return (right if leads or before else left), False
    return (right, True) if before else (left, sum(sign in _STROKES for sign in signs) > 1)
