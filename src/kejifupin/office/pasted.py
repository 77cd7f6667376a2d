"""Cells that were pasted into cells, which makes a table of one cell inside of each."""

from __future__ import annotations

from kejifupin.office.grid import Grid, Mark, Paragraph

Said = tuple[str, tuple[Mark, ...], tuple[str, ...]]


def pasted_text(
    blocks: list[Paragraph | Grid | None],
    nested: tuple[str, ...],
    text: str = "",
    marks: tuple[Mark, ...] = (),
) -> Said:
    """What a cell says that holds nothing but a table of one cell, as pasting a cell makes it.

    Args:
        blocks: The blocks so far; such a table is taken out of them.
        nested: Names of the tables in the cell.
        text: What it says itself.
        marks: The boxes and ticks in that.

    Returns:
        Text, marks and the tables that remain inside.
    """
    if len(nested) != 1:
        return text, marks, nested
    for place in range(len(blocks) - 1, -1, -1):
        grid = blocks[place]
        if isinstance(grid, Grid) and grid.name == nested[0]:
            if len(grid.cells) != 1:
                break
            blocks[place] = None
            only = grid.cells[0]
            return only.text, only.marks, only.nested
    return text, marks, nested
