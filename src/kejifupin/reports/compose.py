"""Reports from results, each as its layout describes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs

from kejifupin.reports.assessment_results import compose_assessment
from kejifupin.reports.board import compose_board
from kejifupin.reports.bulletin import compose_bulletin
from kejifupin.reports.layouts import ReportKind, ReportLayout
from kejifupin.reports.notices import compose_notice, compose_reminders
from kejifupin.reports.results import Report, Results
from kejifupin.reports.roll_up import compose_roll_up
from kejifupin.reports.rosters import compose_roster
from kejifupin.reports.statistics_tables import compose_statistics
from kejifupin.reports.summary import compose_summary
from kejifupin.terms.disclosure import CLOSED

_COMPOSERS: Final[Mapping[ReportKind, Callable[[Results, ReportLayout], Report]]] = {
    ReportKind.ROLL_UP: compose_roll_up,
    ReportKind.BULLETIN: compose_bulletin,
    ReportKind.SUMMARY: compose_summary,
    ReportKind.STATISTICS: compose_statistics,
    ReportKind.ROSTER: compose_roster,
    ReportKind.ASSESSMENT: compose_assessment,
    ReportKind.NOTICE: compose_notice,
    ReportKind.REMINDERS: compose_reminders,
    ReportKind.BOARD: compose_board,
}


def compose_report(layout: ReportLayout, results: Results) -> Report:
    """Compose a report that its layout describes.

    Args:
        layout: The report's layout.
        results: What it draws on.

    Raises:
        DefinitionError: The layout does not say what its kind needs: a form, a kind of records.
        UnknownNameError: The layout names something that the programme does not have.
    """
    report = _COMPOSERS[layout.kind](results, layout)
    return attrs.evolve(report, reveals=results.disclosure != CLOSED)
