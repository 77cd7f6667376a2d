"""Tell griffe, which reads the source without running it, how our values are called.

Without this the documentation would show no signature for a frozen value, its ``Args`` would have
no types, and doctests outside an ``Examples`` section would be taken for quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import griffe

_DOCTEST = re.compile(r"^>>> .*?(?=^\s*$|\Z)", re.MULTILINE | re.DOTALL)

_DECORATORS = ("frozen", "define", "attrs.frozen", "attrs.define")
# Our own, behind which attrs stands: what is called by name alone and may be left out.
_BY_NAME_ALONE = ("_frozen", "shared")
_BY_NAME = griffe.ParameterKind.keyword_only
_SELF = griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword)


class AttrsClasses(griffe.Extension):
    """Give every attrs class and every tuple of ours the ``__init__`` that it has when it runs."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Go through a package that is loaded whole."""
        for each in list(_all_in(pkg)):
            if each.docstring is not None:
                each.docstring.value = _DOCTEST.sub(_fenced, each.docstring.value)
            if not isinstance(each, griffe.Class) or {"__init__", "__new__"} & each.members.keys():
                continue
            if _decorator(each) is not None or _is_named_tuple(each):
                each.set_member("__init__", _init(each))
            elif (item := _item(each)) is not None:
                each.set_member("__init__", _init_of_items(item))
        _bring_forward([pkg, *(each for each in _all_in(pkg) if isinstance(each, griffe.Module))])


def _bring_forward(modules: Sequence[griffe.Module]) -> None:
    """Let a name that a package takes from its module of that name be the name, as in Python."""
    hidden = {
        found.path: (package, found)
        for package in modules
        for name, taken_from in package.imports.items()
        if isinstance(found := package.members.get(name), griffe.Module)
        and taken_from == f"{found.path}.{name}"
    }
    # What others take from such a module can no longer be looked up by its path.
    for each in modules:
        for name, member in each.members.items():
            if isinstance(member, griffe.Alias):
                home, _, called = member.target_path.rpartition(".")
                if home in hidden and called in hidden[home][1].members:
                    each.set_member(name, griffe.Alias(name, hidden[home][1].members[called]))
    for package, module in hidden.values():
        package.set_member(module.name, module.members[module.name])


def _fenced(found: re.Match[str]) -> str:
    return f"```pycon\n{found[0].rstrip()}\n```\n"


def _all_in(parent: griffe.Module | griffe.Class) -> Iterator[griffe.Object]:
    for member in parent.members.values():
        if isinstance(member, griffe.Object):
            yield member
        if isinstance(member, griffe.Module | griffe.Class):
            yield from _all_in(member)


def _item(class_: griffe.Class) -> str | None:
    """What the items of a class are that is a tuple of them."""
    for base in class_.bases:
        if isinstance(base, griffe.ExprSubscript) and str(base.left) == "tuple":
            return str(base.slice).partition(",")[0]
    return None


def _init_of_items(item: str) -> griffe.Function:
    kind = griffe.ParameterKind.positional_only
    items = griffe.Parameter("items", annotation=f"Iterable[{item}]", kind=kind, default="()")
    return griffe.Function("__init__", parameters=griffe.Parameters(_SELF, items), returns="None")


def _decorator(class_: griffe.Class) -> griffe.Decorator | None:
    known = (*_DECORATORS, *_BY_NAME_ALONE)
    return next((each for each in class_.decorators if _name(each.value) in known), None)


def _name(value: object) -> str:
    return str(value.function if isinstance(value, griffe.ExprCall) else value)


def _is_named_tuple(class_: griffe.Class) -> bool:
    return any(str(base).endswith("NamedTuple") for base in class_.bases)


def _arguments(value: object) -> dict[str, Any]:
    if not isinstance(value, griffe.ExprCall):
        return {}
    keywords = (each for each in value.arguments if isinstance(each, griffe.ExprKeyword))
    return {each.name: each.value for each in keywords}


def _init(class_: griffe.Class) -> griffe.Function:
    found: dict[str, griffe.Parameter] = {}
    for each in reversed([class_, *class_.mro()]):
        decorator = _decorator(each)
        if _is_named_tuple(each):
            found |= dict(_parameters(each, by_name=False, optional=False))
        elif decorator is not None:
            ours = _name(decorator.value) in _BY_NAME_ALONE
            by_name = ours or str(_arguments(decorator.value).get("kw_only")) == "True"
            found |= dict(_parameters(each, by_name=by_name, optional=ours))
    # Python asks for keyword-only parameters behind the others, attrs leaves them where they are.
    ordered = sorted(found.values(), key=lambda each: each.kind is _BY_NAME)
    return griffe.Function(
        "__init__",
        parameters=griffe.Parameters(_SELF, *ordered),
        returns="None",
        lineno=class_.lineno,
        endlineno=class_.endlineno,
    )


def _parameters(
    class_: griffe.Class, *, by_name: bool, optional: bool
) -> Iterator[tuple[str, griffe.Parameter]]:
    for name, member in class_.members.items():
        if not isinstance(member, griffe.Attribute) or member.annotation is None:
            continue
        if "ClassVar" in str(member.annotation) or "property" in member.labels:
            continue
        called = member.value if _name(member.value) in ("field", "attrs.field") else None
        given = _arguments(called)
        if str(given.get("init")) == "False":
            continue
        default = given.get("default", given.get("factory")) if called else member.value
        if "factory" in given:
            default = f"{given['factory']}()"
        if optional:
            default = "None"
        key = str(given["alias"]).strip("\"'") if "alias" in given else name.lstrip("_")
        yield (
            key,
            griffe.Parameter(
                key,
                annotation=member.annotation,
                kind=_BY_NAME
                if by_name or str(given.get("kw_only")) == "True"
                else griffe.ParameterKind.positional_or_keyword,
                default=default,
            ),
        )
