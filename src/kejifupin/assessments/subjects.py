"""Who is assessed: divisions, agencies, organisations, teams, experts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

import attrs
from attrs import frozen

from kejifupin.assessments.evidence import ALL
from kejifupin.errors import DefinitionError
from kejifupin.records.cohort_members import division_members, find_cohort
from kejifupin.records.cohorts import Cohort
from kejifupin.records.conditions import Condition, holds
from kejifupin.records.homes import home_of
from kejifupin.records.identities import identity_key
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName
from kejifupin.terms.disclosure import CLOSED, Disclosure, Privacy
from kejifupin.terms.divisions import Level


@frozen
class Subjects:
    """Who is assessed, told in one way (考核对象).

    Args:
        level: All divisions of this level.
        cohort: Key of a cohort: its members, divisions or records.
        agencies: Keys of agencies of the programme, or ``["all"]``.
        records: Key of a kind: each record is one, as an organisation or an expert.
        where: Only the records for which this holds, or for which nobody can tell.
        name: Key of the field that names a record; the first text of its identity by default.
    """

    level: Level | None = None
    cohort: str | None = None
    agencies: tuple[str, ...] = ()
    records: str | None = None
    where: Condition | None = None
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        named = (
            self.level is not None,
            self.cohort is not None,
            bool(self.agencies),
            self.records is not None,
        )
        if sum(named) != 1:
            raise DefinitionError(
                "subjects are of one kind: level, cohort, agencies or records",
                "subjects（考核对象）须写一种：level、cohort、agencies、records",
                '例：subjects = { level = "county" }',
            )
        if self.where is not None and self.records is None:
            raise DefinitionError(
                "where is for records", "where 只用于 records", "去掉 where，或改用 cohort", "where"
            )


@frozen
class Subject:
    """One who is assessed (被考核单位).

    Args:
        key: The division's code, the agency's key, or a mark of the record.
        label: Its name; that of a person is personal, hence no ``repr`` shows it.
        division: Code of the division that it is or stands in.
        privacy: How closely the name is held.
        name_field: The field that the name is from.
        record: The record that it is.
    """

    key: str
    label: str = attrs.field(repr=False)
    division: str | None = None
    privacy: Privacy = Privacy.OPEN
    name_field: str = ""
    record: Record | None = attrs.field(default=None, repr=False, hash=False)

    def shown(self, disclosure: Disclosure = CLOSED) -> str:
        """The name as it may be shown."""
        kind = self.record.kind.key if self.record is not None else None
        return disclosure.show(self.label, self.name_field, self.privacy, kind)


def find_subjects(
    rule: Subjects, setting: Setting, records: Iterable[Record] = ()
) -> tuple[Subject, ...]:
    """Those who are assessed, in order.

    Args:
        rule: Who they are.
        setting: The programme and its day.
        records: The records that count.

    Raises:
        UnknownNameError: A cohort or a kind that does not exist.
        DefinitionError: A cohort whose members only an indicator tells.
    """
    if rule.level is not None:
        day = setting.as_of
        codes = (
            code
            for code in setting.reach.below(setting.scope)
            if setting.divisions.get(code, day).level is rule.level
        )
        return _divisions(sorted(codes), setting)
    if rule.cohort is not None:
        cohort = find_cohort(rule.cohort, setting)
        if cohort.records is None:
            return _divisions(division_members(cohort, setting), setting)
        return _records(cohort.records, cohort.where, rule.name, setting, records)
    if rule.records is not None:
        return _records(rule.records, rule.where, rule.name, setting, records)
    wanted = rule.agencies
    return tuple(
        Subject(each.key, each.label, setting.scope)
        for each in setting.definition.agencies
        if ALL in wanted or each.key in wanted
    )


def name_field(kind_fields: Sequence[str], identity: Sequence[str], given: str | None) -> str:
    """The field that names a record."""
    return given or next((key for key in ("name", *identity) if key in kind_fields), "")


def members_of(cohort: Cohort, setting: Setting) -> frozenset[str]:
    """Codes of a cohort's divisions, as a set."""
    return frozenset(division_members(cohort, setting))


def _divisions(codes: Iterable[str], setting: Setting) -> tuple[Subject, ...]:
    return tuple(Subject(code, setting.division_name(code), code) for code in codes)


def _records(
    kind_key: str,
    where: Condition | None,
    named: str | None,
    setting: Setting,
    records: Iterable[Record],
) -> tuple[Subject, ...]:
    kind = setting.kind(kind_key)
    field = name_field([each.key for each in kind.fields], kind.identity, named)
    found: dict[str, Subject] = {}
    for record in records:
        if record.kind.key != kind_key:
            continue
        if where is not None and holds(where, record, setting.definition.period) is False:
            continue
        key = sha256(repr(identity_key(record, setting)).encode()).hexdigest()[:12]
        value = record.get(field) if field else None
        label = value.text if isinstance(value, DivisionName) else str(value or "")
        privacy = kind.field(field).privacy if field else Privacy.OPEN
        home = home_of(record, setting)
        found[key] = Subject(key, label or kind.label, home, privacy, field, record)
    return tuple(
        sorted(found.values(), key=lambda each: (each.division or "", each.label, each.key))
    )
