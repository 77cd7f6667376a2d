"""The records behind a figure, each with the cell that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

import attrs
from attrs import frozen

from kejifupin.indicators.partials import Partial
from kejifupin.records.identities import place_of, told_source
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.disclosure import MASK, Privacy
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Effect, Issue
from kejifupin.terms.origins import Place, cell_words
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague, format_number


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
