"""Rows of a growing table as records that share what they have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import define, field

from kejifupin.forms.anchors import Repeat
from kejifupin.forms.choice_values import read_choice_field
from kejifupin.forms.growing import TableRow
from kejifupin.forms.values import ValueReader
from kejifupin.office.grid import Cell, column_letters
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.record import Record
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.origins import Origin

_CHOICES = frozenset({FieldType.CHOICE, FieldType.CHOICES})
_ROW_IN_TABLE = re.compile(r"!R\d+C")
_ROW_IN_SHEET = re.compile(r"\d+$")


@define
class RowReader:
    """Reads the rows of one growing table (明细取值).

    Args:
        repeat: The growing table.
        fields: The fields that have a column, in the order of the row's cells.
        cols: The columns of their headings.
        units: Field key → the unit stated in its heading.
        reader: Reads the values and takes the issues.
        file: Path of the file.
        layout: Key of the layout.
        sha256: Hash of the file.
        shared: Values that every row has from outside the table, with their cells.
    """

    repeat: Repeat
    fields: Sequence[Field]
    cols: Sequence[int]
    units: Mapping[str, str | None]
    reader: ValueReader
    file: str
    layout: str
    sha256: str | None
    shared: Mapping[str, tuple[FieldValue, str | None]] = MappingProxyType({})
    _patterns: dict[tuple[str, ...], Mapping[str, str]] = field(factory=dict)
    _sheets: dict[str, Mapping[str, str]] = field(factory=dict)
    _merged: set[str] = field(factory=set)

    def records(self, rows: Iterable[TableRow]) -> Iterator[Record]:
        """A record for each row, in order."""
        make = self.repeat.make
        shared = {key: value for key, (value, _) in self.shared.items()}
        columns = [(each, each.key, self.units.get(each.key)) for each in self.fields]
        for row in rows:
            values: dict[str, FieldValue] = dict(shared)
            for (target, key, unit), cell in zip(columns, row.cells, strict=True):
                if cell is None:
                    continue
                if target.type in _CHOICES:
                    self._choose(target, cell, values)
                elif cell.rowspan > 1 and target.type is FieldType.NUMBER:
                    values[key] = self._merged_number(target, cell)
                else:
                    values[key] = self.reader.read(target, cell, unit)
            origin = Origin(
                file=self.file,
                table=row.grid.name,
                row=row.row + 1,
                layout=self.layout,
                cells=self._cells(row),
                sha256=self.sha256,
            )
            yield make(**values, origin=origin)

    def _choose(self, target: Field, cell: Cell, values: dict[str, FieldValue]) -> None:
        if not cell.text.strip():
            return
        values[target.key], other = read_choice_field(target, cell, self.reader.teller)
        if target.other is not None and other is not None:
            values[target.other] = other

    def _merged_number(self, target: Field, cell: Cell) -> FieldValue:
        """One number beside several rows cannot be shared out."""
        if not cell.text.strip():
            return None
        if cell.address not in self._merged:
            self._merged.add(cell.address)
            self.reader.teller.wrong(
                "form.merged_number",
                target,
                cell,
                message=f"一个数字占了{cell.rowspan}行，分不清每行各是多少",
                remedy="取消合并，每行分别填写",
            )
        return Unread(cell.text)

    def _cells(self, row: TableRow) -> Mapping[str, str]:
        """Field key → address, ``{row}`` standing for the row; one mapping for all alike."""
        name = row.grid.name
        if row.plain:
            if name not in self._sheets:
                texts = (f"{name}!{column_letters(col)}{{row}}" for col in self.cols)
                self._sheets[name] = self._mapping(tuple(texts))
            return self._sheets[name]
        patterns = tuple(
            "" if cell is None else _pattern(cell, row.row, sheet=row.grid.sheet)
            for cell in row.cells
        )
        if patterns not in self._patterns:
            self._patterns[patterns] = self._mapping(patterns)
        return self._patterns[patterns]

    def _mapping(self, patterns: tuple[str, ...]) -> Mapping[str, str]:
        found = {key: address for key, (_, address) in self.shared.items() if address is not None}
        for target, pattern in zip(self.fields, patterns, strict=True):
            if pattern:
                found[target.key] = pattern
                if target.other is not None:
                    found.setdefault(target.other, pattern)
        return MappingProxyType(found)


def _pattern(cell: Cell, row: int, *, sheet: bool) -> str:
    if cell.row != row:
        return cell.address
    if sheet:
        return _ROW_IN_SHEET.sub("{row}", cell.address)
    return _ROW_IN_TABLE.sub("!R{row}C", cell.address)
