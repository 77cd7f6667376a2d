"""What stands behind a figure: formula, records, cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import attrs
from attrs import frozen

from kejifupin.indicators.formulas import formula_text
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Partial, PartialKind, Plan
from kejifupin.indicators.reporting import own_return_stands, reach_of
from kejifupin.indicators.roll_up import stands
from kejifupin.indicators.sources import DataSource, Selected
from kejifupin.indicators.values import IndicatorValue
from kejifupin.records.reach import Reach
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.disclosure import MASK, Privacy
from kejifupin.terms.display import chinese_date
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
    """

    record: Record = attrs.field(repr=False)
    home: str
    home_name: str
    field: str | None
    value: FieldValue = attrs.field(repr=False)
    cell: str | None
    certain: bool

    @property
    def file(self) -> str | None:
        """The file that it was read from."""
        return self.record.origin.file if self.record.origin else None

    def value_text(self) -> str:
        """The value as people write it, masked where it is personal; a record counts as one."""
        if self.field is None:
            return "1"
        spec = self.record.kind.field(self.field)
        if spec.privacy is not Privacy.OPEN and self.value is not None:
            return MASK
        return figure_text(self.value, spec.unit or "")


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


def select_contributions(
    indicator: Indicator, plan: Plan, division: str, data: DataSource, setting: Setting
) -> Iterator[Contribution]:
    """The records behind an indicator's value for a division, streamed.

    Where a return covers its subtree, only the returns that count are given: a division's own, or
    those of its children where it has none.
    """
    return contributions_at(indicator, plan, (division,), data, setting)


def contributions_at(
    indicator: Indicator,
    plan: Plan,
    divisions: Collection[str],
    data: DataSource,
    setting: Setting,
) -> Iterator[Contribution]:
    """The records behind an indicator's values for several divisions, none below another."""
    for partial in _told_parts(plan.parts[indicator.key]):
        reach = reach_of(partial, setting)
        if not indicator.rolls_up:
            found = data.select(partial, setting, homes=frozenset(divisions))
        else:
            homes = frozenset().union(*(reach.below(code) for code in divisions))
            found = data.select(partial, setting, homes=homes)
            if own_return_stands(partial, setting):
                tallies = data.partials((partial,), setting)[partial]
                standing = frozenset(home for home, tally in tallies.items() if stands(tally))
                found = _topmost(found, standing, divisions, reach)
        for each in found:
            yield contribution(
                each.record, each.home, partial, certain=each.certain, setting=setting
            )


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


def _told_parts(parts: Sequence[Partial]) -> Iterator[Partial]:
    """Each part once; how many figures an average divides by shows in the figures themselves."""
    for partial in dict.fromkeys(parts):
        if partial.kind is not PartialKind.COUNT or partial.field is None:
            yield partial


def _topmost(
    found: Iterable[Selected], standing: frozenset[str], divisions: Collection[str], reach: Reach
) -> Iterator[Selected]:
    """Only the returns that no return above them, at or below one of the divisions, stands for."""
    for each in found:
        chain = reach.chain(each.home)
        top = next(place for place, code in enumerate(chain) if code in divisions)
        if standing.isdisjoint(chain[1 : top + 1]):
            yield each


@frozen
class ValueExplanation:
    """An indicator value opened up (指标值说明).

    Args:
        value: The value.
        formula: How it is counted, in Chinese.
        contributions: The records behind it.
    """

    value: IndicatorValue
    formula: str
    contributions: tuple[Contribution, ...]


def explain_value(
    value: IndicatorValue, plan: Plan, data: DataSource, setting: Setting
) -> ValueExplanation:
    """Open an indicator value into its formula and the records behind it.

    Args:
        value: The value.
        plan: The plan that it was computed by.
        data: The data that it was computed from.
        setting: The programme and its day.
    """
    found = select_contributions(value.indicator, plan, value.division, data, setting)
    return ValueExplanation(value, formula_text(value.indicator, plan, setting), tuple(found))
