"""What may stand in a field of a record."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague


@frozen
class DivisionName:
    """A place as someone wrote it, and the division it was found to be (地区名称).

    Args:
        text: As written.
        code: Code of the division, None where the name was unknown or ambiguous.
    """

    text: str
    code: str | None = None


@frozen
class Unread:
    """Text that could not be understood as what its field holds (未能识别).

    It is kept as written and counts as not reported. What stands in a wrong cell may be anyone's
    name or number, hence no ``repr`` shows it.

    Args:
        text: As written.
    """

    text: str = field(repr=False)


FieldValue = object
"""Any of: None (not reported), str, int, Decimal, Vague, NONE_OF_ITEM, date, Period,
DivisionName, Unread, a tuple of labels, a tuple of records."""


def is_reported(value: FieldValue) -> bool:
    """Whether something readable was reported: zero and “-” are, blank and unreadable are not.

    >>> [is_reported(value) for value in (0, NONE_OF_ITEM, None, Unread("三五")) ]
    [True, True, False, False]
    """
    return value is not None and value != () and not isinstance(value, Unread)


def as_interval(value: FieldValue) -> Interval | None:
    """The possible values of a numeric field, None where no number was reported.

    “-” is nothing of the item, hence zero in a sum.

    >>> as_interval(NONE_OF_ITEM)
    Interval(low=0, high=0, high_open=False)
    """
    if value is NONE_OF_ITEM:
        return Interval.exact(0)
    if isinstance(value, int | Decimal | Vague) and not isinstance(value, bool):
        return Interval.of(value)
    return None
