"""Records cut down to what figures are worked out from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
from attrs import define, field

from kejifupin.indicators.plan import Partial, Plan
from kejifupin.records.fields import FieldType
from kejifupin.records.homes import division_field
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, with_values
from kejifupin.records.setting import Setting
from kejifupin.terms.origins import Origin

_LONG = (FieldType.TEXT, FieldType.PHONE, FieldType.ROWS)


@define(eq=False)
class Slimmer:
    """Takes out of records the texts and rows that no figure reads (记录精简).

    Args:
        plan: What figures are worked out from.
        setting: The programme and its day.
    """

    plan: Plan = field(repr=False)
    setting: Setting = field(repr=False)
    _dropped: dict[str, Mapping[str, None]] = field(factory=dict, init=False, repr=False)
    _cells: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = field(
        factory=dict, init=False, repr=False
    )

    def slim(self, record: Record) -> Record:
        """The record, taken as not having reported what no figure reads."""
        kind = record.kind
        if kind.key not in self._dropped:
            self._dropped[kind.key] = dict.fromkeys(self._unread(record))
        dropped = self._dropped[kind.key]
        return with_values(record, dropped, self._origin(record.origin, dropped))

    def _unread(self, record: Record) -> Iterator[str]:
        kind = record.kind
        read = {*kind.identity, kind.locality, division_field(record), "code", "name", "parent"}
        rows = {each.records for each in self.plan.partials}
        for partial in self.plan.partials:
            if partial.records == kind.key:
                read |= set(_fields(partial))
        for cohort in self.setting.cohorts.values():
            if cohort.where is not None:
                read |= set(cohort.where.fields())
        for each in kind.fields:
            held = each.type is FieldType.ROWS and _row_key(kind, each.key) in rows
            if each.type in _LONG and each.key not in read and not held:
                yield each.key

    def _origin(self, origin: Origin | None, dropped: Mapping[str, None]) -> Origin | None:
        if origin is None:
            return None
        # Forms written from one blank have one set of cells.
        pairs = tuple(pair for pair in origin.cells.items() if pair[0] not in dropped)
        return attrs.evolve(origin, cells=self._cells.setdefault(pairs, dict(pairs)))


def _fields(partial: Partial) -> tuple[str, ...]:
    single = tuple(key for key in (partial.field, partial.by) if key is not None)
    where = () if partial.where is None else partial.where.fields()
    return (*single, *partial.distinct, *partial.without_none, *where)


def _row_key(kind: RecordKind, key: str) -> str:
    return f"{kind.key}.{key}"
