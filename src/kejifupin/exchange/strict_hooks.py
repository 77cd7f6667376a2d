"""Strict hooks for lists, mappings, unions and tables, each item structured by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args

import attrs
from attrs import frozen
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from kejifupin.exchange.config_codes import INVALID
from kejifupin.exchange.misfits import MisfitError, closest, wrong_type
from kejifupin.exchange.quick_tables import UNUSUAL, Quick, quick_tables
from kejifupin.exchange.remedies import AS_TABLE, loose_date
from kejifupin.exchange.strict_values import (
    SCALARS,
    Data,
    Hook,
    TypeForm,
    choices_of,
    structure_text_date,
)
from kejifupin.exchange.type_forms import (
    accepted,
    bare,
    fits,
    is_choice,
    is_class,
    is_mapping,
    keys_below,
    keys_of,
    overrides_of,
    plain,
    shorthand_type,
)


@frozen(eq=False)
class TableHook:
    """A hook for an attrs class: from a table, or from its shorthand.

    Args:
        class_: The class.
        quick: What makes many at once of tables that are just right, where there is such a way.
        slowly: The hook that takes whatever there is, and says what is wrong.
    """

    class_: TypeForm
    quick: Quick | None
    slowly: Hook

    def __call__(self, value: Data, _: TypeForm) -> Data:
        """A value of the class, as cattrs asks for it."""
        if self.quick is not None and type(value) is dict:
            (found,), odd = self.quick((value,))
            if not odd:
                return found
        return self.slowly(value, self.class_)


def table_hook(class_: TypeForm, converter: Converter) -> TableHook:
    """A hook for an attrs class: from a table, or from its shorthand."""
    attrs.resolve_types(bare(class_))
    from_table = make_dict_structure_fn(
        class_,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **overrides_of(class_),
    )
    short = shorthand_type(class_)

    def structure_table(value: Data, _: TypeForm) -> Data:
        if isinstance(value, Mapping):
            try:
                return from_table(value, class_)
            except ClassValidationError as error:
                raise _with_hidden(error, value, class_, from_table) from None
        if short is None or not (short is Any or fits(value, short)):
            raise _no_table(value, class_)
        return class_.from_shorthand(converter.get_structure_hook(short)(value, short))

    return TableHook(class_, quick_tables(class_), structure_table)


def _with_hidden(
    error: ClassValidationError, table: Mapping[str, Data], class_: TypeForm, from_table: Hook
) -> ClassValidationError:
    """The errors of a table, and those that keys which belong nowhere kept from being found.

    A key that may be another one misspelt is left alone: without it the class would only complain
    of what that key was to say.
    """
    strays = {
        key
        for each in error.exceptions
        if isinstance(each, ForbiddenExtraKeysError)
        for key in each.extra_fields
    }
    keys = keys_of(class_)
    known = (*keys, *(below for each in keys.values() for below in keys_below(each.type)))
    if not strays or len(error.exceptions) > 1 or any(closest(str(key), known) for key in strays):
        return error
    try:
        from_table({key: table[key] for key in table if key not in strays}, class_)
    except ClassValidationError as hidden:
        return ClassValidationError(error.message, [*error.exceptions, *hidden.exceptions], class_)
    return error


def _no_table(value: Data, class_: TypeForm) -> MisfitError:
    misfit = wrong_type(value, accepted(class_))
    if misfit.remedy == AS_TABLE:
        keys = keys_of(class_)
        required = [key for key, each in keys.items() if each.default is attrs.NOTHING]
        parts = ", ".join(f"{key} = …" for key in required or list(keys)[:3])
        misfit = MisfitError(misfit.code, misfit.chinese, f"写成 {{ {parts} }}")
    return misfit


def sequence_hook(type_: TypeForm, converter: Converter) -> Hook:
    """A hook for tuples, sequences and sets: from lists only, a text is never split."""
    args = get_args(type_)
    origin = bare(type_)
    make = origin if origin in (frozenset, set, list) else tuple
    fixed = origin is tuple and bool(args) and args[-1] is not Ellipsis

    def structure_sequence(value: Data, _: TypeForm) -> Data:
        if not isinstance(value, list | tuple | set | frozenset):
            raise wrong_type(value, (list,))
        if fixed and len(value) != len(args):
            raise MisfitError(INVALID, f"列表有{len(value)}项，应有{len(args)}项")
        if fixed:
            good, errors = structure_each(value, args, converter)
        else:
            good, errors = structure_alike(tuple(value), args[0] if args else Any, converter)
        if errors:
            raise IterableValidationError("while structuring a list", errors, type_)
        return make(item for _, item in good)

    return structure_sequence


def structure_alike(
    values: Sequence[Any], type_: TypeForm, converter: Converter
) -> tuple[Sequence[tuple[int, Any]], Sequence[Exception]]:
    """Structure items of one type, so that a bad one hides no other.

    Returns:
        The good items with their index, and the errors, each with a note of its index.
    """
    hook = converter.get_structure_hook(type_) if values else None
    if not isinstance(hook, TableHook) or hook.quick is None:
        return structure_each(values, (type_,) * len(values), converter)
    found, odd = hook.quick(values)
    if not odd:
        return tuple(enumerate(found)), ()
    good: list[tuple[int, Any]] = []
    errors: list[Exception] = []
    for index, item in enumerate(found):
        if item is not UNUSUAL:
            good.append((index, item))
        else:
            _structure_one(index, values[index], type_, hook.slowly, good, errors)
    return good, errors


def structure_each(
    values: Iterable[Any], types_: Iterable[Any], converter: Converter
) -> tuple[Sequence[tuple[int, Any]], Sequence[Exception]]:
    """Structure every item by itself, each to its own type.

    Returns:
        The same as `structure_alike`.
    """
    good: list[tuple[int, Any]] = []
    errors: list[Exception] = []
    for index, (item, type_) in enumerate(zip(values, types_, strict=True)):
        _structure_one(index, item, type_, converter.structure, good, errors)
    return good, errors


def _structure_one(
    index: int,
    item: Data,
    type_: TypeForm,
    hook: Hook,
    good: list[tuple[int, Any]],
    errors: list[Exception],
) -> None:
    try:
        good.append((index, hook(item, type_)))
    except Exception as error:  # noqa: BLE001 - kept with its index, told or raised in the end
        error.add_note(IterableValidationNote(f"item {index}", index, type_))
        errors.append(error)


def mapping_hook(type_: TypeForm, converter: Converter) -> Hook:
    """A hook for mappings; keys are text in TOML, so numbers and dates are read from it."""
    key_type, value_type = get_args(type_) or (Any, Any)

    def structure_mapping(value: Data, _: TypeForm) -> Data:
        if not isinstance(value, Mapping):
            raise wrong_type(value, (dict,))
        result: dict[Any, Any] = {}
        errors: list[Exception] = []
        for key, item in value.items():
            try:
                kept = converter.get_structure_hook(key_type)(_key(key, key_type), key_type)
                result[kept] = converter.get_structure_hook(value_type)(item, value_type)
            except Exception as error:  # noqa: BLE001 - kept with its key, told or raised in the end
                error.add_note(IterableValidationNote(f"key {key!r}", key, value_type))
                errors.append(error)
        if errors:
            raise IterableValidationError("while structuring a table", errors, type_)
        return result

    return structure_mapping


def _key(key: Data, key_type: TypeForm) -> Data:
    if isinstance(key, str) and key_type is int and key.isascii() and key.isdecimal():
        return int(key)
    if isinstance(key, str) and key_type is date:
        return loose_date(key) or key
    return key


def union_hook(type_: TypeForm, converter: Converter) -> Hook:
    """A hook for unions: the value points to its member, none is tried in turn."""
    members = tuple(each for each in get_args(type_) if each is not type(None))
    optional = type(None) in get_args(type_)

    def structure_union(value: Data, _: TypeForm) -> Data:
        if value is None and optional:
            return None
        member = members[0] if len(members) == 1 else _member(value, members, converter)
        if member is None:
            raise wrong_type(value, accepted(type_))
        return converter.get_structure_hook(member)(value, member)

    return structure_union


def _member(value: Data, members: tuple[Any, ...], converter: Converter) -> TypeForm:
    exact = [each for each in members if type(value) in accepted(each)]
    fitting = exact or [each for each in members if fits(value, each)]
    if isinstance(value, Mapping):
        return min(fitting, key=lambda each: _misfit(value, each), default=None)
    if len(fitting) > 1:
        choices = (each for each in fitting if is_choice(each) and value in _choices(each))
        scalars = (each for each in fitting if plain(each) in SCALARS)
        return next(choices, None) or next(scalars, fitting[0])
    if isinstance(value, str) and not fitting and date in members:
        reads_text = converter.get_structure_hook(date) is structure_text_date
        return date if reads_text else None
    return next(iter(fitting), None)


def _choices(type_: TypeForm) -> Iterable[Any]:
    return get_args(type_) if bare(type_) is Literal else choices_of(type_)


def _misfit(table: Mapping[Any, Any], type_: TypeForm) -> int:
    if not is_class(type_):
        return 0 if is_mapping(type_) else len(table)
    keys = keys_of(type_)
    required = {key for key, each in keys.items() if each.default is attrs.NOTHING}
    return len(set(table) - set(keys)) + len(required - set(table))
