"""Tables, which Word keeps as paragraphs that end in marks of cells and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import define, field

from kejifupin.office.grid import Mark
from kejifupin.office.legacy.boxes import Box, Piece, columns_of, merge_down
from kejifupin.office.legacy.doc.lines import Line
from kejifupin.office.legacy.doc.rows import Division, continued_across
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import dangerous

_UNKNOWN_WIDTH: Final = 1440


@define
class Content:
    """What stands in a cell (单元格内容)."""

    lines: list[Line] = field(factory=list)
    slots: list[str] = field(factory=list)
    nested: list[str] = field(factory=list)

    def text(self) -> tuple[str, tuple[Mark, ...]]:
        """The lines put together, and their marks."""
        if len(self.lines) == 1:
            return self.lines[0].text, self.lines[0].marks
        parts: list[str] = []
        marks: list[Mark] = []
        length = 0
        for number, line in enumerate(self.lines):
            if number and not self.lines[number - 1].joined:
                parts.append("\n")
                length += 1
            marks += [Mark(mark.kind, mark.checked, mark.offset + length) for mark in line.marks]
            parts.append(line.text)
            length += len(line.text)
        return "".join(parts), tuple(marks)


@define
class Row:
    """A row as it was ended (行)."""

    cells: list[Content]
    division: Division | None


@define
class Table:
    """A table while it is read (表).

    Args:
        rows: The rows that are finished.
        cells: The cells of the row that is open.
        open: The cell that is open.
        begun: Whether anything stands in the open cell.
    """

    rows: list[Row] = field(factory=list)
    cells: list[Content] = field(factory=list)
    open: Content = field(factory=Content)
    begun: bool = False

    def add(self, line: Line, slots: Sequence[str]) -> None:
        """A paragraph in the open cell."""
        self.open.lines.append(line)
        self.open.slots += slots
        self.begun = True

    def end_cell(self) -> None:
        """Finish the open cell."""
        self.cells.append(self.open)
        self.open = Content()
        self.begun = False

    def end_row(self, division: Division | None, *, dropped: bool) -> None:
        """Finish the row; one that a tracked change deletes is dropped."""
        if self.cells and not dropped:
            self.rows.append(Row(self.cells, division))
        self.cells = []
        self.open = Content()
        self.begun = False

    def finish(self) -> None:
        """Keep what a lost end of cell or row has left open."""
        if self.begun:
            self.end_cell()
        if self.cells:
            self.end_row(None, dropped=False)


class TableStack:
    """The tables that are open at a point of the text, the outermost first (表格嵌套).

    Args:
        begin: Told when a table begins; gives its name and its place.
        finish: Told when it is complete, with both.
    """

    def __init__(
        self, begin: Callable[[], tuple[str, int]], finish: Callable[[str, int, Table], None]
    ) -> None:
        self._begin = begin
        self._finish = finish
        self._open: list[tuple[str, int, Table]] = []

    def at_depth(self, depth: int) -> Table:
        """The table at a depth; deeper ones are complete."""
        self.close(depth)
        while len(self._open) < depth:
            name, place = self._begin()
            if self._open:
                outer = self._open[-1][2]
                outer.open.nested.append(name)
                outer.begun = True
            self._open.append((name, place, Table()))
        return self._open[-1][2]

    def close(self, depth: int = 0) -> None:
        """Complete the tables deeper than a depth."""
        while len(self._open) > depth:
            name, place, table = self._open.pop()
            table.finish()
            self._finish(name, place, table)


def lay_out(table: Table, limits: Limits) -> list[Box[Content]]:
    """Place the cells of a table.

    Raises:
        RefusedFileError: If a row has more cells than Word allows.
    """
    rows = table.rows
    if not rows:
        return []
    usual = {len(row.cells): row.division.edges for row in rows if row.division is not None}
    edges = [_edges(row, usual.get(len(row.cells))) for row in rows]
    pieces = [_pieces(row, columns) for row, columns in zip(rows, columns_of(edges), strict=True)]
    if any(len(row) > limits.word_columns for row in pieces):
        raise dangerous(f"表格一行超过 {limits.word_columns} 个单元格")
    return merge_down(pieces)


def _edges(row: Row, usual: tuple[int, ...] | None) -> tuple[int, ...]:
    """The edges of a row's cells, those of a row like it, or made up ones."""
    edges = row.division.edges if row.division is not None else usual or (0,)
    count = len(row.cells)
    more = range(1, count + 2 - len(edges))
    return (*edges, *(edges[-1] + step * _UNKNOWN_WIDTH for step in more))[: count + 1]


def _pieces(row: Row, columns: Sequence[int]) -> list[Piece[Content]]:
    count = len(row.cells)
    division = row.division
    across = continued_across(division.across[:count]) if division else ()
    pieces: list[Piece[Content]] = []
    for number, cell in enumerate(row.cells):
        first, after = columns[number], columns[number + 1]
        if pieces and number < len(across) and across[number]:
            last = pieces[-1]
            pieces[-1] = Piece(
                last.content, last.col, after - last.col, last.down, (*last.more, cell)
            )
        else:
            down = division.down[number] if division and number < len(division.down) else None
            pieces.append(Piece(cell, first, after - first, down))
    return pieces
