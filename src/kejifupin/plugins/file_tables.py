"""Which definitions stand in which file of a plugin folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from kejifupin.assessments.award_quotas import AwardQuota
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.checks.rules import Rule
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.checks.swings import SwingRule
from kejifupin.forms.layouts import FormLayout
from kejifupin.indicators.indicator import Indicator
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.records.shared import SharedUse
from kejifupin.reports.layouts import ReportLayout
from kejifupin.targets.target import Target
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import SourceDocument
from kejifupin.terms.divisions import Division

CLAUSES = "clauses.csv"
"""The file that lists the clauses of a programme's documents."""


@frozen
class DesignationList:
    """Divisions that hold a designation, by name (认定名单).

    Args:
        key: Key of the designation, e.g. ``national_poor_county``.
        names: Full names of the divisions.
        within: Code of the division that all of them are in.
        valid_from: First day.
        citation: The list or notice that gave it.
        valid_to: First day after it.
    """

    key: str
    names: tuple[str, ...]
    within: str
    valid_from: date
    citation: Citation
    valid_to: date | None = None


@frozen
class ReportingList:
    """Divisions that report past their parent, by name (直管名单).

    Args:
        names: Full names of the divisions.
        reports_to: Code of the division that they report to and lie in.
        valid_from: First day.
        citation: The document that ordered it.
        valid_to: First day after it.
    """

    names: tuple[str, ...]
    reports_to: str
    valid_from: date
    citation: Citation
    valid_to: date | None = None


DIVISION_TABLES: Mapping[str, type[Any]] = {
    "divisions": Division,
    "designations": DesignationList,
    "reporting_lines": ReportingList,
    "documents": SourceDocument,
}
TABLE_FILES: Mapping[str, Mapping[str, type[Any]]] = {
    "records.toml": {"kinds": RecordKind, "shared": SharedUse},
    "cohorts.toml": {"cohorts": Cohort},
    "indicators.toml": {"indicators": Indicator},
    "targets.toml": {"targets": Target},
    "rules.toml": {"rules": Rule, "swings": SwingRule},
    "spot_checks.toml": {"spot_checks": SpotCheck},
    "assessment.toml": {"assessments": AssessmentScheme},
    "awards.toml": {"awards": AwardScheme, "award_quotas": AwardQuota},
}
SINGLE_FILES: Mapping[str, type[Any]] = {"forms": FormLayout, "reports": ReportLayout}
