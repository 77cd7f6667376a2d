"""Conditions from a closed set, as plugins write them, judged with three answers.

A condition about something that was not reported is neither true nor false: the answer is None,
and rules stay silent while values become intervals.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.comparisons import at_most, conjunction, disjunction, equal
from kejifupin.records.kinds import RecordKind
from kejifupin.records.operands import Operand, Scalar, operand_value
from kejifupin.records.record import Record
from kejifupin.records.values import FieldValue
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM

__all__ = ["Condition", "Operand", "Scalar", "holds"]


@frozen
class Condition:
    """A condition on a record (条件).

    Either a comparison of ``field`` (or of ``left``) or a combination by ``all``, ``any``, ``not``.

    Args:
        field: Key of the field compared.
        left: What is compared, where it is more than a field.
        equals: Equal to this.
        is_in: Equal to one of these (``in`` in a plugin's file).
        at_least: At least this.
        at_most: At most this.
        between: From the first to the second, both included.
        contains: A list of labels has this label, or a text has this text.
        reported: Whether something was reported at all.
        all: Every one of these holds.
        any: One of these holds.
        negated: This does not hold (``not`` in a plugin's file).
    """

    field: str | None = None
    left: Operand | None = None
    equals: Operand | None = None
    is_in: tuple[Scalar, ...] = attrs.field(default=(), metadata={"key": "in"})
    at_least: Operand | None = None
    at_most: Operand | None = None
    between: tuple[Operand, ...] = ()
    contains: str | None = None
    reported: bool | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    negated: Condition | None = attrs.field(default=None, metadata={"key": "not"})

    def __attrs_post_init__(self) -> None:
        compares = sum(
            (
                self.equals is not None,
                bool(self.is_in),
                self.at_least is not None or self.at_most is not None,
                bool(self.between),
                self.contains is not None,
                self.reported is not None,
            )
        )
        combines = bool(self.all) + bool(self.any) + (self.negated is not None)
        has_left = (self.field is not None) + (self.left is not None)
        if combines + compares != 1 or has_left != compares:
            raise DefinitionError(
                "a condition is one comparison of one field, or one of all, any, not",
                "一个条件须是对一个字段的一种比较，或 all、any、not 三者之一",
                '例：{ field = "households", at_least = 1 }',
            )
        if self.between and len(self.between) != 2:
            raise DefinitionError(
                "between takes two ends", "between 须写两个端点", "例：between = [5, 10]"
            )

    @property
    def ends(self) -> tuple[tuple[Operand, ...], tuple[Operand, ...]]:
        """What it must be at least, and what it must be at most; each one operand or none."""
        if self.between:
            return self.between[:1], self.between[1:]
        floors = () if self.at_least is None else (self.at_least,)
        return floors, () if self.at_most is None else (self.at_most,)

    @cached_property
    def operand(self) -> Operand:
        """What is compared."""
        return self.left if self.left is not None else Operand(field=self.field)

    @cached_property
    def reads_several(self) -> bool:
        """Whether it reads more than one field, so that units must be brought together."""
        return len(self.fields()) > 1

    @cached_property
    def _units(self) -> dict[int, tuple[RecordKind, str | None]]:
        return {}

    def unit(self, kind: RecordKind) -> str | None:
        """Unit of the first field compared that has one in a kind: the comparison is made in it."""
        if not self.reads_several:
            return None
        known = self._units.get(id(kind))
        if known is None:
            units = (kind.field(key).unit for key in self.fields())
            # The kind is kept so that no other gets its number.
            known = (kind, next((unit for unit in units if unit is not None), None))
            self._units[id(kind)] = known
        return known[1]

    def fields(self) -> tuple[str, ...]:
        """Keys of all fields that it reads, in order."""
        if self.negated is not None:
            return self.negated.fields()
        if self.all or self.any:
            return tuple(key for part in (*self.all, *self.any) for key in part.fields())
        sides = (self.equals, self.at_least, self.at_most, *self.between)
        return self.operand.fields() + tuple(
            key for side in sides if side is not None for key in side.fields()
        )


def holds(condition: Condition, record: Record, programme: Period | None = None) -> bool | None:
    """Whether a condition holds for a record.

    Args:
        condition: The condition.
        record: The record that it is asked of.
        programme: The programme's period, for operands that name its start or end.

    Returns:
        True or False where every possible value says so, None where it cannot be told: something
        was not reported, or a vague number lies on both sides.
    """
    if condition.negated is not None:
        inner = holds(condition.negated, record, programme)
        return None if inner is None else not inner
    if condition.all:
        return conjunction(holds(part, record, programme) for part in condition.all)
    if condition.any:
        return disjunction(holds(part, record, programme) for part in condition.any)
    unit = condition.unit(record.kind)

    def value(operand: Operand) -> FieldValue:
        return operand_value(operand, record, programme, unit)

    left = value(condition.operand)
    if condition.reported is not None:
        return (left is not None) is condition.reported
    if left is None:
        return None
    if condition.contains is not None:
        if left is NONE_OF_ITEM:
            return False
        return condition.contains in left if isinstance(left, str | tuple) else None
    if condition.is_in:
        return disjunction(equal(left, each) for each in condition.is_in)
    if condition.equals is not None:
        return equal(left, value(condition.equals))
    if isinstance(left, str) or (left is NONE_OF_ITEM and _ranks(condition, record)):
        return _holds_in_order(condition, left, record)
    if condition.between:
        low, high = (value(end) for end in condition.between)
        return conjunction((at_most(low, left), at_most(left, high)))
    tests = []
    if condition.at_least is not None:
        tests.append(at_most(value(condition.at_least), left))
    if condition.at_most is not None:
        tests.append(at_most(left, value(condition.at_most)))
    return conjunction(tests)


def _ranks(condition: Condition, record: Record) -> Mapping[str, int]:
    key = condition.operand.field
    return record.kind.field(key).ranks if key is not None else {}


def _holds_in_order(condition: Condition, word: FieldValue, record: Record) -> bool | None:
    """Whether a word stands where an order wants it; None for words outside of the order.

    “-”, no such thing, stands below the lowest.
    """
    ranks = _ranks(condition, record)

    def rank(operand: Operand) -> int | None:
        found = ranks.get(operand.constant) if isinstance(operand.constant, str) else None
        if operand.field is not None and record.kind.field(operand.field).ranks == ranks:
            other = record.get(operand.field)
            found = ranks.get(other) if isinstance(other, str) else None
        return found

    place = ranks.get(word) if isinstance(word, str) else -1
    floors, ceilings = condition.ends
    return conjunction(
        (
            *(at_most(rank(floor), place) for floor in floors),
            *(at_most(place, rank(ceiling)) for ceiling in ceilings),
        )
    )
