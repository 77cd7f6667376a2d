"""Which forms a document holds, and which part of it is which form."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve, frozen

from kejifupin.forms.anchors import Role
from kejifupin.forms.labels import bare
from kejifupin.forms.scanning import Hit, LayoutIndex
from kejifupin.office.grid import Document, Grid, Paragraph

_ENOUGH = 0.5
_ENOUGH_WITH_TITLE = 0.3
_ENOUGH_WITHOUT_IDENTITY = 0.8
_TITLE_BONUS = 0.35
_MARKER_BONUS = 0.1
_OVERLAP = 0.2
_GAIN = 0.02
_Key = tuple[tuple[int, tuple[int, ...]], ...]
_COUNTED = frozenset({Role.LABEL, Role.SECTION, Role.SLOT})


@frozen
class Part:
    """Some rows of a table of the document (表格的一段).

    Args:
        block: Number of the block.
        top: First row.
        bottom: Row after the last.
    """

    block: int
    top: int
    bottom: int


@frozen
class Region:
    """The part of a document that holds one form (表单区域).

    Args:
        parts: Rows of tables, in order.
        above: Numbers of the paragraphs above it, from the end of the form before.
        below: Numbers of the paragraphs below it, up to the next title.
        hits: The labels found in it.
        layout: Number of the layout that fits best, None where none has any label here.
        share: Share of that layout's labels found, by how much each tells, 0 to 1.
        titled: Whether that layout's title stands here.
    """

    parts: tuple[Part, ...]
    above: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    hits: tuple[Hit, ...] = ()
    layout: int | None = None
    share: float = 0.0
    titled: bool = False


def regions_of(document: Document, hits: Sequence[Hit], index: LayoutIndex) -> tuple[Region, ...]:
    """The parts of a document that may each hold one form, in order.

    A table is cut where a form begins anew; tables that complete each other, or continue one
    that grows, are put together.
    """
    by_block: dict[int, list[Hit]] = {}
    for hit in hits:
        by_block.setdefault(hit.block, []).append(hit)
    pieces: list[Region] = []
    waiting: list[int] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            waiting.append(number)
            continue
        for part in _cut(block, number, by_block.get(number, []), index):
            found = by_block.get(number, [])
            start = bisect_left(found, part.top, key=_row)
            own = found[start : bisect_left(found, part.bottom, key=_row)]
            texts = [hit for each in waiting for hit in by_block.get(each, [])]
            pieces.append(Region((part,), above=tuple(waiting), hits=(*texts, *own)))
            waiting = []
    if pieces:
        pieces[-1] = evolve(pieces[-1], below=tuple(waiting))
    elif waiting:
        texts = [hit for each in waiting for hit in by_block.get(each, [])]
        pieces = [Region((), above=tuple(waiting), hits=tuple(texts))]
    return tuple(_joined([_judged(piece, document, index) for piece in pieces], document, index))


def _row(hit: Hit) -> int:
    return hit.row


def _judged(region: Region, document: Document, index: LayoutIndex) -> Region:
    """A region with the layout that fits best."""
    scores = []
    marker = document.properties.get("form")
    titles = _titles(region.hits)
    for number, layout in enumerate(index.layouts):
        share = _share(region.hits, number, index)
        bonus = (_TITLE_BONUS if number in titles else 0) + (
            _MARKER_BONUS if layout.layout.key == marker else 0
        )
        if share > 0:
            scores.append((share + bonus, share, -number))
    if not scores:
        return evolve(region, layout=None, share=0.0, titled=False)
    _, share, best = max(scores)
    return evolve(region, layout=-best, share=share, titled=-best in titles)


def _titles(hits: Iterable[Hit]) -> Collection[int]:
    """The layouts whose title stands nearest above."""
    last = [hit for hit in hits if hit.title][-1:]
    return last[0].anchors.keys() if last else ()


def _share(hits: Iterable[Hit], layout: int, index: LayoutIndex) -> float:
    weights = index.weights[layout]
    found = {number for hit in hits if not hit.title for number in hit.anchors.get(layout, ())}
    total = sum(weights.values())
    return sum(weights.get(number, 0) for number in found) / total if total else 0.0


def _counted_keys(hits: Iterable[Hit], index: LayoutIndex) -> list[tuple[int, _Key]]:
    """Row and identity of the labels that stand once in a form, whichever it is."""
    found: list[tuple[int, _Key]] = []
    for hit in hits:
        if hit.title or hit.inline:
            continue
        roles = {
            index.layouts[layout].anchors[number].role
            for layout, numbers in hit.anchors.items()
            for number in numbers
        }
        alone = all(len(numbers) == 1 for numbers in hit.anchors.values())
        if alone and roles <= _COUNTED:
            found.append((hit.row, tuple(sorted((k, v) for k, v in hit.anchors.items()))))
    return found


def _cut(grid: Grid, number: int, hits: Sequence[Hit], index: LayoutIndex) -> list[Part]:
    """The parts of a table in which a form begins anew."""
    rows = {0}
    first_label = min((hit.row for hit in hits if not hit.title), default=grid.n_rows)
    rows.update(hit.row for hit in hits if hit.title and hit.row > first_label)
    keyed = _counted_keys(hits, index)
    edges = sorted(rows)
    for top, bottom in zip(edges, [*edges[1:], grid.n_rows], strict=True):
        own = [(row, key) for row, key in keyed if top <= row < bottom]
        counts = Counter(key for _, key in own)
        repeated = sum(count > 1 for count in counts.values())
        if repeated >= max(2, 0.3 * len(counts)):
            rows.update(_repeats(own))
    edges = sorted(rows)
    return [
        Part(number, top, bottom)
        for top, bottom in zip(edges, [*edges[1:], max(grid.n_rows, 1)], strict=True)
    ]


def _repeats(keyed: Sequence[tuple[int, _Key]]) -> list[int]:
    """Rows in which a label stands that the form above already has."""
    seen: set[_Key] = set()
    row_keys: dict[int, set[_Key]] = {}
    for row, key in keyed:
        row_keys.setdefault(row, set()).add(key)
    found = []
    for row in sorted(row_keys):
        if row_keys[row] & seen:
            found.append(row)
            seen = set()
        seen |= row_keys[row]
    return found


def _joined(pieces: Sequence[Region], document: Document, index: LayoutIndex) -> list[Region]:
    """The regions, with pieces that belong to one form put together."""
    regions: list[Region] = []
    for piece in pieces:
        if regions and (union := _union(regions[-1], piece, document, index)) is not None:
            regions[-1] = union
            continue
        if regions:
            own = [n for n in piece.above if not _is_title(n, piece.hits)]
            regions[-1] = evolve(regions[-1], below=tuple(own))
        regions.append(piece)
    return regions


def _is_title(block: int, hits: Iterable[Hit]) -> bool:
    return any(hit.title and hit.block <= block for hit in hits)


def _union(region: Region, piece: Region, document: Document, index: LayoutIndex) -> Region | None:
    """Both as one form, None where they are two."""
    if any(hit.title for hit in piece.hits) or not region.parts:
        return None
    last, part = region.parts[-1], piece.parts[0]
    union = _judged(
        evolve(
            region,
            parts=(*region.parts, *piece.parts),
            hits=(*region.hits, *piece.hits),
            below=piece.below,
        ),
        document,
        index,
    )
    own = {key for _, key in _counted_keys(piece.hits, index)}
    known = {key for _, key in _counted_keys(region.hits, index)}
    if last.block == part.block:
        return union if piece.share < _ENOUGH else None
    one, other = document.blocks[last.block], document.blocks[part.block]
    if not isinstance(one, Grid) or not isinstance(other, Grid) or one.sheet:
        return None
    if not own:
        grows = region.layout is not None and bool(index.layouts[region.layout].repeats)
        headed = piece.layout is not None and bool(piece.hits)
        blank = all(_is_blank(document, number) for number in piece.above)
        same = one.n_cols == other.n_cols
        return union if grows and (headed or (blank and same)) else None
    if len(own & known) > _OVERLAP * len(own):
        return None
    return union if union.share > max(region.share, piece.share) + _GAIN else None


def _is_blank(document: Document, number: int) -> bool:
    block = document.blocks[number]
    return isinstance(block, Paragraph) and not block.text.strip()


def is_recognised(region: Region, document: Document, index: LayoutIndex) -> bool:
    """Whether enough of the layout that fits best is there to read the region as that form."""
    if region.layout is None:
        return False
    layout = index.layouts[region.layout]
    if region.titled:
        return region.share >= _ENOUGH_WITH_TITLE
    if document.properties.get("form") == layout.layout.key:
        return region.share >= _ENOUGH
    if region.share >= _ENOUGH_WITHOUT_IDENTITY:
        return True
    found = {each for hit in region.hits for each in hit.anchors.get(region.layout, ())}
    weights = index.weights[region.layout]
    telling = [
        anchor.number
        for anchor in layout.anchors
        for place in anchor.places
        if place.field in layout.kind.identity and weights.get(anchor.number) == 1
    ]
    return region.share >= _ENOUGH and all(number in found for number in telling)


def missing_words(region: Region, index: LayoutIndex) -> tuple[str, ...]:
    """The labels of the region's layout that do not stand in it, as printed."""
    if region.layout is None:
        return ()
    layout = index.layouts[region.layout]
    found = {each for hit in region.hits for each in hit.anchors.get(region.layout, ())}
    return tuple(
        dict.fromkeys(
            bare(anchor.words[0])
            for anchor in layout.telling
            if anchor.number not in found and anchor.words and anchor.role is not Role.HEADER
        )
    )
