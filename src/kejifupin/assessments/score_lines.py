"""The points of one part of a table, with all that they rest on."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from attrs import frozen

from kejifupin.assessments.criteria import Criterion, NotApplicable, Role
from kejifupin.assessments.marks import Marks
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.tree import PartKind
from kejifupin.terms.citations import Citation
from kejifupin.terms.intervals import Interval


@frozen
class PartScore:
    """The points of the whole, a channel, a group or a criterion (分项得分).

    The points of a part are what the parts just below it count for, and the adjustments.

    Args:
        kind: What it is.
        key: Its key.
        label: Its name.
        depth: How deep it stands, 0 for the whole.
        points: What it earned on its own scale.
        full: Its full marks, with what was moved to it.
        counted: What it counts for in what it stands in.
        adjustments: Why the points are not the sum, and by how much.
        absent: Whether nothing in it applied; None where that is not known.
    """

    kind: PartKind
    key: str
    label: str
    depth: int
    points: Marks
    full: Marks
    counted: Marks
    adjustments: Mapping[str, Marks] = attrs.field(factory=dict, hash=False)
    absent: bool | None = False


@frozen
class ScoreLine:
    """One criterion's score, with all that it rests on (评分行).

    Args:
        criterion: The criterion.
        score: Its points; of a minus below 0.
        reading: What was read.
        formula: How the points come about, in Chinese.
        citation: The clause.
        absence: What became of its points, where the task was not there.
        self_points: What the assessed gave themselves; None where they gave nothing.
        doubt: What is wrong with the reading, in Chinese.
    """

    criterion: Criterion
    score: PartScore
    reading: Reading
    formula: str
    citation: Citation
    absence: NotApplicable | None = None
    self_points: Marks | None = None
    doubt: str = ""

    @property
    def points(self) -> Interval:
        """The points that are possible."""
        return self.score.points.interval

    @property
    def full_marks(self) -> Interval:
        """The full marks, with what was moved to it."""
        return self.score.full.interval

    @property
    def difference(self) -> Interval | None:
        """What the assessors gave more, or less, than the assessed did themselves."""
        if self.self_points is None:
            return None
        return self.score.points.minus(self.self_points).interval

    @property
    def has_more(self) -> bool:
        """Whether the points of another task were moved to it, or may have been."""
        plain = Marks.exact(self.criterion.full)
        counts = self.absence is None and self.criterion.role is Role.NORMAL
        return counts and self.score.full != plain

    def text(self) -> str:
        """The line in Chinese: what was read, how it counts, what it earns."""
        absent = f"缺项（{self.absence.label}）" if self.absence else self.formula
        told = f"{self.reading.text()}；{absent}"
        if self.has_more:
            full, earned = self.score.full.text(), self.score.points.text()
            told += f"；并入缺项的分值，满分{full}，折算得{earned}"
        if self.self_points is not None:
            differs = self.score.points.minus(self.self_points)
            told += f"；自评{self.self_points.text()}，差{differs.text()}"
        return f"{told}；{self.doubt}" if self.doubt else told
