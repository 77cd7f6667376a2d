"""JSON Schemas of the attrs classes, so that editors complete and check what the codec takes."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import attrs

from kejifupin.exchange.strict_values import TypeForm, choices_of
from kejifupin.exchange.type_forms import (
    bare,
    is_choice,
    is_class,
    is_mapping,
    is_sequence,
    is_union,
    keys_of,
    plain,
    shorthand_type,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
Describe = Callable[[type[Any], str], str]
"""Class and key → what is said of the key."""
_SCALARS: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    float: {"type": "number"},
    str: {"type": "string"},
    # What reads TOML for a schema hands dates over as text.
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


@cache
def described_keys() -> Mapping[str, Mapping[str, str]]:
    """Class name → key → what the reference page of TOML keys says of it, in Chinese."""
    text = (files("kejifupin.exchange") / "data" / "key_words.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = json.loads(text)
    return found


def description(class_: type[Any], key: str) -> str:
    """What the reference page says of a key of a class; empty where it says nothing."""
    return described_keys().get(class_.__name__, {}).get(key, "")


def schema_of_class(class_: type[Any], *, title: str, describe: Describe = description) -> Schema:
    """The schema of a file that holds one definition.

    Args:
        class_: The class of the definition.
        title: What the file is called.
        describe: What is said of a key.

    >>> from kejifupin.terms.spans import Period
    >>> schema = schema_of_class(Period, title="起止")
    >>> schema["required"], schema["properties"]["end"]["format"]
    (['start', 'end'], 'date')
    """
    classes = _Classes(describe)
    root = classes.table(class_)
    return _file(title, root, classes)


def schema_of_tables(
    tables: Mapping[str, type[Any]], *, title: str, describe: Describe = description
) -> Schema:
    """The schema of a file of lists of tables, such as ``[[targets]]``.

    Args:
        tables: Key of a list → class of its items.
        title: What the file is called.
        describe: What is said of a key.
    """
    classes = _Classes(describe)
    lists = {
        key: {"type": "array", "items": classes.schema(class_), "description": _summary(class_)}
        for key, class_ in tables.items()
    }
    root: Schema = {"type": "object", "properties": lists, "additionalProperties": False}
    return _file(title, root, classes)


def _file(title: str, root: Schema, classes: _Classes) -> Schema:
    return {"$schema": DRAFT, "title": title, **root, "$defs": dict(sorted(classes.found.items()))}


class _Classes:
    """The classes that a schema refers to, each described once."""

    def __init__(self, describe: Describe) -> None:
        self.describe = describe
        self.found: dict[str, Schema] = {}

    def schema(self, type_: TypeForm) -> Schema:
        """The schema of any type that the codec structures."""
        type_ = plain(type_)
        if is_union(type_):
            return self.union(type_)
        if is_choice(type_):
            return _choice(type_)
        if is_sequence(type_):
            return self.sequence(type_)
        if is_mapping(type_):
            values = (get_args(type_) or (Any, Any))[1]
            return {"type": "object", "additionalProperties": self.schema(values)}
        if is_class(type_):
            return self.reference(bare(type_))
        for scalar, schema in _SCALARS.items():
            if isinstance(type_, type) and issubclass(type_, scalar):
                return dict(schema)
        return {}

    def union(self, type_: TypeForm) -> Schema:
        members = [self.schema(each) for each in get_args(type_) if each is not type(None)]
        numbers = [each for each in members if each.get("type") in ("integer", "number")]
        if len(numbers) > 1:
            members = [each for each in members if each not in numbers] + [{"type": "number"}]
        members = [each for index, each in enumerate(members) if each not in members[:index]]
        return members[0] if len(members) == 1 else {"anyOf": members}

    def sequence(self, type_: TypeForm) -> Schema:
        args = get_args(type_)
        if bare(type_) is tuple and args and args[-1] is not Ellipsis:
            count = len(args)
            items = [self.schema(each) for each in args]
            return {"type": "array", "prefixItems": items, "minItems": count, "maxItems": count}
        return {"type": "array", "items": self.schema(args[0]) if args else {}}

    def reference(self, class_: type[Any]) -> Schema:
        name = class_.__name__
        if name not in self.found:
            self.found[name] = {}
            made = self.table(class_)
            short = shorthand_type(class_)
            if short is not None:
                made = {"anyOf": [made, self.schema(short)]}
            self.found[name] = made
        return {"$ref": f"#/$defs/{name}"}

    def table(self, class_: type[Any]) -> Schema:
        """The schema of the table that a class is structured from."""
        attrs.resolve_types(class_)
        keys = keys_of(class_)
        required = [key for key, each in keys.items() if each.default is attrs.NOTHING]
        properties = {key: self.key(class_, key, each) for key, each in keys.items()}
        made: Schema = {
            "description": _summary(class_),
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        return made | ({"required": required} if required else {})

    def key(self, class_: type[Any], key: str, attribute: attrs.Attribute[Any]) -> Schema:
        made = self.schema(attribute.type)
        words = self.describe(class_, key)
        default = _default(attribute.default)
        return (
            made
            | ({"description": words} if words else {})
            | ({} if default is None else {"default": default})
        )


def _choice(type_: TypeForm) -> Schema:
    if bare(type_) is Literal:
        return {"enum": list(get_args(type_))}
    words = choices_of(type_)
    labels = [str(getattr(member, "label", "")) for member in words.values()]
    made: Schema = {"enum": list(words)}
    # taplo shows these beside the words when it completes.
    return made | ({"x-taplo": {"docs": {"enumValues": labels}}} if all(labels) else {})


def _default(value: object) -> object:
    # The mark of attrs for "no default" is an enumeration as well.
    if value is attrs.NOTHING:
        return None
    if isinstance(value, Enum):
        return next(word for word, each in choices_of(type(value)).items() if each is value)
    return value if isinstance(value, bool | int | str) and value != "" else None


def _summary(class_: type[Any]) -> str:
    line = next(iter((inspect.getdoc(class_) or "").splitlines()), "")
    start, end = line.rfind("("), line.rfind(")")
    return line[start + 1 : end] if 0 <= start < end else line


def schema_lines(schema: Schema) -> Iterator[str]:
    """A schema as the text of a file, line by line."""
    yield from json.dumps(schema, ensure_ascii=False, indent=2).splitlines()
