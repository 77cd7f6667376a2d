"""Everything → documents: what a report consists of, composed and rendered."""

from kejifupin.reports.compose import compose_report
from kejifupin.reports.layouts import ReportKind, ReportLayout
from kejifupin.reports.render import render_report
from kejifupin.reports.results import RenderedReport, Report, Results

__all__ = [
    "RenderedReport",
    "Report",
    "ReportKind",
    "ReportLayout",
    "Results",
    "compose_report",
    "render_report",
]
