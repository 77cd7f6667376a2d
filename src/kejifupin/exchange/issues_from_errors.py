"""What cattrs and the classes raise, walked and told as issues: each mistake once, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs
from attrs import frozen
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from kejifupin.errors import KejifupinError
from kejifupin.exchange.config_codes import MISSING_KEY, UNKNOWN_KEY
from kejifupin.exchange.errors_in_chinese import Told, in_chinese
from kejifupin.exchange.misfits import closest
from kejifupin.exchange.strict_values import Data, TypeForm
from kejifupin.exchange.toml_files import Source
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.exchange.type_forms import accepted, keys_below, keys_of
from kejifupin.exchange.wording import joined, type_name
from kejifupin.terms.issues import Issue

_BAD_DATA = (KejifupinError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
_TERM = re.compile(r"[（(]([^（）()：]*[\u4e00-\u9fff][^（）()：]*)[^（）()]*[)）]")

_QUOTED = re.compile("“([^”]*)”")
_ASCII_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@frozen
class _Level:
    """A table on the way to a mistake: its class and where its keys begin."""

    class_: TypeForm
    path: KeyPath


def issues_from(error: BaseException, data: Data, source: Source, path: KeyPath) -> list[Issue]:
    """The issues behind an exception that structuring raised.

    Args:
        error: What was raised, a group or a single exception.
        data: The data that were structured.
        source: Where they stand.
        path: Key path of the data in the source.

    Raises:
        Exception: The exception itself, or one inside it, where it speaks of a fault in the
            program and not in the data.
    """
    try:
        return list(_walk(error, data, source, path, ()))
    except RecursionError as too_deep:
        return [_told(too_deep, data, source, path, ())]


def _walk(
    error: BaseException, data: Data, source: Source, path: KeyPath, levels: tuple[_Level, ...]
) -> Iterator[Issue]:
    if isinstance(error, ClassValidationError):
        yield from _walk_class(error, data, source, path, (*levels, _Level(error.cl, path)))
    elif isinstance(error, IterableValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            yield from _walk(inner, _inside(data, note.index), source, (*path, note.index), levels)
        for other in others:
            yield from _walk(other, data, source, path, levels)
    elif isinstance(error, ExceptionGroup):
        for inner in error.exceptions:
            yield from _walk(inner, data, source, path, levels)
    else:
        yield _told(error, data, source, path, levels)


def _walk_class(
    error: ClassValidationError,
    data: Data,
    source: Source,
    path: KeyPath,
    levels: tuple[_Level, ...],
) -> Iterator[Issue]:
    keys = {each.name: key for key, each in keys_of(error.cl).items()}
    noted, others = error.group_exceptions()
    missing: list[str] = []
    for inner, note in noted:
        key = keys[note.name]
        if isinstance(inner, KeyError) and key not in data:
            missing.append(key)
        else:
            yield from _walk(inner, _inside(data, key), source, (*path, key), levels)
    for other in others:
        if isinstance(other, ForbiddenExtraKeysError):
            # In the order of the file, not of a set.
            extra = [key for key in data if key in other.extra_fields]
            for key in extra:
                yield _unknown_key(str(key), source, path, levels, missing)
        else:
            yield from _walk(other, data, source, path, levels)
    if path not in source.incomplete:
        yield from (_missing_key(key, source, path, error.cl) for key in missing)


def unknown_key(
    key: str, known: Sequence[str], source: Source, path: KeyPath, remedy: str | None = None
) -> Issue:
    """The issue of a key that a table does not have, with the nearest that it has."""
    close = closest(key, known)
    if remedy is None:
        remedy = f"是否应为 “{close}”？" if close else f"可用的键：{'、'.join(known)}"
    return Issue(UNKNOWN_KEY, f"不认识的键“{key}”", place=source.place((*path, key)), remedy=remedy)


def _unknown_key(
    key: str, source: Source, path: KeyPath, levels: tuple[_Level, ...], missing: list[str]
) -> Issue:
    class_ = levels[-1].class_
    known = list(keys_of(class_))
    if hint := _right_table(key, levels):
        return unknown_key(key, known, source, path, hint)
    if close := closest(key, missing):
        # Told once: the misspelt key is the missing one.
        missing.remove(close)
        return unknown_key(key, [close], source, path)
    return unknown_key(key, known, source, path)


def _right_table(key: str, levels: tuple[_Level, ...]) -> str | None:
    """Where a key belongs that a table inside this one has, or a table around it."""
    for name, each in keys_of(levels[-1].class_).items():
        if key in keys_below(each.type):
            return f"写到 {name} 里面：{name}.{key} = …"
    for level in reversed(levels[:-1]):
        if key in keys_of(level.class_):
            return f"“{key}”是上一层（{_term(level.class_)}）的键，移到那里"
    return None


def _missing_key(key: str, source: Source, path: KeyPath, class_: TypeForm) -> Issue:
    keys = keys_of(class_)
    required = [name for name, each in keys.items() if each.default is attrs.NOTHING]
    types_ = accepted(keys[key].type)
    kind = f"（{joined(map(type_name, types_))}）" if types_ else ""
    return Issue(
        MISSING_KEY,
        f"{_term(class_)}缺少必填的键“{key}”（必填：{'、'.join(required)}）",
        place=source.place((*path, key)),
        remedy=f"加上 {key} = …{kind}",
    )


def _term(class_: TypeForm) -> str:
    """The Chinese term of a class, which ends the first line of its docstring."""
    first_line = (class_.__doc__ or "").strip().partition("\n")[0]
    found = _TERM.search(first_line)
    return found[1].strip() if found else "这里"


def _told(
    error: BaseException, data: Data, source: Source, path: KeyPath, levels: tuple[_Level, ...]
) -> Issue:
    if not isinstance(error, _BAD_DATA):
        raise error
    told = in_chinese(error)
    key = None
    if levels and levels[-1].path == path and isinstance(data, Mapping):
        key = _field_key(told, levels[-1].class_) or _key_spoken_of(told, data)
    place = source.place(path if key is None else (*path, key))
    return Issue(told.code, told.message, place=place, remedy=told.remedy or None)


def _field_key(told: Told, class_: TypeForm) -> str | None:
    return next((key for key, each in keys_of(class_).items() if each.name == told.field), None)


def _key_spoken_of(told: Told, table: Mapping[str, Data]) -> str | None:
    """The key of a table that a message names, or whose value it quotes: a nearer place to look.

    A table's own ``key`` is how messages name the table, not what is wrong with it.
    """
    unquoted = _QUOTED.sub("", told.message)
    named = (word for word in _ASCII_WORD.findall(unquoted) if word in table)
    quoted = set(_QUOTED.findall(told.message))
    valued = (key for key, value in table.items() if isinstance(value, str) and value in quoted)
    return next((key for key in (*named, *valued) if key != "key"), None)


def _inside(data: Data, key: Data) -> Data:
    if isinstance(data, Mapping):
        return data.get(key)
    if isinstance(data, list | tuple) and isinstance(key, int) and key < len(data):
        return data[key]
    return None
