"""Python statements built node by node, so that nothing that a plugin writes can become code.

Every name in them is made here, but for the keys of a kind's fields; every constant of a definition
is bound to such a name and never written out.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import CodeType, FunctionType
from typing import Any

from attrs import Factory, define

Expr = ast.expr
Stmts = list[ast.stmt]

# The only constants that stand in the code itself.
TRUE, FALSE, NOTHING = (ast.Constant(each) for each in (True, False, None))
ONE = ast.Constant(1)
BOOLS = {True: TRUE, False: FALSE, None: NOTHING}


def name(key: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(key, ast.Load())


def assign(key: str, value: Expr) -> ast.stmt:
    """``key = value``."""
    return ast.Assign([ast.Name(key, ast.Store())], value)


def add(key: str, value: Expr) -> ast.stmt:
    """``key += value``."""
    return ast.AugAssign(ast.Name(key, ast.Store()), ast.Add(), value)


def call(function: Expr, *arguments: Expr) -> ast.Call:
    """``function(arguments)``."""
    return ast.Call(function, list(arguments), [])


def method(of: str, key: str, *arguments: Expr) -> ast.stmt:
    """``of.key(arguments)``."""
    return ast.Expr(call(ast.Attribute(name(of), key, ast.Load()), *arguments))


def compare(left: Expr, operator: ast.cmpop, right: Expr) -> Expr:
    """``left operator right``."""
    return ast.Compare(left, [operator], [right])


def is_(left: Expr, right: Expr) -> Expr:
    """``left is right``."""
    return compare(left, ast.Is(), right)


def is_not(left: Expr, right: Expr) -> Expr:
    """``left is not right``."""
    return compare(left, ast.IsNot(), right)


def choose(test: Expr, then: Expr, otherwise: Expr) -> Expr:
    """``then if test else otherwise``."""
    return ast.IfExp(test, then, otherwise)


def both(*tests: Expr) -> Expr:
    """``one and other``."""
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), list(tests))


def when(test: Expr, then: Stmts, otherwise: Stmts | None = None) -> Stmts:
    """``if test: … else: …``, nothing where there is nothing to do."""
    if not then and not otherwise:
        return []
    return [ast.If(test, then or [ast.Pass()], otherwise or [])]


def pair(*parts: Expr) -> Expr:
    """``(one, other)``."""
    return ast.Tuple(list(parts), ast.Load())


@define
class Names:
    """New names, and the objects that some of them are bound to (名字表)."""

    bound: dict[str, object] = Factory(dict)
    _count: int = 0
    _known: dict[int, str] = Factory(dict)
    _marks: dict[object, int] = Factory(dict)

    def new(self, letter: str) -> str:
        """A name that nothing else has."""
        self._count += 1
        return f"{letter}{self._count}"

    def bind(self, value: object, letter: str = "C") -> ast.Name:
        """A name for an object, the same for the same object."""
        key = self._known.get(id(value))
        if key is None:
            key = self._known[id(value)] = self.new(letter)
            self.bound[key] = value
        return name(key)

    def mark(self, question: object) -> int:
        """A number for something that is costly to compare, the same for what is equal."""
        return self._marks.setdefault(question, len(self._marks))


@define
class Scope:
    """What has been worked out where a statement stands (已算出的中间量).

    Args:
        outer: What was before the branch began.
        known: Question → name that holds its answer.
    """

    outer: Scope | None = None
    known: dict[object, str] = Factory(dict)

    def find(self, question: object) -> str | None:
        """The name that holds an answer, None where it must still be worked out."""
        scope: Scope | None = self
        while scope is not None:
            if question in scope.known:
                return scope.known[question]
            scope = scope.outer
        return None

    def inner(self) -> Scope:
        """A branch: what it works out is not known after it."""
        return Scope(self)


def tidied(body: Stmts) -> Stmts:
    """The same statements; what is asked just once, and at once, is asked where it is needed."""
    nodes = [node for statement in body for node in ast.walk(statement)]
    uses = Counter(
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    )
    return _tidied(body, uses)


def _tidied(body: Stmts, uses: Mapping[str, int]) -> Stmts:
    done: Stmts = []
    for statement in body:
        asks = statement.value if isinstance(statement, ast.Assign) else statement
        if isinstance(statement, ast.If | ast.For):
            statement.body = _tidied(statement.body, uses)
            statement.orelse = _tidied(statement.orelse, uses)
        if done and isinstance(asks, ast.If | ast.IfExp) and isinstance(asks.test, ast.Name):
            before, key = done[-1], asks.test.id
            if isinstance(before, ast.Assign) and _assigned(before) == key and uses[key] == 1:
                asks.test = before.value
                done.pop()
        done.append(statement)
    return done


def _assigned(statement: ast.Assign) -> str | None:
    target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else None


def make_function(
    key: str, arguments: Sequence[str], body: Stmts, bound: Mapping[str, object]
) -> Callable[..., Iterator[tuple[Any, ...]]]:
    """A function from its statements, with objects bound to some of its arguments.

    Args:
        key: Its name, for tracebacks.
        arguments: The arguments that are given when it is called.
        body: Its statements.
        bound: Further arguments, with what they always are.
    """
    parameters = [ast.arg(each) for each in (*arguments, *bound)]
    made = ast.FunctionDef(
        key, ast.arguments([], parameters, None, [], [], None, []), tidied(body), []
    )
    module = ast.fix_missing_locations(ast.Module([made], []))
    code = next(
        each for each in compile(module, f"<{key}>", "exec").co_consts if isinstance(each, CodeType)
    )
    return FunctionType(code, {"__builtins__": {}}, key, tuple(bound.values()))
