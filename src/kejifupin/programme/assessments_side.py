"""The assessments side of a programme: who is scored how, and what stands behind it."""

from __future__ import annotations

from datetime import date

from kejifupin.assessments.assess import assess
from kejifupin.assessments.assessment import Assessments
from kejifupin.assessments.explanations import AssessmentExplanation, Opened
from kejifupin.assessments.readings import Ground
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.errors import UnknownNameError
from kejifupin.indicators.grounds import Lineage
from kejifupin.programme.explaining_side import ExplainingSide
from kejifupin.programme.submissions_side import SubmissionsSide
from kejifupin.submissions.rates import ReportingRates, reporting_rates
from kejifupin.terms.collector import collector_paused
from kejifupin.terms.text import nearest


class AssessmentsSide(ExplainingSide, SubmissionsSide):
    """How a programme's bodies are assessed.

    Where a method takes ``by``, it says below whom a 直管县 stands, as in `ResultsSide`.
    """

    __slots__ = ()

    def find_scheme(self, key: str | None = None) -> AssessmentScheme:
        """The assessment scheme of that key; the only one where none is named.

        Raises:
            UnknownNameError: No such scheme, or several and none is named.
        """
        known = self.catalogue.assessments
        if key is None and len(known) == 1:
            return next(iter(known.values()))
        if key is None or key not in known:
            close = tuple(known) if key is None else nearest(key, known) or tuple(known)
            raise UnknownNameError("assessment scheme", key or "", close)
        return known[key]

    def assess(
        self,
        scheme: str | AssessmentScheme | None = None,
        *,
        as_of: date,
        by: Lineage | str = Lineage.PARENT,
    ) -> Assessments:
        """Score, rank and grade everybody whom a scheme speaks of.

        Args:
            scheme: The scheme, or its key; the programme's only one by default.
            as_of: The day asked about.
            by: Below whom a 直管县 stands.

        Raises:
            UnknownNameError: No such scheme, or no such way.
            ConfigError: A scheme that was given contradicts itself.
        """
        found = scheme if isinstance(scheme, AssessmentScheme) else self.find_scheme(scheme)
        outcome, standing = self.outcome(as_of), self.standing(as_of, by=by)
        with collector_paused():
            return assess(
                found,
                standing.values,
                standing.statuses,
                self._rates(as_of, by),
                self.spot_findings,
                outcome.setting,
                records=outcome.acceptance.records,
            )

    def explain_assessment(
        self,
        subject: str,
        scheme: str | AssessmentScheme | None = None,
        *,
        as_of: date,
        by: Lineage | str = Lineage.PARENT,
    ) -> AssessmentExplanation:
        """What stands behind an assessment: each line's formula, its clause, its records.

        Args:
            subject: Key of the subject: a division's code, an agency's key.
            scheme: As for `assess`.
            as_of: The day asked about.
            by: Below whom a 直管县 stands.

        Raises:
            UnknownNameError: No such scheme or subject.
        """
        found = self.assess(scheme, as_of=as_of, by=by)

        def opened(ground: Ground) -> Opened | None:
            division = ground.division
            if ground.target is not None:
                if not self.status(as_of=as_of, target=ground.target, division=division, by=by):
                    return None
                return self.explain(ground.target, as_of=as_of, division=division, by=by)
            if ground.indicator is None:
                return None
            if not self.values(as_of=as_of, indicator=ground.indicator, division=division, by=by):
                return None
            return self.explain_value(ground.indicator, as_of=as_of, division=division, by=by)

        return AssessmentExplanation(found.get(subject), opened)

    def _rates(
        self, as_of: date, by: Lineage | str
    ) -> dict[tuple[str, str | None], ReportingRates]:
        setting = self.setting(as_of)
        reach = setting.reporting_reach if by == Lineage.REPORTING else setting.reach
        return dict(reporting_rates(self.submissions(as_of=as_of), reach))
