"""When two records speak of the same subject, when they say the same, and where a field stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable
from hashlib import sha256

from kejifupin.records.homes import counting_home, division_field, named_village
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName, FieldValue
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.origins import Place
from kejifupin.terms.quantities import Vague


def spelling_key(text: str) -> str:
    """A name with width, case and spaces set aside; brackets stay, for they tell units apart.

    >>> spelling_key("南坞 村（一组）") == spelling_key("南坞村(一组)")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def identity_key(record: Record, setting: Setting) -> tuple[Hashable, ...]:
    """What two records of one subject share: kind, home and identity, spelling set aside."""
    kind, home_field = record.kind, division_field(record)
    parts: list[Hashable] = [kind.key]
    located = False
    if home_field in kind.identity:
        home = counting_home(record, setting)
        parts.append(home)
        located = home is not None and named_village(record, home, setting) == home
    for key in kind.identity:
        if key == home_field or (located and key == kind.locality):
            continue
        parts.append(value_key(record.get(key)))
    return tuple(parts)


def content_key(record: Record) -> tuple[Hashable, ...]:
    """What two records share that say the same, spelling set aside."""
    return (record.kind.key, *(value_key(value) for _, value in record.items()))


def value_key(value: FieldValue) -> Hashable:
    """What two values share that mean the same."""
    match value:
        case str():
            return spelling_key(value)
        case DivisionName():
            return value.code or spelling_key(value.text)
        case Vague():
            return (value.low, value.high, value.high_open)
        case Record():
            return content_key(value)
        case tuple():
            return tuple(value_key(each) for each in value)
        case Hashable():
            return value
        case _:
            return repr(value)


def place_of(record: Record, key: str) -> Place:
    """Where a field of a record stands: its cell, else its row."""
    return place_finder(record)(key)


def told_source(record: Record) -> str | None:
    """Where whoever wrote a record has it from: another system, or a passage of prose.

    Its kind says which field tells so; a record that a program made may have it in its origin.
    None where nothing is told, or where the field is personal.
    """
    key = record.kind.source
    if key is not None and record.kind.field(key).privacy is Privacy.OPEN:
        told = record.get(key)
        if isinstance(told, str):
            return told
    return record.origin.passage if record.origin else None


def record_name(record: Record) -> str:
    """How a record is called where its own names may not be shown: by where it was read."""
    origin = record.origin
    if origin is None:
        return f"{record.kind.label}#{_mark(record)}"
    row = None if origin.row is None else f"第{origin.row}行"
    return " ".join(part for part in (origin.file, origin.table, row) if part)


def place_finder(record: Record) -> Callable[[str], Place]:
    """Field key → where it stands in a record, for many fields of one record.

    A record that a program made has no place; a mark made from its content stands for one, so that
    issues about it still find it.
    """
    origin = record.origin
    if origin is None:
        mark = f"{record.kind.key}#{_mark(record)}"
        return lambda key: Place(key=f"{mark}.{key}")
    row = "" if origin.row is None else f"[{origin.row}]"
    table = f"{origin.table or record.kind.key}{row}"

    def place(key: str) -> Place:
        cell = origin.cell(key)
        return Place(origin.file, cell, key=f"{table}.{key}" if cell is None else None)

    return place


def _mark(record: Record) -> str:
    return sha256(repr(content_key(record)).encode()).hexdigest()[:8]
