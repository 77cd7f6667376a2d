"""What a report consists of."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from kejifupin.terms.citations import Citation


class ReportKind(StrEnum):
    """Kinds of reports that need no Python (报告类型)."""

    ROLL_UP = "roll_up"
    """A statistical form filled with the values of its own indicators."""


@frozen
class ReportLayout:
    """A report that a programme sends upward (报告).

    Args:
        key: Key of the report.
        title: Its title.
        kind: What it is made of.
        form: Key of the form that it fills, for a roll-up.
        citation: The clause that asks for it.
    """

    key: str
    title: str
    citation: Citation
    kind: ReportKind = ReportKind.ROLL_UP
    form: str | None = None
