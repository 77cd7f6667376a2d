"""Where a field may stand: the cells that its labels led to."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kejifupin.forms.blanks import is_blank
from kejifupin.forms.faces import unit_text
from kejifupin.forms.labels import label_unit
from kejifupin.office.grid import Cell

Spot = tuple[int, int, int]
"""Block, row and column."""


@frozen
class Candidate:
    """A cell in which a field may stand (候选单元格).

    Args:
        cell: The cell.
        label: The label by which it was found.
        unit_cell: The cell beside it that states the unit.
        heading: The label that heads its column.
        block: Number of the block.
        farther: Filled cells beyond it, where it is blank itself.
        moved: Whether it stands beyond a blank cell next to the label.
    """

    cell: Cell
    label: Cell | None = None
    unit_cell: Cell | None = None
    heading: Cell | None = None
    block: int = -1
    farther: tuple[Cell, ...] = ()
    moved: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return is_blank(self.cell)

    @property
    def unit(self) -> str | None:
        """The unit stated beside it, at the head of its column or in its label."""
        stated = None if self.unit_cell is None else unit_text(self.unit_cell)
        for label in (self.heading, self.label):
            if stated is None and label is not None:
                stated = label_unit(label.text)
        return stated


@frozen
class Placed:
    """What the labels of a form led to (定位结果).

    Args:
        candidates: Field key → the cells in which it may stand, in reading order.
        found: Numbers of the anchors found.
        unclear: Labels that could be either of two, and stand where neither is told.
        labels: Positions of all cells that are labels: block, row and column.
        labelled: Number of an anchor → positions of the cells that were taken for it.
        unread: Fields left blank, with what stands beyond their cell.
    """

    candidates: Mapping[str, tuple[Candidate, ...]]
    found: frozenset[int]
    unclear: tuple[Cell, ...]
    labels: frozenset[Spot]
    labelled: Mapping[int, tuple[Spot, ...]]
    unread: tuple[tuple[str, Cell], ...] = ()
