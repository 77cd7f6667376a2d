"""Figures that moved far from those of the cycle before, and the reasons asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.comparisons import as_possible
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.homes import division_field, home_of
from kejifupin.records.identities import place_of, value_key
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import is_reported
from kejifupin.submissions.events import EventKind, SubmissionEvent
from kejifupin.terms.arithmetic import Number, add
from kejifupin.terms.citations import Citation
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.quantities import NONE_OF_ITEM, format_number
from kejifupin.terms.spans import Period

CODES: Mapping[str, str] = {"swing.no_reason": "与上一期相比变动过大，没有说明原因"}

_DATES = (FieldType.PERIOD, FieldType.DATE)


@frozen
class SwingRule:
    """How far a figure may move from the cycle before without a reason (波动核查).

    Args:
        key: Key of the rule.
        kind: Kind of the records.
        percent: Per cent of the figure before that a figure may move.
        fields: Keys of the fields that are compared; all numbers by default.
        difference: A move smaller than this, in the field's unit, is let pass.
        reason: Key of the field in which a reason may be given.
        remedy: What to do, in Chinese.
        citation: Where the rule comes from.
    """

    key: str
    kind: str
    percent: Number
    fields: tuple[str, ...] = ()
    difference: Number = 0
    reason: str | None = None
    remedy: str = "核对两期数字；属实的，说明变动原因"
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if self.percent < 0 or self.difference < 0:
            raise DefinitionError(
                f"swing rule {self.key!r}: percent and difference are not negative",
                f"波动核查“{self.key}”的 percent、difference 不能是负数",
                "写 0 以上的数，如 percent = 30",
            )

    def compared(self, kind: RecordKind) -> tuple[Field, ...]:
        """The fields of a kind that are compared."""
        numbers = (each for each in kind.fields if each.type is FieldType.NUMBER)
        return tuple(each for each in numbers if not self.fields or each.key in self.fields)


def check_swings(
    records: Iterable[Record],
    previous: Iterable[Record],
    rules: Iterable[SwingRule],
    setting: Setting,
    *,
    events: Iterable[SubmissionEvent] = (),
) -> tuple[Issue, ...]:
    """Issues of figures that moved too far from those before, and for which no reason is given.

    The figures before are those of the same subject in the cycle before; where the records of a
    kind cover periods, those of the last period before. Only what surely moved too far is told:
    a figure that is vague or not reported is not. From zero any rise is too far.

    Args:
        records: The records that count.
        previous: Those that counted in the cycle before.
        rules: How far figures may move.
        setting: The programme and its day.
        events: What happened to submissions; a reason given there silences as one in the form.
    """
    by_kind: dict[str, list[SwingRule]] = {}
    for rule in rules:
        by_kind.setdefault(rule.kind, []).append(rule)
    if not by_kind:
        return ()
    own = tuple(each for each in records if each.kind.key in by_kind)
    before = _Before.of((each for each in previous if each.kind.key in by_kind), own, setting)
    reasons = _Reasons.of(events, setting)
    return tuple(
        issue
        for record in own
        if (last := before.last(record)) is not None
        for rule in by_kind[record.kind.key]
        for issue in _swings(rule, record, last, reasons)
    )


def swing_percent(now: Interval, before: Interval) -> tuple[Number, Fraction | None]:
    """The least that a figure moved, and that as per cent of the figure before.

    Args:
        now: What it may be now; bounded.
        before: What it may have been; bounded.

    Returns:
        The least difference, 0 where it may not have moved; and its per cent, None from zero.

    >>> swing_percent(Interval.exact(150), Interval.exact(100))
    (50, Fraction(50, 1))
    >>> swing_percent(Interval(10, 19), Interval.exact(15))
    (0, Fraction(0, 1))
    """
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return 0, Fraction(0)
    rise, fall = add(now.low, -before.high), add(before.low, -now.high)
    if rise <= 0 and fall <= 0:
        return 0, Fraction(0)
    base, moved = (before.high, rise) if rise > 0 else (before.low, fall)
    return moved, None if base == 0 else abs(Fraction(moved) * 100 / Fraction(base))


@frozen
class _Before:
    """The record before each record."""

    setting: Setting
    known: Mapping[Hashable, Sequence[Record]] = field(repr=False)
    earlier: Mapping[Hashable, Sequence[Record]] = field(repr=False)

    @classmethod
    def of(cls, previous: Iterable[Record], records: Iterable[Record], setting: Setting) -> _Before:
        known: dict[Hashable, list[Record]] = {}
        for each in previous:
            known.setdefault(_subject(each, setting), []).append(each)
        earlier: dict[Hashable, list[Record]] = {}
        for each in records:
            if _is_periodic(each.kind):
                earlier.setdefault(_subject(each, setting), []).append(each)
        return cls(setting, known, earlier)

    def last(self, record: Record) -> Record | None:
        subject, day = _subject(record, self.setting), _day(record)
        near = [*self.known.get(subject, ()), *self.earlier.get(subject, ())]
        if _is_periodic(record.kind):
            dated = [(found, each) for each in near if (found := _day(each)) is not None]
            near = [each for found, each in dated if day is not None and found < day]
            return max(near, key=lambda each: _day(each) or date.min, default=None)
        # Two records of one subject say two things, and which of them was before is not known.
        return near[0] if len(near) == 1 else None


@frozen
class _Reasons:
    """Reasons that the register of events gives."""

    setting: Setting
    events: tuple[SubmissionEvent, ...]

    @classmethod
    def of(cls, events: Iterable[SubmissionEvent], setting: Setting) -> _Reasons:
        return cls(setting, tuple(each for each in events if each.kind is EventKind.EXPLAINED))

    def covers(self, record: Record, key: str) -> bool:
        """Whether the sender gave the reason for a figure."""
        return any(
            each.form in (None, record.kind.key)
            and each.field in (None, key)
            and self._speaks_of(each, record)
            for each in self.events
        )

    def _speaks_of(self, event: SubmissionEvent, record: Record) -> bool:
        if event.file is not None:
            return record.origin is not None and event.file == record.origin.file
        if event.division is None:
            return False
        home = home_of(record, self.setting)
        return home is not None and home == self.setting.division_now(event.division)


def _swings(rule: SwingRule, record: Record, last: Record, reasons: _Reasons) -> Iterator[Issue]:
    if rule.reason is not None and _is_given(record, rule.reason):
        return
    for each in rule.compared(record.kind):
        now, before = _figure(record, each.key), _figure(last, each.key)
        if now is None or before is None:
            continue
        moved, percent = swing_percent(now, before)
        if moved == 0 or moved < rule.difference:
            continue
        if percent is not None and percent <= Fraction(rule.percent):
            continue
        if not reasons.covers(record, each.key):
            rose = now.low is not None and before.high is not None and now.low > before.high
            yield _issue(rule, record, each, (now, before), percent=percent, rose=rose)


def _figure(record: Record, key: str) -> Interval | None:
    """The figure of a field; an item that does not exist has none to move from."""
    value = record.get(key)
    return None if value is NONE_OF_ITEM else as_possible(value)


def _issue(
    rule: SwingRule,
    record: Record,
    spec: Field,
    figures: tuple[Interval, Interval],
    *,
    percent: Fraction | None,
    rose: bool,
) -> Issue:
    now, before = (_words(each, spec.unit or "") for each in figures)
    moved = ""
    if percent is not None:
        word = "增加" if rose else "减少"
        moved = f"{word}{format_number(_tenths(percent))}%，超过{format_number(rule.percent)}%，"
    return Issue(
        "swing.no_reason",
        f"“{spec.label}”为{now}，上一期为{before}，{moved}没有说明原因",
        Severity.WARNING,
        place_of(record, spec.key),
        field=spec.key,
        rule=rule.key,
        remedy=rule.remedy,
    )


def _tenths(percent: Fraction) -> Decimal:
    """Per cent with one decimal, cut."""
    return Decimal(int(percent * 10)).scaleb(-1)


def _words(figure: Interval, unit: str) -> str:
    low, high = figure.low, figure.high
    if low is None or high is None or low == high:
        return f"{format_number(low if low is not None else high or 0)}{unit}"
    return f"{format_number(low)}—{format_number(high)}{unit}"


def _is_given(record: Record, key: str) -> bool:
    value = record.get(key) if key in record.kind else None
    return is_reported(value) and bool(str(value).strip())


def _is_periodic(kind: RecordKind) -> bool:
    return any(kind.field(key).type in _DATES for key in kind.identity)


def _subject(record: Record, setting: Setting) -> Hashable:
    """What two records of one subject in two cycles share: all of its identity but the days."""
    kind, home = record.kind, division_field(record)
    keys = (key for key in kind.identity if key != home and kind.field(key).type not in _DATES)
    return (
        kind.key,
        home_of(record, setting) if home in kind.identity else None,
        *(value_key(record.get(key)) for key in keys),
    )


def _day(record: Record) -> date | None:
    """The last day that a record of a periodic kind speaks of."""
    for key in record.kind.identity:
        value = record.get(key)
        if isinstance(value, Period):
            return value.end
        if isinstance(value, date):
            return value
    return None
