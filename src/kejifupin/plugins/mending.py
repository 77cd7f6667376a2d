"""Definitions with mistakes, mended just enough that what they say of others can be checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from attrs import frozen

from kejifupin.exchange.codec import structure
from kejifupin.exchange.config_codes import MISSING_KEY
from kejifupin.exchange.toml_files import Source
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.terms.text import clean

T = TypeVar("T")

UNSURE = "\ufffd"
"""Stands for what could not be read; whatever is said of it is not worth telling."""

_ROUNDS = 200
_PART = re.compile(r'\[(\d+)\]|"([^"]*)"|([\w-]+)')
_STAND_INS: Mapping[str, object] = {
    "bound": {"at_least": 1},
    "measure": {"do": "count", "records": UNSURE},
    "must": {"field": UNSURE, "reported": True},
    "unit": "个",
    "due_on": date(2020, 12, 31),
    "period": {"start": date(2014, 1, 1), "end": date(2020, 12, 31)},
    "documents": [{"key": UNSURE, "title": UNSURE}],
    "blocks": [],
    "fields": [],
    "forms": [],
    "agencies": [],
    "sender": "province",
    "recipient": "province",
    "level": "county",
    "do": "count",
}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_YES_AND_NO: Mapping[str, bool] = {"true": True, "yes": True, "false": False, "no": False}
_EMPTY: Mapping[str, object] = {"identity": []}
"""Keys whose default can be as wrong as what stood there."""
_NAMING = ("key", "label", "title")


@frozen
class Mended(Generic[T]):
    """A definition that was mended, and where (修补后的定义).

    Args:
        value: What came of it.
        touched: Key paths inside it that were left out or stand for something else.
    """

    value: T
    touched: frozenset[KeyPath]


def mend(data: Mapping[str, Any], class_: type[T]) -> Mended[T] | None:
    """A definition with its mistakes left out, each time the smallest part that holds one.

    Args:
        data: The definition as read, with mistakes in it that have been told.
        class_: Its class.

    Returns:
        The definition, None where too little of it can be understood.
    """
    rest: dict[str, Any] = deepcopy(dict(data))
    touched: set[KeyPath] = set()
    unquoted: set[KeyPath] = set()
    for _ in range(_ROUNDS):
        value, issues = structure(rest, class_, source=Source(""))
        if value is not None:
            return Mended(value, frozenset(touched | unquoted))
        issue = issues[0]
        path = key_path(issue.place.key or "")
        if path not in unquoted and _unquote(rest, path):
            unquoted.add(path)
            continue
        done = _fill(rest, path) if issue.code == MISSING_KEY else _leave_out(rest, path, touched)
        done = done or _empty(rest, class_)
        if done is None:
            return None
        touched.add(done)
    return None


def key_path(words: str) -> KeyPath:
    """A key path from the words that an issue shows.

    >>> key_path("targets[2].bound.at_least"), key_path('names."a b"')
    (('targets', 2, 'bound', 'at_least'), ('names', 'a b'))
    """
    parts: list[str | int] = []
    for index, quoted, bare in _PART.findall(words):
        if index:
            parts.append(int(index))
        elif quoted or bare:
            parts.append(quoted or bare)
    return tuple(parts)


def _unquote(data: dict[str, Any], path: KeyPath) -> bool:
    """Take what stands in quotes for what it plainly is: a number, or yes and no."""
    holder = _at(data, path[:-1])
    if not path or not isinstance(holder, MutableMapping):
        return False
    text = holder.get(str(path[-1]))
    if not isinstance(text, str):
        return False
    word = clean(text).strip().casefold()
    if word in _YES_AND_NO:
        holder[str(path[-1])] = _YES_AND_NO[word]
    elif _NUMBER.fullmatch(word):
        holder[str(path[-1])] = Decimal(word) if "." in word else int(word)
    else:
        return False
    return True


def _fill(data: dict[str, Any], path: KeyPath) -> KeyPath | None:
    table = _at(data, path[:-1])
    if not path or not isinstance(table, MutableMapping) or path[-1] in table:
        return None
    table[path[-1]] = deepcopy(_STAND_INS.get(str(path[-1]), UNSURE))
    return path


def _leave_out(data: dict[str, Any], path: KeyPath, touched: set[KeyPath]) -> KeyPath | None:
    """Leave out what stands at a path; where it is gone already, what is around it."""
    while path:
        holder, last = _at(data, path[:-1]), path[-1]
        if isinstance(holder, MutableMapping) and last in holder and path not in touched:
            del holder[last]
            return path
        if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
            bare = _bare(holder[last])
            if bare is None or bare == holder[last]:
                del holder[last]
            else:
                holder[last] = bare
            return path
        path = path[:-1]
    return None


def _empty(data: dict[str, Any], class_: type[Any]) -> KeyPath | None:
    """Empty a key that was left out and whose default is as wrong."""
    for key, empty in _EMPTY.items():
        if key not in data and hasattr(class_, key):
            data[key] = deepcopy(empty)
            return (key,)
    return None


def _bare(item: object) -> object:
    """A table of a list reduced to its names, so that others can still speak of it."""
    if not isinstance(item, Mapping) or not isinstance(item.get("key"), str):
        return None
    names = {each: item[each] for each in _NAMING if isinstance(item.get(each), str)}
    # Its words carry the mark, so that nothing is said of what it has lost.
    return {key: word if key == "key" else f"{word}{UNSURE}" for key, word in names.items()}


def _at(data: object, path: KeyPath) -> object:
    for part in path:
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data
