"""One column of a growing table: what its cells hold, read once where rows repeat it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from attrs import define, field

from kejifupin.forms.blanks import BLANKS, DITTO, SAME_AS, is_prompt
from kejifupin.forms.choice_values import read_choice_field
from kejifupin.forms.growing import TableRow
from kejifupin.forms.values import ValueReader
from kejifupin.office.grid import Cell, Content
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.issues import Severity
from kejifupin.terms.text import without_unseen

UNKNOWN: Final = object()
"""What has to be read with its cell."""

_CHOICES: Final = frozenset({FieldType.CHOICE, FieldType.CHOICES})
_REMEMBERED: Final = 10_000
# No ditto mark, and hardly a prompt, is longer.
_SHORT: Final = 20
_MOBILE: Final = re.compile("1[3-9][0-9]{9}").fullmatch


def _words(text: str) -> object:
    bare = text.strip(BLANKS)
    if not bare:
        return None
    if len(bare) < _SHORT and (bare in DITTO or bare in SAME_AS or is_prompt(bare)):
        return UNKNOWN
    return without_unseen(text).strip()


def _mobile(text: str) -> object:
    return text if _MOBILE(text) else UNKNOWN


_AT_SIGHT: Final = MappingProxyType({FieldType.TEXT: _words, FieldType.PHONE: _mobile})


@define
class RowColumn:
    """Reads the cells of one column (明细列取值).

    Args:
        target: The field.
        col: The column of its heading.
        unit: The unit stated there.
        reader: Reads the values and takes the issues.
    """

    target: Field
    col: int
    unit: str | None
    reader: ValueReader
    known: dict[Content, FieldValue] = field(factory=dict)
    _merged: set[str] = field(factory=set)

    def at_once(self, contents: Iterable[Content | None]) -> list[FieldValue | object]:
        """What each content says, as far as that is known without its cell; else `UNKNOWN`.

        In a ledger of 100,000 rows names and telephone numbers are hardly ever met again, and
        other columns say the same few things.
        """
        known = self.known.get
        at_sight = _AT_SIGHT.get(self.target.type)
        if at_sight is None:
            return [
                UNKNOWN
                if isinstance(each, Cell)
                else None
                if each is None
                else known(each, UNKNOWN)
                for each in contents
            ]
        return [
            at_sight(each)
            if type(each) is str
            else None
            if each is None
            else UNKNOWN
            if isinstance(each, Cell)
            else known(each, UNKNOWN)
            for each in contents
        ]

    def take(self, row: TableRow, content: Content, values: dict[str, FieldValue]) -> None:
        """Read a content, and remember it if there was nothing to tell.

        An issue names its cell, so that what has one is read anew each time.
        """
        target, issues = self.target, self.reader.teller.issues
        known = self.known.get(content, UNKNOWN)
        if known is not UNKNOWN:
            values[target.key] = known
            return
        told = len(issues)
        other = None if target.other is None else values.get(target.other)
        self.fill(row, content, values)
        if len(issues) > told or target.key not in values:
            return
        if target.other is not None and values.get(target.other) is not other:
            return
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        self.known[content] = values[target.key]

    def fill(self, row: TableRow, content: Content, values: dict[str, FieldValue]) -> None:
        """Read a content and put its value, and what is written behind 其它, among the values."""
        target = self.target
        cell = row.grid.place(row.row, self.col, content)
        if target.type in _CHOICES:
            self._choose(cell, values)
        elif cell.rowspan > 1 and target.type is FieldType.NUMBER:
            values[target.key] = self._merged_number(cell)
        else:
            values[target.key] = self.reader.read(target, cell, self.unit)

    def _choose(self, cell: Cell, values: dict[str, FieldValue]) -> None:
        target = self.target
        if cell.issue_code is not None:
            told = self.reader.teller.about_cell(target, cell)
            if told is not None and told.severity is Severity.ERROR:
                values[target.key] = Unread(cell.text)
                return
        if not cell.text.strip():
            return
        values[target.key], other = read_choice_field(target, cell, self.reader.teller)
        if target.other is not None and other is not None:
            values[target.other] = other

    def _merged_number(self, cell: Cell) -> FieldValue:
        """One number beside several rows cannot be shared out."""
        if not cell.text.strip():
            return None
        if cell.address not in self._merged:
            self._merged.add(cell.address)
            self.reader.teller.wrong(
                "form.merged_number",
                self.target,
                cell,
                message=f"一个数字占了{cell.rowspan}行，分不清每行各是多少",
                remedy="取消合并，每行分别填写",
            )
        return Unread(cell.text)
