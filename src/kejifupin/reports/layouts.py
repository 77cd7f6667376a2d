"""What a report consists of."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from attrs import frozen

from kejifupin.terms.citations import Citation


class ReportKind(StrEnum):
    """Kinds of reports that need no Python (报告类型)."""

    ROLL_UP = "roll_up"
    """A statistical form filled with the values of its own indicators."""
    BULLETIN = "bulletin"
    """How far the targets have got, in words, tables and a chart (进度通报)."""
    SUMMARY = "summary"
    """What was done and what came of it, at the end (工作总结)."""
    STATISTICS = "statistics"
    """A table of figures, division by division (分地区统计表)."""
    ROSTER = "roster"
    """Records of a kind as a list: experts, teams, organisations (名册)."""
    ASSESSMENT = "assessment"
    """Scores, ranks and grades of an assessment scheme (考核结果)."""
    NOTICE = "notice"
    """Who is to be given an award, made public (公示)."""
    REMINDERS = "reminders"
    """Who has still to hand in what (催报清单)."""
    BOARD = "board"
    """How every target stands in every division, for a workbook or a page (状态板)."""


BULLETIN_KEY: Final = "bulletin"
"""Key of the bulletin that every programme has."""
BOARD_KEY: Final = "board"
"""Key of the status board that every programme has."""


@frozen
class ReportLayout:
    """A report that a programme sends upward (报告).

    Args:
        key: Key of the report.
        title: Its title.
        kind: What it is made of.
        form: Key of the form that it fills, for a roll-up; of the form whose figures it lists, for
            statistics.
        records: Key of the kind of records that it lists, for a roster; rows as ``kind.field``.
        fields: Keys of the fields that it lists, in order; all but long texts by default.
        indicators: Keys of the indicators that it lists, for statistics; those of the form by
            default.
        assessment: Key of the assessment scheme; the programme's only one by default.
        award: Key of the award, for a notice; the programme's only one by default.
        issuer: Who issues it (发文机关); the division's leading agency by default.
        recipients: Who is addressed (主送机关); the leading agencies just below by default.
        citation: The clause that asks for it.
    """

    key: str
    title: str
    citation: Citation
    kind: ReportKind = ReportKind.ROLL_UP
    form: str | None = None
    records: str | None = None
    fields: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    assessment: str | None = None
    award: str | None = None
    issuer: str | None = None
    recipients: str | None = None


def built_in_bulletin(citation: Citation) -> ReportLayout:
    """The bulletin of a programme whose files describe none.

    Args:
        citation: The document that the programme rests on.
    """
    return ReportLayout(BULLETIN_KEY, "进展情况的通报", citation, ReportKind.BULLETIN)


def built_in_board(citation: Citation) -> ReportLayout:
    """The status board of a programme whose files describe none.

    Args:
        citation: The document that the programme rests on.
    """
    return ReportLayout(BOARD_KEY, "目标任务状态板", citation, ReportKind.BOARD)
