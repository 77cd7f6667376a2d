"""Where the labels of known forms stand in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import frozen

from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.labels import anchor_key, inline_pattern
from kejifupin.office.grid import Cell, Document, Grid, Paragraph

_LONGEST_LABEL = 80
_LONGEST_TEXT = 240
_SHORTEST_TITLE = 4
# What may stand in front of a label: blanks, numbering, brackets, marks.
_IN_FRONT = frozenset(' \t\n\u3000\xa0（(〔[【“"「『★*※·•—-')
# Full-width forms of letters and digits begin here.
_WIDE = "\uff01"
_COLON = re.compile("[:：]")
_LAST_WORDS = re.compile(r"[\s_＿，,；;]+")
_NO_LABEL = str.maketrans("", "", "0123456789.-")


@frozen
class Hit:
    """Printed words of some layouts, found in a document (命中).

    Args:
        block: Number of the block of the document.
        row: Row in the grid, 0 for a paragraph.
        cell: The cell; a paragraph is a cell at the origin.
        anchors: Number of the layout → numbers of its anchors that it may be.
        title: Whether it is the title of one of them.
        inline: Whether the labels stand in front of their values in the same text.
    """

    block: int
    row: int
    cell: Cell
    anchors: Mapping[int, tuple[int, ...]]
    title: bool = False
    inline: bool = False


@frozen(eq=False)
class LayoutIndex:
    """The labels of all layouts that a document may hold (标签索引).

    Args:
        layouts: The layouts.
        by_key: Key → number of the layout → anchors.
        firsts: First characters of all keys.
        titles: Key of a title → number of the layout → anchors.
        slots: Words of a place in a paragraph, whether they lead, layout and anchor.
        weights: For each layout, number of an anchor → how much it tells.
    """

    layouts: tuple[CompiledLayout, ...]
    by_key: Mapping[str, Mapping[int, tuple[int, ...]]]
    firsts: frozenset[str]
    titles: Mapping[str, Mapping[int, tuple[int, ...]]]
    slots: tuple[tuple[str, bool, int, int], ...]
    weights: tuple[Mapping[int, float], ...]


@lru_cache(maxsize=64)
def index_layouts(layouts: tuple[CompiledLayout, ...]) -> LayoutIndex:
    """The labels of layouts put together, once."""
    by_key: dict[str, dict[int, tuple[int, ...]]] = {}
    titles: dict[str, dict[int, tuple[int, ...]]] = {}
    slots: list[tuple[str, bool, int, int]] = []
    for number, layout in enumerate(layouts):
        for key, anchors in layout.by_key.items():
            roles = {layout.anchors[each].role for each in anchors}
            if Role.TITLE in roles:
                titles.setdefault(key, {})[number] = anchors
            else:
                by_key.setdefault(key, {})[number] = anchors
        of = {anchor.slot: anchor.number for anchor in layout.anchors if anchor.slot is not None}
        slots += dict.fromkeys(
            (slot.label, slot.leads, number, of[slot.field])
            for text in layout.texts
            for slot in text.slots
            if slot.field in of
        )
    shared = {key: len(found) for key, found in by_key.items()}
    weights = tuple(
        {
            anchor.number: 1 / max(shared.get(key, 1) for key in anchor.keys)
            for anchor in layout.telling
            if anchor.keys
        }
        for layout in layouts
    )
    return LayoutIndex(
        layouts=layouts,
        by_key=by_key,
        firsts=frozenset(first for key in (*by_key, *titles) for first in (key[0], key[0].upper())),
        titles=titles,
        slots=tuple(slots),
        weights=weights,
    )


def scan(document: Document, index: LayoutIndex) -> tuple[Hit, ...]:
    """All printed words of the layouts in a document, in reading order."""
    hits: list[Hit] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            cell = Cell(0, 0, text=block.text, address=block.address, marks=block.marks)
            hits += _text_hits(cell, number, index, alone=True)
        else:
            hits += _grid_hits(block, number, index)
    return tuple(hits)


def _grid_hits(grid: Grid, number: int, index: LayoutIndex) -> Iterator[Hit]:
    firsts, by_key = index.firsts, index.by_key
    row, in_row = -1, 0
    for at, cell in enumerate(grid.cells):
        if cell.row != row:
            row, in_row = cell.row, 0
        text = cell.text
        if not text:
            continue
        in_row += 1
        first = text[0]
        if first in firsts or first in _IN_FRONT or first.isdigit() or first >= _WIDE:
            if len(text) <= _LONGEST_LABEL and (not first.isdigit() or text.translate(_NO_LABEL)):
                anchors = by_key.get(anchor_key(text))
                if anchors is not None:
                    yield Hit(number, cell.row, cell, anchors)
                    continue
        elif in_row > 1 and "：" not in text and ":" not in text:
            continue
        if len(text) <= _LONGEST_TEXT:
            alone = in_row == 1 and _is_alone(grid, at)
            if alone or "：" in text or ":" in text:
                yield from _text_hits(cell, number, index, alone=alone)


def _is_alone(grid: Grid, at: int) -> bool:
    """Whether no later cell of the row says anything."""
    row = grid.cells[at].row
    for following in grid.cells[at + 1 : at + 64]:
        if following.row != row:
            return True
        if following.text:
            return False
    return True


def _text_hits(cell: Cell, number: int, index: LayoutIndex, *, alone: bool) -> Iterator[Hit]:
    """The titles, sections and places of a paragraph, or of a cell like one."""
    text = cell.text
    if not text or len(text) > _LONGEST_TEXT:
        return
    found: dict[int, tuple[int, ...]] = {}
    key = anchor_key(text) if alone else ""
    title = False
    if alone and key:
        for words, anchors in index.titles.items():
            if words == key or (len(words) >= _SHORTEST_TITLE and _holds_title(key, words)):
                title = True
                found.update(anchors)
        if not title:
            found.update(index.by_key.get(key, {}))
    for words, leads, layout, anchor in index.slots:
        if leads:
            match = inline_pattern(words, colon=not alone).search(text)
        else:
            match = _behind(words).search(text) if alone else None
        if match is not None and not title:
            found[layout] = (*found.get(layout, ()), anchor)
    if found:
        yield Hit(number, cell.row, cell, found, title)
    if not title and ("：" in text or ":" in text):
        inside = _inline_labels(text, index)
        if inside:
            yield Hit(number, cell.row, cell, inside, inline=True)


def _inline_labels(text: str, index: LayoutIndex) -> dict[int, tuple[int, ...]]:
    """The labels that stand in front of a colon inside a text."""
    found: dict[int, tuple[int, ...]] = {}
    for stretch in _COLON.split(text)[:-1]:
        for words in (stretch, stretch.split("\n")[-1], _LAST_WORDS.split(stretch)[-1]):
            anchors = index.by_key.get(anchor_key(words))
            if anchors is not None:
                for layout, numbers in anchors.items():
                    roles = index.layouts[layout].anchors
                    labels = tuple(each for each in numbers if roles[each].role is Role.LABEL)
                    found[layout] = (*found.get(layout, ()), *labels)
                break
    return {layout: numbers for layout, numbers in found.items() if numbers}


def _holds_title(key: str, title: str) -> bool:
    """Whether a line is a title with something around it: 附件2 一户一策调查表（2017年）."""
    return title in key and len(key) <= 2 * len(title) + 12


@lru_cache(maxsize=512)
def _behind(words: str) -> re.Pattern[str]:
    inner = r"\s*".join(anchor_key(words))
    return re.compile(inner + r"\s*$")
