"""Plain data into frozen classes and back: strict, and with every mistake told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError
from cattrs.gen import make_dict_unstructure_fn

from kejifupin.exchange.issues_from_errors import issues_from, unknown_key
from kejifupin.exchange.misfits import wrong_type
from kejifupin.exchange.strict_hooks import (
    mapping_hook,
    sequence_hook,
    structure_alike,
    table_hook,
    union_hook,
)
from kejifupin.exchange.strict_values import (
    SCALARS,
    Data,
    TypeForm,
    choice_hook,
    choices_of,
    literal_hook,
    structure_scalar,
    structure_text_date,
)
from kejifupin.exchange.toml_files import Source
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.exchange.type_forms import (
    bare,
    is_choice,
    is_class,
    is_mapping,
    is_sequence,
    is_union,
    overrides_of,
)
from kejifupin.terms.issues import Issue

T = TypeVar("T")


def make_converter(*, text_dates: bool = False) -> Converter:
    """A converter that coerces nothing.

    Classes are structured from tables whose keys are their arguments, or ``metadata["key"]`` where
    an argument cannot have the key's name (``in``, ``not``). A class with a class method
    ``from_shorthand`` also takes what its argument is annotated with.

    Args:
        text_dates: Whether dates are ISO text, as in JSON; in TOML they are values of their own.
    """
    converter = Converter(
        detailed_validation=True,
        forbid_extra_keys=True,
        omit_if_default=True,
        unstruct_collection_overrides={tuple: list},
    )
    for scalar in SCALARS:
        converter.register_structure_hook(scalar, structure_scalar)
    if text_dates:
        converter.register_structure_hook(date, structure_text_date)
        converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook_factory(
        is_choice,
        lambda type_: choice_hook(type_) if isinstance(type_, type) else literal_hook(type_),
    )
    converter.register_structure_hook_factory(
        is_sequence, lambda type_: sequence_hook(type_, converter)
    )
    converter.register_structure_hook_factory(
        is_mapping, lambda type_: mapping_hook(type_, converter)
    )
    converter.register_structure_hook_factory(is_union, lambda type_: union_hook(type_, converter))
    converter.register_structure_hook_factory(is_class, lambda type_: table_hook(type_, converter))
    converter.register_unstructure_hook_factory(
        lambda type_: is_choice(type_) and isinstance(type_, type), _to_choice
    )
    converter.register_unstructure_hook_factory(is_class, lambda type_: _to_table(type_, converter))
    return converter


def structure(
    data: Data,
    class_: type[T],
    *,
    source: Source,
    path: KeyPath = (),
    converter: Converter | None = None,
) -> tuple[T | None, tuple[Issue, ...]]:
    """One frozen value from plain data.

    Args:
        data: What was read.
        class_: The class wanted, or any type that the converter knows.
        source: Where the data stand.
        path: Key path of the data in the source.
        converter: A converter from ``make_converter``; the one for TOML by default.

    Returns:
        The value, None where there is a mistake in it, and an issue for every mistake.

    >>> source = Source("a.toml", {(): 1, ("clause",): 3})
    >>> from kejifupin.terms.citations import Citation
    >>> value, issues = structure({"clause": 3}, Citation, source=source)
    >>> value, issues[0].text()
    (None, '[错误] a.toml 第3行 clause：写的是整数 3，应为文字 → 加上引号："3"')
    """
    try:
        return (converter or _toml_converter()).structure(data, class_), ()
    except Exception as error:  # noqa: BLE001 - faults of the program are raised again inside
        return None, _in_order(issues_from(error, data, source, path))


def structure_list(
    data: Data,
    class_: type[T],
    *,
    source: Source,
    path: KeyPath = (),
    converter: Converter | None = None,
) -> tuple[tuple[tuple[int, T], ...], tuple[Issue, ...]]:
    """The good items of a list of tables; a bad one neither hides nor stops the others.

    Args:
        data: What was read; None for a list that is not there.
        class_: The class of the items.
        source: Where the data stand.
        path: Key path of the list in the source.
        converter: A converter from ``make_converter``; the one for TOML by default.

    Returns:
        The good items with their index in the list, and an issue for every mistake.
    """
    if data is None:
        return (), ()
    if not isinstance(data, list | tuple):
        return (), tuple(issues_from(wrong_type(data, (list,)), data, source, path))
    good, errors = structure_alike(data, class_, converter or _toml_converter())
    if not errors:
        return tuple(good), ()
    group = IterableValidationError("while structuring a list", [*errors], list)
    return tuple(good), _in_order(issues_from(group, data, source, path))


def structure_tables(
    data: Mapping[str, Any], classes: Mapping[str, type[Any]], *, source: Source
) -> tuple[Mapping[str, tuple[tuple[int, Any], ...]], tuple[Issue, ...]]:
    """A file of lists of tables, such as ``[[targets]]``, its other keys told as unknown.

    Args:
        data: What was read.
        classes: Key of a list → class of its items.
        source: Where the data stand.

    Returns:
        Key → good items with their index, a key for every class; and an issue for every mistake.
    """
    issues = [unknown_key(key, list(classes), source, ()) for key in data if key not in classes]
    result = {}
    for key, class_ in classes.items():
        result[key], found = structure_list(data.get(key), class_, source=source, path=(key,))
        issues.extend(found)
    return MappingProxyType(result), _in_order(issues)


def unstructure(value: Data, *, converter: Converter | None = None) -> Data:
    """A frozen value as plain data that ``structure`` takes back; defaults are left out.

    Args:
        value: The value.
        converter: A converter from ``make_converter``; the one for TOML by default.
    """
    return (converter or _toml_converter()).unstructure(value)


@cache
def _toml_converter() -> Converter:
    return make_converter()


def _to_choice(type_: TypeForm) -> Callable[[Data], Data]:
    written = {member: word for word, member in choices_of(type_).items()}
    return written.__getitem__


def _to_table(class_: TypeForm, converter: Converter) -> Callable[[Data], Data]:
    attrs.resolve_types(bare(class_))
    return make_dict_unstructure_fn(
        class_, converter, _cattrs_omit_if_default=True, **overrides_of(class_)
    )


def _in_order(issues: list[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(issues, key=lambda issue: issue.place.line or 0))
