"""Questions about the types that stand in annotations: what they are, what they are made from."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

import attrs
from cattrs.gen import override

from kejifupin.exchange.strict_values import SCALARS, Data, TypeForm


def bare(type_: TypeForm) -> TypeForm:
    """A type without its parameters: ``tuple`` for ``tuple[str, ...]``."""
    return get_origin(type_) or type_


def _origin(type_: TypeForm) -> TypeForm:
    return get_origin(type_)


def is_class(type_: TypeForm) -> bool:
    """Whether a type is an attrs class."""
    return attrs.has(bare(type_))


def is_union(type_: TypeForm) -> bool:
    """Whether a type is a union, written either way."""
    return _origin(type_) in (Union, types.UnionType)


def is_sequence(type_: TypeForm) -> bool:
    """Whether a type is a tuple, a sequence, a list or a set."""
    return bare(type_) in (tuple, list, set, frozenset, Sequence)


def is_mapping(type_: TypeForm) -> bool:
    """Whether a type is a mapping."""
    return bare(type_) in (dict, Mapping)


def is_choice(type_: TypeForm) -> bool:
    """Whether a type is an enumeration or a ``Literal``."""
    return _origin(type_) is Literal or (isinstance(type_, type) and issubclass(type_, Enum))


def plain(type_: TypeForm) -> TypeForm:
    """The type behind ``NewType`` and ``Annotated``."""
    while isinstance(type_, NewType) or _origin(type_) is Annotated:
        type_ = type_.__supertype__ if isinstance(type_, NewType) else get_args(type_)[0]
    return type_


def accepted(type_: TypeForm) -> tuple[Any, ...]:
    """The plain types from which a type is structured.

    >>> accepted(int | tuple[str, ...] | None), accepted(Literal["a"])
    ((<class 'int'>, <class 'list'>), (<class 'str'>,))
    """
    type_ = plain(type_)
    if is_union(type_):
        members = (each for each in get_args(type_) if each is not type(None))
        return tuple(dict.fromkeys(found for each in members for found in accepted(each)))
    if is_sequence(type_):
        return (list,)
    if is_mapping(type_):
        return (dict,)
    if _origin(type_) is Literal:
        return tuple(dict.fromkeys(map(type, get_args(type_))))
    if is_choice(type_):
        return (str,)
    if is_class(type_):
        short = shorthand_type(type_)
        return (dict, *(() if short is None else accepted(short)))
    if isinstance(type_, type):
        return tuple(each for each in SCALARS if issubclass(type_, each))[:1]
    return ()


def fits(value: Data, type_: TypeForm) -> bool:
    """Whether a type is structured from values of this plain type at all."""
    found = accepted(type_)
    if isinstance(value, Mapping):
        return dict in found
    if isinstance(value, list | tuple | set | frozenset):
        return list in found
    return type(value) in found or (type(value) in (int, float) and Decimal in found)


def shorthand_type(class_: TypeForm) -> TypeForm:
    """What ``from_shorthand`` of a class takes, None where it has none."""
    make = getattr(class_, "from_shorthand", None)
    if make is None:
        return None
    name = next(iter(inspect.signature(make).parameters))
    return get_type_hints(make).get(name, Any)


def keys_of(class_: TypeForm) -> Mapping[str, attrs.Attribute[Any]]:
    """The keys of the table that a class is structured from, in order.

    A key is the argument's name, or ``metadata["key"]`` where Python has taken the word; None keeps
    an argument out of files.
    """
    return {
        each.metadata.get("key", each.alias): each
        for each in attrs.fields(bare(class_))
        if each.init and each.metadata.get("key", each.alias) is not None
    }


def keys_below(type_: TypeForm) -> tuple[str, ...]:
    """The keys of the classes that a type may hold, straight or in a union or a list."""
    members = get_args(type_) or (type_,)
    return tuple(key for each in members if is_class(each) for key in keys_of(each))


def overrides_of(class_: TypeForm) -> dict[str, Any]:
    """The keys of a class as cattrs wants them told."""
    named = {each.name: override(rename=key) for key, each in keys_of(class_).items()}
    every = (each.name for each in attrs.fields(bare(class_)) if each.init)
    return {name: override(omit=True) for name in every} | named
