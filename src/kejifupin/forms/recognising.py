"""Which forms a document holds, and which part of it is which form."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

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
# What cannot be read by itself may say once more whose form it goes on with.
_OVERLAP_OF_A_REST = 0.34
_GAIN = 0.02
# A file with more labels than this is a ledger or a bundle, and no other falls apart like it.
_MANY = 2000
_Key = tuple[Any, ...]


class Shape(NamedTuple):
    """What a block shows of itself to who asks where forms begin and end (版块轮廓).

    Args:
        n_rows: Number of rows.
        n_cols: Number of columns.
        sheet: Whether it is a sheet.
        is_grid: Whether it is a table; else it is a paragraph.
        blank: Whether it is a paragraph that says nothing.
    """

    n_rows: int = 0
    n_cols: int = 0
    sheet: bool = False
    is_grid: bool = False
    blank: bool = False


class Outline(NamedTuple):
    """What a document shows of itself beside its labels (文档轮廓).

    Args:
        marker: Key of the layout that a hidden marker names.
        shapes: Its blocks.
    """

    marker: str | None
    shapes: tuple[Shape, ...]

    @classmethod
    def of(cls, document: Document) -> Outline:
        """The outline of a document."""
        return cls(document.properties.get("form"), tuple(map(_shape, document.blocks)))


def _shape(block: Paragraph | Grid) -> Shape:
    if isinstance(block, Grid):
        return Shape(block.n_rows, block.n_cols, block.sheet, is_grid=True)
    return Shape(blank=not block.text.strip())


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
        known: Whether enough of it is there to read the region as that form.
    """

    parts: tuple[Part, ...]
    above: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    hits: tuple[Hit, ...] = ()
    layout: int | None = None
    share: float = 0.0
    titled: bool = False
    known: bool = False


def regions_of(document: Document, hits: Sequence[Hit], index: LayoutIndex) -> tuple[Region, ...]:
    """The parts of a document that may each hold one form, in order.

    A table is cut where a form begins anew; tables that complete each other, or continue one
    that grows, are put together. Nothing but the outline of the document and the meaning of its
    labels decides, so files that agree in both fall apart alike.
    """
    outline = Outline.of(document)
    if len(hits) > _MANY:
        return _regions(outline, hits, index)
    key = (outline, tuple([(hit.block, hit.row, hit.meaning.key) for hit in hits]))
    kept = index.regions.get(key, lambda: _without_hits(_regions(outline, hits, index), hits))
    return tuple(
        evolve(region, hits=tuple([hits[number] for number in own])) for region, own in kept
    )


def _without_hits(
    regions: Iterable[Region], hits: Sequence[Hit]
) -> tuple[tuple[Region, tuple[int, ...]], ...]:
    """The regions with their labels by number, so that no file's words are kept."""
    numbers = {id(hit): number for number, hit in enumerate(hits)}
    return tuple(
        (evolve(each, hits=()), tuple(numbers[id(hit)] for hit in each.hits)) for each in regions
    )


def _regions(outline: Outline, hits: Sequence[Hit], index: LayoutIndex) -> tuple[Region, ...]:
    by_block: dict[int, list[Hit]] = {}
    for hit in hits:
        by_block.setdefault(hit.block, []).append(hit)
    pieces: list[Region] = []
    waiting: list[int] = []
    for number, shape in enumerate(outline.shapes):
        if not shape.is_grid:
            waiting.append(number)
            continue
        found = by_block.get(number, [])
        for part in _cut(shape.n_rows, number, found):
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
    joined = _joined([_judged(piece, outline, index) for piece in pieces], outline, index)
    return tuple(evolve(each, known=_is_known(each, outline, index)) for each in joined)


def _row(hit: Hit) -> int:
    return hit.row


def _judged(region: Region, outline: Outline, index: LayoutIndex) -> Region:
    """A region with the layout that fits best."""
    scores = []
    titles = _titles(region.hits)
    for number, layout in enumerate(index.layouts):
        share = _share(region.hits, number, index)
        bonus = (_TITLE_BONUS if number in titles else 0) + (
            _MARKER_BONUS if layout.layout.key == outline.marker else 0
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


def _counted_keys(hits: Iterable[Hit]) -> list[tuple[int, _Key]]:
    """Row and identity of the labels that stand once in a form, whichever it is."""
    return [(hit.row, hit.meaning.key) for hit in hits if hit.meaning.once]


def _cut(n_rows: int, number: int, hits: Sequence[Hit]) -> list[Part]:
    """The parts of a table in which a form begins anew."""
    rows = {0}
    first_label = min((hit.row for hit in hits if not hit.title), default=n_rows)
    rows.update(hit.row for hit in hits if hit.title and hit.row > first_label)
    keyed = _counted_keys(hits)
    edges = sorted(rows)
    for top, bottom in zip(edges, [*edges[1:], n_rows], strict=True):
        own = [(row, key) for row, key in keyed if top <= row < bottom]
        counts = Counter(key for _, key in own)
        repeated = sum(count > 1 for count in counts.values())
        if repeated >= max(2, 0.3 * len(counts)):
            named = [
                (hit.row, hit.meaning.key)
                for hit in hits
                if top <= hit.row < bottom and not hit.title
            ]
            rows.update(_repeats(own, named))
    edges = sorted(rows)
    return [
        Part(number, top, bottom)
        for top, bottom in zip(edges, [*edges[1:], max(n_rows, 1)], strict=True)
    ]


def _repeats(keyed: Sequence[tuple[int, _Key]], named: Sequence[tuple[int, _Key]]) -> list[int]:
    """Rows in which a form begins anew: a label stands again that the form above already has.

    Its first rows may hold labels that are columns in another form, and count for nothing alone;
    they are known by being like the first row of the form above.

    Args:
        keyed: Row and label, of labels that stand once in a form.
        named: The same of all labels.
    """
    words: dict[int, set[_Key]] = {}
    for row, key in named:
        words.setdefault(row, set()).add(key)
    first = min(words, default=0)
    seen: set[_Key] = set()
    row_keys: dict[int, set[_Key]] = {}
    for row, key in keyed:
        row_keys.setdefault(row, set()).add(key)
    found = []
    for row in sorted(row_keys):
        if row_keys[row] & seen:
            alike = [each for each in words if first < each <= row and words[each] == words[first]]
            first = max(alike, default=row)
            found.append(first)
            seen = set()
        seen |= row_keys[row]
    return found


def _joined(pieces: Sequence[Region], outline: Outline, index: LayoutIndex) -> list[Region]:
    """The regions, with pieces that belong to one form put together."""
    regions: list[Region] = []
    for piece in pieces:
        if regions and (union := _union(regions[-1], piece, outline, index)) is not None:
            regions[-1] = union
            continue
        if regions:
            own = [n for n in piece.above if not _is_title(n, piece.hits)]
            regions[-1] = evolve(regions[-1], below=tuple(own))
        regions.append(piece)
    return regions


def _is_title(block: int, hits: Iterable[Hit]) -> bool:
    return any(hit.title and hit.block <= block for hit in hits)


def _union(region: Region, piece: Region, outline: Outline, index: LayoutIndex) -> Region | None:
    """Both as one form, None where they are two."""
    titled = any(hit.title for hit in piece.hits)
    if not region.parts or (titled and piece.layout != region.layout):
        return None
    last, part = region.parts[-1], piece.parts[0]
    union = _judged(
        evolve(
            region,
            parts=(*region.parts, *piece.parts),
            hits=(*region.hits, *piece.hits),
            below=piece.below,
        ),
        outline,
        index,
    )
    own = {key for _, key in _counted_keys(piece.hits)}
    known = {key for _, key in _counted_keys(region.hits)}
    gain = union.share > max(region.share, piece.share) + _GAIN
    if titled:
        # The title stands again over the next page; a form of its own would repeat its labels.
        return union if own and not own & known and gain else None
    if last.block == part.block:
        return union if piece.share < _ENOUGH else None
    one, other = outline.shapes[last.block], outline.shapes[part.block]
    if one.sheet:
        return None
    rows = bool(own) and _are_rows(piece, region)
    if rows or not own:
        grows = region.layout is not None and bool(index.layouts[region.layout].repeats)
        headed = not rows and piece.layout is not None and bool(piece.hits)
        blank = all(outline.shapes[number].blank for number in piece.above)
        same = one.n_cols == other.n_cols
        if grows and (headed or (blank and same)):
            return union
        if not own:
            return None
    overlap = _OVERLAP if _is_known(piece, outline, index) else _OVERLAP_OF_A_REST
    return union if len(own & known) <= overlap * len(own) and gain else None


def _are_rows(piece: Region, region: Region) -> bool:
    """Whether what looks like labels in a piece are words of rows: of other forms, and few."""
    strange = all(region.layout not in hit.anchors for hit in piece.hits)
    return strange and piece.share < _ENOUGH_WITH_TITLE


def _is_known(region: Region, outline: Outline, index: LayoutIndex) -> bool:
    if region.layout is None:
        return False
    layout = index.layouts[region.layout]
    if region.titled:
        return region.share >= _ENOUGH_WITH_TITLE
    if outline.marker == layout.layout.key:
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
