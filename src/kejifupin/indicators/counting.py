"""Partials counted on records, in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce

from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.sharing import share
from kejifupin.indicators.tallies import ZERO, Tally, merge, summed
from kejifupin.records.conditions import holds
from kejifupin.records.homes import division_field
from kejifupin.records.identities import value_key
from kejifupin.records.reach import Reach
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, as_interval, is_reported
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM

Answered = tuple[Record, bool | None]
Days = tuple[date | None, date | None]


def tallies_by_home(
    partial: Partial, groups: Mapping[str, Sequence[Record]], setting: Setting, reach: Reach
) -> Mapping[str, Tally]:
    """Tally a partial over the records of each division.

    Args:
        partial: What to count.
        groups: Division → its own records.
        setting: The programme and its day.
        reach: The tree in which distinct counts add up.
    """
    tallies = {home: tally_of(partial, records, setting) for home, records in groups.items()}
    if partial.kind is not PartialKind.DISTINCT or partial.apart:
        return tallies
    keys = {home: keys_of(partial, records, setting) for home, records in groups.items()}
    certain = {home: {key for key, sure in own.items() if sure} for home, own in keys.items()}
    possible = {home: own.keys() - certain[home] for home, own in keys.items()}
    return share(tallies, certain, possible, reach)


def counted(partial: Partial, records: Iterable[Record], setting: Setting) -> tuple[Answered, ...]:
    """The records that a partial counts for certain (True) or may count (None).

    Args:
        partial: What to count.
        records: Records of its kind that belong together: those of one division, for the latest.
        setting: The programme and its day.
    """
    answered = _answered(partial, _existing(partial, records, setting), setting)
    if partial.kind is not PartialKind.LATEST:
        return answered
    return tuple(each for group in _subjects(partial, answered) for each in _latest(partial, group))


def tally_of(partial: Partial, records: Sequence[Record], setting: Setting) -> Tally:
    """Tally a partial over records that belong together."""
    if (
        partial.is_plain_sum
        and partial.by is None
        and (quick := _quick_sum(partial.field or "", records))
    ):
        return quick
    found = _existing(partial, records, setting)
    answered = _answered(partial, found, setting)
    match partial.kind:
        case PartialKind.COUNT:
            return _count(partial, answered, len(found))
        case PartialKind.DISTINCT:
            return _distinct(partial, answered, len(found))
        case PartialKind.SUM:
            return _sum(partial, answered, len(found))
        case PartialKind.LATEST:
            return sum_of_latest(partial, answered, len(found))


def _answered(
    partial: Partial, records: Iterable[Record], setting: Setting
) -> tuple[Answered, ...]:
    where, leaves = partial.where, (*partial.without_none, *_counted_field(partial))
    if where is None:
        answered: tuple[Answered, ...] = tuple((record, True) for record in records)
    else:
        period = setting.definition.period
        answers = ((record, holds(where, record, period)) for record in records)
        answered = tuple(each for each in answers if each[1] is not False)
    if not leaves:
        return answered
    return tuple(
        each for each in answered if all(each[0].get(key) is not NONE_OF_ITEM for key in leaves)
    )


def _counted_field(partial: Partial) -> tuple[str, ...]:
    """A count of figures passes over “-”, which is none."""
    return (partial.field,) if partial.kind is PartialKind.COUNT and partial.field else ()


def _count(partial: Partial, answered: Sequence[Answered], seen: int) -> Tally:
    sure = maybe = blank = 0
    for record, answer in answered:
        if partial.field is not None and as_interval(record.get(partial.field)) is None:
            blank += 1
        elif answer:
            sure += 1
        else:
            maybe += 1
    return Tally(Interval(sure, sure + maybe), sure, blank, maybe, seen=seen)


def _quick_sum(field: str, records: Sequence[Record]) -> Tally | None:
    """The commonest tally by the shortest way: whole numbers, none of them blank or vague."""
    values = [record.get(field) for record in records]
    whole = [value for value in values if type(value) is int]
    if len(whole) < len(values):
        return None
    return Tally(Interval.exact(sum(whole)), len(whole), seen=len(whole))


def _sum(partial: Partial, answered: Iterable[Answered], seen: int) -> Tally:
    amounts: list[Interval] = []
    reported = blank = uncertain = none = 0
    for record, answer in answered:
        value = record.get(partial.field or "")
        amount = as_interval(value)
        if amount is None:
            blank += 1
        elif answer is None:
            # It may count or not: anything from nothing to its amount.
            amounts.append(amount.hull(ZERO))
            uncertain += 1
        else:
            amounts.append(amount)
            reported += 1
            none += value is NONE_OF_ITEM
    return Tally(summed(amounts), reported, blank, uncertain, none, seen)


def _distinct(partial: Partial, answered: Sequence[Answered], seen: int) -> Tally:
    keys = _keys(partial, answered)
    told = [(tuple(map(record.get, partial.distinct)), answer) for record, answer in answered]
    named = [(values, answer) for values, answer in told if NONE_OF_ITEM not in values]
    sure = [answer is True for values, answer in named if all(map(is_reported, values))]
    none, blank = len(told) - len(named), len(named) - len(sure)
    return Tally(
        Interval(sum(keys.values()), len(keys) + blank),
        sum(sure) + none,
        blank,
        len(sure) - sum(sure),
        none,
        seen,
    )


def keys_of(
    partial: Partial, records: Iterable[Record], setting: Setting
) -> Mapping[Hashable, bool]:
    """What a distinct count tells apart in some records: key → whether it surely counts."""
    return _keys(partial, _answered(partial, _existing(partial, records, setting), setting))


def _keys(partial: Partial, answered: Iterable[Answered]) -> Mapping[Hashable, bool]:
    keys: dict[Hashable, bool] = {}
    for record, answer in answered:
        values = tuple(map(record.get, partial.distinct))
        if NONE_OF_ITEM not in values and all(map(is_reported, values)):
            key = value_key(values)
            keys[key] = keys.get(key, False) or answer is True
    return keys


def _existing(partial: Partial, records: Iterable[Record], setting: Setting) -> tuple[Record, ...]:
    """The records that exist: what is dated later does not, nor a return of other days alone."""
    found, by = tuple(records), partial.by
    if by is None or not found:
        return found
    window = partial.asked_of(found[0].kind)
    span = ANY_DAYS if window is None else window.days(setting.definition.period)
    return tuple(each for each in found if exists(each.get(by), setting.as_of, span))


ANY_DAYS: Days = (None, None)


def exists(value: FieldValue, as_of: date, span: Days = ANY_DAYS) -> bool:
    """Whether a record with this in its date field exists on a day; without a day it does.

    Args:
        value: What stands there.
        as_of: The day.
        span: The days that it must speak of, if it speaks of a period.
    """
    if not isinstance(value, Period):
        return not isinstance(value, date) or value <= as_of
    start, end = span
    outside = (start is not None and value.end < start) or (end is not None and value.start > end)
    return value.end <= as_of and not outside


def _day(partial: Partial, record: Record) -> date | None:
    value = record.get(partial.by) if partial.by is not None else None
    return value.end if isinstance(value, Period) else value if isinstance(value, date) else None


def _subjects(partial: Partial, answered: Iterable[Answered]) -> Iterable[Sequence[Answered]]:
    """The records of each subject: of one team, one station, one return."""
    groups: dict[Hashable, list[Answered]] = defaultdict(list)
    for record, answer in answered:
        passed = (partial.by, division_field(record))
        keys = (key for key in record.kind.identity if key not in passed)
        groups[tuple(value_key(record.get(key)) for key in keys)].append((record, answer))
    return groups.values()


def _latest(partial: Partial, group: Sequence[Answered]) -> Sequence[Answered]:
    """The latest of one subject's records; where that cannot be told, all that may be it."""
    if len(group) == 1:
        return group
    last = _last_day(partial, group)
    days = [_day(partial, record) for record, _ in group]
    found = [
        each for each, day in zip(group, days, strict=True) if not (day and last and day < last)
    ]
    if None not in days and all(answer for _, answer in found):
        return found
    return [(record, None) for record, _ in found]


def _last_day(partial: Partial, group: Iterable[Answered]) -> date | None:
    """The last day of which a record surely counts."""
    days = (_day(partial, record) for record, answer in group if answer)
    return max((day for day in days if day is not None), default=None)


def sum_of_latest(partial: Partial, answered: Sequence[Answered], seen: int) -> Tally:
    """Tally the latest of each subject's records.

    Args:
        partial: What to count.
        answered: Existing records that its condition picks for certain (True) or may pick (None).
        seen: How many records exist.
    """
    passed_over = Tally(seen=seen - len(answered))
    parts = [_latest_tally(partial, group) for group in _subjects(partial, answered)]
    return merge((passed_over, *parts))


def _latest_tally(partial: Partial, group: Sequence[Answered]) -> Tally:
    latest = _latest(partial, group)
    if all(answer for _, answer in latest):
        return _sum(partial, latest, len(latest))
    amounts = [as_interval(record.get(partial.field or "")) for record, _ in latest]
    known = [each for each in amounts if each is not None]
    # One of them counts: the last of known day, or another; none, if the condition picks none.
    last, sure = _last_day(partial, group), [each for each in group if each[1]]
    if last is not None:
        at_last = [each for each in sure if _day(partial, each[0]) == last]
        known.append(_sum(partial, at_last, 0).total)
    elif not sure:
        known.append(ZERO)
    return Tally(
        reduce(Interval.hull, known) if known else ZERO,
        blank=amounts.count(None),
        uncertain=len(amounts) - amounts.count(None),
        seen=len(latest),
    )
