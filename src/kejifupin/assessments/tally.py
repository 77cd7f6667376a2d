"""The arithmetic of a table of points: sums, caps, weights, tasks left out, rounding."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field, frozen

from kejifupin.assessments.criteria import Criterion, NotApplicable, Role
from kejifupin.assessments.marks import round_half_up
from kejifupin.assessments.scheme import AssessmentScheme, RoundingStage
from kejifupin.assessments.tree import Node, PartKind

ZERO = Fraction(0)

REWEIGHTED, CAPPED, FLOORED, ROUNDED = "缺项折算", "封顶", "保底", "四舍五入"
"""Why the points of a part are not the sum of what stands in it."""


@frozen
class PartPoints:
    """The points of one part of the table (分项得分).

    Args:
        kind: What it is.
        key: Its key.
        label: Its name.
        depth: How deep it stands, 0 for the whole.
        points: What it earned on its own scale: the sum of what its parts count for and of the
            adjustments.
        full: Its full marks, with what was moved to it.
        counted: What it counts for in what it stands in.
        adjustments: Why its points are not the sum, and by how much.
        absent: Whether nothing in it applied.
    """

    kind: PartKind
    key: str
    label: str
    depth: int
    points: Fraction
    full: Fraction
    counted: Fraction
    adjustments: Mapping[str, Fraction] = field(factory=dict, hash=False)
    absent: bool = False


@frozen
class _Sum:
    """What a part hands up: what counts towards full marks, what comes on top, what is absent."""

    normal: Fraction = ZERO
    extra: Fraction = ZERO
    full: Fraction = ZERO
    absent: Fraction = ZERO
    absent_here: Fraction = ZERO

    def __add__(self, other: _Sum) -> _Sum:
        return _Sum(
            self.normal + other.normal,
            self.extra + other.extra,
            self.full + other.full,
            self.absent + other.absent,
            self.absent_here + other.absent_here,
        )


def tally(
    scheme: AssessmentScheme, tree: Node, points: Mapping[str, Fraction | None]
) -> tuple[PartPoints, ...]:
    """The points of every part of a table.

    Args:
        scheme: The scheme.
        tree: Its table.
        points: Criterion → its points, of a minus what is off; None where the task was not there.

    Returns:
        The whole first, then each part followed by what stands in it.
    """
    work = _Work(scheme, points, _moved(scheme, points))
    work.node(tree, 0)
    return tuple(work.found)


def _moved(
    scheme: AssessmentScheme, points: Mapping[str, Fraction | None]
) -> Mapping[str, Fraction]:
    """Criterion → its full marks, with what others move to it."""
    full = {each.key: each.full for each in scheme.criteria}
    for criterion in scheme.criteria:
        worth, at, passed = criterion.full, criterion, {criterion.key}
        while points.get(at.key) is None and scheme.absence(at) is NotApplicable.MOVE:
            target = scheme.criterion_of.get(at.moves_to or "")
            if target is None or target.key in passed:
                break
            passed.add(target.key)
            full[at.key] -= worth
            full[target.key] += worth
            at = target
    return full


@define
class _Work:
    scheme: AssessmentScheme
    points: Mapping[str, Fraction | None]
    full: Mapping[str, Fraction]
    found: list[PartPoints] = field(factory=list)

    def node(self, node: Node, depth: int, above: Node | None = None) -> _Sum:
        if node.criterion is not None:
            return self._line(node, node.criterion, depth, above)
        at = len(self.found)
        total = _Sum()
        for part in node.parts:
            total += self.node(part, depth + 1, node)
        own, sums, adjustments = self._settled(node, total)
        counted, handed = own, sums
        if above is not None and node.weight is not None:
            counted, handed = self._weighted(node, above, own, sums)
        gone = sums.full > 0 and sums.absent >= sums.full
        self.found.insert(
            at,
            PartPoints(
                node.kind,
                node.key,
                node.label,
                depth,
                own,
                sums.full,
                counted,
                adjustments,
                gone,
            ),
        )
        return handed

    def _line(self, node: Node, criterion: Criterion, depth: int, above: Node | None) -> _Sum:
        full, earned = self.full[criterion.key], self.points.get(criterion.key)
        absence = self.scheme.absence(criterion)
        absent = absent_here = ZERO
        if earned is None:
            points = full if absence is NotApplicable.FULL else ZERO
            absent = full if absence is NotApplicable.REWEIGHT else ZERO
            absent_here = full if absence is NotApplicable.REWEIGHT_GROUP else ZERO
        else:
            more = full / criterion.full if criterion.role is Role.NORMAL else 1
            points = self._rounded(earned * more)
        if criterion.role is Role.NORMAL:
            own = _Sum(points, ZERO, full, absent, absent_here)
        else:
            points = -points if criterion.role is Role.MINUS else points
            own = _Sum(ZERO, points)
        counted = points
        if above is not None and criterion.weight is not None:
            counted, own = self._weighted(node, above, points, own)
        top = full if criterion.role is Role.NORMAL else ZERO
        self.found.append(
            PartPoints(
                node.kind, node.key, node.label, depth, points, top, counted, {}, earned is None
            )
        )
        return own

    def _weighted(
        self, node: Node, above: Node, points: Fraction, sums: _Sum
    ) -> tuple[Fraction, _Sum]:
        """What a weighted part counts for, and hands up."""
        share = above.share_of(node)
        if sums.absent_here and sums.full:
            return ZERO, _Sum(full=share, absent_here=share)
        if not sums.full or sums.absent >= sums.full:
            return ZERO, _Sum(full=share, absent=share)
        counted = self._rounded(points / sums.full * share)
        return counted, _Sum(counted, ZERO, share)

    def _settled(self, node: Node, total: _Sum) -> tuple[Fraction, _Sum, dict[str, Fraction]]:
        """The points of a part from the sum of what stands in it, and what it hands up."""
        normal, absent, here = total.normal, total.absent, total.absent_here

        def limited(amount: Fraction) -> Fraction:
            capped = node.cap is not None and not node.only_minus
            return min(amount, Fraction(node.cap or 0)) if capped else amount

        there = limited(total.full - absent - here)
        if there <= 0:
            absent += here
        elif here:
            normal *= limited(total.full - absent) / there
        left = limited(total.full - absent)
        full = limited(total.full)
        # Weighted parts and the whole settle what is absent; other groups hand it up.
        settles = node.kind is PartKind.TOTAL or node.weight is not None
        if settles and absent and left > 0:
            normal *= full / left
            absent, left = ZERO, full
        normal = self._rounded(normal)
        changes = {REWEIGHTED: normal - total.normal}
        least, most = self._limits(node)
        held = _within(normal, least, most)
        points = _within(normal + total.extra, least, most)
        over = points - (normal + total.extra)
        changes[CAPPED if over < 0 and not node.only_minus else FLOORED] = over
        if node.kind is PartKind.TOTAL:
            rounded = round_half_up(points, self.scheme.rounding.digits)
            changes[ROUNDED] = rounded - points
            points = rounded
        sums = _Sum(held, points - held, full, full - left)
        return points, sums, {name: amount for name, amount in changes.items() if amount}

    def _limits(self, node: Node) -> tuple[Fraction | None, Fraction | None]:
        most = None if node.cap is None else Fraction(node.cap)
        if node.only_minus:
            return (None if most is None else -most), None
        least = node.floor
        if least is None and any(each.role is Role.NORMAL for each in node.criteria()):
            least = 0
        return (None if least is None else Fraction(least)), most

    def _rounded(self, points: Fraction) -> Fraction:
        rounding = self.scheme.rounding
        if rounding.stage is RoundingStage.TOTAL:
            return points
        return round_half_up(points, rounding.digits)


def _within(points: Fraction, least: Fraction | None, most: Fraction | None) -> Fraction:
    if most is not None:
        points = min(points, most)
    return points if least is None else max(points, least)
