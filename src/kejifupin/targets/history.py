"""What a run came to, kept so that a later one can be held against it; no personal data in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date

import attrs
from attrs import frozen

from kejifupin.indicators.contributions import figure_text, record_cell
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import interval_text
from kejifupin.records.cohorts import Cohort
from kejifupin.records.identities import identity_key, value_key
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.disclosure import MASK, Privacy
from kejifupin.terms.intervals import Interval
from kejifupin.terms.rule_versions import RuleVersion


@frozen
class StatusPoint:
    """How a target stood for a division in one run (一次判断).

    Args:
        target: Key of the target.
        label: Its words.
        division: Code of the division.
        division_name: Its name.
        state: How it stood.
        value: The possible values.
        bound: What had to be reached.
        unit: Their unit.
        pace: How much was expected by the day.
        due_on: The due day.
        failing: Codes of the members that surely were not as promised, where they are divisions.
        missing: Codes of the divisions whose figure was unknown.
    """

    target: str
    label: str
    division: str
    division_name: str
    state: State
    value: Interval | None
    bound: Bound
    unit: str
    pace: Number | None
    due_on: date
    failing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def value_text(self) -> str:
        """The value with its unit."""
        return interval_text(self.value, self.unit)


@frozen
class Figure:
    """What stood in a field that counts (字段所填).

    Args:
        label: Name of the field.
        text: What stood there, masked where it is personal.
        cell: Address of its cell.
        mark: What tells it from another value; None where nothing but the text is known.
    """

    label: str
    text: str
    cell: str | None = None
    mark: Hashable = attrs.field(default=None, repr=False)


@frozen
class RecordPoint:
    """A record as it stood in one run (一份记录).

    Args:
        kind: Key of its kind.
        label: Name of the kind.
        home: Code of the division that it counted for.
        file: The file that it was read from.
        place: Table and row inside the file.
        cell: The cell that it is best pointed to.
        name: The part of its identity that is nobody's personal data.
        figures: Field → what stood there, for the fields that some target counts.
        identity: What it shares with later versions of it; None once it was saved.
    """

    kind: str
    label: str
    home: str
    file: str | None
    place: str
    cell: str | None
    name: str
    figures: Mapping[str, Figure] = attrs.field(factory=dict, hash=False)
    identity: Hashable = attrs.field(default=None, repr=False)


@frozen
class Run:
    """What was worked out on a day, as far as a later run is held against it (一次结果).

    Args:
        version: The definitions that it rests on.
        as_of: The day.
        statuses: How every target stood.
        records: The records that some target counts.
        needs: Target → kinds of records that it counts → the fields of them.
        chains: Division → itself and those above it, nearest first.
        names: Division → its name.
    """

    version: RuleVersion
    as_of: date
    statuses: tuple[StatusPoint, ...] = attrs.field(repr=False)
    records: tuple[RecordPoint, ...] = attrs.field(repr=False)
    needs: Mapping[str, Mapping[str, tuple[str, ...]]] = attrs.field(repr=False, hash=False)
    chains: Mapping[str, tuple[str, ...]] = attrs.field(repr=False, hash=False)
    names: Mapping[str, str] = attrs.field(factory=dict, repr=False, hash=False)


def run_of(
    statuses: Iterable[TargetStatus],
    plan: Plan,
    data: DataSource,
    setting: Setting,
    version: RuleVersion,
) -> Run:
    """What is kept of a run: statuses, and the records behind them without personal data.

    Args:
        statuses: The statuses.
        plan: The plan that knows their indicators.
        data: The data that they were judged on.
        setting: The programme and its day.
        version: The definitions that they rest on.
    """
    statuses = tuple(statuses)
    targets = {each.target.key: each.target for each in statuses}
    needs = {key: _needs(target, plan, setting) for key, target in targets.items()}
    wanted: dict[str, dict[str, None]] = {}
    for kinds in needs.values():
        for kind, fields in kinds.items():
            wanted.setdefault(kind, {}).update(dict.fromkeys(fields))
    records = tuple(
        _record_point(each.record, each.home, tuple(fields), setting)
        for kind, fields in wanted.items()
        for each in data.select(Partial(PartialKind.COUNT, kind), setting)
    )
    homes = dict.fromkeys(each.home for each in records)
    return Run(
        version,
        setting.as_of,
        tuple(map(_point, statuses)),
        records,
        needs,
        {code: setting.reach.chain(code) for code in homes},
        {code: setting.division_name(code) for code in homes},
    )


def _point(status: TargetStatus) -> StatusPoint:
    return StatusPoint(
        status.target.key,
        status.target.label,
        status.division,
        status.division_name,
        status.state,
        status.value,
        status.bound,
        status.unit,
        status.pace,
        status.due_on,
        tuple(each.key for each in status.failing),
        status.missing,
    )


def _needs(target: Target, plan: Plan, setting: Setting) -> Mapping[str, tuple[str, ...]]:
    """The kinds of records behind a target, each with the fields that count."""
    found: dict[str, dict[str, None]] = {}
    cohort = setting.cohorts.get(target.cohort or "")
    keys = [target.indicator]
    keys += [cohort.indicator] if cohort is not None and cohort.indicator is not None else []
    if target.baseline is not None and target.baseline.indicator is not None:
        keys.append(target.baseline.indicator)
    for key in keys:
        for partial in plan.parts.get(key, ()):
            found.setdefault(partial.records, {}).update(dict.fromkeys(_fields(partial)))
    if cohort is not None and cohort.records is not None:
        read = _cohort_fields(cohort)
        found.setdefault(cohort.records, {}).update(dict.fromkeys(read))
    return {kind: tuple(fields) for kind, fields in found.items()}


def _fields(partial: Partial) -> Iterator[str]:
    """Fields that decide what a partial counts."""
    yield from (each for each in (partial.field, partial.by) if each is not None)
    yield from partial.distinct
    yield from partial.without_none
    if partial.where is not None:
        yield from partial.where.fields()


def _cohort_fields(cohort: Cohort) -> tuple[str, ...]:
    return () if cohort.where is None else cohort.where.fields()


def _record_point(
    record: Record, home: str, fields: tuple[str, ...], setting: Setting
) -> RecordPoint:
    kind, origin = record.kind, record.origin
    row = f"第{origin.row}行" if origin is not None and origin.row is not None else ""
    return RecordPoint(
        kind.key,
        kind.label,
        home,
        origin.file if origin else None,
        " ".join(filter(None, (origin.table if origin else None, row))),
        record_cell(record),
        " ".join(_shown(record, key) for key in kind.identity if _is_open(record, key)),
        {key: _figure(record, key) for key in fields if key in kind},
        (kind.key, home, origin.row if origin else None, value_key(record))
        if kind.parent is not None
        else identity_key(record, setting),
    )


def _figure(record: Record, key: str) -> Figure:
    value = record.get(key)
    cell = record.origin.cell(key) if record.origin else None
    return Figure(record.kind.field(key).label, _shown(record, key), cell, value_key(value))


def _shown(record: Record, key: str) -> str:
    value: FieldValue = record.get(key)
    if value is not None and not _is_open(record, key):
        return MASK
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return figure_text(value, record.kind.field(key).unit or "")


def _is_open(record: Record, key: str) -> bool:
    return record.kind.field(key).privacy is Privacy.OPEN
