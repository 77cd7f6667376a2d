"""Conditions as statements: the commonest values compared in place, all others by `holds`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from attrs import frozen

from kejifupin.indicators.compiled_nodes import (
    BOOLS,
    NOTHING,
    Expr,
    Names,
    Scope,
    Stmts,
    assign,
    both,
    call,
    choose,
    compare,
    is_,
    is_not,
    name,
    when,
)
from kejifupin.records.conditions import Condition, holds
from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.operands import Operand, Scalar
from kejifupin.records.record import Record, make_record
from kejifupin.records.values import DivisionName
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, find_unit

RECORD = "r"
"""The record at hand, in every function that is made."""

_PYTHON_TYPES = {
    FieldType.TEXT: str,
    FieldType.CHOICE: str,
    FieldType.PHONE: str,
    FieldType.DATE: date,
    FieldType.WHEN: date,
    FieldType.CHOICES: tuple,
    FieldType.DIVISION: DivisionName,
}


@frozen
class Reader:
    """What statements read from the records of a kind, each thing once in a branch (字段读取).

    Args:
        kind: The kind.
        programme: The programme's period, for operands that name its start or end.
        names: The names of the function.
    """

    kind: RecordKind
    programme: Period
    names: Names

    def value(self, key: str, block: Stmts, scope: Scope) -> ast.Name:
        """What stands in a field."""
        known = scope.find(key)
        if known is None:
            # Only a key that the kind declares, and declares as an identifier, is ever written.
            field = self.kind.field(key).key
            known = scope.known[key] = self.names.new("v")
            block.append(assign(known, ast.Attribute(name(RECORD), field, ast.Load())))
        return name(known)

    def is_type(self, key: str, of: type, block: Stmts, scope: Scope) -> ast.Name:
        """Whether a value of just that type stands in a field."""
        known = scope.find((key, of))
        if known is None:
            value = self.value(key, block, scope)
            known = scope.known[key, of] = self.names.new("t")
            block.append(assign(known, is_(self.type_of(value), self.names.bind(of))))
        return name(known)

    def type_of(self, value: Expr) -> Expr:
        """``type(value)``."""
        return call(self.names.bind(type), value)

    def answer(self, condition: Condition, block: Stmts, scope: Scope) -> ast.Name:
        """Whether a condition holds: True, False, or None where it cannot be told."""
        mark = self.names.mark(condition)
        known = scope.find(mark)
        if known is None:
            known = scope.known[mark] = self.names.new("a")
            block.extend(self._judged(known, condition, scope, block))
        return name(known)

    def _judged(self, key: str, condition: Condition, scope: Scope, before: Stmts) -> Stmts:
        if condition.negated is not None:
            answer = self.answer(condition.negated, before, scope)
            opposite = ast.UnaryOp(ast.Not(), answer)
            return [assign(key, choose(is_(answer, NOTHING), NOTHING, opposite))]
        parts = condition.all or condition.any
        if not parts:
            return [assign(key, self._compared(condition, before, scope))]
        # All: False decides, else None does. Any: True decides, else None does.
        decisive = not condition.all
        first, *rest = parts
        found: Stmts = [assign(key, self.answer(first, before, scope))]
        for part in rest:
            branch: Stmts = []
            answer = self.answer(part, branch, scope.inner())
            branch += when(is_not(answer, BOOLS[not decisive]), [assign(key, answer)])
            found += when(is_not(name(key), BOOLS[decisive]), branch)
        return found

    def _compared(self, condition: Condition, before: Stmts, scope: Scope) -> Expr:
        quick = self._quick(condition, before, scope)
        keys = frozenset(condition.fields())
        if len(keys) == 1:
            rest = self._of_one(condition, next(iter(keys)), before, scope)
        else:
            function = partial(holds, condition, programme=self.programme)
            rest = call(self.names.bind(function, "H"), name(RECORD))
        return rest if quick is None else choose(*quick, rest)

    def _of_one(self, condition: Condition, key: str, before: Stmts, scope: Scope) -> Expr:
        """A condition on one field: what a blank and “-” answer to it is known beforehand."""

        def ask(record: Record) -> bool | None:
            return holds(condition, record, self.programme)

        value = self.value(key, before, scope)
        rest: Expr = call(self.names.bind(remembered(ask, key), "H"), name(RECORD))
        for common in (NONE_OF_ITEM, None):
            known = BOOLS[ask(make_record(self.kind, {key: common}))]
            rest = choose(is_(value, self.names.bind(common)), known, rest)
        return rest

    def _quick(self, condition: Condition, before: Stmts, scope: Scope) -> tuple[Expr, Expr] | None:
        """When a comparison is that of two plain values, and that comparison."""
        key = condition.operand.field
        kind = None if key is None else _PYTHON_TYPES.get(self.kind.field(key).type)
        if key is None or kind is None:
            return self._whole(condition, before, scope)
        guard: Expr = self.is_type(key, kind, before, scope)
        value: Expr = self.value(key, before, scope)
        if kind is DivisionName:
            value = ast.Attribute(value, "code", ast.Load())
            guard = both(guard, is_not(value, NOTHING))
        test = self._plain_test(condition, value, kind)
        if test is not None and kind is tuple:
            # No label at all is a blank.
            test = choose(value, test, BOOLS[_of_blank(condition)])
        return None if test is None else (guard, test)

    def _plain_test(self, condition: Condition, value: Expr, kind: type) -> Expr | None:
        if condition.reported is not None:
            return BOOLS[condition.reported]
        if condition.contains is not None:
            if kind is date:
                return None
            return compare(self.names.bind(condition.contains), ast.In(), value)
        wanted = kind if kind is date else str
        if condition.is_in:
            if not all(type(each) is wanted for each in condition.is_in):
                return None
            found = tuple((each,) for each in condition.is_in) if kind is tuple else condition.is_in
            return compare(value, ast.In(), self.names.bind(found))
        sides = _sides(condition)
        constants = [self._constant(side) for side in sides]
        if not all(type(each) is wanted for each in constants):
            return None
        if condition.equals is not None:
            other = (constants[0],) if kind is tuple else constants[0]
            return compare(value, ast.Eq(), self.names.bind(other))
        if kind is not date:
            return None
        return _ordered(condition, value, [self.names.bind(each) for each in constants])

    def _whole(self, condition: Condition, before: Stmts, scope: Scope) -> tuple[Expr, Expr] | None:
        """When all that is compared are whole numbers, and that comparison."""
        keys = tuple(dict.fromkeys(condition.fields()))
        if not keys or not all(self._counts(key, condition) for key in keys):
            return None
        guard = both(*(self.is_type(key, int, before, scope) for key in keys))
        if condition.reported is not None:
            return guard, BOOLS[condition.reported]

        def field(key: str) -> Expr:
            return self.value(key, before, scope)

        left = self._arithmetic(condition.operand, field)
        if left is None or condition.contains is not None:
            return None
        if condition.is_in:
            if not all(map(_is_number, condition.is_in)):
                return None
            return guard, compare(left, ast.In(), self.names.bind(condition.is_in))
        rights = [self._arithmetic(side, field) for side in _sides(condition)]
        known = [each for each in rights if each is not None]
        if len(known) < len(rights):
            return None
        if condition.equals is not None:
            return guard, compare(left, ast.Eq(), known[0])
        return guard, _ordered(condition, left, known)

    def _counts(self, key: str, condition: Condition) -> bool:
        """Whether a field's numbers are compared as they are, in no other unit."""
        field = self.kind.field(key)
        if field.type is not FieldType.NUMBER or field.unit is None:
            return False
        if not condition.reads_several:
            return True
        units = (self.kind.field(each).unit for each in condition.fields())
        unit = next(each for each in units if each is not None)
        same = find_unit(field.unit).dimension == find_unit(unit).dimension
        return field.unit == unit or not same

    def _arithmetic(self, operand: Operand, field: Callable[[str], Expr]) -> Expr | None:
        """An operand over whole numbers; a constant that only compares may have decimals."""
        if operand.field is not None:
            return field(operand.field)
        parts = operand.sum or operand.product
        if not parts:
            constant = self._constant(operand)
            return self.names.bind(constant) if _is_number(constant) else None
        total: Expr | None = None
        for part in parts:
            if isinstance(part.constant, Decimal):
                return None
            each = self._arithmetic(part, field)
            if each is None:
                return None
            operator = ast.Add() if operand.sum else ast.Mult()
            total = each if total is None else ast.BinOp(total, operator, each)
        return total

    def _constant(self, operand: Operand) -> Scalar | None:
        if operand.programme is not None:
            return self.programme.start if operand.programme == "start" else self.programme.end
        return operand.constant


def remembered(ask: Callable[[Record], bool | None], key: str) -> Callable[[Record], bool | None]:
    """A question that only what stands in one field answers, asked once for each value."""
    known: dict[Hashable, bool | None] = {}

    def answer(record: Record) -> bool | None:
        value = getattr(record, key)
        # 1 and True, or 1 and 1.0, are one key of a dictionary, and not one answer.
        mark = (type(value), value)
        try:
            return known[mark]
        except KeyError:
            if len(known) >= _REMEMBERED:
                known.clear()
            found = known[mark] = ask(record)
            return found
        except TypeError:
            return ask(record)

    return answer


_REMEMBERED = 10_000


def _sides(condition: Condition) -> tuple[Operand, ...]:
    """What the first operand is held against."""
    sides = (condition.equals, condition.at_least, condition.at_most, *condition.between)
    return tuple(side for side in sides if side is not None)


def _ordered(condition: Condition, left: Expr, sides: Sequence[Expr]) -> Expr:
    """Whether something lies where a condition with a floor, a ceiling or both wants it."""
    if len(sides) == 1:
        operator = ast.GtE() if condition.at_least is not None else ast.LtE()
        return compare(left, operator, sides[0])
    return ast.Compare(sides[0], [ast.LtE(), ast.LtE()], [left, sides[1]])


def _of_blank(condition: Condition) -> bool | None:
    """What a comparison says of a field that was not reported."""
    return None if condition.reported is None else not condition.reported


def _is_number(constant: Scalar | None) -> bool:
    if isinstance(constant, Decimal):
        return constant.is_finite()
    return type(constant) is int
