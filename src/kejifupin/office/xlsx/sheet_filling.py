"""One sheet that came from elsewhere, with cells filled in and rows set in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kejifupin.errors import OfficeError
from kejifupin.office.amending import qualified
from kejifupin.office.markup import Element, S, small_int
from kejifupin.office.packing import text_of
from kejifupin.office.splicing import Patches, SplicedPart
from kejifupin.office.spots import FormSpots, GrowingSpot, Spot
from kejifupin.office.templates import Piece
from kejifupin.office.xlsx.cell_filling import CellFiller, SheetTexts
from kejifupin.office.xlsx.merges import column_index, rectangle
from kejifupin.office.xlsx.names import cell_name, range_name
from kejifupin.office.xlsx.row_moves import (
    Insertion,
    moved_area,
    moved_areas,
    moved_formula,
    moved_row,
)

_ROW, _CELL, _FORMULA = f"{S}row", f"{S}c", f"{S}f"
_CELLS: Final = f"{S}sheetData"
_MERGES: Final = f"{S}mergeCells"
_NUMBER = re.compile(r'(\sr=)(["\'])([A-Za-z]*)\d+\2')
_AREAS = re.compile(r'(\s(?:ref|sqref)=)(["\'])([^"\']*)\2')
_BREAK: Final = f"{S}brk"

_Line = dict[int, tuple[Piece, ...]]


class SheetFiller:
    """Fills the cells of one sheet (填表).

    Args:
        part: The sheet.
        texts: The shared texts of its workbook.
        name: Its name.
    """

    def __init__(self, part: SplicedPart, texts: SheetTexts, name: str) -> None:
        self.part, self.texts, self.name = part, texts, name
        self.patches = Patches(part.data)
        self.rows = dict(_numbered(part.root))
        self.cells = {
            (number, col): cell for number, row in self.rows.items() for col, cell in _columns(row)
        }
        self._spans = part.spans(part.root.iter())
        self.tag = qualified(part.root, "c")
        self.prefix = self.tag.removesuffix("c")
        self.insertions: tuple[Insertion, ...] = ()
        self._moved_merges: set[Element] = set()

    def fill(self, form: FormSpots) -> tuple[list[Piece], tuple[Insertion, ...]]:
        """The sheet with all that is filled in, and the rows set into it."""
        self.insertions = tuple(
            Insertion(_place(each.after)[0], len(each.clones))
            for each in form.growing
            if each.clones
        )
        spots: dict[tuple[int, int], list[Spot]] = {}
        for spot in form.spots:
            spots.setdefault(_place(spot.address), []).append(spot)
        for growing in form.growing:
            for line_spots in growing.rows:
                for spot in line_spots:
                    spots.setdefault(_place(spot.address), []).append(spot)
        missing: dict[int, _Line] = {}
        for (row, col), held in sorted(spots.items()):
            made = self._cell(row, col, moved_row(row, self.insertions), held)
            if (cell := self.cells.get((row, col))) is not None:
                span = self._spans[cell]
                self.patches.replace(span.start, span.end, *made)
            else:
                missing.setdefault(row, {})[col] = made
        for row, line in missing.items():
            self._add_cells(row, line)
        if self.insertions:
            self._move(set(spots))
            for growing in form.growing:
                self._grow(growing)
        self._note(form.notes)
        return self.patches.pieces(), self.insertions

    def _cell(self, row: int, col: int, new_row: int, spots: Sequence[Spot]) -> tuple[Piece, ...]:
        cell = self.cells.get((row, col))
        ref = cell_name(new_row - 1, col)
        style = self._style(row, col) if cell is None else cell.get("s")
        look = f' s="{style}"' if style is not None else ""
        opened = f'<{self.tag} r="{ref}"{look}'
        if cell is None:
            return CellFiller(opened, self.prefix, f"{opened}/>", (), spots).pieces()
        if cell.find(_FORMULA) is not None:
            raise OfficeError(f"{self.name}!{ref} holds a formula")
        runs = self.texts.runs(cell, self.part)
        original = _renumbered(self._raw(cell), new_row)
        return CellFiller(opened, self.prefix, original, runs, spots).pieces()

    def _style(self, row: int, col: int) -> str | None:
        line = self.rows.get(row)
        if line is not None and line.get("customFormat") in ("1", "true"):
            return line.get("s")
        for each in self.part.root.iterfind(f"{S}cols/{S}col"):
            first, last = small_int(each.get("min")) or 0, small_int(each.get("max")) or 0
            if first <= col + 1 <= last:
                return each.get("style")
        return None

    def _raw(self, element: Element) -> str:
        span = self._spans[element]
        return self.patches.text(span.start, span.end)

    def _add_cells(self, row: int, line: _Line) -> None:
        """Set cells into a row that does not list them, or set the row in, too."""
        held = self.rows.get(row)
        new_row = moved_row(row, self.insertions)
        if held is None:
            made = _flat(line[col] for col in sorted(line))
            tag = qualified(self.part.root, "row")
            at = self._before_next(row)
            self.patches.insert(at, f'<{tag} r="{new_row}">', *made, f"</{tag}>")
            return
        span = self._spans[held]
        if span.name is not None:
            opened = _renumbered(self.patches.text(span.start, span.inner), new_row)
            made = _flat(line[col] for col in sorted(line))
            self.patches.replace(
                span.start, span.end, f"{opened}>", *made, f"</{span.name.decode()}>"
            )
            return
        for col in sorted(line):
            behind = [cell for at, cell in _columns(held) if at > col]
            at = self._spans[behind[0]].start if behind else span.close
            self.patches.insert(at, *line[col])

    def _before_next(self, row: int) -> int:
        """Where a row that is not listed belongs."""
        following = [each for each in self.rows if each > row]
        return self._spans[self.rows[min(following)]].start if following else self._end()

    def _end(self) -> int:
        held = self.part.root.find(_CELLS)
        if held is None or self._spans[held].name is not None:
            raise OfficeError("the sheet has no cells")
        return self._spans[held].close

    def _move(self, filled: set[tuple[int, int]]) -> None:
        """Move down what stands below the rows that are set in."""
        for number, row in self.rows.items():
            new = moved_row(number, self.insertions)
            span = self._spans[row]
            if new != number and span.name is None:
                opened = self.patches.text(span.start, span.inner)
                self.patches.replace(span.start, span.inner, _renumbered(opened, new))
            elif new != number and not any(at[0] == number for at in filled):
                self.patches.replace(span.start, span.end, _renumbered(self._raw(row), new))
            for col, cell in _columns(row):
                if (number, col) in filled:
                    continue
                raw = self._raw(cell)
                moved = self._formula(cell, _renumbered(raw, new) if new != number else raw)
                if moved != raw:
                    at = self._spans[cell]
                    self.patches.replace(at.start, at.end, moved)
        for child in self.part.root:
            if child.tag in (_CELLS, _MERGES):
                continue
            for each in child.iter():
                self._move_areas(each)

    def _formula(self, cell: Element, raw: str) -> str:
        held = cell.find(_FORMULA)
        if held is None or not held.text:
            return raw
        moved = moved_formula(held.text, self.name, self.insertions, own=True)
        if moved == held.text:
            return raw
        return raw.replace(f">{text_of(held.text)}<", f">{text_of(moved)}<", 1)

    def _move_areas(self, element: Element) -> None:
        span = self._spans[element]
        opened = self.patches.text(span.start, span.inner)
        moved = _AREAS.sub(
            lambda found: f"{found[1]}{found[2]}{moved_areas(found[3], self.insertions)}{found[2]}",
            opened,
        )
        if element.tag == _BREAK and (at := small_int(element.get("id"))) is not None:
            moved = re.sub(
                r'(\sid=)(["\'])\d+\2', rf"\g<1>\g<2>{moved_row(at, self.insertions)}\g<2>", moved
            )
        if moved != opened:
            self.patches.replace(span.start, span.inner, moved)

    def _grow(self, growing: GrowingSpot) -> None:
        if not growing.clones:
            return
        number, after = _place(growing.pattern)[0], _place(growing.after)[0]
        tag = qualified(self.part.root, "row")
        # A blank row need not be listed.
        row = self.rows.get(number)
        span = None if row is None else self._spans[row]
        first = moved_row(after, self.insertions) + 1
        made: list[Piece] = []
        for new, clone in enumerate(growing.clones, first):
            held = () if row is None else _columns(row)
            line: _Line = {col: (_renumbered(self._raw(cell), new),) for col, cell in held}
            for spot in clone:
                col = _place(spot.address)[1]
                line[col] = self._cell(number, col, new, (spot,))
            opened = f'<{tag} r="{new}">'
            if span is not None:
                opened = _renumbered(self.patches.text(span.start, span.inner), new)
                opened += ">" if span.name is not None else ""
            made += (opened, *_flat(line[col] for col in sorted(line)), f"</{tag}>")
        behind = self.rows.get(after)
        at = self._before_next(after) if behind is None else self._spans[behind].end
        self.patches.insert(at, *made)
        self._merge(number, first, len(growing.clones))

    def _merge(self, pattern: int, first: int, count: int) -> None:
        """Merge in the clones what is merged in their pattern; longer blocks reach over them."""
        held = self.part.root.find(_MERGES)
        if held is None:
            return
        tag = qualified(self.part.root, "mergeCell")
        added = []
        for merge in held:
            ref = merge.get("ref", "")
            block = rectangle(ref)
            if block is None:
                continue
            tall = block.last_row > block.row
            moved = moved_area(ref, self.insertions, grows=tall)
            if moved != ref and merge not in self._moved_merges:
                self._moved_merges.add(merge)
                at = self._spans[merge]
                self.patches.replace(at.start, at.end, f'<{tag} ref="{moved}"/>')
            if not tall and block.row == pattern - 1:
                for row in range(first, first + count):
                    area = range_name(row - 1, block.col, row - 1, block.last_col)
                    added.append(f'<{tag} ref="{area}"/>')
        self.patches.insert(self._spans[held].close, *added)

    def _note(self, notes: Sequence[str]) -> None:
        if not notes:
            return
        tag = qualified(self.part.root, "row")
        last = max(self.rows, default=0)
        row = moved_row(last, self.insertions) + 1
        made = []
        for number, note in enumerate(notes, row + 1):
            made.append(
                f'<{tag} r="{number}"><{self.tag} r="A{number}" t="inlineStr"><{self.prefix}is>'
                f'<{self.prefix}t xml:space="preserve">{text_of(note)}</{self.prefix}t>'
                f"</{self.prefix}is></{self.tag}></{tag}>"
            )
        self.patches.insert(self._end(), "".join(made))


def _numbered(root: Element) -> Iterator[tuple[int, Element]]:
    last = 0
    for row in root.iterfind(f"{_CELLS}/{_ROW}"):
        last = small_int(row.get("r")) or last + 1
        yield last, row


def _columns(row: Element) -> Iterator[tuple[int, Element]]:
    last = -1
    for cell in row.iterfind(_CELL):
        ref = cell.get("r")
        last = last + 1 if not ref else column_index(ref.rstrip("0123456789"))
        yield last, cell


def _place(address: str) -> tuple[int, int]:
    """Row, counted from 1, and column, counted from 0."""
    block = rectangle(address.rpartition("!")[2])
    if block is None:
        raise OfficeError(f"{address} is no cell")
    return block.row + 1, block.col


def _renumbered(raw: str, row: int) -> str:
    """The first tag of a row or cell with another row's number."""
    return _NUMBER.sub(rf"\g<1>\g<2>\g<3>{row}\g<2>", raw, count=1)


def _flat(lines: Iterable[Sequence[Piece]]) -> list[Piece]:
    return [piece for line in lines for piece in line]
