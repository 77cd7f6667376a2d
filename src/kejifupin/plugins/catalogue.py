"""Everything that plugins say of a programme, with who said it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import attrs
import pluggy
from attrs import frozen

from kejifupin.checks.rules import Rule
from kejifupin.errors import ConfigError, UnknownNameError
from kejifupin.forms.layouts import FormLayout
from kejifupin.indicators.indicator import Indicator, indicators_of_kinds
from kejifupin.indicators.measures import PythonMeasure
from kejifupin.indicators.splitting import with_parts
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.reports.layouts import ReportLayout
from kejifupin.targets.bases import Basis
from kejifupin.targets.strictness import looser_in, tightens
from kejifupin.targets.target import Target
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.divisions import Designation, Division, Divisions, ReportingLine
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

T = TypeVar("T")

CODES: Mapping[str, str] = {
    "catalogue.twice": "两处用了同一个键",
    "catalogue.not_stricter": "写明 tightens，却没有更严",
    "catalogue.unknown_override": "replaces 或 tightens 提到的目标不存在",
}

_HOOKS: Mapping[str, str] = {
    "kinds": "provide_record_kinds",
    "cohorts": "provide_cohorts",
    "measures": "provide_measures",
    "indicators": "provide_indicators",
    "targets": "provide_targets",
    "layouts": "provide_form_layouts",
    "rules": "provide_record_rules",
    "reports": "provide_report_layouts",
}


@frozen
class Owned:
    """A definition with the plugin and the programme that it comes from (来源)."""

    value: Any
    plugin: str
    programme: str


@frozen
class ProgrammeCatalogue:
    """All definitions of a programme, inherited ones included (方案目录).

    Args:
        definition: The programme.
        chain: Its key, then those of the programmes above it.
        owned: Table → key → definition with its owner.
        issues: Keys that stand twice, overrides that fit nothing.
        above: The definitions of the programme that it extends.
    """

    definition: ProgrammeDefinition
    chain: tuple[str, ...]
    owned: Mapping[str, Mapping[str, Owned]] = attrs.field(repr=False, hash=False)
    issues: tuple[Issue, ...] = ()
    above: ProgrammeCatalogue | None = attrs.field(default=None, repr=False)

    def _values(self, table: str) -> dict[str, Any]:
        return {key: each.value for key, each in self.owned[table].items()}

    @property
    def kinds(self) -> Mapping[str, RecordKind]:
        """Record kinds by key, those of rows included."""
        found: dict[str, RecordKind] = self._values("kinds")
        rows = {row.key: row for kind in found.values() for row in kind.row_kinds}
        return {**found, **rows}

    @property
    def cohorts(self) -> Mapping[str, Cohort]:
        """Cohorts by key."""
        return self._values("cohorts")

    @property
    def measures(self) -> Mapping[str, PythonMeasure]:
        """Measures in Python by key."""
        return self._values("measures")

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by key, the fields of the kinds that are measured and all parts among them."""
        fallback = Citation("", self.definition.documents[0].title)
        kinds = self.kinds
        fields = indicators_of_kinds(kinds.values(), fallback)
        whole = {each.key: each for each in fields} | self._values("indicators")
        return {each.key: each for each in with_parts(whole.values(), kinds)}

    @property
    def targets(self) -> Mapping[str, Target]:
        """Targets by key."""
        return self._values("targets")

    @property
    def layouts(self) -> Mapping[str, FormLayout]:
        """Form layouts by key."""
        return self._values("layouts")

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Record rules by key."""
        return self._values("rules")

    @property
    def reports(self) -> Mapping[str, ReportLayout]:
        """Report layouts by key."""
        return self._values("reports")


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
            return Divisions(tuple(units), tuple(lines), tuple(dict.fromkeys(designations)))
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
                    _twice("programmes", definition.key, found[definition.key].plugin, name)
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
            owned[table] |= _inherited(table, above, chain[0].scope)
            self._add(owned[table], table, hook, chain[0], issues)
        keys = tuple(each.key for each in chain)
        return ProgrammeCatalogue(chain[0], keys, owned, tuple(issues), above)

    def _add(
        self,
        found: dict[str, Owned],
        table: str,
        hook: str,
        definition: ProgrammeDefinition,
        issues: list[Issue],
    ) -> None:
        for name, value in self.contributed(hook, programme=definition.key):
            if table == "targets":
                place = self.place(definition.key, table, value.key)
                _override(found, value, issues, place, definition.period.end)
            known = found.get(value.key)
            if known is not None and known.value is value:
                continue
            if known is not None:
                issues.append(
                    attrs.evolve(
                        _twice(table, value.key, known.plugin, name),
                        place=self.place(definition.key, table, value.key),
                    )
                )
            found[value.key] = Owned(value, name, definition.key)

    def place(self, programme: str, table: str, key: str, *path: str | int) -> Place:
        """Where a definition stands, as far as its plugin can tell."""
        for plugin in self.manager.get_plugins():
            tell: Callable[..., Place | None] | None = getattr(plugin, "place_of", None)
            if tell is not None and (place := tell(programme, table, key, *path)) is not None:
                return place
        return Place(key=".".join(map(str, (programme, table, key, *path))))


def _inherited(table: str, above: ProgrammeCatalogue | None, scope: str) -> Mapping[str, Owned]:
    if above is None:
        return {}
    owned = above.owned[table]
    if table == "cohorts" and above.definition.scope != scope:
        # How many there are was said of the larger scope.
        return {
            key: attrs.evolve(each, value=attrs.evolve(each.value, stated_size=None))
            for key, each in owned.items()
        }
    if table != "targets":
        return owned
    return {
        key: attrs.evolve(each, value=_handed_down(each.value, above.definition))
        for key, each in owned.items()
        if each.value.basis is not Basis.TOTAL
    }


def _handed_down(target: Target, above: ProgrammeDefinition) -> Target:
    return attrs.evolve(target, scope=None, due_on=target.due_on or above.period.end)


def _override(
    found: dict[str, Owned], target: Target, issues: list[Issue], place: Place, end: date
) -> None:
    for key in filter(None, (target.replaces, target.tightens)):
        known = found.pop(key, None)
        if known is None:
            close = nearest(key, found)
            issues.append(
                Issue(
                    "catalogue.unknown_override",
                    f"目标“{target.key}”要替换的“{key}”不在上级方案中",
                    place=place,
                    remedy=f"是否应为“{close[0]}”？" if close else "去掉 replaces 或 tightens",
                )
            )
        elif target.tightens == key and not tightens(target, known.value, end=end):
            reasons = "、".join(looser_in(target, known.value, end=end)) or "两者一样"
            issues.append(
                Issue(
                    "catalogue.not_stricter",
                    f"目标“{target.key}”（{target.bound.text()}）不比上级的"
                    f"“{key}”（{known.value.bound.text()}）更严：{reasons}",
                    place=place,
                    remedy="提高要求，或改用 replaces",
                )
            )


def _twice(table: str, key: str, first: str, second: str) -> Issue:
    owners = f"插件“{first}”和“{second}”都" if first != second else f"插件“{first}”里两处"
    remedy = "给其中一个换一个键；要替换上级方案的目标，写 replaces"
    if table == "programmes" and first != second:
        remedy = f"只用其中一个：卸载“{first}”，或把另一个的文件夹改名为“{first}”来代替它"
    return Issue("catalogue.twice", f"{owners}用了键“{key}”（{table}）", remedy=remedy)
