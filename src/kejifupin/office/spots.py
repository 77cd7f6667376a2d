"""Where in a document that came from elsewhere something is filled in, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

INSTEAD: Final = "\f"
"""In front of a filling that takes the place of everything that its cell prints."""
TICKED: Final = "1"
UNTICKED: Final = "0"


@frozen
class TextSpot:
    """A stretch of a text that a filling replaces (填写处).

    Args:
        hole: Number of the filling.
        address: The cell or paragraph, as reading names it.
        start: Where the stretch begins in the text as read.
        end: Where it ends; None for the whole text.
        whole: Whether the filling may take the place of the whole text (`INSTEAD`).
        slot: Key of the field, which becomes a hidden marker.
    """

    hole: int
    address: str
    start: int = 0
    end: int | None = None
    whole: bool = False
    slot: str | None = None


@frozen
class ChoiceSpot:
    """A text with boxes to tick (勾选处).

    Its filling says of each box whether it is ticked, then what is written behind 其它; or it takes
    the place of the whole text (`INSTEAD`).

    Args:
        hole: Number of the filling.
        address: The cell or paragraph, as reading names it.
        boxes: Where each box stands in the text as read.
        start: Where what is written behind 其它 stands; None if nothing is.
        end: Where that ends.
        slot: Key of the field, which becomes a hidden marker.
    """

    hole: int
    address: str
    boxes: tuple[int, ...]
    start: int | None = None
    end: int | None = None
    slot: str | None = None


Spot = TextSpot | ChoiceSpot


@frozen
class GrowingSpot:
    """The blank rows of a growing table, and the rows that it must grow by (增长表格处).

    Args:
        rows: For each row to be filled that is there, its spots; holes are counted over the page.
        pattern: An address in the row that is cloned for the rows that are not there.
        after: An address in the row behind which the clones stand.
        clones: For each clone the spots as they stand in the pattern.
    """

    rows: tuple[tuple[Spot, ...], ...]
    pattern: str
    after: str
    clones: tuple[tuple[Spot, ...], ...] = ()


@frozen
class FormSpots:
    """Everything that is filled into a document (填写清单).

    Args:
        spots: What stands once.
        growing: The growing tables.
        markers: Hidden properties by which the document is recognised when it comes back.
        notes: Paragraphs set below everything else.
    """

    spots: tuple[Spot, ...]
    growing: tuple[GrowingSpot, ...] = ()
    markers: Mapping[str, str] = field(factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()


def instead(text: str) -> str:
    """A filling that takes the place of everything that its cell prints."""
    return INSTEAD + text


def ticks(states: tuple[bool, ...], other: str = "") -> str:
    """A filling of a `ChoiceSpot`.

    >>> ticks((True, False), "编织")
    '10编织'
    """
    return "".join(TICKED if each else UNTICKED for each in states) + other
