"""One set of sheet columns for all tables of a page, however their own columns lie."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final

# Edges of different tables this near are one column, or a form becomes a sheet of slivers.
_NEAR: Final = Fraction(1, 60)


def common_columns(
    tables: Sequence[Sequence[int]],
) -> tuple[tuple[Fraction, ...], tuple[tuple[int, ...], ...]]:
    """Lay the columns of several tables over each other.

    Args:
        tables: Relative column widths of each table.

    Returns:
        The widths of the sheet's columns as shares of the whole, and for each table the sheet
        column at which each of its columns begins, with the end of the last.

    >>> widths, starts = common_columns([(1, 1), (1, 2, 1)])
    >>> starts
    ((0, 2, 4), (0, 1, 3, 4))
    """
    known: set[Fraction] = {Fraction(0), Fraction(1)}
    snapped: list[tuple[Fraction, ...]] = []
    for widths in tables:
        edges = _snap(_edges(widths), known)
        known.update(edges)
        snapped.append(edges)
    order = sorted(known)
    place = {edge: number for number, edge in enumerate(order)}
    shares = tuple(right - left for left, right in pairwise(order))
    return shares, tuple(tuple(place[edge] for edge in edges) for edges in snapped)


def _edges(widths: Sequence[int]) -> tuple[Fraction, ...]:
    whole = sum(widths)
    return tuple(Fraction(edge, whole) for edge in accumulate(widths, initial=0))


def _snap(edges: Sequence[Fraction], known: set[Fraction]) -> tuple[Fraction, ...]:
    """Move edges onto known ones nearby, unless two of them would meet."""
    result = list(edges)
    for at in range(1, len(edges) - 1):
        gap = min(edges[at] - edges[at - 1], edges[at + 1] - edges[at])
        nearest = min(known, key=lambda edge: (abs(edge - edges[at]), edge))
        if abs(nearest - edges[at]) <= _NEAR and gap > 2 * _NEAR:
            result[at] = nearest
    return tuple(result)
