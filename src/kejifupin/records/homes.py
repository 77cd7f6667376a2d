"""Which division a record speaks of."""

from __future__ import annotations

from collections.abc import Callable

from attrs import Factory, define

from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName


def division_field(record: Record) -> str | None:
    """Key of the field that says which division a record speaks of: the first of its type."""
    return home_field(record.kind)


def home_field(kind: RecordKind) -> str | None:
    """Key of the field that says which division records of a kind speak of."""
    return next((each.key for each in kind.fields if each.type is FieldType.DIVISION), None)


def written_division(record: Record) -> str | None:
    """Code of the division as the record's division field was understood."""
    key = division_field(record)
    value = record.get(key) if key else None
    return value.code if isinstance(value, DivisionName) else None


def home_of(record: Record, setting: Setting) -> str | None:
    """Code of the division that a record speaks of on the day of the setting.

    A row of a register speaks of the unit that it registers; a survey that names a village inside
    its division speaks of that village where the register has it, else of the division; what has
    no field for a division, as the marks of a programme's agencies, speaks of the programme's own.
    Divisions that changed since are followed to what they became.

    Returns:
        The code, None where the division was not understood or left no trace.
    """
    return _led(record, setting, setting.division_now)


def counting_home(record: Record, setting: Setting) -> str | None:
    """Where a record counts on the day of the setting: at its home.

    What speaks of a division that was divided since counts apart, below the home.
    """
    return _led(record, setting, setting.counting_place)


def _led(record: Record, setting: Setting, lead: Callable[[str], str | None]) -> str | None:
    if record.kind.register:
        code = record.get("code")
        return lead(code) if isinstance(code, str) else None
    if division_field(record) is None:
        return setting.scope
    written = written_division(record)
    home = None if written is None else lead(written)
    return home and (named_village(record, home, setting) or home)


def named_village(record: Record, division: str, setting: Setting) -> str | None:
    """Code of the village that a record names inside its division, None where none is known."""
    key = record.kind.locality
    name = record.get(key) if key is not None else None
    if not isinstance(name, str) or not name:
        return None
    return setting.village(name, division)


@define
class HomeFinder:
    """The divisions that many records speak of, each place looked up once (归属查找).

    Args:
        setting: The programme and its day.
        counting: Whether what was divided is asked for apart, as `counting_home` gives it.
    """

    setting: Setting
    counting: bool = False
    _fields: dict[int, tuple[RecordKind, str | None]] = Factory(dict)
    _known: dict[tuple[object, ...], str | None] = Factory(dict)

    def home(self, record: Record) -> str | None:
        """The same as `home_of` gives, or `counting_home`."""
        find = counting_home if self.counting else home_of
        kind = record.kind
        if id(kind) not in self._fields:
            # The kind is kept so that no other gets its number.
            key = "code" if kind.register else division_field(record)
            self._fields[id(kind)] = (kind, key)
        key = self._fields[id(kind)][1]
        if key is None:
            return self.setting.scope
        place = getattr(record, key)
        written = place.code if isinstance(place, DivisionName) else place
        village = getattr(record, kind.locality) if kind.locality else None
        try:
            return self._known[id(kind), written, village]
        except KeyError:
            found = self._known[id(kind), written, village] = find(record, self.setting)
            return found
        except TypeError:
            return find(record, self.setting)
