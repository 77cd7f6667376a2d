"""The hooks through which plugins take part, one line each on what a plugin adds."""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from kejifupin.assessments.award_quotas import AwardQuota
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.checks.rules import Rule
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.checks.swings import SwingRule
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.reading import FormReading
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import PythonMeasure
from kejifupin.office.grid import Document
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.results import RenderedReport, Report, Results
from kejifupin.targets.target import Target
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.divisions import Designation, Division, ReportingLine

PROJECT = "kejifupin"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Decorator of what a plugin implements: a function or method of the name of a hook."""


# Contributions: called by the catalogue, for every plugin; None for "not mine".


@hookspec
def provide_divisions() -> Iterable[Division | ReportingLine | Designation] | None:
    """Divisions, local units, reporting lines and dated designations added by this plugin."""


@hookspec
def provide_programmes() -> Iterable[ProgrammeDefinition] | None:
    """Programmes defined by this plugin; it owns them."""


@hookspec
def provide_record_kinds(programme: str) -> Iterable[RecordKind] | None:
    """Kinds of records added to a programme."""


@hookspec
def provide_cohorts(programme: str) -> Iterable[Cohort] | None:
    """Cohorts added to a programme."""


@hookspec
def provide_measures(programme: str) -> Iterable[PythonMeasure] | None:
    """Measures in Python added to a programme, for indicators to call by name."""


@hookspec
def provide_indicators(programme: str) -> Iterable[Indicator] | None:
    """Indicators added to a programme, beside the flow and stock fields of its kinds."""


@hookspec
def provide_targets(programme: str) -> Iterable[Target] | None:
    """Targets added to a programme."""


@hookspec
def provide_form_layouts(programme: str) -> Iterable[FormLayout] | None:
    """Form layouts added to a programme."""


@hookspec
def provide_record_rules(programme: str) -> Iterable[Rule] | None:
    """Rules added to the records of a programme."""


@hookspec
def provide_swing_rules(programme: str) -> Iterable[SwingRule] | None:
    """Rules on how far figures may move from one cycle to the next without a reason."""


@hookspec
def provide_spot_checks(programme: str) -> Iterable[SpotCheck] | None:
    """Spot checks added to a programme."""


@hookspec
def provide_assessment_schemes(programme: str) -> Iterable[AssessmentScheme] | None:
    """Assessment schemes added to a programme."""


@hookspec
def provide_award_schemes(programme: str) -> Iterable[AwardScheme] | None:
    """Awards added to a programme."""


@hookspec
def provide_award_quotas(programme: str) -> Iterable[AwardQuota] | None:
    """Quotas of next year's awards added to a programme."""


@hookspec
def provide_report_layouts(programme: str) -> Iterable[ReportLayout] | None:
    """Reports added to a programme."""


# Behaviour: called on the programme's owner, then on the owners of the programmes above it, then
# on the core; the first that does not return None decides.


@hookspec(firstresult=True)
def read_form(
    programme: str, document: Document, layouts: tuple[FormLayout, ...], setting: Setting
) -> FormReading | None:
    """Records and issues of a document, for forms that no layout can describe."""


@hookspec(firstresult=True)
def compose_report(programme: str, layout: ReportLayout, results: Results) -> Report | None:
    """A report composed from results."""


@hookspec(firstresult=True)
def render_report(programme: str, report: Report, format: str) -> RenderedReport | None:
    """A report as a file of a format, such as docx or xlsx."""
