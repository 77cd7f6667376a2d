"""Members that are records, such as households: how many of them are as promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN
from fractions import Fraction

import attrs
from attrs import frozen

from kejifupin.indicators.finishing import Finish
from kejifupin.records.conditions import Condition
from kejifupin.records.reach import Reach
from kejifupin.records.record import Record
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval


@frozen
class Headcount:
    """Members by how they stand against a bound (成员计数).

    Who may not be a member at all is counted apart: it can neither fail the cohort nor stand for
    it, only leave it undecided. All counts add.

    Args:
        held: Members that are surely as promised.
        failed: Members that surely are not.
        unknown: Members of which it cannot be told.
        maybe_held: Those that may be members, and are surely as promised.
        maybe_failed: Those that may be members, and surely are not.
        maybe_unknown: Those of which neither can be told.
        silent: Those without any data, among the unknown of either sort.
    """

    held: int = 0
    failed: int = 0
    unknown: int = 0
    maybe_held: int = 0
    maybe_failed: int = 0
    maybe_unknown: int = 0
    silent: int = 0

    @classmethod
    def of(cls, answers: Iterable[tuple[bool, bool | None]], *, silent: int = 0) -> Headcount:
        """Members counted: whether each is one for certain, and whether it is as promised."""
        return cls._of(Counter(answers), silent)

    @classmethod
    def counted(cls, standings: Mapping[tuple[bool, bool | None, bool], int]) -> Headcount:
        """How often each standing was found: the same two, and whether there is no value at all."""
        found: Counter[tuple[bool, bool | None]] = Counter()
        for (sure, said, _), number in standings.items():
            found[sure, said] += number
        return cls._of(found, sum(number for each, number in standings.items() if each[2]))

    @classmethod
    def _of(cls, found: Mapping[tuple[bool, bool | None], int], silent: int) -> Headcount:
        return cls(
            found.get((True, True), 0),
            found.get((True, False), 0),
            found.get((True, None), 0),
            found.get((False, True), 0),
            found.get((False, False), 0),
            found.get((False, None), 0),
            silent,
        )

    @property
    def size(self) -> int:
        """How many there are, those included that may not be members."""
        return self.sure + self.maybe_held + self.maybe_failed + self.maybe_unknown

    @property
    def sure(self) -> int:
        """How many surely are members."""
        return self.held + self.failed + self.unknown

    @property
    def undecided(self) -> int:
        """How many there are of whom it cannot be told whether they are as promised."""
        return self.unknown + self.maybe_unknown

    def __add__(self, other: Headcount) -> Headcount:
        """Those of two divisions together."""
        if not isinstance(other, Headcount):
            return NotImplemented
        return total_headcount((self, other))

    def number(self) -> Interval:
        """How many are as promised; one that may not be a member fails nobody."""
        return Interval(self.held + self.maybe_held, self.size - self.failed)

    def percent(self) -> Interval:
        """Which share of the members is as promised, in per cent.

        At least: those who fail join, those who hold stay away; at most: the other way round.

        >>> Headcount(held=2, failed=1, maybe_held=1).percent()
        Interval(low=Decimal('66.66666666666666666666666666'), high=75, high_open=False)
        """
        may_fail = self.maybe_failed + self.maybe_unknown
        may_hold = self.maybe_held + self.maybe_unknown
        least = _share(self.held, self.sure + may_fail, empty=1)
        most = _share(self.held + self.unknown + may_hold, self.sure + may_hold, empty=0)
        if least == most:
            return Interval.exact(to_number(100 * least, ROUND_HALF_EVEN))
        return Interval(to_number(100 * least, ROUND_FLOOR), to_number(100 * most, ROUND_CEILING))


def _share(part: int, whole: int, *, empty: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(empty)


def total_headcount(counts: Iterable[Headcount]) -> Headcount:
    """All members together, nobody for none."""
    columns = zip(*map(attrs.astuple, counts), strict=True)
    return Headcount(*map(sum, columns))


@frozen
class MemberQuestion:
    """How many records of a kind have a value within a bound (口径成员问题).

    Args:
        members: Kind of the records that are the members.
        where: Only the records for which this holds.
        finish: What is counted for a member, and how it becomes the member's value.
        bound: What is promised of each.
    """

    members: str
    where: Condition | None
    finish: Finish
    bound: Bound

    def answer(self, value: Interval | None) -> bool | None:
        """Whether a member with a value is as promised; None where that cannot be told."""
        return None if value is None else self.bound.holds(value)


@frozen
class RecordMember:
    """A record that is a member, and how it stands (成员记录).

    Args:
        record: The record.
        home: Code of the division that it belongs to.
        value: Its possible values, None for no data.
        answer: Whether it is as promised; None where that cannot be told.
        certain: Whether it is a member for certain.
        reported: Records behind its value.
    """

    record: Record = attrs.field(repr=False)
    home: str
    value: Interval | None
    answer: bool | None
    certain: bool = True
    reported: int = 0


def roll_up_headcounts(counts: Mapping[str, Headcount], reach: Reach) -> Mapping[str, Headcount]:
    """Division → the members at or below it.

    Args:
        counts: Division → its own members; those outside of the scope are left aside.
        reach: The tree in which they add up.
    """
    results: dict[str, Headcount] = {}
    homes = frozenset(counts)
    for code, children in reach.lowest_first(homes):
        parts = [results[child] for child in children]
        if code in counts:
            parts.append(counts[code])
        results[code] = parts[0] if len(parts) == 1 else total_headcount(parts)
    gone = reach.remnants() & homes
    return {code: each for code, each in results.items() if code not in gone} if gone else results
