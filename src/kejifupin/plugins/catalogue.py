"""Everything that plugins say of a programme, with who said it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
import pluggy

from kejifupin.errors import ConfigError, UnknownNameError
from kejifupin.plugins.division_tables import all_divisions
from kejifupin.plugins.inheriting import inherited, override, refines, replace, twice
from kejifupin.plugins.programme_catalogue import Owned, ProgrammeCatalogue
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.divisions import Designation, Division, Divisions, ReportingLine
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

_HOOKS: Mapping[str, str] = {
    "kinds": "provide_record_kinds",
    "cohorts": "provide_cohorts",
    "measures": "provide_measures",
    "indicators": "provide_indicators",
    "targets": "provide_targets",
    "layouts": "provide_form_layouts",
    "rules": "provide_record_rules",
    "swings": "provide_swing_rules",
    "spot_checks": "provide_spot_checks",
    "assessments": "provide_assessment_schemes",
    "awards": "provide_award_schemes",
    "award_quotas": "provide_award_quotas",
    "reports": "provide_report_layouts",
}


class Catalogue:
    """What the plugins of a manager contribute (插件目录).

    Args:
        manager: The plugins.
    """

    def __init__(self, manager: pluggy.PluginManager) -> None:
        self.manager = manager

    def contributed(self, hook: str, **arguments: object) -> Iterator[tuple[str, Any]]:
        """Plugin names with what each contributes, in the order of the names.

        Each plugin is asked alone, so that the order of registration decides nothing.
        """
        named = {name: plugin for name, plugin in self.manager.list_name_plugin() if plugin}
        for name in sorted(named):
            others = [plugin for other, plugin in named.items() if other != name]
            caller = self.manager.subset_hook_caller(hook, remove_plugins=others)
            for result in caller(**arguments):
                for value in result:
                    yield name, value

    @cached_property
    def divisions(self) -> Divisions:
        """All divisions, reporting lines and designations.

        Raises:
            ConfigError: Two plugins give one code to two divisions.
        """
        units: list[Division] = []
        lines: list[ReportingLine] = []
        designations: list[Designation] = []
        for _, value in self.contributed("provide_divisions"):
            if isinstance(value, Division):
                units.append(value)
            elif isinstance(value, ReportingLine):
                lines.append(value)
            else:
                designations.append(value)
        try:
            held = tuple(dict.fromkeys(designations))
            return all_divisions(tuple(units), tuple(lines), held)
        except ValueError as error:
            issue = Issue("catalogue.twice", f"行政区划有冲突：{error}")
            raise ConfigError((issue,), "divisions of the plugins") from error

    @cached_property
    def programmes(self) -> Mapping[str, Owned]:
        """Programmes by key, with their owners.

        Raises:
            ConfigError: Two plugins define one programme.
        """
        found: dict[str, Owned] = {}
        issues = []
        for name, definition in self.contributed("provide_programmes"):
            if definition.key in found:
                issues.append(
                    twice("programmes", definition.key, found[definition.key].plugin, name)
                )
            found[definition.key] = Owned(definition, name, definition.key)
        if issues:
            raise ConfigError(issues, "programmes of the plugins")
        return found

    def chain(self, key: str) -> tuple[ProgrammeDefinition, ...]:
        """A programme and those above it, nearest first.

        Raises:
            UnknownNameError: No such programme.
            ConfigError: Programmes extend each other in a ring.
        """
        found: list[ProgrammeDefinition] = []
        wanted: str | None = key
        while wanted is not None:
            if wanted not in self.programmes:
                raise UnknownNameError("programme", wanted, nearest(wanted, self.programmes))
            if wanted in (each.key for each in found):
                issue = Issue("catalogue.twice", f"方案“{wanted}”绕一圈又继承了自己")
                raise ConfigError((issue,), f"programme {key!r}")
            definition: ProgrammeDefinition = self.programmes[wanted].value
            found.append(definition)
            wanted = definition.extends
        return tuple(found)

    def owners(self, key: str) -> tuple[str, ...]:
        """Plugins that decide how a programme behaves: its owner, those above, then the core."""
        names = (self.programmes[each.key].plugin for each in self.chain(key))
        return tuple(dict.fromkeys((*names, "builtin")))

    def load(self, key: str) -> ProgrammeCatalogue:
        """All definitions of a programme.

        What is inherited from a programme above is cut to the scope of this one; totals stay with
        the programme that promised them.

        Raises:
            UnknownNameError: No such programme.
        """
        chain = self.chain(key)
        issues: list[Issue] = []
        owned: dict[str, dict[str, Owned]] = {table: {} for table in _HOOKS}
        above = self.load(chain[1].key) if len(chain) > 1 else None
        for table, hook in _HOOKS.items():
            owned[table] |= inherited(table, above, chain[0].scope)
            self._add(owned, table, hook, chain[0], issues)
        keys = tuple(each.key for each in chain)
        return ProgrammeCatalogue(chain[0], keys, owned, tuple(issues), above)

    def _add(
        self,
        owned: Mapping[str, dict[str, Owned]],
        table: str,
        hook: str,
        definition: ProgrammeDefinition,
        issues: list[Issue],
    ) -> None:
        found = owned[table]
        for name, value in self.contributed(hook, programme=definition.key):
            if table == "targets" and (value.replaces or value.tightens):
                place = self.place(definition.key, table, value.key)
                override(found, value, issues, place, definition.period.end)
            elif table == "assessments" and value.replaces is not None:
                replace(found, value, issues, self.place(definition.key, table, value.key))
            known = found.get(value.key)
            if known is not None and known.value is value:
                continue
            if known is not None and not refines(known, value, owned["kinds"], definition):
                place = self.place(definition.key, table, value.key)
                told = twice(table, value.key, known.plugin, name)
                issues.append(attrs.evolve(told, place=place))
            found[value.key] = Owned(value, name, definition.key)

    def place(self, programme: str, table: str, key: str, *path: str | int) -> Place:
        """Where a definition stands, as far as its plugin can tell."""
        for plugin in self.manager.get_plugins():
            tell: Callable[..., Place | None] | None = getattr(plugin, "place_of", None)
            if tell is not None and (place := tell(programme, table, key, *path)) is not None:
                return place
        return Place(key=".".join(map(str, (programme, table, key, *path))))
