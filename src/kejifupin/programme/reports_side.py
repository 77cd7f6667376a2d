"""The reports side of a programme: official documents from everything that it knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs

from kejifupin.assessments.assessment import Assessments
from kejifupin.assessments.award import Awards
from kejifupin.assessments.award_events import AwardEvent
from kejifupin.errors import UnknownNameError
from kejifupin.programme.awards_side import AwardsSide
from kejifupin.programme.documents_side import DocumentsSide
from kejifupin.programme.submissions_side import SubmissionsSide
from kejifupin.reports.layouts import ReportKind, ReportLayout
from kejifupin.reports.maps import RegionMap
from kejifupin.reports.render import formats_of
from kejifupin.reports.results import RenderedReport, Report, Results
from kejifupin.targets.history import Run
from kejifupin.targets.past import Past, check_earlier
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.text import nearest


class ReportsSide(DocumentsSide, AwardsSide, SubmissionsSide):
    """What a programme sends upward, makes public or hands out."""

    __slots__ = ()

    def report(
        self,
        report: str,
        *,
        as_of: date,
        format: str = "docx",
        division: str | None = None,
        award_events: Sequence[AwardEvent | Path | str] = (),
        disclosure: Disclosure = CLOSED,
        region_map: RegionMap | None = None,
        earlier: Sequence[Run] = (),
    ) -> RenderedReport:
        """A report as a file.

        Args:
            report: Key of the report; every programme has a ``bulletin``.
            as_of: The day that it reports on.
            format: ``docx`` or ``xlsx``, for a status board also ``html`` and pictures, or what a
                plugin renders.
            division: Code of the division that reports; the programme's scope by default.
            award_events: What happened on the way of an award, for its public notice.
            disclosure: Which personal fields are shown in clear.
            region_map: A map of the divisions, for a status board.
            earlier: Runs of days before, whose figures a status board shows as the way so far.

        Raises:
            UnknownNameError: No such report, division or format.
            ValueError: A run is of another programme, or not of a day before.
        """
        composed = self.compose_report(
            report,
            as_of=as_of,
            division=division,
            award_events=award_events,
            disclosure=disclosure,
            region_map=region_map,
            earlier=earlier,
        )
        rendered = self._behave("render_report", report=composed, format=format)
        if rendered is None:
            known = formats_of(self.catalogue.reports[report].kind)
            raise UnknownNameError("report format", format, known)
        return rendered  # type: ignore[no-any-return]

    def compose_report(
        self,
        report: str,
        *,
        as_of: date,
        division: str | None = None,
        award_events: Sequence[AwardEvent | Path | str] = (),
        disclosure: Disclosure = CLOSED,
        region_map: RegionMap | None = None,
        earlier: Sequence[Run] = (),
    ) -> Report:
        """A report before it is a file: its pages, and its sentences with what they state.

        Args:
            report: Key of the report.
            as_of: The day that it reports on.
            division: Code of the division that reports; the programme's scope by default.
            award_events: What happened on the way of an award, for its public notice.
            disclosure: Which personal fields are shown in clear.
            region_map: A map of the divisions, for a status board.
            earlier: Runs of days before, whose figures a status board shows as the way so far.

        Raises:
            UnknownNameError: No such report or division.
            ValueError: A run is of another programme, or not of a day before.
        """
        layouts = self.catalogue.reports
        if report not in layouts:
            raise UnknownNameError("report", report, nearest(report, layouts))
        layout = layouts[report]
        check_earlier(earlier, self.rule_version.programme, as_of)
        outcome = self.outcome(as_of)
        code = division or outcome.setting.scope
        outcome.setting.divisions.get(code, as_of)
        results = Results(
            setting=outcome.setting,
            division=code,
            values=outcome.values,
            statuses=outcome.statuses,
            issues=outcome.issues,
            layouts=self.catalogue.layouts,
            submissions=self.submissions(as_of=as_of),
            acceptance=outcome.acceptance,
            assessments=self._assessments_for(layout, as_of),
            awards=self._awards_for(layout, as_of, award_events),
            disclosure=disclosure,
            plan=outcome.plan,
            data=outcome.data,
            version=self.rule_version,
            region_map=region_map,
            past=Past.of(earlier),
        )
        composed: Report = self._behave("compose_report", layout=layout, results=results)
        return attrs.evolve(composed, reveals=disclosure != CLOSED)

    def _assessments_for(self, layout: ReportLayout, as_of: date) -> Assessments:
        if layout.kind is not ReportKind.ASSESSMENT:
            return Assessments()
        return self.assess(layout.assessment, as_of=as_of)

    def _awards_for(
        self, layout: ReportLayout, as_of: date, events: Sequence[AwardEvent | Path | str]
    ) -> Awards | None:
        if layout.kind is not ReportKind.NOTICE or not self.catalogue.awards:
            return None
        return self.awards(layout.award, as_of=as_of, events=events)
