"""What stands on one side of a comparison: a field, a constant, a sum, a product."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.comparisons import SomeDay, as_possible
from kejifupin.records.fields import FieldType
from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, FieldValue, is_reported
from kejifupin.terms.arithmetic import multiply
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import Vague, convert_amount, find_unit

Scalar = bool | int | Decimal | date | str


@frozen
class Operand:
    """One side of a comparison (比较项).

    Exactly one of the parts is given; a bare number, date or text in a plugin's file is a
    constant.

    Args:
        field: Key of a field.
        constant: A number, in the unit of the first field compared; a date or a text.
        sum: Operands that are added.
        product: Operands that are multiplied.
        programme: ``start`` or ``end``, the programme's first or last day.
        day_of: Key of a date or of a period: the day, or some day within the period.
    """

    field: str | None = None
    constant: Scalar | None = None
    sum: tuple[Operand, ...] = ()
    product: tuple[Operand, ...] = ()
    programme: str | None = None
    day_of: str | None = None

    def __attrs_post_init__(self) -> None:
        given = sum(
            (
                self.field is not None,
                self.constant is not None,
                bool(self.sum),
                bool(self.product),
                self.programme is not None,
                self.day_of is not None,
            )
        )
        if given != 1:
            raise DefinitionError(
                "an operand is one of field, constant, sum, product, programme, day_of; "
                f"{given} given",
                "比较项须在 field、constant、sum、product、programme、day_of 中恰好写一个，"
                f"现有{given}个",
                "只留一个",
            )
        if self.programme not in (None, "start", "end"):
            raise DefinitionError(
                f"programme operand is start or end, not {self.programme!r}",
                f"programme 只能是 start 或 end，现为“{self.programme}”",
                '写 programme = "start" 或 programme = "end"',
            )

    @classmethod
    def from_shorthand(cls, constant: Scalar) -> Operand:
        """A bare value in a plugin's file."""
        return cls(constant=constant)

    def fields(self) -> tuple[str, ...]:
        """Keys of the fields that it reads."""
        own = tuple(key for key in (self.field, self.day_of) if key is not None)
        return own + tuple(key for part in (*self.sum, *self.product) for key in part.fields())


def operand_value(
    operand: Operand, record: Record, programme: Period | None, unit: str | None = None
) -> FieldValue:
    """What an operand amounts to for a record, None where a part of it was not reported.

    Args:
        operand: The operand.
        record: The record that it is read from.
        programme: The programme's period, for its start and end.
        unit: Unit in which numbers of fields are wanted, so that 万人次 and 人次 compare. What
            measures something else (户 beside 人) stays in its own.
    """
    if operand.field is not None:
        return _field_value(operand.field, record, unit)
    if operand.day_of is not None:
        day = record.get(operand.day_of)
        return SomeDay(day) if isinstance(day, Period) else day if is_reported(day) else None
    if operand.constant is not None:
        return operand.constant
    if operand.programme is not None:
        return programme and (programme.start if operand.programme == "start" else programme.end)
    total: Interval | None = None
    for part in operand.sum or operand.product:
        possible = as_possible(operand_value(part, record, programme, unit))
        if possible is None:
            return None
        if total is None:
            total = possible
        else:
            total = total + possible if operand.sum else _times(total, possible)
        if total is None:
            return None
    return total


def _field_value(key: str, record: Record, unit: str | None) -> FieldValue:
    value, spec = record.get(key), record.kind.field(key)
    if not is_reported(value):
        return None
    if isinstance(value, DivisionName):
        return value.code
    if isinstance(value, Period) and spec.type is not FieldType.PERIOD:
        return SomeDay(value)
    if unit is None or spec.unit in (None, unit) or not isinstance(value, int | Decimal | Vague):
        return value
    return convert_amount(value, spec.unit, unit) if _same_dimension(spec.unit, unit) else value


def _same_dimension(one: str, other: str) -> bool:
    return find_unit(one).dimension == find_unit(other).dimension


def _times(left: Interval, right: Interval) -> Interval | None:
    if right.exact_value is not None:
        return left.scaled(right.exact_value)
    if left.exact_value is not None:
        return right.scaled(left.exact_value)
    if left.low is None or right.low is None or left.low < 0 or right.low < 0:
        return None
    low = multiply(left.low, right.low)
    if left.high is None or right.high is None:
        return Interval(low, None)
    high = multiply(left.high, right.high)
    return Interval(low, high, low < high and (left.high_open or right.high_open))
