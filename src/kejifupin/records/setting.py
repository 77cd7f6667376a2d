"""What every stage of the path is told: the programme, the divisions, the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.records.reach import Reach
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.divisions import Divisions, Level
from kejifupin.terms.text import nearest


@frozen
class Setting:
    """The programme as it stands on a day (计算背景).

    Args:
        definition: The programme.
        divisions: All divisions, local units and villages of the registers among them.
        as_of: The day that is asked about; what is dated or received later does not exist.
        kinds: Record kinds by key, kinds of rows included.
        cohorts: Cohorts by key.
    """

    definition: ProgrammeDefinition
    divisions: Divisions
    as_of: date
    kinds: Mapping[str, RecordKind] = attrs.field(factory=dict, hash=False)
    cohorts: Mapping[str, Cohort] = attrs.field(factory=dict, hash=False)

    @cached_property
    def scope(self) -> str:
        """Code of the division that the programme covers, as it is on the day."""
        return self.division_now(self.definition.scope) or self.definition.scope

    @cached_property
    def reach(self) -> Reach:
        """The divisions that the programme covers, each below its parent."""
        return Reach(self.divisions, self.scope, self.as_of)

    @cached_property
    def reporting_reach(self) -> Reach:
        """The same, each below the division that it reports to (直管县 below the province)."""
        return Reach(self.divisions, self.scope, self.as_of, reporting=True)

    def division_now(self, code: str) -> str | None:
        """Where a code written on any day stands on the day of the setting.

        Successors are followed; what was split stays at the parent that its parts share.

        Returns:
            The code, None where the table does not know the one given or it left no trace.
        """
        return self.divisions.carried(code, self.as_of).code

    def counting_place(self, code: str) -> str | None:
        """Where what was written for a code counts on the day of the setting.

        The same as `division_now`, but what was divided keeps its own place below the parent that
        its parts share: its return is not the parent's, and not that of another such division.
        """
        led = self.divisions.carried(code, self.as_of)
        return led.path[0] if led.above else led.code

    def kind(self, key: str) -> RecordKind:
        """The record kind of that key.

        Raises:
            UnknownNameError: No such kind.
        """
        try:
            return self.kinds[key]
        except KeyError:
            raise UnknownNameError("record kind", key, nearest(key, self.kinds)) from None

    def division_name(self, code: str) -> str:
        """The name of a division on the day, the code itself where it is unknown."""
        name = self._names.get(code)
        if name is None:
            division = self.divisions.find(code, self.as_of) or self.divisions.find(code)
            name = self._names[code] = division.name if division else code
        return name

    def village(self, name: str, within: str) -> str | None:
        """Code of the village that a name means inside a division, None where none or several.

        Thousands of households name the same villages: each name is looked up once.

        Raises:
            UnknownNameError: The table does not know the division.
        """
        key = (within, name)
        if key not in self._villages:
            found = self.divisions.resolve(name, self.as_of, within=within, level=Level.VILLAGE)
            self._villages[key] = None if found.division is None else found.division.code
        return self._villages[key]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    @cached_property
    def _villages(self) -> dict[tuple[str, str], str | None]:
        return {}
