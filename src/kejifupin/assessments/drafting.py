"""A table of points filled in for each subject, before ranks and grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product

from attrs import frozen

from kejifupin.assessments.criteria import Criterion, Role
from kejifupin.assessments.marks import Marks
from kejifupin.assessments.peers import NOBODY, Among, Peers
from kejifupin.assessments.reader import Reader
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.assessments.score_lines import PartScore, ScoreLine
from kejifupin.assessments.sheets import SheetEntries
from kejifupin.assessments.subjects import Subject, members_of
from kejifupin.assessments.tally import PartPoints, tally
from kejifupin.assessments.tree import Node, PartKind
from kejifupin.assessments.vetoes import Strike, score_after, score_to_rank, strike
from kejifupin.assessments.worths import Worth
from kejifupin.records.cohort_members import find_cohort

ZERO = Fraction(0)

_OPEN_QUESTIONS = 6
"""Up to how many tasks of which it is not known whether they apply, every case is worked out."""


@frozen
class Draft:
    """An assessment before it is known how the others did (考核结果草稿).

    Args:
        subject: Who is assessed.
        parts: The whole, then each part followed by what stands in it.
        lines: The criteria, in their order.
        score: The score after vetoes.
        worked_out: The score before them.
        to_rank: The score by which it is ranked.
        strikes: What the vetoes come to.
        self_score: The score by what the assessed gave themselves.
    """

    subject: Subject
    parts: tuple[PartScore, ...]
    lines: tuple[ScoreLine, ...]
    score: Marks
    worked_out: Marks
    to_rank: Marks
    strikes: tuple[Strike, ...]
    self_score: Marks | None


@frozen
class Drafting:
    """All that a table needs to be filled in for everybody (考核计算).

    Args:
        scheme: The scheme.
        reader: What the evidence says.
        subjects: Who is assessed.
        entries: What was entered in the sheets.
        tree: The table.
        groups: Subject → the name of those it is ranked with.
    """

    scheme: AssessmentScheme
    reader: Reader
    subjects: Sequence[Subject]
    entries: Mapping[str, SheetEntries]
    tree: Node
    groups: Mapping[str, str]

    def drafts(self) -> Iterator[Draft]:
        """One draft for each subject, in their order."""
        read = {
            each.key: {one.key: self._reading(each, one) for one in self.subjects}
            for each in self.scheme.criteria
        }
        peers = {
            each.key: self._peers(each.among, read[each.key])
            for each in self.scheme.criteria
            if each.among is not None
        }
        for subject in self.subjects:
            key = subject.key
            readings = {name: found[key] for name, found in read.items()}
            worths = {
                each.key: each.worth(
                    readings[each.key],
                    peers[each.key][self.groups[key]] if each.key in peers else NOBODY,
                    key,
                )
                for each in self.scheme.criteria
            }
            yield self._draft(subject, readings, worths)

    def _peers(self, among: Among, read: Mapping[str, Reading]) -> Mapping[str, Peers]:
        """The name of those ranked together → those held against each other."""
        names = dict.fromkeys(self.groups[key] for key in read)
        if among is Among.ALL:
            return dict.fromkeys(names, Peers(read))
        return {
            name: Peers({key: each for key, each in read.items() if self.groups[key] == name})
            for name in names
        }

    def _reading(self, criterion: Criterion, subject: Subject) -> Reading:
        reading = self.reader.read(
            criterion.reads, subject, self.entries, criterion.key, tuple(criterion.graded)
        )
        asked = criterion.applies
        if asked is None:
            return reading
        if asked.agencies:
            if subject.key in asked.agencies:
                return reading
            return reading.with_(applies=False, why="不是这一部门的任务")
        if subject.division is None:
            return reading
        setting = self.reader.setting
        if asked.cohort is not None:
            if subject.division in self._members(asked.cohort):
                return reading
            label = find_cohort(asked.cohort, setting).label
            return reading.with_(applies=False, why=f"不属{label}")
        value = self.reader.value(asked.indicator or "", subject.division)
        held = None if value.value is None else asked.bound.holds(value.value)
        if held and reading.applies is not None:
            return reading
        told = f"适用条件：{value.text()}"
        if held is False:
            return reading.with_(applies=False, why=told)
        applies = False if reading.applies is False else None
        return reading.with_(applies=applies, why=told)

    def _members(self, cohort: str) -> frozenset[str]:
        if cohort not in self._cohorts:
            setting = self.reader.setting
            self._cohorts[cohort] = members_of(find_cohort(cohort, setting), setting)
        return self._cohorts[cohort]

    @cached_property
    def _cohorts(self) -> dict[str, frozenset[str]]:
        return {}

    def _draft(
        self, subject: Subject, readings: Mapping[str, Reading], worths: Mapping[str, Worth]
    ) -> Draft:
        applies = {key: reading.applies for key, reading in readings.items()}
        worths = self._required(worths, applies)
        marks = {key: worth.marks for key, worth in worths.items()}
        parts = self._parts(marks, applies)
        by_key = {each.key: each for each in parts if each.kind is PartKind.CRITERION}
        given = self._self_marks(subject)
        lines = tuple(
            self._line(each, readings[each.key], worths[each.key], by_key[each.key], given)
            for each in self.scheme.criteria
        )
        own = None
        if given:
            total = self._parts({**marks, **given}, {**applies, **dict.fromkeys(given, True)})
            own = total[0].points
        strikes = tuple(
            strike(
                veto,
                self.reader.read(veto.reads, subject, self.entries, None, veto.words),
                self.scheme.citation,
            )
            for veto in self.scheme.vetoes
        )
        whole = parts[0].points
        if parts[0].absent:
            whole = Marks.between(self.scheme.floor, self.scheme.full_marks)
        score = score_after(whole, strikes)
        return Draft(
            subject, parts, lines, score, whole, score_to_rank(score, strikes), strikes, own
        )

    def _required(
        self, worths: Mapping[str, Worth], applies: Mapping[str, bool | None]
    ) -> Mapping[str, Worth]:
        """The same, without what has a requirement that is not kept."""
        asking = [each for each in self.scheme.criteria if each.requires is not None]
        if not asking:
            return worths
        names = [each.key for each in asking]
        marks = {key: worth.marks for key, worth in worths.items()}
        nothing = dict.fromkeys(names, Marks.exact(ZERO))
        parts = self._parts({**marks, **nothing}, {**applies, **dict.fromkeys(names, True)})
        found = {each.key: each for each in parts}
        left = dict(worths)
        for each in asking:
            assert each.requires is not None  # noqa: S101 - just seen to
            part = found[each.requires.part or self.scheme.key]
            left[each.key] = each.requires.applied(worths[each.key], part.label, part.points)
        return left

    def _self_marks(self, subject: Subject) -> Mapping[str, Marks]:
        """Criterion → what the assessed gave themselves, of those who gave anything."""
        found = {}
        for criterion in self.scheme.criteria:
            sheet = self.entries.get(criterion.reads.sheet or "")
            if sheet is None or sheet.sheet.self_value is None:
                continue
            reading = sheet.read(criterion.reads, subject, criterion.key, by_subject=True)
            value = reading.value
            if value is not None and value.low is not None and value.high is not None:
                found[criterion.key] = Marks.between(value.low, value.high)
        return found

    def _line(
        self,
        criterion: Criterion,
        reading: Reading,
        worth: Worth,
        score: PartScore,
        given: Mapping[str, Marks],
    ) -> ScoreLine:
        absence = self.scheme.absence(criterion) if reading.applies is False else None
        own = given.get(criterion.key)
        if own is not None and criterion.role is Role.MINUS:
            own = Marks(-own.high, -own.low)
        return ScoreLine(
            criterion,
            score,
            reading,
            worth.formula,
            criterion.citation or self.scheme.citation,
            absence,
            own,
            worth.doubt if absence is None else "",
        )

    def _few_questions(
        self, marks: Mapping[str, Marks], applies: Mapping[str, bool | None]
    ) -> tuple[Mapping[str, Marks], Mapping[str, bool | None]]:
        """The same with few tasks left of which it is not known whether they apply.

        Whatever becomes of a task's points, it is no less than nothing for them and no more than
        all of them.
        """
        asked = [key for key, answer in applies.items() if answer is None][_OPEN_QUESTIONS:]
        wide = {key: Marks(ZERO, self.scheme.criterion_of[key].full) for key in asked}
        return {**marks, **wide}, {**applies, **dict.fromkeys(asked, True)}

    def _parts(
        self, marks: Mapping[str, Marks], applies: Mapping[str, bool | None]
    ) -> tuple[PartScore, ...]:
        """The points of every part, over everything that is possible."""
        runs: list[tuple[PartPoints, ...]] = []
        marks, applies = self._few_questions(marks, applies)
        exact = all(each.is_exact for each in marks.values())
        for there in _cases(applies):
            for worst in (True,) if exact else (True, False):
                points = {
                    key: _end(each, self.scheme.criterion_of[key], worst=worst)
                    if there[key]
                    else None
                    for key, each in marks.items()
                }
                runs.append(tally(self.scheme, self.tree, points))
        return tuple(_joined(each) for each in zip(*runs, strict=True))


def _end(marks: Marks, criterion: Criterion, *, worst: bool) -> Fraction:
    low = worst is not (criterion.role is Role.MINUS)
    return marks.low if low else marks.high


def _cases(applies: Mapping[str, bool | None]) -> Iterator[Mapping[str, bool]]:
    """Every way in which tasks may apply or not, as far as that is not known."""
    asked = [key for key, answer in applies.items() if answer is None]
    for answers in product((True, False), repeat=len(asked)):
        known = {key: answer for key, answer in applies.items() if answer is not None}
        yield {**known, **dict(zip(asked, answers, strict=True))}


def _joined(parts: Iterable[PartPoints]) -> PartScore:
    every = tuple(parts)
    first = every[0]

    def hull(points: Iterable[Fraction]) -> Marks:
        known = tuple(points)
        return Marks(min(known), max(known))

    names = dict.fromkeys(name for each in every for name in each.adjustments)
    absent = {each.absent for each in every}
    return PartScore(
        first.kind,
        first.key,
        first.label,
        first.depth,
        hull(each.points for each in every),
        hull(each.full for each in every),
        hull(each.counted for each in every),
        {name: hull(each.adjustments.get(name, ZERO) for each in every) for name in names},
        absent.pop() if len(absent) == 1 else None,
    )
