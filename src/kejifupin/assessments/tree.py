"""The table of points as a tree: the whole, its channels, groups within groups, criteria."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.criteria import Criterion, Role
from kejifupin.assessments.scheme import AssessmentScheme, Channel, Group
from kejifupin.terms.arithmetic import Number

ZERO = Fraction(0)


class PartKind(StrEnum):
    """What a part of the table is (层次)."""

    TOTAL = "total"
    CHANNEL = "channel"
    GROUP = "group"
    CRITERION = "criterion"


@frozen
class Node:
    """A part of the table with what stands in it (考核表层次).

    Args:
        kind: What it is.
        key: Its key; that of the scheme for the whole.
        label: Its name.
        parts: What stands in it.
        criterion: The criterion, of a line.
        weight: Its part of what it stands in, in per cent.
        printed: Full marks as printed.
        cap: The most that it gives.
        floor: The least that it gives.
    """

    kind: PartKind
    key: str
    label: str
    parts: tuple[Node, ...] = ()
    criterion: Criterion | None = None
    weight: Number | None = None
    printed: Number | None = None
    cap: Number | None = None
    floor: Number | None = None

    @property
    def only_minus(self) -> bool:
        """Whether it can only take points."""
        return all(each.role is Role.MINUS for each in self.criteria())

    def criteria(self) -> Iterator[Criterion]:
        """All criteria in it."""
        if self.criterion is not None:
            yield self.criterion
        for part in self.parts:
            yield from part.criteria()

    @property
    def weighted(self) -> bool:
        """Whether its parts count by weight."""
        return any(each.weight is not None for each in self.parts)

    @property
    def whole(self) -> Fraction:
        """What weights of its parts are parts of."""
        return Fraction(100) if self.printed is None else Fraction(self.printed)

    @property
    def top(self) -> Fraction:
        """What can be reached in it without bonuses."""
        if self.criterion is not None:
            return ZERO if self.criterion.role is not Role.NORMAL else self.criterion.full
        total = sum((self.share_of(part) for part in self.parts), ZERO)
        return total if self.cap is None or self.only_minus else min(total, Fraction(self.cap))

    def share_of(self, part: Node) -> Fraction:
        """The full marks that a part of it counts for here."""
        if part.weight is None:
            return part.top
        return Fraction(part.weight) / 100 * self.whole


def tree_of(scheme: AssessmentScheme) -> Node:
    """The table of a scheme as a tree.

    What names a group or channel that is not there, or a group inside itself, stands nowhere; it
    is told by `kejifupin.assessments.checking.check_scheme`.

    Args:
        scheme: The scheme.
    """
    top = (
        *(_channel(each, scheme) for each in scheme.channels),
        *(
            _group(each, scheme, ())
            for each in scheme.groups
            if each.channel is None and each.within is None
        ),
        *(_line(each) for each in scheme.criteria if each.group is None and each.channel is None),
    )
    return Node(
        PartKind.TOTAL,
        scheme.key,
        "总分",
        top,
        printed=scheme.full_marks,
        cap=scheme.cap,
        floor=scheme.floor,
    )


def _channel(channel: Channel, scheme: AssessmentScheme) -> Node:
    parts = (
        *(
            _group(each, scheme, ())
            for each in scheme.groups
            if each.channel == channel.key and each.within is None
        ),
        *(
            _line(each)
            for each in scheme.criteria
            if each.channel == channel.key and each.group is None
        ),
    )
    return Node(PartKind.CHANNEL, channel.key, channel.label, parts, weight=channel.weight)


def _group(group: Group, scheme: AssessmentScheme, above: tuple[str, ...]) -> Node:
    path = (*above, group.key)
    parts = (
        *(
            _group(each, scheme, path)
            for each in scheme.groups
            if each.within == group.key and each.key not in path
        ),
        *(_line(each) for each in scheme.criteria if each.group == group.key),
    )
    return Node(
        PartKind.GROUP,
        group.key,
        group.label,
        parts,
        weight=group.weight,
        printed=group.full_marks,
        cap=group.cap,
        floor=group.floor,
    )


def _line(criterion: Criterion) -> Node:
    return Node(
        PartKind.CRITERION,
        criterion.key,
        criterion.label,
        criterion=criterion,
        weight=criterion.weight,
    )
