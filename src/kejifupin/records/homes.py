"""Which division a record speaks of."""

from __future__ import annotations

from kejifupin.records.fields import FieldType
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName
from kejifupin.terms.divisions import Level


def division_field(record: Record) -> str | None:
    """Key of the field that says which division a record speaks of: the first of its type."""
    fields = record.kind.fields
    return next((each.key for each in fields if each.type is FieldType.DIVISION), None)


def written_division(record: Record) -> str | None:
    """Code of the division as the record's division field was understood."""
    key = division_field(record)
    value = record.get(key) if key else None
    return value.code if isinstance(value, DivisionName) else None


def home_of(record: Record, setting: Setting) -> str | None:
    """Code of the division that a record speaks of on the day of the setting.

    A row of a register speaks of the unit that it registers; a survey that names a village inside
    its division speaks of that village where the register has it, else of the division. Divisions
    that changed since are followed to what they became.

    Returns:
        The code, None where the division was not understood or left no trace.
    """
    if record.kind.register:
        code = record.get("code")
        return setting.division_now(code) if isinstance(code, str) else None
    written = written_division(record)
    home = None if written is None else setting.division_now(written)
    return home and (named_village(record, home, setting) or home)


def named_village(record: Record, division: str, setting: Setting) -> str | None:
    """Code of the village that a record names inside its division, None where none is known."""
    key = record.kind.locality
    name = record.get(key) if key is not None else None
    if not isinstance(name, str) or not name:
        return None
    found = setting.divisions.resolve(name, setting.as_of, within=division, level=Level.VILLAGE)
    return found.division.code if found.division is not None else None
