"""What earlier runs say of a target in a division, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import attrs
from attrs import frozen

from kejifupin.indicators.values import interval_text
from kejifupin.targets.history import Run
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.intervals import Interval


@frozen
class PastPoint:
    """How a target stood in a division on an earlier day (以往进展).

    Args:
        as_of: The day.
        state: How it stood.
        value: The possible values then.
        unit: Their unit.
    """

    as_of: date
    state: State
    value: Interval | None
    unit: str

    def value_text(self) -> str:
        """The value with its unit."""
        return interval_text(self.value, self.unit)


@frozen
class Past:
    """What earlier runs came to (以往各次结果).

    Args:
        points: Target and division → what was found of it, the earliest day first.
    """

    points: Mapping[tuple[str, str], tuple[PastPoint, ...]] = attrs.field(
        factory=dict, repr=False, hash=False
    )

    @classmethod
    def of(cls, runs: Iterable[Run]) -> Past:
        """What runs came to; of two of one day the later given counts.

        Args:
            runs: The runs, in any order.
        """
        days = {each.as_of: each for each in runs}
        found: dict[tuple[str, str], list[PastPoint]] = {}
        for day in sorted(days):
            for each in days[day].statuses:
                point = PastPoint(day, each.state, each.value, each.unit)
                found.setdefault((each.target, each.division), []).append(point)
        return cls({key: tuple(points) for key, points in found.items()})

    def before(self, status: TargetStatus) -> Sequence[PastPoint]:
        """How a target stood in the same division before, as far as one can hold it against it.

        A day before the target's first, and a figure in another unit, say nothing of the way.

        Args:
            status: How it stands now.
        """
        return tuple(
            each
            for each in self.points.get((status.target.key, status.division), ())
            if status.clock.start <= each.as_of < status.as_of and each.unit == status.unit
        )


def check_earlier(runs: Iterable[Run], programme: str, as_of: date) -> None:
    """Make sure that runs are earlier ones of a programme.

    Args:
        runs: The runs.
        programme: Key of the programme.
        as_of: The day that they must lie before.

    Raises:
        ValueError: One is of another programme, or not of a day before.
    """
    for each in runs:
        if each.version.programme != programme:
            raise ValueError(f"a run of {each.version.programme!r}, not of {programme!r}")
        if each.as_of >= as_of:
            raise ValueError(f"a run of {each.as_of}, which is not before {as_of}")
