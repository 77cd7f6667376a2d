"""A division with members below it: how many of them are as promised."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN
from fractions import Fraction

from attrs import frozen

from kejifupin.targets.members import Member
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.intervals import Interval

Answered = tuple[Member, bool | None]
"""A member, and whether it is as promised; None where that cannot be told."""


@frozen
class Headcount:
    """Members by how they stand against a bound (成员计数).

    Who may not be a member at all is counted apart: it can neither fail the cohort nor stand for
    it, only leave it undecided.

    Args:
        held: Members that are surely as promised.
        failed: Members that surely are not.
        unknown: Members of which it cannot be told.
        maybe_held: Those that may be members, and are surely as promised.
        maybe_failed: Those that may be members, and surely are not.
        maybe_unknown: Those of which neither can be told.
    """

    held: int = 0
    failed: int = 0
    unknown: int = 0
    maybe_held: int = 0
    maybe_failed: int = 0
    maybe_unknown: int = 0

    @classmethod
    def of(cls, answered: Sequence[Answered]) -> Headcount:
        """Members counted, each with whether it is as promised."""
        parts = (
            [answer for member, answer in answered if member.certain],
            [answer for member, answer in answered if not member.certain],
        )
        return cls(*(part.count(answer) for part in parts for answer in (True, False, None)))

    @property
    def size(self) -> int:
        """How many there are, those included that may not be members."""
        return self.held + self.failed + self.unknown + self._maybe

    @property
    def _maybe(self) -> int:
        return self.maybe_held + self.maybe_failed + self.maybe_unknown

    def number(self) -> Interval:
        """How many are as promised; one that may not be a member fails nobody."""
        return Interval(self.held + self.maybe_held, self.size - self.failed)

    def percent(self) -> Interval:
        """Which share of the members is as promised, in per cent.

        At least: those who fail join, those who hold stay away; at most: the other way round.

        >>> Headcount(held=2, failed=1, maybe_held=1).percent()
        Interval(low=Decimal('66.66666666666666666666666666'), high=75, high_open=False)
        """
        certain = self.held + self.failed + self.unknown
        may_fail = self.maybe_failed + self.maybe_unknown
        may_hold = self.maybe_held + self.maybe_unknown
        least = _share(self.held, certain + may_fail, empty=1)
        most = _share(self.held + self.unknown + may_hold, certain + may_hold, empty=0)
        if least == most:
            return Interval.exact(to_number(100 * least, ROUND_HALF_EVEN))
        return Interval(to_number(100 * least, ROUND_FLOOR), to_number(100 * most, ROUND_CEILING))


def _share(part: int, whole: int, *, empty: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(empty)
