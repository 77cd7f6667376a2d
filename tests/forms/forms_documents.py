"""Documents made from lists of texts, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Sequence

from kejifupin.office.grid import Cell, Document, Grid, Paragraph, sheet_address

LEFT, ABOVE = "<", "^"
"""In a row: this position belongs to the cell to the left, or to the one above."""


def word_table(number: int, rows: Sequence[Sequence[str]]) -> Grid:
    """A table of a Word document; C counts the cells that touch a row."""
    return _grid(f"表{number}", rows, sheet=False)


def sheet(name: str, rows: Sequence[Sequence[str | int]]) -> Grid:
    """A sheet; blank texts have no cell, whole numbers are stored as numbers."""
    return _grid(name, rows, sheet=True)


def document(*blocks: str | Grid, name: str = "表.docx", **more) -> Document:
    """A document of paragraphs and tables."""
    made: list[Paragraph | Grid] = []
    count = 0
    for block in blocks:
        if isinstance(block, Grid):
            made.append(block)
        else:
            count += 1
            made.append(Paragraph(block, f"段落{count}"))
    is_sheet = any(isinstance(block, Grid) and block.sheet for block in made)
    return Document(name, "xlsx" if is_sheet else "docx", "0" * 64, tuple(made), **more)


def _grid(name: str, rows: Sequence[Sequence[str | int]], *, sheet: bool) -> Grid:
    n_cols = max(len(row) for row in rows)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c in range(len(row)):
            if row[c] == LEFT:
                owner[r, c] = owner[r, c - 1]
            elif row[c] == ABOVE:
                owner[r, c] = owner[r - 1, c]
            else:
                owner[r, c] = (r, c)
    cells = []
    for (r, c), start in sorted(owner.items()):
        if (r, c) != start:
            continue
        spots = [spot for spot, own in owner.items() if own == start]
        value = rows[r][c]
        rowspan = max(spot[0] for spot in spots) - r + 1
        colspan = max(spot[1] for spot in spots) - c + 1
        if sheet and value == "" and rowspan == colspan == 1:
            continue
        number = value if isinstance(value, int) else None
        touching = sorted(
            {owner[r, x] for x in range(len(rows[r])) if (r, x) in owner}, key=lambda own: own[1]
        )
        address = (
            sheet_address(name, r, c) if sheet else f"{name}!R{r + 1}C{touching.index(start) + 1}"
        )
        cells.append(Cell(r, c, rowspan, colspan, text=str(value), address=address, number=number))
    return Grid(name, tuple(cells), len(rows), n_cols, sheet)
