"""What stands in the TOML file of a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
from attrs import field, frozen

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
    """Records in, values, states and issues out, as one TOML file says (案例)."""

    setting: CaseSetting
    records: tuple[CaseRecords, ...] = ()
    values: tuple[ExpectedValue, ...] = ()
    statuses: tuple[ExpectedStatus, ...] = ()
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
