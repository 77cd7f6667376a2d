"""All definitions of one programme, each with who gave it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs
from attrs import frozen

from kejifupin.assessments.award_quotas import AwardQuota
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.checks.rules import Rule
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.checks.swings import SwingRule
from kejifupin.forms.layouts import FormLayout
from kejifupin.indicators.indicator import Indicator, indicators_of_kinds
from kejifupin.indicators.measures import PythonMeasure
from kejifupin.indicators.splitting import with_parts
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.reports.layouts import ReportLayout, built_in_board, built_in_bulletin
from kejifupin.targets.target import Target
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.issues import Issue


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

    @cached_property
    def kinds(self) -> Mapping[str, RecordKind]:
        """Record kinds by key, those of rows included."""
        found: dict[str, RecordKind] = self._values("kinds")
        rows = {row.key: row for kind in found.values() for row in kind.row_kinds}
        return {**found, **rows}

    @cached_property
    def cohorts(self) -> Mapping[str, Cohort]:
        """Cohorts by key."""
        return self._values("cohorts")

    @cached_property
    def measures(self) -> Mapping[str, PythonMeasure]:
        """Measures in Python by key."""
        return self._values("measures")

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by key, the fields of the kinds that are measured and all parts among them."""
        fallback = Citation("", self.definition.documents[0].title)
        kinds = self.kinds
        fields = indicators_of_kinds(kinds.values(), fallback)
        whole = {each.key: each for each in fields} | self._values("indicators")
        return {each.key: each for each in with_parts(whole.values(), kinds)}

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """Targets by key."""
        return self._values("targets")

    @cached_property
    def layouts(self) -> Mapping[str, FormLayout]:
        """Form layouts by key."""
        return self._values("layouts")

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Record rules by key."""
        return self._values("rules")

    @cached_property
    def swings(self) -> Mapping[str, SwingRule]:
        """Swing rules by key."""
        return self._values("swings")

    @cached_property
    def spot_checks(self) -> Mapping[str, SpotCheck]:
        """Spot checks by key."""
        return self._values("spot_checks")

    @cached_property
    def assessments(self) -> Mapping[str, AssessmentScheme]:
        """Assessment schemes by key."""
        return self._values("assessments")

    @cached_property
    def awards(self) -> Mapping[str, AwardScheme]:
        """Award schemes by key."""
        return self._values("awards")

    @cached_property
    def award_quotas(self) -> Mapping[str, AwardQuota]:
        """Quotas of next year's awards by key."""
        return self._values("award_quotas")

    @cached_property
    def reports(self) -> Mapping[str, ReportLayout]:
        """Report layouts by key, the bulletin and the board that every programme has among them."""
        main = self.definition.documents[0]
        citation = Citation("", main.title, main.number)
        built_in = (built_in_bulletin(citation), built_in_board(citation))
        own: dict[str, ReportLayout] = self._values("reports")
        return own | {each.key: each for each in built_in if each.key not in own}
