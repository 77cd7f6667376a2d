"""Where the labels of known forms stand in a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from attrs import field, frozen

from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.labels import anchor_key, inline_pattern
from kejifupin.forms.memo import Memo
from kejifupin.office.grid import Cell, Content, Document, Grid, Line, Paragraph, Value

_LONGEST_LABEL = 80
_LONGEST_TEXT = 240
_SHORTEST_TITLE = 4
# What may stand in front of a label: blanks, numbering, brackets, marks.
_IN_FRONT = frozenset(' \t\n\u3000\xa0（(〔[【“"「『★*※·•—-')
# Full-width forms of letters and digits begin here.
_WIDE = "\uff01"
# Two ideographs with which a key must begin, being no numbering.
_IDEOGRAPHS = re.compile("(?![一二三四五六七八九十])[\u4e00-\u9fff]{2}")
_COLON = re.compile("[:：]")
_LAST_WORDS = re.compile(r"[\s_＿，,；;]+")
_NUMBER = re.compile(r"[0-9.\-]+")
_SIGNS_KEPT = 16384
_TEXTS_KEPT = 4096
_REGIONS_KEPT = 256
_BATCH = 512
# A row with one cell is read like a paragraph, in which labels may stand anywhere.
_LEAST_CELLS = 2
_COUNTED = frozenset({Role.LABEL, Role.SECTION, Role.SLOT})


@frozen
class Meaning:
    """What some printed words may mean in the layouts looked for (释义).

    Args:
        anchors: Number of the layout → numbers of its anchors that they may be.
        title: Whether they are the title of one of them.
        inline: Whether they are labels that stand in front of their values in the same text.
        once: Whether they stand once in a form, whichever it is.
        key: All this as one value that can be compared and hashed.
    """

    anchors: Mapping[int, tuple[int, ...]] = field(eq=False)
    title: bool = False
    inline: bool = False
    once: bool = field(default=False, eq=False)
    key: tuple[Any, ...] = field(init=False, repr=False)

    @key.default
    def _key(self) -> tuple[Any, ...]:
        return (self.title, self.inline, *sorted(self.anchors.items()))


@frozen
class Hit:
    """Printed words of some layouts, found in a document (命中).

    Args:
        block: Number of the block of the document.
        row: Row in the grid, 0 for a paragraph.
        cell: The cell; a paragraph is a cell at the origin.
        meaning: What they may mean.
    """

    block: int
    row: int
    cell: Cell
    meaning: Meaning

    @property
    def anchors(self) -> Mapping[int, tuple[int, ...]]:
        """Number of the layout → numbers of its anchors that it may be."""
        return self.meaning.anchors

    @property
    def title(self) -> bool:
        """Whether it is the title of a layout."""
        return self.meaning.title

    @property
    def inline(self) -> bool:
        """Whether the labels stand in front of their values in the same text."""
        return self.meaning.inline


@frozen(eq=False)
class LayoutIndex:
    """The labels of all layouts that a document may hold (标签索引).

    Args:
        layouts: The layouts.
        by_key: Key of a label → what it may mean.
        firsts: First characters of all keys.
        pairs: First two characters of all keys.
        titles: Key of a title → number of the layout → anchors.
        slots: Words of a place in a paragraph, whether they lead, layout and anchor.
        weights: For each layout, number of an anchor → how much it tells.
        signs: What the cells seen last mean as labels.
        texts: What was found in the texts seen last.
        regions: How the documents seen last fell into forms, by what their labels mean.
        says_nothing: Finds most texts that are no label and have no label inside them.
    """

    layouts: tuple[CompiledLayout, ...]
    by_key: Mapping[str, Meaning]
    firsts: frozenset[str]
    pairs: frozenset[str]
    titles: Mapping[str, Mapping[int, tuple[int, ...]]]
    slots: tuple[tuple[str, bool, int, int], ...]
    weights: tuple[Mapping[int, float], ...]
    signs: dict[str, Meaning | bool] = field(factory=dict, repr=False)
    texts: Memo[tuple[Meaning, ...]] = field(factory=lambda: Memo(_TEXTS_KEPT), repr=False)
    regions: Memo[tuple[Any, ...]] = field(factory=lambda: Memo(_REGIONS_KEPT), repr=False)
    says_nothing: Callable[[str], object] = field(init=False, repr=False)

    @says_nothing.default
    def _says_nothing(self) -> Callable[[str], object]:
        firsts = re.escape("".join(sorted(self.firsts)))
        other = f"(?![{firsts}])" if firsts else ""
        return re.compile(rf"{other}(?:[A-Za-z\u4e00-\u9fff][^:：]*+|[0-9][0-9.\-]*+)").fullmatch


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
        by_key={key: _meaning(layouts, anchors) for key, anchors in by_key.items()},
        firsts=frozenset(first for key in (*by_key, *titles) for first in (key[0], key[0].upper())),
        pairs=frozenset(key[:2] for key in (*by_key, *titles)),
        titles=titles,
        slots=tuple(slots),
        weights=weights,
    )


def _meaning(
    layouts: tuple[CompiledLayout, ...],
    anchors: Mapping[int, tuple[int, ...]],
    *,
    title: bool = False,
    inline: bool = False,
) -> Meaning:
    roles = {
        layouts[layout].anchors[number].role
        for layout, numbers in anchors.items()
        for number in numbers
    }
    alone = all(len(numbers) == 1 for numbers in anchors.values())
    once = alone and not title and not inline and roles <= _COUNTED
    return Meaning(anchors, title, inline, once)


def scan(document: Document, index: LayoutIndex) -> tuple[Hit, ...]:
    """All printed words of the layouts in a document, in reading order."""
    hits: list[Hit] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if block.text:
                cell = Cell(0, 0, text=block.text, address=block.address, marks=block.marks)
                hits += _text_hits(cell, number, index, alone=True)
        else:
            hits += _grid_hits(block, number, index)
    return tuple(hits)


def _grid_hits(grid: Grid, number: int, index: LayoutIndex) -> list[Hit]:
    hits: list[Hit] = []
    lines = iter(grid.lines())
    while batch := list(islice(lines, _BATCH)):
        if len(batch) < _BATCH or not _without_labels(batch, index):
            hits += _line_hits(batch, grid, number, index)
    return hits


def _without_labels(lines: list[Line], index: LayoutIndex) -> bool:
    """Whether no cell of some rows can be a label, or hold one: so are the rows of a ledger."""
    if min(len(line.contents) for line in lines) < _LEAST_CELLS:
        return False
    distinct = set(chain.from_iterable([line.contents for line in lines]))
    texts = [each if type(each) is str else _words(each) for each in distinct]
    says_nothing = index.says_nothing
    return not any(not text or _sign(text, index) for text in texts if not says_nothing(text))


def _line_hits(lines: Iterable[Line], grid: Grid, number: int, index: LayoutIndex) -> Iterator[Hit]:
    signs = index.signs
    for row, cols, contents in lines:
        texts = [each if type(each) is str else _words(each) for each in contents]
        alone = len(texts) - texts.count("") == 1
        for at, text in enumerate(texts):
            if not text:
                continue
            sign = signs.get(text)
            if sign is None:
                sign = _sign(text, index)
                if len(signs) >= _SIGNS_KEPT:
                    signs.clear()
                signs[text] = sign
            if isinstance(sign, Meaning):
                yield Hit(number, row, grid.place(row, cols[at], contents[at]), sign)
            elif sign or alone:
                cell = grid.place(row, cols[at], contents[at])
                yield from _text_hits(cell, number, index, alone=alone)


def _words(content: Content) -> str:
    """The text of a content; a bare number is no words, whichever it is."""
    return content.text if isinstance(content, Cell | Value) else "0"


def _sign(text: str, index: LayoutIndex) -> Meaning | bool:
    """What the text of a cell means as a label; else whether labels may stand inside it."""
    first = text[0]
    if first in index.firsts:
        may_be = text[:2] in index.pairs or not _IDEOGRAPHS.match(text)
    else:
        may_be = first in _IN_FRONT or first >= _WIDE
        may_be = may_be or (first.isdigit() and not _NUMBER.fullmatch(text))
    if may_be and len(text) <= _LONGEST_LABEL:
        meaning = index.by_key.get(anchor_key(text))
        if meaning is not None:
            return meaning
    return len(text) <= _LONGEST_TEXT and ("：" in text or ":" in text)


def _text_hits(cell: Cell, number: int, index: LayoutIndex, *, alone: bool) -> list[Hit]:
    """The titles, sections and places of a paragraph, or of a cell like one."""
    text = cell.text
    if len(text) > _LONGEST_TEXT:
        return []
    found = index.texts.get((text, alone), lambda: tuple(_meanings(text, index, alone=alone)))
    return [Hit(number, cell.row, cell, meaning) for meaning in found]


def _meanings(text: str, index: LayoutIndex, *, alone: bool) -> Iterator[Meaning]:
    """What a text means as a whole, and the labels inside it."""
    found: dict[int, tuple[int, ...]] = {}
    key = anchor_key(text) if alone else ""
    title = False
    if alone and key:
        for anchors in _titles_in(key, index):
            title = True
            found.update(anchors)
        if not title and key in index.by_key:
            found.update(index.by_key[key].anchors)
    for words, leads, layout, anchor in index.slots:
        if leads:
            match = inline_pattern(words, colon=not alone).search(text)
        else:
            match = _behind(words).search(text) if alone else None
        if match is not None and not title:
            found[layout] = (*found.get(layout, ()), anchor)
    if found:
        yield _meaning(index.layouts, found, title=title)
    if not title and ("：" in text or ":" in text):
        inside = _inline_labels(text, index)
        if inside:
            yield _meaning(index.layouts, inside, inline=True)


def _inline_labels(text: str, index: LayoutIndex) -> dict[int, tuple[int, ...]]:
    """The labels that stand in front of a colon inside a text."""
    found: dict[int, tuple[int, ...]] = {}
    for stretch in _COLON.split(text)[:-1]:
        for words in (stretch, stretch.split("\n")[-1], _LAST_WORDS.split(stretch)[-1]):
            meaning = index.by_key.get(anchor_key(words))
            if meaning is not None:
                for layout, numbers in meaning.anchors.items():
                    roles = index.layouts[layout].anchors
                    labels = tuple(each for each in numbers if roles[each].role is Role.LABEL)
                    found[layout] = (*found.get(layout, ()), *labels)
                break
    return {layout: numbers for layout, numbers in found.items() if numbers}


def _titles_in(key: str, index: LayoutIndex) -> list[Mapping[int, tuple[int, ...]]]:
    """The layouts whose title a line is, without those whose title is a part of another's."""
    held = [
        words
        for words in index.titles
        if words == key or (len(words) >= _SHORTEST_TITLE and _holds_title(key, words))
    ]
    return [
        index.titles[words]
        for words in held
        if not any(words != other and words in other for other in held)
    ]


def _holds_title(key: str, title: str) -> bool:
    """Whether a line is a title with something around it: 附件2 一户一策调查表（2017年）."""
    return title in key and len(key) <= 2 * len(title) + 12


@lru_cache(maxsize=512)
def _behind(words: str) -> re.Pattern[str]:
    inner = r"\s*".join(anchor_key(words))
    return re.compile(inner + r"\s*$")
