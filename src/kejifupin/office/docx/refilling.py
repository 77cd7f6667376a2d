"""The short way: a document of which markup like it was read before is only filled in again.

What markup means is said by `walking` alone; here is remembered what it said, each skeleton under
the very bytes it was read from. A document that the short way does not fit, or that is not
well-formed, is left to be walked as a whole, and there alone it is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kejifupin.office.alike import Remembered
from kejifupin.office.docx.blocks import BlockBuilder, Words
from kejifupin.office.docx.cutting import Cut, cut
from kejifupin.office.docx.pieces import SHAPES, read_pieces
from kejifupin.office.docx.skeletons import EMPTY, Skeleton, Table, skeleton_of
from kejifupin.office.docx.tables import Box
from kejifupin.office.grid import Cell
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError

_SKELETONS: Final = Remembered[Skeleton](16 * 1024 * 1024)
# Met once, or found not to fit: told by hash alone, for no document is to be kept for that. Where
# two have one hash, it costs time and nothing else.
_ONCE: Final = Remembered[int](400_000)
_UNFIT: Final = Remembered[int](400_000)
_PER_HASH: Final = 100


class Refill(BlockBuilder[int]):
    """Puts the words of pieces where they stand (骨架填充)."""

    def __init__(self, name: str, skeleton: Skeleton, words: Sequence[Words]) -> None:
        super().__init__(name)
        self._skeleton = skeleton
        self._words = words

    def words(self, source: int) -> Words:
        """What a piece says."""
        return self._words[source]

    def cell(self, box: Box[int], table: str) -> Cell:
        """The cell of a box: the very cell of the last time, if nothing has changed."""
        number, *covered = box.sources
        words = self._words[number]
        met = None if covered or number == EMPTY else self._skeleton.met[number]
        if met is None or met.words is not words or words.nested or words.odd:
            return super().cell(box, table)
        if (cell := met.cell) is None:
            cell = super().cell(box, table)
            self._skeleton.met[number] = met._replace(cell=cell)
        elif words.slots:
            self.note(words.slots, cell.address)
        return cell

    def fill(self) -> None:
        """Add all paragraphs and tables."""
        for block in self._skeleton.blocks:
            if isinstance(block, Table):
                self.table(block.boxes, block.n_rows)
            else:
                self.paragraph(block)


def refill(data: bytes, name: str, limits: Limits) -> tuple[Refill, bool] | None:
    """Read a main part the short way.

    Args:
        data: The part, in UTF-8 and with the transitional namespaces.
        name: The path under which issues name the file.
        limits: The limits.

    Returns:
        What it says and whether there are tracked changes, just as walking it would say; or None
        if it must be walked.
    """
    parts = cut(data, limits)
    if parts is None:
        return None
    try:
        skeleton = _skeleton(parts, limits)
        if skeleton is None:
            return None
        read = read_pieces(data, parts, skeleton, limits)
    except RefusedFileError:
        return None
    if read is None:
        return None
    words, revised = read
    builder = Refill(name, skeleton, words)
    builder.fill()
    return builder, revised


def forget() -> None:
    """Forget all that was remembered of documents."""
    for memory in (_SKELETONS, _ONCE, _UNFIT, SHAPES):
        memory.clear()


def _skeleton(parts: Cut, limits: Limits) -> Skeleton | None:
    key = parts.skeleton, limits.word_columns
    if (skeleton := _SKELETONS.get(key)) is not None:
        return skeleton
    # To understand a skeleton costs as much as to walk a document, and is for the second one.
    mark = hash(key)
    if _ONCE.get(mark) is None:
        _ONCE.keep(mark, mark, _PER_HASH)
    elif _UNFIT.get(mark) is None:
        skeleton = skeleton_of(parts, limits)
        cost = 0 if skeleton is None else len(parts.skeleton) + skeleton.cost
        if skeleton is None or not _SKELETONS.keep(key, skeleton, cost):
            _UNFIT.keep(mark, mark, _PER_HASH)
    return skeleton
