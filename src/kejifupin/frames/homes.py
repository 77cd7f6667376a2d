"""From the division as a table writes it to the division of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting
from kejifupin.terms.divisions import Level
from kejifupin.terms.text import clean

BLANK = "\x1f"
"""Stands for no text where null would match nothing; no spelling of a name contains it."""

Raw = tuple[int | str | None, ...]
"""What the columns that tell the division hold: a code or a name, and the village named in it."""


def home_fields(kind: RecordKind) -> tuple[str, ...]:
    """Keys of the fields that tell which division a record speaks of; none where nothing does."""
    if kind.register:
        return ("code",)
    division = next((each.key for each in kind.fields if each.type is FieldType.DIVISION), None)
    if division is None:
        return ()
    return (division,) if kind.locality is None else (division, kind.locality)


@define(eq=False)
class Homes:
    """Where the divisions that tables write stand on the day (归属).

    Args:
        setting: The programme and its day.
    """

    setting: Setting
    _codes: dict[int | str, str | None] = field(factory=dict, repr=False, init=False)

    def code(self, raw: int | str | None) -> str | None:
        """The code that an entry stands for: itself, or that of the division it names."""
        if raw is None or raw == "":
            return None
        if raw not in self._codes:
            self._codes[raw] = self._code(str(raw))
        return self._codes[raw]

    def _code(self, text: str) -> str | None:
        setting = self.setting
        if text.isdigit() or setting.divisions.find(text) is not None:
            return text
        scope = setting.scope
        within = scope if setting.divisions.find(scope, setting.as_of) is not None else None
        found = setting.divisions.resolve(clean(text), setting.as_of, within=within)
        return found.code

    def home(self, kind: RecordKind, raw: Raw) -> str | None:
        """The division of the day that an entry counts for, None where it is not known."""
        code = self.code(raw[0])
        if kind.register:
            code = None if raw[0] is None else str(raw[0])
        home = None if code is None else self.setting.counting_place(code)
        if home is None or len(raw) == 1 or raw[1] in (None, "", BLANK):
            return home
        found = self.setting.divisions.resolve(
            str(raw[1]), self.setting.as_of, within=home, level=Level.VILLAGE
        )
        return found.division.code if found.division is not None else home

    def lead(self, kind: RecordKind, raws: Iterable[Raw]) -> Mapping[Raw, str]:
        """Entry → division of the day, for those that are known."""
        homes = ((raw, self.home(kind, raw)) for raw in raws)
        return {raw: home for raw, home in homes if home is not None}
