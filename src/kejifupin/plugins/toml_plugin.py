"""A plugin that is a folder of TOML, with no Python of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from kejifupin.assessments.award_quotas import AwardQuota
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.checks.rules import Rule
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.checks.swings import SwingRule
from kejifupin.errors import ConfigError
from kejifupin.forms.layouts import FormLayout
from kejifupin.indicators.indicator import Indicator
from kejifupin.plugins.division_tables import divisions_with
from kejifupin.plugins.folder import Located, PluginFolder, ProgrammeFolder, read_folder
from kejifupin.plugins.hookspecs import hookimpl
from kejifupin.plugins.named_designations import resolve_designations, resolve_reporting
from kejifupin.plugins.workbook_paths import is_workbook
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.reports.layouts import ReportLayout
from kejifupin.targets.target import Target
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.divisions import Designation, Division, ReportingLine
from kejifupin.terms.issues import Severity
from kejifupin.terms.origins import Place

T = TypeVar("T")


class TomlPlugin:
    """A plugin over a folder of TOML files, or a workbook that stands for one (配置插件).

    Nothing is read before the first hook is called. A folder with mistakes fails loudly, with all
    of them.

    Args:
        path: The folder that holds ``divisions.toml`` and ``programmes``, the distribution
            around it, or a workbook.
        name: Name of the plugin; that of the folder by default.
    """

    def __init__(self, path: Path | str, name: str | None = None) -> None:
        self.path = Path(path)
        found = self.path.resolve()
        own = found.stem if is_workbook(found) else found.name
        self.name = name or own.removeprefix("kejifupin_")

    @classmethod
    def beside(cls, module_file: str) -> TomlPlugin:
        """The plugin of the folder that a module lies in; call it with ``__file__``."""
        return cls(Path(module_file).parent)

    def __repr__(self) -> str:
        return f"<TomlPlugin {self.name}>"

    @cached_property
    def reading(self) -> PluginFolder:
        """What the folder says, with an issue for every mistake in it."""
        return read_folder(self.path)

    @cached_property
    def folder(self) -> PluginFolder:
        """Everything that the folder says.

        Raises:
            ConfigError: There are mistakes in it; carries an issue for each.
        """
        folder = self.reading
        errors = [issue for issue in folder.issues if issue.severity is Severity.ERROR]
        if errors:
            raise ConfigError(errors, f"plugin {self.name!r} ({self.path})")
        return folder

    def place_of(self, programme: str, table: str, key: str, *path: str | int) -> Place | None:
        """Where a definition, or a key inside it, stands; None for what is not this plugin's."""
        folder = next((each for each in self.reading.programmes if each.key == programme), None)
        if folder is None:
            return None
        if table == "programme":
            return folder.definition.place(*path) if folder.definition else None
        items = folder.table(table)
        # Of a key that stands twice it is the last definition that is kept.
        return next((each.place(*path) for each in reversed(items) if each.value.key == key), None)

    def _programme(self, key: str) -> ProgrammeFolder | None:
        return next((each for each in self.folder.programmes if each.key == key), None)

    def _values(
        self, programme: str, pick: Callable[[ProgrammeFolder], Iterable[Located[T]]]
    ) -> tuple[T, ...] | None:
        found = self._programme(programme)
        return None if found is None else tuple(each.value for each in pick(found))

    @hookimpl
    def provide_divisions(self) -> Iterator[Division | ReportingLine | Designation]:
        """Local units, designations, and who reports past their parent."""
        yield from self._local
        yield from self._resolved

    @cached_property
    def _local(self) -> tuple[Division, ...]:
        return tuple(each.value for each in self.folder.divisions)

    @cached_property
    def _resolved(self) -> tuple[Designation | ReportingLine, ...]:
        """What the folder says of divisions by their names, with their codes."""
        table = divisions_with(self._local)
        found, issues = resolve_designations(self.folder.designations, table)
        lines, more = resolve_reporting(self.folder.reporting, table)
        if issues or more:
            raise ConfigError((*issues, *more), f"plugin {self.name!r} ({self.path})")
        return (*found, *lines)

    @hookimpl
    def provide_programmes(self) -> tuple[ProgrammeDefinition, ...]:
        """The programmes that the folder defines."""
        definitions = (each.definition for each in self.folder.programmes)
        return tuple(each.value for each in definitions if each is not None)

    @hookimpl
    def provide_record_kinds(self, programme: str) -> tuple[RecordKind, ...] | None:
        """Kinds of ``records.toml``."""
        return self._values(programme, lambda found: found.table("kinds"))

    @hookimpl
    def provide_cohorts(self, programme: str) -> tuple[Cohort, ...] | None:
        """Cohorts of ``cohorts.toml``."""
        return self._values(programme, lambda found: found.cohorts)

    @hookimpl
    def provide_indicators(self, programme: str) -> tuple[Indicator, ...] | None:
        """Indicators of ``indicators.toml``."""
        return self._values(programme, lambda found: found.indicators)

    @hookimpl
    def provide_targets(self, programme: str) -> tuple[Target, ...] | None:
        """Targets of ``targets.toml``."""
        return self._values(programme, lambda found: found.targets)

    @hookimpl
    def provide_form_layouts(self, programme: str) -> tuple[FormLayout, ...] | None:
        """Layouts of ``forms``."""
        return self._values(programme, lambda found: found.table("layouts"))

    @hookimpl
    def provide_record_rules(self, programme: str) -> tuple[Rule, ...] | None:
        """Rules of ``rules.toml``."""
        return self._values(programme, lambda found: found.rules)

    @hookimpl
    def provide_swing_rules(self, programme: str) -> tuple[SwingRule, ...] | None:
        """Swing rules of ``rules.toml``."""
        return self._values(programme, lambda found: found.swings)

    @hookimpl
    def provide_spot_checks(self, programme: str) -> tuple[SpotCheck, ...] | None:
        """Spot checks of ``spot_checks.toml``."""
        return self._values(programme, lambda found: found.spot_checks)

    @hookimpl
    def provide_assessment_schemes(self, programme: str) -> tuple[AssessmentScheme, ...] | None:
        """Schemes of ``assessment.toml``."""
        return self._values(programme, lambda found: found.assessments)

    @hookimpl
    def provide_award_schemes(self, programme: str) -> tuple[AwardScheme, ...] | None:
        """Awards of ``awards.toml``."""
        return self._values(programme, lambda found: found.awards)

    @hookimpl
    def provide_award_quotas(self, programme: str) -> tuple[AwardQuota, ...] | None:
        """Quotas of next year's awards, of ``awards.toml``."""
        return self._values(programme, lambda found: found.award_quotas)

    @hookimpl
    def provide_report_layouts(self, programme: str) -> tuple[ReportLayout, ...] | None:
        """Layouts of ``reports``."""
        return self._values(programme, lambda found: found.reports)
