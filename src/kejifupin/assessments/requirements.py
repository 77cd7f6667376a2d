"""What must be reached elsewhere in the table before a criterion counts."""

from __future__ import annotations

from attrs import frozen

from kejifupin.assessments.marks import Marks
from kejifupin.assessments.worths import ZERO, Worth
from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound


@frozen
class Requires:
    """Points that another part of the table must have, before a criterion counts (计分前提).

    Args:
        part: Key of a criterion, a group or a channel; the whole table, without what has a
            requirement itself, by default.
        at_least: Its least points, on its own scale.
        at_most: Its most points.
    """

    part: str | None = None
    at_least: Number | None = None
    at_most: Number | None = None

    def __attrs_post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise DefinitionError(
                "a requirement has at_least or at_most",
                "requires（计分前提）须写另一项至少（at_least）或至多（at_most）得几分",
                '例：requires = { part = "basic", at_least = 80 }',
            )
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise DefinitionError(
                "at_least is more than at_most",
                "requires 的 at_least 大于 at_most，没有人能满足",
                "对调两个数",
                "at_least",
            )

    @property
    def bound(self) -> Bound:
        """The points asked for."""
        return Bound(self.at_least, self.at_most)

    def applied(self, worth: Worth, label: str, points: Marks) -> Worth:
        """What is left of points where the requirement may not be kept.

        Args:
            worth: The points without it.
            label: What the other part is called.
            points: What the other part earned.
        """
        held = self.bound.holds(points.interval)
        asked = f"前提：“{label}”{self.bound.text('分')}，现{points.text()}"
        if held is None:
            marks = Marks.hull_of((worth.marks, Marks.exact(ZERO)))
            return Worth(marks, f"{worth.formula}；{asked}，能否计分尚不明", worth.doubt)
        if held:
            return Worth(worth.marks, f"{worth.formula}；{asked}，已达到", worth.doubt)
        return Worth(Marks.exact(ZERO), f"{asked}，未达到，不计", worth.doubt)
