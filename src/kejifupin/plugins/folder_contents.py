"""What a plugin folder says: definitions, each with the place where it stands."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Generic, TypeVar

from attrs import frozen

from kejifupin.assessments.award_quotas import AwardQuota
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.checks.rules import Rule
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.checks.swings import SwingRule
from kejifupin.exchange.toml_files import Source
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.plain_layouts import plain_layout
from kejifupin.indicators.indicator import Indicator
from kejifupin.plugins.file_tables import DesignationList, ReportingList
from kejifupin.plugins.workbook_paths import AnyPath
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.records.shared import SharedUse
from kejifupin.reports.layouts import ReportLayout
from kejifupin.targets.target import Target
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Division
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place

T = TypeVar("T")


@frozen
class Located(Generic[T]):
    """A definition and where it stands (定义及其位置)."""

    value: T
    source: Source
    path: KeyPath = ()

    def place(self, *path: str | int) -> Place:
        """The place of a key inside it."""
        return self.source.place((*self.path, *path))

    def with_value(self, value: Any) -> Located[Any]:
        """Another definition that follows from it, and stands where it does."""
        return Located(value, self.source, self.path)


@frozen
class ProgrammeFolder:
    """What a folder says of one programme (方案文件夹).

    ``definition`` is None where the folder only adds to a programme of another plugin.
    """

    key: str
    definition: Located[ProgrammeDefinition] | None
    documents: tuple[SourceDocument, ...] = ()
    kinds: tuple[Located[RecordKind], ...] = ()
    shared: tuple[Located[SharedUse], ...] = ()
    cohorts: tuple[Located[Cohort], ...] = ()
    indicators: tuple[Located[Indicator], ...] = ()
    targets: tuple[Located[Target], ...] = ()
    rules: tuple[Located[Rule], ...] = ()
    swings: tuple[Located[SwingRule], ...] = ()
    spot_checks: tuple[Located[SpotCheck], ...] = ()
    assessments: tuple[Located[AssessmentScheme], ...] = ()
    awards: tuple[Located[AwardScheme], ...] = ()
    award_quotas: tuple[Located[AwardQuota], ...] = ()
    layouts: tuple[Located[FormLayout], ...] = ()
    reports: tuple[Located[ReportLayout], ...] = ()

    def table(self, name: str) -> tuple[Located[Any], ...]:
        """The definitions of a table; shared kinds stand among the kinds, their plain forms too."""
        if name == "kinds":
            return self._all_kinds
        if name == "layouts":
            return self._all_layouts
        found: tuple[Located[Any], ...] = getattr(self, name, ())
        return found

    @cached_property
    def _all_kinds(self) -> tuple[Located[Any], ...]:
        return (*self.kinds, *(use.with_value(use.value.as_kind()) for use in self.shared))

    @cached_property
    def _all_layouts(self) -> tuple[Located[Any], ...]:
        drawn = {each.value.kind for each in self.layouts}
        kinds = ((use, use.value.as_kind()) for use in self.shared if use.value.ledger)
        forms = (use.with_value(plain_layout(kind)) for use, kind in kinds if kind.key not in drawn)
        return (*self.layouts, *forms)


@frozen
class PluginFolder:
    """What a plugin folder says, and what is wrong with it (插件文件夹).

    Args:
        path: The folder that holds ``divisions.toml`` and ``programmes``, or the workbook.
        divisions: Local units.
        designations: Designations by name.
        programmes: Its programmes.
        issues: Every mistake found while reading.
        reporting: Divisions that report past their parent, by name.
    """

    path: AnyPath
    divisions: tuple[Located[Division], ...] = ()
    designations: tuple[Located[DesignationList], ...] = ()
    programmes: tuple[ProgrammeFolder, ...] = ()
    issues: tuple[Issue, ...] = ()
    reporting: tuple[Located[ReportingList], ...] = ()
