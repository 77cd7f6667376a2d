"""Markup taken apart once at the places that differ, then put together as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kejifupin.office.heights import PageHeights, crowded_row
from kejifupin.office.page import Filling
from kejifupin.office.zipping import PackedPackage

Write = Callable[[str, Decimal | int | None], str]
"""Gives the markup of a text, or of a number that is printed as that text."""


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
        heights: Measures the page.
        write_height: Gives the markup of a height in twentieths of a point.
    """

    def __init__(
        self, pieces: Iterable[Piece], heights: PageHeights, write_height: Callable[[int], str]
    ) -> None:
        self._heights = heights
        self._write_height = write_height
        self._pieces, gaps = _apart(pieces)
        self._places = tuple(gap for gap in gaps if isinstance(gap, Place))
        self._order = tuple(_order(gaps, len(self._places), heights.n_rows))

    def filled(self, fillings: Sequence[Filling] = ()) -> str:
        """The markup with every gap filled."""
        texts, rows = self._heights.measured(fillings)
        written = [write(*fillings[hole]) for hole, write in self._places]
        written += map(self._write_height, rows)
        written += map(self._write_height, texts)
        pieces = self._pieces.copy()
        pieces[1::2] = [written[number] for number in self._order]
        return "".join(pieces)


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
        self._pieces, gaps = _apart(pieces)
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
            self._write_height(height) if gap is None else gap[1](*fillings[gap[0]])
            for gap in self._gaps
        ]
        return "".join(pieces)


class DocumentTemplate:
    """A document of one page, packed but for what is filled in (文档模板).

    Args:
        parts: Name → content of all parts but one.
        open_part: Name of the part that has the page.
        page: The page; the part holds nothing else.
    """

    def __init__(self, parts: Mapping[str, str], open_part: str, page: PageTemplate) -> None:
        self._package = PackedPackage(parts, open_part)
        self._page = page

    def filled(self, fillings: Sequence[Filling] = ()) -> bytes:
        """The document with every hole filled.

        Args:
            fillings: The filling of each hole, by its number.
        """
        return self._package.with_part(self._page.filled(fillings).encode())


def _apart(pieces: Iterable[Piece]) -> tuple[list[str], list[_Gap]]:
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


def _order(gaps: Iterable[_Gap], n_places: int, n_rows: int) -> Iterator[int]:
    """Where each gap finds its markup: places come first, then rows, then paragraphs."""
    place = 0
    for gap in gaps:
        if isinstance(gap, Place):
            yield place
            place += 1
        elif isinstance(gap, RowHeight):
            yield n_places + gap.number
        else:
            yield n_places + n_rows + gap.number
