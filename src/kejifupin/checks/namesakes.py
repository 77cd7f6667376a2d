"""Two households, or two villages, of one name: perhaps one that was handed in twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from kejifupin.checks.spellings import nested
from kejifupin.records.homes import division_field, home_of, written_division
from kejifupin.records.identities import (
    place_of,
    record_name,
    spelling_key,
    value_key,
)
from kejifupin.records.kinds import FieldType
from kejifupin.records.record import Record
from kejifupin.records.registers import village_aliases
from kejifupin.records.setting import Setting
from kejifupin.records.values import is_reported
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {"record.namesake": "同一地区内有同名的两户或两村，可能重复"}

NameKey = tuple[str, str, str]
"""What records of one name share: key of their kind, division around them, their name."""


def check_namesakes(records: Iterable[Record], setting: Setting) -> tuple[Issue, ...]:
    """Tell what bears one name and is not the same.

    Two records that name one person in one division and differ in what else tells them apart, the
    address, are an info; a warning where more speaks for one person handed in twice. Two villages
    of one name in a county are a warning, because a form that names one of them may mean either.
    Records of one identity are left to `accept_records`.

    Args:
        records: Records as read; rows of growing tables are passed over.
        setting: The programme and its day.

    Returns:
        An issue for each but the first of one name, at its cell and with the place of the other;
        the name itself is not told. The order of the records decides only that of the issues.
    """
    names = Names(setting)
    groups: dict[NameKey, list[Record]] = {}
    for record in records:
        key = names.key(record)
        if key is not None:
            groups.setdefault(key, []).append(record)
    return tuple(
        issue
        for (_, area, _), group in groups.items()
        if len(group) > 1
        if (subject := names.subject(group[0])) is not None
        for issue in _told(group, subject, area, setting)
    )


@define(eq=False)
class Names:
    """By what names records are held against each other (同名查找).

    Args:
        setting: The programme and its day.
    """

    setting: Setting
    _counties: dict[str, str] = field(factory=dict, init=False, repr=False)
    _subjects: dict[str, _Subject | None] = field(factory=dict, init=False, repr=False)

    def key(self, record: Record) -> NameKey | None:
        """What records of one name share: kind, division around, name; None without a name."""
        subject = self.subject(record)
        name = record.get(subject.name) if subject else None
        if subject is None or not isinstance(name, str) or not name.strip():
            return None
        if subject.is_place:
            area = _county(record, self.setting, self._counties)
        else:
            area = home_of(record, self.setting)
        if area is None:
            return None
        called = _full_name(name) if subject.is_place else name
        return record.kind.key, area, spelling_key(called)

    def subject(self, record: Record) -> _Subject | None:
        """What the records of its kind are about."""
        key = record.kind.key
        if key not in self._subjects:
            self._subjects[key] = _subject_of(record)
        return self._subjects[key]


@frozen
class _Subject:
    """What the records of a kind are about.

    Args:
        name: Key of the field that names it.
        others: Keys of the other texts that tell two of one name apart, such as the address. Days
            do not: entries of several days about one person are what a ledger is for.
        phones: Keys of the fields that hold a phone number.
    """

    name: str
    others: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def is_place(self) -> bool:
        """Whether it is a village, which its name alone tells from others of its county."""
        return not self.others


def _subject_of(record: Record) -> _Subject | None:
    kind = record.kind
    if kind.register:
        return _Subject("name")
    passed = {division_field(record), kind.locality}
    texts = (key for key in kind.identity if kind.field(key).type is FieldType.TEXT)
    keys = tuple(key for key in texts if key not in passed)
    if not keys:
        return _Subject(kind.locality) if kind.locality in kind.identity else None
    phones = tuple(each.key for each in kind.fields if each.type is FieldType.PHONE)
    return _Subject(keys[0], keys[1:], phones) if len(keys) > 1 else None


def _county(record: Record, setting: Setting, known: dict[str, str]) -> str | None:
    """The county around the division of a record, or that division where none is around it."""
    code = home_of(record, setting) if record.kind.register else written_division(record)
    if code is None:
        return None
    if code not in known:
        divisions, day = setting.divisions, setting.as_of
        now = setting.division_now(code) or code
        found = divisions.find(now, day)
        around = () if found is None else (found, *divisions.ancestors(now, day))
        known[code] = next((each.code for each in around if each.level is Level.COUNTY), now)
    return known[code]


def _full_name(village: str) -> str:
    """A village's name as the register would write it: 南坞村 for 南坞 and for 南坞村委会."""
    names = (village, *village_aliases(village))
    return next((each for each in names if each.endswith(("村", "社区"))), village)


def _told(
    group: Sequence[Record], subject: _Subject, area: str, setting: Setting
) -> Iterator[Issue]:
    distinct: dict[Hashable, Record] = {}
    for record in sorted(group, key=_place_key):
        apart: Hashable = tuple(value_key(record.get(key)) for key in subject.others)
        distinct.setdefault(home_of(record, setting) if subject.is_place else apart, record)
    found = tuple(distinct.values())
    if subject.is_place:
        around = setting.division_name(area)
        yield from (_village(each, found[0], subject, around) for each in found[1:])
        return
    evidence = _evidence(found, subject)
    for number, each in enumerate(found[1:], 1):
        other, why = evidence.get(number, (0, None))
        yield _person(each, found[other], subject, why)


def _evidence(found: Sequence[Record], subject: _Subject) -> Mapping[int, tuple[int, str]]:
    """Number of a record → that of an earlier one that seems to be the same, and why."""
    evidence: dict[int, tuple[int, str]] = {}
    phones: dict[Hashable, int] = {}
    for number, record in enumerate(found):
        for key in subject.phones:
            value = record.get(key)
            if isinstance(value, str) and value.strip():
                known = phones.setdefault(spelling_key(value), number)
                if known != number:
                    evidence.setdefault(number, (known, f"{_label(record, key)}也相同"))
    blank = [not any(is_reported(each.get(key)) for key in subject.others) for each in found]
    labels = "".join(_label(found[0], key) for key in subject.others)
    for number, is_blank in enumerate(blank):
        if number and (is_blank or (number == 1 and blank[0])):
            evidence.setdefault(number, (0, f"{labels}有一份没有填"))
    texts = [each.get(subject.others[0]) for each in found]
    spelled = [spelling_key(each) if isinstance(each, str) else "" for each in texts]
    for pair in nested(spelled) if len(subject.others) == 1 else ():
        evidence.setdefault(max(pair), (min(pair), f"{labels}只是写得详略不同"))
    return evidence


def _person(record: Record, other: Record, subject: _Subject, why: str | None) -> Issue:
    labels = "".join(_label(record, key) for key in subject.others)
    differs = why or f"{labels}不同"
    guess = "可能是同一对象报了两次" if why else "可能只是同名"
    return Issue(
        "record.namesake",
        f"{record.kind.label}：{_label(record, subject.name)}与{_where(other, subject.name)}相同，"
        f"{differs}，{guess}",
        Severity.WARNING if why else Severity.INFO,
        place_of(record, subject.name),
        field=subject.name,
        remedy=f"核对；如是同一对象，只留一份，或把{labels}写成一样",
    )


def _village(record: Record, other: Record, subject: _Subject, around: str) -> Issue:
    return Issue(
        "record.namesake",
        f"{record.kind.label}：{_label(record, subject.name)}与{_where(other, subject.name)}相同，"
        f"同在{around}，只写村名分不清是哪一个",
        Severity.WARNING,
        place_of(record, subject.name),
        field=subject.name,
        remedy="核对是否重复；确是两个村的，在村名前写明乡镇",
    )


def _label(record: Record, key: str) -> str:
    return f"“{record.kind.field(key).label}”"


def _where(record: Record, key: str) -> str:
    return place_of(record, key).words() if record.origin else record_name(record)


def _place_key(record: Record) -> tuple[str, str, int, str]:
    origin = record.origin
    if origin is None:
        return "", "", 0, record_name(record)
    return origin.file, origin.table or "", origin.row or 0, ""
