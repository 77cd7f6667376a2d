"""What stands in the TOML file of a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
from attrs import field, frozen

from kejifupin.assessments.award import AwardState
from kejifupin.errors import KejifupinError
from kejifupin.exchange.codec import structure
from kejifupin.exchange.toml_files import Source, read_toml
from kejifupin.targets.judging import State
from kejifupin.terms.arithmetic import Number


class CaseError(KejifupinError, ValueError):
    """A case that cannot be run: its file has mistakes; the message tells all of them."""


@frozen
class CaseSetting:
    """What a case is about (案例背景).

    Args:
        programme: Key of the programme.
        as_of: The day that is asked about, where an expectation names no other.
        title: What the case shows, in words.
    """

    programme: str
    as_of: date
    title: str = ""


@frozen
class CaseRecords:
    """Records of one kind: one by its fields, or many as columns and rows (案例记录).

    A text is read as if it stood in a cell of a form: ``10余户``, ``-``, ``2017年12月``.
    Rows of a register become divisions.

    Args:
        kind: Key of the kind.
        fields: Field key → value; of all rows, where there are rows.
        columns: Field keys of the rows.
        rows: A value for each column; an empty text is not reported.
        times: How many times over; ``{n}`` in a text is then 1, 2, 3 and so on.
        file: The file that it came in; without one it is a record from a tool.
        received_on: Day on which that file was received.
        recipient: Who received it, by name or code; the programme's scope by default.
    """

    kind: str
    fields: Mapping[str, Any] = field(factory=dict)
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    times: int = 1
    file: str | None = None
    received_on: date | None = None
    recipient: str | None = None


@frozen
class Range:
    """Possible values from a lowest to a highest one, or with one end only (范围)."""

    low: Number | None = None
    high: Number | None = None


@frozen
class ExpectedValue:
    """What an indicator must amount to (应得指标值).

    Args:
        indicator: Key of the indicator.
        division: Name or code of the division.
        value: One number, the ends of a range, or the words that are shown: ``无数据``.
        missing: How many divisions must be missing.
        as_of: Another day than the case's.
    """

    indicator: str
    division: str
    value: Decimal | str | Range | None = None
    missing: int | None = None
    as_of: date | None = None


@frozen
class ExpectedStatus:
    """How a target must stand (应得状态).

    Args:
        target: Key of the target.
        division: Name or code of the division.
        state: The state.
        value: As for a value.
        gap: How much is lacking.
        as_of: Another day than the case's.
    """

    target: str
    division: str
    state: State | None = None
    value: Decimal | str | Range | None = None
    gap: Decimal | None = None
    as_of: date | None = None


@frozen
class ExpectedScore:
    """How one must be scored (应得考核结果).

    Args:
        subject: Name or code of the division, or name or key of another subject.
        assessment: Key of the assessment scheme; the programme's only one by default.
        criterion: Key of a criterion or group whose points ``score`` is; the whole by default.
        score: The points, or the ends of a range.
        rank: The rank.
        grade: Key of the grade.
        vetoed: Whether a veto must strike.
        as_of: Another day than the case's.
    """

    subject: str
    assessment: str | None = None
    criterion: str | None = None
    score: Decimal | Range | None = None
    rank: Decimal | None = None
    grade: str | None = None
    vetoed: bool | None = None
    as_of: date | None = None


@frozen
class ExpectedAward:
    """How a candidate for an award must stand (应得评奖结果).

    Args:
        subject: As for a score.
        award: Key of the award; the programme's only one by default.
        state: The state.
        amount: What it gets.
        as_of: Another day than the case's.
    """

    subject: str
    award: str | None = None
    state: AwardState | None = None
    amount: Decimal | None = None
    as_of: date | None = None


@frozen
class ExpectedIssue:
    """An issue that must be told (应报问题).

    Args:
        code: Its code.
        field: Key of the field that it is about; any by default.
        rule: Key of the rule that found it; any by default.
        times: How often; once at least by default, 0 for never.
    """

    code: str
    field: str | None = None
    rule: str | None = None
    times: int | None = None


@frozen
class Case:
    """Records in, values, states, scores, awards and issues out, as one file says (案例)."""

    setting: CaseSetting
    records: tuple[CaseRecords, ...] = ()
    values: tuple[ExpectedValue, ...] = ()
    statuses: tuple[ExpectedStatus, ...] = ()
    scores: tuple[ExpectedScore, ...] = ()
    awards: tuple[ExpectedAward, ...] = ()
    issues: tuple[ExpectedIssue, ...] = ()
    source: Source = field(default=Source(""), metadata={"key": None})


def read_case(path: Path) -> Case:
    """Read the file of a case.

    Raises:
        CaseError: It has mistakes; each with its line and what to write instead, in Chinese.
    """
    data, source, issues = read_toml(path)
    case: Case | None = None
    if data is not None:
        case, found = structure(data, Case, source=source)
        issues = (*issues, *found)
    if case is None or issues:
        raise CaseError("\n".join(issue.text() for issue in issues))
    return attrs.evolve(case, source=source)
