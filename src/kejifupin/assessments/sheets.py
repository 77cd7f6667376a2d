"""What people entered in scoring sheets, led to who is meant and to the criterion meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.evidence import Evidence, Take
from kejifupin.assessments.marks import as_fraction
from kejifupin.assessments.readings import Ground, Reading
from kejifupin.assessments.scheme import AssessmentScheme, Sheet
from kejifupin.assessments.subjects import Subject
from kejifupin.records.conditions import holds
from kejifupin.records.homes import home_of
from kejifupin.records.identities import place_of, spelling_key, value_key
from kejifupin.records.kinds import Silence
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName, FieldValue, as_interval, is_reported
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import NONE_OF_ITEM


@frozen
class Entry:
    """One line of a scoring sheet (评分记录).

    Args:
        record: The record, or the row of one.
        around: The record that the row stands in.
    """

    record: Record
    around: Record | None = None

    def place_words(self) -> str:
        """Where it stands, to put entries in an order that no reading changes."""
        key = next(iter(self.record.kind.fields)).key
        around = "" if self.around is None else place_of(self.around, "").words()
        return f"{around} {place_of(self.record, key).words()}"

    def holder(self, key: str) -> Record | None:
        """The one of the two that has a field."""
        for each in (self.record, self.around):
            if each is not None and key in each.kind:
                return each
        return None

    def get(self, key: str) -> FieldValue:
        """The value of a field, of the row before that of the record around it."""
        holder = self.holder(key)
        return None if holder is None else holder.get(key)


@frozen
class SheetEntries:
    """The entries of one sheet by subject and criterion (评分表记录).

    Args:
        sheet: The sheet.
        found: (subject, criterion) → entries; the criterion is None where each has a column.
        strange: Entries that speak of nobody or of nothing in the scheme.
        silence: What it means that nothing was entered, as the kind of the sheet says.
    """

    sheet: Sheet
    found: Mapping[tuple[str, str | None], tuple[Entry, ...]]
    strange: tuple[tuple[Entry, str], ...] = ()
    silence: Silence = Silence.MISSING

    @classmethod
    def of(
        cls,
        sheet: Sheet,
        scheme: AssessmentScheme,
        subjects: Sequence[Subject],
        records: Iterable[Record],
        setting: Setting,
    ) -> SheetEntries:
        """The entries of a sheet among records."""
        by_name: dict[str, list[Subject]] = {}
        for each in subjects:
            for name in dict.fromkeys((each.key, spelling_key(each.label))):
                by_name.setdefault(name, []).append(each)
        by_code = {each.key: each for each in subjects if each.key == each.division}
        criteria = {
            name: each.key
            for each in scheme.criteria
            for name in (spelling_key(each.label), each.key)
        }
        found: dict[tuple[str, str | None], list[Entry]] = {}
        strange: list[tuple[Entry, str]] = []
        for entry in sorted(_entries(sheet, records, setting), key=Entry.place_words):
            subject = _meant(entry, sheet, by_name, by_code, setting)
            if subject is None:
                strange.append((entry, sheet.subject))
                continue
            key: str | None = None
            if sheet.criterion is not None:
                told = entry.get(sheet.criterion)
                key = criteria.get(spelling_key(told)) if isinstance(told, str) else None
                if key is None:
                    strange.append((entry, sheet.criterion))
                    continue
            found.setdefault((subject.key, key), []).append(entry)
        grouped = {key: tuple(each) for key, each in found.items()}
        silence = setting.kind(sheet.records.partition(".")[0]).silence
        return cls(sheet, grouped, tuple(strange), silence)

    def read(
        self,
        evidence: Evidence,
        subject: Subject,
        criterion: str | None,
        *,
        by_subject: bool = False,
    ) -> Reading:
        """What was entered for a criterion of a subject.

        Args:
            evidence: Which column, and how several entries go together.
            subject: Of whom.
            criterion: Key of the criterion.
            by_subject: Whether what the subject gave itself is read.
        """
        field = self.sheet.self_value if by_subject else (evidence.field or self.sheet.value)
        key = criterion if self.sheet.criterion is not None else None
        entries = self.found.get((subject.key, key), ())
        if evidence.taken is Take.COUNT and not by_subject:
            return _counted(entries, field)
        if field is None:
            return Reading("登记", why="没有写明取哪一栏")
        summed = evidence.taken is Take.SUM and not by_subject
        if not entries and summed and self.silence is Silence.ZERO:
            return Reading("登记", Interval.exact(0), why="没有登记，按零计")
        told = [
            (each, holder)
            for each in entries
            if (holder := each.holder(field)) is not None and is_reported(each.get(field))
        ]
        readings = [entry_reading(holder, field, _label(holder, field)) for _, holder in told]
        return _together(readings, Take.ONLY if by_subject else evidence.taken)


def entry_reading(record: Record, key: str, label: str) -> Reading:
    """What one field of a record says."""
    value, spec = record.get(key), record.kind.field(key)
    grounds = (Ground(place=place_of(record, key)),)
    if value is NONE_OF_ITEM:
        return Reading(label, applies=False, why="填“-”（无此项）", grounds=grounds)
    number = as_interval(value)
    if number is not None:
        return Reading(label, number, spec.unit or "", grounds=grounds)
    if isinstance(value, str):
        return Reading(label, words=(value,), grounds=grounds)
    if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
        return Reading(label, words=(value[0],), grounds=grounds)
    return Reading(label, why="未填", grounds=grounds)


def _label(record: Record, key: str) -> str:
    return record.kind.field(key).label


def _entries(sheet: Sheet, records: Iterable[Record], setting: Setting) -> Iterator[Entry]:
    kind, _, rows = sheet.records.partition(".")
    period = setting.definition.period
    for record in records:
        if record.kind.key != kind:
            continue
        inner = (Entry(row, record) for row in record.rows(rows)) if rows else (Entry(record),)
        for entry in inner:
            if sheet.where is None or holds(sheet.where, entry.record, period):
                yield entry


def _meant(
    entry: Entry,
    sheet: Sheet,
    by_name: Mapping[str, Sequence[Subject]],
    by_code: Mapping[str, Subject],
    setting: Setting,
) -> Subject | None:
    """The subject that an entry speaks of; None where there is none, or several."""
    told = entry.get(sheet.subject)
    if isinstance(told, DivisionName):
        code = None if told.code is None else setting.division_now(told.code)
        return None if code is None else by_code.get(code)
    if not isinstance(told, str):
        return None
    found = by_name.get(told) or by_name.get(spelling_key(told), ())
    if len(found) > 1:
        homes = {home_of(each, setting) for each in (entry.record, entry.around) if each}
        found = [each for each in found if each.division in homes]
    return found[0] if len(found) == 1 else None


def _counted(entries: Sequence[Entry], field: str | None) -> Reading:
    grounds = tuple(
        Ground(place=place_of(each.record, field or next(iter(each.record.kind.fields)).key))
        for each in entries
    )
    return Reading("登记", Interval.exact(len(entries)), "条", grounds=grounds)


def _together(readings: Sequence[Reading], take: Take) -> Reading:
    """Several entries as one."""
    grounds = tuple(ground for each in readings for ground in each.grounds)
    if not readings:
        return Reading("登记", why="没有登记")
    first = readings[0]
    there = [each for each in readings if each.applies is not False]
    if not there:
        return first.with_(grounds=grounds)
    values = [each.value for each in there if each.value is not None]
    if take in (Take.SUM, Take.AVERAGE) and len(values) == len(there):
        total = values[0]
        for each in values[1:]:
            total += each
        if take is Take.AVERAGE:
            total = _divided(total, len(values))
        several = f"共{len(values)}条" if len(values) > 1 else ""
        return there[0].with_(value=total, why=several, grounds=grounds)
    if len({value_key((each.words, each.value)) for each in readings}) == 1 and all(
        each.applies for each in readings
    ):
        return first.with_(grounds=grounds)
    words = tuple(sorted({word for each in there for word in each.words}))
    value = None
    if len(values) == len(there):
        value = values[0]
        for each in values[1:]:
            value = value.hull(each)
    applies = True if len(there) == len(readings) else None
    return there[0].with_(
        value=value,
        words=words,
        applies=applies,
        why=f"{len(readings)}条登记不一致",
        grounds=grounds,
    )


def _divided(total: Interval, count: int) -> Interval:
    low, high = (
        None if end is None else to_number(as_fraction(end) / Fraction(count))
        for end in (total.low, total.high)
    )
    return Interval(low, high, total.high_open)
