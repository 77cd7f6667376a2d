"""The commonest tables structured without detours: good ones at once, all others left to others.

For a class of plain fields one loop is built, node by node, that takes tables with just the right
keys and types and gives up at anything else. Whoever asks it then goes the slow way, which takes
what is unusual and says what is wrong; both ways make the same values. What stands inside a table
is taken in the same loop, without a call.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from enum import Enum
from types import CodeType, FunctionType, NoneType
from typing import Any, get_args

import attrs
from attrs import Factory, define

from kejifupin.exchange.strict_values import TypeForm, choices_of
from kejifupin.exchange.type_forms import bare, is_class, is_union, keys_of

Quick = Callable[[Iterable[Any]], tuple[list[Any], bool]]

UNUSUAL = object()
"""What a quick function gives back for a table that is not for it."""

_PLAIN = (str, int, bool)
_FACTORY: type[Any] = type(attrs.Factory(dict))
Stmts = list[ast.stmt]


class _UnusualError(Exception):
    """Something is not for the quick way; never seen outside of it."""


class _NotForThisError(Exception):
    """A class is not for the quick way at all."""


def quick_tables(class_: TypeForm) -> Quick | None:
    """A function from tables to values of a class, None for a class with unusual fields.

    Args:
        class_: An attrs class whose annotations are resolved.

    Returns:
        The function: dicts in; out as many values, and whether any of them is `UNUSUAL`, because
        its table must go the slow way: it is no such dict, or the class itself refuses it.
    """
    try:
        return _Builder().function(class_)
    except _NotForThisError:
        return None


@define
class _Builder:
    """Builds the function of one class; every object in it is bound to a name made here."""

    _bound: dict[str, object] = Factory(dict)
    _names: int = 0

    def function(self, class_: TypeForm) -> Quick:
        steps = [*self._wanted("table", dict), *self._table("table", class_, ())]
        failed = [_assign("table", self._bind(UNUSUAL)), _assign("odd", ast.Constant(value=True))]
        handler = ast.ExceptHandler(self._bind(Exception), None, failed)
        body: Stmts = [
            _assign("odd", ast.Constant(value=False)),
            _assign("found", ast.List([], ast.Load())),
            _assign("add", ast.Attribute(_name("found"), "append", ast.Load())),
            ast.For(
                ast.Name("table", ast.Store()),
                _name("tables"),
                [ast.Try(steps, [handler], [], []), _call_of("add", _name("table"))],
                [],
            ),
            ast.Return(ast.Tuple([_name("found"), _name("odd")], ast.Load())),
        ]
        parameters = [ast.arg(each) for each in ("tables", *self._bound)]
        made = ast.FunctionDef(
            "quick_tables", ast.arguments([], parameters, None, [], [], None, []), body, []
        )
        module = ast.fix_missing_locations(ast.Module([made], []))
        code = next(
            each
            for each in compile(module, "<quick_tables>", "exec").co_consts
            if isinstance(each, CodeType)
        )
        bound = tuple(self._bound.values())
        return FunctionType(code, {"__builtins__": {}}, "quick_tables", bound)

    def _table(self, table: str, class_: TypeForm, through: tuple[TypeForm, ...]) -> Stmts:
        """Turn a dict under a name into a value of a class, under the same name."""
        if class_ in through or bare(class_) is not class_:
            raise _NotForThisError
        attrs.resolve_types(class_)
        keys = keys_of(class_)
        sizes: list[ast.expr] = []
        body: Stmts = []
        values = {}
        for key, each in keys.items():
            if isinstance(each.default, _FACTORY):
                raise _NotForThisError
            value = values[each.name] = self._new()
            place = ast.Subscript(_name(table), self._bind(key), ast.Load())
            read = [_assign(value, place), *self._checks(value, each.type, (*through, class_))]
            if each.default is attrs.NOTHING:
                body += read
                continue
            seen = self._new()
            there = ast.Compare(self._bind(key), [ast.In()], [_name(table)])
            missing = [_assign(value, self._bind(each.default)), _assign(seen, ast.Constant(0))]
            body.append(ast.If(there, [*read, _assign(seen, ast.Constant(1))], missing))
            sizes.append(_name(seen))
        expected: ast.expr = ast.Constant(len(keys) - len(sizes))
        for size in sizes:
            expected = ast.BinOp(expected, ast.Add(), size)
        size = ast.Call(self._bind(len), [_name(table)], [])
        body.append(self._unless(ast.Compare(size, [ast.Eq()], [expected])))
        body.append(_assign(table, self._construction(class_, values)))
        return body

    def _construction(self, class_: TypeForm, values: dict[str, str]) -> ast.expr:
        """The class called: with arguments by position as far as they go."""
        by_place: list[ast.expr] = []
        by_name: list[ast.keyword] = []
        every = [each for each in attrs.fields(class_) if each.init]
        for each in every:
            value = values.get(each.name)
            if value is None:
                continue
            if not each.kw_only and not by_name and len(by_place) == every.index(each):
                by_place.append(_name(value))
            else:
                by_name.append(ast.keyword(each.alias, _name(value)))
        return ast.Call(self._bind(class_), by_place, by_name)

    def _checks(self, value: str, type_: TypeForm, through: tuple[TypeForm, ...]) -> Stmts:
        """What is asked of the value under a name, and done to it."""
        if type_ in _PLAIN:
            return self._wanted(value, type_)
        if is_union(type_):
            inner = [each for each in get_args(type_) if each is not NoneType]
            if len(inner) != 1 or len(inner) == len(get_args(type_)):
                raise _NotForThisError
            given = ast.Compare(_name(value), [ast.IsNot()], [ast.Constant(None)])
            return [ast.If(given, self._checks(value, inner[0], through), [])]
        if isinstance(type_, type) and issubclass(type_, Enum):
            # What is no text, or none of these, is not among the keys.
            return [_assign(value, self._member(type_, value))]
        if is_class(type_):
            return [*self._wanted(value, dict), *self._table(value, type_, through)]
        if bare(type_) is tuple and len(get_args(type_)) == 2 and get_args(type_)[1] is Ellipsis:
            return [*self._wanted(value, list), *self._items(value, get_args(type_)[0], through)]
        raise _NotForThisError

    def _items(self, value: str, type_: TypeForm, through: tuple[TypeForm, ...]) -> Stmts:
        """Turn the list under a name into a tuple, each item by itself."""
        to_tuple = self._bind(tuple)
        item = self._new()
        each = ast.Name(item, ast.Store())
        if isinstance(type_, type) and issubclass(type_, Enum):
            loop = ast.comprehension(each, _name(value), [], 0)
            members = ast.ListComp(self._member(type_, item), [loop])
            made = ast.Call(to_tuple, [members], [])
            empty = ast.Tuple([], ast.Load())
            return [_assign(value, ast.IfExp(_name(value), made, empty))]
        kept, add = self._new(), self._new()
        return [
            _assign(kept, ast.List([], ast.Load())),
            _assign(add, ast.Attribute(_name(kept), "append", ast.Load())),
            ast.For(
                each,
                _name(value),
                [*self._checks(item, type_, through), _call_of(add, _name(item))],
                [],
            ),
            _assign(value, ast.Call(to_tuple, [_name(kept)], [])),
        ]

    def _member(self, type_: type[Enum], value: str) -> ast.expr:
        return ast.Subscript(self._bind(choices_of(type_)), _name(value), ast.Load())

    def _wanted(self, value: str, type_: TypeForm) -> Stmts:
        found = ast.Call(self._bind(type), [_name(value)], [])
        return [self._unless(ast.Compare(found, [ast.Is()], [self._bind(type_)]))]

    def _unless(self, test: ast.expr) -> ast.stmt:
        unusual = ast.Raise(self._bind(_UnusualError), None)
        return ast.If(ast.UnaryOp(ast.Not(), test), [unusual], [])

    def _new(self) -> str:
        self._names += 1
        return f"value{self._names}"

    def _bind(self, value: object) -> ast.expr:
        for key, each in self._bound.items():
            if each is value:
                return _name(key)
        key = f"bound{len(self._bound)}"
        self._bound[key] = value
        return _name(key)


def _name(key: str) -> ast.expr:
    return ast.Name(key, ast.Load())


def _assign(key: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(key, ast.Store())], value)


def _call_of(key: str, argument: ast.expr) -> ast.stmt:
    return ast.Expr(ast.Call(_name(key), [argument], []))
