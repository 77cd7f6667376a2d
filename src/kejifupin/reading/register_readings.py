"""Registers into the table of divisions, and back to what each file gave."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from kejifupin.forms.reading import FormReading
from kejifupin.records.registers import take_in
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.issues import Issue, Issues
from kejifupin.terms.origins import Place
from kejifupin.terms.periods import Period


@frozen
class RegistersTaken:
    """What registers add to the divisions (并入的名册).

    Args:
        divisions: The table with the registered units in it.
        readings: A reading for each register: the rows that went in, and all issues.
    """

    divisions: Divisions
    readings: tuple[FormReading, ...]


def take_in_registers(
    readings: Sequence[FormReading], divisions: Divisions, period: Period
) -> RegistersTaken:
    """Take the rows of registers into the table of divisions.

    Args:
        readings: The registers as read, at least one.
        divisions: The table so far.
        period: The programme's period.
    """
    found = [_rows_alone(each) for each in readings]
    taken = take_in((row for each in found for row in each.records), divisions, period)
    kept = {id(row): made for row, made in zip(taken.written, taken.records, strict=True)}
    told: dict[str | None, list[Issue]] = {}
    files = {each.file for each in found}
    for issue in taken.issues:
        file = issue.place.file
        told.setdefault(file if file in files else found[0].file, []).append(issue)
    return RegistersTaken(
        taken.divisions,
        tuple(
            evolve(
                each,
                records=tuple(kept[id(row)] for row in each.records if id(row) in kept),
                issues=Issues((*taken.still_open(each.issues), *told.get(each.file, ()))),
            )
            for each in found
        ),
    )


def _rows_alone(reading: FormReading) -> FormReading:
    rows = tuple(record for record in reading.records if record.kind.register)
    if rows or reading.issues.errors:
        return evolve(reading, records=rows)
    empty = Issue(
        "register.empty",
        "名册中没有读到任何一行",
        place=Place(reading.file),
        remedy="用 kejifupin blank 导出空白名册，照表头填写",
    )
    return evolve(reading, records=rows, issues=(*reading.issues, empty))
