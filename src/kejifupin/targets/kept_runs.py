"""What is kept of a run: its statuses and the records behind them, streamed from where they are."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

from kejifupin.indicators.contributions import figure_text, record_cell
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.records.cohorts import Cohort
from kejifupin.records.identities import identity_key, value_key
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue
from kejifupin.targets.history import Figure, RecordPoint, Run, StatusPoint
from kejifupin.targets.members import member_question
from kejifupin.targets.status import TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.disclosure import MASK, Privacy
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.streams import Streamed

AT_ONCE = 100_000
"""Records of which it is kept at one time which of them fail a target."""


def run_of(
    statuses: Iterable[TargetStatus],
    plan: Plan,
    data: DataSource,
    setting: Setting,
    version: RuleVersion,
    *,
    ground: Ground | None = None,
) -> Run:
    """What is kept of a run: statuses, and the records behind them without personal data.

    Args:
        statuses: The statuses.
        plan: The plan that knows their indicators.
        data: The data that they were judged on.
        setting: The programme and its day.
        version: The definitions that they rest on.
        ground: What was judged together, the programme's scope by default.
    """
    over = ground or Ground.of(setting)
    statuses = tuple(statuses)
    targets = {each.target.key: each.target for each in statuses}
    needs = {key: _needs(target, plan, setting) for key, target in targets.items()}
    kinds: dict[str, dict[str, None]] = {}
    for own in needs.values():
        for kind, fields in own.items():
            kinds.setdefault(kind, {}).update(dict.fromkeys(fields))
    counts = {kind: Partial(PartialKind.COUNT, kind) for kind in kinds}
    sizes = {
        partial.records: {
            home: tally.seen
            for home, tally in homes.items()
            if tally.seen and (not over.is_group or home in over.reach)
        }
        for partial, homes in data.tallies(counts.values(), setting, over.reach).items()
    }
    questions = _questions(targets.values(), plan, setting)

    def records() -> Iterator[RecordPoint]:
        for kind, fields in kinds.items():
            asked = questions.get(kind, {})
            for homes in _portions(sizes[kind]):
                failing = _failing(asked, homes, data, setting)
                for each in data.select(counts[kind], setting, homes):
                    yield _record_point(each.record, each.home, tuple(fields), failing, setting)

    homes = dict.fromkeys(home for own in sizes.values() for home in own)
    return Run(
        version,
        setting.as_of,
        Streamed(lambda: map(_point, statuses)),
        Streamed(records),
        needs,
        {code: over.reach.chain(code) for code in homes},
        {code: setting.division_name(code) for code in homes},
        over.root if over.is_group else None,
    )


def _portions(sizes: Mapping[str, int]) -> Iterator[Collection[str]]:
    """The divisions, as many at a time as have about `AT_ONCE` records."""
    portion: dict[str, None] = {}
    gathered = 0
    for home, size in sizes.items():
        portion[home] = None
        gathered += size
        if gathered >= AT_ONCE:
            yield portion.keys()
            portion, gathered = {}, 0
    if portion:
        yield portion.keys()


def _questions(
    targets: Iterable[Target], plan: Plan, setting: Setting
) -> Mapping[str, Mapping[str, MemberQuestion]]:
    """Kind of records that are members → target → what is asked of each of them."""
    found: dict[str, dict[str, MemberQuestion]] = {}
    for target in targets:
        cohort = setting.cohorts.get(target.cohort or "")
        if cohort is not None and cohort.records is not None:
            question = member_question(target, plan.indicators[target.indicator], plan, setting)
            found.setdefault(cohort.records, {})[target.key] = question
    return found


def _failing(
    questions: Mapping[str, MemberQuestion],
    homes: Collection[str],
    data: DataSource,
    setting: Setting,
) -> Mapping[Hashable, tuple[str, ...]]:
    """Identity of a record of some divisions → the targets that it fails as a member."""
    found: dict[Hashable, tuple[str, ...]] = {}
    for target, question in questions.items():
        for each in data.members(question, setting, homes, answers=(False,)):
            if each.certain:
                key = _identity(each.record, each.home, setting)
                found[key] = (*found.get(key, ()), target)
    return found


def _identity(record: Record, home: str, setting: Setting) -> Hashable:
    """What a record shares with later versions of it; a row, with whatever says the same there."""
    kind, origin = record.kind, record.origin
    if kind.parent is not None:
        return kind.key, home, origin.row if origin else None, value_key(record)
    return identity_key(record, setting)


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
    record: Record,
    home: str,
    fields: tuple[str, ...],
    failing: Mapping[Hashable, tuple[str, ...]],
    setting: Setting,
) -> RecordPoint:
    kind, origin = record.kind, record.origin
    identity = _identity(record, home, setting)
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
        identity,
        failing.get(identity, ()),
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
