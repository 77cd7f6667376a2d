"""Scores and awards of a case: what the marks, ranks, grades and places must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from kejifupin.assessments.assessment import Assessments
from kejifupin.assessments.ranks import Rank
from kejifupin.assessments.subjects import Subject
from kejifupin.errors import UnknownNameError
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.programme import Programme
from kejifupin.terms.arithmetic import format_number
from kejifupin.terms.intervals import Interval
from kejifupin.testing.case_files import ExpectedAward, ExpectedScore, Range
from kejifupin.testing.case_records import find_division

Told = Callable[[KeyPath, str], str]
"""From the place of a key and what is wrong to the line that tells it."""


@frozen
class Judged:
    """The scores and awards that the records of a case come to (案例的考核结果).

    Args:
        programme: The programme with the records of the case.
        day: The day, where an expectation names no other.
        told: Tells a fault with its place.
    """

    programme: Programme
    day: date
    told: Told
    known: dict[tuple[str | None, date], Assessments] = field(factory=dict, init=False)

    def score(self, expected: ExpectedScore, path: KeyPath) -> Iterator[str]:
        """What is otherwise than a case expects of a score, in Chinese.

        Args:
            expected: What is expected.
            path: Where the expectation stands.
        """
        try:
            found = self._assessed(expected.assessment, expected.as_of or self.day)
            one = found.get(self._subject(expected.subject, (each.subject for each in found)))
            part = None if expected.criterion is None else one.part(expected.criterion)
        except UnknownNameError as error:
            yield self.told(path, f"考核结果里没有“{error.name}”")
            return
        what = f"“{expected.subject}”{'' if part is None else part.label}"
        marks = one.marks if part is None else part.points
        if expected.score is not None and not _fits(expected.score, marks.interval):
            words = f"{what}应得{_shown(expected.score)}分，算得{marks.text()}"
            yield self.told((*path, "score"), words)
        if expected.rank is not None and not _is_rank(one.rank, expected.rank):
            words = f"{what}应为第{format_number(expected.rank)}名，算得{one.rank.text()}"
            yield self.told((*path, "rank"), words)
        grade = None if one.grade is None else one.grade.key
        if expected.grade is not None and grade != expected.grade:
            words = f"{what}应评“{expected.grade}”，评为“{grade or one.grade_text()}”"
            yield self.told((*path, "grade"), words)
        if expected.vetoed is not None and one.vetoed is not expected.vetoed:
            way = "应" if expected.vetoed else "不应"
            yield self.told((*path, "vetoed"), f"{what}{way}被一票否决")

    def award(self, expected: ExpectedAward, path: KeyPath) -> Iterator[str]:
        """What is otherwise than a case expects of an award, in Chinese.

        Args:
            expected: What is expected.
            path: Where the expectation stands.
        """
        day = expected.as_of or self.day
        try:
            scheme = self.programme.find_award(expected.award)
            assessed = self._assessed(scheme.assessment, day)
            found = self.programme.awards(scheme, as_of=day, assessed=assessed)
            subjects = (each.assessment.subject for each in found)
            one = found.get(self._subject(expected.subject, subjects))
        except UnknownNameError as error:
            yield self.told(path, f"评奖结果里没有“{error.name}”")
            return
        if expected.state is not None and one.state is not expected.state:
            words = f"“{expected.subject}”应为{expected.state.label}，现为{one.text()}"
            yield self.told((*path, "state"), words)
        if expected.amount is not None and one.amount != expected.amount:
            known = "没有金额" if one.amount is None else f"得{format_number(one.amount)}"
            wanted = f"{format_number(expected.amount)}{scheme.unit}"
            yield self.told((*path, "amount"), f"“{expected.subject}”应得{wanted}，{known}")

    def _assessed(self, scheme: str | None, day: date) -> Assessments:
        if (scheme, day) not in self.known:
            self.known[scheme, day] = self.programme.assess(scheme, as_of=day)
        return self.known[scheme, day]

    def _subject(self, name: str, subjects: Iterator[Subject]) -> str:
        """The key of the subject that a name means; the name itself where none has it."""
        code = find_division(name, self.programme.setting(self.day))
        known = {key: each.key for each in subjects for key in (each.label, each.key)}
        return known.get(code or name) or known.get(name) or name


def _is_rank(rank: Rank, wanted: Decimal) -> bool:
    return rank.is_exact and rank.best == Fraction(wanted)


def _fits(wanted: Decimal | Range, value: Interval) -> bool:
    if isinstance(wanted, Range):
        return (value.low, value.high) == (wanted.low, wanted.high)
    return value.exact_value == wanted


def _shown(wanted: Decimal | Range) -> str:
    if isinstance(wanted, Range):
        ends = ("" if end is None else format_number(end) for end in (wanted.low, wanted.high))
        return "—".join(ends)
    return format_number(wanted)
