"""How a body was assessed: its score, line by line, its rank, its grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar, overload

import attrs
from attrs import frozen

from kejifupin.assessments.marks import Marks
from kejifupin.assessments.ranks import Rank
from kejifupin.assessments.scheme import AssessmentScheme, Grade
from kejifupin.assessments.score_lines import PartScore, ScoreLine
from kejifupin.assessments.subjects import Subject
from kejifupin.assessments.vetoes import Strike
from kejifupin.errors import UnknownNameError
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issues
from kejifupin.terms.looks import FAILED, UNSURE
from kejifupin.terms.shown import Disclosing
from kejifupin.terms.views import Cell, Marked, Table, View

UNDECIDED = "待核实"
"""What is told in place of a grade, while several are possible."""


@frozen
class Assessment:
    """How one body was assessed (考核结果).

    Args:
        scheme: The scheme.
        subject: Who was assessed.
        as_of: The day.
        parts: The whole, then each part followed by what stands in it.
        lines: The criteria, in their order.
        marks: The score after vetoes, rounded.
        worked_out: The score before them, rounded.
        strikes: What the vetoes come to.
        rank: The rank.
        grades: The grades that are possible, best first.
        self_marks: The score by what the assessed gave themselves; None where they gave nothing.
    """

    scheme: AssessmentScheme = attrs.field(repr=lambda scheme: repr(scheme.key))
    subject: Subject
    as_of: date
    parts: tuple[PartScore, ...] = attrs.field(repr=False)
    lines: tuple[ScoreLine, ...] = attrs.field(repr=False)
    marks: Marks
    worked_out: Marks = attrs.field(repr=False)
    strikes: tuple[Strike, ...] = attrs.field(repr=False)
    rank: Rank
    grades: tuple[Grade, ...] = attrs.field(
        repr=lambda grades: repr(tuple(each.key for each in grades))
    )
    self_marks: Marks | None = attrs.field(default=None, repr=False)

    @property
    def score(self) -> Interval:
        """The scores that are possible."""
        return self.marks.interval

    @property
    def self_score(self) -> Interval | None:
        """The score by what the assessed gave themselves."""
        return None if self.self_marks is None else self.self_marks.interval

    @property
    def difference(self) -> Interval | None:
        """What the assessors gave more, or less, than the assessed did themselves."""
        return None if self.self_marks is None else self.worked_out.minus(self.self_marks).interval

    @property
    def grade(self) -> Grade | None:
        """The grade; None while several are possible, or where there are none."""
        return self.grades[0] if len(self.grades) == 1 else None

    @property
    def vetoed(self) -> bool | None:
        """Whether a veto beats the score; None where that is not known."""
        struck = [each.struck for each in self.strikes if each.ends_it]
        return True if True in struck else (None if None in struck else False)

    def line(self, criterion: str) -> ScoreLine:
        """The line of a criterion.

        Raises:
            UnknownNameError: No such criterion.
        """
        for each in self.lines:
            if each.criterion.key == criterion:
                return each
        raise UnknownNameError("criterion", criterion)

    def part(self, key: str) -> PartScore:
        """The score of a channel, a group or a criterion.

        Raises:
            UnknownNameError: No such part.
        """
        for each in self.parts:
            if each.key == key:
                return each
        raise UnknownNameError("part of the table", key)

    def grade_text(self) -> str:
        """The grade in words, 待核实 while several are possible."""
        if not self.grades:
            return ""
        if self.grade is not None:
            return self.grade.label
        return f"{UNDECIDED}（{'或'.join(each.label for each in self.grades)}）"


def _as_tuple(items: Iterable[Assessment]) -> tuple[Assessment, ...]:
    return tuple(items)


@frozen(repr=False)
class Assessments(Disclosing, Sequence[Assessment]):
    """A sequence of assessments that filters and shows itself (考核结果表)."""

    items: tuple[Assessment, ...] = attrs.field(default=(), converter=_as_tuple)
    issues: Issues = attrs.field(default=Issues(), eq=False)
    column_types: ClassVar[Mapping[str, str]] = {
        "low": "whole",
        "high": "whole",
        "full_marks": "whole",
        "self_score": "whole",
        "vetoed": "flag",
        "rank": "whole",
    }

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], Assessment]:
        return {(each.scheme.key, each.subject.key): each for each in self.items}

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Assessment]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Assessment: ...
    @overload
    def __getitem__(self, index: slice) -> Assessments: ...
    def __getitem__(self, index: int | slice) -> Assessment | Assessments:
        if isinstance(index, slice):
            return Assessments(self.items[index], self.issues)
        return self.items[index]

    def get(self, subject: str, scheme: str | None = None) -> Assessment:
        """The assessment of a subject by its key: a division's code, an agency's key.

        Args:
            subject: The subject's key.
            scheme: The scheme's key, where there is more than one.

        Raises:
            UnknownNameError: No such assessment.
        """
        keys = dict.fromkeys(each.scheme.key for each in self.items)
        for key in (scheme,) if scheme else keys:
            if (key, subject) in self._index:
                return self._index[key, subject]
        raise UnknownNameError("assessment", subject)

    def where(
        self,
        *,
        scheme: str | None = None,
        grade: str | None = None,
        vetoed: bool | None = None,
        keys: Iterable[str] | None = None,
    ) -> Assessments:
        """The assessments that fit every condition given.

        Args:
            scheme: Key of the scheme.
            grade: Key of the grade, certainly given.
            vetoed: Whether a veto certainly strikes, or certainly not.
            keys: Keys of the subjects.
        """
        wanted = None if keys is None else frozenset(keys)
        return Assessments(
            (
                each
                for each in self.items
                if (scheme is None or each.scheme.key == scheme)
                and (grade is None or (each.grade is not None and each.grade.key == grade))
                and (vetoed is None or each.vetoed is vetoed)
                and (wanted is None or each.subject.key in wanted)
            ),
            self.issues,
        )

    def by_rank(self) -> Assessments:
        """The same in order of rank, those ranked together next to each other."""
        ordered = sorted(
            self.items,
            key=lambda each: (
                each.scheme.key,
                each.rank.group,
                each.rank.best,
                each.rank.worst,
                each.subject.key,
            ),
        )
        return Assessments(ordered, self.issues)

    def columns(self, disclosure: Disclosure = CLOSED) -> Mapping[str, tuple[object, ...]]:
        """The assessments as columns, for any data frame library."""
        rows = self.items
        return {
            "scheme": tuple(each.scheme.key for each in rows),
            "subject": tuple(each.subject.key for each in rows),
            "subject_name": tuple(each.subject.shown(disclosure) for each in rows),
            "division": tuple(each.subject.division for each in rows),
            "low": tuple(each.score.low for each in rows),
            "high": tuple(each.score.high for each in rows),
            "full_marks": tuple(each.scheme.full_marks for each in rows),
            "self_score": tuple(
                each.self_marks.number if each.self_marks else None for each in rows
            ),
            "vetoed": tuple(each.vetoed for each in rows),
            "rank": tuple(
                Marks.exact(each.rank.best).number if each.rank.is_exact else None for each in rows
            ),
            "rank_group": tuple(each.rank.group for each in rows),
            "grade": tuple(each.grade.key if each.grade else None for each in rows),
            "grade_label": tuple(each.grade_text() for each in rows),
        }

    def table(self) -> Table:
        """The assessments as a table to be shown, best first."""
        header = ("考核对象", "得分", "名次", "等次", "否决")
        return Table(header, self.by_rank().items, _cells, numbers=("得分",))

    def view(self) -> View:
        """The assessments with how many are of which grade."""
        counts: dict[str, int] = {}
        for each in self.items:
            told = UNDECIDED if len(each.grades) > 1 else each.grade_text()
            counts[told] = counts.get(told, 0) + 1
        grades = "，".join(f"{grade}{count}个" for grade, count in counts.items() if grade)
        title = f"考核结果共{len(self)}个" + (f"（{grades}）" if grades else "")
        return View(title, tables=(self.table(),))


def _cells(assessment: Assessment) -> tuple[Cell, ...]:
    unsure = len(assessment.grades) > 1
    grade = assessment.grade_text()
    struck = "；".join(each.veto.label for each in assessment.strikes if each.struck)
    return (
        assessment.subject.shown(),
        assessment.marks.text(),
        assessment.rank.text(),
        Marked(grade, UNSURE) if unsure else grade,
        Marked(struck, FAILED) if struck else "",
    )
