"""How wide the columns of a table have to be, so that no number is broken over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

UPRIGHT: Final = 156
"""Millimetres between the margins of official paper (GB/T 9704—2012, 5.2.1)."""
LYING: Final = 225
"""The same of paper that lies on its side."""
_WHOLE: Final = re.compile(r"[!-~]+")
_SIGN: Final = 2.4
_EDGES: Final = 4.2
_LEAST: Final = 9.0


def room_for(text: str) -> float:
    """Millimetres for the longest part of a text that must not be broken, such as a number.

    >>> room_for("2018年12月31日") < room_for("54201.7*")
    True
    """
    longest = max((len(each) for each in _WHOLE.findall(text)), default=0)
    return max(_LEAST, longest * _SIGN + _EDGES)


def fitted_widths(
    widths: Sequence[int], rows: Iterable[Sequence[str]], *, room: int = LYING
) -> tuple[int, ...]:
    """Widths at which the numbers of each column stand on one line, as far as there is room.

    What the narrow ones lack is taken from those that have more than they need.

    Args:
        widths: The widths that are wished for, one beside the other.
        rows: The texts of the cells.
        room: Millimetres that all of them have.

    Returns:
        Widths in tenths of a millimetre; those given, where they are wide enough.

    >>> fitted_widths((1, 1), [("1", "1")]), fitted_widths((1, 20), [("123456.78", "甲")])
    ((1, 1), (258, 1992))
    """
    needs = [max(map(room_for, column)) for column in zip(*rows, strict=True)]
    wished = [each * room / sum(widths) for each in widths]
    apart = [has - need for has, need in zip(wished, needs, strict=True)] if needs else []
    lack, spare = (sum(max(0.0, sign * each) for each in apart) for sign in (-1, 1))
    if not lack or not spare:
        return tuple(widths)
    given, taken = min(1.0, spare / lack), min(1.0, lack / spare)
    return tuple(
        round(10 * (has - each * (taken if each > 0 else given)))
        for has, each in zip(wished, apart, strict=True)
    )
