"""Rows of a growing table as records that share what they have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Final

from attrs import define, field

from kejifupin.forms.anchors import Repeat
from kejifupin.forms.blanks import DITTO
from kejifupin.forms.growing import TableRow
from kejifupin.forms.row_columns import UNKNOWN, RowColumn
from kejifupin.forms.values import ValueReader
from kejifupin.office.grid import Cell, Content, column_letters, text_of
from kejifupin.records.kinds import Field
from kejifupin.records.record import Record
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.issues import Severity
from kejifupin.terms.origins import Origin

_NOTHING: Final = (None, ())
_SILENT: Final = (*_NOTHING, UNKNOWN)
_BATCH: Final = 512
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
    _columns: tuple[RowColumn, ...] = field(init=False)
    _above: Mapping[str, FieldValue] = MappingProxyType({})

    def __attrs_post_init__(self) -> None:
        self._columns = tuple(
            RowColumn(each, col, self.units.get(each.key), self.reader)
            for each, col in zip(self.fields, self.cols, strict=True)
        )

    def records(self, rows: Iterable[TableRow]) -> Iterator[Record]:
        """A record for each row, in order."""
        each = iter(rows)
        while batch := list(islice(each, _BATCH)):
            yield from self._batch(batch)

    def _batch(self, rows: Sequence[TableRow]) -> Iterator[Record]:
        """Records of some rows: column by column what says itself, the rest row by row."""
        make, file, layout, sha256 = self.repeat.make, self.file, self.layout, self.sha256
        keys = [each.target.key for each in self._columns]
        if not keys:
            return
        shared = {key: value for key, (value, _) in self.shared.items()}
        clash = not shared.keys().isdisjoint(keys)
        contents = zip(*(row.contents for row in rows), strict=True)
        read = [each.at_once(held) for each, held in zip(self._columns, contents, strict=True)]
        for row, found in zip(rows, zip(*read, strict=True), strict=True):
            if clash or UNKNOWN in found:
                values = self._one_by_one(row, found, shared)
            else:
                values = {**shared, **dict(zip(keys, found, strict=True))}
            self._above = values
            # Boxes that are printed in every row, and ticked in none, say nothing.
            if (clash or found[0] in _SILENT) and not any(
                values[key] not in _NOTHING for key in values if key not in shared
            ):
                continue
            origin = Origin(file, row.grid.name, row.row + 1, layout, self._cells(row), sha256)
            yield make(**values, origin=origin)

    def _one_by_one(
        self, row: TableRow, found: Sequence[object], shared: Mapping[str, FieldValue]
    ) -> dict[str, FieldValue]:
        values = dict(shared)
        for column, content, value in zip(self._columns, row.contents, found, strict=True):
            if content is None:
                continue
            if value is UNKNOWN:
                if not self._repeated(column, row, content, values):
                    column.take(row, content, values)
            else:
                values[column.target.key] = value
        return values

    def _repeated(
        self, column: RowColumn, row: TableRow, content: Content, values: dict[str, FieldValue]
    ) -> bool:
        """Whether a cell says that it says the same as the one above it, which then holds."""
        if text_of(content).strip() not in DITTO:
            return False
        target = column.target
        above = self._above.get(target.key)
        if above is None or isinstance(above, Unread):
            return False
        values[target.key] = above
        if target.other is not None and target.other in self._above:
            values[target.other] = self._above[target.other]
        self.reader.teller.doubt(
            "value.ditto",
            target,
            row.grid.place(row.row, column.col, content),
            message="写的是“同上”，按上一行的内容读",
            remedy="逐行写出具体内容",
            severity=Severity.INFO,
        )
        return True

    def _cells(self, row: TableRow) -> Mapping[str, str]:
        """Field key → address, ``{row}`` standing for the row; one mapping for all alike."""
        name = row.grid.name
        if row.plain:
            if name not in self._sheets:
                texts = (f"{name}!{column_letters(col)}{{row}}" for col in self.cols)
                self._sheets[name] = self._mapping(tuple(texts))
            return self._sheets[name]
        patterns = tuple(
            _pattern(content, row.row, sheet=row.grid.sheet) if isinstance(content, Cell) else ""
            for content in row.contents
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
