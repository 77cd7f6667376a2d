"""Hashes of definitions by what they say, the same in every process and on every machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

import attrs

from kejifupin.records.kinds import RecordKind

Definition = object
"""None, bool, int, str, Decimal, date, an enum's member, a class, an attrs value, or a mapping,
sequence or set of these."""


def content_hash(*values: Definition) -> str:
    """The hash of what definitions say, in hexadecimal.

    Two values have one hash when they are of one class and equal in every field that counts for
    equality. Mappings and sets have no order, sequences do.

    Args:
        values: The definitions; their order counts.

    Raises:
        TypeError: A value holds something that is no definition, such as a function.

    >>> content_hash({"a": 1, "b": Decimal("2")}) == content_hash({"b": Decimal("2"), "a": 1})
    True
    >>> content_hash(1) == content_hash("1")
    False
    """
    text = json.dumps(_plain(values), ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=512)
def kind_hash(kind: RecordKind) -> str:
    """The hash of what a kind of record says."""
    return content_hash(kind)


def _plain(value: Definition) -> object:
    match value:
        case Enum():
            return [type(value).__name__, value.name]
        case None | bool() | int() | str():
            return value
        case type():
            return ["class", value.__name__]
        case Decimal() | date():
            return [type(value).__name__, str(value)]
        case Mapping():
            pairs = ([_plain(key), _plain(each)] for key, each in value.items())
            return ["mapping", *sorted(pairs, key=json.dumps)]
        case tuple() | list():
            return ["sequence", *map(_plain, value)]
        case frozenset() | set():
            return ["set", *_sorted(value)]
    class_ = type(value)
    if not attrs.has(class_):
        raise TypeError(f"a {class_.__name__} has no content hash")
    return [class_.__name__, {key: _plain(getattr(value, key)) for key in _counted_fields(class_)}]


def _sorted(values: Iterable[Definition]) -> list[object]:
    return sorted(map(_plain, values), key=json.dumps)


@cache
def _counted_fields(class_: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in attrs.fields(class_) if each.eq)
