"""Strict hooks for single values: nothing is coerced, every misfit is a ``MisfitError``.

Plain cattrs makes 3.7 into 3, "否" into True and 410182 into a text, all without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias, get_args

from kejifupin.exchange.config_codes import INVALID
from kejifupin.exchange.misfits import MisfitError, not_a_choice, wrong_type
from kejifupin.exchange.wording import shown

Data: TypeAlias = Any
"""Plain data as a parser gives them, or what is structured from them."""
TypeForm: TypeAlias = Any
"""Anything that can stand in an annotation: a class, a union, ``tuple[str, ...]``."""
Hook: TypeAlias = Callable[[Data, TypeForm], Data]
MAX_DIGITS = 30
SCALARS: tuple[type, ...] = (bool, int, Decimal, float, str, datetime, date)
"""Types of single values, each before the type that it would pass for."""


def structure_scalar(value: Data, type_: TypeForm) -> Data:
    """A single value of exactly the type asked for.

    Args:
        value: What stands there.
        type_: One of ``SCALARS``, a subclass of one, or an enumeration. ``Decimal`` also takes
            whole numbers.

    Raises:
        MisfitError: The value is of another type.
    """
    # cattrs calls the hook of ``str`` for its subclasses as well.
    if issubclass(type_, Enum):
        return choice_hook(type_)(value, type_)
    base = next(each for each in SCALARS if issubclass(type_, each))
    if base in (Decimal, float):
        plain = _number(value, base)
    elif type(value) is base:
        plain = value
    else:
        raise wrong_type(value, (base,))
    return plain if base is type_ else type_(plain)


def structure_text_date(value: Data, type_: TypeForm) -> Data:
    """A date from its ISO text, for formats that have no dates (JSON).

    Raises:
        MisfitError: The value is no such text.
    """
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise wrong_type(value, (type_,)) from None
    return structure_scalar(value, type_)


def _number(value: Data, base: type) -> Data:
    if type(value) not in (int, Decimal, float):
        raise wrong_type(value, (base,))
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise MisfitError(INVALID, "写的不是有限的数", "写一个具体的数")
    if exact and abs(exact.adjusted()) > MAX_DIGITS:
        raise MisfitError(INVALID, f"{shown(value)} 太大或太小", "检查小数点和位数")
    return exact if base is Decimal else float(exact)


def choice_hook(type_: TypeForm) -> Hook:
    """A hook for an enumeration: by value, or by lower-case name where values are no text."""
    by_value = choices_of(type_)
    labels = {str(getattr(each, "label", key)): key for key, each in by_value.items()}

    def structure_choice(value: Data, _: TypeForm) -> Data:
        if not isinstance(value, str):
            raise wrong_type(value, (str,))
        if value not in by_value:
            raise not_a_choice(value, by_value, labels)
        return by_value[value]

    return structure_choice


def choices_of(type_: TypeForm) -> dict[str, Any]:
    """What is written for each member of an enumeration.

    >>> from enum import Enum
    >>> choices_of(Enum("Level", ["COUNTY"]))
    {'county': <Level.COUNTY: 1>}
    """
    members = tuple(type_)
    if all(isinstance(each.value, str) for each in members):
        return {each.value: each for each in members}
    return {each.name.lower(): each for each in members}


def literal_hook(type_: TypeForm) -> Hook:
    """A hook for a ``Literal``: the same type as well as equal, so that True is not 1."""
    values = get_args(type_)
    kinds = tuple(dict.fromkeys(map(type, values)))

    def structure_literal(value: Data, _: TypeForm) -> Data:
        for each in values:
            if type(each) is type(value) and each == value:
                return each
        if type(value) not in kinds:
            raise wrong_type(value, kinds)
        raise not_a_choice(value, map(str, values), {})

    return structure_literal
