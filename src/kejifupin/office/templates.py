"""Markup taken apart once at the places that differ, then put together as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kejifupin.office.heights import PageHeights, crowded_row
from kejifupin.office.page import Filling
from kejifupin.office.stretches import DeflatedPart, Stretch, deflated
from kejifupin.office.zipping import PackedPackage, packed_part

Written = tuple[str, str, str]
"""Markup of a filling: what it says, and in front and behind of it what many fillings share."""

Write = Callable[[str, Decimal | int | None], Written]
"""Gives the markup of a text, or of a number that is printed as that text."""


_NOTHING: Final[Written] = ("", "", "")


class Place(NamedTuple):
    """The place of a hole in markup, and how its filling is written (填充位)."""

    hole: int
    write: Write


class TextHeight(NamedTuple):
    """The place of the height of a paragraph, counted over the page (段落高度位)."""

    number: int


class RowHeight(NamedTuple):
    """The place of the height of a table's row, counted over all tables of the page (行高位)."""

    number: int


_Gap = Place | TextHeight | RowHeight
Piece = str | _Gap
"""A stretch of markup, or a gap in it."""


class PageTemplate:
    """The markup of a page with its gaps (版面模板).

    Args:
        pieces: The markup, taken apart.
        heights: Measures the page; None where no height depends on what is filled in.
        write_height: Gives the markup of a height in twentieths of a point.
    """

    def __init__(
        self,
        pieces: Iterable[Piece],
        heights: PageHeights | None = None,
        write_height: Callable[[int], str] = str,
    ) -> None:
        self._heights = heights
        self._write_height = write_height
        n_rows = 0 if heights is None else heights.n_rows
        stretches, self._places = _apart(pieces, n_rows)
        self._stretches = tuple(map(Stretch, stretches))

    def filled(self, fillings: Sequence[Filling] = ()) -> str:
        """The markup with every gap filled."""
        heights, written = self._measured(fillings), self._written(fillings)
        pieces: list[str] = []
        behind = ""
        for stretch, (front, said, following) in zip(self._stretches, written, strict=True):
            pieces += (stretch.plain(behind, front, heights), said)
            behind = following
        return "".join(pieces)

    def packed(self, fillings: Sequence[Filling] = ()) -> DeflatedPart:
        """The markup with every gap filled, deflated."""
        heights, written = self._measured(fillings), self._written(fillings)
        pieces: list[bytes] = []
        packed: list[bytes] = []
        behind = ""
        for stretch, (front, said, following) in zip(self._stretches, written, strict=True):
            plain, deflated_ = stretch.between(behind, front, heights)
            packed.append(deflated_)
            pieces += (plain, said.encode())
            behind = following
        return deflated(pieces, packed)

    def _measured(self, fillings: Sequence[Filling]) -> Sequence[str]:
        """The heights of rows, then those of paragraphs."""
        if self._heights is None:
            return ()
        texts, rows = self._heights.measured(fillings)
        return [*map(self._write_height, rows), *map(self._write_height, texts)]

    def _written(self, fillings: Sequence[Filling]) -> list[Written]:
        """What fills the places; nothing follows the last stretch."""
        return [*[write(*fillings[hole]) for hole, write in self._places], _NOTHING]


class RepeatedRow:
    """The markup of a row that is written many times on a page that is full (重复行模板).

    Args:
        pieces: The markup, taken apart.
        heights: Measures the page.
        row: Number of the row among the rows of all tables.
        write_height: Gives the markup of a height in twentieths of a point.
    """

    def __init__(
        self,
        pieces: Iterable[Piece],
        heights: PageHeights,
        row: int,
        write_height: Callable[[int], str],
    ) -> None:
        self._pieces, gaps = _alternating(pieces)
        self._heights = heights
        self._row = row
        self._write_height = write_height
        self._gaps = tuple(gap if isinstance(gap, Place) else None for gap in gaps)

    @property
    def n_places(self) -> int:
        """Holes of the row."""
        return sum(gap is not None for gap in self._gaps)

    def filled(self, fillings: Sequence[Filling]) -> str:
        """The markup of one row.

        Args:
            fillings: Those of the page's other holes, then those of the row.
        """
        height = crowded_row(self._heights.lines(fillings)[self._row])
        pieces = self._pieces.copy()
        pieces[1::2] = [
            self._write_height(height) if gap is None else "".join(gap[1](*fillings[gap[0]]))
            for gap in self._gaps
        ]
        return "".join(pieces)


class DocumentTemplate:
    """A document packed but for what is filled in (文档模板).

    Args:
        package: All parts but the one that has the page.
        page: The page; the part holds nothing else.
    """

    def __init__(self, package: PackedPackage, page: PageTemplate) -> None:
        self._package = package
        self._page = page

    def filled(self, fillings: Sequence[Filling] = ()) -> bytes:
        """The document with every hole filled.

        Args:
            fillings: The filling of each hole, by its number.
        """
        part = self._page.packed(fillings)
        name = self._package.open_part
        return self._package.with_part(packed_part(name, part.packed, size=part.size, crc=part.crc))


def _alternating(pieces: Iterable[Piece]) -> tuple[list[str], list[_Gap]]:
    """Constants with an empty text between each two of them, and what belongs there."""
    parts: list[str] = []
    gaps: list[_Gap] = []
    constant: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            constant.append(piece)
        else:
            parts += ("".join(constant), "")
            gaps.append(piece)
            constant.clear()
    parts.append("".join(constant))
    return parts, gaps


def _apart(pieces: Iterable[Piece], n_rows: int) -> tuple[list[list[str | int]], tuple[Place, ...]]:
    """The stretches between the places: constants, and numbers of heights, rows first."""
    constants, gaps = _alternating(pieces)
    stretches: list[list[str | int]] = [[constants[0]]]
    places: list[Place] = []
    for gap, constant in zip(gaps, constants[2::2], strict=True):
        if isinstance(gap, Place):
            places.append(gap)
            stretches.append([constant])
        else:
            stretches[-1] += (gap.number + n_rows * isinstance(gap, TextHeight), constant)
    return stretches, tuple(places)
