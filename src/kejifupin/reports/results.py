"""Everything that a report may draw on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from kejifupin.assessments.assessment import Assessments
from kejifupin.assessments.award import Awards
from kejifupin.checks.acceptance import Acceptance
from kejifupin.forms.layouts import FormLayout
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import Values
from kejifupin.office.page import Page
from kejifupin.records.setting import Setting
from kejifupin.reports.maps import RegionMap
from kejifupin.reports.report_views import file_view, picture_html, report_view
from kejifupin.reports.sentences import Sentence
from kejifupin.submissions.statuses import SubmissionStatuses
from kejifupin.targets.past import Past
from kejifupin.targets.statuses import Statuses
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.issues import Issues
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.shown import Shown
from kejifupin.terms.views import View

if TYPE_CHECKING:
    from kejifupin.reports.board import Board


@frozen
class Results:
    """The results of a programme on a day, for one division (结果).

    Args:
        setting: The programme and its day.
        division: Code of the division that reports.
        values: Values of all indicators.
        statuses: Statuses of all targets.
        issues: Everything that was found on the way.
        layouts: The programme's form layouts by key.
        submissions: How each form that is owed stands.
        acceptance: Which records count, and which do not.
        assessments: The results of the assessment scheme that the report names.
        awards: How the award that the report names stands.
        disclosure: Which personal fields are shown in clear.
        plan: What was counted, to explain a figure; None where nothing is to be explained.
        data: What it was counted in.
        version: By which definitions.
        region_map: A map of the divisions that the user brought.
        past: What earlier runs came to.
    """

    setting: Setting
    division: str
    values: Values = attrs.field(repr=False)
    statuses: Statuses = attrs.field(repr=False)
    issues: Issues = attrs.field(repr=False)
    layouts: Mapping[str, FormLayout] = attrs.field(repr=False, hash=False)
    submissions: SubmissionStatuses = attrs.field(default=SubmissionStatuses(), repr=False)
    acceptance: Acceptance = attrs.field(default=Acceptance(()), repr=False, hash=False)
    assessments: Assessments = attrs.field(default=Assessments(), repr=False)
    awards: Awards | None = attrs.field(default=None, repr=False, hash=False)
    disclosure: Disclosure = CLOSED
    plan: Plan | None = attrs.field(default=None, repr=False, hash=False)
    data: DataSource | None = attrs.field(default=None, repr=False, hash=False)
    version: RuleVersion | None = attrs.field(default=None, repr=False)
    region_map: RegionMap | None = attrs.field(default=None, repr=False)
    past: Past = attrs.field(default=Past(), repr=False, hash=False)


@frozen(repr=False)
class Report(Shown):
    """A composed report, not yet in any file format (报告).

    Args:
        key: Key of its layout.
        title: Its title.
        pages: What stands on it, on paper.
        sheets: The same for a workbook, where it differs.
        documents: Format → the bytes of an official document that was filled instead.
        official: Whether it is set as an official document (公文格式) in Word.
        sentences: What its text says, each sentence with the figures that it states.
        board: The status board, of which a workbook, a page and a picture are made.
        reveals: Whether personal fields were asked for in it: it does not show itself then.
    """

    key: str
    title: str
    pages: tuple[Page, ...]
    sheets: tuple[Page, ...] = ()
    documents: Mapping[str, bytes] = attrs.field(factory=dict, repr=False, hash=False)
    official: bool = False
    sentences: tuple[Sentence, ...] = attrs.field(default=(), repr=False)
    board: Board | None = attrs.field(default=None, repr=False)
    reveals: bool = False

    def view(self) -> View:
        """Its text and its tables, the annexes folded."""
        return report_view(self)


@frozen(repr=False)
class RenderedReport(Shown):
    """A report as a file (报告文件).

    Args:
        name: A file name without folder.
        content: The bytes.
    """

    name: str
    content: bytes = attrs.field(repr=False)

    def view(self) -> View:
        """Its name and its size."""
        return file_view(self)

    def _repr_html_(self) -> str:
        return super()._repr_html_() + picture_html(self)
