"""What each record puts into the holes of a form."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from kejifupin.forms.rendering import DivisionNamer, FieldFiller
from kejifupin.office.page import Filling
from kejifupin.records.record import Record

NUMBER = "{n}"
"""What stands for the number of a row in the words of a numbering column."""


@frozen
class Fillers:
    """What fills the holes of a form of a certain shape (填写内容).

    Args:
        places: What fills the holes that stand once, in the order of their numbers.
        columns: What fills the holes of one row, for each growing table, or the words of its
            numbering column; their numbers follow, row by row and table by table.
    """

    places: tuple[FieldFiller, ...]
    columns: tuple[tuple[FieldFiller | str, ...], ...]

    def fillings(
        self,
        record: Record | None,
        rows: Sequence[Sequence[Record]],
        name_of: DivisionNamer,
    ) -> list[Filling]:
        """What fills every hole.

        Args:
            record: What stands once; None for a blank form.
            rows: The filled rows of each growing table.
            name_of: Names a division of which only the code is known.
        """
        found = [fill(record, name_of) for fill in self.places]
        for fillers, records in zip(self.columns, rows, strict=True):
            for number, row in enumerate(records, 1):
                found += row_fillings(fillers, row, number, name_of)
        return found


def row_fillings(
    fillers: tuple[FieldFiller | str, ...], row: Record, number: int, name_of: DivisionNamer
) -> list[Filling]:
    """What fills the holes of one row of a growing table.

    Args:
        fillers: The columns, as in `Fillers`.
        row: The record of the row.
        number: Its number, counted from 1.
        name_of: Names a division of which only the code is known.
    """
    return [
        (fill.replace(NUMBER, str(number)), None) if isinstance(fill, str) else fill(row, name_of)
        for fill in fillers
    ]
