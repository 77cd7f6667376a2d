"""What a reading is worth, and what all ways of scoring share."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.marks import ENDLESS, Marks, as_fraction
from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.intervals import Interval

ONE = Fraction(1)
ZERO = Fraction(0)
FAR = ENDLESS * ENDLESS


@frozen
class Worth:
    """The points of a reading, and how they come about (计分).

    Args:
        marks: The points.
        formula: The formula with its figures, in Chinese.
        doubt: What is wrong with the reading itself, in Chinese.
    """

    marks: Marks
    formula: str
    doubt: str = ""


def only_true(yes: bool, key: str) -> None:  # noqa: FBT001 - what a file says
    """Refuse ``key = false`` where only ``true`` says anything.

    Raises:
        DefinitionError: It is false.
    """
    if not yes:
        raise DefinitionError(
            f"{key} = false says nothing", f"{key} = false 没有意义", f"去掉 {key}，或写 true"
        )


def check_positive(number: Number, key: str) -> None:
    """Refuse a number that is not more than 0.

    Raises:
        DefinitionError: It is 0 or less.
    """
    if number <= 0:
        raise DefinitionError(
            f"{key} is more than 0",
            f"{key} 须大于0，现为{format_number(number)}",
            "扣多少、加多少都写正数",
            key,
        )


def ends(value: Interval) -> tuple[Fraction, Fraction | None]:
    """Both ends of possible values, of which there are none below 0; None for no upper one."""
    low = ZERO if value.low is None else as_fraction(value.low)
    return low, None if value.high is None else as_fraction(value.high)


def points_over(value: Interval, points: Callable[[Fraction], Fraction]) -> Marks:
    """What a function that only rises or only falls makes of possible values."""
    low = -FAR if value.low is None else as_fraction(value.low)
    high = FAR if value.high is None else as_fraction(value.high)
    return Marks.between(min(ENDLESS, points(low)), min(ENDLESS, points(high)))
