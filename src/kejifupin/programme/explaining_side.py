"""The explaining side of a programme: what stands behind its results, and what is kept of them."""

from __future__ import annotations

from datetime import date

from kejifupin.indicators.explain import ValueExplanation, explain_value
from kejifupin.indicators.grounds import Lineage
from kejifupin.programme.results_side import ResultsSide
from kejifupin.programme.versions import rule_version
from kejifupin.targets.explain import Explanation, explain_status
from kejifupin.targets.history import Run
from kejifupin.targets.kept_runs import run_of
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.collector import collector_paused
from kejifupin.terms.rule_versions import RuleVersion


class ExplainingSide(ResultsSide):
    """Why a programme's records come to what they do."""

    __slots__ = ()

    def explain(
        self,
        target: str | TargetStatus,
        *,
        as_of: date,
        division: str | None = None,
        group: str | None = None,
        by: Lineage | str = Lineage.PARENT,
    ) -> Explanation:
        """What stands behind a status: the clause, the records, the cells, who is missing.

        Args:
            target: Key of the target, or one of its statuses.
            as_of: The day asked about.
            division: Code of the division; by default that of the status given, else the group or
                the programme's scope.
            group: As for `status`.
            by: As for `status`.

        Raises:
            UnknownNameError: No such target, or it says nothing about that division.
        """
        if isinstance(target, TargetStatus):
            division = division or target.division
            target = target.target.key
        self.find_target(target)
        outcome, standing = self.outcome(as_of), self.standing(as_of, group=group, by=by)
        return explain_status(
            standing.statuses.get(target, division or standing.ground.root),
            outcome.plan,
            outcome.data,
            outcome.setting,
            values=standing.values,
            ground=standing.ground,
            issues=outcome.issues,
            version=self.rule_version,
        )

    def explain_value(
        self,
        indicator: str,
        *,
        as_of: date,
        division: str | None = None,
        group: str | None = None,
        by: Lineage | str = Lineage.PARENT,
    ) -> ValueExplanation:
        """What stands behind a figure: the formula, the records, the cells, who is missing.

        Args:
            indicator: Key of the indicator; of a part of one with the choice, ``key:种植``.
            as_of: The day asked about.
            division: As for `explain`.
            group: As for `status`.
            by: As for `status`.

        Raises:
            UnknownNameError: No such indicator, or it has no value for that division.
        """
        self.check_indicator(indicator)
        outcome, standing = self.outcome(as_of), self.standing(as_of, group=group, by=by)
        return explain_value(
            standing.values.get(indicator, division or standing.ground.root),
            outcome.plan,
            outcome.data,
            outcome.setting,
            values=standing.values,
            ground=standing.ground,
            issues=outcome.issues,
            version=self.rule_version,
        )

    def run(
        self, *, as_of: date, group: str | None = None, by: Lineage | str = Lineage.PARENT
    ) -> Run:
        """What is kept of the results of a day, to hold a later run against it.

        `kejifupin.targets.compare_runs` compares two of them, `kejifupin.exchange.dump_run` keeps
        one in a file.

        Args:
            as_of: The day.
            group: As for `status`.
            by: As for `status`.
        """
        outcome, standing = self.outcome(as_of), self.standing(as_of, group=group, by=by)
        with collector_paused():
            return run_of(
                standing.statuses,
                outcome.plan,
                outcome.data,
                outcome.setting,
                self.rule_version,
                ground=standing.ground,
            )

    @property
    def rule_version(self) -> RuleVersion:
        """The edition of the programme's definitions."""
        if self._kept.version is None:
            self._kept.version = rule_version(self.catalogue, self.hooks)
        return self._kept.version
