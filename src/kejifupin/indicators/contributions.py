"""The records behind a figure, each with the cell that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs
from attrs import frozen

from kejifupin.indicators.partials import Partial
from kejifupin.records.identities import place_of, told_source
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, Unread, as_interval
from kejifupin.terms.disclosure import MASK, Privacy
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Effect, Issue
from kejifupin.terms.looks import FAILED, UNSURE
from kejifupin.terms.origins import Place, cell_words
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague, format_number
from kejifupin.terms.views import Cell, Marked, Table


@frozen
class Contribution:
    """One record behind a figure, with the cell that the figure was read from (数据来源).

    Args:
        record: The record.
        home: Code of the division that it counts for.
        home_name: Its name.
        field: Key of the field that counts, None where the record itself is counted.
        value: What stands there.
        cell: Address of the cell.
        certain: Whether it counts for certain.
        issue: Why what stands in the cell does not count.
    """

    record: Record = attrs.field(repr=False)
    home: str
    home_name: str
    field: str | None
    value: FieldValue = attrs.field(repr=False)
    cell: str | None
    certain: bool
    issue: Issue | None = None

    @property
    def file(self) -> str | None:
        """The file that it was read from."""
        return self.record.origin.file if self.record.origin else None

    @property
    def told_source(self) -> str | None:
        """Where whoever wrote it has it from: another system, or a passage of prose."""
        return told_source(self.record)

    def value_text(self) -> str:
        """The value as people write it, masked where it is personal; a record counts as one."""
        if self.field is None:
            return "1"
        if self.issue is not None:
            return "不计入"
        spec = self.record.kind.field(self.field)
        if spec.privacy is not Privacy.OPEN and self.value is not None:
            return MASK
        return figure_text(self.value, spec.unit or "")

    def text(self) -> str:
        """For whom, how much, and from where, in Chinese."""
        file = self.file or "程序提供的记录"
        cell = f" {self.cell}（{cell_words(self.cell)}）" if self.cell else ""
        told = f"（据{self.told_source}）" if self.told_source else ""
        doubt = "" if self.certain else "（是否计入待定）"
        doubt += f"（{self.issue.message}）" if self.issue is not None else ""
        return f"{self.home_name} {self.value_text()} ← {file}{cell}{told}{doubt}"


CONTRIBUTION_TYPES: Mapping[str, str] = {"low": "whole", "high": "whole", "certain": "flag"}
"""Types of columns of records behind a figure, where no value tells them."""


def contribution_columns(found: Iterable[Contribution]) -> Mapping[str, tuple[object, ...]]:
    """Records behind a figure as columns, for any data frame library; what is personal is masked.

    Args:
        found: The records.
    """
    rows = tuple(found)
    figures = tuple(_figure(each) for each in rows)
    return {
        "division": tuple(each.home for each in rows),
        "division_name": tuple(each.home_name for each in rows),
        "kind": tuple(each.record.kind.key for each in rows),
        "field": tuple(each.field for each in rows),
        "low": tuple(each.low if each else None for each in figures),
        "high": tuple(each.high if each else None for each in figures),
        "value": tuple(each.value_text() for each in rows),
        "file": tuple(each.file for each in rows),
        "cell": tuple(each.cell for each in rows),
        "certain": tuple(each.certain for each in rows),
        "issue": tuple(each.issue.message if each.issue else None for each in rows),
    }


def _figure(each: Contribution) -> Interval | None:
    if each.field is None:
        return Interval.exact(1)
    is_open = each.record.kind.field(each.field).privacy is Privacy.OPEN
    return as_interval(each.value) if is_open and each.issue is None else None


def contribution_table(found: Sequence[Contribution], title: str) -> Table:
    """Records behind a figure as a table to be shown.

    Args:
        found: The records.
        title: What they are.
    """
    return Table(("地区", "数值", "文件", "位置", "说明"), found, _cells, ("数值",), title)


def _cells(each: Contribution) -> tuple[Cell, ...]:
    place = f"{each.cell}（{cell_words(each.cell)}）" if each.cell else ""
    told = f"据{each.told_source}" if each.told_source else ""
    doubt: Cell = told
    if each.issue is not None:
        doubt = Marked(each.issue.message, FAILED)
    elif not each.certain:
        doubt = Marked("是否计入待定", UNSURE)
    return each.home_name, each.value_text(), each.file or "程序提供的记录", place, doubt


def with_issues(found: Iterable[Contribution], issues: Iterable[Issue]) -> Iterator[Contribution]:
    """Records behind a figure, with why a cell that is not blank does not count.

    Args:
        found: The records.
        issues: All issues; those that take a field out of the figures are told.
    """
    taken: Mapping[tuple[Place, str | None], Issue] | None = None
    for each in found:
        if each.field is None or each.value is not None:
            yield each
            continue
        if taken is None:
            taken = {
                (issue.place, issue.field): issue
                for issue in issues
                if issue.effect is not Effect.NONE
            }
        issue = taken.get((place_of(each.record, each.field), each.field))
        yield each if issue is None else attrs.evolve(each, issue=issue)


def coded_name(code: str, setting: Setting) -> str:
    """The name of a division with its code, by which it can be looked up."""
    name = setting.division_name(code)
    return name if name == code else f"{name}（{code}）"


def figure_text(value: FieldValue, unit: str = "") -> str:
    """A figure of a record with its unit.

    >>> figure_text(12, "户"), figure_text(NONE_OF_ITEM, "户"), figure_text(None, "户")
    ('12户', '-', '未填')
    """
    match value:
        case None:
            return "未填"
        case Unread():
            return "未能识别"
        case Vague():
            return value.text
        case date():
            return chinese_date(value)
        case int() | Decimal():
            return f"{format_number(value)}{unit}"
        case _:
            return "-" if value is NONE_OF_ITEM else str(getattr(value, "text", value))


def contribution(
    record: Record, home: str, partial: Partial, *, certain: bool, setting: Setting
) -> Contribution:
    """One record behind a partial, with its cell."""
    key = partial.field or (partial.distinct[0] if partial.distinct else None)
    origin = record.origin
    cell = origin.cell(key) if origin and key else None
    return Contribution(
        record=record,
        home=home,
        home_name=setting.division_name(home),
        field=key,
        value=record.get(key) if key else None,
        cell=cell or record_cell(record),
        certain=certain,
    )


def record_cell(record: Record) -> str | None:
    """The cell that a record as a whole is best pointed to: that of its identity."""
    origin = record.origin
    if origin is None:
        return None
    keys = (*record.kind.identity, *(each.key for each in record.kind.fields))
    return next((cell for key in keys if (cell := origin.cell(key))), None)
