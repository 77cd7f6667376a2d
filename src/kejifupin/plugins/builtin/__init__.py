"""The plugin that is always there: divisions, the national programme, the core's behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.reading import FormReading, read_form
from kejifupin.office.grid import Document
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.plugins.hookspecs import hookimpl
from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting
from kejifupin.reports.compose import compose_report
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.render import render_report
from kejifupin.reports.results import RenderedReport, Report, Results
from kejifupin.submissions.submission import SUBMISSION_KIND
from kejifupin.terms.divisions import Designation, Division, ReportingLine


class BuiltinPlugin(TomlPlugin):
    """The built-in plugin: ``national-2016``, and what every programme falls back on (内置插件)."""

    @hookimpl
    def provide_divisions(self) -> Iterator[Division | ReportingLine | Designation]:
        """The divisions of GB/T 2260 with their reporting lines."""
        table = base_divisions()
        yield from table.divisions
        yield from table.reporting_lines
        yield from super().provide_divisions()

    @hookimpl
    def provide_record_kinds(self, programme: str) -> tuple[RecordKind, ...]:
        """Submissions, which every programme has, and the kinds of its own programme."""
        own = super().provide_record_kinds(programme)
        return (SUBMISSION_KIND, *(own or ()))

    @hookimpl
    def read_form(
        self, document: Document, layouts: tuple[FormLayout, ...], setting: Setting
    ) -> FormReading:
        """Records and issues of a document, by the labels of its forms."""
        return read_form(document, layouts, setting)

    @hookimpl
    def compose_report(self, layout: ReportLayout, results: Results) -> Report:
        """Reports that their layout describes."""
        return compose_report(layout, results)

    @hookimpl
    def render_report(self, report: Report, format: str) -> RenderedReport | None:
        """Word documents and Excel workbooks."""
        return render_report(report, format)


plugin = BuiltinPlugin(Path(__file__).parent, "builtin")
